//! An app in, the bytes for the visitor's terminal out.
//!
//! Between frames nothing is kept of the screen, which is 48 bytes a cell and most of what a session would
//! weigh: the frame that the terminal shows is drawn again, from the app as it still is, before the app
//! changes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::app::App;
use crate::terminal::encoder::Encoder;
use crate::terminal::{MOUSE_OFF, MOUSE_ON};

/// Takes the terminal: the alternate screen, pastes in brackets.
pub const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Gives it back as it was, whatever it was told.
pub const LEAVE: &[u8] = b"\x1b[m\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// What the terminal shows.
#[derive(Debug, Default)]
pub struct Screen {
    encoder: Encoder,
    shown: Shown,
    /// What must be written before the next frame.
    first: Vec<u8>,
}

/// What is known of what the terminal shows.
#[derive(Debug, Default)]
enum Shown {
    /// Nothing.
    #[default]
    Unknown,
    /// What the app would draw.
    App,
    /// A frame that the app has gone on from.
    Frame(Buffer),
}

impl Screen {
    /// Takes the terminal with the next frame.
    pub fn enter(&mut self) {
        self.first.extend(ENTER);
    }

    /// Listens to the mouse from the next frame on, or stops listening.
    pub fn mouse(&mut self, on: bool) {
        self.first.extend(if on { MOUSE_ON } else { MOUSE_OFF });
    }

    /// Paints the next frame whole.
    pub fn forget(&mut self) {
        self.shown = Shown::Unknown;
    }

    /// Keeps what the terminal shows in mind: the app is about to change.
    pub fn keep(&mut self, app: &App, size: Size) {
        if matches!(self.shown, Shown::App) {
            let mut frame = blank(size);
            app.draw(&mut frame);
            self.shown = Shown::Frame(frame);
        }
    }

    /// The bytes that make the terminal show the app as it is now; none where it does.
    pub fn draw(&mut self, app: &App, size: Size) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.first);
        let before = match std::mem::replace(&mut self.shown, Shown::App) {
            Shown::App => return bytes,
            Shown::Frame(frame) => Some(frame),
            Shown::Unknown => None,
        };
        let mut frame = blank(size);
        let cursor = app.draw(&mut frame);
        self.encoder
            .encode(before.as_ref(), &frame, cursor, &mut bytes);
        bytes
    }
}

fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::from((Position::ORIGIN, size)))
}
