//! A row of the screen on its way from what the terminal shows to what is wanted.

use super::glyph::Glyph;

/// Erases from the cursor to the end of its row.
pub const ERASE: &[u8] = b"\x1b[K";
/// Bytes that it costs, more or less, to write a lost cell again: a move, a change of colours, the cell.
const LOSS: usize = 8;

/// A row of the screen while it changes, column by column. `None` at a column that a wide glyph to its left
/// covers, and where nobody knows what the terminal shows.
#[derive(Clone)]
pub struct Row<'a> {
    pub y: usize,
    pub shown: Vec<Option<Glyph<'a>>>,
    pub wanted: &'a [Option<Glyph<'a>>],
}

impl<'a> Row<'a> {
    pub fn is_stale(&self, x: usize) -> bool {
        self.shown.get(x) != self.wanted.get(x)
    }

    /// Where it may pay to erase the rest of the row: at the first blank to be written of a run of blanks.
    pub fn erasures(&self) -> Vec<usize> {
        let mut places = Vec::new();
        let mut in_run = false;
        for (x, wanted) in self.wanted.iter().enumerate() {
            let is_blank = *wanted == Some(Glyph::BLANK);
            in_run &= is_blank;
            if is_blank && self.is_stale(x) && !in_run {
                in_run = true;
                if self.pays_to_erase(x) {
                    places.push(x);
                }
            }
        }
        places
    }

    /// Whether the blanks to be written from a column on outweigh the cells that stay and would be lost.
    fn pays_to_erase(&self, from: usize) -> bool {
        let (mut won, mut lost) = (0, ERASE.len());
        for (x, wanted) in self.wanted.iter().enumerate().skip(from) {
            match (*wanted == Some(Glyph::BLANK), self.is_stale(x)) {
                (true, true) => won += 1,
                (false, false) => lost += LOSS,
                _ => {}
            }
        }
        won > lost
    }

    /// Takes note that a glyph was written. What terminals may have painted beyond it is not known.
    pub fn show(&mut self, x: usize, glyph: Glyph<'a>) {
        let mut places = self.shown.iter_mut().skip(x).take(glyph.reach);
        if let Some(first) = places.next() {
            *first = Some(glyph);
        }
        places.for_each(|place| *place = None);
    }

    /// Takes note that all from a column on was erased.
    pub fn erase(&mut self, from: usize) {
        let places = self.shown.iter_mut().skip(from);
        places.for_each(|place| *place = Some(Glyph::BLANK));
    }
}
