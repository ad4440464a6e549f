//! Days by name: "Wednesday", "the first Monday of May", "the night of May 13", "Christmas Eve".

use chrono::Weekday;

use super::super::holidays::HolidayName;
use super::super::meaning::{Anchor, Holiday, Meaning, Which, YearRef};
use super::super::units::{Count, DayPart, Granularity, TimeOfDay, Unit};
use super::super::words::Word;
use super::line::{Line, Parsed, parsed, ranged, timed};
use super::years::year_tail;
use super::{absolute, bare, counted};

/// A weekday, perhaps with its date, its week, a part of the day, or a second weekday.
pub(super) fn weekday(line: &Line<'_>, at: usize, day: Weekday) -> Parsed {
    weekday_of(line, at, day, Which::Bare)
}

pub(super) fn weekday_of(line: &Line<'_>, at: usize, day: Weekday, which: Which) -> Parsed {
    let mut end = at + 1;
    if line.at(end) == Word::Stop && line.glued(end) {
        end += 1;
    }
    let date_at = end + usize::from(matches!(line.at(end), Word::Comma | Word::Opening));
    let date_at = date_at + usize::from(line.at(date_at) == Word::The);
    if let Some((date_end, date)) = absolute::date(line, date_at)
        && date.day.is_some()
    {
        return parsed(date_end, Meaning::Date(date));
    }
    // "on Fri. in Lima"
    let cut = line.at(at + 1) == Word::Stop && line.glued(at + 1) && line.lower(at).len() <= 5;
    let mut end = at + 1 + usize::from(cut && line.at(at + 2) != Word::Edge);
    if let (Word::To | Word::Through | Word::Until | Word::Dash | Word::And, Word::Weekday(second)) =
        (line.at(end), line.at(end + 1))
        && (line.at(end) != Word::And || line.before(at) == Word::Between || second == day.succ())
    {
        return ranged(end + 2, (end, end + 1), Meaning::Weekdays(day, second));
    }
    let time = match line.at(end) {
        Word::Daypart(part) => {
            end += 1;
            Some(TimeOfDay::Part(part))
        }
        _ => None,
    };
    let week_at = end + usize::from(line.at(end) == Word::Of);
    let week = match (line.at(week_at), line.at(week_at + 1)) {
        (Word::Which(Which::Last), Word::Unit(Unit::Week)) => Some(-1),
        (Word::Which(Which::This), Word::Unit(Unit::Week)) => Some(0),
        (Word::Which(Which::Next), Word::Unit(Unit::Week)) => Some(1),
        _ => None,
    };
    if week.is_some() {
        end = week_at + 2;
    }
    Parsed {
        time,
        ..parsed(end, Meaning::Weekday { day, which, week })
    }
}

/// "the night of May 13", "the morning hours of Friday", "in the afternoon".
pub(super) fn part_of_day(line: &Line<'_>, at: usize, part: DayPart) -> Option<Parsed> {
    let time = TimeOfDay::Part(part);
    let next = at + 1 + usize::from(line.at(at + 1) == Word::Units(Unit::Hour));
    if matches!(line.at(next), Word::Of | Word::In) {
        let definite = line.at(next + 1) == Word::The;
        let day_at = next + 1 + usize::from(definite);
        let day = bare(line, day_at, definite)
            .filter(|day| day.joint.is_none() && day.meaning.granularity() == Granularity::Day);
        if let Some(day) = day {
            return Some(Parsed {
                time: Some(time),
                ..day
            });
        }
    }
    let led = at.checked_sub(2).is_some_and(|before| {
        matches!(line.lower(before), "in" | "during")
            || matches!(line.at(before), Word::Through | Word::Lasting | Word::By)
    });
    (led && !matches!(line.at(next), Word::Before | Word::After))
        .then(|| timed(next, Meaning::Clock, time))
}

/// "dawn Friday", "dawn on Friday", "night of May 13" without its article.
pub(super) fn dawn_of(line: &Line<'_>, at: usize, part: DayPart) -> Option<Parsed> {
    let joined = usize::from(matches!(line.at(at + 1), Word::In | Word::Of));
    let day = match line.at(at + 1 + joined) {
        Word::Weekday(_) | Word::Today(_) | Word::Month(_) => bare(line, at + 1 + joined, false),
        _ => None,
    };
    let time = TimeOfDay::Part(part);
    let day = day.filter(|day| {
        day.joint.is_none() && day.time.is_none() && day.meaning.granularity() == Granularity::Day
    });
    if let Some(day) = day {
        return Some(Parsed {
            time: Some(time),
            ..day
        });
    }
    // "by dawn", "until evening", "at dusk"; "at night" is no night in particular.
    let by = matches!(
        line.before(at),
        Word::By | Word::Until | Word::Through | Word::Since
    );
    let at_hour = at > 0 && line.lower(at - 1) == "at" && part != DayPart::Night;
    (by || at_hour).then(|| timed(at + 1, Meaning::Clock, time))
}

/// "Christmas Eve", "Easter 2019".
pub(super) fn holiday(line: &Line<'_>, at: usize, named: HolidayName) -> Parsed {
    let name_end = at + named.tokens;
    let (end, year) = year_tail(line, name_end).unwrap_or((name_end, YearRef::Missing));
    parsed(
        end,
        Meaning::Holiday {
            rule: named.rule,
            year,
        },
    )
}

/// "the eve of": the day before the one named next to it.
pub(super) fn eve(line: &Line<'_>, at: usize) -> Option<Parsed> {
    (line.at(at + 1) == Word::Of).then(|| {
        let meaning = Meaning::Shift {
            count: Some(Count::whole(1)),
            unit: Unit::Day,
            back: true,
            anchor: Anchor::Event,
        };
        parsed(at + 1, meaning)
    })
}

/// "first Monday of November", "last Tuesday in May 2020", "first Monday of each month"; `at` is the weekday.
pub(super) fn nth_weekday(line: &Line<'_>, at: usize, number: i8) -> Option<Parsed> {
    let (Word::Weekday(day), Word::Of | Word::In) = (line.at(at), line.at(at + 1)) else {
        return None;
    };
    match line.at(at + 2) {
        Word::Every => counted::every(line, at + 2),
        Word::Month(month) if (-1..=5).contains(&number) => {
            let (end, year) = year_tail(line, at + 3).unwrap_or((at + 3, YearRef::Missing));
            let rule = Holiday::Weekday {
                month,
                day,
                number,
                plus: 0,
            };
            Some(parsed(end, Meaning::Holiday { rule, year }))
        }
        _ => None,
    }
}
