//! Each event mention with its date, its people and its words, before mentions are merged.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use chrono::NaiveDate;
use rustc_hash::FxBuildHasher;

use crate::annotating::Annotations;
use crate::annotating::dates::Resolution;
use crate::annotating::events::{EventMention, Kind, Modality};
use crate::annotating::gazette::Sense;
use crate::annotating::grammar::Class;
use crate::dossier::events::Context;
use crate::dossier::events::timing::{Clock, Timing};
use crate::dossier::{Evidence, Mark, MarkKind, WhenBasis};
use crate::edtf::Edtf;
use crate::knowledge::countries::FormKind;

/// How many mentions back "he" can reach.
const RECENT: usize = 200;

/// An event as one sentence tells it.
#[derive(Clone, Debug)]
pub(in crate::dossier) struct Draft {
    pub article: usize,
    pub sentence: usize,
    pub kind: Kind,
    pub title: String,
    pub noun: Option<String>,
    pub planned: bool,
    /// Only named: it may support another mention, never stand alone.
    pub reference: bool,
    pub when: Option<Edtf>,
    /// Whether its clause sets it beside what was told before ("will also meet").
    pub another: bool,
    /// The days of `when`, reckoned once.
    pub reach: Option<Reach>,
    pub basis: WhenBasis,
    pub because: String,
    /// Numbers of persons, in order.
    pub persons: Vec<usize>,
    pub organisations: Vec<&'static str>,
    pub places: Vec<String>,
    /// Hashes of the content words of the title, folded and cut to their stems, in order.
    pub stems: Vec<u64>,
    pub evidence: Evidence,
}

/// The first and the last day of a time; open ends reach for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dossier) struct Reach {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Reach {
    pub fn of(when: Edtf) -> Self {
        Self {
            first: when.first_day().unwrap_or(NaiveDate::MIN),
            last: when.last_day().unwrap_or(NaiveDate::MAX),
        }
    }

    /// The one day meant, where it is one day.
    pub fn day(self) -> Option<NaiveDate> {
        (self.first == self.last).then_some(self.first)
    }

    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && self.last >= other.last
    }

    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Drafts every mention of an article, in reading order; `times` are those of its expressions.
pub(in crate::dossier) fn draft(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    times: &[Resolution],
) -> Vec<Draft> {
    let mut clock = Clock::new(context, article, notes, times);
    let mut drafts: Vec<Draft> = Vec::new();
    for mention in &notes.events {
        let Some(draft) = one(context, article, notes, mention, clock.time(mention)) else {
            continue;
        };
        let twin = drafts
            .iter()
            .rev()
            .take_while(|known| known.sentence == draft.sentence)
            .any(|known| is_told(known, &draft));
        if !twin {
            drafts.push(draft);
        }
    }
    drafts
}

fn one(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    mention: &EventMention,
    timing: Timing,
) -> Option<Draft> {
    let sentence = notes.tokens.article.sentences.get(mention.sentence)?;
    let date = timing.timex.and_then(|index| notes.timexes.get(index));
    let marks = std::iter::once(Mark {
        span: mention.span,
        kind: MarkKind::Event,
    })
    .chain(date.map(|timex| Mark {
        span: timex.span,
        kind: MarkKind::Date,
    }))
    .collect();
    let mut draft = Draft {
        article,
        sentence: mention.sentence,
        kind: mention.kind,
        title: mention.title.clone(),
        noun: mention.noun.clone(),
        planned: mention.modality == Modality::Planned || timing.ahead,
        reference: mention.modality == Modality::Named || timing.when.is_none(),
        when: timing.when,
        another: mention
            .clause
            .clone()
            .any(|at| notes.tokens.does(at, Class::Adding)),
        reach: timing.when.map(Reach::of),
        basis: timing.basis,
        because: timing.because,
        persons: persons(context, article, notes, mention),
        organisations: Vec::new(),
        places: Vec::new(),
        stems: stems(&mention.title),
        evidence: Evidence {
            article,
            span: sentence.span,
            marks,
        },
    };
    for hit in notes.gazette.within(mention.clause.clone()) {
        match hit.sense {
            Sense::Country(country) => {
                let before = hit
                    .tokens
                    .start
                    .checked_sub(1)
                    .map_or("", |at| notes.tokens.lower(at));
                let is_place = matches!(country.kind, FormKind::Name | FormKind::Capital)
                    && matches!(before, "in" | "at" | "to" | "from");
                if is_place {
                    let name = notes
                        .tokens
                        .span(hit.tokens.clone())
                        .of(&notes.tokens.article.text);
                    draft.places.push(name.to_owned());
                }
            }
            Sense::Organisation(organisation) => {
                draft.organisations.push(organisation.name);
            }
            Sense::Office(_) | Sense::Other => {}
        }
    }
    draft.organisations.sort_unstable();
    draft.organisations.dedup();
    Some(draft)
}

/// The persons mentioned in the clause; in the whole sentence where the clause names none. "He" at the
/// start of a clause is the person named last before the sentence.
fn persons(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    mention: &EventMention,
) -> Vec<usize> {
    let people = &notes.people;
    let bound = |index: usize| *context.registry.bound.get(article)?.get(index)?;
    let from = people.partition_point(|person| person.sentence < mention.sentence);
    let to = people.partition_point(|person| person.sentence <= mention.sentence);
    let mut opening = mention.clause.clone().take(3);
    let spoken_of = opening
        .any(|at| matches!(notes.tokens.lower(at), "he" | "she"))
        .then(|| (from.saturating_sub(RECENT)..from).rev().find_map(bound))
        .flatten();
    let in_clause = |index: &usize| {
        people
            .get(*index)
            .is_some_and(|person| mention.clause.contains(&person.tokens.start))
    };
    let clause: BTreeSet<usize> = (from..to)
        .filter(in_clause)
        .filter_map(bound)
        .chain(spoken_of)
        .collect();
    if clause.is_empty() {
        (from..to)
            .filter_map(bound)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    } else {
        clause.into_iter().collect()
    }
}

/// Hashes of the content words of a title, folded, without endings, in order.
fn stems(title: &str) -> Vec<u64> {
    let folded = any_ascii::any_ascii(title).to_lowercase();
    let mut stems: Vec<u64> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 3)
        .map(|word| {
            let stem = word
                .trim_end_matches("ing")
                .trim_end_matches("ed")
                .trim_end_matches('s');
            FxBuildHasher.hash_one(stem.trim_end_matches('e'))
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    // Tens of thousands are held at once.
    stems.shrink_to_fit();
    stems
}

/// Whether a sentence tells an event again: at the same time, and in words that the other title holds.
fn is_told(known: &Draft, draft: &Draft) -> bool {
    let within = |one: &str, other: &str| {
        let head: String = one.chars().take(24).collect();
        other.contains(&head)
    };
    known.when == draft.when
        && known.reference == draft.reference
        && (within(&draft.title, &known.title) || within(&known.title, &draft.title))
}
