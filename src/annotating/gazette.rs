//! Tokens in, gazetteer hits out: countries and their adjectives, capitals and metonyms, offices and
//! organisations, each hit the longest at its place.

use std::ops::Range;

use crate::annotating::tokens::Tokens;
use crate::knowledge::countries::{self, Match};
use crate::knowledge::offices::{self, Office};
use crate::knowledge::organisations::{self, Organisation};

/// What a stretch of tokens names.
#[derive(Clone, Copy, Debug)]
pub enum Sense {
    /// A country by its name, adjective, capital or metonym; with its ISO 3166-1 alpha-2 code.
    Country(&'static str, Match),
    /// An office, one or several holders.
    Office(&'static Office),
    /// An organisation, a region or a format of meetings.
    Organisation(&'static Organisation),
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
        let mut gazette = Self { hits: Vec::new(), by_token: vec![0; tokens.len()] };
        for (_, _, range) in tokens.sentences() {
            let mut at = range.start;
            while at < range.end {
                match longest(tokens, at, range.end) {
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
        self.hits.push(Hit { tokens: tokens.clone(), sense });
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
        let from = self.hits.partition_point(|hit| hit.tokens.start < range.start);
        self.hits.iter().skip(from).take_while(move |hit| hit.tokens.start < range.end)
    }

    /// The country that covers a token, by name, adjective, capital or metonym.
    pub fn country(&self, token: usize) -> Option<(&'static str, Match)> {
        match self.at(token)?.sense {
            Sense::Country(iso, how) => Some((iso, how)),
            _ => None,
        }
    }

    /// The office that covers a token.
    pub fn office(&self, token: usize) -> Option<&'static Office> {
        match self.at(token)?.sense {
            Sense::Office(office) => Some(office),
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

/// The longest phrase of any table at a token; names must be capitalised, offices need not be.
fn longest(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<(usize, Sense)> {
    let word_at = |index: usize| if index < end { tokens.lower(index) } else { "" };
    let office = offices::longest(word_at, at).map(|(len, office)| (len, Sense::Office(office)));
    if !tokens.get(at)?.is_capitalized() {
        return office;
    }
    let country = countries::longest(word_at, at)
        .map(|(len, (iso, how))| (len, Sense::Country(iso, how)));
    let organisation = organisations::longest(word_at, at)
        .map(|(len, organisation)| (len, Sense::Organisation(organisation)));
    [organisation, country, office].into_iter().flatten().max_by_key(|(len, _)| *len)
}
