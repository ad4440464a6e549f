//! The title grammar: an office with what stands around it.
//!
//! ```text
//! [demonym | country's | organisation] office [,] Name      Maltese President George Abela
//! Name , office [of country | of organisation]              X, chairman of the Arab League
//! plural-office of COUNTRY, COUNTRY and COUNTRY             the leaders of A, B and C
//! plural-office , including Name of COUNTRY, …              presidents, including X of A, Y of B
//! his demonym counterpart [,] Name                          his Chilean counterpart, X
//! ```

use std::ops::Range;

use crate::annotating::gazette::{Gazette, Sense};
use crate::annotating::grammar::Class as Word;
use crate::annotating::people::{Form, Mention, names, written};
use crate::annotating::tokens::{Kind, Shape, Token, Tokens};
use crate::knowledge::countries::{FormKind, countries};
use crate::knowledge::offices::{Class, Office, offices};
use crate::knowledge::organisations::{Organisation, OrganisationKind, organisations};

/// What stands before an office and belongs to it.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) start: usize,
    pub(super) countries: Vec<&'static str>,
    pub(super) organisation: Option<String>,
    /// The organisation, where it is a known one.
    pub(super) known: Option<&'static Organisation>,
    /// How many holders are told ("the five … presidents").
    pub(super) count: Option<usize>,
    pub(super) former: bool,
    pub(super) indefinite: bool,
    /// The words of a portfolio before a bare "minister", lower case.
    pub(super) portfolio: String,
}

/// What follows an office after "of".
#[derive(Debug, Default)]
pub(super) struct Of {
    pub(super) countries: Vec<&'static str>,
    pub(super) organisation: Option<String>,
    pub(super) end: usize,
}

/// One sentence being read.
pub(super) struct Reader<'a, 'b> {
    pub(super) tokens: &'a Tokens<'b>,
    pub(super) gazette: &'a Gazette,
    pub(super) sentence: usize,
    pub(super) range: Range<usize>,
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
        let Some(title) = gazette.office(at) else {
            at += 1;
            continue;
        };
        let end = gazette.at(at).map_or(at + 1, |hit| hit.tokens.end);
        if title.office.name == "counterpart" {
            at = reader.counterpart(at, end, title.plural, mentions).max(end);
            continue;
        }
        let left = reader.left(at);
        at = if title.plural {
            reader.plural(title.office, &left, end, mentions)
        } else {
            reader.singular(title.office, &left, end, mentions)
        }
        .max(end);
    }
}

/// The country that the grammar around a bare name gives ("Malta's George Abela", "Orlo from Chad").
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

pub(super) fn skip_the(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, "the") { at + 1 } else { at }
}

impl Reader<'_, '_> {
    /// The modifiers to the left of an office that begins at `office`.
    pub(super) fn left(&self, office: usize) -> Left {
        let start = self.portfolio(office);
        let portfolio = written(self.tokens, start..office).to_lowercase();
        let mut left = Left {
            start,
            portfolio: if start < office {
                portfolio
            } else {
                String::new()
            },
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
                        left.known = Some(organisation);
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
                "ex" => left.former = true,
                _ if is_past(word) => left.former = true,
                "-" if at > 0 && self.tokens.is(at - 1, "ex") => {}
                "the" | "his" | "her" | "its" | "their" | "both" => {
                    left.start = at;
                    break;
                }
                _ if count_of(word).is_some() => left.count = count_of(word),
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

    fn is_capitalized(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_capitalized)
    }

    fn is_acronym(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Upper && token.span().len() > 2)
    }

    /// Where the words of a portfolio begin before a bare "minister": "Uruguayan | livestock minister".
    fn portfolio(&self, office: usize) -> usize {
        /// The longest portfolio, in words.
        const LONGEST: usize = 4;
        let bare = matches!(self.tokens.lower(office), "minister" | "ministers")
            && self
                .gazette
                .at(office)
                .is_some_and(|hit| hit.tokens == (office..office + 1));
        let mut start = office;
        while bare && office - start < LONGEST {
            let Some(at) = start.checked_sub(1).filter(|&at| at >= self.range.start) else {
                break;
            };
            let word = self.tokens.lower(at);
            let token = self.tokens.get(at);
            let joins = start < office && matches!(word, "and" | "&");
            let noun = token.is_some_and(|token| token.kind == Kind::Word && word.len() > 3)
                && self.gazette.at(at).is_none()
                && !is_modifier(word)
                && !is_past(word)
                && ![
                    Word::NounPhraseEnd,
                    Word::Preposition,
                    Word::Determiner,
                    Word::Auxiliary,
                    Word::SubjectPronoun,
                ]
                .iter()
                .any(|class| self.tokens.does(at, *class));
            if !(noun || joins) {
                break;
            }
            start = at;
        }
        // What owns the portfolio stands before it: a state, an article, the beginning.
        let owner = start.checked_sub(1).filter(|&at| at >= self.range.start);
        let opens = owner.is_none_or(|at| {
            self.gazette.country(at).is_some()
                || matches!(
                    self.tokens.lower(at),
                    "'s" | "the" | "," | "'" | ";" | "\"" | "and" | "his" | "her" | "its"
                )
        });
        if start < office && opens && !self.tokens.is(start, "and") {
            start
        } else {
            office
        }
    }

    /// "of the Republic of Malta", "of Peru, Chile and Chad", "of the Arab League".
    pub(super) fn of(&self, at: usize) -> Option<Of> {
        if !matches!(self.tokens.lower(at), "of" | "for" | "at" | "from") || at >= self.range.end {
            return None;
        }
        let mut of = Of {
            end: at + 1,
            ..Of::default()
        };
        let mut next = at + 1;
        let mut counted = None;
        while next < self.range.end {
            match (self.tokens.lower(next), self.gazette.at(next)) {
                (_, Some(hit)) => match hit.sense {
                    Sense::Country(country) if country.kind == FormKind::Name => {
                        of.countries.push(country.iso);
                        next = hit.tokens.end;
                        of.end = next;
                    }
                    // "the leaders of Central Asia, China and Japan", "of the five Baltic states"
                    Sense::Organisation(group) if group.kind == OrganisationKind::Region => {
                        next = hit.tokens.end;
                        if !matches!(self.tokens.lower(next), "," | "and") {
                            if counted == Some(group.members.len()) {
                                of.countries
                                    .extend(group.members.iter().map(|member| member.iso2));
                                of.end = next;
                            }
                            break;
                        }
                    }
                    _ => break,
                },
                ("the" | "," | "and" | "&" | "host" | "republic" | "of" | "both", None) => {
                    next += 1;
                }
                (word, None) if count_of(word).is_some() => {
                    counted = count_of(word);
                    next += 1;
                }
                // "a spokesman for China's Foreign Ministry"
                ("'s", None) if !of.countries.is_empty() => {
                    let ends = |at: &usize| {
                        matches!(
                            self.tokens.lower(*at),
                            "ministry"
                                | "government"
                                | "presidency"
                                | "delegation"
                                | "mission"
                                | "office"
                        )
                    };
                    let noun = (next + 1..(next + 5).min(self.range.end))
                        .take_while(|&at| {
                            self.tokens
                                .get(at)
                                .is_some_and(|token| token.kind == Kind::Word)
                        })
                        .find(ends);
                    of.end = noun.map_or(of.end, |noun| noun + 1);
                    break;
                }
                _ => break,
            }
        }
        if of.countries.is_empty() {
            // A part of the world has no officers: "minister for Asia" is of some state.
            let start = skip_the(self.tokens, at + 1);
            let region = self.gazette.organisation(start);
            let (name, end) = self.organisation(at + 1)?;
            if region.is_none_or(|found| found.kind != OrganisationKind::Region) {
                of.organisation = Some(name);
            }
            of.end = end;
            // "vice minister of hydrocarbons of Bolivia"
            if self.tokens.is(end, "of")
                && let Some(country) = named_country(self.gazette, skip_the(self.tokens, end + 1))
            {
                of.countries.push(country);
                of.end = self
                    .gazette
                    .at(skip_the(self.tokens, end + 1))
                    .map_or(end, |hit| hit.tokens.end);
            }
        }
        Some(of)
    }

    /// The organisation named at `at`: one that is known within reach, else a run of capitalised words.
    fn organisation(&self, at: usize) -> Option<(String, usize)> {
        let start = skip_the(self.tokens, at);
        if names::is_honorific(self.tokens, start) {
            return None;
        }
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
            let state = connects
                && named_country(self.gazette, skip_the(self.tokens, end + 1)).is_some()
                && known.is_none();
            if !(token.is_capitalized() || (connects && end > start)) || state {
                break;
            }
            end += 1;
        }
        let text = || written(self.tokens, start..end);
        (end > start).then(|| (known.map_or_else(text, str::to_owned), end))
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
                .or_else(|| self.bracketed_country(run.end))
                .filter(|of| left.countries.is_empty() && !of.countries.is_empty());
            mentions.push(self.titled(office, left, of.as_ref(), run, left.start..after));
            return after;
        }
        if let Some((run, of)) = self.bracket(left, end) {
            let (from, after) = (run.start, of.end);
            mentions.push(self.titled(office, left, Some(&of), run, from..after));
            return after;
        }
        let of = self.of(end);
        let after = of.as_ref().map_or(end, |of| of.end);
        if let Some(of) = &of {
            let name = skip_comma(self.tokens, after);
            if let Some(run) = self.run(name)
                && names::words(self.tokens, run.clone()) >= 2
            {
                let tokens = left.start..run.end;
                let end = run.end;
                mentions.push(self.titled(office, left, Some(of), run, tokens));
                return end;
            }
        }
        if let Some(run) = self
            .name_before(left.start)
            .or_else(|| self.name_before(self.article_before(left.start)))
        {
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
        if !office.before_name {
            return None;
        }
        if self.tokens.is(end, "(") && self.tokens.is(end + 2, ")") {
            let family = self.run(end + 3)?;
            return Some((end + 1..family.end, family.end));
        }
        if self.tokens.is(end, ",") {
            let bound = !left.countries.is_empty() || left.start < end.saturating_sub(1);
            let found = self
                .run(end + 1)
                .filter(|run| names::words(self.tokens, run.clone()) >= 2)?;
            return bound.then(|| (found.clone(), found.end));
        }
        // "Deputy Oil Minister Prince X", "Ambassador General X"
        let end = self.past_rank(end);
        let found = self.run(end)?;
        // "the General Terms": an article before a capitalised office and one word make a title of a thing.
        let thing = found.len() == 1
            && left.countries.is_empty()
            && end
                .checked_sub(2)
                .is_some_and(|at| self.tokens.is(at, "the"))
            && self.is_capitalized(end.saturating_sub(1))
            && matches!(
                office.class,
                Class::Military | Class::HeadOfState | Class::Other
            )
            && !matches!(office.name, "president" | "pope");
        (!thing).then(|| (found.clone(), found.end))
    }

    /// The article that opens a description with words of no title: "X, a | media advisor".
    fn article_before(&self, start: usize) -> usize {
        /// The most words of no title.
        const MOST: usize = 3;
        let mut at = start;
        for _ in 0..=MOST {
            let Some(before) = at
                .checked_sub(1)
                .filter(|&before| before >= self.range.start)
            else {
                break;
            };
            if matches!(self.tokens.lower(before), "a" | "an" | "the") {
                return before;
            }
            let word = self
                .tokens
                .get(before)
                .is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower);
            if !word || self.tokens.does(before, Word::Preposition) {
                break;
            }
            at = before;
        }
        start
    }

    /// The bracket that opens an age before a comma ("X (47), the minister"), else the comma itself.
    fn before_age(&self, comma: usize) -> usize {
        let open = comma.checked_sub(3).filter(|&open| {
            self.tokens.is(comma - 1, ")")
                && self.tokens.is(open, "(")
                && self.tokens.lower(open + 1).parse::<u8>().is_ok()
        });
        open.unwrap_or(comma)
    }

    /// The comma before a party and a state ("Jane Roe, D-Ohio, the chairwoman"), else the comma itself.
    fn before_party(&self, comma: usize) -> usize {
        let before = (self.range.start..comma)
            .rev()
            .take(8)
            .find(|&at| self.tokens.is(at, ","));
        let is_party = |at: &usize| {
            matches!(self.tokens.text(at + 1), "R" | "D" | "I") && self.tokens.is(at + 2, "-")
        };
        before.filter(is_party).unwrap_or(comma)
    }

    /// Past a rank or a title of birth that stands between an office and a name.
    pub(super) fn past_rank(&self, at: usize) -> usize {
        let rank = self.gazette.office(at).filter(|title| {
            matches!(title.office.class, Class::Military | Class::Other)
                && title.office.before_name
                && !title.plural
        });
        rank.and_then(|_| self.gazette.at(at))
            .map_or(at, |hit| hit.tokens.end)
    }

    /// The country in brackets after a name: "X (Chile)".
    pub(super) fn bracketed_country(&self, at: usize) -> Option<Of> {
        let country = self
            .gazette
            .country(at + 1)
            .filter(|_| self.tokens.is(at, "("))?;
        let end = self.gazette.at(at + 1)?.tokens.end;
        self.tokens.is(end, ")").then(|| Of {
            countries: vec![country.iso],
            organisation: None,
            end: end + 1,
        })
    }

    /// An office in brackets after its holder: "X (Prime Minister, Tonga)", "X (Guyana, Minister of Trade)",
    /// "X (Malta's trade minister)"; the name, and the country in the brackets.
    fn bracket(&self, left: &Left, end: usize) -> Option<(Range<usize>, Of)> {
        /// How far from the office its brackets may stand.
        const REACH: usize = 6;
        let from = left.start.saturating_sub(REACH).max(self.range.start);
        let open = (from..left.start)
            .rev()
            .find(|&at| self.tokens.is(at, "("))?;
        let close =
            (end..self.range.end.min(end + 2 * REACH)).find(|&at| self.tokens.is(at, ")"))?;
        let before = open.saturating_sub(8).max(self.range.start);
        let run = (before..open)
            .filter_map(|at| names::run(self.tokens, self.gazette, at, open))
            .find(|run| run.end == open && names::words(self.tokens, run.clone()) >= 2)?;
        let countries = self
            .gazette
            .within(open..close)
            .filter_map(|hit| match hit.sense {
                Sense::Country(country) if country.kind != FormKind::Capital => Some(country.iso),
                _ => None,
            })
            .collect();
        Some((
            run,
            Of {
                countries,
                organisation: None,
                end: close,
            },
        ))
    }

    /// A name of two words or more that ends at the comma before `start` ("X, president of …").
    pub(super) fn name_before(&self, start: usize) -> Option<Range<usize>> {
        let last = start.checked_sub(1)?;
        // "X, now the envoy of …"
        let last = if matches!(
            self.tokens.lower(last),
            "now" | "today" | "currently" | "meanwhile"
        ) {
            last.checked_sub(1)?
        } else {
            last
        };
        let last = Some(last).filter(|&at| self.tokens.is(at, ","))?;
        let comma = self.before_age(self.before_party(last));
        let from = comma.saturating_sub(8).max(self.range.start);
        (from..comma)
            .filter_map(|at| names::run(self.tokens, self.gazette, at, comma))
            .find(|run| run.end == comma && names::words(self.tokens, run.clone()) >= 2)
    }

    /// A name where only a name can stand: right after an office.
    pub(super) fn run(&self, at: usize) -> Option<Range<usize>> {
        let end = self.range.end;
        names::run(self.tokens, self.gazette, at, end)
            .or_else(|| names::run_from_place(self.tokens, self.gazette, at, end))
    }

    pub(super) fn titled(
        &self,
        office: Office,
        left: &Left,
        of: Option<&Of>,
        run: Range<usize>,
        tokens: Range<usize>,
    ) -> Mention {
        let span = self.tokens.span(run.clone());
        let office_tokens = self.office_tokens(&tokens);
        let office_words = written(self.tokens, office_tokens.clone());
        let own = self.own(&office_tokens, &office_words);
        let office_words = match (
            left.portfolio.as_str(),
            of.and_then(|of| of.organisation.as_deref()),
        ) {
            ("", Some(portfolio)) if office.name == "minister" => {
                format!("{} minister", portfolio.to_lowercase())
            }
            ("", _) => office_words,
            (portfolio, _) => format!("{portfolio} {office_words}"),
        };
        let country = left
            .countries
            .last()
            .copied()
            .or_else(|| {
                // "the UN envoy for Yemen" is not Yemen's.
                let of = of.filter(|_| left.known.is_none() || office.class != Class::Envoy)?;
                of.countries.first().copied()
            })
            .or(own.0)
            .or_else(|| self.spoken_for(office, office_tokens.end));
        let organisation = left
            .organisation
            .clone()
            .or_else(|| {
                // What a minister is "for" is a portfolio.
                let of = of.filter(|_| office.class != Class::Minister)?;
                of.organisation.clone()
            })
            .or_else(|| own.1.map(str::to_owned));
        let hint = || {
            let alone = organisation.is_none() && office.class != Class::OrganisationHead;
            alone.then(|| self.hint(tokens.start)).flatten()
        };
        Mention {
            span,
            sentence: self.sentence,
            form: Form::Titled,
            name: written(self.tokens, run).replace(['(', ')'], ""),
            office: Some(office),
            office_words,
            country,
            hint: country.or_else(hint),
            organisation,
            former: left.former,
            tokens,
        }
    }

    /// The country or the organisation that the words of an office hold or mean ("UN envoy", "treasury secretary").
    fn own(
        &self,
        office: &Range<usize>,
        words: &str,
    ) -> (Option<&'static str>, Option<&'static str>) {
        let word_at = |at: usize| {
            if office.contains(&at) {
                self.tokens.lower(at)
            } else {
                ""
            }
        };
        let country = countries()
            .find(word_at, office.start)
            .filter(|(len, form)| *len < office.len() && form.kind != FormKind::Other);
        if let Some((_, form)) = country {
            return (Some(form.iso2), None);
        }
        let organisation = organisations()
            .find(word_at, office.start)
            .filter(|(len, found)| {
                *len < office.len() && found.organisation.kind != OrganisationKind::Region
            });
        if let Some((_, found)) = organisation {
            return (None, Some(found.organisation.name));
        }
        (offices().seat(&words.to_lowercase()), None)
    }

    /// The country for which a spokesperson speaks, as the next words say ("a spokesman for the Chadian foreign minister").
    fn spoken_for(&self, office: Office, end: usize) -> Option<&'static str> {
        if office.class != Class::Spokesperson
            || !matches!(self.tokens.lower(end), "for" | "of" | "at")
        {
            return None;
        }
        (end + 1..self.range.end.min(end + 8))
            .take_while(|&at| !matches!(self.tokens.lower(at), "," | ";" | "said" | "told" | "who"))
            .find_map(|at| self.gazette.country(at))
            .map(|country| country.iso)
    }

    pub(super) fn unnamed(
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
            office_words: written(self.tokens, self.office_tokens(&tokens)),
            country,
            hint: None,
            organisation: None,
            former: false,
            tokens,
        }
    }

    /// The tokens of the office inside a phrase.
    fn office_tokens(&self, tokens: &Range<usize>) -> Range<usize> {
        let office = tokens.clone().find(|&at| self.gazette.office(at).is_some());
        let hit = office.and_then(|at| self.gazette.at(at));
        hit.map_or(tokens.start..tokens.start, |hit| hit.tokens.clone())
    }

    /// The last country that speaks before `at` in the sentence ("Malta's Transport Ministry said that …"),
    /// where no other person has been named since: that country may be the other's.
    fn hint(&self, at: usize) -> Option<&'static str> {
        let hit = self
            .gazette
            .within(self.range.start..at)
            .filter(|hit| matches!(hit.sense, Sense::Country(country) if country.kind != FormKind::Capital))
            .last()?;
        let Sense::Country(country) = hit.sense else {
            return None;
        };
        let crossed = (hit.tokens.end..at)
            .any(|at| self.gazette.office(at).is_some() && self.run(at + 1).is_some());
        // What somebody says of a country is not where its spokesman comes from.
        let marks = (hit.tokens.end..at)
            .filter(|&at| self.tokens.is(at, "\""))
            .count();
        (!crossed && marks % 2 == 0).then_some(country.iso)
    }
}

pub(super) fn skip_comma(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, ",") { at + 1 } else { at }
}

/// How many holders a word tells.
fn count_of(word: &str) -> Option<usize> {
    const WORDS: [&str; 9] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    WORDS
        .iter()
        .position(|&known| known == word)
        .map(|at| at + 2)
}

/// Whether a word before an office says that it is a past one.
fn is_past(word: &str) -> bool {
    matches!(
        word,
        "former" | "late" | "then" | "deposed" | "ousted" | "retired" | "onetime" | "erstwhile"
    )
}

/// Words that may stand between a country and its office ("Malta's new Prime Minister").
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
            | "fellow"
            | "other"
    )
}
