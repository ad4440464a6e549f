//! A place where a person is mentioned in, whether the sentence says that the person stays away out.

use std::ops::Range;
use std::sync::LazyLock;

use crate::annotating::Annotations;
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Token, Tokens};
use crate::knowledge::phrases::Phrases;
use crate::knowledge::table;
use crate::span::Span;

/// What a phrase says of coming to a meeting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Absent,
    Coming,
    Sent,
    Instead,
    Afar,
    PassedOver,
}

static WORDS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    let mut words = Phrases::default();
    for [class, phrases] in table::rows(include_str!("../../assets/en/presence.tsv")) {
        let word = match class {
            "absent" => Word::Absent,
            "coming" => Word::Coming,
            "sent" => Word::Sent,
            "instead" => Word::Instead,
            "afar" => Word::Afar,
            _ => Word::PassedOver,
        };
        table::list(phrases).for_each(|phrase| words.insert(phrase, word));
    }
    words
});

/// How far before a name the words that make it an object may stand, over its title.
const TITLE: usize = 5;
/// The longest apposition between a name and its verb.
const APPOSITION: usize = 24;

/// "X will not attend", "X, whose term …, stayed away", "Minister Y represented President X".
pub(super) fn is_said_to_stay_away(notes: &Annotations<'_>, sentence: usize, span: Span) -> bool {
    let tokens = &notes.tokens;
    let range = tokens.sentence(sentence);
    let first = tokens.at(span.start);
    let after = tokens.at(span.end);
    let verb = predicate(tokens, after, range.end);
    // The comma may only close what stood before the name.
    let closed = after + usize::from(tokens.is(after, ","));
    let away = stays_away(tokens, verb..range.end)
        || closed != verb && stays_away(tokens, closed..range.end)
        || is_stood_in_for(tokens, range.start..first)
        || is_missed(tokens, range.start..first)
        || is_neither(tokens, range.clone(), first..verb);
    away && !is_supposed(tokens, range.start..first) && !is_by_video(tokens, verb..range.end)
}

/// "Missing from the gathering was X": the word before the name and its title.
fn is_missed(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    let from = before.end.saturating_sub(2 * TITLE).max(before.start);
    let Some(was) = (from..before.end).find(|&at| matches!(tokens.lower(at), "was" | "were"))
    else {
        return false;
    };
    (before.start..was).any(|at| matches!(tokens.lower(at), "missing" | "absent"))
}

/// "Neither X nor Y turned up."
fn is_neither(tokens: &Tokens<'_>, sentence: Range<usize>, name: Range<usize>) -> bool {
    if !tokens.is(sentence.start, "neither") {
        return false;
    }
    let nor = (sentence.start..sentence.end).find(|&at| tokens.is(at, "nor"));
    nor.is_some_and(|nor| {
        let end = sentence.end;
        name.start < end && (nor..end).any(|at| reads(tokens, at, Word::Coming))
    })
}

/// The first token of what is said of a name: past appositions in commas and further names.
fn predicate(tokens: &Tokens<'_>, after: usize, end: usize) -> usize {
    let mut at = after;
    loop {
        let joins = matches!(tokens.lower(at), "and" | ",");
        let name = tokens.get(at + 1).is_some_and(Token::is_capitalized);
        if at < end && joins && name {
            at += 1;
            while at < end
                && (tokens.get(at).is_some_and(Token::is_capitalized)
                    || matches!(tokens.lower(at), "'s" | "-" | "." | "of"))
            {
                at += 1;
            }
        } else if at < end && tokens.is(at, ",") {
            let closes = (at + 1..end.min(at + APPOSITION)).find(|&at| tokens.is(at, ","));
            let Some(comma) = closes else { return at };
            at = comma + 1;
        } else {
            return at;
        }
    }
}

fn stays_away(tokens: &Tokens<'_>, said: Range<usize>) -> bool {
    let end = said.end.min(said.start + 6);
    (said.start..end).any(|at| {
        // Over "has", "will", "also": the verb is among the first words.
        let is_verb = (said.start..at).all(|at| is_passed_over(tokens, at));
        let denied = tokens.does(at, Class::Negation)
            && (at + 1..said.end.min(at + 4)).any(|at| reads(tokens, at, Word::Coming));
        let replaced = reads(tokens, at, Word::Sent)
            && (at + 1..said.end).any(|at| reads(tokens, at, Word::Instead));
        denied || (is_verb && (replaced || reads(tokens, at, Word::Absent)))
    })
}

fn is_passed_over(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.does(at, Class::Auxiliary) || reads(tokens, at, Word::PassedOver)
}

/// Whether a phrase of the class begins at a token.
fn reads(tokens: &Tokens<'_>, at: usize, word: Word) -> bool {
    let found = WORDS.longest(|index| tokens.lower(index), at);
    found.is_some_and(|(_, found)| *found == word)
}

/// "in the absence of X", "Y represented President X", "Y stood in for X".
fn is_stood_in_for(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    let mut at = before.end;
    while at > before.start.max(before.end.saturating_sub(TITLE))
        && at.checked_sub(1).is_some_and(|last| {
            tokens.get(last).is_some_and(Token::is_capitalized)
                || matches!(
                    tokens.lower(last),
                    "president" | "prime" | "minister" | "king" | "the" | "'s"
                )
        })
    {
        at -= 1;
    }
    let back = |count: usize| {
        let index = at.checked_sub(count).filter(|index| before.contains(index));
        index.map_or("", |index| tokens.lower(index))
    };
    (back(1) == "represented" && !matches!(back(2), "was" | "is" | "were" | "be"))
        || (back(1) == "of" && back(2) == "absence")
        || (back(1) == "for"
            && back(2) == "in"
            && matches!(back(3), "stood" | "standing" | "stands"))
}

/// "If X stays at home": nothing is said yet.
fn is_supposed(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    let from = before.start.max(before.end.saturating_sub(TITLE));
    (from..before.end).any(|at| tokens.does(at, Class::Supposing))
}

/// "addressed the summit by video link": who speaks from afar takes part.
fn is_by_video(tokens: &Tokens<'_>, mut said: Range<usize>) -> bool {
    said.any(|at| reads(tokens, at, Word::Afar))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotating::testing::sentence;

    #[test]
    fn tells_who_stays_away() {
        for (text, name, wanted) in [
            ("Ana Orlo will not attend the summit.", "Ana Orlo", true),
            ("Ana Orlo did not take a position.", "Ana Orlo", false),
            ("Ana Orlo skipped the meeting.", "Ana Orlo", true),
            (
                "The leaders of Chad and Mali stayed away.",
                "leaders of Chad and Mali",
                true,
            ),
            (
                "Ana Orlo, who faces a trial at home, pulled out on Sunday.",
                "Ana Orlo",
                true,
            ),
            (
                "Ana Orlo and Ben Tal, whose states are observers, did not attend.",
                "Ana Orlo",
                true,
            ),
            (
                "Ana Orlo sent Ben Tal, her minister, instead.",
                "Ana Orlo",
                true,
            ),
            (
                "Ana Orlo sent Ben Tal, her minister, instead.",
                "Ben Tal",
                false,
            ),
            (
                "Ana Orlo stayed at home and sent Ben Tal.",
                "Ana Orlo",
                true,
            ),
            ("Ben Tal represented President Orlo.", "Orlo", true),
            ("Chad was represented by Ben Tal.", "Ben Tal", false),
            (
                "If Ana Orlo stays at home, the signing may wait.",
                "Ana Orlo",
                false,
            ),
            (
                "Ana Orlo did not travel and spoke by video link.",
                "Ana Orlo",
                false,
            ),
            (
                "The envoy met Ben Tal in the absence of Ana Orlo.",
                "Ana Orlo",
                true,
            ),
        ] {
            let article = sentence(text);
            let notes = Annotations::of(&article);
            let start = text.find(name).unwrap();
            let span = Span::new(start, start + name.len());
            assert_eq!(
                is_said_to_stay_away(&notes, 0, span),
                wanted,
                "{text} / {name}"
            );
        }
    }
}
