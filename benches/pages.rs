//! What of real web pages is taken for the article, and what reading them costs: the pages of the public
//! article-extraction benchmark, where `SUMMITRY_CORPORA` names a folder with `bench/article-extraction/` and
//! `eval/score_pages.py`.
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "what goes wrong here fails the benchmark"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use flate2::read::GzDecoder;
use rayon::prelude::*;
use summitry::reading::{Article, BlockKind, read_bytes};

/// Rounds of which the fastest counts.
const ROUNDS: usize = 5;

/// So many pages are read on all cores.
const MANY: usize = 1000;

fn main() {
    let Some(corpora) = std::env::var_os("SUMMITRY_CORPORA").map(PathBuf::from) else {
        println!("SUMMITRY_CORPORA is not set: no pages to measure on");
        return;
    };
    let home = corpora.join("bench/article-extraction");
    let pages = pages(&home.join("html"));
    let size: usize = pages.iter().map(|(_, page)| page.len()).sum();
    let one = fastest(|| {
        for (name, page) in &pages {
            read_bytes(name, page).ok();
        }
    });
    println!(
        "{} pages, {:.1} MB: {:.1} MB/s on one core",
        pages.len(),
        size as f64 / 1e6,
        size as f64 / 1e6 / one
    );
    let many: Vec<_> = pages.iter().cycle().take(MANY).collect();
    let all = fastest(|| {
        many.par_iter().for_each(|(name, page)| {
            read_bytes(name, page).ok();
        });
    });
    println!(
        "{MANY} pages on {} cores: {all:.2} s",
        rayon::current_num_threads()
    );
    score(&corpora, &home, &pages);
}

fn pages(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut pages: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let mut page = Vec::new();
            let file = fs::File::open(entry.path()).unwrap();
            GzDecoder::new(file).read_to_end(&mut page).unwrap();
            let name = entry.file_name().to_string_lossy().replace(".gz", "");
            (name, page)
        })
        .collect();
    pages.sort();
    pages
}

fn fastest(run: impl Fn()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    rounds.fold(f64::INFINITY, f64::min)
}

fn score(corpora: &Path, home: &Path, pages: &[(String, Vec<u8>)]) {
    let bodies: BTreeMap<&str, serde_json::Value> = pages
        .iter()
        .map(|(name, page)| {
            let article = read_bytes(name, page).ok();
            let body = article.as_ref().map(body).unwrap_or_default();
            (
                name.trim_end_matches(".html"),
                serde_json::json!({ "articleBody": body }),
            )
        })
        .collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages.json");
    fs::write(&file, serde_json::to_vec(&bodies).unwrap()).unwrap();
    let scored = Command::new("python3")
        .arg(corpora.join("eval/score_pages.py"))
        .arg(&file)
        .arg(home.join("ground-truth.json"))
        .output()
        .unwrap();
    print!("{}", String::from_utf8_lossy(&scored.stdout));
}

/// The body as the export gives it.
fn body(article: &Article) -> String {
    let parts = article
        .blocks
        .iter()
        .filter(|block| block.kind.is_fact_bearing() || block.kind == BlockKind::Subhead)
        .map(|block| block.span.of(&article.text));
    parts.collect::<Vec<_>>().join("\n")
}
