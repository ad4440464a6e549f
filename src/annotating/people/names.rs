//! Runs of capitalised tokens that can be a person's name.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::annotating::gazette::{Gazette, Sense};
use crate::annotating::tokens::{Kind, Shape, Token, Tokens};
use crate::knowledge::countries::FormKind;
use crate::knowledge::table;

static NOT_NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    table::rows::<1>(include_str!("../../../assets/en/not_names.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Forms of address: they stand before a name and are no part of it.
static HONORIFICS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    table::rows::<1>(include_str!("../../../assets/en/honorifics.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Parts that stand between the names of a person in lower case, in many languages.
const PARTICLES: [&str; 26] = [
    "al", "el", "as", "bin", "ibn", "bint", "ben", "de", "da", "do", "dos", "das", "del", "della",
    "di", "du", "van", "von", "der", "den", "ter", "la", "le", "ul", "ur", "y",
];

/// Nouns of what is named after people: "Princess Alice Hospital".
static THINGS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    table::rows::<1>(include_str!("../../../assets/en/named_things.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Whether the token is a form of address ("Mr").
pub fn is_honorific(tokens: &Tokens<'_>, at: usize) -> bool {
    HONORIFICS.contains(tokens.lower(at)) && tokens.get(at).is_some_and(Token::is_capitalized)
}

/// Whether a run of capitalised words is a thing's name, not a person's.
fn is_thing(tokens: &Tokens<'_>, run: &Range<usize>, end: usize) -> bool {
    let thing = |at: usize| {
        at < end
            && tokens.get(at).is_some_and(Token::is_capitalized)
            && THINGS.contains(tokens.lower(at))
    };
    thing(run.end) || run.end.checked_sub(1).is_some_and(thing)
}

/// The longest run of name tokens that begins at `start`, forms of address left out, and ends before `end`.
pub fn run(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    let start = past_honorifics(tokens, start, end);
    if !can_begin(tokens, gazette, start) {
        return None;
    }
    extend(tokens, gazette, start, end).filter(|run| !is_thing(tokens, run, end))
}

/// A run whose first word reads like a place or a people ("Chad Okoro", "Jordan Ilves"): for places in a text
/// where only a name can stand.
pub fn run_from_place(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    let start = past_honorifics(tokens, start, end);
    let hit = gazette.at(start).filter(|hit| hit.tokens.len() == 1)?;
    let is_place = matches!(hit.sense, Sense::Country(..));
    let is_title = tokens
        .get(start)
        .is_some_and(|token| token.shape == Shape::Title);
    if !is_place || !is_title || !can_begin(tokens, gazette, start + 1) || start + 1 >= end {
        return None;
    }
    let rest = extend(tokens, gazette, start + 1, end)?;
    Some(start..rest.end)
}

/// The first token after "Mr", "H.E. Dr." and the like.
fn past_honorifics(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let word = tokens.lower(at);
        let excellency = matches!(word, "his" | "her") && tokens.is(at + 1, "excellency");
        if excellency {
            at += 2;
        } else if HONORIFICS.contains(word) && tokens.get(at).is_some_and(Token::is_capitalized) {
            at += 1;
            if tokens.is(at, ".") && tokens.get(at).is_some_and(|stop| stop.glued) {
                at += 1;
            }
        } else {
            break;
        }
    }
    at
}

fn extend(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    let mut at = start;
    while let Some(next) = step(tokens, gazette, at, end) {
        at = next;
    }
    // A family name may read like a people or a place ("French", "Holland"): one given name before it asks
    // for it, unless it begins a title of its own.
    if at == start + 1 && is_doubtful_family_name(tokens, gazette, at, end) {
        at += 1;
    }
    (at > start).then_some(start..at)
}

fn is_doubtful_family_name(tokens: &Tokens<'_>, gazette: &Gazette, at: usize, end: usize) -> bool {
    let Some(hit) = gazette
        .at(at)
        .filter(|hit| hit.tokens.len() == 1 && at < end)
    else {
        return false;
    };
    let next_is_name = tokens
        .get(at + 1)
        .is_some_and(|next| next.is_capitalized() && at + 1 < end);
    let spaced = tokens
        .get(at)
        .is_some_and(|token| !token.glued && token.shape == Shape::Title);
    let is_place = matches!(hit.sense, Sense::Country(..));
    spaced
        && is_place
        && !next_is_name
        && gazette.office(at + 1).is_none()
        && !tokens.is(at + 1, "'s")
}

/// Number of name words in a run: particles, hyphens and full stops do not count.
pub fn words(tokens: &Tokens<'_>, run: Range<usize>) -> usize {
    run.filter(|&index| tokens.get(index).is_some_and(Token::is_capitalized))
        .count()
}

/// The end of the next part of a name that begins at `at`: a word with what is glued to it.
fn step(tokens: &Tokens<'_>, gazette: &Gazette, at: usize, end: usize) -> Option<usize> {
    let token = tokens.get(at).filter(|_| at < end)?;
    if token.kind != Kind::Word {
        return None;
    }
    if token.is_capitalized() {
        if !is_name_word(tokens, gazette, at) {
            return None;
        }
        return Some(with_glued(tokens, at, end));
    }
    // "Mohammed bin Salman", "Ursula von der Leyen": particles count only before another name.
    let mut after = at;
    while after < end && PARTICLES.contains(&tokens.lower(after)) {
        // "as-Sabah", but not "Orlo as Postmaster".
        if tokens.is(after, "as") && !tokens.is(after + 1, "-") {
            break;
        }
        after += 1;
        if tokens.is(after, "-") {
            after += 1;
        }
    }
    let follows = after > at && after < end && tokens.get(after)?.is_capitalized();
    (follows && is_name_word(tokens, gazette, after)).then_some(after)
}

/// Past the word at `at`, its hyphenated parts ("Jean-Luc", "El- Amin") and the stop of an initial.
fn with_glued(tokens: &Tokens<'_>, at: usize, end: usize) -> usize {
    let mut next = at + 1;
    let glued = |index: usize| index < end && tokens.get(index).is_some_and(|token| token.glued);
    if glued(next) && tokens.is(next, ".") && tokens.text(at).chars().count() == 1 {
        return next + 1;
    }
    // "Ng'ethe": an apostrophe inside a name, where no verb can be cut short.
    while glued(next) && tokens.is(next, "'") && glued(next + 1) {
        let part = tokens.lower(next + 1);
        let is_word = tokens
            .get(next + 1)
            .is_some_and(|token| token.kind == Kind::Word);
        if !is_word || matches!(part, "ll" | "re" | "ve" | "d" | "m" | "t") {
            break;
        }
        next += 2;
    }
    while glued(next) && tokens.is(next, "-") && next + 1 < end {
        let part = tokens
            .get(next + 1)
            .filter(|token| token.kind == Kind::Word);
        let misprint = matches!(tokens.lower(at), "al" | "el") && !glued(next + 1);
        if !part.is_some_and(|token| token.glued || (misprint && token.is_capitalized())) {
            break;
        }
        next += 2;
    }
    next
}

fn can_begin(tokens: &Tokens<'_>, gazette: &Gazette, at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| token.is_capitalized() && token.kind == Kind::Word)
        && gazette.at(at).is_none()
        && is_name_word(tokens, gazette, at)
}

/// Whether a capitalised word can stand in a name. The name of a capital may (a family name such as
/// "Santiago"), other gazetteer words may not.
fn is_name_word(tokens: &Tokens<'_>, gazette: &Gazette, at: usize) -> bool {
    let lower = tokens.lower(at);
    if NOT_NAMES.contains(lower) || HONORIFICS.contains(lower) || lower.contains('.') {
        return false;
    }
    if tokens
        .get(at)
        .is_some_and(|token| token.shape == Shape::Upper)
    {
        let long = tokens.text(at).chars().count() > 1;
        let hyphenated = tokens.is(at + 1, "-");
        if long && !hyphenated && gazette.at(at).is_some() {
            return false;
        }
    }
    match gazette.at(at).map(|hit| hit.sense) {
        None => true,
        Some(Sense::Country(country)) => country.kind == FormKind::Capital || country.ambiguous,
        Some(_) => false,
    }
}
