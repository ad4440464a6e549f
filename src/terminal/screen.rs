//! The app in, its frames on the terminal out; and the terminal's modes, taken and given back.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::encoder::Encoder;
use crate::app::{Action, App};

/// Presses and the wheel, not every motion: those would flood a slow link.
pub const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// No presses and no wheel any more.
pub const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// What the terminal shows.
#[derive(Debug, Default)]
pub struct Screen {
    encoder: Encoder,
    /// The last frame; `None` where nobody knows what the terminal shows.
    shown: Option<Buffer>,
    bytes: Vec<u8>,
}

impl Screen {
    /// Draws the app at the terminal's size, and writes what has changed.
    pub fn draw(&mut self, app: &mut App) -> io::Result<()> {
        let (width, height) = size()?;
        app.update(Action::Resize(width, height));
        let mut next = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = app.draw(&mut next);
        self.bytes.clear();
        self.encoder
            .encode(self.shown.as_ref(), &next, cursor, &mut self.bytes);
        self.shown = Some(next);
        if self.bytes.is_empty() {
            return Ok(());
        }
        let mut terminal = io::stdout().lock();
        if !ENTERED.load(Ordering::SeqCst) {
            // Given back in the meantime, by a thread that ends the program.
            return Ok(());
        }
        terminal.write_all(&self.bytes)?;
        terminal.flush()
    }

    /// Paints the next frame whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }
}

/// The columns and rows of the terminal that frames are written to. Not asked of crossterm, which asks
/// another one first, and starts a program to ask it where the terminal is gone.
#[cfg(unix)]
fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout())?;
    Ok((size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
use crossterm::terminal::size;

/// Whether an error says that the terminal is gone.
pub fn is_gone(error: &io::Error) -> bool {
    // EIO: the other side of the terminal is closed.
    error.raw_os_error() == Some(5) || error.kind() == io::ErrorKind::BrokenPipe
}

/// Sends a text to the terminal's clipboard (OSC 52), which the terminal may refuse.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Listens to the mouse, or stops listening.
pub fn mouse(on: bool) -> io::Result<()> {
    let mut terminal = io::stdout().lock();
    terminal.write_all(if on { MOUSE_ON } else { MOUSE_OFF })?;
    terminal.flush()
}

/// Whether the terminal is in our hands, and must be given back.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Takes the terminal.
pub fn enter(with_mouse: bool) -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if with_mouse { mouse(true) } else { Ok(()) }
}

/// Gives the terminal back as it was. Does nothing the second time, and goes on where a step fails:
/// the terminal may be gone.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut terminal = io::stdout();
    let _ = terminal.write_all(MOUSE_OFF);
    let _ = terminal.write_all(b"\x1b[m");
    let _ = queue!(
        terminal,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = terminal.flush();
    let _ = disable_raw_mode();
}
