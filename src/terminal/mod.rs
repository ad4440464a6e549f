//! Articles in, a person at a real terminal served until they leave: the rim around [`app`](crate::app).
//!
//! Threads report to the one that draws: keys, signals, the articles while they are read and when they
//! change, and on Unix a watchdog for the terminal's hang-up, since the key reader of a dead terminal spins
//! without a word. The drawing thread sleeps until something is reported or the app wants to be woken, so
//! nothing runs while nobody types.

mod articles;
pub mod encoder;
mod events;
mod screen;
#[cfg(not(unix))]
#[path = "signals_elsewhere.rs"]
mod signals;
#[cfg(unix)]
#[path = "signals_unix.rs"]
mod signals;

use std::io::{self, IsTerminal};
use std::panic;
use std::process;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use crossterm::event::Event;

pub use self::articles::read;
pub use self::events::key_of;
use self::screen::Screen;
pub use self::screen::{MOUSE_OFF, MOUSE_ON};
use crate::app::{Access, Action, App, Board, Charset, Effect, Keymap, Settings, ThemeName};
use crate::reading::{self, Problem, Source};

/// Articles that are there so soon are shown at once; else the screen says how far the reading is.
const AT_ONCE: Duration = Duration::from_millis(150);

/// What the command line and the configuration say about the screen.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The colours; `None` for those that suit the terminal.
    pub theme: Option<ThemeName>,
    /// Whether only ASCII may be shown; else only where the locale is not UTF-8.
    pub ascii: bool,
    /// Who looks at it; the articles of an owner are watched for changes.
    pub access: Access,
    /// Whether the mouse is listened to from the start.
    pub mouse: bool,
    /// The source's share of a wide screen, in per cent; `None` for the usual one.
    pub source: Option<u16>,
    /// The keys.
    pub keymap: Keymap,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Quit,
    /// A signal of that number ended it, or the terminal hung up (SIGHUP, 1).
    Signal(u8),
    /// There was no article to show.
    Nothing,
}

impl Ended {
    /// The exit code of the program: 0, or 128 and the signal.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Quit | Self::Nothing => 0,
            Self::Signal(signal) => 128_u8.saturating_add(signal),
        }
    }
}

/// What was left to say when it ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended.
    pub ended: Ended,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The number of articles.
    pub articles: usize,
}

/// Whether [`run`] would find a terminal to show a screen on.
pub fn is_available() -> bool {
    let terminal = std::env::var("TERM").unwrap_or_default();
    let suits = cfg!(windows) || !matches!(&*terminal, "" | "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && suits
}

/// Reads the articles and shows them until the person leaves, reading them again when they change. The
/// terminal is given back as it was, whatever happens.
pub fn run(sources: Vec<Source>, options: Options) -> anyhow::Result<Outcome> {
    let variable = |name: &str| std::env::var(name).ok();
    let settings = Settings {
        theme: options
            .theme
            .unwrap_or_else(|| ThemeName::suiting(variable)),
        charset: if options.ascii {
            Charset::Ascii
        } else {
            charset(variable)
        },
        access: options.access,
        mouse: options.mouse,
        source: options.source,
        keymap: Arc::new(options.keymap),
    };
    let (sender, reports) = mpsc::channel();
    articles::follow(sources, options.access == Access::Owner, sender.clone());
    let first = at_once(&reports);
    if first.iter().any(
        |report| matches!(report, Report::Articles(board) if board.dossier.articles.is_empty()),
    ) {
        return Ok(outcome(Ended::Nothing, &first));
    }
    signals::watch(&sender)?;
    restore_on_panic();
    screen::enter(settings.mouse).context("cannot set up the terminal")?;
    let mut session = Session::new(settings);
    for report in first {
        session.take(report);
    }
    thread::spawn(move || events::read(&sender));
    let ended = session.serve(&reports);
    screen::restore();
    signals::left();
    Ok(Outcome {
        ended: ended?,
        problems: session.board.dossier.problems.clone(),
        articles: session.board.dossier.articles.len(),
    })
}

/// What is reported until the articles are read, or it has taken too long to wait for them.
fn at_once(reports: &Receiver<Report>) -> Vec<Report> {
    let deadline = Instant::now() + AT_ONCE;
    let mut first = Vec::new();
    while let Ok(report) = reports.recv_timeout(deadline.saturating_duration_since(Instant::now()))
    {
        let read = matches!(report, Report::Articles(_));
        first.push(report);
        if read {
            break;
        }
    }
    first
}

fn outcome(ended: Ended, reports: &[Report]) -> Outcome {
    let problems = reports.iter().find_map(|report| match report {
        Report::Articles(board) => Some(board.dossier.problems.clone()),
        _ => None,
    });
    Outcome {
        ended,
        problems: problems.unwrap_or_default(),
        articles: 0,
    }
}

/// The character set of the locale (`LC_ALL` over `LC_CTYPE` over `LANG`); a locale that is not set is
/// taken for UTF-8, as every terminal of today is.
pub fn charset(variable: impl Fn(&str) -> Option<String>) -> Charset {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.is_empty());
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    if utf8 {
        Charset::Unicode
    } else {
        Charset::Ascii
    }
}

/// Something that the drawing thread is told.
#[cfg_attr(
    not(unix),
    allow(dead_code, reason = "only Unix tells of stops and sizes")
)]
enum Report {
    Event(Event),
    /// So many files were read, of so many.
    Progress(usize, usize),
    /// The articles before anybody knows what they say.
    Read(Arc<Board>),
    /// The articles, read for the first time or anew.
    Articles(Arc<Board>),
    /// A signal, or 1 (SIGHUP) where the terminal hung up.
    End(u8),
    /// Stopped from outside, or to be stopped.
    Stop,
    /// Continued after a stop.
    Continued,
    /// The terminal has a new size. The key reader tells of that too, but is deaf until it has begun.
    Resized,
}

/// One person at the terminal.
struct Session {
    app: App,
    screen: Screen,
    board: Arc<Board>,
}

impl Session {
    fn new(settings: Settings) -> Self {
        let board = Arc::new(Board::default());
        Self {
            app: App::new(Arc::clone(&board), settings),
            screen: Screen::default(),
            board,
        }
    }

    /// Draws and waits, until the end.
    fn serve(&mut self, reports: &Receiver<Report>) -> anyhow::Result<Ended> {
        let mut stale = true;
        loop {
            if stale && let Err(error) = self.screen.draw(&mut self.app) {
                return ended_by(error);
            }
            stale = false;
            let first = match self.app.wakes().map(|after| reports.recv_timeout(after)) {
                None => reports.recv().ok(),
                Some(Ok(report)) => Some(report),
                Some(Err(RecvTimeoutError::Timeout)) => {
                    self.app.update(Action::Wake);
                    stale = true;
                    continue;
                }
                Some(Err(RecvTimeoutError::Disconnected)) => None,
            };
            let Some(first) = first else {
                return Ok(Ended::Signal(1));
            };
            // Everything that has come in is done before the next frame.
            for report in std::iter::once(first).chain(reports.try_iter()) {
                if let Some(ended) = self.done(&report) {
                    return Ok(ended);
                }
                let Some(effect) = self.take(report) else {
                    continue;
                };
                if effect == Effect::Quit {
                    return Ok(Ended::Quit);
                }
                if let Err(error) = self.perform(effect) {
                    return ended_by(error);
                }
                stale = true;
            }
        }
    }

    /// Whether that is the end.
    fn done(&self, report: &Report) -> Option<Ended> {
        match report {
            Report::End(signal) => Some(Ended::Signal(*signal)),
            Report::Articles(board)
                if board.dossier.articles.is_empty() && self.board.dossier.articles.is_empty() =>
            {
                Some(Ended::Nothing)
            }
            _ => None,
        }
    }

    /// What a report means for the app; `None` where it means nothing.
    fn take(&mut self, report: Report) -> Option<Effect> {
        let action = match report {
            Report::Event(event) => events::action(&self.app, &event)?,
            Report::Progress(done, found) => Action::Progress(done, found),
            Report::Read(board) => Action::Preview(board),
            Report::Articles(board) => {
                self.board = Arc::clone(&board);
                Action::Load(board)
            }
            Report::Stop => return Some(Effect::Suspend),
            Report::Continued => return Some(Effect::Repaint),
            Report::Resized => return Some(Effect::Draw),
            Report::End(_) => return None,
        };
        Some(self.app.update(action))
    }

    /// Does what the app cannot do itself.
    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Suspend => {
                screen::restore();
                signals::stop();
                screen::enter(self.app.has_mouse())?;
                self.screen.forget();
            }
            Effect::Repaint => {
                screen::enter(self.app.has_mouse())?;
                self.screen.forget();
            }
            Effect::Copy(text) => screen::copy(&text)?,
            Effect::Mouse(on) => screen::mouse(on)?,
            Effect::Draw | Effect::Quit => {}
        }
        Ok(())
    }
}

/// What an error of the terminal comes to: one that cannot be written to is gone.
fn ended_by(error: io::Error) -> anyhow::Result<Ended> {
    if screen::is_gone(&error) {
        Ok(Ended::Signal(1))
    } else {
        Err(error.into())
    }
}

/// What a panic that nobody answers for makes of the exit code.
const PANICKED: i32 = 101;

/// Gives the terminal back before a panic is told, and ends the program: without the thread that failed
/// the others would wait for ever. A reader's panic over a file is a problem of that file, no end.
fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if reading::is_contained() {
            return before(panic);
        }
        screen::restore();
        before(panic);
        process::exit(PANICKED);
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
            assert_eq!(charset(of), wanted, "{variables:?}");
        }
    }
}
