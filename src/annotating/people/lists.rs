//! Several people under one office: lists of countries, lists of names, and counterparts.

use super::names;
use super::titles::{Left, Reader, skip_comma, skip_the};
use super::{Form, Mention};
use crate::knowledge::offices::{Office, offices};

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
        let name = skip_comma(self.tokens, end);
        if let Some(run) = self.run(name)
            && names::words(self.tokens, run.clone()) >= 2
            && !plural
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
        let from = self
            .of(end)
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
}
