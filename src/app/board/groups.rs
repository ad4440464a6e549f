//! The dossier seen from other sides: who met whom, where everybody comes from, which figures can be
//! set beside each other.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::compared::{Compared, Known};
use crate::app::item::Item;
use crate::dossier::{Dossier, Presence};
use crate::knowledge::coordinates::{self, Point};
use crate::knowledge::countries::{FormKind, countries};

/// The kinds of events at which people meet.
const MEETINGS: &[&str] = &[
    "meeting", "session", "summit", "dinner", "hosting", "visit", "ceremony", "signing", "press",
    "handover",
];

/// A country that sends people, or a place where something happens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Its English name.
    pub name: String,
    /// What stands beside its point on the map: the country's code, or the city's name.
    pub label: String,
    /// Where it is, where that is known.
    pub point: Option<Point>,
    /// Indices of the participants who take part and come from there.
    pub people: Vec<usize>,
    /// Indices of the events that happen there.
    pub events: Vec<usize>,
}

/// The people of each event, as indices into the participants.
pub fn people_of_events(dossier: &Dossier, known: &Known<'_>) -> Vec<Vec<usize>> {
    let person = |id: &String| match known.item(id) {
        Some(Item::Person(index)) => Some(index),
        _ => None,
    };
    let people = |ids: &Vec<String>| ids.iter().filter_map(person).collect();
    dossier
        .events
        .iter()
        .map(|event| people(&event.participants))
        .collect()
}

/// The events at which two people or more meet, in time order.
pub fn meetings(dossier: &Dossier, people: &[Vec<usize>]) -> Vec<Item> {
    let events = dossier.events.iter().zip(people).enumerate();
    events
        .filter(|(_, (event, people))| people.len() > 1 && MEETINGS.contains(&event.kind))
        .map(|(index, _)| Item::Event(index))
        .collect()
}

/// Every country that somebody who takes part comes from, the best reported first, then every place where
/// something happens.
pub fn places(dossier: &Dossier) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut at = |places: &mut Vec<Place>, name: &str, label: &str, key: &str| {
        *by_name.entry(name.to_owned()).or_insert_with(|| {
            places.push(Place {
                name: name.to_owned(),
                label: label.to_owned(),
                point: coordinates::of(key),
                ..Place::default()
            });
            places.len() - 1
        })
    };
    for (index, person) in dossier.participants.iter().enumerate() {
        let Some(iso2) = person
            .country
            .as_deref()
            .filter(|_| person.presence == Presence::Attends)
        else {
            continue;
        };
        let place = at(&mut places, countries().name(iso2), iso2, iso2);
        if let Some(place) = places.get_mut(place) {
            place.people.push(index);
        }
    }
    for (index, event) in dossier.events.iter().enumerate() {
        for name in &event.places {
            let form = countries()
                .form(name)
                .filter(|form| form.kind == FormKind::Name);
            let place = match form {
                Some(form) => at(
                    &mut places,
                    countries().name(form.iso2),
                    form.iso2,
                    form.iso2,
                ),
                None => at(&mut places, name, name, name),
            };
            if let Some(place) = places.get_mut(place) {
                place.events.push(index);
            }
        }
    }
    places
}

/// The figures in groups that can be set beside each other, each a list of indices: first those that the
/// dossier compares, then those of one unit that measure one thing, as far as words tell; then all others by
/// their units, each a group of its own.
pub fn charts(dossier: &Dossier, compared: &Compared) -> Vec<Vec<usize>> {
    let mut told = vec![false; dossier.figures.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for index in 0..dossier.figures.len() {
        let group = near_and_far(compared, index, &mut told);
        if group.len() > 1 {
            groups.push(group);
        } else if let Some(told) = told.get_mut(index).filter(|_| !group.is_empty()) {
            *told = false;
        }
    }
    let mut by_measure: BTreeMap<(&str, bool, String), Vec<usize>> = BTreeMap::new();
    let left = dossier
        .figures
        .iter()
        .zip(&told)
        .enumerate()
        .filter(|(_, (_, told))| !**told);
    for (index, (figure, _)) in left {
        let noun = figure
            .measure
            .split_whitespace()
            .next_back()
            .unwrap_or_default();
        let key = (
            &*figure.unit,
            figure.direction.is_some(),
            noun.to_lowercase(),
        );
        by_measure.entry(key).or_default().push(index);
    }
    let mut others = Vec::new();
    for ((_, _, noun), figures) in by_measure {
        if figures.len() > 1 && !noun.is_empty() {
            groups.push(figures);
        } else {
            others.extend(figures.into_iter().map(|figure| vec![figure]));
        }
    }
    groups.extend(others);
    groups
}

/// A figure with all that it is compared with, and what those are compared with; none that was told before.
fn near_and_far(compared: &Compared, figure: usize, told: &mut [bool]) -> Vec<usize> {
    let mut group = Vec::new();
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let mut next = vec![figure];
    while let Some(figure) = next.pop() {
        match told.get_mut(figure) {
            Some(told) if !*told => *told = true,
            _ => continue,
        }
        group.push(figure);
        for comparison in compared.of(Item::Figure(figure)) {
            if seen.insert(comparison) {
                let figures = compared
                    .items(comparison)
                    .iter()
                    .filter_map(|item| item.figure());
                next.extend(figures);
            }
        }
    }
    group.sort_unstable();
    group
}
