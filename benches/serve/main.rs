//! What `summitry serve` costs, and what it bears: the real server as a process of its own, driven over loopback
//! by visitors in this process. Prints what was measured beside its goal. Arguments choose parts:
//!
//! - `handshakes`: from the connection to the first frame, as many as go;
//! - `sessions`: the memory of a thousand visitors, how long their keys take, and what they cost at rest;
//! - `slow`: how old the screen is for who reads 20 kB a second;
//! - `stopped`: who reads nothing any more;
//! - `garbage`: how long a login takes amid 2,000 connections that are none;
//! - `resizes`: changes of size as fast as they go, and a vast terminal;
//! - `input`: a megabyte of keys, and of what is none;
//! - `stop`: the end of the server with two hundred visitors.
//!
//! Memory and work are those of the server's process; times hold what the visitors' side costs as well, as both
//! share the machine.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the benchmark"
)]

#[path = "../../tests/common/process.rs"]
mod process;
#[path = "../../tests/common/random.rs"]
#[allow(dead_code, reason = "shared with tests that need more of it")]
mod random;
#[path = "../../tests/common/server.rs"]
mod server;
#[path = "../../tests/common/ssh_client.rs"]
mod ssh_client;

mod crowd;
mod hostile;
mod reader;
mod table;

use std::env;

use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::runtime::Builder;

fn main() {
    let asked: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let is_asked = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    // A visitor needs a file descriptor on either side.
    let mut files = getrlimit(Resource::Nofile);
    files.current = files.maximum;
    setrlimit(Resource::Nofile, files).unwrap();
    let runtime = Builder::new_multi_thread().enable_all().build().unwrap();
    table::row("what", "measured", "goal");
    runtime.block_on(async {
        if is_asked("handshakes") {
            crowd::handshakes().await;
        }
        if is_asked("sessions") {
            crowd::sessions().await;
        }
        if is_asked("slow") {
            reader::slow().await;
        }
        if is_asked("stopped") {
            reader::stopped().await;
        }
        if is_asked("garbage") {
            hostile::garbage_and_logins().await;
        }
        if is_asked("resizes") {
            hostile::resizes().await;
        }
        if is_asked("input") {
            hostile::input().await;
        }
        if is_asked("stop") {
            crowd::stop().await;
        }
    });
}
