//! The temporal tagger against a table of expressions: document date and text in, TIMEX3 out.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;
use summitry::annotating::dates::{DocumentKind, tag};
use summitry::edtf::Edtf;

/// class, document date ("-" unknown, "!" behind it a narrative), text, "span = TYPE value ; …"
const CASES: &str = include_str!("timex.tsv");

fn found(date: &str, text: &str) -> String {
    let kind = if date.ends_with('!') {
        DocumentKind::Narrative
    } else {
        DocumentKind::News
    };
    let created = date.trim_end_matches('!').parse::<NaiveDate>().ok();
    let found: Vec<String> = tag(text, created.and_then(Edtf::day), Some(kind))
        .into_iter()
        .map(|timex| {
            format!(
                "{} = {} {}",
                timex.span.of(text),
                timex.kind.name(),
                timex.value
            )
        })
        .collect();
    found.join(" ; ")
}

#[test]
fn expressions_come_to_their_values() {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = String::new();
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (class, date, text, wanted) = (next(), next(), next(), next());
        *classes.entry(class).or_default() += 1;
        let got = found(date, text);
        if got != wanted {
            writeln!(
                wrong,
                "{class} {date} {text}\n  wanted {wanted}\n  got    {got}"
            )
            .unwrap();
        }
    }
    assert!(classes.values().sum::<usize>() >= 400, "{classes:?}");
    assert!(wrong.is_empty(), "{wrong}");
}
