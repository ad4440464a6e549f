//! The real server as a process of its own: what it is started with in, its journal out. It ends with its test,
//! whatever becomes of that.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    dead_code,
    reason = "what goes wrong here fails the test, and no test needs everything"
)]

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use serde_json::Value;

#[cfg(target_os = "linux")]
use crate::process::Process;

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often what is waited for is looked at.
const STEP: Duration = Duration::from_millis(5);

const PROGRAM: &str = env!("CARGO_BIN_EXE_summitry");

/// No limits but those of time, for many connections from one address.
pub const OPEN: [&str; 6] = [
    "--max-sessions",
    "20000",
    "--per-address",
    "0",
    "--per-minute",
    "0",
];

/// A running server.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// The folder that it was started in; its home, and where its key is, unless its command line says otherwise.
    pub folder: PathBuf,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts it on a free port, with these further arguments, and waits until it is ready.
    pub fn start(arguments: &[&str]) -> Self {
        Self::begin(new_folder(), arguments, &[])
    }

    /// The same in this folder, and with these variables.
    pub fn begin(folder: PathBuf, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::run(Command::new(PROGRAM), folder, arguments, variables)
    }

    /// Starts it where it gets no more file descriptors than so many.
    pub fn start_with_files(most: u32, arguments: &[&str]) -> Self {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -n {most}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, PROGRAM]);
        Self::run(shell, new_folder(), arguments, &[])
    }

    fn run(
        mut command: Command,
        folder: PathBuf,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        command
            .args(serving(&folder))
            .args(arguments)
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("LC_ALL", "C.UTF-8")])
            .env("HOME", &folder)
            .envs(variables.iter().copied())
            .current_dir(&folder);
        let server = Self::spawn(&mut command, folder);
        server.unwrap_or_else(|said| panic!("the server did not start: {said}"))
    }

    /// Starts a command line of somebody's that ends in arguments of the program. Where the kernel has no walls
    /// that the program could ask for, it must say so, and is started without.
    pub fn of(command: &Command) -> Self {
        let folder = new_folder();
        let start = |is_kept: fn(&&OsStr) -> bool| {
            let mut started = Command::new(command.get_program());
            started.args(command.get_args().filter(is_kept));
            started.args(["--log-format", "json"]).current_dir(&folder);
            Self::spawn(&mut started, folder.clone())
        };
        start(|_| true).unwrap_or_else(|said| {
            assert!(said.contains("sandbox"), "not ready: {said}");
            eprintln!("started without --require-sandbox: {said}");
            start(|word| *word != "--require-sandbox").unwrap()
        })
    }

    /// Waits until it is ready; what it said where it ended instead.
    fn spawn(command: &mut Command, folder: PathBuf) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            // A group of its own: what is typed to end a test is not for the server.
            .process_group(0)
            .spawn()
            .unwrap();
        let journal = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self {
            child,
            address: (Ipv4Addr::UNSPECIFIED, 0).into(),
            folder,
            lines: Arc::default(),
        };
        let to = Arc::clone(&server.lines);
        // Read to the end: a program that cannot write its journal may stop.
        thread::spawn(move || {
            for line in journal.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                to.lock().unwrap().push(line);
            }
        });
        until("the first line", || {
            (server.is_read() || !server.journal().is_empty()).then_some(())
        });
        let first = server.journal().into_iter().next().unwrap_or_default();
        let ready: Value = serde_json::from_str(&first).unwrap_or_default();
        if ready["event"] != "ready" {
            until("the end", || server.is_read().then_some(()));
            return Err(server.journal().join("\n"));
        }
        server.address = ready["listen"].as_str().unwrap().parse().unwrap();
        Ok(server)
    }

    /// The lines of the journal so far.
    pub fn journal(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Whether all of the journal is read.
    fn is_read(&self) -> bool {
        Arc::strong_count(&self.lines) == 1
    }

    /// What the journal has told of some event so far.
    pub fn told(&self, event: &str) -> Vec<Value> {
        let lines = self.journal();
        let told = lines.iter().map(|line| {
            let told: Result<Value, _> = serde_json::from_str(line);
            told.unwrap_or_else(|error| panic!("{error} in a line of the journal: {line}"))
        });
        told.filter(|told| told["event"] == event).collect()
    }

    /// Waits until the journal has told of an event so many times; what it told each time.
    pub fn tells(&self, event: &str, count: usize) -> Vec<Value> {
        until(&format!("{count} × {event}"), || {
            // Asked for first: what was told at the very end counts as well.
            let is_read = self.is_read();
            let told = self.told(event);
            let is_told = told.len() >= count;
            assert!(
                is_told || !is_read,
                "ended before {count} × {event}: {:#?}",
                self.journal()
            );
            is_told.then_some(told)
        })
    }

    /// Waits until so many visits have ended; what the journal says of the last one.
    pub fn visit(&self, count: usize) -> Value {
        self.tells("session", count).swap_remove(count - 1)
    }

    /// How the visits that are over have ended.
    pub fn ends(&self) -> Vec<String> {
        let ends = self.told("session").into_iter();
        ends.map(|told| told["end"].as_str().unwrap().to_owned())
            .collect()
    }

    /// What the journal sums up when it is asked to.
    pub fn summary(&self) -> Value {
        let before = self.told("summary").len();
        self.signal(Signal::USR1);
        self.tells("summary", before + 1).swap_remove(before)
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What the system knows of it.
    #[cfg(target_os = "linux")]
    pub fn process(&self) -> Process {
        Process(self.id())
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until it has ended, and all of its journal is read.
    pub fn ended(&mut self) -> ExitStatus {
        until("the end", || (!self.runs() && self.is_read()).then_some(()));
        self.child.wait().unwrap()
    }

    /// Asks it to end, as systemd and podman do; its exit code.
    pub fn end(mut self) -> Option<i32> {
        self.signal(Signal::TERM);
        self.ended().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // With what a command line of somebody's has started before it came to the program.
            let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// The arguments of a server that keeps its key in this folder.
pub fn serving(folder: &Path) -> Vec<String> {
    let key = folder.join("host_key").to_str().unwrap().to_owned();
    let mut words = ["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]
        .map(str::to_owned)
        .to_vec();
    words.extend(["--host-key".to_owned(), key]);
    words
}

/// A new folder for nobody else.
pub fn new_folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("{}-{count}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("serve")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Waits until there is something.
fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited for {what}");
        thread::sleep(STEP);
    }
}
