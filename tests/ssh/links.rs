//! Bad links, and clients other than that of OpenSSH.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use crate::screen::{agree, own};
use crate::server::{GUEST, Server, has};
use crate::terminal::Setup;

/// Bytes that go through a slow link at once, and the time between: 20 kB a second each way.
const PIECE: usize = 200;
const BETWEEN: Duration = Duration::from_millis(10);

/// A slow link to a port, for one connection; the port to call.
fn slow_link(to: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
        let ends = (client.try_clone().unwrap(), server.try_clone().unwrap());
        thread::spawn(move || pass_on(ends.0, ends.1));
        pass_on(server, client);
    });
    port
}

/// Until one of the ends is closed.
fn pass_on(mut from: TcpStream, mut to: TcpStream) {
    let mut piece = [0; PIECE];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        thread::sleep(BETWEEN);
        if to.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Both);
}

#[test]
fn a_slow_link_shows_the_same() {
    let Some(server) = Server::start("slow", &[]) else {
        return;
    };
    for option in ["-C", "-oCompression=no"] {
        let ssh = server.client_at(slow_link(server.port), "ssh", &[option, GUEST]);
        let mut own = own().open();
        let mut visitor = Setup::of(ssh).open();
        agree(&visitor, &own, "the first frame");
        for keys in ["\u{1b}[B\u{1b}[B", "\r", "a"] {
            visitor.press(keys);
            own.press(keys);
        }
        own.sees(" a Articles ");
        agree(&visitor, &own, "articles");
        visitor.press("q");
        assert_eq!(visitor.end(), 0);
    }
}

/// More keys than fit into a packet: some of them are cut in two, and many come too late to count.
#[test]
fn keys_that_are_cut_are_keys() {
    let Some(server) = Server::start("cut", &[]) else {
        return;
    };
    let ssh = server.client_at(slow_link(server.port), "ssh", &[GUEST]);
    let mut visitor = Setup::of(ssh).open();
    visitor.press(&"\u{1b}[B".repeat(5000));
    visitor.sees(" 17/17");
    let mut own = own().open();
    own.press(&"j".repeat(100));
    own.sees(" 17/17");
    agree(&visitor, &own, "the last row");
    visitor.press("q");
    assert_eq!(visitor.end(), 0);
}

#[test]
fn other_clients_are_served_too() {
    let Some(server) = Server::start("others", &[]) else {
        return;
    };
    let ready = server.tells("ready", 1).remove(0);
    let key = ready["host_key"].as_str().unwrap();
    let port = server.port.to_string();
    let own = own().open();
    own.rests();
    let wanted = own.text();
    for command in [
        // PuTTY.
        &[
            "plink", "-batch", "-noagent", "-hostkey", key, "-P", &port, GUEST,
        ][..],
        // Dropbear; it always compresses.
        &["dbclient", "-y", "-y", "-p", &port, GUEST],
    ] {
        if !has(command[0]) {
            continue;
        }
        let mut visitor = Setup::of(command).open();
        // Its colours are those of whatever it calls its terminal.
        visitor.wait_for(command[0], |screen| screen.contents() == wanted);
        visitor.press("q");
        assert_eq!(visitor.code(), 0, "{}", command[0]);
    }
}
