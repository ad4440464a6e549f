//! Each event mention with its date, its people and its words, before mentions are merged.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};

use crate::annotating::Annotations;
use crate::annotating::dates::Timex;
use crate::annotating::events::{EventMention, Kind, Modality, Weight};
use crate::annotating::gazette::Sense;
use crate::dossier::events::Context;
use crate::dossier::{Evidence, Mark, MarkKind, WhenBasis};
use crate::edtf::Edtf;
use crate::knowledge::countries::FormKind;
use crate::span::Span;

/// An event as one sentence tells it.
#[derive(Clone, Debug)]
pub(in crate::dossier) struct Draft {
    pub article: usize,
    pub sentence: usize,
    pub kind: Kind,
    pub title: String,
    pub noun: Option<String>,
    pub planned: bool,
    /// Only named: it may support another mention, never stand alone.
    pub reference: bool,
    pub when: Option<Edtf>,
    pub basis: WhenBasis,
    pub because: String,
    pub persons: BTreeSet<usize>,
    pub countries: BTreeSet<&'static str>,
    pub organisations: BTreeSet<&'static str>,
    pub places: Vec<String>,
    /// The content words of the title, folded and cut to their stems.
    pub stems: BTreeSet<String>,
    pub evidence: Evidence,
}

static EMPTY: LazyLock<Draft> = LazyLock::new(|| Draft {
    article: 0,
    sentence: 0,
    kind: Kind {
        name: "background",
        weight: Weight::Light,
    },
    title: String::new(),
    noun: None,
    planned: false,
    reference: true,
    when: None,
    basis: WhenBasis::Unknown,
    because: String::new(),
    persons: BTreeSet::new(),
    countries: BTreeSet::new(),
    organisations: BTreeSet::new(),
    places: Vec::new(),
    stems: BTreeSet::new(),
    evidence: Evidence {
        article: 0,
        span: Span::new(0, 0),
        marks: Vec::new(),
    },
});

/// A draft of nothing, for an event without mentions.
pub(super) fn empty() -> &'static Draft {
    &EMPTY
}

/// Drafts every mention of every article, in reading order.
pub(super) fn draft(context: &Context<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (article, notes) in context.annotations.iter().enumerate() {
        let mut last_day: Option<(Edtf, usize)> = None;
        for mention in &notes.events {
            let Some(draft) = one(context, article, notes, mention, last_day) else {
                continue;
            };
            if matches!(draft.basis, WhenBasis::Stated | WhenBasis::Relative)
                && let Some(when) = draft.when.filter(|when| when.as_day().is_some())
            {
                last_day = Some((when, draft.sentence));
            }
            drafts.push(draft);
        }
    }
    drafts
}

fn one(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    mention: &EventMention,
    last_day: Option<(Edtf, usize)>,
) -> Option<Draft> {
    let sentence = notes.tokens.article.sentences.get(mention.sentence)?;
    let (when, basis, because, timex) = date(context, article, notes, mention, last_day);
    let mut marks = vec![Mark {
        span: mention.span,
        kind: MarkKind::Event,
    }];
    let date_span = timex
        .and_then(|index| notes.timexes.get(index))
        .map(|timex| timex.span);
    marks.extend(date_span.map(|span| Mark {
        span,
        kind: MarkKind::Date,
    }));
    let mut draft = Draft {
        article,
        sentence: mention.sentence,
        kind: mention.kind,
        title: mention.title.clone(),
        noun: mention.noun.clone(),
        planned: mention.modality == Modality::Planned,
        reference: mention.modality == Modality::Named || when.is_none(),
        when,
        basis,
        because,
        persons: persons(context, article, notes, mention),
        countries: BTreeSet::new(),
        organisations: BTreeSet::new(),
        places: Vec::new(),
        stems: stems(&mention.title),
        evidence: Evidence {
            article,
            span: sentence.span,
            marks,
        },
    };
    for hit in notes.gazette.within(mention.clause.clone()) {
        match hit.sense {
            Sense::Country(country) => {
                draft.countries.insert(country.iso);
                let before = hit
                    .tokens
                    .start
                    .checked_sub(1)
                    .map_or("", |at| notes.tokens.lower(at));
                let is_place = matches!(country.kind, FormKind::Name | FormKind::Capital)
                    && matches!(before, "in" | "at" | "to" | "from");
                if is_place {
                    let name = notes
                        .tokens
                        .span(hit.tokens.clone())
                        .of(&notes.tokens.article.text);
                    draft.places.push(name.to_owned());
                }
            }
            Sense::Organisation(organisation) => {
                draft.organisations.insert(organisation.name);
            }
            Sense::Office(_) | Sense::Other => {}
        }
    }
    Some(draft)
}

/// The persons mentioned in the clause; in the whole sentence where the clause names none.
fn persons(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    mention: &EventMention,
) -> BTreeSet<usize> {
    let bound = context
        .registry
        .bound
        .get(article)
        .map_or(&[][..], Vec::as_slice);
    let in_sentence = || {
        notes
            .people
            .iter()
            .zip(bound)
            .filter(|(person, _)| person.sentence == mention.sentence)
            .filter_map(|(person, bound)| bound.map(|number| (person, number)))
    };
    let pronoun = mention
        .clause
        .clone()
        .take(3)
        .any(|at| matches!(notes.tokens.lower(at), "he" | "she"));
    let spoken_of = notes
        .people
        .iter()
        .zip(bound)
        .take_while(|(person, _)| person.sentence < mention.sentence)
        .filter_map(|(_, bound)| *bound)
        .last()
        .filter(|_| pronoun);
    let clause: BTreeSet<usize> = in_sentence()
        .filter(|(person, _)| mention.clause.contains(&person.tokens.start))
        .map(|(_, number)| number)
        .chain(spoken_of)
        .collect();
    if clause.is_empty() {
        in_sentence().map(|(_, number)| number).collect()
    } else {
        clause
    }
}

/// The date of a mention, how it is known, why, and the expression that gives it.
fn date(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    mention: &EventMention,
    last_day: Option<(Edtf, usize)>,
) -> (Option<Edtf>, WhenBasis, String, Option<usize>) {
    let times = context.resolved.get(article).map_or(&[][..], Vec::as_slice);
    let dating = context.datings.get(article);
    let published = dating.and_then(|dating| dating.published);
    let published_day = published.and_then(Edtf::as_day);
    if let Some(index) = mention.timex
        && let Some(time) = times.get(index)
        && let Some(when) = time
            .when
            .filter(|when| mention.modality == Modality::Planned || when.start().is_some())
    {
        let weekday = notes.timexes.get(index).is_some_and(Timex::is_weekday);
        if let Some(day) = context
            .meeting
            .filter(|_| weekday)
            .and_then(|meeting| same_weekday(when, meeting, published_day))
        {
            let because = format!("{}, and the meeting was on {}", time.because, day.words());
            return (Some(day), WhenBasis::Relative, because, Some(index));
        }
        let basis = if time.relative {
            WhenBasis::Relative
        } else {
            WhenBasis::Stated
        };
        return (Some(when), basis, time.because.clone(), Some(index));
    }
    let inferred = |when, because: String| (Some(when), WhenBasis::Inferred, because, None);
    let unknown = (None, WhenBasis::Unknown, String::new(), None);
    let is_weak = matches!(mention.kind.weight, Weight::Light | Weight::Speech)
        && mention.modality != Modality::Planned;
    if mention.modality == Modality::Named || is_weak {
        return unknown;
    }
    if tells_of_old_times(context, article, notes, mention.sentence) {
        return unknown;
    }
    // A date in another clause of the sentence ("said on Monday that the two had met").
    let elsewhere = notes.timexes.iter().enumerate().find(|(index, timex)| {
        let day = times
            .get(*index)
            .and_then(|time| time.when)
            .and_then(Edtf::as_day);
        timex.sentence == mention.sentence && timex.is_when() && day.is_some()
    });
    if let Some((index, _)) = elsewhere
        && let Some(time) = times.get(index)
        && let Some(when) = time.when
    {
        let because = format!("the sentence gives {}", time.because);
        return (Some(when), WhenBasis::Relative, because, Some(index));
    }
    if let Some((when, sentence)) = last_day
        && mention.sentence.saturating_sub(sentence) <= 4
        && is_current(when, published, context.meeting, mention.modality)
    {
        return inferred(
            when,
            format!("the text goes on from an event of {}", when.words()),
        );
    }
    let day = published.filter(|published| published.as_day().is_some());
    match (day, context.meeting) {
        (Some(day), Some(meeting))
            if mention.modality == Modality::Planned && !meeting.covers(day) =>
        {
            inferred(
                meeting,
                format!("announced for the meeting of {}", meeting.words()),
            )
        }
        (Some(day), _) => inferred(day, format!("reported by an article of {}", day.words())),
        (None, Some(meeting)) => inferred(
            meeting,
            format!("told of the meeting of {}", meeting.words()),
        ),
        (None, None) => published.map_or(unknown, |when| {
            inferred(when, format!("reported by an article of {}", when.words()))
        }),
    }
}

/// Whether the sentence dates anything more than a month before its article: what it leaves undated is
/// then no news either.
fn tells_of_old_times(
    context: &Context<'_>,
    article: usize,
    notes: &Annotations<'_>,
    sentence: usize,
) -> bool {
    let published = context
        .datings
        .get(article)
        .and_then(|dating| dating.published?.first_day());
    let limit = published.and_then(|day| day.checked_sub_days(Days::new(31)));
    let times = context.resolved.get(article).map_or(&[][..], Vec::as_slice);
    let own = notes
        .timexes
        .iter()
        .zip(times)
        .filter(|(timex, _)| timex.sentence == sentence);
    own.filter_map(|(_, time)| time.when?.last_day().or(time.when?.first_day()))
        .any(|day| limit.is_some_and(|limit| day < limit))
}

/// Whether an undated event may go on from one of that day: the day is one of the meeting, or within days of
/// the article, and what happened does not go on from what is to come.
fn is_current(
    when: Edtf,
    published: Option<Edtf>,
    meeting: Option<Edtf>,
    modality: Modality,
) -> bool {
    let (Some(day), last) = (when.as_day(), published.and_then(Edtf::last_day)) else {
        return false;
    };
    let to_come = last.is_some_and(|last| day > last) && modality == Modality::Happened;
    let near = last.is_none_or(|last| (last - day).num_days().abs() <= 3);
    !to_come && (near || meeting.is_some_and(|meeting| meeting.covers(when)))
}

/// The day of the meeting that is a week before or after a weekday outside it, where that is nearer to the
/// article's own day: a weekday alone may point to either side, and the article speaks of the meeting.
fn same_weekday(when: Edtf, meeting: Edtf, published: Option<NaiveDate>) -> Option<Edtf> {
    let day = when.as_day().filter(|_| !meeting.covers(when))?;
    let distance =
        |day: NaiveDate| published.map_or(0, |published| (day - published).num_days().abs());
    [
        day.checked_sub_days(Days::new(7)),
        day.checked_add_days(Days::new(7)),
    ]
    .into_iter()
    .flatten()
    .filter(|&other| published.is_none() || distance(other) < distance(day))
    .filter_map(Edtf::day)
    .find(|&other| meeting.covers(other))
}

/// The content words of a title, folded, without endings.
fn stems(title: &str) -> BTreeSet<String> {
    any_ascii::any_ascii(title)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 3)
        .map(|word| {
            let stem = word
                .trim_end_matches("ing")
                .trim_end_matches("ed")
                .trim_end_matches('s');
            stem.trim_end_matches('e').to_owned()
        })
        .collect()
}
