//! Dates and hedges in, what the columns of the screen show of them.

use super::symbols::Symbol;
use crate::dossier::{Direction, Qualifier};
use crate::edtf::{Edtf, Style, partial};

/// A date in two columns: the year, and what is known within it, with the weekday where wanted. Doubt
/// is left to a sign beside them.
pub fn date_columns(when: Edtf, weekday: bool) -> (String, String) {
    let Some(first) = when.start().or(when.end()) else {
        return (String::new(), "any time".to_owned());
    };
    let rest = match (when.start(), when.end()) {
        (Some(start), Some(end)) if start == end => match start.as_day() {
            Some(day) if weekday => day.format("%a %e %b").to_string(),
            _ => partial(start, true, false, Style::Short),
        },
        (Some(start), Some(end)) if start.year_number() == end.year_number() => {
            let days = start.as_day().is_some() && end.as_day().is_some();
            let same_month = start.month_number() == end.month_number();
            let start = partial(start, !(same_month && days), false, Style::Short);
            format!("{start}–{}", partial(end, true, false, Style::Short))
        }
        (Some(start), Some(end)) => {
            format!(
                "{}–{}",
                partial(start, true, false, Style::Short),
                end.year_number()
            )
        }
        (Some(start), None) => format!("{} on", partial(start, true, false, Style::Short)),
        (None, Some(end)) if end.month_number().is_none() => "or before".to_owned(),
        (None, Some(end)) => format!("until {}", partial(end, true, false, Style::Short)),
        (None, None) => String::new(),
    };
    let rest = rest.trim().to_owned();
    (first.year_number().to_string(), rest)
}

/// The sign in front of a number that is hedged.
pub const fn sign(qualifier: Qualifier) -> Option<Symbol> {
    Some(match qualifier {
        Qualifier::About => Symbol::About,
        Qualifier::Over => Symbol::Over,
        Qualifier::Under => Symbol::Under,
        Qualifier::UpTo => Symbol::UpTo,
        Qualifier::AtLeast => Symbol::AtLeast,
        _ => return None,
    })
}

/// The sign of a change.
pub const fn change(direction: Option<Direction>) -> Option<Symbol> {
    match direction {
        Some(Direction::Up) => Some(Symbol::Rise),
        Some(Direction::Down) => Some(Symbol::Fall),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::edtf::Partial;

    fn day(y: i32, m: u32, d: u32) -> Partial {
        Partial::day(NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap()
    }

    #[test]
    fn writes_dates_in_columns() {
        let year = |y| Partial::year(y).unwrap();
        let june = Partial::month(2024, 6).unwrap();
        for (when, columns) in [
            (Edtf::date(day(2024, 6, 6)), ("2024", "Thu  6 Jun")),
            (Edtf::date(june).uncertain(), ("2024", "Jun")),
            (Edtf::date(year(1987)).approximate(), ("1987", "")),
            (
                Edtf::interval(day(2024, 6, 6), day(2024, 6, 9)),
                ("2024", "6–9 Jun"),
            ),
            (
                Edtf::interval(day(2024, 5, 30), day(2024, 6, 2)),
                ("2024", "30 May–2 Jun"),
            ),
            (Edtf::interval(year(1987), year(1997)), ("1987", "–1997")),
            (Edtf::since(year(2019)), ("2019", "on")),
            (Edtf::until(june), ("2024", "until Jun")),
        ] {
            let (first, rest) = date_columns(when, true);
            assert_eq!((&*first, &*rest), columns, "{when}");
        }
    }
}
