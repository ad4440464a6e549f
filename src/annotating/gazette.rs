//! Tokens in, gazetteer hits out: countries and their adjectives, capitals and metonyms, offices and
//! organisations, each hit the longest at its place.

use std::ops::Range;

use crate::annotating::tokens::{Shape, Token, Tokens};
use crate::knowledge::countries::{FormKind, countries};
use crate::knowledge::offices::{Title, offices};
use crate::knowledge::organisations::{Organisation, organisations};
use crate::knowledge::table::rows;

/// What a stretch of tokens names.
#[derive(Clone, Copy, Debug)]
pub enum Sense {
    /// A country by its name, adjective, capital or metonym.
    Country(Country),
    /// An office, one or several holders.
    Office(Title),
    /// An organisation, a region or a format of meetings.
    Organisation(&'static Organisation),
    /// A longer name that only holds a country's ("Indian Ocean").
    Other,
}

/// A country as the text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso: &'static str,
    /// By name, adjective, capital or metonym.
    pub kind: FormKind,
    /// Whether the word often means something else ("Georgia").
    pub ambiguous: bool,
}

/// A stretch of tokens with its sense.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub sense: Sense,
}

/// All hits of an article, in reading order, none overlapping.
#[derive(Debug, Default)]
pub struct Gazette {
    hits: Vec<Hit>,
    /// For each token the index of its hit plus one, or zero.
    by_token: Vec<u32>,
}

impl Gazette {
    /// Looks up every token.
    pub fn of(tokens: &Tokens<'_>) -> Self {
        let mut gazette = Self {
            hits: Vec::new(),
            by_token: vec![0; tokens.len()],
        };
        let halves = halves(tokens);
        for (_, _, range) in tokens.sentences() {
            let mut at = range.start;
            while at < range.end {
                let found = longest(tokens, at, range.end)
                    .or_else(|| half(tokens, &halves, at).map(|sense| (1, sense)));
                match found {
                    Some((len, sense)) => {
                        gazette.push(at..at + len, sense);
                        at += len;
                    }
                    None => at += 1,
                }
            }
        }
        gazette
    }

    fn push(&mut self, tokens: Range<usize>, sense: Sense) {
        self.hits.push(Hit {
            tokens: tokens.clone(),
            sense,
        });
        let number = u32::try_from(self.hits.len()).unwrap_or(0);
        for slot in self.by_token.get_mut(tokens).into_iter().flatten() {
            *slot = number;
        }
    }

    /// The hit that covers a token.
    pub fn at(&self, token: usize) -> Option<&Hit> {
        let number = *self.by_token.get(token)?;
        self.hits.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The hit that covers the token before this one.
    pub fn before(&self, token: usize) -> Option<&Hit> {
        self.at(token.checked_sub(1)?)
    }

    /// The hits whose first token lies in the range.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Hit> {
        let from = self
            .hits
            .partition_point(|hit| hit.tokens.start < range.start);
        self.hits
            .iter()
            .skip(from)
            .take_while(move |hit| hit.tokens.start < range.end)
    }

    /// The country that covers a token, by name, adjective, capital or metonym.
    pub fn country(&self, token: usize) -> Option<Country> {
        match self.at(token)?.sense {
            Sense::Country(country) => Some(country),
            _ => None,
        }
    }

    /// The office that covers a token.
    pub fn office(&self, token: usize) -> Option<Title> {
        match self.at(token)?.sense {
            Sense::Office(title) => Some(title),
            _ => None,
        }
    }

    /// The organisation that covers a token.
    pub fn organisation(&self, token: usize) -> Option<&'static Organisation> {
        match self.at(token)?.sense {
            Sense::Organisation(organisation) => Some(organisation),
            _ => None,
        }
    }
}

/// The states that an article calls by half of their names ("the North", where it writes of Korea).
fn halves(tokens: &Tokens<'_>) -> Vec<(&'static str, &'static str)> {
    rows::<3>(include_str!("../../assets/en/halves.tsv"))
        .filter(|[_, name, _]| tokens.article.text.contains(name))
        .map(|[word, _, iso]| (word, iso))
        .collect()
}

/// "the North", "the South's", not "the North Sea".
fn half(tokens: &Tokens<'_>, halves: &[(&str, &'static str)], at: usize) -> Option<Sense> {
    if halves.is_empty() || tokens.get(at)?.shape != Shape::Title {
        return None;
    }
    let (_, iso) = halves.iter().find(|(word, _)| tokens.is(at, word))?;
    let article = at
        .checked_sub(1)
        .is_some_and(|before| tokens.is(before, "the"));
    let owns = tokens.is(at + 1, "'s");
    let named = tokens.get(at + 1).is_some_and(Token::is_capitalized);
    ((article || owns) && !named).then_some(Sense::Country(Country {
        iso,
        kind: FormKind::Name,
        ambiguous: false,
    }))
}

/// The longest phrase of any table at a token; names must be capitalised, offices need not be.
fn longest(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<(usize, Sense)> {
    let word_at = |index: usize| if index < end { tokens.lower(index) } else { "" };
    let office = offices()
        .find(word_at, at)
        .map(|(len, title)| (len, Sense::Office(title)));
    let token = tokens.get(at)?;
    if !token.is_capitalized() {
        return office;
    }
    // "US" and "UN" are names in capitals only: "Us" and "Un" are words.
    let is_name = |len: usize, acronym: bool| !acronym || len > 1 || token.shape == Shape::Upper;
    let country = countries()
        .find(word_at, at)
        .filter(|(len, form)| is_name(*len, form.acronym));
    let country = country.map(|(len, form)| match form.kind {
        FormKind::Other => (len, Sense::Other),
        kind => (
            len,
            Sense::Country(Country {
                iso: form.iso2,
                kind,
                ambiguous: form.ambiguous,
            }),
        ),
    });
    let organisation = organisations()
        .find(word_at, at)
        .filter(|(len, found)| is_name(*len, found.acronym));
    let organisation =
        organisation.map(|(len, found)| (len, Sense::Organisation(found.organisation)));
    [organisation, country, office]
        .into_iter()
        .flatten()
        .max_by_key(|(len, _)| *len)
}
