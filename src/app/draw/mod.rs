//! The state in, a frame out. Nothing here changes anything.

pub(super) mod bars;
pub(super) mod borders;
pub(super) mod help;
pub(super) mod lists;
pub(super) mod paint;
pub(super) mod source;

use ratatui::Frame;

use self::paint::Painter;
use super::layout::{LEAST, Layout};
use super::pane::Pane;
use super::state::App;
use super::theme::Role;

impl App {
    /// Draws the whole screen.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let mut painter = Painter::new(self, frame.buffer_mut());
        painter.fill(area, Role::Text);
        let Some(layout) = Layout::new(area.as_size(), &self.view) else {
            too_small(&mut painter);
            return;
        };
        borders::draw(&mut painter, &layout);
        for area in &layout.areas {
            match area.pane {
                Pane::Source => source::draw(&mut painter, area),
                _ => lists::draw(&mut painter, area),
            }
        }
        bars::title(&mut painter, layout.title);
        bars::why(&mut painter, layout.why);
        let cursor = bars::keys(&mut painter, layout.keys);
        if let Some(top) = self.help {
            help::draw(&mut painter, area, top);
        } else if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

/// Says that the screen is too small, in as many lines as there are.
fn too_small(painter: &mut Painter<'_>) {
    let area = painter.area();
    let text = format!(
        "This screen needs {} columns and {} rows; the terminal has {} and {}. q quits.",
        LEAST.width, LEAST.height, area.width, area.height
    );
    let mut rest = text.as_str();
    for y in area.y..area.bottom() {
        let width = usize::from(area.width);
        let fits = if rest.len() <= width {
            rest.len()
        } else {
            // Broken at a blank where a line holds one.
            let line = rest.get(..=width).unwrap_or(rest);
            line.rfind(' ').filter(|at| *at > 0).unwrap_or(width)
        };
        let (line, after) = rest.split_at_checked(fits).unwrap_or((rest, ""));
        painter.put(area.x, y, width, line, painter.style(Role::Text));
        rest = after.trim_start();
    }
}
