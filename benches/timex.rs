//! What the temporal tagger costs: on running text, and on a megabyte of each kind of text made to be slow,
//! which is to cost no more than a few times as much.
//!
//! The running text is that of the annotated documents where `SUMMITRY_CORPORA` names a folder that holds
//! `bench/timex/`, else that of the embedded articles.
#![allow(
    clippy::unwrap_used,
    reason = "what goes wrong here fails the benchmark"
)]

mod common;

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use common::{MEGABYTE, SEEDS};
use divan::Bencher;
use divan::counter::BytesCount;
use summitry::annotating::dates::{DocumentKind, tag};
use summitry::edtf::Edtf;

fn main() {
    divan::main();
}

/// The documents of the annotated corpora, their tags left out.
fn documents() -> Vec<String> {
    let corpora = std::env::var("SUMMITRY_CORPORA").unwrap_or_default();
    let mut texts = Vec::new();
    for corpus in ["aquaint", "wikiwars"] {
        let Ok(files) = fs::read_dir(Path::new(&corpora).join("bench/timex").join(corpus)) else {
            continue;
        };
        for file in files.flatten() {
            let Ok(marked) = fs::read_to_string(file.path()) else {
                continue;
            };
            let (_, body) = marked.split_once("<TEXT>").unwrap_or(("", &marked));
            let (mut text, mut rest) = (String::new(), body);
            while let Some((before, behind)) = rest.split_once('<') {
                text.push_str(before);
                rest = behind.split_once('>').map_or("", |(_, after)| after);
            }
            texts.push(text + rest);
        }
    }
    if texts.is_empty() {
        texts = SEEDS.map(str::to_owned).into();
    }
    texts
}

fn day() -> Option<Edtf> {
    NaiveDate::from_ymd_opt(2025, 10, 8).and_then(Edtf::day)
}

#[divan::bench(sample_count = 40)]
fn running_text(bencher: Bencher) {
    let texts = documents();
    bencher
        .counter(BytesCount::new(
            texts.iter().map(String::len).sum::<usize>(),
        ))
        .bench_local(|| {
            for text in &texts {
                divan::black_box(tag(text, day(), None));
            }
        });
}

/// The tables and the first expression: what a start costs. One sample, since it happens once.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_start() {
    divan::black_box(tag("They met on Friday.", day(), None));
}

/// What the grammar tries hardest on, repeated.
const SLOW: [&str; 16] = [
    "2000-",
    "8 October 2025, ",
    "1 and 2, ",
    "early in the morning of ",
    "the day before the ",
    "the next two and a half ",
    "the week of ",
    "New Year's ",
    "\" Friday ",
    "He said yesterday that they will ",
    "will be scheduled ",
    "between 1 and ",
    "10:30:",
    "twenty-",
    "(",
    "May ",
];

#[divan::bench(args = SLOW, sample_count = 5)]
fn a_slow_megabyte(bencher: Bencher, piece: &str) {
    let text = piece.repeat(MEGABYTE / piece.len());
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| tag(&text, day(), Some(DocumentKind::News)));
}
