//! A dossier in, a person at a real terminal served until they leave: the rim around [`app`](crate::app).
//!
//! Three threads report to the one that draws: keys, signals, and on Unix a watchdog for the terminal's
//! hang-up, since the key reader of a dead terminal spins without a word. The drawing thread sleeps until
//! something is reported, so nothing runs while nobody types.

#[cfg(not(unix))]
#[path = "terminal/elsewhere.rs"]
mod signals;
#[cfg(unix)]
#[path = "terminal/unix.rs"]
mod signals;

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use anyhow::Context;
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::{Action, App, Board, Charset, Effect, Key, Settings, ThemeName};
use crate::dossier::Dossier;

/// What the command line says about the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The colours; `None` for those that suit the terminal.
    pub theme: Option<ThemeName>,
    /// Whether only ASCII may be shown; else only where the locale is not UTF-8.
    pub ascii: bool,
    /// Whether this is the demo.
    pub demo: bool,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Quit,
    /// A signal of that number ended it, or the terminal hung up (SIGHUP, 1).
    Signal(u8),
    /// There is no terminal that a screen could be shown on: print the report as text instead.
    NotATerminal,
}

impl Ended {
    /// The exit code of the program: 0, or 128 and the signal.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Quit | Self::NotATerminal => 0,
            Self::Signal(signal) => 128_u8.saturating_add(signal),
        }
    }
}

/// Whether [`run`] would find a terminal to show a screen on.
pub fn is_available() -> bool {
    let terminal = std::env::var("TERM").unwrap_or_default();
    let suits = cfg!(windows) || !matches!(&*terminal, "" | "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && suits
}

/// Shows the dossier until the person leaves. The terminal is given back as it was, whatever happens.
pub fn run(dossier: Dossier, options: Options) -> anyhow::Result<Ended> {
    if !is_available() {
        return Ok(Ended::NotATerminal);
    }
    let variable = |name: &str| std::env::var(name).ok();
    let settings = Settings {
        theme: options
            .theme
            .unwrap_or_else(|| ThemeName::suiting(variable)),
        charset: charset(options.ascii, variable),
        demo: options.demo,
    };
    // With NO_COLOR set crossterm would write a reset that also erases bold and reversed. The mono
    // theme has no colours to begin with, and a theme asked for by name is meant.
    crossterm::style::force_color_output(true);
    let mut app = App::new(Arc::new(Board::new(dossier)), settings);
    let (sender, reports) = mpsc::channel();
    signals::watch(&sender)?;
    restore_on_panic();
    enter().context("cannot set up the terminal")?;
    thread::spawn(move || read_keys(&sender));
    let ended = serve(&mut app, &reports);
    restore();
    signals::left();
    ended
}

/// The character set of the locale (`LC_ALL` over `LC_CTYPE` over `LANG`); a locale that is not set is
/// taken for UTF-8, as every terminal of today is.
fn charset(ascii: bool, variable: impl Fn(&str) -> Option<String>) -> Charset {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.is_empty());
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    if ascii || !utf8 {
        Charset::Ascii
    } else {
        Charset::Unicode
    }
}

/// Something that the drawing thread is told.
#[cfg_attr(
    not(unix),
    allow(dead_code, reason = "only Unix tells of stops and sizes")
)]
enum Report {
    Event(Event),
    /// A signal, or 1 (SIGHUP) where the terminal hung up.
    End(u8),
    /// Stopped from outside, or to be stopped.
    Stop,
    /// Continued after a stop.
    Continued,
    /// The terminal has a new size. The key reader tells of that too, but is deaf until it has begun.
    Resized,
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Draws and waits, until the end.
fn serve(app: &mut App, reports: &Receiver<Report>) -> anyhow::Result<Ended> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
    let screen = Terminal::new(backend).context("cannot ask the terminal for its size")?;
    // Never dropped: a terminal that is dropped complains on standard error where it cannot show its
    // cursor, and panics where standard error is the dead terminal too. `restore` shows the cursor.
    let mut screen = ManuallyDrop::new(screen);
    let mut stale = true;
    loop {
        if stale && let Err(error) = draw(app, &mut screen) {
            // A terminal that cannot be written to is gone.
            return if is_gone(&error) {
                Ok(Ended::Signal(1))
            } else {
                Err(error.into())
            };
        }
        stale = false;
        let Ok(first) = reports.recv() else {
            return Ok(Ended::Signal(1));
        };
        // Everything that has come in is done before the next frame.
        for report in std::iter::once(first).chain(reports.try_iter()) {
            let effect = match report {
                Report::End(signal) => return Ok(Ended::Signal(signal)),
                Report::Event(event) => perform(app, &event),
                Report::Stop => Some(Effect::Suspend),
                Report::Resized => Some(Effect::Draw),
                Report::Continued => {
                    enter()?;
                    Some(Effect::Repaint)
                }
            };
            match effect {
                Some(Effect::Quit) => return Ok(Ended::Quit),
                Some(Effect::Suspend) => {
                    restore();
                    signals::stop();
                    enter()?;
                    repaint(&mut screen)?;
                }
                Some(Effect::Repaint) => repaint(&mut screen)?,
                Some(Effect::Draw) => {}
                None => continue,
            }
            stale = true;
        }
    }
}

/// Clears the screen, so that the next frame is painted whole. Not with `Terminal::clear`, which asks the
/// terminal for its cursor and so contends with the key reader for the answer.
fn repaint(screen: &mut Screen) -> io::Result<()> {
    let size = screen.size()?;
    screen.resize(size.into())
}

fn is_gone(error: &io::Error) -> bool {
    let kind = error.kind();
    // EIO: the other side of the terminal is closed.
    error.raw_os_error() == Some(5) || kind == io::ErrorKind::BrokenPipe
}

fn draw(app: &mut App, screen: &mut Screen) -> io::Result<()> {
    let size = screen.size()?;
    app.update(Action::Resize(size.width, size.height));
    queue!(screen.backend_mut(), BeginSynchronizedUpdate)?;
    screen.draw(|frame| app.draw(frame))?;
    execute!(screen.backend_mut(), EndSynchronizedUpdate)
}

/// Does what an event asks for; `None` where it asks for nothing.
fn perform(app: &mut App, event: &Event) -> Option<Effect> {
    let action = match event {
        Event::Key(key) => app.action(key_of(key)?)?,
        Event::Paste(text) => Action::Type(text.clone()),
        Event::Resize(width, height) => Action::Resize(*width, *height),
        _ => return None,
    };
    Some(app.update(action))
}

/// The key that was pressed; `None` for one that the program has no name for.
pub fn key_of(event: &KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release || event.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(match event.code {
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::ShiftTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::ShiftTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    })
}

/// Reads the terminal until it is gone.
fn read_keys(reports: &Sender<Report>) {
    while let Ok(event) = event::read() {
        if reports.send(Report::Event(event)).is_err() {
            return;
        }
    }
    // Nobody listens any more where this fails.
    let _ = reports.send(Report::End(1));
}

/// Whether the terminal is in our hands, and must be given back.
static ENTERED: AtomicBool = AtomicBool::new(false);

fn enter() -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )
}

/// Gives the terminal back as it was. Does nothing the second time, and goes on where a step fails:
/// the terminal may be gone.
fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut terminal = io::stdout();
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

/// Gives the terminal back before a panic is told.
fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        restore();
        before(panic);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_characters() {
        for (variables, wanted) in [
            (&[("LANG", "en_GB.UTF-8")][..], Charset::Unicode),
            (&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")], Charset::Ascii),
            (&[("LC_CTYPE", "C.utf8"), ("LANG", "C")], Charset::Unicode),
            (&[], Charset::Unicode),
        ] {
            let of = |name: &str| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(charset(false, of), wanted, "{variables:?}");
        }
    }
}
