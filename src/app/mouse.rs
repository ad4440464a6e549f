//! The mouse: where it points in, what a key would have done there out.

use ratatui::layout::{Position, Rect};

use super::boxes::Over;
use super::commands::Command;
use super::layout::{Area, Layout};
use super::pane::Pane;
use super::state::App;
use super::update::Effect;

/// Rows that a turn of the wheel moves.
const TURN: isize = 3;

/// What the mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button was pressed at a column and row.
    Click(u16, u16),
    /// The wheel was turned there, down or up.
    Wheel(u16, u16, bool),
}

impl App {
    /// Does what the mouse asks for.
    pub(super) fn point(&mut self, mouse: Mouse) -> Effect {
        if self.tour.is_some() {
            self.end_tour();
            return Effect::Draw;
        }
        self.notice = None;
        let Some(layout) = Layout::new(self.size, &self.view) else {
            return Effect::Draw;
        };
        match mouse {
            Mouse::Wheel(x, y, down) => self.wheel(&layout, Position::new(x, y), down),
            Mouse::Click(x, y) => return self.click(&layout, Position::new(x, y)),
        }
        Effect::Draw
    }

    fn wheel(&mut self, layout: &Layout, at: Position, down: bool) {
        let by = if down { TURN } else { -TURN };
        if let Some(Over::Palette(_)) = self.over {
            self.run(if down {
                Command::Next
            } else {
                Command::Previous
            });
        } else if self.over.is_some() {
            self.scroll_box(by);
        } else if let Some(area) = area_at(layout, at) {
            if area.pane == Pane::Source {
                self.scroll(by);
            } else {
                let step = if down { Command::Down } else { Command::Up };
                self.show_pane(area.pane);
                (0..TURN).for_each(|_| _ = self.run(step));
            }
        }
    }

    fn click(&mut self, layout: &Layout, at: Position) -> Effect {
        if let Some(row) = super::draw::palette::choice_at(self, at) {
            if let Some(Over::Palette(palette)) = &mut self.over {
                palette.selected = row;
            }
            return self.run(Command::Accept);
        }
        if self.over.is_some() {
            self.over = None;
        } else if let Some(kept) = super::draw::bars::chip_at(self, layout.chips, at) {
            let mut chips = self.scope.chips().to_vec();
            chips.remove(kept.min(chips.len().saturating_sub(1)));
            self.focus_on(chips);
        } else if let Some(pane) = super::draw::borders::tab_at(self, layout, at) {
            self.show_pane(pane);
        } else if let Some(area) = area_at(layout, at) {
            self.click_in(area, at);
        }
        Effect::Draw
    }

    fn click_in(&mut self, area: &Area, at: Position) {
        if area.pane == Pane::Source {
            let phrase = super::draw::source::phrase_at(self, area, at);
            let again =
                phrase.is_some() && phrase == self.source.phrase && self.view.focus == Pane::Source;
            self.view.focus = Pane::Source;
            if again {
                self.run(Command::Follow);
            } else if phrase.is_some() {
                self.source.phrase = phrase;
            }
            return;
        }
        let row = super::draw::row_at(self, area, at);
        let again = self.view.focus == area.pane && row == Some(self.cursor(area.pane).selected);
        if again {
            self.run(Command::Open);
            return;
        }
        if let (Some(row), Some(cursor)) = (row, self.cursor_mut(area.pane)) {
            cursor.selected = row;
            cursor.chosen = None;
        }
        self.show_pane(area.pane);
        self.show_selected();
    }
}

/// The pane at a place of the screen.
fn area_at(layout: &Layout, at: Position) -> Option<&Area> {
    let holds = |place: Rect| place.contains(at);
    layout.areas.iter().find(|area| holds(area.inner))
}
