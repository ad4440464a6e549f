//! Times that hang on another: "Wednesday", "last year", "the end of the week", "the first half of 2025".

use chrono::Weekday;

use super::super::meaning::{
    Anchor, CalendarDate, Count, DayPart, Granularity, Holiday, Meaning, Part, Reference, TimeOfDay, Unit,
    Which, YearRef,
};
use super::super::words::{self, Word};
use super::{Line, Parsed, absolute, bare, core, counted, parsed, ranged, timed, vague};

/// A weekday, perhaps with its date, its week, a part of the day, or a second weekday.
pub(super) fn weekday(line: &Line<'_>, at: usize, day: Weekday) -> Parsed {
    weekday_of(line, at, day, Which::Bare)
}

fn weekday_of(line: &Line<'_>, at: usize, day: Weekday, which: Which) -> Parsed {
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

/// "summer 2025", "the winter of last year", "in spring".
pub(super) fn season(line: &Line<'_>, at: usize, season: u32) -> Option<Parsed> {
    let (end, year) = absolute::year_tail(line, at + 1).unwrap_or((at + 1, YearRef::Missing));
    // "the spring" of a river, "summer school": without a year only after a preposition.
    let fits = year != YearRef::Missing
        || matches!(line.before(at), Word::In | Word::Part(_) | Word::Dash)
        || line.before(at) == Word::The
            && at.checked_sub(2).is_some_and(|before| {
                matches!(
                    line.at(before),
                    Word::In | Word::Over | Word::Since | Word::Until
                )
            });
    fits.then(|| parsed(end, Meaning::Season { season, year }))
}

/// What "this", "last", "next", "past" … picks.
pub(super) fn which(line: &Line<'_>, at: usize, which: Which, definite: bool) -> Option<Parsed> {
    let next = at + 1;
    let last_of = |unit| {
        which == Which::Last && definite && line.at(next + 1) == Word::Of && {
            matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter)
        }
    };
    if which == Which::Last
        && let Some(nth) = nth_weekday(line, next, -1)
    {
        return Some(nth);
    }
    match line.at(next) {
        Word::Unit(Unit::Quarter) if last_of(Unit::Quarter) => ordinal(line, at, 4),
        Word::Unit(unit) if last_of(unit) => of_period(line, next + 2, Part::Late),
        Word::Unit(unit) => picked_unit(line, at, which, unit, definite),
        Word::Fiscal => match line.at(next + 1) {
            Word::Unit(unit @ (Unit::Year | Unit::Quarter)) => Some(parsed(
                next + 2,
                Meaning::Unit {
                    unit,
                    which,
                    definite: false,
                },
            )),
            _ => None,
        },
        // "these days"
        Word::Units(Unit::Day) if line.lower(at) == "these" => {
            Some(vague(next + 1, Reference::Present))
        }
        Word::Units(unit) => run(next + 1, which, None, unit),
        Word::Few | Word::Number(_) | Word::Digits(_) => {
            let (count, unit_at) = counted::quantity(line, next)?;
            match line.at(unit_at) {
                Word::Units(Unit::Month) if line.at(unit_at + 1) == Word::Of => {
                    let (end, year) = period_year(line, unit_at + 2)?;
                    let count = u32::try_from(count?.rounded_down()).ok()?;
                    (which == Which::Last && count < 12).then(|| {
                        parsed(
                            end,
                            Meaning::Months {
                                first: 13 - count,
                                last: 12,
                                year,
                                unit: Unit::Month,
                            },
                        )
                    })
                }
                Word::Units(unit) => run(unit_at + 1, which, count, unit),
                _ => None,
            }
        }
        Word::Holiday(named) => {
            let holiday = holiday(line, next, named);
            let year = match which {
                Which::Last | Which::Past => YearRef::Before,
                Which::Next | Which::Coming => YearRef::After,
                Which::This => YearRef::Offset(0),
                _ => return Some(holiday),
            };
            Some(Parsed {
                meaning: Meaning::Holiday {
                    rule: named.rule,
                    year,
                },
                ..holiday
            })
        }
        // "at this time"
        Word::Time if which == Which::This && at > 0 && line.lower(at - 1) == "at" => {
            Some(vague(next + 1, Reference::Present))
        }
        Word::Weekday(day) if matches!(which, Which::This | Which::Last | Which::Next) => {
            Some(weekday_of(line, next, day, which))
        }
        Word::Weekday(day) if matches!(which, Which::Following | Which::Previous) => {
            Some(weekday_of(line, next, day, which))
        }
        Word::Weekday(day) if which == Which::Past || which == Which::Coming => {
            let which = if which == Which::Past {
                Which::Last
            } else {
                Which::Next
            };
            Some(weekday_of(line, next, day, which))
        }
        Word::Month(month) => {
            let (end, date) = absolute::date(line, next)?;
            let year = match (date.year, which) {
                (YearRef::Missing, Which::Last | Which::Past) => YearRef::Before,
                (YearRef::Missing, Which::Next | Which::Coming) => YearRef::After,
                (YearRef::Missing, Which::This) => YearRef::Offset(0),
                (YearRef::Missing, _) => return None,
                (year, _) => year,
            };
            let date = CalendarDate {
                year,
                month: Some(month),
                ..date
            };
            Some(parsed(end, Meaning::Date(date)))
        }
        Word::Season(season) => {
            let year = match which {
                Which::Last | Which::Past => YearRef::Before,
                Which::Next | Which::Coming => YearRef::After,
                Which::This => YearRef::Offset(0),
                Which::Same => YearRef::Mentioned(0),
                Which::Following => YearRef::Mentioned(1),
                Which::Previous => YearRef::Mentioned(-1),
                _ => return None,
            };
            Some(parsed(next + 1, Meaning::Season { season, year }))
        }
        Word::Daypart(part) => {
            let meaning = match which {
                Which::This => Meaning::Today(0),
                Which::Last => Meaning::Today(-1),
                Which::Next | Which::Following => shift(1, Unit::Day, false),
                Which::Previous => shift(1, Unit::Day, true),
                Which::Same => shift(0, Unit::Day, false),
                _ => return None,
            };
            Some(timed(next + 1, meaning, TimeOfDay::Part(part)))
        }
        // "in the past", "the current crisis", "recent talks"
        _ if which == Which::Past && definite && line.closes(next) => {
            Some(vague(next, Reference::Past))
        }
        Word::Other | Word::Measure if line.lower(at) == "current" => {
            Some(vague(next, Reference::Present))
        }
        Word::Other | Word::Measure if which == Which::Recent && line.is_word(next) => {
            Some(vague(next, Reference::Past))
        }
        _ => None,
    }
}

const fn shift(count: u32, unit: Unit, back: bool) -> Meaning {
    Meaning::Shift {
        count: Some(Count::whole(count)),
        unit,
        back,
        anchor: Anchor::Mentioned,
    }
}

/// "last year", "this week", "the past decade", "the following day".
fn picked_unit(
    line: &Line<'_>,
    at: usize,
    which: Which,
    unit: Unit,
    definite: bool,
) -> Option<Parsed> {
    let end = at + 2;
    let idiom = match (which, unit) {
        // "to this day", "one last day", "the second half", "the next hour"
        (Which::This, Unit::Day) => line.before(at) != Word::In,
        // "at the last minute"
        (_, Unit::Second | Unit::Minute) => true,
        (Which::Last, Unit::Day)
        | (_, Unit::Half | Unit::Hour)
        | (Which::Bare | Which::Recent, _) => true,
        (Which::Following, _) => !definite,
        _ => false,
    };
    if idiom {
        return None;
    }
    let meaning = match which {
        Which::Past => Meaning::Run {
            count: Some(Count::whole(1)),
            unit,
            ahead: false,
        },
        Which::Last if definite => Meaning::Run {
            count: Some(Count::whole(1)),
            unit,
            ahead: false,
        },
        // "for the next year"
        Which::Next if definite && at > 1 && line.at(at - 2) == Word::For => Meaning::Run {
            count: Some(Count::whole(1)),
            unit,
            ahead: true,
        },
        Which::Following => shift(1, unit, false),
        Which::Next if definite || unit == Unit::Day => shift(1, unit, false),
        Which::Previous => shift(1, unit, true),
        Which::Same => shift(0, unit, false),
        _ => Meaning::Unit {
            unit,
            which,
            definite,
        },
    };
    Some(parsed(end, meaning))
}

/// "past five years", "recent months".
fn run(end: usize, which: Which, count: Option<Count>, unit: Unit) -> Option<Parsed> {
    let ahead = match which {
        Which::Past | Which::Last | Which::Previous | Which::Recent => false,
        Which::Next | Which::Coming | Which::Following => true,
        _ => return None,
    };
    Some(parsed(end, Meaning::Run { count, unit, ahead }))
}

/// "the weekend", "the day before", "the night before", "the year after", "in the quarter".
pub(super) fn definite_unit(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let (unit, part) = match line.at(at) {
        Word::Unit(unit) => (unit, None),
        Word::Daypart(part) => (Unit::Day, Some(part)),
        _ => return None,
    };
    if unit == Unit::Year && matches!(line.at(at + 1), Word::Year(_)) {
        return absolute::dated(line, at + 1);
    }
    if unit == Unit::Week && line.at(at + 1) == Word::Of {
        let definite = line.at(at + 2) == Word::The;
        let (end, date) = absolute::date(line, at + 2 + usize::from(definite))?;
        return date.day.map(|_| parsed(end, Meaning::WeekOf(date)));
    }
    let beyond = match line.at(at + 2) {
        Word::Today(offset) if unit == Unit::Day && part.is_none() => Some(offset),
        _ => None,
    };
    // "the day after tomorrow"
    match (line.at(at + 1), beyond) {
        (Word::Before, Some(offset)) => return Some(parsed(at + 3, Meaning::Today(offset - 1))),
        (Word::After, Some(offset)) => return Some(parsed(at + 3, Meaning::Today(offset + 1))),
        _ => {}
    }
    let back = match line.at(at + 1) {
        Word::Before | Word::Earlier => true,
        Word::After => false,
        _ if unit == Unit::Weekend => {
            let (which, definite) = (Which::Bare, true);
            return Some(parsed(
                at + 1,
                Meaning::Unit {
                    unit,
                    which,
                    definite,
                },
            ));
        }
        _ => {
            let led = at
                .checked_sub(2)
                .is_some_and(|before| matches!(line.at(before), Word::In | Word::For | Word::Over));
            let spoken = matches!(unit, Unit::Quarter | Unit::Year | Unit::Month)
                && part.is_none()
                && led
                && (line.closes(at + 1) || unit == Unit::Quarter);
            return spoken.then(|| parsed(at + 1, Meaning::Spoken(unit)));
        }
    };
    let anchor = if line.closes(at + 2) {
        Anchor::Mentioned
    } else {
        Anchor::Event
    };
    let meaning = Meaning::Shift {
        count: Some(Count::whole(1)),
        unit,
        back,
        anchor,
    };
    let time = part.map(TimeOfDay::Part);
    Some(Parsed {
        time,
        ..parsed(at + 2, meaning)
    })
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
    let led = at
        .checked_sub(2)
        .is_some_and(|before| line.lower(before) == "in");
    (led && !matches!(line.at(next), Word::Before | Word::After))
        .then(|| timed(next, Meaning::Clock, time))
}

/// "year-end", "the year-earlier quarter", "a year-ago level".
pub(super) fn compound(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let Word::Unit(unit) = line.at(at) else {
        return None;
    };
    if line.at(at + 1) != Word::Dash || !line.glued(at + 1) {
        return None;
    }
    match line.at(at + 2) {
        Word::Part(Part::End) => Some(Parsed {
            part: Some(Part::End),
            ..parsed(
                at + 3,
                Meaning::Unit {
                    unit,
                    which: Which::This,
                    definite: true,
                },
            )
        }),
        Word::Earlier | Word::Ago => {
            let period = matches!(
                line.at(at + 3),
                Word::Unit(Unit::Quarter | Unit::Month | Unit::Week)
            );
            let end = at + 3 + usize::from(period);
            Some(parsed(
                end,
                Meaning::Shift {
                    count: Some(Count::whole(1)),
                    unit,
                    back: true,
                    anchor: Anchor::Mentioned,
                },
            ))
        }
        _ => None,
    }
}

/// "Christmas Eve", "Easter 2019".
pub(super) fn holiday(line: &Line<'_>, at: usize, named: words::Named) -> Parsed {
    let name_end = at + named.tokens;
    let (end, year) = absolute::year_tail(line, name_end).unwrap_or((name_end, YearRef::Missing));
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

/// The unit after "the end of the".
pub(super) fn bare_unit(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let at = at + usize::from(line.at(at) == Word::Fiscal);
    match line.at(at) {
        Word::Unit(
            unit @ (Unit::Week
            | Unit::Month
            | Unit::Quarter
            | Unit::Year
            | Unit::Decade
            | Unit::Century),
        ) => Some(parsed(
            at + 1,
            Meaning::Unit {
                unit,
                which: Which::This,
                definite: true,
            },
        )),
        _ => None,
    }
}

/// "first half of 2025", "third quarter", "first five months of this year", "20th century",
/// "first week of May".
pub(super) fn ordinal(line: &Line<'_>, at: usize, number: u32) -> Option<Parsed> {
    let next = at + 1 + usize::from(line.at(at + 1) == Word::Dash);
    if let Some(nth) = nth_weekday(line, next, i8::try_from(number).ok()?) {
        return Some(nth);
    }
    match line.at(next) {
        Word::Unit(unit @ Unit::Quarter) => {
            let length = 3;
            if !(1..=12 / length).contains(&number) {
                return None;
            }
            let of = next + 1 + usize::from(matches!(line.at(next + 1), Word::Of | Word::In));
            let (end, year) = match period_year(line, of) {
                Some(found) => found,
                None => (next + 1, YearRef::Missing),
            };
            Some(parsed(
                end,
                Meaning::Months {
                    first: (number - 1) * length + 1,
                    last: number * length,
                    year,
                    unit,
                },
            ))
        }
        Word::Unit(Unit::Century) => {
            let number = i32::try_from(number).ok()?;
            Some(match line.at(next + 1) {
                Word::Era(true) => parsed(next + 2, Meaning::Century(-number)),
                Word::Era(false) => parsed(next + 2, Meaning::Century(number)),
                _ => parsed(next + 1, Meaning::Century(number)),
            })
        }
        Word::Half => {
            let of = next + 1 + usize::from(matches!(line.at(next + 1), Word::Of | Word::In));
            let led = at > 1 && line.at(at - 2) == Word::In && line.closes(next + 1);
            let (end, year) =
                period_year(line, of).or(led.then_some((next + 1, YearRef::Missing)))?;
            (1..=2).contains(&number).then(|| {
                parsed(
                    end,
                    Meaning::Months {
                        first: number * 6 - 5,
                        last: number * 6,
                        year,
                        unit: Unit::Half,
                    },
                )
            })
        }
        Word::Unit(Unit::Week | Unit::Month | Unit::Day) if line.at(next + 1) == Word::Of => {
            of_period(line, next + 2, Part::Early)
        }
        Word::Number(count @ 1..=12) | Word::Digits(count @ 1..=12)
            if number == 1 && line.at(next + 1) == Word::Units(Unit::Month) =>
        {
            let of = next + 2 + usize::from(matches!(line.at(next + 2), Word::Of | Word::In));
            let (end, year) = period_year(line, of).unwrap_or((next + 2, YearRef::Missing));
            Some(parsed(
                end,
                Meaning::Months {
                    first: 1,
                    last: count,
                    year,
                    unit: Unit::Month,
                },
            ))
        }
        // "the first two weeks"
        Word::Number(_) | Word::Digits(_) if number == 1 => {
            let (count, unit_at) = counted::quantity(line, next)?;
            match line.at(unit_at) {
                Word::Units(unit) => Some(parsed(unit_at + 1, Meaning::Duration { count, unit })),
                _ => None,
            }
        }
        _ => None,
    }
}

/// "first Monday of November", "last Tuesday in May 2020", "first Monday of each month"; `at` is the weekday.
fn nth_weekday(line: &Line<'_>, at: usize, number: i8) -> Option<Parsed> {
    let (Word::Weekday(day), Word::Of | Word::In) = (line.at(at), line.at(at + 1)) else {
        return None;
    };
    match line.at(at + 2) {
        Word::Every => counted::every(line, at + 2),
        Word::Month(month) if (-1..=5).contains(&number) => {
            let (end, year) =
                absolute::year_tail(line, at + 3).unwrap_or((at + 3, YearRef::Missing));
            let rule = Holiday::Weekday { month, day, number };
            Some(parsed(end, Meaning::Holiday { rule, year }))
        }
        _ => None,
    }
}

/// The year that a quarter or some months are of: "2025", "this year", "the year".
fn period_year(line: &Line<'_>, at: usize) -> Option<(usize, YearRef)> {
    if line.at(at) == Word::The && line.at(at + 1) == Word::Unit(Unit::Year) {
        return Some((at + 2, YearRef::Offset(0)));
    }
    if line.at(at) == Word::Fiscal {
        let at = at + 1 + usize::from(line.at(at + 1) == Word::Unit(Unit::Year));
        return absolute::year_tail(line, at);
    }
    absolute::year_tail(line, at)
}

/// The month or year that "the first week of" is of.
fn of_period(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
    let definite = line.at(at) == Word::The;
    let at = at + usize::from(definite);
    let inner =
        core(line, at, definite).or_else(|| definite.then(|| bare_unit(line, at)).flatten())?;
    matches!(inner.meaning, Meaning::Date(_) | Meaning::Unit { .. }).then_some(Parsed {
        part: Some(part),
        ..inner
    })
}

/// "fiscal 2025", "financial year 2024-25", "Q3 2025".
pub(super) fn business(line: &Line<'_>, at: usize) -> Option<Parsed> {
    if line.at(at) == Word::Q {
        let Word::Digits(number @ 1..=4) = line.at(at + 1) else {
            return None;
        };
        let (end, year) = absolute::year_tail(line, at + 2).unwrap_or((at + 2, YearRef::Missing));
        return line.glued(at + 1).then(|| {
            parsed(
                end,
                Meaning::Months {
                    first: number * 3 - 2,
                    last: number * 3,
                    year,
                    unit: Unit::Quarter,
                },
            )
        });
    }
    let at = at + 1 + usize::from(line.at(at + 1) == Word::Unit(Unit::Year));
    match line.at(at) {
        Word::Year(_) => absolute::dated(line, at),
        _ => None,
    }
}
