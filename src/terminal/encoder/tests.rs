use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

use super::*;
use screens::Screen;

mod screens;

/// A terminal that an encoder paints on, frame by frame.
struct Painted {
    encoder: Encoder,
    terminal: vt100::Parser,
    shown: Option<Buffer>,
}

impl Painted {
    fn new(width: u16, height: u16) -> Self {
        let size = |cells: u16| cells.try_into().unwrap();
        let mut terminal = vt100::Parser::new(size(height), size(width), 0);
        // What a shell may have left: the first frame is to get rid of it.
        terminal.process(b"\x1b[1;3;41mleft\x1b[2;2Hover\x1b[7m");
        Self {
            encoder: Encoder::new(),
            terminal,
            shown: None,
        }
    }

    fn paint(&mut self, frame: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let shown = self.shown.replace(frame.clone());
        self.encoder
            .encode(shown.as_ref(), frame, cursor, &mut bytes);
        self.terminal.process(&bytes);
        bytes
    }

    /// Where the terminal does not show the frame.
    fn faults(&self, cursor: Option<Position>) -> Vec<String> {
        let frame = self.shown.as_ref().unwrap();
        let screen = self.terminal.screen();
        let mut faults = Vec::new();
        for y in 0..frame.area.height {
            let mut x = 0;
            while x < frame.area.width {
                let cell = &frame[(x, y)];
                let room = frame.area.width - x;
                let (wanted, columns) = seen(cell, room);
                let found = look(screen.cell(y, x).unwrap());
                if !agrees(cell, &wanted, &found) {
                    faults.push(format!("{x},{y}: wanted {wanted:?}, found {found:?}"));
                }
                x += columns;
            }
        }
        let place = (!screen.hide_cursor()).then(|| screen.cursor_position());
        let wanted = cursor.map(|cursor| (cursor.y, cursor.x));
        if place != wanted {
            faults.push(format!("cursor: wanted {wanted:?}, found {place:?}"));
        }
        faults
    }
}

/// What can be seen of a cell: text, colours, and bold, dim, italic, underlined, reversed. The terminal
/// of these tests knows nothing of blinking, hidden and crossed-out text.
#[derive(Debug, PartialEq)]
struct Look(String, [vt100::Color; 2], [bool; 5]);

fn look(cell: &vt100::Cell) -> Look {
    let text = if cell.has_contents() {
        cell.contents()
    } else {
        " "
    };
    let modes = [
        cell.bold(),
        cell.dim(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
    ];
    Look(text.to_owned(), [cell.fgcolor(), cell.bgcolor()], modes).settled()
}

impl Look {
    /// Without what does not show on a blank.
    fn settled(mut self) -> Self {
        if self.0 == " " && !self.2[3] && !self.2[4] {
            self.1[0] = vt100::Color::Default;
            self.2 = [false; 5];
        }
        self
    }
}

/// What is to be seen of a cell, and on how many columns.
fn seen(cell: &Cell, room: u16) -> (Look, u16) {
    let symbol = cell.symbol();
    let harmless = !symbol.contains(|c: char| c.is_control() || "\u{202e}".contains(c));
    let columns = u16::try_from(symbol.width()).unwrap();
    let fits = columns > 0 && harmless && reach(symbol) <= usize::from(room);
    let (text, columns) = if fits { (symbol, columns) } else { (" ", 1) };
    let has = |modifier| cell.modifier.contains(modifier);
    let modes = [
        // One at a time in that terminal, the later.
        has(Modifier::BOLD) && !has(Modifier::DIM),
        has(Modifier::DIM),
        has(Modifier::ITALIC),
        has(Modifier::UNDERLINED),
        has(Modifier::REVERSED),
    ];
    let colours = [cell.fg, cell.bg].map(terminal_colour);
    (Look(text.to_owned(), colours, modes).settled(), columns)
}

fn reach(symbol: &str) -> usize {
    let widths = symbol.chars().filter_map(UnicodeWidthChar::width);
    widths.sum::<usize>().max(symbol.width())
}

/// Whether a cell is shown as wanted. Of a sequence that the terminal takes apart or takes for wider, only
/// the cells around it can be compared.
fn agrees(cell: &Cell, wanted: &Look, found: &Look) -> bool {
    let parts = cell.symbol().chars().filter(|c| c.width() > Some(0));
    let quarrel = parts.count() > 1;
    wanted == found || (quarrel && wanted.0 == cell.symbol())
}

fn terminal_colour(colour: Color) -> vt100::Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        named => {
            let index = NAMED.iter().position(|colour| *colour == named);
            vt100::Color::Idx(index.unwrap().try_into().unwrap())
        }
    }
}

/// What a frame is drawn with: a text, or one cell's symbol that no widget would set, in a style at a place.
#[derive(Clone, Debug)]
struct Stroke {
    x: u16,
    y: u16,
    text: String,
    style: Style,
    raw: bool,
}

impl Stroke {
    fn draw(&self, frame: &mut Buffer) {
        let (x, y) = (self.x % frame.area.width, self.y % frame.area.height);
        if self.raw {
            frame[(x, y)].set_symbol(&self.text).set_style(self.style);
        } else {
            frame.set_string(x, y, &self.text, self.style);
        }
    }
}

fn styles() -> impl Strategy<Value = Style> {
    let colours = || {
        prop_oneof![
            4 => Just(Color::Reset),
            2 => select(vec![Color::Red, Color::Gray, Color::DarkGray, Color::White]),
            3 => select(vec![2, 12, 24, 231]).prop_map(Color::Indexed),
            1 => Just(Color::Rgb(1, 20, 255)),
        ]
    };
    let modifiers = [
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::BOLD | Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
        Modifier::BOLD | Modifier::REVERSED,
        Modifier::CROSSED_OUT,
        Modifier::all(),
    ];
    let modifiers = prop_oneof![3 => Just(Modifier::empty()), 2 => select(modifiers.to_vec())];
    (colours(), colours(), modifiers).prop_map(|(fg, bg, modifier)| {
        let plain = Style::reset().fg(fg).bg(bg);
        plain.add_modifier(modifier)
    })
}

fn strokes(most: usize) -> impl Strategy<Value = Vec<Stroke>> {
    let pieces = [
        "a",
        "word",
        "two words",
        "  ",
        "       ",
        "                    ",
        "─│╭",
        "…▪",
        "日",
        "日本語",
        "한국",
        "e\u{301}",
        "กำลัง",
        "❤\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "👍",
        "👍🏽",
        "👨\u{200d}👩\u{200d}👧",
        "🇱🇻",
        "नमस्ते",
        "\u{3000}",
        "é",
        "\u{a0}",
        "—",
    ];
    let hostile = [
        "",
        "\u{301}",
        "\u{1b}[31m",
        "\u{1b}",
        "\n",
        "\t",
        "\u{7f}",
        "\u{9b}",
        "a\u{202e}",
        "日",
        "👍",
        "ab",
        "日本",
        "\u{200d}",
    ];
    let texts = prop_oneof![
        4 => vec(select(pieces.to_vec()), 1..6).prop_map(|pieces| (pieces.concat(), false)),
        1 => select(hostile.to_vec()).prop_map(|symbol| (symbol.to_owned(), true)),
    ];
    let stroke = (0..60_u16, 0..20_u16, texts, styles());
    let stroke = stroke.prop_map(|(x, y, (text, raw), style)| Stroke {
        x,
        y,
        text,
        style,
        raw,
    });
    vec(stroke, 0..most)
}

/// Whether nothing but text and the listed control functions is written.
fn is_harmless(bytes: &[u8]) -> bool {
    let text = str::from_utf8(bytes).unwrap();
    let mut pieces = text.split("\x1b[");
    let no_control = |text: &str| !text.contains(|c: char| c.is_control() && !"\r\x08".contains(c));
    pieces.next().is_none_or(no_control)
        && pieces.all(|piece| {
            let end = piece.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            let (parameters, rest) = piece.split_at(end);
            let (name, text) = rest.split_at(1);
            let numbers = parameters.chars().all(|c| c.is_ascii_digit() || c == ';');
            let known = match name {
                "h" | "l" => matches!(parameters, "?25" | "?2026"),
                _ => numbers && "ABCDHJKm".contains(name),
            };
            known && no_control(text)
        })
}

fn cursors() -> impl Strategy<Value = Option<(u16, u16)>> {
    prop_oneof![Just(None), (0..60_u16, 0..20_u16).prop_map(Some)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Frames one after another, each drawn over the one before or anew.
    #[test]
    fn the_terminal_shows_each_frame(
        (width, height) in prop_oneof![Just((1, 1)), (1..60_u16, 1..20_u16)],
        frames in vec((strokes(24), any::<bool>(), cursors()), 1..6),
    ) {
        let mut painted = Painted::new(width, height);
        let empty = Buffer::empty(Rect::new(0, 0, width, height));
        let mut frame = empty.clone();
        for (strokes, anew, cursor) in frames {
            if anew {
                frame = empty.clone();
            }
            for stroke in &strokes {
                stroke.draw(&mut frame);
            }
            let cursor = cursor.map(|(x, y)| Position::new(x % width, y % height));
            let bytes = painted.paint(&frame, cursor);
            let faults = painted.faults(cursor);
            prop_assert!(faults.is_empty(), "{faults:#?} after {}", bytes.escape_ascii());
            prop_assert!(is_harmless(&bytes), "{}", bytes.escape_ascii());
            let nothing = painted.paint(&frame, cursor);
            prop_assert!(nothing.is_empty(), "{}", nothing.escape_ascii());
        }
    }
}

type Spans<'a> = &'a [(&'a str, Style)];

/// The bytes of a step between two frames of one row, after the first paint of `before`.
fn step(before: Spans<'_>, after: Spans<'_>) -> String {
    let mut painted = Painted::new(20, 2);
    let [_, bytes] = [before, after].map(|spans| {
        let mut frame = Buffer::empty(Rect::new(0, 0, 20, 2));
        let mut x = 0;
        for (text, style) in spans {
            (x, _) = frame.set_stringn(x, 0, text, 20, *style);
        }
        painted.paint(&frame, None)
    });
    assert_eq!(painted.faults(None), Vec::<String>::new());
    readable(&bytes)
}

/// The bytes as text, with `^[` for the start of a control sequence, `^M` for return and `^H` for backspace.
fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let text = text.replace("\x1b[", "^[");
    text.replace('\r', "^M").replace('\x08', "^H")
}

type Case<'a> = (&'a str, Spans<'a>, Spans<'a>, &'a str);

fn check(cases: &[Case<'_>]) {
    for (why, before, after, wanted) in cases {
        assert_eq!(step(before, after), *wanted, "{why}");
    }
}

const PLAIN: Style = Style::new();
const RED: Style = PLAIN.fg(Color::Red);
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const MARKED: Style = BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(24));

#[test]
fn ways_are_short() {
    check(&[
        ("back", &[("cat", PLAIN)], &[("cot", PLAIN)], "^H^Ho"),
        (
            "far back",
            &[("a dog barks", PLAIN)],
            &[("a dig barks", PLAIN)],
            "^[8Di",
        ),
        (
            "to the margin",
            &[("cats and dogs", PLAIN)],
            &[("bats and dogs", PLAIN)],
            "^Mb",
        ),
        (
            "over a little",
            &[("cat food", PLAIN)],
            &[("hag food", PLAIN)],
            "^Mhag",
        ),
        (
            "over more",
            &[("abcdefg", PLAIN)],
            &[("xbcdefy", PLAIN)],
            "^Mx^[5Cy",
        ),
    ]);
}

#[test]
fn pens_are_changed_little() {
    let dim = PLAIN.add_modifier(Modifier::DIM);
    let bright = PLAIN.fg(Color::Indexed(9)).bg(Color::White);
    let blue = PLAIN.bg(Color::Blue);
    let named = MARKED.fg(Color::LightRed);
    check(&[
        ("alike", &[("same", RED)], &[("same", RED)], ""),
        (
            "a blank",
            &[("a b", PLAIN)],
            &[("a", PLAIN), (" ", RED), ("b", PLAIN)],
            "",
        ),
        (
            "what differs",
            &[("a", BOLD.fg(Color::Red))],
            &[("a", BOLD)],
            "^H^[39ma",
        ),
        ("all anew", &[("a", MARKED)], &[("a", RED)], "^H^[;31ma"),
        (
            "the default",
            &[("ab", MARKED)],
            &[("ab", PLAIN)],
            "^M^[mab",
        ),
        ("one of a pair", &[("a", BOLD)], &[("a", dim)], "^H^[;2ma"),
        (
            "the same in a background",
            &[("a", MARKED)],
            &[("a", named)],
            "^H^[91ma",
        ),
        (
            "bright colours",
            &[("a", PLAIN)],
            &[("a", bright)],
            "^H^[91;107ma",
        ),
        (
            "rgb",
            &[("a", PLAIN)],
            &[("a", PLAIN.fg(Color::Rgb(1, 2, 3)))],
            "^H^[38;2;1;2;3ma",
        ),
        (
            "what comes",
            &[],
            &[(" ", blue), ("a", blue.fg(Color::Red))],
            "^[31;44m a",
        ),
    ]);
}

#[test]
fn blanks_are_erased_where_that_is_shorter() {
    let under = PLAIN.add_modifier(Modifier::UNDERLINED);
    let line = "abcdefghijklmnopqrs|";
    let end = "a                  |";
    check(&[
        ("a short tail", &[("abc", PLAIN)], &[("a", PLAIN)], "^H^H  "),
        (
            "a long tail",
            &[("a long tail", PLAIN)],
            &[("a", PLAIN)],
            "^[9D^[K",
        ),
        (
            "in the default",
            &[("a marked tail", MARKED)],
            &[("a", MARKED)],
            "^M^[C^[m^[K",
        ),
        (
            "what follows",
            &[(line, PLAIN)],
            &[(end, PLAIN)],
            "^[1;2H^[K^[18C|",
        ),
        (
            "not with a background",
            &[("ab", PLAIN)],
            &[("   ", MARKED)],
            "^M^[48;5;24m   ",
        ),
        (
            "not with a line",
            &[("a", PLAIN)],
            &[("a", PLAIN), (" ", under)],
            "^[4m ",
        ),
    ]);
}

#[test]
fn no_width_is_trusted_that_terminals_quarrel_about() {
    check(&[
        (
            "half of it",
            &[("日本", PLAIN)],
            &[("a 本x", PLAIN)],
            "^Ma ^[2Cx",
        ),
        ("a mark", &[], &[("e\u{301}x", PLAIN)], "e\u{301}^[1;2Hx"),
        ("an emoji", &[], &[("👍a", PLAIN)], "👍^[1;3Ha"),
        (
            "one that may be narrow",
            &[("abc", PLAIN)],
            &[("❤\u{fe0f}c", PLAIN)],
            "^M  ^M❤\u{fe0f}",
        ),
    ]);
}

#[test]
fn the_first_frame_clears() {
    let mut painted = Painted::new(4, 2);
    let mut frame = Buffer::empty(Rect::new(0, 0, 4, 2));
    frame.set_string(0, 1, "ab", Style::new());
    let cursor = Some(Position::new(2, 1));
    assert_eq!(
        readable(&painted.paint(&frame, cursor)),
        "^[?25l^[m^[H^[2J^[Bab^[?25h"
    );
    assert_eq!(painted.paint(&frame, cursor), b"");
    assert_eq!(
        readable(&painted.paint(&frame, Some(Position::new(0, 0)))),
        "^[H"
    );
    assert_eq!(readable(&painted.paint(&frame, None)), "^[?25l");
    let other = Buffer::empty(Rect::new(0, 0, 2, 2));
    assert_eq!(readable(&painted.paint(&other, None)), "^[?25l^[m^[H^[2J");
    painted.shown = None;
    assert_eq!(
        readable(&painted.paint(&frame, None)),
        "^[?25l^[m^[H^[2J^[Bab"
    );
}

#[test]
fn nothing_is_written_beyond_the_last_column() {
    let mut painted = Painted::new(3, 2);
    let mut frame = Buffer::empty(Rect::new(0, 0, 3, 2));
    painted.paint(&frame, None);
    frame.set_string(2, 0, "x", Style::new());
    frame.set_string(0, 1, "y", Style::new());
    assert_eq!(readable(&painted.paint(&frame, None)), "  x^[2Hy");
    frame[(2, 1)].set_symbol("日");
    assert_eq!(painted.paint(&frame, None), b"");
}

/// What the backend of the crossterm crate writes for the same step.
fn plain_way(before: Option<&Buffer>, after: &Buffer) -> usize {
    use ratatui::backend::{Backend, CrosstermBackend};
    crossterm::style::force_color_output(true);
    let mut bytes = Vec::new();
    let mut backend = CrosstermBackend::new(&mut bytes);
    let empty = Buffer::empty(after.area);
    if before.is_none() {
        backend.clear().unwrap();
    }
    let cells = before.unwrap_or(&empty).diff(after);
    backend.draw(cells.into_iter()).unwrap();
    backend.hide_cursor().unwrap();
    Backend::flush(&mut backend).unwrap();
    bytes.len()
}

#[test]
fn frames_fit_a_slow_link() {
    let screen = |top, selected, line| Screen {
        top,
        selected,
        line,
    };
    let start = screen(0, 0, 0);
    // What the plain way takes: 12867; 287, 309, 298; 840; 3307, 3299.
    let cases = [
        ("first paint", None, start, 6300),
        ("highlight down", Some(start), screen(0, 1, 0), 215),
        (
            "highlight down again",
            Some(screen(0, 1, 0)),
            screen(0, 2, 0),
            215,
        ),
        ("highlight up", Some(screen(0, 2, 0)), screen(0, 1, 0), 215),
        (
            "list by half a page",
            Some(screen(0, 1, 0)),
            screen(4, 5, 0),
            500,
        ),
        ("text by one", Some(screen(4, 5, 0)), screen(4, 5, 1), 1950),
        (
            "text by half a page",
            Some(screen(4, 5, 1)),
            screen(4, 5, 18),
            1950,
        ),
    ];
    let mut painted = Painted::new(120, 40);
    for (what, before, after, most) in cases {
        let before = before.map(Screen::frame);
        let after = after.frame();
        let bytes = painted.paint(&after, None);
        let plain = plain_way(before.as_ref(), &after);
        println!("{what}: {} bytes, the plain way {plain}", bytes.len());
        assert_eq!(painted.faults(None), Vec::<String>::new());
        assert!(bytes.len() <= most && bytes.len() < plain, "{what}");
        let bracketed = bytes.starts_with(BEGIN_UPDATE) && bytes.ends_with(END_UPDATE);
        assert_eq!(bracketed, bytes.len() > PACKET, "{what}");
    }
}
