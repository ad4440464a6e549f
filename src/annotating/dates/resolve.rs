//! The second pass: fills the gaps of each meaning from the article's date, the tense of the clause and
//! the date mentioned last.

use chrono::{Datelike, NaiveDate};

use super::calendar::{days, last_weekday, next_weekday, plus_days, plus_months, years};
use super::meaning::{Anchor, CalendarDate, Cue, Granularity, Meaning, Part, Tense, Unit, YearRef};
use super::reckoning::{earliest, latest, picked, run, shift, weekday, yearless};
use super::{Resolution, Timex};
use crate::annotating::tokens::Tokens;
use crate::edtf::{Edtf, Partial};

/// For how many sentences a date mentioned last may be referred to.
const MEMORY: usize = 20;

/// The days between which the article was published.
#[derive(Clone, Copy)]
struct Published {
    first: NaiveDate,
    last: NaiveDate,
}

/// A date mentioned, and in which sentence.
type Mention = Option<(Edtf, usize)>;

struct Context {
    published: Option<Published>,
    /// The date mentioned last, and the last one known to the day.
    any: Mention,
    day: Mention,
}

/// One resolution for each expression, in the same order.
pub(super) fn resolve(
    timexes: &[Timex],
    tokens: &Tokens<'_>,
    published: Option<Edtf>,
) -> Vec<Resolution> {
    let days = published.and_then(|date| {
        Some(Published {
            first: date.first_day()?,
            last: date.last_day()?,
        })
    });
    let article = days.and(published).map(Edtf::words);
    let mut context = Context {
        published: days,
        any: None,
        day: None,
    };
    timexes
        .iter()
        .enumerate()
        .map(|(index, timex)| {
            let own = Source::of(&timex.meaning);
            let beside = timexes
                .get(index + 1)
                .filter(|next| own == Source::Event && dates_its_event(timex, next));
            let value = match beside {
                Some(next) => context.counted_from(timex, next),
                None => context.value(timex),
            };
            let source = match value {
                Some(_) if own == Source::Event => Source::Mentioned,
                _ => own,
            };
            context.remember(value, timex);
            let when = value.map(|value| with_cue(value, timex, days));
            let text = timex.span.of(&tokens.article.text);
            Resolution {
                when,
                relative: source != Source::Itself,
                because: because(text, source, article.as_deref(), when.is_some()),
            }
        })
        .collect()
}

/// Whether the event that an expression hangs on is dated right behind it: "the eve of Friday's vote".
fn dates_its_event(timex: &Timex, next: &Timex) -> bool {
    next.sentence == timex.sentence
        && next.tokens.start <= timex.tokens.end + 4
        && next.is_when()
        && next.granularity() == Granularity::Day
}

/// Where the value of an expression comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Itself,
    Article,
    Mentioned,
    Event,
    Nothing(&'static str),
}

impl Source {
    const fn of(meaning: &Meaning) -> Self {
        match meaning {
            Meaning::Date(date) | Meaning::Range(date, _) => Self::of_year(date.year),
            Meaning::Season { year, .. } | Meaning::Months { year, .. } => Self::of_year(*year),
            Meaning::Decade(_) | Meaning::Century(_) => Self::Itself,
            Meaning::Shift {
                anchor: Anchor::Event,
                ..
            } => Self::Event,
            Meaning::Run { count: None, .. } | Meaning::Shift { count: None, .. } => {
                Self::Nothing("does not say how many")
            }
            Meaning::Shift {
                anchor: Anchor::Mentioned,
                ..
            } => Self::Mentioned,
            Meaning::Duration { .. } => Self::Nothing("is a length of time"),
            Meaning::Set { .. } => Self::Nothing("is a repetition"),
            Meaning::Reference(_) => Self::Nothing("gives no date"),
            _ => Self::Article,
        }
    }

    const fn of_year(year: YearRef) -> Self {
        match year {
            YearRef::Number(_) => Self::Itself,
            YearRef::Mentioned(_) => Self::Mentioned,
            _ => Self::Article,
        }
    }
}

fn because(text: &str, source: Source, article: Option<&str>, told: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = format!("“{}”", words.join(" "));
    match (source, article) {
        (Source::Itself, _) => format!("the text says {text}"),
        (Source::Nothing(why), _) => format!("{text} {why}"),
        (Source::Event, _) => format!("{text} hangs on an event whose date is not worked out"),
        (Source::Mentioned, _) if told => format!("{text}, counted from the date beside it"),
        (_, Some(article)) if told => format!("{text} in an article of {article}"),
        (_, Some(article)) => {
            format!("{text} could be several dates in an article of {article}")
        }
        (_, None) => format!("{text} needs the article's date, which is not known"),
    }
}

/// The value with what the preposition makes of it.
fn with_cue(value: Edtf, timex: &Timex, published: Option<Published>) -> Edtf {
    let period = matches!(
        timex.meaning,
        Meaning::Range(..) | Meaning::Weekdays(..) | Meaning::Run { .. }
    );
    if period {
        return value;
    }
    let open = match timex.cue {
        // "up from 2023", "dating from 1984": with a time that is over, nothing begins there and goes on.
        Cue::From if !is_ahead(value, timex, published) => None,
        Cue::Since | Cue::From | Cue::After => value.start().map(Edtf::since),
        Cue::Until | Cue::By | Cue::Before => {
            let end = match (timex.part, timex.meaning) {
                (Some(Part::End), Meaning::Unit { .. }) => value.last_day().and_then(Partial::day),
                _ => value.end(),
            };
            end.map(Edtf::until)
        }
        Cue::None | Cue::In | Cue::Over => None,
    };
    open.unwrap_or(value)
}

/// Whether a time is not over when the article is published, or told so by the tense.
fn is_ahead(value: Edtf, timex: &Timex, published: Option<Published>) -> bool {
    match (published, value.last_day()) {
        (Some(published), Some(last)) => last >= published.first,
        _ => matches!(timex.tense, Tense::Future | Tense::Present),
    }
}

/// How many days after it was said a quotation may be printed.
const QUOTED_WITHIN: i64 = 7;

impl Context {
    /// The article's day; in a quotation the day on which it was said, if the text gives one.
    fn by_speaker(&self, timex: &Timex, give: impl Fn(NaiveDate) -> Option<Edtf>) -> Option<Edtf> {
        let said = self
            .day
            .filter(|(_, sentence)| {
                timex.quoted && timex.sentence.saturating_sub(*sentence) < MEMORY
            })
            .and_then(|(date, _)| date.as_day())
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

    fn remember(&mut self, value: Option<Edtf>, timex: &Timex) {
        if let Some(value) = value {
            self.any = Some((value, timex.sentence));
            if value.as_day().is_some() {
                self.day = self.any;
            }
        }
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
    fn by_mention(
        &self,
        timex: &Timex,
        fine: bool,
        give: impl Fn(NaiveDate) -> Option<Edtf>,
    ) -> Option<Edtf> {
        let mention = if fine { self.day } else { self.any };
        match mention {
            Some((date, sentence)) if timex.sentence.saturating_sub(sentence) < MEMORY => {
                give(date.first_day().or_else(|| date.last_day())?)
            }
            _ => self.by_article(give),
        }
    }

    /// A number of units from the day that the next expression names.
    fn counted_from(&self, timex: &Timex, next: &Timex) -> Option<Edtf> {
        let Meaning::Shift {
            count, unit, back, ..
        } = timex.meaning
        else {
            return None;
        };
        let count = i32::try_from(count?).ok()?;
        let day = self.value(next)?.first_day()?;
        shift(day, unit, if back { -count } else { count })
    }

    fn value(&self, timex: &Timex) -> Option<Edtf> {
        let tense = tense_of(timex);
        match timex.meaning {
            Meaning::Date(date) => self.date(timex, date),
            Meaning::Range(first, last) => self.range(timex, first, last),
            Meaning::Weekday { day, which, week } => {
                self.by_article(|article| weekday(article, day, which, week, tense))
            }
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
            Meaning::Decade(year) => years(year, year + 9),
            Meaning::Century(number) => years(
                number.checked_sub(1)?.checked_mul(100)? + 1,
                number.checked_mul(100)?,
            ),
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
            Meaning::Today(offset) => {
                self.by_speaker(timex, |day| Edtf::day(plus_days(day, offset)?))
            }
            Meaning::Unit { unit, which, .. } => {
                self.by_article(|article| picked(article, unit, which, timex.part, tense))
            }
            Meaning::Run { count, unit, ahead } => {
                let count = i32::try_from(count?).ok()?;
                self.by_article(|article| run(article, count, unit, ahead))
            }
            Meaning::Shift {
                count,
                unit,
                back,
                anchor,
            } => {
                let count = i32::try_from(count?).ok()?;
                let by = if back { -count } else { count };
                match anchor {
                    Anchor::Article => self.by_article(|article| shift(article, unit, by)),
                    Anchor::Mentioned => {
                        let fine = matches!(unit, Unit::Day | Unit::Hour | Unit::Week);
                        self.by_mention(timex, fine, |day| shift(day, unit, by))
                    }
                    Anchor::Event => None,
                }
            }
            Meaning::Duration { .. } | Meaning::Set { .. } | Meaning::Reference(_) => None,
        }
    }

    fn date(&self, timex: &Timex, date: CalendarDate) -> Option<Edtf> {
        let tense = tense_of(timex);
        match date.year {
            YearRef::Number(year) => date.in_year(year).map(Edtf::date),
            YearRef::Offset(by) => self.by_article(|article| {
                date.in_year(article.year().checked_add(by)?)
                    .map(Edtf::date)
            }),
            YearRef::Mentioned(by) => self.by_mention(timex, false, |day| {
                date.in_year(day.year().checked_add(by)?).map(Edtf::date)
            }),
            YearRef::Before => {
                self.by_article(|article| latest(article, date, true).map(Edtf::date))
            }
            YearRef::After => {
                self.by_article(|article| earliest(article, date, true).map(Edtf::date))
            }
            YearRef::Missing => self.by_article(|article| yearless(article, date, tense)),
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
            YearRef::Missing | YearRef::Before | YearRef::After => self.by_article(|article| {
                let this = interval(article.year())?;
                let over = this.last_day()? < article;
                match tense {
                    Tense::Future | Tense::Present => Some(this),
                    _ if over => Some(this),
                    _ => interval(article.year() - 1),
                }
            }),
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

/// The tense of the clause; the preposition tells where the verb does not.
const fn tense_of(timex: &Timex) -> Tense {
    match timex.cue {
        Cue::Since => Tense::Past,
        Cue::Until | Cue::By => Tense::Future,
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
