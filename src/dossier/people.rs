//! Mentions of people in, participants out: one person under all their names, in one article and across
//! articles, and the office-holders that an article only implies.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotating::Annotations;
use crate::annotating::people::{Form, Mention, is_family_first};
use crate::dossier::around;
use crate::dossier::dating::Dating;
use crate::knowledge::countries::countries;
use crate::knowledge::leaders::{Asked, Leader, Role, leaders};
use crate::knowledge::offices::{Class, Office};
use crate::span::Span;

/// A person with every mention.
#[derive(Debug)]
pub(super) struct Person {
    /// The fullest name.
    pub name: String,
    /// The words of every name used, folded; the first is the fullest.
    names: Vec<Vec<String>>,
    /// Names as written, other than the fullest.
    pub aliases: Vec<String>,
    offices: Tally<(Office, bool)>,
    /// The words of the text for the offices, lower case.
    phrases: Tally<String>,
    countries: Tally<&'static str>,
    hints: Tally<&'static str>,
    /// The country of whoever or whatever is named beside the person, where nothing else gives one.
    inherited: Option<&'static str>,
    pub organisation: Option<String>,
    /// The known office-holder, where this is one.
    leader: Option<&'static Leader>,
    /// Whether the known term had ended when the person was first named.
    left_office: bool,
    /// Whether the known term had still to begin then.
    incoming: bool,
    /// Whether any article names the person.
    pub stated: bool,
    /// Why an implied person is meant.
    pub because: String,
    /// Every mention.
    pub places: Vec<Place>,
    /// The articles of the mentions.
    articles: FxHashSet<usize>,
}

/// Where a person is mentioned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub article: usize,
    pub sentence: usize,
    pub span: Span,
    pub form: Form,
}

/// All persons, and for each mention of each article the person that it means.
#[derive(Debug, Default)]
pub(super) struct Registry {
    pub persons: Vec<Person>,
    pub bound: Vec<Vec<Option<usize>>>,
    /// The persons whose name holds a word.
    by_word: FxHashMap<String, Vec<usize>>,
}

/// Binds every mention of every article.
pub(super) fn bind(annotations: &[Annotations<'_>], datings: &[Dating]) -> Registry {
    let mut registry = Registry {
        bound: annotations
            .iter()
            .map(|article| vec![None; article.people.len()])
            .collect(),
        ..Registry::default()
    };
    // Full names first, then titles before family names, then bare names, then what has no name at all:
    // each step binds to what the steps before have found. Bare names come again: they may be of those meant
    // by an office.
    let steps: [fn(&Mention) -> bool; 5] = [
        |mention| mention.form == Form::Titled && words(&mention.name).len() > 1,
        |mention| mention.form == Form::Titled,
        |mention| mention.form == Form::Candidate,
        |mention| matches!(mention.form, Form::Described | Form::Member),
        |mention| mention.form == Form::Candidate,
    ];
    for wanted in steps {
        for (article, notes) in annotations.iter().enumerate() {
            let date = date_of(datings.get(article));
            for (index, mention) in notes.people.iter().enumerate() {
                let is_bound = registry.bound(article, index).is_some();
                if is_bound || !wanted(mention) {
                    continue;
                }
                let person = if mention.name.is_empty() {
                    registry.unnamed(mention, date)
                } else {
                    registry.named(article, mention, date)
                };
                if let Some(person) = person {
                    registry.note(article, index, mention, person);
                }
            }
        }
    }
    registry.inherit_countries(annotations);
    registry
}

/// The day in whose light offices are looked up.
fn date_of(dating: Option<&Dating>) -> Option<NaiveDate> {
    let published = dating?.published?;
    published.last_day().or_else(|| published.first_day())
}

/// Who held an office of a state on a day.
fn holder(country: &str, office: Office, day: NaiveDate) -> Option<&'static Leader> {
    leaders()
        .holder(country, Asked::Office(office.name), day)
        .or_else(|| {
            let asked = office.class.asked()?;
            leaders().holder(country, asked, day)
        })
}

/// How many days before a term begins its holder may already be known for it.
const INCOMING: i64 = 100;

/// The term of a person by full name: that of the day, else one about to begin, else the last one before it.
/// Nobody holds an office long before the first term.
fn term_of(name: &str, day: Option<NaiveDate>) -> Option<&'static Leader> {
    let full = |leader: &&Leader| name.contains(' ') || leader.name == name;
    let terms = || leaders().by_name(name).filter(full);
    let Some(day) = day else {
        return terms().last();
    };
    terms().find(|term| term.serves(day)).or_else(|| {
        let known = |term: &&Leader| (term.from - day).num_days() <= INCOMING;
        terms().filter(known).max_by_key(|term| term.from)
    })
}

/// The one head of a state or government of that day whom a title and a family name alone can mean.
fn head_by_family(mention: &Mention, day: NaiveDate) -> Option<&'static Leader> {
    let office = mention.office?;
    let asked = office.class.asked()?;
    let mut terms = leaders().by_family(&mention.name).filter(|leader| {
        leader.serves(day)
            && mention.country.is_none_or(|country| leader.iso2 == country)
            && (leader.office == office.name || heads(leader, asked))
    });
    let only = terms.next()?;
    terms.all(|other| other.name == only.name).then_some(only)
}

fn heads(leader: &Leader, asked: Asked<'_>) -> bool {
    match asked {
        Asked::Leader => leader.leader,
        Asked::HeadOfState => matches!(leader.role, Role::HeadOfState | Role::Both),
        Asked::HeadOfGovernment => matches!(leader.role, Role::HeadOfGovernment | Role::Both),
        Asked::Office(name) => leader.office == name,
    }
}

impl Registry {
    fn bound(&self, article: usize, mention: usize) -> Option<usize> {
        *self.bound.get(article)?.get(mention)?
    }

    /// A name: somebody known, or a new person where an office or the table of leaders vouches for one.
    fn named(
        &mut self,
        article: usize,
        mention: &Mention,
        date: Option<NaiveDate>,
    ) -> Option<usize> {
        let name = words(&mention.name);
        if let Some(known) = self.find(article, &name, mention) {
            return Some(known);
        }
        let leader = term_of(&mention.name, date).or_else(|| {
            let holder = holder(mention.country?, mention.office?, date?)?;
            let known = words(holder.name);
            name.iter()
                .all(|word| known.contains(word))
                .then_some(holder)
        });
        let leader = leader.or_else(|| {
            let alone = mention.form == Form::Titled && !mention.former && name.len() == 1;
            head_by_family(mention, date.filter(|_| alone)?)
        });
        if mention.form == Form::Candidate && leader.is_none() {
            return None;
        }
        let fuller = leader.filter(|_| name.len() == 1).map(|leader| leader.name);
        let mut person = Person::new(fuller.unwrap_or(&mention.name), leader);
        let dated = leader.zip(date);
        person.left_office =
            dated.is_some_and(|(leader, date)| leader.from <= date && !leader.serves(date));
        person.incoming = dated.is_some_and(|(leader, date)| leader.from > date);
        Some(self.add(person))
    }

    /// An office and a country: the person who is known to hold it, or the holder on that date.
    fn unnamed(&mut self, mention: &Mention, date: Option<NaiveDate>) -> Option<usize> {
        let (office, country) = (mention.office?, mention.country?);
        let heads = matches!(
            office.class,
            Class::HeadOfState | Class::HeadOfGovernment | Class::Leader
        );
        let holds = |person: &Person| {
            let same = person.office().is_some_and(|held| held.name == office.name);
            let leads = office.class == Class::Leader && person.leads(date);
            person.country() == Some(country) && !person.is_former() && (same || leads)
        };
        if let Some(known) = self.persons.iter().position(holds) {
            return Some(known);
        }
        if !heads {
            return None;
        }
        let holder = holder(country, office, date?)?;
        let same = |person: &Person| {
            person
                .leader
                .is_some_and(|leader| leader.name == holder.name)
        };
        if let Some(known) = self.persons.iter().position(same) {
            return Some(known);
        }
        let mut person = Person::new(holder.name, Some(holder));
        person.because = format!(
            "named only by office: {} was {} of {} on {}",
            holder.name,
            holder.office,
            countries().name(country),
            date?,
        );
        Some(self.add(person))
    }

    /// Gives the officers of no named state the state of those around them: in the sentence, in the one before,
    /// or of the article.
    fn inherit_countries(&mut self, annotations: &[Annotations<'_>]) {
        for number in 0..self.persons.len() {
            let Some(person) = self
                .persons
                .get(number)
                .filter(|person| person.lacks_country())
            else {
                continue;
            };
            let Some(place) = person
                .places
                .iter()
                .find(|place| place.form == Form::Titled)
            else {
                continue;
            };
            let Some(notes) = annotations.get(place.article) else {
                continue;
            };
            let country = around::country(notes, place.sentence, place.span, |mention| {
                self.bound(place.article, mention)
                    .filter(|&other| other != number)
                    .and_then(|other| self.persons.get(other)?.country())
            });
            if let Some(person) = self.persons.get_mut(number) {
                person.inherited = country;
            }
        }
    }

    /// The person meant by a name: whoever this article has introduced comes before the others.
    fn find(&self, article: usize, name: &[String], mention: &Mention) -> Option<usize> {
        let sharing: BTreeSet<usize> = name
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .copied()
            .collect();
        let candidates: Vec<(usize, &Person)> = sharing
            .into_iter()
            .filter_map(|number| self.persons.get(number).map(|person| (number, person)))
            .filter(|(_, person)| person.goes_by(name, mention))
            .collect();
        let here = |(_, person): &&(usize, &Person)| person.articles.contains(&article);
        let same_office = |(_, person): &&(usize, &Person)| {
            mention
                .office
                .is_some_and(|office| person.office().is_some_and(|held| held.name == office.name))
        };
        candidates
            .iter()
            .find(|person| here(person) && same_office(person))
            .or_else(|| candidates.iter().rfind(here))
            .or_else(|| candidates.iter().find(same_office))
            .or_else(|| candidates.first().filter(|_| candidates.len() == 1))
            .map(|(number, _)| *number)
    }

    /// Adds a person and makes every word of the name lead to it.
    fn add(&mut self, person: Person) -> usize {
        let number = self.persons.len();
        for word in person.names.iter().flatten() {
            self.by_word.entry(word.clone()).or_default().push(number);
        }
        self.persons.push(person);
        number
    }

    fn note(&mut self, article: usize, index: usize, mention: &Mention, number: usize) {
        if let Some(slot) = self
            .bound
            .get_mut(article)
            .and_then(|bound| bound.get_mut(index))
        {
            *slot = Some(number);
        }
        let Some(person) = self.persons.get_mut(number) else {
            return;
        };
        if person.note(mention) {
            for word in words(&mention.name) {
                let persons = self.by_word.entry(word).or_default();
                if !persons.contains(&number) {
                    persons.push(number);
                }
            }
        }
        person.articles.insert(article);
        person.places.push(Place {
            article,
            sentence: mention.sentence,
            span: mention.span,
            form: mention.form,
        });
    }
}

impl Person {
    fn new(name: &str, leader: Option<&'static Leader>) -> Self {
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
    fn note(&mut self, mention: &Mention) -> bool {
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
    fn goes_by(&self, name: &[String], mention: &Mention) -> bool {
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
    fn family_first(&self) -> bool {
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

    /// The name of the office, with "former" where it is a past one.
    pub fn office_name(&self) -> String {
        let known = self.leader.map_or("", |leader| leader.office);
        let head = self
            .office()
            .filter(|office| office.class == Class::OrganisationHead);
        let office = match head.and(self.phrases.values().next()) {
            // "commission chief" and "head" are plain words too; the formal title may never be printed.
            Some(phrase) => phrase,
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
    fn has_moved_on(&self) -> bool {
        let heads = self
            .office()
            .is_some_and(|office| office.class.asked().is_some());
        self.left_office && !self.is_former() && !heads
    }

    fn leader_country(&self) -> Option<&'static str> {
        self.leader
            .map(|leader| leader.iso2)
            .filter(|iso| !iso.is_empty())
    }

    /// Whether the person needs a country from around: an officer of some state whose state is not said.
    fn lacks_country(&self) -> bool {
        self.stated
            && self.organisation.is_none()
            && self.holds_state_office()
            && self.countries.is_empty()
            && self.hints.is_empty()
            && (self.leader_country().is_none() || self.has_moved_on())
    }

    fn holds_state_office(&self) -> bool {
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
    fn eu_officer(&self) -> Option<&'static str> {
        let organisation = self.organisation.as_deref()?;
        let eu = organisation.starts_with("European") && !organisation.contains("Bank");
        (eu || organisation == "EU").then_some("EU")
    }

    /// Whether this is whom "the leader of the country" means.
    fn leads(&self, date: Option<NaiveDate>) -> bool {
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

/// Values with how often each was given, in the order in which they first were.
#[derive(Debug)]
struct Tally<T>(Vec<(T, usize)>);

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Tally<T> {
    fn add(&mut self, value: T) {
        match self.0.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => self.0.push((value, 1)),
        }
    }

    /// The value given most often, the first of equals.
    fn top(&self) -> Option<&T> {
        self.0
            .iter()
            .rev()
            .max_by_key(|(_, count)| *count)
            .map(|(value, _)| value)
    }

    fn has(&self, value: &T) -> bool {
        self.values().any(|known| known == value)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().map(|(value, _)| value)
    }
}

/// Whether `short` can stand for `full`: every word of it is a word (or the initial of one) of the full
/// name, and a single word is a family name.
fn same_name(full: &[String], short: &[String], family_first: bool) -> bool {
    let matches = |word: &String| {
        full.iter()
            .any(|mine| mine == word || (word.len() == 1 && mine.starts_with(word.as_str())))
    };
    let whole = short.iter().filter(|word| word.len() > 1);
    let covered = !short.is_empty() && short.iter().all(matches) && whole.clone().count() > 0;
    let extends =
        full.len() > 1 && short.len() > full.len() && full.iter().all(|mine| short.contains(mine));
    match short {
        [one] => {
            let family = if family_first {
                full.first()
            } else {
                full.last()
            };
            family == Some(one) || full.len() == 1 && full.first() == Some(one)
        }
        _ => covered || extends,
    }
}

/// The words of a name, folded to lower-case ASCII.
fn words(name: &str) -> Vec<String> {
    any_ascii::any_ascii(name)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_short_names() {
        for (full, short, family_first, wanted) in [
            ("Maria Silva", "Silva", false, true),
            ("Maria Silva", "M. Silva", false, true),
            ("Maria Silva", "Maria", false, false),
            ("Maria Silva", "Jose Silva", false, false),
            ("Chen Wei Ming", "Chen", true, true),
            ("Chen Wei-ming", "Chen Wei Ming", true, true),
            ("Denis Abou-Kaya", "Abou-Kaya", false, true),
        ] {
            assert_eq!(
                same_name(&words(full), &words(short), family_first),
                wanted,
                "{full} / {short}"
            );
        }
    }
}
