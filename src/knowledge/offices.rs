//! Offices: a phrase of the text in ("minister for foreign affairs"), the office in plain words out
//! ("foreign minister"), with what kind of office it is.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::phrases::Phrases;
use super::table::{list, rows};

/// What kind of office it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// President, king, emir.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// "leader", general secretary.
    Leader,
    /// A member of a government.
    Minister,
    /// Vice president, deputy minister.
    Deputy,
    /// Who speaks for an office.
    Spokesperson,
    /// Ambassador, envoy, negotiator.
    Envoy,
    /// Secretary-general, commissioner, chairman.
    OrganisationHead,
    /// Other holders of public office.
    Official,
    /// Generals and commanders.
    Military,
    /// Analysts, scholars, writers: they speak about a meeting and are no party to it.
    Expert,
    /// Heads of companies.
    Business,
    /// Everyone else a phrase can name ("counterpart", "citizen").
    Other,
}

/// An office, or another thing that news says a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// The plain words for it, in lower case ("vice foreign minister").
    pub name: &'static str,
    /// What kind of office it is.
    pub class: Class,
    /// Whether it can stand right before a name.
    pub before_name: bool,
}

/// What a phrase of the text says of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The office.
    pub office: Office,
    /// Whether the phrase means several holders ("presidents").
    pub plural: bool,
}

/// All offices, with the phrases that name them.
#[derive(Debug)]
pub struct Offices {
    phrases: Phrases<Title>,
    seats: FxHashMap<&'static str, &'static str>,
}

/// The table of offices.
pub fn offices() -> &'static Offices {
    static OFFICES: LazyLock<Offices> = LazyLock::new(parse);
    &OFFICES
}

impl Offices {
    /// The longest title that begins at `index`, and how many words it takes. `word_at` as in
    /// [`Phrases::longest`].
    pub fn find<'w>(
        &self,
        word_at: impl Fn(usize) -> &'w str,
        index: usize,
    ) -> Option<(usize, Title)> {
        let (taken, title) = self.phrases.longest(word_at, index)?;
        Some((taken, *title))
    }

    /// The office that a phrase, given whole, names.
    pub fn title(&self, phrase: &str) -> Option<Title> {
        self.phrases.get(phrase).copied()
    }

    /// The country that a phrase, lower case, means without naming it ("treasury secretary"), ISO 3166-1 alpha-2.
    pub fn seat(&self, phrase: &str) -> Option<&'static str> {
        self.seats.get(phrase).copied()
    }
}

const TABLE: &str = include_str!("../../assets/en/offices.tsv");

const SEATS: &str = include_str!("../../assets/en/seats.tsv");

fn parse() -> Offices {
    let mut phrases = Phrases::with_capacity(4500);
    for [name, singular, plural, class, before] in rows(TABLE) {
        let office = Office {
            name,
            class: class_of(class).unwrap_or(Class::Other),
            before_name: before == "yes",
        };
        for (cell, plural) in [(singular, false), (plural, true)] {
            for phrase in list(cell) {
                phrases.insert(phrase, Title { office, plural });
            }
        }
    }
    let mut seats = FxHashMap::default();
    for [country, offices] in rows(SEATS) {
        seats.extend(list(offices).map(|phrase| (phrase, country)));
    }
    Offices { phrases, seats }
}

fn class_of(word: &str) -> Option<Class> {
    Some(match word {
        "head-of-state" => Class::HeadOfState,
        "head-of-government" => Class::HeadOfGovernment,
        "leader" => Class::Leader,
        "minister" => Class::Minister,
        "deputy" => Class::Deputy,
        "spokesperson" => Class::Spokesperson,
        "envoy" => Class::Envoy,
        "organisation-head" => Class::OrganisationHead,
        "official" => Class::Official,
        "military" => Class::Military,
        "expert" => Class::Expert,
        "business" => Class::Business,
        "other" => Class::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    #[test]
    fn gives_each_phrase_to_one_office() {
        let mut owners = HashMap::new();
        let mut names = HashSet::new();
        for [name, singular, plural, class, before] in rows(TABLE) {
            assert!(class_of(class).is_some(), "{name}: {class}");
            assert!(matches!(before, "yes" | "no"), "{name}: {before}");
            assert!(names.insert(name), "{name} has two rows");
            for phrase in list(singular).chain(list(plural)) {
                assert_eq!(phrase, phrase.to_lowercase(), "{name}");
                assert_eq!(owners.insert(phrase, name), None, "{phrase}");
            }
        }
    }

    #[test]
    fn gives_seats_to_offices_only() {
        for [country, phrases] in rows(SEATS) {
            for phrase in list(phrases) {
                assert!(offices().title(phrase).is_some(), "{country}: {phrase}");
            }
        }
        assert_eq!(offices().seat("treasury secretary"), Some("US"));
        assert_eq!(offices().seat("finance minister"), None);
    }

    #[test]
    fn names_offices_in_plain_words() {
        for (phrase, name, class, plural) in [
            (
                "prime minister",
                "prime minister",
                Class::HeadOfGovernment,
                false,
            ),
            ("premier", "premier", Class::HeadOfGovernment, false),
            (
                "minister for foreign affairs",
                "foreign minister",
                Class::Minister,
                false,
            ),
            (
                "vice minister of commerce",
                "vice commerce minister",
                Class::Deputy,
                false,
            ),
            (
                "defense minister",
                "defence minister",
                Class::Minister,
                false,
            ),
            (
                "foreign ministers",
                "foreign minister",
                Class::Minister,
                true,
            ),
            ("presidents", "president", Class::HeadOfState, true),
            ("heads of state", "head of state", Class::HeadOfState, true),
            ("spokeswoman", "spokesperson", Class::Spokesperson, false),
            (
                "UN chief",
                "secretary-general",
                Class::OrganisationHead,
                false,
            ),
            (
                "commission chief",
                "european commission president",
                Class::OrganisationHead,
                false,
            ),
            (
                "associate professor",
                "associate professor",
                Class::Expert,
                false,
            ),
            ("CEO", "chief executive", Class::Business, false),
        ] {
            let title = offices().title(phrase).unwrap();
            assert_eq!(
                (title.office.name, title.office.class, title.plural),
                (name, class, plural),
                "{phrase}"
            );
        }
    }
}
