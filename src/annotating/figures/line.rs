//! One sentence's tokens, with reads outside it answered by nothing.

use std::ops::Range;

use crate::annotating::tokens::{Kind, Shape, Token, Tokens};

/// The tokens of a sentence that a figure may be read from.
#[derive(Clone, Debug)]
pub(super) struct Line<'t, 'a> {
    pub tokens: &'t Tokens<'a>,
    pub range: Range<usize>,
}

impl<'t> Line<'t, '_> {
    pub fn get(&self, at: usize) -> Option<&'t Token> {
        if self.range.contains(&at) {
            self.tokens.get(at)
        } else {
            None
        }
    }

    /// The token in lower case; empty outside the sentence.
    pub fn lower(&self, at: usize) -> &'t str {
        if self.range.contains(&at) {
            self.tokens.lower(at)
        } else {
            ""
        }
    }

    /// The token as written; empty outside the sentence.
    pub fn text(&self, at: usize) -> &'t str {
        if self.range.contains(&at) {
            self.tokens.text(at)
        } else {
            ""
        }
    }

    /// Index of the token `count` places before; `None` where the sentence has begun.
    pub fn back(&self, at: usize, count: usize) -> Option<usize> {
        at.checked_sub(count)
            .filter(|index| self.range.contains(index))
    }

    /// The token `count` places before in lower case; empty where the sentence has begun.
    pub fn lower_back(&self, at: usize, count: usize) -> &'t str {
        self.back(at, count).map_or("", |index| self.lower(index))
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Number)
    }

    pub fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.glued)
    }

    pub fn is_capitalized(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_capitalized)
    }

    /// Whether the token is a word of lower-case letters.
    pub fn is_lower_word(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower)
    }

    /// Whether a hyphen joins the token before `at` to the one after it ("five-year").
    pub fn is_hyphen(&self, at: usize) -> bool {
        self.is(at, "-") && self.is_glued(at) && self.is_glued(at + 1)
    }

    /// Whether the tokens from `at` are these words.
    pub fn starts_with(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.is(at + offset, word))
    }

    /// The first token of these words where they end just before `at`.
    pub fn ends_with(&self, at: usize, words: &[&str]) -> Option<usize> {
        let start = self.back(at, words.len())?;
        self.starts_with(start, words).then_some(start)
    }
}
