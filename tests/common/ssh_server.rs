//! The real server as a process of its own: what it is started with in, its journal out, and what the system
//! knows of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    dead_code,
    reason = "what goes wrong here fails the test, and no test needs everything"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Ticks of the clock that /proc counts in, a second; the same on every machine.
const TICKS: u32 = 100;

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
    /// The folder that it was started in, which is its home as well.
    pub home: PathBuf,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts it on a free port, with these further arguments, and waits until it is ready.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_of(Command::new(env!("CARGO_BIN_EXE_summitry")), arguments)
    }

    /// Starts it where it gets no more file descriptors than so many.
    pub fn start_with_files(most: u32, arguments: &[&str]) -> Self {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -n {most}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_summitry")]);
        Self::start_of(shell, arguments)
    }

    fn start_of(mut command: Command, arguments: &[&str]) -> Self {
        let home = new_folder();
        let key = home.with_extension("key");
        let _ = fs::remove_file(&key);
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .arg("--host-key")
            .arg(key)
            .args(arguments)
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("LC_ALL", "C.UTF-8")])
            .env("HOME", &home)
            .current_dir(&home)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            // A group of its own: what is typed to end a test is not for the server.
            .process_group(0)
            .spawn()
            .unwrap();
        let mut journal = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        journal.read_line(&mut first).unwrap();
        let mut ready: Value = serde_json::from_str(&first).unwrap_or_default();
        let Some(address) = ready["listen"].take().as_str().map(str::to_owned) else {
            let _ = child.kill();
            let _ = journal.read_to_string(&mut first);
            panic!("the server did not start: {first}");
        };
        let lines = Arc::new(Mutex::new(vec![first]));
        let to = Arc::clone(&lines);
        thread::spawn(move || {
            for line in journal.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                to.lock().unwrap().push(line);
            }
        });
        Self {
            child,
            address: address.parse().unwrap(),
            home,
            lines,
        }
    }

    /// The lines of the journal so far.
    pub fn journal(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
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
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(told) = self.told("summary").into_iter().nth(before) {
                return told;
            }
            assert!(Instant::now() < deadline, "no summary");
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until it has ended, and all of its journal is read.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        while self.runs() || Arc::strong_count(&self.lines) > 1 {
            assert!(Instant::now() < deadline, "no end");
            thread::sleep(Duration::from_millis(2));
        }
        self.child.wait().unwrap()
    }

    fn id(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    fn file(&self, name: &str) -> String {
        let id = self.child.id();
        fs::read_to_string(format!("/proc/{id}/{name}")).unwrap()
    }

    /// A field of /proc/PID/stat, counted from 1 as in proc(5).
    fn field(&self, number: usize) -> String {
        let stat = self.file("stat");
        // The name, the second field, may hold anything.
        let after_name = stat.rsplit_once(") ").unwrap().1;
        after_name.split(' ').nth(number - 3).unwrap().to_owned()
    }

    /// The time that the processor has worked for it.
    pub fn work(&self) -> Duration {
        let ticks = |number| self.field(number).parse::<u32>().unwrap();
        Duration::from_secs(1) * (ticks(14) + ticks(15)) / TICKS
    }

    /// The time that the processor has worked for it since it had worked for so long.
    pub fn work_since(&self, before: Duration) -> Duration {
        self.work().saturating_sub(before)
    }

    /// The memory that it has, in kB.
    pub fn memory(&self) -> u64 {
        let smaps = self.file("smaps_rollup");
        let line = smaps.lines().find_map(|line| line.strip_prefix("Rss:"));
        let text = line.unwrap().trim().trim_end_matches(" kB");
        text.parse().unwrap()
    }

    /// How often its threads have gone to sleep.
    pub fn naps(&self) -> u64 {
        let status = |thread: PathBuf| fs::read_to_string(thread.join("status")).unwrap();
        let naps = |status: String| -> u64 {
            let mut lines = status.lines();
            let line = lines.find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.unwrap().trim().parse().unwrap()
        };
        self.threads().map(status).map(naps).sum()
    }

    /// The processes that it has started and that are there, and whether it has ever waited for one: a
    /// process touches memory, and what ended children touched is counted.
    pub fn has_had_children(&self) -> bool {
        let children = |thread: PathBuf| fs::read_to_string(thread.join("children")).unwrap();
        let has = self
            .threads()
            .map(children)
            .any(|children| !children.trim().is_empty());
        has || self.field(11) != "0"
    }

    fn threads(&self) -> impl Iterator<Item = PathBuf> {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        threads.map(|thread| thread.unwrap().path())
    }

    /// The file descriptors that it has open.
    pub fn files(&self) -> usize {
        let files = fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap();
        files.count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Over already, or still running after a test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn new_folder() -> PathBuf {
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
