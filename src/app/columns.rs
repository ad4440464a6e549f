//! The widths of the lists' columns, measured once over all rows, so that nothing jumps while moving.

use super::board::Board;
use super::draw::lists::without_weekday;
use super::pane::Pane;
use super::text::Charset;

/// The dots that stand for articles, before a number takes their place.
pub const DOTS: usize = 5;

/// The widest words of each column of each list, in display columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    words: [[usize; 3]; 4],
    reports: [usize; 4],
    days: [usize; 2],
    verdicts: [bool; 4],
}

impl Columns {
    /// Measures all rows.
    pub fn new(board: &Board, charset: Charset) -> Self {
        let mut columns = Self::default();
        let lists = columns
            .words
            .iter_mut()
            .zip(&mut columns.reports)
            .zip(&mut columns.verdicts);
        for (pane, ((words, reports), verdicts)) in Pane::LISTS.into_iter().zip(lists) {
            for row in board.rows(pane) {
                for (width, text) in words.iter_mut().zip(&row.words) {
                    *width = charset.width(text).max(*width);
                }
                *reports = row.reports.clamp(1, DOTS).max(*reports);
                *verdicts |= row.verdict.is_some();
            }
        }
        let days = board
            .rows(Pane::Timeline)
            .iter()
            .map(|row| row.words[1].as_str());
        let widest = |short: bool| {
            let days = days
                .clone()
                .map(|day| if short { without_weekday(day) } else { day });
            days.map(|day| charset.width(day))
                .max()
                .unwrap_or_default()
                .max(2)
        };
        columns.days = [widest(false), widest(true)];
        columns
    }

    /// The width of the days of the timeline, with the weekday or short.
    pub const fn days(&self, short: bool) -> usize {
        let [long, brief] = self.days;
        if short { brief } else { long }
    }

    /// The widths of the words of a list.
    pub fn words(&self, pane: Pane) -> [usize; 3] {
        pane.list()
            .and_then(|list| self.words.get(list))
            .copied()
            .unwrap_or_default()
    }

    /// Whether a row of a list is compared with other articles.
    pub fn has_verdicts(&self, pane: Pane) -> bool {
        pane.list()
            .and_then(|list| self.verdicts.get(list))
            .copied()
            .unwrap_or_default()
    }

    /// The width of the dots of a list.
    pub fn reports(&self, pane: Pane) -> usize {
        pane.list()
            .and_then(|list| self.reports.get(list))
            .copied()
            .unwrap_or_default()
    }
}
