//! Articles in, for each the first that tells the same story in the same words out: copies of one agency story
//! are one source.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

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
    let runs: Vec<FxHashSet<u64>> = articles.iter().map(runs).collect();
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut sources: Vec<usize> = Vec::with_capacity(articles.len());
    for (index, own) in runs.iter().enumerate() {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for run in own {
            for &other in holders.get(run).map_or(&[][..], Vec::as_slice) {
                *shared.entry(other).or_default() += 1;
            }
        }
        let copied = |other: usize, count: usize| {
            let shorter = own.len().min(runs.get(other).map_or(0, FxHashSet::len));
            shorter >= LEAST && count as f64 >= COPIED * shorter as f64
        };
        let first = shared
            .into_iter()
            .filter(|&(other, count)| copied(other, count))
            .map(|(other, _)| other)
            .min();
        let source = first.and_then(|first| sources.get(first).copied());
        sources.push(source.unwrap_or(index));
        for &run in own {
            let list = holders.entry(run).or_default();
            if list.len() < COMMON {
                list.push(index);
            }
        }
    }
    sources
}

/// Hashes of a sample of the runs of words of an article's running text.
fn runs(article: &Article) -> FxHashSet<u64> {
    let mut words: Vec<u64> = Vec::new();
    for sentence in article
        .sentences
        .iter()
        .filter(|sentence| sentence.kind == BlockKind::Paragraph)
    {
        let text = sentence.span.of(&article.text);
        let own = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.extend(own.map(|word| FxBuildHasher.hash_one(word.to_lowercase())));
    }
    words
        .windows(RUN)
        .map(|run| FxBuildHasher.hash_one(run))
        .filter(|hash| (hash >> 32) % SAMPLE == 0)
        .collect()
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
