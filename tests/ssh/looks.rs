//! Colours and characters are those of the visitor's terminal, and those that the login name wishes for.

use vt100::{Color, Screen};

use crate::openssh::{GUEST, has};
use crate::server::{Server, new_folder};
use crate::terminal::Setup;

/// The background of the selected row in each theme.
const DARK: Color = Color::Idx(24);
const LIGHT: Color = Color::Idx(153);
const SIXTEEN: Color = Color::Idx(6);
const MONO: Color = Color::Default;

/// The backgrounds of a screen.
fn backgrounds(screen: &Screen) -> Vec<Color> {
    let (rows, columns) = screen.size();
    let (rows, columns) = (u16::from(rows), u16::from(columns));
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    places
        .map(|(row, column)| screen.cell(row, column).unwrap().bgcolor())
        .collect()
}

#[test]
fn the_visitor_chooses_and_the_server_does_not() {
    if !has("ssh") {
        return;
    }
    let own = [("NO_COLOR", "1"), ("TERM", "dumb"), ("LC_ALL", "C")];
    let server = Server::begin(new_folder(), &[], &own);
    let terminal = "xterm-256color";
    for (user, terminal, variables, colour, ascii) in [
        ("guest", terminal, &[][..], DARK, false),
        ("guest", "xterm", &[], SIXTEEN, false),
        ("guest", "linux", &[], SIXTEEN, false),
        ("guest", "vt100", &[], MONO, false),
        ("guest", "xterm", &[("COLORTERM", "truecolor")], DARK, false),
        ("guest", terminal, &[("NO_COLOR", "1")], MONO, false),
        ("guest", terminal, &[("COLORFGBG", "0;15")], LIGHT, false),
        ("guest", terminal, &[("LANG", "C")], DARK, true),
        (
            "guest",
            terminal,
            &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "POSIX")],
            DARK,
            true,
        ),
        (
            "guest",
            terminal,
            &[("LC_ALL", ""), ("LANG", "C.UTF-8")],
            DARK,
            false,
        ),
        ("light", terminal, &[], LIGHT, false),
        ("dark", terminal, &[("NO_COLOR", "1")], DARK, false),
        ("mono+ascii", terminal, &[], MONO, true),
        ("anna.sixteen", terminal, &[], SIXTEEN, false),
        ("ascii", terminal, &[("LC_ALL", "C.UTF-8")], DARK, true),
    ] {
        // Sent as a client does that takes them from its own environment.
        let set = variables
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let set = format!("-oSetEnv={}", set.collect::<Vec<_>>().join(" "));
        let mut words = if variables.is_empty() {
            vec![]
        } else {
            vec![&*set]
        };
        let host = format!("{user}@127.0.0.1");
        words.push(&host);
        let mut visitor = Setup::of(server.client("ssh", &words))
            .env(&[("TERM", terminal)])
            .open();
        let what = format!("{user} {terminal} {variables:?}");
        let mut shown = backgrounds(&visitor.screen());
        shown.retain(|shown| [DARK, LIGHT, SIXTEEN].contains(shown));
        shown.dedup();
        let wanted = Some(colour).filter(|colour| *colour != MONO);
        assert_eq!(shown, wanted.as_slice(), "{what}");
        assert_eq!(visitor.written().is_ascii(), ascii, "{what}");
        visitor.press("q");
        assert_eq!(visitor.end(), 0, "{what}");
    }
}

/// What a client takes from its environment counts as much as what it is told.
#[test]
fn variables_are_sent_from_the_environment() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let send = "-oSendEnv=NO_COLOR LC_*";
    let ssh = server.client("ssh", &[send, GUEST]);
    let visitor = Setup::of(ssh)
        .env(&[("NO_COLOR", "1"), ("LC_ALL", "C")])
        .open();
    assert!(visitor.written().is_ascii());
    assert!(
        backgrounds(&visitor.screen())
            .iter()
            .all(|colour| *colour == MONO)
    );
}
