//! The dossier's title: where the meeting took place, and when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::annotating::Annotations;
use crate::annotating::dates::{Meaning, Resolution};
use crate::annotating::gazette::Sense;
use crate::dossier::dating::Dating;
use crate::edtf::{Edtf, Partial};
use crate::knowledge::countries::FormKind;

/// The longest meeting, in days.
const LONGEST: i64 = 10;

/// The days of the meeting: the interval of a few days that most articles give, or else the days that
/// two articles and more speak of near their own dates.
pub(super) fn meeting(
    annotations: &[Annotations<'_>],
    resolved: &[Vec<Resolution>],
    datings: &[Dating],
) -> Option<Edtf> {
    let mut intervals: BTreeMap<(NaiveDate, NaiveDate), usize> = BTreeMap::new();
    let mut days: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    for (article, notes) in annotations.iter().enumerate() {
        let published = datings.get(article).and_then(|dating| dating.published);
        let near = |when: Edtf| {
            let distance = |a: NaiveDate, b: NaiveDate| (a - b).num_days().abs();
            match (
                published.and_then(Edtf::first_day),
                published.and_then(Edtf::last_day),
                when.first_day(),
            ) {
                (Some(first), Some(last), Some(day)) => {
                    distance(first, day).min(distance(last, day)) <= 21
                }
                _ => true,
            }
        };
        let times = resolved.get(article).map_or(&[][..], Vec::as_slice);
        for (timex, time) in notes.timexes.iter().zip(times) {
            let Some(when) = time.when.filter(|&when| near(when) && timex.is_when()) else {
                continue;
            };
            let (Some(first), Some(last)) = (when.first_day(), when.last_day()) else {
                continue;
            };
            let is_calendar = matches!(timex.meaning, Meaning::Range(..))
                && when.start().and_then(Partial::as_day).is_some();
            if first == last {
                let articles = days.entry(first).or_default();
                if !articles.contains(&article) {
                    articles.push(article);
                }
            } else if is_calendar && (last - first).num_days() < LONGEST {
                *intervals.entry((first, last)).or_default() += 1;
            }
        }
    }
    let stated = intervals
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(interval, _)| *interval);
    let (first, last) = stated.or_else(|| busiest(&days))?;
    Some(Edtf::interval(Partial::day(first)?, Partial::day(last)?))
}

/// The run of days around the day most spoken of, each spoken of at least half as often.
fn busiest(days: &BTreeMap<NaiveDate, Vec<usize>>) -> Option<(NaiveDate, NaiveDate)> {
    let (&peak, articles) = days
        .iter()
        .rev()
        .max_by_key(|(_, articles)| articles.len())?;
    let enough = articles.len().div_ceil(2);
    let busy = |day: NaiveDate| {
        days.get(&day)
            .is_some_and(|articles| articles.len() >= enough)
    };
    let (mut first, mut last) = (peak, peak);
    while let Some(before) = first
        .pred_opt()
        .filter(|&day| busy(day) && (last - day).num_days() < LONGEST)
    {
        first = before;
    }
    while let Some(after) = last
        .succ_opt()
        .filter(|&day| busy(day) && (day - first).num_days() < LONGEST)
    {
        last = after;
    }
    Some((first, last))
}

/// "Dushanbe, 8–12 October 2025": the capital or the dateline named most, and the days of the meeting.
pub(super) fn title(annotations: &[Annotations<'_>], meeting: Option<Edtf>) -> String {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for notes in annotations {
        let text = &notes.tokens.article.text;
        let dateline = notes
            .tokens
            .article
            .metadata
            .dateline_place
            .map(|span| city(span.of(text)));
        if let Some(place) = dateline {
            *places.entry(place).or_default() += 3;
        }
        for hit in notes.gazette.within(0..notes.tokens.len()) {
            let before = hit
                .tokens
                .start
                .checked_sub(1)
                .map_or("", |at| notes.tokens.lower(at));
            let is_capital =
                matches!(hit.sense, Sense::Country(country) if country.kind == FormKind::Capital);
            if is_capital && matches!(before, "in" | "at") {
                let name = notes.tokens.span(hit.tokens.clone()).of(text);
                *places.entry(name.to_owned()).or_default() += 2;
            }
        }
    }
    let place = places
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(place, _)| place);
    match (place, meeting) {
        (Some(place), Some(meeting)) => format!("{place}, {}", meeting.words()),
        (Some(place), None) => place,
        (None, Some(meeting)) => meeting.words(),
        (None, None) => "Summit".to_owned(),
    }
}

/// The city of a dateline ("GYEONGJU, South Korea" → "Gyeongju").
fn city(dateline: &str) -> String {
    let city = dateline.split(',').next().unwrap_or_default().trim();
    let mut title = String::new();
    for word in city.split(' ') {
        if !title.is_empty() {
            title.push(' ');
        }
        let mut letters = word.chars();
        title.extend(letters.next());
        title.extend(letters.flat_map(char::to_lowercase));
    }
    title
}
