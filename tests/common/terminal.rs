//! The real program on a pseudo-terminal, and what it has written there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    dead_code,
    reason = "what goes wrong here fails the test, and no test needs everything"
)]

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system,
};
#[cfg(target_os = "linux")]
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
#[cfg(target_os = "linux")]
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

#[cfg(target_os = "linux")]
use crate::process::Process;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Who has written nothing for so long rests.
const QUIET: Duration = Duration::from_millis(300);

/// What is started, and on what terminal.
pub struct Setup {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
}

impl Setup {
    /// The program with these arguments, on a terminal of 80 columns and 24 rows with 256 colours.
    pub fn new<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Self {
        Self::of([env!("CARGO_BIN_EXE_summitry")]).args(args)
    }

    /// A shell that runs a script, in which "$0" is the program.
    pub fn shell(script: &str) -> Self {
        Self::of(["sh", "-c", script, env!("CARGO_BIN_EXE_summitry")])
    }

    /// Any command.
    pub fn of<A: AsRef<OsStr>>(command: impl IntoIterator<Item = A>) -> Self {
        let argv = command.into_iter().map(|arg| arg.as_ref().to_owned());
        let mut command = CommandBuilder::from_argv(argv.collect());
        let home = env!("CARGO_TARGET_TMPDIR");
        command.env_clear();
        command.cwd(home);
        for (name, value) in [
            ("PATH", "/usr/bin:/bin"),
            ("HOME", home),
            ("TERM", "xterm-256color"),
            ("LC_ALL", "C.UTF-8"),
        ] {
            command.env(name, value);
        }
        Self {
            command,
            columns: 80,
            rows: 24,
        }
    }

    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets variables of the environment; an empty value takes one away.
    pub fn env(mut self, variables: &[(&str, &str)]) -> Self {
        for (name, value) in variables {
            if value.is_empty() {
                self.command.env_remove(name);
            } else {
                self.command.env(name, value);
            }
        }
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// The terminal is not the one that sends the program its signals.
    pub fn uncontrolled(mut self) -> Self {
        self.command.set_controlling_tty(false);
        self
    }

    /// Starts it.
    pub fn start(self) -> Program {
        let size = of_size(self.columns, self.rows);
        let PtyPair { master, slave } = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*master);
        let child = slave.spawn_command(self.command).unwrap();
        let output = Arc::new(Output::new(self.columns, self.rows));
        let (to, from) = (Arc::clone(&output), master.try_clone_reader().unwrap());
        Program {
            reader: Some(thread::spawn(move || to.fill(from))),
            keys: Some(master.take_writer().unwrap()),
            master: Some(master),
            _slave: slave,
            child,
            output,
            modes,
        }
    }

    /// Starts it and waits for the first frame with articles.
    pub fn open(self) -> Program {
        let program = self.start();
        program.wait_for("the first frame", |screen| {
            let text = screen.contents();
            let reads = text.contains("no articles") || !text.contains(" article");
            screen.alternate_screen() && text.contains("q quit") && !reads
        });
        program
    }
}

/// What was written to the terminal, and what it shows.
struct Output {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    last: Instant,
    /// Whether nobody reads any more.
    closed: bool,
}

impl Output {
    fn new(columns: u16, rows: u16) -> Self {
        let screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        let state = State {
            screen,
            bytes: Vec::new(),
            last: Instant::now(),
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// Reads until the end, or until nobody wants to know. The reader is dropped then: it keeps the
    /// terminal open.
    fn fill(&self, mut from: Box<dyn Read + Send>) {
        let mut bytes = [0; 4096];
        loop {
            let read = from.read(&mut bytes).unwrap_or(0);
            let Ok(mut state) = self.state.lock() else {
                // The test has failed.
                return;
            };
            state.closed |= read == 0;
            if state.closed {
                return self.changed.notify_all();
            }
            state.screen.process(&bytes[..read]);
            state.bytes.extend(&bytes[..read]);
            state.last = Instant::now();
            self.changed.notify_all();
        }
    }
}

/// The running program.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    _slave: Box<dyn SlavePty + Send>,
    keys: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    output: Arc<Output>,
    modes: String,
}

impl Program {
    fn state(&self) -> MutexGuard<'_, State> {
        self.output.state.lock().unwrap()
    }

    /// What the terminal shows.
    pub fn screen(&self) -> vt100::Screen {
        self.state().screen.screen().clone()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// All bytes written so far.
    pub fn written(&self) -> Vec<u8> {
        self.state().bytes.clone()
    }

    /// The number of bytes written so far.
    pub fn count(&self) -> usize {
        self.state().bytes.len()
    }

    fn wait(&self, what: &str, done: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !done(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            let contents = state.screen.screen().contents();
            assert!(
                !left.is_zero() && !state.closed,
                "waited for {what}; the screen:\n{contents}"
            );
            let turn = left.min(QUIET);
            state = self.output.changed.wait_timeout(state, turn).unwrap().0;
        }
    }

    /// Waits until the screen is as wanted.
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |state| wanted(state.screen.screen()));
    }

    /// Waits until the screen shows a text.
    pub fn sees(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen does not show a text.
    pub fn misses(&self, text: &str) {
        let what = format!("the end of {text}");
        self.wait_for(&what, |screen| !screen.contents().contains(text));
    }

    /// Waits until these bytes have been written after the first `from`.
    pub fn writes(&self, from: usize, wanted: &[u8]) {
        let what = wanted.escape_ascii().to_string();
        self.wait(&what, |state| has(&state.bytes[from..], wanted));
    }

    /// Waits until nothing is written any more.
    pub fn rests(&self) {
        self.wait("rest", |state| state.last.elapsed() >= QUIET);
    }

    pub fn press(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let mut state = self.state();
        let screen = state.screen.screen_mut();
        screen.set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        let master = self.master.as_ref().unwrap();
        master.resize(of_size(columns, rows)).unwrap();
    }

    pub fn id(&self) -> Pid {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        Pid::from_raw(id).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    /// Waits until the program has stopped: continued before that, it would stop for good.
    pub fn stops(&self) {
        let deadline = Instant::now() + PATIENCE;
        let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
        while !waitpid(Some(self.id()), options)
            .unwrap()
            .is_some_and(|(_, status)| status.stopped())
        {
            assert!(Instant::now() < deadline, "no stop");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program has ended; its exit code.
    pub fn code(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "no end:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the terminal is given back.
    pub fn gives_back(&self) {
        self.wait_for("the terminal to be given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Default
        });
    }

    /// Waits for the end; the exit code. The terminal must be as it was.
    pub fn end(&mut self) -> u32 {
        let code = self.code();
        self.gives_back();
        self.has_modes_of_before();
        code
    }

    pub fn has_modes_of_before(&self) {
        let now = modes(&**self.master.as_ref().unwrap());
        assert_eq!(now, self.modes, "raw mode is left");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // Stopped by a test that failed, or still running after one.
            let _ = kill_process(self.id(), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

fn of_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// Whether some bytes stand among others.
pub fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

/// What the program does, by what Linux knows of it.
#[cfg(target_os = "linux")]
impl Program {
    pub fn process(&self) -> Process {
        Process(self.child.process_id().unwrap())
    }

    /// Waits until every thread sleeps, and goes on sleeping.
    pub fn sleeps(&self) {
        let deadline = Instant::now() + PATIENCE;
        let mut naps = 0;
        while naps != self.process().naps() {
            assert!(Instant::now() < deadline, "no sleep");
            naps = self.process().naps();
            thread::sleep(QUIET);
        }
    }

    /// Closes the other side of the terminal while the program does nothing.
    pub fn hang_up(&mut self) {
        self.state().closed = true;
        // A few bytes to read, so that the reader looks up and lets go of the terminal.
        self.press("M");
        self.reader.take().unwrap().join().unwrap();
        self.sleeps();
        let master = self.master.take().unwrap();
        // Without a key for the end of a file, or it would be pressed here, and the program would leave by it.
        let terminal = OFlags::RDWR | OFlags::NOCTTY;
        let terminal = open(master.tty_name().unwrap(), terminal, Mode::empty()).unwrap();
        let mut modes = tcgetattr(&terminal).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&terminal, OptionalActions::Now, &modes).unwrap();
        self.keys = None;
    }

    /// Waits until the program has ended, without asking for its exit code; how long that took.
    pub fn dies(&self) -> Duration {
        let begun = Instant::now();
        while self.process().field(3) != "Z" {
            assert!(begun.elapsed() < PATIENCE, "no end");
            thread::sleep(Duration::from_millis(2));
        }
        begun.elapsed()
    }
}
