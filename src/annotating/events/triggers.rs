//! A clause in, the words that tell of its events out: one word an event.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::annotating::clauses::Clause;
use crate::annotating::dates::{self, Cue};
use crate::annotating::events::lexicon::{self, Form, Kind, Weight};
use crate::annotating::events::modality::{Modality, Reading};
use crate::annotating::events::{LEAD, Layers};
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind as TokenKind, Token};
use crate::knowledge::table::rows;

/// Nouns that the name of an event only describes.
static COMPOUNDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows::<1>(include_str!("../../../assets/en/compounds.tsv"))
        .map(|[word]| word)
        .collect()
});

/// A word that tells of an event.
#[derive(Debug)]
pub(super) struct Trigger {
    pub tokens: Range<usize>,
    pub kind: Kind,
    pub form: Form,
    pub modality: Modality,
    /// Index of the date that belongs to it.
    pub timex: Option<usize>,
}

/// The events of one clause: the strongest word, and every other with a date of its own.
pub(super) fn of_clause(layers: &Layers<'_, '_>, clause: &Clause) -> Vec<Trigger> {
    let mut kept: Vec<Trigger> = Vec::new();
    let mut at = clause.tokens.start;
    while at < clause.tokens.end {
        let Some(trigger) = trigger(layers, clause, at) else {
            at += 1;
            continue;
        };
        at = trigger.tokens.end;
        match kept.last_mut() {
            Some(last) if are_one(last, &trigger) => join(layers, last, trigger),
            _ => kept.push(trigger),
        }
    }
    kept
}

/// Whether two words of a clause tell of one event: no date tells them apart.
fn are_one(first: &Trigger, second: &Trigger) -> bool {
    first.timex.is_none() || second.timex.is_none() || first.timex == second.timex
}

/// Takes a second word for the same event along. A verb that only carries its noun ("concluded a meeting")
/// gives way to it, and a noun to the verb that it is the subject of ("the summit opened").
fn join(layers: &Layers<'_, '_>, first: &mut Trigger, second: Trigger) {
    let timex = first.timex.or(second.timex);
    let mut between = first.tokens.end..second.tokens.start;
    let (is_noun, then_noun) = (first.form == Form::Noun, second.form == Form::Noun);
    let carried = !is_noun && then_noun && is_light_verb(first.kind);
    let told = is_noun
        && !then_noun
        && !is_light_verb(second.kind)
        && between.len() <= 6
        && !between.any(|at| {
            matches!(
                layers.tokens.lower(at),
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

fn trigger(layers: &Layers<'_, '_>, clause: &Clause, at: usize) -> Option<Trigger> {
    let tokens = layers.tokens;
    let is_noun = is_noun_position(layers, at);
    let (len, kind, form) = lexicon::readings(tokens, at).find(|(_, _, form)| {
        (*form == Form::Noun) == is_noun || (*form == Form::Past && !is_noun)
    })?;
    let word = at..at + len;
    // "March 27"
    let is_month = tokens.get(at).is_some_and(Token::is_capitalized)
        && layers
            .own_timexes
            .iter()
            .any(|timex| timex.tokens.contains(&at));
    if is_month || layers.is_quoted(at) || layers.gazette.at(at).is_some() {
        return None;
    }
    if form == Form::Noun && is_modifier(layers, word.end) {
        return None;
    }
    let timex = dates::attach(tokens, layers.timexes, layers.sentence, word.clone());
    // "the ninth summit since 2008" is not of 2008.
    let timex = timex.filter(|&index| {
        let since = layers
            .timexes
            .get(index)
            .is_some_and(|timex| timex.cue == Cue::Since);
        form != Form::Noun || !since
    });
    let reading = Reading {
        tokens,
        sentence: &layers.range,
        clause,
        dated: timex.is_some(),
        fresh: layers.sentence < LEAD,
    };
    let modality = match form {
        Form::Noun => reading.of_noun(&word, is_with_person(layers, at))?,
        _ => reading.of_verb(&word, form)?,
    };
    let stands = match kind.weight {
        Weight::Strong => true,
        Weight::Light => timex.is_some(),
        Weight::Speech => timex.is_some() || modality == Modality::Planned,
        Weight::Place => {
            (word.end..word.end + 2).any(|next| layers.gazette.country(next).is_some())
        }
    };
    // "the declared purpose", "a signed copy": a participle before its noun tells nothing.
    let before = at.checked_sub(1);
    let is_adjective =
        form == Form::Past && before.is_some_and(|before| tokens.does(before, Class::Determiner));
    let concurs = form != Form::Noun && is_concurrence(layers, &word);
    (stands && !concurs && !is_adjective).then_some(Trigger {
        tokens: word,
        kind,
        form,
        modality,
        timex,
    })
}

/// Whether the word after a noun makes it one that only describes ("the truce village", "a strike force").
fn is_modifier(layers: &Layers<'_, '_>, next: usize) -> bool {
    let tokens = layers.tokens;
    let word = tokens.lower(next);
    COMPOUNDS.contains(word) && layers.range.contains(&next)
}

/// "The minister agreed:" and "agreed with him" concur, they conclude nothing.
fn is_concurrence(layers: &Layers<'_, '_>, word: &Range<usize>) -> bool {
    let next = layers.tokens.get(word.end);
    layers.tokens.lower(word.start).starts_with("agree")
        && next
            .is_none_or(|next| next.kind == TokenKind::Mark || layers.tokens.is(word.end, "with"))
        && !layers
            .tokens
            .does(word.start.saturating_sub(1), Class::Copula)
}

/// Whether a word stands where a noun stands: after a determiner, an adjective, a genitive, a number or a
/// preposition.
fn is_noun_position(layers: &Layers<'_, '_>, at: usize) -> bool {
    let tokens = layers.tokens;
    let before = at
        .checked_sub(1)
        .filter(|&before| before >= layers.range.start);
    let Some(before) = before else {
        return !tokens.lower(at).ends_with("ed");
    };
    let forms = || lexicon::readings(tokens, at).map(|(_, _, form)| form);
    if tokens.does(before, Class::Perfect) {
        // "had talks": no participle
        return forms().all(|form| form == Form::Noun || form == Form::Third);
    }
    if tokens.does(before, Class::VerbBefore) {
        return false;
    }
    if tokens.is(before, "and") {
        return forms().all(|form| form == Form::Noun);
    }
    let named = layers.people.iter().any(|person| person.tokens.end == at);
    forms().all(|form| form == Form::Noun) || !named && !forms().any(|form| form == Form::Past)
}

/// Whether "with" or "between" and a person, or a person's genitive, belong to the noun at `at`.
fn is_with_person(layers: &Layers<'_, '_>, at: usize) -> bool {
    layers.people.iter().any(|person| {
        let after = (at + 1..at + 4).any(|next| {
            matches!(layers.tokens.lower(next), "with" | "between")
                && person.tokens.start <= next + 4
                && person.tokens.end > next
        });
        let genitive = person.tokens.end < at
            && at - person.tokens.end <= 3
            && layers.tokens.is(person.tokens.end, "'s");
        after || genitive
    })
}
