//! Ranges and lists of dates: "June 6 to 9", "8-12 October", "2015-2018", "14, 15 and 16 May".

use super::super::meaning::{CalendarDate, Meaning, YearRef};
use super::super::words::Word;
use super::absolute::{date, day, month_tail};
use super::line::{Line, Parsed, parsed, ranged};
use super::years::{counts_things, year_only, year_tail};

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
pub(super) fn listed_day(line: &Line<'_>, at: usize) -> Option<Parsed> {
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

/// Whether the word joins the ends of a range; "and" does so after "between" or between neighbours.
pub(super) fn joins(line: &Line<'_>, start: usize, at: usize, neighbours: bool) -> bool {
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
pub(super) fn days_first(line: &Line<'_>, start: usize) -> Option<Parsed> {
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
pub(super) fn range_from(
    line: &Line<'_>,
    start: usize,
    end: usize,
    first: CalendarDate,
) -> Option<Parsed> {
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
