//! Holidays by name, from assets/en/holidays.tsv.

use std::ops::Range;
use std::sync::LazyLock;

use super::meaning::Holiday;
use crate::annotating::tokens::Tokens;
use crate::knowledge::phrases::Phrases;
use crate::knowledge::table::{list, rows};

/// The name of a holiday at its first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HolidayName {
    /// How many tokens the name takes.
    pub(super) tokens: usize,
    pub(super) rule: Holiday,
}

static HOLIDAYS: LazyLock<Phrases<Holiday>> = LazyLock::new(|| {
    let mut names = Phrases::default();
    for [list_of, rule] in rows::<2>(include_str!("../../../assets/en/holidays.tsv")) {
        for name in list(list_of) {
            if let Some(rule) = rule_of(rule) {
                names.insert(name, rule);
            }
        }
    }
    names
});

/// "12-25", "11 thu 4", "easter -2".
fn rule_of(rule: &str) -> Option<Holiday> {
    if let Some(days) = rule.strip_prefix("easter") {
        return days.trim().parse().ok().map(Holiday::Easter);
    }
    let mut parts = rule.split(' ');
    if let Some((month, day)) = rule.split_once('-').filter(|_| !rule.contains(' ')) {
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        return Some(Holiday::Fixed { month, day });
    }
    Some(Holiday::Weekday {
        month: parts.next()?.parse().ok()?,
        day: parts.next()?.parse().ok()?,
        number: parts.next()?.parse().ok()?,
        plus: parts.next().map_or(Some(0), |plus| plus.parse().ok())?,
    })
}

/// The holiday whose name begins at a capitalised word.
pub(super) fn at(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    index: usize,
) -> Option<HolidayName> {
    if !tokens.get(index)?.is_capitalized() {
        return None;
    }
    let word = |at| {
        if at < sentence.end {
            tokens.lower(at)
        } else {
            ""
        }
    };
    let (tokens, rule) = HOLIDAYS.longest(word, index)?;
    let rule = *rule;
    Some(HolidayName { tokens, rule })
}
