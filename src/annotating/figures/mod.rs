//! stub
use std::ops::Range;
use crate::annotating::tokens::Tokens;
use crate::span::Span;
pub use crate::dossier::{Direction, Qualifier};
/// stub
#[derive(Clone, Debug)]
pub struct Figure { /// s
 pub span: Span, /// s
 pub tokens: Range<usize>, /// s
 pub sentence: usize, /// s
 pub value: f64, /// s
 pub unit: String, /// s
 pub qualifier: Qualifier, /// s
 pub direction: Option<Direction>, /// s
 pub measure: Option<Span> }
/// stub
pub fn recognise(_t: &Tokens<'_>, _p: &[Range<usize>]) -> Vec<Figure> { Vec::new() }
