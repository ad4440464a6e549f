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
            strokes.iter().for_each(|stroke| stroke.draw(&mut frame));
            let cursor = cursor.map(|(x, y)| Position::new(x % width, y % height));
            let bytes = painted.paint(&frame, cursor);
            let faults = painted.faults(cursor);
            prop_assert!(faults.is_empty(), "{faults:#?} after {}", bytes.escape_ascii());
            let nothing = painted.paint(&frame, cursor);
            prop_assert!(nothing.is_empty(), "{}", nothing.escape_ascii());
        }
    }
}

/// The bytes of a step between two frames of one row, after the first paint of `before`.
fn step(before: &[(&str, Style)], after: &[(&str, Style)]) -> String {
    steps_of(&[before, after]).pop().unwrap()
}

fn steps_of(frames: &[&[(&str, Style)]]) -> Vec<String> {
    let mut painted = Painted::new(20, 2);
    let mut bytes = Vec::new();
    for spans in frames {
        let mut frame = Buffer::empty(Rect::new(0, 0, 20, 2));
        let mut x = 0;
        for (text, style) in *spans {
            (x, _) = frame.set_stringn(x, 0, text, 20, *style);
        }
        bytes.push(painted.paint(&frame, None).escape_ascii().to_string());
        assert_eq!(painted.faults(None), Vec::<String>::new());
    }
    bytes
}

#[test]
fn what_differs_is_written() {
    let plain = Style::new();
    let red = plain.fg(Color::Red);
    let bold = plain.add_modifier(Modifier::BOLD);
    let marked = bold.fg(Color::Indexed(231)).bg(Color::Indexed(24));
    let under = plain.add_modifier(Modifier::UNDERLINED);
    for (why, before, after, wanted) in [
        ("alike", &[("same", red)][..], &[("same", red)][..], ""),
        (
            "a colour of a blank",
            &[("a b", plain)],
            &[("a", plain), (" ", red), ("b", plain)],
            "",
        ),
        (
            "one letter",
            &[("cat", plain)],
            &[("cot", plain)],
            r"\x08\x08o",
        ),
        (
            "a near change",
            &[("abcdefg", plain)],
            &[("xbcdefy", plain)],
            r"\rx\x1b[5Cy",
        ),
    ] {
        assert_eq!(step(before, after), wanted, "{why}");
    }
    let _ = (marked, under);
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
    let start = Screen::default();
    let down = |selected| Screen { selected, ..start };
    let cases = [
        ("first paint", None, start, 8500),
        ("highlight, first step", Some(start), down(1), 240),
        ("highlight, second step", Some(down(1)), down(2), 240),
        ("highlight, third step", Some(down(2)), down(3), 240),
        ("highlight, up", Some(down(3)), down(2), 240),
        (
            "half a page",
            Some(down(2)),
            Screen {
                top: 4,
                selected: 6,
                line: 0,
            },
            2000,
        ),
        (
            "text by one",
            Some(Screen {
                top: 4,
                selected: 6,
                line: 0,
            }),
            Screen {
                top: 4,
                selected: 6,
                line: 1,
            },
            2000,
        ),
        (
            "text by half a page",
            Some(Screen {
                top: 4,
                selected: 6,
                line: 1,
            }),
            Screen {
                top: 4,
                selected: 6,
                line: 18,
            },
            2000,
        ),
    ];
    let mut painted = Painted::new(120, 40);
    for (what, before, after, most) in cases {
        let before = before.map(Screen::frame);
        let after = after.frame();
        let started = std::time::Instant::now();
        let bytes = painted.paint(&after, None);
        let took = started.elapsed();
        let changed = before
            .as_ref()
            .map_or(0, |before| before.diff(&after).len());
        println!(
            "{what}: {} bytes, {} the plain way, {changed} cells, {took:?}",
            bytes.len(),
            plain_way(before.as_ref(), &after)
        );
        if bytes.len() < 400 {
            println!("{}", bytes.escape_ascii());
        }
        assert_eq!(painted.faults(None), Vec::<String>::new());
        assert!(bytes.len() <= most, "{what}: {} bytes", bytes.len());
    }
}

#[test]
fn zz_budget() {
    let frame = Screen::default().frame();
    let mut out = Vec::new();
    Encoder::new().encode(None, &frame, None, &mut out);
    let text: usize = frame
        .content
        .iter()
        .filter(|c| c.symbol() != " ")
        .map(|c| c.symbol().len())
        .sum();
    let blanks = frame.content.iter().filter(|c| c.symbol() == " ").count();
    let s = String::from_utf8(out).unwrap();
    println!(
        "ink {text}, blanks {blanks}, written spaces {}",
        s.matches(' ').count()
    );
    println!(
        "{}",
        s.escape_debug()
            .to_string()
            .replace("\\u{1b}", "^")
            .chars()
            .take(5000)
            .collect::<String>()
    );
}

#[test]
fn zz_steps() {
    let s = |top, selected, line| {
        Screen {
            top,
            selected,
            line,
        }
        .frame()
    };
    for (what, before, after) in [
        ("first", None, s(0, 0, 0)),
        ("hl", Some(s(0, 0, 0)), s(0, 1, 0)),
        ("half", Some(s(0, 2, 0)), s(4, 6, 0)),
        ("text 1", Some(s(0, 2, 0)), s(0, 2, 1)),
        ("text half", Some(s(0, 2, 0)), s(0, 2, 17)),
        ("all", Some(s(0, 2, 0)), s(5, 2, 17)),
    ] {
        let mut encoder = Encoder::new();
        let mut out = Vec::new();
        if let Some(b) = &before {
            encoder.encode(None, b, None, &mut out);
        }
        let fresh = encoder.clone();
        for _ in 0..100 {
            encoder = fresh.clone();
            encoder.encode(before.as_ref(), &after, None, &mut out);
        }
        encoder = fresh;
        out.clear();
        let t = std::time::Instant::now();
        encoder.encode(before.as_ref(), &after, None, &mut out);
        println!(
            "{what}: {} {:?} plain {}",
            out.len(),
            t.elapsed(),
            plain_way(before.as_ref(), &after)
        );
    }
}
