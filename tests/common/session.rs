//! The screen without a terminal: keys go in through the real key map, frames come out of memory.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "what goes wrong here fails the test"
)]

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use summitry::app::{Access, Action, App, Board, Charset, Effect, Settings, ThemeName};
use summitry::dossier::Dossier;
use summitry::terminal::key_of;

/// A session on a screen in memory.
pub struct Session {
    pub app: App,
    pub buffer: Buffer,
    pub cursor: Option<Position>,
    pub last: Effect,
}

impl Session {
    pub fn new(dossier: Dossier, settings: Settings, width: u16, height: u16) -> Self {
        let app = App::new(Arc::new(Board::new(dossier)), settings);
        let mut session = Self {
            app,
            buffer: Buffer::default(),
            cursor: None,
            last: Effect::Draw,
        };
        session.resize(width, height);
        session
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.last = self.app.update(Action::Resize(width, height));
        self.buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.draw();
    }

    pub fn dark(width: u16, height: u16) -> Self {
        let settings = Settings {
            access: Access::Demo,
            ..Settings::default()
        };
        Self::new(crate::common::dossier(), settings, width, height)
    }

    /// Presses keys, named and parted by blanks ("j j Tab Ctrl-L"), lets them rest, then draws.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ').filter(|name| !name.is_empty()) {
            self.hit(name);
            if self
                .app
                .wakes()
                .is_some_and(|rest| rest < Duration::from_secs(1))
            {
                self.app.update(Action::Wake);
            }
        }
        self.draw();
        self
    }

    /// Presses a key and does not let it rest.
    pub fn hit(&mut self, name: &str) {
        if let Some(action) = key_of(&event(name)).and_then(|key| self.app.action(key)) {
            self.last = self.app.update(action);
        }
    }

    /// Types a word, letter by letter.
    pub fn type_in(&mut self, word: &str) -> &mut Self {
        for c in word.chars() {
            let key = key_of(&KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).unwrap();
            let action = self.app.action(key).unwrap();
            self.app.update(action);
        }
        self.draw();
        self
    }

    pub fn draw(&mut self) {
        self.cursor = self.app.draw(&mut self.buffer);
    }

    /// The rows of the screen; cells hidden behind a wide character are left out.
    pub fn rows(&self) -> impl Iterator<Item = Vec<&Cell>> {
        let rows = self
            .buffer
            .content
            .chunks(usize::from(self.buffer.area.width).max(1));
        rows.map(|cells| {
            let mut next = 0;
            let places = cells.iter().enumerate();
            let visible = places.filter(|(at, cell)| {
                let shown = *at >= next;
                if shown {
                    next = at + usize::from(cell.cell_width().max(1));
                }
                shown
            });
            visible.map(|(_, cell)| cell).collect()
        })
    }

    /// The text of the screen.
    pub fn text(&self) -> String {
        let row = |cells: Vec<&Cell>| {
            let text: String = cells.iter().map(|cell| cell.symbol()).collect();
            text.trim_end().to_owned()
        };
        self.rows().map(row).collect::<Vec<_>>().join("\n")
    }

    /// The screen as letters, one for each style, and what the letters stand for.
    pub fn styles(&self) -> String {
        let mut seen: Vec<Style> = Vec::new();
        let mut map = String::new();
        for row in self.rows() {
            for cell in row {
                let style = cell.style();
                let known = seen
                    .iter()
                    .position(|known| *known == style)
                    .unwrap_or_else(|| {
                        seen.push(style);
                        seen.len() - 1
                    });
                map.push(char::from(b".abcdefghijklmnopqrstuvwxyz"[known]));
            }
            map.push('\n');
        }
        let mut legend = String::new();
        for (style, letter) in seen.iter().zip(".abcdefghijklmnopqrstuvwxyz".chars()) {
            let (fg, bg) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
            let modifiers = style.add_modifier;
            writeln!(legend, "{letter} fg:{fg} bg:{bg} {modifiers:?}").unwrap();
        }
        format!("{map}\n{legend}")
    }

    /// The underlined letters of the screen: in the dark theme, the marked phrases.
    pub fn marked(&self) -> String {
        let cells = self.rows().flatten();
        let marked = cells.filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
        marked
            .map(Cell::symbol)
            .filter(|symbol| *symbol != " ")
            .collect()
    }
}

pub fn event(name: &str) -> KeyEvent {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    match name {
        "Enter" => plain(KeyCode::Enter),
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "Shift-Tab" => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        "Backspace" => plain(KeyCode::Backspace),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        "Left" => plain(KeyCode::Left),
        "Right" => plain(KeyCode::Right),
        "Home" => plain(KeyCode::Home),
        "End" => plain(KeyCode::End),
        "PgUp" => plain(KeyCode::PageUp),
        "PgDn" => plain(KeyCode::PageDown),
        "Alt-Left" => KeyEvent::new(KeyCode::Left, KeyModifiers::ALT),
        "Alt-Right" => KeyEvent::new(KeyCode::Right, KeyModifiers::ALT),
        "Space" => plain(KeyCode::Char(' ')),
        "F1" => plain(KeyCode::F(1)),
        _ => {
            let letter = name.strip_prefix("Ctrl-");
            let modifiers = letter.map_or(KeyModifiers::NONE, |_| KeyModifiers::CONTROL);
            let c = letter
                .unwrap_or(name)
                .to_ascii_lowercase()
                .chars()
                .next()
                .unwrap();
            let c = if letter.is_none() {
                name.chars().next().unwrap()
            } else {
                c
            };
            KeyEvent::new(KeyCode::Char(c), modifiers)
        }
    }
}

pub fn with(theme: ThemeName, charset: Charset) -> Settings {
    Settings {
        theme,
        charset,
        ..Settings::default()
    }
}
