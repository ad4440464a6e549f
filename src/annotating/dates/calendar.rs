//! Small calendar arithmetic that the resolver needs beyond chrono's.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::edtf::{Edtf, Partial};

/// The day `by` days later (earlier where negative).
pub(crate) fn plus_days(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

/// The month `by` months later, as a date known to the month.
pub(super) fn plus_months(day: NaiveDate, by: i32) -> Option<Partial> {
    let months = day
        .year()
        .checked_mul(12)?
        .checked_add(i32::try_from(day.month0()).ok()?)?
        .checked_add(by)?;
    Partial::month(
        months.div_euclid(12),
        u32::try_from(months.rem_euclid(12)).ok()? + 1,
    )
}

/// Monday of the week of a day.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    plus_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The last such weekday that is not after `day`.
pub(super) fn last_weekday(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    plus_days(day, -i64::from(day.weekday().days_since(weekday)))
}

/// The first such weekday that is not before `day`.
pub(super) fn next_weekday(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    plus_days(day, i64::from(weekday.days_since(day.weekday())))
}

/// Both days and all between.
pub(super) fn days(first: NaiveDate, last: NaiveDate) -> Option<Edtf> {
    Some(Edtf::interval(Partial::day(first)?, Partial::day(last)?))
}

/// Both years and all between.
pub(super) fn years(first: i32, last: i32) -> Option<Edtf> {
    Some(Edtf::interval(Partial::year(first)?, Partial::year(last)?))
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, after Meeus, *Astronomical
/// Algorithms*, chapter 8).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let lunar = (century + 8).div_euclid(25);
    let solar = (century - lunar + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - solar + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century.rem_euclid(4))
            .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let day = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(day / 31).ok()?,
        u32::try_from(day % 31 + 1).ok()?,
    )
}
