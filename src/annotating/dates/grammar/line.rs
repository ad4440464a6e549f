//! The words of a sentence to read from, and the expression read.

use super::super::meaning::{Habit, Meaning, Part, Reference};
use super::super::units::TimeOfDay;
use super::super::words::Word;
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind, Tokens};

/// The words of one sentence, and the tokens behind them.
pub(super) struct Line<'a> {
    pub(super) words: &'a [Word],
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) first: usize,
    /// Whether the text counts years before the common era.
    pub(super) ancient: bool,
    /// Whether the sentence tells of a game, which has halves and quarters of its own.
    pub(super) game: bool,
}

impl Line<'_> {
    pub(super) fn at(&self, index: usize) -> Word {
        self.words.get(index).copied().unwrap_or(Word::Edge)
    }

    pub(super) fn before(&self, index: usize) -> Word {
        index.checked_sub(1).map_or(Word::Edge, |at| self.at(at))
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.tokens.lower(self.first + index)
    }

    pub(super) fn glued(&self, index: usize) -> bool {
        self.tokens
            .get(self.first + index)
            .is_some_and(|token| token.glued)
    }

    pub(super) fn capitalized(&self, index: usize) -> bool {
        self.tokens
            .get(self.first + index)
            .is_some_and(crate::annotating::tokens::Token::is_capitalized)
    }

    pub(super) fn is_word(&self, index: usize) -> bool {
        index < self.words.len()
            && self
                .tokens
                .get(self.first + index)
                .is_some_and(|token| token.kind == Kind::Word)
    }

    pub(super) fn is_quote(&self, index: usize) -> bool {
        self.at(index) == Word::Mark && self.lower(index) == "\""
    }

    /// Whether a word in lower case stands here that is no verb in a plain past form.
    pub(super) fn is_lower_noun(&self, index: usize) -> bool {
        self.is_word(index) && !self.capitalized(index) && !self.lower(index).ends_with("ed")
    }

    /// Whether "is", "has", "will" stands here.
    pub(super) fn is_auxiliary(&self, index: usize) -> bool {
        self.tokens.does(self.first + index, Class::Auxiliary)
    }

    /// Whether "ended", "ending" stands here.
    pub(super) fn ends(&self, index: usize) -> bool {
        self.tokens.does(self.first + index, Class::Ending)
    }

    /// Whether the word stands behind "will", "could", "to".
    pub(super) fn follows_modal(&self, index: usize) -> bool {
        index > 0 && self.tokens.does(self.first + index - 1, Class::Modal)
    }

    /// Whether a subject begins here ("he", "the army").
    pub(super) fn begins_subject(&self, index: usize) -> bool {
        let token = self.first + index;
        index < self.words.len()
            && (self.tokens.does(token, Class::SubjectPronoun)
                || self.tokens.does(token, Class::Determiner))
    }

    /// Whether the clause ends here, or a new one begins.
    pub(super) fn closes(&self, index: usize) -> bool {
        match self.at(index) {
            Word::Edge
            | Word::Mark
            | Word::Comma
            | Word::Stop
            | Word::Closing
            | Word::Opening
            | Word::And
            | Word::Or
            | Word::Dash
            | Word::In => true,
            Word::Other => matches!(
                self.lower(index),
                "where" | "when" | "which" | "who" | "that" | "but" | "as" | "said" | "had" | "was"
            ),
            _ => false,
        }
    }
}

/// An expression: one past its last word, and what it says.
#[derive(Clone, Copy)]
pub(super) struct Parsed {
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    pub(super) part: Option<Part>,
    pub(super) time: Option<TimeOfDay>,
    /// The words between the two ends of a range.
    pub(super) joint: Option<(usize, usize)>,
}

/// A range whose ends are joined by these words.
pub(super) const fn ranged(end: usize, joint: (usize, usize), meaning: Meaning) -> Parsed {
    Parsed {
        joint: Some(joint),
        ..parsed(end, meaning)
    }
}

/// An expression that names a time of day.
pub(super) const fn timed(end: usize, meaning: Meaning, time: TimeOfDay) -> Parsed {
    Parsed {
        time: Some(time),
        ..parsed(end, meaning)
    }
}

pub(super) const fn parsed(end: usize, meaning: Meaning) -> Parsed {
    Parsed {
        end,
        meaning,
        part: None,
        time: None,
        joint: None,
    }
}

/// A vague reference that every annotator marks.
pub(super) const fn vague(end: usize, reference: Reference) -> Parsed {
    parsed(end, Meaning::Reference(reference, Habit::Any))
}
