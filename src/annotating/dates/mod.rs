//! The temporal tagger: an article's tokens in, TIMEX3-like expressions out, resolved in a second pass
//! once the article's own date is known.

use std::ops::Range;

use crate::annotating::tokens::Tokens;
use crate::edtf::Edtf;
use crate::span::Span;

/// A temporal expression, recognised but not yet resolved.
#[derive(Clone, Debug)]
pub struct Timex {
    /// The words of the expression, prepositions left out ("October 8 to 12").
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its sentence.
    pub sentence: usize,
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
pub fn recognise(_tokens: &Tokens<'_>) -> Vec<Timex> {
    Vec::new()
}

/// Resolves the expressions of one article, in reading order; one resolution for each.
pub fn resolve(
    timexes: &[Timex],
    _tokens: &Tokens<'_>,
    _published: Option<Edtf>,
) -> Vec<Resolution> {
    vec![Resolution::default(); timexes.len()]
}

impl Timex {
    /// stub
    pub fn is_point(&self) -> bool { true }
    /// stub
    pub fn is_period(&self) -> bool { true }
}
/// stub
pub fn attach(_t: &Tokens<'_>, _x: &[Timex], _s: usize, _a: Range<usize>) -> Option<usize> { None }
