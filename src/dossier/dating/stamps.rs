//! The dates that a page carries, and the years that the folder speaks of.

use chrono::{Datelike, NaiveDate};

use super::Dating;
use crate::annotating::dates::{CalendarDate, Cue, Meaning, Tense, Timex, YearRef, parse_date};
use crate::annotating::tokens::Tokens;
use crate::dossier::DatingBasis;
use crate::edtf::{Edtf, Partial};
use crate::reading::{Article, Stamp, StampKind};

/// The latest time that the folder speaks of as past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Past {
    /// Nothing that says so was published before this day.
    pub(super) day: NaiveDate,
    /// Whether the year itself is given as the current one ("the first seven months of 2025").
    pub(super) current: bool,
}

/// The latest past time over all articles.
pub(super) fn years_stated(timexes: &[&[Timex]]) -> Option<Past> {
    timexes
        .iter()
        .flat_map(|expressions| expressions.iter())
        .filter_map(past)
        .max_by_key(|past| past.day)
}

/// The day before which an expression cannot have been written.
pub(super) fn past(timex: &Timex) -> Option<Past> {
    if timex.tense == Tense::Future
        || matches!(timex.cue, Cue::Until | Cue::By | Cue::From | Cue::Before)
    {
        return None;
    }
    match timex.meaning {
        Meaning::Date(date) => Some(Past {
            day: date.absolute()?.first_day(),
            current: date.month.is_some(),
        }),
        Meaning::Months {
            last,
            year: YearRef::Number(year),
            ..
        } => Some(Past {
            day: Partial::month(year, last)?.last_day(),
            current: last < 12,
        }),
        _ => None,
    }
}

/// The articles that their own stamps date; a stamp without a year takes it from the other stamps,
/// else from the years the texts speak of.
pub(super) fn date_by_stamps(articles: &[&Tokens<'_>], years: Option<Past>) -> Vec<Option<Dating>> {
    let stamps: Vec<_> = articles.iter().map(|tokens| best(tokens.article)).collect();
    let full: Vec<NaiveDate> = articles
        .iter()
        .zip(&stamps)
        .filter_map(|(tokens, stamp)| {
            let own = stamp.and_then(|(_, date)| date.absolute());
            own.map(Partial::first_day)
                .or_else(|| page_day(tokens.article))
        })
        .collect();
    articles
        .iter()
        .zip(stamps)
        .map(|(tokens, stamp)| {
            let (stamp, date) = stamp?;
            dating(tokens.article, stamp, date, &full, years)
        })
        .collect()
}

/// The stamp that speaks best for the article: front matter, then the dateline; in full if it can be.
fn best(article: &Article) -> Option<(Stamp, CalendarDate)> {
    let of_kind = |kind| {
        article
            .metadata
            .stamps
            .iter()
            .filter(move |stamp| stamp.kind == kind)
            .filter_map(|stamp| Some((*stamp, parse_date(stamp.span.of(&article.text))?)))
            .max_by_key(|(stamp, date)| {
                (
                    date.absolute().is_some(),
                    std::cmp::Reverse(stamp.span.start),
                )
            })
    };
    of_kind(StampKind::Published).or_else(|| of_kind(StampKind::Dateline))
}

/// The earliest full date of the page that is not the article's.
pub(super) fn page_day(article: &Article) -> Option<NaiveDate> {
    article
        .metadata
        .stamps
        .iter()
        .filter(|stamp| stamp.kind == StampKind::Page)
        .filter_map(|stamp| parse_date(stamp.span.of(&article.text))?.absolute())
        .map(Partial::first_day)
        .min()
}

fn dating(
    article: &Article,
    stamp: Stamp,
    date: CalendarDate,
    full: &[NaiveDate],
    years: Option<Past>,
) -> Option<Dating> {
    let text = stamp.span.of(&article.text).trim();
    let (basis, says) = match stamp.kind {
        StampKind::Published => (
            DatingBasis::Metadata,
            "the page gives its date of publication as",
        ),
        StampKind::Dateline | StampKind::Page => (DatingBasis::Stated, "the dateline says"),
    };
    if let Some(day) = date.absolute() {
        return Some(Dating {
            published: Some(Edtf::date(day)),
            basis,
            because: format!("{says} '{text}'"),
        });
    }
    let in_year = |year: i32| date.in_year(year).and_then(Partial::as_day);
    let near_companion = full
        .iter()
        .filter_map(|known| {
            (-1..=1)
                .filter_map(|by| in_year(known.year() + by))
                .map(|day| ((day - *known).num_days().abs(), day))
                .min()
        })
        .min()
        .map(|(_, day)| (day, "its companions' dates"));
    let (day, from) = near_companion.or_else(|| {
        let past = years?;
        let day = in_year(past.day.year()).filter(|day| *day >= past.day);
        let day = day.or_else(|| in_year(past.day.year() + 1))?;
        Some((day, "the years that the articles speak of"))
    })?;
    Some(Dating {
        published: Edtf::day(day),
        basis,
        because: format!("{says} '{text}'; the year {} is from {from}", day.year()),
    })
}
