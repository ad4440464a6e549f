//! A sentence in, what its dated clauses tell out, where no word of the table tells of it ("in power since
//! 1987", "miners walked out of the pit on Monday").

use std::ops::Range;

use crate::annotating::clauses::Clause;
use crate::annotating::dates::{Cue, Granularity, Meaning, Tense, Timex};
use crate::annotating::events::Layers;
use crate::annotating::events::lexicon::{Form, OTHER};
use crate::annotating::events::modality::{Modality, Reading};
use crate::annotating::events::triggers::Trigger;
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind as TokenKind, Shape};

/// The events of a sentence's dates that no trigger has taken, each with its clause; `told` is what triggers
/// have told already.
pub(super) fn of_sentence<'c>(
    layers: &Layers<'_, '_>,
    clauses: &'c [Clause],
    told: &[(Trigger, &Clause)],
) -> Vec<(Trigger, &'c Clause)> {
    let dated = layers.own_timexes.iter().enumerate();
    dated
        .map(|(offset, timex)| (layers.first_timex + offset, timex))
        .filter(|(index, timex)| {
            !is_taken(told, *index, timex)
                && is_calendar(timex)
                && !timex.attributive
                && !timex.is_of_noun()
        })
        .filter_map(|(index, timex)| {
            let clause = clauses
                .iter()
                .find(|clause| clause.tokens.contains(&timex.tokens.start))?;
            let trigger = of_clause(layers, clause, timex, index)?;
            Some((trigger, clause))
        })
        .collect()
}

/// Whether a trigger has the date, or stands in its clause without one and is dated by it.
fn is_taken(told: &[(Trigger, &Clause)], index: usize, timex: &Timex) -> bool {
    told.iter().any(|(trigger, clause)| {
        trigger.timex == Some(index)
            || (trigger.timex.is_none() && clause.tokens.contains(&timex.tokens.start))
    })
}

/// Whether an expression names a time that something can be dated by.
fn is_calendar(timex: &Timex) -> bool {
    matches!(
        timex.meaning,
        Meaning::Date(_)
            | Meaning::Range(..)
            | Meaning::Weekday { .. }
            | Meaning::Weekdays(..)
            | Meaning::Today(_)
            | Meaning::Unit { .. }
            | Meaning::Shift { .. }
    )
}

fn of_clause(
    layers: &Layers<'_, '_>,
    clause: &Clause,
    timex: &Timex,
    index: usize,
) -> Option<Trigger> {
    let trigger = |tokens: Range<usize>, modality| Trigger {
        tokens,
        kind: OTHER,
        form: Form::Past,
        modality,
        timex: Some(index),
    };
    if layers.is_quoted(timex.tokens.start) {
        return None;
    }
    let says = clause
        .tokens
        .clone()
        .any(|at| layers.tokens.does(at, Class::Saying));
    if timex.cue == Cue::Since && !says {
        return Some(trigger(timex.tokens.clone(), Modality::Happened));
    }
    // What a number was in a year is told by the figure.
    let counted = layers
        .figures
        .iter()
        .any(|figure| clause.tokens.contains(&figure.tokens.start));
    if counted && timex.granularity() >= Granularity::Month {
        return None;
    }
    if let Some(scheduled) = scheduled(layers, clause) {
        return Some(trigger(scheduled, Modality::Planned));
    }
    let (verb, form) = verb(layers, clause, timex.tense)
        .or_else(|| present(layers, clause, timex).map(|verb| (verb, Form::Third)))?;
    // "according to a notice that the ministry put out on Monday" dates the source.
    if (clause.tokens.start..verb.start).any(|at| layers.tokens.is(at, "according")) {
        return None;
    }
    let reading = Reading {
        tokens: layers.tokens,
        sentence: &layers.range,
        clause,
        dated: true,
        fresh: false,
    };
    let modality = reading.of_verb(&verb, form)?;
    Some(Trigger {
        form,
        ..trigger(verb, modality)
    })
}

/// "is expected in Muscat", "a meeting is pencilled in": a passive that arranges, without a verb after it.
fn scheduled(layers: &Layers<'_, '_>, clause: &Clause) -> Option<Range<usize>> {
    let tokens = layers.tokens;
    let at = clause.tokens.clone().skip(1).find(|&at| {
        tokens.does(at, Class::Scheduled)
            && tokens.does(at - 1, Class::Copula)
            && !tokens.is(at + 1, "to")
    })?;
    let denied = (clause.tokens.start..at).any(|at| tokens.does(at, Class::Negation));
    (!denied).then_some(at..at + 1)
}

/// The present tense of what is fixed: "Brunei | takes the chair in July", "the change | applies from May".
fn present(layers: &Layers<'_, '_>, clause: &Clause, timex: &Timex) -> Option<Range<usize>> {
    let tokens = layers.tokens;
    if timex.tense == Tense::Past || timex.granularity() > Granularity::Month {
        return None;
    }
    let at = clause.tokens.clone().skip(1).find(|&at| {
        let word = tokens.lower(at);
        let third =
            word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s");
        let lower = tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Lower && token.kind == TokenKind::Word);
        let subject = tokens.get(at - 1).is_some_and(|token| {
            token.kind == TokenKind::Word
                && ![
                    Class::Determiner,
                    Class::Preposition,
                    Class::Auxiliary,
                    Class::Coordinator,
                ]
                .iter()
                .any(|class| tokens.does(at - 1, *class))
        });
        // After a verb stands what it takes or when: a noun in the plural is followed by another verb.
        let goes_on = timex.tokens.start == at + 1
            || tokens.does(at + 1, Class::Determiner)
            || matches!(
                tokens.lower(at + 1),
                "up" | "out" | "in" | "on" | "at" | "to" | "from" | "into" | "over" | "it"
            );
        third
            && lower
            && subject
            && goes_on
            && !tokens.does(at, Class::Saying)
            && !tokens.does(at, Class::Stative)
    })?;
    (at < timex.tokens.start).then_some(at..at + 1)
}

/// The finite verb of a clause that tells of an act: the first that neither says nor describes.
fn verb(layers: &Layers<'_, '_>, clause: &Clause, tense: Tense) -> Option<(Range<usize>, Form)> {
    let word = |at: usize| layers.tokens.lower(at);
    let is_act = |at: usize| {
        !layers.tokens.does(at, Class::Saying) && !layers.tokens.does(at, Class::Stative)
    };
    if tense == Tense::Future {
        let modal = clause
            .tokens
            .clone()
            .find(|&at| matches!(word(at), "will" | "to"))?;
        let verb = (modal + 1..clause.tokens.end.min(modal + 4)).find(|&at| {
            is_act(at)
                && !layers.tokens.does(at, Class::Auxiliary)
                && !layers.tokens.does(at, Class::VerbBefore)
        })?;
        return Some((verb..verb + 1, Form::Base));
    }
    let verb = clause.tokens.clone().find(|&at| {
        let is_lower = layers
            .tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Lower);
        let regular = word(at).len() > 4 && word(at).ends_with("ed");
        let after_noun = at
            .checked_sub(1)
            .is_none_or(|before| !layers.tokens.does(before, Class::Determiner));
        is_lower
            && is_act(at)
            && after_noun
            && (regular || layers.tokens.does(at, Class::IrregularPast))
    })?;
    Some((verb..verb + 1, Form::Past))
}
