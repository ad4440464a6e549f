//! Years: whether four digits are one, "480 BC", "'82", "the 1990s", "of last year".

use super::super::meaning::{CalendarDate, Meaning, Which, YearRef};
use super::super::units::Unit;
use super::super::words::Word;
use super::line::{Line, Parsed, parsed};

/// "480 BC"; in a text of such years also "in 480". Astronomical: 1 BC is the year 0.
pub(super) fn ancient_year(line: &Line<'_>, at: usize) -> Option<(usize, CalendarDate)> {
    let number = match line.at(at) {
        Word::Digits(number) | Word::Number(number) => i32::try_from(number).ok()?,
        Word::Year(number) => number,
        _ => return None,
    };
    let (end, year) = match line.at(at + 1) {
        Word::Era(true) => (at + 2, 1 - number),
        Word::Era(false) => (at + 2, number),
        // "499-493 BC", "499 and 498 BC"
        Word::Dash | Word::To | Word::And
            if matches!(line.at(at + 2), Word::Digits(_) | Word::Number(_))
                && line.at(at + 3) == Word::Era(true) =>
        {
            (at + 1, 1 - number)
        }
        next => {
            let led = matches!(
                line.before(at),
                Word::In | Word::Since | Word::Until | Word::Of | Word::By | Word::Part(_)
            );
            let bare = line.ancient && (100..1000).contains(&number) && led;
            if !bare || matches!(next, Word::Measure | Word::Units(_)) || counts_things(line, at) {
                return None;
            }
            (at + 1, 1 - number)
        }
    };
    Some((end, year_only(year)))
}

/// "'82", "the summer of '68".
pub(super) fn short_year(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let Word::Digits(short) = line.at(at + 1) else {
        return None;
    };
    let led = matches!(
        line.before(at),
        Word::In | Word::Since | Word::Until | Word::Of | Word::By | Word::Part(_) | Word::Through
    );
    let apart = !line.glued(at) || line.before(at) == Word::Dash;
    let two = line.glued(at + 1) && apart && line.lower(at + 1).len() == 2;
    if two && short % 10 == 0 && line.glued(at + 2) && line.lower(at + 2) == "s" {
        return Some(parsed(at + 3, Meaning::Decade(century_of(short))));
    }
    (led && two).then(|| parsed(at + 2, Meaning::Date(year_only(century_of(short)))))
}

/// "nineteen ninety-six", "eighteen twelve", "nineteen hundred".
pub(super) fn spelled_year(line: &Line<'_>, at: usize) -> Option<(usize, i32)> {
    let (Word::Number(hundreds @ 17..=20), Word::Number(rest)) = (line.at(at), line.at(at + 1))
    else {
        return None;
    };
    let (end, rest) = match rest {
        100 => (at + 2, 0),
        10..=19 => (at + 2, rest),
        20..=90 if rest % 10 == 0 => {
            let dash = usize::from(line.at(at + 2) == Word::Dash);
            match line.at(at + 2 + dash) {
                Word::Number(ones @ 1..=9) => (at + 3 + dash, rest + ones),
                _ => (at + 2, rest),
            }
        }
        _ => return None,
    };
    let year = i32::try_from(hundreds * 100 + rest).ok()?;
    let counts = matches!(line.at(end), Word::Measure | Word::Unit(_) | Word::Units(_));
    (!counts).then_some((end, year))
}

/// The year that two digits stand for: of the nineteen hundreds from 40 on.
pub(super) fn century_of(short: u32) -> i32 {
    let century = if short < 40 { 2000 } else { 1900 };
    century + i32::try_from(short).unwrap_or_default()
}

/// The year after a month or a day: ", 2025", "of last year", "this year".
pub(super) fn year_tail(line: &Line<'_>, at: usize) -> Option<(usize, YearRef)> {
    let at = at + usize::from(matches!(line.at(at), Word::Comma | Word::Of));
    let at = at + usize::from(line.at(at) == Word::In);
    match line.at(at) {
        Word::Digits(number) | Word::Number(number) if line.at(at + 1) == Word::Era(true) => {
            Some((at + 2, YearRef::Number(1 - i32::try_from(number).ok()?)))
        }
        Word::Year(year) if line.at(at + 1) == Word::Era(true) => {
            Some((at + 2, YearRef::Number(1 - year)))
        }
        Word::Number(_) => {
            let (end, year) = spelled_year(line, at)?;
            Some((end, YearRef::Number(year)))
        }
        // "Sept. '98"
        Word::Possessive if line.glued(at + 1) && !line.glued(at) => match line.at(at + 1) {
            Word::Digits(short) if line.lower(at + 1).len() == 2 => {
                Some((at + 2, YearRef::Number(century_of(short))))
            }
            _ => None,
        },
        Word::Year(year) if !counts_things(line, at) => Some((at + 1, YearRef::Number(year))),
        Word::Which(which) if line.at(at + 1) == Word::Unit(Unit::Year) => {
            year_of(which).map(|year| (at + 2, year))
        }
        Word::The => match (line.at(at + 1), line.at(at + 2)) {
            (Word::Which(which), Word::Unit(Unit::Year)) => {
                year_of(which).map(|year| (at + 3, year))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The year that "last", "this" or "the following" picks.
pub(super) const fn year_of(which: Which) -> Option<YearRef> {
    Some(match which {
        Which::Last | Which::Past => YearRef::Offset(-1),
        Which::This => YearRef::Offset(0),
        Which::Next | Which::Coming => YearRef::Offset(1),
        Which::Previous => YearRef::Mentioned(-1),
        Which::Same => YearRef::Mentioned(0),
        Which::Following => YearRef::Mentioned(1),
        Which::Bare | Which::Recent | Which::Latest => return None,
    })
}

/// Whether four digits are a year here and not a count or part of a name.
pub(super) fn stands_as_year(line: &Line<'_>, at: usize) -> bool {
    let Word::Year(year) = line.at(at) else {
        return false;
    };
    let before = line.before(at);
    let ratio = line.glued(at) && at > 0 && line.lower(at - 1) == ":";
    let joined = ratio
        || line.glued(at) && !matches!(before, Word::Opening | Word::Mark)
        || line.glued(at + 1)
            && !matches!(
                line.at(at + 1),
                Word::Comma
                    | Word::Stop
                    | Word::Closing
                    | Word::Possessive
                    | Word::Dash
                    | Word::Mark
                    | Word::Slash
            );
    // "mid-2024", "post-1989" and "the January-2024 deal" are years; "COP-2019" and "A-1992" are names.
    let after_part = before == Word::Dash
        && at.checked_sub(2).is_some_and(|index| {
            matches!(
                line.at(index),
                Word::Part(_) | Word::Month(_) | Word::Year(_) | Word::Prefix
            )
        });
    // "at 1914 Harbour Street"
    let address = before == Word::In && line.lower(at - 1) == "at";
    if (joined && !after_part) || before == Word::Currency || address {
        return false;
    }
    let led = matches!(
        before,
        Word::In
            | Word::Since
            | Word::Until
            | Word::Through
            | Word::By
            | Word::From
            | Word::Before
            | Word::After
            | Word::Between
            | Word::Of
            | Word::Part(_)
            | Word::Fiscal
            | Word::Season(_)
    ) || after_part;
    if led {
        // "scores rose from 1061 to 1128"
        let told = !matches!(before, Word::From | Word::By | Word::Between);
        return (told || year >= 1500)
            && !matches!(line.at(at + 1), Word::Measure | Word::Units(_))
            && !(matches!(before, Word::From | Word::By | Word::Of | Word::Between)
                && counts_things(line, at));
    }
    let ranged = line.at(at + 1) == Word::Dash
        && line.glued(at + 1)
        && matches!(line.at(at + 2), Word::Year(second) if second > year);
    let named = at > 0 && line.capitalized(at - 1) && before == Word::Other && !ranged;
    let plausible = matches!(year, 1900..=2100)
        || (matches!(year, 1500..=1899)
            && (matches!(before, Word::The | Word::Opening | Word::Edge)
                || before == Word::Comma && line.closes(at + 1)
                || ranged));
    let determined = matches!(
        before,
        Word::The | Word::A | Word::Determiner | Word::Possessive
    );
    let counted = counts_things(line, at) && !determined;
    plausible && !named && !counted && !matches!(line.at(at + 1), Word::Measure | Word::Units(_))
}

/// Whether the number before this place counts what follows ("1992 soldiers", "2000 km").
pub(super) fn counts_things(line: &Line<'_>, at: usize) -> bool {
    match line.at(at + 1) {
        Word::Measure | Word::Units(_) => true,
        Word::Other => {
            let next = line.lower(at + 1);
            !line.capitalized(at + 1)
                && next.len() > 3
                && next.ends_with('s')
                && !next.ends_with("ss")
        }
        _ => false,
    }
}

/// "1990s".
pub(super) fn decade(line: &Line<'_>, at: usize) -> Option<Parsed> {
    let year = match line.at(at) {
        Word::Year(year) => year,
        Word::Number(year) if line.at(at + 2) == Word::Era(true) && line.lower(at + 1) == "s" => {
            let year = i32::try_from(year).ok()?;
            return Some(parsed(at + 3, Meaning::Decade(-year)));
        }
        // "the 90s"
        Word::Digits(short)
            if line.lower(at + 1) == "s" && line.glued(at + 1) && short % 10 == 0 =>
        {
            let led = matches!(line.before(at), Word::The | Word::Part(_));
            return led.then(|| parsed(at + 2, Meaning::Decade(century_of(short))));
        }
        _ => return None,
    };
    let plural = line.glued(at + 1)
        && (line.lower(at + 1) == "s"
            || (line.at(at + 1) == Word::Possessive
                && matches!(line.before(at), Word::The | Word::Part(_) | Word::Dash)));
    // "the 1800s" are a century.
    let meaning = if year % 100 == 0 && year < 1900 {
        Meaning::Century(year / 100 + 1)
    } else {
        Meaning::Decade(year)
    };
    (plural && year % 10 == 0).then(|| parsed(at + 2, meaning))
}

pub(super) const fn year_only(year: i32) -> CalendarDate {
    CalendarDate {
        year: YearRef::Number(year),
        month: None,
        day: None,
    }
}
