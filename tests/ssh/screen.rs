//! The screen of a visitor is that of the program itself.

use std::fs;

use vt100::{Cell, Color, Screen};

use crate::openssh::{GUEST, has};
use crate::server::Server;
use crate::terminal::{Program, Setup};

/// Keys that show all there is to see, each press parted from the next by a blank; each changes the screen.
const KEYS: &str = "\u{1b}[C j \u{1b}[B \u{1b}[A \r \u{1b} \t \u{1b}[6~ \u{1b}[5~ G \u{1b}[H f x w \u{1b} a b c m p d \
                    /rahmon \r n \u{1b} :coverage \r d z z t ? \u{1b} \u{c}";

/// A visit.
pub fn visit(server: &Server) -> Setup {
    Setup::of(server.client("ssh", &[GUEST]))
}

/// What can be seen of a cell: text, colours, and bold, dim, italic, underlined, reversed.
#[derive(PartialEq)]
struct Look(String, [Color; 2], [bool; 5]);

fn look(cell: &Cell) -> Look {
    let text = if cell.has_contents() {
        cell.contents()
    } else {
        " "
    };
    let mut look = Look(
        text.to_owned(),
        [cell.fgcolor(), cell.bgcolor()],
        [
            cell.bold(),
            cell.dim(),
            cell.italic(),
            cell.underline(),
            cell.inverse(),
        ],
    );
    // Without what does not show on a blank.
    if text == " " && !cell.underline() && !cell.inverse() {
        look.1[0] = Color::Default;
        look.2 = [false; 5];
    }
    look
}

/// All that can be seen.
fn looks(screen: &Screen) -> Vec<Look> {
    let (rows, columns) = screen.size();
    let (rows, columns) = (u16::from(rows), u16::from(columns));
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    places
        .map(|(row, column)| look(screen.cell(row, column).unwrap()))
        .collect()
}

/// The program itself with the articles that are served.
pub fn own() -> Setup {
    Setup::new::<&str>([])
}

/// Presses keys that change the screen, and waits until it has changed.
pub fn press(program: &mut Program, keys: &str) {
    let before = program.count();
    program.press(keys);
    program.writes(before, b"\x1b");
    program.rests();
}

/// Waits until a visitor sees what the program itself shows.
pub fn agree(visitor: &Program, own: &Program, what: &str) {
    own.rests();
    let wanted = own.screen();
    let cells = looks(&wanted);
    let what = format!("{what}; wanted:\n{}\n", wanted.contents());
    visitor.wait_for(&what, |screen| looks(screen) == cells);
}

#[test]
fn the_screen_is_that_of_the_program() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let mut own = own().open();
    let mut visitor = visit(&server).open();
    agree(&visitor, &own, "the first frame");
    for keys in KEYS.split(' ') {
        press(&mut own, keys);
        visitor.press(keys);
        agree(&visitor, &own, &format!("{keys:?}"));
    }
    visitor.press("q");
    assert_eq!(visitor.end(), 0);
}

#[test]
fn the_screen_follows_the_size_of_the_terminal() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let own = own().open();
    let mut visitor = visit(&server).open();
    for (columns, rows) in [
        (120, 36),
        (200, 60),
        (59, 15),
        (20, 4),
        (1, 1),
        (300, 8),
        (80, 24),
    ] {
        let before = own.count();
        own.resize(columns, rows);
        own.writes(before, b"\x1b");
        visitor.resize(columns, rows);
        agree(&visitor, &own, &format!("{columns}x{rows}"));
    }
    visitor.press("q");
    assert_eq!(visitor.end(), 0);
}

#[test]
fn a_compressed_visit_sends_less() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let mut bytes = Vec::new();
    for option in ["-oCompression=no", "-C"] {
        let ssh = server.client("ssh", &[option, GUEST]);
        let mut visitor = Setup::of(ssh).size(120, 36).open();
        for keys in [
            "j", "j", "k", "\r", "\u{1b}", "a", "c", "m", "p", "d", "?", "\u{1b}",
        ] {
            press(&mut visitor, keys);
        }
        visitor.press("q");
        assert_eq!(visitor.end(), 0, "{option}");
        let visit = server.visit(bytes.len() + 1);
        bytes.push(visit["bytes_out"].as_u64().unwrap());
    }
    println!("sent: {} bytes, compressed {}", bytes[0], bytes[1]);
    assert!(bytes[1] * 4 < bytes[0] * 3, "{bytes:?}");
}

#[test]
fn what_is_typed_before_the_screen_is_there_is_done() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let mut visitor = visit(&server).start();
    visitor.press("jja");
    visitor.sees(" a Articles ");
    let mut own = own().open();
    own.press("jja");
    own.sees(" a Articles ");
    for program in [&mut visitor, &mut own] {
        program.press("d");
        program.sees("Timeline");
    }
    agree(&visitor, &own, "two rows down");
}

#[test]
fn a_paste_is_not_taken_for_keys() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let mut visitor = visit(&server).open();
    // One that fits into the prompt, and one that is too long to be wanted.
    for length in [3000, 200_000] {
        visitor.press("/");
        visitor.sees("Esc cancel");
        // Every key that leaves, and those that end a prompt.
        let text = "q\u{3}\r\u{4}:j rahmon ".repeat(length / 14);
        visitor.press(&format!("\u{1b}[200~{text}\u{1b}[201~"));
        if length == 3000 {
            visitor.sees("q :j rahmon q");
        }
        // Erases it.
        visitor.press("\u{15}vienna");
        visitor.sees("/vienna");
        visitor.press("\u{1b}");
        visitor.misses("Esc cancel");
    }
    visitor.press("q");
    assert_eq!(visitor.end(), 0);
}

#[test]
fn between_stands_tmux() {
    let Some(server) = Server::visited(&[]).filter(|_| has("tmux")) else {
        return;
    };
    let session = format!("summitry-{}", std::process::id());
    let configuration = server.folder.join("tmux.conf");
    fs::write(&configuration, "set -g status off\nset -sg escape-time 0\n").unwrap();
    let tmux = [
        "tmux",
        "-L",
        &session,
        "-f",
        configuration.to_str().unwrap(),
    ];
    let mut command = tmux.map(str::to_owned).to_vec();
    command.push("new-session".to_owned());
    command.extend(server.client("ssh", &[GUEST]));
    let own = own().size(120, 36).open();
    let mut visitor = Setup::of(command).size(120, 36).open();
    agree(&visitor, &own, "the first frame");
    visitor.press("q");
    assert_eq!(visitor.code(), 0);
    assert_eq!(server.visit(1)["end"], "left");
}
