//! The widths of the lists' columns, measured once over all rows, so that nothing jumps while moving.

use super::board::{Board, Row};
use super::draw::lists::without_weekday;
use super::item::Item;
use super::pane::Pane;
use super::scope::Scope;
use super::text::Charset;

/// The dots that stand for articles, before a number takes their place.
pub const DOTS: usize = 5;

/// The widest words of each column of each pane, in display columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    words: [[usize; 4]; Pane::ALL.len()],
    reports: [usize; Pane::ALL.len()],
    days: [usize; 2],
    verdicts: [bool; Pane::ALL.len()],
}

impl Columns {
    /// Measures all rows.
    pub fn new(board: &Board, charset: Charset) -> Self {
        let mut columns = Self::default();
        let whole = Scope::default();
        let panes = [
            Pane::Timeline,
            Pane::Participants,
            Pane::Figures,
            Pane::Agenda,
            Pane::Map,
            Pane::Articles,
        ];
        for pane in panes {
            for item in board.list(pane, &whole) {
                columns.measure(pane, &board.row(item), board, item, charset);
            }
        }
        columns
    }

    fn measure(&mut self, pane: Pane, row: &Row, board: &Board, item: Item, charset: Charset) {
        let at = pane as usize;
        if let Some(words) = self.words.get_mut(at) {
            for (width, text) in words.iter_mut().zip(&row.words) {
                *width = charset.width(text).max(*width);
            }
        }
        if let Some(reports) = self.reports.get_mut(at) {
            *reports = board
                .reports(item, &Scope::default())
                .clamp(1, DOTS)
                .max(*reports);
        }
        if let Some(verdicts) = self.verdicts.get_mut(at) {
            *verdicts |= row.verdict.is_some();
        }
        if pane == Pane::Timeline {
            let [_, day, ..] = &row.words;
            let [long, short] = &mut self.days;
            *long = charset.width(day).max(*long).max(2);
            *short = charset.width(without_weekday(day)).max(*short).max(2);
        }
    }

    /// The width of the days of the timeline, with the weekday or short.
    pub const fn days(&self, short: bool) -> usize {
        let [long, brief] = self.days;
        if short { brief } else { long }
    }

    /// The widths of the words of a pane.
    pub fn words(&self, pane: Pane) -> [usize; 4] {
        self.words.get(pane as usize).copied().unwrap_or_default()
    }

    /// Whether a row of a pane is compared with other articles.
    pub fn has_verdicts(&self, pane: Pane) -> bool {
        self.verdicts
            .get(pane as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The width of the dots of a pane.
    pub fn reports(&self, pane: Pane) -> usize {
        self.reports.get(pane as usize).copied().unwrap_or_default()
    }
}
