//! Two frames in, few bytes out: those that turn a terminal that shows the one into one that shows the
//! other, for slow links.
//!
//! Of several ways to write a step the shortest is kept: row by row or colour by colour, moves of several
//! kinds or unchanged cells written again, blanks one by one or erased with what follows. Taking moves by
//! their cost, overwriting and erasing are the ways of curses; to weigh whole plans is in the spirit of
//! James Gosling, "A Redisplay Algorithm" (1981).
//!
//! Only text and a few control functions are ever written: those for the cursor (CUP, CUU, CUD, CUF, CUB,
//! return, backspace), for erasing (ED, EL) and for colours (SGR) that every terminal has, and two private
//! modes that are ignored where they are not known: the cursor's (25) and that of synchronized updates
//! (2026). Erasing and repeating characters (ECH, REP) would save more, but the terminfo entries of screen,
//! tmux and rxvt do not have them. A cell that holds a control character shows as a blank.
//!
//! What terminals quarrel about is kept from spreading: after a character whose width they may take
//! differently the next one is placed absolutely, and so it is after the last column, where terminals wait
//! to wrap.

mod glyph;
mod page;
mod pen;
mod row;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use page::{Page, Spot};
use pen::Pen;

/// Bytes of a frame that travel in one packet; a longer one may be seen half drawn.
const PACKET: usize = 1380;
const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
/// Default colours, then home, then clear: some terminals clear with the colours they have.
const CLEAR: &[u8] = b"\x1b[m\x1b[H\x1b[2J";

/// Turns the step from one frame to the next into bytes for a terminal.
///
/// One encoder serves one terminal, whose colours and cursor it keeps in mind from frame to frame: all
/// that is written to the terminal in between must leave them alone, or be followed by a whole paint. So
/// must a change of its size, even one back to the size of before.
#[derive(Clone, Debug, Default)]
pub struct Encoder {
    /// What is known of the terminal; nothing before the first frame.
    known: Option<Known>,
}

/// How the terminal was left.
#[derive(Clone, Copy, Debug)]
struct Known {
    pen: Pen,
    at: Option<Spot>,
    cursor: Option<Position>,
}

impl Encoder {
    /// An encoder for a terminal of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends to `out` the bytes that turn a terminal that shows `before` into one that shows `after`, with
    /// the cursor shown at `cursor` or hidden. Nothing where they are alike and the cursor stays.
    ///
    /// Without `before`, with one of another size, and on the first call, all is cleared and painted whole.
    /// Positions count from the upper left corner of the buffer. What a cell says about its comparison
    /// (`diff_option`) is not looked at.
    pub fn encode(
        &mut self,
        before: Option<&Buffer>,
        after: &Buffer,
        cursor: Option<Position>,
        out: &mut Vec<u8>,
    ) {
        let Rect { width, height, .. } = after.area;
        if width == 0 || height == 0 {
            return;
        }
        let before = before.filter(|before| before.area == after.area);
        let mut page = Page::new(usize::from(width));
        let mut shown = None;
        if let (Some(known), Some(before)) = (self.known, before) {
            page.pen = known.pen;
            page.at = known.at;
            shown = known.cursor;
            if cursor.is_none() && shown.is_some() {
                page.bytes.extend(HIDE_CURSOR);
            }
            page.frame(before, after);
        } else {
            page.bytes.extend(HIDE_CURSOR);
            page.bytes.extend(CLEAR);
            page.at = Some(Spot { x: 0, y: 0 });
            page.frame(&Buffer::empty(after.area), after);
        }
        if let Some(Position { x, y }) = cursor {
            page.move_to(Spot {
                x: x.min(width - 1).into(),
                y: y.min(height - 1).into(),
            });
            if shown.is_none() {
                page.bytes.extend(SHOW_CURSOR);
            }
        }
        self.known = Some(Known {
            pen: page.pen,
            at: page.at,
            cursor,
        });
        if page.bytes.len() > PACKET {
            out.extend(BEGIN_UPDATE);
            out.extend(page.bytes);
            out.extend(END_UPDATE);
        } else {
            out.extend(page.bytes);
        }
    }
}
