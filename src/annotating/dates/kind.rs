//! Whether a text is news or a narrative: what its dates lean on.

use chrono::Datelike;

use super::Timex;
use super::meaning::{Anchor, CalendarDate, Meaning, Which, YearRef};
use crate::edtf::Edtf;

/// What a text is: what its dates lean on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// On the day of its publication.
    News,
    /// On the date mentioned last.
    Narrative,
}

/// How many dates of other years a text holds, at least, that leans on them.
const OLD_DATES: usize = 4;

/// How many sentences news take at most to say when it was.
const LEAD: usize = 5;

/// Whether a text is news or a narrative, by what its expressions lean on: dates of years gone by, or
/// "yesterday", "Friday", "last year".
pub(super) fn kind_of(timexes: &[Timex], created: Option<Edtf>) -> DocumentKind {
    let this = created.and_then(Edtf::first_day).map(|day| day.year());
    let (mut old, mut leaning) = (0, 0);
    // News say in their first sentences when it was.
    let weight = |timex: &Timex| if timex.sentence < LEAD { 10 } else { 1 };
    for timex in timexes {
        match timex.meaning {
            Meaning::Date(CalendarDate {
                year: YearRef::Number(year),
                ..
            })
            | Meaning::Range(
                CalendarDate {
                    year: YearRef::Number(year),
                    ..
                },
                _,
            ) if this.is_none_or(|this| year < this) => old += 1,
            Meaning::Today(_)
            | Meaning::Weekday { .. }
            | Meaning::Shift {
                anchor: Anchor::Article,
                ..
            }
            | Meaning::Unit {
                which: Which::This | Which::Last | Which::Next,
                ..
            } => leaning += weight(timex),
            _ => {}
        }
    }
    if old >= OLD_DATES && old > 2 * leaning {
        DocumentKind::Narrative
    } else {
        DocumentKind::News
    }
}
