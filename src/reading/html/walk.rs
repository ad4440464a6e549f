//! In: a parsed document. Out: its blocks of text in reading order, and the elements that hold them.
//!
//! The walk keeps its own stack, so that no depth of nesting can exhaust the thread's.

use std::hash::{DefaultHasher, Hash, Hasher};

use dom_query::{Document, Element, NodeData, NodeId, NodeRef};

use super::cues::{CueTable, Cues};
use super::flow::Flow;
use super::lines;
use super::tags::Tag;
use super::times::Stamp;
use super::tree::{Node, Tree};

/// Walks the document once.
pub fn walk(document: &Document, table: &mut CueTable) -> Tree {
    let mut walker = Walker {
        table,
        tree: Tree::default(),
        flow: Flow::default(),
        open: Vec::new(),
        state: State::default(),
    };
    walker.tree.nodes.push(Node {
        parent: 0,
        tag: Tag::Root,
        cues: Cues::NONE,
        shape: 0,
        end: 0,
        blocks: 0..0,
    });
    let root = document.root();
    let mut at: Option<NodeRef> = root.first_child();
    while let Some(node) = at {
        let into = walker.enter(&node);
        let child = if into { node.first_child() } else { None };
        if child.is_some() {
            at = child;
            continue;
        }
        if into {
            walker.leave(node.id);
        }
        let mut here = node;
        at = loop {
            if let Some(next) = here.next_sibling() {
                break Some(next);
            }
            match here.parent() {
                Some(parent) if parent.id != root.id => {
                    walker.leave(parent.id);
                    here = parent;
                }
                _ => break None,
            }
        };
    }
    walker.finish()
}

/// The walk so far. Text is taken in by `flow.rs`.
pub struct Walker<'t> {
    table: &'t mut CueTable,
    pub(super) tree: Tree,
    pub(super) flow: Flow,
    open: Vec<Open>,
    pub(super) state: State,
}

/// An open element and the state to go back to behind it.
struct Open {
    id: NodeId,
    before: State,
    kind: Kind,
}

/// How an element takes part in the layout.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Begins and ends a block.
    Block,
    /// Flows with the text, but has a name of its own that holds for blocks inside it.
    Soft,
    /// Flows with the text.
    Inline,
}

/// What the open elements make of the text inside them.
#[derive(Clone, Copy, Default)]
pub struct State {
    /// The innermost element recorded.
    node: usize,
    /// The innermost that is laid out as a block.
    pub block_node: usize,
    pub linked: bool,
    pub cued: Cues,
    pub hidden: bool,
    pub preformatted: bool,
    /// The `time` element around, among the stamps.
    pub time: Option<usize>,
}

impl Walker<'_> {
    /// Takes a node in; says whether its children are wanted.
    fn enter(&mut self, node: &NodeRef) -> bool {
        node.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                self.text(contents);
                false
            }
            NodeData::Element(element) => self.element(node, element),
            _ => false,
        })
    }

    fn element(&mut self, node: &NodeRef, element: &Element) -> bool {
        let tag = Tag::of(&element.name.local);
        match tag {
            Tag::Skipped => return false,
            Tag::Break => {
                self.line_break();
                return false;
            }
            Tag::Rule => {
                self.flush();
                return false;
            }
            Tag::Preformatted if !self.state.preformatted => {
                self.flow.width = lines::width(&node.text());
            }
            Tag::Inline if &*element.name.local == "sup" && self.raised(node) => {
                return false;
            }
            _ => {}
        }
        let (mut cues, hidden, shape) = self.attributes(element);
        if cues.any(Cues::EDIT) {
            return false;
        }
        let before = self.state;
        let stamp = Stamp::of(element, self.state.node, self.tree.blocks.len());
        if let Some(stamp) = stamp {
            if stamp.is_time {
                cues = cues.with(Cues::META);
                self.part_from_digit();
                self.state.time = Some(self.tree.stamps.len());
            }
            self.tree.stamps.push(stamp);
        }
        self.state.hidden |= hidden || tag == Tag::NoScript;
        let kind = if !tag.is_inline() {
            Kind::Block
        } else if cues != Cues::NONE {
            Kind::Soft
        } else {
            Kind::Inline
        };
        if kind == Kind::Block || self.state.hidden != before.hidden {
            self.flush();
        }
        if kind != Kind::Inline {
            let index = self.tree.nodes.len();
            let at = self.tree.blocks.len();
            self.tree.nodes.push(Node {
                parent: before.node,
                tag,
                cues,
                shape,
                end: index + 1,
                blocks: at..at,
            });
            self.state.node = index;
        }
        match tag {
            Tag::Link => self.state.linked = true,
            Tag::Preformatted => self.state.preformatted = true,
            _ => {}
        }
        if kind == Kind::Block {
            self.state.block_node = self.state.node;
            self.state.cued = Cues::NONE;
        } else {
            self.state.cued = self.state.cued.with(cues);
        }
        self.open.push(Open {
            id: node.id,
            before,
            kind,
        });
        true
    }

    fn leave(&mut self, id: NodeId) {
        if self.open.last().is_none_or(|open| open.id != id) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        if open.kind == Kind::Block || open.before.hidden != self.state.hidden {
            self.flush();
        }
        if open.kind != Kind::Inline {
            let (end, last) = (self.tree.nodes.len(), self.tree.blocks.len());
            if let Some(node) = self.tree.nodes.get_mut(self.state.node) {
                node.end = end;
                node.blocks.end = last;
            }
        }
        self.state = open.before;
    }

    fn finish(mut self) -> Tree {
        self.flush();
        while let Some(open) = self.open.last() {
            self.leave(open.id);
        }
        let (end, last) = (self.tree.nodes.len(), self.tree.blocks.len());
        if let Some(root) = self.tree.nodes.first_mut() {
            root.end = end;
            root.blocks.end = last;
        }
        self.tree
    }

    /// What the attributes say, whether they hide the element, and its shape.
    fn attributes(&mut self, element: &Element) -> (Cues, bool, u64) {
        let mut cues = Cues::NONE;
        let mut shape = DefaultHasher::new();
        element.name.local.hash(&mut shape);
        let mut hidden = false;
        for attr in &element.attrs {
            let value: &str = &attr.value;
            let name = attr.name.local.as_ref();
            if name == "class" {
                value
                    .split_ascii_whitespace()
                    .filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
                    .for_each(|word| word.hash(&mut shape));
            }
            match name {
                "class" | "id" | "role" | "data-component" | "data-testid" => {
                    cues = cues.with(self.table.of(value));
                }
                "itemprop" => cues = cues.with(self.property(value)),
                "hidden" => hidden = true,
                "aria-hidden" => hidden |= value == "true",
                "style" => hidden |= hides(value),
                _ => {}
            }
        }
        (cues, hidden, shape.finish())
    }

    /// What `itemprop` says.
    fn property(&mut self, value: &str) -> Cues {
        let is = |name: &str| {
            value
                .split_whitespace()
                .any(|word| word.eq_ignore_ascii_case(name))
        };
        if is("articleBody") {
            Cues::ANCHOR
        } else if is("text") || is("reviewBody") {
            Cues::BODY
        } else {
            self.table.of(value)
        }
    }
}

/// Whether a style attribute takes the element off the page.
fn hides(style: &str) -> bool {
    let Some(at) = style.find("display").or_else(|| style.find("visibility")) else {
        return false;
    };
    let rest = style.get(at..).unwrap_or_default();
    let compact: String = rest
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(200)
        .collect::<String>()
        .to_ascii_lowercase();
    compact.contains("display:none") || compact.contains("visibility:hidden")
}
