//! An article and a width in, its lines out, each a byte range into the article's text, so that
//! evidence and hits are found in them by their offsets. Wrapped once for an article and a width.

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

use super::text::Charset;
use crate::reading::{Article, Block, BlockKind};
use crate::span::Span;

/// An article cut into lines of at most `width` columns.
#[derive(Debug)]
pub struct Wrapped {
    /// The lines from the top, their spans in the order of the text.
    pub lines: Vec<Line>,
    /// The width that they were cut to, in columns.
    pub width: usize,
}

/// One line.
#[derive(Debug)]
pub struct Line {
    /// What it shows; empty for a blank line, which stands where the next block begins.
    pub span: Span,
    /// What its block is.
    pub kind: BlockKind,
    /// The columns that it takes.
    pub width: usize,
    /// The name of its kind, to be set at the right of the line.
    pub label: Option<&'static str>,
    /// The cells of a table row with the columns where they begin; empty for running text.
    pub cells: Vec<(usize, Span)>,
}

impl Wrapped {
    /// Cuts an article.
    pub fn new(article: &Article, width: usize, charset: Charset) -> Self {
        let mut lines = Vec::new();
        let mut last: Option<BlockKind> = None;
        let mut blocks = article.blocks.as_slice();
        while let Some(block) = blocks.first() {
            if last.is_some_and(|last| is_parted(last, block.kind)) {
                lines.push(Line::new(
                    Span::new(block.span.start, block.span.start),
                    block.kind,
                    0,
                ));
            }
            let rows = blocks
                .iter()
                .take_while(|next| is_row_like(next, block))
                .count()
                .max(1);
            let (run, rest) = blocks.split_at_checked(rows).unwrap_or((blocks, &[]));
            let first = lines.len();
            if !table(run, article, width, charset, &mut lines) {
                for block in run {
                    wrap(block, article, width, charset, &mut lines);
                }
            }
            if last != Some(block.kind) {
                label(&mut lines, first, block, width);
            }
            last = Some(block.kind);
            blocks = rest;
        }
        Self { lines, width }
    }

    /// Index of the line that shows the byte at an offset, or the last one before it.
    pub fn line_at(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|line| line.span.start <= offset);
        let mut at = after.saturating_sub(1);
        // A label's own line and a blank line begin where the text does.
        while self.lines.get(at).is_some_and(|line| line.span.is_empty())
            && self
                .lines
                .get(at + 1)
                .is_some_and(|line| line.span.start <= offset)
        {
            at += 1;
        }
        at
    }
}

impl Line {
    fn new(span: Span, kind: BlockKind, width: usize) -> Self {
        Self {
            span,
            kind,
            width,
            label: None,
            cells: Vec::new(),
        }
    }
}

/// The name of what is not running text, as the source pane gives it.
pub const fn kind_name(kind: BlockKind) -> Option<&'static str> {
    Some(match kind {
        BlockKind::Caption => "caption",
        BlockKind::Furniture(furniture) => furniture.name(),
        _ => return None,
    })
}

/// Whether a blank line stands between two blocks.
fn is_parted(last: BlockKind, next: BlockKind) -> bool {
    use BlockKind::{Furniture, ListItem, Subhead, TableHeader, TableRow};
    !matches!(
        (last, next),
        (Furniture(_), Furniture(_))
            | (ListItem | Subhead, ListItem)
            | (TableHeader | TableRow, TableRow)
    )
}

/// Whether a block is a row of the table that begins with `first`.
fn is_row_like(block: &Block, first: &Block) -> bool {
    first.cells.len() > 1
        && block.cells.len() == first.cells.len()
        && (block.kind == BlockKind::TableRow || std::ptr::eq(block, first))
}

/// Lays out the rows of a table in columns, where they fit the width.
fn table(
    rows: &[Block],
    article: &Article,
    width: usize,
    charset: Charset,
    lines: &mut Vec<Line>,
) -> bool {
    const GAP: usize = 2;
    let columns = rows.first().map_or(0, |row| row.cells.len());
    if columns < 2 {
        return false;
    }
    let mut widths = vec![0; columns];
    for row in rows {
        for (column, cell) in widths.iter_mut().zip(&row.cells) {
            *column = charset.width(cell.of(&article.text)).max(*column);
        }
    }
    let total = widths.iter().sum::<usize>() + GAP * (columns - 1);
    if total > width {
        return false;
    }
    for row in rows {
        let mut at = 0;
        let cells = row.cells.iter().zip(&widths).map(|(cell, column)| {
            let placed = (at, *cell);
            at += column + GAP;
            placed
        });
        let cells = cells.collect();
        lines.push(Line {
            cells,
            ..Line::new(row.span, row.kind, total)
        });
    }
    true
}

/// Names the kind of a block at the right of its first line, or on a line before it.
fn label(lines: &mut Vec<Line>, first: usize, block: &Block, width: usize) {
    let Some(name) = kind_name(block.kind) else {
        return;
    };
    let fits = |line: &&mut Line| line.width + 2 + name.len() <= width;
    if let Some(line) = lines.get_mut(first).filter(fits) {
        line.label = Some(name);
    } else if first <= lines.len() && name.len() <= width {
        let start = Span::new(block.span.start, block.span.start);
        let line = Line {
            label: Some(name),
            ..Line::new(start, block.kind, 0)
        };
        lines.insert(first, line);
    }
}

/// A word with the blank after it, measured as it is shown.
#[derive(Debug)]
struct Word {
    span: Span,
    width: usize,
    blank: bool,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(u8::from(self.blank))
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Cuts a block into lines.
fn wrap(block: &Block, article: &Article, width: usize, charset: Charset, lines: &mut Vec<Line>) {
    let text = block.span.of(&article.text);
    let width = width.max(1);
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut start = block.span.start;
    for found in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let end = start + found.word.len() + found.whitespace.len();
        let word = Span::new(start, end).of(&article.text);
        push_word(word, start, width, charset, &mut words);
        start = end;
    }
    for line in wrap_first_fit(&words, &[width as f64]) {
        if let (Some(first), Some(last)) = (line.first(), line.last()) {
            let columns: usize = line
                .iter()
                .map(|word| word.width + usize::from(word.blank))
                .sum();
            let columns = columns.saturating_sub(usize::from(last.blank));
            let span = Span::new(first.span.start, last.span.end);
            lines.push(Line::new(span, block.kind, columns));
        }
    }
}

/// Measures a word and its trailing white space; cuts it where it is wider than a line.
fn push_word(word: &str, start: usize, width: usize, charset: Charset, words: &mut Vec<Word>) {
    let mut rest = word.trim_end();
    let blank = rest.len() < word.len();
    let mut start = start;
    loop {
        let whole = charset.width(rest);
        if whole <= width {
            let span = Span::new(start, start + rest.len());
            words.push(Word {
                span,
                width: whole,
                blank,
            });
            return;
        }
        // Not a whole grapheme fits a very narrow pane: take one, it will be cut when drawn.
        let fitting = match charset.prefix(rest, width).len() {
            0 => rest.chars().next().map_or(rest.len(), char::len_utf8),
            fitting => fitting,
        };
        let (part, after) = rest.split_at_checked(fitting).unwrap_or((rest, ""));
        let span = Span::new(start, start + part.len());
        words.push(Word {
            span,
            width: charset.width(part).min(width),
            blank: false,
        });
        start += part.len();
        rest = after;
        if rest.is_empty() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        let span = Span::new(0, text.len());
        let block = Block {
            span,
            kind: BlockKind::Paragraph,
            cells: Vec::new(),
        };
        Article {
            text: text.to_owned(),
            blocks: vec![block],
            ..Article::default()
        }
    }

    fn lines(text: &str, width: usize, charset: Charset) -> Vec<String> {
        let article = article(text);
        let wrapped = Wrapped::new(&article, width, charset);
        let shown = |line: &Line| charset.show(line.span.of(&article.text)).into_owned();
        wrapped.lines.iter().map(shown).collect()
    }

    #[test]
    fn wraps_by_display_width() {
        for (text, width, wanted) in [
            ("one two three", 7, vec!["one two", "three"]),
            ("one\ntwo  three", 9, vec!["one two", "three"]),
            ("unbreakable", 4, vec!["unbr", "eaka", "ble"]),
            ("首脑会议", 4, vec!["首脑", "会议"]),
        ] {
            assert_eq!(lines(text, width, Charset::Unicode), wanted, "{text}");
        }
        assert_eq!(lines("é–é–é", 3, Charset::Ascii), ["e-", "e-e"]);
    }

    proptest! {
        #[test]
        fn keeps_every_word_and_the_width(text in "\\PC{0,80}", width in 2_usize..40) {
            let text = text.trim();
            let article = article(text);
            let wrapped = Wrapped::new(&article, width, Charset::Unicode);
            let mut kept = String::new();
            for line in &wrapped.lines {
                let shown = line.span.of(text);
                prop_assert!(Charset::Unicode.width(shown) <= width || shown.chars().count() == 1);
                kept.push_str(shown);
            }
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(solid(&kept), solid(text));
        }
    }
}
