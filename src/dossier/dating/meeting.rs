//! The days of the meeting that a folder is about: the days that its articles' own dates lie near, and
//! that most of what they say of it agrees with.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Dating;
use super::evidence::{self, Evidence, Says};
use super::places::Places;
use super::stamps::Past;
use super::wording::{quoted, stem};
use super::year::Year;
use crate::annotating::dates::{self, Meaning, Resolution, Timex, YearRef};
use crate::annotating::tokens::Tokens;
use crate::edtf::{Edtf, Partial};

/// Longer intervals are no meeting's.
const LONGEST: i64 = 21;

/// Longer intervals are not put together from what several articles say.
const LONGEST_PIECED: i64 = 7;

/// How many days from the meeting an article that reports it is of, at most.
const NEAR: i64 = 3;

/// How many days from the meeting an article that speaks of it is of, at most.
const NEWS: i64 = 60;

/// How many candidates of each kind are weighed.
const MOST: usize = 24;

/// The meeting's days, and how they are known.
pub(super) struct Meeting {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// Whether the year is only likely.
    pub(super) uncertain: bool,
    /// "a says “June 6 to 9”, so the meeting is …"
    pub(super) because: String,
}

impl Meeting {
    /// All its days.
    pub(super) fn days(&self) -> Option<Edtf> {
        let days = Edtf::interval(Partial::day(self.first)?, Partial::day(self.last)?);
        Some(if self.uncertain {
            days.uncertain()
        } else {
            days
        })
    }
}

/// The meeting's days; `None` where the folder names none that can be given a year.
pub(super) fn find(
    articles: &[&Tokens<'_>],
    timexes: &[&[Timex]],
    datings: &[Option<Dating>],
    pages: &[Option<NaiveDate>],
    years: Option<Past>,
    places: &Places,
) -> Option<Meeting> {
    let dated: Vec<(usize, NaiveDate)> = datings
        .iter()
        .enumerate()
        .filter_map(|(article, dating)| Some((article, dating.as_ref()?.published?.as_day()?)))
        .collect();
    let page = pages.iter().flatten().min().copied();
    let year = Year::find(timexes, &dated, page, years);
    let mut said: Vec<Evidence<'_>> = articles
        .par_iter()
        .zip(timexes)
        .enumerate()
        .flat_map_iter(|(article, (tokens, timexes))| {
            let published = datings.get(article).and_then(Option::as_ref);
            let published = published.and_then(|dating| dating.published);
            let resolved: Option<Vec<Resolution>> =
                published.map(|published| dates::resolve(timexes, tokens, Some(published)));
            let year = year.as_ref();
            evidence::of(article, tokens, timexes, resolved.as_deref(), year, places)
        })
        .collect();
    let known: BTreeSet<NaiveDate> = dated.iter().map(|(_, day)| *day).collect();
    let is_near = |day: NaiveDate| {
        let news = chrono::Duration::days(NEWS);
        let around = day
            .checked_sub_signed(news)
            .zip(day.checked_add_signed(news));
        page.is_none_or(|page| (page - day).num_days().abs() < 366)
            && (known.is_empty()
                || around.is_some_and(|(from, to)| known.range(from..to).next().is_some()))
    };
    said.retain(|evidence| match evidence.says {
        Says::Days(first, last) => {
            is_near(first) && (0..=LONGEST).contains(&(last - first).num_days())
        }
        Says::First(day) | Says::Last(day) | Says::Day(day) => is_near(day),
        Says::Length(_) => true,
    });
    let ranked: Vec<(Days, Rank)> = candidates(&said)
        .into_par_iter()
        .filter_map(|days| Some((days, rank(days, &said, &dated)?)))
        .collect();
    let (days, _) = ranked
        .into_iter()
        .max_by_key(|(days, rank)| (*rank, days.1 - days.0))
        .or_else(|| of_companions(&dated).map(|days| (days, Rank::default())))?;
    Some(told(days, articles, &said, year.as_ref()))
}

pub(super) type Days = (NaiveDate, NaiveDate);

/// Every stretch of days that the evidence allows: as stated, put together from a first day, a last day
/// and a length, or the days most spoken of.
fn candidates(said: &[Evidence<'_>]) -> BTreeSet<Days> {
    let mut stated: BTreeMap<Days, BTreeSet<usize>> = BTreeMap::new();
    let mut firsts: BTreeMap<NaiveDate, BTreeSet<usize>> = BTreeMap::new();
    let mut lasts = firsts.clone();
    let mut spoken = firsts.clone();
    let mut lengths = BTreeSet::new();
    for evidence in said {
        let article = evidence.article;
        let day = match evidence.says {
            Says::Days(first, last) => {
                stated.entry((first, last)).or_default().insert(article);
                continue;
            }
            Says::Length(days) => {
                lengths.insert(days);
                continue;
            }
            Says::First(day) => {
                firsts.entry(day).or_default().insert(article);
                day
            }
            Says::Last(day) => {
                lasts.entry(day).or_default().insert(article);
                day
            }
            Says::Day(day) => day,
        };
        spoken.entry(day).or_default().insert(article);
    }
    let mut found: BTreeSet<Days> = most_told(&stated).into_iter().collect();
    let (firsts, lasts) = (most_told(&firsts), most_told(&lasts));
    for first in &firsts {
        for last in &lasts {
            if (1..LONGEST_PIECED).contains(&(*last - *first).num_days()) {
                found.insert((*first, *last));
            }
        }
    }
    let peak = peak(&spoken);
    for length in lengths {
        let by = chrono::Duration::days(length - 1);
        let from_first = firsts
            .iter()
            .filter_map(|first| Some((*first, first.checked_add_signed(by)?)));
        let to_last = lasts
            .iter()
            .filter_map(|last| Some((last.checked_sub_signed(by)?, *last)));
        found.extend(from_first.chain(to_last));
        let around = peak.iter().flat_map(|peak| {
            (0..length).filter_map(|back| {
                let first = peak.checked_sub_signed(chrono::Duration::days(back))?;
                Some((first, first.checked_add_signed(by)?))
            })
        });
        found.extend(around);
    }
    found.extend(busiest(&spoken));
    found
}

/// What most articles tell, up to a number that keeps large folders fast.
fn most_told<T: Copy + Ord>(told: &BTreeMap<T, BTreeSet<usize>>) -> Vec<T> {
    let mut all: Vec<_> = told.iter().collect();
    all.sort_by_key(|(_, articles)| std::cmp::Reverse(articles.len()));
    all.into_iter().take(MOST).map(|(one, _)| *one).collect()
}

/// The day that most articles speak of, the later one of two.
fn peak(spoken: &BTreeMap<NaiveDate, BTreeSet<usize>>) -> Option<NaiveDate> {
    spoken
        .iter()
        .max_by_key(|(_, articles)| articles.len())
        .map(|(day, _)| *day)
}

/// The run of days around the day most spoken of, each spoken of by at least half as many articles.
fn busiest(spoken: &BTreeMap<NaiveDate, BTreeSet<usize>>) -> Option<Days> {
    let peak = peak(spoken)?;
    let articles = spoken.get(&peak)?.len();
    let enough = articles.div_ceil(2).max(2).min(articles);
    let busy = |day: &NaiveDate| {
        spoken
            .get(day)
            .is_some_and(|articles| articles.len() >= enough)
    };
    let (mut first, mut last) = (peak, peak);
    while let Some(before) = first
        .pred_opt()
        .filter(|day| busy(day) && (last - *day).num_days() < LONGEST_PIECED)
    {
        first = before;
    }
    while let Some(after) = last
        .succ_opt()
        .filter(|day| busy(day) && (*day - first).num_days() < LONGEST_PIECED)
    {
        last = after;
    }
    Some((first, last))
}

/// How well some days fit: what the articles say and when they were written, then how many of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    weight: u32,
    articles: usize,
}

/// `None` where one article alone speaks for the days, and none was written near them.
fn rank(days: Days, said: &[Evidence<'_>], dated: &[(usize, NaiveDate)]) -> Option<Rank> {
    let near = dated
        .iter()
        .filter(|(_, day)| distance(*day, days) <= NEAR)
        .count();
    let mut by_article: BTreeMap<usize, [u32; 5]> = BTreeMap::new();
    for evidence in said {
        let (slot, weight) = support(days, evidence.says);
        if weight == 0 {
            continue;
        }
        let prominent = u32::from(evidence.prominent && weight > 1);
        let slots = by_article.entry(evidence.article).or_default();
        if let Some(known) = slots.get_mut(slot) {
            *known = (*known).max(weight + prominent);
        }
    }
    let articles = by_article.len();
    let weight: u32 = by_article.values().flatten().sum();
    let is_sure = articles > 1 || near > 0 || dated.is_empty();
    (articles > 0 && is_sure).then(|| Rank {
        weight: weight + u32::try_from(near).unwrap_or(u32::MAX) * 2,
        articles,
    })
}

/// What kind of support evidence gives, and how much.
fn support((first, last): Days, says: Says) -> (usize, u32) {
    let within = |day: NaiveDate| u32::from((first..=last).contains(&day));
    match says {
        Says::Days(one, other) if (one, other) == (first, last) => (0, 4),
        Says::Days(..) => (0, 0),
        Says::First(day) if day == first => (1, 2),
        Says::Last(day) if day == last => (2, 2),
        Says::Length(days) => (3, u32::from((last - first).num_days() + 1 == days)),
        Says::First(day) | Says::Last(day) | Says::Day(day) => (4, within(day)),
    }
}

fn distance(day: NaiveDate, (first, last): Days) -> i64 {
    (first - day).max(day - last).num_days().max(0)
}

/// Where no days are named: those between the dated companions.
fn of_companions(dated: &[(usize, NaiveDate)]) -> Option<Days> {
    let days = || dated.iter().map(|(_, day)| *day);
    let (first, last) = (days().min()?, days().max()?);
    ((last - first).num_days() <= LONGEST).then_some((first, last))
}

/// The days with the reasons for them, the best of each kind.
fn told(
    days: Days,
    articles: &[&Tokens<'_>],
    said: &[Evidence<'_>],
    year: Option<&Year>,
) -> Meeting {
    let best = |slot: usize| {
        said.iter()
            .rev()
            .filter(|evidence| {
                let (kind, weight) = support(days, evidence.says);
                kind == slot && weight > 0
            })
            .max_by_key(|evidence| evidence.prominent)
    };
    let reasons: Vec<&Evidence<'_>> = match best(0) {
        Some(stated) => vec![stated],
        None => (1..4).filter_map(best).collect(),
    };
    let reasons = if reasons.is_empty() {
        best(4).into_iter().collect()
    } else {
        reasons
    };
    let words: Vec<String> = reasons
        .iter()
        .filter_map(|evidence| {
            let article = articles.get(evidence.article)?.article;
            let verb = match evidence.says {
                Says::First(day) if day == days.0 => "has it begin",
                Says::Last(day) if day == days.1 => "has it end",
                _ => "says",
            };
            let text = quoted(evidence.timex.span.of(&article.text));
            Some(format!("{} {verb} {text}", stem(&article.file)))
        })
        .collect();
    let inferred = reasons.iter().any(|evidence| {
        matches!(evidence.timex.meaning, Meaning::Date(date) | Meaning::Range(date, _)
            if date.year == YearRef::Missing)
    });
    let year = year.filter(|_| inferred);
    let mut meeting = Meeting {
        first: days.0,
        last: days.1,
        uncertain: year.is_some_and(|year| year.uncertain),
        because: String::new(),
    };
    let is = meeting.days().map_or_else(String::new, Edtf::words);
    meeting.because = if words.is_empty() {
        format!("its dated companions are of {is}")
    } else {
        let of_year = year.map(|year| format!(" ({})", year.because));
        format!(
            "{}, so the meeting is {is}{}",
            words.join(", "),
            of_year.unwrap_or_default()
        )
    };
    meeting
}
