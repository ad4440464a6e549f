//! Countries by name, adjective, capital and metonym.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::knowledge::phrases::Phrases;
use crate::knowledge::table::{list, rows};

/// How a phrase names a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// "Tajikistan".
    Name,
    /// "Tajik".
    Adjective,
    /// "Dushanbe".
    Capital,
    /// "the Kremlin".
    Metonym,
}

struct Countries {
    phrases: Phrases<(&'static str, Match)>,
    names: FxHashMap<&'static str, &'static str>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    let mut names = FxHashMap::default();
    let table = include_str!("../../assets/en/countries.tsv");
    for [iso, name, aliases, adjectives, people, capitals, metonyms, ambiguous] in rows::<8>(table) {
        if iso == "-" {
            continue;
        }
        names.insert(iso, name);
        let doubtful: Vec<&str> = list(ambiguous).collect();
        let sure = |form: &&str| !doubtful.contains(form) || *form == name;
        for form in std::iter::once(name).chain(list(aliases)).filter(sure) {
            phrases.add(form.trim_start_matches("the "), (iso, Match::Name));
        }
        for form in list(adjectives).chain(list(people)).filter(sure) {
            phrases.add(form, (iso, Match::Adjective));
            phrases.add(&format!("{form}s"), (iso, Match::Adjective));
        }
        for form in list(capitals).filter(sure) {
            phrases.add(form, (iso, Match::Capital));
        }
        for form in list(metonyms).filter(sure) {
            phrases.add(form.trim_start_matches("the "), (iso, Match::Metonym));
        }
    }
    Countries { phrases, names }
});

/// The longest form of a country at a word: number of words, ISO code and how it is named.
pub fn longest<'a>(
    word_at: impl Fn(usize) -> &'a str,
    at: usize,
) -> Option<(usize, (&'static str, Match))> {
    COUNTRIES.phrases.longest(word_at, at).map(|(len, found)| (len, *found))
}

/// The name of a country as news writes it; the code itself where it is not known.
pub fn name(iso: &str) -> &str {
    COUNTRIES.names.get(iso).copied().unwrap_or(iso)
}
