//! The tokens of a sentence in, its clauses out: contiguous, in order, together the whole sentence.

use std::ops::Range;

use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind, Token, Tokens};

/// A stretch of a sentence with one verb group, more or less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it hangs on another ("which …", "after …", "that …").
    pub subordinate: bool,
}

/// Cuts a sentence at subordinators, relative pronouns, semicolons and dashes.
pub fn clauses(tokens: &Tokens<'_>, sentence: Range<usize>) -> Vec<Clause> {
    let opens = |at: usize| opens_subordinate(tokens, at);
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    let mut subordinate = sentence.start < sentence.end && opens(sentence.start);
    for at in sentence.clone().skip(1) {
        let Some(next_subordinate) = boundary(tokens, at, start) else {
            continue;
        };
        if at > start {
            clauses.push(Clause {
                tokens: start..at,
                subordinate,
            });
        }
        start = at;
        subordinate = next_subordinate;
    }
    if start < sentence.end {
        clauses.push(Clause {
            tokens: start..sentence.end,
            subordinate,
        });
    }
    clauses
}

/// Whether a clause begins at this token, and if so whether it is a subordinate one.
fn boundary(tokens: &Tokens<'_>, at: usize, start: usize) -> Option<bool> {
    let before = at.checked_sub(1)?;
    let (previous, word) = (tokens.lower(before), tokens.lower(at));
    if matches!(previous, ";" | ":") || (previous == "-" && is_dash(tokens, before)) {
        return Some(opens_subordinate(tokens, at));
    }
    if previous == "," && opens_subordinate(tokens, start) {
        return Some(opens_subordinate(tokens, at));
    }
    if previous == "," {
        let coordinated = tokens.does(at, Class::Coordinator)
            && !tokens.get(at + 1).is_some_and(Token::is_capitalized);
        let participle = word.len() > 4 && word.ends_with("ing");
        return (opens_subordinate(tokens, at) || coordinated || participle)
            .then_some(!coordinated);
    }
    let that = word == "that" && tokens.does(before, Class::Saying);
    // "since the fall of X", but not "since 1987".
    let since = word == "since"
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == Kind::Word);
    (tokens.does(at, Class::Splitter) || that || since).then_some(true)
}

/// Whether a word opens a clause that hangs on another, or an opening that its comma closes
/// ("Following the collapse of X, …").
fn opens_subordinate(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.does(at, Class::Subordinator) || tokens.does(at, Class::Relative)
}

/// A dash between words, not a hyphen inside or between them ("Peru - Chile").
fn is_dash(tokens: &Tokens<'_>, at: usize) -> bool {
    let glued = |index: usize| tokens.get(index).is_some_and(|token| token.glued);
    let doubled = tokens.is(at.saturating_sub(1), "-") && glued(at);
    let is_mark = tokens.get(at).is_some_and(|token| token.kind == Kind::Mark);
    is_mark && (doubled || (tokens.text(at) != "-" && !(glued(at) && glued(at + 1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotating::testing::sentence;

    #[test]
    fn cuts_sentences_into_clauses() {
        for (text, wanted) in [
            (
                "Following the collapse of the dam, the state was plunged into crisis.",
                vec![
                    "Following the collapse of the dam,",
                    "the state was plunged into crisis.",
                ],
            ),
            (
                "The ministry said on Monday that the minister held talks, which ended late.",
                vec![
                    "The ministry said on Monday that the minister held talks,",
                    "which ended late.",
                ],
            ),
            (
                "She left after the talks ended.",
                vec!["She left", "after the talks ended."],
            ),
        ] {
            let article = sentence(text);
            let tokens = Tokens::of(&article);
            let found: Vec<_> = clauses(&tokens, 0..tokens.len())
                .into_iter()
                .map(|clause| tokens.span(clause.tokens).of(&article.text).to_owned())
                .collect();
            assert_eq!(found, wanted);
        }
    }
}
