//! What each expression comes to, given what it can be counted from.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Timex;
use super::calendar::{days, last_weekday, next_weekday, plus_days, plus_months, years};
use super::context::{Context, NEARBY, tense_of};
use super::kind::DocumentKind;
use super::meaning::{Anchor, CalendarDate, Meaning, Tense, Which, YearRef};
use super::reckoning::{earliest, latest, on_holiday, picked, run, shift, weekday};
use super::units::{Count, DayPart, TimeOfDay, Unit};
use crate::edtf::{Edtf, Partial};

impl Context {
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
            // "last summer": the last one that is over.
            Meaning::Season {
                season,
                year: YearRef::Before,
            } => self.by_document(timex, |article| {
                (0..=2).find_map(|back| {
                    season_of(article.year() - back, season)
                        .filter(|season| season.last_day().is_some_and(|last| last < article))
                })
            }),
            Meaning::Season { season, year } => {
                let months = CalendarDate {
                    year,
                    month: Some(season * 3 + 3),
                    day: None,
                };
                season_of(self.date(timex, months)?.start()?.year_number(), season)
            }
            Meaning::Months {
                first, last, year, ..
            } => self.months(timex, first, last, year),
            Meaning::Holiday { rule, year } => self.in_year(timex, year, |year| {
                on_holiday(rule, year).and_then(Partial::day)
            }),
            Meaning::Today(_) if self.kind == DocumentKind::Narrative => None,
            Meaning::Overnight => self.by_document(timex, Edtf::day),
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
            // "they spent the night in tents": the one before the article
            Meaning::Clock
                if timex.time == Some(TimeOfDay::Part(DayPart::Night))
                    && tense == Tense::Past
                    && self.mention(timex).is_none() =>
            {
                self.by_article(|article| Edtf::day(plus_days(article, -1)?))
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
            | Meaning::Sum(..)
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
        if let (None, Some(day)) = (date.month, date.day) {
            // "the 12th of this month", "the 15th"
            return match date.year {
                YearRef::Offset(by) => self.by_article(|article| {
                    let month = plus_months(article, by)?.first_day();
                    Edtf::day(month.with_day(day)?)
                }),
                _ => self.by_mention(timex, |from| Edtf::day(from.with_day(day)?)),
            };
        }
        self.in_year(timex, date.year, |year| date.in_year(year))
    }

    /// What a year holds, in the year that is meant.
    fn in_year(
        &self,
        timex: &Timex,
        year: YearRef,
        in_year: impl Fn(i32) -> Option<Partial>,
    ) -> Option<Edtf> {
        let moved = |day: NaiveDate, by| in_year(day.year().checked_add(by)?).map(Edtf::date);
        let before = |day| latest(day, &in_year, true).map(Edtf::date);
        let after = |day| earliest(day, &in_year, true).map(Edtf::date);
        match year {
            YearRef::Number(year) => in_year(year).map(Edtf::date),
            YearRef::Offset(by) => self.by_document(timex, |day| moved(day, by)),
            YearRef::Mentioned(by) => self.by_mention(timex, |day| moved(day, by)),
            YearRef::Before => self.by_document(timex, before),
            YearRef::After => self.by_document(timex, after),
            YearRef::BeforeMention => self.by_mention(timex, before),
            YearRef::AfterMention => self.by_mention(timex, after),
            YearRef::Missing => self.in_some_year(timex, in_year),
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
            // The last one that has begun, or the coming one.
            YearRef::Missing | YearRef::Before | YearRef::After => {
                self.by_document(timex, |article| {
                    let this = interval(article.year())?;
                    let begun = this.first_day()? <= article;
                    match tense {
                        Tense::Future | Tense::Present => Some(this),
                        _ if begun => Some(this),
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

/// Three months from March, June, September or December on.
fn season_of(year: i32, season: u32) -> Option<Edtf> {
    let first = Partial::month(year, season * 3 + 3)?;
    Some(Edtf::interval(first, plus_months(first.first_day(), 2)?))
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
        _ => return shift(article, unit, 0),
    };
    shift(plus_months(article, -back)?.first_day(), unit, 0)
}
