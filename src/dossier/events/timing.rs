//! When an event was: by its own date, by another of its sentence, by the text before it, or by the article.

use chrono::{Days, NaiveDate};

use crate::annotating::Annotations;
use crate::annotating::dates::{Resolution, Timex};
use crate::annotating::events::{EventMention, Form, Modality, Weight};
use crate::dossier::WhenBasis;
use crate::dossier::events::Context;
use crate::edtf::Edtf;

/// How many sentences a text may go on from a dated event without a date.
const GOES_ON: usize = 4;
/// How many days before its article a day may be for the text to go on from it.
const NEAR: i64 = 3;

/// How many days a meeting lasts at most.
const A_MEETING: i64 = 14;

/// The date of an event.
#[derive(Clone, Debug, Default)]
pub(super) struct Timing {
    pub when: Option<Edtf>,
    pub basis: WhenBasis,
    pub because: String,
    /// Index of the expression that gives it.
    pub timex: Option<usize>,
    /// Whether it lies ahead of the article.
    pub ahead: bool,
}

/// The one end of an open interval: what is told as since, from or by a day is of that day.
fn edge(when: Edtf) -> Edtf {
    let open = when.start().is_none() != when.end().is_none();
    when.start()
        .or(when.end())
        .filter(|_| open)
        .map_or(when, Edtf::date)
}

impl Timing {
    fn inferred(when: Edtf, because: String) -> Self {
        Self {
            when: Some(when),
            basis: WhenBasis::Inferred,
            because,
            timex: None,
            ahead: false,
        }
    }
}

/// The clock of one article, moved on by each of its dated events.
pub(super) struct Clock<'a> {
    notes: &'a Annotations<'a>,
    times: &'a [Resolution],
    published: Option<Edtf>,
    meeting: Option<Edtf>,
    /// The day of the last event dated by its own words, and its sentence.
    last: Option<(Edtf, usize)>,
}

impl<'a> Clock<'a> {
    pub fn new(
        context: &Context<'_>,
        article: usize,
        notes: &'a Annotations<'a>,
        times: &'a [Resolution],
    ) -> Self {
        Self {
            notes,
            times,
            published: context
                .datings
                .get(article)
                .and_then(|dating| dating.published),
            meeting: context.meeting,
            last: None,
        }
    }

    /// The date of the next event of the article.
    pub fn time(&mut self, mention: &EventMention) -> Timing {
        let timing = self
            .own(mention)
            .or_else(|| {
                self.may_be_inferred(mention)
                    .then(|| self.around(mention))
                    .flatten()
            })
            .unwrap_or_default();
        if timing.basis != WhenBasis::Inferred
            && let Some(when) = timing.when.filter(|when| when.as_day().is_some())
        {
            self.last = Some((when, mention.sentence));
        }
        timing
    }

    /// The date that the event's own clause gives. What happened cannot be dated by an end alone
    /// ("through 2027").
    fn own(&self, mention: &EventMention) -> Option<Timing> {
        let index = mention.timex?;
        let time = self.times.get(index)?;
        let planned = mention.modality == Modality::Planned;
        let when = time
            .when
            .filter(|when| planned || when.start().is_some())
            .map(edge)?;
        // "Brunei takes the chair in July" is told of what is to come, or tells a habit.
        let scheduled = mention.form == Form::Third && mention.kind.name == "other";
        if scheduled && !self.is_to_come(when) {
            return None;
        }
        // What is to come does not lie before its article, nor what was done after it: the date belongs to
        // something else.
        let done = mention.modality == Modality::Happened && mention.form == Form::Past;
        if (planned && self.is_over(when)) || (done && self.is_to_come(when)) {
            return None;
        }
        let is_weekday = self.notes.timexes.get(index).is_some_and(Timex::is_weekday);
        let meeting_day = self
            .meeting_day(when)
            .filter(|day| is_weekday && !(done && self.is_to_come(*day)));
        if let Some(day) = meeting_day {
            let because = format!("{}, and the meeting was on {}", time.because, day.words());
            return Some(Timing {
                when: Some(day),
                basis: WhenBasis::Relative,
                because,
                timex: Some(index),
                ahead: false,
            });
        }
        let basis = if time.relative {
            WhenBasis::Relative
        } else {
            WhenBasis::Stated
        };
        Some(Timing {
            when: Some(when),
            basis,
            because: time.because.clone(),
            timex: Some(index),
            ahead: !done && self.is_to_come(when),
        })
    }

    /// Whether a time is over when the article is published.
    fn is_over(&self, when: Edtf) -> bool {
        let published = self.published.and_then(Edtf::first_day);
        matches!((when.last_day(), published), (Some(last), Some(day)) if last < day)
    }

    /// Whether a time begins after the article is published.
    fn is_to_come(&self, when: Edtf) -> bool {
        let published = self.published.and_then(Edtf::last_day);
        matches!((when.first_day(), published), (Some(first), Some(day)) if first > day)
    }

    /// Whether the event is news: not only named, no mere statement, no part of an older story.
    fn may_be_inferred(&self, mention: &EventMention) -> bool {
        let is_weak = matches!(mention.kind.weight, Weight::Light | Weight::Speech)
            && mention.modality != Modality::Planned;
        mention.modality != Modality::Named
            && !is_weak
            && !self.tells_of_old_times(mention.sentence)
    }

    /// The date that what stands around the event gives.
    fn around(&self, mention: &EventMention) -> Option<Timing> {
        // "said on Monday that the two had met"; of what is planned rather a day to come.
        let planned = mention.modality == Modality::Planned;
        let is_short = |when: Edtf| when.days().is_some_and(|days| days <= A_MEETING);
        let told = |fits: &dyn Fn(Edtf) -> bool| {
            self.own_times(mention.sentence)
                .find_map(|(index, timex, time)| {
                    let when = time.when.filter(|when| timex.is_when() && fits(*when))?;
                    Some((index, when, &time.because))
                })
        };
        let elsewhere = told(&|when| planned && is_short(when) && self.is_to_come(when))
            .or_else(|| told(&|when| when.as_day().is_some()));
        if let Some((index, when, because)) = elsewhere {
            let because = format!("the sentence gives {because}");
            return Some(Timing {
                when: Some(when),
                basis: WhenBasis::Relative,
                because,
                timex: Some(index),
                ahead: false,
            });
        }
        if let Some((when, sentence)) = self.last
            && mention.sentence.saturating_sub(sentence) <= GOES_ON
            && self.is_current(when, mention.modality)
        {
            let because = format!("the text goes on from an event of {}", when.words());
            return Some(Timing::inferred(when, because));
        }
        let day = self
            .published
            .filter(|published| published.as_day().is_some());
        match (day, self.meeting) {
            (Some(day), Some(meeting)) if planned && !meeting.covers(day) => {
                let because = format!("announced for the meeting of {}", meeting.words());
                Some(Timing::inferred(meeting, because))
            }
            (None, Some(meeting)) => Some(Timing::inferred(
                meeting,
                format!("told of the meeting of {}", meeting.words()),
            )),
            (day, _) => day.or(self.published).map(|when| {
                Timing::inferred(when, format!("reported by an article of {}", when.words()))
            }),
        }
    }

    /// The expressions of a sentence with their values.
    fn own_times(
        &self,
        sentence: usize,
    ) -> impl Iterator<Item = (usize, &'a Timex, &'a Resolution)> {
        let (timexes, times) = (&self.notes.timexes, self.times);
        let from = timexes.partition_point(|timex| timex.sentence < sentence);
        let to = timexes.partition_point(|timex| timex.sentence <= sentence);
        (from..to).filter_map(move |index| Some((index, timexes.get(index)?, times.get(index)?)))
    }

    /// Whether the sentence dates anything more than a month before its article: what it leaves undated is
    /// then no news either.
    fn tells_of_old_times(&self, sentence: usize) -> bool {
        let published = self.published.and_then(Edtf::first_day);
        let limit = published.and_then(|day| day.checked_sub_days(Days::new(31)));
        self.own_times(sentence)
            .filter_map(|(_, _, time)| time.when?.last_day().or(time.when?.first_day()))
            .any(|day| limit.is_some_and(|limit| day < limit))
    }

    /// Whether an undated event may go on from one of that day: the day is one of the meeting, or within
    /// days of the article, and what happened does not go on from what is to come.
    fn is_current(&self, when: Edtf, modality: Modality) -> bool {
        let Some(day) = when.as_day() else {
            return false;
        };
        let last = self.published.and_then(Edtf::last_day);
        let to_come = last.is_some_and(|last| day > last) && modality == Modality::Happened;
        let near = last.is_none_or(|last| (last - day).num_days().abs() <= NEAR);
        !to_come && (near || self.meeting.is_some_and(|meeting| meeting.covers(when)))
    }

    /// The day of the meeting that is a week before or after a weekday outside it, where that is nearer to
    /// the article's own day: a weekday alone may point to either side, and the article speaks of the
    /// meeting.
    fn meeting_day(&self, when: Edtf) -> Option<Edtf> {
        let meeting = self.meeting.filter(|meeting| !meeting.covers(when))?;
        let day = when.as_day()?;
        let published = self.published.and_then(Edtf::as_day);
        let distance =
            |day: NaiveDate| published.map_or(0, |published| (day - published).num_days().abs());
        [
            day.checked_sub_days(Days::new(7)),
            day.checked_add_days(Days::new(7)),
        ]
        .into_iter()
        .flatten()
        .filter(|&other| published.is_none() || distance(other) < distance(day))
        .filter_map(Edtf::day)
        .find(|&other| meeting.covers(other))
    }
}
