//! More visitors than there is room for.

use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::eventually;
use crate::server::{OPEN, Server};
use crate::ssh_client::{Client, Visit, elsewhere};

fn from(number: u8) -> Visit {
    Visit {
        from: elsewhere(number),
        ..Visit::default()
    }
}

/// Tries to come in until there is room.
async fn comes_in(server: &Server, visit: &Visit) -> Client {
    let deadline = Duration::from_secs(20);
    let coming = async {
        loop {
            let tried = timeout(Duration::from_secs(2), visit.start(server.address)).await;
            if let Ok(Ok(client)) = tried {
                return client;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    let client = timeout(deadline, coming)
        .await
        .unwrap_or_else(|_| panic!("there is no room"));
    client.responds().await;
    client
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn places_are_limited() {
    let server = Server::start(&["--max-sessions", "3", "--per-address", "2"]);
    let first = from(2).open(server.address).await;
    let second = from(2).open(server.address).await;
    assert!(
        from(2).start(server.address).await.is_err(),
        "a third from one address"
    );
    let third = from(3).open(server.address).await;
    assert!(
        from(4).start(server.address).await.is_err(),
        "a fourth in all"
    );
    for client in [&first, &second, &third] {
        client.responds().await;
    }
    let summary = server.summary();
    assert_eq!(summary["connections"], 3, "{summary}");
    assert_eq!(summary["turned_away"], 2, "{summary}");
    second.send(b"q").await;
    assert_eq!(second.ended().await, Some(0));
    comes_in(&server, &from(2)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn knocks_are_limited() {
    let server = Server::start(&["--per-minute", "3"]);
    for _ in 0..3 {
        let client = from(2).open(server.address).await;
        client.send(b"q").await;
        client.ended().await;
    }
    assert!(
        from(2).start(server.address).await.is_err(),
        "a fourth within a minute"
    );
    from(3).open(server.address).await.responds().await;
}

/// Connections take all file descriptors: who is there goes on, and who comes later comes in once there are some.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn file_descriptors_run_out_and_come_back() {
    const FILES: u32 = 40;
    let arguments = [&OPEN[..], &["--login", "1h"]].concat();
    let mut server = Server::start_with_files(FILES, &arguments);
    let here = [
        from(2).open(server.address).await,
        from(3).open(server.address).await,
    ];
    let mut silent: Vec<TcpStream> = Vec::new();
    for _ in 0..2 * FILES {
        silent.push(from(4).knock(server.address).await.unwrap());
    }
    let most = usize::try_from(FILES).unwrap();
    eventually("the last file descriptor", || {
        server.process().files() >= most
    })
    .await;
    for client in &here {
        client.responds().await;
    }
    let late = from(5);
    let late = timeout(Duration::from_secs(1), late.start(server.address)).await;
    assert!(late.is_err(), "there was room");
    for client in &here {
        client.responds().await;
    }
    silent.clear();
    comes_in(&server, &from(6)).await;
    for client in &here {
        client.responds().await;
    }
    assert!(server.runs());
}

/// Who reads nothing is waited for by nobody but the server, and not for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_read_holds_nobody_up() {
    let server = Server::start(&[]);
    let deaf = Visit {
        buffer: Some(4096),
        ..Visit::default()
    };
    let deaf = deaf.open(server.address).await;
    deaf.pace.stop();
    let client = Visit::default().open(server.address).await;
    for at in 0..100 {
        deaf.resize(100 + at % 2, 40).await;
        deaf.send(b"\t").await;
        client.responds().await;
    }
    assert_eq!(server.summary()["connections"], 2);
    deaf.pace.go_on();
    deaf.responds().await;
}
