//! Moving about: from pane to pane, from row to row, from line to line.

use super::find::Find;
use super::item::Item;
use super::layout::{Layout, SHARES, SOURCE};
use super::pane::Pane;
use super::state::{Anchor, App};
use super::update::{Effect, step};

impl App {
    /// Goes to a pane of the dashboard, or to a view.
    pub(super) fn show_pane(&mut self, pane: Pane) {
        self.over = None;
        self.view.focus = pane;
        if pane == Pane::Source || pane == self.view.list {
            return;
        }
        self.view.list = pane;
        self.choose_again(pane);
        if pane.is_list() {
            self.view.home = pane;
        }
        if pane.is_list() && pane != Pane::Timeline {
            self.view.lower = pane;
        }
        self.show_selected();
    }

    /// Goes to a view, or back from it.
    pub(super) fn toggle_view(&mut self, view: Pane) {
        if self.view.list == view {
            self.show_pane(self.view.home);
            return;
        }
        self.remember();
        // The row looked at stays selected where the view has it.
        let item = self.shown.item;
        self.show_pane(view);
        if let Some(item) = item.filter(|item| self.lists.position(view, *item).is_some()) {
            let at = self.shown.at;
            self.select(view, item);
            self.shown.at = at.min(self.shown.claims.len().saturating_sub(1));
            self.show_evidence();
        }
    }

    /// Selects a row of a pane and shows what it says.
    pub(super) fn select(&mut self, pane: Pane, item: Item) {
        if let Some(at) = self.lists.position(pane, item)
            && let Some(cursor) = self.cursor_mut(pane)
        {
            cursor.selected = at;
            cursor.chosen = None;
        }
        self.show_selected();
    }

    /// Goes to the row of an item: in the view that is open, where it is there; else on the dashboard. A row
    /// outside the focus is shown by widening it.
    pub(super) fn go_to(&mut self, item: Item) {
        let pane = if self.lists.position(self.view.list, item).is_some() {
            self.view.list
        } else {
            Pane::of(item)
        };
        if self.lists.position(pane, item).is_none() {
            self.narrow(0);
        }
        self.show_pane(pane);
        self.select(pane, item);
    }

    /// Goes to the next or previous pane, round and round.
    pub(super) fn step_pane(&mut self, forward: bool) {
        let panes = if self.view.list.is_view() {
            vec![self.view.list, Pane::Source]
        } else {
            Pane::LISTS.into_iter().chain([Pane::Source]).collect()
        };
        let at = panes
            .iter()
            .position(|pane| *pane == self.view.focus)
            .unwrap_or(0);
        if let Some(pane) = panes.get(step(at, panes.len(), forward)) {
            self.show_pane(*pane);
        }
    }

    /// Goes into the source.
    pub(super) fn open(&mut self) {
        self.remember();
        self.view.focus = Pane::Source;
    }

    pub(super) fn leave_source(&mut self) {
        self.view.focus = self.view.list;
        self.show_evidence();
    }

    /// Undoes the last thing that lies over, around or beside the row.
    pub(super) fn back(&mut self) {
        if self.over.is_some() {
            self.over = None;
        } else if !self.find.words.is_empty() {
            self.find = Find::default();
        } else if self.view.focus == Pane::Source {
            self.leave_source();
        } else if self.view.zoom {
            self.view.zoom = false;
        } else if self.view.list.is_view() {
            self.show_pane(self.view.home);
        }
    }

    /// Moves the selected row, the lines of the source, or those of a box.
    pub(super) fn move_by(&mut self, by: isize) {
        if self.over.is_some() {
            self.scroll_box(by);
            return;
        }
        if self.view.focus == Pane::Source {
            self.scroll(by);
            return;
        }
        let pane = self.view.focus;
        let bottom = self.lists.of(pane).len().saturating_sub(1);
        if let Some(cursor) = self.cursor_mut(pane) {
            cursor.selected = cursor.selected.saturating_add_signed(by).min(bottom);
            cursor.chosen = None;
        }
        if self.pace.held {
            self.pace.lags = true;
        } else {
            self.show_selected();
        }
        self.pace.held = true;
    }

    /// Time has passed without a key.
    pub(super) fn wake(&mut self) {
        if self.pace.held {
            self.rest();
        } else {
            self.tour_wake();
        }
    }

    /// Nobody holds a key any more: the source shows the selected row.
    pub(super) fn rest(&mut self) {
        self.pace.held = false;
        if self.pace.lags {
            self.show_selected();
        }
    }

    pub(super) fn scroll(&mut self, by: isize) {
        let Some(wrapped) = self.wrapped.get(&self.source.article) else {
            return;
        };
        let most = wrapped
            .lines
            .len()
            .saturating_sub(self.rows_of(Pane::Source));
        let top = self.source.top.saturating_add_signed(by).min(most);
        // The offset stays true when the width changes. A blank line shares its offset with the line
        // after it: it is passed over, or scrolling would stand still there.
        let downwards = by > 0;
        let visible = |index: &usize| {
            wrapped
                .lines
                .get(*index)
                .is_some_and(|line| !line.span.is_empty())
        };
        let top = if downwards {
            (top..wrapped.lines.len()).find(visible)
        } else {
            (0..=top).rev().find(visible)
        };
        let line = top
            .filter(|top| *top > 0)
            .and_then(|top| wrapped.lines.get(top));
        self.source.anchor = Anchor::Top(line.map_or(0, |line| line.span.start));
    }

    pub(super) fn page(&self) -> isize {
        let rows = match self.scrolled() {
            Some((.., rows)) => rows,
            None => self.rows_of(self.view.focus),
        };
        isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// The visible rows of a pane.
    pub(super) fn rows_of(&self, pane: Pane) -> usize {
        let layout = Layout::new(self.size, &self.view);
        let area = layout.as_ref().and_then(|layout| layout.area(pane));
        area.map_or(1, |area| super::draw::rows_of(self, area))
    }

    pub(super) fn resize_source(&mut self, by: i16) {
        if self.size.width < super::layout::WIDE {
            self.notice = Some("the source stands below: there is no width to share".to_owned());
            return;
        }
        let share = self.view.source.unwrap_or(SOURCE).saturating_add_signed(by);
        self.view.source = Some(share.clamp(*SHARES.start(), *SHARES.end()));
    }

    pub(super) fn toggle_mouse(&mut self) -> Effect {
        self.mouse = !self.mouse;
        self.notice = Some(if self.mouse {
            "the mouse is listened to; most terminals select text with Shift held".to_owned()
        } else {
            "the mouse is the terminal’s again".to_owned()
        });
        Effect::Mouse(self.mouse)
    }
}
