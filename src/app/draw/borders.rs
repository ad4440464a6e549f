//! The lines between the panes, joined where they meet, and the titles on them.

use ratatui::layout::{Position, Rect};

use super::paint::Painter;
use crate::app::layout::{Area, Layout};
use crate::app::pane::Pane;
use crate::app::state::App;
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
    let place = position_of(painter.app, area.pane);
    if !place.is_empty() {
        let style = painter.style(Role::Dim);
        let right = outer.right().saturating_sub(inset);
        painter.put_right(
            right,
            outer.y,
            usize::from(outer.width),
            &format!(" {place} "),
            style,
        );
    }
    let right = titles_end(painter.app, area, framed);
    let mut end = outer.x + inset;
    for (pane, x, text) in tabs(painter.app, area, framed) {
        let shown = pane == area.pane;
        let role = match (shown, shown && pane == painter.app.view.focus) {
            (_, true) => Role::TitleFocus,
            (true, _) => Role::Heading,
            _ => Role::Dim,
        };
        let room = usize::from(right.saturating_sub(x));
        end = painter.put(x, outer.y, room, &text, painter.style(role));
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
        let room = usize::from(right.saturating_sub(end));
        let cut = painter.charset().cut(&id, room).into_owned();
        painter.put(end, outer.y, room, &cut, painter.style(Role::Label));
    }
}

/// The column after the last one that titles may take.
fn titles_end(app: &App, area: &Area, framed: bool) -> u16 {
    let inset = if framed { 2 } else { 1 };
    let place = position_of(app, area.pane);
    let taken = u16::try_from(place.len() + 2).unwrap_or(0);
    area.outer
        .right()
        .saturating_sub(inset)
        .saturating_sub(taken)
}

/// The titles of the panes that take turns in a place, each with its first column.
fn tabs(app: &App, area: &Area, framed: bool) -> Vec<(Pane, u16, String)> {
    let tab = |pane: Pane, whole: bool| {
        let key = app.settings.keymap.key(pane.command());
        if whole {
            format!(" {key} {} ", pane.title())
        } else {
            format!(" {key} ")
        }
    };
    let mut x = area.outer.x + if framed { 2 } else { 1 };
    let width = |text: &str| u16::try_from(text.len() + 1).unwrap_or(u16::MAX);
    let whole: u16 = area.tabs.iter().map(|pane| width(&tab(*pane, true))).sum();
    let whole = x.saturating_add(whole) <= titles_end(app, area, framed);
    let place = |pane: &Pane| {
        let text = tab(*pane, whole || *pane == area.pane);
        let at = x;
        x = x.saturating_add(width(&text));
        (*pane, at, text)
    };
    area.tabs.iter().map(place).collect()
}

/// The title that stands at a place of the screen.
pub fn tab_at(app: &App, layout: &Layout, at: Position) -> Option<Pane> {
    let mut areas = layout.areas.iter().filter(|area| area.outer.y == at.y);
    areas.find_map(|area| {
        let tabs = tabs(app, area, layout.framed).into_iter();
        let mut here = tabs.filter(|(_, x, text)| {
            (*x..*x + u16::try_from(text.len()).unwrap_or(0)).contains(&at.x)
        });
        here.next().map(|(pane, ..)| pane)
    })
}

/// Where a pane stands: the selected row of all, or the sentence of all.
fn position_of(app: &App, pane: Pane) -> String {
    let rows = app.lists.of(pane).len();
    match pane {
        Pane::Source => match app.shown.claims.len() {
            0 => String::new(),
            count if app.shows_evidence() => format!("{}/{count}", app.shown.at + 1),
            count => format!("-/{count}"),
        },
        _ if rows == 0 => String::new(),
        _ => format!("{}/{rows}", app.cursor(pane).selected + 1),
    }
}
