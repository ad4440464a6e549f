//! The dashboard over SSH, as whoever has OpenSSH sees it: the real client, on a real pseudo-terminal where one
//! is wanted, visits the real server.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

#[path = "../common/openssh.rs"]
mod openssh;
#[path = "../common/process.rs"]
mod process;
#[path = "../common/server.rs"]
mod server;
#[path = "../common/strace.rs"]
mod strace;
#[path = "../common/terminal.rs"]
mod terminal;

mod ends;
mod links;
mod login;
mod looks;
mod refused;
mod report;
mod screen;
mod traced;
