//! The program on a real pseudo-terminal: what happens there between the first frame and the last.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/process.rs"]
mod process;
#[path = "common/terminal.rs"]
mod terminal;

use std::fs;
use std::path::{Path, PathBuf};

use terminal::{Program, Setup, has};
use vt100::{Color, Screen};

const VIENNA: &str = "The presidents of Austria and Norway met in Vienna on 4 May 2011. Trade reached \
                      3 billion euros.\n";
const LINZ: &str = "The king of Norway opened a railway station in Linz on 5 May 2011.\n";
const GRAZ: &str = "The prime minister of Sweden arrived in Graz on 3 May 2011 for talks.\n";

/// The mark of the selected row, and those of the themes.
const MARK: &str = "▸";
const DARK: Color = Color::Idx(24);
const LIGHT: Color = Color::Idx(153);
const SIXTEEN: Color = Color::Idx(6);
const MONO: Color = Color::Default;

/// A new folder with these articles.
fn folder(name: &str, articles: &[(&str, &str)]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("session")
        .join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    for (file, text) in articles {
        fs::write(path.join(file), text).unwrap();
    }
    path
}

/// An article with an event a day.
fn chronicle(days: u32) -> String {
    let sentence = |day: u32| {
        let done = [
            "met in Vienna",
            "signed a treaty in Oslo",
            "opened a bridge in Linz",
        ];
        let done = done[day as usize % done.len()];
        let (year, month, day) = (2000 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
        format!("The presidents of Austria and Norway {done} on {year}-{month:02}-{day:02}.\n\n")
    };
    (0..days).map(sentence).collect()
}

/// The embedded articles, not as the demo.
fn seeds() -> Setup {
    Setup::new::<&str>([])
}

fn columns(screen: &Screen) -> u16 {
    screen.size().1.into()
}

/// The number of the first line with the mark of a selected row: in the timeline.
fn marked(screen: &Screen) -> Option<u16> {
    let mut lines = (0..).zip(screen.rows(0, columns(screen)));
    let found = lines.find(|(_, line)| line.contains(MARK));
    found.map(|(row, _)| row)
}

/// The selected row of the timeline.
fn selected(screen: &Screen) -> String {
    let row = marked(screen).unwrap();
    let line = screen.rows(0, columns(screen)).nth(row.into()).unwrap();
    // Up to the end of the pane.
    line.split('│').nth(1).unwrap().to_owned()
}

/// The numbers in every sequence that sets the looks of what is written after it.
fn looks(bytes: &[u8]) -> Vec<Vec<u32>> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|sequence| {
        let end = sequence.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        let (numbers, rest) = sequence.split_at(end);
        rest.starts_with('m').then_some(numbers)
    });
    let numbers = |sequence: &str| sequence.split(';').flat_map(str::parse).collect();
    sequences.map(numbers).collect()
}

/// Whether a sequence sets a colour.
fn colours(numbers: &[u32]) -> bool {
    let is_colour = |number: &u32| matches!(number, 30..=49 | 90..=107);
    numbers.iter().any(is_colour)
}

/// Looks at everything that there is to see.
fn look_round(program: &mut Program) {
    for (key, sign) in [
        ("a", " a Articles "),
        ("b", " b Figures as bars "),
        ("c", " c Coverage "),
        ("m", " m Meetings "),
        ("p", " p Places "),
        ("d", "Timeline"),
        ("w", " Why "),
        ("w?", "Keys and signs"),
        ("?:", "Move up"),
    ] {
        program.press(key);
        program.sees(sign);
    }
    program.press("\u{1b}");
    program.misses("Move up");
}

#[test]
fn without_a_terminal_a_plain_report_is_written() {
    let elsewhere =
        "\"$0\" demo > report.$$ 2> /dev/null; code=$?; cat report.$$; rm report.$$; exit $code";
    for (what, setup) in [
        ("a dumb one", Setup::new(["demo"]).env(&[("TERM", "dumb")])),
        ("an unknown one", Setup::new(["demo"]).env(&[("TERM", "")])),
        (
            "no keys",
            Setup::shell("\"$0\" demo < /dev/null 2> /dev/null"),
        ),
        ("no screen", Setup::shell(elsewhere)),
    ] {
        let mut program = setup.start();
        assert_eq!(program.code(), 0, "{what}");
        program.rests();
        let written = program.written();
        assert!(
            !written.contains(&0x1b),
            "{what}: {}",
            written.escape_ascii()
        );
        for part in ["5 articles", "\r\nTIMELINE\r\n", "\r\nFIGURES\r\n"] {
            assert!(has(&written, part.as_bytes()), "{what}: no {part:?}");
        }
    }
}

#[test]
fn colours_are_those_of_the_terminal_and_those_asked_for() {
    for (args, variables, wanted) in [
        (&[][..], &[][..], DARK),
        (&[], &[("COLORFGBG", "0;15")], LIGHT),
        (&[], &[("TERM", "xterm")], SIXTEEN),
        (&[], &[("TERM", "linux")], SIXTEEN),
        (&[], &[("TERM", "xterm"), ("COLORTERM", "truecolor")], DARK),
        (&[], &[("TERM", "vt100")], MONO),
        (&[], &[("NO_COLOR", "1")], MONO),
        (&["--theme", "dark"], &[("TERM", "xterm")], DARK),
        (&["--theme", "light"], &[("NO_COLOR", "1")], LIGHT),
        (&["--theme", "sixteen"], &[], SIXTEEN),
        (&["--theme", "mono"], &[("COLORTERM", "24bit")], MONO),
    ] {
        let program = Setup::new(["demo"]).args(args).env(variables).open();
        let screen = program.screen();
        let cell = screen.cell(marked(&screen).unwrap(), 10).unwrap();
        assert_eq!(cell.bgcolor(), wanted, "{args:?} {variables:?}");
        assert_eq!(cell.inverse(), wanted == MONO, "{args:?} {variables:?}");
    }
}

#[test]
fn without_colours_the_selected_row_is_reversed() {
    let mut program = seeds().env(&[("NO_COLOR", "1")]).open();
    for keys in ["j", "3j", "1"] {
        program.press(keys);
    }
    look_round(&mut program);
    program.rests();
    let screen = program.screen();
    let row = marked(&screen).unwrap();
    let inverse = |column: &u16| screen.cell(row, *column).unwrap().inverse();
    let reversed = (0..columns(&screen)).filter(inverse).count();
    assert_eq!(reversed, 80 - 2, "all but the borders");
    let coloured = looks(&program.written())
        .into_iter()
        .find(|one| colours(one));
    assert_eq!(coloured, None);
    program.press("q");
    assert_eq!(program.end(), 0);
    // With colours there are some, as far as this test can see.
    assert!(
        looks(&seeds().open().written())
            .iter()
            .any(|one| colours(one))
    );
}

#[test]
fn a_locale_without_unicode_gets_ascii() {
    let text = format!("{VIENNA}\nPrime Minister Šefčovič of Norway said “yes” – on 5 May 2011.\n");
    let path = folder("ascii", &[("Ō.txt", &text)]);
    let variables = [
        &[("LC_ALL", "C")][..],
        &[("LC_ALL", ""), ("LANG", "de_DE.ISO-8859-1")],
        &[("LC_ALL", ""), ("LC_CTYPE", "POSIX"), ("LANG", "C.UTF-8")],
    ];
    for (setup, variables) in [seeds(), seeds(), Setup::new([&path])]
        .into_iter()
        .zip(variables)
    {
        let mut program = setup.env(variables).open();
        look_round(&mut program);
        program.press("q");
        assert_eq!(program.end(), 0);
        let written = program.written();
        let other = written.iter().position(|byte| !byte.is_ascii());
        let other = other.map(|at| written[at.saturating_sub(40)..].escape_ascii().to_string());
        assert_eq!(other, None, "{variables:?}");
    }
}

#[test]
fn keys_are_answered_while_articles_are_read() {
    let many: Vec<(String, String)> = (0..3000)
        .map(|index| (format!("{index}.txt"), chronicle(1 + index % 7)))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(file, text)| (&**file, &**text)).collect();
    let path = folder("many", &many);
    let mut program = Setup::new([&path]).start();
    program.wait_for("how far it is", |screen| {
        let text = screen.contents();
        let told = text
            .split_once("reading ")
            .and_then(|(_, rest)| rest.split_once(" files"));
        let told = told.and_then(|(told, _)| told.split_once(" of "));
        told.is_some_and(|(done, found)| {
            found == "3000" && done.parse::<usize>().is_ok_and(|done| done > 0)
        })
    });
    program.press("?");
    program.sees("Keys and signs");
    program.press("\u{1b}");
    program.misses("Keys and signs");
    program.press("q");
    assert_eq!(program.end(), 0);
    assert!(
        !has(&program.written(), b"3000 articles"),
        "left before the end"
    );
}

#[test]
fn changed_articles_are_shown_at_once() {
    let path = folder("watched", &[("a.txt", VIENNA), ("b.txt", LINZ)]);
    let write = |file: &str, text: &str| fs::write(path.join(file), text).unwrap();
    let mut program = Setup::new([&path]).size(120, 30).open();
    program.sees("2 articles");
    program.press("Gj");
    let at_the_station = |screen: &Screen| selected(screen).contains("opened a railway");
    program.wait_for("the last row", at_the_station);
    assert!(!program.text().contains('+'));

    write("c.txt", GRAZ);
    program.sees("3 articles");
    program.wait_for("the selected row", at_the_station);
    let text = program.text();
    let marked_as_new = |text: &str, words: &str| {
        let mut lines = text.lines().filter(|line| line.contains(words));
        lines.any(|line| line.contains('+'))
    };
    assert!(marked_as_new(&text, "arrived in Graz"), "{text}");
    assert!(!marked_as_new(&text, "met in Vienna"), "{text}");

    write("a.txt", &VIENNA.replace("4 May", "2 May"));
    program.sees("2 May");
    program.wait_for("the selected row", at_the_station);

    fs::remove_file(path.join("c.txt")).unwrap();
    program.sees("2 articles");
    program.misses("Graz");
    program.wait_for("the selected row", at_the_station);
    program.press("q");
    assert_eq!(program.end(), 0);
}

/// The text of base64.
fn decoded(base64: &[u8]) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |digit: &u8| digits.iter().position(|known| known == digit);
    let values: Vec<usize> = base64.iter().filter_map(value).collect();
    let bytes = values.chunks(4).flat_map(|four| {
        let number = (0..4).fold(0, |number, at| number << 6 | four.get(at).unwrap_or(&0));
        let bytes = u32::try_from(number).unwrap().to_be_bytes();
        bytes[1..four.len()].to_vec()
    });
    String::from_utf8(bytes.collect()).unwrap()
}

#[test]
fn a_sentence_is_sent_to_the_clipboard() {
    let path = folder("copied", &[("a.txt", VIENNA), ("b.txt", LINZ)]);
    let mut program = Setup::new([&path]).open();
    program.press("gy");
    program.sees("sent to the terminal");
    program.press("q");
    assert_eq!(program.end(), 0);
    let written = program.written();
    let sent = written
        .windows(7)
        .position(|part| part == b"\x1b]52;c;")
        .unwrap();
    let sent = &written[sent + 7..];
    let end = sent.iter().position(|byte| *byte < b' ').unwrap();
    let text = decoded(&sent[..end]);
    let (quote, source) = text.split_once('\n').unwrap();
    assert_eq!(
        quote,
        "“The presidents of Austria and Norway met in Vienna on 4 May 2011.”"
    );
    assert!(
        source.starts_with("— ") && source.ends_with("a.txt\n"),
        "{source}"
    );
}

#[test]
fn the_demo_sends_nothing_to_the_clipboard() {
    let mut program = Setup::new(["demo"]).open();
    program.press("gy?");
    program.sees("Keys and signs");
    program.press("q");
    assert_eq!(program.end(), 0);
    assert!(!has(&program.written(), b"\x1b]52"));
}

#[test]
fn the_mouse_is_listened_to_on_demand() {
    let mut program = seeds().open();
    program.press("g");
    program.wait_for("the first row", |screen| marked(screen) == Some(2));
    assert!(!has(&program.written(), b"\x1b[?100"));

    program.press("M");
    program.writes(0, b"\x1b[?1000h\x1b[?1006h");
    // A click on the third row: places are counted from 1.
    program.press("\u{1b}[<0;20;5M\u{1b}[<0;20;5m");
    program.wait_for("the clicked row", |screen| marked(screen) == Some(4));
    program.press("\u{1b}[<64;20;5M");
    program.wait_for("the wheel up", |screen| marked(screen) == Some(2));
    program.press("\u{1b}[<65;20;5M");
    program.wait_for("the wheel down", |screen| marked(screen) == Some(5));

    let before = program.count();
    program.press("M");
    program.writes(before, b"\x1b[?1006l\x1b[?1000l");
    program.press("M");
    program.writes(before, b"\x1b[?1000h\x1b[?1006h");
    program.press("q");
    assert_eq!(program.end(), 0, "and the mouse is let go");
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_happens_while_nobody_does_anything() {
    use std::thread::sleep;
    use std::time::Duration;

    let path = folder("idle", &[("a.txt", VIENNA), ("b.txt", LINZ)]);
    for setup in [seeds(), Setup::new([&path])] {
        let mut program = setup.open();
        program.press("j");
        // All that was prepared in the background is done then.
        program.sleeps();
        program.rests();
        let (count, naps, work) = (
            program.count(),
            program.process().naps(),
            program.process().work(),
        );
        sleep(Duration::from_secs(3));
        assert_eq!(program.process().naps(), naps, "somebody woke up");
        assert_eq!(program.count(), count, "something was written");
        assert_eq!(program.process().work(), work, "something was worked on");
        program.press("q");
        assert_eq!(program.end(), 0);
    }
}

#[test]
fn a_held_key_costs_few_frames() {
    let path = folder("long", &[("a.txt", &chronicle(400))]);
    let mut program = Setup::new([&path]).size(120, 40).open();
    program.press("g");
    program.sees(" 1/400");
    let before = program.count();
    program.press(&"j".repeat(300));
    program.sees(" 301/400");
    program.rests();
    let bytes = program.count() - before;
    println!("300 rows down with a held key: {bytes} bytes");
    assert!(bytes < 300 * 100, "{bytes} bytes");
    let screen = program.screen();
    // The 301st day: 28 a month, twelve months a year.
    assert!(
        selected(&screen).contains("21 Nov"),
        "{}",
        screen.contents()
    );
    assert!(
        screen.contents().contains("2000-11-21"),
        "{}",
        screen.contents()
    );
    program.press("q");
    assert_eq!(program.end(), 0);
}
