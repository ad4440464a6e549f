//! Number mentions in, figures out: one a claim and an article, with the period and the parties that its
//! sentence gives it.

use rustc_hash::FxHashMap;

use crate::annotating::Annotations;
use crate::annotating::dates::{self, Granularity, Resolution, Timex};
use crate::annotating::figures::Figure as Mention;
use crate::annotating::gazette::Sense;
use crate::dossier::ids::id;
use crate::dossier::{Evidence, Figure, Mark, MarkKind, Qualifier};
use crate::edtf::Edtf;
use crate::knowledge::countries::FormKind;

/// The figures of an article, in reading order; `times` are those of its expressions.
pub(super) fn of_article(
    article: usize,
    notes: &Annotations<'_>,
    times: &[Resolution],
) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::with_capacity(notes.figures.len());
    let mut by_value: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for mention in &notes.figures {
        let Some(figure) = figure(notes, article, mention, times) else {
            continue;
        };
        let same_value = by_value.entry(figure.value.to_bits()).or_default();
        let known = same_value.iter().copied().find(|&index| {
            figures
                .get(index)
                .is_some_and(|known| same_claim(known, &figure))
        });
        if let Some(known) = known.and_then(|index| figures.get_mut(index)) {
            merge(known, figure);
        } else {
            same_value.push(figures.len());
            figures.push(figure);
        }
    }
    figures
}

fn figure(
    notes: &Annotations<'_>,
    article: usize,
    mention: &Mention,
    times: &[Resolution],
) -> Option<Figure> {
    let text = &notes.tokens.article.text;
    let span = notes.tokens.article.sentences.get(mention.sentence)?.span;
    let time = dates::attach(
        &notes.tokens,
        &notes.timexes,
        mention.sentence,
        mention.tokens.clone(),
    )
    .filter(|&index| notes.timexes.get(index).is_some_and(Timex::is_when))
    .and_then(|index| {
        let of_change = notes
            .timexes
            .get(index)
            .is_some_and(|timex| is_compared_with(notes, mention, timex));
        if of_change {
            time_before(notes, mention)
        } else {
            Some(index)
        }
    });
    let time = time
        .or_else(|| only_period(notes, mention.sentence))
        .or_else(|| same_period(notes, mention, times));
    let mut marks = vec![Mark {
        span: mention.span,
        kind: MarkKind::Figure,
    }];
    let period = time
        .and_then(|index| times.get(index))
        .and_then(|time| time.when);
    if period.is_some() {
        let date = time
            .and_then(|index| notes.timexes.get(index))
            .filter(|timex| timex.sentence == mention.sentence)
            .map(|timex| timex.span);
        marks.extend(date.map(|span| Mark {
            span,
            kind: MarkKind::Date,
        }));
    }
    Some(Figure {
        id: id(
            "f",
            &[
                &notes.tokens.article.file,
                mention.span.of(text),
                span.of(text),
                &mention.value.to_string(),
                &(mention.span.start - span.start.min(mention.span.start)).to_string(),
            ],
        ),
        text: mention.span.of(text).to_owned(),
        value: mention.value,
        unit: mention.unit.to_string(),
        qualifier: mention.qualifier,
        direction: mention.direction,
        measure: mention.measure_text.clone(),
        period,
        between: parties(notes, mention),
        evidence: vec![Evidence {
            article,
            span,
            marks,
        }],
    })
}

/// Whether a change is told against a time ("down 4 per cent from 2012", "up 9% on the year before"): that
/// is not the time in which it happened.
fn is_compared_with(notes: &Annotations<'_>, mention: &Mention, timex: &Timex) -> bool {
    let tokens = &notes.tokens;
    let at = mention.tokens.end;
    let word = tokens.lower(at);
    let compares = matches!(
        word,
        "from" | "on" | "against" | "than" | "compared" | "versus" | "more"
    );
    let near = timex.tokens.start > at
        && (at + 1..timex.tokens.start)
            .all(|at| matches!(tokens.lower(at), "the" | "with" | "to" | "in" | "than"));
    // "rose 5% from 2010 to 2015" is the whole time.
    let lasting = word == "from" && matches!(tokens.lower(timex.tokens.end), "to" | "until" | "-");
    compares && near && !lasting && mention.direction.is_some()
}

/// The last time named before a figure in its sentence.
fn time_before(notes: &Annotations<'_>, mention: &Mention) -> Option<usize> {
    let from = notes
        .timexes
        .partition_point(|timex| timex.sentence < mention.sentence);
    notes
        .timexes
        .iter()
        .enumerate()
        .skip(from)
        .take_while(|(_, timex)| timex.tokens.end <= mention.tokens.start)
        .filter(|(_, timex)| timex.sentence == mention.sentence && timex.is_when())
        .map(|(index, _)| index)
        .last()
}

/// The one expression of a sentence that opens it with a month, a year or more ("In 2024 that volume came
/// to …"): it frames every number that follows.
fn only_period(notes: &Annotations<'_>, sentence: usize) -> Option<usize> {
    let from = notes
        .timexes
        .partition_point(|timex| timex.sentence < sentence);
    let first = notes
        .timexes
        .get(from)
        .filter(|timex| timex.sentence == sentence)?;
    let alone = notes
        .timexes
        .get(from + 1)
        .is_none_or(|next| next.sentence != sentence);
    let opens = first.tokens.start <= notes.tokens.sentence(sentence).start + 2;
    (alone && opens && first.is_when() && first.granularity() >= Granularity::Month).then_some(from)
}

/// The stretch of time that "over that period" or "in the same period" beside a number points back to: the
/// one named last before it, in its sentence or the two before it.
fn same_period(notes: &Annotations<'_>, mention: &Mention, times: &[Resolution]) -> Option<usize> {
    let tokens = &notes.tokens;
    let at = tokens.sentence(mention.sentence).find(|&at| {
        matches!(tokens.lower(at), "over" | "in" | "during")
            && match (tokens.lower(at + 1), tokens.lower(at + 2)) {
                ("that" | "this", "period" | "span") | ("those", "years") => true,
                ("the", "same") => tokens.lower(at + 3) == "period",
                _ => false,
            }
    })?;
    let named = notes
        .timexes
        .partition_point(|timex| timex.tokens.start < at);
    (0..named)
        .rev()
        .take_while(|&index| {
            notes
                .timexes
                .get(index)
                .is_some_and(|timex| timex.sentence + 2 >= mention.sentence)
        })
        .find(|&index| {
            times
                .get(index)
                .and_then(|time| time.when)
                .and_then(Edtf::days)
                .is_some_and(|days| days > 1)
        })
}

/// The countries and groups named in the clause of the number, at most four.
fn parties(notes: &Annotations<'_>, mention: &Mention) -> Vec<String> {
    let sentence = notes.tokens.sentence(mention.sentence);
    let mut parties: Vec<String> = Vec::new();
    for hit in notes.gazette.within(sentence) {
        let party = match hit.sense {
            Sense::Country(country) if country.kind != FormKind::Metonym => country.iso,
            Sense::Organisation(organisation) => organisation.name,
            _ => continue,
        };
        if !parties.iter().any(|known| known == party) && parties.len() < 4 {
            parties.push(party.to_owned());
        }
    }
    parties
}

/// Whether two figures of one article with the same value are one claim.
fn same_claim(one: &Figure, other: &Figure) -> bool {
    let open = |a: &Option<Edtf>, b: &Option<Edtf>| a.is_none() || b.is_none() || a == b;
    // Several shares of one article can be the same number: only what they measure ties them.
    let measures = one.unit != "%" || one.measure == other.measure;
    // "hundreds of billions" and "some 100 billion" are two claims.
    let vague = |figure: &Figure| {
        matches!(
            figure.qualifier,
            Qualifier::TensOf
                | Qualifier::HundredsOf
                | Qualifier::ThousandsOf
                | Qualifier::MillionsOf
        )
    };
    let hedges = one.qualifier == other.qualifier || !(vague(one) || vague(other));
    let directions =
        one.direction.is_none() || other.direction.is_none() || one.direction == other.direction;
    one.unit == other.unit && open(&one.period, &other.period) && directions && measures && hedges
}

fn merge(known: &mut Figure, figure: Figure) {
    for evidence in figure.evidence {
        match known
            .evidence
            .iter_mut()
            .find(|own| own.span == evidence.span)
        {
            Some(own) => own.marks.extend(evidence.marks),
            None => known.evidence.push(evidence),
        }
    }
    known.period = known.period.or(figure.period);
    known.direction = known.direction.or(figure.direction);
    if known.measure.is_empty() {
        known.measure = figure.measure;
    }
}
