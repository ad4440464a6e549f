//! Where the meeting is: the place that most articles put it in, by their datelines, their headlines and
//! what they say happens "in" it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::vocabulary::{Class, class, has, is_other};
use crate::annotating::dates::Timex;
use crate::annotating::tokens::{Kind, Shape, Tokens};
use crate::knowledge::countries::{FormKind, countries};
use crate::reading::BlockKind;

/// How much louder than a country a city speaks.
const CITY: u32 = 3;

/// A country that so many articles name speaks louder than a city that only one does.
const MANY: usize = 3;

/// States that are cities.
const CITY_STATES: [&str; 6] = ["HK", "MO", "SG", "MC", "VA", "GI"];

/// A place, and how strongly each article speaks for it.
#[derive(Debug, Default)]
struct Place {
    name: String,
    /// One weight an article: 3 a dateline, 2 the meeting said to be in it, 1 anything else in it.
    weights: BTreeMap<usize, u32>,
}

/// The places of a folder, by their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Places {
    all: BTreeMap<String, Place>,
    /// The key of the meeting's.
    top: Option<String>,
}

impl Places {
    /// The places that the articles put something in.
    pub(super) fn of(articles: &[&Tokens<'_>], timexes: &[&[Timex]]) -> Self {
        let mut places = Self::default();
        let settings: Vec<_> = articles
            .par_iter()
            .zip(timexes)
            .map(|(tokens, timexes)| settings(tokens, timexes))
            .collect();
        for (article, settings) in settings.into_iter().enumerate() {
            for (name, weight) in settings {
                places.add(article, name, weight);
            }
        }
        for (article, tokens) in articles.iter().enumerate() {
            places.add_dateline(article, tokens);
        }
        let names: Vec<_> = articles
            .par_iter()
            .map(|tokens| places.names(tokens))
            .collect();
        for (article, names) in names.into_iter().enumerate() {
            for name in names {
                places.add(article, name, 2);
            }
        }
        places.top = places.loudest();
        places
    }

    fn add(&mut self, article: usize, name: &str, weight: u32) {
        let place = self.all.entry(name.to_lowercase()).or_default();
        if place.name.is_empty() {
            name.clone_into(&mut place.name);
        }
        let known = place.weights.entry(article).or_default();
        *known = weight.max(*known);
    }

    /// "LIMA, Peru": the city and its country.
    fn add_dateline(&mut self, article: usize, tokens: &Tokens<'_>) {
        let Some(dateline) = tokens.article.metadata.dateline_place else {
            return;
        };
        for part in dateline.of(&tokens.article.text).split([',', '/']) {
            let name = in_title_case(part.trim());
            if !name.is_empty() {
                self.add(article, &name, 3);
            }
        }
    }

    /// Places known from elsewhere, in a headline, before a meeting ("the Lima summit") or as its host.
    fn names<'a>(&self, tokens: &Tokens<'a>) -> Vec<&'a str> {
        let mut names = Vec::new();
        for (_, sentence, range) in tokens.sentences() {
            let headline = sentence.kind == BlockKind::Headline;
            for index in range.clone() {
                let Some(end) = named(tokens, range.end, index) else {
                    continue;
                };
                let hosts = matches!(tokens.lower(end), "will" | "to")
                    && class(tokens.lower(end + 1)) == Some(Class::Coming);
                if !headline && !hosts && class(tokens.lower(end)) != Some(Class::Meeting) {
                    continue;
                }
                let name = tokens.span(index..end).of(&tokens.article.text);
                // Headlines may be in capitals throughout: the last words of a run can be the place.
                let known = [name, tokens.text(end.saturating_sub(1))]
                    .into_iter()
                    .find(|name| self.all.contains_key(&name.to_lowercase()));
                names.extend(known);
            }
        }
        names
    }

    /// The city that speaks loudest; a country only where there is no city.
    fn loudest(&self) -> Option<String> {
        let is_wide = |name: &str| {
            class(name) == Some(Class::Region)
                || countries().form(name).is_some_and(|form| {
                    form.kind != FormKind::Capital && !CITY_STATES.contains(&form.iso2)
                })
        };
        self.all
            .iter()
            .filter(|(key, _)| class(key) != Some(Class::Region))
            .max_by_key(|(key, place)| {
                let weight: u32 = place.weights.values().sum();
                let narrow = match (is_wide(key), place.weights.len()) {
                    (false, _) => CITY,
                    (true, MANY..) => CITY - 1,
                    (true, _) => 1,
                };
                (weight * narrow, place.weights.len())
            })
            .filter(|(_, place)| place.weights.values().sum::<u32>() > 1)
            .map(|(key, _)| key.clone())
    }

    fn top(&self) -> Option<&Place> {
        self.all.get(self.top.as_ref()?)
    }

    /// The place of the meeting, as the articles write it.
    pub(super) fn meeting(&self) -> Option<String> {
        self.top().map(|place| place.name.clone())
    }

    /// Whether a place is not where the folder's meeting is.
    pub(super) fn is_elsewhere(&self, name: &str) -> bool {
        let key = name.to_lowercase();
        let Some(top) = self.top().filter(|top| top.weights.len() > 1) else {
            return false;
        };
        let iso = |name: &str| countries().form(name).map(|form| form.iso2);
        if class(&key) == Some(Class::Region)
            || iso(&key).is_some_and(|here| iso(&top.name.to_lowercase()) == Some(here))
        {
            return false;
        }
        let known_to = self.all.get(&key).map_or(0, |place| place.weights.len());
        known_to <= 1 || known_to * 2 < top.weights.len()
    }
}

/// The places that an article sets something in, and how strongly each speaks for the meeting's.
fn settings<'a>(tokens: &Tokens<'a>, timexes: &[Timex]) -> Vec<(&'a str, u32)> {
    let mut settings = Vec::new();
    for (_, _, range) in tokens.sentences() {
        let mut of_meeting = None;
        for index in range.clone() {
            // Few words say "in": what is asked of each is asked of those only.
            if !matches!(tokens.lower(index), "in" | "at") {
                continue;
            }
            let Some(end) = named(tokens, range.end, index + 1) else {
                continue;
            };
            // "at Lima Forum"
            let names_meeting = class(tokens.lower(end)) == Some(Class::Meeting);
            let within = tokens.is(index, "in") || !names_meeting;
            if within && !is_date(timexes, index + 1) {
                let of_meeting = *of_meeting.get_or_insert_with(|| {
                    has(tokens, range.clone(), &[Class::Meeting, Class::Party])
                        && !range.clone().any(|index| is_other(tokens, index))
                });
                let name = tokens.span(index + 1..end).of(&tokens.article.text);
                settings.push((name, 1 + u32::from(of_meeting)));
            }
        }
    }
    settings
}

/// Whether it is a country or a capital.
pub(super) fn is_known(name: &str) -> bool {
    countries().form(name).is_some()
}

/// One past the last of the capitalised words that begin at `start` ("New Delhi").
pub(super) fn named(tokens: &Tokens<'_>, limit: usize, start: usize) -> Option<usize> {
    let is_name = |index: usize| {
        index < limit
            && tokens.get(index).is_some_and(|token| {
                token.kind == Kind::Word && token.shape == Shape::Title && token.span().len() > 2
            })
    };
    let mut end = start;
    while is_name(end) && end < start + 3 && class(tokens.lower(end)).is_none() {
        end += 1;
    }
    (end > start && !tokens.is(end, "'s")).then_some(end)
}

fn is_date(timexes: &[Timex], token: usize) -> bool {
    let after = timexes.partition_point(|timex| timex.tokens.end <= token);
    timexes
        .get(after)
        .is_some_and(|timex| timex.tokens.contains(&token))
}

/// "LIMA" → "Lima", "PORT OF SPAIN" → "Port of Spain", "L'AQUILA" → "L'Aquila".
fn in_title_case(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut title = String::new();
    let mut first = true;
    for word in lower.split_inclusive([' ', '-', '\'', '’']) {
        let small = !first
            && matches!(
                word.trim_end_matches([' ', '-']),
                "of" | "the" | "de" | "la" | "do" | "da" | "au" | "sur" | "upon" | "am" | "and"
            );
        let mut letters = word.chars();
        if !small {
            title.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        }
        title.push_str(letters.as_str());
        first = false;
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_names_of_places_as_text_does() {
        for (name, wanted) in [
            ("LIMA", "Lima"),
            ("PORT OF SPAIN", "Port of Spain"),
            ("L'AQUILA", "L'Aquila"),
            ("PORT-AU-PRINCE", "Port-au-Prince"),
            ("The Hague", "The Hague"),
            ("ÅRHUS", "Århus"),
            ("", ""),
        ] {
            assert_eq!(in_title_case(name), wanted);
        }
    }
}
