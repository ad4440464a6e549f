//! A row of cells in, what a terminal can safely show of it out.

use ratatui::buffer::{Cell, CellWidth};
use unicode_width::UnicodeWidthChar;

use super::pen::Pen;

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    pub text: &'a str,
    /// Columns that it has on the screen.
    pub columns: usize,
    /// Columns that it takes in a terminal that adds up the widths of its characters.
    pub reach: usize,
    /// Whether all terminals give it that many columns.
    pub trusted: bool,
    pub pen: Pen,
}

impl<'a> Glyph<'a> {
    pub const BLANK: Self = Self {
        text: " ",
        columns: 1,
        reach: 1,
        trusted: true,
        pen: Pen::PLAIN,
    };

    /// What a cell shows if there is room for so many columns. A blank where it holds a control character,
    /// nothing that has a width, or more than there is room for: it would wrap.
    fn of(cell: &'a Cell, room: usize) -> Self {
        let pen = Pen::of(cell);
        let text = cell.symbol();
        let columns = if text.contains(is_forbidden) {
            0
        } else {
            usize::from(text.cell_width())
        };
        let widths = text.chars().filter_map(UnicodeWidthChar::width);
        let reach = columns.max(widths.sum());
        if columns == 0 || reach > room || text == " " {
            let pen = if pen.marks_blanks() {
                pen
            } else {
                // Nothing but the background shows: no other difference counts.
                Pen {
                    bg: pen.bg,
                    ..Pen::PLAIN
                }
            };
            return Self { pen, ..Self::BLANK };
        }
        Self {
            text,
            columns,
            reach,
            trusted: has_settled_width(text),
            pen,
        }
    }

    pub fn is_plain_blank(&self) -> bool {
        self.text == " " && !self.pen.marks_blanks()
    }

    /// Whether it looks right when it is written with a pen.
    pub fn suits(&self, pen: &Pen) -> bool {
        if self.is_plain_blank() {
            pen.bg == self.pen.bg && !pen.marks_blanks()
        } else {
            *pen == self.pen
        }
    }

    pub fn is_narrow(&self) -> bool {
        self.trusted && self.columns == 1
    }

    /// Whether a terminal may take it for narrower than it is, and so leave what stood behind it.
    pub fn may_fall_short(&self) -> bool {
        let first = self.text.chars().next().and_then(UnicodeWidthChar::width);
        !self.trusted && first.unwrap_or_default() < self.columns
    }
}

/// The glyphs of a row of cells, each at its first column. `None` at the columns that one to their left
/// covers.
pub fn glyphs(row: &[Cell]) -> Vec<Option<Glyph<'_>>> {
    let mut covered = 0;
    let columns = row.iter().enumerate().map(|(x, cell)| {
        if x < covered {
            return None;
        }
        let glyph = Glyph::of(cell, row.len() - x);
        covered = x + glyph.columns;
        Some(glyph)
    });
    columns.collect()
}

/// Control characters, and those that turn the direction of a whole row.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether terminals agree on the width: of a single character that is narrow, or wide since it is East
/// Asian. They do not on emoji, which came later, on private ones and on sequences.
fn has_settled_width(text: &str) -> bool {
    let mut characters = text.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else {
        return false;
    };
    match c.width() {
        Some(1) => !matches!(c, '\u{ad}' | '\u{e000}'..='\u{f8ff}' | '\u{1f000}'..),
        Some(2) => {
            matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
        }
        _ => false,
    }
}
