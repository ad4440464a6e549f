//! The help over the panes: every key and every sign, made from their tables.

use ratatui::layout::{Position, Rect};

use super::boxes::{self, BoxLine};
use super::paint::Painter;
use crate::app::boxes::{Help, Over};
use crate::app::commands;
use crate::app::find::Folded;
use crate::app::state::App;
use crate::app::symbols;
use crate::app::text::Charset;
use crate::app::theme::Role;

/// Columns for keys and signs.
const KEYS: usize = 19;

/// All lines of the help at the state's size.
pub fn height(app: &App) -> usize {
    lines(app).len()
}

/// Draws the help; gives the place of the cursor while words are typed into it.
pub fn draw(painter: &mut Painter<'_>, area: Rect, help: &Help) -> Option<Position> {
    let place = boxes::middle(area);
    boxes::frame(painter, place, "Keys and signs");
    let lines = lines(painter.app);
    boxes::lines(painter, place, &lines, help.top, keys_column(area.width));
    if !help.typing && help.words.is_empty() {
        return None;
    }
    let role = if help.typing {
        Role::Heading
    } else {
        Role::Key
    };
    let room = usize::from(place.width.saturating_sub(24));
    let style = painter.style(role);
    let left = painter.put(place.x + 20, place.y, 1, " ", style);
    let end = painter.typed(left, place.y, room, ('/', &help.words), style);
    painter.put(end, place.y, 1, " ", style);
    help.typing.then(|| Position::new(end, place.y))
}

const fn keys_column(width: u16) -> usize {
    if width < 60 { 14 } else { KEYS }
}

fn lines(app: &App) -> Vec<BoxLine> {
    let charset = app.settings.charset;
    let column = keys_column(app.size.width);
    let place = boxes::middle(Rect::new(0, 0, app.size.width, app.size.height));
    let room = usize::from(boxes::inner(place).width)
        .saturating_sub(column)
        .max(8);
    let words = match &app.over {
        Some(Over::Help(help)) => Folded::new(&help.words),
        _ => Folded::default(),
    };
    let is_wanted = |text: &str| words.is_empty() || !Folded::new(text).find(&words).is_empty();
    let mut lines = Vec::new();
    let mut section = "";
    let entries = app.settings.keymap.entries();
    let mut sections: Vec<&str> = Vec::new();
    for entry in entries {
        if !sections.contains(&entry.section) {
            sections.push(entry.section);
        }
    }
    for next in sections {
        for entry in entries.iter().filter(|entry| entry.section == next) {
            let keys: Vec<&str> = entry
                .keys
                .iter()
                .map(|name| commands::shown(name, charset))
                .collect();
            let keys = keys.join(" ");
            if is_wanted(&format!(
                "{keys} {next} {} {}",
                entry.command.name(),
                entry.help
            )) {
                heading(&mut lines, &mut section, next);
                push(&mut lines, &keys, entry.help, room, column, charset);
            }
        }
    }
    for (sign, pane, meaning) in symbols::legend(charset == Charset::Ascii) {
        if !is_wanted(&format!("{sign} signs {pane} {meaning}")) {
            continue;
        }
        heading(&mut lines, &mut section, "Signs");
        let pane = if pane == "all" {
            String::new()
        } else {
            format!("  {pane}")
        };
        push(
            &mut lines,
            &format!("{sign}{pane}"),
            meaning,
            room,
            column,
            charset,
        );
    }
    if lines.is_empty() {
        lines.push(BoxLine::Dim(
            "nothing in the help has these words".to_owned(),
        ));
    }
    lines
}

/// Begins a section where it is another one than before.
fn heading(lines: &mut Vec<BoxLine>, section: &mut &'static str, next: &'static str) {
    if *section == next {
        return;
    }
    if !lines.is_empty() {
        lines.push(BoxLine::Heading(String::new()));
    }
    lines.push(BoxLine::Heading(next.to_owned()));
    *section = next;
}

/// Adds an entry, its text wrapped; keys too long for their column have a line of their own.
fn push(
    lines: &mut Vec<BoxLine>,
    key: &str,
    text: &str,
    room: usize,
    column: usize,
    charset: Charset,
) {
    let mut key = key.to_owned();
    if charset.width(&key) >= column {
        lines.push(BoxLine::Dim(std::mem::take(&mut key)));
    }
    for part in charset.wrap(text, room) {
        lines.push(BoxLine::Entry(std::mem::take(&mut key), part));
    }
}
