//! Words in, expressions out: tries the grammar at every word and keeps what parses, left to right.

mod absolute;
mod clock;
mod counted;
mod numeric;
mod relative;

use std::ops::Range;

use super::Timex;
use super::meaning::{
    CalendarDate, Count, Cue, DayPart, Granularity, Habit, Hedge, Meaning, Named, Part, Reference,
    Tense, TimeOfDay, Unit, Which, YearRef,
};
use super::tense::Cues;
use super::words::{self, Word};
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind, Tokens};

/// The words of one sentence, and the tokens behind them.
pub(super) struct Line<'a> {
    words: &'a [Word],
    tokens: &'a Tokens<'a>,
    first: usize,
    /// Whether the text counts years before the common era.
    ancient: bool,
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

    fn is_quote(&self, index: usize) -> bool {
        self.at(index) == Word::Mark && self.lower(index) == "\""
    }

    /// Whether a word in lower case stands here that is no verb in a plain past form.
    fn is_lower_noun(&self, index: usize) -> bool {
        self.is_word(index) && !self.capitalized(index) && !self.lower(index).ends_with("ed")
    }

    /// Whether a subject begins here ("he", "the army").
    fn begins_subject(&self, index: usize) -> bool {
        let token = self.first + index;
        index < self.words.len()
            && (self.tokens.does(token, Class::SubjectPronoun)
                || self.tokens.does(token, Class::Determiner))
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
    time: Option<TimeOfDay>,
    /// The words between the two ends of a range.
    joint: Option<(usize, usize)>,
}

/// A range whose ends are joined by these words.
const fn ranged(end: usize, joint: (usize, usize), meaning: Meaning) -> Parsed {
    Parsed {
        joint: Some(joint),
        ..parsed(end, meaning)
    }
}

/// An expression that names a time of day.
const fn timed(end: usize, meaning: Meaning, time: TimeOfDay) -> Parsed {
    Parsed {
        time: Some(time),
        ..parsed(end, meaning)
    }
}

const fn parsed(end: usize, meaning: Meaning) -> Parsed {
    Parsed {
        end,
        meaning,
        part: None,
        time: None,
        joint: None,
    }
}

/// Finds every temporal expression, in reading order, none overlapping.
pub(super) fn recognise(tokens: &Tokens<'_>) -> Vec<Timex> {
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    let mut ancient = false;
    for (sentence, _, range) in tokens.sentences() {
        if words::read(tokens, range.clone(), &mut buffer) {
            ancient |= buffer.contains(&Word::Era(true));
            let line = Line {
                words: &buffer,
                tokens,
                first: range.start,
                ancient,
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
            .and_then(|last| absolute::next_day(line, start, &last))
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
            tense: cues
                .get_or_insert_with(|| Cues::read(line.tokens, range))
                .around(line.tokens, &at),
            quoted: quotes % 2 == 1,
            opens: begin <= OPENING || line.words.len() <= TITLE,
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
    ) || line.at(at + 1) == Word::Suffix
        || !matches!(
            parsed.meaning,
            Meaning::Date(_)
                | Meaning::Range(..)
                | Meaning::Weekday { .. }
                | Meaning::Weekdays(..)
                | Meaning::Duration { .. }
                | Meaning::Durations(..)
                | Meaning::Set { .. }
                | Meaning::Reference(..)
        )
}

/// After "early", "late", "mid", "the end": the period that the part is of.
fn parted(line: &Line<'_>, at: usize, part: Part) -> Option<Parsed> {
    // "the latter half of 2008", "the early days of 1944", "the early morning hours of 30 April"
    if part == Part::Late && line.lower(at) == "half" {
        return relative::ordinal(line, at - 1, 2);
    }
    let spread = matches!(line.at(at), Word::Units(_) | Word::Half) || line.lower(at) == "part";
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
        core(line, at, true).or_else(|| relative::bare_unit(line, at))
    } else {
        core(line, at, false).or_else(|| match line.at(at) {
            // "early morning hours of 30 April"
            Word::Daypart(part) => relative::part_of_day(line, at, part),
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
        Meaning::Unit { .. } | Meaning::Months { .. } => Some(Parsed {
            part: Some(part),
            ..inner
        }),
        Meaning::Weekday { .. }
        | Meaning::Today(_)
        | Meaning::Date(_)
        | Meaning::Spoken(_)
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
                | Meaning::Shift { .. }
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

/// An expression without its time of day.
fn bare(line: &Line<'_>, at: usize, definite: bool) -> Option<Parsed> {
    match line.at(at) {
        Word::Year(_) => absolute::dated(line, at).or_else(|| counted::counted(line, at)),
        // "June Ellis will lead": a name.
        Word::Month(_)
            if matches!(line.before(at), Word::Edge | Word::Other)
                && line.at(at + 1) == Word::Other
                && line.capitalized(at + 1) =>
        {
            None
        }
        Word::Month(_) | Word::Era(false) => absolute::dated(line, at),
        Word::Amount | Word::Number(_) => {
            absolute::dated(line, at).or_else(|| counted::counted(line, at))
        }
        Word::Digits(number) => absolute::dated(line, at)
            .or_else(|| counted::counted(line, at))
            .or_else(|| match line.at(at + 1) {
                Word::Suffix => relative::ordinal(line, at + 1, number),
                _ => None,
            })
            .or_else(|| definite.then(|| absolute::day_alone(line, at)).flatten()),
        Word::Possessive => absolute::short_year(line, at),
        // "the Sunday Times"
        Word::Weekday(_)
            if line.before(at) == Word::The
                && line.at(at + 1) == Word::Other
                && line.capitalized(at + 1) =>
        {
            None
        }
        Word::Weekday(day) => Some(relative::weekday(line, at, day)),
        Word::Weekdays(day) => Some(parsed(at + 1, Meaning::Each(Named::Weekday(day)))),
        Word::Season(season) => relative::season(line, at, season),
        Word::Today(offset) => Some(parsed(at + 1, Meaning::Today(offset))),
        Word::Tonight => Some(timed(
            at + 1,
            Meaning::Today(0),
            TimeOfDay::Part(DayPart::Night),
        )),
        Word::Which(which) => relative::which(line, at, which, definite),
        Word::Ordinal(number) => relative::ordinal(line, at, number),
        Word::Fiscal | Word::Q => relative::business(line, at),
        Word::Decade(year) if definite => Some(parsed(at + 1, Meaning::Decade(year))),
        Word::Eve if definite => relative::eve(line, at),
        // "White Christmas" is a song.
        Word::Holiday(_) if line.before(at) == Word::Other && line.capitalized(at - 1) => None,
        Word::Holiday(named) => Some(relative::holiday(line, at, named)),
        Word::Daypart(part) if definite => {
            relative::part_of_day(line, at, part).or_else(|| relative::definite_unit(line, at))
        }
        Word::Unit(_) => relative::compound(line, at)
            .or_else(|| counted::counted(line, at))
            .or_else(|| {
                definite
                    .then(|| relative::definite_unit(line, at))
                    .flatten()
            }),
        Word::A | Word::Few | Word::Units(_) | Word::More | Word::Half => {
            counted::counted(line, at)
        }
        Word::Every => counted::every(line, at),
        // "Spain's biggest daily, El País": a newspaper.
        Word::Frequency(_)
            if line.capitalized(at + 1)
                || line.at(at + 1) == Word::Comma && line.before(at) == Word::Other
                || line.lower(at + 1) == "said" =>
        {
            None
        }
        Word::Frequency(unit) => Some(parsed(
            at + 1,
            Meaning::Set {
                count: Count::whole(1),
                unit,
            },
        )),
        // "shortly after" tells of an event.
        Word::Reference(..) if matches!(line.at(at + 1), Word::Before | Word::After) => None,
        Word::Reference(reference, habit) => {
            Some(parsed(at + 1, Meaning::Reference(reference, habit)))
        }
        Word::Tense(Reference::Future) => {
            (!definite || line.closes(at + 1)).then(|| vague(at + 1, Reference::Future))
        }
        Word::Tense(reference) if at > 0 && line.lower(at - 1) == "at" => {
            Some(vague(at + 1, reference))
        }
        Word::Tense(reference) if definite => line.closes(at + 1).then(|| vague(at + 1, reference)),
        Word::Moment if definite && line.before(at - 1) == Word::In => line
            .closes(at + 1)
            .then(|| vague(at + 1, Reference::Present)),
        _ => None,
    }
}

/// A vague reference that every annotator marks.
const fn vague(end: usize, reference: Reference) -> Parsed {
    parsed(end, Meaning::Reference(reference, Habit::Any))
}

/// "about two years", "more than a decade", "twice a week": where the expression begins, and how near
/// the value the words say it is.
fn hedged(line: &Line<'_>, start: usize, parsed: &Parsed) -> (usize, Option<Hedge>) {
    let counted = matches!(
        parsed.meaning,
        Meaning::Duration { .. }
            | Meaning::Durations(..)
            | Meaning::Run { .. }
            | Meaning::Shift { .. }
            | Meaning::Clock
    );
    if let Meaning::Set { .. } = parsed.meaning
        && matches!(line.at(start), Word::A | Word::Every)
        && let Some(before) = start.checked_sub(1)
    {
        return match (line.lower(before), before.checked_sub(1)) {
            ("twice" | "once", _) => (before, None),
            ("times", Some(number))
                if matches!(line.at(number), Word::Number(_) | Word::Digits(_)) =>
            {
                (number, None)
            }
            _ => (start, None),
        };
    }
    if !counted {
        // "around 2010"
        let near = line.before(start) == Word::Hedge(Hedge::Approx)
            && matches!(parsed.meaning, Meaning::Date(_) | Meaning::Decade(_));
        return if near {
            (start - 1, Some(Hedge::Approx))
        } else {
            (start, None)
        };
    }
    match (line.before(start), start.checked_sub(2)) {
        (Word::Hedge(hedge), _) => (start - 1, Some(hedge)),
        (Word::Than, Some(at)) => match line.at(at) {
            Word::More => (at, Some(Hedge::More)),
            Word::Less => (at, Some(Hedge::Less)),
            _ => (start, None),
        },
        (Word::Least, Some(at)) if line.lower(at) == "at" => (at, Some(Hedge::AtLeast)),
        (Word::To, Some(at)) if line.lower(at) == "up" => (at, Some(Hedge::AtMost)),
        _ => (start, None),
    }
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
