//! What is asked for besides a screen is refused at once, and a screen is not kept from whoever asks for both.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::links::Link;
use crate::openssh::{GUEST, command, finish};
use crate::server::Server;
use crate::terminal::Setup;

/// How long a refusal may take on a machine that has much else to do.
const LONG: Duration = Duration::from_secs(5);

/// A port that nobody may reach by way of the server.
struct Target(TcpListener);

impl Target {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn address(&self) -> String {
        self.0.local_addr().unwrap().to_string()
    }

    fn was_not_reached(&self) {
        assert_eq!(self.0.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

#[test]
fn nothing_but_a_screen_is_given() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let target = Target::new();
    let address = &*target.address();
    let (local, remote) = (format!("0:{address}"), format!("/nowhere:{address}"));
    let (forward, dynamic) = (
        format!("{}:{address}", free_port()),
        free_port().to_string(),
    );
    let (forward, dynamic) = (forward.as_str(), dynamic.as_str());
    let there = format!("{GUEST}:/tmp/summitry");
    for (index, (program, words, refused)) in [
        ("ssh", &[GUEST, "date"][..], "exec"),
        ("ssh", &["-tt", GUEST, "date"], "exec"),
        ("ssh", &["-s", GUEST, "sftp"], "subsystem"),
        ("sftp", &[GUEST], "subsystem"),
        ("scp", &["/dev/null", &there], "subsystem"),
        ("scp", &[&there, "/dev/null"], "subsystem"),
        ("ssh", &["-N", GUEST], "nothing asked"),
        ("ssh", &["-N", "-C", GUEST], "nothing asked"),
        ("ssh", &["-N", "-L", forward, GUEST], "nothing asked"),
        ("ssh", &["-N", "-D", dynamic, GUEST], "nothing asked"),
        ("ssh", &["-N", "-R", &local, GUEST], "forwarding"),
        ("ssh", &["-N", "-R", &remote, GUEST], "forwarding"),
        ("ssh", &["-W", address, GUEST], "forwarding"),
    ]
    .into_iter()
    .enumerate()
    {
        let what = format!("{program} {}", words.join(" "));
        let run = finish(command(server.client(program, words)));
        assert!(
            run.code.is_some_and(|code| code != 0),
            "{what}: {}",
            run.err
        );
        assert!(run.out.is_empty(), "{what}");
        println!("{what}: {:?}; says {:?}", run.took, run.err.trim());
        assert!(run.took < LONG, "{what}: {:?}", run.took);
        let visit = server.visit(index + 1);
        let all = visit["refused"].as_array().unwrap();
        assert!(all.iter().any(|one| one == refused), "{what}: {visit}");
    }
    target.was_not_reached();
}

/// Whoever gives a command is told what there is instead.
#[test]
fn a_command_is_refused_in_words() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    for words in [&[GUEST, "date"][..], &["-s", GUEST, "sftp"], &["-N", GUEST]] {
        let run = finish(command(server.client("ssh", words)));
        assert!(
            run.err.contains("only a dashboard"),
            "{words:?}: {}",
            run.err
        );
    }
}

/// As over the air, where packets wait for each other.
#[test]
fn a_command_is_refused_in_words_on_a_link_that_stutters() {
    const STUTTERING: Link = Link {
        bytes: 65_536,
        every: Duration::from_millis(100),
    };
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let port = STUTTERING.to(server.address.port());
    let run = finish(command(server.client_at(port, "ssh", &[GUEST, "date"])));
    assert!(run.err.contains("only a dashboard"), "{}", run.err);
}

#[test]
fn a_screen_is_given_without_the_rest() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let target = Target::new();
    let agent = std::env::temp_dir().join(format!("summitry-agent-{}", std::process::id()));
    let asked = agent_of(UnixListener::bind(&agent).unwrap());
    let (local, dynamic) = (free_port(), free_port());
    let forward = format!("{local}:{}", target.address());
    let remote = format!("0:{}", target.address());
    let log = server.folder.join("log");
    let ssh = server.client(
        "ssh",
        &[
            "-v",
            "-E",
            log.to_str().unwrap(),
            "-A",
            "-Y",
            "-oXAuthLocation=/nowhere",
            "-L",
            &forward,
            "-D",
            &dynamic.to_string(),
            "-R",
            &remote,
            GUEST,
        ],
    );
    let mut visitor = Setup::of(ssh)
        .env(&[
            ("SSH_AUTH_SOCK", agent.to_str().unwrap()),
            ("DISPLAY", "127.0.0.1:9"),
        ])
        .open();

    assert_eq!(sent(local, b"GET / HTTP/1.0\r\n\r\n"), b"");
    let connect = [&[5, 1, 0, 3, 9][..], b"localhost", &[0, 80]].concat();
    // Only the client answers: no password is wanted.
    assert_eq!(sent(dynamic, &[&[5, 1, 0][..], &connect].concat()), [5, 0]);

    visitor.press("a");
    visitor.sees(" a Articles ");
    visitor.press("q");
    assert_eq!(visitor.end(), 0);
    let refused = server.visit(1)["refused"].clone();
    assert_eq!(refused, serde_json::json!(["agent", "forwarding", "x11"]));
    target.was_not_reached();
    let mut asked = asked.lock().unwrap().clone();
    asked.retain(|request| !OF_THE_CLIENT.contains(request));
    assert_eq!(asked, b"");
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("Entering interactive session"));
    assert!(!log.contains("client_input_channel_open"), "{log}");
    fs::remove_file(agent).unwrap();
}

/// What the client itself asks an agent before it logs in: which keys there are, and to keep in mind which
/// server it is used on (an extension of the protocol).
const OF_THE_CLIENT: [u8; 2] = [11, 27];

/// An agent that refuses everything; the kinds of requests that it is sent.
fn agent_of(listener: UnixListener) -> Arc<Mutex<Vec<u8>>> {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&asked);
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut length = [0; 4];
            while connection.read_exact(&mut length).is_ok() {
                let length = usize::try_from(u32::from_be_bytes(length)).unwrap();
                let mut request = vec![0; length];
                connection.read_exact(&mut request).unwrap();
                all.lock().unwrap().push(request[0]);
                // A failure, of one byte.
                connection.write_all(&[0, 0, 0, 1, 5]).unwrap();
            }
        }
    });
    asked
}

/// Sends something to a port; all that is sent back until the connection is closed.
fn sent(port: u16, bytes: &[u8]) -> Vec<u8> {
    let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    connection.set_read_timeout(Some(LONG)).unwrap();
    connection.write_all(bytes).unwrap();
    let mut back = Vec::new();
    match connection.read_to_end(&mut back) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
        _ => back,
    }
}

#[test]
fn a_second_session_of_a_connection_is_refused() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let path = format!("-S{}", server.folder.join("mux").to_str().unwrap());
    let first = server.client("ssh", &["-M", &path, GUEST]);
    let mut first = Setup::of(first).open();
    // Were it to call the server itself, it could not.
    let second = server.client("ssh", &["-oProxyCommand=false", "-tt", &path, GUEST]);
    let run = finish(command(second));
    println!(
        "a second session: {:?}; says {:?}",
        run.took,
        run.err.trim()
    );
    assert_eq!(run.code, Some(255), "{}", run.err);
    assert!(run.err.contains("refused"), "{}", run.err);
    assert!(run.took < LONG);
    first.press("a");
    first.sees(" a Articles ");
    first.press("q");
    assert_eq!(first.end(), 0);
    assert_eq!(server.visit(1)["refused"], serde_json::json!(["channel"]));
}
