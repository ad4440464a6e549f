//! Values as TIMEX3 writes them: "2025-10-08", "2025-W41-WE", "P2Y", "XXXX-WXX-3".

use chrono::{Datelike, NaiveDate};

use super::Timex;
use super::calendar::plus_days;
use super::kind::DocumentKind;
use super::meaning::{Anchor, CalendarDate, Cue, Meaning, Named, Reference};
use super::resolve::Value;
use super::timex3::is_from_event;
use super::units::{Count, DayPart, Granularity, TimeOfDay, Unit};
use crate::edtf::{Edtf, Partial};

/// Which end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    First,
    Last,
}

impl Edge {
    fn of<T>(self, first: T, last: T) -> T {
        match self {
            Self::First => first,
            Self::Last => last,
        }
    }
}

/// The value of one end of an expression.
pub(super) fn written(timex: &Timex, value: &Value, edge: Edge, kind: DocumentKind) -> String {
    let whole = value.whole;
    let end = whole.and_then(|whole| edge.of(whole.start(), whole.end()));
    let date = |otherwise: String| end.map_or(otherwise, calendar);
    let period = |unit| end.map_or_else(|| unknown(unit).to_owned(), |end| period(end, unit));
    let date_written = match timex.meaning {
        // "ten minutes later", counted from an hour
        Meaning::Shift { .. } if timex.time.is_none() && value.time.is_some() => {
            date(String::new())
        }
        Meaning::Overnight => end
            .and_then(|end| plus_days(end.as_day()?, -1))
            .and_then(Partial::day)
            .map_or_else(|| unknown(Unit::Day).to_owned(), calendar),
        Meaning::Today(_) if kind == DocumentKind::Narrative && timex.time.is_none() => {
            "PRESENT_REF".to_owned()
        }
        Meaning::Date(meant) => date(partly(meant)),
        Meaning::Range(first, last) => date(partly(edge.of(first, last))),
        Meaning::WeekOf(_) => period(Unit::Week),
        Meaning::Weekday { day, .. } => date(named(Named::Weekday(day))),
        Meaning::Weekdays(first, last) => date(named(Named::Weekday(edge.of(first, last)))),
        Meaning::Holiday { .. } | Meaning::Today(_) | Meaning::Clock => {
            date(unknown(Unit::Day).to_owned())
        }
        Meaning::Decade(year) if year < 0 => format!("BC{:03}", -year / 10),
        Meaning::Decade(year) => format!("{:03}", year / 10),
        Meaning::Century(number) if number < 0 => format!("BC{:02}", -number - 1),
        Meaning::Century(number) => format!("{:02}", number - 1),
        Meaning::Season { season, .. } => {
            let year = end.map_or("XXXX".to_owned(), |end| year(end.year_number()));
            format!("{year}-{}", season_name(season))
        }
        Meaning::Months {
            first,
            last,
            unit: Unit::Month,
            ..
        } => length(Some(Count::whole(last + 1 - first)), Unit::Month),
        Meaning::QuarterYearAgo => period(Unit::Quarter),
        Meaning::Months { unit, .. } | Meaning::Unit { unit, .. } | Meaning::Spoken(unit) => {
            period(unit)
        }
        Meaning::Run { count, unit, .. }
        | Meaning::Duration { count, unit }
        | Meaning::Set { count, unit }
        | Meaning::Shift {
            anchor: Anchor::Event,
            count,
            unit,
            ..
        } => length(count, unit),
        Meaning::Sum(count, unit, more, smaller) => {
            let more = length(Some(more), smaller);
            let hours = unit.granularity() == Granularity::Time;
            let tail = more.trim_start_matches('P');
            length(Some(count), unit)
                + if hours {
                    tail.trim_start_matches('T')
                } else {
                    tail
                }
        }
        Meaning::Durations(first, last, unit) => length(Some(edge.of(first, last)), unit),
        Meaning::Shift {
            count: None,
            unit: unit @ (Unit::Second | Unit::Minute | Unit::Hour),
            ..
        } => length(None, unit),
        Meaning::Shift {
            count: None, back, ..
        } => if back { "PAST_REF" } else { "FUTURE_REF" }.to_owned(),
        Meaning::Shift {
            unit: Unit::Year, ..
        } if whole.and_then(Edtf::days).is_some_and(|days| days < 100) => period(Unit::Quarter),
        Meaning::Shift { unit, .. } => period(unit),
        Meaning::Each(what) => named(what),
        Meaning::Reference(Reference::Past, _) => "PAST_REF".to_owned(),
        Meaning::Reference(Reference::Present, _) => "PRESENT_REF".to_owned(),
        Meaning::Reference(Reference::Future, _) => "FUTURE_REF".to_owned(),
    };
    match value.time {
        Some(TimeOfDay::Clock {
            hour: 24, minute, ..
        }) if timex.cue == Cue::After && minute == 0 => date_written + "T00:00",
        Some(time) if !is_from_event(timex) => date_written + &clock(time),
        _ => date_written,
    }
}

/// "T08:00", "TNI".
fn clock(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Part(part) => format!("T{}", part_name(part)),
        TimeOfDay::Clock {
            hour,
            minute,
            second,
            zone,
        } => {
            let second = second.map_or(String::new(), |second| format!(":{second:02}"));
            let zone = match zone {
                None => String::new(),
                Some(0) => "Z".to_owned(),
                Some(minutes) => {
                    let sign = if minutes < 0 { '-' } else { '+' };
                    let minutes = minutes.abs();
                    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                }
            };
            format!("T{hour:02}:{minute:02}{second}{zone}")
        }
    }
}

const fn part_name(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Midday => "MI",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
    }
}

const fn season_name(season: u32) -> &'static str {
    match season {
        0 => "SP",
        1 => "SU",
        2 => "FA",
        _ => "WI",
    }
}

/// What comes again, in whichever year or week.
fn named(what: Named) -> String {
    match what {
        Named::Weekday(day) => format!("XXXX-WXX-{}", day.number_from_monday()),
        Named::Month(month) => format!("XXXX-{month:02}"),
        Named::Season(season) => format!("XXXX-{}", season_name(season)),
        Named::Part(part) => format!("XXXX-XX-XXT{}", part_name(part)),
    }
}

/// A year, a month or a day; before the common era with "BC".
pub(super) fn calendar(date: Partial) -> String {
    let start = year(date.year_number());
    match (date.month_number(), date.as_day()) {
        (_, Some(day)) => format!("{start}{}", day.format("-%m-%d")),
        (Some(month), None) => format!("{start}-{month:02}"),
        (None, None) => start,
    }
}

fn year(year: i32) -> String {
    if year < 1 {
        format!("BC{:04}", 1 - year)
    } else {
        format!("{year:04}")
    }
}

/// The unit of time that begins with a date.
fn period(date: Partial, unit: Unit) -> String {
    let day: NaiveDate = date.first_day();
    match unit {
        Unit::Week | Unit::Fortnight | Unit::Weekend if date.as_day().is_some() => {
            let week = day.iso_week();
            let end = if unit == Unit::Weekend { "-WE" } else { "" };
            format!("{}-W{:02}{end}", year(week.year()), week.week())
        }
        Unit::Quarter => format!("{}-Q{}", year(day.year()), day.month0() / 3 + 1),
        Unit::Half => format!("{}-H{}", year(day.year()), day.month0() / 6 + 1),
        Unit::Decade if day.year() < 1 => format!("BC{:03}", (1 - day.year()) / 10),
        Unit::Decade => format!("{:03}", day.year() / 10),
        Unit::Century if day.year() < 1 => format!("BC{:02}", (1 - day.year()) / 100),
        Unit::Century => format!("{:02}", day.year() / 100),
        Unit::Second | Unit::Minute | Unit::Hour => calendar(date) + "TXX",
        _ => calendar(date),
    }
}

/// A unit of time that nobody can place.
const fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
        Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// A calendar date of which the year is not known.
fn partly(date: CalendarDate) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("XXXX-{month:02}-{day:02}"),
        (Some(month), None) => format!("XXXX-{month:02}"),
        (None, Some(day)) => format!("XXXX-XX-{day:02}"),
        (None, None) => "XXXX".to_owned(),
    }
}

/// A length; half an hour is thirty minutes.
fn length(count: Option<Count>, unit: Unit) -> String {
    let (by, unit) = match (unit, count) {
        (Unit::Hour, Some(count)) if count.is_half() => (60, Unit::Minute),
        (Unit::Minute, Some(count)) if count.is_half() => (60, Unit::Second),
        (Unit::Day, Some(count)) if count.is_half() => (24, Unit::Hour),
        (Unit::Year, Some(count)) if count.is_half() => (12, Unit::Month),
        (Unit::Half, _) => (6, Unit::Month),
        (Unit::Fortnight, _) => (2, Unit::Week),
        (Unit::Decade, Some(_)) => (10, Unit::Year),
        (Unit::Century, Some(_)) => (100, Unit::Year),
        _ => (1, unit),
    };
    let number = count.map_or("X".to_owned(), |count| count.times(by).to_string());
    let (prefix, letter) = match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Week | Unit::Fortnight => ("P", "W"),
        Unit::Weekend => ("P", "WE"),
        Unit::Month | Unit::Half => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
    };
    format!("{prefix}{number}{letter}")
}
