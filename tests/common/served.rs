//! `summitry serve` by a command line of somebody's, from its first line to its end.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "what goes wrong here fails the test"
)]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server that accepts connections.
pub struct Served {
    child: Child,
    address: String,
}

impl Served {
    /// Starts a command line that ends in arguments of the program, and waits until it is ready. Where
    /// the kernel has no walls that the program could ask for, it must say so, and is started without.
    pub fn start(command: &Command) -> Self {
        match Self::try_start(command, |_| true) {
            Ok(served) => served,
            Err(said) => {
                assert!(said.contains("sandbox"), "not ready: {said}");
                eprintln!("started without --require-sandbox: {said}");
                Self::try_start(command, |word| word != "--require-sandbox").unwrap()
            }
        }
    }

    /// With the words that are kept; what it said where it ended instead.
    fn try_start(command: &Command, kept: impl Fn(&OsStr) -> bool) -> Result<Self, String> {
        let mut started = Command::new(command.get_program());
        started.args(command.get_args().filter(|word| kept(word)));
        started.args(["--log-format", "json"]).stdin(Stdio::null());
        let mut child = started.stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let log = BufReader::new(child.stderr.take().unwrap());
        // Read to the end: a program that cannot write its log may stop.
        thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut served = Self {
            child,
            address: String::new(),
        };
        let mut said = String::new();
        loop {
            let line = match lines.recv_timeout(PATIENCE) {
                Ok(line) => line,
                Err(RecvTimeoutError::Disconnected) => return Err(said),
                Err(RecvTimeoutError::Timeout) => panic!("neither ready nor ended: {said}"),
            };
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if event.get("event").is_some_and(|event| event == "ready") {
                let address = event["listen"].as_str().unwrap();
                address.clone_into(&mut served.address);
                return Ok(served);
            }
            said = said + &line + "\n";
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Somebody who knocks is spoken to in SSH.
    pub fn greets(&self) {
        let mut visitor = TcpStream::connect(&self.address).unwrap();
        visitor.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut greeting = [0; 8];
        visitor.read_exact(&mut greeting).unwrap();
        assert_eq!(&greeting, b"SSH-2.0-");
    }

    /// Asks it to end, as systemd and podman do; its exit code.
    pub fn end(mut self) -> Option<i32> {
        let id = i32::try_from(self.id()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), Signal::TERM).unwrap();
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < deadline, "no end");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
