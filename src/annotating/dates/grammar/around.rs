//! What the words around an expression add to it: a preposition, "about", a noun behind it, a year before it.

use std::ops::Range;

use super::super::Timex;
use super::super::meaning::{CalendarDate, Cue, Hedge, Meaning, Tense, Which, YearRef};
use super::super::units::{Granularity, TimeOfDay, Unit};
use super::super::words::Word;
use super::line::{Line, Parsed};

/// "Next year's forum takes place from July 2 to 4", "in Lima next year, on June 3": the day is of
/// the year named before it.
pub(super) fn share_year(here: &mut [Timex], range: &Range<usize>) {
    for index in 1..here.len() {
        let (before, rest) = here.split_at_mut(index);
        let (Some(year), Some(timex)) = (before.last(), rest.first_mut()) else {
            return;
        };
        let Meaning::Unit {
            unit: Unit::Year,
            which,
            ..
        } = year.meaning
        else {
            continue;
        };
        let by = match which {
            Which::Next => 1,
            Which::Last => -1,
            _ => continue,
        };
        let agrees = (timex.tense == Tense::Past) == (by < 0);
        let opens = year.attributive && year.tokens.start <= range.start + 1 && agrees;
        let beside = !year.attributive && timex.tokens.start <= year.tokens.end + 2;
        if !opens && !beside {
            continue;
        }
        let of_year = |date: &mut CalendarDate| {
            if date.year == YearRef::Missing {
                date.year = YearRef::Offset(by);
            }
        };
        match &mut timex.meaning {
            Meaning::Date(date) => of_year(date),
            Meaning::Range(first, last) => {
                of_year(first);
                of_year(last);
            }
            _ => {}
        }
    }
}

/// "about two years", "more than a decade", "twice a week": where the expression begins, and how near
/// the value the words say it is.
pub(super) fn hedged(line: &Line<'_>, start: usize, parsed: &Parsed) -> (usize, Option<Hedge>) {
    let counted = matches!(
        parsed.meaning,
        Meaning::Duration { .. }
            | Meaning::Durations(..)
            | Meaning::Sum(..)
            | Meaning::Run { .. }
            | Meaning::Shift { .. }
            | Meaning::Clock
    ) || matches!(parsed.time, Some(TimeOfDay::Clock { .. }));
    if let Meaning::Set { .. } = parsed.meaning
        && matches!(line.at(start), Word::A | Word::Every)
        && let Some(before) = start.checked_sub(1)
    {
        return match (line.at(before), before.checked_sub(1)) {
            (Word::Times, Some(number))
                if matches!(line.at(number), Word::Number(_) | Word::Digits(_)) =>
            {
                (number, None)
            }
            (Word::Times, _) => (before, None),
            _ => (start, None),
        };
    }
    if !counted {
        // "around 2010"
        let near = line.before(start) == Word::Hedge(Hedge::Approx)
            && matches!(parsed.meaning, Meaning::Date(_) | Meaning::Decade(_));
        return if near {
            (start - 1, Some(Hedge::Approx))
        } else {
            (start, None)
        };
    }
    match (line.before(start), start.checked_sub(2)) {
        (Word::Over, Some(at)) if line.at(at) == Word::Just => (at, Some(Hedge::More)),
        (Word::Hedge(hedge), _) => (start - 1, Some(hedge)),
        (Word::Than, Some(at)) => match line.at(at) {
            Word::More => (at, Some(Hedge::More)),
            Word::Less => (at, Some(Hedge::Less)),
            _ => (start, None),
        },
        (Word::Least, Some(at)) if line.at(at) == Word::In => (at, Some(Hedge::AtLeast)),
        (Word::To, Some(at)) if line.at(at) == Word::Up => (at, Some(Hedge::AtMost)),
        _ => (start, None),
    }
}

/// The preposition before the expression.
pub(super) fn cue(line: &Line<'_>, start: usize) -> Cue {
    let at = match line.before(start) {
        Word::The | Word::Determiner => start.saturating_sub(1),
        _ => start,
    };
    match line.before(at) {
        Word::In | Word::Between => Cue::In,
        Word::Since => Cue::Since,
        Word::From => Cue::From,
        Word::Until | Word::Through => Cue::Until,
        Word::By => Cue::By,
        Word::Before => Cue::Before,
        Word::After => Cue::After,
        Word::For | Word::Over | Word::Within => Cue::Over,
        _ => Cue::None,
    }
}

/// Whether the expression belongs to the noun that follows it.
pub(super) fn is_attributive(line: &Line<'_>, start: usize, parsed: &Parsed) -> bool {
    if line.at(parsed.end) == Word::Possessive {
        return true;
    }
    let noun_follows = line.at(parsed.end).is_common()
        && line.is_word(parsed.end)
        && matches!(
            parsed.meaning,
            Meaning::Date(_)
                | Meaning::Range(..)
                | Meaning::Weekday { .. }
                | Meaning::Season { .. }
                | Meaning::Months { .. }
        );
    // A year with no preposition before it and a noun after it can be nothing else.
    let bare_year = matches!(line.before(start), Word::Other)
        && parsed.meaning.granularity() == Granularity::Year
        && line.is_lower_noun(parsed.end);
    noun_follows
        && match line.before(start) {
            _ if bare_year => true,
            Word::The | Word::A | Word::Determiner | Word::Possessive | Word::Which(_) => true,
            Word::Edge | Word::Mark => {
                matches!(parsed.meaning, Meaning::Date(_)) && line.capitalized(parsed.end)
            }
            _ => false,
        }
}
