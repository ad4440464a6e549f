//! Parts of a year and of a century: "summer 2025", "the third quarter", "the first five months of this year", "fiscal 2025".

use super::super::meaning::{Anchor, CalendarDate, Meaning, Part, Which, YearRef};
use super::super::units::{Count, Unit};
use super::super::words::Word;
use super::line::{Line, Parsed, parsed};
use super::years::year_tail;
use super::{absolute, core, counted, days};

/// "summer 2025", "the winter of last year", "in spring".
pub(super) fn season(line: &Line<'_>, at: usize, season: u32) -> Option<Parsed> {
    let (end, year) = year_tail(line, at + 1).unwrap_or((at + 1, YearRef::Missing));
    // "the spring" of a river, "summer school": without a year only after a preposition.
    let fits = year != YearRef::Missing
        || matches!(
            line.before(at),
            Word::In | Word::Part(_) | Word::Dash | Word::By | Word::Until | Word::Since
        )
        || matches!(line.before(at), Word::And | Word::Or)
            && at > 1
            && matches!(line.at(at - 2), Word::Season(_))
        || line.before(at) == Word::The
            && at.checked_sub(2).is_some_and(|before| {
                matches!(
                    line.at(before),
                    Word::In | Word::Over | Word::Since | Word::Until
                )
            });
    fits.then(|| parsed(end, Meaning::Season { season, year }))
}

/// "year-end", "at year end", "month's end", "the year-earlier quarter", "a year-ago level".
pub(super) fn compound(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let Word::Unit(unit) = line.at(at) else {
        return None;
    };
    let joined = matches!(line.at(at + 1), Word::Dash | Word::Possessive) && line.glued(at + 1);
    let led = matches!(
        line.before(at),
        Word::In | Word::By | Word::Since | Word::Until
    );
    let behind = at + 1 + usize::from(joined);
    if line.at(behind) == Word::Part(Part::End) && (joined || led) {
        let which = Which::This;
        let definite = true;
        return Some(Parsed {
            part: Some(Part::End),
            ..parsed(
                behind + 1,
                Meaning::Unit {
                    unit,
                    which,
                    definite,
                },
            )
        });
    }
    let ago = joined && unit == Unit::Year && matches!(line.at(behind), Word::Earlier | Word::Ago);
    if !ago {
        return None;
    }
    let period = behind + 1;
    if let Some(quarter) = quarter_of(line, period, YearRef::Offset(-1)) {
        return Some(quarter);
    }
    let meaning = match line.at(period) {
        Word::Unit(Unit::Quarter) => return Some(parsed(period + 1, Meaning::QuarterYearAgo)),
        _ => Meaning::Shift {
            count: Some(Count::whole(1)),
            unit,
            back: true,
            anchor: Anchor::Mentioned,
        },
    };
    let named = line.at(period) == Word::Period;
    Some(parsed(period + usize::from(named), meaning))
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
    if !(1..=99).contains(&number) {
        return None;
    }
    let next = at + 1 + usize::from(line.at(at + 1) == Word::Dash);
    if let Some(nth) = days::nth_weekday(line, next, i8::try_from(number).ok()?) {
        return Some(nth);
    }
    // "the twelfth of February"
    if let (Word::Ordinal(_), Word::Of) = (line.at(at), line.at(at + 1))
        && let Some((end, month, year)) = absolute::month_tail(line, at + 1)
    {
        let date = CalendarDate {
            year,
            month: Some(month),
            day: Some(number),
        };
        return (number <= 31).then(|| parsed(end, Meaning::Date(date)));
    }
    match line.at(next) {
        Word::Unit(Unit::Quarter) if (1..=4).contains(&number) && !line.game => {
            let of = next + 1 + usize::from(matches!(line.at(next + 1), Word::Of | Word::In));
            let (end, year) = match line.at(of) {
                // "third-quarter 1989 results"
                Word::Year(year) => (of + 1, YearRef::Number(year)),
                _ => period_year(line, of).unwrap_or((next + 1, YearRef::Missing)),
            };
            Some(parsed(end, quarter(number, year)))
        }
        // "the 12th and 13th centuries"
        Word::And if matches!(line.at(at), Word::Ordinal(_) | Word::Suffix) => {
            let second = next + 1 + usize::from(line.at(next + 2) == Word::Suffix);
            (line.at(second + 1) == Word::Units(Unit::Century))
                .then(|| i32::try_from(number).ok())?
                .map(|number| parsed(at + 1, Meaning::Century(number)))
        }
        Word::Units(Unit::Century) => Some(parsed(
            next + 1,
            Meaning::Century(i32::try_from(number).ok()?),
        )),
        Word::Unit(Unit::Century) => {
            let number = i32::try_from(number).ok()?;
            Some(match line.at(next + 1) {
                Word::Era(true) => parsed(next + 2, Meaning::Century(-number)),
                Word::Era(false) => parsed(next + 2, Meaning::Century(number)),
                _ => parsed(next + 1, Meaning::Century(number)),
            })
        }
        Word::Half if line.at(next + 1) == Word::Dash => None,
        Word::Half if (1..=2).contains(&number) && !line.game => {
            let of = next + 1 + usize::from(matches!(line.at(next + 1), Word::Of | Word::In));
            let dashed = line.at(at + 1) == Word::Dash;
            let led = at > 1 && matches!(line.at(at - 2), Word::In | Word::For);
            let alone =
                (dashed || led && line.closes(next + 1)).then_some((next + 1, YearRef::Missing));
            let (end, year) = period_year(line, of).or(alone)?;
            Some(parsed(
                end,
                Meaning::Months {
                    first: number * 6 - 5,
                    last: number * 6,
                    year,
                    unit: Unit::Half,
                },
            ))
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

/// A quarter of a year, 1 to 4.
pub(super) const fn quarter(number: u32, year: YearRef) -> Meaning {
    Meaning::Months {
        first: number * 3 - 2,
        last: number * 3,
        year,
        unit: Unit::Quarter,
    }
}

/// "1989 | third quarter", "last year's | second quarter".
pub(super) fn quarter_of(line: &Line<'_>, at: usize, year: YearRef) -> Option<Parsed> {
    let (Word::Ordinal(number @ 1..=4), Word::Unit(Unit::Quarter)) = (line.at(at), line.at(at + 1))
    else {
        return None;
    };
    Some(parsed(at + 2, quarter(number, year)))
}

/// The year that a quarter or some months are of: "2025", "this year", "the year".
pub(super) fn period_year(line: &Line<'_>, at: usize) -> Option<(usize, YearRef)> {
    if line.at(at) == Word::The && line.at(at + 1) == Word::Unit(Unit::Year) {
        return Some((at + 2, YearRef::Offset(0)));
    }
    if line.at(at) == Word::Fiscal {
        let at = at + 1 + usize::from(line.at(at + 1) == Word::Unit(Unit::Year));
        return year_tail(line, at);
    }
    year_tail(line, at)
}

/// The month or year that "the first week of" is of.
pub(super) fn of_period(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
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
        let (end, year) = year_tail(line, at + 2).unwrap_or((at + 2, YearRef::Missing));
        return line
            .glued(at + 1)
            .then(|| parsed(end, quarter(number, year)));
    }
    let at = at + 1 + usize::from(line.at(at + 1) == Word::Unit(Unit::Year));
    match line.at(at) {
        Word::Year(_) => absolute::dated(line, at),
        _ => None,
    }
}
