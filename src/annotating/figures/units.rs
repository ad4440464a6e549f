//! What a number measures: money, a share, a unit of measurement, or a counted noun.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::line::Line;
use super::numbers::Number;
use super::{hedges, money, nouns, numbers};
use crate::knowledge::table::{list, rows};

/// The kind of quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dimension {
    Money,
    Share,
    Time,
    /// Length, mass, power and the like.
    Measure,
    People,
    Count,
}

/// A unit as found after (or before) a number.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub name: Cow<'static, str>,
    pub factor: f64,
    pub dimension: Dimension,
    /// One past its last token.
    pub end: usize,
    /// Whether a hyphen joins it to the number ("five-year").
    pub hyphen: bool,
}

struct Entry {
    words: Vec<&'static str>,
    unit: &'static str,
    dimension: Dimension,
    factor: f64,
}

/// Units of measurement by their first word, longest first.
static UNITS: LazyLock<FxHashMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut units: FxHashMap<&'static str, Vec<Entry>> = FxHashMap::default();
    for [phrases, unit, dimension, factor] in
        rows::<4>(include_str!("../../../assets/en/units.tsv"))
    {
        for phrase in list(phrases) {
            let words: Vec<&str> = phrase.split(' ').collect();
            let Some(&first) = words.first() else {
                continue;
            };
            units.entry(first).or_default().push(Entry {
                words,
                unit,
                dimension: match dimension {
                    "share" => Dimension::Share,
                    "time" => Dimension::Time,
                    "money" => Dimension::Money,
                    _ => Dimension::Measure,
                },
                factor: factor.parse().unwrap_or(1.0),
            });
        }
    }
    for entries in units.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
    }
    units
});

/// The unit of a number; `currency` is the one named before it.
pub(super) fn of(
    line: &Line<'_, '_>,
    number: &Number,
    currency: Option<&'static str>,
) -> Option<Unit> {
    let mut at = hedges::after(line, number.end).map_or(number.end, |(end, _)| end);
    if let Some(code) = currency {
        if let Some((dollar, end)) = money::dollar_after(line, at).filter(|_| code == "USD") {
            return Some(amount(dollar, end, false));
        }
        let end = match money::after(line, at, number) {
            Some((after, end)) if after == code => end,
            _ => number.end,
        };
        return Some(amount(code, end, false));
    }
    let of = line.is(at, "of");
    if of && (number.vague.is_some() || !number.is_plain()) {
        at += 1;
        at += usize::from(is_determiner(line.lower(at)));
    } else if of {
        let from = at + 1 + usize::from(is_determiner(line.lower(at + 1)));
        let Some(whole) = numbers::read(line, from, false) else {
            let definite = from > at + 1;
            return definite
                .then(|| nouns::counted(line, from, number))
                .flatten();
        };
        // "12 of the 27 states": the whole is a figure of its own, read next.
        return nouns::counted(line, whole.end, &whole).map(|unit| Unit {
            end: number.end,
            ..unit
        });
    }
    let hyphen = line.is_hyphen(at);
    // "a quarter of a point", "a half-point cut"
    if number.value < 1.0 && !number.digits && line.is(at + usize::from(hyphen), "point") {
        return Some(Unit {
            name: Cow::Borrowed("percentage point"),
            factor: 1.0,
            dimension: Dimension::Share,
            end: at + usize::from(hyphen) + 1,
            hyphen,
        });
    }
    if let Some((code, end)) = money::after(line, at, number) {
        return Some(amount(code, end, hyphen));
    }
    measurement(line, at).or_else(|| nouns::counted(line, at, number))
}

/// An amount of money.
pub(super) fn amount(code: &'static str, end: usize, hyphen: bool) -> Unit {
    Unit {
        name: Cow::Borrowed(code),
        factor: 1.0,
        dimension: Dimension::Money,
        end,
        hyphen,
    }
}

/// The unit of measurement at `at`.
pub(super) fn measurement(line: &Line<'_, '_>, at: usize) -> Option<Unit> {
    let hyphen = line.is_hyphen(at);
    let at = at + usize::from(hyphen);
    let (entry, end) = UNITS
        .get(line.lower(at))?
        .iter()
        .find_map(|entry| Some((entry, past_words(line, at, &entry.words)?)))?;
    let letter = entry.words.len() == 1
        && entry.words.iter().all(|word| word.len() == 1)
        && line.is_word(at);
    let symbol = matches!(line.text(at), "W" | "L") || line.is_lower_word(at);
    if letter && (hyphen || !line.is_glued(at) || !symbol) {
        return None;
    }
    if line.is_glued(end) && (line.is_number(end) || (letter && line.is_word(end))) {
        // "24703L202", "%2024".
        return None;
    }
    Some(Unit {
        name: Cow::Borrowed(entry.unit),
        factor: entry.factor,
        dimension: entry.dimension,
        end,
        hyphen,
    })
}

/// One past the words of a unit, hyphens between them or not ("35-per-cent").
fn past_words(line: &Line<'_, '_>, start: usize, words: &[&str]) -> Option<usize> {
    let mut at = start;
    for (index, word) in words.iter().enumerate() {
        at += usize::from(index > 0 && line.is_hyphen(at));
        if !line.is(at, word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether the noun after "of" is a definite whole ("12 of the members").
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the" | "its" | "their" | "our" | "his" | "her" | "these" | "those" | "them"
    )
}
