//! The guest account of `deploy/sshd_config` is no way to other machines, nor back to the guest's own. Every
//! tunnel is tried on a server without the recipe as well, where it holds.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/process.rs"]
mod process;
#[path = "common/sshd.rs"]
mod sshd;
#[path = "common/terminal.rs"]
mod terminal;

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use sshd::{Sshd, free_port, is_here, run, until};
use terminal::Setup;

/// What is said to whoever gets through.
const REACHED: &[u8] = b"reached";

/// A place behind the server; its port on 127.0.0.1, and its socket.
struct Target {
    port: u16,
    socket: PathBuf,
}

impl Target {
    fn new(name: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let socket = socket(&format!("{name}-{port}"));
        let local = UnixListener::bind(&socket).unwrap();
        thread::spawn(move || {
            for mut visitor in listener.incoming().flatten() {
                let _ = visitor.write_all(REACHED);
            }
        });
        thread::spawn(move || {
            for mut visitor in local.incoming().flatten() {
                let _ = visitor.write_all(REACHED);
            }
        });
        Self { port, socket }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.socket);
    }
}

/// A short path for a socket: it may hold about a hundred bytes.
fn socket(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(name);
    let _ = fs::remove_file(&path);
    path
}

/// Whether the target answers at the other end of a tunnel.
fn reaches(mut tunnel: impl Read) -> bool {
    let mut got = Vec::new();
    match tunnel.read_to_end(&mut got) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}"),
    }
    got == REACHED
}

/// A client in the background, ended with the test.
struct Client(Child);

impl Client {
    fn start(words: &[String]) -> Self {
        let mut command = Command::new("env");
        command.args(words).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().unwrap())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The server with the recipe, and the one without; whether tunnels hold there.
fn servers(name: &str) -> [(Sshd, bool); 2] {
    [(Sshd::open(name), true), (Sshd::guarded(name), false)]
}

#[test]
fn no_way_through_the_server() {
    if !is_here() {
        return;
    }
    let target = Target::new("target");
    let there = format!("127.0.0.1:{}", target.port);
    for (server, holds) in servers("through") {
        let entrance = socket(&format!("entrance-{}", server.port));
        for to in [there.clone(), target.socket.display().to_string()] {
            let forward = format!("{}:{to}", entrance.display());
            let words = server.ssh(&["-N", "-L", &forward, "host"]);
            let client = Client::start(&words);
            let tunnel = until("the entrance", || UnixStream::connect(&entrance).ok());
            assert_eq!(reaches(tunnel), holds, "-L to {to}");
            drop(client);
            let _ = fs::remove_file(&entrance);
        }

        let port = free_port();
        let words = server.ssh(&["-N", "-D", &port.to_string(), "host"]);
        let client = Client::start(&words);
        let mut tunnel = until("the proxy", || TcpStream::connect(("127.0.0.1", port)).ok());
        // SOCKS 4: connect, the port, the address, no user; eight bytes come back.
        tunnel.write_all(&[4, 1]).unwrap();
        tunnel.write_all(&target.port.to_be_bytes()).unwrap();
        tunnel.write_all(&[127, 0, 0, 1, 0]).unwrap();
        let mut answer = [0; 8];
        let answered = tunnel.read_exact(&mut answer).is_ok();
        assert_eq!(answered && reaches(tunnel), holds, "-D");
        drop(client);

        let got = run(&server.ssh(&["-W", &there, "host"]), &server.folder);
        assert_eq!(got.stdout == REACHED, holds, "-W: {got:?}");
        assert_eq!(got.status.success(), holds, "-W: {got:?}");
    }
}

#[test]
fn no_way_back_to_the_guest() {
    if !is_here() {
        return;
    }
    let target = Target::new("behind");
    for (server, holds) in servers("back") {
        let exit = socket(&format!("exit-{}", server.port));
        for forward in [
            format!("{}:127.0.0.1:{}", exit.display(), target.port),
            format!("{}:127.0.0.1:{}", free_port(), target.port),
        ] {
            let mut words = vec!["-R", &*forward, "-o", "ExitOnForwardFailure=yes", "host"];
            // Where it is granted, something that ends.
            words.push("true");
            let got = run(&server.ssh(&words), &server.folder);
            assert_eq!(got.status.success(), holds, "-R {forward}: {got:?}");
        }
        assert!(holds || !exit.exists());
        // sshd leaves it behind.
        let _ = fs::remove_file(exit);
    }
}

/// The agent and the display of the guest are not opened to the server.
#[test]
fn no_agent_and_no_display() {
    if !is_here() {
        return;
    }
    for (server, holds) in servers("agent") {
        let agent = socket(&format!("agent-{}", server.port));
        let mut command = Command::new("ssh-agent");
        command
            .arg("-D")
            .arg("-a")
            .arg(&agent)
            .stdout(Stdio::null());
        let _agent = Client(command.spawn().unwrap());
        until("the agent", || UnixStream::connect(&agent).ok());
        let mut words = server.ssh(&["-t", "-t", "-v", "-A", "-Y", "host"]);
        if holds {
            words.push("echo socket ${SSH_AUTH_SOCK:?} $DISPLAY; sleep 60".to_owned());
        }
        let mut guest = Setup::of(words)
            .env(&[
                ("SSH_AUTH_SOCK", agent.to_str().unwrap()),
                ("DISPLAY", ":99"),
            ])
            .size(200, 50)
            .start();
        let asked = [
            "Requesting authentication agent",
            "Requesting X11 forwarding",
        ];
        until("both to be asked for", || {
            let written = guest.written();
            let is_asked = |asked: &&str| terminal::has(&written, asked.as_bytes());
            asked.iter().all(is_asked).then_some(())
        });
        if holds {
            guest.sees("socket /");
            guest.sees("localhost:1");
        } else {
            guest.wait_for("the dashboard", vt100::Screen::alternate_screen);
            guest.sees("q quit");
            let refused = b"X11 forwarding request failed";
            assert!(terminal::has(&guest.written(), refused));
        }
        let refused = server.log().contains("agent forwarding disabled");
        assert_eq!(refused, !holds, "{}", server.log());
        if !holds {
            guest.press("q");
            assert_eq!(guest.end(), 0);
        }
        drop(guest);
        // With its guests gone, sshd has taken its own socket of the agent away.
        server.is_left();
        let _ = fs::remove_file(agent);
    }
}
