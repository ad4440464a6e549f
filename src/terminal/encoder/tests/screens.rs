//! Frames like those of the program, to count bytes on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const WIDTH: u16 = 120;
const HEIGHT: u16 = 40;
/// The column of the border between the lists and the text.
const MIDDLE: u16 = 60;
/// The upper borders of the lists, and the lower border of the last.
const BORDERS: [u16; 5] = [1, 11, 19, 27, 36];
const WORDS: [&str; 24] = [
    "leaders",
    "gather",
    "in",
    "the",
    "harbour",
    "for",
    "talks",
    "on",
    "a",
    "railway",
    "under",
    "Baltic",
    "Sea",
    "—",
    "and",
    "officials",
    "said",
    "that",
    "Kalvāne",
    "would",
    "open",
    "border",
    "regime",
    "ferries",
];

/// Four lists and a text.
#[derive(Clone, Copy, Default)]
pub struct Screen {
    /// The first row of the first list that is shown.
    pub top: usize,
    /// The selected row of the first list.
    pub selected: usize,
    /// The first line of the text that is shown.
    pub line: usize,
}

fn fg(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

/// A few words, always the same for the same number.
fn words(number: usize, width: usize) -> String {
    let picks = (0..).map(|n: usize| WORDS[(number * 7 + n * (number % 5 + 3)) % WORDS.len()]);
    let mut text = String::new();
    for word in picks {
        if text.chars().count() + word.chars().count() + 1 > width {
            return text;
        }
        text = text + word + " ";
    }
    text
}

impl Screen {
    pub fn frame(self) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        frame.set_string(1, 0, "Visby, 3–5 June 2031", bold);
        frame.set_string(
            24,
            0,
            "24 articles · 61 events · 17 people · 48 figures",
            fg(246),
        );
        frame.set_string(
            115,
            0,
            "DEMO",
            bold.fg(Color::Indexed(16)).bg(Color::Indexed(214)),
        );
        borders(&mut frame);
        for list in 0..4 {
            self.list(&mut frame, list);
        }
        self.text(&mut frame);
        frame.set_string(
            1,
            37,
            "Kalvāne arrives in Visby · Tue 3 Jun 2031 · took place",
            fg(246),
        );
        frame.set_string(
            1,
            38,
            "“on Tuesday” in an article dated 4 June 2031",
            fg(246),
        );
        let mut x = 1;
        for (key, does) in [
            ("↑↓", "move"),
            ("←→", "evidence"),
            ("⏎", "read"),
            ("Tab", "pane"),
            ("/", "find"),
        ] {
            frame.set_string(x, 39, key, bold.fg(Color::Indexed(80)));
            frame.set_string(x + 4, 39, does, fg(246));
            x += 15;
        }
        frame
    }

    fn list(self, frame: &mut Buffer, list: usize) {
        let top = if list == 0 { self.top } else { 0 };
        for (row, y) in (BORDERS[list] + 1..BORDERS[list + 1]).enumerate() {
            let number = list * 100 + top + row;
            let dim = fg(246);
            frame.set_string(2, y, format!("{}", 1990 + number / 3), fg(110));
            if !number.is_multiple_of(3) {
                frame.set_string(
                    7,
                    y,
                    format!("{:>9}", format!("{} Jun", number % 30 + 1)),
                    fg(110),
                );
            }
            frame.set_string(17, y, ["~", "›", "?", " "][number % 4], dim);
            frame.set_string(19, y, "●", fg(80).add_modifier(Modifier::BOLD));
            frame.set_string(21, y, words(number, 24 + number % 10), Style::new());
            frame.set_string(55, y, ["▪▪", "▪ "][number % 2], fg(73));
            if row + top == self.selected && list == 0 {
                frame.set_string(1, y, "▸", dim);
                let marked = fg(231).bg(Color::Indexed(24)).add_modifier(Modifier::BOLD);
                frame.set_style(Rect::new(1, y, MIDDLE - 1, 1), marked);
            }
        }
    }

    fn text(self, frame: &mut Buffer) {
        for (line, y) in (BORDERS[0] + 1..BORDERS[4]).enumerate() {
            let number = self.line + line;
            if !number.is_multiple_of(6) {
                frame.set_string(MIDDLE + 3, y, words(number, 46 + number % 8), Style::new());
            }
            if number % 9 == 4 {
                let evidence = fg(255).bg(Color::Indexed(236));
                frame.set_style(Rect::new(MIDDLE + 3, y, 40, 1), evidence);
                let marked = fg(221).add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                frame.set_style(Rect::new(MIDDLE + 12, y, 7, 1), marked);
                frame.set_string(MIDDLE + 1, y, "▌", fg(80).add_modifier(Modifier::BOLD));
            }
        }
    }
}

fn borders(frame: &mut Buffer) {
    let style = fg(240);
    for y in BORDERS[0]..=BORDERS[4] {
        for x in [0, MIDDLE, WIDTH - 1] {
            frame.set_string(x, y, "│", style);
        }
    }
    for (list, y) in BORDERS.into_iter().enumerate() {
        let outermost = y == BORDERS[0] || y == BORDERS[4];
        let end = if outermost { WIDTH } else { MIDDLE };
        frame.set_string(0, y, "─".repeat(end.into()), style);
        frame.set_string(0, y, "├", style);
        frame.set_string(MIDDLE, y, if outermost { "┬" } else { "┤" }, style);
        if let Some(title) = ["1 Timeline", "2 Participants", "3 Figures", "4 Agenda"].get(list) {
            frame.set_string(
                2,
                y,
                format!(" {title} "),
                fg(80).add_modifier(Modifier::BOLD),
            );
            frame.set_string(52, y, " 1/48 ", fg(246));
        }
    }
    for (x, y, corner) in [
        (0, 1, "╭"),
        (WIDTH - 1, 1, "╮"),
        (0, 36, "╰"),
        (WIDTH - 1, 36, "╯"),
    ] {
        frame.set_string(x, y, corner, style);
    }
}
