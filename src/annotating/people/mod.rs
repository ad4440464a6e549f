//! Tokens and gazetteer hits in, mentions of people out.
//!
//! A person is introduced by an office ("Maltese President George Abela", "X, minister of Y of Z"), or is
//! meant by one without a name ("the leaders of Chad and Mali"). Other runs of capitalised
//! words are kept as candidates: the dossier binds them to people that some article introduces, or to
//! known office-holders, and drops the rest.

#[cfg(test)]
mod cases;
mod lists;
pub mod names;
mod persons;
mod titles;

use std::ops::Range;

use crate::annotating::gazette::Gazette;
use crate::annotating::tokens::Tokens;
use crate::knowledge::countries::FormKind;
use crate::knowledge::leaders::leaders;
use crate::knowledge::offices::Office;

use crate::reading::BlockKind;
use crate::span::Span;
pub use persons::persons;

/// A stretch of text that means a person.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The name, or the whole description where there is no name.
    pub span: Span,
    /// The tokens of the whole phrase, office and name.
    pub tokens: Range<usize>,
    /// Index of its sentence.
    pub sentence: usize,
    /// How the person is meant.
    pub form: Form,
    /// The name as written; empty for descriptions and members.
    pub name: String,
    /// The office given here.
    pub office: Option<Office>,
    /// The words of the text for the office; empty where there is none.
    pub office_words: String,
    /// The country given here, ISO 3166-1 alpha-2.
    pub country: Option<&'static str>,
    /// A country that the sentence suggests, not tied to the office by grammar.
    pub hint: Option<&'static str>,
    /// The organisation given here.
    pub organisation: Option<String>,
    /// Whether the office is a past one.
    pub former: bool,
}

/// How a mention means a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An office and a name.
    Titled,
    /// A name alone: two words and more, or one that may be a family name.
    Candidate,
    /// An office and a country without a name ("the Maltese leader").
    Described,
    /// One of several holders of an office ("the presidents of Chad and Mali").
    Member,
}

/// Whether names of a country put the family name first, as the press writes them.
pub fn is_family_first(country: &str) -> bool {
    matches!(
        country,
        "CN" | "TW" | "HK" | "MO" | "KR" | "KP" | "VN" | "KH" | "SG"
    )
}

/// The word of a name that the press uses alone.
pub fn family_name<'a>(name: &'a str, country: Option<&str>) -> &'a str {
    if let Some(leader) = leaders().by_name(name).next()
        && let Some(at) = name.find(leader.family)
    {
        return name.get(at..at + leader.family.len()).unwrap_or(name);
    }
    let word = if country.is_some_and(is_family_first) {
        name.split(' ').next()
    } else {
        name.rsplit(' ').next()
    };
    word.unwrap_or(name)
}

/// Finds every mention, in reading order.
pub fn recognise(tokens: &Tokens<'_>, gazette: &Gazette) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for (sentence, info, range) in tokens.sentences() {
        // Table cells are labels, headlines are capitalised throughout: neither introduces a name.
        if !matches!(info.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            continue;
        }
        let from = mentions.len();
        titles::read(tokens, gazette, sentence, range.clone(), &mut mentions);
        let titled = mentions.get(from..).unwrap_or_default().to_vec();
        candidates(tokens, gazette, sentence, range, &titled, &mut mentions);
        if let Some(new) = mentions.get_mut(from..) {
            new.sort_by_key(|mention| (mention.tokens.start, mention.span.start));
        }
    }
    mentions
}

/// The words of a stretch of text, line breaks and wide gaps made one blank.
fn written(tokens: &Tokens<'_>, range: Range<usize>) -> String {
    let text = tokens.span(range).of(&tokens.article.text);
    let mut words = text.split_whitespace();
    let mut written = words.next().unwrap_or_default().to_owned();
    for word in words {
        written.push(' ');
        written.push_str(word);
    }
    written
}

/// A name whose first word reads like a place: after "Malta's", or where the table of leaders has it.
fn named_like_a_place(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    at: usize,
    end: usize,
) -> Option<Range<usize>> {
    let country = gazette.country(at)?;
    if country.kind != FormKind::Capital && !country.ambiguous {
        return None;
    }
    let run = names::run_from_place(tokens, gazette, at, end)?;
    let owned = titles::around_name(tokens, gazette, &run).is_some();
    let known = || {
        leaders()
            .by_name(&written(tokens, run.clone()))
            .next()
            .is_some()
    };
    (owned || known()).then_some(run)
}

/// Name runs that no office introduces.
fn candidates(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    sentence: usize,
    range: Range<usize>,
    titled: &[Mention],
    mentions: &mut Vec<Mention>,
) {
    let taken = |at: usize| {
        titled
            .iter()
            .find(|m| m.form == Form::Titled && m.tokens.contains(&at))
            .map(|m| m.tokens.end)
    };
    let mut at = range.start;
    while at < range.end {
        if let Some(end) = taken(at) {
            at = end.max(at + 1);
            continue;
        }
        let found = names::run(tokens, gazette, at, range.end)
            .or_else(|| named_like_a_place(tokens, gazette, at, range.end));
        let Some(run) = found else {
            at += 1;
            continue;
        };
        let country = titles::around_name(tokens, gazette, &run);
        at = run.end;
        mentions.push(Mention {
            span: tokens.span(run.clone()),
            name: written(tokens, run.clone()),
            tokens: run,
            sentence,
            form: Form::Candidate,
            office: None,
            office_words: String::new(),
            country,
            hint: None,
            organisation: None,
            former: false,
        });
    }
}
