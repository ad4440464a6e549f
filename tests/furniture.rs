//! Page furniture told from the text of an article: single lines in an article that stands around them.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use summitry::reading::{BlockKind, read_bytes};
use summitry::span::Span;

const TITLE: &str = "Lake states sign a pact on water in Lusaka";

const TEXT: [&str; 6] = [
    "The presidents of Zambia and Malawi signed a pact on the water of their lakes on Monday, after two days of talks in Lusaka that had twice come close to failing.",
    "Under the pact each state may take as much water as its rivers bring, and a commission of nine will count it.",
    "Malawi's president said that the price of the ferry had been the last point open. It was settled at dawn.",
    "The commission is to sit in Blantyre. It will have a budget of $12 million a year, half of it from the ferry.",
    "Fishermen on both shores had asked for a ban on fine nets. The ministers promised to look at it in May.",
    "Tanzania, which borders one of the lakes, sent an observer. Its minister called the pact a beginning.",
];

/// The share of lines that are judged right; those that are not are listed in the output.
const RIGHT: f64 = 0.98;

/// Whether a line of an article is read as its text.
fn is_body(line: &str, place: &str) -> bool {
    let mut lines = vec![TITLE];
    lines.extend(TEXT);
    let at = match place {
        "head" => 1,
        "mid" => 4,
        _ => lines.len(),
    };
    lines.insert(at, line);
    let page = lines.join("\n\n");
    let article = read_bytes("page.txt", page.as_bytes()).unwrap();
    let start = article.text.find(line).unwrap();
    let span = Span::new(start, start + line.len());
    let whole: usize = article
        .blocks
        .iter()
        .filter(|block| block.kind.is_fact_bearing() || block.kind == BlockKind::Subhead)
        .map(|block| {
            let (from, to) = (
                block.span.start.max(span.start),
                block.span.end.min(span.end),
            );
            to.saturating_sub(from)
        })
        .sum();
    whole * 2 > line.len()
}

#[test]
fn tells_furniture_from_text() {
    let mut classes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let rows = include_str!("furniture.tsv").lines();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (class, place, kind, line) = (cells[0], cells[1], cells[2], cells[3]);
        let right = is_body(line, place) == (kind == "body");
        let count = classes.entry(class).or_default();
        count.0 += usize::from(right);
        count.1 += 1;
        if !right {
            println!("{class}, {place}, wanted {kind}: {line}");
        }
    }
    for (class, (right, all)) in &classes {
        println!("{class}: {right} of {all}");
    }
    let right: usize = classes.values().map(|count| count.0).sum();
    let all: usize = classes.values().map(|count| count.1).sum();
    assert_eq!(
        classes["decoy"].0, classes["decoy"].1,
        "text taken for furniture"
    );
    assert!(
        right as f64 >= all as f64 * RIGHT,
        "{right} of {all} lines judged right"
    );
}
