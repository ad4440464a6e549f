//! The second pass: fills the gaps of each meaning from the article's date, the tense of the clause and
//! the date mentioned last.

use super::context::{Context, Published};
use super::kind::DocumentKind;
use super::meaning::{Anchor, Cue, Hedge, Meaning, Part, Tense, Which, YearRef};
use super::tense;
use super::units::{Granularity, TimeOfDay};
use super::{Resolution, Timex};
use crate::annotating::grammar::Class;
use crate::annotating::tokens::Tokens;
use crate::edtf::{Edtf, Partial};

/// What an expression comes to by itself, its preposition left aside.
pub(super) struct Value {
    pub(super) whole: Option<Edtf>,
    /// The time of that day.
    pub(super) time: Option<TimeOfDay>,
    pub(super) because: String,
    /// What it is counted from.
    pub(super) anchor: ValueAnchor,
}

/// What a value is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueAnchor {
    /// Nothing: it is told in full.
    Itself,
    /// The date of the document.
    Document,
    /// Another expression, by its number.
    Expression(usize),
    /// Nothing that is known.
    Unknown,
}

/// One resolution for each expression, in the same order.
pub(super) fn resolve(
    timexes: &[Timex],
    tokens: &Tokens<'_>,
    published: Option<Edtf>,
) -> Vec<Resolution> {
    let days = days_of(published);
    values(timexes, tokens, published, DocumentKind::News)
        .into_iter()
        .zip(timexes)
        .map(|(value, timex)| Resolution {
            when: value
                .whole
                .filter(|whole| !is_ancient(*whole))
                .map(|whole| with_cue(whole, timex, days))
                .map(|whole| match timex.hedge {
                    Some(Hedge::Approx) => whole.approximate(),
                    _ => whole,
                }),
            relative: value.anchor != ValueAnchor::Itself,
            because: value.because,
        })
        .collect()
}

/// Whether a date lies before the common era, which the timeline has no place for.
fn is_ancient(when: Edtf) -> bool {
    [when.start(), when.end()]
        .into_iter()
        .flatten()
        .any(|end| end.year_number() < 1)
}

fn days_of(published: Option<Edtf>) -> Option<Published> {
    published.and_then(|date| {
        Some(Published {
            first: date.first_day()?,
            last: date.last_day()?,
        })
    })
}

/// The value of each expression, in the same order.
pub(super) fn values(
    timexes: &[Timex],
    tokens: &Tokens<'_>,
    published: Option<Edtf>,
    kind: DocumentKind,
) -> Vec<Value> {
    let days = days_of(published);
    let article = days.and(published).map(Edtf::words);
    let mut context = Context::new(kind, days);
    timexes
        .iter()
        .enumerate()
        .map(|(index, timex)| {
            let own = Source::of(&timex.meaning);
            // "at 10:35 a.m. (0735 GMT) Friday": the day is told behind the other hour.
            let beside = timexes
                .iter()
                .skip(index + 1)
                .take(2)
                .find(|next| next.meaning != Meaning::Clock)
                .filter(|next| dates_its_event(tokens, timex, next));
            let whole = match (beside, timex.meaning) {
                (Some(next), _) if own == Source::Event => context.counted_from(timex, next),
                // "at 8 p.m. local time on Friday"
                (Some(next), Meaning::Clock) => context.value(next),
                // "the quarter ended Sept. 30"
                (Some(next), Meaning::Spoken(unit)) if ends_with(tokens, timex) => {
                    context.period_of(next, unit)
                }
                _ => context.value(timex),
            };
            let hour = context.hour_from(timex);
            let whole = hour.map(|(day, _)| day).or(whole);
            let time = hour.map(|(_, time)| time).or(timex.time);
            if let Some(time) = time {
                context.remember_hour(whole, time, timex.sentence);
            }
            let source = match whole {
                Some(_) if own == Source::Event => Source::Mentioned,
                _ => own,
            };
            let mentioned = context.mention(timex).map(|mention| mention.index);
            let anchor = match (source, mentioned) {
                (Source::Itself, _) => ValueAnchor::Itself,
                (Source::Mentioned, Some(index)) => ValueAnchor::Expression(index),
                (Source::Article, Some(index)) if context.kind == DocumentKind::Narrative => {
                    ValueAnchor::Expression(index)
                }
                (Source::Article | Source::Mentioned, _) if days.is_some() => ValueAnchor::Document,
                _ => ValueAnchor::Unknown,
            };
            context.remember(whole, timex, index);
            let text = timex.span.of(&tokens.article.text);
            Value {
                whole,
                time,
                because: because(text, source, article.as_deref(), whole),
                anchor,
            }
        })
        .collect()
}

/// Whether the day that an expression hangs on is told right behind it: "the eve of Friday's vote", and no
/// verb or bracket stands between.
fn dates_its_event(tokens: &Tokens<'_>, timex: &Timex, next: &Timex) -> bool {
    let between = timex.tokens.end..next.tokens.start;
    let is_open = between.clone().any(|at| tokens.is(at, "("))
        && !between.clone().any(|at| tokens.is(at, ")"));
    next.sentence == timex.sentence
        && between.len() <= 4
        && next.is_when()
        && next.granularity() == Granularity::Day
        && !is_open
        && !between
            .clone()
            .any(|at| tense::is_verb(tokens, &between, at))
}

/// Whether "ended" or "ending" stands behind a period.
fn ends_with(tokens: &Tokens<'_>, timex: &Timex) -> bool {
    tokens.does(timex.tokens.end, Class::Ending)
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
            Meaning::Date(date) | Meaning::Range(date, _) | Meaning::WeekOf(date) => {
                Self::of_year(date.year)
            }
            Meaning::Season { year, .. }
            | Meaning::Months { year, .. }
            | Meaning::Holiday { year, .. } => Self::of_year(*year),
            Meaning::Decade(_) | Meaning::Century(_) => Self::Itself,
            Meaning::Shift {
                anchor: Anchor::Event,
                ..
            } => Self::Event,
            Meaning::Run { count: None, .. } | Meaning::Shift { count: None, .. } => {
                Self::Nothing("does not say how many")
            }
            Meaning::Spoken(_)
            | Meaning::Clock
            | Meaning::Shift {
                anchor: Anchor::Mentioned,
                ..
            }
            | Meaning::Weekday {
                which: Which::Following | Which::Previous | Which::Same,
                ..
            } => Self::Mentioned,
            Meaning::Duration { .. } | Meaning::Durations(..) | Meaning::Sum(..) => {
                Self::Nothing("is a length of time")
            }
            Meaning::Set { .. } | Meaning::Each(_) => Self::Nothing("is a repetition"),
            Meaning::Reference(..) => Self::Nothing("gives no date"),
            _ => Self::Article,
        }
    }

    const fn of_year(year: YearRef) -> Self {
        match year {
            YearRef::Number(_) => Self::Itself,
            YearRef::Mentioned(_) | YearRef::BeforeMention | YearRef::AfterMention => {
                Self::Mentioned
            }
            _ => Self::Article,
        }
    }
}

fn because(text: &str, source: Source, article: Option<&str>, whole: Option<Edtf>) -> String {
    let told = whole.is_some();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = format!("“{}”", words.join(" "));
    match (source, article) {
        _ if whole.is_some_and(is_ancient) => {
            format!("{text} is before the common era, which the timeline does not hold")
        }
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
