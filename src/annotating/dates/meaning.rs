//! What a temporal expression says by its own words, before the article's date is known.

use super::units::{Count, DayPart, Granularity, Unit};
use crate::edtf::Partial;
use chrono::Weekday;

/// The five things a temporal expression can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day, month, year …: when something is.
    Point,
    /// From one time to another: "6 to 9 June", "the past six years".
    Span,
    /// A length: "five years".
    Duration,
    /// A repetition: "every year".
    Set,
    /// "recently", "now".
    Vague,
}

/// The types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexType {
    /// A calendar time.
    Date,
    /// A time of day.
    Time,
    /// A length.
    Duration,
    /// A repetition.
    Set,
}

impl TimexType {
    /// Its name in TIMEX3.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// The word that picks one unit among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// No such word ("Friday").
    Bare,
    /// "this", "current".
    This,
    /// "last".
    Last,
    /// "latest": the last that is over.
    Latest,
    /// "past": the stretch that ends now.
    Past,
    /// "next".
    Next,
    /// "coming": the stretch that begins now.
    Coming,
    /// "previous": before the date mentioned last.
    Previous,
    /// "following": after the date mentioned last.
    Following,
    /// "same", "that": the date mentioned last.
    Same,
    /// "recent".
    Recent,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the meaning")]
pub enum Part {
    Early,
    Middle,
    Late,
    Start,
    End,
    /// "earlier this week": up to the article's date.
    SoFar,
    /// "later this week": from the article's date on.
    StillToCome,
}

/// How near the value the words say they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// "about", "roughly".
    Approx,
    /// "more than", "over".
    More,
    /// "less than", "nearly".
    Less,
    /// "at least".
    AtLeast,
    /// "at most", "up to".
    AtMost,
}

/// What comes again and again, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the meaning")]
pub enum Named {
    Weekday(Weekday),
    Month(u32),
    Season(u32),
    Part(DayPart),
}

/// How the day of a holiday is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the example of each variant names its fields")]
pub enum Holiday {
    /// 25 December.
    Fixed { month: u32, day: u32 },
    /// The fourth Thursday of November, and so many days more; the last one counts from the end (-1).
    Weekday {
        month: u32,
        day: Weekday,
        number: i8,
        plus: i64,
    },
    /// So many days after Easter Sunday (Gregorian).
    Easter(i64),
}

/// The preposition before an expression, as far as it changes the meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cue {
    /// No preposition.
    #[default]
    None,
    /// "in", "on", "at", "during".
    In,
    /// "since": from then to now.
    Since,
    /// "from": from then on.
    From,
    /// "until", "through": up to then.
    Until,
    /// "by": not later than.
    By,
    /// "before".
    Before,
    /// "after".
    After,
    /// "over", "within", "for": during the whole of it.
    Over,
}

/// The time of a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// A past form stands nearest.
    Past,
    /// "will", "is scheduled to", "to meet".
    Future,
    /// "meets", "opens": today, to come, or of yesterday in a headline.
    Present,
    /// No verb told.
    #[default]
    Unknown,
}

/// How an expression tells the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRef {
    /// In digits.
    Number(i32),
    /// By distance from the article's year ("last year" is -1).
    Offset(i32),
    /// By distance from the year mentioned last ("the following year" is 1).
    Mentioned(i32),
    /// "last June": the last one before the article's month.
    Before,
    /// "next June".
    After,
    /// "the previous June": the last one before the date mentioned last.
    BeforeMention,
    /// "the following June".
    AfterMention,
    /// Not at all ("June 6").
    Missing,
}

/// A calendar date of which parts may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDate {
    /// The year, or how to find it.
    pub year: YearRef,
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 to 31.
    pub day: Option<u32>,
}

impl CalendarDate {
    /// The date in a year; `None` where there is no such day.
    pub fn in_year(self, year: i32) -> Option<Partial> {
        match (self.month, self.day) {
            (None, _) => Partial::year(year),
            (Some(month), None) => Partial::month(year, month),
            (Some(month), Some(day)) => {
                chrono::NaiveDate::from_ymd_opt(year, month, day).and_then(Partial::day)
            }
        }
    }

    /// The date, where the year is given in digits.
    pub fn absolute(self) -> Option<Partial> {
        match self.year {
            YearRef::Number(year) => self.in_year(year),
            _ => None,
        }
    }

    /// How fine it is.
    pub const fn granularity(self) -> Granularity {
        match (self.month, self.day) {
            (_, Some(_)) => Granularity::Day,
            (Some(_), None) => Granularity::Month,
            (None, None) => Granularity::Year,
        }
    }
}

/// What a relative expression is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The article's own date ("ago").
    Article,
    /// The date mentioned last ("a year earlier").
    Mentioned,
    /// An event in the sentence ("two days after the summit").
    Event,
}

/// Where a vague expression points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the meaning")]
pub enum Reference {
    Past,
    Present,
    Future,
}

/// Which texts count a word among their expressions of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// All.
    Any,
    /// News ("soon").
    News,
    /// Histories ("former").
    Narrative,
}

/// The meaning of an expression, with gaps where only its context can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the example of each variant names its fields")]
pub enum Meaning {
    /// "June 6", "6 June 2024", "in 1987", "March last year".
    Date(CalendarDate),
    /// "June 6 to 9", "2015-2018".
    Range(CalendarDate, CalendarDate),
    /// "Wednesday", "last Friday"; `week` where a week is named ("Monday last week" is -1).
    Weekday {
        day: Weekday,
        which: Which,
        week: Option<i32>,
    },
    /// "the week of 6 May".
    WeekOf(CalendarDate),
    /// "Monday to Wednesday".
    Weekdays(Weekday, Weekday),
    /// "the 1990s": the first year.
    Decade(i32),
    /// "the 20th century": its number.
    Century(i32),
    /// "summer 2025": 0 spring to 3 winter.
    Season { season: u32, year: YearRef },
    /// "the third quarter of 2025": months `first` to `last` of a year.
    Months {
        first: u32,
        last: u32,
        year: YearRef,
        unit: Unit,
    },
    /// "today" and its neighbours.
    Today(i64),
    /// "overnight": from the evening before.
    Overnight,
    /// "last year", "this week"; `definite` after "the" ("the last week").
    Unit {
        unit: Unit,
        which: Which,
        definite: bool,
    },
    /// "the past six years", "the next three days", "recent months".
    Run {
        count: Option<Count>,
        unit: Unit,
        ahead: bool,
    },
    /// "two years ago", "a day earlier", "two weeks later".
    Shift {
        count: Option<Count>,
        unit: Unit,
        back: bool,
        anchor: Anchor,
    },
    /// "five years"; no count for "several years".
    Duration { count: Option<Count>, unit: Unit },
    /// "12 and 18 months", "five to six hours".
    Durations(Count, Count, Unit),
    /// "17 years and four days", "an hour and 45 minutes".
    Sum(Count, Unit, Count, Unit),
    /// "every two years".
    Set { count: Option<Count>, unit: Unit },
    /// "every Monday", "Sundays".
    Each(Named),
    /// "Christmas Eve", "Easter 2019".
    Holiday { rule: Holiday, year: YearRef },
    /// "the year-earlier quarter".
    QuarterYearAgo,
    /// "8 p.m.": of the day that the text speaks of.
    Clock,
    /// "the year", "later in the day": the unit that the text speaks of.
    Spoken(Unit),
    /// "recently", "now", "soon".
    Reference(Reference, Habit),
}

impl Meaning {
    /// Point, period, length, repetition or vague reference.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Range(..) | Self::Weekdays(..) | Self::Run { .. } => Kind::Span,
            Self::Duration { .. } | Self::Durations(..) | Self::Sum(..) => Kind::Duration,
            Self::Set { .. } | Self::Each(_) => Kind::Set,
            Self::Reference(..) => Kind::Vague,
            _ => Kind::Point,
        }
    }

    /// The TIMEX3 type of an expression that names no time of day.
    pub const fn timex_type(&self) -> TimexType {
        match self {
            Self::Duration { .. }
            | Self::Durations(..)
            | Self::Sum(..)
            | Self::Run { .. }
            | Self::Months {
                unit: Unit::Month, ..
            }
            | Self::Shift {
                anchor: Anchor::Event,
                ..
            }
            | Self::Shift {
                count: None,
                unit: Unit::Second | Unit::Minute | Unit::Hour,
                ..
            } => TimexType::Duration,
            Self::Set { .. } | Self::Each(_) => TimexType::Set,
            Self::Clock
            | Self::Shift {
                count: Some(_),
                unit: Unit::Second | Unit::Minute | Unit::Hour,
                ..
            } => TimexType::Time,
            _ => TimexType::Date,
        }
    }

    /// How fine it is.
    pub const fn granularity(&self) -> Granularity {
        match self {
            Self::Date(date) | Self::Range(date, _) => date.granularity(),
            Self::Weekday { .. }
            | Self::Weekdays(..)
            | Self::Today(_)
            | Self::Overnight
            | Self::Holiday { .. }
            | Self::Each(_) => Granularity::Day,
            Self::Clock => Granularity::Time,
            Self::WeekOf(_) => Granularity::Week,
            Self::Decade(_) | Self::Century(_) => Granularity::Decade,
            Self::Season { .. } | Self::QuarterYearAgo => Granularity::Quarter,
            Self::Months { unit, .. }
            | Self::Unit { unit, .. }
            | Self::Run { unit, .. }
            | Self::Shift { unit, .. }
            | Self::Duration { unit, .. }
            | Self::Durations(_, _, unit)
            | Self::Sum(_, unit, ..)
            | Self::Spoken(unit)
            | Self::Set { unit, .. } => unit.granularity(),
            Self::Reference(..) => Granularity::Unknown,
        }
    }
}
