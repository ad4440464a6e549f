//! Articles in, for each the first that tells the same story in the same words out: copies of one agency story
//! are one source.

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::reading::{Article, BlockKind};

/// Words of a run that two stories by different hands do not share by chance.
const RUN: usize = 5;

/// One run in so many is looked at: enough to tell a copy, and few enough for thousands of articles.
const SAMPLE: u64 = 4;

/// A run that more articles hold is a set phrase.
const COMMON: usize = 200;

/// The share of the shorter story's runs that the longer holds, for one to be a copy of the other.
const COPIED: f64 = 0.6;

/// Fewer runs tell nothing.
const LEAST: usize = 2;

/// For each article the index of the first one of its source: its own, or that of the story it copies.
pub(super) fn of(articles: &[Article]) -> Vec<usize> {
    let runs: Vec<Vec<u64>> = articles.par_iter().map(runs).collect();
    let mut holders: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut sources: Vec<usize> = Vec::with_capacity(articles.len());
    // How many runs each article shares with the one looked at; all zero between two of them.
    let mut shared: Vec<u32> = vec![0; articles.len()];
    let mut met: Vec<u32> = Vec::new();
    for (number, own) in (0_u32..).zip(&runs) {
        for run in own {
            for &other in holders.get(run).into_iter().flatten() {
                let Some(count) = shared.get_mut(other as usize) else {
                    continue;
                };
                if *count == 0 {
                    met.push(other);
                }
                *count += 1;
            }
        }
        let copied = |other: u32| {
            let count = shared.get(other as usize).copied().unwrap_or_default();
            let shorter = own.len().min(runs.get(other as usize).map_or(0, Vec::len));
            shorter >= LEAST && f64::from(count) >= COPIED * shorter as f64
        };
        let first = met.iter().copied().filter(|&other| copied(other)).min();
        let source = first.and_then(|first| sources.get(first as usize).copied());
        sources.push(source.unwrap_or(number as usize));
        for other in met.drain(..) {
            if let Some(count) = shared.get_mut(other as usize) {
                *count = 0;
            }
        }
        for &run in own {
            let list = holders.entry(run).or_default();
            if list.len() < COMMON {
                list.push(number);
            }
        }
    }
    sources
}

/// Hashes of a sample of the runs of words of an article's running text, each once.
fn runs(article: &Article) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    let mut lower = String::new();
    for sentence in article
        .sentences
        .iter()
        .filter(|sentence| sentence.kind == BlockKind::Paragraph)
    {
        let text = sentence.span.of(&article.text);
        let own = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        for word in own {
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&word.to_lowercase());
            }
            words.push(FxBuildHasher.hash_one(lower.as_str()));
        }
    }
    let mut runs: Vec<u64> = words
        .windows(RUN)
        .map(|run| FxBuildHasher.hash_one(run))
        .filter(|hash| (hash >> 32) % SAMPLE == 0)
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::plain;

    #[test]
    fn tells_copies_from_stories_of_ones_own() {
        let story = "The ministers of nine river states agreed in Lima on Monday to share the water of the upper basin \
            by a new key. Each state will publish its meter readings by the tenth of the month, and a council of \
            engineers will settle what they dispute. The host called the pact a beginning that nobody had hoped for.";
        let cut = "The ministers of nine river states agreed in Lima on Monday to share the water of the upper basin \
            by a new key. Each state will publish its meter readings by the tenth of the month, officials said.";
        let own = "Nine states that share a river came to terms in the Peruvian capital this week. Engineers are to judge \
            where the readings of their meters differ, and the upper basin gets a new key for its water.";
        let articles = [story, own, cut, story].map(plain);
        assert_eq!(of(&articles), [0, 1, 0, 0]);
    }
}
