//! Signals, stops and hang-ups of the terminal in, reports to the drawing thread out.

use std::io;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::Report;

/// How long the drawing thread may take to give the terminal back before the program ends
/// without it: it may hang in a write to a terminal that nobody reads.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether the drawing thread has given the terminal back.
static LEFT: AtomicBool = AtomicBool::new(false);

/// Tells that the terminal has been given back.
pub fn left() {
    LEFT.store(true, Ordering::SeqCst);
}

/// Reports signals and the terminal's hang-up from now on.
pub fn watch(reports: &Sender<Report>) -> anyhow::Result<()> {
    let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(signals).context("cannot listen for signals")?;
    let to = reports.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            match (signal, u8::try_from(signal)) {
                (SIGTSTP, _) => drop(to.send(Report::Stop)),
                (SIGWINCH, _) => drop(to.send(Report::Resized)),
                (SIGCONT, _) => drop(to.send(Report::Continued)),
                (_, Ok(signal)) => end(&to, signal),
                (_, Err(_)) => {}
            }
        }
    });
    let to = reports.clone();
    thread::spawn(move || {
        if hangs_up() {
            end(&to, 1);
        }
    });
    Ok(())
}

/// Asks the drawing thread to end, and ends without it where it cannot.
fn end(reports: &Sender<Report>, signal: u8) {
    drop(reports.send(Report::End(signal)));
    thread::sleep(PATIENCE);
    if !LEFT.load(Ordering::SeqCst) {
        process::exit(128 + i32::from(signal));
    }
}

/// Waits until the other side of the terminal is closed; `false` where that cannot be seen.
fn hangs_up() -> bool {
    let terminal = io::stdin();
    loop {
        // No events asked for: hang-up and errors are reported all the same.
        let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
        match rustix::event::poll(&mut watched, None) {
            Ok(_) => {
                let [watched] = &watched;
                return watched
                    .revents()
                    .intersects(PollFlags::HUP | PollFlags::ERR);
            }
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// Stops the program as the terminal's stop key does, until it is continued.
pub fn stop() {
    // Where stopping fails the program goes on.
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}
