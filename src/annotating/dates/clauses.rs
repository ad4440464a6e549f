//! A sentence cut into its clauses, roughly: which tokens belong together, and how the parts relate.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tense;
use crate::annotating::tokens::Tokens;
use crate::knowledge::table::rows;

/// What a clause is to the one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The sentence itself, or one joined to it by "and", ";".
    Main,
    /// ", who …": tells more of a noun.
    Relative,
    /// "after …": at another time.
    Apart,
    /// "while …": at the same time.
    Beside,
    /// "that …": what is said.
    Content,
    /// "( … )".
    Parenthesis,
}

/// A clause and the one around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    pub(super) role: Role,
    pub(super) parent: Option<usize>,
}

/// The clauses of a sentence, and for each of its tokens the clause it is in.
pub(super) struct Clauses {
    pub(super) all: Vec<Clause>,
    of: Vec<usize>,
    first: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    Clause(Role),
    And,
    Say,
}

static TABLE: LazyLock<FxHashMap<&'static str, Opener>> = LazyLock::new(|| {
    rows::<2>(include_str!("../../../assets/en/clauses.tsv"))
        .filter_map(|[word, class]| {
            let opener = match class {
                "relative" => Opener::Clause(Role::Relative),
                "apart" => Opener::Clause(Role::Apart),
                "beside" => Opener::Clause(Role::Beside),
                "content" => Opener::Clause(Role::Content),
                "and" => Opener::And,
                "say" => Opener::Say,
                _ => return None,
            };
            Some((word, opener))
        })
        .collect()
});

impl Clauses {
    /// The clause that a token is in.
    pub(super) fn of(&self, token: usize) -> usize {
        token
            .checked_sub(self.first)
            .and_then(|index| self.of.get(index).copied())
            .unwrap_or_default()
    }

    pub(super) fn get(&self, clause: usize) -> Clause {
        self.all.get(clause).copied().unwrap_or(Clause {
            role: Role::Main,
            parent: None,
        })
    }
}

/// Cuts a sentence. `is_date` tells the tokens of temporal expressions: "after Monday" opens no clause.
pub(super) fn cut(
    tokens: &Tokens<'_>,
    sentence: Range<usize>,
    is_date: impl Fn(usize) -> bool,
) -> Clauses {
    let mut clauses = Clauses {
        all: vec![Clause {
            role: Role::Main,
            parent: None,
        }],
        of: Vec::with_capacity(sentence.len()),
        first: sentence.start,
    };
    let mut current = 0;
    for index in sentence.clone() {
        let word = tokens.lower(index);
        let role = clauses.get(current).role;
        match word {
            "(" | "[" => current = open(&mut clauses, current, Role::Parenthesis),
            ")" | "]" => {
                while clauses.get(current).role != Role::Parenthesis
                    && clauses.get(current).parent.is_some()
                {
                    current = clauses.get(current).parent.unwrap_or_default();
                }
                current = clauses.get(current).parent.unwrap_or(current);
            }
            ";" | ":" if role != Role::Parenthesis => {
                current = open(&mut clauses, 0, Role::Main);
            }
            "," if is_attribution(tokens, &sentence, index) => {
                current = open(&mut clauses, 0, Role::Content);
            }
            "," if !is_date(index) => {
                if matches!(role, Role::Relative | Role::Apart | Role::Beside) {
                    current = clauses.get(current).parent.unwrap_or_default();
                } else if index + 1 < sentence.end && is_reduced_relative(tokens, index + 1) {
                    current = open(&mut clauses, current, Role::Relative);
                }
            }
            _ if is_date(index) => {}
            _ => match TABLE.get(word) {
                Some(Opener::Clause(role)) if opens(tokens, &sentence, index, *role, &is_date) => {
                    current = open(&mut clauses, current, *role);
                }
                Some(Opener::And)
                    if role == Role::Main
                        && index > sentence.start
                        && (tokens.is(index - 1, ",")
                            || tense::cue(tokens, &sentence, index + 1).is_some()) =>
                {
                    current = open(&mut clauses, 0, Role::Main);
                }
                _ => {}
            },
        }
        clauses.of.push(current);
    }
    clauses
}

fn open(clauses: &mut Clauses, parent: usize, role: Role) -> usize {
    clauses.all.push(Clause {
        role,
        parent: Some(parent),
    });
    clauses.all.len() - 1
}

/// Whether the token is a verb of saying.
pub(super) fn is_saying(tokens: &Tokens<'_>, index: usize) -> bool {
    TABLE.get(tokens.lower(index)) == Some(&Opener::Say)
}

/// ", said the envoy on Monday", ", the envoy said": a comma after a whole clause, and then the speaker.
fn is_attribution(tokens: &Tokens<'_>, sentence: &Range<usize>, comma: usize) -> bool {
    let says = |index| is_saying(tokens, index);
    // The name may be a link, "[Anna Lund](https://…)": what stands in brackets does not count.
    let mut depth = 0_u32;
    let named = (comma + 1..sentence.end.min(comma + 40))
        .filter(|index| match tokens.lower(*index) {
            "(" | "[" => {
                depth += 1;
                false
            }
            ")" | "]" => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .take(6)
        .take_while(|index| !tokens.is(*index, ","))
        .position(says);
    let by_name = named.is_some_and(|words| {
        words == 0
            || tokens
                .get(comma + 1)
                .is_some_and(crate::annotating::tokens::Token::is_capitalized)
            || matches!(
                tokens.lower(comma + 1),
                "the" | "a" | "he" | "she" | "they" | "officials"
            )
    });
    by_name && (sentence.start..comma).any(|index| tense::cue(tokens, sentence, index).is_some())
}

/// ", elected in 2012,": a participle behind a comma.
fn is_reduced_relative(tokens: &Tokens<'_>, index: usize) -> bool {
    let word = tokens.lower(index);
    word.len() > 4
        && word.ends_with("ed")
        && tokens
            .get(index)
            .is_some_and(|token| !token.is_capitalized())
}

/// Whether the word opens a clause here, and is not part of "such as", "after Monday", "ahead".
fn opens(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    index: usize,
    role: Role,
    is_date: &impl Fn(usize) -> bool,
) -> bool {
    let before = if index > sentence.start {
        tokens.lower(index - 1)
    } else {
        ""
    };
    let next = tokens.lower(index + 1);
    match role {
        Role::Apart => {
            let date = if next == "the" { index + 2 } else { index + 1 };
            !(is_date(date) && (next != "the" || ends(tokens, date, is_date)))
        }
        Role::Beside => {
            !matches!(before, "such" | "well" | "known" | "as" | "far")
                && !matches!(
                    next,
                    "well" | "part" | "of" | "far" | "many" | "much" | "a" | "an"
                )
        }
        // "that day", "the meeting that": a demonstrative opens nothing.
        Role::Content => !matches!(
            before,
            "" | "," | "in" | "on" | "at" | "of" | "by" | "over" | "from"
        ),
        _ => true,
    }
}

/// Whether no noun follows the date at `index`: "after the 8th of May," but not "after the 1974 collapse".
fn ends(tokens: &Tokens<'_>, index: usize, is_date: &impl Fn(usize) -> bool) -> bool {
    let mut end = index;
    while is_date(end) {
        end += 1;
    }
    tokens
        .get(end)
        .is_none_or(|token| token.kind == crate::annotating::tokens::Kind::Mark)
}
