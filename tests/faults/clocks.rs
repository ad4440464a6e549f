//! How long a visit may last: without keys, and in all.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::ends;
use crate::server::Server;
use crate::ssh_client::Visit;

/// The seconds that the only visit took.
fn seconds(server: &Server) -> f64 {
    server.told("session")[0]["seconds"].as_f64().unwrap()
}

/// Changes of size, which change the screen, are not keys.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_presses_no_key_is_seen_out() {
    let server = Server::start(&["--idle", "1s"]);
    let client = Visit::default().open(server.address).await;
    let frames = client.seen.borrow().frames;
    let mut rows = 30;
    while !client.seen.borrow().closed {
        rows = if rows == 30 { 31 } else { 30 };
        client.resize(100, rows).await;
        sleep(Duration::from_millis(50)).await;
        assert!(seconds_since(&client) < 20.0, "sizes count as keys");
    }
    assert_eq!(client.ended().await, Some(1));
    assert!(client.seen.borrow().is_given_back());
    client
        .reads("summitry: nothing was typed for a long time")
        .await;
    assert!(
        client.seen.borrow().frames > frames + 3,
        "the screen did not change"
    );
    assert_eq!(ends(&server, 1).await, ["idle"]);
    assert!(seconds(&server) >= 1.0);
}

fn seconds_since(client: &crate::ssh_client::Client) -> f64 {
    client.began.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_presses_keys_stays() {
    const IDLE: Duration = Duration::from_millis(1500);
    let server = Server::start(&["--idle", "1500ms"]);
    // Where the machine makes a longer pause than intended nothing is learnt; so there is more than one try.
    for _ in 0..5 {
        let client = Visit::default().open(server.address).await;
        let (begun, mut last) = (Instant::now(), Instant::now());
        let mut longest = Duration::ZERO;
        while begun.elapsed() < IDLE * 2 {
            client.send(b"\t").await;
            longest = longest.max(last.elapsed());
            last = Instant::now();
            sleep(Duration::from_millis(50)).await;
        }
        if longest < IDLE / 2 {
            client.responds().await;
            return;
        }
    }
    panic!("the machine is too slow to learn anything");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_stays_for_ever() {
    let server = Server::start(&["--max-time", "2s", "--idle", "1h"]);
    let client = Visit::default().open(server.address).await;
    while !client.seen.borrow().closed {
        client.send(b"\t").await;
        sleep(Duration::from_millis(50)).await;
        assert!(seconds_since(&client) < 20.0, "keys prolong the visit");
    }
    assert_eq!(client.ended().await, Some(1));
    assert!(client.seen.borrow().is_given_back());
    client.reads("summitry: a visit lasts no longer here").await;
    assert_eq!(ends(&server, 1).await, ["max-time"]);
    assert!(seconds(&server) >= 2.0);
}
