//! Words in, expressions out: tries the grammar at every word and keeps what parses, left to right.

mod absolute;
mod counted;
mod numeric;
mod relative;

use std::ops::Range;

use super::meaning::{CalendarDate, Cue, Granularity, Meaning, Part, Tense, Unit, Which, YearRef};
use super::words::{self, Word};
use super::{Timex, tense};
use crate::annotating::tokens::{Kind, Tokens};

/// The words of one sentence, and the tokens behind them.
pub(super) struct Line<'a> {
    words: &'a [Word],
    tokens: &'a Tokens<'a>,
    first: usize,
}

impl Line<'_> {
    fn at(&self, index: usize) -> Word {
        self.words.get(index).copied().unwrap_or(Word::Edge)
    }

    fn before(&self, index: usize) -> Word {
        index.checked_sub(1).map_or(Word::Edge, |at| self.at(at))
    }

    fn lower(&self, index: usize) -> &str {
        self.tokens.lower(self.first + index)
    }

    fn glued(&self, index: usize) -> bool {
        self.tokens
            .get(self.first + index)
            .is_some_and(|token| token.glued)
    }

    fn capitalized(&self, index: usize) -> bool {
        self.tokens
            .get(self.first + index)
            .is_some_and(crate::annotating::tokens::Token::is_capitalized)
    }

    fn is_word(&self, index: usize) -> bool {
        index < self.words.len()
            && self
                .tokens
                .get(self.first + index)
                .is_some_and(|token| token.kind == Kind::Word)
    }

    /// Whether a word in lower case stands here that is no verb in a plain past form.
    fn is_lower_noun(&self, index: usize) -> bool {
        self.is_word(index) && !self.capitalized(index) && !self.lower(index).ends_with("ed")
    }

    /// Whether the clause ends here, or a new one begins.
    fn closes(&self, index: usize) -> bool {
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
struct Parsed {
    end: usize,
    meaning: Meaning,
    part: Option<Part>,
}

const fn parsed(end: usize, meaning: Meaning) -> Parsed {
    Parsed {
        end,
        meaning,
        part: None,
    }
}

/// Finds every temporal expression, in reading order, none overlapping.
pub(super) fn recognise(tokens: &Tokens<'_>) -> Vec<Timex> {
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    for (sentence, _, range) in tokens.sentences() {
        if words::read(tokens, range.clone(), &mut buffer) {
            let line = Line {
                words: &buffer,
                tokens,
                first: range.start,
            };
            scan(&line, sentence, &range, &mut found);
        }
    }
    found
}

fn scan(line: &Line<'_>, sentence: usize, range: &Range<usize>, found: &mut Vec<Timex>) {
    let mut start = 0;
    while start < line.words.len() {
        let Some(parsed) = expression(line, start) else {
            start += 1;
            continue;
        };
        let at = range.start + start..range.start + parsed.end.max(start + 1);
        let attributive = is_attributive(line, start, &parsed);
        found.push(Timex {
            span: line.tokens.span(at.clone()),
            sentence,
            meaning: parsed.meaning,
            part: parsed.part,
            cue: if attributive {
                Cue::None
            } else {
                cue(line, start)
            },
            tense: tense::of(line.tokens, range, &at),
            quoted: is_quoted(line, start),
            attributive,
            tokens: at,
        });
        start = parsed.end.max(start + 1);
    }
    let from = found.partition_point(|timex| timex.sentence < sentence);
    if let Some(here) = found.get_mut(from..) {
        share_year(here, range);
    }
}

/// "Next year's forum takes place from July 2 to 4", "in Lima next year, on June 3": the day is of
/// the year named before it.
fn share_year(here: &mut [Timex], range: &Range<usize>) {
    for index in 1..here.len() {
        let (before, rest) = here.split_at_mut(index);
        let (Some(year), Some(timex)) = (before.last(), rest.first_mut()) else {
            return;
        };
        let Meaning::Unit {
            unit: Unit::Year,
            which,
            ..
        } = year.meaning
        else {
            continue;
        };
        let by = match which {
            Which::Next => 1,
            Which::Last => -1,
            _ => continue,
        };
        let agrees = (timex.tense == Tense::Past) == (by < 0);
        let opens = year.attributive && year.tokens.start <= range.start + 1 && agrees;
        let beside = !year.attributive && timex.tokens.start <= year.tokens.end + 2;
        if !opens && !beside {
            continue;
        }
        let of_year = |date: &mut CalendarDate| {
            if date.year == YearRef::Missing {
                date.year = YearRef::Offset(by);
            }
        };
        match &mut timex.meaning {
            Meaning::Date(date) => of_year(date),
            Meaning::Range(first, last) => {
                of_year(first);
                of_year(last);
            }
            _ => {}
        }
    }
}

/// The expression that begins at a word.
fn expression(line: &Line<'_>, start: usize) -> Option<Parsed> {
    let (at, definite) = match line.at(start) {
        Word::The => (start + 1, true),
        Word::Edge | Word::Other | Word::Mark | Word::Comma | Word::Stop => return None,
        _ => (start, false),
    };
    match line.at(at) {
        Word::Part(part) => parted(line, at + 1, part),
        Word::Earlier => shifted(line, at + 1, Part::SoFar),
        Word::Later => shifted(line, at + 1, Part::StillToCome),
        _ => core(line, at, definite).filter(|parsed| !definite || owns_article(line, at, parsed)),
    }
}

/// Whether "the" belongs to the expression, as in "the past year", and not to a noun after it, as in
/// "the 2015-2018 scheme".
fn owns_article(line: &Line<'_>, at: usize, parsed: &Parsed) -> bool {
    matches!(line.at(at), Word::Which(_) | Word::Ordinal(_))
        || !matches!(
            parsed.meaning,
            Meaning::Date(_)
                | Meaning::Range(..)
                | Meaning::Weekday { .. }
                | Meaning::Weekdays(..)
                | Meaning::Duration { .. }
                | Meaning::Set { .. }
                | Meaning::Reference(_)
        )
}

/// After "early", "late", "mid", "the end": the period that the part is of.
fn parted(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
    let dashed = line.at(at) == Word::Dash && line.glued(at);
    let of = line.at(at) == Word::Of;
    let inside = line.at(at) == Word::In && matches!(part, Part::Early | Part::Late);
    let edge = matches!(part, Part::Start | Part::End);
    if edge && !of {
        return None;
    }
    let at = at + usize::from(dashed || of || inside);
    let definite = line.at(at) == Word::The;
    let at = at + usize::from(definite);
    let inner = if definite {
        core(line, at, true).or_else(|| relative::bare_unit(line, at))
    } else {
        core(line, at, false)
    }?;
    let fits = matches!(
        inner.meaning,
        Meaning::Date(_)
            | Meaning::Weekday { .. }
            | Meaning::Unit { .. }
            | Meaning::Decade(_)
            | Meaning::Century(_)
            | Meaning::Season { .. }
            | Meaning::Months { .. }
            | Meaning::Today(_)
    );
    fits.then_some(Parsed {
        part: Some(part),
        ..inner
    })
}

/// After "earlier" and "later": "earlier this week", "later on Saturday".
fn shifted(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
    let at = at + usize::from(line.at(at) == Word::In);
    let inner = core(line, at, false)?;
    match inner.meaning {
        Meaning::Unit { .. } | Meaning::Months { .. } => Some(Parsed {
            part: Some(part),
            ..inner
        }),
        Meaning::Weekday { .. } | Meaning::Today(_) | Meaning::Date(_) => Some(inner),
        _ => None,
    }
}

/// An expression without "early" and the like; `definite` after "the".
fn core(line: &Line<'_>, at: usize, definite: bool) -> Option<Parsed> {
    match line.at(at) {
        Word::Year(_) | Word::Month(_) => absolute::dated(line, at),
        Word::Amount => absolute::dated(line, at).or_else(|| counted::counted(line, at)),
        Word::Digits(number) => absolute::dated(line, at)
            .or_else(|| counted::counted(line, at))
            .or_else(|| match line.at(at + 1) {
                Word::Suffix => relative::ordinal(line, at + 1, number),
                _ => None,
            }),
        Word::Weekday(day) => Some(relative::weekday(line, at, day)),
        Word::Weekdays => Some(parsed(
            at + 1,
            Meaning::Set {
                count: 1,
                unit: Unit::Week,
            },
        )),
        Word::Season(season) => relative::season(line, at, season),
        Word::Today(offset) => Some(relative::today(line, at, offset)),
        Word::Which(which) => relative::which(line, at, which, definite),
        Word::Ordinal(number) => relative::ordinal(line, at, number),
        Word::Fiscal | Word::Q => relative::business(line, at),
        Word::Eve if definite => relative::eve(line, at),
        Word::Unit(_) | Word::Daypart if definite => relative::definite_unit(line, at),
        Word::Number(_) | Word::A | Word::Few | Word::Units(_) => counted::counted(line, at),
        Word::Every => counted::every(line, at),
        Word::Frequency(unit) => Some(parsed(at + 1, Meaning::Set { count: 1, unit })),
        // "shortly after" tells of an event.
        Word::Reference(_) if matches!(line.at(at + 1), Word::Before | Word::After) => None,
        Word::Reference(reference) => Some(parsed(at + 1, Meaning::Reference(reference))),
        _ => None,
    }
}

/// Whether a quotation that began in this sentence is still open.
fn is_quoted(line: &Line<'_>, start: usize) -> bool {
    (0..start)
        .filter(|index| line.at(*index) == Word::Mark && line.lower(*index) == "\"")
        .count()
        % 2
        == 1
}

/// The preposition before the expression.
fn cue(line: &Line<'_>, start: usize) -> Cue {
    let at = match line.before(start) {
        Word::The | Word::Determiner => start.saturating_sub(1),
        _ => start,
    };
    match line.before(at) {
        Word::In | Word::Between => Cue::In,
        Word::Since => Cue::Since,
        Word::From => Cue::From,
        Word::Until | Word::Through => Cue::Until,
        Word::By => Cue::By,
        Word::Before => Cue::Before,
        Word::After => Cue::After,
        Word::For | Word::Over | Word::Within => Cue::Over,
        _ => Cue::None,
    }
}

/// Whether the expression belongs to the noun that follows it.
fn is_attributive(line: &Line<'_>, start: usize, parsed: &Parsed) -> bool {
    if line.at(parsed.end) == Word::Possessive {
        return true;
    }
    let noun_follows = line.at(parsed.end) == Word::Other
        && line.is_word(parsed.end)
        && matches!(
            parsed.meaning,
            Meaning::Date(_)
                | Meaning::Range(..)
                | Meaning::Weekday { .. }
                | Meaning::Season { .. }
                | Meaning::Months { .. }
        );
    // A year with no preposition before it and a noun after it can be nothing else.
    let bare_year = matches!(line.before(start), Word::Other)
        && parsed.meaning.granularity() == Granularity::Year
        && line.is_lower_noun(parsed.end);
    noun_follows
        && match line.before(start) {
            _ if bare_year => true,
            Word::The | Word::A | Word::Determiner | Word::Possessive | Word::Which(_) => true,
            Word::Edge | Word::Mark => {
                matches!(parsed.meaning, Meaning::Date(_)) && line.capitalized(parsed.end)
            }
            _ => false,
        }
}
