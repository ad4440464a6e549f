//! Connections that do not come as far as a screen are closed, whatever they send.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{sleep, timeout};

use crate::ends;
use crate::random::Random;
use crate::server::{OPEN, PATIENCE, Server};
use crate::ssh_client::{Visit, ignored};

const VERSION: &[u8] = b"SSH-2.0-stranger\r\n";

/// A server that waits for a login for a second.
fn server() -> Server {
    Server::start(&[&OPEN[..], &["--login", "1s"]].concat())
}

/// Sends something once, then something again and again, until the connection is closed.
async fn is_closed(server: &Server, what: &str, first: Vec<u8>, again: Vec<u8>) {
    let stream = Visit::default().knock(server.address).await.unwrap();
    let (mut from, mut to) = stream.into_split();
    let sending = async {
        let mut sent = to.write_all(&first).await;
        while sent.is_ok() {
            sleep(Duration::from_millis(50)).await;
            sent = to.write_all(&again).await;
        }
    };
    let reading = async {
        let mut answer = Vec::new();
        // Its end, or an error, as where the connection is reset.
        let _ = from.read_to_end(&mut answer).await;
    };
    let closed = async {
        tokio::select! {
            () = reading => {}
            () = sending => {}
        }
    };
    let closed = timeout(PATIENCE, closed).await;
    assert!(closed.is_ok(), "{what}: still open");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_log_in_is_closed() {
    let server = server();
    let mut random = Random(1);
    let noise: Vec<u8> = (0..3000)
        .map(|_| random.below(256).try_into().unwrap())
        .collect();
    let after_version = |bytes: &[u8]| [VERSION, bytes].concat();
    let nothing = Vec::new;
    tokio::join!(
        is_closed(&server, "silence", nothing(), nothing()),
        is_closed(&server, "noise", noise.clone(), noise.clone()),
        is_closed(&server, "half a version", VERSION[..9].to_vec(), nothing()),
        is_closed(
            &server,
            "a version without end",
            b"SSH-2.0-".to_vec(),
            b"x".to_vec()
        ),
        is_closed(
            &server,
            "lines before the version",
            nothing(),
            b"hello\r\n".to_vec()
        ),
        is_closed(&server, "a version", VERSION.to_vec(), nothing()),
        is_closed(
            &server,
            "noise after the version",
            after_version(&noise),
            nothing()
        ),
        is_closed(
            &server,
            "a vast packet",
            after_version(&[0xff; 16]),
            nothing()
        ),
        is_closed(
            &server,
            "an empty packet",
            after_version(&[0; 16]),
            nothing()
        ),
        is_closed(
            &server,
            "messages to be ignored",
            VERSION.to_vec(),
            ignored()
        ),
        is_closed(
            &server,
            "many of them",
            VERSION.to_vec(),
            ignored().repeat(1000)
        ),
    );
    let ends = ends(&server, 11).await;
    let late = ends.iter().filter(|end| *end == "login-timeout").count();
    assert!(late >= 3, "{ends:?}");
    assert!(
        ends.iter()
            .all(|end| end == "login-timeout" || end == "hung-up"),
        "{ends:?}"
    );
    Visit::default().open(server.address).await.responds().await;
}

/// Who has logged in and asks for nothing is not let stay either.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_nothing_is_closed() {
    let server = server();
    let visit = Visit::default();
    // Its client reads what it is told, or does not.
    for at in 0..2 {
        let login = visit.login(server.address).await.unwrap();
        if at == 1 {
            login.pace.stop();
        }
        assert_eq!(ends(&server, at + 1).await[at], "refused");
        assert_eq!(server.told("session")[at]["refused"][0], "nothing asked");
    }
    let without_shell = visit.login(server.address).await.unwrap();
    let channel = without_shell.handle.channel_open_session().await.unwrap();
    assert_eq!(ends(&server, 3).await[2], "login-timeout");
    assert_eq!(server.summary()["connections"], 0);
    drop(channel);
}

/// The names that strangers give themselves are shown, but do nothing to whoever reads the journal.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_do_nothing_in_the_journal() {
    let server = server();
    let names = [
        "\x1b[31mred\x1b]0;title\x07".to_owned(),
        "a\n{\"event\":\"ready\"}\r\n\u{85}\u{2028}b".to_owned(),
        "\u{9b}31m\u{202e}\u{200b}\0\\\"".to_owned(),
        "x".repeat(10_000),
        "\x1b".repeat(10_000),
    ];
    for (at, name) in names.iter().enumerate() {
        let visit = Visit {
            user: name.clone(),
            terminal: format!("xterm{name}"),
            ..Visit::default()
        };
        let client = visit.open(server.address).await;
        client.responds().await;
        client.send(b"q").await;
        assert_eq!(ends(&server, at + 1).await[at], "left");
    }
    let sessions = server.told("session");
    assert_eq!(sessions.len(), names.len());
    for line in server.journal() {
        assert!(line.len() < 2000, "{line}");
        let is_plain = line.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        assert!(is_plain || line.ends_with('\n'), "{line:?}");
    }
    assert!(
        sessions[0]["user"]
            .as_str()
            .unwrap()
            .contains("u{1b}[31mred")
    );
}
