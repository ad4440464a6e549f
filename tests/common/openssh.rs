//! The clients of OpenSSH, which are shown the real server and nothing of whoever runs the tests.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::server::{PATIENCE, Server, serving};

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

/// What a server says that does not start.
pub fn refusal(folder: &Path, args: &[&str]) -> String {
    let mut command = command([env!("CARGO_BIN_EXE_summitry")]);
    command.args(serving(folder)).args(args);
    let run = finish(command);
    assert_eq!(run.code, Some(1), "{}", run.err);
    run.err
}

impl Server {
    /// A server with these arguments, unless there is no client to visit it.
    pub fn visited(args: &[&str]) -> Option<Self> {
        has("ssh").then(|| Self::start(args))
    }

    /// A command of OpenSSH (`ssh`, `scp`, `sftp`) that knows this server.
    pub fn client(&self, program: &str, words: &[&str]) -> Vec<String> {
        self.client_at(self.address.port(), program, words)
    }

    /// The same by way of another port.
    pub fn client_at(&self, port: u16, program: &str, words: &[&str]) -> Vec<String> {
        let mut command = [program, "-F", "none"].map(str::to_owned).to_vec();
        for option in [
            format!("Port={port}"),
            "HostKeyAlias=summitry".to_owned(),
            format!("UserKnownHostsFile={}", self.known().to_str().unwrap()),
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

    /// The file by which clients know it.
    fn known(&self) -> PathBuf {
        let key = self.folder.join("host_key");
        let file = self.folder.join("known_hosts");
        if !file.exists() {
            let words = ["ssh-keygen", "-y", "-f"].map(OsStr::new);
            let public = finish(command(words.into_iter().chain([key.as_os_str()])));
            let line = format!("summitry {}", String::from_utf8(public.out).unwrap());
            fs::write(&file, line).unwrap();
        }
        file
    }
}
