//! Dates and numbers in, the words and figures that a person would write out.

use chrono::NaiveDate;

use super::symbols::Symbol;
use crate::dossier::{Direction, Figure, Qualifier};
use crate::edtf::{Edtf, Partial};

/// A date in full: "Wed 8 Oct 2025", "8–12 Oct 2025", "Oct 2025", "c. 1992", "since 2019", "1991?".
pub fn date(when: Edtf) -> String {
    let written = match (when.start(), when.end()) {
        (Some(start), Some(end)) if start == end => {
            let day = start.as_day().map(|day| day.format("%a ").to_string());
            day.unwrap_or_default() + &partial(start, true, true)
        }
        (Some(start), Some(end)) => {
            let same_year = start.year_number() == end.year_number();
            let same_month = same_year && start.month_number() == end.month_number();
            let days = start.as_day().is_some() && end.as_day().is_some();
            let start = partial(start, !(same_month && days), !same_year);
            format!("{start}–{}", partial(end, true, true))
        }
        (Some(start), None) => format!("since {}", partial(start, true, true)),
        (None, Some(end)) => format!("until {}", partial(end, true, true)),
        (None, None) => "at any time".to_owned(),
    };
    hedge(when, written)
}

/// A date in two columns: the year, and what is known within it, with the weekday where wanted. Doubt
/// is left to a sign beside them.
pub fn date_columns(when: Edtf, weekday: bool) -> (String, String) {
    let Some(first) = when.start().or(when.end()) else {
        return (String::new(), "any time".to_owned());
    };
    let rest = match (when.start(), when.end()) {
        (Some(start), Some(end)) if start == end => match start.as_day() {
            Some(day) if weekday => day.format("%a %e %b").to_string(),
            _ => partial(start, true, false),
        },
        (Some(start), Some(end)) if start.year_number() == end.year_number() => {
            let days = start.as_day().is_some() && end.as_day().is_some();
            let same_month = start.month_number() == end.month_number();
            let start = partial(start, !(same_month && days), false);
            format!("{start}–{}", partial(end, true, false))
        }
        (Some(start), Some(end)) => {
            format!("{}–{}", partial(start, true, false), end.year_number())
        }
        (Some(start), None) => format!("{} on", partial(start, true, false)),
        (None, Some(end)) if end.month_number().is_none() => "or before".to_owned(),
        (None, Some(end)) => format!("until {}", partial(end, true, false)),
        (None, None) => String::new(),
    };
    let rest = rest.trim().to_owned();
    (first.year_number().to_string(), rest)
}

/// The month and day of a date, with the month and the year where wanted.
fn partial(date: Partial, month: bool, year: bool) -> String {
    let named = |day: NaiveDate| day.format("%b").to_string();
    let mut parts = Vec::with_capacity(3);
    if let Some(day) = date.as_day() {
        parts.push(day.format("%-d").to_string());
    }
    if month && date.month_number().is_some() {
        parts.push(named(date.first_day()));
    }
    if year {
        parts.push(date.year_number().to_string());
    }
    parts.join(" ")
}

fn hedge(when: Edtf, written: String) -> String {
    let written = if when.approximate {
        format!("c. {written}")
    } else {
        written
    };
    if when.uncertain {
        written + "?"
    } else {
        written
    }
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

/// The number and its unit: "45 bn USD", "17 %", "1,400 km", "tens of thousands of people". A vague number
/// goes without its unit where the measure says what is counted.
pub fn amount(figure: &Figure) -> String {
    let (number, of) = match figure.qualifier {
        Qualifier::TensOf => (format!("tens{}", of_scale(figure.value / 10.0)), true),
        Qualifier::HundredsOf => (format!("hundreds{}", of_scale(figure.value / 100.0)), true),
        Qualifier::ThousandsOf | Qualifier::MillionsOf => {
            (scale(figure.value).unwrap_or("thousands").to_owned(), true)
        }
        _ => (number(figure.value), false),
    };
    let singular = !of && (figure.value - 1.0).abs() < f64::EPSILON;
    let unit = if singular {
        figure.unit.clone()
    } else {
        plural(&figure.unit)
    };
    match (unit.is_empty(), of) {
        (true, _) => number,
        (false, true) if !figure.measure.is_empty() => number,
        (false, false) => format!("{number} {unit}"),
        (false, true) => format!("{number} of {unit}"),
    }
}

fn of_scale(value: f64) -> String {
    scale(value).map_or_else(String::new, |scale| format!(" of {scale}"))
}

fn scale(value: f64) -> Option<&'static str> {
    [
        (1e12, "trillions"),
        (1e9, "billions"),
        (1e6, "millions"),
        (1e3, "thousands"),
    ]
    .into_iter()
    .find(|(least, _)| value >= *least)
    .map(|(_, name)| name)
}

/// A number as a headline writes it: "45 bn", "1.5 m", "1,234,567", "0.4".
pub fn number(value: f64) -> String {
    for (least, name) in [(1e12, "tn"), (1e9, "bn"), (1e6, "m")] {
        let scaled = value / least;
        // Scaled only where at most two decimals are left, so that no digit is lost.
        let short = (scaled * 100.0).round() / 100.0;
        if value.abs() >= least && (short * least - value).abs() < least * 1e-9 {
            return format!("{} {name}", grouped(short));
        }
    }
    grouped(value)
}

/// A number with commas between the thousands and at most two decimals.
fn grouped(value: f64) -> String {
    if !value.is_finite() {
        return "?".to_owned();
    }
    let fixed = format!("{:.2}", value.abs());
    let (whole, decimals) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let mut written = String::with_capacity(fixed.len() + 4);
    if value < 0.0 {
        written.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        written.push('.');
        written.push_str(decimals);
    }
    written
}

/// The plural of a unit; codes, signs and abbreviations stay as they are.
fn plural(unit: &str) -> String {
    let invariable = unit.len() <= 2
        || unit
            .chars()
            .any(|c| !c.is_lowercase() && !matches!(c, ' ' | '-'))
        || matches!(unit, "people" | "aircraft" | "troops" | "personnel")
        || unit.ends_with('s');
    if invariable {
        return unit.to_owned();
    }
    if let Some(stem) = unit.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    if unit.ends_with("ch") || unit.ends_with("sh") || unit.ends_with('x') {
        return format!("{unit}es");
    }
    format!("{unit}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Partial {
        Partial::day(NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap()
    }

    #[test]
    fn writes_dates() {
        let year = |y| Partial::year(y).unwrap();
        let october = Partial::month(2025, 10).unwrap();
        for (when, full, columns) in [
            (
                Edtf::date(day(2025, 10, 8)),
                "Wed 8 Oct 2025",
                ("2025", "Wed  8 Oct"),
            ),
            (
                Edtf::date(october).uncertain(),
                "Oct 2025?",
                ("2025", "Oct"),
            ),
            (
                Edtf::date(year(1992)).approximate(),
                "c. 1992",
                ("1992", ""),
            ),
            (
                Edtf::interval(day(2025, 10, 8), day(2025, 10, 12)),
                "8–12 Oct 2025",
                ("2025", "8–12 Oct"),
            ),
            (
                Edtf::interval(day(2025, 9, 30), day(2025, 10, 2)),
                "30 Sep–2 Oct 2025",
                ("2025", "30 Sep–2 Oct"),
            ),
            (
                Edtf::interval(year(1992), year(1997)),
                "1992–1997",
                ("1992", "–1997"),
            ),
            (Edtf::since(year(2019)), "since 2019", ("2019", "on")),
            (
                Edtf::until(october),
                "until Oct 2025",
                ("2025", "until Oct"),
            ),
        ] {
            assert_eq!(date(when), full);
            let (first, rest) = date_columns(when, true);
            assert_eq!((&*first, &*rest), columns, "{when}");
        }
    }

    #[test]
    fn writes_amounts() {
        for (value, unit, qualifier, wanted) in [
            (45e9, "USD", Qualifier::Over, "45 bn USD"),
            (17.0, "%", Qualifier::Exact, "17 %"),
            (1_400.0, "km", Qualifier::Exact, "1,400 km"),
            (1_234_567.0, "people", Qualifier::Exact, "1,234,567 people"),
            (1.5e6, "tonne", Qualifier::About, "1.5 m tonnes"),
            (1.0, "year", Qualifier::Exact, "1 year"),
            (5.0, "country", Qualifier::Exact, "5 countries"),
            (
                10_000.0,
                "people",
                Qualifier::TensOf,
                "tens of thousands of people",
            ),
            (
                100.0,
                "soldier",
                Qualifier::HundredsOf,
                "hundreds of soldiers",
            ),
            (1e6, "people", Qualifier::MillionsOf, "millions of people"),
            (0.35, "", Qualifier::Exact, "0.35"),
        ] {
            let figure = Figure {
                value,
                unit: unit.to_owned(),
                qualifier,
                id: String::new(),
                text: String::new(),
                direction: None,
                measure: String::new(),
                period: None,
                between: Vec::new(),
                evidence: Vec::new(),
            };
            assert_eq!(amount(&figure), wanted);
        }
    }
}
