//! What the server asks of the system once it is ready, written down by strace while visitors come.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::openssh::{GUEST, command, finish, has};
use crate::screen::visit;
use crate::server::Server;
use crate::strace::{calls, have_kept_to_themselves};

/// Has strace write the calls of each thread into a file of a folder; `None` where it may not.
fn traced(server: &Server, folder: &Path) -> Option<Child> {
    let mut strace = Command::new("strace");
    strace.args(["-ff", "-p", &server.id().to_string(), "-o"]);
    strace.arg(folder.join("calls"));
    let mut strace = strace.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    let mut from = BufReader::new(strace.stderr.take().unwrap());
    from.read_line(&mut said).unwrap();
    // It lets go where nobody listens any more.
    strace.stderr = Some(from.into_inner());
    if said.contains("attached") {
        return Some(strace);
    }
    println!("skipped: {said}");
    strace.wait().unwrap();
    None
}

#[test]
fn a_server_starts_opens_and_reaches_nothing() {
    if !has("strace") {
        return;
    }
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let folder = server.folder.join("calls");
    fs::create_dir(&folder).unwrap();
    let Some(mut strace) = traced(&server, &folder) else {
        return;
    };
    let mut visitor = visit(&server).open();
    visitor.press("jjy\u{1a}\u{c}M?");
    visitor.sees("Keys and signs");
    visitor.press("\u{1b}");
    visitor.misses("Keys and signs");
    visitor.resize(120, 36);
    visitor.press("/rahmon\rq");
    assert_eq!(visitor.end(), 0);
    for words in [
        &["-T", GUEST][..],
        &[GUEST, "date"],
        &["-s", GUEST, "sftp"],
        &["-N", GUEST],
    ] {
        let _ = finish(command(server.client("ssh", words)));
    }
    let mut stranger = TcpStream::connect(server.address).unwrap();
    stranger.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    server.tells("session", 6);
    server.summary();
    assert_eq!(server.end(), Some(0));
    strace.wait().unwrap();
    let calls = calls(&folder).concat();
    let accepted = calls.iter().filter(|call| call.starts_with("accept4("));
    assert!(accepted.count() > 6, "{calls:#?}");
    have_kept_to_themselves(&calls);
}
