//! A dossier in; out, who says what: for every item the sentences that speak of it. Made once, shared by every session, so that narrowing the screen to some
//! sentences is a look at a table of truths.

use std::collections::HashSet;
use std::ops::Range;

use crate::app::item::Item;
use crate::dossier::{Dossier, Evidence, Mark, MarkKind, Mention};
use crate::span::Span;

/// A sentence that speaks of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index of the sentence among all that speak of items.
    passage: u32,
    /// What the sentence is to the item.
    pub role: Role,
    /// The figure whose evidence it is, where that is another one.
    figure: u32,
    /// Index into the evidence or, for [`Role::Mention`], into the mentions.
    at: u32,
}

impl Claim {
    /// The same sentence for an item that is set beside its own.
    pub const fn beside(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// Index of the sentence among all that speak of items.
    pub const fn passage(self) -> usize {
        self.passage as usize
    }
}

/// What a sentence is to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It is the item's evidence.
    Own,
    /// It is the evidence of an item that says the same.
    Agreeing,
    /// It is the evidence of an item that is compared with this one.
    Compared,
    /// It speaks of the item, and better sentences of the same article are its evidence.
    Mention,
}

/// A sentence: index of the article, and where it stands in the article's text.
pub type Passage = (usize, Span);

/// Who says what.
#[derive(Debug, Default)]
pub struct Claims {
    /// Every sentence that speaks of an item, in the order of the articles.
    passages: Vec<Passage>,
    events: Lists<Claim>,
    people: Lists<Claim>,
    figures: Lists<Claim>,
    themes: Lists<Claim>,
}

/// Lists kept end to end.
#[derive(Debug)]
struct Lists<T> {
    all: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.all.extend(list);
        self.ends.push(self.all.len());
    }

    fn get(&self, index: usize) -> &[T] {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(usize::MAX),
            None => 0,
        };
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.all.get(start..end).unwrap_or_default()
    }
}

impl Claims {
    /// Gathers what the dossier says.
    pub fn new(dossier: &Dossier) -> Self {
        let mut claims = Self {
            passages: passages(dossier),
            ..Self::default()
        };
        for event in &dossier.events {
            let own: Vec<Claim> = claims.evidence(&event.evidence, Role::Own, 0).collect();
            claims.events.push(own);
        }
        for person in &dossier.participants {
            let all = claims.with_mentions(dossier, &person.evidence, &person.mentions);
            claims.people.push(all);
        }
        for theme in &dossier.agenda {
            let all = claims.with_mentions(dossier, &theme.evidence, &theme.mentions);
            claims.themes.push(all);
        }
        for (index, figure) in dossier.figures.iter().enumerate() {
            let own: Vec<Claim> = claims
                .evidence(&figure.evidence, Role::Own, index)
                .collect();
            claims.figures.push(own);
        }
        claims
    }

    /// The sentences that speak of an item: its evidence article by article, then mentions. None for places,
    /// articles and problems.
    pub fn of(&self, item: Item) -> &[Claim] {
        match item {
            Item::Event(index) => self.events.get(index),
            Item::Person(index) => self.people.get(index),
            Item::Figure(index) => self.figures.get(index),
            Item::Theme(index) => self.themes.get(index),
            Item::Article(_) | Item::Place(_) | Item::Problem(_) => &[],
        }
    }

    /// The number of sentences that speak of items.
    pub fn count(&self) -> usize {
        self.passages.len()
    }

    /// The article and the sentence of a claim.
    pub fn passage_of(&self, claim: Claim) -> Option<Passage> {
        self.passages.get(claim.passage()).copied()
    }

    /// The sentences of an article, as a range of all that speak of items.
    pub fn of_article(&self, article: usize) -> Range<usize> {
        let start = self.passages.partition_point(|(of, _)| *of < article);
        let end = self.passages.partition_point(|(of, _)| *of <= article);
        start..end
    }

    /// The article of a sentence.
    pub fn article(&self, passage: usize) -> Option<usize> {
        self.passages.get(passage).map(|(article, _)| *article)
    }

    /// The figures that a wanted sentence gives, in their order: there may be very many.
    pub fn figures_in<'a>(&'a self, wanted: &'a [bool]) -> impl Iterator<Item = usize> + 'a {
        let starts = std::iter::once(0).chain(self.figures.ends.iter().copied());
        let figures = starts.zip(&self.figures.ends).enumerate();
        figures.filter_map(|(figure, (start, end))| {
            let claims = self.figures.all.get(start..*end)?;
            let told = claims
                .iter()
                .any(|claim| wanted.get(claim.passage()) == Some(&true));
            told.then_some(figure)
        })
    }

    /// The phrases of a sentence that speak of an item, as they are marked.
    pub fn marks(&self, dossier: &Dossier, item: Item, claim: Claim) -> Vec<Mark> {
        let at = claim.at as usize;
        let evidence = match (claim.role, item) {
            (Role::Mention, Item::Person(index)) => {
                let mentions = dossier
                    .participants
                    .get(index)
                    .map(|person| &person.mentions);
                return self.mentions(dossier, mentions, claim, MarkKind::Person);
            }
            (Role::Mention, Item::Theme(index)) => {
                let mentions = dossier.agenda.get(index).map(|theme| &theme.mentions);
                return self.mentions(dossier, mentions, claim, MarkKind::Theme);
            }
            (_, Item::Event(index)) => dossier.events.get(index).map(|one| &one.evidence),
            (_, Item::Person(index)) => dossier.participants.get(index).map(|one| &one.evidence),
            (_, Item::Theme(index)) => dossier.agenda.get(index).map(|one| &one.evidence),
            (_, Item::Figure(_)) => dossier
                .figures
                .get(claim.figure as usize)
                .map(|one| &one.evidence),
            _ => None,
        };
        let evidence = evidence.and_then(|evidence| evidence.get(at));
        evidence
            .map(|evidence| evidence.marks.clone())
            .unwrap_or_default()
    }

    /// The mentions in a sentence, from the first one on.
    fn mentions(
        &self,
        dossier: &Dossier,
        mentions: Option<&Vec<Mention>>,
        claim: Claim,
        kind: MarkKind,
    ) -> Vec<Mark> {
        let mentions = mentions
            .and_then(|mentions| mentions.get(claim.at as usize..))
            .unwrap_or_default();
        let same = |mention: &&Mention| {
            sentence(dossier, mention)
                .is_some_and(|span| self.passage((mention.article, span)) == claim.passage)
        };
        let mark = |mention: &Mention| Mark {
            span: mention.span,
            kind,
        };
        mentions.iter().take_while(same).map(mark).collect()
    }

    fn passage(&self, passage: Passage) -> u32 {
        small(self.passages.partition_point(|known| *known < passage))
    }

    fn evidence<'a>(
        &'a self,
        evidence: &'a [Evidence],
        role: Role,
        figure: usize,
    ) -> impl Iterator<Item = Claim> + 'a {
        evidence.iter().enumerate().map(move |(at, one)| Claim {
            passage: self.passage((one.article, one.span)),
            role,
            figure: small(figure),
            at: small(at),
        })
    }

    /// The evidence, then the sentences that have only mentions.
    fn with_mentions(
        &self,
        dossier: &Dossier,
        evidence: &[Evidence],
        mentions: &[Mention],
    ) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.evidence(evidence, Role::Own, 0).collect();
        let mut told: HashSet<u32> = claims.iter().map(|claim| claim.passage).collect();
        for (at, mention) in mentions.iter().enumerate() {
            let Some(sentence) = sentence(dossier, mention) else {
                continue;
            };
            let passage = self.passage((mention.article, sentence));
            if told.insert(passage) {
                claims.push(Claim {
                    passage,
                    role: Role::Mention,
                    figure: 0,
                    at: small(at),
                });
            }
        }
        claims
    }
}

/// An index in half the room; no dossier has four thousand million of anything.
fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn sentence(dossier: &Dossier, mention: &Mention) -> Option<Span> {
    let dated = dossier.articles.get(mention.article)?;
    Some(dated.article.sentences.get(mention.sentence)?.span)
}

/// Every sentence that speaks of an item, once.
fn passages(dossier: &Dossier) -> Vec<Passage> {
    let place = |one: &Evidence| (one.article, one.span);
    let events = dossier.events.iter().flat_map(|event| &event.evidence);
    let people = dossier
        .participants
        .iter()
        .flat_map(|person| &person.evidence);
    let figures = dossier.figures.iter().flat_map(|figure| &figure.evidence);
    let themes = dossier.agenda.iter().flat_map(|theme| &theme.evidence);
    let mut passages: Vec<Passage> = events
        .chain(people)
        .chain(figures)
        .chain(themes)
        .map(place)
        .collect();
    let mentions = dossier
        .participants
        .iter()
        .flat_map(|person| &person.mentions);
    let mentions = mentions.chain(dossier.agenda.iter().flat_map(|theme| &theme.mentions));
    passages.extend(
        mentions.filter_map(|mention| Some((mention.article, sentence(dossier, mention)?))),
    );
    passages.sort_unstable();
    passages.dedup();
    passages.shrink_to_fit();
    passages
}
