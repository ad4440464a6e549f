//! The tour: a box at the foot of the panes that it speaks of, and the pane pointed at.

use ratatui::layout::Rect;

use super::boxes;
use super::paint::Painter;
use crate::app::commands::{Command, shown};
use crate::app::layout::Layout;
use crate::app::pane::Pane;
use crate::app::theme::Role;
use crate::app::tour::Tour;

/// Columns of the text at the most.
const WIDEST: u16 = 72;

/// Draws the step of the tour over everything else, away from what it points at.
pub fn draw(painter: &mut Painter<'_>, layout: &Layout, tour: &Tour) {
    let screen = painter.area();
    let width = screen.width.min(WIDEST + 4);
    let lines = painter.charset().wrap(
        &tour.text(painter.charset()),
        usize::from(width.saturating_sub(4)),
    );
    let height = u16::try_from(lines.len())
        .unwrap_or(0)
        .saturating_add(3)
        .min(screen.height);
    let pointed = Pane::ALL
        .into_iter()
        .find(|pane| pane.name() == tour.pane());
    let pointed = pointed
        .and_then(|pane| layout.area(pane))
        .map(|area| area.outer);
    let bottom = layout.keys.y.saturating_sub(height);
    let x = screen.width.saturating_sub(width) / 2;
    let free = |place: &Rect| pointed.is_none_or(|pointed| pointed.intersection(*place).is_empty());
    let places = [
        Rect::new(x, bottom, width, height),
        Rect::new(x, layout.title.bottom(), width, height),
        Rect::new(screen.width.saturating_sub(width), bottom, width, height),
        Rect::new(0, bottom, width, height),
    ];
    let place = places
        .into_iter()
        .find(free)
        .unwrap_or(places[0])
        .intersection(screen);
    if let Some(pointed) = pointed {
        outline(painter, pointed);
    }
    let (step, steps) = tour.place();
    boxes::frame(painter, place, &format!("Tour {step}/{steps}"));
    let inner = boxes::inner(place);
    let room = usize::from(inner.width);
    for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
        painter.put(inner.x, y, room, line, painter.style(Role::Text));
    }
    let keymap = &painter.app.settings.keymap;
    let charset = painter.charset();
    let keys = format!(
        "{} next, {} before, any other key ends the tour",
        shown(keymap.key(Command::TourNext), charset),
        shown(keymap.key(Command::TourPrevious), charset),
    );
    painter.put_right(
        inner.right(),
        inner.bottom().saturating_sub(1),
        room,
        &keys,
        painter.style(Role::Dim),
    );
}

/// Draws the border of a pane so that the eye goes there.
fn outline(painter: &mut Painter<'_>, place: Rect) {
    let style = painter.style(Role::Differ);
    let on_border = |x: u16, y: u16| {
        x == place.x || x + 1 == place.right() || y == place.y || y + 1 == place.bottom()
    };
    let cells = place.intersection(painter.area()).positions();
    for at in cells.filter(|at| on_border(at.x, at.y)) {
        if let Some(cell) = painter.buffer().cell_mut(at) {
            cell.set_style(style);
        }
    }
}
