//! Offices, in the singular and the plural.

use std::sync::LazyLock;

use crate::knowledge::phrases::Phrases;
use crate::knowledge::table::{list, rows};

/// What kind of office it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// President, king.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// "leader".
    Leader,
    /// A minister.
    Minister,
    /// A deputy of any of these.
    Deputy,
    /// Speaks for somebody.
    Spokesperson,
    /// Sent by a state.
    Envoy,
    /// Heads an organisation.
    OrganisationHead,
    /// Another public office.
    Official,
    /// A military rank.
    Military,
    /// Comments, holds no office.
    Expert,
    /// Of a company.
    Business,
    /// No office at a meeting.
    Other,
}

/// An office as a phrase names it.
#[derive(Clone, Copy, Debug)]
pub struct Office {
    /// The plain words for it, lower case.
    pub name: &'static str,
    /// What kind of office.
    pub class: Class,
    /// Whether the phrase is a plural.
    pub plural: bool,
    /// Whether it can stand right before a name.
    pub before_name: bool,
}

static OFFICES: LazyLock<Phrases<Office>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for [name, singular, plurals, class, before] in rows::<5>(include_str!("../../assets/en/offices.tsv")) {
        let office =
            |plural| Office { name, class: class_of(class), plural, before_name: before == "yes" };
        for phrase in list(singular) {
            phrases.add(phrase, office(false));
        }
        for phrase in list(plurals) {
            phrases.add(phrase, office(true));
        }
    }
    phrases
});

fn class_of(class: &str) -> Class {
    match class {
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
        _ => Class::Other,
    }
}

/// The longest office at a word.
pub fn longest<'a>(word_at: impl Fn(usize) -> &'a str, at: usize) -> Option<(usize, &'static Office)> {
    OFFICES.longest(word_at, at)
}

/// The office of "leader".
pub fn leader() -> Option<&'static Office> {
    longest(|at| if at == 0 { "leader" } else { "" }, 0).map(|(_, office)| office)
}
