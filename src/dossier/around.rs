//! A mention of an officer without a state in, the state that its surroundings suggest out, the nearest first.

use std::ops::Range;

use crate::annotating::Annotations;
use crate::annotating::gazette::{Country, Sense};
use crate::knowledge::countries::{FormKind, countries};
use crate::span::Span;

/// The country beside a person named at `span` of `sentence`; `country_of` gives that of another mention.
pub(super) fn country(
    notes: &Annotations<'_>,
    sentence: usize,
    span: Span,
    country_of: impl Fn(usize) -> Option<&'static str>,
) -> Option<&'static str> {
    let tokens = notes.tokens.sentence(sentence);
    let at = notes.tokens.at(span.start);
    if let Some(capital) = spoken_capital(notes, at..tokens.end) {
        return Some(capital);
    }
    let of_mentions = |sentence: usize| {
        let first = notes
            .people
            .partition_point(|mention| mention.sentence < sentence);
        notes
            .people
            .iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, mention)| mention.sentence == sentence)
    };
    let before = of_mentions(sentence)
        .filter(|(_, mention)| mention.span.start < span.start)
        .filter_map(|(index, _)| country_of(index))
        .last();
    let beside = before.or_else(|| {
        of_mentions(sentence)
            .filter(|(_, mention)| mention.span.start > span.start && mention.country.is_none())
            .find_map(|(index, _)| country_of(index))
    });
    if beside.is_some() {
        return beside;
    }
    // "He was met by Minister X": the host's, not the guest's of the sentence before.
    let received = (tokens.start..at).any(|at| is_received(notes, at));
    let previous = sentence
        .checked_sub(1)
        .filter(|_| !received)
        .and_then(|previous| {
            let person = of_mentions(previous)
                .filter_map(|(index, _)| country_of(index))
                .last();
            person.or_else(|| last_named(notes, notes.tokens.sentence(previous)))
        });
    previous.or_else(|| home(notes))
}

/// "… said Oslo would not": a capital that acts is that of the speaker.
fn spoken_capital(notes: &Annotations<'_>, after: Range<usize>) -> Option<&'static str> {
    let tokens = &notes.tokens;
    let (hit, country) = notes
        .gazette
        .within(after)
        .find_map(|hit| match hit.sense {
            Sense::Country(country) => Some((hit, country)),
            _ => None,
        })?;
    let before = hit.tokens.start.checked_sub(1)?;
    let said = matches!(tokens.lower(before), "said" | "says")
        || (tokens.is(before, "that")
            && before
                .checked_sub(1)
                .is_some_and(|at| matches!(tokens.lower(at), "said" | "says" | "reporters")));
    let acts = matches!(
        tokens.lower(hit.tokens.end),
        "would" | "will" | "could" | "should" | "had" | "has" | "was" | "is"
    );
    let seat = matches!(country.kind, FormKind::Capital | FormKind::Metonym);
    (seat && said && acts).then_some(country.iso)
}

fn is_received(notes: &Annotations<'_>, at: usize) -> bool {
    notes.tokens.is(at + 1, "by")
        && matches!(
            notes.tokens.lower(at),
            "met" | "greeted" | "received" | "welcomed" | "hosted"
        )
}

fn last_named(notes: &Annotations<'_>, range: Range<usize>) -> Option<&'static str> {
    notes
        .gazette
        .within(range)
        .filter_map(|hit| match hit.sense {
            Sense::Country(Country { iso, kind, .. }) if kind != FormKind::Capital => Some(iso),
            _ => None,
        })
        .last()
}

/// The country where the article is at home: of its dateline, else of the capital that it is in most often.
pub(super) fn home(notes: &Annotations<'_>) -> Option<&'static str> {
    let tokens = &notes.tokens;
    let article = tokens.article;
    let dateline = article.metadata.dateline_place;
    let place = dateline.map_or("", |place| place.of(&article.text));
    let named = place
        .rsplit(',')
        .find_map(|part| countries().form(part.trim()));
    if let Some(form) = named.filter(|form| form.kind != FormKind::Other) {
        return Some(form.iso2);
    }
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for hit in notes.gazette.within(0..tokens.len()) {
        let Sense::Country(country) = hit.sense else {
            continue;
        };
        let inside = hit
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(tokens.lower(at), "in" | "near"));
        if country.kind != FormKind::Capital || !inside {
            continue;
        }
        match counts.iter_mut().find(|(iso, _)| *iso == country.iso) {
            Some((_, count)) => *count += 1,
            None => counts.push((country.iso, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut best = counts.iter().filter(|(_, count)| *count == most);
    let (iso, _) = best.next()?;
    best.next().is_none().then_some(*iso)
}
