//! How well names of persons are told from other names: `SUMMITRY_CORPORA=DIR cargo bench --bench names`, where
//! `DIR` holds `bench/crossner-politics/{dev,train}.txt` (`CrossNER`, politics; sentences with entities as IOB).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what goes wrong here fails the benchmark"
)]

use std::path::Path;

use summitry::annotating::gazette::Gazette;
use summitry::annotating::people;
use summitry::annotating::tokens::Tokens;
use summitry::reading::plain;
use summitry::span::Span;

/// A sentence put together from its words, with the spans of its persons.
fn sentence(lines: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), false);
    for line in lines.lines() {
        let Some((word, tag)) = line.split_once('\t') else {
            continue;
        };
        let glued = matches!(word, "," | "." | ";" | ":" | ")" | "?" | "!" | "'s" | "%")
            || text.ends_with('(')
            || text.is_empty();
        if !glued {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        let person = tag.ends_with("politician") || tag.ends_with("person");
        if person && open && tag.starts_with('I') {
            if let Some(last) = spans.pop() {
                let last: Span = last;
                spans.push(Span::new(last.start, text.len()));
            }
        } else if person {
            spans.push(Span::new(start, text.len()));
        }
        open = person;
    }
    (text, spans)
}

fn main() {
    let Ok(corpora) = std::env::var("SUMMITRY_CORPORA") else {
        println!("SUMMITRY_CORPORA is not set: nothing to read");
        return;
    };
    let verbose = std::env::args().any(|arg| arg == "--verbose");
    for part in ["dev", "train"] {
        let file = format!("bench/crossner-politics/{part}.txt");
        let all = std::fs::read_to_string(Path::new(&corpora).join(file)).unwrap();
        let (mut right, mut found, mut wanted) = (0_usize, 0_usize, 0_usize);
        for lines in all.split("\n\n") {
            let (text, gold) = sentence(lines);
            let article = plain(&text);
            let tokens = Tokens::of(&article);
            let gazette = Gazette::of(&tokens);
            let mentions = people::recognise(&tokens, &gazette);
            let got = people::persons(&tokens, &gazette, &mentions);
            let hits = got.iter().filter(|span| gold.contains(span)).count();
            right += hits;
            found += got.len();
            wanted += gold.len();
            if verbose && (hits < gold.len() || hits < got.len()) {
                let missed: Vec<_> = gold
                    .iter()
                    .filter(|span| !got.contains(span))
                    .map(|span| span.of(&text))
                    .collect();
                let beside: Vec<_> = got
                    .iter()
                    .filter(|span| !gold.contains(span))
                    .map(|span| span.of(&text))
                    .collect();
                println!("{text}\n  missed {missed:?}\n  beside {beside:?}");
            }
        }
        let share = |of: usize| right as f64 / of.max(1) as f64;
        let f1 = 2.0 * right as f64 / (found + wanted).max(1) as f64;
        println!(
            "{part}: precision {:.3}, recall {:.3}, F1 {f1:.3} of {wanted} persons",
            share(found),
            share(wanted)
        );
    }
}
