//! The words that tell of events, with every inflected form, from the table in assets/.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::annotating::tokens::Tokens;
use crate::knowledge::table;

/// How much a word of a kind says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// An event by itself.
    Strong,
    /// An event only with a date of its own.
    Light,
    /// A statement that may announce one.
    Speech,
    /// An event only before a country or a city ("reached Paris", not "reached a deal").
    Place,
}

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name of the kind ("arrival").
    pub name: &'static str,
    /// How much its words say by themselves.
    pub weight: Weight,
}

/// Events of no kind of their own.
pub const OTHER: Kind = Kind {
    name: "other",
    weight: Weight::Light,
};

/// The inflection in which a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "meet", also after "to" and "will".
    Base,
    /// "meets".
    Third,
    /// "met", past tense or participle.
    Past,
    /// "meeting".
    Gerund,
    /// "meeting", "meetings", as a noun.
    Noun,
}

#[derive(Debug)]
struct Entry {
    rest: Vec<String>,
    kind: Kind,
    form: Form,
}

static LEXICON: LazyLock<FxHashMap<String, Vec<Entry>>> = LazyLock::new(build);

/// The readings of the word or phrase at a token: number of tokens, kind and form, the longest first.
pub fn readings<'a>(
    tokens: &'a Tokens<'_>,
    at: usize,
) -> impl Iterator<Item = (usize, Kind, Form)> + 'a {
    let entries = LEXICON.get(tokens.lower(at)).map_or(&[][..], Vec::as_slice);
    entries.iter().filter_map(move |entry| {
        let fits = entry
            .rest
            .iter()
            .enumerate()
            .all(|(offset, word)| tokens.is(at + 1 + offset, word));
        fits.then_some((1 + entry.rest.len(), entry.kind, entry.form))
    })
}

fn build() -> FxHashMap<String, Vec<Entry>> {
    let mut lexicon: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
    let mut add = |phrase: String, kind: Kind, form: Form| {
        let mut words = cut(&phrase).into_iter();
        if let Some(first) = words.next() {
            lexicon.entry(first).or_default().push(Entry {
                rest: words.collect(),
                kind,
                form,
            });
        }
    };
    for [name, verbs, nouns, weight] in
        table::rows::<4>(include_str!("../../../assets/en/events.tsv"))
    {
        let weight = match weight {
            "light" => Weight::Light,
            "speech" => Weight::Speech,
            "place" => Weight::Place,
            _ => Weight::Strong,
        };
        let kind = Kind { name, weight };
        for verb in table::list(verbs) {
            for (word, form) in inflect(verb) {
                add(word, kind, form);
            }
        }
        for noun in table::list(nouns) {
            add(noun.to_owned(), kind, Form::Noun);
            add(plural(noun), kind, Form::Noun);
        }
    }
    for entries in lexicon.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
    }
    lexicon
}

/// Cuts a phrase as text is cut: hyphens are words of their own.
fn cut(phrase: &str) -> Vec<String> {
    phrase
        .replace('-', " - ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// The forms of a verb of the table: regular, or `base/past/participle`; `+` doubles the last consonant.
fn inflect(verb: &str) -> Vec<(String, Form)> {
    let mut parts = verb.split('/');
    let stem = parts.next().unwrap_or_default();
    let (head, particle) = stem
        .split_once(' ')
        .map_or((stem, ""), |(head, tail)| (head, tail));
    let doubled = head.ends_with('+');
    let head = head.trim_end_matches('+');
    let with = |word: String| {
        if particle.is_empty() {
            word
        } else {
            format!("{word} {particle}")
        }
    };
    let root = if doubled {
        head.chars()
            .last()
            .map_or_else(|| head.to_owned(), |last| format!("{head}{last}"))
    } else {
        head.strip_suffix('e').unwrap_or(head).to_owned()
    };
    let third = match head.chars().last() {
        Some('s' | 'h' | 'x' | 'z') => format!("{head}es"),
        Some('y') if !ends_in_vowel_y(head) => format!("{}ies", head.trim_end_matches('y')),
        _ => format!("{head}s"),
    };
    let gerund = if head.ends_with("ee") {
        format!("{head}ing")
    } else {
        format!("{root}ing")
    };
    let regular_past = if head.ends_with('y') && !ends_in_vowel_y(head) {
        format!("{}ied", head.trim_end_matches('y'))
    } else {
        format!("{root}ed")
    };
    let mut forms = vec![
        (with(head.to_owned()), Form::Base),
        (with(third), Form::Third),
        (with(gerund), Form::Gerund),
    ];
    let irregular: Vec<_> = parts.map(|past| (past.to_owned(), Form::Past)).collect();
    if irregular.is_empty() {
        forms.push((with(regular_past), Form::Past));
    } else {
        forms.extend(irregular);
    }
    forms.dedup();
    forms
}

fn ends_in_vowel_y(word: &str) -> bool {
    let mut tail = word.chars().rev().skip(1);
    tail.next()
        .is_some_and(|c| matches!(c, 'a' | 'e' | 'o' | 'u'))
}

/// The plural of the last word of a noun phrase ("press conferences", "rounds of talks" aside).
fn plural(noun: &str) -> String {
    match noun.chars().last() {
        Some('s') => noun.to_owned(),
        Some('h' | 'x') => format!("{noun}es"),
        Some('y') if !ends_in_vowel_y(noun) => format!("{}ies", noun.trim_end_matches('y')),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects_verbs() {
        for (verb, wanted) in [
            ("arrive", "arrive arrives arriving arrived"),
            ("meet/met/met", "meet meets meeting met"),
            ("agree", "agree agrees agreeing agreed"),
            (
                "ratify/ratified/ratified",
                "ratify ratifies ratifying ratified",
            ),
            ("commit+", "commit commits committing committed"),
            ("launch", "launch launches launching launched"),
            (
                "wrap+ up/wrapped up",
                "wrap up|wraps up|wrapping up|wrapped up",
            ),
        ] {
            let mut forms: Vec<_> = inflect(verb).into_iter().map(|(word, _)| word).collect();
            forms.dedup();
            let joined = forms.join(if verb.contains(' ') { "|" } else { " " });
            assert_eq!(joined, wanted, "{verb}");
        }
    }
}
