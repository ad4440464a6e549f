//! The state in, a frame out. Nothing here changes anything.

pub(super) mod bars;
pub(super) mod borders;
pub(super) mod boxes;
mod charts;
mod coverage;
pub(super) mod help;
mod line;
pub(super) mod lists;
mod map;
mod meetings;
pub(super) mod paint;
pub(super) mod palette;
pub(super) mod source;
mod tour;
pub(super) mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::paint::Painter;
use super::boxes::Over;
use super::layout::{Area, LEAST, Layout};
use super::pane::Pane;
use super::state::App;
use super::theme::Role;

impl App {
    /// Draws the whole screen over whatever the buffer holds; gives the place of the cursor, while words
    /// are being typed.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        let area = buffer.area;
        let mut painter = Painter::new(self, buffer);
        painter.fill(area, Role::Text);
        let Some(layout) = Layout::new(area.as_size(), &self.view) else {
            too_small(&mut painter);
            return None;
        };
        borders::draw(&mut painter, &layout);
        for area in &layout.areas {
            match area.pane {
                Pane::Source => source::draw(&mut painter, area),
                Pane::Coverage => coverage::draw(&mut painter, area),
                Pane::Meetings => meetings::draw(&mut painter, area.inner, list_of(self, area)),
                Pane::Map => map::draw(&mut painter, area.inner, list_of(self, area)),
                Pane::Charts => charts::draw(&mut painter, area),
                _ => lists::draw(&mut painter, area.pane, area.inner),
            }
        }
        bars::title(&mut painter, layout.title);
        bars::chips(&mut painter, layout.chips);
        bars::why(&mut painter, layout.why);
        let cursor = bars::keys(&mut painter, layout.keys);
        let typed = match &self.over {
            Some(Over::Help(help)) => help::draw(&mut painter, area, help),
            Some(Over::Why(top)) => {
                why::draw(&mut painter, *top);
                None
            }
            Some(Over::Palette(palette)) => Some(palette::draw(&mut painter, area, palette)),
            None => None,
        };
        if let Some(tour) = &self.tour {
            tour::draw(&mut painter, &layout, tour);
        }
        typed.or(cursor)
    }
}

/// The part of a pane that its rows stand in.
fn list_of(app: &App, area: &Area) -> Rect {
    let rows = u16::try_from(app.lists.of(area.pane).len()).unwrap_or(u16::MAX);
    match area.pane {
        Pane::Coverage => coverage::list_of(area.inner),
        Pane::Meetings => meetings::list_of(area.inner, rows),
        Pane::Map => map::list_of(area.inner, rows),
        _ => area.inner,
    }
}

/// The visible rows of a pane.
pub(super) fn rows_of(app: &App, area: &Area) -> usize {
    let rows = match area.pane {
        Pane::Source => source::room(area.inner).1,
        _ => usize::from(list_of(app, area).height),
    };
    rows.max(1)
}

/// The row of a pane that stands at a place of the screen.
pub(super) fn row_at(app: &App, area: &Area, at: Position) -> Option<usize> {
    let list = list_of(app, area);
    let row = app.cursor(area.pane).top + usize::from(at.y.checked_sub(list.y)?);
    (list.contains(at) && row < app.lists.of(area.pane).len()).then_some(row)
}

/// Says that the screen is too small, in as many lines as there are.
fn too_small(painter: &mut Painter<'_>) {
    let area = painter.area();
    let quit = painter
        .app
        .settings
        .keymap
        .key(super::Command::Quit)
        .to_owned();
    let text = format!(
        "This screen needs {} columns and {} rows; the terminal has {} and {}. {quit} quits.",
        LEAST.width, LEAST.height, area.width, area.height
    );
    let lines = painter.charset().wrap(&text, usize::from(area.width));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        painter.put(
            area.x,
            y,
            usize::from(area.width),
            &line,
            painter.style(Role::Text),
        );
    }
}
