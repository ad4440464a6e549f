//! Mentions of people in, participants out: one person under all their names, in one article and across
//! articles, and the office-holders that an article only implies.

mod names;
mod person;
mod tally;
mod terms;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::annotating::Annotations;
use crate::annotating::people::{Form, Mention};
use crate::dossier::around;
use crate::dossier::dating::Dating;
use crate::knowledge::countries::countries;
use crate::knowledge::offices::Class;

use names::words;
pub(super) use person::{Person, Place};
use terms::{head_by_family, holder, term_of};

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
            date?.format("%-d %B %Y"),
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
            // "The president greeted her guests": a head without a country is the paper's own.
            let own = person
                .office()
                .filter(|office| {
                    matches!(office.class, Class::HeadOfState | Class::HeadOfGovernment)
                })
                .and_then(|_| around::home(notes));
            let beside = || {
                around::country(notes, place.sentence, place.span, |mention| {
                    self.bound(place.article, mention)
                        .filter(|&other| other != number)
                        .and_then(|other| self.persons.get(other)?.country())
                })
            };
            let country = own.or_else(beside);
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
