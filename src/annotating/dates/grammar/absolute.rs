//! Calendar dates: "June 6", "6 to 9 June 2024", "2024-06-06", "in 1987", "2015-2018", "the 1990s".

use super::super::meaning::{CalendarDate, Meaning, YearRef};
use super::super::units::Unit;
use super::super::words::Word;
use super::line::{Line, Parsed, parsed};
use super::numeric;
use super::periods::{quarter, quarter_of};
use super::ranges::{days_first, listed_day, range_from};
use super::years::{
    ancient_year, decade, spelled_year, stands_as_year, year_of, year_only, year_tail,
};

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
    // "the 1989 third quarter"
    if let Word::Year(year) = line.at(at)
        && let Some(quarter) = quarter_of(line, at + 1, YearRef::Number(year))
    {
        return Some(quarter);
    }
    let (end, first) = date(line, at)?;
    if let Some(quarter) = month_quarter(line, end, first) {
        return Some(quarter);
    }
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
            if let Some((day_end, day)) =
                day(line, name_end).or_else(|| spelled_day(line, name_end))
            {
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
            let (end, year) = match line.at(name_end) {
                // "in March 2004 bombs killed many": a month vouches for its year.
                Word::Year(year) => (name_end + 1, YearRef::Number(year)),
                _ => year_tail(line, name_end).unwrap_or((at + 1, YearRef::Missing)),
            };
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
        Word::Number(_) => ancient_year(line, at).or_else(|| {
            let (end, year) = spelled_year(line, at)?;
            Some((end, year_only(year)))
        }),
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

/// "the September quarter", "the July-September quarter".
fn month_quarter(line: &Line<'_>, end: usize, first: CalendarDate) -> Option<Parsed> {
    let (Some(month), None, YearRef::Missing) = (first.month, first.day, first.year) else {
        return None;
    };
    let (end, last) = match (line.at(end), line.at(end + 1)) {
        (Word::Dash | Word::To, Word::Month(last)) if last == month + 2 => (end + 2, last),
        _ => (end, month),
    };
    (line.at(end) == Word::Unit(Unit::Quarter))
        .then(|| parsed(end + 1, quarter(last.div_ceil(3), YearRef::Missing)))
}

/// A day of the month in words, "twelfth" or "twenty-first".
pub(super) fn spelled_day(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    match (line.at(at), line.at(at + 1), line.at(at + 2)) {
        (Word::Ordinal(day @ 1..=31), ..) => Some((at + 1, day)),
        (Word::Number(tens @ (20 | 30)), Word::Dash, Word::Ordinal(ones @ 1..=9)) => {
            Some((at + 3, tens + ones))
        }
        _ => None,
    }
}

/// A day of the month, "8" or "8th".
pub(super) fn day(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    let Word::Digits(day @ 1..=31) = line.at(at) else {
        return None;
    };
    let mut end = at + 1;
    if line.at(end) == Word::Suffix && line.glued(end) {
        end += 1;
    }
    let counts = matches!(line.at(end), Word::Measure | Word::Unit(_) | Word::Units(_));
    let clock = line.glued(end)
        && line.lower(end) == ":"
        && line.glued(end + 1)
        && matches!(line.at(end + 1), Word::Digits(_));
    (!counts && !clock).then_some((end, day))
}

/// What follows a day that stands first: "[of] October [2025]".
pub(super) fn month_tail(line: &Line<'_>, at: usize) -> Option<(usize, u32, YearRef)> {
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
