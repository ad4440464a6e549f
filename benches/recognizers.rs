//! How many cases of a large recogniser suite (Microsoft Recognizers-Text, MIT) for currency, percentage and
//! number the program reads alike: `SUMMITRY_CORPORA=DIR cargo bench --bench recognizers`, where `DIR` holds
//! `bench/recognizers/*.json`. Cases that news English cannot hold are listed, with why, in `recognizers.tsv`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what goes wrong here fails the benchmark"
)]

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use summitry::annotating::figures::{self, Figure};
use summitry::annotating::tokens::Tokens;
use summitry::reading::plain;

/// model, numbers of cases from one, why they are none of news English
const ASIDE: &str = include_str!("recognizers.tsv");

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    input: String,
    results: Vec<Wanted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    text: String,
    resolution: Resolution,
}

#[derive(Deserialize)]
struct Resolution {
    value: Option<String>,
    unit: Option<String>,
}

fn figures_of(text: &str) -> Vec<Figure> {
    let article = plain(text);
    figures::recognise(&Tokens::of(&article), &[])
}

fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A value with its unit, as both sides can be written.
type Amount = (String, String);

fn amount(value: f64, unit: &str) -> Amount {
    (format!("{value:.6e}"), unit.to_owned())
}

fn found(model: &str, text: &str) -> Vec<Amount> {
    if model == "Number" {
        let article = plain(text);
        let numbers = figures::numbers(&Tokens::of(&article));
        return numbers
            .into_iter()
            .map(|(_, value)| amount(value, ""))
            .collect();
    }
    figures_of(text)
        .iter()
        .filter(|figure| (figure.unit == "%") == (model == "Percent"))
        .filter(|figure| figure.unit == "%" || is_currency(&figure.unit))
        .map(|figure| amount(figure.value, &figure.unit))
        .collect()
}

fn wanted(model: &str, case: &Case) -> Option<Vec<Amount>> {
    let one = |wanted: &Wanted| {
        let value = wanted.resolution.value.as_deref()?;
        let number: f64 = value.trim_end_matches('%').parse().ok()?;
        if model != "Currency" {
            return Some(amount(number, if model == "Percent" { "%" } else { "" }));
        }
        let unit = wanted.resolution.unit.as_deref()?.to_lowercase();
        let small = ["cent", "pence", "penny"]
            .iter()
            .any(|name| unit.ends_with(name));
        // The suite names currencies in words; they come to codes as an article's would.
        let named = figures_of(&format!("It cost 5000000 {unit}s."))
            .into_iter()
            .chain(figures_of(&format!("It cost 5000000 {unit}.")))
            .chain(figures_of(&format!("It cost {}.", wanted.text)))
            .find(|figure| is_currency(&figure.unit))?;
        Some(amount(
            if small { number / 100.0 } else { number },
            &named.unit,
        ))
    };
    case.results.iter().map(one).collect()
}

fn main() {
    let Ok(corpora) = std::env::var("SUMMITRY_CORPORA") else {
        println!("SUMMITRY_CORPORA is not set: nothing to read");
        return;
    };
    let verbose = std::env::args().any(|arg| arg == "--verbose");
    let aside: Vec<[&str; 3]> = ASIDE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.splitn(3, '\t').collect::<Vec<_>>().try_into().ok())
        .collect();
    for model in ["Currency", "Percent", "Number"] {
        let file = format!("bench/recognizers/{model}Model.json");
        let bytes = std::fs::read(Path::new(&corpora).join(file)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let cases: Vec<Case> = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        let (mut right, mut asked) = (0_usize, 0_usize);
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, case) in (1..).zip(&cases) {
            let why = aside.iter().find(|[of, numbers, _]| {
                *of == model && numbers.split('|').any(|own| own.parse() == Ok(number))
            });
            let got = found(model, &case.input);
            let same = wanted(model, case).is_some_and(|wanted| wanted == got);
            if let Some([_, _, why]) = why {
                *left.entry(why).or_default() += 1;
                continue;
            }
            asked += 1;
            right += usize::from(same);
            if verbose && !same {
                println!(
                    "{model}: {:?}\n  wanted {:?}\n  found  {got:?}",
                    case.input,
                    wanted(model, case)
                );
            }
        }
        println!(
            "{model}: {right} of {asked} ({:.1} %); aside {left:?}",
            100.0 * right as f64 / asked as f64
        );
    }
}
