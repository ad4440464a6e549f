//! Whether a word tells of something that happened, that is planned, or of neither.

use std::ops::Range;

use crate::annotating::clauses::Clause;
use crate::annotating::events::lexicon::Form;
use crate::annotating::tokens::Tokens;

/// How the text speaks of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    /// Told as having taken place, or as taking place.
    Happened,
    /// Told as coming.
    Planned,
    /// Only named, with nothing said of whether and when.
    Named,
}

/// How far back from a verb its auxiliaries can stand.
const REACH: usize = 8;

/// Verbs that say of a noun that it took place.
const CARRIERS: &[&str] = &[
    "hold", "held", "holds", "holding", "host", "hosted", "hosts", "attended", "attends", "had",
    "reached", "struck", "sealed", "chaired", "led", "staged", "paid", "making", "made",
];

/// Reads the auxiliaries before a verb; `None` where the event is denied, wished for or supposed.
pub(super) fn of_verb(
    tokens: &Tokens<'_>,
    clause: &Clause,
    verb: &Range<usize>,
    form: Form,
    dated: bool,
    fresh: bool,
) -> Option<Modality> {
    let before = verb.start.saturating_sub(REACH).max(clause.tokens.start)..verb.start;
    let near = verb.start.saturating_sub(3).max(clause.tokens.start)..verb.start;
    let has = |range: &Range<usize>, words: &[&str]| {
        range.clone().any(|at| words.contains(&tokens.lower(at)))
    };
    if has(
        &near,
        &["not", "never", "without", "cannot", "neither", "nor"],
    ) || has(&near, &["t"])
    {
        return None;
    }
    let modal = before.clone().rev().find(|&at| {
        matches!(
            tokens.lower(at),
            "will"
                | "shall"
                | "would"
                | "could"
                | "may"
                | "might"
                | "should"
                | "can"
                | "must"
                | "to"
        )
    });
    let governed = modal.filter(|&at| {
        form == Form::Base
            || (at + 1..verb.start).any(|next| matches!(tokens.lower(next), "be" | "have"))
    });
    if let Some(at) = governed {
        return match tokens.lower(at) {
            "will" | "shall" => Some(Modality::Planned),
            "to" => of_infinitive(tokens, clause, at),
            "would" if dated => Some(Modality::Planned),
            _ => None,
        };
    }
    let opening = clause.tokens.clone().take(2);
    if opening
        .clone()
        .any(|at| matches!(tokens.lower(at), "if" | "unless" | "whether"))
    {
        return None;
    }
    // "since the court issued a warrant": history without a date.
    if !dated && opening.into_iter().any(|at| tokens.is(at, "since")) {
        return None;
    }
    match form {
        Form::Past => {
            let present = has(&near, &["has", "have"]);
            let past = has(&near, &["had", "having"]);
            (dated || !(present || past) || (present && fresh)).then_some(Modality::Happened)
        }
        Form::Third | Form::Base => dated.then_some(Modality::Happened),
        Form::Gerund => {
            let opens = verb.start.checked_sub(1).is_some_and(|at| {
                at < clause.tokens.start
                    || matches!(
                        tokens.lower(at),
                        "while" | "when" | "after" | "before" | "by" | "on"
                    )
            });
            let progressive = has(&near, &["is", "are", "was", "were"]);
            (opens || progressive || verb.start == clause.tokens.start || dated)
                .then_some(Modality::Happened)
        }
        Form::Noun => None,
    }
}

/// "is to", "due to", "scheduled to", "expected to" announce; other infinitives name a purpose or a wish.
fn of_infinitive(tokens: &Tokens<'_>, clause: &Clause, to: usize) -> Option<Modality> {
    let from = to.saturating_sub(3).max(clause.tokens.start);
    (from..to)
        .filter(|&at| at == from || !matches!(tokens.lower(at - 1), "had" | "has" | "have"))
        .any(|at| {
            matches!(
                tokens.lower(at),
                "is" | "are"
                    | "was"
                    | "were"
                    | "due"
                    | "scheduled"
                    | "expected"
                    | "set"
                    | "slated"
                    | "plans"
                    | "planned"
                    | "about"
                    | "going"
                    | "agreed"
                    | "likely"
                    | "poised"
                    | "'s"
            )
        })
        .then_some(Modality::Planned)
}

/// Reads what stands around a noun: a date, people, or a verb that carries it.
pub(super) fn of_noun(
    tokens: &Tokens<'_>,
    clause: &Clause,
    noun: &Range<usize>,
    dated: bool,
    with_person: bool,
) -> Option<Modality> {
    let before = clause.tokens.start..noun.start;
    let words = |range: Range<usize>, wanted: &[&str]| {
        range
            .into_iter()
            .any(|at| wanted.contains(&tokens.lower(at)))
    };
    if words(
        before.clone(),
        &[
            "not", "never", "no", "without", "if", "would", "could", "may", "might",
        ],
    ) {
        return None;
    }
    let near = noun.start.saturating_sub(REACH).max(clause.tokens.start)..noun.start;
    let future = words(
        near.clone(),
        &[
            "will",
            "upcoming",
            "forthcoming",
            "next",
            "scheduled",
            "planned",
            "due",
        ],
    );
    let carried = words(near, CARRIERS);
    if dated || carried {
        return Some(if future {
            Modality::Planned
        } else {
            Modality::Happened
        });
    }
    if with_person {
        return Some(if future {
            Modality::Planned
        } else {
            Modality::Happened
        });
    }
    Some(Modality::Named)
}

/// Whether a token stands between quotation marks: an odd number of them since its paragraph began.
pub(super) fn is_quoted(tokens: &Tokens<'_>, paragraph: usize, at: usize) -> bool {
    (paragraph..at)
        .filter(|&index| tokens.is(index, "\""))
        .count()
        % 2
        == 1
}
