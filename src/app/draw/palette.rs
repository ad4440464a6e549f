//! The palette over the panes: what was typed, and what fits it.

use ratatui::layout::{Position, Rect};

use super::boxes;
use super::paint::Painter;
use crate::app::boxes::Over;
use crate::app::commands;
use crate::app::item::Item;
use crate::app::palette::{Choice, Palette};
use crate::app::state::App;
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// Columns for the names of commands.
const NAMES: u16 = 17;

/// Draws the palette; gives the place of the cursor.
pub fn draw(painter: &mut Painter<'_>, area: Rect, palette: &Palette) -> Position {
    let place = boxes::middle(area);
    boxes::frame(painter, place, "Commands and rows");
    let inner = boxes::inner(place);
    let room = usize::from(inner.width);
    let style = painter.style(Role::Heading);
    let end = painter.typed(
        inner.x,
        inner.y,
        room.saturating_sub(1),
        (':', &palette.words),
        style,
    );
    let list = list_of(place);
    if palette.choices.is_empty() {
        painter.put(
            list.x,
            list.y,
            room,
            "nothing fits",
            painter.style(Role::Dim),
        );
    }
    let top = first(palette, list);
    let visible = palette.choices.iter().enumerate().skip(top);
    for (row, (index, choice)) in list.rows().zip(visible) {
        draw_choice(painter, row, *choice, index == palette.selected);
    }
    Position::new(end.min(inner.right().saturating_sub(1)), inner.y)
}

fn draw_choice(painter: &mut Painter<'_>, row: Rect, choice: Choice, selected: bool) {
    let app = painter.app;
    let over = selected.then(|| painter.style(Role::Selected));
    if selected {
        painter.fill(row, Role::Selected);
        painter.put(
            row.x,
            row.y,
            1,
            painter.symbol(Symbol::Selected),
            painter.style(Role::Selected),
        );
    }
    let style = |painter: &Painter<'_>, role| over.unwrap_or_else(|| painter.style(role));
    let (left, word, text) = match choice {
        Choice::Command(command) => {
            let entries = app.settings.keymap.entries().iter();
            let entry = entries.clone().find(|entry| entry.command == command);
            let help = entry.map_or("", |entry| entry.help);
            let key = commands::shown(app.settings.keymap.key(command), painter.charset());
            (key.to_owned(), command.name().to_owned(), help.to_owned())
        }
        Choice::Item(item) => {
            let row = app.board.row(item);
            (kind(item).to_owned(), row.title, row.facts)
        }
    };
    let room = usize::from(row.width.saturating_sub(2));
    let x = row.x + 2;
    painter.words_at(x, row.y, 9, &left, style(painter, Role::Key));
    let x = x + 11;
    let room = room.saturating_sub(11);
    let after = painter.words_at(x, row.y, room, &word, style(painter, Role::Text));
    let column = match choice {
        Choice::Command(_) => NAMES,
        Choice::Item(_) => 0,
    };
    let after = after.max(x + column);
    let taken = usize::from(after.saturating_sub(x)) + 2;
    let dim = style(painter, Role::Dim);
    painter.words_at(after + 2, row.y, room.saturating_sub(taken), &text, dim);
}

const fn kind(item: Item) -> &'static str {
    match item {
        Item::Event(_) => "event",
        Item::Person(_) => "person",
        Item::Figure(_) => "figure",
        Item::Theme(_) => "theme",
        Item::Article(_) => "article",
        Item::Place(_) => "place",
        Item::Problem(_) => "unread",
    }
}

/// The part of the box that the choices stand in.
fn list_of(place: Rect) -> Rect {
    let inner = boxes::inner(place);
    Rect {
        y: inner.y.saturating_add(2),
        height: inner.height.saturating_sub(2),
        ..inner
    }
}

/// The first visible choice: half a page on where the chosen one would be out of sight.
fn first(palette: &Palette, list: Rect) -> usize {
    let rows = usize::from(list.height).max(1);
    let half = (rows / 2).max(1);
    match (palette.selected + 1).checked_sub(rows) {
        None | Some(0) => 0,
        Some(beyond) => beyond.div_ceil(half) * half,
    }
}

/// The choice of the open palette that stands at a place of the screen.
pub fn choice_at(app: &App, at: Position) -> Option<usize> {
    let Some(Over::Palette(palette)) = &app.over else {
        return None;
    };
    let list = list_of(boxes::middle(Rect::from(app.size)));
    let row = first(palette, list) + usize::from(at.y.checked_sub(list.y)?);
    (list.contains(at) && row < palette.choices.len()).then_some(row)
}
