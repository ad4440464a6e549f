//! Events by what they can have in common with another mention: of thousands, the few worth comparing.

use std::cmp::Reverse;
use std::hash::{BuildHasher, Hash};

use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::dossier::events::Draft;
use crate::dossier::events::drafting::Reach;

/// The events that have one feature, by where in time they are looked for; each list in order.
#[derive(Default)]
struct Holders {
    /// Of one day.
    days: FxHashMap<NaiveDate, Vec<u32>>,
    /// Of more than a day, or of none.
    wide: Vec<u32>,
    /// Of the days of the meeting.
    near: Vec<u32>,
    /// Whenever.
    all: Vec<u32>,
}

/// Of more candidates those with the most in common are compared.
const MOST: usize = 128;

/// Of so many words two mentions of one event share two.
const MANY: usize = 4;

/// Events by feature and time.
#[derive(Default)]
pub(super) struct Index {
    events: FxHashMap<u64, Holders>,
    meeting: Option<Reach>,
    /// How much each event has in common with the mention looked up; all zero between look-ups.
    shared: Vec<u32>,
    /// The events that have something in common with it.
    met: Vec<u32>,
    /// Those of them worth comparing, each behind how much that is.
    found: Vec<(u32, u32)>,
}

impl Index {
    pub(super) fn new(meeting: Option<Reach>) -> Self {
        Self {
            meeting,
            ..Self::default()
        }
    }

    /// Adds an event, numbered in the order of adding.
    pub(super) fn add(&mut self, lead: &Draft) {
        let Ok(event) = u32::try_from(self.shared.len()) else {
            return;
        };
        self.shared.push(0);
        let near = self.is_near(lead);
        let day = lead.reach.and_then(Reach::day);
        for (feature, _) in features(lead) {
            let holders = self.events.entry(feature).or_default();
            holders.all.push(event);
            match day {
                Some(day) => holders.days.entry(day).or_default().push(event),
                None => holders.wide.push(event),
            }
            if near {
                holders.near.push(event);
            }
        }
    }

    /// The events that have a feature in common with a mention, and a time that can be its own, in order.
    pub(super) fn candidates(&mut self, draft: &Draft) -> impl Iterator<Item = usize> + '_ {
        let day = draft.reach.and_then(Reach::day);
        let near = self.is_near(draft);
        for (feature, worth) in features(draft) {
            let Some(holders) = self.events.get(&feature) else {
                continue;
            };
            // An event of the day and of the meeting has twice as much in common.
            let lists = match day {
                Some(day) => [
                    holders.days.get(&day),
                    Some(&holders.wide),
                    Some(&holders.near).filter(|_| near),
                ],
                None => [Some(&holders.all), None, None],
            };
            for &event in lists.into_iter().flatten().flatten() {
                let Some(shared) = self.shared.get_mut(event as usize) else {
                    continue;
                };
                if *shared == 0 {
                    self.met.push(event);
                }
                *shared += worth;
            }
        }
        // One word of many in common makes nothing one event, but in history.
        let past = draft
            .reach
            .zip(self.meeting)
            .is_some_and(|(reach, meeting)| reach.last < meeting.first);
        let least = if draft.stems.len() < MANY || past {
            1
        } else {
            2
        };
        let Self {
            shared, met, found, ..
        } = self;
        let taken = met
            .drain(..)
            .filter_map(|event| Some((std::mem::take(shared.get_mut(event as usize)?), event)));
        found.clear();
        found.extend(taken.filter(|(shared, _)| *shared >= least));
        if found.len() > MOST {
            found.select_nth_unstable_by_key(MOST, |&(shared, event)| (Reverse(shared), event));
            found.truncate(MOST);
        }
        found.sort_unstable_by_key(|&(_, event)| event);
        found.iter().map(|&(_, event)| event as usize)
    }

    fn is_near(&self, draft: &Draft) -> bool {
        draft
            .reach
            .zip(self.meeting)
            .is_some_and(|(reach, meeting)| meeting.meets(reach))
    }
}

/// What a feature is of.
#[derive(Hash)]
enum Feature {
    Person,
    Body,
    Noun,
    Edge,
    Stem,
}

/// What two mentions of one event share some of, and what each is worth: a word one; a person, a body, the noun
/// or the opening two.
fn features(draft: &Draft) -> impl Iterator<Item = (u64, u32)> + '_ {
    let persons = draft
        .persons
        .iter()
        .map(|person| hash((Feature::Person, person)));
    let bodies = draft
        .organisations
        .iter()
        .map(|name| hash((Feature::Body, name)));
    let noun = draft.noun.iter().map(|noun| hash((Feature::Noun, noun)));
    let edge = matches!(draft.kind.name, "opening" | "closing")
        .then(|| hash((Feature::Edge, draft.kind.name)));
    let others = persons.chain(bodies).chain(noun).chain(edge);
    let stems = draft
        .stems
        .iter()
        .map(|stem| (hash((Feature::Stem, stem)), 1));
    stems.chain(others.map(|feature| (feature, 2)))
}

fn hash(feature: impl Hash) -> u64 {
    FxBuildHasher.hash_one(feature)
}
