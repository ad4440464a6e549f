//! Which words of a sentence make an event's title: who did what, in the words of the text.

use std::ops::Range;

use crate::annotating::clauses::Clause;
use crate::annotating::events::Layers;
use crate::annotating::events::lexicon::Form;
use crate::annotating::events::writing::{RECENT, Title, write};
use crate::annotating::grammar::Class;
use crate::annotating::people::{Form as PersonForm, Mention};
use crate::annotating::tokens::{Kind, Token, Tokens};

/// The stretches of a sentence that make a title, in the order in which they read best.
struct Parts {
    /// Whom it is about, where another clause says so; a colon follows.
    subject: Option<Range<usize>>,
    /// What a clause without a subject hangs on.
    head: Option<Range<usize>>,
    /// Whether the head owns what follows ("whose").
    owns: bool,
    /// What is told.
    rest: Range<usize>,
}

impl Parts {
    const fn of(rest: Range<usize>) -> Self {
        Self {
            subject: None,
            head: None,
            owns: false,
            rest,
        }
    }

    fn title(self, layers: &Layers<'_, '_>) -> String {
        let mut title = Title::default();
        if let Some(subject) = self.subject {
            write(layers, subject, &mut title);
            title.append(":");
        }
        if let Some(head) = self.head {
            write(layers, head, &mut title);
            title.append(if self.owns { "'s" } else { "" });
        }
        write(layers, self.rest, &mut title);
        title.finish()
    }
}

/// The title of the event that the trigger of a clause tells of: the first that reads as one, of the words
/// chosen, the clause from its subject on, and the sentence.
pub(super) fn of(
    layers: &Layers<'_, '_>,
    clause: &Clause,
    trigger: &Range<usize>,
    form: Form,
) -> String {
    let chosen = parts(layers, clause, trigger, form).title(layers);
    if is_sound(&chosen) {
        return chosen;
    }
    let rest = main_part(layers, clause, trigger);
    let whole = Parts {
        head: subject(layers, rest.start),
        ..Parts::of(rest)
    }
    .title(layers);
    if is_sound(&whole) {
        return whole;
    }
    let opening = main_part(
        layers,
        &Clause {
            tokens: layers.range.clone(),
            subordinate: false,
        },
        trigger,
    );
    let sentence = Parts::of(opening).title(layers);
    if is_sound(&sentence) || chosen.is_empty() {
        sentence
    } else {
        chosen
    }
}

/// The title that words make as they stand.
pub(super) fn of_words(layers: &Layers<'_, '_>, words: Range<usize>) -> String {
    Parts::of(words).title(layers)
}

/// Whether a title reads as one: two words and more, the first neither a verb's nor a clause's opening.
fn is_sound(title: &str) -> bool {
    let first = title.split(' ').next().unwrap_or_default().to_lowercase();
    let opens = [
        Class::Auxiliary,
        Class::Relative,
        Class::Preposition,
        Class::Subordinator,
        Class::SubjectPronoun,
    ];
    title.contains(' ') && !opens.iter().any(|class| class.has(&first))
}

/// The stretches of the sentence that tell of the event.
fn parts(layers: &Layers<'_, '_>, clause: &Clause, trigger: &Range<usize>, form: Form) -> Parts {
    let tokens = layers.tokens;
    let start = clause.tokens.start;
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
    let pronoun = (start..trigger.start)
        .rev()
        .take(4)
        .chain([start])
        .find(|&at| tokens.does(at, Class::Relative))
        .filter(|&at| at > layers.range.start && !is_reporting(tokens, at));
    if let Some(pronoun) = pronoun {
        let head = Some(antecedent(layers, pronoun));
        let owns = tokens.is(pronoun, "whose");
        return Parts {
            head,
            owns,
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
    if form == Form::Past && trigger.start == start {
        // "Established in 1989, X …": the subject follows its participle.
        let comma = (trigger.end..layers.range.end).find(|&at| tokens.is(at, ","));
        if let Some(name) = comma.and_then(|comma| name_at(layers, comma + 1)) {
            return Parts {
                head: Some(name),
                ..Parts::of(trigger.clone())
            };
        }
    }
    let rest = main_part(layers, clause, trigger);
    let begins_with_verb = rest.start == trigger.start || tokens.does(rest.start, Class::Auxiliary);
    let head = if begins_with_verb {
        subject(layers, rest.start)
    } else {
        None
    };
    Parts {
        head,
        ..Parts::of(rest)
    }
}

/// The subject of the sentence, where it stands before `before`: the person it begins with, or its words up
/// to the first verb, comma or clause.
fn subject(layers: &Layers<'_, '_>, before: usize) -> Option<Range<usize>> {
    let tokens = layers.tokens;
    let mut start = layers.range.start;
    while start < before && (is_mark(tokens, start) || tokens.does(start, Class::Connective)) {
        start += 1;
    }
    let person = layers
        .people
        .iter()
        .find(|person| person.tokens.start == start);
    let end = person.map_or_else(
        || {
            (start..before).find(|&at| {
                tokens.is(at, ",")
                    || tokens.does(at, Class::Relative)
                    || tokens.does(at, Class::Auxiliary)
                    || tokens.does(at, Class::Saying)
                    || tokens.does(at, Class::IrregularPast)
            })
        },
        |person| Some(person.tokens.end),
    )?;
    (end > start && end <= before && end - start <= 12).then_some(start..end)
}

/// The person whom the sentence is about, where another clause than this one names them: the first of the
/// next clause ("While meeting X, Y said"), or of the sentence.
fn subject_elsewhere(layers: &Layers<'_, '_>, clause: &Clause) -> Option<Range<usize>> {
    let mut words = clause.tokens.clone();
    let with_somebody = words.any(|at| matches!(layers.tokens.lower(at), "with" | "meeting"));
    let here = layers
        .all_people
        .partition_point(|person| person.sentence <= layers.sentence);
    let before = layers
        .all_people
        .get(here.saturating_sub(RECENT)..here)
        .unwrap_or_default();
    let known = |person: &&Mention| {
        let family = person.name.rsplit(' ').next().unwrap_or_default();
        person.form == PersonForm::Titled
            || before.iter().any(|other| {
                other.form == PersonForm::Titled && other.name.split(' ').any(|word| word == family)
            })
    };
    let first = layers
        .people
        .iter()
        .filter(|person| !clause.tokens.contains(&person.tokens.start))
        .find(|person| matches!(person.form, PersonForm::Titled | PersonForm::Candidate))
        .filter(known)?;
    let near = first.tokens.start == clause.tokens.end || first.tokens.start == layers.range.start;
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
            || (at > start && tokens.is(at, "of"))
    };
    let end = (start..layers.range.end).find(|&at| !is_part(at))?;
    (end > start).then_some(start..end)
}

/// Whether "that" brings in what somebody said.
fn is_reporting(tokens: &Tokens<'_>, that: usize) -> bool {
    tokens.is(that, "that")
        && (that.saturating_sub(6)..that).any(|at| tokens.does(at, Class::Saying))
}

/// Whether a verb or a person stands before the noun in its clause: it is then an object, not a heading.
fn has_subject(layers: &Layers<'_, '_>, clause: &Clause, trigger: &Range<usize>) -> bool {
    let before = clause.tokens.start..trigger.start;
    let names = layers
        .people
        .iter()
        .any(|person| before.contains(&person.tokens.start));
    names
        || before.clone().any(|at| {
            let word = layers.tokens.lower(at);
            let regular = word.len() > 4 && word.ends_with("ed");
            regular
                || layers.tokens.does(at, Class::Auxiliary)
                || layers.tokens.does(at, Class::IrregularPast)
        })
}

/// The clause from its subject on: what it opens with ("On Monday,", "According to X,", "Y said that")
/// is left out, as are closing marks.
fn main_part(layers: &Layers<'_, '_>, clause: &Clause, trigger: &Range<usize>) -> Range<usize> {
    let tokens = layers.tokens;
    let mut start = clause.tokens.start;
    for at in clause.tokens.start..trigger.start {
        let said = tokens.does(at, Class::Saying) && !tokens.is(at + 1, ",");
        let reported = at > start && (is_reporting(tokens, at) || said);
        let opened = tokens.is(at, ",")
            && tokens.does(start, Class::Opening)
            && !(start..at).any(|at| tokens.does(at, Class::SubjectPronoun));
        if reported || opened {
            start = at + 1;
        }
    }
    while start < trigger.start && (is_mark(tokens, start) || tokens.does(start, Class::Connective))
    {
        start += 1;
    }
    start..clause.tokens.end
}

fn is_mark(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Mark) || tokens.is(at, "'s")
}

/// The words that a relative clause hangs on: a person, or the noun with what stands before it.
fn antecedent(layers: &Layers<'_, '_>, pronoun: usize) -> Range<usize> {
    let mut end = pronoun;
    while end > layers.range.start && is_mark(layers.tokens, end - 1) {
        end -= 1;
    }
    let last = end.saturating_sub(1).max(layers.range.start);
    match layers
        .people
        .iter()
        .find(|person| person.tokens.contains(&last))
    {
        Some(person) => person.tokens.clone(),
        None => noun_phrase(layers, &layers.range, &(last..end)).start..end,
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
        let stops = [Class::NounPhraseEnd, Class::Carrier, Class::Modal]
            .iter()
            .any(|&class| tokens.does(before, class))
            || matches!(tokens.lower(before), "," | "\"" | "(" | ")" | ";");
        // "this year's gathering"
        let in_date = layers
            .own_timexes
            .iter()
            .any(|timex| timex.tokens.contains(&before) && timex.tokens.contains(&start));
        let whole = in_date || is_inside_name(tokens, before);
        if stops && layers.gazette.at(before).is_none() && !whole {
            break;
        }
        start = before;
    }
    let end = (noun.end..within.end).find(|&at| {
        let word = tokens.lower(at);
        matches!(word, "," | ";" | "." | "and" | "but" | "(" | ")")
            || tokens.does(at, Class::Relative)
    });
    start..end.unwrap_or(within.end).max(noun.end)
}

/// Whether a small word is part of a longer one or of a name ("day-to-day", "Bank of Peru").
fn is_inside_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let glued = |at: usize| tokens.get(at).is_some_and(|token| token.glued);
    let capital = |at: usize| tokens.get(at).is_some_and(Token::is_capitalized);
    let in_name = tokens.is(at, "of") && capital(at + 1) && at.checked_sub(1).is_some_and(capital);
    in_name || (glued(at) && glued(at + 1))
}

/// A noun with the names that belong to it: "12th Arab League summit", "Summit of the Americas".
pub(super) fn name_around(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    noun: &Range<usize>,
) -> String {
    /// The longest name before or after the noun, in tokens.
    const LONGEST: usize = 8;
    let named =
        |at: usize| sentence.contains(&at) && tokens.get(at).is_some_and(Token::is_capitalized);
    let mut start = noun.start;
    while let Some(at) = start
        .checked_sub(1)
        .filter(|&at| noun.start - at <= LONGEST)
    {
        let counts = tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Number)
            && tokens.get(start).is_some_and(|token| token.glued);
        let joins = matches!(tokens.lower(at), "-" | "'s") && at.checked_sub(1).is_some_and(named);
        let titled = named(at)
            && !Class::Determiner.has(tokens.lower(at))
            && !tokens.does(at, Class::Preposition);
        if !(titled || joins || counts) {
            break;
        }
        start = at;
    }
    let mut end = noun.end;
    if matches!(tokens.lower(end), "of" | "on") {
        let mut at = end + 1;
        while at < noun.end + LONGEST
            && (named(at) || matches!(tokens.lower(at), "the" | "of" | "and" | "-" | "for"))
        {
            at += 1;
            if named(at - 1) {
                end = at;
            }
        }
    }
    let words: Vec<&str> = tokens
        .span(start..end)
        .of(&tokens.article.text)
        .split_whitespace()
        .collect();
    words.join(" ")
}
