//! Whether a word that is also a name or another word ("May", "second", "sat") stands where a date would.

use std::ops::Range;

use super::units::Unit;
use super::words::{Entry, TABLE, Word, number};
use crate::annotating::tokens::{Kind, Tokens};

/// Whether a word that is also a name or another word stands where a date would.
pub(super) fn in_company(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    index: usize,
    before: Option<Word>,
    entry: Entry,
) -> bool {
    let mut next = index + 1;
    if tokens.is(next, ".") || (tokens.is(next, ",") && matches!(entry.word, Word::Weekday(_))) {
        next += 1;
    }
    if matches!(entry.word, Word::Month(_)) && tokens.is(next, ",") {
        next += 1;
    }
    let inside = |at: usize| sentence.contains(&at);
    if matches!(entry.word, Word::Month(_)) && inside(index + 2) {
        let class = |at| TABLE.get(tokens.lower(at)).map(|entry| entry.word);
        let of_year = matches!(class(index + 1), Some(Word::Which(_)))
            && class(index + 2) == Some(Word::Unit(Unit::Year));
        let dashed = tokens.is(index + 1, "-") && inside(index + 2);
        if of_year {
            return true;
        }
        if dashed {
            next = index + 2;
        }
    }
    let counts = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.kind == Kind::Number
                && matches!(
                    number(tokens.text(at)),
                    Word::Year(_) | Word::Digits(1..=31)
                )
        })
    };
    let numbered = (inside(next) && counts(next))
        || matches!(before, Some(Word::Digits(1..=31) | Word::Suffix))
        || (index > sentence.start + 1
            && tokens.is(index - 1, "of")
            && tokens
                .get(index - 2)
                .is_some_and(|token| token.kind == Kind::Number || token.glued));
    if numbered {
        return true;
    }
    if matches!(entry.word, Word::Weekday(_)) {
        // "Mon, Nov 3": the month that follows vouches for the day.
        let dotted = tokens.is(index + 1, ".") && before == Some(Word::In);
        return dotted
            || inside(next)
                && TABLE
                    .get(tokens.lower(next))
                    .is_some_and(|after| matches!(after.word, Word::Month(_)));
    }
    // "the fall of 1989"
    if matches!(entry.word, Word::Season(_)) && tokens.is(next, "of") && counts(next + 1) {
        return true;
    }
    let led = matches!(
        before,
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
    ) || (before == Some(Word::Of) && after_part_or_unit(tokens, index));
    let listed = matches!(before, Some(Word::And | Word::Or | Word::To | Word::Dash))
        && index >= 2
        && TABLE
            .get(tokens.lower(index - 2))
            .is_some_and(|entry| matches!(entry.word, Word::Month(_)));
    let begins_range = before == Some(Word::Between)
        || (before == Some(Word::From)
            && matches!(tokens.lower(index + 1), "to" | "until" | "through" | "-"));
    if listed || (begins_range && entry.company) {
        return true;
    }
    // "a March operation"
    let qualifies = matches!(before, Some(Word::A | Word::The | Word::Determiner))
        && tokens
            .get(index + 1)
            .is_some_and(|next| next.kind == Kind::Word && !next.is_capitalized());
    if qualifies && entry.company && matches!(entry.word, Word::Month(3 | 4)) {
        return true;
    }
    let dash_fits = before != Some(Word::Dash) || after_part(tokens, index);
    let dotted = tokens.is(index + 1, ".") && inside(index + 1);
    let season = matches!(entry.word, Word::Season(_));
    led && dash_fits && (entry.company || dotted || season)
}

/// Whether "the end of", "the first week of", "the last Monday of" stands before the token.
fn after_part_or_unit(tokens: &Tokens<'_>, index: usize) -> bool {
    let of_what = index
        .checked_sub(2)
        .and_then(|before| TABLE.get(tokens.lower(before)));
    of_what.is_some_and(|entry| {
        matches!(
            entry.word,
            Word::Part(_)
                | Word::Unit(_)
                | Word::Units(_)
                | Word::Half
                | Word::Weekday(_)
                | Word::Daypart(_)
        )
    })
}

/// Whether "mid-" stands before the token.
fn after_part(tokens: &Tokens<'_>, index: usize) -> bool {
    index >= 2
        && TABLE
            .get(tokens.lower(index - 2))
            .is_some_and(|entry| matches!(entry.word, Word::Part(_)))
}
