//! In: the blocks of a page and the titles it gives of itself. Out: all that is found out before blocks are decided.

use super::cues::Cues;
use super::headline::{self, Named};
use super::marks::FURNITURE;
use super::phrases::Phrases;
use super::prose::Prose;
use super::tables::{self, Table};
use super::tree::{Block, Tree};
use super::{cards, marks};

/// Marks that hold even where names mislead.
const SURE: Cues = Cues::NAV
    .with(Cues::FOOTER)
    .with(Cues::COMMENT)
    .with(Cues::CAPTION);

/// What is known of a page's blocks.
pub struct Survey<'t> {
    /// The blocks and the elements around them.
    pub tree: &'t Tree,
    /// How much running text each block holds.
    pub prose: Prose,
    /// The block of the headline.
    pub headline: Option<usize>,
    /// The cues that hold inside each element.
    pub marks: Vec<Cues>,
    /// The tables of data.
    pub tables: Vec<Table>,
    /// The cue words of visible text.
    pub phrases: Phrases,
}

impl<'t> Survey<'t> {
    /// Looks the page over.
    pub fn new(tree: &'t Tree, named: &Named) -> Self {
        let prose = Prose::of(tree);
        let headline = headline::find(tree, &prose, named);
        Self::under(tree, prose, headline)
    }

    /// The same with another headline.
    pub fn with_headline(self, headline: usize) -> Self {
        Self::under(self.tree, self.prose, Some(headline))
    }

    fn under(tree: &'t Tree, prose: Prose, headline: Option<usize>) -> Self {
        let cards = cards::find(tree, &prose, headline);
        let marks = marks::find(tree, &prose, headline, &cards);
        Self {
            tree,
            prose,
            headline,
            marks,
            tables: tables::find(tree),
            phrases: Phrases::new(),
        }
    }

    /// The same with only the surest marks left, for a page whose names mislead.
    pub fn relaxed(mut self) -> Self {
        let none = vec![false; self.tree.nodes.len()];
        self.marks = marks::find(self.tree, &self.prose, self.headline, &none);
        for mark in &mut self.marks {
            *mark = mark.without(FURNITURE.without(SURE));
        }
        self
    }

    /// The cues that hold for a block.
    pub fn mark(&self, block: &Block) -> Cues {
        self.mark_inside(block.node)
    }

    /// The cues that hold inside an element.
    pub fn mark_inside(&self, node: usize) -> Cues {
        self.marks.get(node).copied().unwrap_or_default()
    }
}
