//! The blocks of text of a page in reading order, and the elements that hold them.

use std::ops::Range;

use super::cues::Cues;
use super::tags::Tag;
use super::times::Stamp;

/// The elements and the text blocks of a page, both in document order.
#[derive(Debug, Default)]
pub struct Tree {
    /// Elements; a parent stands before its children, the first is the root.
    pub nodes: Vec<Node>,
    /// Blocks of text.
    pub blocks: Vec<Block>,
    /// The dates marked up as such, in order.
    pub stamps: Vec<Stamp>,
}

/// An element that is laid out as a block, or flows with the text but has cues.
#[derive(Debug)]
pub struct Node {
    /// Index of the element around it; the root is its own.
    pub parent: usize,
    /// The part it plays.
    pub tag: Tag,
    /// What its class, id, role and itemprop say.
    pub cues: Cues,
    /// The same for elements that look alike: a hash of name and class.
    pub shape: u64,
    /// Index behind its last descendant.
    pub end: usize,
    /// The text blocks inside it.
    pub blocks: Range<usize>,
}

/// A run of text without a block boundary in it.
#[derive(Debug, Default)]
pub struct Block {
    /// The element it stands in.
    pub node: usize,
    /// The text, white space collapsed.
    pub text: String,
    /// How many bytes of it are in links.
    pub linked: usize,
    /// How many bytes of it stand in inline elements with a cue, and the cues.
    pub cued: (usize, Cues),
    /// Whether the page hides it (`hidden`, `display:none`, `noscript`).
    pub hidden: bool,
    /// If it is a line that `br` parts from others, the length of them all; else 0.
    pub lines: usize,
    /// The `time` element in it, among the stamps.
    pub time: Option<usize>,
}

impl Tree {
    /// Indices of the elements around `node`, itself first, the root last.
    pub fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = Some(node);
        std::iter::from_fn(move || {
            let at = next?;
            let parent = self.nodes.get(at)?.parent;
            next = (parent != at).then_some(parent);
            Some(at)
        })
    }

    /// The elements directly inside one, with their indices.
    pub fn children(&self, node: usize) -> impl Iterator<Item = (usize, &Node)> + '_ {
        let end = self.nodes.get(node).map_or(0, |node| node.end);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let at = next;
            let child = self.nodes.get(at).filter(|_| at < end)?;
            next = child.end;
            Some((at, child))
        })
    }

    /// The part the element around a block plays.
    pub fn tag(&self, block: &Block) -> Tag {
        self.nodes
            .get(block.node)
            .map_or(Tag::Block, |node| node.tag)
    }
}

impl Block {
    /// Whether more than half of it is links.
    pub fn is_mostly_links(&self) -> bool {
        self.linked * 2 > self.text.len()
    }
}
