//! How a visit ends: the terminal is given back, the reason stands on its own screen, the exit status tells.

use rustix::process::Signal;

use crate::screen::visit;
use crate::server::Server;
use crate::terminal::has;

#[test]
fn the_visitor_leaves() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    for keys in ["q", "\u{3}", "?q", "/\u{3}", "Tq", ":\u{3}", "M\u{3}"] {
        let mut visitor = visit(&server).open();
        visitor.press(keys);
        assert_eq!(visitor.end(), 0, "{keys:?}");
        assert!(!visitor.text().contains("summitry:"), "{keys:?}");
    }
    let ends = server.tells("session", 7);
    assert!(ends.iter().all(|visit| visit["end"] == "left"), "{ends:#?}");
}

#[test]
fn the_time_is_up() {
    for (option, time, end, reason) in [
        (
            "--idle",
            "1500ms",
            "idle",
            "nothing was typed for a long time",
        ),
        (
            "--max-time",
            "2s",
            "max-time",
            "a visit lasts no longer here",
        ),
    ] {
        let Some(server) = Server::visited(&[option, time]) else {
            return;
        };
        let mut visitor = visit(&server).open();
        visitor.press("M");
        assert_eq!(visitor.end(), 1, "{option}");
        tells_after_leaving(&visitor.written(), reason);
        assert!(visitor.text().contains(reason), "{}", visitor.text());
        assert_eq!(server.visit(1)["end"], end);
    }
}

#[test]
fn the_server_is_shut_down() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let Some(mut server) = Server::visited(&[]) else {
            return;
        };
        let mut visitors = [visit(&server).open(), visit(&server).open()];
        visitors[0].press("M");
        visitors[1].press("/rah");
        visitors[1].sees("rah");
        server.signal(signal);
        for visitor in &mut visitors {
            assert_eq!(visitor.end(), 1, "{signal:?}");
            tells_after_leaving(&visitor.written(), "the server is being shut down");
        }
        assert_eq!(server.ended().code(), Some(0), "{signal:?}");
        assert_eq!(server.visit(2)["end"], "shutdown");
    }
}

/// The reason stands on the screen that stays, not on the one that is left.
fn tells_after_leaving(written: &[u8], reason: &str) {
    let left = written.windows(8).rposition(|part| part == b"\x1b[?1049l");
    assert!(
        has(&written[left.unwrap()..], reason.as_bytes()),
        "{reason}"
    );
}
