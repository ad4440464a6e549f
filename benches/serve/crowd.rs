//! Many visitors who do what visitors do.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use russh::kex;
use rustix::process::Signal;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep};

use crate::random::Random;
use crate::server::{OPEN, PATIENCE, Server};
use crate::ssh_client::{Client, Visit};
use crate::table::{ms, percentile, row};

/// Visitors that come at the same time.
const AT_ONCE: usize = 32;

/// Connects, logs in and waits for the first frame, again and again.
pub async fn handshakes() {
    const TIME: Duration = Duration::from_secs(6);
    for (name, exchange) in [
        ("X25519", kex::CURVE25519),
        ("ML-KEM 768 with X25519", kex::MLKEM768X25519_SHA256),
    ] {
        let server = Server::start(&OPEN);
        let visit = Visit {
            exchange,
            looks: false,
            ..Visit::default()
        };
        let begun = Instant::now();
        let mut visitors = JoinSet::new();
        for _ in 0..AT_ONCE {
            let (visit, to) = (visit.clone(), server.address);
            visitors.spawn(async move {
                let mut count: u32 = 0;
                while begun.elapsed() < TIME {
                    visit.open(to).await;
                    count += 1;
                }
                count
            });
        }
        let count: u32 = visitors.join_all().await.iter().sum();
        let each = server.process().work() / count;
        let rate = f64::from(count) / begun.elapsed().as_secs_f64();
        row(
            &format!("logins to the first frame, {name}"),
            &format!("{rate:.0}/s"),
            "400/s",
        );
        row("  work of the server for each", &ms(each), "");
    }
}

/// Opens so many visits.
async fn crowd(to: SocketAddr, count: usize) -> Vec<Client> {
    let mut coming = JoinSet::new();
    let mut here = Vec::new();
    for _ in 0..count {
        if coming.len() >= AT_ONCE {
            here.extend(coming.join_next().await.map(Result::unwrap));
        }
        coming.spawn(async move {
            let visit = Visit {
                looks: false,
                ..Visit::default()
            };
            visit.open(to).await
        });
    }
    here.extend(coming.join_all().await);
    here
}

/// A thousand visitors: what they weigh, how long their keys take, what they cost at rest.
pub async fn sessions() {
    const COUNT: usize = 1000;
    const KEYS: usize = 6000;
    const REST: Duration = Duration::from_secs(20);
    let server = Server::start(&OPEN);
    let before = server.process().memory();
    let mut visitors = crowd(server.address, COUNT).await;
    for visitor in &visitors {
        for keys in [&b"j"[..], b"\t", b"j", b"]", b"1", b"jj"] {
            let frames = visitor.seen.borrow().frames;
            visitor.press(keys).await;
            visitor.sees("a frame", |seen| seen.frames > frames).await;
        }
    }
    let count = u64::try_from(COUNT).unwrap();
    let each = (server.process().memory() - before) / count;
    row(
        &format!("memory of each of {COUNT} visits"),
        &format!("{each} kB"),
        "300 kB",
    );
    press_at_random(&mut visitors, KEYS).await;
    let mut took: Vec<Duration> = Vec::new();
    for visitor in &visitors {
        took.extend(&visitor.seen.borrow().took);
    }
    // Those from before everybody was there do not count.
    row(
        "a key to its frame, of 300 keys a second, median",
        &ms(percentile(&mut took, 50)),
        "",
    );
    row("  99 %", &ms(percentile(&mut took, 99)), "10 ms");
    row("  longest", &ms(percentile(&mut took, 100)), "");
    sleep(Duration::from_secs(2)).await;
    let (work, naps) = (server.process().work(), server.process().naps());
    sleep(REST).await;
    let share = server.process().work_since(work).div_duration_f64(REST) * 100.0;
    let naps = (server.process().naps() - naps) / REST.as_secs();
    row(
        "nobody types: share of a core",
        &format!("{share:.2} %"),
        "0.1 %",
    );
    row("  threads that wake up a second", &naps.to_string(), "");
    drop(visitors);
    leave(&server).await;
    let left = || server.process().memory().saturating_sub(before) / 1024;
    let first = left();
    row(
        "memory more than before once all have left",
        &format!("{first} MB"),
        "",
    );
    drop(crowd(server.address, COUNT).await);
    leave(&server).await;
    row(
        "  and once as many more have come and left",
        &format!("{} MB", left()),
        &format!("{first} MB"),
    );
}

/// Presses so many keys, 300 a second, each somewhere else.
async fn press_at_random(visitors: &mut [Client], keys: usize) {
    for visitor in &*visitors {
        visitor.forget_times();
    }
    let mut random = Random(7);
    let mut ticks = interval(Duration::from_secs(1) / 300);
    let mut is_down = vec![false; visitors.len()];
    for _ in 0..keys {
        ticks.tick().await;
        let at = random.below(visitors.len());
        // Down and up again, so that there always is something to see.
        let (visitor, is_down) = (&visitors[at], &mut is_down[at]);
        visitor.press(if *is_down { b"k" } else { b"j" }).await;
        *is_down = !*is_down;
    }
    for visitor in &*visitors {
        visitor
            .sees("the last frame", |seen| seen.asked.is_none())
            .await;
    }
}

/// Waits until nobody is there any more.
async fn leave(server: &Server) {
    let deadline = Instant::now() + PATIENCE;
    while server.summary()["connections"] != 0 {
        assert!(Instant::now() < deadline, "visitors that do not leave");
        sleep(Duration::from_millis(50)).await;
    }
}

/// Ends the server while two hundred are there.
pub async fn stop() {
    const COUNT: usize = 200;
    let mut server = Server::start(&OPEN);
    let mut visitors = Vec::new();
    for _ in 0..COUNT {
        visitors.push(Visit::default().open(server.address).await);
    }
    let begun = Instant::now();
    server.signal(Signal::TERM);
    let ending = tokio::task::spawn_blocking(move || {
        let status = server.ended();
        (status, begun.elapsed())
    });
    let mut told = 0;
    for visitor in &visitors {
        let status = visitor.ended().await;
        let seen = visitor.seen.borrow();
        let reason = seen.text().contains("the server is being shut down");
        told += usize::from(reason && seen.is_given_back() && status == Some(1));
    }
    let (status, took) = ending.await.unwrap();
    row(
        "SIGTERM: told why, with the terminal given back and a status",
        &format!("{told} of {COUNT}"),
        "all",
    );
    row("  until the process is gone", &ms(took), "3 s");
    assert!(status.success(), "{status}");
}
