//! The frame of a box over the panes, and its scrolled lines.

use ratatui::layout::{Constraint, Rect};

use super::paint::Painter;
use crate::app::boxes::Over;
use crate::app::layout::Layout;
use crate::app::state::App;
use crate::app::text::Charset;
use crate::app::theme::Role;

/// Columns of a box at the most.
const WIDEST: u16 = 96;

/// A line of a box.
pub enum BoxLine {
    /// A heading.
    Heading(String),
    /// Running text.
    Text(String),
    /// What is said in passing.
    Dim(String),
    /// A word in a column of its own, and what it means.
    Entry(String, String),
    /// A sign in a column of its own, and what is quoted from.
    Quoted(&'static str, String),
    /// What is quoted, under it.
    Quote(String),
}

/// The place of a box in the middle of the screen.
pub fn middle(area: Rect) -> Rect {
    // Slivers of panes beside the box would only distract.
    let width = if area.width < WIDEST + 24 {
        area.width
    } else {
        WIDEST
    };
    let height = area.height.saturating_sub(2).max(1);
    area.centered(Constraint::Length(width), Constraint::Length(height))
}

/// The place of a box beside the source, where there is one.
pub fn beside_source(app: &App) -> Rect {
    let screen = Rect::from(app.size);
    let Some(layout) = Layout::new(app.size, &app.view) else {
        return screen;
    };
    let source = layout
        .area(crate::app::pane::Pane::Source)
        .map(|area| area.outer);
    let top = layout.title.bottom().max(layout.chips.bottom());
    let body = Rect {
        y: top,
        height: layout.why.y.saturating_sub(top),
        ..screen
    };
    match source.filter(|source| *source != body && layout.areas.len() > 1) {
        // Beside it.
        Some(source) if source.x > 0 => Rect {
            width: source.x + 1,
            ..body
        },
        // Above it.
        Some(source) if source.y > body.y + 5 => Rect {
            height: source.y - body.y,
            ..body
        },
        _ => body,
    }
}

/// The visible lines of the open box.
pub fn rows(app: &App) -> usize {
    let place = match &app.over {
        Some(Over::Why(_)) => beside_source(app),
        _ => middle(Rect::from(app.size)),
    };
    inner(place).height.into()
}

/// The place without its frame.
pub fn inner(place: Rect) -> Rect {
    Rect::new(
        place.x.saturating_add(2),
        place.y.saturating_add(1),
        place.width.saturating_sub(4),
        place.height.saturating_sub(2),
    )
}

/// Clears a place and draws a frame around it.
pub fn frame(painter: &mut Painter<'_>, place: Rect, title: &str) {
    painter.fill(place, Role::Text);
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
    let room = usize::from(place.width.saturating_sub(4));
    let style = painter.style(Role::TitleFocus);
    painter.put(place.x + 2, place.y, room, &format!(" {title} "), style);
}

/// Draws lines into a framed place from the first visible one on, and how many there are.
pub fn lines(painter: &mut Painter<'_>, place: Rect, lines: &[BoxLine], top: usize, column: usize) {
    let inner = inner(place);
    let visible = usize::from(inner.height);
    let top = top.min(lines.len().saturating_sub(visible));
    let room = usize::from(inner.width);
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(top)) {
        let (key, text, role) = match line {
            BoxLine::Heading(text) => (None, text, Role::Heading),
            BoxLine::Text(text) => (None, text, Role::Text),
            BoxLine::Dim(text) => (None, text, Role::Dim),
            BoxLine::Entry(key, text) => (Some(&**key), text, Role::Text),
            BoxLine::Quoted(sign, text) => (Some(*sign), text, Role::Label),
            BoxLine::Quote(text) => (Some(""), text, Role::Text),
        };
        let indent = key.map_or(0, |_| column);
        painter.put(
            inner.x,
            y,
            indent,
            key.unwrap_or_default(),
            painter.style(Role::Key),
        );
        let at = inner.x + u16::try_from(indent).unwrap_or(0);
        painter.put(
            at,
            y,
            room.saturating_sub(indent),
            text,
            painter.style(role),
        );
    }
    if lines.len() > visible {
        let last = (top + visible).min(lines.len());
        let text = format!(" {last}/{} ", lines.len());
        let right = place.right().saturating_sub(2);
        painter.put_right(
            right,
            place.bottom().saturating_sub(1),
            14,
            &text,
            painter.style(Role::Dim),
        );
    }
}
