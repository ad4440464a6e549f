//! Numbers in the words of a person.

use crate::dossier::{Figure, Qualifier};

/// The words of a hedge, with a blank after them; empty where there is none, or where the amount has it.
pub const fn hedge_words(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::About => "about ",
        Qualifier::Over => "over ",
        Qualifier::Under => "under ",
        Qualifier::UpTo => "up to ",
        Qualifier::AtLeast => "at least ",
        _ => "",
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
