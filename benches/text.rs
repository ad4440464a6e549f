//! What it costs on one core to read and annotate articles, per byte, and to build a dossier of them.
//! The articles are the embedded ones, their numbers changed from copy to copy so that no two are alike.
#![allow(
    clippy::unwrap_used,
    reason = "what goes wrong here fails the benchmark"
)]

mod common;

use std::hint::black_box;

use common::{MEGABYTE, SEEDS};
use divan::Bencher;
use divan::counter::BytesCount;
use summitry::annotating::Annotations;
use summitry::dossier;
use summitry::reading::{Article, Reading, read_bytes};

fn main() {
    // One core: rayon is told before its first use.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .unwrap();
    divan::main();
}

/// This many articles, all different.
fn texts(count: usize) -> Vec<String> {
    let seeds = SEEDS.iter().cycle().take(count).enumerate();
    let text = |(number, seed): (usize, &&str)| {
        let copy = number / SEEDS.len();
        let text = seed.replace("45 billion", &format!("{} billion", 45 + copy));
        format!("{text}\n\nDelegates were given {} pages.\n", 100 + number)
    };
    seeds.map(text).collect()
}

fn megabyte() -> Vec<String> {
    let each = SEEDS.iter().map(|seed| seed.len()).sum::<usize>() / SEEDS.len();
    texts(MEGABYTE / each)
}

fn read(texts: &[String]) -> Vec<Article> {
    let read = |(number, text): (usize, &String)| {
        read_bytes(&format!("{number:04}.txt"), text.as_bytes()).unwrap()
    };
    texts.iter().enumerate().map(read).collect()
}

fn size(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench(sample_count = 20)]
fn reading(bencher: Bencher) {
    let texts = megabyte();
    bencher.counter(size(&texts)).bench_local(|| read(&texts));
}

#[divan::bench(sample_count = 20)]
fn annotating(bencher: Bencher) {
    let texts = megabyte();
    let articles = read(&texts);
    bencher.counter(size(&texts)).bench_local(|| {
        for article in &articles {
            black_box(Annotations::of(article));
        }
    });
}

#[divan::bench(sample_count = 20)]
fn reading_and_annotating(bencher: Bencher) {
    let texts = megabyte();
    bencher.counter(size(&texts)).bench_local(|| {
        for article in read(&texts) {
            black_box(Annotations::of(&article));
        }
    });
}

/// Annotating is part of it.
#[divan::bench(args = [5, 100], sample_count = 20)]
fn building(bencher: Bencher, count: usize) {
    let articles = read(&texts(count));
    bencher
        .with_inputs(|| Reading {
            articles: articles.clone(),
            problems: Vec::new(),
        })
        .bench_local_values(dossier::build);
}
