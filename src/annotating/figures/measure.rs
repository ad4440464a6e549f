//! What a figure measures, in the words of the text: the noun after it, the noun before "of", or the
//! subject of its verb.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::line::Line;
use super::units::{Dimension, Unit};
use super::{change, nouns, numbers};
use crate::annotating::tokens::Kind;
use crate::knowledge::countries::{FormKind, countries};
use crate::knowledge::table::rows;

/// Longest noun group taken.
const LONGEST: usize = 8;
/// How far before the figure its verb may stand.
const REACH: usize = 10;
/// How far before the verb its subject may begin.
const CLAUSE: usize = 24;

/// The kinds of words of the table, by word.
static KINDS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut kinds: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    for [word, kind] in rows::<2>(include_str!("../../../assets/en/measures.tsv")) {
        kinds.entry(word).or_default().push(kind);
    }
    kinds
});

/// The tokens of what is measured by the figure whose phrase is `phrase` and whose number is
/// `number_start..number_end`.
pub(super) fn of(
    line: &Line<'_, '_>,
    phrase: &Range<usize>,
    number_start: usize,
    number_end: usize,
    unit: &Unit,
) -> Option<Range<usize>> {
    match unit.dimension {
        Dimension::People | Dimension::Count => {
            let from = number_end + usize::from(line.is(number_end, "of"));
            let from = from + usize::from(super::units::is_determiner(line.lower(from)));
            let from = from + usize::from(line.is_hyphen(from));
            (from < unit.end).then_some(from..unit.end)
        }
        Dimension::Time => modified(line, unit).filter(|_| unit.hyphen),
        Dimension::Money | Dimension::Share | Dimension::Measure => modified(line, unit)
            .or_else(|| before_of(line, phrase.start))
            .or_else(|| after_preposition(line, phrase.end))
            .or_else(|| object(line, phrase.start))
            .or_else(|| subject(line, number_start))
            .and_then(|group| tidied(line, group)),
    }
}

/// A noun group without what slipped into it: a second clause after "and", a verb at an end. `None` where it is
/// a number, a country or persons, none of which an amount measures.
fn tidied(line: &Line<'_, '_>, group: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = group;
    // "exports and saves firms more", "output and roughly": not "loans and credits".
    let and = (start + 1..end).find(|&at| matches!(line.lower(at), "and" | "or"));
    if let Some(and) = and {
        let plural = line.lower(and - 1).ends_with('s');
        let adverb = line.lower(and + 1).ends_with("ly");
        if adverb || (plural && end - and > 3) {
            end = and;
        }
    }
    while start < end && is(line.lower(start), "verb") {
        start += 1;
    }
    while start < end && is(line.lower(end - 1), "verb") {
        end -= 1;
    }
    let only = (end == start + 1).then(|| line.lower(start));
    let empty = match only {
        Some(word) => nouns::is_person(word, false) || numbers::word(line, start).is_some(),
        None => start >= end,
    };
    let name = line.tokens.span(start..end).of(&line.tokens.article.text);
    let country = line.is_capitalized(start)
        && countries()
            .form(name)
            .is_some_and(|form| matches!(form.kind, FormKind::Name | FormKind::Capital));
    (!empty && !country).then_some(start..end)
}

/// "20% tariffs", "a four-year sea trial".
fn modified(line: &Line<'_, '_>, unit: &Unit) -> Option<Range<usize>> {
    if line.is_hyphen(unit.end) {
        // "1,400-km-long", "five-year-old".
        return None;
    }
    let group = group(line, unit.end)?;
    let first = line.lower(group.start);
    let verb = group.len() == 1 && first.ends_with("ed");
    let adverb = first.ends_with("ly") || is(first, "after");
    // "a summit focusing on"
    let clause =
        group.len() > 1 && line.lower(group.end - 1).ends_with("ing") && line.is(group.end, "on");
    let group = group.start..group.end - usize::from(clause);
    (!verb && !adverb).then_some(group)
}

/// The noun group that begins at `start`, a determiner left out.
fn group(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let start = start
        + usize::from(matches!(
            line.lower(start),
            "the" | "a" | "an" | "its" | "their"
        ));
    let mut end = start;
    while end < start + LONGEST {
        let word = line.lower(end);
        let inside = match line.get(end).map(|token| token.kind) {
            Some(Kind::Word) => {
                let joins = matches!(word, "and" | "or")
                    && end > start
                    && line.is_lower_word(end + 1)
                    && !nouns::ends_group(line, end + 1);
                joins
                    || word == "'s"
                    || (!nouns::ends_group(line, end) && !matches!(word, "and" | "or"))
            }
            Some(Kind::Mark) => line.is_hyphen(end) && end > start,
            _ => false,
        };
        if !inside {
            break;
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// "debts of 6.2 billion reais".
fn before_of(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let of = line.back(start, 1).filter(|&at| line.is(at, "of"))?;
    let group = group_before(line, of)?;
    let vague = group.len() == 1 && is(line.lower(group.start), "vague");
    (!vague).then_some(group)
}

/// The noun group that ends just before `end`.
fn group_before(line: &Line<'_, '_>, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while end - start < LONGEST {
        let Some(at) = line.back(start, 1) else { break };
        let word = line.lower(at);
        let inside = match line.get(at).map(|token| token.kind) {
            Some(Kind::Word) => {
                !nouns::ends_group(line, at) && !matches!(word, "and" | "or" | "'s")
            }
            Some(Kind::Mark) => line.is_hyphen(at) && at + 1 < end,
            _ => false,
        };
        if !inside {
            break;
        }
        start = at;
    }
    // A hyphen cannot begin a group.
    let start = start + usize::from(line.is(start, "-"));
    (start < end).then_some(start..end)
}

/// "5 billion dollars in loans", "17 percent of exports".
fn after_preposition(line: &Line<'_, '_>, end: usize) -> Option<Range<usize>> {
    if !matches!(line.lower(end), "in" | "of" | "worth" | "from") {
        return None;
    }
    let end = end + 1 + usize::from(line.is(end, "worth") && line.is(end + 1, "of"));
    let group = possessed(line, group(line, end)?);
    let first = line.lower(group.start);
    let last = group.end.saturating_sub(1);
    let place = line.is_capitalized(last);
    let time = is(first, "time") && (group.len() == 1 || first != "total");
    (!place && !time).then_some(group)
}

/// The object of a verb of change: "raised the tariff to 20%", "cut its forecast by 2%".
fn object(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let preposition = line
        .back(start, 1)
        .filter(|&at| matches!(line.lower(at), "to" | "by" | "from"))?;
    let verb = (1..=REACH)
        .map_while(|count| line.back(preposition, count))
        .find(|&at| change::word(line, at).is_some())?;
    let mut from = verb + 1;
    while super::units::is_determiner(line.lower(from))
        || matches!(line.lower(from), "%" | "percent" | "a" | "an")
        || line.is_number(from)
    {
        from += 1;
    }
    let group = group(line, from)?;
    let group = possessed(line, group.start..group.end.min(preposition));
    let word = line.lower(group.start);
    let adverb = word.ends_with("ly") || is(word, "after");
    (!group.is_empty() && !adverb && !is(word, "pronoun")).then_some(group)
}

/// The subject of the verb before the figure: "bilateral trade between A and B had risen by".
fn subject(line: &Line<'_, '_>, start: usize) -> Option<Range<usize>> {
    let verb = (1..=REACH)
        .map_while(|count| line.back(start, count))
        .take_while(|&at| !matches!(line.lower(at), "," | ";" | ":" | "." | "(" | ")"))
        .find(|&at| is_verb(line, at) || (at + 1 == start && is(line.lower(at), "copula")))?;
    let mut verb = verb;
    while let Some(at) = line.back(verb, 1) {
        let word = line.lower(at);
        if is(word, "auxiliary") || word.ends_with("ly") {
            verb = at;
        } else {
            break;
        }
    }
    // "the catch, which topped", "the grant, worth".
    let relative = line.lower_back(verb, 1);
    if matches!(relative, "which" | "that") {
        verb -= 1;
    }
    if line.lower_back(verb, 1) == ","
        && (matches!(relative, "which" | "that") || line.is(verb, "worth"))
    {
        return group_before(line, verb - 1);
    }
    let mut clause = verb;
    for count in 1..=CLAUSE {
        let Some(at) = line.back(verb, count) else {
            break;
        };
        let word = line.lower(at);
        let opens = line.lower(at + 1);
        let boundary = matches!(word, "," | ";" | ":" | "\"" | "(" | ")" | ".")
            || is(word, "clause")
            || ((word == "and" || word.ends_with("ing")) && super::units::is_determiner(opens));
        if boundary {
            break;
        }
        clause = at;
    }
    // "In 2004 | trade", "the 2004 | volume"
    while clause < verb && (nouns::ends_group(line, clause) || line.is_number(clause)) {
        clause += 1;
    }
    let group = group(line, clause)?;
    // "the volume of | trade"
    let group = if is(line.lower(group.end.saturating_sub(1)), "extent") && line.is(group.end, "of")
    {
        self::group(line, group.end + 1)?
    } else {
        group
    };
    let mut group = possessed(line, group.start..group.end.min(verb));
    if group.len() > 1 && line.lower(group.end - 1).ends_with("ed") {
        group.end -= 1;
    }
    // A name is who does it, not what is measured.
    let agent = line.is_capitalized(group.end.saturating_sub(1))
        && !line.is_capitalized(verb)
        && group.end > line.range.start + 1;
    (!group.is_empty() && !agent && !is(line.lower(group.start), "pronoun")).then_some(group)
}

/// What is owned, the owner left out: "trade" of "Peru's trade".
fn possessed(line: &Line<'_, '_>, group: Range<usize>) -> Range<usize> {
    let owner = group.clone().rev().find(|&at| line.is(at, "'s"));
    match owner {
        Some(at) if at + 1 < group.end => at + 1..group.end,
        _ => group,
    }
}

/// Whether a verb here ties an amount to its subject.
fn is_verb(line: &Line<'_, '_>, at: usize) -> bool {
    change::word(line, at).is_some() || is(line.lower(at), "amount")
}

/// Whether the table of this module lists the word under the kind.
fn is(word: &str, kind: &str) -> bool {
    KINDS.get(word).is_some_and(|kinds| kinds.contains(&kind))
}
