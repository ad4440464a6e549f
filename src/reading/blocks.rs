//! Cleaned text in, blocks out: every non-blank byte in exactly one, each with its kind.

use super::cues::voice;
use super::dateline::dateline;
use super::layout::Laid;
use super::units::{Form, Unit};
use super::vocabulary::{Field, wire};
use super::{
    Block, BlockKind, Furniture, Metadata, captions, credit, edges, front, furniture, page_date,
    stamps, tables,
};
use crate::span::Span;

/// A block, and the part of it that holds sentences.
pub(super) struct Part {
    pub(super) block: Block,
    /// The block without its bullet, its tags and its marks.
    pub(super) body: Span,
}

/// Cuts a text into blocks and reads what the page says of itself.
pub(super) fn divide(laid: Laid) -> (String, Vec<Part>, Metadata) {
    let Laid {
        text,
        head,
        mut units,
        core,
        mut metadata,
        ..
    } = laid;
    let mut parts = Vec::new();
    push_lines(&text, head, &mut parts);
    push_furniture(units.get(..core.start), &mut parts);
    if let Some(units) = units.get_mut(core.clone()) {
        read_core(&text, units, &mut parts, &mut metadata);
    }
    push_furniture(units.get(core.end..), &mut parts);
    metadata
        .stamps
        .sort_by_key(|stamp| (stamp.kind as u8, stamp.span.start));
    let mut seen = Vec::new();
    metadata.stamps.retain(|stamp| {
        let new = !seen.contains(&stamp.span);
        seen.push(stamp.span);
        new
    });
    tidy_authors(&mut metadata.authors);
    (text, parts, metadata)
}

/// Gives every unit from the first to the last of the article its kind.
fn read_core(text: &str, units: &mut [Unit], parts: &mut Vec<Part>, metadata: &mut Metadata) {
    furniture::mark(text, units, metadata);
    let body = edges::read_head(text, units, metadata);
    edges::read_tail(text, units, body, metadata);
    mark_body(text, units, body);
    emit(text, units, parts, metadata);
    stamps::collect(text, units, body, metadata);
}

/// What markup puts around the article.
fn push_furniture(units: Option<&[Unit]>, parts: &mut Vec<Part>) {
    for unit in units.unwrap_or_default() {
        let kind = unit.role.unwrap_or(BlockKind::Furniture(Furniture::Other));
        parts.push(plain(unit.span, kind));
    }
}

/// The lines of front matter, each a block.
fn push_lines(text: &str, end: usize, parts: &mut Vec<Part>) {
    let mut at = 0;
    for line in text.get(..end).unwrap_or_default().split('\n') {
        let bare = line.trim();
        if !bare.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            let span = Span::new(start, start + bare.len());
            parts.push(plain(span, BlockKind::Furniture(Furniture::Metadata)));
        }
        at += line.len() + 1;
    }
}

fn plain(span: Span, kind: BlockKind) -> Part {
    Part {
        block: Block {
            span,
            kind,
            cells: Vec::new(),
        },
        body: span,
    }
}

/// The most lines of titles that a "Read also:" in the middle of the text takes with it.
const TEASERS: usize = 8;

/// Gives a kind to every unit of the body that has none.
fn mark_body(text: &str, units: &mut [Unit], body: usize) {
    let mut teasers = 0;
    let mut list = List::Closed;
    let end = units.iter().rposition(|unit| unit.role.is_none());
    for index in body..units.len() {
        let next_short = units
            .get(index + 1)
            .is_some_and(|next| next.role.is_none() && next.is_short());
        let Some(unit) = units.get_mut(index) else {
            break;
        };
        let line = unit.span.of(text);
        if let Some(role) = unit.role {
            let opens = unit.cue.is_some_and(|cue| cue.section)
                || line.ends_with(':') && role == BlockKind::Furniture(Furniture::RelatedLink);
            teasers = if opens { TEASERS } else { teasers };
            continue;
        }
        if unit.form == Form::Pipe {
            (teasers, list) = (0, List::Closed);
            continue;
        }
        if teasers > 0 && !unit.stops && unit.words <= 24 {
            teasers -= 1;
            unit.role = Some(BlockKind::Furniture(Furniture::RelatedLink));
            continue;
        }
        teasers = 0;
        let role;
        (role, list) = body_role(line, unit, list, next_short, end == Some(index));
        unit.role = Some(role);
    }
}

/// Whether short lines are items of a list without bullets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Closed,
    /// A colon stands above.
    Opened,
    /// Items stand above, with no blank lines between them, or with.
    Tight,
    Spaced,
}

/// The kind of a unit of the body, and what that means for a list. `ends`: nothing of the body follows.
fn body_role(
    line: &str,
    unit: &Unit,
    list: List,
    next_short: bool,
    ends: bool,
) -> (BlockKind, List) {
    match unit.form {
        Form::Heading => return (BlockKind::Subhead, List::Closed),
        Form::Item(_) => return (BlockKind::ListItem, List::Closed),
        _ => {}
    }
    let bare = line.trim_end_matches(['*', '_', ' ']);
    if bare.ends_with(':') {
        return (BlockKind::Paragraph, List::Opened);
    }
    let opens = line
        .trim_start_matches(['*', '_', '"', '“', '‘', '\'', '(', ' '])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let closed = bare.ends_with([',', ';', '-', '–', '—', ')', '"', '”']);
    if unit.is_short() && unit.words <= 14 && !closed {
        let next = match (list, unit.gap) {
            _ if bare.ends_with('?') => List::Closed,
            (List::Opened, true) if next_short => List::Spaced,
            (List::Opened | List::Tight, true) | (List::Closed, _) => List::Closed,
            (List::Opened | List::Tight, false) => List::Tight,
            (List::Spaced, _) => List::Spaced,
        };
        if next != List::Closed {
            return (BlockKind::ListItem, next);
        }
        if opens && !ends {
            return (BlockKind::Subhead, List::Closed);
        }
    }
    (BlockKind::Paragraph, List::Closed)
}

/// Units to blocks: tables read, datelines and closing credits cut off.
fn emit(text: &str, units: &[Unit], parts: &mut Vec<Part>, metadata: &mut Metadata) {
    let last = units
        .iter()
        .rposition(|unit| unit.role == Some(BlockKind::Paragraph));
    let mut first = true;
    let mut rows = Vec::new();
    let mut table = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        if unit.form == Form::Pipe && unit.role.is_none() {
            rows.push(unit.span);
            continue;
        }
        flush(text, &mut rows, &mut table, parts);
        let mut kind = unit.role.unwrap_or(BlockKind::Paragraph);
        let mut span = unit.span;
        let line = span.of(text);
        let perhaps =
            kind == BlockKind::Caption && !unit.told || kind == BlockKind::Paragraph && first;
        if let Some((caption, story)) = Some(line)
            .filter(|_| perhaps)
            .and_then(captions::glued)
            .and_then(|end| line.split_at_checked(end))
        {
            let caption = Span::new(span.start, span.start + caption.trim_end().len());
            parts.push(plain(caption, BlockKind::Caption));
            span.start = span.end - story.trim_start().len();
            kind = BlockKind::Paragraph;
        }
        if kind != BlockKind::Paragraph {
            let mut part = plain(unit.span, kind);
            part.body = inner(text, unit.span, kind, unit.form);
            part.block.cells.clone_from(&unit.cells);
            parts.push(part);
            continue;
        }
        emit_paragraph(text, span, first, last == Some(index), parts, metadata);
        first &= !unit.is_prose();
    }
    flush(text, &mut rows, &mut table, parts);
}

fn emit_paragraph(
    text: &str,
    mut span: Span,
    first: bool,
    last: bool,
    parts: &mut Vec<Part>,
    metadata: &mut Metadata,
) {
    if let Some((end, story)) = page_date::clock_at(span.of(text)) {
        parts.push(plain(
            Span::new(span.start, span.start + end),
            BlockKind::Furniture(Furniture::PageDate),
        ));
        span.start += story;
    }
    while let Some((kind, len)) = voice(span.of(text)).filter(|&(_, len)| len > 0) {
        parts.push(plain(Span::new(span.start, span.start + len), kind));
        let rest = span.of(text).get(len..).unwrap_or_default();
        span.start = span.end - rest.trim_start().len();
    }
    let line = span.of(text);
    let head = line
        .as_bytes()
        .get(..line.len().min(100))
        .unwrap_or_default();
    let agency = head.iter().any(|byte| matches!(byte, b'(' | b'/' | b'['));
    if (first || agency)
        && let Some(found) = dateline(line, first)
        && found.text < line.len()
    {
        edges::keep_dateline(text, span.start, &found, metadata);
        parts.push(plain(
            Span::new(span.start, span.start + found.end),
            BlockKind::Furniture(Furniture::Metadata),
        ));
        span.start += found.text;
    }
    let line = span.of(text);
    if let Some(at) = credit::trailing(line, last).filter(|&at| at > 0) {
        let credit_span = Span::new(span.start + at, span.end);
        let story = line.get(..at).unwrap_or_default().trim_end();
        span.end = span.start + story.len();
        push_paragraph(text, span, parts);
        let name = credit_span.of(text);
        metadata.authors.extend(credit::credited(name));
        if metadata.outlet.is_none()
            && let Some(agency) = wire(name)
        {
            metadata.outlet = Some(agency.to_owned());
        }
        parts.push(plain(credit_span, BlockKind::Furniture(Furniture::Credit)));
    } else {
        push_paragraph(text, span, parts);
    }
}

fn push_paragraph(text: &str, span: Span, parts: &mut Vec<Part>) {
    if !span.is_empty() {
        parts.push(Part {
            body: inner(text, span, BlockKind::Paragraph, Form::Text),
            ..plain(span, BlockKind::Paragraph)
        });
    }
}

fn flush(text: &str, rows: &mut Vec<Span>, table: &mut Vec<Block>, parts: &mut Vec<Part>) {
    if rows.is_empty() {
        return;
    }
    tables::read(text, rows, table);
    rows.clear();
    parts.extend(table.drain(..).map(|block| Part {
        body: block.span,
        block,
    }));
}

/// The part of a block that holds its sentences.
fn inner(text: &str, span: Span, kind: BlockKind, form: Form) -> Span {
    let line = span.of(text);
    let titled = matches!(kind, BlockKind::Headline | BlockKind::Subhead);
    let inner = if let Some(value) = credit::label(line)
        .filter(|(what, ..)| titled && *what == Field::Title)
        .map(|(_, value, _)| value)
    {
        value
    } else if titled {
        front::title(line).0
    } else {
        let bullet = match form {
            Form::Item(bullet) => bullet,
            _ => 0,
        };
        let rest = line.get(bullet..).unwrap_or(line);
        let open = rest.trim_start_matches(['*', '_', '>', ' ']);
        let body = open.trim_end_matches(['*', '_', ' ']);
        let start = line.len() - open.len();
        Span::new(start, start + body.len())
    };
    Span::new(span.start + inner.start, span.start + inner.end)
}

/// Each name once, in order; agencies are no authors.
fn tidy_authors(authors: &mut Vec<String>) {
    let mut seen = rustc_hash::FxHashSet::default();
    authors.retain(|name| !name.is_empty() && wire(name).is_none() && seen.insert(name.clone()));
}
