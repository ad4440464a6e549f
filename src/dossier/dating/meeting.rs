//! The days of the meeting that a folder is about: the interval that most of its articles name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashSet;

use super::Dating;
use super::stamps::Past;
use crate::annotating::dates::{CalendarDate, Granularity, Meaning, Timex, YearRef};
use crate::annotating::tokens::Tokens;
use crate::edtf::{Edtf, Partial};
use crate::knowledge::table::rows;

static MEETINGS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    rows::<1>(include_str!("../../../assets/en/meetings.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Longer intervals are no meeting's.
const LONGEST: i64 = 21;

/// The meeting's days, and how they are known.
pub(super) struct Meeting {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// Whether the year is only likely.
    pub(super) uncertain: bool,
    /// "a.txt says 'October 8 to 12'; …"
    pub(super) because: String,
}

/// A place in the folder that names days.
struct Mention<'a> {
    article: usize,
    timex: &'a Timex,
    dates: (CalendarDate, CalendarDate),
}

/// The meeting's days; `None` where the folder names none that can be given a year.
pub(super) fn find(
    articles: &[&Tokens<'_>],
    timexes: &[&[Timex]],
    datings: &[Option<Dating>],
    pages: &[Option<NaiveDate>],
    years: Option<Past>,
) -> Option<Meeting> {
    let dated: Vec<NaiveDate> = datings
        .iter()
        .flatten()
        .filter_map(|dating| dating.published?.as_day())
        .collect();
    let page = pages.iter().flatten().min().copied();
    let mentions: Vec<Mention<'_>> = timexes
        .iter()
        .enumerate()
        .flat_map(|(article, timexes)| timexes.iter().map(move |timex| (article, timex)))
        .filter_map(|(article, timex)| {
            let named = match timex.meaning {
                Meaning::Date(date) => (date, date),
                Meaning::Range(first, last) => (first, last),
                _ => return None,
            };
            (timex.granularity() == Granularity::Day).then_some(Mention {
                article,
                timex,
                dates: named,
            })
        })
        .collect();
    let year = Year::find(&mentions, &dated, page, years);
    named(articles, &mentions, year.as_ref(), &dated, page).or_else(|| of_companions(&dated))
}

/// The year of dates without one.
struct Year {
    number: i32,
    uncertain: bool,
    because: String,
}

impl Year {
    fn find(
        mentions: &[Mention<'_>],
        dated: &[NaiveDate],
        page: Option<NaiveDate>,
        years: Option<Past>,
    ) -> Option<Self> {
        let sure = |number: i32, because: String| {
            Some(Self {
                number,
                uncertain: false,
                because,
            })
        };
        if let Some(day) = dated.first() {
            return sure(
                day.year(),
                "the year is that of the dated companions".to_owned(),
            );
        }
        let yearless = mentions
            .iter()
            .find(|mention| mention.dates.0.year == YearRef::Missing);
        if let (Some(page), Some(mention)) = (page, yearless) {
            let fits = |year: &i32| {
                mention
                    .dates
                    .0
                    .in_year(*year)
                    .is_some_and(|date| date.first_day() <= page)
            };
            let number = [page.year(), page.year() - 1].into_iter().find(fits)?;
            if years.is_none_or(|past| past.day.year() <= number) {
                return sure(
                    number,
                    format!("{number} is the last year in which that was before the page's {page}"),
                );
            }
        }
        let past = years?;
        let number = past.day.year();
        Some(Self {
            number,
            uncertain: !past.current,
            because: format!(
                "{number} is the latest year that the articles speak of as past or current"
            ),
        })
    }
}

/// The interval named by most articles.
fn named(
    articles: &[&Tokens<'_>],
    mentions: &[Mention<'_>],
    year: Option<&Year>,
    dated: &[NaiveDate],
    page: Option<NaiveDate>,
) -> Option<Meeting> {
    // For each interval, the first mention of it and the articles that name it.
    let mut intervals: BTreeMap<(NaiveDate, NaiveDate), (&Mention<'_>, Vec<usize>)> =
        BTreeMap::new();
    for mention in mentions {
        let Some(days) = days_of(mention, year, dated) else {
            continue;
        };
        let length = (days.1 - days.0).num_days();
        let is_near = page.is_none_or(|page| (page - days.0).num_days().abs() < 366)
            && (dated.is_empty()
                || dated
                    .iter()
                    .any(|day| (*day - days.0).num_days().abs() < 60))
            && year.is_none_or(|year| (days.0.year() - year.number).abs() <= 1);
        let is_meeting = length > 0 || names_meeting(articles, mention);
        if (0..=LONGEST).contains(&length) && is_near && is_meeting {
            let (_, named_by) = intervals.entry(days).or_insert((mention, Vec::new()));
            if named_by.last() != Some(&mention.article) {
                named_by.push(mention.article);
            }
        }
    }
    let (days, (mention, _)) = intervals
        .iter()
        .max_by_key(|((first, last), (_, named_by))| (named_by.len(), *last - *first))?;
    let inferred = mention.dates.0.year == YearRef::Missing;
    let text = mention.timex.span.of(articles
        .get(mention.article)
        .map_or("", |tokens| tokens.article.text.as_str()));
    let file = articles
        .get(mention.article)
        .map_or("", |tokens| tokens.article.file.as_str());
    let interval = Edtf::interval(Partial::day(days.0)?, Partial::day(days.1)?);
    let of_year = year
        .filter(|_| inferred)
        .map(|year| format!("; {}", year.because))
        .unwrap_or_default();
    Some(Meeting {
        first: days.0,
        last: days.1,
        uncertain: inferred && year.is_some_and(|year| year.uncertain),
        because: format!("{file} says '{text}', so the meeting is {interval}{of_year}"),
    })
}

/// Whether the sentence of a mention speaks of a meeting.
fn names_meeting(articles: &[&Tokens<'_>], mention: &Mention<'_>) -> bool {
    articles.get(mention.article).is_some_and(|tokens| {
        tokens
            .sentence(mention.timex.sentence)
            .any(|index| MEETINGS.contains(tokens.lower(index)))
    })
}

/// The days that a mention names.
fn days_of(
    mention: &Mention<'_>,
    year: Option<&Year>,
    dated: &[NaiveDate],
) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = mention.dates;
    let in_year = |date: CalendarDate, number| match date.year {
        YearRef::Number(number) => date.in_year(number),
        YearRef::Missing => date.in_year(number),
        _ => None,
    };
    let number = match first.year {
        YearRef::Number(number) => number,
        // Near the dated companions, be it over the turn of the year.
        YearRef::Missing => match dated.first() {
            Some(known) => (-1..=1)
                .map(|by| known.year() + by)
                .filter_map(|number| Some((first.in_year(number)?.first_day(), number)))
                .min_by_key(|(day, _)| (*day - *known).num_days().abs())
                .map(|(_, number)| number)?,
            None => year?.number,
        },
        _ => return None,
    };
    let start = in_year(first, number)?.first_day();
    let end = in_year(last, number)?.first_day();
    let end = if end < start {
        in_year(last, number + 1)?.first_day()
    } else {
        end
    };
    Some((start, end))
}

/// Where no days are named: those between the dated companions.
fn of_companions(dated: &[NaiveDate]) -> Option<Meeting> {
    let first = *dated.iter().min()?;
    let last = *dated.iter().max()?;
    ((last - first).num_days() <= LONGEST).then(|| Meeting {
        first,
        last,
        uncertain: false,
        because: format!("the dated companions are of {first} to {last}"),
    })
}
