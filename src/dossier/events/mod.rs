//! Event mentions in, the timeline out: each event once, dated, with every article that reports it.

mod drafting;
mod lists;
mod merging;

use chrono::Days;
use rustc_hash::FxHashSet;

use crate::annotating::Annotations;
use crate::annotating::dates::Resolution;
use crate::dossier::dating::Dating;
use crate::dossier::ids::id;
use crate::dossier::people::Registry;
use crate::dossier::{Comparison, Event, Status};
use crate::edtf::Edtf;

pub(super) use drafting::Draft;

/// What the whole folder knows, for one event to be read in its light.
pub(super) struct Context<'a> {
    pub annotations: &'a [Annotations<'a>],
    pub resolved: &'a [Vec<Resolution>],
    pub datings: &'a [Dating],
    pub registry: &'a Registry,
    /// The days of the meeting, where they are known.
    pub meeting: Option<Edtf>,
}

/// One event with all its mentions; the first mention is the most telling.
#[derive(Default)]
pub(super) struct Merged {
    pub drafts: Vec<Draft>,
    /// The sentences of the mentions, each with its article.
    sentences: FxHashSet<(usize, usize)>,
    articles: FxHashSet<usize>,
}

/// Drafts, merges and orders the events.
pub(super) fn merge(context: &Context<'_>) -> Vec<Merged> {
    let drafts = drafting::draft(context);
    merging::merge(drafts, context.meeting)
}

/// Whether each person appears in an event of the meeting.
pub(super) fn attending(merged: &[Merged], context: &Context<'_>) -> Vec<bool> {
    let mut attending = vec![false; context.registry.persons.len()];
    for event in merged {
        let near = event
            .lead()
            .when
            .is_some_and(|when| is_of_meeting(when, context.meeting));
        for draft in event.drafts.iter().filter(|_| near) {
            for &person in &draft.persons {
                if let Some(slot) = attending.get_mut(person) {
                    *slot = true;
                }
            }
        }
    }
    attending
}

/// Whether a date lies within days of the meeting.
fn is_of_meeting(when: Edtf, meeting: Option<Edtf>) -> bool {
    let Some(meeting) = meeting else { return true };
    let precise = when.days().is_some_and(|days| days <= 14);
    let wide = meeting
        .first_day()
        .zip(meeting.last_day())
        .and_then(|(first, last)| {
            let (first, last) = (
                first.checked_sub_days(Days::new(3))?,
                last.checked_add_days(Days::new(3))?,
            );
            Some(Edtf::interval(
                crate::edtf::Partial::day(first)?,
                crate::edtf::Partial::day(last)?,
            ))
        });
    precise && wide.is_some_and(|wide| wide.meets(when))
}

/// The timeline, in time order, undated events last; and where articles list its people differently.
pub(super) fn finish(
    merged: Vec<Merged>,
    context: &Context<'_>,
    ids: &[Option<String>],
) -> (Vec<Event>, Vec<Comparison>) {
    let mut events = Vec::with_capacity(merged.len());
    let mut comparisons = Vec::new();
    for event in merged {
        let name = event.id(context);
        comparisons.extend(lists::compare(&event, &name, context, ids));
        events.push(event.finish(name, context, ids));
    }
    events.sort_by_key(|event: &Event| {
        let first = event.when.and_then(Edtf::first_day);
        let last = event.when.and_then(Edtf::last_day);
        (event.when.is_none(), first.or(last), last)
    });
    (events, comparisons)
}

impl Merged {
    fn join(&mut self, draft: Draft) {
        self.sentences.insert((draft.article, draft.sentence));
        self.articles.insert(draft.article);
        self.drafts.push(draft);
    }

    /// The mention that speaks for the event.
    pub fn lead(&self) -> &Draft {
        match self.drafts.as_slice() {
            [first, ..] => first,
            [] => drafting::empty(),
        }
    }

    fn id(&self, context: &Context<'_>) -> String {
        let lead = self.lead();
        let notes = context.annotations.get(lead.article);
        let file = notes.map_or("", |notes| &notes.tokens.article.file);
        id(
            "e",
            &[file, &lead.title, &lead.evidence.span.start.to_string()],
        )
    }

    fn finish(mut self, id: String, context: &Context<'_>, ids: &[Option<String>]) -> Event {
        let lead = self.lead().clone();
        self.drafts
            .sort_by_key(|draft| (draft.article != lead.article, draft.article, draft.sentence));
        let mut participants: Vec<String> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for draft in &self.drafts {
            let named = draft
                .persons
                .iter()
                .filter_map(|&person| ids.get(person)?.clone());
            extend(&mut participants, named);
            extend(&mut places, draft.places.iter().cloned());
        }
        let status = status(&self.drafts, lead.when, context.meeting);
        let mut evidence: Vec<crate::dossier::Evidence> = Vec::new();
        for draft in &self.drafts {
            match evidence.iter_mut().find(|own| {
                own.article == draft.evidence.article && own.span == draft.evidence.span
            }) {
                Some(own) => own.marks.extend(draft.evidence.marks.iter().copied()),
                None => evidence.push(draft.evidence.clone()),
            }
        }
        Event {
            id,
            title: lead.title,
            when: lead.when,
            basis: lead.basis,
            because: lead.because,
            kind: lead.kind.name,
            status,
            participants,
            places,
            evidence,
        }
    }
}

fn extend(list: &mut Vec<String>, more: impl Iterator<Item = String>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

/// Background lies more than a month before the meeting; planned is what no article tells as done.
fn status(drafts: &[Draft], when: Option<Edtf>, meeting: Option<Edtf>) -> Status {
    let long_before = meeting
        .and_then(Edtf::first_day)
        .zip(when.and_then(|when| when.last_day().or(when.first_day())))
        .is_some_and(|(meeting, event)| {
            meeting
                .checked_sub_days(Days::new(31))
                .is_some_and(|limit| event < limit)
        });
    if long_before {
        Status::Background
    } else if drafts.iter().all(|draft| draft.planned) {
        Status::Planned
    } else {
        Status::Happened
    }
}
