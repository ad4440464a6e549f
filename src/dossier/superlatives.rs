//! The items of a dossier in, those out of which one source alone says that they are the largest, the first, the
//! best: what nobody else says so strongly is worth a second look.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dossier::{Comparison, ComparisonKind, DatedArticle, Event, Evidence, Figure, Verdict};
use crate::knowledge::table::rows;
use crate::span::Span;

static WORDS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    rows::<2>(include_str!("../../assets/en/superlatives.tsv"))
        .map(|[word, meaning]| (word, meaning))
        .collect()
});

/// How many words after a superlative tell of what it is said.
const REACH: usize = 4;

/// A superlative in an article.
#[derive(Debug)]
struct Claim<'a> {
    article: usize,
    sentence: Span,
    /// The superlative with what it is said of.
    phrase: &'a str,
    meaning: &'a str,
    /// The words that it is said of, lower case.
    of: Vec<String>,
}

/// Notes the events and figures in whose sentence a superlative stands that no other source has.
pub(super) fn compare(
    events: &[Event],
    figures: &[Figure],
    articles: &[DatedArticle],
) -> Vec<Comparison> {
    let alone = alone(articles);
    let mut by_sentence: BTreeMap<(usize, Span), Vec<&Claim<'_>>> = BTreeMap::new();
    for claim in &alone {
        let key = (claim.article, claim.sentence);
        by_sentence.entry(key).or_default().push(claim);
    }
    let events = events
        .iter()
        .map(|event| (&event.id, event.evidence.as_slice()));
    let figures = figures
        .iter()
        .map(|figure| (&figure.id, figure.evidence.as_slice()));
    let claims_of = |evidence: &Evidence| by_sentence.get(&(evidence.article, evidence.span));
    let mut comparisons = Vec::new();
    for (id, evidence) in events.chain(figures) {
        for claim in evidence.iter().filter_map(claims_of).flatten() {
            let name = articles
                .get(claim.article)
                .map_or("?", |dated| dated.id.as_str());
            comparisons.push(Comparison {
                kind: ComparisonKind::Superlative,
                items: vec![id.clone()],
                verdict: Verdict::Unclear,
                because: format!("only {name} says “{}”", claim.phrase),
            });
        }
    }
    comparisons
}

/// The superlatives that one source alone has, in the order of the articles.
fn alone(articles: &[DatedArticle]) -> Vec<Claim<'_>> {
    let claims: Vec<Claim<'_>> = articles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, dated)| of_article(index, dated))
        .collect();
    let source = |claim: &Claim<'_>| articles.get(claim.article).map(|dated| dated.source);
    let mut sources: FxHashMap<(&str, &str), BTreeSet<Option<usize>>> = FxHashMap::default();
    for claim in &claims {
        for word in &claim.of {
            let known = sources.entry((claim.meaning, word)).or_default();
            if known.len() < 2 {
                known.insert(source(claim));
            }
        }
    }
    let is_shared = |claim: &Claim<'_>| {
        claim.of.iter().any(|word| {
            let known = sources.get(&(claim.meaning, word.as_str()));
            known.is_some_and(|known| known.len() > 1)
        })
    };
    let shared: Vec<bool> = claims.iter().map(is_shared).collect();
    let marked = claims.into_iter().zip(shared);
    marked
        .filter_map(|(claim, shared)| (!shared).then_some(claim))
        .collect()
}

fn of_article(index: usize, dated: &DatedArticle) -> Vec<Claim<'_>> {
    let text = dated.article.text.as_str();
    let facts = dated
        .article
        .sentences
        .iter()
        .filter(|sentence| sentence.kind.is_fact_bearing() && can_tell(sentence.span.of(text)));
    facts
        .flat_map(|sentence| {
            let words = words(sentence.span, text);
            (0..words.len())
                .filter_map(|at| claim(&words, at, text))
                .map(|(phrase, meaning, of)| Claim {
                    article: index,
                    sentence: sentence.span,
                    phrase,
                    meaning,
                    of,
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Whether a text has a word that may set one thing above others, judged by the ends of its words.
fn can_tell(text: &str) -> bool {
    text.split(' ').any(|word| {
        word.ends_with("st") || matches!(word, "only" | "unprecedented" | "Unprecedented")
    })
}

/// The words of a sentence: where they stand, and each in lower case.
fn words(sentence: Span, text: &str) -> Vec<(Span, String)> {
    let mut at = sentence.start;
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    sentence
        .of(text)
        .split_inclusive(|c: char| !inner(c))
        .map(|part| {
            let start = at;
            at += part.len();
            let word = part.trim_end_matches(|c: char| !inner(c));
            (Span::new(start, start + word.len()), word.to_lowercase())
        })
        .collect()
}

/// Whether a word goes with "first" where it sets a thing above others.
fn is_telling(word: &str) -> bool {
    matches!(word, "ever" | "since" | "history" | "years" | "decades")
}

/// Whether a word ends the noun that a superlative describes.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "in" | "to" | "and" | "for" | "on" | "at" | "from" | "that" | "is" | "was" | "has"
    )
}

/// The superlative at a word: its phrase, what it means, and the words it is said of.
fn claim<'a>(
    words: &[(Span, String)],
    at: usize,
    text: &'a str,
) -> Option<(&'a str, &'a str, Vec<String>)> {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
    let before = at.checked_sub(1).map_or("", word);
    let defined = matches!(before, "the" | "its" | "their" | "his" | "her" | "our")
        || before.ends_with("'s")
        || before.ends_with("’s");
    // One past the last word said of, at most so many words on, within the same marks.
    let end = |from: usize, stops: &dyn Fn(&str) -> bool| {
        let parted = |at: usize| {
            let (one, other) = (words.get(at - 1)?, words.get(at)?);
            text.get(one.0.end..other.0.start)?
                .contains(|c: char| !c.is_whitespace())
                .then_some(())
        };
        let most = (from + 1 + REACH).min(words.len());
        (from + 1..most)
            .find(|&at| stops(word(at)) || word(at).is_empty() || parted(at).is_some())
            .unwrap_or(most)
    };
    let (meaning, last) = match word(at) {
        "most" if defined => {
            let (span, _) = words.get(at + 1)?;
            (span.of(text), end(at + 1, &is_small))
        }
        // "the first since the war", "its only visit in ten years"
        "first" | "only" if defined => {
            let told = (at + 1..at + 2 * REACH).find(|at| is_telling(word(*at)))?;
            ("first", end(told, &|_| false))
        }
        known => {
            let meaning = WORDS
                .get(known)
                .filter(|_| defined || known == "unprecedented")?;
            (*meaning, end(at, &is_small))
        }
    };
    let of = words.get(at + 1..last)?;
    let (first, _) = words.get(if defined { at - 1 } else { at })?;
    let (last, _) = of.last()?;
    let phrase = text.get(first.start..last.end)?;
    let of: Vec<String> = of
        .iter()
        .map(|(_, word)| word.trim_end_matches('s').to_owned())
        .filter(|word| word.len() > 2)
        .collect();
    (!of.is_empty()).then_some((phrase, meaning, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::testing::articles;

    fn phrases(texts: &[&str]) -> Vec<String> {
        let articles = articles(texts);
        let alone = alone(&articles);
        alone.iter().map(|claim| claim.phrase.to_owned()).collect()
    }

    #[test]
    fn finds_what_one_source_alone_says() {
        for (texts, wanted) in [
            (
                [
                    "Peru is Chile's largest trading partner.",
                    "Peru trades with Chile.",
                ],
                &["Chile's largest trading partner"][..],
            ),
            (
                [
                    "Peru is Chile's largest trading partner.",
                    "Chile has its biggest trade partner in Peru.",
                ],
                &[],
            ),
            (
                [
                    "It was the first visit of a premier since the war, he said.",
                    "The premier came in May.",
                ],
                &["the first visit of a premier since the war"],
            ),
            (
                ["The first session opened.", "It was at best a start."],
                &[],
            ),
            (
                [
                    "He won by a most narrow vote, in the most expensive race.",
                    "-",
                ],
                &["the most expensive race"],
            ),
            (
                ["An unprecedented flood came.", ""],
                &["unprecedented flood came"],
            ),
        ] {
            assert_eq!(phrases(&texts), wanted, "{texts:?}");
        }
    }
}
