//! The real server of dashboards, and the clients of OpenSSH that visit it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whom clients call.
pub const GUEST: &str = "guest@127.0.0.1";

/// Whether a program is there; says what is left out where it is not.
pub fn has(program: &str) -> bool {
    let mut paths = ["/usr/bin", "/bin", "/usr/local/bin"]
        .map(Path::new)
        .into_iter();
    let found = paths.any(|path| path.join(program).exists());
    if !found {
        println!("skipped: there is no {program} here");
    }
    found
}

/// A new folder for nobody else.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("ssh")
        .join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

/// A command with nothing of the environment of whoever runs the tests.
pub fn command<A: AsRef<OsStr>>(words: impl IntoIterator<Item = A>) -> Command {
    let mut words = words.into_iter();
    let mut command = Command::new(words.next().unwrap());
    command.args(words).env_clear();
    let home = env!("CARGO_TARGET_TMPDIR");
    command.env("PATH", "/usr/bin:/bin:/usr/local/bin");
    command.env("HOME", home).current_dir(home);
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a command left behind.
pub struct Run {
    /// `None` where a signal ended it.
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
    pub took: Duration,
}

/// Waits for the end of a command.
pub fn finish(mut command: Command) -> Run {
    let begun = Instant::now();
    let child = command.spawn().unwrap();
    let id = Pid::from_child(&child);
    let (tell, told) = channel();
    thread::spawn(move || tell.send(child.wait_with_output().unwrap()));
    let Ok(Output {
        status,
        stdout,
        stderr,
    }) = told.recv_timeout(PATIENCE)
    else {
        let _ = kill_process(id, Signal::KILL);
        panic!("{command:?} hangs");
    };
    Run {
        code: status.code(),
        out: stdout,
        err: String::from_utf8_lossy(&stderr).into_owned(),
        took: begun.elapsed(),
    }
}

/// A key of `ssh-keygen`, in a file of the folder.
pub fn key(folder: &Path, kind: &str) -> PathBuf {
    let file = folder.join(kind);
    let words = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-f"].map(OsStr::new);
    let made = finish(command(words.into_iter().chain([file.as_os_str()])));
    assert_eq!(made.code, Some(0), "{}", made.err);
    file
}

/// The arguments of a server that keeps its key in this folder.
fn arguments(folder: &Path) -> Vec<String> {
    let key = folder.join("host_key").to_str().unwrap().to_owned();
    let listen = ["serve", "--listen", "127.0.0.1:0", "--log-format", "json"];
    let mut words = listen.map(str::to_owned).to_vec();
    words.extend(["--host-key".to_owned(), key]);
    words
}

/// What a server says that does not start.
pub fn refusal(folder: &Path, args: &[&str]) -> String {
    let mut command = command([env!("CARGO_BIN_EXE_summitry")]);
    command.args(arguments(folder)).args(args);
    let run = finish(command);
    assert_eq!(run.code, Some(1), "{}", run.err);
    run.err
}

/// A running server.
pub struct Server {
    child: Child,
    pub folder: PathBuf,
    pub port: u16,
    journal: Arc<Journal>,
}

/// What the server says, line by line.
#[derive(Default)]
struct Journal {
    lines: Mutex<Lines>,
    added: Condvar,
}

#[derive(Default)]
struct Lines {
    read: Vec<Value>,
    ended: bool,
}

impl Server {
    /// A server with its key in a new folder, unless there is no client to visit it.
    pub fn start(name: &str, args: &[&str]) -> Option<Self> {
        has("ssh").then(|| Self::begin(folder(name), args, &[]))
    }

    /// A server with its key in this folder, and these variables.
    pub fn begin(folder: PathBuf, args: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = command([env!("CARGO_BIN_EXE_summitry")]);
        command.args(arguments(&folder)).args(args);
        command
            .envs(variables.iter().copied())
            .stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let journal = Arc::new(Journal::default());
        let (to, from) = (Arc::clone(&journal), child.stderr.take().unwrap());
        thread::spawn(move || to.fill(from));
        let mut server = Self {
            child,
            folder,
            port: 0,
            journal,
        };
        let ready = server.tells("ready", 1).remove(0);
        let listen = ready["listen"].as_str().unwrap();
        server.port = listen.rsplit_once(':').unwrap().1.parse().unwrap();
        server.let_be_known();
        server
    }

    /// Writes the file by which clients know the server.
    fn let_be_known(&self) {
        let public = finish(command([
            OsStr::new("ssh-keygen"),
            OsStr::new("-y"),
            OsStr::new("-f"),
            self.folder.join("host_key").as_os_str(),
        ]));
        let line = format!("summitry {}", String::from_utf8(public.out).unwrap());
        fs::write(self.folder.join("known_hosts"), line).unwrap();
    }

    /// A command of OpenSSH (`ssh`, `scp`, `sftp`) that knows this server, and nothing of whoever runs the tests.
    pub fn client(&self, program: &str, words: &[&str]) -> Vec<String> {
        self.client_at(self.port, program, words)
    }

    /// The same by way of another port.
    pub fn client_at(&self, port: u16, program: &str, words: &[&str]) -> Vec<String> {
        let known = self.folder.join("known_hosts");
        let mut command = [program, "-F", "none"].map(str::to_owned).to_vec();
        for option in [
            format!("Port={port}"),
            "HostKeyAlias=summitry".to_owned(),
            format!("UserKnownHostsFile={}", known.to_str().unwrap()),
            "GlobalKnownHostsFile=none".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            "BatchMode=yes".to_owned(),
            "IdentityFile=none".to_owned(),
        ] {
            command.extend(["-o".to_owned(), option]);
        }
        command.extend(words.iter().map(|&word| word.to_owned()));
        command
    }

    /// Waits until the journal has so many lines on an event; these.
    pub fn tells(&self, event: &str, count: usize) -> Vec<Value> {
        let deadline = Instant::now() + PATIENCE;
        let mut lines = self.journal.lines.lock().unwrap();
        loop {
            let of_event = |line: &&Value| line["event"] == event;
            let found: Vec<Value> = lines.read.iter().filter(of_event).cloned().collect();
            if found.len() >= count {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let all = &lines.read;
            assert!(
                !left.is_zero() && !lines.ended,
                "waited for {count} × {event}: {all:#?}"
            );
            lines = self.journal.added.wait_timeout(lines, left).unwrap().0;
        }
    }

    /// Waits until so many visits have ended; what the journal says of the last one.
    pub fn visit(&self, count: usize) -> Value {
        self.tells("session", count).swap_remove(count - 1)
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for the end; its exit code.
    pub fn code(&mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < deadline, "no end");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether others than the owner may do anything with the host key.
    pub fn shares_its_key(&self) -> bool {
        let key = fs::metadata(self.folder.join("host_key")).unwrap();
        key.permissions().mode() & 0o077 != 0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Journal {
    fn fill(&self, from: ChildStderr) {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            // What is said before it starts is not of the journal.
            let line = serde_json::from_str(&line).unwrap_or(Value::String(line));
            self.lines.lock().unwrap().read.push(line);
            self.added.notify_all();
        }
        self.lines.lock().unwrap().ended = true;
        self.added.notify_all();
    }
}
