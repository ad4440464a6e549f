//! Words in, expressions out: tries the grammar at every word and keeps what parses, left to right.

mod absolute;
mod around;
mod clock;
mod counted;
mod days;
mod line;
mod numeric;
mod periods;
mod ranges;
mod relative;
mod years;
use super::lookup;
use super::meaning::{Cue, Meaning, Named, Part, Reference, Which};
use super::tense::Cues;
use super::units::{Count, DayPart, Granularity, TimeOfDay, Unit};
use super::words::Word;
use super::{Place, Timex};
use crate::annotating::tokens::Tokens;
use around::{cue, hedged, is_attributive, share_year};
use line::{Line, Parsed, parsed, timed, vague};
use std::ops::Range;

/// Finds every temporal expression, in reading order, none overlapping.
pub(super) fn recognise(tokens: &Tokens<'_>) -> Vec<Timex> {
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    let mut ancient = false;
    for (sentence, _, range) in tokens.sentences() {
        if lookup::read(tokens, range.clone(), &mut buffer) {
            ancient |= buffer.contains(&Word::Era(true));
            let line = Line {
                words: &buffer,
                tokens,
                first: range.start,
                ancient,
                game: buffer.contains(&Word::Game),
            };
            scan(&line, sentence, &range, &mut found);
        }
    }
    found
}

/// An expression opens its sentence up to this word.
const OPENING: usize = 3;

/// A title has at most so many words and marks.
const TITLE: usize = 8;

fn scan(line: &Line<'_>, sentence: usize, range: &Range<usize>, found: &mut Vec<Timex>) {
    let mut start = 0;
    let mut before: Option<Parsed> = None;
    let mut cues: Option<Cues> = None;
    // Up to where quotation marks are counted, and how many there are.
    let (mut read, mut quotes) = (0, 0);
    while start < line.words.len() {
        // "April 24 and 28": the second day is of the month of the first.
        let next = before
            .take()
            .and_then(|last| ranges::next_day(line, start, &last))
            .or_else(|| expression(line, start).map(|parsed| (start, parsed)));
        let Some((from, parsed)) = next else {
            start += 1;
            continue;
        };
        start = from;
        before = Some(parsed);
        quotes += (read..start).filter(|index| line.is_quote(*index)).count();
        read = start;
        let (begin, hedge) = hedged(line, start, &parsed);
        let at = range.start + begin..range.start + parsed.end.max(start + 1);
        let attributive = is_attributive(line, start, &parsed);
        let cues = cues.get_or_insert_with(|| Cues::read(line.tokens, range));
        found.push(Timex {
            span: line.tokens.span(at.clone()),
            sentence,
            meaning: parsed.meaning,
            part: parsed.part,
            cue: if attributive {
                Cue::None
            } else {
                cue(line, begin)
            },
            tense: cues.around(line.tokens, &at),
            done: !attributive && cues.is_done(line.tokens, &at),
            quoted: quotes % 2 == 1,
            place: match (begin, line.words.len()) {
                (..=OPENING, _) => Place::Opening,
                (_, ..=TITLE) => Place::Title,
                _ => Place::Inside,
            },
            attributive,
            time: parsed.time,
            hedge,
            joint: parsed
                .joint
                .map(|(start, end)| range.start + start..range.start + end),
            tokens: at,
        });
        start = parsed.end.max(start + 1);
    }
    let from = found.partition_point(|timex| timex.sentence < sentence);
    if let Some(here) = found.get_mut(from..) {
        share_year(here, range);
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
        Word::Near if definite => match line.at(at + 1) {
            Word::Tense(reference) => Some(vague(at + 2, reference)),
            _ => None,
        },
        _ => core(line, at, definite).filter(|parsed| !definite || owns_article(line, at, parsed)),
    }
}

/// Whether "the" belongs to the expression, as in "the past year", and not to a noun after it, as in
/// "the 2015-2018 scheme".
fn owns_article(line: &Line<'_>, at: usize, parsed: &Parsed) -> bool {
    // "the May Day parade", "the 7 p.m. game"
    let named = matches!(line.at(at), Word::Holiday(_)) || parsed.meaning == Meaning::Clock;
    if named && line.is_lower_noun(parsed.end) {
        return false;
    }
    if matches!(line.at(at), Word::Which(Which::This | Which::Recent)) {
        return !matches!(parsed.meaning, Meaning::Reference(..));
    }
    matches!(
        line.at(at),
        Word::Which(_)
            | Word::Ordinal(_)
            | Word::Daypart(_)
            | Word::Tense(_)
            | Word::Moment
            | Word::Unit(_)
            | Word::Units(_)
    ) || line.at(at + 1) == Word::Suffix
        || !matches!(
            parsed.meaning,
            Meaning::Date(_)
                | Meaning::Range(..)
                | Meaning::Weekday { .. }
                | Meaning::Weekdays(..)
                | Meaning::Duration { .. }
                | Meaning::Durations(..)
                | Meaning::Sum(..)
                | Meaning::Set { .. }
                | Meaning::Reference(..)
        )
}

/// After "early", "late", "mid", "the end": the period that the part is of.
fn parted(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
    // "the latter half of 2008", "the early days of 1944", "the early morning hours of 30 April"
    if part == Part::Late && line.at(at) == Word::Half {
        return periods::ordinal(line, at - 1, 2);
    }
    let spread = matches!(line.at(at), Word::Units(_) | Word::Half | Word::Share);
    let at = at + usize::from(spread && line.at(at + 1) == Word::Of);
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
        core(line, at, true).or_else(|| periods::bare_unit(line, at))
    } else {
        core(line, at, false).or_else(|| match line.at(at) {
            // "early morning hours of 30 April"
            Word::Daypart(part) => days::part_of_day(line, at, part),
            _ => None,
        })
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
            | Meaning::Clock
            | Meaning::Spoken(_)
            | Meaning::Shift { .. }
    );
    fits.then_some(Parsed {
        part: Some(part),
        ..inner
    })
}

/// After "earlier" and "later": "earlier this week", "later on Saturday", "later in the day".
fn shifted(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
    let inside = line.at(at) == Word::In;
    let at = at + usize::from(inside);
    let definite = inside && line.at(at) == Word::The;
    let spoken = || match line.at(at + 1) {
        Word::Unit(unit) if definite => Some(parsed(at + 2, Meaning::Spoken(unit))),
        _ => None,
    };
    let inner = core(line, at + usize::from(definite), definite).or_else(spoken)?;
    match inner.meaning {
        Meaning::Unit { .. } | Meaning::Months { .. } | Meaning::Spoken(_) => Some(Parsed {
            part: Some(part),
            ..inner
        }),
        Meaning::Weekday { .. }
        | Meaning::Today(_)
        | Meaning::Date(_)
        | Meaning::Clock
        | Meaning::Shift { .. } => Some(inner),
        _ => None,
    }
}

/// An expression without "early" and the like, with its time of day; `definite` after "the".
fn core(line: &Line<'_>, at: usize, definite: bool) -> Option<Parsed> {
    if let Some(clock) = clock::expression(line, at) {
        return Some(clock);
    }
    let day = bare(line, at, definite)?;
    let is_day = day.time.is_none()
        && day.joint.is_none()
        && day.meaning.granularity() == Granularity::Day
        && matches!(
            day.meaning,
            Meaning::Date(_)
                | Meaning::Weekday { .. }
                | Meaning::Today(_)
                | Meaning::Shift { count: Some(_), .. }
                | Meaning::Holiday { .. }
        );
    if !is_day {
        return Some(day);
    }
    if let Word::Daypart(part) = line.at(day.end) {
        let time = Some(TimeOfDay::Part(part));
        return Some(Parsed {
            end: day.end + 1,
            time,
            ..day
        });
    }
    Some(match clock::after_day(line, day.end) {
        Some((end, time)) => Parsed {
            end,
            time: Some(time),
            ..day
        },
        None => day,
    })
}

/// One of a unit.
const ONE: Option<Count> = Some(Count::whole(1));

/// Whether a word of time is part of a name: "June Ellis", "the Sunday Times", "White Christmas", "the daily
/// El País".
fn is_part_of_name(line: &Line<'_>, at: usize) -> bool {
    let before = line.before(at);
    let name_behind = line.at(at + 1).is_common() && line.capitalized(at + 1);
    match line.at(at) {
        Word::Month(_) => matches!(before, Word::Edge | Word::Other) && name_behind,
        Word::Weekday(_) => {
            before == Word::The && name_behind || matches!(before, Word::Holiday(_))
        }
        // "the Good Friday Agreement"
        Word::Holiday(named) => {
            let behind = at + named.tokens;
            before == Word::Other && line.capitalized(at - 1)
                || line.at(behind).is_common() && line.capitalized(behind)
        }
        Word::Frequency(_) => {
            name_behind || line.at(at + 1) == Word::Comma && before == Word::Other
        }
        _ => false,
    }
}

/// "now", "soon", "the future", "at present", "at the moment".
fn reference(line: &Line<'_>, at: usize, definite: bool) -> Option<Parsed> {
    let led = |index: usize| {
        index
            .checked_sub(1)
            .is_some_and(|before| line.lower(before) == "at")
    };
    let closes = line.closes(at + 1);
    match line.at(at) {
        // "as soon as", "shortly after the talks"
        Word::Reference(..)
            if matches!(line.at(at + 1), Word::Before | Word::After | Word::Later)
                || at > 0 && line.lower(at - 1) == "as" =>
        {
            None
        }
        Word::Reference(reference, habit) => {
            Some(parsed(at + 1, Meaning::Reference(reference, habit)))
        }
        Word::Tense(Reference::Future) => {
            (!definite || closes).then(|| vague(at + 1, Reference::Future))
        }
        Word::Tense(reference) => (led(at) || definite && closes).then(|| vague(at + 1, reference)),
        Word::Moment => {
            (definite && led(at - 1) && closes).then(|| vague(at + 1, Reference::Present))
        }
        _ => None,
    }
}

/// An expression without its time of day.
fn bare(line: &Line<'_>, at: usize, definite: bool) -> Option<Parsed> {
    if is_part_of_name(line, at) {
        return None;
    }
    match line.at(at) {
        Word::Year(_) => absolute::dated(line, at).or_else(|| counted::counted(line, at)),
        Word::Month(_) | Word::Era(false) => absolute::dated(line, at),
        Word::Amount | Word::Number(_) => {
            absolute::dated(line, at).or_else(|| counted::counted(line, at))
        }
        Word::Digits(number) => absolute::dated(line, at)
            .or_else(|| counted::counted(line, at))
            .or_else(|| match line.at(at + 1) {
                Word::Suffix => periods::ordinal(line, at + 1, number),
                _ => None,
            })
            .or_else(|| definite.then(|| absolute::day_alone(line, at)).flatten()),
        Word::Possessive => years::short_year(line, at),
        Word::Weekday(day) => Some(days::weekday(line, at, day)),
        Word::Weekdays(day) => Some(parsed(at + 1, Meaning::Each(Named::Weekday(day)))),
        Word::Season(season) => periods::season(line, at, season),
        Word::Today(offset) => Some(parsed(at + 1, Meaning::Today(offset))),
        Word::Tonight => Some(timed(
            at + 1,
            Meaning::Today(0),
            TimeOfDay::Part(DayPart::Night),
        )),
        Word::Overnight => Some(timed(
            at + 1,
            Meaning::Overnight,
            TimeOfDay::Part(DayPart::Night),
        )),
        Word::Which(which) => relative::which(line, at, which, definite),
        Word::Ordinal(number) => periods::ordinal(line, at, number),
        Word::Decade(year) if definite => Some(parsed(at + 1, Meaning::Decade(year))),
        Word::Eve if definite => days::eve(line, at),
        Word::Holiday(named) => Some(days::holiday(line, at, named)),
        Word::Daypart(part) if !definite => days::dawn_of(line, at, part),
        Word::Daypart(part) => {
            days::part_of_day(line, at, part).or_else(|| relative::definite_unit(line, at))
        }
        Word::Unit(_) => periods::compound(line, at)
            .or_else(|| counted::counted(line, at))
            .or_else(|| {
                definite
                    .then(|| relative::definite_unit(line, at))
                    .flatten()
            }),
        Word::Every => counted::every(line, at),
        Word::Frequency(unit) => Some(parsed(at + 1, Meaning::Set { count: ONE, unit })),
        Word::Lengthy(unit) => Some(parsed(at + 1, Meaning::Duration { count: ONE, unit })),
        // "the full year"
        Word::Full if definite => match line.at(at + 1) {
            Word::Unit(unit @ (Unit::Year | Unit::Quarter)) => {
                Some(parsed(at + 2, Meaning::Spoken(unit)))
            }
            _ => None,
        },
        // "over the years"
        Word::Units(unit) if definite && at > 1 && line.at(at - 2) == Word::Over => {
            Some(parsed(at + 1, Meaning::Duration { count: None, unit }))
        }
        Word::A | Word::Few | Word::Units(_) | Word::More | Word::Another | Word::Half => {
            counted::counted(line, at)
        }
        // "the fiscal year"
        Word::Fiscal
            if definite && line.at(at + 1) == Word::Unit(Unit::Year) && line.closes(at + 2) =>
        {
            Some(parsed(at + 2, Meaning::Spoken(Unit::Year)))
        }
        Word::Fiscal | Word::Q => periods::business(line, at),
        Word::Reference(..) | Word::Tense(_) | Word::Moment => reference(line, at, definite),
        _ => None,
    }
}
