//! Times of day by the clock: "8 p.m.", "10:30 a.m. on Tuesday", "14:48 GMT", "8 o'clock", "noon".

use super::super::meaning::Meaning;
use super::super::units::{DayPart, Granularity, TimeOfDay, Unit};
use super::super::words::Word;
use super::bare;
use super::line::{Line, Parsed, timed};

/// A time by the clock, with the day behind it where one stands there.
pub(super) fn expression(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (end, time) = clock(line, at)?;
    let day_at = end + usize::from(line.at(end) == Word::Comma);
    let day_at = day_at + usize::from(matches!(line.at(day_at), Word::In | Word::Of));
    let definite = line.at(day_at) == Word::The;
    let day = match line.at(day_at) {
        Word::Weekday(_)
        | Word::Month(_)
        | Word::Digits(_)
        | Word::Today(_)
        | Word::Which(_)
        | Word::Holiday(_)
        | Word::The => bare(line, day_at + usize::from(definite), definite),
        _ => None,
    };
    let day = day.filter(|day| {
        day.joint.is_none()
            && day.meaning.granularity() == Granularity::Day
            && !matches!(day.meaning, Meaning::Duration { .. } | Meaning::Run { .. })
    });
    Some(match day {
        // "3:30 this afternoon", "11:00 tomorrow morning"
        Some(day) => {
            let behind = match line.at(day.end) {
                Word::Daypart(part) => Some(part),
                _ => None,
            };
            let part = match day.time {
                Some(TimeOfDay::Part(part)) => Some(part),
                _ => behind,
            };
            Parsed {
                end: day.end + usize::from(behind.is_some()),
                time: Some(part.map_or(time, |part| of_part(time, part))),
                ..day
            }
        }
        None => timed(end, Meaning::Clock, time),
    })
}

/// An hour up to twelve in a part of the day.
const fn of_part(time: TimeOfDay, part: DayPart) -> TimeOfDay {
    match time {
        TimeOfDay::Clock {
            hour: hour @ 1..=11,
            minute,
            second,
            zone,
        } if !matches!(part, DayPart::Morning) => TimeOfDay::Clock {
            hour: hour + 12,
            minute,
            second,
            zone,
        },
        _ => time,
    }
}

/// A time by the clock behind its day: "Friday at 8 p.m.", "March 19, 9:34 p.m.".
pub(super) fn after_day(line: &Line<'_>, at: usize) -> Option<(usize, TimeOfDay)> {
    if line.lower(at) == "t" && line.glued(at) {
        return iso(line, at + 1);
    }
    let at = at + usize::from(line.at(at) == Word::Comma);
    let at = at + usize::from(line.lower(at) == "at");
    clock(line, at)
}

/// The "05:37:48Z" or "053700Z" of a date in ISO 8601.
fn iso(line: &Line<'_>, at: usize) -> Option<(usize, TimeOfDay)> {
    let text = line.lower(at);
    let (end, hour, minute, second) = match text.len() {
        6 => {
            let pair = |from: usize| text.get(from..from + 2)?.parse().ok();
            (at + 1, pair(0)?, pair(2)?, pair(4))
        }
        _ => digits(line, at)?,
    };
    let utc = line.lower(end) == "z" && line.glued(end);
    let time = TimeOfDay::Clock {
        hour,
        minute,
        second,
        zone: utc.then_some(0),
    };
    (hour <= 24 && minute < 60).then_some((end + usize::from(utc), time))
}

/// A time by the clock.
fn clock(line: &Line<'_>, at: usize) -> Option<(usize, TimeOfDay)> {
    let clock = |hour, minute, second, zone| TimeOfDay::Clock {
        hour,
        minute,
        second,
        zone,
    };
    if let Word::Noon(hour) = line.at(at) {
        let zone_end = zone(line, at + 1);
        return Some((zone_end.0, clock(hour, 0, None, zone_end.1)));
    }
    if line.glued(at) && !matches!(line.before(at), Word::Mark | Word::Opening | Word::Dash) {
        return None;
    }
    let (mut end, hour, minute, second) = digits(line, at)?;
    let colon = end > at + 1;
    let mut hour = hour;
    let meridiem = match line.at(end) {
        Word::Meridiem(more) if (1..=12).contains(&hour) => {
            hour = hour % 12 + more;
            end += 1;
            true
        }
        _ => false,
    };
    // "8 in the morning", "between 8 and 9 p.m."
    let part = part_behind(line, end).filter(|_| (1..=12).contains(&hour) && !meridiem);
    let shared = shared_meridiem(line, end).filter(|_| !meridiem && (1..=12).contains(&hour));
    if let Some((past, more)) = part {
        hour = hour % 12 + more;
        end = past;
    } else if let Some((later, more)) = shared {
        // "10 to 2 p.m." begins in the morning.
        let more = if more == 12 && hour % 12 > later % 12 {
            0
        } else {
            more
        };
        hour = hour % 12 + more;
    }
    let oclock = line.lower(end) == "o" && line.lower(end + 2) == "clock";
    if oclock {
        end += 3;
    }
    let (end, zone) = zone(line, end);
    let military = minute_only(line, at) && zone.is_some();
    // "at 2030 hours"
    let hours =
        minute_only(line, at) && line.at(end) == Word::Units(Unit::Hour) && is_led(line, at);
    let end = end + usize::from(hours);
    let told = meridiem
        || oclock
        || hours
        || part.is_some()
        || shared.is_some()
        || zone.is_some() && (colon || military);
    let led = colon && (is_led(line, at) || line.at(end - 1) == Word::Time);
    ((told || led) && hour <= 24 && minute < 60).then(|| (end, clock(hour, minute, second, zone)))
}

/// The hours that "in the morning", "in the afternoon", "at night" add, and where it ends.
fn part_behind(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    let definite = usize::from(line.at(at + 1) == Word::The);
    let Word::Daypart(part) = line.at(at + 1 + definite) else {
        return None;
    };
    let more = if part == DayPart::Morning { 0 } else { 12 };
    (line.at(at) == Word::In).then_some((at + 2 + definite, more))
}

/// The hour and the "p.m." of the second of two hours, which holds for the first too.
fn shared_meridiem(line: &Line<'_>, at: usize) -> Option<(u32, u32)> {
    let joined = matches!(line.at(at), Word::And | Word::To | Word::Dash | Word::Until);
    let (end, hour, ..) = digits(line, at + 1).filter(|_| joined)?;
    match line.at(end) {
        Word::Meridiem(more) => Some((hour, more)),
        _ => None,
    }
}

/// "8", "8:30", "8.30", "14:48:05", "0800".
fn digits(line: &Line<'_>, at: usize) -> Option<(usize, u32, u32, Option<u32>)> {
    let two = |index: usize| match line.at(index) {
        Word::Digits(number) if line.glued(index) && line.lower(index).len() == 2 => Some(number),
        _ => None,
    };
    let colon = |index: usize| line.lower(index) == ":" && line.glued(index);
    match line.at(at) {
        Word::Digits(hour) => {
            let minute = two(at + 2).filter(|_| colon(at + 1));
            let Some(minute) = minute else {
                return Some((at + 1, hour, 0, None));
            };
            let second = two(at + 4).filter(|second| colon(at + 3) && *second < 60);
            let end = if second.is_some() { at + 5 } else { at + 3 };
            Some((end, hour, minute, second))
        }
        Word::Amount | Word::Year(_) | Word::Number(_) => {
            let text = line.lower(at);
            let (hour, minute) = match text.split_once('.') {
                Some((hour, minute)) if minute.len() == 2 => (hour, minute),
                None if text.len() == 4 => text.split_at_checked(2)?,
                _ => return None,
            };
            Some((at + 1, hour.parse().ok()?, minute.parse().ok()?, None))
        }
        _ => None,
    }
}

/// Whether the hour and minute are written together ("0800").
fn minute_only(line: &Line<'_>, at: usize) -> bool {
    line.lower(at).len() == 4
}

/// Past a zone, and its minutes east of Greenwich.
fn zone(line: &Line<'_>, at: usize) -> (usize, Option<i32>) {
    match line.at(at) {
        Word::Zone(minutes) => (at + 1, Some(minutes)),
        // "local time", "Moscow time"
        Word::Local if line.at(at + 1) == Word::Time => (at + 2, None),
        Word::Other if line.capitalized(at) && line.at(at + 1) == Word::Time => (at + 2, None),
        _ => (at, None),
    }
}

/// Whether a bare "14:48" stands where a time does, and not a ratio, a verse or a score.
fn is_led(line: &Line<'_>, at: usize) -> bool {
    matches!(
        line.before(at),
        Word::In
            | Word::By
            | Word::Until
            | Word::From
            | Word::Since
            | Word::Between
            | Word::Before
            | Word::After
            | Word::To
            | Word::Hedge(_)
    )
}
