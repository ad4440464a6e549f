//! Shares told without a percent sign: "a third of", "half of", "one in five", "a quarter of a point".

use super::line::Line;
use super::numbers::{self, Word};
use super::{nouns, units};

/// A share in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    pub percent: f64,
    pub start: usize,
    pub end: usize,
}

/// Reads the share whose number word is at `at`.
pub(super) fn read(line: &Line<'_, '_>, at: usize) -> Option<Share> {
    match numbers::word(line, at) {
        Some(Word::Part(parts)) => article_part(line, at, parts),
        Some(Word::Half) => half(line, at),
        Some(Word::Ones(count)) => counted_part(line, at, count).or_else(|| ratio(line, at)),
        _ if line.is_number(at) => ratio(line, at),
        _ => None,
    }
}

/// "a third of", "a quarter of".
fn article_part(line: &Line<'_, '_>, at: usize, parts: f64) -> Option<Share> {
    let start = line.back(at, 1)?;
    if !matches!(line.lower(start), "a" | "an") {
        return None;
    }
    // "fell by a third"
    let change = line.lower_back(start, 1) == "by" && parts < 20.0 && !line.is(at + 1, "of");
    let noun = line.is_word(at + 1) && !nouns::is_stop(line.lower(at + 1));
    if change && !noun {
        return Some(Share {
            percent: 100.0 / parts,
            start,
            end: at + 1,
        });
    }
    part(line, start, at + 1, 1.0 / parts)
}

/// "two thirds", "three-quarters of".
fn counted_part(line: &Line<'_, '_>, at: usize, count: f64) -> Option<Share> {
    let next = at + 1 + usize::from(line.is_hyphen(at + 1));
    let Some(Word::Part(parts)) = numbers::word(line, next) else {
        return None;
    };
    if count >= parts || count == 0.0 {
        return None;
    }
    if count > 1.0 && line.lower(next).ends_with('s') && !line.is(next + 1, "of") {
        // "a two-thirds majority"; "for three quarters" of a year is not one.
        let plain = !line.is(next, "quarters");
        return plain.then_some(Share {
            percent: 100.0 * count / parts,
            start: at,
            end: next + 1,
        });
    }
    part(line, at, next + 1, count / parts)
}

/// A fraction that "of" follows; of a percentage point, of a scale or of time it is no share.
fn part(line: &Line<'_, '_>, start: usize, end: usize, fraction: f64) -> Option<Share> {
    if !line.is(end, "of") {
        return None;
    }
    let of = if matches!(line.lower(end + 1), "a" | "an" | "one") {
        end + 2
    } else {
        end + 1
    };
    // "a quarter of a point" is a number of points.
    if line.is(of, "point")
        || line.is(of, "percentage")
        || units::measurement(line, of)
            .is_some_and(|unit| unit.dimension == units::Dimension::Share)
    {
        return None;
    }
    let other = of > end + 1 && (numbers::word(line, of).is_some() || is_time(line, of));
    (!other && !line.is_number(of)).then_some(Share {
        percent: 100.0 * fraction,
        start,
        end,
    })
}

/// "half of the", "half its".
fn half(line: &Line<'_, '_>, at: usize) -> Option<Share> {
    let of = usize::from(line.is(at + 1, "of"));
    let next = at + 1 + of;
    let whole = units::is_determiner(line.lower(next))
        || (of == 1 && line.is_word(next) && !nouns::is_stop(line.lower(next)))
        || (of == 1 && matches!(line.lower(next), "all" | "them"));
    let period = matches!(
        line.lower_back(at, 1),
        "first"
            | "second"
            | "latter"
            | "other"
            | "better"
            | "final"
            | "this"
            | "last"
            | "-"
            | "and"
    );
    // "the half of it" is talk; "half the year" is a time.
    let other = line.is_number(next) || is_time(line, next + 1) || line.is(next + 1, "way");
    (whole && !period && !other).then_some(Share {
        percent: 50.0,
        start: at,
        end: at + 1,
    })
}

fn is_time(line: &Line<'_, '_>, at: usize) -> bool {
    units::measurement(line, at).is_some_and(|unit| unit.dimension == units::Dimension::Time)
}

/// "one in five", "nine out of ten".
fn ratio(line: &Line<'_, '_>, at: usize) -> Option<Share> {
    let small = |at: usize| -> Option<f64> {
        if let Some(Word::Ones(value) | Word::Teens(value)) = numbers::word(line, at) {
            return Some(value);
        }
        let digits = line.is_number(at) && line.text(at).len() <= 3;
        digits.then(|| line.text(at).parse().ok()).flatten()
    };
    let count = small(at)?;
    let (second, out) =
        if line.starts_with(at + 1, &["out", "of"]) || line.starts_with(at + 1, &["in", "every"]) {
            (at + 3, true)
        } else if line.is(at + 1, "in") {
            (at + 2, false)
        } else {
            return None;
        };
    let number = numbers::read(line, second, false)?;
    let whole = if out { number.value } else { small(second)? };
    // "one in two years" is a rate in time, "3 in 10 countries" a share.
    let time = units::measurement(line, number.end).is_some();
    let fits = count >= 1.0 && count < whole && (out || number.end == second + 1);
    let usual = out || whole <= 10.0 || line.is(second, "100");
    (fits && usual && !time).then_some(Share {
        percent: 100.0 * count / whole,
        start: at,
        end: number.end,
    })
}
