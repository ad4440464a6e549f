//! Connections that are none, and requests that nobody needs.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

use crate::random::Random;
use crate::server::{OPEN, Server};
use crate::ssh_client::{HERE, Visit, elsewhere, ignored};
use crate::table::{ms, percentile, row};

/// Connections that are none, and the time that they come in.
const COUNT: usize = 2000;
const TIME: Duration = Duration::from_secs(5);

/// The kinds of things that are no login.
const KINDS: usize = 6;

/// What somebody sends who does not want to log in.
fn garbage(kind: usize, random: &mut Random) -> Vec<u8> {
    let mut noise = |count: usize| -> Vec<u8> {
        let byte = |_| u8::try_from(random.below(256)).unwrap();
        (0..count).map(byte).collect()
    };
    let version = b"SSH-2.0-noise\r\n".to_vec();
    match kind {
        // Nothing, noise, a version and nothing, a version and noise.
        0 => Vec::new(),
        1 => noise(2000),
        2 => version,
        3 => [version, noise(2000)].concat(),
        // A packet that is as long as can be said, of which nothing comes.
        4 => [version, vec![0xff; 16]].concat(),
        // Messages that are to be ignored.
        _ => [version, ignored().repeat(100)].concat(),
    }
}

/// Sends garbage, and waits for the end.
async fn annoy(to: SocketAddr, from: IpAddr, sent: Vec<u8>) {
    let visit = Visit {
        from,
        ..Visit::default()
    };
    let Ok(mut stream) = visit.knock(to).await else {
        return;
    };
    let _ = stream.write_all(&sent).await;
    let mut answer = Vec::new();
    // Gone at the latest when a login may take no longer.
    let _ = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
}

/// How long logins take meanwhile.
pub async fn garbage_and_logins() {
    for (what, arguments, from) in [
        ("usual limits, logins from elsewhere", &[][..], elsewhere(2)),
        ("no limits, logins from the same address", &OPEN, HERE),
    ] {
        let server = Server::start(arguments);
        let to = server.address;
        let visit = Visit {
            from,
            looks: false,
            ..Visit::default()
        };
        for _ in 0..8 {
            visit.open(to).await;
        }
        let before = server.process().memory();
        let flood = tokio::spawn(async move {
            let mut random = Random(1);
            let mut connections = JoinSet::new();
            let mut ticks = interval(TIME / u32::try_from(COUNT).unwrap());
            for at in 0..COUNT {
                ticks.tick().await;
                connections.spawn(annoy(to, HERE, garbage(at % KINDS, &mut random)));
            }
            connections
        });
        let begun = Instant::now();
        let mut took = Vec::new();
        let mut pauses = interval(Duration::from_millis(60));
        while begun.elapsed() < TIME {
            pauses.tick().await;
            let begun = Instant::now();
            visit.open(to).await;
            took.push(begun.elapsed());
        }
        let most = server.process().memory();
        row(
            &format!("amid garbage, {what}: a login, 99 %"),
            &ms(percentile(&mut took, 99)),
            "200 ms",
        );
        row("  median", &ms(percentile(&mut took, 50)), "");
        flood.await.unwrap().join_all().await;
        sleep(Duration::from_secs(2)).await;
        let (most, left) = (
            most.saturating_sub(before),
            server.process().memory().saturating_sub(before),
        );
        row(
            "  memory more than before, meanwhile",
            &format!("{most} kB"),
            "",
        );
        row("  20 s after", &format!("{left} kB"), "5120 kB");
    }
}

/// Changes of size as fast as they go, and a terminal as large as can be said.
pub async fn resizes() {
    const RESIZES: u32 = 2000;
    let server = Server::start(&[]);
    let client = Visit::default().open(server.address).await;
    let (work, before) = (server.process().work(), server.process().memory());
    for at in 0..RESIZES {
        client.resize(60 + at % 100, 20 + at % 40).await;
    }
    client.rests().await;
    let frames = client.seen.borrow().frames;
    row(
        &format!("{RESIZES} changes of size: work of the server"),
        &ms(server.process().work_since(work)),
        "100 ms",
    );
    row("  frames", &frames.to_string(), "");
    let vast = Visit {
        columns: 65_535,
        rows: 65_535,
        looks: false,
        ..Visit::default()
    };
    let vast = vast.open(server.address).await;
    vast.press(b"j").await;
    vast.sees("a frame", |seen| seen.frames > 1).await;
    let more = server.process().memory().saturating_sub(before);
    row(
        "  a terminal of 65535 x 65535: memory",
        &format!("{more} kB"),
        "4096 kB",
    );
    let children = if server.process().has_had_children() {
        "some"
    } else {
        "none"
    };
    row("  processes started", children, "none");
}

/// Input that is no key, as fast as it goes.
pub async fn input() {
    const BYTES: usize = 1_000_000;
    let server = Server::start(&[]);
    for (what, begin, more) in [
        ("keys that move", &b""[..], &b"jjjjkkkk"[..]),
        ("words to find", b"/", b"summit "),
        ("a paste without end", b"\x1b[200~", b"~~~~~~~~"),
        (
            "a report of the terminal without end",
            b"\x1b]",
            b"11;rgb:0",
        ),
        ("parameters without end", b"\x1b[", b";1;1;1;1"),
        ("other parameters without end", b"\x1b[;", b"u;1u;1u;"),
        ("a mouse that is nowhere", b"\x1b[<", b"0;0;0;0;"),
    ] {
        let client = Visit::default().open(server.address).await;
        client.send(begin).await;
        let work = server.process().work();
        let some = more.repeat(1000);
        for _ in 0..BYTES / some.len() {
            client.send(&some).await;
        }
        client.is_taken_in().await;
        client.rests().await;
        row(
            &format!("a megabyte of {what}: work of the server"),
            &ms(server.process().work_since(work)),
            "",
        );
    }
}
