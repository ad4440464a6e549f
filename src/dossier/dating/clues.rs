//! What an article without a date says of the day it was written: its days, weeks and months in, how well
//! a day fits them all out.

use chrono::{Datelike, Days as ChronoDays, NaiveDate, Weekday};

use super::evidence::is_off;
use super::meeting::{Days, Meeting};
use super::vocabulary::{Class, has, is_other};
use crate::annotating::dates::{
    Anchor, CalendarDate, Meaning, Tense, Timex, Unit, Which, plus_days,
};
use crate::annotating::tokens::Tokens;
use crate::span::Span;

/// One expression that tells of the day of writing.
#[derive(Debug)]
pub(super) struct Clue {
    what: What,
    pub(super) span: Span,
    /// Whether its sentence speaks of the meeting.
    about: bool,
    /// Whether that sentence speaks of a beginning or an end.
    edge: Option<Class>,
    /// Whether the day after (or before) the clue before it is meant: "today and Sunday".
    joined: bool,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// A bare weekday, and the tense.
    Weekday(Weekday, Tense),
    /// "last Sunday": before the day of writing.
    LastWeekday(Weekday),
    /// So many days after the day of writing.
    Day(i64),
    /// The week of the day of writing (0), the one before or after, and the tense.
    Week(i64, Tense),
    Weekend(i64),
    Month(i32),
    /// Days of the calendar.
    On(Days, Tense),
}

/// The clues of an article, in reading order.
pub(super) fn of(tokens: &Tokens<'_>, timexes: &[Timex], meeting: &Meeting) -> Vec<Clue> {
    let mut clues: Vec<Clue> = Vec::new();
    let mut last_end = 0;
    for timex in timexes {
        let sentence = tokens.article.sentences.get(timex.sentence);
        let Some(what) = what(timex, meeting.first)
            .filter(|_| sentence.is_some_and(|sentence| sentence.kind.is_fact_bearing()))
        else {
            continue;
        };
        let range = tokens.sentence(timex.sentence);
        // "was to open on May 3": to come only as seen from then.
        let seen_from_then = (range.start..timex.tokens.start)
            .any(|index| matches!(tokens.lower(index), "was" | "were" | "had"));
        let what = match what {
            What::On(days, Tense::Future) if seen_from_then || is_off(tokens, &range, timex) => {
                What::On(days, Tense::Unknown)
            }
            what => what,
        };
        let about = has(
            tokens,
            range.clone(),
            &[Class::Meeting, Class::Sitting, Class::Party],
        ) && !range.clone().any(|index| is_other(tokens, index));
        let edge = [Class::Start, Class::End]
            .into_iter()
            .find(|class| has(tokens, range.clone(), &[*class]));
        // "tomorrow and on Sunday"
        let joined = timex.tokens.start > last_end
            && timex.tokens.start - last_end <= 2
            && tokens.is(last_end, "and")
            && last_end > 0;
        last_end = timex.tokens.end;
        clues.push(Clue {
            what,
            span: timex.span,
            about,
            edge,
            joined,
        });
    }
    clues
}

fn what(timex: &Timex, near: NaiveDate) -> Option<What> {
    let offset = |which| match which {
        Which::Bare | Which::This => Some(0),
        Which::Last | Which::Previous => Some(-1),
        Which::Next | Which::Coming => Some(1),
        _ => None,
    };
    Some(match timex.meaning {
        Meaning::Weekday {
            day,
            which: Which::Bare | Which::This,
            week: None,
        } => What::Weekday(day, timex.tense),
        Meaning::Weekday {
            day,
            which: Which::Last,
            ..
        } => What::LastWeekday(day),
        Meaning::Today(days) => What::Day(days),
        Meaning::Shift {
            count: Some(count),
            unit: unit @ (Unit::Day | Unit::Week),
            back,
            anchor: Anchor::Article,
        } => {
            let days = i64::from(count.rounded_down()) * if unit == Unit::Week { 7 } else { 1 };
            What::Day(if back { -days } else { days })
        }
        Meaning::Unit {
            unit: Unit::Week,
            which,
            ..
        } => What::Week(offset(which)?, timex.tense),
        Meaning::Unit {
            unit: Unit::Weekend,
            which,
            ..
        } => What::Weekend(offset(which)?),
        Meaning::Unit {
            unit: Unit::Month,
            which,
            ..
        } => What::Month(i32::try_from(offset(which)?).ok()?),
        Meaning::Date(date) => {
            let day = nearest(date, near)?;
            What::On((day, day), timex.tense)
        }
        Meaning::Range(first, last) => {
            let first = nearest(first, near)?;
            What::On((first, nearest(last, first)?.max(first)), timex.tense)
        }
        _ => return None,
    })
}

/// The day that a date names, in the year that brings it nearest.
fn nearest(date: CalendarDate, near: NaiveDate) -> Option<NaiveDate> {
    date.day?;
    if let Some(day) = date.absolute() {
        return day.as_day();
    }
    (-1..=1)
        .filter_map(|by| date.in_year(near.year() + by)?.as_day())
        .min_by_key(|day| (*day - near).num_days().abs())
}

impl Clue {
    /// The days that the clue means where the article was written on `day`; a weekday that no tense places
    /// ("the summit opens on Friday") is of the meeting if it can be.
    pub(super) fn meant(&self, day: NaiveDate, meeting: &Meeting) -> Option<Days> {
        let one = |day: NaiveDate| (day, day);
        let week = |by: i64| {
            let monday = day.week(Weekday::Mon).checked_first_day()?;
            Some((plus_days(monday, by * 7)?, plus_days(monday, by * 7 + 6)?))
        };
        match self.what {
            What::Weekday(weekday, tense) => {
                let ahead = plus_days(day, i64::from(weekday.days_since(day.weekday())));
                let back = plus_days(day, -i64::from(day.weekday().days_since(weekday)));
                let within = |day: &NaiveDate| (meeting.first..=meeting.last).contains(day);
                match tense {
                    Tense::Future => ahead,
                    Tense::Past => back,
                    _ => back
                        .filter(within)
                        .or_else(|| ahead.filter(within))
                        .or(back),
                }
                .map(one)
            }
            What::LastWeekday(weekday) => {
                let back = i64::from(day.weekday().days_since(weekday));
                plus_days(day, if back == 0 { -7 } else { -back }).map(one)
            }
            What::Day(days) => plus_days(day, days).map(one),
            // On a Sunday "this week" may be the one that begins.
            What::Week(0, Tense::Future) => Some((day, plus_days(day, 7)?)),
            What::Week(0, _) => Some((plus_days(day, -6)?, plus_days(day, 6)?)),
            What::Week(by, _) => week(by),
            What::Weekend(by) => {
                let (_, sunday) = week(by)?;
                Some((plus_days(sunday, -2)?, sunday))
            }
            What::Month(by) => {
                let months = day.year() * 12 + day.month0().cast_signed() + by;
                let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
                let first = NaiveDate::from_ymd_opt(months.div_euclid(12), month, 1)?;
                let next = first.checked_add_months(chrono::Months::new(1))?;
                Some((first, next.checked_sub_days(ChronoDays::new(1))?))
            }
            What::On(days, _) => Some(days),
        }
    }

    /// Whether the clue is a weekday or a day counted from that of writing.
    pub(super) const fn is_day(&self) -> bool {
        matches!(
            self.what,
            What::Weekday(..) | What::LastWeekday(_) | What::Day(_)
        )
    }

    /// Whether the clue is a week or a weekend of the meeting.
    pub(super) const fn is_week(&self) -> bool {
        self.about && matches!(self.what, What::Week(..) | What::Weekend(_))
    }

    /// The weekday of news: a past one.
    pub(super) const fn past_weekday(&self) -> Option<Weekday> {
        match self.what {
            What::Weekday(_, Tense::Future) => None,
            What::Weekday(weekday, _) => Some(weekday),
            _ => None,
        }
    }

    /// How well the clue fits a meeting where the article was written on `day`.
    fn fit(&self, day: NaiveDate, meeting: &Meeting) -> i32 {
        let Some((first, last)) = self.meant(day, meeting) else {
            return 0;
        };
        let within = first <= meeting.last && last >= meeting.first;
        match self.what {
            What::On(_, Tense::Future) if day > last => -8,
            What::On(_, Tense::Past) if day < first => -8,
            What::On(_, Tense::Future | Tense::Past) if within => 6,
            What::On(..) => 0,
            What::Weekday(..) | What::LastWeekday(_) | What::Day(_) => {
                let edge = match self.edge {
                    Some(Class::Start) => first == meeting.first,
                    Some(_) => last == meeting.last,
                    None => false,
                };
                // Of its own day news says "today" where it looks ahead.
                let own = matches!(self.what, What::Weekday(_, Tense::Future)) && first == day;
                match (within, self.about) {
                    (true, _) if own => 2,
                    (true, true) => 4 + 3 * i32::from(edge),
                    (true, false) => 3,
                    // What is told as past of the meeting is not of the week before.
                    (false, true) if matches!(self.what, What::Weekday(_, Tense::Past)) => -2,
                    (false, _) => 0,
                }
            }
            What::Week(..) | What::Weekend(_) | What::Month(_) => match (within, self.about) {
                (true, true) => 3,
                (false, true) => -3,
                _ => 0,
            },
        }
    }
}

/// How well a day of writing fits all clues. News is of the day: where an article begins with a past
/// weekday, that is most likely its own.
pub(super) fn fit(
    clues: &[Clue],
    day: NaiveDate,
    meeting: &Meeting,
    page: Option<NaiveDate>,
) -> i32 {
    // A paper that says "today" and "yesterday" names no weekday for its own day; a wire does.
    let by_today = clues
        .iter()
        .any(|clue| matches!(clue.what, What::Day(-1..=1)));
    let mut total = 0;
    let mut weekdays: Vec<(Weekday, Tense)> = Vec::new();
    for (index, clue) in clues.iter().enumerate() {
        if let What::Weekday(weekday, tense) = clue.what {
            // A weekday named ten times speaks once.
            if weekdays.contains(&(weekday, tense)) {
                continue;
            }
            weekdays.push((weekday, tense));
            total -= i32::from(by_today && weekday == day.weekday());
        }
        total += clue.fit(day, meeting);
        let before = index.checked_sub(1).and_then(|before| clues.get(before));
        let days = before
            .filter(|_| clue.joined)
            .and_then(|before| before.meant(day, meeting))
            .zip(clue.meant(day, meeting));
        total += match days {
            Some(((_, one), (other, _))) if (other - one).num_days() == 1 => 4,
            _ => 0,
        };
    }
    let lead = clues
        .iter()
        .find(|clue| matches!(clue.what, What::Weekday(..)))
        .and_then(Clue::past_weekday);
    let news = if by_today { 2 } else { 5 };
    // The page may have been saved on the day.
    let saved = if page == Some(day) { 4 } else { 0 };
    total + saved + news * i32::from(lead == Some(day.weekday()))
}
