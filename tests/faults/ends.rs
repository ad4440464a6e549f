//! The end of a visit that is torn away, of the server, and of a key's time.

use std::time::Duration;

use rustix::process::Signal;
use tokio::time::sleep;

use crate::ends;
use crate::server::Server;
use crate::ssh_client::Visit;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signals_end_the_server_and_everybody_is_told() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut server = Server::start(&[]);
        let mut clients = Vec::new();
        for _ in 0..5 {
            clients.push(Visit::default().open(server.address).await);
        }
        // One who only knocks, one who is between login and shell, and one who reads nothing.
        let silent = Visit::default().knock(server.address).await.unwrap();
        let login = Visit::default().login(server.address).await.unwrap();
        let channel = login.handle.channel_open_session().await.unwrap();
        let deaf = Visit::default().open(server.address).await;
        deaf.pace.stop();
        deaf.send(b"\t").await;
        server.signal(signal);
        for client in &clients {
            assert_eq!(client.ended().await, Some(1));
            assert!(client.seen.borrow().is_given_back());
            client
                .reads("summitry: the server is being shut down")
                .await;
        }
        assert_eq!(server.ended().code(), Some(0), "{signal:?}");
        let ends = server.ends();
        let told = ends.iter().filter(|end| *end == "shutdown").count();
        assert!(told >= clients.len(), "{ends:?}");
        drop((silent, channel, deaf));
    }
}

/// Connections that are reset while frames are on their way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_torn_away_leaves_the_others_untouched() {
    let mut server = Server::start(&[]);
    let stays = Visit::default().open(server.address).await;
    for at in 0..10 {
        let goes = Visit::default().open(server.address).await;
        for columns in 0..20 {
            goes.resize(100 + columns, 40).await;
        }
        stays.responds().await;
        goes.pace.vanish();
        goes.send(b"\t").await;
        assert_eq!(ends(&server, at + 1).await[at], "hung-up");
        stays.responds().await;
    }
    assert!(server.runs() && server.told("fault").is_empty());
    assert_eq!(server.summary()["connections"], 1);
}

/// Keys of the cipher are exchanged again while frames come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ciphers_get_new_keys_under_way() {
    let server = Server::start(&[]);
    let client = Visit::default().open(server.address).await;
    for count in 2..7 {
        client.handle.rekey_soon().await.unwrap();
        while client.said.exchanges() < count {
            client.responds().await;
            sleep(Duration::from_millis(1)).await;
        }
        client.responds().await;
    }
    client.send(b"q").await;
    assert_eq!(client.ended().await, Some(0));
}
