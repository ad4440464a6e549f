//! Where articles come from in, the articles out: read once, and read again when a file changes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::Report;
use crate::app::Board;
use crate::dossier::{self, Dossier};
use crate::reading::{self, Source};

/// How often the screen is told how far the reading is.
const OFTEN: Duration = Duration::from_millis(100);

/// So many articles take so long to understand that they are shown before.
const MANY: usize = 300;

/// Files that are saved together are read together: so long nothing must have changed.
const QUIET: Duration = Duration::from_millis(300);

/// Reads every source and builds the dossier. `progress` is called with (files done, files found) from any
/// thread.
pub fn read(sources: &[Source], progress: &(dyn Fn(usize, usize) + Sync)) -> Dossier {
    dossier::build(reading::read(sources, progress))
}

/// Reads the articles on a thread of its own, and again whenever one changes, where that is wanted.
pub(super) fn follow(sources: Vec<Source>, watching: bool, reports: Sender<Report>) {
    thread::spawn(move || {
        // Before the first reading, so that nothing is missed in between.
        let changes = if watching { watch(&sources) } else { None };
        report(&sources, true, &reports);
        let Some((changes, _watcher)) = changes else {
            return;
        };
        while changes.recv().is_ok() {
            while changes.recv_timeout(QUIET).is_ok() {}
            report(&sources, false, &reports);
        }
    });
}

/// Reads the articles and reports them, and how far it is. Where it takes long, what was read can be read and
/// searched before anybody knows what it says.
fn report(sources: &[Source], first: bool, reports: &Sender<Report>) {
    let begun = Instant::now();
    let told = AtomicU64::new(0);
    // Nobody listens any more where sending fails.
    let reading = reading::read(sources, &|done, found| {
        let tick = u64::try_from(begun.elapsed().as_millis() / OFTEN.as_millis()).unwrap_or(0);
        if told.fetch_max(tick, Ordering::Relaxed) < tick {
            let _ = reports.send(Report::Progress(done, found));
        }
    });
    let count = reading.articles.len();
    if count >= MANY {
        let _ = reports.send(Report::Progress(count, count));
    }
    if first && count >= MANY {
        let _ = reports.send(Report::Read(Arc::new(Board::new(dossier::unread(
            &reading,
        )))));
    }
    let board = Arc::new(Board::new(dossier::build(reading)));
    let _ = reports.send(Report::Articles(Arc::clone(&board)));
    board.prepare();
}

/// Tells of every change of a file or of what is in a folder; `None` where there is none, or where the
/// system cannot tell.
fn watch(sources: &[Source]) -> Option<(Receiver<()>, impl Watcher)> {
    let paths: Vec<&PathBuf> = sources
        .iter()
        .filter_map(|source| match source {
            Source::Path(path) => Some(path),
            Source::Stdin | Source::Seeds => None,
        })
        .collect();
    if paths.is_empty() {
        return None;
    }
    let (sender, changes) = mpsc::channel();
    let tell = move |event: notify::Result<Event>| {
        let is_change = |event: &Event| !matches!(event.kind, EventKind::Access(_));
        if event.as_ref().is_ok_and(is_change) {
            // Nobody listens any more where this fails.
            let _ = sender.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    for path in paths {
        // A file is often saved as a new one of its name: its folder is watched.
        let begun = match path.parent() {
            Some(folder) if path.is_file() => {
                let folder = if folder.as_os_str().is_empty() {
                    ".".as_ref()
                } else {
                    folder
                };
                watcher.watch(folder, RecursiveMode::NonRecursive)
            }
            _ => watcher.watch(path, RecursiveMode::Recursive),
        };
        begun.ok()?;
    }
    Some((changes, watcher))
}
