//! Dates as the Extended Date/Time Format writes them (ISO 8601-2, levels 0 and 1): a day, a month, a
//! year or an interval, each end possibly open, the whole possibly uncertain (`?`) or approximate (`~`).
//! Source: <https://www.loc.gov/standards/datetime/>.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Serialize, Serializer};

/// A calendar date known to the year, the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Partial {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl Partial {
    /// A year, -9999 to 9999 (0 is 1 BC).
    pub fn year(year: i32) -> Option<Self> {
        (-9999..=9999).contains(&year).then_some(Self {
            year,
            month: None,
            day: None,
        })
    }

    /// A month of a year; `None` unless it exists.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, 1)?;
        let month = u8::try_from(month).ok()?;
        Self::year(year).map(|date| Self {
            month: Some(month),
            ..date
        })
    }

    /// A day; `None` outside the years -9999 to 9999.
    pub fn day(date: NaiveDate) -> Option<Self> {
        let month = Self::month(date.year(), date.month())?;
        Some(Self {
            day: u8::try_from(date.day()).ok(),
            ..month
        })
    }

    /// The first day that the date covers.
    pub fn first_day(self) -> NaiveDate {
        let month = self.month.map_or(1, u32::from);
        let day = self.day.map_or(1, u32::from);
        NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or_default()
    }

    /// The last day that the date covers.
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let next = match (self.month, self.day) {
            (_, Some(_)) => return first,
            (Some(_), None) => first.checked_add_months(Months::new(1)),
            (None, None) => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|day| day.checked_sub_days(Days::new(1)))
            .unwrap_or(first)
    }

    /// The year alone.
    pub const fn year_number(self) -> i32 {
        self.year
    }

    /// The month, where it is known.
    pub fn month_number(self) -> Option<u32> {
        self.month.map(u32::from)
    }

    /// The whole date, where the day is known.
    pub fn as_day(self) -> Option<NaiveDate> {
        self.day.map(|_| self.first_day())
    }
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", self.year.abs())?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A date or an interval in EDTF. The open ends of an interval are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    start: Option<Partial>,
    end: Option<Partial>,
    interval: bool,
    /// `?`: the source is not sure.
    pub uncertain: bool,
    /// `~`: the value is near, not exact.
    pub approximate: bool,
}

impl Edtf {
    /// One day, month or year.
    pub const fn date(date: Partial) -> Self {
        Self {
            start: Some(date),
            end: Some(date),
            interval: false,
            uncertain: false,
            approximate: false,
        }
    }

    /// One day; `None` outside the years -9999 to 9999.
    pub fn day(date: NaiveDate) -> Option<Self> {
        Partial::day(date).map(Self::date)
    }

    /// From the first day of `start` to the last of `end`; collapses to one date where they are the same.
    pub fn interval(start: Partial, end: Partial) -> Self {
        let whole = Self::date(start);
        if start == end {
            whole
        } else {
            Self {
                end: Some(end),
                interval: true,
                ..whole
            }
        }
    }

    /// From `start` on, with no known end (`start/..`).
    pub const fn since(start: Partial) -> Self {
        Self {
            start: Some(start),
            end: None,
            interval: true,
            uncertain: false,
            approximate: false,
        }
    }

    /// Up to `end`, with no known start (`../end`).
    pub const fn until(end: Partial) -> Self {
        Self {
            start: None,
            end: Some(end),
            interval: true,
            uncertain: false,
            approximate: false,
        }
    }

    /// The same date, marked uncertain.
    pub const fn uncertain(self) -> Self {
        Self {
            uncertain: true,
            ..self
        }
    }

    /// The same date, marked approximate.
    pub const fn approximate(self) -> Self {
        Self {
            approximate: true,
            ..self
        }
    }

    /// The first end as written; `None` where it is open.
    pub const fn start(self) -> Option<Partial> {
        self.start
    }

    /// The last end as written; `None` where it is open.
    pub const fn end(self) -> Option<Partial> {
        self.end
    }

    /// The first day covered; `None` where the start is open.
    pub fn first_day(self) -> Option<NaiveDate> {
        self.start.map(Partial::first_day)
    }

    /// The last day covered; `None` where the end is open.
    pub fn last_day(self) -> Option<NaiveDate> {
        self.end.map(Partial::last_day)
    }

    /// The one day meant, where it is one day.
    pub fn as_day(self) -> Option<NaiveDate> {
        let day = self.first_day()?;
        (self.last_day() == Some(day)).then_some(day)
    }

    /// Whether every day of `other` is a day of this one; open ends reach for ever.
    pub fn covers(self, other: Self) -> bool {
        let starts = match (self.first_day(), other.first_day()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => mine <= theirs,
        };
        let ends = match (self.last_day(), other.last_day()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => mine >= theirs,
        };
        starts && ends
    }

    /// Whether the two share a day; open ends reach for ever.
    pub fn meets(self, other: Self) -> bool {
        let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.last_day(), other.first_day()) && !before(other.last_day(), self.first_day())
    }

    /// Number of days covered; `None` where an end is open.
    pub fn days(self) -> Option<i64> {
        Some((self.last_day()? - self.first_day()?).num_days() + 1)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        };
        let write_end = |f: &mut fmt::Formatter<'_>, end: Option<Partial>| match end {
            Some(date) => write!(f, "{date}{mark}"),
            None => f.write_str(".."),
        };
        write_end(f, self.start)?;
        if self.interval {
            f.write_str("/")?;
            write_end(f, self.end)?;
        }
        Ok(())
    }
}

/// Text that is no date in the form wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDate;

impl FromStr for Partial {
    type Err = NoDate;

    /// "2025", "2025-10" or "2025-10-08".
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| match parts.next() {
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u32>().map(Some).map_err(|_| NoDate)
            }
            Some(_) => Err(NoDate),
            None => Ok(None),
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let year = year
            .and_then(|year| i32::try_from(year).ok())
            .ok_or(NoDate)?;
        let date = match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month),
            (Some(month), Some(day)) => {
                NaiveDate::from_ymd_opt(year, month, day).and_then(Self::day)
            }
        };
        date.filter(|_| parts.next().is_none()).ok_or(NoDate)
    }
}

impl FromStr for Edtf {
    type Err = NoDate;

    /// A date, or two with "/" between them.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        match text.split_once('/') {
            Some((start, end)) => {
                let (start, end): (Partial, Partial) = (start.parse()?, end.parse()?);
                if start.first_day() <= end.last_day() {
                    Ok(Self::interval(start, end))
                } else {
                    Err(NoDate)
                }
            }
            None => text.parse().map(Self::date),
        }
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Edtf {
    /// In words: "6–9 June 2024", "June 2024", "c. 1987", "since 2019", "1991?".
    pub fn words(self) -> String {
        words(self, Style::Full)
    }

    /// In words, months and weekdays cut short: "Thu 6 Jun 2024".
    pub fn short(self) -> String {
        words(self, Style::Short)
    }
}

/// How months and days are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// "6 June 2024".
    Full,
    /// "Thu 6 Jun 2024".
    Short,
}

impl Style {
    const fn month(self) -> &'static str {
        match self {
            Self::Full => "%B",
            Self::Short => "%b",
        }
    }
}

/// A date in words; approximate and uncertain ones say so ("c. 1987", "1991?").
fn words(when: Edtf, style: Style) -> String {
    let written = match (when.start(), when.end()) {
        (Some(start), Some(end)) if start == end => {
            let day = start.as_day().filter(|_| style == Style::Short);
            let weekday = day.map(|day| day.format("%a ").to_string());
            weekday.unwrap_or_default() + &partial(start, true, true, style)
        }
        (Some(start), Some(end)) => {
            let same_year = start.year_number() == end.year_number();
            let same_month = same_year && start.month_number() == end.month_number();
            let days = start.as_day().is_some() && end.as_day().is_some();
            let start = partial(start, !(same_month && days), !same_year, style);
            let end = partial(end, true, true, style);
            let dash = if start.contains(' ') { " – " } else { "–" };
            format!("{start}{dash}{end}")
        }
        (Some(start), None) => format!("since {}", partial(start, true, true, style)),
        (None, Some(end)) => format!("until {}", partial(end, true, true, style)),
        (None, None) => "at any time".to_owned(),
    };
    hedge(when, written)
}

/// The day, month and year of a date, the month and the year where wanted.
pub(crate) fn partial(date: Partial, month: bool, year: bool, style: Style) -> String {
    let named = |day: NaiveDate| day.format(style.month()).to_string();
    let mut parts = Vec::with_capacity(3);
    if let Some(day) = date.as_day() {
        parts.push(day.format("%-d").to_string());
    }
    if month && date.month_number().is_some() {
        parts.push(named(date.first_day()));
    }
    if year {
        parts.push(date.year_number().to_string());
    }
    parts.join(" ")
}

fn hedge(when: Edtf, written: String) -> String {
    let written = if when.approximate {
        format!("c. {written}")
    } else {
        written
    };
    if when.uncertain {
        written + "?"
    } else {
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Partial {
        Partial::day(NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap()
    }

    #[test]
    fn writes_edtf() {
        let june = Partial::month(2024, 6).unwrap();
        for (value, written) in [
            (Edtf::date(day(2024, 6, 6)), "2024-06-06"),
            (Edtf::date(june), "2024-06"),
            (
                Edtf::interval(day(2024, 6, 6), day(2024, 6, 9)),
                "2024-06-06/2024-06-09",
            ),
            (Edtf::interval(june, june), "2024-06"),
            (Edtf::since(Partial::year(1987).unwrap()), "1987/.."),
            (Edtf::until(Partial::year(2027).unwrap()), "../2027"),
            (Edtf::date(june).uncertain(), "2024-06?"),
            (Edtf::date(june).approximate(), "2024-06~"),
        ] {
            assert_eq!(value.to_string(), written);
        }
    }

    #[test]
    fn reads_edtf() {
        for text in [
            "2024",
            "2024-06",
            "2024-02-29",
            "2024-06-06/2024-06-09",
            "2024/2025-03",
        ] {
            assert_eq!(
                text.parse::<Edtf>().map(|date| date.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in [
            "",
            "24",
            "2024-6",
            "2023-02-29",
            "2024-06-06T10",
            "2025/2024",
            "-0479",
            "2024-06-",
        ] {
            assert_eq!(text.parse::<Edtf>(), Err(NoDate), "{text}");
        }
    }

    #[test]
    fn knows_the_days_it_covers() {
        let february = Edtf::date(Partial::month(2024, 2).unwrap());
        assert_eq!(february.days(), Some(29));
        assert!(february.covers(Edtf::date(day(2024, 2, 29))));
        assert!(!february.covers(Edtf::date(day(2024, 3, 1))));
        assert!(Edtf::since(day(2024, 3, 1)).meets(Edtf::date(Partial::year(2024).unwrap())));
        assert!(!Edtf::since(day(2024, 3, 1)).meets(february));
        assert_eq!(Partial::month(2025, 13), None);
    }

    #[test]
    fn writes_words() {
        let year = |y| Partial::year(y).unwrap();
        let june = Partial::month(2024, 6).unwrap();
        for (when, full) in [
            (Edtf::date(day(2024, 6, 6)), "Thu 6 Jun 2024"),
            (Edtf::date(june).uncertain(), "Jun 2024?"),
            (Edtf::date(year(1987)).approximate(), "c. 1987"),
            (
                Edtf::interval(day(2024, 6, 6), day(2024, 6, 9)),
                "6–9 Jun 2024",
            ),
            (
                Edtf::interval(day(2024, 5, 30), day(2024, 6, 2)),
                "30 May – 2 Jun 2024",
            ),
            (Edtf::interval(year(1987), year(1997)), "1987–1997"),
            (Edtf::since(year(2019)), "since 2019"),
            (Edtf::until(june), "until Jun 2024"),
        ] {
            assert_eq!(when.short(), full);
        }
    }
}
