//! The dates that a page carries, and the years that the folder speaks of.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use rayon::prelude::*;

use super::wording::quoted;
use super::{Dating, slugs};
use crate::annotating::dates::{
    CalendarDate, Cue, Meaning, Tense, Timex, YearRef, parse_date, plus_days,
};
use crate::annotating::tokens::Tokens;
use crate::dossier::DatingBasis;
use crate::edtf::{Edtf, Partial};
use crate::reading::{Article, StampKind};

/// The latest time that the folder speaks of as past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Past {
    /// Nothing that says so was published before this day.
    pub(super) day: NaiveDate,
    /// Whether the year itself is given as the current one ("the first five months of 2024").
    pub(super) current: bool,
}

/// The latest past time over all articles; in the year that fits the weekdays of their dates ("Friday,
/// April 17"), where they name any.
pub(super) fn years_stated(articles: &[&Tokens<'_>], timexes: &[&[Timex]]) -> Option<Past> {
    let past = timexes
        .iter()
        .flat_map(|expressions| expressions.iter())
        .filter_map(past)
        .max_by_key(|past| past.day)?;
    let pairs: Vec<(Weekday, CalendarDate)> = articles
        .iter()
        .zip(timexes)
        .flat_map(|(tokens, timexes)| {
            timexes
                .iter()
                .filter_map(|timex| with_weekday(tokens, timex))
        })
        .collect();
    let fitting = |year: i32| {
        let fits = |(weekday, date): &&(Weekday, CalendarDate)| {
            let day = date.in_year(year).and_then(Partial::as_day);
            day.is_some_and(|day| day.weekday() == *weekday)
        };
        pairs.iter().filter(fits).count()
    };
    let year = past.day.year();
    let best = [year, year - 1, year + 1]
        .into_iter()
        .rev()
        .max_by_key(|year| fitting(*year))?;
    if best == year || fitting(best) <= fitting(year) {
        return Some(past);
    }
    Some(Past {
        day: past.day.with_year(best)?,
        current: true,
    })
}

/// A date without a year and the weekday that stands at its beginning.
fn with_weekday(tokens: &Tokens<'_>, timex: &Timex) -> Option<(Weekday, CalendarDate)> {
    let Meaning::Date(date) = timex.meaning else {
        return None;
    };
    let weekday = tokens.lower(timex.tokens.start).parse().ok()?;
    (date.year == YearRef::Missing && date.day.is_some()).then_some((weekday, date))
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

/// The two days that "07/03/2016" can be, the day first.
fn either_way(text: &str) -> Option<[NaiveDate; 2]> {
    let mut parts = text.trim().split(['/', '.', '-']);
    let mut next = || parts.next()?.parse::<u32>().ok();
    let (one, other, year) = (next()?, next()?, next()?);
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1900..2200).contains(year))?;
    Some([
        NaiveDate::from_ymd_opt(year, other, one)?,
        NaiveDate::from_ymd_opt(year, one, other)?,
    ])
}

/// The date of a page in figures that its companions, or the country of its English, tell how to read.
fn by_companions(article: &Article, full: &BTreeSet<NaiveDate>) -> Option<Dating> {
    let mut stamps = article
        .metadata
        .stamps
        .iter()
        .filter(|stamp| !matches!(stamp.kind, StampKind::Page | StampKind::Saved));
    let (text, days) = stamps.find_map(|stamp| {
        let text = stamp.span.of(&article.text);
        Some((text, either_way(text)?))
    })?;
    let off = |day: NaiveDate| {
        let known = full.iter();
        known.map(|known| (day - *known).num_days().abs()).min()
    };
    let [day_first, month_first] = days;
    let near = days
        .into_iter()
        .filter_map(|day| Some((off(day)?, day)))
        .min()
        .map(|(_, day)| (day, "which is nearest to its companions as"));
    let country = article.metadata.language.as_deref().unwrap_or_default();
    let local = || match country.to_ascii_lowercase().replace('_', "-").as_str() {
        "en-us" => Some((month_first, "which in the United States is")),
        "en-gb" | "en-au" | "en-nz" | "en-ie" | "en-in" | "en-za" => {
            Some((day_first, "which where its English is written is"))
        }
        _ => None,
    };
    let (day, reading) = near.or_else(local)?;
    Some(Dating {
        published: Edtf::day(day),
        basis: DatingBasis::Metadata,
        because: format!(
            "the page is dated {}, {reading} {}",
            quoted(text),
            super::wording::day(day)
        ),
    })
}

/// How many dated entries make a page one that was written as it went.
const ENTRIES: usize = 3;

/// The last day of the entries of a page that was written over a day or two.
fn by_entries(article: &Article) -> Option<Dating> {
    let days: Vec<NaiveDate> = article
        .metadata
        .stamps
        .iter()
        .filter_map(|stamp| parse_date(stamp.span.of(&article.text))?.absolute())
        .map(Partial::first_day)
        .collect();
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let running = days.len() >= ENTRIES && (*last - *first).num_days() <= 2;
    running.then(|| Dating {
        published: Edtf::day(*last),
        basis: DatingBasis::Metadata,
        because: format!("its entries run to {}", super::wording::day(*last)),
    })
}

/// "This afternoon, 15 July 2016": a day counted from that of writing, with its date beside it.
fn by_today(tokens: &Tokens<'_>, timexes: &[Timex]) -> Option<Dating> {
    timexes.windows(2).find_map(|pair| {
        let [counted, dated] = pair else { return None };
        let (Meaning::Today(days), Meaning::Date(date)) = (counted.meaning, dated.meaning) else {
            return None;
        };
        let beside = dated.tokens.start == counted.tokens.end + 1
            && matches!(tokens.lower(counted.tokens.end), "," | "(");
        let day = date.absolute()?.as_day()?;
        (beside && !counted.quoted).then(|| Dating {
            published: plus_days(day, -days).and_then(Edtf::day),
            basis: DatingBasis::Stated,
            because: format!(
                "says {} of {}",
                quoted(counted.span.of(&tokens.article.text)),
                super::wording::day(day)
            ),
        })
    })
}

/// The date that an article carries, and how it says so.
struct Own<'a> {
    text: &'a str,
    date: CalendarDate,
    basis: DatingBasis,
    says: &'static str,
}

/// The articles that their own stamps date; a stamp without a year takes it from the other stamps,
/// else from the years the texts speak of.
pub(super) fn date_by_stamps(
    articles: &[&Tokens<'_>],
    timexes: &[&[Timex]],
    years: Option<Past>,
) -> Vec<Option<Dating>> {
    let own: Vec<_> = articles
        .par_iter()
        .zip(timexes)
        .map(|(tokens, timexes)| best(tokens, timexes))
        .collect();
    // Thousands of articles are of a few days.
    let full: BTreeSet<NaiveDate> = articles
        .iter()
        .zip(&own)
        .filter_map(|(tokens, own)| {
            let own = own.as_ref().and_then(|own| own.date.absolute());
            own.map(Partial::first_day)
                .or_else(|| page_date(tokens.article))
        })
        .collect();
    own.into_par_iter()
        .zip(articles.par_iter().zip(timexes))
        .map(|(own, (tokens, timexes))| match own {
            Some(own) => dating(&own, &full, years, page_day(tokens.article)),
            None => by_companions(tokens.article, &full)
                .or_else(|| by_entries(tokens.article))
                .or_else(|| by_today(tokens, timexes)),
        })
        .collect()
}

/// A page whose metadata is so many days younger than the date under its title was moved.
const MOVED: i64 = 31;

/// What speaks best for the article: front matter, then the dateline, then slugs and the lead; in full
/// if it can be.
fn best<'a>(tokens: &Tokens<'a>, timexes: &[Timex]) -> Option<Own<'a>> {
    let article = tokens.article;
    let all = |kind| {
        article
            .metadata
            .stamps
            .iter()
            .filter(move |stamp| stamp.kind == kind)
            .filter_map(|stamp| {
                let text = stamp.span.of(&article.text);
                Some((*stamp, text, parse_date(text)?))
            })
    };
    let of_kind = |kind, basis, says| {
        all(kind)
            .max_by_key(|(stamp, _, date)| {
                (
                    date.absolute().is_some(),
                    std::cmp::Reverse(stamp.span.start),
                )
            })
            .map(|(_, text, date)| Own {
                text,
                date,
                basis,
                says,
            })
    };
    let stated = |says| {
        move |(text, date)| Own {
            text,
            date,
            basis: DatingBasis::Stated,
            says,
        }
    };
    let metadata = |kind, says| of_kind(kind, DatingBasis::Metadata, says);
    let updated = metadata(StampKind::Updated, "the page was last changed on");
    // Nothing is changed before it is published: a later date by the title is the page's own.
    let changed = updated.as_ref().and_then(|own| own.date.absolute());
    let is_first = |own: &Own<'_>| {
        let bare = own.date.absolute().map(Partial::first_day);
        bare.zip(changed)
            .is_none_or(|(bare, changed)| bare <= changed.last_day())
    };
    let published = metadata(
        StampKind::Published,
        "the page gives its date of publication as",
    );
    let bare = metadata(StampKind::Bare, "the page is dated").filter(is_first);
    // A site that was moved gives its old pages the day of the move; what stands by the title stays.
    let days = |own: &Own<'_>| own.date.absolute().map(Partial::first_day);
    let said = published.as_ref().and_then(days);
    let shown = [StampKind::Published, StampKind::Bare]
        .into_iter()
        .flat_map(|kind| all(kind))
        .filter_map(|(_, text, date)| Some((date.absolute()?.first_day(), text, date)))
        .min_by_key(|(day, ..)| *day)
        .filter(|(day, ..)| said.is_some_and(|said| (said - *day).num_days() > MOVED))
        .map(|(_, text, date)| Own {
            text,
            date,
            basis: DatingBasis::Metadata,
            says: "beside a later date in its metadata the page shows",
        });
    shown
        .or(published)
        .or(bare)
        .or_else(|| {
            of_kind(
                StampKind::Dateline,
                DatingBasis::Stated,
                "the dateline says",
            )
        })
        .or(updated)
        .or_else(|| slugs::slug(&article.text).map(stated("the wire slug says")))
        .or_else(|| slugs::lead(tokens, timexes).map(stated("the lead says")))
}

/// The earliest full date of the page or the file that is not the article's: it is not after it.
pub(super) fn page_day(article: &Article) -> Option<NaiveDate> {
    let kinds = [StampKind::Page, StampKind::Updated, StampKind::Saved];
    earliest(article, &kinds)
}

/// The earliest full date of the page that is not the article's, though near it.
fn page_date(article: &Article) -> Option<NaiveDate> {
    earliest(article, &[StampKind::Page, StampKind::Updated])
}

fn earliest(article: &Article, kinds: &[StampKind]) -> Option<NaiveDate> {
    article
        .metadata
        .stamps
        .iter()
        .filter(|stamp| kinds.contains(&stamp.kind))
        .filter_map(|stamp| parse_date(stamp.span.of(&article.text))?.absolute())
        .map(Partial::first_day)
        .min()
}

/// The date that a stamp gives, its year filled in where it has none; `bound` is a day that the article is not
/// after.
fn dating(
    own: &Own<'_>,
    full: &BTreeSet<NaiveDate>,
    years: Option<Past>,
    bound: Option<NaiveDate>,
) -> Option<Dating> {
    let Own { date, basis, .. } = *own;
    let says = format!("{} {}", own.says, quoted(own.text));
    if let Some(day) = date.absolute() {
        return Some(Dating {
            published: Some(Edtf::date(day)),
            basis,
            because: says,
        });
    }
    // Clocks of the world differ by a day.
    let last = bound.and_then(|day| plus_days(day, 1));
    let in_year = |year: i32| {
        let day = date.in_year(year).and_then(Partial::as_day)?;
        last.is_none_or(|last| day <= last).then_some(day)
    };
    let by_companion = full
        .iter()
        .filter_map(|known| {
            (-1..=1)
                .filter_map(|by| in_year(known.year() + by))
                .map(|day| ((day - *known).num_days().abs(), day))
                .min()
        })
        .min()
        .map(|(_, day)| (day, "its companions' dates"));
    let by_folder = by_companion.or_else(|| {
        let past = years?;
        let day = in_year(past.day.year()).filter(|day| *day >= past.day);
        let day = day.or_else(|| in_year(past.day.year() + 1))?;
        Some((day, "the years that the articles speak of"))
    });
    let by_bound = || {
        let year = bound?.year();
        let day = in_year(year).or_else(|| in_year(year - 1))?;
        Some((
            day,
            "the day on which the page was saved, which is not before it",
        ))
    };
    let known = by_folder.is_some();
    let (day, from) = by_folder.or_else(by_bound)?;
    let published = Edtf::day(day);
    Some(Dating {
        published: if known {
            published
        } else {
            published.map(Edtf::uncertain)
        },
        basis: if known { basis } else { DatingBasis::Inferred },
        because: format!("{says}; the year {} is from {from}", day.year()),
    })
}
