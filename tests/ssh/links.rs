//! Bad links, and clients other than that of OpenSSH.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use crate::openssh::{GUEST, has};
use crate::screen::{agree, own};
use crate::server::Server;
use crate::terminal::Setup;

/// A link between a client and the server: so many bytes at once each way, so often.
pub struct Link {
    pub bytes: usize,
    pub every: Duration,
}

/// 20 kB a second.
const SLOW: Link = Link {
    bytes: 200,
    every: Duration::from_millis(10),
};

impl Link {
    /// Leads to a port, for one connection; the port to call.
    pub fn to(&'static self, port: u16) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let (client, _) = listener.accept().unwrap();
            let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            let ends = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || self.pass_on(ends.0, ends.1));
            self.pass_on(server, client);
        });
        own
    }

    /// Until one of the ends is closed.
    fn pass_on(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut bytes = vec![0; self.bytes];
        while let Ok(1..) = from.peek(&mut [0]) {
            // What comes meanwhile goes with it.
            thread::sleep(self.every);
            let read = from.read(&mut bytes).unwrap_or(0);
            if to.write_all(&bytes[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    }
}

#[test]
fn a_slow_link_shows_the_same() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    for option in ["-C", "-oCompression=no"] {
        let ssh = server.client_at(SLOW.to(server.address.port()), "ssh", &[option, GUEST]);
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

#[test]
fn other_clients_are_served_too() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let ready = server.tells("ready", 1).remove(0);
    let key = ready["host_key"].as_str().unwrap();
    let port = server.address.port().to_string();
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
