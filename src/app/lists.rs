//! The rows of every pane within a scope.

use super::board::Board;
use super::item::Item;
use super::pane::Pane;
use super::scope::Scope;

/// The rows of every pane, in the order of [`Pane::ALL`].
#[derive(Clone, Debug, Default)]
pub struct Lists {
    lists: [Vec<Item>; Pane::ALL.len()],
}

impl Lists {
    /// Looks for what is within a scope.
    pub fn new(board: &Board, scope: &Scope) -> Self {
        Self {
            lists: Pane::ALL.map(|pane| board.list(pane, scope)),
        }
    }

    /// The rows of a pane; none for the source.
    pub fn of(&self, pane: Pane) -> &[Item] {
        self.lists.get(pane as usize).map_or(&[], Vec::as_slice)
    }

    /// Where a row stands in a pane.
    pub fn position(&self, pane: Pane, item: Item) -> Option<usize> {
        self.of(pane).iter().position(|shown| *shown == item)
    }
}
