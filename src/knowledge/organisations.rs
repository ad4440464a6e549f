//! Organisations, alliances, regions and summit formats: a phrase of the text in, the organisation
//! and its members out.

use std::sync::LazyLock;

use super::is_acronym;
use super::phrases::Phrases;
use super::table::{list, rows};

/// What brings the members together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// A body with a charter.
    Organisation,
    /// A military alliance.
    Alliance,
    /// A part of the world.
    Region,
    /// A row of meetings, or a circle of states.
    Format,
}

/// A state in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its code.
    pub iso2: &'static str,
    /// Not suspended, disputed, associate or observing.
    pub full: bool,
}

/// An organisation, as of 2025.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Short and stable ("sco").
    pub id: &'static str,
    /// The usual name.
    pub name: &'static str,
    /// What brings the members together.
    pub kind: OrganisationKind,
    /// Its members; empty where nearly all states belong, or the circle is open.
    pub members: Vec<Member>,
}

/// How a phrase means an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The organisation, or its states together ("Gulf states").
    Whole,
    /// The leaders of its members ("Gulf leaders").
    Leaders,
}

/// What a phrase of the text says of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// The organisation.
    pub organisation: &'a Organisation,
    /// How it is meant.
    pub meaning: Meaning,
    /// Whether the phrase must stand in capitals ("WHO"); every other one begins with a capital or
    /// holds one.
    pub acronym: bool,
}

/// All organisations, with the phrases that name them.
#[derive(Debug)]
pub struct Organisations {
    all: Vec<Organisation>,
    phrases: Phrases<(usize, Meaning, bool)>,
}

/// The table of organisations.
pub fn organisations() -> &'static Organisations {
    static ORGANISATIONS: LazyLock<Organisations> = LazyLock::new(parse);
    &ORGANISATIONS
}

impl Organisations {
    /// The longest name or group phrase that begins at `index`, and how many words it takes.
    /// `word_at` as in [`Phrases::longest`].
    pub fn find<'w>(
        &self,
        word_at: impl Fn(usize) -> &'w str,
        index: usize,
    ) -> Option<(usize, Mention<'_>)> {
        let (taken, found) = self.phrases.longest(word_at, index)?;
        Some((taken, self.mention(*found)?))
    }

    /// The organisation that a phrase, given whole, means.
    pub fn named(&self, phrase: &str) -> Option<Mention<'_>> {
        self.mention(*self.phrases.get(phrase)?)
    }

    /// The organisation with this id.
    pub fn get(&self, id: &str) -> Option<&Organisation> {
        self.all.iter().find(|organisation| organisation.id == id)
    }

    /// All organisations.
    pub fn all(&self) -> &[Organisation] {
        &self.all
    }

    fn mention(&self, (index, meaning, acronym): (usize, Meaning, bool)) -> Option<Mention<'_>> {
        Some(Mention {
            organisation: self.all.get(index)?,
            meaning,
            acronym,
        })
    }
}

const TABLE: &str = include_str!("../../assets/organisations.tsv");

fn parse() -> Organisations {
    let mut all = Vec::with_capacity(150);
    let mut phrases = Phrases::with_capacity(900);
    for [id, names, kind, members, groups] in rows(TABLE) {
        for (cell, meaning) in [(names, Meaning::Whole), (groups, Meaning::Leaders)] {
            for phrase in list(cell) {
                phrases.insert(phrase, (all.len(), meaning, is_acronym(phrase)));
            }
        }
        all.push(Organisation {
            id,
            name: list(names).next().unwrap_or(id),
            kind: kind_of(kind).unwrap_or(OrganisationKind::Format),
            members: members.split(',').filter_map(member).collect(),
        });
    }
    Organisations { all, phrases }
}

fn member(cell: &'static str) -> Option<Member> {
    let iso2 = cell.trim().trim_end_matches('?');
    (!iso2.is_empty()).then_some(Member {
        iso2,
        full: !cell.contains('?'),
    })
}

fn kind_of(word: &str) -> Option<OrganisationKind> {
    Some(match word {
        "organisation" => OrganisationKind::Organisation,
        "alliance" => OrganisationKind::Alliance,
        "region" => OrganisationKind::Region,
        "format" => OrganisationKind::Format,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::knowledge::countries::countries;

    #[test]
    fn holds_known_states_once() {
        for [id, _, kind, _, _] in rows(TABLE) {
            assert!(kind_of(kind).is_some(), "{id}: {kind}");
        }
        let mut ids = HashSet::new();
        for organisation in organisations().all() {
            assert!(ids.insert(organisation.id), "{}", organisation.id);
            let mut seen = HashSet::new();
            for member in &organisation.members {
                assert!(
                    countries().get(member.iso2).is_some() && seen.insert(member.iso2),
                    "{}: {}",
                    organisation.id,
                    member.iso2
                );
            }
        }
    }

    #[test]
    fn gives_each_phrase_to_one_organisation() {
        let mut owners = HashMap::new();
        for [id, names, _, members, groups] in rows(TABLE) {
            for phrase in list(names).chain(list(groups)) {
                let owner = *owners.entry(phrase.to_lowercase()).or_insert(id);
                assert_eq!(owner, id, "{phrase}");
            }
            assert!(groups.is_empty() || !members.is_empty(), "{id}");
        }
    }

    #[test]
    fn knows_who_belongs() {
        let members = |phrase: &str| {
            let organisation = organisations().named(phrase).unwrap().organisation;
            let full = organisation.members.iter().filter(|member| member.full);
            full.map(|member| member.iso2).collect::<Vec<_>>()
        };
        assert_eq!(members("Central Asian"), ["KZ", "KG", "TJ", "TM", "UZ"]);
        assert_eq!(members("Gulf states").len(), 6);
        assert_eq!(members("G-7").len(), 7);
        assert_eq!(members("European Union").len(), 27);
        assert_eq!(members("NATO").len(), 32);
        let leaders = organisations().named("G7 leaders").unwrap();
        assert_eq!(leaders.meaning, Meaning::Leaders);
        assert!(organisations().named("WHO").unwrap().acronym);
    }
}
