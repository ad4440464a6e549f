//! Amounts of one that an article tells, not a number word: "a day and a half", "an hour-long talk",
//! "a dollar a head".

use super::line::Line;
use super::numbers::Number;
use super::units::{self, Dimension, Unit};
use super::{money, numbers};

/// Whether such an amount may be told by this word: a cheap test before any look-up.
pub(super) fn may_begin(lower: &str) -> bool {
    matches!(
        lower,
        "minute"
            | "hour"
            | "day"
            | "week"
            | "month"
            | "year"
            | "decade"
            | "dollar"
            | "euro"
            | "pound"
    )
}

/// Reads the amount whose unit is at `at`.
pub(super) fn read(line: &Line<'_, '_>, at: usize) -> Option<(Number, Unit)> {
    if !may_begin(line.lower(at)) {
        return None;
    }
    let article = line
        .back(at, 1)
        .filter(|&before| matches!(line.lower(before), "a" | "an"));
    let one = Number::new(1.0, article.unwrap_or(at), at);
    if let Some(unit) =
        units::measurement(line, at).filter(|unit| unit.dimension == Dimension::Time)
    {
        if line.starts_with(at + 1, &["and", "a", "half"]) && article.is_some() {
            let number = Number { value: 1.5, ..one };
            return Some((
                number,
                Unit {
                    end: at + 4,
                    ..unit
                },
            ));
        }
        // "a two-hour-long talk" has its number; "all day long" is no amount.
        let before = line.lower_back(at, 1);
        let own = before == "-"
            || line
                .back(at, 1)
                .is_some_and(|at| line.is_number(at) || numbers::word(line, at).is_some());
        let long = line.is_hyphen(at + 1) && line.is(at + 2, "long");
        return (long && !own).then_some((
            one,
            Unit {
                end: at + 3,
                hyphen: true,
                ..unit
            },
        ));
    }
    let rate = article.is_some()
        && matches!(line.lower(at + 1), "a" | "per")
        && units::measurement(line, at + 2).is_some_and(|unit| unit.dimension == Dimension::Time);
    let (code, end) = money::after(line, at, &one).filter(|_| rate)?;
    Some((one, units::amount(code, end, false)))
}
