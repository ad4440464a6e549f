//! Floors on hand-annotated articles, so that later work cannot lose what is reached.
//!
//! `SUMMITRY_CORPORA` names a folder with `articles/<corpus>/`, `eval/gold/<corpus>.json` and
//! `eval/score.py`; without it there is nothing to measure here, and the embedded articles have
//! their own tests.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use summitry::reading::{BlockKind, read_bytes};
use summitry::span::Span;

/// The least `whole_f1` of participants, events and figures, F1 of the agenda, share of articles dated
/// right; and the most leaks of page furniture.
struct Floor {
    corpus: &'static str,
    participants: f64,
    events: f64,
    figures: f64,
    agenda: f64,
    dating: f64,
    leaks: u64,
}

const FLOORS: [Floor; 4] = [
    Floor {
        corpus: "dushanbe-2025",
        participants: 0.95,
        events: 0.82,
        figures: 0.95,
        agenda: 0.90,
        dating: 1.00,
        leaks: 0,
    },
    Floor {
        corpus: "focac-beijing-2006",
        participants: 0.95,
        events: 0.83,
        figures: 0.95,
        agenda: 0.95,
        dating: 1.00,
        leaks: 0,
    },
    Floor {
        corpus: "eu-budget-brussels-2005",
        participants: 0.95,
        events: 0.82,
        figures: 0.94,
        agenda: 0.91,
        dating: 1.00,
        leaks: 0,
    },
    Floor {
        corpus: "apec-gyeongju-2025",
        participants: 0.95,
        events: 0.84,
        figures: 0.89,
        agenda: 0.89,
        dating: 1.00,
        leaks: 0,
    },
];

fn corpora() -> Option<PathBuf> {
    std::env::var_os("SUMMITRY_CORPORA")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}

fn scores(corpora: &Path, corpus: &str) -> Value {
    let export = Command::new(env!("CARGO_BIN_EXE_summitry"))
        .args(["export", "--format", "json"])
        .arg(corpora.join("articles").join(corpus))
        .output()
        .expect("the program starts");
    assert!(
        export.status.success(),
        "{}",
        String::from_utf8_lossy(&export.stderr)
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{corpus}.json"));
    std::fs::write(&file, &export.stdout).expect("the export is kept");
    let scored = Command::new("python3")
        .arg(corpora.join("eval/score.py"))
        .arg(&file)
        .arg(corpora.join("eval/gold").join(format!("{corpus}.json")))
        .arg("--json")
        .output()
        .expect("python3 starts");
    let scored: Value = serde_json::from_slice(&scored.stdout).expect("the scores are JSON");
    scored["scores"].clone()
}

#[test]
fn holds_its_floors() {
    let Some(corpora) = corpora() else {
        println!("SUMMITRY_CORPORA is not set: no annotated articles to measure on");
        return;
    };
    let mut failures = Vec::new();
    for floor in FLOORS {
        let scores = scores(&corpora, floor.corpus);
        let mut hold = |what: &str, reached: Option<f64>, least: f64| {
            let reached = reached.unwrap_or(0.0);
            println!(
                "{:<24} {what:<13} {reached:.3} (floor {least:.2})",
                floor.corpus
            );
            if reached < least {
                failures.push(format!(
                    "{}: {what} {reached:.3} < {least:.2}",
                    floor.corpus
                ));
            }
        };
        hold(
            "participants",
            scores["participants"]["whole_f1"].as_f64(),
            floor.participants,
        );
        hold(
            "events",
            scores["events"]["whole_f1"].as_f64(),
            floor.events,
        );
        hold(
            "figures",
            scores["figures"]["whole_f1"].as_f64(),
            floor.figures,
        );
        hold("agenda", scores["agenda"]["f1"].as_f64(), floor.agenda);
        hold(
            "dating",
            scores["dating"]["accuracy"].as_f64(),
            floor.dating,
        );
        let leaks = scores["noise"]["leaks"].as_u64().unwrap_or(u64::MAX);
        if leaks > floor.leaks {
            failures.push(format!("{}: {leaks} leaks of page furniture", floor.corpus));
        }
        if scores["dating"]["never_violated"].as_u64() != Some(0) {
            failures.push(format!(
                "{}: an article has a date that is not its own",
                floor.corpus
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The least share of body lines that are read.
const BODY: f64 = 0.99;

#[test]
fn tells_the_body_from_furniture() {
    let Some(corpora) = corpora() else {
        println!("SUMMITRY_CORPORA is not set: no annotated articles to measure on");
        return;
    };
    let (mut body, mut read, mut leaks) = (0_usize, 0_usize, Vec::new());
    let rows = include_str!("bodies.tsv").lines();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (corpus, file) = (cells[0], cells[1]);
        let aside: Vec<usize> = cells[2].split(',').filter_map(|n| n.parse().ok()).collect();
        let path = corpora.join("articles").join(corpus).join(file);
        let bytes = std::fs::read(&path).expect("the article is there");
        let article = read_bytes(file, &bytes).expect("the article is read");
        let in_body = |span: Span| -> usize {
            let parts = article
                .blocks
                .iter()
                .filter(|block| block.kind.is_fact_bearing() || block.kind == BlockKind::Subhead);
            parts
                .map(|block| {
                    let end = block.span.end.min(span.end);
                    end.saturating_sub(block.span.start.max(span.start))
                })
                .sum()
        };
        let mut at = 0;
        for (number, line) in (1..).zip(article.text.split('\n')) {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len() + 1;
            if line.trim().is_empty() {
                continue;
            }
            if aside.contains(&number) {
                if in_body(span) > 0 {
                    leaks.push(format!("{corpus}/{file}:{number}"));
                }
                continue;
            }
            body += 1;
            // A dateline is a part of its line and not of the body.
            read += usize::from(in_body(span) * 2 > span.len());
        }
    }
    let recall = read as f64 / body as f64;
    println!(
        "body lines: {read} of {body} read ({recall:.3}), {} leaks",
        leaks.len()
    );
    assert!(
        leaks.is_empty(),
        "furniture in the body: {}",
        leaks.join(", ")
    );
    assert!(
        recall >= BODY,
        "{read} of {body} lines of the body are read"
    );
}
