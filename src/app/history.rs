//! Where the reader has been: back and forward, as in a browser.

use super::board::Claim;
use super::item::Item;
use super::pane::Pane;
use super::state::{App, Source};

/// The most places that are remembered.
const MOST: usize = 100;

/// A place that can be gone back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    list: Pane,
    focus: Pane,
    pub item: Option<Item>,
    /// The sentence that was shown.
    claim: Option<Claim>,
    pub source: Source,
}

/// The places behind and ahead.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub back: Vec<Spot>,
    pub forward: Vec<Spot>,
}

impl App {
    /// Where the reader is.
    pub(super) fn spot(&self) -> Spot {
        Spot {
            list: self.view.list,
            focus: self.view.focus,
            item: self.shown.item,
            claim: self.shown.claims.get(self.shown.at).copied(),
            source: self.source,
        }
    }

    /// Remembers where the reader is, before a jump.
    pub(super) fn remember(&mut self) {
        let spot = self.spot();
        if self.history.back.last() != Some(&spot) {
            self.history.back.push(spot);
        }
        if self.history.back.len() > MOST {
            self.history.back.remove(0);
        }
        self.history.forward.clear();
    }

    /// Goes back or forward.
    pub(super) fn travel(&mut self, forward: bool) {
        let here = self.spot();
        let History {
            back,
            forward: ahead,
        } = &mut self.history;
        let (from, to) = if forward {
            (ahead, back)
        } else {
            (back, ahead)
        };
        let Some(spot) = from.pop() else {
            return;
        };
        to.push(here);
        self.return_to(&spot);
    }

    /// Shows a place again. A row that the screen is no longer wide enough for is shown by its sentence.
    pub(super) fn return_to(&mut self, spot: &Spot) {
        self.show_pane(spot.list);
        if let Some(item) = spot.item {
            self.select(spot.list, item);
        }
        if let Some(claim) = spot.claim {
            let claims = &self.shown.claims;
            self.shown.at = claims.iter().position(|one| *one == claim).unwrap_or(0);
        }
        self.view.focus = spot.focus;
        self.source = spot.source;
    }
}
