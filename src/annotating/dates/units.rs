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

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    Daytime,
}

/// A count of units in tenths, so that "two and a half" and "1.5" have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(u32);

impl Count {
    /// So many whole units.
    pub const fn whole(number: u32) -> Self {
        Self(number.saturating_mul(10))
    }

    /// Half a unit more.
    pub const fn and_a_half(self) -> Self {
        Self(self.0.saturating_add(5))
    }

    /// Digits with one decimal place or none ("2.5", "1,500").
    pub fn read(digits: &str) -> Option<Self> {
        let (whole, tenth) = digits.split_once('.').unwrap_or((digits, "0"));
        let whole: u32 = whole.replace(',', "").parse().ok()?;
        let tenth: u32 = tenth.parse().ok().filter(|tenth| *tenth < 10)?;
        Some(Self(whole.checked_mul(10)?.checked_add(tenth)?))
    }

    /// So many times as much.
    pub const fn times(self, by: u32) -> Self {
        Self(self.0.saturating_mul(by))
    }

    /// Whether it is half a unit and no more.
    pub const fn is_half(self) -> bool {
        self.0 == 5
    }

    /// Whether a part of a unit is told.
    pub const fn has_half(self) -> bool {
        !self.0.is_multiple_of(10)
    }

    /// The number of whole units, what is over left out.
    pub fn rounded_down(self) -> i32 {
        i32::try_from(self.0 / 10).unwrap_or(i32::MAX)
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, tenth) = (self.0 / 10, self.0 % 10);
        write!(f, "{whole}")?;
        if tenth > 0 {
            write!(f, ".{tenth}")?;
        }
        Ok(())
    }
}
