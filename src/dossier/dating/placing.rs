//! Places the articles that carry no date of their own around the days of the meeting.

use std::cmp::Reverse;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use rustc_hash::FxHashMap;

use super::Dating;
use super::clues::{self, Clue};
use super::meeting::Meeting;
use super::stamps::past;
use super::wording::{day, quoted};
use crate::annotating::dates::{Meaning, Tense, Timex, plus_days};
use crate::annotating::tokens::Tokens;
use crate::dossier::DatingBasis;
use crate::edtf::{Edtf, Partial};
use crate::knowledge::table::rows;
use crate::reading::BlockKind;

/// How many days before a meeting it is announced, and after it reported, where nothing else tells.
const WEEK: i64 = 7;

/// How many days around a meeting an article that speaks of it is of.
const AROUND: i64 = 45;

/// How well a day must fit what an article says: one clear word and nothing against it.
const ENOUGH: i32 = 3;

/// For how many days a meeting is news, at most.
const NEWS: i64 = 60;

/// Where an article stands to the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Ahead,
    During,
    Behind,
}

static STANCES: LazyLock<FxHashMap<&'static str, (Stance, u32)>> = LazyLock::new(|| {
    rows::<3>(include_str!("../../../assets/en/stances.tsv"))
        .filter_map(|[word, stance, weight]| {
            let stance = match stance {
                "ahead" => Stance::Ahead,
                "during" => Stance::During,
                "behind" => Stance::Behind,
                _ => return None,
            };
            Some((word, (stance, weight.parse().ok()?)))
        })
        .collect()
});

/// Fills the gaps in `datings`.
pub(super) fn place(
    articles: &[&Tokens<'_>],
    timexes: &[&[Timex]],
    pages: &[Option<NaiveDate>],
    meeting: Option<&Meeting>,
    datings: &mut [Option<Dating>],
) {
    let open: Vec<usize> = (0..datings.len())
        .filter(|index| datings.get(*index).is_some_and(Option::is_none))
        .collect();
    let mut sessions = Vec::new();
    if let Some(meeting) = meeting {
        for index in &open {
            let (Some(tokens), Some(timexes), Some(page), Some(slot)) = (
                articles.get(*index),
                timexes.get(*index),
                pages.get(*index),
                datings.get_mut(*index),
            ) else {
                continue;
            };
            *slot = by_clues(tokens, timexes, *page, meeting, &mut sessions);
        }
    }
    let last_session = sessions.iter().max().copied();
    for index in open {
        let (Some(tokens), Some(timexes), Some(page), Some(slot)) = (
            articles.get(index),
            timexes.get(index),
            pages.get(index),
            datings.get_mut(index),
        ) else {
            continue;
        };
        if slot.is_none() {
            *slot = meeting
                .and_then(|meeting| by_stance(tokens, timexes, *page, meeting, last_session))
                .or_else(|| by_bounds(tokens, timexes, *page));
        }
    }
}

/// Whether the article names the meeting's days as to come or as past.
fn stance_of_mention(timexes: &[Timex], meeting: &Meeting) -> Option<Stance> {
    timexes.iter().find_map(|timex| {
        let (Meaning::Date(date) | Meaning::Range(date, _)) = timex.meaning else {
            return None;
        };
        let is_meeting =
            (date.month, date.day) == (Some(meeting.first.month()), Some(meeting.first.day()));
        match timex.tense {
            Tense::Future if is_meeting => Some(Stance::Ahead),
            Tense::Past if is_meeting => Some(Stance::Behind),
            _ => None,
        }
    })
}

/// The day on which all that the article says of its days best fits the meeting.
fn by_clues(
    tokens: &Tokens<'_>,
    timexes: &[Timex],
    page: Option<NaiveDate>,
    meeting: &Meeting,
    sessions: &mut Vec<NaiveDate>,
) -> Option<Dating> {
    let clues = clues::of(tokens, timexes, meeting);
    let by_day = clues.iter().any(Clue::is_day);
    if !by_day && !clues.iter().any(Clue::is_week) {
        return None;
    }
    // Of days that fit alike those of the meeting's week are meant, but where only weeks are named.
    let weeks_off = |day: NaiveDate| {
        let off = (meeting.first - day).max(day - meeting.last).num_days();
        if by_day { off.max(0) / WEEK } else { 0 }
    };
    let length = (meeting.last - meeting.first).num_days();
    let candidates: Vec<_> = (-AROUND..=AROUND + length)
        .filter_map(|by| plus_days(meeting.first, by))
        .filter(|day| page.is_none_or(|page| *day <= page))
        .map(|day| {
            (
                (
                    clues::fit(&clues, day, meeting, page),
                    Reverse(weeks_off(day)),
                ),
                day,
            )
        })
        .collect();
    let best = candidates.iter().map(|(score, _)| *score).max()?;
    if best.0 < ENOUGH {
        return None;
    }
    let mut days = candidates
        .iter()
        .filter(|(score, _)| *score == best)
        .map(|(_, day)| *day);
    let first = days.next()?;
    let last = days.next_back().unwrap_or(first);
    let telling = || clues.iter().filter(|clue| clue.is_day());
    if first == last {
        sessions.extend(
            telling()
                .filter_map(|clue| clue.meant(first, meeting))
                .map(|(day, _)| day)
                .filter(|day| (meeting.first..=meeting.last).contains(day)),
        );
    }
    let mut words: Vec<String> = Vec::new();
    for clue in telling() {
        let word = quoted(clue.span.of(&tokens.article.text));
        if words.len() < 4 && !words.contains(&word) {
            words.push(word);
        }
    }
    let says = if words.is_empty() {
        format!(
            "speaks of the meeting as of {}",
            clues
                .iter()
                .find(|clue| clue.is_week())
                .map_or_else(String::new, |clue| quoted(
                    clue.span.of(&tokens.article.text)
                ))
        )
    } else {
        format!("says {}", words.join(", "))
    };
    let agreement = if first == last {
        format!("; {} is a {}", day(first), name(first.weekday()))
    } else {
        String::new()
    };
    dating(
        meeting,
        first,
        last,
        format!("{says}; {}{agreement}", meeting.because),
    )
}

/// Before, at or after the meeting, as the article's words have it.
fn by_stance(
    tokens: &Tokens<'_>,
    timexes: &[Timex],
    page: Option<NaiveDate>,
    meeting: &Meeting,
    last_session: Option<NaiveDate>,
) -> Option<Dating> {
    let (stance, word) = match stance_of_mention(timexes, meeting) {
        Some(stance) => (stance, "its days".to_owned()),
        None => stance(tokens).map(|(stance, word)| (stance, quoted(&word)))?,
    };
    let (first, last, says) = match stance {
        Stance::Ahead => (
            plus_days(meeting.first, -WEEK)?,
            meeting.first,
            "looks ahead to the meeting",
        ),
        Stance::During => (meeting.first, meeting.last, "reports from the meeting"),
        Stance::Behind => {
            let first = last_session.unwrap_or(meeting.last);
            (first, end_of_month(first)?, "looks back on the meeting")
        }
    };
    let (last, limit) = match page {
        Some(page) if stance == Stance::Behind && page >= first => {
            let latest = plus_days(first, NEWS)?.min(page);
            (latest, format!("; the page is of {}", day(page)))
        }
        Some(page) if page < last => (page.max(first), format!("; the page is of {}", day(page))),
        _ => (last, String::new()),
    };
    dating(
        meeting,
        first,
        last,
        format!("{says} with {word}{limit}; {}", meeting.because),
    )
}

fn dating(meeting: &Meeting, first: NaiveDate, last: NaiveDate, because: String) -> Option<Dating> {
    let interval = Edtf::interval(Partial::day(first)?, Partial::day(last)?);
    Some(Dating {
        published: Some(if meeting.uncertain {
            interval.uncertain()
        } else {
            interval
        }),
        basis: DatingBasis::Inferred,
        because,
    })
}

/// The stance that the words tell, the first sentences loudest, and the loudest word for it.
fn stance(tokens: &Tokens<'_>) -> Option<(Stance, String)> {
    let mut totals = [0_u32; 3];
    let mut loudest: [(u32, usize); 3] = [(0, 0); 3];
    let body = tokens
        .sentences()
        .filter(|(_, sentence, _)| sentence.kind == BlockKind::Paragraph);
    for (order, (_, _, range)) in body.enumerate() {
        let loudness = match order {
            0 => 4,
            1 => 3,
            2 => 2,
            _ => 1,
        };
        for index in range {
            let Some((stance, weight)) = STANCES.get(tokens.lower(index)) else {
                continue;
            };
            let slot = *stance as usize;
            let weight = weight * loudness;
            if let (Some(total), Some(best)) = (totals.get_mut(slot), loudest.get_mut(slot)) {
                *total += weight;
                if weight > best.0 {
                    *best = (weight, index);
                }
            }
        }
    }
    let ranked = [Stance::Ahead, Stance::During, Stance::Behind]
        .into_iter()
        .zip(totals.iter().zip(loudest))
        .max_by_key(|(_, (total, (best, _)))| (*best, **total))?;
    let (stance, (total, (_, index))) = ranked;
    (*total > 1).then(|| (stance, tokens.lower(index).to_owned()))
}

/// Without a meeting to go by: not before what it tells as past, not after the page.
fn by_bounds(tokens: &Tokens<'_>, timexes: &[Timex], page: Option<NaiveDate>) -> Option<Dating> {
    let latest = timexes
        .iter()
        .filter_map(|timex| Some((past(timex)?, timex)))
        .filter(|(past, _)| past.current && page.is_none_or(|page| past.day <= page))
        .max_by_key(|(past, _)| past.day);
    let upper = page.map(|page| format!("the page is of {}, and the article not later", day(page)));
    let lower = latest.map(|(_, timex)| {
        let text = quoted(timex.span.of(&tokens.article.text));
        format!("it speaks of {text} as past")
    });
    let published = match (latest, page) {
        (Some((past, _)), Some(page)) => {
            Edtf::interval(Partial::day(past.day)?, Partial::day(page)?)
        }
        (Some((past, _)), None) => Edtf::since(Partial::month(past.day.year(), past.day.month())?),
        (None, Some(page)) => Edtf::until(Partial::day(page)?),
        (None, None) => return None,
    };
    let because: Vec<String> = lower.into_iter().chain(upper).collect();
    Some(Dating {
        published: Some(published),
        basis: DatingBasis::Inferred,
        because: because.join("; "),
    })
}

/// The last day of the month, or of the next where the month is nearly over.
fn end_of_month(day: NaiveDate) -> Option<NaiveDate> {
    let months = if day.day() > 21 { 2 } else { 1 };
    day.with_day(1)?
        .checked_add_months(Months::new(months))?
        .checked_sub_days(Days::new(1))
}

const fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
