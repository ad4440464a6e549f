//! Persons in, participants out: with an office, a country, and whether they take part.

use std::collections::BTreeMap;

use crate::annotating::Annotations;
use crate::annotating::people::Form;
use crate::dossier::ids::slug;
use crate::dossier::people::{Person, Place, Registry};
use crate::dossier::presence::is_said_to_stay_away;
use crate::dossier::{Evidence, Mark, MarkKind, Mention, Named, Participant, Presence};

/// The participants, most reported first, and for each person the id of its participant.
pub(super) fn build(
    registry: &Registry,
    annotations: &[Annotations<'_>],
    attending: &[bool],
) -> (Vec<Participant>, Vec<Option<String>>) {
    let mut participants: Vec<Participant> = Vec::new();
    let mut ids = Vec::with_capacity(registry.persons.len());
    for (number, person) in registry.persons.iter().enumerate() {
        if !person.is_participant() {
            ids.push(None);
            continue;
        }
        let mut id = slug("p", &person.name);
        while participants.iter().any(|known| known.id == id) {
            id.push_str("-2");
        }
        let attends = attending.get(number).copied().unwrap_or_default();
        let evidence = evidence(person, annotations);
        ids.push(Some(id.clone()));
        participants.push(Participant {
            id,
            name: person.name.clone(),
            aliases: person.aliases.clone(),
            office: person.office_name(),
            country: person.country().map(str::to_owned),
            organisation: person.organisation.clone(),
            named: if person.stated {
                Named::Stated
            } else {
                Named::Implied
            },
            presence: presence(person, annotations, attends),
            mentions: person.places.iter().map(mention).collect(),
            because: person.because.clone(),
            evidence,
        });
    }
    participants.sort_by_key(|participant| {
        (
            std::cmp::Reverse(participant.evidence.len()),
            std::cmp::Reverse(participant.mentions.len()),
        )
    });
    (participants, ids)
}

const fn mention(place: &Place) -> Mention {
    Mention {
        article: place.article,
        sentence: place.sentence,
        span: place.span,
    }
}

/// One sentence an article, the most telling: title and name before name alone.
fn evidence(person: &Person, annotations: &[Annotations<'_>]) -> Vec<Evidence> {
    let mut best: BTreeMap<usize, &Place> = BTreeMap::new();
    for place in &person.places {
        let known = best.entry(place.article).or_insert(place);
        if (rank(place), place.sentence) < (rank(known), known.sentence) {
            *known = place;
        }
    }
    best.into_iter()
        .filter_map(|(article, place)| {
            let notes = annotations.get(article)?;
            let sentence = notes.tokens.article.sentences.get(place.sentence)?;
            let marks = vec![Mark {
                span: place.span,
                kind: MarkKind::Person,
            }];
            Some(Evidence {
                article,
                span: sentence.span,
                marks,
            })
        })
        .collect()
}

const fn rank(place: &Place) -> u8 {
    match place.form {
        Form::Titled => 0,
        Form::Candidate => 1,
        Form::Member => 2,
        Form::Described => 3,
    }
}

/// A person said to stay away is absent; one who appears in an event of the meeting attends.
fn presence(person: &Person, annotations: &[Annotations<'_>], attends: bool) -> Presence {
    let stays_away = person.places.iter().any(|place| {
        annotations
            .get(place.article)
            .is_some_and(|notes| is_said_to_stay_away(notes, place.sentence, place.span))
    });
    match (stays_away, attends && !person.is_former()) {
        (true, _) => Presence::Absent,
        (false, true) => Presence::Attends,
        (false, false) => Presence::Mentioned,
    }
}
