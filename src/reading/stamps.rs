//! The dates that the lines around an article carry anywhere in them, each with what stands before it:
//! "world Updated: Jan 13, 2007 16:21 IST", "First posted November 16, 2014 14:37:03".

use super::units::Unit;
use super::vocabulary::{Field, field};
use super::{BlockKind, Metadata, Stamp, StampKind, page_date};
use crate::span::Span;

/// A longer line is prose.
const WORDS: usize = 24;

/// A longer line of the head that no label explains tells of something else.
const BARE_WORDS: usize = 12;

/// The words of the longest label.
const LABEL_WORDS: usize = 3;

/// Adds the dates of the head (before `body`) and of the furniture, and what their labels say.
pub(super) fn collect(text: &str, units: &[Unit], body: usize, metadata: &mut Metadata) {
    for (index, unit) in units.iter().enumerate() {
        let headed = index < body && unit.role != Some(BlockKind::Headline);
        let aside = unit.role.is_some_and(|role| !role.is_article());
        if unit.words > WORDS || !(headed || aside) {
            continue;
        }
        let mut at = unit.span.start;
        while let Some((span, _)) = text.get(at..unit.span.end).and_then(page_date::find) {
            let date = Span::new(at + span.start, at + span.end);
            let before = text.get(at..date.start).unwrap_or_default();
            let bare = headed
                && unit.words <= BARE_WORDS
                && !unit.span.of(text).ends_with(['.', '?', '!']);
            match label(before) {
                Some(kind) => keep(metadata, date, kind, true),
                None if bare => keep(metadata, date, StampKind::Bare, false),
                None => {}
            }
            at = date.end;
        }
    }
}

/// What the words right before a date say of it.
fn label(before: &str) -> Option<StampKind> {
    let words: Vec<&str> = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let from = words.len().saturating_sub(LABEL_WORDS);
    (from..words.len()).find_map(|first| match field(&words.get(first..)?.join(" "))? {
        Field::Published => Some(StampKind::Published),
        Field::Updated => Some(StampKind::Updated),
        _ => None,
    })
}

/// Adds a stamp; a label says more than the place of one that is known.
fn keep(metadata: &mut Metadata, span: Span, kind: StampKind, labelled: bool) {
    let known = metadata
        .stamps
        .iter_mut()
        .find(|stamp| stamp.span.start < span.end && span.start < stamp.span.end);
    match known {
        Some(stamp) if labelled => stamp.kind = kind,
        Some(_) => {}
        None => metadata.stamps.push(Stamp { span, kind }),
    }
}
