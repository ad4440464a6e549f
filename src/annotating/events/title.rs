//! Short titles: who did what, in the words of the clause, without its date and its asides.

use std::ops::Range;

use crate::annotating::clauses::Clause;
use crate::annotating::dates::Timex;
use crate::annotating::events::lexicon::Form;
use crate::annotating::gazette::Gazette;
use crate::annotating::people::{Form as PersonForm, Mention, family_name};
use crate::annotating::tokens::{Kind, Tokens};

/// The longest title, in characters.
const LONGEST: usize = 88;
/// A title that is cut ends at the last joint of the sentence, unless that leaves less than this.
const SHORTEST: usize = 36;

/// The layers of annotation of one sentence that a title is made from.
pub(super) struct Layers<'a, 'b> {
    pub tokens: &'a Tokens<'b>,
    pub gazette: &'a Gazette,
    pub people: &'a [Mention],
    pub timexes: &'a [Timex],
    pub sentence: Range<usize>,
    /// Whom "he" or "she" means at the start of the sentence.
    pub subject: Option<&'a str>,
}

/// The title of the event that the trigger of a clause tells of.
pub(super) fn of(
    layers: &Layers<'_, '_>,
    clause: &Clause,
    trigger: &Range<usize>,
    form: Form,
) -> String {
    let tokens = layers.tokens;
    let relative = matches!(tokens.lower(clause.tokens.start), "which" | "who" | "that");
    let parts =
        if form == Form::Noun && (clause.subordinate || !has_subject(layers, clause, trigger)) {
            vec![noun_phrase(layers, &clause.tokens, trigger)]
        } else if relative && clause.tokens.start > layers.sentence.start {
            let antecedent = antecedent(layers, clause.tokens.start);
            vec![antecedent, clause.tokens.start + 1..clause.tokens.end]
        } else {
            vec![main_part(layers, clause, trigger)]
        };
    let mut title = Title::default();
    for part in parts {
        write(layers, part, &mut title);
    }
    title.finish()
}

/// Whether a verb or a person stands before the noun in its clause: it is then an object, not a heading.
fn has_subject(layers: &Layers<'_, '_>, clause: &Clause, trigger: &Range<usize>) -> bool {
    let before = clause.tokens.start..trigger.start;
    layers
        .people
        .iter()
        .any(|person| before.contains(&person.tokens.start))
        || before.clone().any(|at| {
            let word = layers.tokens.lower(at);
            (word.len() > 4 && word.ends_with("ed"))
                || matches!(word, "will" | "held" | "met" | "has" | "had" | "was")
        })
}

/// The clause from its subject on: what it opens with ("On Monday,", "According to X,", "Y said that")
/// is left out, as are closing marks.
fn main_part(layers: &Layers<'_, '_>, clause: &Clause, trigger: &Range<usize>) -> Range<usize> {
    let tokens = layers.tokens;
    let mut start = clause.tokens.start;
    for at in clause.tokens.start..trigger.start {
        let reported = tokens.is(at, "that") && at > start;
        let opened = tokens.is(at, ",") && is_opening(tokens, start);
        if reported || opened {
            start = at + 1;
        }
    }
    while start < trigger.start && (is_mark(tokens, start) || is_connective(tokens.lower(start))) {
        start += 1;
    }
    start..clause.tokens.end
}

fn is_mark(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Mark) || tokens.is(at, "'s")
}

/// Whether a stretch that a comma closes is only an opening of its clause.
fn is_opening(tokens: &Tokens<'_>, start: usize) -> bool {
    is_connective(tokens.lower(start))
        || matches!(
            tokens.lower(start),
            "on" | "in"
                | "at"
                | "from"
                | "during"
                | "according"
                | "under"
                | "for"
                | "with"
                | "by"
                | "amid"
                | "to"
                | "late"
                | "earlier"
                | "last"
                | "this"
                | "next"
                | "through"
                | "between"
                | "despite"
                | "as"
                | "since"
                | "yesterday"
                | "today"
                | "tomorrow"
        )
}

fn is_connective(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "then"
            | "meanwhile"
            | "later"
            | "also"
            | "that"
            | "while"
            | "when"
            | "as"
            | "after"
            | "before"
            | "following"
            | "although"
            | "because"
            | "where"
            | "earlier"
            | "however"
            | "since"
            | "moreover"
            | "besides"
            | "prior"
            | "once"
            | "though"
            | "if"
            | "so"
            | "or"
            | "nor"
            | "yet"
            | "until"
    )
}

/// The words that a relative clause hangs on: a person, or the noun with what stands before it.
fn antecedent(layers: &Layers<'_, '_>, pronoun: usize) -> Range<usize> {
    let tokens = layers.tokens;
    let mut end = pronoun;
    while end > layers.sentence.start && is_mark(tokens, end - 1) {
        end -= 1;
    }
    let last = end.saturating_sub(1).max(layers.sentence.start);
    match layers
        .people
        .iter()
        .find(|person| person.tokens.contains(&last))
    {
        Some(person) => person.tokens.clone(),
        None => noun_phrase(layers, &layers.sentence, &(last..end)).start..end,
    }
}

/// The noun with the adjectives before it and the prepositions after it.
fn noun_phrase(
    layers: &Layers<'_, '_>,
    within: &Range<usize>,
    noun: &Range<usize>,
) -> Range<usize> {
    let tokens = layers.tokens;
    let mut start = noun.start;
    while let Some(before) = start.checked_sub(1).filter(|&at| at >= within.start) {
        let stops = matches!(
            tokens.lower(before),
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "this"
                | "of"
                | "in"
                | "on"
                | "at"
                | "by"
                | "for"
                | "to"
                | "from"
                | "following"
                | "after"
                | "before"
                | "during"
                | "and"
                | ","
                | "with"
                | "since"
                | "is"
                | "was"
                | "were"
                | "are"
                | "as"
                | "attend"
                | "said"
                | "\""
        );
        if stops && layers.gazette.at(before).is_none() {
            break;
        }
        start = before;
    }
    let end = (noun.end..within.end)
        .find(|&at| {
            matches!(
                tokens.lower(at),
                "," | ";" | "." | "and" | "that" | "but" | "(" | ")" | "which" | "who"
            )
        })
        .unwrap_or(within.end);
    start..end.max(noun.end)
}

fn is_pronoun(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.lower(at), "he" | "she")
}

/// A title under way.
#[derive(Default)]
struct Title {
    text: String,
    /// Length of the text at the last place where it could end.
    joint: usize,
    full: bool,
}

impl Title {
    /// Adds a word; a word that begins a new part marks a joint before it.
    fn push(&mut self, word: &str, glued: bool, joint: bool) {
        if self.full {
            return;
        }
        if joint && self.text.chars().count() >= SHORTEST {
            self.joint = self.text.len();
        }
        if self.text.chars().count() + word.chars().count() >= LONGEST {
            self.full = true;
            if self.joint > 0 {
                self.text.truncate(self.joint);
            }
            return;
        }
        if !(self.text.is_empty() || glued) {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// A date that is left out takes the preposition before it along.
    fn drop_preposition(&mut self) {
        for word in [
            "on", "in", "from", "since", "at", "by", "for", "until", "through", "between", "late",
            ",",
        ] {
            if let Some(rest) = self.text.strip_suffix(word)
                && (rest.is_empty() || rest.ends_with(' ') || word == ",")
            {
                let length = rest.trim_end().len();
                self.text.truncate(length);
                return;
            }
        }
    }

    fn finish(self) -> String {
        let trimmed = self
            .text
            .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '%' | ')' | '('));
        let mut words: Vec<&str> = trimmed.split(' ').filter(|word| !word.is_empty()).collect();
        while words.last().is_some_and(|word| is_hanging(word)) {
            words.pop();
        }
        while words.first().is_some_and(|word| {
            matches!(*word, "the" | "a" | "an" | "The" | "A" | "An") && words.len() > 2
        }) {
            words.remove(0);
        }
        let joined = words.join(" ");
        let joined = joined.trim_end_matches([',', ';', ':']);
        let mut letters = joined.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}

/// Words that cannot end a title.
fn is_hanging(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "of"
            | "the"
            | "a"
            | "an"
            | "to"
            | "in"
            | "on"
            | "at"
            | "for"
            | "with"
            | "his"
            | "her"
            | "its"
            | "their"
            | "by"
            | "that"
            | "from"
            | "as"
            | "more"
            | "than"
            | "over"
            | "also"
            | "between"
            | "will"
            | "here"
            | "including"
            | "into"
            | "against"
            | "after"
            | "before"
            | "but"
            | "which"
            | "who"
            | "such"
            | "other"
    )
}

/// Writes a stretch of tokens: dates left out, titled people by their family names.
fn write(layers: &Layers<'_, '_>, range: Range<usize>, title: &mut Title) {
    let tokens = layers.tokens;
    let timex = |at: usize| {
        layers
            .timexes
            .iter()
            .find(|timex| timex.tokens.contains(&at))
    };
    let person = |at: usize| {
        layers.people.iter().find(|person| {
            person.form == PersonForm::Titled
                && person.tokens.start == at
                && person.tokens.end <= range.end
        })
    };
    let mut at = range.start;
    while at < range.end {
        if let Some(timex) = timex(at) {
            title.drop_preposition();
            at = timex.tokens.end.max(at + 1);
            if tokens.is(at, ",") {
                at += 1;
            }
            continue;
        }
        if let Some(name) = layers
            .subject
            .filter(|_| at == range.start && is_pronoun(tokens, at))
        {
            title.push(name, false, false);
            at += 1;
            continue;
        }
        if let Some(person) = person(at) {
            title.push(family_name(&person.name, person.country), false, false);
            at = person.tokens.end;
            // "Maria Silva, the minister, said": the comma that closes the apposition goes with it.
            let apposed = person.tokens.clone().any(|at| tokens.is(at, ","));
            at += usize::from(apposed && tokens.is(at, ","));
            continue;
        }
        let glued = tokens.get(at).is_some_and(|token| token.glued);
        let joint = matches!(
            tokens.lower(at),
            "," | "with"
                | "alongside"
                | "to"
                | "in"
                | "of"
                | "for"
                | "on"
                | "at"
                | "amid"
                | "as"
                | "("
                | "after"
                | "before"
                | "during"
                | "by"
                | "including"
                | "following"
                | "-"
        );
        title.push(
            tokens.text(at),
            glued,
            joint && !glued || tokens.is(at, ","),
        );
        at += 1;
    }
}
