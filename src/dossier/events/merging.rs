//! Mentions of one event in, the event out: mentions meet by their dates, their people and their words.

use crate::dossier::WhenBasis;
use crate::dossier::events::drafting::Reach;
use crate::dossier::events::index::Index;
use crate::dossier::events::{Draft, Merged};
use crate::dossier::sets::{agreement, overlap, shared};
use crate::edtf::Edtf;

/// How alike two mentions must be, in the units of [`likeness`].
const ALIKE: f64 = 2.8;

/// How far before the meeting, in days, few things happen on one date.
const FAR: i64 = 40;

/// What it tells that two articles give one date for something of the past.
const HISTORY: f64 = 2.0;

/// What it tells that two articles have the meeting open or close on one day.
const EDGE: f64 = 1.5;

/// What it tells that two mentions are set in one place.
const PLACE: f64 = 1.0;

/// What it tells that two titles have all their words in common.
const WORDS: f64 = 3.0;

/// More than what the order of adding can change in a sum.
const SLACK: f64 = 1e-6;

/// What it costs that of two meetings only one names anybody.
const NAMELESS: f64 = -0.75;

/// Merges the mentions; what is only referred to joins an event or is dropped.
pub(super) fn merge(drafts: Vec<Vec<Draft>>, meeting: Option<Edtf>) -> Vec<Merged> {
    let (references, mut tellings): (Vec<_>, Vec<_>) = drafts
        .into_iter()
        .flatten()
        .partition(|draft| draft.reference);
    // The best dated mentions found the events that the others join.
    tellings.sort_by_key(|draft| (certainty(draft), draft.article, draft.sentence));
    let mut events: Vec<Merged> = Vec::new();
    let reach = meeting.map(Reach::of);
    let mut index = Index::new(reach);
    for draft in tellings {
        if let Some(index) = best(&events, &mut index, &draft, reach) {
            if let Some(event) = events.get_mut(index) {
                event.join(draft);
            }
        } else {
            index.add(&draft);
            events.push(Merged::new(draft));
        }
    }
    for draft in references {
        let Some(event) =
            best(&events, &mut index, &draft, reach).and_then(|index| events.get_mut(index))
        else {
            continue;
        };
        let of_meeting = event
            .lead
            .when
            .is_some_and(|when| super::is_of_meeting(when, meeting));
        if of_meeting && is_about(&event.lead, &draft) && event.articles.insert(draft.article) {
            event.join(draft);
        }
    }
    events
}

/// Whether a bare reference ("the talks") means the event: they share somebody, or a body and the noun, or
/// it is the summit itself.
fn is_about(event: &Draft, reference: &Draft) -> bool {
    let noun = event.noun.is_some() && event.noun == reference.noun;
    let summit = noun && reference.kind.name == "summit";
    let body = noun && shared(&event.organisations, &reference.organisations) > 0;
    summit || body || shared(&event.persons, &reference.persons) > 0
}

/// Stated day, relative day, other stated dates, inferred.
fn certainty(draft: &Draft) -> u8 {
    let day = draft.when.is_some_and(|when| when.as_day().is_some());
    match (draft.basis, day) {
        (WhenBasis::Stated, true) => 0,
        (WhenBasis::Relative, true) => 1,
        (WhenBasis::Stated, false) => 2,
        (WhenBasis::Relative, false) => 3,
        (WhenBasis::Inferred, _) => 4,
        (WhenBasis::Unknown, _) => 5,
    }
}

fn best(
    events: &[Merged],
    index: &mut Index,
    draft: &Draft,
    meeting: Option<Reach>,
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for number in index.candidates(draft) {
        let Some(event) = events.get(number) else {
            continue;
        };
        let alike = likeness(&event.lead, draft, meeting);
        let better = alike >= ALIKE && best.is_none_or(|(most, _)| alike >= most);
        // A sentence tells an event once.
        if better && !event.sentences.contains(&(draft.article, draft.sentence)) {
            best = Some((alike, number));
        }
    }
    best.map(|(_, number)| number)
}

/// How alike two mentions are; negative infinity where they cannot be one event.
fn likeness(known: &Draft, draft: &Draft, meeting: Option<Reach>) -> f64 {
    if !dates_agree(known, draft, meeting)
        || is_another(known, draft)
        || are_other_parties(known, draft)
    {
        return f64::NEG_INFINITY;
    }
    let kinds = match (family(known.kind.name), family(draft.kind.name)) {
        _ if known.kind.name == draft.kind.name => 2.0,
        (one, other) if one == other => 1.0,
        _ => -1.0,
    };
    let nouns = match (&known.noun, &draft.noun) {
        (Some(one), Some(other)) if one == other => 1.0,
        (Some(_), Some(_)) => -0.5,
        _ => 0.0,
    };
    let one_nameless = known.persons.is_empty() != draft.persons.is_empty();
    let is_meeting = known.kind.name == "meeting" && draft.kind.name == "meeting";
    let edge = is_edge(known, draft, meeting);
    let persons = if edge {
        EDGE
    } else if is_meeting && one_nameless {
        NAMELESS
    } else {
        agreement(&known.persons, &draft.persons) * 2.0
    };
    let bodies = agreement(&known.organisations, &draft.organisations);
    // Who arrives somewhere on a day arrives there once.
    let visit = family(known.kind.name) == "visit"
        && family(draft.kind.name) == "visit"
        && known.reach.and_then(Reach::day).is_some()
        && known.reach == draft.reach
        && shared(&known.persons, &draft.persons) > 0;
    let bodies = bodies + f64::from(u8::from(visit));
    let history = if is_history(known, draft, meeting) {
        HISTORY
    } else {
        0.0
    };
    let placed = known
        .places
        .iter()
        .any(|place| draft.places.contains(place));
    let place = if placed { PLACE } else { 0.0 };
    // Most candidates are settled before their words are looked at.
    if kinds + nouns + persons + bodies + history + place + WORDS < ALIKE - SLACK {
        return f64::NEG_INFINITY;
    }
    let words = overlap(&known.stems, &draft.stems) * WORDS;
    kinds + nouns + persons + bodies + words + history + place
}

/// Whether two mentions of different articles tell of the meeting's opening, or its close, on one day: there is
/// but one.
fn is_edge(known: &Draft, draft: &Draft, meeting: Option<Reach>) -> bool {
    let kind = known.kind.name;
    let day = known.reach.and_then(Reach::day).is_some() && known.reach == draft.reach;
    let within = known
        .reach
        .zip(meeting)
        .is_some_and(|(reach, meeting)| meeting.covers(reach));
    known.article != draft.article
        && kind == draft.kind.name
        && matches!(kind, "opening" | "closing")
        && day
        && within
}

/// Whether two articles tell of one thing of the past: of one stated time far from the meeting, with somebody or
/// a word in common.
fn is_history(known: &Draft, draft: &Draft, meeting: Option<Reach>) -> bool {
    let (Some(one), Some(other), Some(meeting)) = (known.reach, draft.reach, meeting) else {
        return false;
    };
    let stated = known.basis != WhenBasis::Inferred && draft.basis != WhenBasis::Inferred;
    let far = |reach: Reach| (meeting.first - reach.last).num_days() > FAR;
    stated
        && known.article != draft.article
        && far(one)
        && far(other)
        && (shared(&known.stems, &draft.stems) > 0 || shared(&known.persons, &draft.persons) > 0)
}

/// Whether two meetings bring other people together: each has somebody whom the other lacks, or one is
/// a meeting of two and the other of many.
fn are_other_parties(known: &Draft, draft: &Draft) -> bool {
    let is_meeting = |draft: &Draft| draft.kind.name == "meeting";
    let (one, other) = (&known.persons, &draft.persons);
    let common = shared(one, other);
    let apart = common < one.len() && common < other.len();
    let (least, most) = (one.len().min(other.len()), one.len().max(other.len()));
    is_meeting(known) && is_meeting(draft) && (apart || ((1..=2).contains(&least) && most > 3))
}

/// Whether an article sets one of two meetings beside the other.
fn is_another(known: &Draft, draft: &Draft) -> bool {
    let is_meeting = |draft: &Draft| draft.kind.name == "meeting";
    let later = if known.sentence < draft.sentence {
        draft
    } else {
        known
    };
    known.article == draft.article && later.another && is_meeting(known) && is_meeting(draft)
}

/// Dates that can be one: the same, one inside the other, or one of them only inferred.
fn dates_agree(known: &Draft, draft: &Draft, meeting: Option<Reach>) -> bool {
    let (Some(one), Some(other)) = (known.reach, draft.reach) else {
        return true;
    };
    if one.covers(other) || other.covers(one) {
        return true;
    }
    let soft = known.basis == WhenBasis::Inferred || draft.basis == WhenBasis::Inferred;
    let near = |reach: Reach| meeting.is_some_and(|meeting| meeting.meets(reach));
    soft && near(one) && near(other)
}

/// Kinds that tell of one thing from different sides.
fn family(kind: &str) -> &str {
    match kind {
        "meeting" | "session" | "summit" | "participation" | "address" | "press" => "gathering",
        "arrival" | "visit" => "visit",
        "agreement" | "signing" | "adoption" | "announcement" => "agreement",
        "accident" | "collapse" => "accident",
        other => other,
    }
}
