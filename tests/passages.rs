//! Short passages, each an article of its own, with what is to be found in them: whole rows count.
//!
//! The passages were written before the program was tried on them, from other decades and places than the
//! articles it was built with; what it still misses shows in the shares below one.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what goes wrong here fails the test"
)]

use std::fmt::Write;

use serde_json::Value;
use summitry::dossier;
use summitry::export::json;
use summitry::reading::{Reading, read_bytes};

/// What is found of a kind, in the notation of the table.
type Found = Vec<String>;

/// The dossier of one passage, as exported.
fn export(date: &str, text: &str) -> Value {
    let bytes = format!("---\ndate: {date}\n---\n\n{}\n", text.replace("\\n", "\n"));
    let article = read_bytes("passage.txt", bytes.as_bytes()).unwrap();
    let dossier = dossier::build(Reading {
        articles: vec![article],
        problems: Vec::new(),
    });
    serde_json::from_str(&json(&dossier).unwrap()).unwrap()
}

fn items<'v>(export: &'v Value, kind: &str) -> impl Iterator<Item = &'v Value> {
    export[kind].as_array().into_iter().flatten()
}

fn text<'v>(item: &'v Value, field: &str) -> &'v str {
    item[field].as_str().unwrap_or_default()
}

/// How many were found and right, found, and to be found.
#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    wanted: usize,
    wrong: String,
}

impl Score {
    /// Counts a passage: `meets(found, wanted)`; what is only allowed counts neither way.
    fn count(&mut self, row: &Row, found: &Found, meets: impl Fn(&str, &str) -> bool) {
        let mut left: Vec<&str> = found.iter().map(String::as_str).collect();
        let mut missed = Vec::new();
        for wanted in list(row.wanted) {
            self.wanted += 1;
            match left.iter().position(|found| meets(found, wanted)) {
                Some(at) => {
                    left.remove(at);
                    self.right += 1;
                    self.found += 1;
                }
                None => missed.push(wanted),
            }
        }
        left.retain(|found| !list(row.allowed).any(|allowed| meets(found, allowed)));
        self.found += left.len();
        if !missed.is_empty() || !left.is_empty() {
            let (class, text) = (row.class, row.text);
            writeln!(
                self.wrong,
                "{class}: {text}\n  missed {missed:?}\n  beside {left:?}"
            )
            .unwrap();
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }

    fn check(&self, floor: f64) {
        println!("{}", self.wrong);
        println!(
            "F1 {:.3}: {} right, {} found, {} wanted",
            self.f1(),
            self.right,
            self.found,
            self.wanted
        );
        assert!(
            self.f1() >= floor,
            "F1 {:.3} < {floor}\n{}",
            self.f1(),
            self.wrong
        );
    }
}

fn list(items: &str) -> impl Iterator<Item = &str> {
    items
        .split(" ; ")
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

struct Row<'t> {
    class: &'t str,
    date: &'t str,
    text: &'t str,
    wanted: &'t str,
    allowed: &'t str,
}

fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut columns = line.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            Row {
                class: next(),
                date: next(),
                text: next(),
                wanted: next(),
                allowed: next(),
            }
        })
}

/// "value unit [qualifier] [up|down] [@period]"
fn figure(item: &Value) -> String {
    let mut shown = format!("{} {}", item["value"], text(item, "unit"));
    let qualifier = text(item, "qualifier");
    if qualifier != "exact" {
        write!(shown, " {qualifier}").unwrap();
    }
    if let Some(direction) = item["direction"].as_str() {
        write!(shown, " {direction}").unwrap();
    }
    if let Some(period) = item["period"].as_str() {
        write!(shown, " @{period}").unwrap();
    }
    shown
}

/// Whether a figure is the one wanted: value, kind of unit and hedge; way and period where they are given.
fn same_figure(found: &str, wanted: &str) -> bool {
    let parts = |figure: &str| -> (f64, String, Option<String>, Option<String>) {
        let (figure, period) = match figure.split_once(" @") {
            Some((figure, period)) => (figure.to_owned(), Some(period.to_owned())),
            None => (figure.to_owned(), None),
        };
        let (figure, way) = match figure
            .strip_suffix(" up")
            .or_else(|| figure.strip_suffix(" down"))
        {
            Some(rest) => (rest.to_owned(), figure.get(rest.len()..).map(str::to_owned)),
            None => (figure, None),
        };
        let (value, rest) = figure.split_once(' ').unwrap_or((&figure, ""));
        (
            value.parse().unwrap_or(f64::NAN),
            rest.to_owned(),
            way,
            period,
        )
    };
    let (one, other) = (parts(found), parts(wanted));
    let near = (one.0 - other.0).abs() <= 0.001 * other.0.abs().max(1e-9);
    let hedge = |rest: &str| {
        const HEDGES: [&str; 9] = [
            "about",
            "over",
            "under",
            "up to",
            "at least",
            "tens of",
            "hundreds of",
            "thousands of",
            "millions of",
        ];
        HEDGES
            .iter()
            .find(|hedge| rest.ends_with(*hedge))
            .copied()
            .unwrap_or_default()
    };
    let unit = |rest: &str| {
        let unit = rest.trim_end_matches(hedge(rest)).trim().to_owned();
        let core = unit.len() == 3 && unit.chars().all(char::is_uppercase)
            || [
                "%", "people", "country", "year", "month", "week", "day", "hour", "minute", "km",
                "m", "tonne", "barrel", "hectare",
            ]
            .contains(&unit.as_str());
        if core { unit } else { "thing".to_owned() }
    };
    let given = |one: &Option<String>, other: &Option<String>| other.is_none() || one == other;
    near && unit(&one.1) == unit(&other.1)
        && hedge(&one.1) == hedge(&other.1)
        && given(&one.2, &other.2)
        && given(&one.3, &other.3)
}

#[test]
fn figures() {
    let mut score = Score::default();
    for row in rows(include_str!("figures.tsv")) {
        let found: Found = items(&export(row.date, row.text), "figures")
            .map(figure)
            .collect();
        score.count(&row, &found, same_figure);
    }
    score.check(0.93);
}

/// "name [*] [!] | office | country"; a star for who is only implied, a mark for who stays away.
fn person(item: &Value) -> String {
    let mut shown = text(item, "name").to_owned();
    if text(item, "named") == "implied" {
        shown.push_str(" *");
    }
    if text(item, "presence") == "absent" {
        shown.push_str(" !");
    }
    let country = item["country"].as_str().unwrap_or("-");
    format!("{shown} | {} | {country}", text(item, "office"))
}

/// Whether a person is the one wanted: names one in the other, country, implied or not, there or not; the
/// office within the one found.
fn same_person(found: &str, wanted: &str) -> bool {
    let parts = |person: &str| -> Option<[String; 3]> {
        let folded = any_ascii::any_ascii(person).to_lowercase();
        folded
            .split('|')
            .map(|part| part.trim().to_owned())
            .collect::<Vec<_>>()
            .try_into()
            .ok()
    };
    let (Some([name, office, country]), Some([other, wanted_office, wanted_country])) =
        (parts(found), parts(wanted))
    else {
        return false;
    };
    let bare = |name: &str| name.trim_end_matches(['*', '!', ' ']).to_owned();
    let signs = |name: &str| name.len() - bare(name).len();
    let (short, long) = (bare(&other), bare(&name));
    let named = long.contains(&short) || short.contains(&long);
    named
        && signs(&name) == signs(&other)
        && country == wanted_country
        && office.contains(&wanted_office)
}

#[test]
fn people() {
    let mut score = Score::default();
    for row in rows(include_str!("people.tsv")) {
        let found: Found = items(&export(row.date, row.text), "participants")
            .map(person)
            .collect();
        // What may be found is given by family name.
        let allowed: Vec<String> = row
            .allowed
            .split(',')
            .map(|name| any_ascii::any_ascii(name.trim()).to_lowercase())
            .filter(|name| !name.is_empty())
            .collect();
        let found = found
            .into_iter()
            .filter(|found| {
                let name = any_ascii::any_ascii(found).to_lowercase();
                !allowed
                    .iter()
                    .any(|allowed| name.contains(allowed.as_str()))
            })
            .collect();
        score.count(&Row { allowed: "", ..row }, &found, same_person);
    }
    score.check(0.80);
}

/// "when | status | title"
fn event(item: &Value) -> String {
    let when = item["when"].as_str().unwrap_or("-");
    format!(
        "{when} | {} | {}",
        text(item, "status"),
        text(item, "title")
    )
}

/// Whether an event is the one wanted: at one of its times, and told in half of its words.
fn same_event(found: &str, wanted: &str) -> bool {
    let split = |event: &str| -> Option<[String; 3]> {
        let parts = event.splitn(3, '|').map(|part| part.trim().to_owned());
        parts.collect::<Vec<_>>().try_into().ok()
    };
    let (Some([when, _, title]), Some([times, _, words])) = (split(found), split(wanted)) else {
        return false;
    };
    let stems = |words: &str| -> Vec<String> {
        let folded = any_ascii::any_ascii(words).to_lowercase();
        let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
        words
            .filter(|word| word.len() > 2)
            .map(|word| word.chars().take(4).collect())
            .collect()
    };
    let (title, words) = (stems(&title), stems(&words));
    let common = words.iter().filter(|word| title.contains(word)).count();
    let plain = when.trim_end_matches(['?', '~', '%']);
    times
        .split(',')
        .any(|time| time.trim().trim_end_matches(['?', '~', '%']) == plain)
        && 2 * common >= words.len()
}

#[test]
fn events() {
    let mut score = Score::default();
    for row in rows(include_str!("events.tsv")) {
        let found: Found = items(&export(row.date, row.text), "events")
            .map(event)
            .collect();
        score.count(&row, &found, same_event);
    }
    score.check(0.72);
}

#[test]
fn agenda() {
    let mut score = Score::default();
    for line in include_str!("agenda.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (class, text, wanted, allowed) = (
            next(),
            next(),
            next().replace(", ", " ; "),
            next().replace(", ", " ; "),
        );
        let found: Found = items(&export("2015-06-10", text), "agenda")
            .map(|item| self::text(item, "theme").to_owned())
            .collect();
        let row = Row {
            class,
            date: "",
            text,
            wanted: &wanted,
            allowed: &allowed,
        };
        score.count(&row, &found, |found, wanted| found == wanted);
    }
    score.check(0.85);
}
