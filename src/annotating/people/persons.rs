//! Whether a run of capitalised words is a person's name, where no office says so.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::names;
use crate::annotating::gazette::Gazette;
use crate::annotating::grammar::Class;
use crate::annotating::people::{Form, Mention};
use crate::annotating::tokens::{Kind, Shape, Token, Tokens};
use crate::knowledge::leaders::leaders;
use crate::knowledge::table::rows;
use crate::span::Span;

/// What persons do, and bodies and places seldom.
static ACTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows::<1>(include_str!("../../../assets/en/acts.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Given names, of leaders known by name and of the table.
static GIVEN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows::<1>(include_str!("../../../assets/given_names.tsv"))
        .map(|[name]| name)
        .collect()
});

/// Words that no person's name holds.
static ELSE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows::<1>(include_str!("../../../assets/en/not_persons.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Family names, and endings of family names behind a hyphen.
static FAMILY: LazyLock<(FxHashSet<&str>, Vec<&str>)> = LazyLock::new(|| {
    let (mut names, mut endings) = (FxHashSet::default(), Vec::new());
    for [name] in rows::<1>(include_str!("../../../assets/family_names.tsv")) {
        match name.strip_prefix('-') {
            Some(ending) => endings.push(ending),
            None => _ = names.insert(name),
        }
    }
    (names, endings)
});

/// Words that no name holds but at its end, behind a given name ("Harry West").
const LAST: [&str; 6] = ["West", "North", "East", "South", "New", "Justice"];

/// The names of persons in a text, introduced by an office or not, in reading order.
pub fn persons(tokens: &Tokens<'_>, gazette: &Gazette, mentions: &[Mention]) -> Vec<Span> {
    let mut known: FxHashSet<&str> = FxHashSet::default();
    let mut found = Vec::new();
    let runs = || {
        mentions
            .iter()
            .filter(|mention| !mention.name.is_empty())
            .filter_map(|mention| {
                let run = tokens.at(mention.span.start)
                    ..tokens.at(mention.span.end.saturating_sub(1)) + 1;
                Some((trimmed(tokens, run)?, mention.form == Form::Titled))
            })
    };
    // Full names first: a family name alone is known by them.
    let full: Vec<(Range<usize>, bool)> = runs()
        .filter(|(run, _)| names::words(tokens, run.clone()) > 1)
        .map(|(run, titled)| {
            let is_person = titled || is_full_name(tokens, gazette, &run);
            (run, is_person)
        })
        .collect();
    for (run, _) in listed(tokens, gazette, full) {
        known.extend(run.end.checked_sub(1).map(|last| tokens.text(last)));
        found.push(tokens.span(with_rank(tokens, run)));
    }
    for (run, titled) in runs().filter(|(run, _)| names::words(tokens, run.clone()) == 1) {
        if titled || known.contains(tokens.text(run.start)) || is_family_name(tokens, &run) {
            found.push(tokens.span(with_rank(tokens, run)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The persons among full names: what stands in a list beside a person is one too ("Ana Orlo, Tiw Bel and Uwe Tal").
fn listed(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    mut names: Vec<(Range<usize>, bool)>,
) -> impl Iterator<Item = (Range<usize>, bool)> {
    let joined = |one: &Range<usize>, other: &Range<usize>| {
        let between = one.end..other.start;
        !between.is_empty()
            && between.len() <= 2
            && between
                .into_iter()
                .all(|at| matches!(tokens.lower(at), "," | "and" | "&"))
    };
    let fits =
        |run: &Range<usize>| run.clone().all(|at| gazette.at(at).is_none()) && run.len() <= 4;
    let order: Vec<usize> = (1..names.len()).chain((1..names.len()).rev()).collect();
    for at in order {
        let Some([one, other]) = names.get_mut(at - 1..=at) else {
            continue;
        };
        if one.1 != other.1 && joined(&one.0, &other.0) {
            one.1 |= fits(&one.0);
            other.1 |= fits(&other.0);
        }
    }
    names.into_iter().filter(|(_, is_person)| *is_person)
}

/// Titles of birth and honour, which belong to a name.
const RANKS: [&str; 14] = [
    "Sir", "Lord", "Lady", "Dame", "King", "Queen", "Prince", "Princess", "Pope", "Baron",
    "Baroness", "Emperor", "Archduke", "Saint",
];

/// A name with the rank before it.
fn with_rank(tokens: &Tokens<'_>, run: Range<usize>) -> Range<usize> {
    let rank = run
        .start
        .checked_sub(1)
        .filter(|&at| RANKS.contains(&tokens.text(at)));
    rank.unwrap_or(run.start)..run.end
}

/// A run without what stands before a name and after it ("Liberal | Stephen Owen | MP"); `None` where it holds
/// the name of something else.
fn trimmed(tokens: &Tokens<'_>, mut run: Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Word);
    let acronym = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Upper && token.span().len() > 1)
    };
    while run.len() > 1
        && word(run.start + 1)
        && (ELSE.contains(tokens.text(run.start)) || acronym(run.start))
    {
        run.start += 1;
    }
    // "Fine Gael TD | Mary Flaherty"
    let opens = (run.start + 1..run.end)
        .rev()
        .find(|&at| word(at) && (ELSE.contains(tokens.text(at - 1)) || acronym(at - 1)));
    run.start = opens
        .filter(|&at| GIVEN.contains(tokens.text(at)))
        .unwrap_or(run.start);
    let numeral = |at: usize| {
        tokens
            .text(at)
            .bytes()
            .all(|byte| matches!(byte, b'I' | b'V' | b'X'))
    };
    while run.len() > 1 && acronym(run.end - 1) && word(run.end - 1) && !numeral(run.end - 1) {
        run.end -= 1;
    }
    let given = GIVEN.contains(tokens.text(run.start));
    let is_else = |at: usize| {
        let text = tokens.text(at);
        ELSE.contains(text) && !(given && at + 1 == run.end && LAST.contains(&text))
    };
    let whole = !run.clone().any(is_else);
    whole.then_some(run)
}

/// Two words and more: a given name first, or nothing that tells of a place or a body.
fn is_full_name(tokens: &Tokens<'_>, gazette: &Gazette, run: &Range<usize>) -> bool {
    let first = tokens.text(run.start);
    let given = GIVEN.contains(first)
        || first
            .split('-')
            .next()
            .is_some_and(|part| GIVEN.contains(part));
    let initial = run
        .clone()
        .any(|at| tokens.text(at).chars().count() == 1 && tokens.is(at + 1, "."));
    let before = run.start.checked_sub(1);
    let article = before.is_some_and(|at| matches!(tokens.lower(at), "the" | "a" | "an"));
    if initial || given {
        return initial || !article;
    }
    let placed = before.is_some_and(|at| {
        matches!(
            tokens.lower(at),
            "in" | "at" | "near" | "from" | "to" | "of" | "into" | "for" | "on"
        )
    });
    let titled = run.clone().all(|at| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Mark || token.shape != Shape::Upper)
    });
    let holds_place = run.clone().any(|at| gazette.at(at).is_some());
    let family = has_family_name(tokens.text(run.end.saturating_sub(1)));
    titled && !article && !holds_place && (family || (!placed && is_actor(tokens, run)))
}

/// Whether a word is a family name known to the tables, or ends like one.
fn has_family_name(word: &str) -> bool {
    /// The least letters before an ending.
    const STEM: usize = 3;
    let (names, endings) = &*FAMILY;
    let ending = || {
        endings.iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.chars().count() >= STEM)
        })
    };
    names.contains(word) || leaders().by_family(word).next().is_some() || ending()
}

/// One word: a known family name, or whoever acts as a person does.
fn is_family_name(tokens: &Tokens<'_>, run: &Range<usize>) -> bool {
    let word = tokens.text(run.start);
    let before = run.start.checked_sub(1);
    let capital = |at: usize| tokens.get(at).is_some_and(Token::is_capitalized);
    let placed =
        before.is_some_and(|at| matches!(tokens.lower(at), "the" | "a" | "an" | "in" | "at" | "-"));
    let alone =
        before.is_none_or(|at| !capital(at)) && !capital(run.end) && !tokens.is(run.end, "-");
    let title = tokens
        .get(run.start)
        .is_some_and(|token| token.shape != Shape::Upper && token.span().len() > 3);
    let acts = is_actor(tokens, run);
    title && alone && !placed && !GIVEN.contains(word) && (has_family_name(word) || acts)
}

/// Whether what follows says that somebody did something: "said", "resigned", "(born".
fn is_actor(tokens: &Tokens<'_>, run: &Range<usize>) -> bool {
    let next = tokens.lower(run.end);
    let verb = tokens.does(run.end, Class::Saying) || ACTS.contains(next);
    let born = tokens.is(run.end, "(")
        && tokens
            .get(run.end + 1)
            .is_some_and(|token| token.kind == Kind::Number);
    verb || born
}
