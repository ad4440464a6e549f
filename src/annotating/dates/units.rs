//! Units of time, how many of them, and the parts of a day.

/// How fine a time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// A part of a day, or finer.
    Time,
    /// A day.
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// Three months: a quarter, a season.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years or a hundred.
    Decade,
    /// Not told.
    Unknown,
}

/// Units of time, the shorter first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the meaning")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// Whether it is told as a number of another unit.
    pub const fn is_odd(self) -> bool {
        matches!(
            self,
            Self::Weekend
                | Self::Fortnight
                | Self::Quarter
                | Self::Half
                | Self::Decade
                | Self::Century
        )
    }

    /// How fine the unit is.
    pub const fn granularity(self) -> Granularity {
        match self {
            Self::Second | Self::Minute | Self::Hour => Granularity::Time,
            Self::Day => Granularity::Day,
            Self::Week | Self::Weekend | Self::Fortnight => Granularity::Week,
            Self::Month => Granularity::Month,
            Self::Quarter => Granularity::Quarter,
            Self::Half => Granularity::Half,
            Self::Year => Granularity::Year,
            Self::Decade | Self::Century => Granularity::Decade,
        }
    }

    /// The word for it, in the singular.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Weekend => "weekend",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOfDay {
    /// "morning", "night".
    Part(DayPart),
    /// "8 p.m.", "14:48:05 GMT".
    Clock {
        /// 0 to 24.
        hour: u32,
        /// 0 to 59, where it is told.
        minute: u32,
        /// 0 to 59, where it is told.
        second: Option<u32>,
        /// Minutes east of Greenwich, where the zone is told.
        zone: Option<i32>,
    },
}

/// The parts of a day that TIMEX3 knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the meaning")]
pub enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// A count of units in hundredths, so that "two and a half" and "9.63" have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(u32);

impl Count {
    /// So many whole units.
    pub const fn whole(number: u32) -> Self {
        Self(number.saturating_mul(100))
    }

    /// Half a unit more.
    pub const fn and_a_half(self) -> Self {
        Self(self.0.saturating_add(50))
    }

    /// Digits with up to two decimal places ("2.5", "1,500").
    pub fn read(digits: &str) -> Option<Self> {
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let whole: u32 = whole.replace(',', "").parse().ok()?;
        let hundredths = match part.len() {
            1 => part.parse::<u32>().ok()? * 10,
            2 => part.parse().ok()?,
            _ => return None,
        };
        Some(Self(whole.checked_mul(100)?.checked_add(hundredths)?))
    }

    /// So many times as much.
    pub const fn times(self, by: u32) -> Self {
        Self(self.0.saturating_mul(by))
    }

    /// Whether it is half a unit and no more.
    pub const fn is_half(self) -> bool {
        self.0 == 50
    }

    /// Whether a part of a unit is told.
    pub const fn has_part(self) -> bool {
        !self.0.is_multiple_of(100)
    }

    /// So many units of time in seconds, where they are no longer than hours.
    pub fn in_seconds(self, unit: Unit) -> Option<i64> {
        let one = match unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3600,
            _ => return None,
        };
        Some(i64::from(self.0) * one / 100)
    }

    /// The number of whole units, what is over left out.
    pub fn rounded_down(self) -> i32 {
        i32::try_from(self.0 / 100).unwrap_or(i32::MAX)
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match (part, part % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", part / 10),
            _ => write!(f, "{whole}.{part:02}"),
        }
    }
}
