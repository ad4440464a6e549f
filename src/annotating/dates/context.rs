//! What an expression can be counted from (the article's date, the dates mentioned before it, how far a
//! story has come), and what it then comes to.

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{days, last_weekday, next_weekday, plus_days, plus_months, years};
use super::meaning::{Anchor, CalendarDate, Cue, Holiday, Meaning, Tense, Which, YearRef};
use super::reckoning::{
    earliest, latest, on_holiday, picked, run, shift, told_after, weekday, yearless,
};
use super::units::{Count, Granularity, Unit};
use super::{Place, Timex};
use crate::edtf::{Edtf, Partial};

/// What a text is: what its dates lean on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// On the day of its publication.
    News,
    /// On the date mentioned last.
    Narrative,
}

/// For how many sentences news go on from a date.
const NEARBY: usize = 2;

/// For how many sentences a date mentioned last may be referred to.
const MEMORY: usize = 20;

/// The days between which the article was published.
#[derive(Clone, Copy)]
pub(super) struct Published {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

/// A date mentioned.
#[derive(Clone, Copy)]
pub(super) struct Mention {
    when: Edtf,
    sentence: usize,
    /// Which of the expressions it is.
    pub(super) index: usize,
}

pub(super) struct Context {
    pub(super) kind: DocumentKind,
    pub(super) published: Option<Published>,
    /// The date mentioned last, the last one known to the day, and the last quarter.
    any: Option<Mention>,
    day: Option<Mention>,
    quarter: Option<Mention>,
    /// How far the story has come: the last date that is no look back or ahead.
    story: Option<Mention>,
}

/// How many days after it was said a quotation may be printed.
const QUOTED_WITHIN: i64 = 7;

impl Context {
    pub(super) const fn new(kind: DocumentKind, published: Option<Published>) -> Self {
        Self {
            kind,
            published,
            any: None,
            day: None,
            quarter: None,
            story: None,
        }
    }

    /// The article's day; in a quotation the day on which it was said, if the text gives one.
    fn by_speaker(&self, timex: &Timex, give: impl Fn(NaiveDate) -> Option<Edtf>) -> Option<Edtf> {
        let said = self
            .day
            .filter(|said| timex.quoted && timex.sentence.saturating_sub(said.sentence) <= 1)
            .and_then(|said| said.when.as_day())
            .filter(|said| {
                self.published.is_some_and(|published| {
                    let ago = (published.last - *said).num_days();
                    (0..=QUOTED_WITHIN).contains(&ago)
                })
            });
        match said {
            Some(day) => give(day),
            None => self.by_article(give),
        }
    }

    pub(super) fn remember(&mut self, value: Option<Edtf>, timex: &Timex, index: usize) {
        let Some(when) = value else { return };
        // "recent years": a stretch is no place in time to go on from.
        let is_stretch = matches!(
            timex.meaning,
            Meaning::Run { .. } | Meaning::Duration { .. }
        );
        // News compare with "a year earlier" and go on with the present.
        let is_comparison = self.kind == DocumentKind::News
            && timex.granularity() >= Granularity::Month
            && matches!(timex.meaning, Meaning::Shift { back: true, .. });
        if is_stretch || is_comparison {
            return;
        }
        let mention = Some(Mention {
            when,
            sentence: timex.sentence,
            index,
        });
        self.any = mention;
        if when.as_day().is_some() {
            self.day = mention;
        }
        if timex.granularity() == Granularity::Quarter {
            self.quarter = mention;
        }
        if self.goes_on(when, timex) {
            self.story = mention;
        }
    }

    /// Whether the story comes to a date, and does not only look back or ahead to it.
    fn goes_on(&self, when: Edtf, timex: &Timex) -> bool {
        let (Some(next), Some(story)) = (
            when.start(),
            self.story.and_then(|story| story.when.start()),
        ) else {
            return when.start().is_some();
        };
        let looks_back = matches!(
            timex.meaning,
            Meaning::Shift { back: true, .. } | Meaning::Decade(_) | Meaning::Century(_)
        );
        let years = next.year_number() - story.year_number();
        let fine = next.month_number().is_some();
        let plain = !timex.attributive && timex.tense != Tense::Future && timex.cue != Cue::Since;
        !looks_back && (timex.place != Place::Inside || plain && (fine || years == 1))
    }

    /// The date mentioned last that an expression may go on from.
    pub(super) fn mention(&self, timex: &Timex) -> Option<Mention> {
        if self.kind == DocumentKind::Narrative && is_yearless(&timex.meaning) {
            return self.story;
        }
        let fine = match timex.meaning {
            Meaning::Shift { unit, .. } | Meaning::Spoken(unit) => matches!(
                unit.granularity(),
                Granularity::Time | Granularity::Day | Granularity::Week
            ),
            Meaning::Clock | Meaning::Weekday { .. } => true,
            _ => false,
        };
        let quarter = matches!(
            timex.meaning,
            Meaning::Spoken(Unit::Quarter)
                | Meaning::Shift {
                    unit: Unit::Quarter,
                    ..
                }
        );
        let mention = match (fine, quarter) {
            (_, true) => self.quarter,
            (true, _) => self.day,
            _ => self.any,
        };
        let memory = match (timex.meaning, self.kind) {
            (_, DocumentKind::Narrative) => MEMORY,
            // What is still to come at an hour is to come on the article's own day.
            (Meaning::Clock, _) if matches!(timex.tense, Tense::Future | Tense::Present) => 0,
            // "the year" of news is the article's.
            (Meaning::Spoken(Unit::Month | Unit::Year), _) => return None,
            _ => NEARBY,
        };
        mention.filter(|mention| timex.sentence.saturating_sub(mention.sentence) <= memory)
    }

    /// The quarter that "a year ago" is a year from: "profit rose in the third quarter from a year ago".
    fn quarter_spoken_of(&self, timex: &Timex) -> Option<NaiveDate> {
        let from_year = matches!(
            timex.meaning,
            Meaning::Shift {
                count: Some(count),
                unit: Unit::Year,
                back: true,
                anchor: Anchor::Article | Anchor::Mentioned,
            } if count == Count::whole(1)
        );
        let quarter = self.quarter.filter(|_| from_year)?;
        let other_year = self.any.is_some_and(|any| {
            any.index > quarter.index
                && any
                    .when
                    .start()
                    .is_some_and(|start| start.month_number().is_none())
        });
        (!other_year && timex.sentence.saturating_sub(quarter.sentence) <= 1)
            .then(|| quarter.when.first_day())?
    }

    /// What a function of the article's day gives, where all days it may be agree; else the month
    /// or the year that the answers share.
    fn by_article(&self, give: impl Fn(NaiveDate) -> Option<Edtf>) -> Option<Edtf> {
        let published = self.published?;
        let first = give(published.first)?;
        if published.first == published.last {
            return Some(first);
        }
        let last = give(published.last)?;
        if first == last {
            return Some(first);
        }
        shared_period(first, last)
    }

    /// The day to count from: that of the date mentioned last, else the article's.
    fn by_mention(&self, timex: &Timex, give: impl Fn(NaiveDate) -> Option<Edtf>) -> Option<Edtf> {
        match self.mention(timex) {
            Some(mention) => {
                let ahead = matches!(timex.meaning, Meaning::Shift { back: false, .. });
                let (start, end) = (mention.when.start(), mention.when.end());
                let from = if ahead { end.or(start) } else { start.or(end) };
                give(from?.first_day())
            }
            None if self.kind == DocumentKind::Narrative => None,
            None => self.by_article(give),
        }
    }

    /// What news count from the article's day, and a narrative from the date mentioned last.
    fn by_document(&self, timex: &Timex, give: impl Fn(NaiveDate) -> Option<Edtf>) -> Option<Edtf> {
        match self.kind {
            DocumentKind::News => self.by_article(give),
            DocumentKind::Narrative => self.by_mention(timex, give),
        }
    }

    /// A date without its year.
    fn in_some_year(
        &self,
        timex: &Timex,
        in_year: impl Fn(i32) -> Option<Partial>,
    ) -> Option<Edtf> {
        if self.kind == DocumentKind::Narrative {
            let start = self.mention(timex)?.when.start()?;
            return told_after(start, in_year).map(Edtf::date);
        }
        // "crude for May delivery rose"
        let tense = match (timex.cue, tense_of(timex)) {
            (Cue::Over, Tense::Past) => Tense::Unknown,
            (_, tense) => tense,
        };
        self.by_article(|article| yearless(article, &in_year, tense, timex.done))
    }

    /// A number of units from the day that the next expression names.
    pub(super) fn counted_from(&self, timex: &Timex, next: &Timex) -> Option<Edtf> {
        let Meaning::Shift {
            count, unit, back, ..
        } = timex.meaning
        else {
            return None;
        };
        let day = self.value(next)?.first_day()?;
        shifted(day, count?, unit, back)
    }

    /// The unit in which the day named next lies: "the quarter ended Sept. 30".
    pub(super) fn period_of(&self, next: &Timex, unit: Unit) -> Option<Edtf> {
        shift(self.value(next)?.last_day()?, unit, 0)
    }

    pub(super) fn value(&self, timex: &Timex) -> Option<Edtf> {
        let tense = tense_of(timex);
        match timex.meaning {
            Meaning::Date(date) => self.date(timex, date),
            Meaning::Range(first, last) => self.range(timex, first, last),
            Meaning::WeekOf(date) => shift(self.date(timex, date)?.first_day()?, Unit::Week, 0),
            Meaning::Weekday { day, which, week } => self.weekday(timex, day, which, week),
            Meaning::Weekdays(first, last) => self.by_article(|article| {
                let start = match tense {
                    Tense::Future | Tense::Present => next_weekday(article, first),
                    Tense::Past | Tense::Unknown => {
                        // The stretch ended on or before the article's day.
                        last_weekday(last_weekday(article, last)?, first)
                    }
                }?;
                days(start, next_weekday(start, last)?)
            }),
            Meaning::Decade(year) => decade(year),
            Meaning::Century(number) => century(number),
            Meaning::Season { season, year } => {
                let months = CalendarDate {
                    year,
                    month: Some(season * 3 + 3),
                    day: None,
                };
                let start = self.date(timex, months)?.start()?.first_day();
                Some(Edtf::interval(
                    plus_months(start, 0)?,
                    plus_months(start, 2)?,
                ))
            }
            Meaning::Months {
                first, last, year, ..
            } => self.months(timex, first, last, year),
            Meaning::Holiday { rule, year } => self.holiday(timex, rule, year),
            Meaning::Today(_) if self.kind == DocumentKind::Narrative => None,
            Meaning::Today(0) => self.by_speaker(timex, Edtf::day),
            Meaning::Today(offset) => self.by_article(|day| Edtf::day(plus_days(day, offset)?)),
            Meaning::Unit { unit, which, .. } => self.by_document(timex, |article| {
                picked(article, unit, which, timex.part, tense)
            }),
            Meaning::Run { count, unit, ahead } => {
                let count = count?.rounded_down();
                self.by_article(|article| run(article, count, unit, ahead))
            }
            Meaning::Shift {
                count,
                unit,
                back,
                anchor,
            } => {
                let count = count?;
                let give = |day| shifted(day, count, unit, back);
                if let Some(quarter) = self.quarter_spoken_of(timex) {
                    return quarter_year_ago(quarter);
                }
                match anchor {
                    Anchor::Article => self.by_document(timex, give),
                    Anchor::Mentioned => self.by_mention(timex, give),
                    Anchor::Event => None,
                }
            }
            Meaning::Clock => self.by_mention(timex, Edtf::day),
            Meaning::Spoken(unit) => match self.mention(timex) {
                Some(_) => self.by_mention(timex, |day| shift(day, unit, 0)),
                None => self.by_article(|article| spoken_of(article, unit)),
            },
            Meaning::QuarterYearAgo => match self.quarter {
                Some(mention) if timex.sentence.saturating_sub(mention.sentence) <= NEARBY => {
                    quarter_year_ago(mention.when.first_day()?)
                }
                _ => self
                    .by_article(|article| quarter_year_ago(plus_months(article, -3)?.first_day())),
            },
            Meaning::Duration { .. }
            | Meaning::Durations(..)
            | Meaning::Set { .. }
            | Meaning::Each(_)
            | Meaning::Reference(..) => None,
        }
    }

    fn weekday(
        &self,
        timex: &Timex,
        day: Weekday,
        which: Which,
        week: Option<i32>,
    ) -> Option<Edtf> {
        match which {
            Which::Following => self.by_mention(timex, |from| {
                Edtf::day(next_weekday(plus_days(from, 1)?, day)?)
            }),
            Which::Previous => self.by_mention(timex, |from| {
                Edtf::day(last_weekday(plus_days(from, -1)?, day)?)
            }),
            _ if which == Which::Same || self.kind == DocumentKind::Narrative => {
                self.by_mention(timex, |from| Edtf::day(next_weekday(from, day)?))
            }
            _ => {
                let tense = tense_of(timex);
                self.by_article(|article| weekday(article, day, which, week, tense))
            }
        }
    }

    fn date(&self, timex: &Timex, date: CalendarDate) -> Option<Edtf> {
        match date.year {
            YearRef::Number(year) => date.in_year(year).map(Edtf::date),
            // "the 12th of this month"
            YearRef::Offset(by) if date.month.is_none() && date.day.is_some() => {
                self.by_article(|article| {
                    let month = plus_months(article, by)?.first_day();
                    Edtf::day(month.with_day(date.day?)?)
                })
            }
            YearRef::Offset(by) => self.by_document(timex, |article| {
                date.in_year(article.year().checked_add(by)?)
                    .map(Edtf::date)
            }),
            // "the 15th"
            YearRef::Mentioned(_) if date.month.is_none() && date.day.is_some() => {
                self.by_mention(timex, |from| Edtf::day(from.with_day(date.day?)?))
            }
            YearRef::Mentioned(by) => self.by_mention(timex, |day| {
                date.in_year(day.year().checked_add(by)?).map(Edtf::date)
            }),
            YearRef::Before => self.by_document(timex, |article| {
                latest(article, |year| date.in_year(year), true).map(Edtf::date)
            }),
            YearRef::After => self.by_document(timex, |article| {
                earliest(article, |year| date.in_year(year), true).map(Edtf::date)
            }),
            YearRef::Missing => self.in_some_year(timex, |year| date.in_year(year)),
        }
    }

    fn holiday(&self, timex: &Timex, rule: Holiday, year: YearRef) -> Option<Edtf> {
        let in_year = |year| on_holiday(rule, year).and_then(Partial::day);
        match year {
            YearRef::Missing => self.in_some_year(timex, in_year),
            YearRef::Before => {
                self.by_document(timex, |day| latest(day, in_year, true).map(Edtf::date))
            }
            YearRef::After => {
                self.by_document(timex, |day| earliest(day, in_year, true).map(Edtf::date))
            }
            _ => {
                let whole = CalendarDate {
                    year,
                    month: None,
                    day: None,
                };
                let year = self.date(timex, whole)?.start()?.year_number();
                in_year(year).map(Edtf::date)
            }
        }
    }

    fn range(&self, timex: &Timex, first: CalendarDate, last: CalendarDate) -> Option<Edtf> {
        let start = self.date(timex, first)?.start()?;
        let end = match last.year {
            YearRef::Missing => last
                .in_year(start.year_number())
                .filter(|end| end.last_day() >= start.first_day())
                .or_else(|| last.in_year(start.year_number() + 1)),
            _ => self.date(timex, last)?.end(),
        }?;
        (start.first_day() <= end.last_day()).then(|| Edtf::interval(start, end))
    }

    fn months(&self, timex: &Timex, first: u32, last: u32, year: YearRef) -> Option<Edtf> {
        let interval = |year| {
            Some(Edtf::interval(
                Partial::month(year, first)?,
                Partial::month(year, last)?,
            ))
        };
        let tense = tense_of(timex);
        match year {
            // The last one that is over, or the coming one.
            YearRef::Missing | YearRef::Before | YearRef::After => {
                self.by_document(timex, |article| {
                    let this = interval(article.year())?;
                    let over = this.last_day()? < article;
                    match tense {
                        Tense::Future | Tense::Present => Some(this),
                        _ if over => Some(this),
                        _ => interval(article.year() - 1),
                    }
                })
            }
            _ => {
                let whole = CalendarDate {
                    year,
                    month: None,
                    day: None,
                };
                interval(self.date(timex, whole)?.start()?.year_number())
            }
        }
    }
}

/// The ten years from one on; before the common era, those of "the 470s BC" (-470).
fn decade(year: i32) -> Option<Edtf> {
    if year < 0 {
        years(year - 8, year.checked_add(1)?)
    } else {
        years(year, year.checked_add(9)?)
    }
}

/// A century by its number, negative before the common era.
fn century(number: i32) -> Option<Edtf> {
    let first = if number < 0 {
        number.checked_mul(100)?
    } else {
        number.checked_sub(1)?.checked_mul(100)?
    };
    years(first.checked_add(1)?, first.checked_add(100)?)
}

/// The quarter of a year ago in which the day of a quarter lies.
fn quarter_year_ago(day: NaiveDate) -> Option<Edtf> {
    let year = shift(day, Unit::Year, -1)?.first_day()?;
    shift(year.with_month(day.month())?, Unit::Quarter, 0)
}

/// So many units before or after a day; half a year is six months.
fn shifted(day: NaiveDate, count: Count, unit: Unit, back: bool) -> Option<Edtf> {
    let (count, unit) = match unit {
        Unit::Year if count.has_part() => (count.times(12), Unit::Month),
        Unit::Decade if count.has_part() => (count.times(10), Unit::Year),
        _ => (count, unit),
    };
    let by = count.rounded_down();
    shift(day, unit, if back { by.checked_neg()? } else { by })
}

/// The month, quarter or year that news speak of where they do not name it: the last one that is over, and
/// the year from spring on.
fn spoken_of(article: NaiveDate, unit: Unit) -> Option<Edtf> {
    let back = match unit {
        Unit::Month => 1,
        Unit::Quarter | Unit::Year => 3,
        _ => 0,
    };
    shift(plus_months(article, -back)?.first_day(), unit, 0)
}

/// Whether the year is left to the story.
const fn is_yearless(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Date(CalendarDate {
            year: YearRef::Missing,
            ..
        }) | Meaning::Range(
            CalendarDate {
                year: YearRef::Missing,
                ..
            },
            _
        ) | Meaning::Season {
            year: YearRef::Missing,
            ..
        } | Meaning::Holiday {
            year: YearRef::Missing,
            ..
        }
    )
}

/// The tense of the clause; the preposition tells where the verb does not.
const fn tense_of(timex: &Timex) -> Tense {
    match timex.cue {
        Cue::Since => Tense::Past,
        // "postponed until Friday", but "Until Thursday, they had not called".
        Cue::Until if !matches!(timex.place, Place::Opening) => Tense::Future,
        Cue::Until | Cue::By if !matches!(timex.tense, Tense::Past) => Tense::Future,
        _ => timex.tense,
    }
}

/// The month or year that two answers share.
fn shared_period(one: Edtf, other: Edtf) -> Option<Edtf> {
    let ends = [one.start()?, one.end()?, other.start()?, other.end()?];
    let first = ends.first()?;
    if ends
        .iter()
        .any(|end| end.year_number() != first.year_number())
    {
        return None;
    }
    let to_the_day = one.days()? <= 14;
    if !to_the_day {
        return Partial::year(first.year_number()).map(Edtf::date);
    }
    let month = first.month_number()?;
    ends.iter()
        .all(|end| end.month_number() == Some(month))
        .then(|| Partial::month(first.year_number(), month).map(Edtf::date))
        .flatten()
}
