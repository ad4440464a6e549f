//! What a temporal expression is in TIMEX3, the annotation of `TimeML`: type, normalised value, modifier,
//! anchor. Source: `TimeML` Annotation Guidelines 1.2.1 (Saurí et al. 2006), with the value forms of
//! ISO 8601 that TIMEX2 added to.

use super::Timex;
use super::forms::{Edge, calendar, written};
use super::kind::DocumentKind;
use super::meaning::{Anchor, Habit, Hedge, Meaning, Part, TimexType};
use super::resolve::{Value, ValueAnchor};
use crate::annotating::tokens::Tokens;
use crate::span::Span;
use std::ops::Range;

/// One temporal expression as TIMEX3 has it; a range is two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex3 {
    /// The words of the expression.
    pub span: Span,
    /// Its type.
    pub kind: TimexType,
    /// The normalised value ("2025-10-08", "2025-W41", "P2Y", "`PRESENT_REF`"); `X` stands for what is not
    /// known ("XXXX-10-08").
    pub value: String,
    /// What the value leaves out.
    pub modifier: Option<Modifier>,
    /// What the value is counted from.
    pub anchor: Option<TimexAnchor>,
    /// The reason, in words.
    pub because: String,
}

/// The modifiers of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of TIMEX3")]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    MoreThan,
    LessThan,
    EqualOrMore,
    EqualOrLess,
}

impl Modifier {
    /// Its name in TIMEX3.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::MoreThan => "MORE_THAN",
            Self::LessThan => "LESS_THAN",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::EqualOrLess => "EQUAL_OR_LESS",
        }
    }

    fn of(timex: &Timex) -> Option<Self> {
        let hedged = timex.hedge.map(|hedge| match hedge {
            Hedge::Approx => Self::Approx,
            Hedge::More => Self::MoreThan,
            Hedge::Less => Self::LessThan,
            Hedge::AtLeast => Self::EqualOrMore,
            Hedge::AtMost => Self::EqualOrLess,
        });
        hedged.or_else(|| match timex.part? {
            Part::Early | Part::Start => Some(Self::Start),
            Part::Middle => Some(Self::Mid),
            Part::Late | Part::End => Some(Self::End),
            Part::SoFar | Part::StillToCome => None,
        })
    }
}

/// What a value is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexAnchor {
    /// The date of the document ("t0").
    Document,
    /// Another expression of the text, by its index.
    Expression(usize),
}

/// The expressions of a text in TIMEX3, in reading order, none overlapping.
pub(super) fn tag(
    timexes: &[Timex],
    tokens: &Tokens<'_>,
    values: Vec<Value>,
    kind: DocumentKind,
) -> Vec<Timex3> {
    let mut tagged: Vec<Timex3> = Vec::with_capacity(timexes.len());
    // Where the first end of each expression is among those tagged.
    let mut places: Vec<Option<usize>> = Vec::with_capacity(timexes.len());
    let mut taken = 0;
    for (index, (timex, value)) in timexes.iter().zip(values).enumerate() {
        let eve = is_eve(timex, tokens);
        if index < taken || !is_counted_in(timex, kind) || (eve && value.whole.is_none()) {
            places.push(None);
            continue;
        }
        places.push(Some(tagged.len()));
        let anchor = match value.anchor {
            ValueAnchor::Document => Some(TimexAnchor::Document),
            ValueAnchor::Expression(index) => {
                let place = places.get(index).copied().flatten();
                place.map(TimexAnchor::Expression)
            }
            ValueAnchor::Itself | ValueAnchor::Unknown => None,
        };
        let end = |range: Range<usize>, edge| Timex3 {
            span: tokens.span(range),
            kind: timex.timex_type(),
            value: written(timex, &value, edge, kind),
            modifier: Modifier::of(timex),
            anchor,
            because: value.because.clone(),
        };
        let all = &timex.tokens;
        let next = timexes.get(index + 1);
        match (&timex.joint, is_from_event(timex), value.whole, next) {
            (Some(joint), ..) => {
                tagged.push(end(all.start..joint.start, Edge::First));
                tagged.push(end(joint.end..all.end, Edge::Last));
            }
            // "the day after Christmas", "the eve of Friday's vote"
            (_, true, Some(whole), Some(next)) if eve || tokens.is(all.start, "the") => {
                taken = index + 2;
                tagged.push(Timex3 {
                    kind: TimexType::Date,
                    value: whole.start().map_or_else(String::new, calendar),
                    ..end(all.start..next.tokens.end, Edge::First)
                });
            }
            // "two days | after the vote"
            (_, true, ..) => tagged.push(end(all.start..all.end.saturating_sub(1), Edge::First)),
            _ => tagged.push(end(all.clone(), Edge::First)),
        }
    }
    tagged
}

/// Whether texts of this kind count the word among their expressions.
const fn is_counted_in(timex: &Timex, kind: DocumentKind) -> bool {
    !matches!(
        (timex.meaning, kind),
        (Meaning::Reference(_, Habit::News), DocumentKind::Narrative)
            | (Meaning::Reference(_, Habit::Narrative), DocumentKind::News)
    )
}

/// "the eve of the vote".
fn is_eve(timex: &Timex, tokens: &Tokens<'_>) -> bool {
    is_from_event(timex) && tokens.is(timex.tokens.end.saturating_sub(1), "eve")
}

/// "two days after the vote".
pub(super) const fn is_from_event(timex: &Timex) -> bool {
    matches!(
        timex.meaning,
        Meaning::Shift {
            anchor: Anchor::Event,
            ..
        }
    )
}
