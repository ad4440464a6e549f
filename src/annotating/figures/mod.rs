//! Measured numbers: an article's tokens in; money, percentages, counts, durations and amounts out, each
//! with its unit, how it is hedged, which way it changes and what it measures.
//!
//! A number is read at one place (`numbers`, `shares`), given a unit (`units`, `money`,
//! `nouns`), refused where it measures nothing (`refusals`), and then its surroundings are read
//! (`hedges`, `change`, `measure`).

mod change;
mod digits;
mod fractions;
mod hedges;
mod line;
mod lone;
mod measure;
mod money;
mod nouns;
mod numbers;
mod pass;
mod refusals;
mod shares;
mod units;

#[cfg(test)]
mod cases;

use std::borrow::Cow;
use std::ops::Range;

use crate::annotating::tokens::Tokens;
use crate::span::Span;

use line::Line;
use pass::Pass;

/// A measured number, as one sentence gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The whole phrase: "just over 64 billion USD". The two ends of a range share theirs.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its sentence.
    pub sentence: usize,
    /// In base units: 45 000 000 000; always finite.
    pub value: f64,
    /// ISO 4217, "%", "people", "country", "year", "km", or the counted noun in the singular.
    pub unit: Cow<'static, str>,
    /// How the number is hedged.
    pub qualifier: Qualifier,
    /// Whether it is a change, and which way.
    pub direction: Option<Direction>,
    /// The words that say what is measured: "trade volume".
    pub measure: Option<Span>,
    /// Their text, white space folded; empty where not said.
    pub measure_text: String,
}

/// How a number is hedged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualifier {
    /// As it stands.
    #[default]
    Exact,
    /// "about", "some", "roughly", "nearly".
    About,
    /// "over", "more than".
    Over,
    /// "under", "less than".
    Under,
    /// "up to", "as many as".
    UpTo,
    /// "at least".
    AtLeast,
    /// "tens of thousands", "tens of millions".
    TensOf,
    /// "hundreds of …".
    HundredsOf,
    /// "thousands of …".
    ThousandsOf,
    /// "millions of …", and larger scales.
    MillionsOf,
}

impl Qualifier {
    /// Whether it gives an order of magnitude and no number.
    pub const fn is_vague(self) -> bool {
        matches!(
            self,
            Self::TensOf | Self::HundredsOf | Self::ThousandsOf | Self::MillionsOf
        )
    }
}

/// Which way a number changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Rises.
    Up,
    /// Falls.
    Down,
}

/// Every number of a text with its value, whether or not it measures anything; a share is a part of one.
pub fn numbers(tokens: &Tokens<'_>) -> Vec<(Span, f64)> {
    let mut found = Vec::new();
    for (_, _, range) in tokens.sentences() {
        let mut at = range.start;
        let line = Line { tokens, range };
        while at < line.range.end {
            let read = number(&line, at);
            at = read
                .as_ref()
                .map_or(at + 1, |(range, _)| range.end.max(at + 1));
            found.extend(read.map(|(range, value)| (tokens.span(range), value)));
        }
    }
    found
}

fn number(line: &Line<'_, '_>, at: usize) -> Option<(Range<usize>, f64)> {
    if !numbers::may_begin(line.get(at)?, line.lower(at)) && !matches!(line.lower(at), "a" | "an") {
        return None;
    }
    if let Some(share) = shares::read(line, at) {
        return Some((share.start..share.end, share.percent / 100.0));
    }
    let number =
        numbers::read(line, at, false).map(|number| (number.start..number.end, number.value));
    let part = fractions::read(line, at).map(|(value, end)| (at..end, value));
    let (range, value) = [part, number]
        .into_iter()
        .flatten()
        .max_by_key(|(range, _)| range.end)?;
    Some(match numbers::minus(line, range.start) {
        Some(start) => (start..range.end, -value),
        None => (range, value),
    })
}

/// Finds every figure of the sentences that may bear facts, in reading order. `timex_tokens` are the
/// tokens of dates, in reading order: no figure begins among them.
pub fn recognise(tokens: &Tokens<'_>, timex_tokens: &[Range<usize>]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut dates = timex_tokens.iter().peekable();
    for (sentence, _, range) in tokens
        .sentences()
        .filter(|(_, sentence, _)| sentence.kind.is_fact_bearing())
    {
        let mut pass = Pass {
            line: Line {
                tokens,
                range: range.clone(),
            },
            sentence,
            whole: range.clone(),
            last_currency: None,
            figures: &mut figures,
        };
        let mut at = range.start;
        while at < range.end {
            while dates.next_if(|date| date.end <= at).is_some() {}
            // What is read now ends where the next date begins.
            pass.line.range.end = range.end;
            if let Some(date) = dates.peek() {
                if date.start <= at {
                    at = date.end;
                    continue;
                }
                pass.line.range.end = range.end.min(date.start);
            }
            let begins = tokens
                .get(at)
                .is_some_and(|token| numbers::may_begin(token, tokens.lower(at)))
                || lone::may_begin(tokens.lower(at));
            at = if begins {
                pass.read(at).max(at + 1)
            } else {
                at + 1
            };
        }
    }
    figures
}
