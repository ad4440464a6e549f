//! Visitors who read slowly, or not at all, while their screen changes.

use std::time::{Duration, Instant};

use tokio::time::{interval, sleep};

use crate::server::{PATIENCE, Server};
use crate::ssh_client::{Client, Visit};
use crate::table::{ms, percentile, row};

/// Bytes that the slow one reads a second.
const PACE: u32 = 20_000;
/// How often the screen changes.
const CHANGE: Duration = Duration::from_millis(50);
/// How long it goes on changing.
const TIME: Duration = Duration::from_secs(30);

/// The two letters of the palette's prompt that make the screen of a number.
fn letters(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
    [letter(number), letter(number / 26)].iter().collect()
}

/// The number of the screen that is shown, if it is one of so many.
fn number(client: &Client, count: usize) -> Option<usize> {
    let text = client.text();
    let (_, after) = text.split_once("│ :")?;
    let shown = after.get(..2)?;
    (0..count).find(|number| letters(*number) == shown)
}

/// A visitor in the palette, where two letters make the screen another one.
async fn visitor(server: &Server) -> Client {
    let visit = Visit {
        buffer: Some(4096),
        ..Visit::default()
    };
    let client = visit.open(server.address).await;
    client.send(b":").await;
    client.reads("Commands and rows").await;
    client
}

/// Makes the screen that of a number.
async fn show(client: &Client, number: usize) {
    let keys = format!("\x7f\x7f{}", letters(number));
    client.send(keys.as_bytes()).await;
}

/// How old what a slow reader sees is: the time since what is shown was overtaken by something newer.
pub async fn slow() {
    let server = Server::start(&[]);
    let client = visitor(&server).await;
    let bytes = client.seen.borrow().bytes;
    let mut sent = Vec::new();
    let mut ticks = interval(CHANGE);
    // As fast as it goes first, to know what there is to read.
    for at in 0..40 {
        ticks.tick().await;
        show(&client, at).await;
    }
    client
        .sees("the last screen", |_| number(&client, 40) == Some(39))
        .await;
    let full = (client.seen.borrow().bytes - bytes) / 40;
    client.pace.bytes_a_second(PACE);
    let frames = client.seen.borrow().frames;
    let begun = Instant::now();
    let mut ages = Vec::new();
    let mut looks = interval(Duration::from_millis(10));
    let mut shown = 0;
    while begun.elapsed() < TIME {
        tokio::select! {
            _ = ticks.tick() => {
                show(&client, sent.len()).await;
                sent.push(Instant::now());
            }
            _ = looks.tick() => {
                shown = number(&client, sent.len()).unwrap_or(shown);
                ages.extend(sent.get(shown + 1).map(Instant::elapsed));
            }
        }
    }
    let last = sent.len() - 1;
    let ended = Instant::now();
    client
        .sees("the last screen", |_| {
            number(&client, sent.len()) == Some(last)
        })
        .await;
    let frames = client.seen.borrow().frames - frames;
    row(
        &format!("read at 20 kB/s: age of the screen, {full} B a change, 20 a second"),
        &ms(percentile(&mut ages, 50)),
        "",
    );
    row("  99 %", &ms(percentile(&mut ages, 99)), "500 ms");
    row("  oldest", &ms(percentile(&mut ages, 100)), "500 ms");
    row(
        "  the last screen after the last key",
        &ms(ended.elapsed()),
        "500 ms",
    );
    row(
        "  frames for changes",
        &format!("{frames} for {}", sent.len()),
        "",
    );
}

/// What it costs where a visitor's keys go on and nothing is read.
pub async fn stopped() {
    let server = Server::start(&[]);
    let client = visitor(&server).await;
    for at in 0..40 {
        show(&client, at).await;
        sleep(CHANGE).await;
    }
    let before = server.process().memory();
    client.pace.stop();
    let begun = Instant::now();
    let mut most = before;
    let mut at = 0;
    while server.ends().is_empty() && begun.elapsed() < PATIENCE * 2 {
        show(&client, at).await;
        at = (at + 1) % 676;
        most = most.max(server.process().memory());
        sleep(Duration::from_millis(5)).await;
    }
    let took = begun.elapsed();
    row(
        "reads nothing: memory of the server more than before",
        &format!("{} kB", most - before),
        "1024 kB",
    );
    row(
        &format!("  until it is closed ({})", server.ends().concat()),
        &format!("{:.1} s", took.as_secs_f64()),
        "30 s",
    );
}
