//! Counted units: "five years", "two years ago", "a day earlier", "five-year", "$3 a year", "every two weeks".

use super::super::meaning::{Anchor, Meaning, Reference, Unit, Which};
use super::super::words::Word;
use super::{Line, Parsed, parsed};

/// A number of units at its number, or the bare units of "years ago".
pub(super) fn counted(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (count, unit_at) = match line.at(at) {
        Word::Digits(count) | Word::Number(count) => (Some(count), at + 1),
        Word::A if line.at(at + 1) == Word::Few => {
            (None, at + 2 + usize::from(line.at(at + 2) == Word::Of))
        }
        Word::A => (Some(1), at + 1),
        Word::Few | Word::Amount => (None, at + 1),
        Word::Units(_) => (None, at),
        _ => return None,
    };
    let dashed = line.at(unit_at) == Word::Dash && line.glued(unit_at);
    let unit_at = unit_at + usize::from(dashed);
    let (Word::Unit(unit) | Word::Units(unit)) = line.at(unit_at) else {
        return None;
    };
    let end = unit_at + 1;
    // "nineteen years old" is an age, as is "67-year-old".
    if line.lower(end) == "old" {
        return None;
    }
    if dashed && line.at(end) == Word::Dash && line.glued(end) {
        return (line.lower(end + 1) != "old")
            .then(|| parsed(end, Meaning::Duration { count, unit }));
    }
    if let Some(shifted) = shifted(line, end, count, unit) {
        return Some(shifted);
    }
    if unit == Unit::Half || (unit == Unit::Quarter && line.at(at) == Word::A) {
        return None;
    }
    match line.at(at) {
        _ if count.is_some() && line.before(at) == Word::Within => Some(parsed(
            end,
            Meaning::Run {
                count,
                unit,
                ahead: true,
            },
        )),
        // "a week on Friday"
        Word::A if unit == Unit::Week && line.at(end) == Word::In => match line.at(end + 1) {
            Word::Weekday(day) => Some(parsed(
                end + 2,
                Meaning::Weekday {
                    day,
                    which: Which::Bare,
                    week: Some(1),
                },
            )),
            _ => Some(parsed(end, Meaning::Duration { count, unit })),
        },
        Word::Units(_) => matches!(line.before(at), Word::For | Word::Over | Word::Within)
            .then(|| parsed(end, Meaning::Duration { count, unit })),
        Word::A if is_rate(line, at) => Some(parsed(end, Meaning::Set { count: 1, unit })),
        _ => Some(parsed(end, Meaning::Duration { count, unit })),
    }
}

/// "ago", "earlier", "later", "before", "after", "from now" behind a number of units.
fn shifted(line: &Line<'_>, at: usize, count: Option<u32>, unit: Unit) -> Option<Parsed> {
    let (back, anchor) = match line.at(at) {
        Word::Ago => (true, Anchor::Article),
        Word::Earlier => (true, Anchor::Mentioned),
        Word::Later => (false, Anchor::Mentioned),
        Word::Before if line.closes(at + 1) => (true, Anchor::Mentioned),
        Word::After if line.closes(at + 1) => (false, Anchor::Mentioned),
        Word::Before => (true, Anchor::Event),
        Word::After => (false, Anchor::Event),
        Word::From if line.at(at + 1) == Word::Reference(Reference::Present) => {
            return Some(parsed(
                at + 2,
                Meaning::Shift {
                    count,
                    unit,
                    back: false,
                    anchor: Anchor::Article,
                },
            ));
        }
        _ => return None,
    };
    Some(parsed(
        at + 1,
        Meaning::Shift {
            count,
            unit,
            back,
            anchor,
        },
    ))
}

/// Whether "a year" tells a rate: "$3 a year", "90 million reais more a year".
fn is_rate(line: &Line<'_>, at: usize) -> bool {
    (1..=3).any(|back| {
        at.checked_sub(back).is_some_and(|index| {
            matches!(
                line.at(index),
                Word::Measure | Word::Digits(_) | Word::Number(_) | Word::Amount
            )
        })
    })
}

/// "every year", "every two weeks", "per day".
pub(super) fn every(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (count, unit_at) = match line.at(at + 1) {
        Word::Number(count) | Word::Digits(count) => (count, at + 2),
        _ => (1, at + 1),
    };
    match line.at(unit_at) {
        Word::Unit(unit) | Word::Units(unit) => {
            Some(parsed(unit_at + 1, Meaning::Set { count, unit }))
        }
        Word::Weekday(_) | Word::Month(_) | Word::Daypart | Word::Season(_) => Some(parsed(
            unit_at + 1,
            Meaning::Set {
                count,
                unit: Unit::Week,
            },
        )),
        _ => None,
    }
}
