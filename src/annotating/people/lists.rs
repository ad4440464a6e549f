//! Several people under one office: lists of countries, lists of names, and counterparts.

use super::names;
use super::titles::{Left, Of, Reader, skip_comma, skip_the};
use super::{Form, Mention};
use crate::annotating::grammar::Class as Word;
use crate::annotating::tokens::{Kind, Shape};
use crate::knowledge::countries::FormKind;
use crate::knowledge::offices::{Class as OfficeClass, Office, offices};

impl Reader<'_, '_> {
    /// A plural office: members of a list, or names after "including".
    pub(super) fn plural(
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
        let group = closed_group(office, left);
        let countries = match &of {
            // "church leaders from Malawi" lead no state.
            Some(of) if !self.leads_others(office, left) => &of.countries,
            None if left.countries.len() > 1 => &left.countries,
            _ => &group,
        };
        if countries.is_empty() {
            return after;
        }
        if let Some(end) = self.aligned(office, countries, after, mentions) {
            return end;
        }
        for &country in countries {
            mentions.push(self.unnamed(office, Form::Member, Some(country), left.start..after));
        }
        after
    }

    /// "…, including X of A, Y of B and Z of C" and "Presidents X and Y". Returns where the list ends.
    fn listed_names(&self, office: Office, after: usize, mentions: &mut Vec<Mention>) -> usize {
        let opens = (after..(after + 4).min(self.range.end)).find(|&at| {
            let word = self.tokens.lower(at);
            matches!(word, "including" | ":" | "namely" | "like")
                || (at == after && matches!(word, "are" | "were"))
        });
        let mut at = opens.map_or(after, |at| at + 1);
        let mut end = after;
        let from = mentions.len();
        while let Some(run) = self.run(self.past_rank(at)) {
            let bracketed = self.bracketed_country(run.end);
            if names::words(self.tokens, run.clone()) < 2 && bracketed.is_none() {
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
                .or_else(|| bracketed.map(|of| (of.countries.first().copied(), of.end)))
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
        // "X and Y, of Peru and Chad": the states follow in the order of the names.
        let count = mentions.len() - from;
        let of = Some(at)
            .filter(|_| count > 1)
            .and_then(|at| self.of(at))
            .filter(|of| of.countries.len() == count);
        if let Some(of) = of {
            for (mention, country) in mentions.iter_mut().skip(from).zip(&of.countries) {
                mention.country.get_or_insert(country);
            }
            end = of.end;
        }
        end
    }

    /// The names that follow as many states, in their order: "the ministers of Peru and Chad, X and Y, …".
    fn aligned(
        &self,
        office: Office,
        countries: &[&'static str],
        after: usize,
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        let mut runs = Vec::new();
        let mut at = skip_comma(self.tokens, after);
        while let Some(run) = names::run(self.tokens, self.gazette, at, self.range.end) {
            at = run.end;
            runs.push(run);
            while matches!(self.tokens.lower(at), "," | "and")
                && at < self.range.end
                && runs.len() < countries.len()
            {
                at += 1;
            }
        }
        let full = runs
            .iter()
            .all(|run| names::words(self.tokens, run.clone()) >= 2);
        if countries.len() < 2 || runs.len() != countries.len() || !full {
            return None;
        }
        for (run, country) in runs.into_iter().zip(countries) {
            let left = Left {
                start: run.start,
                countries: vec![*country],
                ..Left::default()
            };
            let tokens = run.clone();
            mentions.push(self.titled(office, &left, None, run, tokens));
        }
        Some(at)
    }

    /// Whether a noun before "leaders" says whom they lead ("church leaders", "rebel leaders").
    fn leads_others(&self, office: Office, left: &Left) -> bool {
        let before = left
            .start
            .checked_sub(1)
            .filter(|&at| at >= self.range.start);
        let noun = before.is_some_and(|at| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower)
                && ![
                    Word::NounPhraseEnd,
                    Word::Preposition,
                    Word::Determiner,
                    Word::Auxiliary,
                    Word::Coordinator,
                    Word::Subordinator,
                    Word::Splitter,
                ]
                .iter()
                .any(|class| self.tokens.does(at, *class))
                && !self.tokens.lower(at).ends_with("ed")
                && !self.tokens.lower(at).ends_with("ing")
        });
        office.class == OfficeClass::Leader && noun
    }

    /// "his Chilean counterpart, X": the office is carried over from whom this sentence or the one before speaks of.
    pub(super) fn counterpart(
        &self,
        at: usize,
        end: usize,
        plural: bool,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        let left = self.left(at);
        let carried = mentions
            .iter()
            .rev()
            .take_while(|mention| mention.sentence + 1 >= self.sentence)
            .find_map(|mention| mention.office);
        let leader = || offices().title("leader").map(|title| title.office);
        let Some(office) = carried.or_else(leader) else {
            return end;
        };
        let from = self.of(end).or_else(|| self.in_capital(end));
        let list = match &from {
            Some(of) if left.countries.is_empty() => of.countries.clone(),
            _ => left.countries.clone(),
        };
        let after = from.as_ref().map_or(end, |of| of.end);
        // A foreign secretary's counterpart is a foreign minister.
        let office = match office.name {
            "foreign secretary" => offices()
                .title("foreign minister")
                .map_or(office, |title| title.office),
            _ => office,
        };
        if let Some(end) = self.aligned(office, &list, after, mentions) {
            return end;
        }
        let name = skip_comma(self.tokens, after);
        if let Some(run) = self.run(name)
            && names::words(self.tokens, run.clone()) >= 2
            && !plural
        {
            let end = run.end;
            mentions.push(self.titled(office, &left, from.as_ref(), run, left.start..end));
            return end;
        }
        if let Some(run) = self.name_before(left.start) {
            let tokens = run.start..end;
            mentions.push(self.titled(office, &left, None, run, tokens));
            return end;
        }
        let from = from
            .filter(|_| left.countries.is_empty())
            .unwrap_or_default();
        let end = end.max(from.end);
        // The counterpart of a president may be a prime minister.
        let heads = office.class.asked().is_some();
        let office = leader().filter(|_| heads).unwrap_or(office);
        for &country in left.countries.iter().chain(&from.countries) {
            mentions.push(self.unnamed(office, Form::Member, Some(country), left.start..end));
        }
        end
    }

    /// "his opposite number in Delhi": a capital that stands for its state.
    fn in_capital(&self, at: usize) -> Option<Of> {
        let country = self
            .gazette
            .country(at + 1)
            .filter(|_| self.tokens.is(at, "in"))?;
        let end = self.gazette.at(at + 1)?.tokens.end;
        (country.kind == FormKind::Capital).then(|| Of {
            countries: vec![country.iso],
            organisation: None,
            end,
        })
    }
}

/// The states of a closed circle whose holders of an office are all meant: "the three Baltic presidents",
/// "the Benelux prime ministers", but not "Central Asian leaders".
fn closed_group(office: Office, left: &Left) -> Vec<&'static str> {
    /// A larger circle never meets by its adjective alone.
    const LARGEST: usize = 8;
    let Some(group) = left.known else {
        return Vec::new();
    };
    let size = group.members.len();
    let heads = matches!(
        office.class,
        OfficeClass::HeadOfState | OfficeClass::HeadOfGovernment
    );
    let all = left.count == Some(size) && office.class.asked().is_some();
    let closed = (2..=LARGEST).contains(&size) && group.members.iter().all(|member| member.full);
    let meant = closed && (heads || all);
    group
        .members
        .iter()
        .filter(|_| meant)
        .map(|member| member.iso2)
        .collect()
}
