//! The rows of every pane within a scope, looked for when they are first asked for.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::board::Board;
use super::item::Item;
use super::pane::Pane;
use super::scope::Scope;

/// The rows of every pane.
#[derive(Debug, Default)]
pub struct Lists {
    board: Arc<Board>,
    scope: Scope,
    /// In the order of [`Pane::ALL`].
    rows: [OnceLock<Vec<Item>>; Pane::ALL.len()],
    counts: OnceLock<Vec<String>>,
    /// How many sources speak of the rows that were asked for.
    reports: Mutex<FxHashMap<Item, usize>>,
}

impl Lists {
    /// The rows within a scope.
    pub fn new(board: Arc<Board>, scope: Scope) -> Self {
        Self {
            board,
            scope,
            ..Self::default()
        }
    }

    /// The rows of a pane; none for the source.
    pub fn of(&self, pane: Pane) -> &[Item] {
        let list = self.rows.get(pane as usize);
        list.map_or(&[], |list| {
            list.get_or_init(|| self.board.list(pane, &self.scope))
        })
    }

    /// Where a row stands in a pane.
    pub fn position(&self, pane: Pane, item: Item) -> Option<usize> {
        self.of(pane).iter().position(|shown| *shown == item)
    }

    /// Whether the rows of a pane were asked for already.
    pub fn is_known(&self, pane: Pane) -> bool {
        self.rows
            .get(pane as usize)
            .is_some_and(|rows| rows.get().is_some())
    }

    /// The number of independent sources that speak of an item within the scope.
    pub fn reports(&self, item: Item) -> usize {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        *reports
            .entry(item)
            .or_insert_with(|| self.board.reports(item, &self.scope))
    }

    /// The counts of the title line: "5 articles", "3 of 14 events", …
    pub fn counts(&self) -> &[String] {
        self.counts
            .get_or_init(|| self.board.counts(self, &self.scope))
    }
}
