//! Dates and numbers in the words of a person.

use chrono::{Datelike, NaiveDate};

use crate::dossier::Qualifier;
use crate::edtf::{Edtf, Partial};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "8 October 2025", "8–12 October 2025", "October 2025", "since 1992", "until 2027".
pub fn date(when: Edtf) -> String {
    let mark = if when.uncertain {
        "?"
    } else if when.approximate {
        "~"
    } else {
        ""
    };
    let words = match (when.start(), when.end()) {
        (Some(start), Some(end)) if start == end => partial(start),
        (Some(start), Some(end)) => interval(start, end),
        (Some(start), None) => format!("since {}", partial(start)),
        (None, Some(end)) => format!("until {}", partial(end)),
        (None, None) => "undated".to_owned(),
    };
    format!("{words}{mark}")
}

fn partial(date: Partial) -> String {
    let year = date.year_number();
    match (date.as_day(), date.month_number()) {
        (Some(day), _) => format!("{} {} {year}", day.day(), month(day)),
        (None, Some(_)) => format!("{} {year}", month(date.first_day())),
        (None, None) => year.to_string(),
    }
}

fn interval(start: Partial, end: Partial) -> String {
    let (Some(first), Some(last)) = (start.as_day(), end.as_day()) else {
        let same_year = start.year_number() == end.year_number();
        return match (start.month_number(), end.month_number()) {
            (Some(_), Some(_)) if same_year => {
                format!("{}–{}", month(start.first_day()), partial(end))
            }
            _ => format!("{}–{}", partial(start), partial(end)),
        };
    };
    if first.year() != last.year() {
        format!("{} – {}", partial(start), partial(end))
    } else if first.month() == last.month() {
        format!(
            "{}–{} {} {}",
            first.day(),
            last.day(),
            month(first),
            first.year()
        )
    } else {
        format!("{} {} – {}", first.day(), month(first), partial(end))
    }
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS
        .get(date.month0() as usize)
        .copied()
        .unwrap_or_default()
}

/// "45 billion", "17", "1,400", "2.5 million": at most three significant decimals.
pub fn number(value: f64) -> String {
    let scales = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    for (scale, name) in scales {
        if value.abs() >= scale {
            return format!("{}{name}", decimal(value / scale));
        }
    }
    if value.abs() >= 10_000.0 || (value.abs() >= 1_000.0 && value.fract() == 0.0) {
        let whole = format!("{:.0}", value.abs());
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        return if value < 0.0 {
            format!("-{grouped}")
        } else {
            grouped
        };
    }
    decimal(value)
}

fn decimal(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The words of a hedge, with a blank after them; empty where there is none.
pub const fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "",
        Qualifier::About => "about ",
        Qualifier::Over => "over ",
        Qualifier::Under => "under ",
        Qualifier::UpTo => "up to ",
        Qualifier::AtLeast => "at least ",
        Qualifier::TensOf => "tens of ",
        Qualifier::HundredsOf => "hundreds of ",
        Qualifier::ThousandsOf => "thousands of ",
        Qualifier::MillionsOf => "millions of ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_dates() {
        let day = |d| Partial::day(NaiveDate::from_ymd_opt(2025, 10, d).unwrap()).unwrap();
        let month = |m| Partial::month(2025, m).unwrap();
        for (when, words) in [
            (Edtf::date(day(8)), "8 October 2025"),
            (Edtf::interval(day(8), day(12)), "8–12 October 2025"),
            (Edtf::interval(month(1), month(7)), "January–July 2025"),
            (Edtf::since(Partial::year(1992).unwrap()), "since 1992"),
            (Edtf::date(month(10)).uncertain(), "October 2025?"),
        ] {
            assert_eq!(date(when), words);
        }
    }

    #[test]
    fn words_numbers() {
        for (value, words) in [
            (45e9, "45 billion"),
            (17.0, "17"),
            (1400.0, "1,400"),
            (1.045, "1.045"),
            (2.5e6, "2.5 million"),
            (-12_000.0, "-12,000"),
        ] {
            assert_eq!(number(value), words);
        }
    }
}
