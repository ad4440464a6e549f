//! Short titles: the words of the clause that tell of the event, without its date and its asides.

use std::ops::Range;

use crate::annotating::clauses::Clause;
use crate::annotating::dates::Timex;
use crate::annotating::events::lexicon::Form;
use crate::annotating::gazette::Gazette;
use crate::annotating::people::{Form as PersonForm, Mention};
use crate::annotating::tokens::{Kind, Tokens};

/// The longest title, in characters; it ends at the last word that fits.
const LONGEST: usize = 72;

/// The title of the event that the trigger tells of.
#[expect(clippy::too_many_arguments, reason = "each is one layer of annotation of the same sentence")]
pub(super) fn of(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    people: &[Mention],
    timexes: &[Timex],
    sentence: usize,
    clause: &Clause,
    trigger: &Range<usize>,
    form: Form,
) -> String {
    let range = if form == Form::Noun && clause.subordinate {
        noun_phrase(tokens, gazette, clause, trigger)
    } else {
        trimmed(tokens, clause)
    };
    let skipped = |at: usize| {
        timexes.iter().find(|timex| timex.sentence == sentence && timex.tokens.contains(&at))
    };
    let titled = |at: usize| {
        people.iter().find(|person| {
            person.sentence == sentence
                && person.form == PersonForm::Titled
                && person.tokens.start == at
                && range.contains(&(person.tokens.end.saturating_sub(1)))
        })
    };
    let mut title = String::new();
    let mut at = range.start;
    while at < range.end {
        if let Some(timex) = skipped(at) {
            drop_preposition(&mut title);
            at = timex.tokens.end.max(at + 1);
            continue;
        }
        let (word, next, glued) = match titled(at) {
            Some(person) => (family_name(&person.name), person.tokens.end, false),
            None => (tokens.text(at), at + 1, tokens.get(at).is_some_and(|token| token.glued)),
        };
        if title.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !(title.is_empty() || glued) {
            title.push(' ');
        }
        title.push_str(word);
        at = next;
    }
    polish(&title)
}

/// The clause without its opening words and its closing mark.
fn trimmed(tokens: &Tokens<'_>, clause: &Clause) -> Range<usize> {
    let mut range = clause.tokens.clone();
    while range.start < range.end
        && (tokens.get(range.start).is_some_and(|token| token.kind == Kind::Mark)
            || matches!(
                tokens.lower(range.start),
                "and" | "but" | "then" | "meanwhile" | "later" | "also" | "that" | "while" | "when" | "as" | "after"
                    | "before" | "following" | "although" | "because" | "where" | "earlier" | "however" | "since"
            ))
    {
        range.start += 1;
    }
    while range.end > range.start && tokens.get(range.end - 1).is_some_and(|token| token.kind == Kind::Mark) {
        range.end -= 1;
    }
    range
}

/// The noun with the adjectives before it and the prepositions after it.
fn noun_phrase(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    clause: &Clause,
    trigger: &Range<usize>,
) -> Range<usize> {
    let mut start = trigger.start;
    while let Some(before) = start.checked_sub(1).filter(|&at| at >= clause.tokens.start) {
        let stops = matches!(
            tokens.lower(before),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "of" | "in" | "on" | "at" | "by" | "for"
                | "to" | "from" | "following" | "after" | "before" | "during" | "and" | "," | "with" | "since"
        );
        if stops && gazette.at(before).is_none() {
            break;
        }
        start = before;
    }
    let end = (trigger.end..clause.tokens.end)
        .find(|&at| matches!(tokens.lower(at), "," | ";" | "." | "and" | "that" | "but" | "(" | ")"))
        .unwrap_or(clause.tokens.end);
    start..end.max(trigger.end)
}

/// The last word of a name: what the press calls the person after the first time.
fn family_name(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// A date that is left out takes the preposition before it along.
fn drop_preposition(title: &mut String) {
    for preposition in [" on", " in", " from", " since", " at", " by", " for", " until", " through", " ,", ","] {
        if title.ends_with(preposition) {
            title.truncate(title.len() - preposition.len());
            return;
        }
    }
}

fn polish(title: &str) -> String {
    let trimmed = title.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—'));
    let mut words: Vec<&str> = trimmed.split(' ').filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|word| {
        matches!(*word, "and" | "or" | "of" | "the" | "a" | "an" | "to" | "in" | "on" | "at" | "for" | "with" | "his" | "its" | "by" | "that")
    }) {
        words.pop();
    }
    let joined = words.join(" ");
    let mut letters = joined.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
