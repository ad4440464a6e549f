//! A dossier in, for every article the phrases that lead to items out: the way back from the text to the rows.

use crate::app::item::Item;
use crate::dossier::{Dossier, Mark, MarkKind};
use crate::span::Span;

/// A phrase of an article that leads to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Index of the article.
    pub article: usize,
    /// Where it stands in the article's text.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
    /// What it leads to.
    pub item: Item,
}

impl Phrase {
    /// The phrase as it is marked.
    pub const fn mark(&self) -> Mark {
        Mark {
            span: self.span,
            kind: self.kind,
        }
    }
}

/// The phrases of all articles.
#[derive(Debug, Default)]
pub struct Phrases(Vec<Phrase>);

impl Phrases {
    /// Gathers what the dossier marks.
    pub fn new(dossier: &Dossier) -> Self {
        Self(phrases(dossier))
    }

    /// The phrases of an article that lead to items, in the order of the text.
    pub fn of(&self, article: usize) -> &[Phrase] {
        let start = self.0.partition_point(|phrase| phrase.article < article);
        let end = self.0.partition_point(|phrase| phrase.article <= article);
        self.0.get(start..end).unwrap_or_default()
    }
}

/// Every phrase that leads to an item, once: a name leads to the person, also where it is part of an event.
fn phrases(dossier: &Dossier) -> Vec<Phrase> {
    let mut phrases: Vec<(usize, Span, bool, Item, MarkKind)> = Vec::new();
    let mut add = |article: usize, span: Span, kind: MarkKind, item: Item| {
        let is_own = match item {
            Item::Person(_) => kind == MarkKind::Person,
            Item::Figure(_) => kind == MarkKind::Figure,
            Item::Theme(_) => kind == MarkKind::Theme,
            _ => matches!(kind, MarkKind::Event | MarkKind::Date),
        };
        if !span.is_empty() {
            phrases.push((article, span, !is_own, item, kind));
        }
    };
    let events = dossier
        .events
        .iter()
        .enumerate()
        .map(|(at, one)| (Item::Event(at), &one.evidence));
    let people = dossier
        .participants
        .iter()
        .enumerate()
        .map(|(at, one)| (Item::Person(at), &one.evidence));
    let figures = dossier
        .figures
        .iter()
        .enumerate()
        .map(|(at, one)| (Item::Figure(at), &one.evidence));
    let themes = dossier
        .agenda
        .iter()
        .enumerate()
        .map(|(at, one)| (Item::Theme(at), &one.evidence));
    for (item, evidence) in events.chain(people).chain(figures).chain(themes) {
        for one in evidence {
            for mark in &one.marks {
                add(one.article, mark.span, mark.kind, item);
            }
        }
    }
    for (index, person) in dossier.participants.iter().enumerate() {
        for mention in &person.mentions {
            add(
                mention.article,
                mention.span,
                MarkKind::Person,
                Item::Person(index),
            );
        }
    }
    for (index, theme) in dossier.agenda.iter().enumerate() {
        for mention in &theme.mentions {
            add(
                mention.article,
                mention.span,
                MarkKind::Theme,
                Item::Theme(index),
            );
        }
    }
    phrases.sort_unstable_by_key(|(article, span, foreign, item, _)| {
        (*article, *span, *foreign, *item)
    });
    phrases.dedup_by_key(|(article, span, ..)| (*article, *span));
    let phrase = |(article, span, _, item, kind)| Phrase {
        article,
        span,
        kind,
        item,
    };
    phrases.into_iter().map(phrase).collect()
}
