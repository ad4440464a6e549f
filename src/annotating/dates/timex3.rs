//! What a temporal expression is in TIMEX3, the annotation of `TimeML`: type, normalised value, modifier,
//! anchor. Source: `TimeML` Annotation Guidelines 1.2.1 (Saurí et al. 2006), with the value forms of
//! ISO 8601 that TIMEX2 added to.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::Timex;
use super::calendar::plus_days;
use super::context::DocumentKind;
use super::meaning::{
    Anchor, CalendarDate, Cue, Habit, Hedge, Meaning, Named, Part, Reference, TimexType, Which,
    YearRef,
};
use super::resolve::{Value, ValueAnchor};
use super::units::{Count, DayPart, Granularity, TimeOfDay, Unit};
use crate::annotating::tokens::Tokens;
use crate::edtf::{Edtf, Partial};
use crate::span::Span;

/// One temporal expression as TIMEX3 has it; a range is two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex3 {
    /// The words of the expression.
    pub span: Span,
    /// Its type.
    pub kind: TimexType,
    /// The normalised value ("2025-10-08", "2025-W41", "P2Y", "`PRESENT_REF`"); `X` stands for what is not
    /// known ("XXXX-10-08").
    pub value: String,
    /// What the value leaves out.
    pub modifier: Option<Modifier>,
    /// What the value is counted from.
    pub anchor: Option<TimexAnchor>,
    /// The reason, in words.
    pub because: String,
}

/// The modifiers of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of TIMEX3")]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    MoreThan,
    LessThan,
    EqualOrMore,
    EqualOrLess,
}

impl Modifier {
    /// Its name in TIMEX3.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::MoreThan => "MORE_THAN",
            Self::LessThan => "LESS_THAN",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::EqualOrLess => "EQUAL_OR_LESS",
        }
    }

    fn of(timex: &Timex) -> Option<Self> {
        let hedged = timex.hedge.map(|hedge| match hedge {
            Hedge::Approx => Self::Approx,
            Hedge::More => Self::MoreThan,
            Hedge::Less => Self::LessThan,
            Hedge::AtLeast => Self::EqualOrMore,
            Hedge::AtMost => Self::EqualOrLess,
        });
        hedged.or_else(|| match timex.part? {
            Part::Early | Part::Start => Some(Self::Start),
            Part::Middle => Some(Self::Mid),
            Part::Late | Part::End => Some(Self::End),
            Part::SoFar | Part::StillToCome => None,
        })
    }
}

/// What a value is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexAnchor {
    /// The date of the document ("t0").
    Document,
    /// Another expression of the text, by its index.
    Expression(usize),
}

/// How many dates of other years a text holds, at least, that leans on them.
const OLD_DATES: usize = 4;

/// How many sentences news take at most to say when it was.
const LEAD: usize = 5;

/// Whether a text is news or a narrative, by what its expressions lean on: dates of years gone by, or
/// "yesterday", "Friday", "last year".
pub(super) fn kind_of(timexes: &[Timex], created: Option<Edtf>) -> DocumentKind {
    let this = created.and_then(Edtf::first_day).map(|day| day.year());
    let (mut old, mut leaning) = (0, 0);
    // News say in their first sentences when it was.
    let weight = |timex: &Timex| if timex.sentence < LEAD { 10 } else { 1 };
    for timex in timexes {
        match timex.meaning {
            Meaning::Date(CalendarDate {
                year: YearRef::Number(year),
                ..
            })
            | Meaning::Range(
                CalendarDate {
                    year: YearRef::Number(year),
                    ..
                },
                _,
            ) if this.is_none_or(|this| year < this) => old += 1,
            Meaning::Today(_)
            | Meaning::Weekday { .. }
            | Meaning::Shift {
                anchor: Anchor::Article,
                ..
            }
            | Meaning::Unit {
                which: Which::This | Which::Last | Which::Next,
                ..
            } => leaning += weight(timex),
            _ => {}
        }
    }
    if old >= OLD_DATES && old > 2 * leaning {
        DocumentKind::Narrative
    } else {
        DocumentKind::News
    }
}

/// The expressions of a text in TIMEX3, in reading order, none overlapping.
pub(super) fn tag(
    timexes: &[Timex],
    tokens: &Tokens<'_>,
    values: Vec<Value>,
    kind: DocumentKind,
) -> Vec<Timex3> {
    let mut tagged: Vec<Timex3> = Vec::with_capacity(timexes.len());
    // Where the first end of each expression is among those tagged.
    let mut places: Vec<Option<usize>> = Vec::with_capacity(timexes.len());
    let mut taken = 0;
    for (index, (timex, value)) in timexes.iter().zip(values).enumerate() {
        let eve = is_eve(timex, tokens);
        if index < taken || !is_counted_in(timex, kind) || (eve && value.whole.is_none()) {
            places.push(None);
            continue;
        }
        places.push(Some(tagged.len()));
        let anchor = match value.anchor {
            ValueAnchor::Document => Some(TimexAnchor::Document),
            ValueAnchor::Expression(index) => {
                let place = places.get(index).copied().flatten();
                place.map(TimexAnchor::Expression)
            }
            ValueAnchor::Itself | ValueAnchor::Unknown => None,
        };
        let end = |range: Range<usize>, edge| Timex3 {
            span: tokens.span(range),
            kind: timex.timex_type(),
            value: written(timex, &value, edge, kind),
            modifier: Modifier::of(timex),
            anchor,
            because: value.because.clone(),
        };
        let all = &timex.tokens;
        let next = timexes.get(index + 1);
        match (&timex.joint, is_from_event(timex), value.whole, next) {
            (Some(joint), ..) => {
                tagged.push(end(all.start..joint.start, Edge::First));
                tagged.push(end(joint.end..all.end, Edge::Last));
            }
            // "the day after Christmas", "the eve of Friday's vote"
            (_, true, Some(whole), Some(next)) if eve || tokens.is(all.start, "the") => {
                taken = index + 2;
                tagged.push(Timex3 {
                    kind: TimexType::Date,
                    value: whole.start().map_or_else(String::new, calendar),
                    ..end(all.start..next.tokens.end, Edge::First)
                });
            }
            // "two days | after the vote"
            (_, true, ..) => tagged.push(end(all.start..all.end.saturating_sub(1), Edge::First)),
            _ => tagged.push(end(all.clone(), Edge::First)),
        }
    }
    tagged
}

/// Whether texts of this kind count the word among their expressions.
const fn is_counted_in(timex: &Timex, kind: DocumentKind) -> bool {
    !matches!(
        (timex.meaning, kind),
        (Meaning::Reference(_, Habit::News), DocumentKind::Narrative)
            | (Meaning::Reference(_, Habit::Narrative), DocumentKind::News)
    )
}

/// "the eve of the vote".
fn is_eve(timex: &Timex, tokens: &Tokens<'_>) -> bool {
    is_from_event(timex) && tokens.is(timex.tokens.end.saturating_sub(1), "eve")
}

/// "two days after the vote".
const fn is_from_event(timex: &Timex) -> bool {
    matches!(
        timex.meaning,
        Meaning::Shift {
            anchor: Anchor::Event,
            ..
        }
    )
}

/// Which end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
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
fn written(timex: &Timex, value: &Value, edge: Edge, kind: DocumentKind) -> String {
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
fn calendar(date: Partial) -> String {
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
