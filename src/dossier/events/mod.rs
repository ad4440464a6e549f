//! Event mentions in, the timeline out: each event once, dated, with every article that reports it.

mod drafting;
mod gathering;
mod index;
mod lists;
mod merging;
mod timing;

use chrono::Days;
use rustc_hash::FxHashSet;

use crate::dossier::dating::Dating;
use crate::dossier::ids::id;
use crate::dossier::people::Registry;
use crate::dossier::{Comparison, Event, Evidence, Status};
use crate::edtf::Edtf;
use crate::reading::Article;

pub(super) use drafting::{Draft, draft};
pub(super) use gathering::{Named, take as gatherings};

/// What the whole folder knows, for one event to be read in its light.
pub(super) struct Context<'a> {
    /// The ids of the articles.
    pub ids: &'a [String],
    pub articles: &'a [Article],
    pub datings: &'a [Dating],
    pub registry: &'a Registry,
    /// The days of the meeting, where they are known.
    pub meeting: Option<Edtf>,
    /// The city, or else the country, where it is.
    pub place: Option<&'a str>,
}

/// One event with all its mentions.
pub(super) struct Merged {
    /// The mention that speaks for it.
    lead: Draft,
    /// What each mention tells, the leading one first.
    tellings: Vec<Telling>,
    /// The sentences of the mentions, each with its article.
    sentences: FxHashSet<(usize, usize)>,
    articles: FxHashSet<usize>,
}

/// What is kept of a mention once it has found its event.
struct Telling {
    article: usize,
    planned: bool,
    persons: Vec<usize>,
    places: Vec<String>,
    evidence: Evidence,
}

impl From<Draft> for Telling {
    fn from(draft: Draft) -> Self {
        Self {
            article: draft.article,
            planned: draft.planned,
            persons: draft.persons,
            places: draft.places,
            evidence: draft.evidence,
        }
    }
}

/// Merges the drafts of each article, which are in reading order, and the meeting itself as each article names it.
pub(super) fn merge(
    drafts: Vec<Vec<Draft>>,
    named: &[Vec<Named>],
    context: &Context<'_>,
) -> Vec<Merged> {
    let gathering = gathering::of_folder(context, named);
    let mut merged = merging::merge(drafts, context.meeting);
    if let Some(gathering) = gathering {
        gathering.join(&mut merged, context);
    }
    merged
}

/// Whether each person appears in an event of the meeting.
pub(super) fn attending(merged: &[Merged], context: &Context<'_>) -> Vec<bool> {
    let mut attending = vec![false; context.registry.persons.len()];
    for event in merged {
        let near = event
            .lead
            .when
            .is_some_and(|when| is_of_meeting(when, context.meeting));
        for telling in event.tellings.iter().filter(|_| near) {
            for &person in &telling.persons {
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
    fn new(lead: Draft) -> Self {
        Self {
            sentences: FxHashSet::from_iter([(lead.article, lead.sentence)]),
            articles: FxHashSet::from_iter([lead.article]),
            tellings: vec![lead.clone().into()],
            lead,
        }
    }

    fn join(&mut self, draft: Draft) {
        self.sentences.insert((draft.article, draft.sentence));
        self.articles.insert(draft.article);
        self.tellings.push(draft.into());
    }

    fn id(&self, context: &Context<'_>) -> String {
        let lead = &self.lead;
        let article = context.articles.get(lead.article);
        let file = article.map_or("", |article| &article.file);
        id(
            "e",
            &[file, &lead.title, &lead.evidence.span.start.to_string()],
        )
    }

    /// The event, its evidence from the leading article on, then article by article.
    fn finish(self, id: String, context: &Context<'_>, ids: &[Option<String>]) -> Event {
        let mut participants: Vec<String> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for draft in &self.tellings {
            extend(
                &mut participants,
                draft
                    .persons
                    .iter()
                    .filter_map(|&person| ids.get(person)?.clone()),
            );
            extend(&mut places, draft.places.iter().cloned());
        }
        let status = self.status(context.meeting);
        let Self { lead, tellings, .. } = self;
        let evidence = tellings.into_iter().map(|telling| telling.evidence);
        let mut evidence: Vec<Evidence> = evidence.collect();
        evidence.sort_by_key(|one| (one.article != lead.article, one.article, one.span));
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

    /// Background lies more than a month before the meeting; planned is what no article tells as done.
    fn status(&self, meeting: Option<Edtf>) -> Status {
        let limit = meeting
            .and_then(Edtf::first_day)
            .and_then(|day| day.checked_sub_days(Days::new(31)));
        let when = self
            .lead
            .when
            .and_then(|when| when.last_day().or(when.first_day()));
        if limit.zip(when).is_some_and(|(limit, when)| when < limit) {
            Status::Background
        } else if self.tellings.iter().all(|telling| telling.planned) {
            Status::Planned
        } else {
            Status::Happened
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
