//! The choice of the headline: lines of the head that could be titles in, one of them marked as the
//! article's own, the others as what they then are.

use rustc_hash::FxHashSet;

use super::cues::Zone;
use super::units::{Form, Unit};
use super::vocabulary::{Field, fold, folded};
use super::{BlockKind, Furniture, Metadata, credit, front};
use crate::span::Span;

const NAVIGATION: BlockKind = BlockKind::Furniture(Furniture::Navigation);
const METADATA: BlockKind = BlockKind::Furniture(Furniture::Metadata);
const CREDIT: BlockKind = BlockKind::Furniture(Furniture::Credit);

/// A heading of more bytes than these names nothing.
const LONGEST_TITLE: usize = 400;

/// Of the lines that could be titles: the first heading, else the first line of some length that
/// shares about as many words with the text as any (the name of the site does not).
pub(super) fn choose(
    text: &str,
    units: &mut [Unit],
    candidates: &[usize],
    body: usize,
    metadata: &mut Metadata,
) {
    let shared = shared_words(text, units, candidates, body);
    let most = shared.iter().copied().max().unwrap_or(0);
    let telling = |index: &usize| {
        let at = candidates.iter().position(|other| other == index);
        at.and_then(|at| shared.get(at))
            .zip(units.get(*index))
            .is_some_and(|(&count, unit)| {
                count * 5 >= most * 3 || count >= TELLING_WORDS && unit.words >= TELLING_LENGTH
            })
    };
    let is_title = |index: &&usize, least: usize| {
        units.get(**index).is_some_and(|unit| {
            let line = unit.span.of(text);
            unit.words >= least
                && !line.ends_with([':', ',', ';'])
                && !is_fragment(line)
                && !is_code_or_menu(line)
        })
    };
    let told = units
        .iter()
        .position(|unit| unit.role == Some(BlockKind::Headline));
    let chosen = candidates
        .iter()
        .find(|index| {
            units
                .get(**index)
                .is_some_and(|unit| unit.form == Form::Heading)
        })
        .or_else(|| {
            candidates
                .iter()
                .find(|index| is_title(index, 3) && telling(index))
        })
        .or_else(|| candidates.iter().find(|index| is_title(index, 3)))
        .or_else(|| candidates.iter().find(|index| is_title(index, 2)))
        .copied();
    let chosen = told.or(chosen);
    if let Some(unit) = chosen.and_then(|index| units.get_mut(index)) {
        unit.role = Some(BlockKind::Headline);
        let (span, outlet) = front::title(unit.span.of(text));
        let title = Span::new(unit.span.start + span.start, unit.span.start + span.end);
        if title.len() <= LONGEST_TITLE {
            metadata.title.get_or_insert_with(|| {
                let words: Vec<_> = title.of(text).split_whitespace().collect();
                words.join(" ")
            });
        }
        if let Some(outlet) = outlet {
            metadata.outlet.get_or_insert_with(|| outlet.to_owned());
        }
    }
    if chosen.is_none() {
        mark_labelled(text, units, body);
    }
    let after_metadata: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|index| {
            let above = index.checked_sub(1).and_then(|above| units.get(above));
            above.is_some_and(|above| matches!(above.role, Some(METADATA | CREDIT)))
        })
        .collect();
    for &index in candidates {
        let Some(unit) = units.get_mut(index) else {
            continue;
        };
        if Some(index) == chosen {
            continue;
        }
        let line = unit.span.of(text);
        if let Some(cue) = unit.cue.filter(|cue| cue.zone == Zone::Title) {
            unit.role = Some(cue.kind);
            continue;
        }
        let above = chosen.is_some_and(|chosen| index < chosen);
        let slug = chosen.is_none() || after_metadata.contains(&index);
        unit.role = Some(if metadata.title.as_deref() == Some(line) {
            BlockKind::Furniture(Furniture::Repeat)
        } else if slug && unit.form == Form::Text && is_fragment(line) {
            METADATA
        } else if let Some(name) = credit::correspondent(line).filter(|_| !above) {
            metadata.authors.push(name.to_owned());
            CREDIT
        } else if line.ends_with(':') {
            BlockKind::Paragraph
        } else if unit.form == Form::Heading || unit.words > if above { 8 } else { 3 } {
            BlockKind::Subhead
        } else if above {
            NAVIGATION
        } else if slug {
            METADATA
        } else {
            BlockKind::Subhead
        });
    }
}

/// Where no line stands as a title, the one behind a label ("HEADLINE: …") does.
fn mark_labelled(text: &str, units: &mut [Unit], body: usize) {
    let titled = units.iter_mut().take(body).find(|unit| {
        unit.role == Some(METADATA)
            && credit::label(unit.span.of(text)).is_some_and(|(what, ..)| what == Field::Title)
    });
    if let Some(unit) = titled {
        unit.role = Some(BlockKind::Headline);
    }
}

/// A line of so many words that shares so many with the text is no name of a site, even where a line
/// below it shares more.
const TELLING_WORDS: usize = 2;
const TELLING_LENGTH: usize = 6;

/// How much of the text a title is compared with, in bytes.
const OPENING: usize = 1500;

/// How many longer words each candidate shares with the opening of the text.
fn shared_words(text: &str, units: &[Unit], candidates: &[usize], body: usize) -> Vec<usize> {
    let Some(first) = units.get(body).filter(|_| candidates.len() > 1) else {
        return Vec::new();
    };
    let mut opening = String::new();
    fold(
        text.get(first.span.start..).unwrap_or_default(),
        OPENING,
        &mut opening,
    );
    let known: FxHashSet<&str> = opening.split(' ').filter(|word| word.len() >= 4).collect();
    let lines = candidates.iter().map(|&index| units.get(index));
    lines
        .map(|unit| {
            let line = folded(unit.map_or("", |unit| unit.span.of(text)));
            line.split(' ').filter(|word| known.contains(word)).count()
        })
        .collect()
}

/// Whether a line holds a long number, or is a row of short names.
fn is_code_or_menu(line: &str) -> bool {
    let number = line.as_bytes().windows(LONG_NUMBER);
    let coded = number
        .into_iter()
        .any(|run| run.iter().all(u8::is_ascii_digit));
    let parts = || line.split('|');
    coded || parts().count() >= 3 && parts().all(|part| part.split_whitespace().count() <= 4)
}

/// No year and no sum in a title has so many digits in one run.
const LONG_NUMBER: usize = 6;

/// Whether a line is the rest of a title that was cut: it begins with a small letter ("iPods" does
/// not), or holds one word only.
fn is_fragment(line: &str) -> bool {
    let mut letters = line.chars().skip_while(|c| !c.is_alphanumeric());
    let small = letters.next().is_none_or(char::is_lowercase);
    let name = letters.next().is_some_and(char::is_uppercase);
    small && !name || line.split_whitespace().nth(1).is_none()
}
