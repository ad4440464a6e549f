//! What a relative expression comes to, given the day that it hangs on.

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{
    days, easter, last_weekday, monday, next_weekday, plus_days, plus_months, years,
};
use super::meaning::{Holiday, Part, Tense, Which};
use super::units::Unit;
use crate::edtf::{Edtf, Partial};

/// Up to this many days away, the nearest day of that name is meant whatever the tense.
const NEAR: i64 = 100;

/// By how many days the date of an article may be too early.
const SLACK: i64 = 7;

/// For how many days what happened is told in the present.
const HEADLINE: i64 = 2;

/// The latest such date that begins before the article's day or, where `strictly`, is over by then.
pub(super) fn latest(
    article: NaiveDate,
    in_year: impl Fn(i32) -> Option<Partial>,
    strictly: bool,
) -> Option<Partial> {
    (0..=4).find_map(|back| {
        in_year(article.year() - back).filter(|found| {
            if strictly {
                found.last_day() < article
            } else {
                found.first_day() <= article
            }
        })
    })
}

/// The earliest such date that ends after the article's day or, where `strictly`, begins then.
pub(super) fn earliest(
    article: NaiveDate,
    in_year: impl Fn(i32) -> Option<Partial>,
    strictly: bool,
) -> Option<Partial> {
    (0..=4).find_map(|on| {
        in_year(article.year() + on).filter(|found| {
            if strictly {
                found.first_day() > article
            } else {
                found.last_day() >= article
            }
        })
    })
}

/// A month or a day without a year: the nearest one if it is near, else what the tense says.
pub(super) fn yearless(
    article: NaiveDate,
    in_year: impl Fn(i32) -> Option<Partial>,
    tense: Tense,
    done: bool,
) -> Option<Edtf> {
    let distance = |found: Partial| {
        let before = (found.first_day() - article).num_days();
        let after = (article - found.last_day()).num_days();
        before.max(after).max(0)
    };
    let nearest = (-1..=1)
        .filter_map(|by| in_year(article.year() + by))
        .min_by_key(|found| distance(*found));
    let by_tense = match tense {
        Tense::Future | Tense::Present => earliest(article, &in_year, false),
        Tense::Past | Tense::Unknown => latest(article, &in_year, false),
    };
    // A bare month in a plainly past clause is past, however near the next one is, and so is the day of what
    // was done.
    let month_in_past = |found: Partial| found.as_day().is_none() && tense == Tense::Past;
    let undone = |found: Partial| done && (found.first_day() - article).num_days() > SLACK;
    nearest
        .filter(|found| distance(*found) <= NEAR && !month_in_past(*found) && !undone(*found))
        .or(by_tense)
        .or(nearest)
        .map(Edtf::date)
}

/// A date without a year in a narrative that has come to `last`: of the same year, unless that lies well
/// back and the next one is nearer.
pub(super) fn told_after(
    last: Partial,
    in_year: impl Fn(i32) -> Option<Partial>,
) -> Option<Partial> {
    let here = last.first_day();
    let same = in_year(here.year())?;
    let back = (here - same.last_day()).num_days();
    if last.month_number().is_none() || back <= BACK {
        return Some(same);
    }
    let next = in_year(here.year() + 1);
    next.filter(|next| (next.first_day() - here).num_days() < back)
        .or(Some(same))
}

/// How many days a narrative may step back without a new year having begun.
const BACK: i64 = 60;

/// The day of a holiday in a year.
pub(super) fn on_holiday(rule: Holiday, year: i32) -> Option<NaiveDate> {
    match rule {
        Holiday::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
        Holiday::Weekday {
            month,
            day,
            number,
            plus,
        } => {
            let found = if number < 0 {
                let last = Partial::month(year, month)?.last_day();
                plus_days(last_weekday(last, day)?, (i64::from(number) + 1) * 7)
            } else {
                let number = u8::try_from(number).ok()?;
                NaiveDate::from_weekday_of_month_opt(year, month, day, number)
            };
            plus_days(found?, plus)
        }
        Holiday::Easter(by) => plus_days(easter(year)?, by),
    }
}

pub(super) fn weekday(
    article: NaiveDate,
    day: Weekday,
    which: Which,
    week: Option<i32>,
    tense: Tense,
) -> Option<Edtf> {
    let found = match (week, which) {
        // "a week on Friday"
        (Some(week), Which::Coming) => plus_days(
            next_weekday(plus_days(article, 1)?, day)?,
            i64::from(week) * 7,
        ),
        (Some(week), _) => plus_days(
            monday(article)?,
            i64::from(week) * 7 + i64::from(day.num_days_from_monday()),
        ),
        (None, Which::Last) => last_weekday(plus_days(article, -1)?, day),
        (None, Which::Next) => next_weekday(plus_days(article, 1)?, day),
        (None, Which::This) => plus_days(monday(article)?, i64::from(day.num_days_from_monday())),
        _ => match tense {
            Tense::Future => next_weekday(article, day),
            Tense::Past | Tense::Unknown => last_weekday(article, day),
            // "The queen meets the envoy on Thursday" may be told on Friday.
            Tense::Present => nearest_weekday(article, day, HEADLINE),
        },
    };
    Edtf::day(found?)
}

/// The last such weekday where it is at most so many days ago, else the next.
fn nearest_weekday(article: NaiveDate, day: Weekday, back: i64) -> Option<NaiveDate> {
    last_weekday(article, day)
        .filter(|last| (article - *last).num_days() <= back)
        .or_else(|| next_weekday(article, day))
}

/// "this week", "last year", "earlier this month".
pub(super) fn picked(
    article: NaiveDate,
    unit: Unit,
    which: Which,
    part: Option<Part>,
    tense: Tense,
) -> Option<Edtf> {
    let by = match which {
        Which::Last | Which::Past | Which::Previous => -1,
        Which::Next | Which::Coming | Which::Following => 1,
        // "over the weekend": the one that is coming, or just past.
        Which::Bare
            if unit == Unit::Weekend
                && tense == Tense::Past
                && article.weekday().num_days_from_monday() < 5 =>
        {
            -1
        }
        _ => 0,
    };
    let whole = period(article, unit, by)?;
    match (unit, part) {
        (Unit::Week, Some(Part::SoFar)) => days(whole.first_day()?, article),
        (Unit::Week, Some(Part::StillToCome)) => days(article, whole.last_day()?),
        _ => Some(whole),
    }
}

/// The unit that holds a day, moved by a number of units.
fn period(day: NaiveDate, unit: Unit, by: i32) -> Option<Edtf> {
    let month = |months: i32| plus_months(day, months);
    let group = |length: u32| {
        let back = i32::try_from(day.month0() % length).ok()?;
        let length = i32::try_from(length).ok()?;
        let first = by.checked_mul(length)?.checked_sub(back)?;
        Some(Edtf::interval(month(first)?, month(first + length - 1)?))
    };
    let week = |from: i64, to: i64| {
        let first = plus_days(monday(day)?, i64::from(by) * 7)?;
        days(plus_days(first, from)?, plus_days(first, to)?)
    };
    let years_of = |length: i32| {
        let first = day
            .year()
            .div_euclid(length)
            .checked_add(by)?
            .checked_mul(length)?;
        years(first, first.checked_add(length - 1)?)
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Edtf::day(day),
        Unit::Day => Edtf::day(plus_days(day, i64::from(by))?),
        Unit::Week | Unit::Fortnight => week(0, 6),
        Unit::Weekend => week(5, 6),
        Unit::Month => month(by).map(Edtf::date),
        Unit::Quarter => group(3),
        Unit::Half => group(6),
        Unit::Year => Partial::year(day.year().checked_add(by)?).map(Edtf::date),
        Unit::Decade => years_of(10),
        Unit::Century => years_of(100),
    }
}

/// "two years ago": the unit at that distance.
pub(super) fn shift(day: NaiveDate, unit: Unit, by: i32) -> Option<Edtf> {
    match unit {
        Unit::Fortnight => period(day, Unit::Week, by.checked_mul(2)?),
        Unit::Decade => {
            let year = day.year().checked_add(by.checked_mul(10)?)?;
            Partial::year(year).map(|year| Edtf::date(year).approximate())
        }
        Unit::Century => None,
        Unit::Quarter | Unit::Half => {
            let length = if unit == Unit::Quarter { 3 } else { 6 };
            plus_months(day, by.checked_mul(length)?).map(Edtf::date)
        }
        _ => period(day, unit, by),
    }
}

/// "the past six years", "the next three days": up to the article's day or from it.
pub(super) fn run(article: NaiveDate, count: i32, unit: Unit, ahead: bool) -> Option<Edtf> {
    let by = if ahead { count } else { -count };
    let stretch_of_days = |length: i64| {
        let other = plus_days(article, i64::from(by) * length)?;
        days(article.min(other), article.max(other))
    };
    let stretch_of_months = |length: i32| {
        let here = plus_months(article, 0)?;
        let other = plus_months(article, by.checked_mul(length)?)?;
        Some(Edtf::interval(here.min(other), here.max(other)))
    };
    let stretch_of_years = |length: i32| {
        let other = article.year().checked_add(by.checked_mul(length)?)?;
        years(article.year().min(other), article.year().max(other))
    };
    match unit {
        Unit::Second | Unit::Minute => stretch_of_days(0),
        Unit::Hour => stretch_of_days(1).filter(|_| count <= 48),
        Unit::Day => stretch_of_days(1),
        Unit::Week => stretch_of_days(7),
        Unit::Weekend => (count == 1)
            .then(|| period(article, Unit::Weekend, by))
            .flatten(),
        Unit::Fortnight => stretch_of_days(14),
        Unit::Month => stretch_of_months(1),
        Unit::Quarter => stretch_of_months(3),
        Unit::Half => stretch_of_months(6),
        // Figures "in the past year" are those of the last full one.
        Unit::Year if count == 1 && !ahead => period(article, Unit::Year, -1),
        Unit::Year => stretch_of_years(1),
        Unit::Decade => stretch_of_years(10),
        Unit::Century => stretch_of_years(100),
    }
}
