//! The temporal tagger: an article's tokens in, TIMEX3-like expressions out, resolved in a second pass
//! once the article's own date is known.
//!
//! ```text
//! tokens ─▶ words ─▶ grammar ─▶ Timex ─▶ valuing ─▶ resolve ─▶ Resolution  (EDTF, for the timeline)
//!                       ▲        │          ▲   └─▶ timex3 ──▶ Timex3      (the tool)
//!                     tense      └▶ attach  context: the article's date, the dates mentioned before
//! ```
//!
//! The first pass says what an expression means as far as its own words go ("on Wednesday" is a
//! weekday, "last June" a month of a year before this one); the second fills the gaps from the
//! article's date, the tense of the clause and the date mentioned last. The split follows `HeidelTime`
//! (Strötgen and Gertz 2013); the categories are TIMEX3's.

mod attach;
mod calendar;
#[cfg(test)]
mod cases;
mod clauses;
mod company;
mod context;
mod forms;
mod grammar;
mod holidays;
mod kind;
mod lookup;
mod meaning;
mod reckoning;
mod resolve;
mod tense;
mod timex3;
mod units;
mod valuing;
mod words;

use std::ops::Range;

use crate::annotating::tokens::Tokens;
use crate::edtf::Edtf;
use crate::reading::{Article, BlockKind, Sentence};
use crate::span::Span;

pub use attach::attach;
pub(crate) use calendar::plus_days;
pub use kind::DocumentKind;
pub use meaning::{
    Anchor, CalendarDate, Cue, Habit, Hedge, Holiday, Kind, Meaning, Named, Part, Reference, Tense,
    TimexType, Which, YearRef,
};
pub use timex3::{Modifier, Timex3, TimexAnchor};
pub use units::{Count, DayPart, Granularity, TimeOfDay, Unit};

/// A temporal expression, recognised but not yet resolved.
#[derive(Clone, Debug)]
pub struct Timex {
    /// The words of the expression, prepositions left out ("September 4 to 9").
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its sentence.
    pub sentence: usize,
    /// What the expression says by itself.
    pub meaning: Meaning,
    /// The part of the period that is meant ("early", "the end of").
    pub part: Option<Part>,
    /// The preposition before it.
    pub cue: Cue,
    /// The time of its clause, as the verbs beside it tell.
    pub tense: Tense,
    /// Whether the act of the verb right before it is past ("died Nov. 20").
    pub done: bool,
    /// Whether it belongs to a noun ("Friday's talks", "the 1974 collapse") and not to a verb.
    pub attributive: bool,
    /// The time of day that it names, if any.
    pub time: Option<TimeOfDay>,
    /// Whether its words say "about", "more than".
    pub hedge: Option<Hedge>,
    /// Where in its sentence it stands.
    pub place: Place,
    /// Whether it is said inside a quotation, at the time of speaking and not of writing.
    pub quoted: bool,
    /// The tokens between the two ends of a range ("to", "-", "and the").
    pub joint: Option<Range<usize>>,
}

impl Timex {
    /// Point, period, length, repetition or vague reference.
    pub const fn kind(&self) -> Kind {
        self.meaning.kind()
    }

    /// How fine the expression is.
    pub const fn granularity(&self) -> Granularity {
        self.meaning.granularity()
    }

    /// Whether it tells a time at all: a point or a period, not a length or "recently".
    pub const fn is_when(&self) -> bool {
        matches!(self.kind(), Kind::Point | Kind::Span)
    }

    /// Whether it counts units ("five years", "the past six years"): a measured number too.
    pub const fn is_counted(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Run { .. }
                | Meaning::Duration { .. }
                | Meaning::Durations(..)
                | Meaning::Sum(..)
                | Meaning::Set { .. }
        )
    }

    /// Whether it is a weekday and nothing more, which may lie on either side of the article's date.
    pub const fn is_weekday(&self) -> bool {
        matches!(self.meaning, Meaning::Weekday { week: None, .. })
    }

    /// Whether "for" ties it to the noun before it ("a plan for 2011-2014"), unless something is scheduled
    /// "for" it.
    pub const fn is_of_noun(&self) -> bool {
        matches!(self.cue, Cue::Over)
            && matches!(self.meaning, Meaning::Date(_) | Meaning::Range(..))
    }

    /// The TIMEX3 type.
    pub const fn timex_type(&self) -> TimexType {
        match (self.meaning.timex_type(), self.time) {
            (TimexType::Date, Some(_)) => TimexType::Time,
            (kind, _) => kind,
        }
    }
}

/// Where in its sentence an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the beginning.
    Opening,
    /// In a sentence so short that it may be a title.
    Title,
    /// Anywhere else.
    Inside,
}

/// A temporal expression with its value.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The time meant; `None` where it cannot be told (yet).
    pub when: Option<Edtf>,
    /// Whether the value depends on the article's date or another one.
    pub relative: bool,
    /// The reasoning, in words.
    pub because: String,
}

/// Finds every temporal expression, in reading order, none overlapping.
pub fn recognise(tokens: &Tokens<'_>) -> Vec<Timex> {
    grammar::recognise(tokens)
}

/// Resolves the expressions of one article, in reading order; one resolution for each.
pub fn resolve(timexes: &[Timex], tokens: &Tokens<'_>, published: Option<Edtf>) -> Vec<Resolution> {
    resolve::resolve(timexes, tokens, published)
}

/// The expressions of a text in TIMEX3, in reading order, none overlapping.
///
/// `created` is the date of the document: a day, an interval, or unknown; `kind` what its dates lean on,
/// told by the text itself where `None`.
pub fn tag(text: &str, created: Option<Edtf>, kind: Option<DocumentKind>) -> Vec<Timex3> {
    let article = crate::reading::plain(text);
    let tokens = Tokens::of(&article);
    let timexes = recognise(&tokens);
    let kind = kind.unwrap_or_else(|| kind::kind_of(&timexes, created));
    let values = resolve::values(&timexes, &tokens, created, kind);
    timex3::tag(&timexes, &tokens, values, kind)
}

/// The first calendar date in a piece of text that is nothing but a date and its trimmings
/// ("2024-03-02T05:37:48Z", "Monday, July 22, 2024", "Mar. 2").
pub fn parse_date(text: &str) -> Option<CalendarDate> {
    let span = Span::new(0, text.len());
    let article = Article {
        text: text.to_owned(),
        sentences: vec![Sentence {
            span,
            block: 0,
            kind: BlockKind::Paragraph,
        }],
        ..Article::default()
    };
    recognise(&Tokens::of(&article))
        .iter()
        .find_map(|timex| match timex.meaning {
            Meaning::Date(date) if date.day.is_some() => Some(date),
            _ => None,
        })
}
