//! What single sentences say of the meeting's days: its first, its last, how many, all of them.

use std::ops::Range;

use chrono::NaiveDate;

use super::places::{Places, is_known, named};
use super::vocabulary::{Class, class, has, is_other};
use super::year::Year;
use crate::annotating::dates::{Granularity, Meaning, Resolution, Timex, Unit};
use crate::annotating::tokens::{Kind, Shape, Tokens};

/// How far before a date a sentence may say that another meeting is meant, in tokens.
const REACH: usize = 30;

/// What is said of the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// "from May 15 to 18".
    Days(NaiveDate, NaiveDate),
    /// "opens today".
    First(NaiveDate),
    /// "runs until Thursday".
    Last(NaiveDate),
    /// "a three-day summit".
    Length(i64),
    /// "the leaders met on Friday".
    Day(NaiveDate),
}

/// What one expression in one article says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    pub(super) article: usize,
    pub(super) timex: &'a Timex,
    pub(super) says: Says,
    /// Whether it stands in a headline or in the first three sentences.
    pub(super) prominent: bool,
}

/// What an article says; `resolved` where its own date is known, else only calendar dates count.
pub(super) fn of<'a>(
    article: usize,
    tokens: &Tokens<'_>,
    timexes: &'a [Timex],
    resolved: Option<&[Resolution]>,
    year: Option<&Year>,
    places: &Places,
) -> Vec<Evidence<'a>> {
    let opening = opening(tokens);
    timexes
        .iter()
        .enumerate()
        .filter_map(|(index, timex)| {
            let range = tokens.sentence(timex.sentence);
            let of_meeting = has(
                tokens,
                range.clone(),
                &[Class::Meeting, Class::Sitting, Class::Party, Class::Coming],
            ) || has(tokens, range.clone(), &[Class::Start, Class::End])
                && goes_on(tokens, timex.sentence);
            let prominent = timex.sentence < opening;
            if !of_meeting || is_of_another(tokens, &range, timex, prominent, places) {
                return None;
            }
            let days = match resolved {
                Some(resolved) => resolved.get(index)?.when.and_then(|when| {
                    let first = when.first_day().or_else(|| when.last_day())?;
                    Some((first, when.last_day().unwrap_or(first)))
                }),
                None => year?.days_of(timex),
            };
            let says = says(tokens, &range, timexes, timex, days)?;
            Some(Evidence {
                article,
                timex,
                says,
                prominent,
            })
        })
        .collect()
}

/// Whether the sentence before speaks of the meeting ("… the summit. It opens on Friday.").
fn goes_on(tokens: &Tokens<'_>, sentence: usize) -> bool {
    sentence
        .checked_sub(1)
        .is_some_and(|before| has(tokens, tokens.sentence(before), &[Class::Meeting]))
}

/// One past the third sentence of running text.
fn opening(tokens: &Tokens<'_>) -> usize {
    tokens
        .sentences()
        .filter(|(_, sentence, _)| sentence.kind.is_fact_bearing())
        .nth(2)
        .map_or(usize::MAX, |(index, _, _)| index + 1)
}

fn says(
    tokens: &Tokens<'_>,
    range: &Range<usize>,
    timexes: &[Timex],
    timex: &Timex,
    days: Option<(NaiveDate, NaiveDate)>,
) -> Option<Says> {
    if let Meaning::Duration {
        count: Some(count),
        unit: Unit::Day,
    } = timex.meaning
    {
        let after = timex.tokens.end..range.end.min(timex.tokens.end + 5);
        let count = i64::from(count.rounded_down());
        let spent = timex.tokens.start.checked_sub(1).is_some_and(|before| {
            matches!(
                tokens.lower(before),
                "spend" | "lasts" | "lasting" | "lasted" | "over" | "runs"
            )
        }) && has(tokens, range.clone(), &[Class::Meeting, Class::Party]);
        return ((spent || has(tokens, after, &[Class::Meeting])) && (2..=10).contains(&count))
            .then_some(Says::Length(count));
    }
    if timex.granularity() != Granularity::Day {
        return None;
    }
    let (first, last) = days?;
    if first != last {
        return matches!(timex.meaning, Meaning::Range(..) | Meaning::Weekdays(..))
            .then_some(Says::Days(first, last));
    }
    Some(match edge(tokens, range, timexes, timex) {
        Some(Class::Start) => Says::First(first),
        Some(Class::End) => Says::Last(first),
        _ => Says::Day(first),
    })
}

/// Whether the day is told as the first or the last of the meeting, by the verb nearest to it.
fn edge(
    tokens: &Tokens<'_>,
    range: &Range<usize>,
    timexes: &[Timex],
    timex: &Timex,
) -> Option<Class> {
    let distance = |index: usize| {
        if index < timex.tokens.start {
            timex.tokens.start - index
        } else {
            index - timex.tokens.end + 1
        }
    };
    let (verb, class) = range
        .clone()
        .filter(|index| !timex.tokens.contains(index))
        .filter_map(|index| {
            let token = tokens.get(index)?;
            let class = match class(tokens.lower(index)) {
                Some(class @ (Class::Start | Class::End)) if token.shape == Shape::Lower => class,
                None if tokens.is(index, "runs") && tokens.is(index + 1, "until") => Class::End,
                _ => return None,
            };
            Some((index, class))
        })
        .min_by_key(|(index, _)| distance(*index))?;
    let between = verb.min(timex.tokens.end)..verb.max(timex.tokens.start);
    let parted = timexes.iter().any(|other| {
        other.is_when()
            && other.granularity() == Granularity::Day
            && other.tokens != timex.tokens
            && between.contains(&other.tokens.start)
    });
    let beside = verb.saturating_sub(8).max(range.start)..range.end.min(verb + 7);
    // "began its closing session" begins no meeting.
    let sitting = has(tokens, verb + 1..range.end.min(verb + 5), &[Class::Sitting]);
    let of_meeting =
        has(tokens, beside, &[Class::Meeting, Class::Party]) || goes_on(tokens, timex.sentence);
    (!parted && !sitting && of_meeting).then_some(class)
}

/// Whether the sentence speaks of another meeting than the folder's: the next one, one elsewhere.
fn is_of_another(
    tokens: &Tokens<'_>,
    range: &Range<usize>,
    timex: &Timex,
    prominent: bool,
    places: &Places,
) -> bool {
    let mut from = timex.tokens.start.saturating_sub(REACH).max(range.start);
    if let Some(stop) = (from..timex.tokens.start)
        .rev()
        .find(|index| tokens.is(*index, ";"))
    {
        from = stop + 1;
    }
    let before = from..timex.tokens.start;
    is_off(tokens, range, timex)
        || before.clone().any(|index| is_other(tokens, index))
        || before.clone().any(|index| {
            tokens.is(index, "looking")
                && tokens.is(index + 1, "forward")
                && tokens.is(index + 2, "to")
        })
        || is_elsewhere(tokens, range, before, timex, prominent, places)
}

/// Whether a meeting of that day was put off: "a summit that was to open on Monday is postponed", but not
/// "postponed to January 13".
pub(super) fn is_off(tokens: &Tokens<'_>, range: &Range<usize>, timex: &Timex) -> bool {
    let off = |index: usize| {
        class(tokens.lower(index)) == Some(Class::Off)
            || (matches!(tokens.lower(index), "put" | "called" | "call" | "set")
                && matches!(tokens.lower(index + 1), "off" | "back"))
            || (tokens.is(index, "first") && tokens.is(index + 1, "set"))
    };
    let Some(at) = range.clone().find(|index| off(*index)) else {
        return false;
    };
    let from = timex.tokens.start.saturating_sub(2).max(at);
    let until = (from..timex.tokens.start)
        .any(|index| matches!(tokens.lower(index), "to" | "until" | "till" | "for"));
    !until || tokens.is(at, "first")
}

/// Whether the place named next to the date is not the folder's.
fn is_elsewhere(
    tokens: &Tokens<'_>,
    range: &Range<usize>,
    before: Range<usize>,
    timex: &Timex,
    prominent: bool,
    places: &Places,
) -> bool {
    let place_after = |index: usize| {
        let leads = matches!(tokens.lower(index), "in" | "at")
            || (matches!(tokens.lower(index), "to" | "for")
                && has(
                    tokens,
                    index.saturating_sub(5).max(before.start)..index,
                    &[Class::Travel],
                ));
        if !leads
            || !tokens
                .get(index)
                .is_some_and(|token| token.kind == Kind::Word)
        {
            return None;
        }
        let end = named(tokens, range.end, index + 1)?;
        Some(tokens.span(index + 1..end).of(&tokens.article.text))
    };
    let nearest = (timex.tokens.end..range.end.min(timex.tokens.end + 2))
        .find_map(place_after)
        .or_else(|| before.clone().rev().find_map(place_after));
    // The region around the city may be named in the lead and nowhere else.
    nearest.is_some_and(|place| (!prominent || is_known(place)) && places.is_elsewhere(place))
}
