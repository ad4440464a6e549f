//! Calendar dates: "June 6", "6 to 9 June 2024", "2024-06-06", "in 1987", "2015-2018", "the 1990s".

use super::super::meaning::{CalendarDate, Meaning, Unit, Which, YearRef};
use super::super::words::Word;
use super::{Line, Parsed, numeric, parsed, ranged};

/// A date or a range of dates at a year, a month or a day.
pub(super) fn dated(line: &Line<'_>, at: usize) -> Option<Parsed> {
    if let Some((end, date)) = numeric::date(line, at) {
        return Some(parsed(end, Meaning::Date(date)));
    }
    if let Some(decade) = decade(line, at) {
        return Some(decade);
    }
    if let Some(range) = days_first(line, at).or_else(|| listed_day(line, at)) {
        return Some(range);
    }
    let (end, first) = date(line, at)?;
    let alone = || parsed(end, Meaning::Date(with_year_of_next(line, end, first)));
    Some(range_from(line, at, end, first).unwrap_or_else(alone))
}

/// "In April and June 2018": the first takes the year of the second.
fn with_year_of_next(line: &Line<'_>, end: usize, first: CalendarDate) -> CalendarDate {
    if first.year == YearRef::Missing
        && matches!(line.at(end), Word::And | Word::Or)
        && let Some((_, second)) = date(line, end + 1)
        && second.granularity() == first.granularity()
    {
        return CalendarDate {
            year: second.year,
            ..first
        };
    }
    first
}

/// One date: day and month in either order, month and year, or a year.
pub(super) fn date(line: &Line<'_>, at: usize) -> Option<(usize, CalendarDate)> {
    match line.at(at) {
        Word::Month(month) => {
            let name_end = after_stop(line, at + 1);
            if let Some((day_end, day)) = day(line, name_end) {
                let (end, year) = year_tail(line, day_end).unwrap_or((day_end, YearRef::Missing));
                return Some((
                    end,
                    CalendarDate {
                        year,
                        month: Some(month),
                        day: Some(day),
                    },
                ));
            }
            if let Some(date) = day_and_year(line, name_end, month) {
                return Some((name_end + 1, date));
            }
            let (end, year) = year_tail(line, name_end).unwrap_or((at + 1, YearRef::Missing));
            Some((
                end,
                CalendarDate {
                    year,
                    month: Some(month),
                    day: None,
                },
            ))
        }
        Word::Digits(_) if let Some(year) = ancient_year(line, at) => Some(year),
        Word::Digits(_) => {
            let (day_end, day) = day(line, at)?;
            let (end, month, year) = month_tail(line, day_end)?;
            Some((
                end,
                CalendarDate {
                    year,
                    month: Some(month),
                    day: Some(day),
                },
            ))
        }
        Word::Number(_) => ancient_year(line, at),
        Word::Era(false) => match line.at(at + 1) {
            Word::Digits(year) | Word::Number(year) => {
                Some((at + 2, year_only(i32::try_from(year).ok()?)))
            }
            _ => None,
        },
        Word::Year(_) if line.at(at + 1) == Word::Era(true) => ancient_year(line, at),
        Word::Year(year) if stands_as_year(line, at) => Some((
            at + 1,
            CalendarDate {
                year: YearRef::Number(year),
                month: None,
                day: None,
            },
        )),
        _ => None,
    }
}

/// The "6,2024" of "June 6,2024", which looks like one number.
fn day_and_year(line: &Line<'_>, at: usize, month: u32) -> Option<CalendarDate> {
    if line.at(at) != Word::Amount {
        return None;
    }
    let (day, year) = line.lower(at).split_once(',')?;
    let date = CalendarDate {
        year: YearRef::Number(year.parse().ok().filter(|_| year.len() == 4)?),
        month: Some(month),
        day: day.parse().ok(),
    };
    date.day.and(date.absolute()).map(|_| date)
}

/// "480 BC"; in a text of such years also "in 480". Astronomical: 1 BC is the year 0.
fn ancient_year(line: &Line<'_>, at: usize) -> Option<(usize, CalendarDate)> {
    let number = match line.at(at) {
        Word::Digits(number) | Word::Number(number) => i32::try_from(number).ok()?,
        Word::Year(number) => number,
        _ => return None,
    };
    let (end, year) = match line.at(at + 1) {
        Word::Era(true) => (at + 2, 1 - number),
        Word::Era(false) => (at + 2, number),
        // "499-493 BC", "499 and 498 BC"
        Word::Dash | Word::To | Word::And
            if matches!(line.at(at + 2), Word::Digits(_) | Word::Number(_))
                && line.at(at + 3) == Word::Era(true) =>
        {
            (at + 1, 1 - number)
        }
        next => {
            let led = matches!(
                line.before(at),
                Word::In | Word::Since | Word::Until | Word::Of | Word::By | Word::Part(_)
            );
            let bare = line.ancient && (100..1000).contains(&number) && led;
            if !bare || matches!(next, Word::Measure | Word::Units(_)) || counts_things(line, at) {
                return None;
            }
            (at + 1, 1 - number)
        }
    };
    Some((end, year_only(year)))
}

/// "'82", "the summer of '68".
pub(super) fn short_year(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let Word::Digits(short) = line.at(at + 1) else {
        return None;
    };
    let led = matches!(
        line.before(at),
        Word::In | Word::Since | Word::Until | Word::Of | Word::By | Word::Part(_) | Word::Through
    );
    let apart = !line.glued(at) || line.before(at) == Word::Dash;
    let two = line.glued(at + 1) && apart && line.lower(at + 1).len() == 2;
    if two && short % 10 == 0 && line.glued(at + 2) && line.lower(at + 2) == "s" {
        return Some(parsed(at + 3, Meaning::Decade(century_of(short))));
    }
    (led && two).then(|| parsed(at + 2, Meaning::Date(year_only(century_of(short)))))
}

/// The year that two digits stand for: of the nineteen hundreds from 40 on.
pub(super) fn century_of(short: u32) -> i32 {
    let century = if short < 40 { 2000 } else { 1900 };
    century + i32::try_from(short).unwrap_or_default()
}

/// The next day of a list: "April 24 | and 28", "8 | , 9 and 12 October".
pub(super) fn next_day(line: &Line<'_>, at: usize, last: &Parsed) -> Option<(usize, Parsed)> {
    let Meaning::Date(date) = last.meaning else {
        return None;
    };
    let month_first = matches!(line.before(at), Word::Digits(_) | Word::Suffix);
    if date.day.is_none() || !month_first || last.time.is_some() {
        return None;
    }
    let joined = usize::from(line.at(at) == Word::Comma);
    let joined = joined + usize::from(matches!(line.at(at + joined), Word::And | Word::Or));
    let (end, next) = day(line, at + joined).filter(|_| joined > 0)?;
    let ends = line.closes(end) && line.at(end) != Word::Dash;
    let date = CalendarDate {
        day: Some(next),
        ..date
    };
    (ends && Some(next) > date.day.min(Some(next - 1)) && month_tail(line, end).is_none())
        .then(|| (at + joined, parsed(end, Meaning::Date(date))))
}

/// The first day of a list that ends with its month: "14 | , 15 and 16 November".
fn listed_day(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (first_end, first) = day(line, at)?;
    let mut end = first_end;
    for _ in 0..6 {
        let joined = usize::from(matches!(line.at(end), Word::Comma));
        let joined = joined + usize::from(matches!(line.at(end + joined), Word::And | Word::Or));
        if joined == 0 {
            return None;
        }
        let (next_end, next) = day(line, end + joined)?;
        if next <= first {
            return None;
        }
        end = next_end;
        if let Some((_, month, year)) = month_tail(line, end) {
            let date = CalendarDate {
                year,
                month: Some(month),
                day: Some(first),
            };
            return Some(parsed(first_end, Meaning::Date(date)));
        }
    }
    None
}

/// "the 15th": of the month that the text speaks of.
pub(super) fn day_alone(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (end, day) = day(line, at).filter(|(end, _)| *end == at + 2)?;
    // "the 12th of this month"
    if let (Word::Of, Word::Which(which), Word::Unit(Unit::Month)) =
        (line.at(end), line.at(end + 1), line.at(end + 2))
        && let Some(year) = year_of(which)
    {
        let date = CalendarDate {
            year,
            month: None,
            day: Some(day),
        };
        return Some(parsed(end + 3, Meaning::Date(date)));
    }
    let led = at.checked_sub(2).is_some_and(|before| {
        matches!(
            line.at(before),
            Word::In | Word::From | Word::Until | Word::By
        )
    });
    let date = CalendarDate {
        year: YearRef::Mentioned(0),
        month: None,
        day: Some(day),
    };
    let noun = !line.closes(end) && !line.begins_subject(end);
    (led && !noun).then(|| parsed(end, Meaning::Date(date)))
}

/// A day of the month, "8" or "8th".
fn day(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    let Word::Digits(day @ 1..=31) = line.at(at) else {
        return None;
    };
    let mut end = at + 1;
    if line.at(end) == Word::Suffix && line.glued(end) {
        end += 1;
    }
    let counts = matches!(line.at(end), Word::Measure | Word::Unit(_) | Word::Units(_));
    let clock = line.at(end) == Word::Mark && line.glued(end) && line.lower(end) == ":";
    (!counts && !clock).then_some((end, day))
}

/// What follows a day that stands first: "[of] October [2025]".
fn month_tail(line: &Line<'_>, at: usize) -> Option<(usize, u32, YearRef)> {
    let at = match line.at(at) {
        Word::Of => at + 1,
        // "06-Jun-2024"
        Word::Dash if line.glued(at) && line.glued(at + 1) => at + 1,
        _ => at,
    };
    let Word::Month(month) = line.at(at) else {
        return None;
    };
    let name_end = after_stop(line, at + 1);
    let dashed = line.at(name_end) == Word::Dash && line.glued(name_end);
    let (end, year) =
        year_tail(line, name_end + usize::from(dashed)).unwrap_or((at + 1, YearRef::Missing));
    Some((end, month, year))
}

/// Past the full stop of "Nov.", where a number follows it.
fn after_stop(line: &Line<'_>, at: usize) -> usize {
    let numbered = matches!(line.at(at + 1), Word::Digits(_) | Word::Year(_))
        || (line.at(at + 1) == Word::Comma && matches!(line.at(at + 2), Word::Year(_)));
    at + usize::from(line.at(at) == Word::Stop && line.glued(at) && numbered)
}

/// The year after a month or a day: ", 2025", "of last year", "this year".
pub(super) fn year_tail(line: &Line<'_>, at: usize) -> Option<(usize, YearRef)> {
    let at = at + usize::from(matches!(line.at(at), Word::Comma | Word::Of));
    let at = at + usize::from(line.at(at) == Word::In);
    match line.at(at) {
        Word::Digits(number) | Word::Number(number) if line.at(at + 1) == Word::Era(true) => {
            Some((at + 2, YearRef::Number(1 - i32::try_from(number).ok()?)))
        }
        Word::Year(year) if line.at(at + 1) == Word::Era(true) => {
            Some((at + 2, YearRef::Number(1 - year)))
        }
        // "Sept. '98"
        Word::Possessive if line.glued(at + 1) && !line.glued(at) => match line.at(at + 1) {
            Word::Digits(short) if line.lower(at + 1).len() == 2 => {
                Some((at + 2, YearRef::Number(century_of(short))))
            }
            _ => None,
        },
        Word::Year(year) if !counts_things(line, at) => Some((at + 1, YearRef::Number(year))),
        Word::Which(which) if line.at(at + 1) == Word::Unit(Unit::Year) => {
            year_of(which).map(|year| (at + 2, year))
        }
        Word::The => match (line.at(at + 1), line.at(at + 2)) {
            (Word::Which(which), Word::Unit(Unit::Year)) => {
                year_of(which).map(|year| (at + 3, year))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The year that "last", "this" or "the following" picks.
pub(super) const fn year_of(which: Which) -> Option<YearRef> {
    Some(match which {
        Which::Last | Which::Past => YearRef::Offset(-1),
        Which::This => YearRef::Offset(0),
        Which::Next | Which::Coming => YearRef::Offset(1),
        Which::Previous => YearRef::Mentioned(-1),
        Which::Same => YearRef::Mentioned(0),
        Which::Following => YearRef::Mentioned(1),
        Which::Bare | Which::Recent => return None,
    })
}

/// Whether four digits are a year here and not a count or part of a name.
fn stands_as_year(line: &Line<'_>, at: usize) -> bool {
    let Word::Year(year) = line.at(at) else {
        return false;
    };
    let before = line.before(at);
    let ratio = line.glued(at) && at > 0 && line.lower(at - 1) == ":";
    let joined = ratio
        || line.glued(at) && !matches!(before, Word::Opening | Word::Mark)
        || line.glued(at + 1)
            && !matches!(
                line.at(at + 1),
                Word::Comma
                    | Word::Stop
                    | Word::Closing
                    | Word::Possessive
                    | Word::Dash
                    | Word::Mark
                    | Word::Slash
            );
    // "mid-2024" and "the January-2024 deal" are years; "COP-2019" and "A-1992" are names.
    let after_part = before == Word::Dash
        && at.checked_sub(2).is_some_and(|index| {
            matches!(
                line.at(index),
                Word::Part(_) | Word::Month(_) | Word::Year(_)
            )
        });
    // "at 1914 Harbour Street"
    let address = before == Word::In && line.lower(at - 1) == "at";
    if (joined && !after_part) || before == Word::Currency || address {
        return false;
    }
    let led = matches!(
        before,
        Word::In
            | Word::Since
            | Word::Until
            | Word::Through
            | Word::By
            | Word::From
            | Word::Before
            | Word::After
            | Word::Between
            | Word::Of
            | Word::Part(_)
            | Word::Fiscal
            | Word::Season(_)
    ) || after_part;
    if led {
        return matches!(year, 1000..=2199)
            && !matches!(line.at(at + 1), Word::Measure | Word::Units(_))
            && !(matches!(before, Word::From | Word::By | Word::Of | Word::Between)
                && counts_things(line, at));
    }
    let ranged = line.at(at + 1) == Word::Dash
        && line.glued(at + 1)
        && matches!(line.at(at + 2), Word::Year(second) if second > year);
    let named = at > 0 && line.capitalized(at - 1) && before == Word::Other && !ranged;
    let plausible = matches!(year, 1900..=2100)
        || (matches!(year, 1500..=1899)
            && (matches!(before, Word::The | Word::Opening | Word::Edge)
                || before == Word::Comma && line.closes(at + 1)
                || ranged));
    let determined = matches!(
        before,
        Word::The | Word::A | Word::Determiner | Word::Possessive
    );
    let counted = counts_things(line, at) && !determined;
    plausible && !named && !counted && !matches!(line.at(at + 1), Word::Measure | Word::Units(_))
}

/// Whether the number before this place counts what follows ("1992 soldiers", "2000 km").
fn counts_things(line: &Line<'_>, at: usize) -> bool {
    match line.at(at + 1) {
        Word::Measure | Word::Units(_) => true,
        Word::Other => {
            let next = line.lower(at + 1);
            !line.capitalized(at + 1)
                && next.len() > 3
                && next.ends_with('s')
                && !next.ends_with("ss")
        }
        _ => false,
    }
}

/// "1990s".
fn decade(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let year = match line.at(at) {
        Word::Year(year) => year,
        Word::Number(year) if line.at(at + 2) == Word::Era(true) && line.lower(at + 1) == "s" => {
            let year = i32::try_from(year).ok()?;
            return Some(parsed(at + 3, Meaning::Decade(-year)));
        }
        // "the 90s"
        Word::Digits(short)
            if line.lower(at + 1) == "s" && line.glued(at + 1) && short % 10 == 0 =>
        {
            let led = line.before(at) == Word::The;
            return led.then(|| parsed(at + 2, Meaning::Decade(century_of(short))));
        }
        _ => return None,
    };
    let plural = line.glued(at + 1)
        && (line.lower(at + 1) == "s"
            || (line.at(at + 1) == Word::Possessive && line.before(at) == Word::The));
    (plural && year % 10 == 0).then(|| parsed(at + 2, Meaning::Decade(year)))
}

/// Whether the word joins the ends of a range; "and" does so after "between" or between neighbours.
fn joins(line: &Line<'_>, start: usize, at: usize, neighbours: bool) -> bool {
    let opened = line.before(start) == Word::Between
        || (line.before(start) == Word::The && start >= 2 && line.at(start - 2) == Word::Between);
    match line.at(at) {
        Word::To | Word::Through | Word::Until | Word::Dash => true,
        Word::And => opened || neighbours,
        Word::Or => neighbours,
        _ => false,
    }
}

/// "8-12 October", "the 8th to the 12th of May".
fn days_first(line: &Line<'_>, start: usize) -> Option<Parsed> {
    let (first_end, first) = day(line, start)?;
    let second_at = first_end + 1 + usize::from(line.at(first_end + 1) == Word::The);
    let (second_end, second) = day(line, second_at)?;
    if !joins(line, start, first_end, second == first + 1) || second <= first {
        return None;
    }
    let (end, month, year) = month_tail(line, second_end)?;
    let on = |day| CalendarDate {
        year,
        month: Some(month),
        day: Some(day),
    };
    let joint = (first_end, first_end + 1);
    Some(ranged(end, joint, Meaning::Range(on(first), on(second))))
}

/// What follows the first date of a range: "June 6 | to 9", "2015 | -2018", "January | to March 2024".
fn range_from(line: &Line<'_>, start: usize, end: usize, first: CalendarDate) -> Option<Parsed> {
    let second_at = end + 1 + usize::from(line.at(end + 1) == Word::The);
    let joint = (end, end + 1);
    let range = |end, first, second| Some(ranged(end, joint, Meaning::Range(first, second)));
    if let (Some(_), Some(first_day)) = (first.month, first.day)
        && let Some((day_end, second_day)) = day(line, second_at)
        && month_tail(line, day_end).is_none()
        && second_day > first_day
        && joins(line, start, end, second_day == first_day + 1)
        && first.year == YearRef::Missing
        && matches!(line.before(end), Word::Digits(_) | Word::Suffix)
    {
        let (end, year) = year_tail(line, day_end).unwrap_or((day_end, YearRef::Missing));
        let on = |day| CalendarDate {
            year,
            day: Some(day),
            ..first
        };
        return range(end, on(first_day), on(second_day));
    }
    if first.month.is_none()
        && let (Word::Year(year), Word::Dash | Word::Slash, Word::Digits(short)) =
            (line.at(start), line.at(end), line.at(end + 1))
        && line.glued(end)
        && line.glued(end + 1)
        && line.lower(end + 1).len() == 2
    {
        let second = year - year.rem_euclid(100) + i32::try_from(short).ok()?;
        return (second > year)
            .then(|| range(end + 2, first, year_only(second)))
            .flatten();
    }
    if !matches!(
        line.at(end),
        Word::To | Word::Through | Word::Until | Word::Dash | Word::And | Word::Or
    ) {
        return None;
    }
    let (second_end, second) = match (line.at(second_at), first.month) {
        // After a dash the second year is glued, which a lone year may not be.
        (Word::Year(year), None) if !counts_things(line, second_at) => {
            (second_at + 1, year_only(year))
        }
        _ => date(line, second_at)?,
    };
    let same_kind = first.granularity() == second.granularity()
        || (first.month.is_none() && second.month.is_some());
    let neighbours = match (first.year, second.year, first.month) {
        (YearRef::Number(one), YearRef::Number(two), None) => two == one + 1,
        _ => false,
    };
    if !same_kind || !joins(line, start, end, neighbours) {
        return None;
    }
    let first = if first.year == YearRef::Missing {
        CalendarDate {
            year: second.year,
            ..first
        }
    } else {
        first
    };
    let second = if second.year == YearRef::Missing {
        CalendarDate {
            year: first.year,
            ..second
        }
    } else {
        second
    };
    let ordered = match (first.absolute(), second.absolute()) {
        (Some(first), Some(second)) => first.first_day() <= second.last_day(),
        _ => true,
    };
    ordered.then(|| range(second_end, first, second)).flatten()
}

const fn year_only(year: i32) -> CalendarDate {
    CalendarDate {
        year: YearRef::Number(year),
        month: None,
        day: None,
    }
}
