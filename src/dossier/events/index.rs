//! Events by what they can have in common with another mention: of thousands, the few worth comparing.

use std::hash::{BuildHasher, Hash};

use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::dossier::events::Draft;
use crate::edtf::Edtf;

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

/// Events by feature and time.
#[derive(Default)]
pub(super) struct Index {
    events: FxHashMap<(u64, Slot), Vec<usize>>,
    meeting: Option<Edtf>,
}

impl Index {
    pub(super) fn new(meeting: Option<Edtf>) -> Self {
        Self {
            meeting,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, event: usize, lead: &Draft) {
        let own = lead
            .when
            .and_then(Edtf::as_day)
            .map_or(Slot::Wide, Slot::Day);
        let near = self.is_near(lead).then_some(Slot::Near);
        for feature in features(lead) {
            for slot in [own, Slot::All].into_iter().chain(near) {
                self.events.entry((feature, slot)).or_default().push(event);
            }
        }
    }

    /// The events that have a feature in common with a mention, and a time that can be its own, in order.
    pub(super) fn candidates(&self, draft: &Draft) -> Vec<usize> {
        let slots: &[Slot] = match draft.when.and_then(Edtf::as_day) {
            Some(day) if self.is_near(draft) => &[Slot::Day(day), Slot::Wide, Slot::Near],
            Some(day) => &[Slot::Day(day), Slot::Wide],
            None => &[Slot::All],
        };
        let mut found: Vec<usize> = features(draft)
            .flat_map(|feature| {
                slots
                    .iter()
                    .filter_map(move |slot| self.events.get(&(feature, *slot)))
            })
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn is_near(&self, draft: &Draft) -> bool {
        draft
            .when
            .zip(self.meeting)
            .is_some_and(|(when, meeting)| meeting.meets(when))
    }
}

/// What two mentions of one event share at least one of: a person, a word, a body, the noun, or the opening.
fn features(draft: &Draft) -> impl Iterator<Item = u64> + '_ {
    let persons = draft.persons.iter().map(|person| hash(("person", person)));
    let stems = draft.stems.iter().map(|stem| hash(("stem", stem)));
    let bodies = draft.organisations.iter().map(|name| hash(("body", name)));
    let noun = draft.noun.iter().map(|noun| hash(("noun", noun)));
    let edge =
        matches!(draft.kind.name, "opening" | "closing").then(|| hash(("edge", draft.kind.name)));
    persons.chain(stems).chain(bodies).chain(noun).chain(edge)
}

fn hash(feature: impl Hash) -> u64 {
    FxBuildHasher.hash_one(feature)
}
