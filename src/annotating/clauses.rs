//! The tokens of a sentence in, its clauses out: contiguous, in order, together the whole sentence.

use std::ops::Range;

use crate::annotating::tokens::{Kind, Tokens};

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
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    let mut subordinate =
        sentence.start < sentence.end && opens_subordinate(tokens, sentence.start);
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
    let previous = tokens.lower(before);
    if matches!(previous, ";" | ":") || (previous == "-" && is_dash(tokens, before)) {
        return Some(opens_subordinate(tokens, at));
    }
    if previous == "," && opens_subordinate(tokens, start) {
        return Some(opens_subordinate(tokens, at));
    }
    let word = tokens.lower(at);
    if previous == "," {
        let coordinated = matches!(word, "and" | "but" | "or" | "then" | "so" | "yet")
            && !tokens
                .get(at + 1)
                .is_some_and(crate::annotating::tokens::Token::is_capitalized);
        let participle = word.len() > 4 && word.ends_with("ing");
        if opens_subordinate(tokens, at) || coordinated || participle {
            return Some(!coordinated);
        }
        return None;
    }
    let subordinator = matches!(
        word,
        "after"
            | "before"
            | "while"
            | "when"
            | "because"
            | "although"
            | "though"
            | "unless"
            | "whereas"
            | "which"
            | "who"
            | "whose"
            | "where"
            | "if"
            | "following"
            | "amid"
    );
    let that = word == "that" && is_saying(previous);
    // "since the founding of X", but not "since 1992".
    let since = word == "since"
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == Kind::Word);
    (subordinator || that || since).then_some(true)
}

/// Whether a word opens a clause that hangs on another, or an opening that its comma closes
/// ("Following the collapse of X, …").
fn opens_subordinate(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(
        tokens.lower(at),
        "who"
            | "which"
            | "whose"
            | "whom"
            | "where"
            | "while"
            | "when"
            | "after"
            | "before"
            | "although"
            | "though"
            | "because"
            | "since"
            | "as"
            | "if"
            | "unless"
            | "whereas"
            | "following"
            | "with"
            | "amid"
            | "despite"
            | "including"
            | "that"
            | "during"
            | "until"
            | "whether"
    )
}

pub(super) fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "told"
            | "reported"
            | "announced"
            | "noted"
            | "added"
            | "noting"
            | "saying"
            | "stressed"
            | "warned"
            | "believes"
            | "believed"
            | "hoped"
            | "adding"
            | "means"
            | "meant"
    )
}

/// A dash between words, not a hyphen inside or between them ("Central Asia - Russia").
fn is_dash(tokens: &Tokens<'_>, at: usize) -> bool {
    let glued = |index: usize| tokens.get(index).is_some_and(|token| token.glued);
    let doubled = tokens.is(at.saturating_sub(1), "-") && glued(at);
    let is_mark = tokens.get(at).is_some_and(|token| token.kind == Kind::Mark);
    is_mark && (doubled || (tokens.text(at) != "-" && !(glued(at) && glued(at + 1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotating::tests::article;

    #[test]
    fn cuts_sentences_into_clauses() {
        for (text, wanted) in [
            (
                "Following the collapse of the union, the state was engulfed in war.",
                vec![
                    "Following the collapse of the union,",
                    "the state was engulfed in war.",
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
            let article = article(text);
            let tokens = Tokens::of(&article);
            let found: Vec<_> = clauses(&tokens, 0..tokens.len())
                .into_iter()
                .map(|clause| tokens.span(clause.tokens).of(&article.text).to_owned())
                .collect();
            assert_eq!(found, wanted);
        }
    }
}
