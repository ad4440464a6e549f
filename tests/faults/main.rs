//! Visitors of `summitry serve` who misbehave, and what becomes of them, of the others, and of the server.
//! How fast and how small it is under all that is measured in `benches/serve`.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

#[path = "../common/process.rs"]
mod process;
#[path = "../common/random.rs"]
mod random;
#[path = "../common/server.rs"]
mod server;
#[path = "../common/ssh_client.rs"]
mod ssh_client;

mod clocks;
mod ends;
mod limits;
mod noise;
mod refusals;
mod strangers;

use std::time::{Duration, Instant};

use server::{PATIENCE, Server};
use tokio::time::sleep;

/// Waits until something is so.
async fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited for {what}");
        sleep(Duration::from_millis(10)).await;
    }
}

/// Waits until so many visits are over; how they ended.
async fn ends(server: &Server, count: usize) -> Vec<String> {
    let what = format!("the end of {count} visits");
    eventually(&what, || server.ends().len() >= count).await;
    server.ends()
}
