//! One person with every mention: the name, the office and the country that the mentions give.

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::names::{same_name, words};
use super::tally::Tally;
use crate::annotating::people::{Form, Mention, is_family_first};
use crate::knowledge::leaders::{Asked, Leader, leaders};
use crate::knowledge::offices::{Class, Office, offices};
use crate::span::Span;

/// A person with every mention.
#[derive(Debug)]
pub(in crate::dossier) struct Person {
    /// The fullest name.
    pub name: String,
    /// The words of every name used, folded; the first is the fullest.
    pub(super) names: Vec<Vec<String>>,
    /// Names as written, other than the fullest.
    pub aliases: Vec<String>,
    pub(super) offices: Tally<(Office, bool)>,
    /// The words of the text for the offices, lower case.
    pub(super) phrases: Tally<String>,
    pub(super) countries: Tally<&'static str>,
    pub(super) hints: Tally<&'static str>,
    /// The country of whoever or whatever is named beside the person, where nothing else gives one.
    pub(super) inherited: Option<&'static str>,
    pub organisation: Option<String>,
    /// The known office-holder, where this is one.
    pub(super) leader: Option<&'static Leader>,
    /// Whether the known term had ended when the person was first named.
    pub(super) left_office: bool,
    /// Whether the known term had still to begin then.
    pub(super) incoming: bool,
    /// Whether any article names the person.
    pub stated: bool,
    /// Why an implied person is meant.
    pub because: String,
    /// Every mention.
    pub places: Vec<Place>,
    /// The articles of the mentions.
    pub(super) articles: FxHashSet<usize>,
}

/// Where a person is mentioned.
#[derive(Clone, Copy, Debug)]
pub(in crate::dossier) struct Place {
    pub article: usize,
    pub sentence: usize,
    pub span: Span,
    pub form: Form,
}

impl Person {
    pub(super) fn new(name: &str, leader: Option<&'static Leader>) -> Self {
        Self {
            name: name.to_owned(),
            names: vec![words(name)],
            aliases: Vec::new(),
            offices: Tally::default(),
            phrases: Tally::default(),
            countries: Tally::default(),
            hints: Tally::default(),
            inherited: None,
            organisation: None,
            leader,
            left_office: false,
            incoming: false,
            stated: false,
            because: String::new(),
            places: Vec::new(),
            articles: FxHashSet::default(),
        }
    }

    /// Takes over what a mention says; whether it brought a name not known before.
    pub(super) fn note(&mut self, mention: &Mention) -> bool {
        if mention.form == Form::Titled
            && let Some(office) = mention.office
        {
            self.offices.add((office, mention.former));
            self.phrases.add(mention.office_words.to_lowercase());
        }
        mention
            .country
            .into_iter()
            .for_each(|iso| self.countries.add(iso));
        mention.hint.into_iter().for_each(|iso| self.hints.add(iso));
        if self.organisation.is_none() {
            self.organisation.clone_from(&mention.organisation);
        }
        if mention.name.is_empty() {
            return false;
        }
        self.stated = true;
        let name = words(&mention.name);
        if self.names.contains(&name) {
            return false;
        }
        if self
            .names
            .first()
            .is_some_and(|fullest| name.len() > fullest.len())
        {
            self.aliases
                .push(std::mem::replace(&mut self.name, mention.name.clone()));
            self.names.insert(0, name);
        } else {
            self.aliases.push(mention.name.clone());
            self.names.push(name);
        }
        true
    }

    /// Whether a mention's name can be this person's.
    pub(super) fn goes_by(&self, name: &[String], mention: &Mention) -> bool {
        let known = &self.countries;
        if mention
            .country
            .is_some_and(|iso| !known.is_empty() && !known.has(&iso))
        {
            return false;
        }
        let family_first = self.family_first();
        self.names
            .iter()
            .any(|mine| same_name(mine, name, family_first))
    }

    /// Whether the family name comes first (China, Korea, Vietnam, Hungary's own style aside).
    pub(super) fn family_first(&self) -> bool {
        self.country().is_some_and(is_family_first)
            || self
                .leader
                .is_some_and(|leader| words(leader.name).first() == words(leader.family).first())
    }

    /// The office, the most telling of those given; the known one where none is given.
    pub fn office(&self) -> Option<Office> {
        let rank = |office: Office| match office.class {
            Class::Leader => 1,
            Class::Expert | Class::Business | Class::Other => 0,
            _ => 2,
        };
        let stated = self
            .offices
            .0
            .iter()
            .rev()
            .max_by_key(|((office, former), count)| (rank(*office), !former, *count));
        stated.map(|((office, _), _)| *office)
    }

    /// The office in the words of the text, where these are plain words too ("economics minister", "aide").
    fn worded(&self) -> Option<&str> {
        let office = self.office()?;
        let own = matches!(
            office.class,
            Class::Minister | Class::Deputy | Class::Envoy | Class::Official
        );
        let usual = ["foreign", "defence", "defense", "labour", "labor"];
        let plain = |phrase: &&String| {
            ![" of ", " for ", "."]
                .iter()
                .any(|word| phrase.contains(word))
                && !usual.iter().any(|word| phrase.contains(word))
        };
        let named = |phrase: &&String| {
            let last = phrase.rsplit(' ').next().unwrap_or_default();
            offices()
                .title(phrase)
                .is_some_and(|title| title.office.name == office.name && !title.plural)
                || (office.name == "minister" && last == "minister")
        };
        let phrases = || self.phrases.values().filter(|phrase| !phrase.is_empty());
        phrases()
            .filter(named)
            .filter(plain)
            .map(String::as_str)
            .max_by_key(|phrase| phrase.len())
            .filter(|_| own)
    }

    /// The name of the office, with "former" where it is a past one.
    pub fn office_name(&self) -> String {
        let known = self.leader.map_or("", |leader| leader.office);
        let head = self
            .office()
            .filter(|office| office.class == Class::OrganisationHead);
        let office = match head.and(self.phrases.values().next()) {
            // "commission chief" and "head" are plain words too; the formal title may never be printed.
            Some(phrase) => phrase,
            None if self.worded().is_some() => self.worded().unwrap_or_default(),
            // "the leader" is whatever the leader of that state is.
            None => match self.office() {
                Some(office) if office.class == Class::Leader && !known.is_empty() => known,
                office => office.map_or(known, |office| office.name),
            },
        };
        if self.is_former() {
            format!("former {office}")
        } else if self.incoming && self.offices.is_empty() {
            format!("incoming {office}")
        } else {
            office.to_owned()
        }
    }

    /// Whether every office given is a past one; where none is given, whether the known term had ended.
    pub fn is_former(&self) -> bool {
        if self.offices.is_empty() {
            return self.left_office;
        }
        self.offices.values().all(|(_, former)| *former)
    }

    /// The country: as stated most often, as known of the office-holder, or as the sentence suggests.
    pub fn country(&self) -> Option<&'static str> {
        let known = || self.leader_country();
        let since = self.has_moved_on();
        let suggested = || {
            self.hints
                .top()
                .copied()
                .filter(|_| self.organisation.is_none())
        };
        let stated = self.countries.top().copied();
        let stated = stated.or_else(|| if since { None } else { known() });
        stated
            .or_else(|| self.eu_officer())
            .or_else(suggested)
            .or_else(|| self.inherited.filter(|_| self.organisation.is_none()))
            .or_else(|| if since { known() } else { None })
    }

    /// Whether the known office is a past one and the one given may be another since, in another place.
    pub(super) fn has_moved_on(&self) -> bool {
        let heads = self
            .office()
            .is_some_and(|office| office.class.asked().is_some());
        self.left_office && !self.is_former() && !heads
    }

    pub(super) fn leader_country(&self) -> Option<&'static str> {
        self.leader
            .map(|leader| leader.iso2)
            .filter(|iso| !iso.is_empty())
    }

    /// Whether the person needs a country from around: an officer of some state whose state is not said.
    pub(super) fn lacks_country(&self) -> bool {
        self.stated
            && self.organisation.is_none()
            && self.holds_state_office()
            && self.countries.is_empty()
            && self.hints.is_empty()
            && (self.leader_country().is_none() || self.has_moved_on())
    }

    pub(super) fn holds_state_office(&self) -> bool {
        self.office().is_some_and(|office| {
            matches!(
                office.class,
                Class::HeadOfState
                    | Class::HeadOfGovernment
                    | Class::Minister
                    | Class::Deputy
                    | Class::Spokesperson
                    | Class::Envoy
                    | Class::Military
            )
        })
    }

    /// Officers of the European Union count as its own.
    pub(super) fn eu_officer(&self) -> Option<&'static str> {
        let organisation = self.organisation.as_deref()?;
        let eu = organisation.starts_with("European") && !organisation.contains("Bank");
        (eu || organisation == "EU").then_some("EU")
    }

    /// Whether this is whom "the leader of the country" means.
    pub(super) fn leads(&self, date: Option<NaiveDate>) -> bool {
        let by_class = self.office().is_some_and(|office| {
            matches!(
                office.class,
                Class::HeadOfState | Class::HeadOfGovernment | Class::Leader
            )
        });
        let holder = self
            .country()
            .and_then(|iso| leaders().holder(iso, Asked::Leader, date?));
        holder.map_or(by_class, |holder| {
            let known = words(holder.name);
            self.names
                .iter()
                .any(|mine| same_name(mine, &known, false) || same_name(&known, mine, false))
        })
    }

    /// Whether the person belongs among the participants: someone who holds or held an office.
    pub fn is_participant(&self) -> bool {
        match self.office() {
            Some(office) => !matches!(office.class, Class::Expert | Class::Business),
            None => self.leader.is_some() || !self.stated,
        }
    }
}
