//! What a figure measures, in the words of the text: the noun after it, the noun before "of", or the
//! subject of its verb.

use std::ops::Range;

use super::line::Line;
use super::units::{Dimension, Unit};
use super::{change, nouns};
use crate::annotating::tokens::Kind;

/// Longest noun group taken.
const LONGEST: usize = 8;
/// How far before the figure its verb may stand.
const REACH: usize = 10;
/// How far before the verb its subject may begin.
const CLAUSE: usize = 24;

/// The tokens of what is measured by the figure whose phrase is `phrase` and whose number ends at
/// `number_end`.
pub(super) fn of(
    line: &Line<'_, '_>,
    phrase: &Range<usize>,
    number_end: usize,
    unit: &Unit,
) -> Option<Range<usize>> {
    match unit.dimension {
        Dimension::People | Dimension::Count => {
            let from = number_end + usize::from(line.is(number_end, "of"));
            let from = from + usize::from(super::units::is_determiner(line.lower(from)));
            let from = from + usize::from(line.is_hyphen(from));
            (from < unit.end).then_some(from..unit.end)
        }
        Dimension::Time => modified(line, unit).filter(|_| unit.hyphen),
        Dimension::Money | Dimension::Share | Dimension::Measure => modified(line, unit)
            .or_else(|| before_of(line, phrase.start))
            .or_else(|| subject(line, phrase.start))
            .or_else(|| after_preposition(line, phrase.end)),
    }
}

/// "20% tariffs", "a five-year civil war".
fn modified(line: &Line<'_, '_>, unit: &Unit) -> Option<Range<usize>> {
    if line.is_hyphen(unit.end) {
        // "1,400-km-long", "five-year-old".
        return None;
    }
    let group = group(line, unit.end)?;
    let first = line.lower(group.start);
    let verb = group.len() == 1 && first.ends_with("ed");
    let adverb = first.ends_with("ly")
        || matches!(
            first,
            "more" | "less" | "each" | "year" | "east" | "west" | "north" | "south"
        );
    (!verb && !adverb).then_some(group)
}

/// The noun group that begins at `start`, a determiner left out.
fn group(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let start = start
        + usize::from(matches!(
            line.lower(start),
            "the" | "a" | "an" | "its" | "their"
        ));
    let mut end = start;
    while end < start + LONGEST {
        let word = line.lower(end);
        let inside = match line.get(end).map(|token| token.kind) {
            Some(Kind::Word) => {
                let joins = matches!(word, "and" | "or")
                    && end > start
                    && line.is_lower_word(end + 1)
                    && !nouns::is_stop(line.lower(end + 1));
                joins || word == "'s" || (!nouns::is_stop(word) && !matches!(word, "and" | "or"))
            }
            Some(Kind::Mark) => line.is_hyphen(end) && end > start,
            _ => false,
        };
        if !inside {
            break;
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// "debts of 10.9 billion yuan".
fn before_of(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let of = line.back(start, 1).filter(|&at| line.is(at, "of"))?;
    let group = group_before(line, of)?;
    let vague = group.len() == 1
        && matches!(
            line.lower(group.start),
            "total" | "average" | "maximum" | "minimum" | "record" | "sum" | "some" | "out"
        );
    (!vague).then_some(group)
}

/// The noun group that ends just before `end`.
fn group_before(line: &Line<'_, '_>, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while end - start < LONGEST {
        let Some(at) = line.back(start, 1) else { break };
        let word = line.lower(at);
        let inside = match line.get(at).map(|token| token.kind) {
            Some(Kind::Word) => !nouns::is_stop(word) && !matches!(word, "and" | "or" | "'s"),
            Some(Kind::Mark) => line.is_hyphen(at) && at + 1 < end,
            _ => false,
        };
        if !inside {
            break;
        }
        start = at;
    }
    // A hyphen cannot begin a group.
    let start = start + usize::from(line.is(start, "-"));
    (start < end).then_some(start..end)
}

/// "5 billion dollars in loans", "42 percent of spending".
fn after_preposition(line: &Line<'_, '_>, end: usize) -> Option<Range<usize>> {
    if !matches!(line.lower(end), "in" | "of" | "worth") {
        return None;
    }
    let end = end + 1 + usize::from(line.is(end, "worth") && line.is(end + 1, "of"));
    let group = group(line, end)?;
    let first = line.lower(group.start);
    let place = line.is(end - 1, "in") && line.is_capitalized(group.start);
    (!place
        && !matches!(
            first,
            "first" | "past" | "last" | "next" | "recent" | "coming"
        ))
    .then_some(group)
}

/// The subject of the verb before the figure: "bilateral trade between A and B had risen by".
fn subject(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let verb = (1..=REACH)
        .map_while(|count| line.back(start, count))
        .take_while(|&at| !matches!(line.lower(at), "," | ";" | ":" | "." | "(" | ")"))
        .find(|&at| is_verb(line, at))?;
    let mut verb = verb;
    while let Some(at) = line.back(verb, 1) {
        let word = line.lower(at);
        if is_auxiliary(word) || word.ends_with("ly") || matches!(word, "also" | "already" | "now")
        {
            verb = at;
        } else {
            break;
        }
    }
    // "the trade volume, which reached", "the budget, worth".
    let relative = line.lower_back(verb, 1);
    if matches!(relative, "which" | "that") {
        verb -= 1;
    }
    if line.lower_back(verb, 1) == ","
        && (matches!(relative, "which" | "that") || line.is(verb, "worth"))
    {
        return group_before(line, verb - 1);
    }
    let mut clause = verb;
    for count in 1..=CLAUSE {
        let Some(at) = line.back(verb, count) else {
            break;
        };
        let word = line.lower(at);
        let boundary = matches!(
            word,
            "," | ";"
                | ":"
                | "\""
                | "("
                | ")"
                | "."
                | "that"
                | "while"
                | "but"
                | "when"
                | "as"
                | "said"
                | "which"
                | "where"
                | "after"
                | "because"
        ) || (word == "and"
            && matches!(line.lower(at + 1), "its" | "their" | "the"));
        if boundary {
            break;
        }
        clause = at;
    }
    let group = group(line, clause)?;
    let group = possessed(line, group);
    (group.end <= verb && !is_pronoun(line.lower(group.start))).then_some(group)
}

/// What is owned, the owner left out: "trade" of "China's trade".
fn possessed(line: &Line<'_, '_>, group: Range<usize>) -> Range<usize> {
    let owner = group.clone().rev().find(|&at| line.is(at, "'s"));
    match owner {
        Some(at) if at + 1 < group.end => at + 1..group.end,
        _ => group,
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "it" | "this" | "that" | "he" | "she" | "they" | "there" | "we"
    )
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "had"
            | "has"
            | "have"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "will"
            | "would"
            | "could"
            | "can"
            | "should"
            | "may"
            | "might"
            | "to"
    )
}

/// Verbs that tie an amount to its subject.
fn is_verb(line: &Line<'_, '_>, at: usize) -> bool {
    change::word(line, at).is_some()
        || matches!(
            line.lower(at),
            "reach"
                | "reached"
                | "reaches"
                | "total"
                | "totaled"
                | "totalled"
                | "totals"
                | "hit"
                | "hits"
                | "stood"
                | "stands"
                | "exceed"
                | "exceeded"
                | "exceeds"
                | "surpass"
                | "surpassed"
                | "surpasses"
                | "amounted"
                | "amounts"
                | "came"
                | "comes"
                | "worth"
                | "cost"
                | "costs"
                | "averaged"
                | "accounted"
                | "accounts"
                | "represented"
                | "represents"
                | "is"
                | "was"
                | "were"
                | "are"
                | "topped"
        )
}
