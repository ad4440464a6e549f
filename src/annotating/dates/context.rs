//! What an expression can be counted from: the article's date, the dates mentioned before it, how far a
//! story has come.

use chrono::NaiveDate;

use super::calendar::plus_days;
use super::kind::DocumentKind;
use super::meaning::{Anchor, CalendarDate, Cue, Meaning, Part, Tense, YearRef};
use super::reckoning::{told_after, yearless};
use super::units::{Count, Granularity, TimeOfDay, Unit};
use super::{Place, Timex};
use crate::edtf::{Edtf, Partial};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// For how many sentences news go on from a date.
pub(super) const NEARBY: usize = 2;

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
    pub(super) when: Edtf,
    pub(super) sentence: usize,
    /// Which of the expressions it is.
    pub(super) index: usize,
}

/// An hour by the clock mentioned, of a day.
#[derive(Clone, Copy)]
pub(super) struct Hour {
    day: NaiveDate,
    /// Since midnight, in seconds.
    seconds: i64,
    zone: Option<i32>,
    sentence: usize,
}

pub(super) struct Context {
    pub(super) kind: DocumentKind,
    pub(super) published: Option<Published>,
    /// The date mentioned last, the last one known to the day, and the last quarter.
    any: Option<Mention>,
    day: Option<Mention>,
    pub(super) quarter: Option<Mention>,
    /// The hour mentioned last, with its day.
    pub(super) hour: Option<Hour>,
    /// How far the story has come: the last date that is no look back or ahead.
    story: Option<Mention>,
}

/// How many days after it happened or was said a thing is news.
const NEWS_WITHIN: i64 = 7;

impl Context {
    pub(super) const fn new(kind: DocumentKind, published: Option<Published>) -> Self {
        Self {
            kind,
            published,
            any: None,
            day: None,
            quarter: None,
            hour: None,
            story: None,
        }
    }

    /// The article's day; in a quotation the day on which it was said, if the text gives one.
    pub(super) fn by_speaker(
        &self,
        timex: &Timex,
        give: impl Fn(NaiveDate) -> Option<Edtf>,
    ) -> Option<Edtf> {
        let said = self
            .day
            .filter(|said| timex.quoted && timex.sentence == said.sentence)
            .filter(|said| self.is_of_late(said))
            .and_then(|said| said.when.as_day());
        match said {
            Some(day) => give(day),
            None => self.by_article(give),
        }
    }

    /// Keeps an hour for those counted from it.
    pub(super) fn remember_hour(&mut self, when: Option<Edtf>, time: TimeOfDay, sentence: usize) {
        if let (
            Some(day),
            TimeOfDay::Clock {
                hour,
                minute,
                second,
                zone,
            },
        ) = (when.and_then(Edtf::as_day), time)
        {
            self.hour = Some(Hour {
                day,
                seconds: i64::from(hour * 3600 + minute * 60 + second.unwrap_or_default()),
                zone,
                sentence,
            });
        }
    }

    /// "ten minutes later": so long from the hour mentioned last.
    pub(super) fn hour_from(&self, timex: &Timex) -> Option<(Edtf, TimeOfDay)> {
        let Meaning::Shift {
            count: Some(count),
            unit,
            back,
            anchor: Anchor::Mentioned,
        } = timex.meaning
        else {
            return None;
        };
        let by = count.in_seconds(unit)?;
        let from = self
            .hour
            .filter(|hour| timex.sentence.saturating_sub(hour.sentence) <= NEARBY)?;
        let seconds = from.seconds + if back { -by } else { by };
        let day = plus_days(from.day, seconds.div_euclid(DAY))?;
        let of_day = u32::try_from(seconds.rem_euclid(DAY)).ok()?;
        let time = TimeOfDay::Clock {
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: (unit == Unit::Second).then_some(of_day % 60),
            zone: from.zone,
        };
        Some((Edtf::day(day)?, time))
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
            Meaning::Shift { back: true, .. }
                | Meaning::Decade(_)
                | Meaning::Century(_)
                | Meaning::Date(CalendarDate {
                    year: YearRef::BeforeMention | YearRef::Mentioned(..=-1),
                    ..
                })
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
            (Meaning::Spoken(Unit::Day), _) if timex.part == Some(Part::StillToCome) => 0,
            _ => NEARBY,
        };
        let goes_on = |mention: &Mention| {
            let beside = mention.sentence == timex.sentence;
            let clock = matches!(timex.meaning, Meaning::Clock | Meaning::Spoken(Unit::Day))
                && self.kind == DocumentKind::News;
            !clock || beside || self.is_of_late(mention)
        };
        mention
            .filter(|mention| timex.sentence.saturating_sub(mention.sentence) <= memory)
            .filter(goes_on)
    }

    /// The quarter that "a year ago" is a year from: "profit rose in the third quarter from a year ago".
    pub(super) fn quarter_spoken_of(&self, timex: &Timex) -> Option<NaiveDate> {
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
        let other_year = self
            .any
            .is_some_and(|any| any.index > quarter.index && any.when.as_day().is_none());
        (!other_year && timex.sentence.saturating_sub(quarter.sentence) <= 1)
            .then(|| quarter.when.first_day())?
    }

    /// Whether a day lies in the week before the article, as what news tell of does.
    fn is_of_late(&self, mention: &Mention) -> bool {
        let days = self
            .published
            .zip(mention.when.as_day())
            .map(|(published, day)| (published.last - day).num_days());
        days.is_some_and(|days| (0..=NEWS_WITHIN).contains(&days))
    }

    /// What a function of the article's day gives, where all days it may be agree; else the month
    /// or the year that the answers share.
    pub(super) fn by_article(&self, give: impl Fn(NaiveDate) -> Option<Edtf>) -> Option<Edtf> {
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
    pub(super) fn by_mention(
        &self,
        timex: &Timex,
        give: impl Fn(NaiveDate) -> Option<Edtf>,
    ) -> Option<Edtf> {
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
    pub(super) fn by_document(
        &self,
        timex: &Timex,
        give: impl Fn(NaiveDate) -> Option<Edtf>,
    ) -> Option<Edtf> {
        match self.kind {
            DocumentKind::News => self.by_article(give),
            DocumentKind::Narrative => self.by_mention(timex, give),
        }
    }

    /// A date without its year.
    pub(super) fn in_some_year(
        &self,
        timex: &Timex,
        in_year: impl Fn(i32) -> Option<Partial>,
    ) -> Option<Edtf> {
        if self.kind == DocumentKind::Narrative {
            let start = self.mention(timex)?.when.start()?;
            return told_after(start, in_year).map(Edtf::date);
        }
        // "crude for May delivery rose"
        let (tense, done) = match (timex.cue, tense_of(timex)) {
            (Cue::Over, Tense::Past) => (Tense::Unknown, false),
            // "promised a part in the June meeting"
            (_, Tense::Past) if timex.attributive => (Tense::Unknown, false),
            (_, tense) => (tense, timex.done),
        };
        self.by_article(|article| yearless(article, &in_year, tense, done))
    }
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
pub(super) const fn tense_of(timex: &Timex) -> Tense {
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
