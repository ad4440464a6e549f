//! In: the texts of a document in order. Out: blocks of text, white space collapsed, cut where a line ends a piece.

use dom_query::NodeRef;

use super::cues::Cues;
use super::lines::{self, Line};
use super::tags::Tag;
use super::tree::Block;
use super::walk::Walker;

/// The block of text being put together.
#[derive(Default)]
pub struct Flow {
    block: Block,
    /// `br` elements since the last text.
    breaks: u8,
    /// The single ones in the block.
    cuts: Vec<Cut>,
    /// The width of the preformatted text around.
    pub width: usize,
    /// Its line so far, and whether that holds words.
    line: Line,
    has_words: bool,
    /// The line before, if the next may go on from it.
    before: Option<Line>,
}

/// A place where a line of a block ends, and what was counted up to there.
#[derive(Clone, Copy, Default)]
struct Cut {
    at: usize,
    linked: usize,
    cued: usize,
}

impl Walker<'_> {
    /// Takes in a text.
    pub(super) fn text(&mut self, text: &str) {
        if !self.state.preformatted {
            self.words(text);
            return;
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            self.preformatted(line);
        }
    }

    /// Takes in preformatted text without a line end.
    fn preformatted(&mut self, text: &str) {
        let width = self.flow.width;
        if text.trim().is_empty() {
            self.flow.line.length += text.len();
            self.words(text);
            return;
        }
        if !self.flow.has_words {
            self.flow.line.indent = self.flow.line.length + text.len() - text.trim_start().len();
            match self.flow.before.take() {
                Some(line) if line.goes_on(text, width) => self.space(true),
                _ => self.flush(),
            }
        }
        self.flow.has_words = true;
        self.words(text);
        self.flow.line.length += text.trim_end().chars().count();
        if lines::is_tabular(text) {
            self.flow.width = 0;
            self.end_line();
            self.flow.width = width;
        }
    }

    /// Ends a line of preformatted text.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.flow.line);
        if std::mem::take(&mut self.flow.has_words) {
            self.flow.before = Some(line);
        } else {
            self.flow.before = None;
        }
    }

    /// Two dates side by side may have nothing but style between them.
    pub(super) fn part_from_digit(&mut self) {
        self.space(self.flow.block.text.ends_with(|c: char| c.is_ascii_digit()));
    }

    /// Takes in a raised text; says whether it is done with. A number behind a number is kept apart from it.
    pub(super) fn raised(&mut self, raised: &NodeRef) -> bool {
        const NEAR: usize = 4;
        if self.is_footnote_mark(raised) {
            return true;
        }
        let is_digit = |c: char| c.is_ascii_digit();
        let first = raised.descendants_it().take(NEAR).find(NodeRef::is_text);
        let is_number_next = first.is_some_and(|text| text.text().starts_with(is_digit));
        if self.flow.block.text.ends_with(is_digit) && is_number_next {
            self.flow.block.text.push('^');
        }
        false
    }

    /// Whether a raised text is the mark of a footnote: "[1]", a linked number, or one behind a sentence.
    fn is_footnote_mark(&self, raised: &NodeRef) -> bool {
        const MOST_NODES: usize = 12;
        let (mut text, mut linked, mut count) = (String::new(), false, 0);
        for inner in raised.descendants_it().take(MOST_NODES + 1) {
            count += 1;
            linked |= inner.has_name("a");
            if inner.is_text() {
                text.push_str(inner.text().trim());
            }
        }
        let is_bracketed = text.starts_with('[') && text.ends_with(']');
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let behind_sentence = self
            .flow
            .block
            .text
            .ends_with(['.', ',', ';', '"', '”', '»', ')']);
        count <= MOST_NODES && (is_bracketed || (is_number && (linked || behind_sentence)))
    }

    fn words(&mut self, text: &str) {
        let mut words = text.split_whitespace().peekable();
        if words.peek().is_none() {
            self.space(!text.is_empty());
            return;
        }
        self.flow.breaks = 0;
        self.flow.block.hidden = self.state.hidden;
        self.space(text.starts_with(char::is_whitespace));
        let start = self.flow.block.text.len();
        let mut first = true;
        for word in words {
            self.space(!first);
            first = false;
            let block = &mut self.flow.block.text;
            if word.contains(['\u{200b}', '\u{feff}', '\u{ad}']) {
                block.extend(
                    word.chars()
                        .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')),
                );
            } else {
                block.push_str(word);
            }
        }
        let block = &mut self.flow.block;
        let added = block.text.len() - start;
        if self.state.linked {
            block.linked += added;
        }
        if self.state.cued != Cues::NONE {
            block.cued.0 += added;
            block.cued.1 = block.cued.1.with(self.state.cued);
        }
        block.time = block.time.or(self.state.time);
        self.space(text.ends_with(char::is_whitespace));
    }

    fn space(&mut self, wanted: bool) {
        let text = &mut self.flow.block.text;
        if wanted && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }

    /// Two `br` are the end of a paragraph; one may be.
    pub(super) fn line_break(&mut self) {
        self.flow.breaks = self.flow.breaks.saturating_add(1);
        if self.flow.breaks >= 2 || self.state.preformatted {
            self.flush();
            return;
        }
        self.space(true);
        let block = &self.flow.block;
        if !block.text.is_empty() && !self.state.linked {
            self.flow.cuts.push(Cut {
                at: block.text.len(),
                linked: block.linked,
                cued: block.cued.0,
            });
        }
    }

    /// Ends the block.
    pub(super) fn flush(&mut self) {
        self.flow.breaks = 0;
        let cuts = std::mem::take(&mut self.flow.cuts);
        let mut block = std::mem::take(&mut self.flow.block);
        block.text.truncate(block.text.trim_end().len());
        if block.text.is_empty() {
            return;
        }
        block.node = self.state.block_node;
        let is_title = self.tree.nodes.get(block.node).is_some_and(|node| {
            matches!(node.tag, Tag::Heading(_) | Tag::Caption) || node.cues.any(Cues::TITLE)
        });
        if cuts.is_empty() || is_title {
            self.tree.blocks.push(block);
        } else {
            self.tree.blocks.extend(cut(&block, cuts));
        }
    }
}

/// Cuts a block at those of its line ends where a piece ends.
fn cut(block: &Block, mut cuts: Vec<Cut>) -> Vec<Block> {
    cuts.retain(|cut| cut.at < block.text.len());
    cuts.push(Cut {
        at: block.text.len(),
        linked: block.linked,
        cued: block.cued.0,
    });
    let part = |from: Cut, to: Cut| {
        let cued = to.cued - from.cued;
        Block {
            node: block.node,
            text: block
                .text
                .get(from.at..to.at)
                .unwrap_or_default()
                .trim()
                .to_owned(),
            linked: to.linked - from.linked,
            cued: (cued, if cued > 0 { block.cued.1 } else { Cues::NONE }),
            hidden: block.hidden,
            lines: block.text.len(),
            time: block.time.filter(|_| cued > 0),
        }
    };
    let mut from = Cut::default();
    let lines: Vec<Block> = cuts
        .iter()
        .map(|to| part(std::mem::replace(&mut from, *to), *to))
        .collect();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let ends = lines::ends(&texts).into_iter().chain([true]);
    let mut from = Cut::default();
    let mut parts = Vec::new();
    for ((to, line), ends) in cuts.into_iter().zip(&lines).zip(ends) {
        if to.at == block.text.len() || (ends && !line.is_mostly_links()) {
            parts.push(part(std::mem::replace(&mut from, to), to));
        }
    }
    if let [only] = parts.as_mut_slice() {
        only.lines = 0;
    }
    parts
}
