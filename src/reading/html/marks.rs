//! In: the elements of a page and their cues. Out: for each element, the cues that hold inside it.
//!
//! A cue word on an element that holds much of the page's text says nothing of that text
//! (`body class="has-sidebar"`), so such cues are dropped.

use super::cues::Cues;
use super::prose::{Prose, Sums};
use super::tags::Tag;
use super::tree::{Node, Tree};

/// The groups that make what stands inside page furniture.
pub const FURNITURE: Cues = Cues::NAV
    .with(Cues::FOOTER)
    .with(Cues::SIDE)
    .with(Cues::COMMENT)
    .with(Cues::RELATED)
    .with(Cues::SHARE)
    .with(Cues::PROMO)
    .with(Cues::AUTHOR)
    .with(Cues::META)
    .with(Cues::CAPTION)
    .with(Cues::QUOTE)
    .with(Cues::UNSEEN)
    .with(Cues::CREDIT)
    .with(Cues::DISCLAIMER);

/// A run of paragraphs of this length is no furniture.
const RUN: usize = 800;

/// Containers declared or named to be the article's text.
const TEXT: Cues = Cues::BODY.with(Cues::ANCHOR);

/// The cues that hold inside each element, those of the elements around it included.
pub fn find(tree: &Tree, prose: &Prose, headline: Option<usize>, cards: &[bool]) -> Vec<Cues> {
    let sums = Sums::new(prose.bytes.iter().copied());
    let links = Sums::new(tree.blocks.iter().map(|block| block.linked));
    let total = sums.total();
    let sheltered = sheltered(tree, &sums, headline);
    let runs = longest_runs(tree, prose);
    let best = runs.first().copied().unwrap_or_default();
    let frames = frames(tree);
    let mut marks: Vec<Cues> = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        let above = if at == 0 {
            Cues::NONE
        } else {
            marks.get(node.parent).copied().unwrap_or_default()
        };
        let mut own = node.cues.with(by_tag(node, is_set(&frames, at)));
        let inside = sums.inside(node);
        let is_shelter = node.tag == Tag::Root || is_set(&sheltered, at);
        if is_shelter {
            own = own.without(FURNITURE);
        } else if inside * 10 > total * 4 {
            let keep = if own.any(Cues::COMMENT) && !own.any(TEXT) && total - inside > 300 {
                Cues::COMMENT
            } else {
                Cues::NONE
            };
            own = own.without(FURNITURE.without(keep));
        }
        if best >= RUN && runs.get(at).is_some_and(|run| run * 2 >= best) {
            own = own.without(FURNITURE.without(Cues::COMMENT));
        }
        if links.inside(node) == 0 {
            own = own.without(Cues::RELATED);
        }
        if is_set(cards, at) && !above.any(TEXT) {
            own = own.with(Cues::RELATED);
        }
        marks.push(above.with(own));
    }
    marks
}

/// For each element the longest run of text inside it: bytes of the paragraphs that stand directly in one element.
fn longest_runs(tree: &Tree, prose: &Prose) -> Vec<usize> {
    let mut runs = vec![0; tree.nodes.len()];
    for (block, bytes) in tree.blocks.iter().zip(&prose.bytes) {
        let Some(node) = tree.nodes.get(block.node) else {
            continue;
        };
        let holder = if node.tag == Tag::Paragraph {
            node.parent
        } else {
            block.node
        };
        if let Some(run) = runs.get_mut(holder) {
            *run += bytes;
        }
    }
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        let inner = runs.get(at).copied().unwrap_or_default();
        if let Some(run) = runs.get_mut(node.parent) {
            *run = inner.max(*run);
        }
    }
    runs
}

/// Elements around a table, a quotation or code: a figure that is one is their frame.
fn frames(tree: &Tree) -> Vec<bool> {
    let mut frames = vec![false; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        let is_text = matches!(node.tag, Tag::Table | Tag::Quote | Tag::Preformatted);
        if is_text || is_set(&frames, at) {
            set(&mut frames, node.parent);
        }
    }
    frames
}

fn by_tag(node: &Node, is_frame: bool) -> Cues {
    match node.tag {
        Tag::Nav => Cues::NAV,
        Tag::Footer => Cues::FOOTER,
        Tag::Aside => Cues::SIDE,
        Tag::Form => Cues::PROMO,
        Tag::Caption => Cues::CAPTION,
        Tag::Figure if !is_frame => Cues::CAPTION,
        Tag::Address => Cues::AUTHOR,
        Tag::Article | Tag::Main => Cues::MAIN,
        _ => Cues::NONE,
    }
}

/// Elements around the declared text, or around the headline together with much text: no furniture, whatever their names.
fn sheltered(tree: &Tree, sums: &Sums, headline: Option<usize>) -> Vec<bool> {
    let mut marks = vec![false; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        let holds_headline = headline.is_some_and(|headline| node.blocks.contains(&headline));
        let is_much = holds_headline && sums.inside(node) * 5 > sums.total();
        let is_text = node.cues.any(Cues::ANCHOR) && sums.inside(node) > 0;
        if is_much || is_text {
            set(&mut marks, at);
        }
        if is_text || (is_set(&marks, at) && !is_much) {
            set(&mut marks, node.parent);
        }
    }
    marks
}

fn is_set(marks: &[bool], at: usize) -> bool {
    marks.get(at).copied().unwrap_or_default()
}

fn set(marks: &mut [bool], at: usize) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = true;
    }
}
