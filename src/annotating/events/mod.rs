//! Tokens, dates and people in, event mentions out: what happened or is planned, with the date that
//! belongs to it and a short title in the words of the text.

mod lexicon;
mod modality;
mod title;

use std::ops::Range;

use crate::annotating::clauses::{Clause, clauses, is_saying};
use crate::annotating::dates::{self, Cue, Meaning, Tense, Timex};
use crate::annotating::figures::Figure;
use crate::annotating::gazette::Gazette;
use crate::annotating::people::Mention;
use crate::annotating::tokens::{Kind as TokenKind, Tokens};
use crate::reading::BlockKind;
use crate::span::Span;

pub use lexicon::{Form, Kind, Weight};
pub use modality::Modality;

/// The sentences that open an article: there the present perfect reports news ("has arrived").
const LEAD: usize = 3;

/// A stretch of text that tells of an event.
#[derive(Clone, Debug)]
pub struct EventMention {
    /// The word that tells of it.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// The tokens of its clause.
    pub clause: Range<usize>,
    /// What kind of event.
    pub kind: Kind,
    /// The form of the word.
    pub form: Form,
    /// Whether it happened, is planned, or is only referred to.
    pub modality: Modality,
    /// Index of the date that belongs to it.
    pub timex: Option<usize>,
    /// A short title in the words of the text.
    pub title: String,
    /// The noun of a named kind of gathering ("summit"), lower case.
    pub noun: Option<String>,
}

/// Finds the events of every sentence, in reading order.
pub fn recognise(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    timexes: &[Timex],
    people: &[Mention],
    figures: &[Figure],
) -> Vec<EventMention> {
    let mut events = Vec::new();
    let (mut block, mut paragraph) = (usize::MAX, 0);
    for (sentence, info, range) in tokens.sentences() {
        if info.block != block {
            (block, paragraph) = (info.block, range.start);
        }
        if !matches!(info.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            continue;
        }
        let finder = Finder {
            tokens,
            gazette,
            timexes,
            people,
            figures,
            sentence,
            range: range.clone(),
            paragraph,
        };
        let from = events.len();
        let clauses = clauses(tokens, range);
        for clause in &clauses {
            events.extend(finder.clause(clause));
        }
        let told: Vec<_> = events
            .iter()
            .skip(from)
            .filter_map(|event: &EventMention| event.timex)
            .collect();
        events.extend(finder.history(&clauses, &told));
    }
    events
}

struct Finder<'a, 'b> {
    tokens: &'a Tokens<'b>,
    gazette: &'a Gazette,
    timexes: &'a [Timex],
    people: &'a [Mention],
    figures: &'a [Figure],
    sentence: usize,
    range: Range<usize>,
    /// The first token of the paragraph.
    paragraph: usize,
}

/// A word that may tell of an event.
#[derive(Debug)]
struct Trigger {
    tokens: Range<usize>,
    kind: Kind,
    form: Form,
    modality: Modality,
    timex: Option<usize>,
}

impl Finder<'_, '_> {
    /// The events of one clause: the strongest trigger, and every other with a date of its own.
    fn clause(&self, clause: &Clause) -> Vec<EventMention> {
        let mut triggers = Vec::new();
        let mut at = clause.tokens.start;
        while at < clause.tokens.end {
            let trigger = self.trigger(at, clause);
            at = trigger
                .as_ref()
                .map_or(at + 1, |trigger| trigger.tokens.end);
            triggers.extend(trigger);
        }
        let mut kept: Vec<Trigger> = Vec::new();
        for trigger in triggers {
            match kept.last_mut() {
                Some(last) if are_one(last, &trigger) => self.join(last, trigger),
                _ => kept.push(trigger),
            }
        }
        kept.into_iter()
            .map(|trigger| self.mention(&trigger, clause))
            .collect()
    }

    /// Takes a second word for the same event along. A verb that only carries its noun ("concluded a
    /// meeting") gives way to it, and a noun to the verb that it is the subject of ("the summit opened").
    fn join(&self, first: &mut Trigger, second: Trigger) {
        let timex = first.timex.or(second.timex);
        let mut between = first.tokens.end..second.tokens.start;
        let carried =
            first.form != Form::Noun && second.form == Form::Noun && is_light_verb(first.kind);
        let told = first.form == Form::Noun
            && second.form != Form::Noun
            && !is_light_verb(second.kind)
            && between.len() <= 6
            && !between.any(|at| {
                matches!(
                    self.tokens.lower(at),
                    "," | "by" | "newly" | "a" | "who" | "which"
                )
            });
        let named = first.modality == Modality::Named;
        let modality = if named {
            second.modality
        } else {
            first.modality
        };
        if carried || told {
            *first = second;
        }
        first.timex = timex;
        first.modality = modality;
    }

    /// What a clause says of the past with a date of its own, where no word of the table tells of it
    /// ("in power since 1992").
    fn history(&self, clauses: &[Clause], told: &[usize]) -> Vec<EventMention> {
        let kind = Kind {
            name: "background",
            weight: Weight::Light,
        };
        let from = self
            .timexes
            .partition_point(|timex| timex.sentence < self.sentence);
        let own = self
            .here(self.timexes, |timex| timex.sentence)
            .iter()
            .enumerate();
        let dated = own
            .map(|(offset, timex)| (from + offset, timex))
            .filter(|(index, timex)| {
                let calendar = matches!(timex.meaning, Meaning::Date(_) | Meaning::Range(..));
                let past = timex.cue == Cue::Since || timex.tense == Tense::Past;
                calendar && past && !timex.attributive && !told.contains(index)
            });
        dated
            .filter_map(|(index, timex)| {
                let clause = clauses
                    .iter()
                    .find(|clause| clause.tokens.contains(&timex.tokens.start))?;
                if clause
                    .tokens
                    .clone()
                    .any(|at| is_saying(self.tokens.lower(at)))
                {
                    return None;
                }
                // What a number was in a year is told by the figure.
                let counted = self
                    .here(self.figures, |figure| figure.sentence)
                    .iter()
                    .any(|figure| clause.tokens.contains(&figure.tokens.start));
                let quoted = modality::is_quoted(self.tokens, self.paragraph, timex.tokens.start);
                (clause.tokens.len() > timex.tokens.len() + 3
                    && !quoted
                    && (timex.cue == Cue::Since || !counted))
                    .then(|| {
                        let trigger = Trigger {
                            tokens: timex.tokens.clone(),
                            kind,
                            form: Form::Past,
                            modality: Modality::Happened,
                            timex: Some(index),
                        };
                        self.mention(&trigger, clause)
                    })
            })
            .collect()
    }

    fn trigger(&self, at: usize, clause: &Clause) -> Option<Trigger> {
        let is_noun = self.is_noun_position(at);
        let (len, kind, form) = lexicon::readings(self.tokens, at).find(|(_, _, form)| {
            (*form == Form::Noun) == is_noun || *form == Form::Past && !is_noun
        })?;
        let tokens = at..at + len;
        if modality::is_quoted(self.tokens, self.paragraph, at) || self.gazette.at(at).is_some() {
            return None;
        }
        let timex = dates::attach(self.tokens, self.timexes, self.sentence, tokens.clone());
        let modality = if form == Form::Noun {
            modality::of_noun(
                self.tokens,
                clause,
                &tokens,
                timex.is_some(),
                self.is_with_person(at),
            )?
        } else {
            let fresh = self.sentence < LEAD;
            modality::of_verb(self.tokens, clause, &tokens, form, timex.is_some(), fresh)?
        };
        let goes_somewhere =
            (at + len..at + len + 2).any(|next| self.gazette.country(next).is_some());
        if kind.weight == Weight::Place && !goes_somewhere {
            return None;
        }
        let needs_date = match kind.weight {
            Weight::Strong | Weight::Place => false,
            Weight::Light => true,
            Weight::Speech => modality != Modality::Planned,
        };
        // "The minister agreed:" and "agreed with him" concur, they conclude nothing.
        let concurs = self.tokens.lower(at).starts_with("agree")
            && self.tokens.get(at + len).is_none_or(|next| {
                next.kind == TokenKind::Mark || self.tokens.is(at + len, "with")
            });
        if concurs && form != Form::Noun {
            return None;
        }
        if needs_date && timex.is_none() {
            return None;
        }
        Some(Trigger {
            tokens,
            kind,
            form,
            modality,
            timex,
        })
    }

    /// Whether the word at `at` stands where a noun stands: after a determiner, an adjective, a genitive,
    /// a number or a preposition.
    fn is_noun_position(&self, at: usize) -> bool {
        let Some(before) = at
            .checked_sub(1)
            .filter(|&before| before >= self.range.start)
        else {
            return !self.tokens.lower(at).ends_with("ed");
        };
        let word = self.tokens.lower(before);
        if matches!(
            word,
            "to" | "will"
                | "would"
                | "has"
                | "have"
                | "had"
                | "was"
                | "were"
                | "is"
                | "are"
                | "be"
                | "been"
                | "he"
                | "she"
                | "it"
                | "they"
                | "who"
                | "which"
                | "and"
                | "not"
                | "also"
                | "later"
                | "then"
                | "leaders"
                | "presidents"
                | "countries"
                | "ministers"
                | "officials"
                | "sides"
                | "jointly"
                | "while"
                | "when"
        ) {
            return word == "and"
                && lexicon::readings(self.tokens, at).all(|(_, _, form)| form == Form::Noun);
        }
        let past = lexicon::readings(self.tokens, at).any(|(_, _, form)| form == Form::Past);
        let named = self.people.iter().any(|person| person.tokens.end == at);
        !past && !named
    }

    /// Whether "with" or "of" and a person, or a person's genitive, belong to the noun at `at`.
    fn is_with_person(&self, at: usize) -> bool {
        self.people
            .iter()
            .filter(|person| person.sentence == self.sentence)
            .any(|person| {
                let after = (at + 1..at + 4).any(|next| {
                    matches!(self.tokens.lower(next), "with" | "between")
                        && person.tokens.start <= next + 4
                        && person.tokens.end > next
                });
                let genitive = person.tokens.end < at
                    && at - person.tokens.end <= 3
                    && self.tokens.is(person.tokens.end, "'s");
                after || genitive
            })
    }

    /// The part of an ordered layer that belongs to this sentence.
    fn here<'c, T>(&self, layer: &'c [T], sentence_of: impl Fn(&T) -> usize) -> &'c [T] {
        let from = layer.partition_point(|item| sentence_of(item) < self.sentence);
        let to = layer.partition_point(|item| sentence_of(item) <= self.sentence);
        layer.get(from..to).unwrap_or_default()
    }

    fn mention(&self, trigger: &Trigger, clause: &Clause) -> EventMention {
        let layers = title::Layers {
            tokens: self.tokens,
            gazette: self.gazette,
            people: self.here(self.people, |person| person.sentence),
            timexes: self.here(self.timexes, |timex| timex.sentence),
            sentence: self.range.clone(),
            all_people: self.people,
        };
        let title = title::of(&layers, clause, &trigger.tokens, trigger.form);
        let span = self.tokens.span(trigger.tokens.clone());
        let noun =
            (trigger.form == Form::Noun).then(|| span.of(&self.tokens.article.text).to_lowercase());
        EventMention {
            span,
            sentence: self.sentence,
            clause: clause.tokens.clone(),
            kind: trigger.kind,
            form: trigger.form,
            modality: trigger.modality,
            timex: trigger.timex,
            title,
            noun,
        }
    }
}

/// Whether two words of a clause tell of one event: no date tells them apart.
fn are_one(first: &Trigger, second: &Trigger) -> bool {
    first.timex.is_none() || second.timex.is_none() || first.timex == second.timex
}

/// Verbs that only carry the event that their object names.
fn is_light_verb(kind: Kind) -> bool {
    matches!(
        kind.name,
        "participation"
            | "hosting"
            | "session"
            | "opening"
            | "closing"
            | "agreement"
            | "visit"
            | "launch"
            | "announcement"
            | "decision"
            | "award"
            | "adoption"
    )
}
