//! The lines between the panes, joined where they meet, and the titles on them.

use ratatui::layout::Rect;

use super::paint::Painter;
use crate::app::layout::{Area, Layout};
use crate::app::pane::Pane;
use crate::app::text::Charset;
use crate::app::theme::Role;

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// Draws all lines and titles; the focused pane's last, so that it stands out whole.
pub fn draw(painter: &mut Painter<'_>, layout: &Layout) {
    let mut lines = Lines::new(painter.area());
    for area in &layout.areas {
        lines.add(area.outer, layout.framed);
    }
    let focused = layout.area(painter.app.view.focus);
    for (x, y, ends) in lines.cells() {
        let inside = |area: &Area| is_on_border(area.outer, x, y);
        let role = if focused.is_some_and(inside) {
            Role::Focus
        } else {
            Role::Border
        };
        let style = painter.style(role);
        painter.put(x, y, 1, glyph(ends, painter.charset()), style);
    }
    for area in &layout.areas {
        titles(painter, area, layout.framed);
    }
}

/// The line ends that meet in each cell.
struct Lines {
    area: Rect,
    ends: Vec<u8>,
}

impl Lines {
    fn new(area: Rect) -> Self {
        Self {
            area,
            ends: vec![0; usize::from(area.width) * usize::from(area.height)],
        }
    }

    fn add(&mut self, place: Rect, sides: bool) {
        let right = place.right().saturating_sub(1);
        let bottom = place.bottom().saturating_sub(1);
        for y in [place.y, bottom] {
            for x in place.x..=right {
                let left = if x > place.x { LEFT } else { 0 };
                let right = if x < right { RIGHT } else { 0 };
                self.join(x, y, left | right);
            }
        }
        for x in [place.x, right].into_iter().filter(|_| sides) {
            for y in place.y..=bottom {
                let up = if y > place.y { UP } else { 0 };
                let down = if y < bottom { DOWN } else { 0 };
                self.join(x, y, up | down);
            }
        }
    }

    fn join(&mut self, x: u16, y: u16, ends: u8) {
        if x < self.area.width
            && let Some(cell) = self
                .ends
                .get_mut(usize::from(y) * usize::from(self.area.width) + usize::from(x))
        {
            *cell |= ends;
        }
    }

    fn cells(&self) -> impl Iterator<Item = (u16, u16, u8)> + '_ {
        let places = self.area.rows().flat_map(Rect::columns);
        let cells = places.zip(&self.ends).filter(|(_, ends)| **ends != 0);
        cells.map(|(place, ends)| (place.x, place.y, *ends))
    }
}

fn is_on_border(place: Rect, x: u16, y: u16) -> bool {
    let inside = place.contains((x, y).into());
    let edge = x == place.x || x + 1 == place.right() || y == place.y || y + 1 == place.bottom();
    inside && edge
}

const fn glyph(ends: u8, charset: Charset) -> &'static str {
    const HORIZONTAL: u8 = LEFT | RIGHT;
    const VERTICAL: u8 = UP | DOWN;
    let ascii = matches!(charset, Charset::Ascii);
    match ends {
        LEFT | RIGHT | HORIZONTAL if ascii => "-",
        UP | DOWN | VERTICAL if ascii => "|",
        _ if ascii => "+",
        LEFT | RIGHT | HORIZONTAL => "─",
        UP | DOWN | VERTICAL => "│",
        5 => "╯",
        6 => "╮",
        9 => "╰",
        10 => "╭",
        7 => "┤",
        11 => "├",
        13 => "┴",
        14 => "┬",
        _ => "┼",
    }
}

/// Puts the titles on a pane's upper line, and where it stands at its right.
fn titles(painter: &mut Painter<'_>, area: &Area, framed: bool) {
    let outer = area.outer;
    let inset = if framed { 2 } else { 1 };
    let right = outer.right().saturating_sub(inset);
    let place = position(painter, area.pane);
    let mut x = outer.x + inset;
    if !place.is_empty() {
        let style = painter.style(Role::Dim);
        painter.put_right(
            right,
            outer.y,
            usize::from(outer.width),
            &format!(" {place} "),
            style,
        );
    }
    let right = right.saturating_sub(u16::try_from(place.len() + 2).unwrap_or(0));
    let whole: usize = area
        .tabs
        .iter()
        .map(|pane| tab(*pane, true).len() + 1)
        .sum();
    let whole = x + u16::try_from(whole).unwrap_or(u16::MAX) <= right;
    for pane in &area.tabs {
        let shown = *pane == area.pane;
        let role = match (shown, shown && *pane == painter.app.view.focus) {
            (_, true) => Role::TitleFocus,
            (true, _) => Role::Heading,
            _ => Role::Dim,
        };
        let text = tab(*pane, whole || shown);
        let room = usize::from(right.saturating_sub(x));
        x = painter.put(x, outer.y, room, &text, painter.style(role)) + 1;
    }
    if area.pane == Pane::Source {
        let article = painter
            .app
            .board
            .dossier
            .articles
            .get(painter.app.source.article);
        let id = article
            .map(|article| format!(" {} ", article.id))
            .unwrap_or_default();
        let room = usize::from(right.saturating_sub(x));
        let cut = painter.charset().cut(&id, room).into_owned();
        painter.put(
            x.saturating_sub(1),
            outer.y,
            room,
            &cut,
            painter.style(Role::Label),
        );
    }
}

fn tab(pane: Pane, whole: bool) -> String {
    let (number, title) = pane.title();
    if whole {
        format!(" {number} {title} ")
    } else {
        format!(" {number} ")
    }
}

/// Where a pane stands: the selected row of all, or the sentence of all.
fn position(painter: &Painter<'_>, pane: Pane) -> String {
    let app = painter.app;
    let rows = app.board.rows(pane).len();
    match pane {
        Pane::Source => match app.selected().map_or(0, |row| row.evidence.len()) {
            0 => String::new(),
            count => format!("{}/{count}", app.evidence + 1),
        },
        _ if rows == 0 => String::new(),
        _ => format!("{}/{rows}", app.cursor(pane).selected + 1),
    }
}
