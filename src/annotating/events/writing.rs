//! A stretch of a sentence in, a title out: dates left out, people by their family names, no loose ends.

use std::borrow::Cow;
use std::ops::Range;

use crate::annotating::events::Layers;
use crate::annotating::grammar::Class;
use crate::annotating::people::{Form as PersonForm, family_name};

/// The longest title, in characters.
const LONGEST: usize = 88;
/// A title that is cut ends at the last joint of the sentence, unless that leaves less than this.
const SHORTEST: usize = 36;

/// How many mentions back a pronoun can reach.
pub(super) const RECENT: usize = 200;

/// A title under way.
#[derive(Debug, Default)]
pub(super) struct Title {
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
        let length = self.text.chars().count();
        if joint && length >= SHORTEST {
            self.joint = self.text.len();
        }
        if length + word.chars().count() >= LONGEST {
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

    /// Adds a mark to the last word.
    pub fn append(&mut self, mark: &str) {
        self.text.push_str(mark);
    }

    /// A date that is left out takes the preposition before it along.
    fn drop_preposition(&mut self) {
        let last = self.text.rsplit(' ').next().unwrap_or_default();
        if Class::Preposition.has(&last.to_lowercase()) && !matches!(last, "of" | "to" | "with") {
            let length = self.text.len() - last.len();
            self.text.truncate(length);
        }
        let length = self.text.trim_end_matches([' ', ',']).len();
        self.text.truncate(length);
    }

    /// The title: no unpaired quotation mark or bracket, no article before it, no word left hanging.
    pub fn finish(self) -> String {
        let whole = paired(&self.text);
        let marks =
            |c: char| !c.is_alphanumeric() && !matches!(c, '$' | '%' | ')' | '(' | '"' | '”' | '“');
        let mut words: Vec<&str> = whole.trim_matches(marks).split_whitespace().collect();
        while words
            .last()
            .is_some_and(|word| Class::Hanging.has(&word.to_lowercase()))
        {
            words.pop();
        }
        let begins_with_article = |words: &[&str]| {
            words.len() > 2
                && words
                    .first()
                    .is_some_and(|word| matches!(word.to_lowercase().as_str(), "the" | "a" | "an"))
        };
        if begins_with_article(&words) {
            words.remove(0);
        }
        let joined = words.join(" ");
        let mut letters = joined.trim_end_matches([',', ';', ':']).chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}

/// The text up to a quotation or a bracket that does not close, where enough stands before it; else
/// without those marks.
fn paired(text: &str) -> String {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”');
    let open = |from: usize| {
        if from >= SHORTEST {
            text.get(..from).map(str::to_owned)
        } else {
            None
        }
    };
    if text.matches(is_quote).count() % 2 == 1 {
        let last = text.rfind(is_quote).unwrap_or_default();
        return open(last).unwrap_or_else(|| text.replace(is_quote, ""));
    }
    let (opening, closing) = (text.matches('(').count(), text.matches(')').count());
    if opening == closing {
        return text.to_owned();
    }
    text.rfind('(')
        .and_then(open)
        .unwrap_or_else(|| text.replace(['(', ')'], ""))
}

/// Writes a stretch of tokens.
pub(super) fn write(layers: &Layers<'_, '_>, range: Range<usize>, title: &mut Title) {
    let tokens = layers.tokens;
    let mut at = range.start;
    while at < range.end {
        if let Some(end) = dropped_date(layers, at) {
            title.drop_preposition();
            at = end;
            if tokens.is(at, ",") {
                if !title.text.is_empty() && at + 1 < range.end {
                    title.push(",", true, false);
                }
                at += 1;
            }
            continue;
        }
        if let Some(end) = markup(layers, at) {
            at = end;
            continue;
        }
        if title.text.is_empty()
            && let Some(meant) = meant(layers, at)
        {
            title.push(meant, false, false);
            at += 1;
            continue;
        }
        let titled = layers.people.iter().find(|person| {
            person.form == PersonForm::Titled
                && person.tokens.start == at
                && person.tokens.end <= range.end
        });
        if let Some(person) = titled {
            title.push(family_name(&person.name, person.country), false, false);
            at = person.tokens.end;
            // "Maria Silva, the minister, said": the comma that closes the apposition goes with it.
            let apposed = person.tokens.clone().any(|at| tokens.is(at, ","));
            at += usize::from(apposed && tokens.is(at, ","));
            continue;
        }
        let glued = tokens.get(at).is_some_and(|token| token.glued);
        let joint = tokens.is(at, ",") || (tokens.does(at, Class::Joint) && !glued);
        let word = word_at(layers, at, title.text.is_empty());
        title.push(&word, glued, joint);
        at += 1;
    }
}

/// The end of a date that the title leaves out: the timeline shows it. A date that belongs to a noun
/// ("Friday's session", "the 2018 summit") stays, its noun would not read without it.
fn dropped_date(layers: &Layers<'_, '_>, at: usize) -> Option<usize> {
    let timex = layers
        .own_timexes
        .iter()
        .find(|timex| timex.tokens.contains(&at))?;
    let owns = layers.tokens.is(timex.tokens.end, "'s");
    (!owns && !timex.attributive).then(|| timex.tokens.end.max(at + 1))
}

/// The end of Markdown's marks: emphasis, and a link's address.
fn markup(layers: &Layers<'_, '_>, at: usize) -> Option<usize> {
    let tokens = layers.tokens;
    match tokens.lower(at) {
        "]" if tokens.is(at + 1, "(") => (at + 2..layers.range.end)
            .find(|&end| tokens.is(end, ")"))
            .map(|end| end + 1),
        "*" | "[" | "]" | "_" => Some(at + 1),
        _ => None,
    }
}

/// Whom or what a pronoun at the start of a title means.
fn meant<'a>(layers: &Layers<'a, '_>, at: usize) -> Option<&'a str> {
    let word = layers.tokens.lower(at);
    if Class::PersonPronoun.has(word) {
        return spoken_of(layers, at);
    }
    (word == "it").then(|| body_spoken_of(layers, at)).flatten()
}

/// The person named last before a pronoun: by title, or by family name alone in the same sentence.
fn spoken_of<'a>(layers: &Layers<'a, '_>, at: usize) -> Option<&'a str> {
    let before = layers
        .all_people
        .partition_point(|person| person.tokens.start < at);
    let before = layers
        .all_people
        .get(before.saturating_sub(RECENT)..before)?;
    let titled = before.iter().rev().find(|person| {
        let after_of = person
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|at| layers.tokens.is(at, "of"));
        person.form == PersonForm::Titled && !person.former && !after_of
    })?;
    let family = family_name(&titled.name, titled.country);
    let nearer = before.iter().rev().find(|person| {
        person.form == PersonForm::Candidate && layers.range.contains(&person.tokens.start)
    });
    let known = nearer.filter(|near| {
        before.iter().any(|person| {
            person.form == PersonForm::Titled
                && family_name(&person.name, person.country) == near.name
        })
    });
    Some(known.map_or(family, |near| near.name.as_str()))
}

/// The country, place or body that the sentence before begins with.
fn body_spoken_of<'a>(layers: &Layers<'a, '_>, at: usize) -> Option<&'a str> {
    let before = layers.range.start.checked_sub(1)?;
    if at > layers.range.start + 12 {
        return None;
    }
    let sentence = layers.tokens.sentence(layers.sentence.checked_sub(1)?);
    if !sentence.contains(&before) {
        return None;
    }
    let opening = sentence.start..(sentence.start + 4).min(sentence.end);
    let hit = layers.gazette.within(opening).next()?;
    Some(
        layers
            .tokens
            .span(hit.tokens.clone())
            .of(&layers.tokens.article.text),
    )
}

/// A token as the title writes it: the capital that only begins the sentence is left out inside a title.
fn word_at<'a>(layers: &Layers<'_, 'a>, at: usize, begins: bool) -> Cow<'a, str> {
    let word = layers.tokens.text(at);
    let begins_sentence = at == layers.range.start && layers.gazette.at(at).is_none();
    let named = layers
        .people
        .iter()
        .any(|person| person.tokens.start == at && person.form == PersonForm::Titled);
    if begins || !begins_sentence || named {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase())
}
