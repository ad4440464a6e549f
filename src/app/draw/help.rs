//! The help over the panes: every key and every sign, made from their tables.

use ratatui::layout::{Rect, Size};

use super::paint::Painter;
use crate::app::commands;
use crate::app::state::App;
use crate::app::symbols;
use crate::app::text::Charset;
use crate::app::theme::Role;

/// Columns for keys and signs.
const KEYS: usize = 19;
/// Columns of the help at the most.
const WIDEST: u16 = 92;

/// The rows of the help that are visible at a size.
pub fn rows(size: Size) -> usize {
    usize::from(place(Rect::from(size)).height.saturating_sub(2))
}

/// All rows of the help at the state's size.
pub fn height(app: &App) -> usize {
    lines(app.size.width, app.settings.charset).len()
}

/// Draws the help, its first `top` rows scrolled away.
pub fn draw(painter: &mut Painter<'_>, area: Rect, top: usize) {
    let place = place(area);
    painter.fill(place, Role::Text);
    frame(painter, place);
    let lines = lines(area.width, painter.charset());
    let visible = usize::from(place.height.saturating_sub(2));
    let top = top.min(lines.len().saturating_sub(visible));
    let room = usize::from(place.width.saturating_sub(4));
    for (y, line) in (place.y + 1..place.bottom().saturating_sub(1)).zip(lines.iter().skip(top)) {
        let x = place.x + 2;
        match line {
            HelpLine::Heading(text) => {
                painter.put(x, y, room, text, painter.style(Role::Heading));
            }
            HelpLine::Entry(key, text) => {
                let column = keys_column(area.width);
                painter.put(x, y, column, key, painter.style(Role::Key));
                let at = x + u16::try_from(column).unwrap_or(0);
                painter.put(
                    at,
                    y,
                    room.saturating_sub(column),
                    text,
                    painter.style(Role::Text),
                );
            }
        }
    }
    if lines.len() > visible {
        let last = (top + visible).min(lines.len());
        let text = format!(" {last}/{} ", lines.len());
        let y = place.bottom().saturating_sub(1);
        painter.put_right(
            place.right().saturating_sub(2),
            y,
            12,
            &text,
            painter.style(Role::Dim),
        );
    }
}

fn place(area: Rect) -> Rect {
    // Slivers of panes beside the help would only distract.
    let width = if area.width < WIDEST + 24 {
        area.width
    } else {
        WIDEST
    };
    area.centered(
        ratatui::layout::Constraint::Length(width),
        ratatui::layout::Constraint::Length(area.height.saturating_sub(2)),
    )
}

fn frame(painter: &mut Painter<'_>, place: Rect) {
    let [corners, line, side] = match painter.charset() {
        Charset::Unicode => ["╭╮╰╯", "─", "│"],
        Charset::Ascii => ["++++", "-", "|"],
    };
    let style = painter.style(Role::Focus);
    let right = place.right().saturating_sub(1);
    let bottom = place.bottom().saturating_sub(1);
    let mut corners = corners.chars().map(String::from);
    for y in [place.y, bottom] {
        let across = line.repeat(usize::from(place.width));
        painter.put(place.x, y, usize::from(place.width), &across, style);
        for x in [place.x, right] {
            painter.put(x, y, 1, &corners.next().unwrap_or_default(), style);
        }
    }
    for y in place.y + 1..bottom {
        for x in [place.x, right] {
            painter.put(x, y, 1, side, style);
        }
    }
    painter.put(
        place.x + 2,
        place.y,
        30,
        " Keys and signs ",
        painter.style(Role::TitleFocus),
    );
}

enum HelpLine {
    Heading(&'static str),
    Entry(String, String),
}

fn keys_column(width: u16) -> usize {
    if width < 60 { 14 } else { KEYS }
}

fn lines(width: u16, charset: Charset) -> Vec<HelpLine> {
    let column = keys_column(width);
    let place = place(Rect::new(0, 0, width, 1));
    let room = usize::from(place.width.saturating_sub(4))
        .saturating_sub(column)
        .max(8);
    let mut lines = vec![HelpLine::Heading("Keys")];
    for entry in commands::help() {
        let keys: Vec<&str> = entry
            .keys
            .iter()
            .map(|name| commands::shown(name, charset))
            .collect();
        push(&mut lines, &keys.join(" "), entry.help, room, charset);
    }
    lines.push(HelpLine::Heading(""));
    lines.push(HelpLine::Heading("Signs"));
    for (sign, pane, meaning) in symbols::legend(charset == Charset::Ascii) {
        let pane = if pane == "all" {
            String::new()
        } else {
            format!("  {pane}")
        };
        push(&mut lines, &format!("{sign}{pane}"), meaning, room, charset);
    }
    lines
}

/// Adds an entry, its text wrapped.
fn push(lines: &mut Vec<HelpLine>, key: &str, text: &str, room: usize, charset: Charset) {
    let text = charset.show(text);
    let wrapped = textwrap::wrap(&text, textwrap::Options::new(room));
    for (index, part) in wrapped.into_iter().enumerate() {
        let key = if index == 0 {
            key.to_owned()
        } else {
            String::new()
        };
        lines.push(HelpLine::Entry(key, part.into_owned()));
    }
}
