//! Events by what they can have in common with another mention: of thousands, the few worth comparing.

use std::cmp::Reverse;
use std::hash::{BuildHasher, Hash};

use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::dossier::events::Draft;
use crate::dossier::events::drafting::Reach;

/// Where in time an event is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    /// Of this day.
    Day(NaiveDate),
    /// Of more than a day, or of none.
    Wide,
    /// Of the days of the meeting.
    Near,
    /// Whenever.
    All,
}

/// Of more candidates those with the most in common are compared.
const MOST: usize = 128;

/// Of so many words two mentions of one event share two.
const MANY: usize = 4;

/// Events by feature and time.
#[derive(Default)]
pub(super) struct Index {
    events: FxHashMap<(u64, Slot), Vec<usize>>,
    meeting: Option<Reach>,
    /// How much each event has in common with the mention looked up; all zero between look-ups.
    shared: Vec<usize>,
}

impl Index {
    pub(super) fn new(meeting: Option<Reach>) -> Self {
        Self {
            meeting,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, event: usize, lead: &Draft) {
        let own = lead
            .reach
            .and_then(Reach::day)
            .map_or(Slot::Wide, Slot::Day);
        let near = self.is_near(lead).then_some(Slot::Near);
        self.shared.resize(self.shared.len().max(event + 1), 0);
        for (feature, _) in features(lead) {
            for slot in [own, Slot::All].into_iter().chain(near) {
                self.events.entry((feature, slot)).or_default().push(event);
            }
        }
    }

    /// The events that have a feature in common with a mention, and a time that can be its own, in order.
    pub(super) fn candidates(&mut self, draft: &Draft) -> Vec<usize> {
        let slots: &[Slot] = match draft.reach.and_then(Reach::day) {
            Some(day) if self.is_near(draft) => &[Slot::Day(day), Slot::Wide, Slot::Near],
            Some(day) => &[Slot::Day(day), Slot::Wide],
            None => &[Slot::All],
        };
        let mut met: Vec<usize> = Vec::new();
        for (feature, worth) in features(draft) {
            for slot in slots {
                for &event in self.events.get(&(feature, *slot)).into_iter().flatten() {
                    let Some(shared) = self.shared.get_mut(event) else {
                        continue;
                    };
                    if *shared == 0 {
                        met.push(event);
                    }
                    *shared += worth;
                }
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
        let mut found: Vec<(usize, usize)> = met
            .into_iter()
            .filter_map(|event| Some((std::mem::take(self.shared.get_mut(event)?), event)))
            .filter(|(shared, _)| *shared >= least)
            .collect();
        if found.len() > MOST {
            found.select_nth_unstable_by_key(MOST, |&(shared, event)| (Reverse(shared), event));
            found.truncate(MOST);
        }
        found.sort_unstable_by_key(|&(_, event)| event);
        found.into_iter().map(|(_, event)| event).collect()
    }

    fn is_near(&self, draft: &Draft) -> bool {
        draft
            .reach
            .zip(self.meeting)
            .is_some_and(|(reach, meeting)| meeting.meets(reach))
    }
}

/// What two mentions of one event share some of, and what each is worth: a word one; a person, a body, the noun
/// or the opening two.
fn features(draft: &Draft) -> impl Iterator<Item = (u64, usize)> + '_ {
    let persons = draft.persons.iter().map(|person| hash(("person", person)));
    let bodies = draft.organisations.iter().map(|name| hash(("body", name)));
    let noun = draft.noun.iter().map(|noun| hash(("noun", noun)));
    let edge =
        matches!(draft.kind.name, "opening" | "closing").then(|| hash(("edge", draft.kind.name)));
    let others = persons.chain(bodies).chain(noun).chain(edge);
    let stems = draft.stems.iter().map(|stem| (hash(("stem", stem)), 1));
    stems.chain(others.map(|feature| (feature, 2)))
}

fn hash(feature: impl Hash) -> u64 {
    FxBuildHasher.hash_one(feature)
}
