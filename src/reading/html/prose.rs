//! In: the blocks of a page. Out: how much running text each holds, and sums over elements.

use super::tags::Tag;
use super::tree::{Block, Node, Tree};

/// A text from this length on is running text whatever ends it.
const LONG: usize = 80;
/// A shorter one from this length on must end like a sentence.
const SENTENCE: usize = 40;

/// Lines parted by `br` are running text if they are so long together.
const LIST: usize = 200;

/// Bytes of running text per block. Where the page hides nearly all its text, the hidden text counts as shown.
#[derive(Debug)]
pub struct Prose {
    /// Bytes of running text of each block, 0 for hidden ones.
    pub bytes: Vec<usize>,
    /// Whether hidden blocks are taken as shown.
    pub hidden_counts: bool,
}

impl Prose {
    /// Measures every block.
    pub fn of(tree: &Tree) -> Self {
        let all: Vec<usize> = tree
            .blocks
            .iter()
            .map(|block| running_text(block, tree.tag(block)))
            .collect();
        let (mut hidden, mut shown) = (0, 0);
        for (block, bytes) in tree.blocks.iter().zip(&all) {
            *(if block.hidden {
                &mut hidden
            } else {
                &mut shown
            }) += bytes;
        }
        let hidden_counts = hidden > 4 * shown;
        let bytes = tree
            .blocks
            .iter()
            .zip(all)
            .map(|(block, bytes)| {
                if block.hidden && !hidden_counts {
                    0
                } else {
                    bytes
                }
            })
            .collect();
        Self {
            bytes,
            hidden_counts,
        }
    }

    /// Whether the block is on the visible page.
    pub fn shows(&self, block: &Block) -> bool {
        !block.hidden || self.hidden_counts
    }

    /// Bytes of running text of block number `at`.
    pub fn bytes_of(&self, at: usize) -> usize {
        self.bytes.get(at).copied().unwrap_or_default()
    }
}

fn running_text(block: &Block, tag: Tag) -> usize {
    let len = block.text.len();
    if block.is_mostly_links() || matches!(tag, Tag::Heading(_)) {
        return 0;
    }
    let is_prose =
        len >= LONG || block.lines >= LIST || (len >= SENTENCE && ends_sentence(&block.text));
    if is_prose { len - block.linked } else { 0 }
}

/// Whether the text ends as sentences do.
pub fn ends_sentence(text: &str) -> bool {
    text.ends_with([
        '.', '!', '?', '…', '"', '”', '“', '»', '«', ':', '。', '！', '？', '」', '’', '\'', ')',
        '؟', '।',
    ])
}

/// Sums of a figure per block over the blocks of an element.
#[derive(Debug)]
pub struct Sums(Vec<usize>);

impl Sums {
    /// Adds up the figures of all blocks, in order.
    pub fn new(values: impl IntoIterator<Item = usize>) -> Self {
        let mut sum = 0usize;
        let rest = values.into_iter().map(|value| {
            sum = sum.saturating_add(value);
            sum
        });
        Self(std::iter::once(0).chain(rest).collect())
    }

    /// The sum inside an element.
    pub fn inside(&self, node: &Node) -> usize {
        let upto = |at: usize| self.0.get(at).copied().unwrap_or_default();
        upto(node.blocks.end).saturating_sub(upto(node.blocks.start))
    }

    /// The sum over the page.
    pub fn total(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }
}
