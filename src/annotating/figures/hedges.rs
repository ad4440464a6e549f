//! The words around a number that say how far to trust it: "just over", "or more".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Qualifier;
use super::line::Line;
use crate::knowledge::table::rows;

struct Hedge {
    words: Vec<&'static str>,
    /// `None` for words that only stand between a hedge and its number.
    qualifier: Option<Qualifier>,
}

/// Hedges by the word next to the number.
struct Hedges {
    before: FxHashMap<&'static str, Vec<Hedge>>,
    after: FxHashMap<&'static str, Vec<Hedge>>,
}

static HEDGES: LazyLock<Hedges> = LazyLock::new(|| {
    let mut hedges = Hedges {
        before: FxHashMap::default(),
        after: FxHashMap::default(),
    };
    for [phrase, place, qualifier] in rows::<3>(include_str!("../../../assets/en/qualifiers.tsv")) {
        let words: Vec<&str> = phrase.split(' ').collect();
        let hedge = |words| Hedge {
            words,
            qualifier: named(qualifier),
        };
        if place == "before" {
            if let Some(&last) = words.last() {
                hedges.before.entry(last).or_default().push(hedge(words));
            }
        } else if let Some(&first) = words.first() {
            hedges.after.entry(first).or_default().push(hedge(words));
        }
    }
    for list in hedges.before.values_mut().chain(hedges.after.values_mut()) {
        list.sort_by_key(|hedge| std::cmp::Reverse(hedge.words.len()));
    }
    hedges
});

/// The qualifier that a table or the export names so.
pub(super) fn named(name: &str) -> Option<Qualifier> {
    Some(match name {
        "exact" => Qualifier::Exact,
        "about" => Qualifier::About,
        "over" => Qualifier::Over,
        "under" => Qualifier::Under,
        "up to" => Qualifier::UpTo,
        "at least" => Qualifier::AtLeast,
        "tens of" => Qualifier::TensOf,
        "hundreds of" => Qualifier::HundredsOf,
        "thousands of" => Qualifier::ThousandsOf,
        "millions of" => Qualifier::MillionsOf,
        _ => return None,
    })
}

/// The hedge that ends just before `start`: its first token and its qualifier.
pub(super) fn before(line: &Line<'_, '_>, start: usize) -> Option<(usize, Qualifier)> {
    let mut found = None;
    let mut at = start;
    for _ in 0..4 {
        let step = HEDGES
            .before
            .get(line.lower_back(at, 1))
            .and_then(|hedges| {
                hedges
                    .iter()
                    .find_map(|hedge| Some((line.ends_with(at, &hedge.words)?, hedge.qualifier)))
            });
        let Some((first, qualifier)) = step else {
            break;
        };
        at = first;
        found = match (found, qualifier) {
            // The hedge nearest to the number decides: "over more than 20 years" lasts "more than".
            (Some(_), Some(_)) => break,
            (Some((_, kept)), None) => Some((first, kept)),
            (None, qualifier) => qualifier.map(|qualifier| (first, qualifier)),
        };
    }
    found
}

/// The hedge that begins at `at`: one past its last token and its qualifier.
pub(super) fn after(line: &Line<'_, '_>, at: usize) -> Option<(usize, Qualifier)> {
    let hedge = HEDGES
        .after
        .get(line.lower(at))?
        .iter()
        .find(|hedge| line.starts_with(at, &hedge.words))?;
    let end = at + hedge.words.len();
    // "5 plus 3" is a sum; "10 ships and more than 5 planes" hedges the next number.
    let sum = line.is_number(end) || line.is(end, "than");
    (!sum).then_some((end, hedge.qualifier?))
}
