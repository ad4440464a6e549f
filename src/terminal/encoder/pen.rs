//! The colours and modifiers of a cell in, the bytes that switch a terminal to them out.

use std::fmt::Display;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The modifiers that show on a blank.
pub const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The parameter that switches modifiers off, and those that switch them on, one by one. Some terminals
/// know only one of bold and dim at a time, the later.
const SWITCHES: [(u8, &[(Modifier, u8)]); 7] = [
    (22, &[(Modifier::BOLD, 1), (Modifier::DIM, 2)]),
    (23, &[(Modifier::ITALIC, 3)]),
    (24, &[(Modifier::UNDERLINED, 4)]),
    (25, &[(Modifier::SLOW_BLINK, 5), (Modifier::RAPID_BLINK, 6)]),
    (27, &[(Modifier::REVERSED, 7)]),
    (28, &[(Modifier::HIDDEN, 8)]),
    (29, &[(Modifier::CROSSED_OUT, 9)]),
];

/// The colours and modifiers that a terminal writes with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pen {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

impl Pen {
    pub const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: indexed(cell.fg),
            bg: indexed(cell.bg),
            modifier: cell.modifier,
        }
    }

    /// Whether more than its background shows on a blank.
    pub fn marks_blanks(&self) -> bool {
        self.modifier.intersects(ON_BLANKS)
    }

    /// The bytes that turn this pen into another: what differs, or all of it after a reset.
    pub fn switch(self, to: Self) -> String {
        if self == to {
            return String::new();
        }
        let differing = self.parameters(to);
        let differing = differing.strip_prefix(';').unwrap_or(&differing);
        // A parameter that is left out, here the first, is 0: the reset.
        let reset = Self::PLAIN.parameters(to);
        if differing.len() <= reset.len() {
            format!("\x1b[{differing}m")
        } else {
            format!("\x1b[{reset}m")
        }
    }

    /// The parameters for what differs, each with a semicolon before it.
    fn parameters(self, to: Self) -> String {
        let mut parameters = String::new();
        let mut add = |parameter: &dyn Display| {
            parameters.push(';');
            parameters.push_str(&parameter.to_string());
        };
        for (off, members) in SWITCHES {
            let has = |pen: Self| {
                members
                    .iter()
                    .filter(move |(modifier, _)| pen.modifier.contains(*modifier))
            };
            if has(self).eq(has(to)) {
                continue;
            }
            if has(self).next().is_some() {
                add(&off);
            }
            has(to).for_each(|(_, on)| add(on));
        }
        if self.fg != to.fg {
            add(&colour(to.fg, 30));
        }
        if self.bg != to.bg {
            add(&colour(to.bg, 40));
        }
        parameters
    }
}

/// The parameters for a colour, from 30 for the foreground and from 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    match colour {
        Color::Indexed(dark @ 0..=7) => (base + dark).to_string(),
        Color::Indexed(light @ 8..=15) => (base + 60 + light - 8).to_string(),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        _ => (base + 9).to_string(),
    }
}

/// The colour by its number, if it has one.
const fn indexed(colour: Color) -> Color {
    Color::Indexed(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(_) | Color::Rgb(..) | Color::Reset => return colour,
    })
}
