//! The words that the grammar of dates tells apart.

use chrono::Weekday;

use super::holidays::HolidayName;
use super::meaning::{Habit, Hedge, Part, Reference, Which};
use super::units::{DayPart, Unit};

/// A token as the grammar sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Outside the sentence.
    Edge,
    /// A word of no interest.
    Other,
    /// A mark of no interest.
    Mark,
    /// "1992": four plain digits that can be a year.
    Year(i32),
    /// One or two plain digits.
    Digits(u32),
    /// Any other small whole number, in digits or words.
    Number(u32),
    /// Any other number.
    Amount,
    Ordinal(u32),
    Suffix,
    Weekday(Weekday),
    Weekdays(Weekday),
    Month(u32),
    Season(u32),
    Unit(Unit),
    Units(Unit),
    Daypart(DayPart),
    Dayparts(DayPart),
    /// "noon", "midnight": the hour.
    Noon(u32),
    /// "a.m." and "p.m.": hours to add.
    Meridiem(u32),
    /// "GMT": minutes east of Greenwich.
    Zone(i32),
    /// "BC" (true) and "AD".
    Era(bool),
    Today(i64),
    Tonight,
    Overnight,
    /// "the nineties": the first year.
    Decade(i32),
    Which(Which),
    Part(Part),
    Earlier,
    Later,
    Ago,
    Few,
    The,
    A,
    Of,
    To,
    Through,
    Until,
    And,
    Or,
    From,
    Between,
    Since,
    By,
    Before,
    After,
    In,
    For,
    Over,
    Within,
    Eve,
    Every,
    Frequency(Unit),
    Fiscal,
    Reference(Reference, Habit),
    /// "the future", "the present": a time after "the" only.
    Tense(Reference),
    /// "the moment".
    Moment,
    /// "this time".
    Time,
    /// "another", "more": between a number and its unit.
    More,
    /// "another": one more.
    Another,
    /// "full": between "the" and a unit.
    Full,
    /// "other", of "every other week".
    Alternate,
    Ahead,
    /// "period", of "the year-earlier period".
    Period,
    /// "part", of "the early part of".
    Share,
    /// "local", of "local time".
    Local,
    /// "twice", "times".
    Times,
    Just,
    Up,
    Half,
    Long,
    Old,
    /// "clock", of "o'clock".
    Clock,
    /// "near", of "the near future".
    Near,
    /// "post", of "post-1989".
    Prefix,
    /// "Black", of "Black Friday".
    Epithet,
    /// What is measured by the year ("levels", "earnings"): a number before it can be a year.
    Yearly,
    /// "take", "spend": a bare length may follow.
    Lasting,
    /// "weeklong".
    Lengthy(Unit),
    /// "touchdown": halves and quarters here are those of a game.
    Game,
    Hedge(Hedge),
    Than,
    Less,
    Least,
    /// What makes the number before it a count ("million", "%").
    Measure,
    Dash,
    Comma,
    Stop,
    Slash,
    Possessive,
    Opening,
    Closing,
    Currency,
    /// "its", "their".
    Determiner,
    /// The letter of "Q3".
    Q,
    /// The first word of a holiday's name: its rule.
    Holiday(HolidayName),
}

impl Word {
    /// Whether it can be any word of a sentence: it means something only beside others.
    pub(super) const fn is_common(self) -> bool {
        matches!(
            self,
            Self::Other
                | Self::Measure
                | Self::Yearly
                | Self::Lasting
                | Self::Game
                | Self::Time
                | Self::Times
                | Self::Period
                | Self::Share
                | Self::Local
                | Self::Near
                | Self::Full
                | Self::Long
                | Self::Alternate
        )
    }
}
