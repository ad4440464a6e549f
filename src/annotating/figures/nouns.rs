//! The noun group that a number counts, and its head in the singular.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::line::Line;
use super::numbers::Number;
use super::units::{Dimension, Unit};
use crate::annotating::tokens::{Kind, Shape};
use crate::knowledge::countries::{FormKind, countries};
use crate::knowledge::table::rows;

/// How many tokens a noun group may be long before its head.
const REACH: usize = 8;

/// From how many on "members" are persons, not states.
const MANY_MEMBERS: f64 = 300.0;

#[derive(Default)]
struct Nouns {
    stops: FxHashSet<&'static str>,
    singulars: FxHashSet<&'static str>,
    uncounted: FxHashSet<&'static str>,
    numbered: FxHashSet<&'static str>,
    offsets: FxHashSet<&'static str>,
    persons: FxHashSet<&'static str>,
    collectives: FxHashSet<&'static str>,
    casualties: FxHashSet<&'static str>,
    suffixes: Vec<&'static str>,
    /// Bodies of persons ("delegation"), of states ("bloc"), and nouns whose number is one of persons ("garrison").
    bodies: FxHashSet<&'static str>,
    unions: FxHashSet<&'static str>,
    crowds: FxHashSet<&'static str>,
    plurals: FxHashMap<&'static str, &'static str>,
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let mut nouns = Nouns::default();
    for [word, kind] in rows::<2>(include_str!("../../../assets/en/noun_groups.tsv")) {
        match kind {
            "stop" => nouns.stops.insert(word),
            "not-plural" => nouns.singulars.insert(word),
            "no-count" => nouns.uncounted.insert(word),
            "numbered" => nouns.numbered.insert(word),
            "offset" => nouns.offsets.insert(word),
            _ => false,
        };
    }
    for [word, kind] in rows::<2>(include_str!("../../../assets/en/person_nouns.tsv")) {
        match kind {
            "noun" => _ = nouns.persons.insert(word),
            "collective" => _ = nouns.collectives.insert(word),
            "casualty" => _ = nouns.casualties.insert(word),
            "suffix" => nouns.suffixes.push(word),
            "body" => _ = nouns.bodies.insert(word),
            "union" => _ = nouns.unions.insert(word),
            "crowd" => _ = nouns.crowds.insert(word),
            _ => {}
        }
    }
    for [plural, singular] in rows::<2>(include_str!("../../../assets/en/plurals.tsv")) {
        nouns.plurals.insert(plural, singular);
    }
    nouns
});

/// Whether a noun group ends before the word.
pub(super) fn is_stop(word: &str) -> bool {
    NOUNS.stops.contains(word)
}

/// Whether a noun group ends before the token; "US", "WHO" and "IT" are no pronouns.
pub(super) fn ends_group(line: &Line<'_, '_>, at: usize) -> bool {
    let name = line
        .get(at)
        .is_some_and(|token| token.shape == Shape::Upper && token.span().len() > 1);
    !name && is_stop(line.lower(at))
}

/// Whether the number after the word is a name ("Article 5").
pub(super) fn is_numbered(word: &str) -> bool {
    NOUNS.numbered.contains(word)
}

/// Whether a duration before the word is a point in time ("two years ago").
pub(super) fn is_offset(word: &str) -> bool {
    NOUNS.offsets.contains(word)
}

/// Whether a bare number beside the verb counts persons ("killing 12").
pub(super) fn is_casualty(word: &str) -> bool {
    NOUNS.casualties.contains(word)
}

/// The noun counted by a number that ends at `at`.
pub(super) fn counted(line: &Line<'_, '_>, at: usize, number: &Number) -> Option<Unit> {
    if line.is_hyphen(at) {
        return compound(line, at + 1);
    }
    if line.is_glued(at) {
        return None;
    }
    let head = head(line, at)?;
    let word = line.lower(head);
    let capital = line.is_capitalized(head);
    // No organisation of states has as many: these are persons.
    let people = is_person(word, capital) || (word == "members" && number.value >= MANY_MEMBERS);
    // A name at the start of a sentence: "Four Corners".
    let title = !number.digits && line.is_capitalized(number.start);
    if capital && !people && title {
        return None;
    }
    let mut unit = unit(word, people, head + 1, false);
    let acronym = line
        .get(head)
        .is_some_and(|token| matches!(token.shape, Shape::Upper | Shape::Mixed));
    if acronym && unit.name == singular(word) {
        unit.name = Cow::Owned(singular(line.text(head)));
    }
    Some(unit)
}

/// The singular noun of "five-point", "15-member".
fn compound(line: &Line<'_, '_>, at: usize) -> Option<Unit> {
    let word = line.lower(at);
    if let Some(unit) = strength(line, at) {
        return Some(unit);
    }
    let counts = line.is_lower_word(at)
        && word.len() > 2
        && !is_stop(word)
        && !NOUNS.uncounted.contains(word)
        && !["ed", "fold", "ly", "th"]
            .iter()
            .any(|end| word.ends_with(end));
    if !counts {
        return None;
    }
    let people = word == "person" || is_person(word, false);
    Some(unit(word, people, at + 1, true))
}

/// "14-member delegation", "2,000-strong force", "the 10-member ASEAN": persons of a body of persons, states of
/// a body of states.
fn strength(line: &Line<'_, '_>, at: usize) -> Option<Unit> {
    /// How far after the hyphen the body may stand, in tokens.
    const REACH: usize = 4;
    if !matches!(line.lower(at), "member" | "strong" | "man" | "woman") {
        return None;
    }
    let body = (at + 1..=at + REACH)
        .take_while(|&at| line.is_word(at) && !ends_group(line, at))
        .find_map(|at| {
            let word = line.lower(at);
            let acronym = line
                .get(at)
                .is_some_and(|token| token.shape == Shape::Upper && token.span().len() > 2);
            if NOUNS.bodies.contains(word) {
                Some("people")
            } else if acronym || NOUNS.unions.contains(word) {
                Some("country")
            } else {
                None
            }
        })
        .or((!line.is(at, "member")).then_some("people"))?;
    let people = body == "people";
    Some(Unit {
        name: Cow::Borrowed(body),
        factor: 1.0,
        dimension: if people {
            Dimension::People
        } else {
            Dimension::Count
        },
        end: at + 1,
        hyphen: true,
    })
}

/// Persons whom the noun before a number counts: "a population of 1.6 billion", "the garrison numbered 900".
pub(super) fn numbered_before(line: &Line<'_, '_>, start: usize) -> bool {
    /// How far back the noun may stand.
    const REACH: usize = 4;
    let joint = line.lower_back(start, 1);
    let linked = matches!(
        joint,
        "of" | "at"
            | "numbered"
            | "numbering"
            | "numbers"
            | "totalling"
            | "totaling"
            | "reached"
            | "exceeds"
    );
    linked && (2..=REACH).any(|count| NOUNS.crowds.contains(line.lower_back(start, count)))
}

fn unit(word: &str, people: bool, end: usize, hyphen: bool) -> Unit {
    let name = if people {
        Cow::Borrowed("people")
    } else if let Some(&singular) = NOUNS.plurals.get(word) {
        Cow::Borrowed(singular)
    } else {
        Cow::Owned(if hyphen {
            word.to_owned()
        } else {
            singular(word)
        })
    };
    Unit {
        name,
        factor: 1.0,
        dimension: if people {
            Dimension::People
        } else {
            Dimension::Count
        },
        end,
        hyphen,
    }
}

/// The head of the group: its first plural noun that no plural noun follows.
fn head(line: &Line<'_, '_>, start: usize) -> Option<usize> {
    let mut found = None;
    let mut at = start;
    while at < start + REACH {
        let token = line.get(at)?;
        let word = line.lower(at);
        if token.kind != Kind::Word {
            // "F-16 jets", "five-year plans".
            let part = token.glued && line.is_number(at) && line.lower_back(at, 1) == "-";
            if (line.is_hyphen(at) || part || line.is_hyphen(at + 1)) && at > start {
                at += 1;
                continue;
            }
            break;
        }
        if matches!(word, "and" | "or" | "&") {
            if at == start || found.is_some() {
                break;
            }
        } else if ends_group(line, at) || word == "'s" {
            break;
        } else if is_plural(line, at) || is_people_alone(line, at) {
            found = Some(at);
            let more = line.is_word(at + 1)
                && !ends_group(line, at + 1)
                && (is_plural(line, at + 1)
                    || (line.is_capitalized(at) && !ends_in_ed(line, at + 1)));
            if !more {
                break;
            }
        } else if found.is_some_and(|head| !line.is_capitalized(head)) {
            break;
        }
        at += 1;
        if line.get(at).is_none() {
            break;
        }
    }
    found
}

/// "91,000 Karen, …", "a million Japanese were": a people's name with no noun after it.
fn is_people_alone(line: &Line<'_, '_>, at: usize) -> bool {
    let word = line.lower(at);
    let name = line.is_capitalized(at) && (is_people(word) || NOUNS.collectives.contains(word));
    let ends = !line.is_word(at + 1) || ends_group(line, at + 1) || ends_in_ed(line, at + 1);
    name && ends
}

fn ends_in_ed(line: &Line<'_, '_>, at: usize) -> bool {
    line.lower(at).ends_with("ed")
}

fn is_plural(line: &Line<'_, '_>, at: usize) -> bool {
    let word = line.lower(at);
    if NOUNS.collectives.contains(word) || NOUNS.plurals.contains_key(word) {
        return true;
    }
    word.len() >= 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && (!word.ends_with("is") || line.is_capitalized(at))
        && !NOUNS.singulars.contains(word)
}

/// Whether a capitalised word names a people, one or many ("Nicaraguans", "Afghans", "Timorese").
fn is_people(word: &str) -> bool {
    let is_name = |word: &str| {
        countries()
            .form(word)
            .is_some_and(|form| matches!(form.kind, FormKind::Adjective | FormKind::People))
    };
    let singular = singular(word);
    (word.ends_with('s') && is_name(&singular)) || (word.ends_with("ese") && is_name(word))
}

/// Whether a noun, singular or plural, is one for persons.
pub(super) fn is_person(word: &str, capital: bool) -> bool {
    if NOUNS.collectives.contains(word) {
        return true;
    }
    let one = NOUNS.plurals.get(word).copied();
    if NOUNS.persons.contains(one.unwrap_or(word)) {
        return true;
    }
    if capital && (NOUNS.suffixes.iter().any(|suffix| word.ends_with(suffix)) || is_people(word)) {
        return true;
    }
    one.is_none() && NOUNS.persons.contains(singular(word).as_str())
}

/// The singular of a regular plural.
fn singular(word: &str) -> String {
    let cut = |by: usize| word.get(..word.len().saturating_sub(by)).unwrap_or(word);
    if word.ends_with("ies") && word.len() > 4 {
        format!("{}y", cut(3))
    } else if ["sses", "xes", "ches", "shes", "zzes", "oes"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        cut(2).to_owned()
    } else if word.ends_with('s') && !word.ends_with("ss") {
        cut(1).to_owned()
    } else {
        word.to_owned()
    }
}
