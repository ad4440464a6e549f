//! A tour of the screen: steps of keys and words, going on by themselves or by a key. It presses the keys
//! that a person would press.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use super::item::Item;
use super::keys::Key;
use super::state::{Access, App};
use super::symbols::{self, Symbol};
use super::text::Charset;
use super::update::Action;
use crate::knowledge::table::rows;

const TABLE: &str = include_str!("../../assets/en/tour.tsv");

/// The demo leads round when nobody has pressed a key for so long.
const IDLE: Duration = Duration::from_mins(1);

/// So many rows are looked through for one to be shown.
const MANY: usize = 2_000;

/// A step stands for so long, and for every letter of its text a little longer.
const STEP: Duration = Duration::from_secs(3);
const LETTER: Duration = Duration::from_millis(55);

/// One step.
#[derive(Clone, Copy, Debug)]
struct Step {
    keys: &'static str,
    row: &'static str,
    pane: &'static str,
    text: &'static str,
}

static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    rows(TABLE)
        .map(|[keys, row, pane, text]| Step {
            keys,
            row,
            pane,
            text,
        })
        .collect()
});

/// The tour while it goes on.
#[derive(Clone, Debug)]
pub(super) struct Tour {
    step: usize,
    /// The screen as it was before the tour.
    before: Box<App>,
}

impl Tour {
    /// The name of the pane that the step points at; empty for none.
    pub fn pane(&self) -> &'static str {
        STEPS.get(self.step).map_or("", |step| step.pane)
    }

    /// What the step says.
    pub fn text(&self, charset: Charset) -> String {
        symbols::write(
            STEPS.get(self.step).map_or("", |step| step.text),
            charset == Charset::Ascii,
        )
    }

    /// Which step it is, from 1, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.step + 1, STEPS.len())
    }
}

impl App {
    /// Begins the tour on a fresh screen.
    pub(super) fn begin_tour(&mut self) {
        self.over = None;
        let before = Box::new(self.clone());
        self.show_step(0, true, before);
    }

    /// Ends the tour; the screen is as it was before.
    pub(super) fn end_tour(&mut self) {
        if let Some(tour) = self.tour.take() {
            let size = self.size;
            *self = *tour.before;
            self.size = size;
        }
    }

    /// Goes a step on or back; after the last step the tour ends.
    pub(super) fn step_tour(&mut self, forward: bool) {
        if let Some(tour) = self.tour.take() {
            let step = if forward {
                tour.step + 1
            } else {
                tour.step.saturating_sub(1)
            };
            self.show_step(step, forward, tour.before);
        }
    }

    /// Shows a step, or the nearest one that has something to show: the keys of all steps up to it, pressed on
    /// a fresh screen.
    fn show_step(&mut self, step: usize, forward: bool, before: Box<App>) {
        let Some(wanted) = STEPS.get(step) else {
            self.tour = Some(Tour { step, before });
            self.end_tour();
            return;
        };
        let (size, theme) = (self.size, self.theme.clone());
        *self = App::new(Arc::clone(&before.board), before.settings.clone());
        (self.size, self.theme, self.mouse) = (size, theme, before.mouse);
        self.settle();
        for step in STEPS.iter().take(step + 1) {
            for name in step.keys.split_whitespace() {
                if let Some(action @ Action::Do(_)) =
                    Key::from_name(name).and_then(|key| self.action(key))
                {
                    self.update(action);
                    self.rest();
                }
            }
            self.show_row(step.row);
        }
        if self.has_row(wanted.row) {
            self.tour = Some(Tour { step, before });
        } else {
            let next = if forward {
                step + 1
            } else {
                step.saturating_sub(1)
            };
            self.show_step(next, forward, before);
        }
    }

    /// The first row of the pane that a step wants to show.
    fn row_of(&self, wanted: &str) -> Option<Item> {
        let rows = self.lists.of(self.view.list).iter().copied();
        let is_wanted = |item: &Item| match wanted {
            "several" => self.lists.reports(*item) > 1,
            "implied" => self.board.row(*item).sign == Some(Symbol::Implied),
            "agree" => self.board.row(*item).verdict == Some(Symbol::Agree),
            "differ" => self.board.row(*item).verdict == Some(Symbol::Differ),
            _ => true,
        };
        rows.take(MANY).find(is_wanted)
    }

    fn has_row(&self, wanted: &str) -> bool {
        wanted.is_empty() || self.row_of(wanted).is_some()
    }

    /// Selects the row that a step wants to show.
    fn show_row(&mut self, wanted: &str) {
        if let Some(item) = self
            .row_of(wanted)
            .filter(|_| !matches!(wanted, "" | "rows"))
        {
            self.select(self.view.list, item);
            self.settle();
        }
    }

    /// How long the step stands, or how long the demo waits before it leads round.
    pub(super) fn tour_wakes(&self) -> Option<Duration> {
        match &self.tour {
            Some(tour) => {
                let letters = STEPS.get(tour.step).map_or(0, |step| step.text.len());
                Some(STEP + LETTER * u32::try_from(letters).unwrap_or(0))
            }
            None => {
                (self.settings.access == Access::Demo && self.loading.is_none()).then_some(IDLE)
            }
        }
    }

    /// Time has passed: the next step, or the first one.
    pub(super) fn tour_wake(&mut self) {
        if self.tour.is_some() {
            self.step_tour(true);
        } else if self.settings.access == Access::Demo && self.can(super::commands::Command::Tour) {
            self.begin_tour();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::pane::Pane;

    #[test]
    fn every_step_presses_keys_that_mean_something() {
        for step in STEPS.iter() {
            for key in step.keys.split_whitespace() {
                assert!(Key::from_name(key).is_some(), "{key}");
            }
            assert!(["", "rows", "several", "implied", "agree", "differ"].contains(&step.row));
            let known = |pane: &Pane| pane.name() == step.pane;
            assert!(
                step.pane.is_empty() || Pane::ALL.iter().any(known),
                "{}",
                step.pane
            );
            for ascii in [false, true] {
                let text = symbols::write(step.text, ascii);
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{text}");
            }
        }
    }
}
