//! Times picked among their neighbours: "last year", "this week", "next May", "the past six years", "the day before".

use super::super::meaning::{Anchor, CalendarDate, Meaning, Part, Reference, Which, YearRef};
use super::super::units::{Count, TimeOfDay, Unit};
use super::super::words::Word;
use super::line::{Line, Parsed, parsed, timed, vague};
use super::{absolute, counted, days, periods, years};

/// What "this", "last", "next", "past" … picks.
pub(super) fn which(line: &Line<'_>, at: usize, which: Which, definite: bool) -> Option<Parsed> {
    let next = at + 1;
    let last_of = which == Which::Last && definite && line.at(next + 1) == Word::Of;
    // "could last two years"
    if which == Which::Last && line.follows_modal(at) {
        return None;
    }
    match line.at(next) {
        // "this past winter"
        Word::Which(inner @ (Which::Past | Which::Coming)) if which == Which::This => {
            self::which(line, next, inner, definite)
        }
        Word::Unit(Unit::Quarter) if last_of => periods::ordinal(line, at, 4),
        Word::Unit(Unit::Day | Unit::Week | Unit::Month) if last_of => {
            periods::of_period(line, next + 2, Part::Late)
        }
        // "the same quarter last year"
        Word::Unit(Unit::Quarter)
            if which == Which::Same
                && (line.at(next + 1), line.at(next + 2))
                    == (Word::Which(Which::Last), Word::Unit(Unit::Year)) =>
        {
            Some(parsed(next + 3, Meaning::QuarterYearAgo))
        }
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
        Word::Few | Word::Number(_) | Word::Digits(_) | Word::Amount | Word::Half => {
            // "following two hours of talks"
            (which != Which::Following || definite).then(|| picked_units(line, next, which))?
        }
        Word::Weekday(_)
        | Word::Month(_)
        | Word::Season(_)
        | Word::Holiday(_)
        | Word::Daypart(_) => picked_by_name(line, next, which),
        // "this time last year"
        Word::Time
            if which == Which::This
                && (line.at(next + 1), line.at(next + 2))
                    == (Word::Which(Which::Last), Word::Unit(Unit::Year)) =>
        {
            let (unit, which) = (Unit::Year, Which::Last);
            let definite = false;
            Some(parsed(
                next + 3,
                Meaning::Unit {
                    unit,
                    which,
                    definite,
                },
            ))
        }
        // "at this time"
        Word::Time if which == Which::This && at > 0 && line.lower(at - 1) == "at" => {
            Some(vague(next + 1, Reference::Present))
        }
        // "in the past", "the current crisis", "recent talks"
        _ if which == Which::Past && definite && line.closes(next) => {
            Some(vague(next, Reference::Past))
        }
        word if word.is_common() && line.lower(at) == "current" && !line.is_auxiliary(next) => {
            Some(vague(next, Reference::Present))
        }
        word if word.is_common() && which == Which::Recent && line.is_word(next) => {
            Some(vague(next, Reference::Past))
        }
        _ => None,
    }
}

/// "past | six years", "last | two months of 2024".
fn picked_units(line: &Line<'_>, at: usize, which: Which) -> Option<Parsed> {
    let (count, unit_at) = counted::quantity(line, at)?;
    match line.at(unit_at) {
        Word::Units(Unit::Month) if line.at(unit_at + 1) == Word::Of => {
            let (end, year) = periods::period_year(line, unit_at + 2)?;
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
        Word::Unit(unit) if line.at(at) == Word::Half => run(unit_at + 1, which, count, unit),
        _ => None,
    }
}

/// "last | Friday", "next | May", "that | summer", "this | Christmas", "the previous | evening".
fn picked_by_name(line: &Line<'_>, at: usize, which: Which) -> Option<Parsed> {
    let year = match which {
        Which::Last | Which::Past => YearRef::Before,
        Which::Next | Which::Coming => YearRef::After,
        Which::This => YearRef::Offset(0),
        Which::Same => YearRef::Mentioned(0),
        Which::Following => YearRef::AfterMention,
        Which::Previous => YearRef::BeforeMention,
        Which::Bare | Which::Recent | Which::Latest => return None,
    };
    match line.at(at) {
        Word::Weekday(day) => {
            if which == Which::Last
                && let Some(nth) = days::nth_weekday(line, at, -1)
            {
                return Some(nth);
            }
            let which = match which {
                Which::Past => Which::Last,
                Which::Coming => Which::Next,
                which => which,
            };
            Some(days::weekday_of(line, at, day, which))
        }
        Word::Month(_) => {
            let (end, date) = absolute::date(line, at)?;
            let year = if date.year == YearRef::Missing {
                year
            } else {
                date.year
            };
            Some(parsed(end, Meaning::Date(CalendarDate { year, ..date })))
        }
        Word::Season(season) => Some(parsed(at + 1, Meaning::Season { season, year })),
        Word::Holiday(named) => {
            let rule = named.rule;
            Some(Parsed {
                meaning: Meaning::Holiday { rule, year },
                ..days::holiday(line, at, named)
            })
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
            Some(timed(at + 1, meaning, TimeOfDay::Part(part)))
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
        // "to this day", "one last day", "at the last minute", "the second half", "the next hour"
        (Which::This, Unit::Day) => line.before(at) != Word::In,
        (Which::Last, Unit::Day)
        | (_, Unit::Half | Unit::Second | Unit::Minute | Unit::Hour)
        | (Which::Bare | Which::Recent, _) => true,
        (Which::Following, _) => !definite,
        _ => false,
    };
    if idiom {
        return None;
    }
    // "last year's second quarter"
    if unit == Unit::Year
        && line.at(end) == Word::Possessive
        && let Some(year) = years::year_of(which)
        && let Some(quarter) = periods::quarter_of(line, end + 1, year)
    {
        return Some(quarter);
    }
    let meaning = match which {
        Which::Latest => Meaning::Unit {
            unit,
            which: Which::Last,
            definite,
        },
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
        // "for the next year", "over the next decade"
        Which::Next
            if definite
                && at > 1
                && unit > Unit::Day
                && matches!(
                    line.at(at - 2),
                    Word::For | Word::Over | Word::Within | Word::In
                ) =>
        {
            Meaning::Run {
                count: Some(Count::whole(1)),
                unit,
                ahead: true,
            }
        }
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
            let closes = line.closes(at + 1) || line.ends(at + 1);
            let spoken = part.is_none()
                && match unit {
                    Unit::Quarter => !line.game && line.at(at + 1) != Word::Of,
                    Unit::Year | Unit::Month => led && closes,
                    // "the week ended April 26"
                    Unit::Week => {
                        line.ends(at + 1)
                            && matches!(
                                line.at(at + 2),
                                Word::Month(_) | Word::Digits(_) | Word::Weekday(_)
                            )
                    }
                    _ => false,
                };
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
