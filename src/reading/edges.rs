//! The head and the tail of an article: title, labels, dates and by-lines before the first paragraph,
//! and what a page appends after the last one.

use super::cues::Zone;
use super::dateline::dateline;
use super::units::{Form, Unit};
use super::vocabulary::{Field, folded, wire};
use super::{BlockKind, Furniture, Metadata, Stamp, StampKind, credit, front, headline, page_date};
use crate::span::Span;

const NAVIGATION: BlockKind = BlockKind::Furniture(Furniture::Navigation);
const METADATA: BlockKind = BlockKind::Furniture(Furniture::Metadata);
const PAGE_DATE: BlockKind = BlockKind::Furniture(Furniture::PageDate);
const CREDIT: BlockKind = BlockKind::Furniture(Furniture::Credit);
const OTHER: BlockKind = BlockKind::Furniture(Furniture::Other);
const RELATED: BlockKind = BlockKind::Furniture(Furniture::RelatedLink);

/// Items of more words than these are no menu.
const MENU_WORDS: usize = 4;

/// Reads the head: gives the index of the first unit of the body.
pub(super) fn read_head(text: &str, units: &mut [Unit], metadata: &mut Metadata) -> usize {
    let mut updated = Vec::new();
    let mut candidates = Vec::new();
    let mut body = units.len();
    for index in 0..units.len() {
        let Some(unit) = units.get(index) else { break };
        let line = unit.span.of(text);
        let listed = unit.told && unit.role.is_some_and(BlockKind::is_fact_bearing);
        let role = match unit.form {
            Form::Pipe => {
                body = index;
                break;
            }
            _ if listed => {
                body = index;
                break;
            }
            Form::Rule => continue,
            Form::Heading if unit.role.is_none() => {
                candidates.push(index);
                continue;
            }
            Form::Heading | Form::Item(_) | Form::Text => {
                if let Some(role) = labelled(text, unit, metadata, &mut updated) {
                    role
                } else if is_genre_title(unit, &candidates) {
                    candidates.push(index);
                    continue;
                } else if unit.role.is_some() {
                    stamp_in_credit(text, unit, metadata);
                    continue;
                } else if let Some(role) = dated(text, units, index, metadata) {
                    role
                } else if let Some(cue) = unit
                    .cue
                    .filter(|_| (!unit.is_prose() || unit.words <= 14) && !front::is_tagged(line))
                {
                    if cue.kind == PAGE_DATE {
                        metadata.stamps.extend(front::stamp_in(text, unit.span));
                    }
                    cue.kind
                } else if is_body(unit) {
                    body = index;
                    break;
                } else if matches!(unit.form, Form::Item(_)) {
                    NAVIGATION
                } else if unit.words <= 3 && beside_page_date(text, units, index) {
                    PAGE_DATE
                } else if let Some(agency) = named_agency(line) {
                    metadata.outlet.get_or_insert_with(|| agency.to_owned());
                    METADATA
                } else if credit::is_signature(line) {
                    METADATA
                } else {
                    candidates.push(index);
                    continue;
                }
            }
        };
        if let Some(unit) = units.get_mut(index) {
            unit.role = Some(role);
        }
    }
    metadata.stamps.extend(updated);
    headline::choose(text, units, &candidates, body, metadata);
    body
}

/// The agency of a line that is only its name ("Agence France Presse -- English").
fn named_agency(line: &str) -> Option<&'static str> {
    wire(line.split(" -").next()?)
}

/// "Analysis: …" points to another story, except as the first line that could be a title.
fn is_genre_title(unit: &Unit, candidates: &[usize]) -> bool {
    candidates.is_empty() && unit.cue.is_some_and(|cue| cue.zone == Zone::Title)
}

fn is_body(unit: &Unit) -> bool {
    unit.is_prose() || matches!(unit.form, Form::Item(_)) && unit.words > MENU_WORDS
}

/// A labelled line; what it says goes to the metadata.
fn labelled(
    text: &str,
    unit: &Unit,
    metadata: &mut Metadata,
    updated: &mut Vec<Stamp>,
) -> Option<BlockKind> {
    let line = unit.span.of(text);
    let (what, value, bold) = credit::label(line)?;
    // A sentence may begin with "Region:" or "Summary:"; only a bold label may head a long value.
    let prose = unit.is_prose() && (what == Field::Other || unit.words > 24);
    if prose && !(bold && unit.words <= 24) {
        return None;
    }
    let span = Span::new(unit.span.start + value.start, unit.span.start + value.end);
    match what {
        Field::Published => metadata.stamps.extend(front::stamp_in(text, span)),
        Field::Updated => updated.extend(front::stamp_in(text, span).map(front::changed)),
        Field::Author => metadata.authors.extend(credit::names(span.of(text))),
        Field::Dateline => {
            if let Some(found) = dateline(span.of(text), true) {
                keep_dateline(text, span.start, &found, metadata);
            }
        }
        _ => front::set(metadata, what, span.of(text)),
    }
    Some(METADATA)
}

/// By-lines may carry the date of publication ("By Ana Silva | March 3, 2014").
fn stamp_in_credit(text: &str, unit: &Unit, metadata: &mut Metadata) {
    let dated = matches!(unit.role, Some(CREDIT | METADATA | PAGE_DATE));
    if dated
        && unit.words <= 16
        && let Some((span, _)) = page_date::find(unit.span.of(text))
    {
        metadata.stamps.push(Stamp {
            span: Span::new(unit.span.start + span.start, unit.span.start + span.end),
            kind: StampKind::Bare,
        });
    }
}

/// A dateline that stands alone, or a line that is only a date.
fn dated(text: &str, units: &[Unit], index: usize, metadata: &mut Metadata) -> Option<BlockKind> {
    let unit = units.get(index)?;
    if unit.words > 16 {
        return None;
    }
    let line = unit.span.of(text);
    let shift = |span: Span| Span::new(unit.span.start + span.start, unit.span.start + span.end);
    if let Some((span, _)) = page_date::is_bare(line) {
        let of_page = !is_said_published(line) && is_among_page_lines(units, index);
        let (kind, role) = if of_page {
            (StampKind::Page, PAGE_DATE)
        } else {
            (StampKind::Bare, METADATA)
        };
        metadata.stamps.push(Stamp {
            span: shift(span),
            kind,
        });
        return Some(role);
    }
    if let Some(stamp) = dated_part(line) {
        metadata.stamps.push(Stamp {
            span: shift(stamp),
            kind: StampKind::Bare,
        });
        return Some(METADATA);
    }
    if let Some((outlet, date)) = outlet_and_date(line) {
        metadata.outlet.get_or_insert_with(|| outlet.to_owned());
        metadata.stamps.push(Stamp {
            span: shift(date),
            kind: StampKind::Bare,
        });
        return Some(METADATA);
    }
    let found = dateline(line, true)?;
    (found.text >= line.len() && found.date.is_some()).then(|| {
        keep_dateline(text, unit.span.start, &found, metadata);
        METADATA
    })
}

/// "The Observer, 3 May 2019": a name with an article is a newspaper's, one city apart.
fn outlet_and_date(line: &str) -> Option<(&str, Span)> {
    let (name, rest) = line.split_once(',')?;
    let paper = name.starts_with("The ") && name != "The Hague" && name.split(' ').count() <= 5;
    let (date, _) = page_date::is_bare(rest).filter(|_| paper)?;
    let start = name.len() + 1;
    Some((name, Span::new(start + date.start, start + date.end)))
}

/// "Published 14 May 2019": the page itself says whose date it is.
fn is_said_published(line: &str) -> bool {
    let word = folded(line);
    let word = word.split(' ').next().unwrap_or_default();
    matches!(word, "published" | "posted" | "publication" | "issued")
}

/// Whether menus or the page's own date stand around a line, with no title between.
fn is_among_page_lines(units: &[Unit], index: usize) -> bool {
    let of_page = |near: Option<usize>| {
        near.and_then(|near| units.get(near))
            .is_some_and(|near| matches!(near.role, Some(PAGE_DATE | NAVIGATION)))
    };
    let above = index.checked_sub(1);
    let bare = above
        .and_then(|above| units.get(above))
        .is_some_and(|above| above.role.is_none());
    of_page(above) || !bare && of_page(index.checked_sub(2)) || !bare && of_page(Some(index + 1))
}

/// The date that is one part of a line of parts ("Weekly brief | Issue 12 | 9 November 2012").
fn dated_part(line: &str) -> Option<Span> {
    let mut at = 0;
    let by_name = line.split_whitespace().count() <= 20;
    let mark = |c: char| matches!(c, '|' | '·' | '•') || by_name && matches!(c, '—' | '–');
    for part in line.split_inclusive(mark) {
        if part.len() < line.len()
            && let Some((span, _)) = page_date::is_bare(part)
        {
            return Some(Span::new(at + span.start, at + span.end));
        }
        at += part.len();
    }
    None
}

/// What a dateline says goes to the metadata; its ranges count from `start`.
pub(super) fn keep_dateline(
    text: &str,
    start: usize,
    found: &super::dateline::Dateline,
    metadata: &mut Metadata,
) {
    let shift = |span: Span| Span::new(start + span.start, start + span.end);
    if metadata.dateline_place.is_none() {
        metadata.dateline_place = found.place.map(shift);
    }
    metadata.stamps.extend(found.date.map(|span| Stamp {
        span: shift(span),
        kind: StampKind::Dateline,
    }));
    if let Some(agency) = found.agency.map(shift)
        && metadata.outlet.is_none()
    {
        let name = agency.of(text);
        let usual = wire(name).unwrap_or(name);
        metadata.outlet = Some(usual.to_owned());
    }
}

/// A name beside the weather or the page's date is the reader's city.
fn beside_page_date(text: &str, units: &[Unit], index: usize) -> bool {
    let weather =
        |unit: &Unit| unit.role == Some(PAGE_DATE) && page_date::is_temperature(unit.span.of(text));
    let clock = |unit: &Unit| page_date::is_bare(unit.span.of(text)).is_some();
    let before = index.checked_sub(1).and_then(|at| units.get(at));
    let after = units.get(index + 1);
    before.is_some_and(weather) || after.is_some_and(weather) && before.is_none_or(clock)
}

/// What opens a line about the last change of a page: its date is not before the article's.
const CHANGED: [&str; 3] = ["last ", "updated", "modified"];

/// Reads the tail from the end upwards, down to `body`.
pub(super) fn read_tail(text: &str, units: &mut [Unit], body: usize, metadata: &mut Metadata) {
    close_after_section(units, body);
    close_after_end(units, body);
    let mut below = false;
    for index in (body..units.len()).rev() {
        let Some(unit) = units.get(index) else { break };
        if unit.role.is_some() {
            below |= unit.form != Form::Rule;
            continue;
        }
        let line = unit.span.of(text);
        let listed = is_listed(text, units.get(body..index).unwrap_or_default());
        let role = match (unit.cue, unit.form) {
            (_, Form::Pipe) => break,
            (Some(cue), _) => {
                let dated = metadata
                    .stamps
                    .iter()
                    .any(|s| s.kind == StampKind::Published);
                if cue.kind == PAGE_DATE && !dated {
                    let changed = CHANGED.iter().any(|word| {
                        line.get(..word.len())
                            .is_some_and(|start| start.eq_ignore_ascii_case(word))
                    });
                    let stamp = front::stamp_in(text, unit.span);
                    metadata.stamps.extend(stamp.map(|stamp| Stamp {
                        kind: if changed { StampKind::Page } else { stamp.kind },
                        ..stamp
                    }));
                }
                cue.kind
            }
            (None, Form::Item(_)) if unit.words <= 2 && !listed => NAVIGATION,
            (None, Form::Item(_)) => break,
            (None, _) if unit.is_prose() && is_boxed(text, units, index) => OTHER,
            (None, _) if unit.is_prose() => break,
            _ if credit::is_signature(line) => CREDIT,
            _ if page_date::is_bare(line).is_some() => PAGE_DATE,
            _ => match credit::label(line) {
                Some((Field::Outlet | Field::Author, ..)) => CREDIT,
                Some(_) => METADATA,
                None if listed || line.ends_with([':', ',', '"', '”', ')', '!', '?', '.']) => {
                    break;
                }
                // Alone below the text it is the text's last line, its stop lost.
                None if unit.words > if below { 14 } else { 5 } => break,
                None if unit.words >= 4 => RELATED,
                None => NAVIGATION,
            },
        };
        if let Some(unit) = units.get_mut(index) {
            unit.role = Some(role);
        }
        below = true;
    }
}

/// Whether a paragraph right below furniture comes again below: a box of the page in two copies.
fn is_boxed(text: &str, units: &[Unit], index: usize) -> bool {
    let above = index.checked_sub(1).and_then(|above| units.get(above));
    let framed = above.is_some_and(|above| above.role.is_some_and(|role| !role.is_article()));
    let Some(unit) = units.get(index).filter(|_| framed) else {
        return false;
    };
    let repeat = Some(BlockKind::Furniture(Furniture::Repeat));
    let line = unit.span.of(text);
    let mut below = units.iter().skip(index + 1);
    below.any(|other| other.role == repeat && other.span.of(text) == line)
}

/// The most items of a list without bullets.
const ITEMS: usize = 12;

/// Whether a line below these is an item of a list: bullets, or short lines under a colon.
fn is_listed(text: &str, above: &[Unit]) -> bool {
    above
        .iter()
        .rev()
        .take(ITEMS)
        .take_while(|unit| unit.role.is_none())
        .find(|unit| !unit.is_short() || unit.span.of(text).ends_with(':'))
        .is_some_and(|unit| unit.span.of(text).ends_with(':') || matches!(unit.form, Form::Item(_)))
}

/// Less running text than this, in bytes, is no article that a section could end.
const LEAST_BODY: usize = 240;

/// How many titles of sections are tried as the end of the article.
const SECTIONS: usize = 8;

/// "Related News" with less behind it than a third of what stands before it ends the article.
fn close_after_section(units: &mut [Unit], body: usize) {
    let prose = |units: &[Unit]| -> usize {
        units
            .iter()
            .filter(|unit| unit.role.is_none() && (unit.is_prose() || unit.form == Form::Pipe))
            .map(|unit| unit.span.len())
            .sum()
    };
    let total = prose(units.get(body..).unwrap_or_default());
    let mut before = 0;
    let mut closed = None;
    let mut tries = 0;
    for (index, unit) in units.iter().enumerate().skip(body) {
        if unit.role.is_none() && (unit.is_prose() || unit.form == Form::Pipe) {
            before += unit.span.len();
        } else if unit
            .cue
            .is_some_and(|cue| cue.section && cue.kind == RELATED)
            && before >= LEAST_BODY
        {
            // Without prose behind it the walk from the end does the work.
            let after = total.saturating_sub(before);
            if after > 0 && after * 3 < before && tries < SECTIONS {
                tries += 1;
                if teasers(units, index) {
                    closed = Some((index, unit.role));
                    break;
                }
            }
        }
    }
    if let Some((index, role)) = closed {
        for unit in units.iter_mut().skip(index) {
            unit.role = unit.role.or(role);
        }
    }
}

/// "Leave a comment", "(END)" and their like end the article where little running text stands behind
/// them: less than a half or a fifth of what stands before.
fn close_after_end(units: &mut [Unit], body: usize) {
    let prose = |unit: &Unit| {
        let runs = unit.role.is_none() && (unit.is_prose() || unit.form == Form::Pipe);
        if runs { unit.span.len() } else { 0 }
    };
    let total: usize = units.iter().skip(body).map(prose).sum();
    let mut before = 0;
    let end = units.iter().enumerate().skip(body).find(|(_, unit)| {
        before += prose(unit);
        // A mark such as "ENDS" says more than a line that a page may show anywhere.
        let share = if matches!(unit.role, Some(METADATA | OTHER)) {
            2
        } else {
            5
        };
        unit.cue.is_some_and(|cue| cue.ends) && before > total.saturating_sub(before) * share
    });
    let Some((end, _)) = end else { return };
    let mut kind = OTHER;
    for unit in units.iter_mut().skip(end) {
        if let Some(cue) = unit.cue.filter(|cue| cue.section) {
            kind = cue.kind;
        }
        let cue = unit.cue.map(|cue| cue.kind);
        unit.role = unit.role.or(cue).or(Some(kind));
    }
}

/// Whether what follows a section's title looks like pointers to other stories: as many short lines as
/// paragraphs.
fn teasers(units: &[Unit], section: usize) -> bool {
    let (mut short, mut prose) = (0_usize, 0_usize);
    for unit in units.iter().skip(section + 1) {
        if unit.is_prose() && unit.role.is_none() {
            prose += 1;
        } else if unit.form != Form::Rule {
            short += 1;
        }
    }
    short > prose
}
