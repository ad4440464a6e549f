//! In: a parsed document. Out: its blocks of text in reading order, and the elements that hold them.
//!
//! The walk keeps its own stack, so that no depth of nesting can exhaust the thread's.

use std::hash::{DefaultHasher, Hash, Hasher};

use dom_query::{Document, Element, NodeData, NodeId, NodeRef};

use super::cues::{CueTable, Cues};
use super::tags::Tag;
use super::tree::{Block, Node, Tree};

/// Walks the document once.
pub fn walk(document: &Document, table: &mut CueTable) -> Tree {
    let mut walker = Walker {
        table,
        tree: Tree::default(),
        block: Block::default(),
        open: Vec::new(),
        state: State::default(),
        breaks: 0,
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

struct Walker<'t> {
    table: &'t mut CueTable,
    tree: Tree,
    block: Block,
    open: Vec<Open>,
    state: State,
    /// `br` elements since the last text.
    breaks: u8,
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

#[derive(Clone, Copy, Default)]
struct State {
    /// The innermost element recorded.
    node: usize,
    /// The innermost that is laid out as a block.
    block_node: usize,
    linked: bool,
    cued: Cues,
    hidden: bool,
    preformatted: bool,
}

impl Walker<'_> {
    /// Takes a node in; says whether its children are wanted.
    fn enter(&mut self, node: &NodeRef) -> bool {
        node.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                self.text(contents);
                false
            }
            NodeData::Element(element) => self.element(inner.id, element),
            _ => false,
        })
    }

    fn element(&mut self, id: NodeId, element: &Element) -> bool {
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
            _ => {}
        }
        let (cues, hidden, shape) = self.attributes(element);
        let before = self.state;
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
        self.open.push(Open { id, before, kind });
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

    fn text(&mut self, text: &str) {
        if self.state.preformatted {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.flush();
                }
                self.words(line);
            }
        } else {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        let mut words = text.split_whitespace().peekable();
        if words.peek().is_none() {
            self.space(!text.is_empty());
            return;
        }
        self.breaks = 0;
        self.block.hidden = self.state.hidden;
        self.space(text.starts_with(char::is_whitespace));
        let start = self.block.text.len();
        let mut first = true;
        for word in words {
            self.space(!first);
            first = false;
            if word.contains(['\u{200b}', '\u{feff}', '\u{ad}']) {
                self.block.text.extend(
                    word.chars()
                        .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')),
                );
            } else {
                self.block.text.push_str(word);
            }
        }
        let added = self.block.text.len() - start;
        self.space(text.ends_with(char::is_whitespace));
        if self.state.linked {
            self.block.linked += added;
        }
        if self.state.cued != Cues::NONE {
            self.block.cued.0 += added;
            self.block.cued.1 = self.block.cued.1.with(self.state.cued);
        }
    }

    fn space(&mut self, wanted: bool) {
        if wanted && !self.block.text.is_empty() && !self.block.text.ends_with(' ') {
            self.block.text.push(' ');
        }
    }

    /// One `br` is a space, two are the end of a paragraph.
    fn line_break(&mut self) {
        self.breaks = self.breaks.saturating_add(1);
        if self.breaks >= 2 || self.state.preformatted {
            self.flush();
        } else {
            self.space(true);
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        if block.text.is_empty() {
            return;
        }
        block.node = self.state.block_node;
        self.tree.blocks.push(block);
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
