//! Who has no terminal, or one that can do nothing, is sent the plain report.

use std::fs;

use crate::openssh::{GUEST, command, finish};
use crate::server::Server;
use crate::terminal::Setup;

/// The report that the program writes by itself.
fn report() -> Vec<u8> {
    let program = env!("CARGO_BIN_EXE_summitry");
    let run = finish(command([program, "export", "--format", "text"]));
    assert!(run.out.starts_with(b"Dushanbe"));
    run.out
}

#[test]
fn without_a_terminal_there_is_a_report() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let wanted = report();
    for words in [&["-T", GUEST][..], &[GUEST], &["-T", "-C", GUEST]] {
        let run = finish(command(server.client("ssh", words)));
        assert_eq!(run.code, Some(0), "{words:?}: {}", run.err);
        assert!(run.out == wanted, "{words:?}");
        assert!(!run.err.contains("summitry"), "{words:?}: {}", run.err);
    }
    // On a terminal, and in a file beside it.
    let file = server.folder.join("report.txt");
    let ssh = server.client("ssh", &["-T", GUEST]);
    let mut elsewhere = vec!["sh", "-c", "to=$1; shift; exec \"$@\" > \"$to\"", "sh"];
    elsewhere.push(file.to_str().unwrap());
    elsewhere.extend(ssh.iter().map(String::as_str));
    assert_eq!(Setup::of(elsewhere).start().end(), 0);
    assert!(fs::read(file).unwrap() == wanted);
    assert_eq!(server.visit(4)["end"], "left");
}

#[test]
fn a_dumb_terminal_gets_the_report() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let wanted = String::from_utf8(report()).unwrap().replace('\n', "\r\n");
    for terminal in ["dumb", ""] {
        let mut visitor = Setup::of(server.client("ssh", &[GUEST]))
            .env(&[("TERM", terminal)])
            .start();
        assert_eq!(visitor.end(), 0, "TERM={terminal}");
        visitor.rests();
        let written = String::from_utf8(visitor.written()).unwrap();
        let rest = written.strip_prefix(&wanted);
        assert!(
            rest.is_some_and(|rest| !rest.contains('\u{1b}')),
            "{written}"
        );
    }
}

#[test]
fn a_reader_who_has_enough_does_no_harm() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    for _ in 0..3 {
        let mut words = vec![
            "sh".to_owned(),
            "-c".to_owned(),
            "\"$@\" | head -1".to_owned(),
        ];
        words.push("sh".to_owned());
        words.extend(server.client("ssh", &["-T", GUEST]));
        let run = finish(command(words));
        assert_eq!(run.out.split_inclusive(|byte| *byte == b'\n').count(), 1);
    }
    server.visit(3);
    let run = finish(command(server.client("ssh", &["-T", GUEST])));
    assert!(run.out == report());
}
