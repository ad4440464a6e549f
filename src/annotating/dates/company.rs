//! Whether a word that is also a name or another word ("May", "second", "sat") stands where a date would.

use std::ops::Range;

use super::lookup::{Entry, TABLE, number};
use super::tense;
use super::units::Unit;
use super::words::Word;
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind, Token, Tokens};

/// A word among its neighbours.
struct Place<'a> {
    tokens: &'a Tokens<'a>,
    sentence: &'a Range<usize>,
    index: usize,
    /// The word before it, as the grammar sees it.
    before: Option<Word>,
    entry: Entry,
}

/// Whether a word that is also a name or another word stands where a date would.
pub(super) fn in_company(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    index: usize,
    before: Option<Word>,
    entry: Entry,
) -> bool {
    let place = Place {
        tokens,
        sentence,
        index,
        before,
        entry,
    };
    if place.is_numbered() {
        return true;
    }
    match entry.word {
        Word::Meridiem(_) => matches!(
            before,
            Some(Word::Amount | Word::Number(_) | Word::Digits(_))
        ),
        Word::Weekday(_) => place.fits_weekday(),
        Word::Month(_) => {
            place.fits_month() || (entry.company && place.qualifies()) || place.is_led()
        }
        Word::Season(_) => place.fits_season() || place.is_led(),
        _ => place.is_led(),
    }
}

impl Place<'_> {
    fn inside(&self, at: usize) -> bool {
        self.sentence.contains(&at)
    }

    /// What the word at a place is by itself.
    fn class(&self, at: usize) -> Option<Word> {
        self.inside(at)
            .then(|| TABLE.get(self.tokens.lower(at)).map(|entry| entry.word))?
    }

    fn class_before(&self, by: usize) -> Option<Word> {
        self.class(self.index.checked_sub(by)?)
    }

    /// Whether a word in lower case stands there.
    fn is_plain(&self, at: usize) -> bool {
        self.inside(at)
            && self
                .tokens
                .get(at)
                .is_some_and(|token| token.kind == Kind::Word && !token.is_capitalized())
    }

    /// Whether a day of a month or a year stands there.
    fn counts(&self, at: usize) -> bool {
        self.inside(at)
            && self.tokens.get(at).is_some_and(|token| {
                token.kind == Kind::Number
                    && matches!(
                        number(self.tokens.text(at)),
                        Word::Year(_) | Word::Digits(1..=31)
                    )
            })
    }

    /// Beside a number: "May 8", "8 May", "the 8th of May", "Sat. 8".
    fn is_numbered(&self) -> bool {
        let month = matches!(self.entry.word, Word::Month(_));
        let mut next = self.index + 1;
        if self.tokens.is(next, ".")
            || (self.tokens.is(next, ",") && matches!(self.entry.word, Word::Weekday(_)))
        {
            next += 1;
        }
        if month && (self.tokens.is(next, ",") || self.tokens.is(self.index + 1, "-")) {
            next += 1;
        }
        let of_number = self.tokens.is(self.index.saturating_sub(1), "of")
            && self
                .index
                .checked_sub(2)
                .and_then(|at| self.tokens.get(at))
                .is_some_and(|token| token.kind == Kind::Number || token.glued);
        self.counts(next)
            || matches!(self.before, Some(Word::Digits(1..=31) | Word::Suffix))
            || of_number
    }

    /// Before its month, or cut short behind a preposition: "Mon, Nov 3", "on Fri. in Lima".
    fn fits_weekday(&self) -> bool {
        let comma = usize::from(self.tokens.is(self.index + 1, ","));
        let dotted = self.tokens.is(self.index + 1, ".") && self.before == Some(Word::In);
        dotted || matches!(self.class(self.index + 1 + comma), Some(Word::Month(_)))
    }

    /// With its year or with another month: "May this year", "March and April", "from March to June".
    fn fits_month(&self) -> bool {
        let of_year = matches!(self.class(self.index + 1), Some(Word::Which(_)))
            && self.class(self.index + 2) == Some(Word::Unit(Unit::Year));
        let joins = |word| matches!(word, Some(Word::And | Word::Or | Word::To | Word::Comma));
        let dash = |at: usize| self.tokens.is(at, "-");
        let listed = (joins(self.before) || self.before == Some(Word::Dash))
            && matches!(self.class_before(2), Some(Word::Month(_)));
        let lists = (joins(self.class(self.index + 1))
            || self.tokens.is(self.index + 1, ",")
            || dash(self.index + 1))
            && matches!(self.class(self.index + 2), Some(Word::Month(_)));
        let begins = self.entry.company
            && matches!(self.before, Some(Word::Between | Word::From))
            && (joins(self.class(self.index + 1)) || dash(self.index + 1));
        of_year || listed || lists || begins
    }

    /// "the fall of 1989", "in the fall".
    fn fits_season(&self) -> bool {
        let dated = self.tokens.is(self.index + 1, "of") && self.counts(self.index + 2);
        dated
            || (self.before == Some(Word::The)
                && self.tokens.is(self.index.saturating_sub(2), "in"))
    }

    /// A month that qualifies a noun or is what a noun is for: "weak April sales", "set for May". Beside a
    /// capital it is a name, before a verb too ("but May said").
    fn qualifies(&self) -> bool {
        let name_before = self
            .index
            .checked_sub(1)
            .filter(|at| *at >= self.sentence.start)
            .and_then(|at| self.tokens.get(at))
            .is_some_and(Token::is_capitalized);
        let may = self.entry.word == Word::Month(5);
        // "Weak April sales" opens a sentence, "Mrs May" too.
        let second = self.index == self.sentence.start + 1;
        let next = self.index + 1;
        let small = |at: usize| {
            [
                Class::Auxiliary,
                Class::Saying,
                Class::Modal,
                Class::Preposition,
                Class::SubjectPronoun,
            ]
            .iter()
            .any(|class| self.tokens.does(at, *class))
        };
        let noun_behind = self.is_plain(next)
            && !small(next)
            && tense::cue(self.tokens, self.sentence, next).is_none();
        let begins = self.index == self.sentence.start;
        let after_for = self.before == Some(Word::For);
        (!name_before || second && !may) && ((noun_behind && !(may && begins)) || after_for)
    }

    /// Behind a preposition, "last", "early": "in May", "mid-March", "the end of March".
    fn is_led(&self) -> bool {
        let led = matches!(
            self.before,
            Some(
                Word::In
                    | Word::Since
                    | Word::Until
                    | Word::Through
                    | Word::By
                    | Word::Every
                    | Word::Which(_)
                    | Word::Part(_)
                    | Word::Dash
            )
        ) || (self.before == Some(Word::Of) && self.is_of_unit());
        let after_part = matches!(self.class_before(2), Some(Word::Part(_)));
        let dash_fits = self.before != Some(Word::Dash) || after_part;
        let dotted = self.tokens.is(self.index + 1, ".") && self.inside(self.index + 1);
        let season = matches!(self.entry.word, Word::Season(_));
        led && dash_fits && (self.entry.company || dotted || season)
    }

    /// Whether "the end", "the first week", "the last Monday" stands before the "of" before the word.
    fn is_of_unit(&self) -> bool {
        matches!(
            self.class_before(2),
            Some(
                Word::Part(_)
                    | Word::Unit(_)
                    | Word::Units(_)
                    | Word::Half
                    | Word::Weekday(_)
                    | Word::Daypart(_)
            )
        )
    }
}
