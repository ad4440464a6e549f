//! The year of the meeting, for dates that do not give it.

use chrono::{Datelike, NaiveDate};

use super::meeting::Days;
use super::stamps::Past;
use super::wording::day;
use crate::annotating::dates::{CalendarDate, Granularity, Meaning, Timex, YearRef};

/// The year of dates without one.
pub(super) struct Year {
    number: i32,
    /// A day that the folder is of, where its articles carry one.
    known: Option<NaiveDate>,
    pub(super) uncertain: bool,
    pub(super) because: String,
}

impl Year {
    pub(super) fn find(
        timexes: &[&[Timex]],
        dated: &[(usize, NaiveDate)],
        page: Option<NaiveDate>,
        years: Option<Past>,
    ) -> Option<Self> {
        let sure = |number: i32, because: String| {
            Some(Self {
                number,
                known: dated.first().map(|(_, day)| *day),
                uncertain: false,
                because,
            })
        };
        if let Some((_, day)) = dated.first() {
            return sure(
                day.year(),
                "the year is that of its dated companions".to_owned(),
            );
        }
        let yearless = timexes
            .iter()
            .flat_map(|timexes| timexes.iter())
            .filter(|timex| timex.granularity() == Granularity::Day)
            .find_map(|timex| match timex.meaning {
                Meaning::Date(date) | Meaning::Range(date, _) => Some(date),
                _ => None,
            })
            .filter(|date| date.year == YearRef::Missing);
        if let (Some(page), Some(date)) = (page, yearless) {
            let fits = |year: &i32| {
                date.in_year(*year)
                    .is_some_and(|date| date.first_day() <= page)
            };
            let number = [page.year(), page.year() - 1].into_iter().find(fits)?;
            if years.is_none_or(|past| past.day.year() <= number) {
                return sure(
                    number,
                    format!(
                        "{number} is the last year in which that was before {}, the page's date",
                        day(page)
                    ),
                );
            }
        }
        let past = years?;
        let number = past.day.year();
        Some(Self {
            number,
            known: None,
            uncertain: !past.current,
            because: format!(
                "{number} is the latest year that the articles speak of as past or current"
            ),
        })
    }

    /// The days that a calendar date without a weekday's help names.
    pub(super) fn days_of(&self, timex: &Timex) -> Option<Days> {
        let (first, last) = match timex.meaning {
            Meaning::Date(date) => (date, date),
            Meaning::Range(first, last) => (first, last),
            _ => return None,
        };
        let in_year = |date: CalendarDate, number| match date.year {
            YearRef::Number(number) => date.in_year(number),
            YearRef::Missing => date.in_year(number),
            _ => None,
        };
        let number = match first.year {
            YearRef::Number(number) => number,
            // Near the dated companions, be it over the turn of the year.
            YearRef::Missing => match self.known {
                Some(known) => (-1..=1)
                    .map(|by| known.year() + by)
                    .filter_map(|number| Some((first.in_year(number)?.first_day(), number)))
                    .min_by_key(|(day, _)| (*day - known).num_days().abs())
                    .map(|(_, number)| number)?,
                None => self.number,
            },
            _ => return None,
        };
        let start = in_year(first, number)?.first_day();
        let end = in_year(last, number)?.first_day();
        let end = if end < start {
            in_year(last, number + 1)?.first_day()
        } else {
            end
        };
        ((start.year() - self.number).abs() <= 1).then_some((start, end))
    }
}
