//! Short titles: who did what, in the words of the clause, without its date and its asides.

use std::borrow::Cow;
use std::ops::Range;

use crate::annotating::clauses::{Clause, is_saying};
use crate::annotating::dates::Timex;
use crate::annotating::events::lexicon::Form;
use crate::annotating::gazette::Gazette;
use crate::annotating::people::{Form as PersonForm, Mention, family_name};
use crate::annotating::tokens::{Kind, Tokens};

/// The longest title, in characters.
const LONGEST: usize = 88;
/// A title that is cut ends at the last joint of the sentence, unless that leaves less than this.
const SHORTEST: usize = 36;

/// The layers of annotation that a title is made from: those of its sentence, and all people before it.
pub(super) struct Layers<'a, 'b> {
    pub tokens: &'a Tokens<'b>,
    pub gazette: &'a Gazette,
    pub people: &'a [Mention],
    pub timexes: &'a [Timex],
    pub sentence: Range<usize>,
    pub all_people: &'a [Mention],
}

/// The title of the event that the trigger of a clause tells of.
pub(super) fn of(
    layers: &Layers<'_, '_>,
    clause: &Clause,
    trigger: &Range<usize>,
    form: Form,
) -> String {
    let mut title = Title::default();
    let Parts {
        subject,
        head,
        rest,
    } = parts(layers, clause, trigger, form);
    if let Some(subject) = subject {
        write(layers, subject, &mut title);
        title.text.push(':');
    }
    for part in head.into_iter().chain([rest]) {
        write(layers, part, &mut title);
    }
    let short = title.finish();
    if short.contains(' ') {
        return short;
    }
    // One word tells nothing: the whole clause does.
    let mut title = Title::default();
    write(layers, main_part(layers, clause, trigger), &mut title);
    title.finish()
}

/// The stretches of a sentence that make a title, in the order in which they read best.
struct Parts {
    /// Whom it is about, where another clause says so; a colon follows.
    subject: Option<Range<usize>>,
    /// What a relative clause hangs on, or the name that follows its participle.
    head: Option<Range<usize>>,
    /// What is told.
    rest: Range<usize>,
}

impl Parts {
    const fn of(rest: Range<usize>) -> Self {
        Self {
            subject: None,
            head: None,
            rest,
        }
    }
}

/// The stretches of the sentence that tell of the event.
fn parts(layers: &Layers<'_, '_>, clause: &Clause, trigger: &Range<usize>, form: Form) -> Parts {
    let tokens = layers.tokens;
    let near = (clause.tokens.start..trigger.start).rev().take(4);
    let pronoun = near
        .chain([clause.tokens.start])
        .find(|&at| matches!(tokens.lower(at), "which" | "who" | "that"))
        .filter(|&at| at > layers.sentence.start && !is_reporting(tokens, at));
    if form == Form::Noun && clause.subordinate {
        let noun = noun_phrase(layers, &clause.tokens, trigger);
        return Parts {
            subject: subject_elsewhere(layers, clause),
            ..Parts::of(noun)
        };
    }
    if form == Form::Noun && !has_subject(layers, clause, trigger) {
        let noun = noun_phrase(layers, &clause.tokens, trigger);
        return Parts::of(noun.start..clause.tokens.end);
    }
    if let Some(pronoun) = pronoun {
        let head = Some(antecedent(layers, pronoun));
        return Parts {
            head,
            ..Parts::of(pronoun + 1..clause.tokens.end)
        };
    }
    if form == Form::Gerund && clause.subordinate {
        let rest = trigger.start..clause.tokens.end;
        return Parts {
            subject: subject_elsewhere(layers, clause),
            ..Parts::of(rest)
        };
    }
    // "Established in 1989, X …": the subject follows its participle.
    if form == Form::Past && trigger.start == clause.tokens.start {
        let comma = (trigger.end..layers.sentence.end).find(|&at| tokens.is(at, ","));
        let named = comma.and_then(|comma| name_at(layers, comma + 1));
        if let Some(name) = named {
            return Parts {
                head: Some(name),
                ..Parts::of(trigger.clone())
            };
        }
    }
    Parts::of(main_part(layers, clause, trigger))
}

/// The person whom the sentence is about, where another clause than this one names them: the first of the
/// next clause ("While meeting X, Y said"), or of the sentence.
fn subject_elsewhere(layers: &Layers<'_, '_>, clause: &Clause) -> Option<Range<usize>> {
    let with_somebody = clause
        .tokens
        .clone()
        .any(|at| matches!(layers.tokens.lower(at), "with" | "meeting"));
    let known = |person: &&Mention| {
        let family = person.name.rsplit(' ').next().unwrap_or_default();
        person.form == PersonForm::Titled
            || layers.all_people.iter().any(|other| {
                other.form == PersonForm::Titled && other.name.split(' ').any(|word| word == family)
            })
    };
    let first = layers
        .people
        .iter()
        .filter(|person| !clause.tokens.contains(&person.tokens.start))
        .find(|person| matches!(person.form, PersonForm::Titled | PersonForm::Candidate))
        .filter(known)?;
    let near =
        first.tokens.start == clause.tokens.end || first.tokens.start == layers.sentence.start;
    (near && with_somebody).then(|| first.tokens.clone())
}

/// The run of capitalised words, with articles and hyphens, that begins at a token.
fn name_at(layers: &Layers<'_, '_>, start: usize) -> Option<Range<usize>> {
    let tokens = layers.tokens;
    let is_part = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_capitalized() || token.glued)
            || (at == start && tokens.is(at, "the"))
            || matches!(tokens.lower(at), "of" if at > start)
    };
    let end = (start..layers.sentence.end).find(|&at| !is_part(at))?;
    (end > start).then_some(start..end)
}

/// Whether "that" brings in what somebody said.
fn is_reporting(tokens: &Tokens<'_>, that: usize) -> bool {
    tokens.is(that, "that") && (that.saturating_sub(6)..that).any(|at| is_saying(tokens.lower(at)))
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
        let said = is_saying(tokens.lower(at)) && !tokens.is(at + 1, ",");
        let reported = at > start && (is_reporting(tokens, at) || said);
        let opened =
            tokens.is(at, ",") && is_opening(tokens, start) && !has_pronoun(tokens, start..at);
        if reported || opened {
            start = at + 1;
        }
    }
    while start < trigger.start && (is_mark(tokens, start) || is_connective(tokens.lower(start))) {
        start += 1;
    }
    start..clause.tokens.end
}

fn has_pronoun(tokens: &Tokens<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| matches!(tokens.lower(at), "he" | "she" | "it" | "they" | "we" | "i"))
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
        if stops && layers.gazette.at(before).is_none() && !is_inside_name(tokens, before) {
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

/// Whom "he" or "she" at the start of a stretch means: the person named last before it.
fn spoken_of<'a>(layers: &Layers<'a, '_>, at: usize) -> Option<&'a str> {
    if !matches!(layers.tokens.lower(at), "he" | "she" | "i") {
        return None;
    }
    let before = layers
        .all_people
        .partition_point(|person| person.tokens.start < at);
    let before = layers.all_people.get(..before)?;
    let titled = before
        .iter()
        .rev()
        .find(|person| person.form == PersonForm::Titled)?;
    // A family name alone, later in the same sentence, is nearer than a title before it.
    let family = family_name(&titled.name, titled.country);
    let nearer = before.iter().rev().find(|person| {
        person.form == PersonForm::Candidate && layers.sentence.contains(&person.tokens.start)
    });
    let known = nearer.filter(|near| {
        before.iter().any(|person| {
            person.form == PersonForm::Titled
                && family_name(&person.name, person.country) == near.name
        })
    });
    Some(known.map_or(family, |near| near.name.as_str()))
}

/// What "it" at the start of a stretch means: the country, place or body that the sentence before it
/// begins with.
fn it_means(layers: &Layers<'_, '_>, at: usize) -> Option<Range<usize>> {
    let before = layers.sentence.start.checked_sub(1)?;
    if !layers.tokens.is(at, "it") || at > layers.sentence.start + 12 {
        return None;
    }
    let sentence = layers
        .tokens
        .sentences()
        .find(|(_, _, range)| range.contains(&before))?
        .2;
    let opening = sentence.start..(sentence.start + 4).min(sentence.end);
    layers
        .gazette
        .within(opening)
        .next()
        .map(|hit| hit.tokens.clone())
}

/// Whether a small word is part of a longer one or of a name ("tit-for-tat", "Party of China").
fn is_inside_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let glued = |at: usize| tokens.get(at).is_some_and(|token| token.glued);
    let capital = |at: usize| {
        tokens
            .get(at)
            .is_some_and(crate::annotating::tokens::Token::is_capitalized)
    };
    let in_name = tokens.is(at, "of") && capital(at + 1) && at.checked_sub(1).is_some_and(capital);
    in_name || (glued(at) && glued(at + 1))
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
            let comma = tokens.is(at, ",");
            if comma || tokens.is(at, "'s") {
                at += 1;
            }
            if comma && !title.text.is_empty() && at < range.end {
                title.push(",", true, false);
            }
            continue;
        }
        if title.text.is_empty() {
            let meant = spoken_of(layers, at).or_else(|| {
                it_means(layers, at).map(|hit| tokens.span(hit).of(&tokens.article.text))
            });
            if let Some(name) = meant {
                title.push(name, false, false);
                at += 1;
                continue;
            }
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
        let word = word_at(layers, at, title.text.is_empty());
        title.push(&word, glued, joint && !glued || tokens.is(at, ","));
        at += 1;
    }
}

/// A token as the title writes it: the capital that only begins the sentence is left out inside a title.
fn word_at<'a>(layers: &Layers<'_, 'a>, at: usize, begins: bool) -> Cow<'a, str> {
    let word = layers.tokens.text(at);
    let begins_sentence = at == layers.sentence.start && layers.gazette.at(at).is_none();
    let named = layers.people.iter().any(|person| person.tokens.start == at);
    if begins || !begins_sentence || named {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase())
}
