//! Dates in digits alone: "2024-03-02T05:37:48Z", "31/08/2024", "31.08.2024", "20240831".

use super::super::meaning::{CalendarDate, YearRef};
use super::super::words::Word;
use super::line::Line;
use super::years::century_of;
use crate::edtf::Partial;
use chrono::Datelike;

/// "2024-06-06", with a time after it or not; "31/08/2024", "31.08.2024".
pub(super) fn date(line: &Line<'_>, at: usize) -> Option<(usize, CalendarDate)> {
    let full = |end, year, month, day| {
        let date = CalendarDate {
            year: YearRef::Number(year),
            month: Some(month),
            day: Some(day),
        };
        date.absolute().map(|_| (end, date))
    };
    match line.at(at) {
        Word::Year(year) if line.glued(at + 1) && line.glued(at + 2) => {
            let (Word::Dash | Word::Slash, Word::Digits(month)) =
                (line.at(at + 1), line.at(at + 2))
            else {
                return None;
            };
            if let (Word::Dash | Word::Slash, Word::Digits(day)) =
                (line.at(at + 3), line.at(at + 4))
                && line.glued(at + 3)
                && line.glued(at + 4)
            {
                return full(at + 5, year, month, day);
            }
            // "2025-10" is a month where "2009-10" are two years.
            let short = u32::try_from(year.rem_euclid(100)).unwrap_or_default();
            let date = CalendarDate {
                year: YearRef::Number(year),
                month: Some(month),
                day: None,
            };
            (line.at(at + 1) == Word::Dash && month <= short && line.lower(at + 2).len() == 2)
                .then(|| date.absolute())
                .flatten()
                .map(|_| (at + 3, date))
        }
        Word::Digits(first)
            if matches!(line.at(at + 1), Word::Slash | Word::Dash)
                && line.at(at + 3) == line.at(at + 1)
                && (1..=4).all(|next| line.glued(at + next)) =>
        {
            let Word::Digits(second) = line.at(at + 2) else {
                return None;
            };
            let year = match line.at(at + 4) {
                Word::Year(year) => year,
                // "10/27/89"
                Word::Digits(short) if line.lower(at + 4).len() == 2 => century_of(short),
                _ => return None,
            };
            match (first, second) {
                (13.., _) => full(at + 5, year, second, first),
                (_, 13..) => full(at + 5, year, first, second),
                _ if first == second => full(at + 5, year, first, second),
                _ => by_weekday(
                    line,
                    at,
                    [(second, first), (first, second)]
                        .map(|(month, day)| full(at + 5, year, month, day)),
                ),
            }
        }
        Word::Amount if !line.glued(at) => {
            let (year, month, day) = written_together(line.lower(at))?;
            full(at + 1, year, month, day)
        }
        _ => None,
    }
}

/// Which of two readings the weekday before it fits ("Sunday 02/10/2016").
fn by_weekday(
    line: &Line<'_>,
    at: usize,
    readings: [Option<(usize, CalendarDate)>; 2],
) -> Option<(usize, CalendarDate)> {
    let mut before = line.before(at);
    if before == Word::Mark {
        before = line.before(at.saturating_sub(1));
    }
    let Word::Weekday(weekday) = before else {
        return None;
    };
    let fits = |(_, date): &(usize, CalendarDate)| {
        let day = date.absolute().and_then(Partial::as_day);
        day.is_some_and(|day| day.weekday() == weekday)
    };
    let mut fitting = readings.into_iter().flatten().filter(fits);
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// "31.10.2025" and "20251031", which are one token.
fn written_together(text: &str) -> Option<(i32, u32, u32)> {
    if text.len() == 8 && (text.starts_with("19") || text.starts_with("20")) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?));
    }
    let (day, rest) = text.split_once('.')?;
    let (month, year) = rest.split_once('.')?;
    (day.len() <= 2 && month.len() <= 2 && year.len() == 4)
        .then(|| Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)))?
}
