//! Which of a sentence's dates is the date of an event named in it.

use std::ops::Range;

use super::clauses::{self, Clauses, Role};
use super::meaning::{Granularity, Kind};
use super::{Timex, tense};
use crate::annotating::tokens::Tokens;

/// The index in `timexes` of the expression that dates the event whose trigger stands at `anchor`;
/// `None` where the sentence dates only other things.
pub fn attach(
    tokens: &Tokens<'_>,
    timexes: &[Timex],
    sentence: usize,
    anchor: Range<usize>,
) -> Option<usize> {
    let from = timexes.partition_point(|timex| timex.sentence < sentence);
    let to = timexes.partition_point(|timex| timex.sentence <= sentence);
    let here = timexes.get(from..to)?;
    if here.is_empty() {
        return None;
    }
    let range = tokens.sentence(sentence);
    let clauses = clauses::cut(tokens, range.clone(), |token| {
        here.iter().any(|timex| timex.tokens.contains(&token))
    });
    here.iter()
        .enumerate()
        .filter(|(_, timex)| matches!(timex.kind(), Kind::Point | Kind::Span))
        .filter_map(|(index, timex)| {
            let cost = cost(tokens, &clauses, &range, timex, &anchor)?;
            Some((cost, from + index))
        })
        .min()
        .map(|(_, index)| index)
}

/// How ill the expression fits the event; `None` where it belongs to something else.
fn cost(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    sentence: &Range<usize>,
    timex: &Timex,
    anchor: &Range<usize>,
) -> Option<usize> {
    let between = if timex.tokens.start >= anchor.end {
        anchor.end..timex.tokens.start
    } else {
        timex.tokens.end..anchor.start
    };
    let distance = between.len();
    if timex.attributive
        && timex.tokens.end <= anchor.start
        && is_noun_phrase(tokens, sentence, between.clone())
    {
        return Some(0);
    }
    let theirs = clauses.of(timex.tokens.start);
    let mine = clauses.of(anchor.start);
    let relation = relation(clauses, theirs, mine)?;
    if timex.attributive {
        // "At Friday's session, leaders called": the day of the session is the day of the call.
        // "The 1991 collapse" dates nothing but the collapse.
        let day = timex.granularity() <= Granularity::Day;
        return (day && relation == 0).then_some(distance + 40);
    }
    let commas = between
        .clone()
        .filter(|index| tokens.is(*index, ","))
        .count();
    let opening = timex.tokens.start <= sentence.start + 2;
    let verbs = between
        .filter(|index| tense::cue(tokens, sentence, *index).is_some())
        .count();
    let obstacles = if opening { 0 } else { commas * 8 + verbs * 6 };
    // The date of a verb mostly follows it.
    let order = if timex.tokens.start < anchor.start {
        3
    } else {
        0
    };
    Some(distance + relation + obstacles + order)
}

/// What it costs to take a date out of clause `theirs` into clause `mine`.
fn relation(clauses: &Clauses, theirs: usize, mine: usize) -> Option<usize> {
    if theirs == mine {
        return Some(0);
    }
    let (their, my) = (clauses.get(theirs), clauses.get(mine));
    match (their.role, my.role) {
        (Role::Main, Role::Main) => Some(80),
        (_, Role::Beside) if my.parent == Some(theirs) => Some(50),
        (Role::Beside, _) if their.parent == Some(mine) => Some(60),
        _ => None,
    }
}

/// Whether the tokens lead from an attribute to its noun without a break.
fn is_noun_phrase(tokens: &Tokens<'_>, sentence: &Range<usize>, between: Range<usize>) -> bool {
    between.len() <= 7
        && between.clone().all(|index| {
            let word = tokens.lower(index);
            word != ","
                && tense::cue(tokens, sentence, index).is_none()
                && !matches!(
                    word,
                    "in" | "on" | "at" | "with" | "to" | "for" | "after" | "before"
                )
        })
}
