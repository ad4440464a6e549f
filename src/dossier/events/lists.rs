//! Who takes part in an event, as each of its articles lists them, set side by side.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossier::events::{Context, Merged, Telling};
use crate::dossier::{Comparison, ComparisonKind, Verdict};

/// The fewest people that make a list.
const LIST: usize = 3;

/// Compares the lists of an event; `None` unless two articles give one. `name` is the event's id.
pub(super) fn compare(
    event: &Merged,
    name: &str,
    context: &Context<'_>,
    ids: &[Option<String>],
) -> Option<Comparison> {
    let mut lists: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let long = |telling: &&Telling| telling.persons.len() >= LIST;
    for telling in event.tellings.iter().filter(long) {
        lists
            .entry(telling.article)
            .or_default()
            .extend(&telling.persons);
    }
    let mut all = lists.iter();
    let (first_article, first) = all.next()?;
    let (other_article, other) = all
        .find(|(_, list)| *list != first)
        .or_else(|| lists.iter().nth(1))?;
    let only = |one: &BTreeSet<usize>, two: &BTreeSet<usize>| {
        let names = one
            .difference(two)
            .filter_map(|&person| context.registry.persons.get(person));
        names
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (mine, theirs) = (only(first, other), only(other, first));
    let one = context.ids.get(*first_article)?;
    let two = context.ids.get(*other_article)?;
    let (verdict, because) = match (mine.is_empty(), theirs.is_empty()) {
        (true, true) => (
            Verdict::Agree,
            format!("{one} and {two} list the same people"),
        ),
        (false, true) => (
            Verdict::Unclear,
            format!("{one} lists {mine} too, {two} does not"),
        ),
        (true, false) => (
            Verdict::Unclear,
            format!("{two} lists {theirs} too, {one} does not"),
        ),
        (false, false) => (
            Verdict::Differ,
            format!("only {one} lists {mine}; only {two} lists {theirs}"),
        ),
    };
    let people = first
        .symmetric_difference(other)
        .filter_map(|&person| ids.get(person)?.clone());
    let items = std::iter::once(name.to_owned()).chain(people).collect();
    Some(Comparison {
        kind: ComparisonKind::Participants,
        items,
        verdict,
        because,
    })
}
