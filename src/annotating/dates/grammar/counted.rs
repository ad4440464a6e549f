//! Counted units: "five years", "two years ago", "a day earlier", "five-year", "$3 a year", "every two weeks".

use super::super::meaning::{Anchor, Meaning, Named, Reference, Which};
use super::super::units::{Count, Unit};
use super::super::words::Word;
use super::line::{Line, Parsed, parsed, ranged};

/// A length of time: a count of a unit.
#[derive(Clone, Copy)]
struct Length {
    /// Where it begins and ends.
    start: usize,
    end: usize,
    /// `None` where it is not told.
    count: Option<Count>,
    unit: Unit,
    /// Whether the unit stands in the plural.
    plural: bool,
    /// Whether a dash ties the count to the unit.
    dashed: bool,
}

impl Length {
    const fn duration(self, end: usize, count: Option<Count>) -> Parsed {
        let unit = self.unit;
        parsed(end, Meaning::Duration { count, unit })
    }

    const fn ahead(self, end: usize) -> Parsed {
        let (count, unit) = (self.count, self.unit);
        let ahead = true;
        parsed(end, Meaning::Run { count, unit, ahead })
    }
}

/// "a week", told again and again.
const fn once_a(end: usize, unit: Unit) -> Parsed {
    let count = Some(Count::whole(1));
    parsed(end, Meaning::Set { count, unit })
}

/// A number of units at its number, or the bare units of "years ago".
pub(super) fn counted(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (count, unit_at) = match line.at(at) {
        Word::Units(_) | Word::Unit(_) => (None, at),
        _ => quantity(line, at)?,
    };
    if let Some(both) = both(line, count, unit_at) {
        return Some(both);
    }
    let dashed = line.at(unit_at) == Word::Dash && line.glued(unit_at);
    let unit_at = unit_at + usize::from(dashed);
    let (unit, plural) = match line.at(unit_at) {
        Word::Unit(unit) => (unit, false),
        Word::Units(unit) => (unit, true),
        _ => return None,
    };
    let length = Length {
        start: at,
        end: unit_at + 1,
        count,
        unit,
        plural,
        dashed,
    };
    if is_no_length(line, length) {
        return None;
    }
    let single = unit_at == at;
    if line.at(length.end) == Word::Dash && line.glued(length.end) && (dashed || single) {
        return compound(line, length);
    }
    // In "a months-long search" and "a day-long search" the article is the noun's.
    let long = line.at(length.end) == Word::Dash && line.at(length.end + 1) == Word::Long;
    let mismatched = line.at(at) == Word::A && (plural || long) && unit_at == at + 1;
    if mismatched || matches!(line.at(at), Word::Unit(_)) {
        return None;
    }
    extended(line, length)
        .or_else(|| shifted(line, length))
        .or_else(|| alone(line, length))
}

/// Whether a count of units is an age, a fraction or a title.
fn is_no_length(line: &Line<'_>, length: Length) -> bool {
    let Length { start, end, .. } = length;
    let aged = |index| line.at(index) == Word::Old;
    let fraction = length.unit == Unit::Quarter && length.plural && line.at(end) == Word::Of;
    // "60 Minutes" is a programme.
    let title = line.capitalized(end - 1)
        && !line.capitalized(0)
        && matches!(line.at(start), Word::Digits(_));
    aged(end) || (line.at(end) == Word::Of && aged(end + 1)) || fraction || title
}

/// A length that is part of a compound: "five-year-", "months-long", "day-long".
fn compound(line: &Line<'_>, length: Length) -> Option<Parsed> {
    let end = length.end;
    match line.at(end + 1) {
        Word::Old => None,
        Word::Long if length.dashed => Some(length.duration(end + 2, length.count)),
        Word::Long if length.plural => Some(length.duration(end + 2, None)),
        Word::Long => Some(length.duration(end + 2, Some(Count::whole(1)))),
        _ if length.dashed => Some(length.duration(end, length.count)),
        _ => None,
    }
}

/// A length that goes on: "a year and a half", "seven days a week".
fn extended(line: &Line<'_>, length: Length) -> Option<Parsed> {
    let (end, count) = (length.end, length.count?);
    match (line.at(end), line.at(end + 1), line.at(end + 2)) {
        (Word::And, Word::A, Word::Half)
            if !matches!(line.at(end + 3), Word::Unit(_) | Word::Dash) =>
        {
            Some(length.duration(end + 3, Some(count.and_a_half())))
        }
        (Word::A | Word::Every, Word::Unit(unit), _) => Some(once_a(end + 2, unit)),
        (Word::And, Word::Digits(_) | Word::Number(_) | Word::A, _) => sum(line, length, count),
        _ => None,
    }
}

/// "an hour and 45 minutes": a length and one of a smaller unit.
fn sum(line: &Line<'_>, length: Length, count: Count) -> Option<Parsed> {
    let (more, unit_at) = quantity(line, length.end + 1)?;
    let (Word::Unit(smaller) | Word::Units(smaller)) = line.at(unit_at) else {
        return None;
    };
    let end = unit_at + 1;
    let ends = !matches!(
        line.at(end),
        Word::Ago | Word::Earlier | Word::Later | Word::From | Word::Old | Word::Dash
    );
    let plain = !smaller.is_odd() && !length.unit.is_odd() && smaller < length.unit;
    let meaning = Meaning::Sum(count, length.unit, more?, smaller);
    (ends && plain).then(|| parsed(end, meaning))
}

/// A length with nothing behind it.
fn alone(line: &Line<'_>, length: Length) -> Option<Parsed> {
    let Length {
        start: at,
        end,
        count,
        unit,
        ..
    } = length;
    if unit == Unit::Half || (unit == Unit::Quarter && line.at(at) == Word::A) {
        return None;
    }
    match line.at(at) {
        _ if count.is_some() && line.before(at) == Word::Within => Some(length.ahead(end)),
        // "a week on Friday", "a week from Monday"
        Word::A if unit == Unit::Week && matches!(line.at(end), Word::In | Word::From) => {
            match line.at(end + 1) {
                Word::Weekday(day) => Some(parsed(
                    end + 2,
                    Meaning::Weekday {
                        day,
                        which: Which::Coming,
                        week: Some(1),
                    },
                )),
                _ => Some(length.duration(end, count)),
            }
        }
        // "in the months ahead"
        Word::Units(_) if line.at(end) == Word::Ahead => Some(length.ahead(end + 1)),
        Word::Units(_) => (matches!(
            line.before(at),
            Word::For | Word::Over | Word::Within | Word::In | Word::Lasting
        ) || line.at(end) == Word::Of
            || (matches!(line.before(at), Word::And | Word::Or)
                && at > 1
                && matches!(line.at(at - 2), Word::Units(_))))
        .then(|| length.duration(end, count)),
        Word::A if is_rate(line, at) => Some(once_a(end, unit)),
        _ => Some(length.duration(end, count)),
    }
}

/// How many ("two", "2.5", "two and a half", "another three", "a few", "half a"), and where the unit is;
/// no count for a vague one.
pub(super) fn quantity(line: &Line<'_>, at: usize) -> Option<(Option<Count>, usize)> {
    let past_more = |at: usize| at + usize::from(matches!(line.at(at), Word::More | Word::Full));
    let half = Count::whole(0).and_a_half();
    match line.at(at) {
        Word::Another => match line.at(at + 1) {
            Word::Unit(_) => Some((Some(Count::whole(1)), at + 1)),
            Word::Few | Word::Digits(_) | Word::Number(_) => quantity(line, at + 1),
            _ => None,
        },
        Word::More => match line.at(at + 1) {
            // "the third consecutive week" is no length.
            Word::Unit(_) | Word::More | Word::A | Word::Half => None,
            _ => quantity(line, at + 1),
        },
        Word::Half => match line.at(at + 1) {
            Word::A => Some((Some(half), at + 2)),
            Word::Dash if line.glued(at + 1) => Some((Some(half), at + 2)),
            _ => None,
        },
        Word::A => match line.at(at + 1) {
            Word::Few => Some((None, at + 2 + usize::from(line.at(at + 2) == Word::Of))),
            Word::Half => {
                let dash = usize::from(line.at(at + 2) == Word::Dash);
                Some((Some(half), at + 2 + dash))
            }
            Word::Number(number @ (12 | 100)) => Some((Some(Count::whole(number)), at + 2)),
            _ => Some((Some(Count::whole(1)), past_more(at + 1))),
        },
        Word::Few => Some((None, past_more(at + 1))),
        Word::Amount => Some((Count::read(line.lower(at)), past_more(at + 1))),
        Word::Year(number) => {
            let number = u32::try_from(number).ok()?;
            matches!(line.at(at + 1), Word::Units(_)).then(|| (Some(Count::whole(number)), at + 1))
        }
        Word::Digits(_) | Word::Number(_) => {
            let (end, number) = number(line, at)?;
            let count = Count::whole(number);
            // "two bloody weeks"
            if number > 1
                && line.is_lower_noun(end)
                && line.at(end) == Word::Other
                && !line.lower(end).ends_with('s')
                && matches!(line.at(end + 1), Word::Units(_))
            {
                return Some((Some(count), end + 1));
            }
            // "2 1/2"
            if (line.at(end), line.at(end + 1), line.at(end + 2))
                == (Word::Digits(1), Word::Slash, Word::Digits(2))
            {
                return Some((Some(count.and_a_half()), end + 3));
            }
            // "two-and-a-half-year"
            if (
                line.at(end),
                line.at(end + 1),
                line.at(end + 2),
                line.at(end + 3),
            ) == (Word::Dash, Word::And, Word::Dash, Word::A)
                && (line.at(end + 4), line.at(end + 5)) == (Word::Dash, Word::Half)
            {
                return Some((Some(count.and_a_half()), end + 6));
            }
            if (line.at(end), line.at(end + 1), line.at(end + 2))
                == (Word::And, Word::A, Word::Half)
            {
                return Some((Some(count.and_a_half()), end + 3));
            }
            Some((Some(count), past_more(end)))
        }
        _ => None,
    }
}

/// A whole number in digits or words ("12", "twenty-five", "two hundred").
fn number(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    let (Word::Digits(first) | Word::Number(first)) = line.at(at) else {
        return None;
    };
    let words = line.at(at) == Word::Number(first);
    match (line.at(at + 1), line.at(at + 2)) {
        (Word::Dash, Word::Number(ones @ 1..=9))
            if words && (20..100).contains(&first) && line.glued(at + 1) =>
        {
            Some((at + 3, first + ones))
        }
        (Word::Number(100), _) if words && first < 10 => Some((at + 2, first * 100)),
        _ => Some((at + 1, first)),
    }
}

/// "12 and 18 months", "five to six hours", "2-3 years": two lengths.
fn both(line: &Line<'_>, count: Option<Count>, at: usize) -> Option<Parsed> {
    let count = count?;
    if !matches!(line.at(at), Word::And | Word::Or | Word::To | Word::Dash) {
        return None;
    }
    if !matches!(line.at(at + 1), Word::Digits(_) | Word::Number(_)) {
        return None;
    }
    let (second, unit_at) = quantity(line, at + 1)?;
    let Word::Units(unit) = line.at(unit_at) else {
        return None;
    };
    let meaning = Meaning::Durations(count, second?, unit);
    (line.at(unit_at + 1) != Word::Old && !matches!(line.at(unit_at + 1), Word::Ago))
        .then(|| ranged(unit_at + 1, (at, at + 1), meaning))
}

/// "ago", "earlier", "later", "before", "after", "from now" behind a number of units.
fn shifted(line: &Line<'_>, length: Length) -> Option<Parsed> {
    let Length {
        end: at,
        count,
        unit,
        ..
    } = length;
    let (back, anchor) = match line.at(at) {
        Word::Ago => (true, Anchor::Article),
        Word::Earlier => (true, Anchor::Mentioned),
        Word::Later => (false, Anchor::Mentioned),
        Word::Before if line.closes(at + 1) => (true, Anchor::Mentioned),
        Word::After if line.closes(at + 1) => (false, Anchor::Mentioned),
        Word::Before => (true, Anchor::Event),
        Word::After => (false, Anchor::Event),
        // "in ten days' time"
        _ if line.lower(at) == "'"
            && line.lower(at + 1) == "time"
            && line.before(length.start) == Word::In =>
        {
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
        Word::From if matches!(line.at(at + 1), Word::Reference(Reference::Present, _)) => {
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
    if matches!(
        line.before(at),
        Word::In | Word::Within | Word::For | Word::Of | Word::After
    ) {
        return false;
    }
    let before = (1..=5).map_while(|back| at.checked_sub(back));
    let in_clause = before.take_while(|index| {
        !matches!(
            line.at(*index),
            Word::Comma | Word::Stop | Word::Mark | Word::Meridiem(_) | Word::And
        )
    });
    let mut words = in_clause.map(|index| line.at(index));
    words.any(|word| {
        matches!(
            word,
            Word::Measure | Word::Digits(_) | Word::Number(_) | Word::Amount | Word::Times
        )
    })
}

/// "every year", "every two weeks", "per day", "every other month", "every Monday".
pub(super) fn every(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (count, unit_at) = match line.at(at + 1) {
        Word::Ordinal(count) => (Some(Count::whole(count)), at + 2),
        Word::Alternate => (Some(Count::whole(2)), at + 2),
        Word::Few | Word::Number(_) | Word::Digits(_) | Word::Amount => quantity(line, at + 1)?,
        _ => (Some(Count::whole(1)), at + 1),
    };
    let each = |named| Some(parsed(unit_at + 1, Meaning::Each(named)));
    match line.at(unit_at) {
        Word::Unit(unit) | Word::Units(unit) => {
            Some(parsed(unit_at + 1, Meaning::Set { count, unit }))
        }
        Word::Weekday(day) => each(Named::Weekday(day)),
        Word::Month(month) => each(Named::Month(month)),
        Word::Season(season) => each(Named::Season(season)),
        Word::Daypart(part) => each(Named::Part(part)),
        _ => None,
    }
}
