//! The title grammar: an office with what stands around it.
//!
//! ```text
//! [demonym | country's | organisation] office [,] Name      Tajik President Emomali Rahmon
//! Name , office [of country | of organisation]              X, chairman of the African Union
//! plural-office of COUNTRY, COUNTRY and COUNTRY             the leaders of A, B and C
//! plural-office , including Name of COUNTRY, …              presidents, including X of A, Y of B
//! his demonym counterpart [,] Name                          his Tajik counterpart, X
//! ```

use std::ops::Range;

use crate::annotating::gazette::{Gazette, Sense};
use crate::annotating::people::{Form, Mention, names};
use crate::annotating::tokens::Tokens;
use crate::knowledge::countries::FormKind;
use crate::knowledge::offices::{Class, Office, offices};

/// What stands before an office and belongs to it.
#[derive(Debug, Default)]
struct Left {
    start: usize,
    countries: Vec<&'static str>,
    organisation: Option<String>,
    former: bool,
    indefinite: bool,
}

/// What follows an office after "of".
#[derive(Debug, Default)]
struct Of {
    countries: Vec<&'static str>,
    organisation: Option<String>,
    end: usize,
}

/// One sentence being read.
struct Reader<'a, 'b> {
    tokens: &'a Tokens<'b>,
    gazette: &'a Gazette,
    sentence: usize,
    range: Range<usize>,
}

/// Appends the mentions that an office introduces or describes.
pub(super) fn read(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    sentence: usize,
    range: Range<usize>,
    mentions: &mut Vec<Mention>,
) {
    let reader = Reader {
        tokens,
        gazette,
        sentence,
        range: range.clone(),
    };
    let mut at = range.start;
    while at < range.end {
        if matches!(tokens.lower(at), "counterpart" | "counterparts") {
            at = reader.counterpart(at, mentions).max(at + 1);
            continue;
        }
        let Some(title) = gazette.office(at) else {
            at += 1;
            continue;
        };
        let end = gazette.at(at).map_or(at + 1, |hit| hit.tokens.end);
        let left = reader.left(at);
        at = if title.plural {
            reader.plural(title.office, &left, end, mentions)
        } else {
            reader.singular(title.office, &left, end, mentions)
        }
        .max(end);
    }
}

/// The country that the grammar around a bare name gives ("China's Xi Jinping", "Weru from Kenya").
pub(super) fn around_name(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    run: &Range<usize>,
) -> Option<&'static str> {
    let before = run.start.saturating_sub(1);
    if tokens.is(before, "'s")
        && let Some(country) = before
            .checked_sub(1)
            .and_then(|at| named_country(gazette, at))
    {
        return Some(country);
    }
    if matches!(tokens.lower(run.end), "of" | "from")
        && let Some(country) = named_country(gazette, skip_the(tokens, run.end + 1))
    {
        return Some(country);
    }
    None
}

/// The country whose name, not adjective or capital, covers a token.
fn named_country(gazette: &Gazette, at: usize) -> Option<&'static str> {
    gazette
        .country(at)
        .filter(|country| country.kind == FormKind::Name)
        .map(|country| country.iso)
}

fn skip_the(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, "the") { at + 1 } else { at }
}

impl Reader<'_, '_> {
    /// The modifiers to the left of an office that begins at `office`.
    fn left(&self, office: usize) -> Left {
        let mut left = Left {
            start: office,
            ..Left::default()
        };
        let mut adjectives = 0;
        while let Some(at) = left
            .start
            .checked_sub(1)
            .filter(|&at| at >= self.range.start)
        {
            let word = self.tokens.lower(at);
            if let Some(hit) = self.gazette.at(at) {
                match hit.sense {
                    Sense::Country(country) => left.countries.insert(0, country.iso),
                    Sense::Organisation(organisation) if left.countries.is_empty() => {
                        left.organisation = Some(organisation.name.to_owned());
                    }
                    Sense::Office(_) | Sense::Organisation(_) | Sense::Other => break,
                }
                left.start = hit.tokens.start;
                continue;
            }
            match word {
                "'s" | "'" if self.gazette.before(at).is_some() => {}
                "," | "and" | "&" if !left.countries.is_empty() && self.is_country(at) => {}
                "-" if self.gazette.before(at).is_some() && !left.countries.is_empty() => {}
                "former" | "ex" | "late" | "then" | "deposed" | "ousted" => left.former = true,
                "-" if at > 0 && self.tokens.is(at - 1, "ex") => {}
                "the" | "his" | "her" | "its" | "their" | "both" => {
                    left.start = at;
                    break;
                }
                "a" | "an" => {
                    left.indefinite = true;
                    left.start = at;
                    break;
                }
                _ if adjectives < 3 && is_modifier(word) => adjectives += 1,
                _ if left.countries.is_empty()
                    && left.organisation.is_none()
                    && self.is_acronym(at) =>
                {
                    left.organisation = Some(self.tokens.text(at).to_owned());
                }
                _ => break,
            }
            left.start = at;
        }
        left
    }

    /// Whether a country or its adjective stands just before a separator.
    fn is_country(&self, separator: usize) -> bool {
        let mut at = separator.checked_sub(1);
        if at.is_some_and(|at| self.tokens.is(at, ",")) {
            at = at.and_then(|at| at.checked_sub(1));
        }
        at.is_some_and(|at| at >= self.range.start && self.gazette.country(at).is_some())
    }

    fn is_acronym(&self, at: usize) -> bool {
        use crate::annotating::tokens::Shape;
        self.tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Upper && token.span.len() > 2)
    }

    /// "of the Republic of Seychelles", "of Zambia, Ghana and Kenya", "of the African Union".
    fn of(&self, at: usize) -> Option<Of> {
        if !matches!(self.tokens.lower(at), "of" | "for" | "at") || at >= self.range.end {
            return None;
        }
        let mut of = Of {
            end: at + 1,
            ..Of::default()
        };
        let mut next = at + 1;
        while next < self.range.end {
            match (self.tokens.lower(next), self.gazette.at(next)) {
                (_, Some(hit)) => match hit.sense {
                    Sense::Country(country) if country.kind == FormKind::Name => {
                        of.countries.push(country.iso);
                        next = hit.tokens.end;
                        of.end = next;
                    }
                    _ => break,
                },
                ("the" | "," | "and" | "&" | "host" | "republic" | "of", None) => next += 1,
                _ => break,
            }
        }
        if of.countries.is_empty() {
            let (name, end) = self.organisation(at + 1)?;
            of.organisation = Some(name);
            of.end = end;
        }
        Some(of)
    }

    /// The organisation named at `at`: one that is known within reach, else a run of capitalised words.
    fn organisation(&self, at: usize) -> Option<(String, usize)> {
        let start = skip_the(self.tokens, at);
        let mut end = start;
        let mut known = None;
        while end < self.range.end {
            if let Some(organisation) = self.gazette.organisation(end) {
                known.get_or_insert(organisation.name);
            }
            let token = self.tokens.get(end)?;
            let connects = matches!(self.tokens.lower(end), "of" | "for" | "the" | "and" | "-")
                && self
                    .tokens
                    .get(end + 1)
                    .is_some_and(|next| next.is_capitalized() || self.tokens.is(end + 1, "the"));
            if !(token.is_capitalized() || (connects && end > start)) {
                break;
            }
            end += 1;
        }
        let text = self.tokens.span(start..end).of(&self.tokens.article.text);
        (end > start).then(|| (known.map_or_else(|| text.to_owned(), str::to_owned), end))
    }

    /// A singular office. Returns the first token after what was read.
    fn singular(
        &self,
        office: Office,
        left: &Left,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        if let Some((run, after)) = self.name_after(office, left, end) {
            let of = self
                .of(run.end)
                .filter(|of| left.countries.is_empty() && !of.countries.is_empty());
            mentions.push(self.titled(office, left, of.as_ref(), run, left.start..after));
            return after;
        }
        let of = self.of(end);
        let after = of.as_ref().map_or(end, |of| of.end);
        if let Some(of) = &of {
            let name = skip_comma(self.tokens, after);
            if let Some(run) = names::run(self.tokens, self.gazette, name, self.range.end)
                && names::words(self.tokens, run.clone()) >= 2
            {
                let tokens = left.start..run.end;
                let end = run.end;
                mentions.push(self.titled(office, left, Some(of), run, tokens));
                return end;
            }
        }
        if let Some(run) = self.name_before(left.start) {
            let tokens = run.start..after;
            mentions.push(self.titled(office, left, of.as_ref(), run, tokens));
            return after;
        }
        let country = left
            .countries
            .last()
            .copied()
            .or_else(|| of.as_ref()?.countries.first().copied());
        let possessed = self.tokens.is(after, "'s") && office.class == Class::Other;
        if !left.indefinite && !left.former && !possessed && country.is_some() {
            mentions.push(self.unnamed(office, Form::Described, country, left.start..after));
        }
        after
    }

    /// A name right after the office, its comma or its bracket, with the token after it.
    fn name_after(&self, office: Office, left: &Left, end: usize) -> Option<(Range<usize>, usize)> {
        let run = |at| names::run(self.tokens, self.gazette, at, self.range.end);
        if !office.before_name {
            return None;
        }
        if self.tokens.is(end, "(") && self.tokens.is(end + 2, ")") {
            let family = run(end + 3)?;
            return Some((end + 1..family.end, family.end));
        }
        if self.tokens.is(end, ",") {
            let bound = !left.countries.is_empty() || left.start < end.saturating_sub(1);
            let found = run(end + 1).filter(|run| names::words(self.tokens, run.clone()) >= 2)?;
            return bound.then(|| (found.clone(), found.end));
        }
        run(end).map(|run| (run.clone(), run.end))
    }

    /// A name of two words or more that ends at the comma before `start` ("X, president of …").
    fn name_before(&self, start: usize) -> Option<Range<usize>> {
        let comma = start.checked_sub(1).filter(|&at| self.tokens.is(at, ","))?;
        let from = comma.saturating_sub(8).max(self.range.start);
        (from..comma)
            .filter_map(|at| names::run(self.tokens, self.gazette, at, comma))
            .find(|run| run.end == comma && names::words(self.tokens, run.clone()) >= 2)
    }

    /// A plural office: members of a list, or names after "including".
    fn plural(
        &self,
        office: Office,
        left: &Left,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        let of = self.of(end).filter(|of| !of.countries.is_empty());
        let after = of.as_ref().map_or(end, |of| of.end);
        let listed = self.listed_names(office, after, mentions);
        if listed > after {
            return listed;
        }
        let countries = match &of {
            Some(of) => &of.countries,
            None if left.countries.len() > 1 => &left.countries,
            None => return after,
        };
        for &country in countries {
            mentions.push(self.unnamed(office, Form::Member, Some(country), left.start..after));
        }
        after
    }

    /// "…, including X of A, Y of B and Z of C" and "Presidents X and Y". Returns where the list ends.
    fn listed_names(&self, office: Office, after: usize, mentions: &mut Vec<Mention>) -> usize {
        let opens = (after..(after + 4).min(self.range.end))
            .find(|&at| matches!(self.tokens.lower(at), "including" | ":" | "namely" | "like"));
        let mut at = opens.map_or(after, |at| at + 1);
        let mut end = after;
        while let Some(run) = names::run(self.tokens, self.gazette, at, self.range.end) {
            if names::words(self.tokens, run.clone()) < 2 {
                break;
            }
            let of = matches!(self.tokens.lower(run.end), "of" | "from").then(|| {
                let at = skip_the(self.tokens, run.end + 1);
                let country = self.gazette.country(at).map(|country| country.iso);
                (
                    country,
                    self.gazette.at(at).map_or(at, |hit| hit.tokens.end),
                )
            });
            let (country, next) = of
                .filter(|(country, _)| country.is_some())
                .unwrap_or((None, run.end));
            let left = Left {
                start: run.start,
                countries: country.into_iter().collect(),
                ..Left::default()
            };
            mentions.push(self.titled(office, &left, None, run.clone(), run.start..next));
            end = next;
            at = next;
            while matches!(self.tokens.lower(at), "," | "and" | ";") && at < self.range.end {
                at += 1;
            }
        }
        end
    }

    /// "his Tajik counterpart, X": the office is carried over from whom the sentence speaks of.
    fn counterpart(&self, at: usize, mentions: &mut Vec<Mention>) -> usize {
        let left = self.left(at);
        let carried = mentions.iter().rev().find_map(|mention| {
            (mention.sentence == self.sentence)
                .then_some(mention.office)
                .flatten()
        });
        let leader = || offices().title("leader").map(|title| title.office);
        let Some(office) = carried.or_else(leader) else {
            return at + 1;
        };
        let end = at + 1;
        let name = skip_comma(self.tokens, end);
        if let Some(run) = names::run(self.tokens, self.gazette, name, self.range.end)
            && names::words(self.tokens, run.clone()) >= 2
            && self.tokens.is(at, "counterpart")
        {
            let end = run.end;
            mentions.push(self.titled(office, &left, None, run, left.start..end));
            return end;
        }
        if let Some(run) = self.name_before(left.start) {
            let tokens = run.start..end;
            mentions.push(self.titled(office, &left, None, run, tokens));
            return end;
        }
        for &country in &left.countries {
            mentions.push(self.unnamed(office, Form::Member, Some(country), left.start..end));
        }
        end
    }

    fn titled(
        &self,
        office: Office,
        left: &Left,
        of: Option<&Of>,
        run: Range<usize>,
        tokens: Range<usize>,
    ) -> Mention {
        let span = self.tokens.span(run.clone());
        let country = left
            .countries
            .last()
            .copied()
            .or_else(|| of?.countries.first().copied());
        let name = span.of(&self.tokens.article.text).replace(['(', ')'], "");
        Mention {
            span,
            sentence: self.sentence,
            form: Form::Titled,
            name,
            office: Some(office),
            office_words: self.office_words(&tokens),
            country,
            hint: country.or_else(|| self.hint(tokens.start)),
            organisation: left
                .organisation
                .clone()
                .or_else(|| of?.organisation.clone()),
            former: left.former,
            tokens,
        }
    }

    fn unnamed(
        &self,
        office: Office,
        form: Form,
        country: Option<&'static str>,
        tokens: Range<usize>,
    ) -> Mention {
        Mention {
            span: self.tokens.span(tokens.clone()),
            sentence: self.sentence,
            form,
            name: String::new(),
            office: Some(office),
            office_words: self.office_words(&tokens),
            country,
            hint: None,
            organisation: None,
            former: false,
            tokens,
        }
    }

    /// The words of the office inside a phrase, as written.
    fn office_words(&self, tokens: &Range<usize>) -> String {
        let office = tokens.clone().find(|&at| self.gazette.office(at).is_some());
        let hit = office.and_then(|at| self.gazette.at(at));
        hit.map_or_else(String::new, |hit| {
            self.tokens
                .span(hit.tokens.clone())
                .of(&self.tokens.article.text)
                .to_owned()
        })
    }

    /// The last country that speaks before `at` in the sentence ("Russia's Defence Ministry said that …").
    fn hint(&self, at: usize) -> Option<&'static str> {
        let before = self.range.start..at;
        let countries = self
            .gazette
            .within(before)
            .filter_map(|hit| match hit.sense {
                Sense::Country(country) if country.kind != FormKind::Capital => Some(country.iso),
                _ => None,
            });
        countries.last()
    }
}

fn skip_comma(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, ",") { at + 1 } else { at }
}

/// Words that may stand between a country and its office ("Japan's new Prime Minister").
fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "new"
            | "newly"
            | "elected"
            | "outgoing"
            | "incoming"
            | "acting"
            | "interim"
            | "caretaker"
            | "current"
            | "longtime"
            | "veteran"
            | "senior"
            | "top"
            | "chief"
            | "conservative"
            | "liberal"
            | "socialist"
            | "social"
            | "democrat"
            | "christian"
            | "leftist"
            | "rightist"
            | "centrist"
            | "hardline"
            | "reformist"
            | "first"
            | "woman"
            | "female"
            | "visiting"
            | "host"
            | "ruling"
            | "five"
            | "four"
            | "three"
            | "two"
            | "six"
            | "seven"
            | "fellow"
            | "other"
    )
}
