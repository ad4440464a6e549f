//! The bytes of a PDF in, a page of its text out: headings, paragraphs and table rows in reading
//! order, running heads and page numbers set apart.
//!
//! `lopdf` loads the objects, within limits that are measured before (`open`, `measure`). The letters of a
//! page are drawn here (`content`, `font`, `cmap`): of the libraries that draw them, `pdf-extract` (0.12)
//! recurses without end on forms that use themselves and names no font, and `hayro-interpret` (0.9) unpacks
//! without limit, takes what a font says of its widths for the size of a table, and cannot be stopped; a file of
//! a kilobyte ends the process. Letters become segments, segments lines in reading order (`order`), lines
//! paragraphs.

mod cmap;
mod content;
mod direction;
mod encoding;
mod font;
mod furniture;
mod gutters;
mod hyphen;
mod kinds;
mod letters;
mod lines;
mod matrix;
mod measure;
mod metrics;
mod open;
mod order;
mod pages;
mod paragraphs;
mod says;
mod segments;
mod state;
#[cfg(test)]
mod tests;

use std::thread;

use crate::reading::open::contained;
use crate::reading::page::{Page, Piece, Refusal};
use crate::reading::{BlockKind, Furniture};
use furniture::{Found, Sheet};
use hyphen::Words;
use kinds::Part;
use lines::{Line, size_class};
use paragraphs::{Joiner, Paragraph};

/// The stack for a document's nested objects.
const STACK: usize = 16 << 20;

/// A document has at most this many segments; a long one made of tables has a third of them.
const MOST_SEGMENTS: usize = 1_000_000;

/// A page with fewer letters than this holds no text to speak of.
const FEWEST_LETTERS: usize = 20;

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || contained(|| read_here(bytes))?)
            .map_err(|_| Refusal::new("could not be read for want of memory", "try it again"))?
            .join()
            .unwrap_or_else(|_| Err(Refusal::damaged("PDF")))
    })
}

fn read_here(bytes: &[u8]) -> Result<Page, Refusal> {
    let document = open::open(bytes)?;
    let mut sheets = Vec::new();
    let (mut known, mut unknown, mut count) = (0, 0, 0);
    pages::draw(&document, |letters| {
        known += letters.drawn.len();
        unknown += letters.unknown;
        let segments = segments::segments(&letters);
        count += segments.len();
        sheets.push(Sheet {
            segments,
            height: letters.page.1,
        });
        if count > MOST_SEGMENTS {
            return Err(Refusal::too_large());
        }
        Ok(())
    })?;
    check_text(sheets.len(), known, unknown)?;
    let pieces = pieces(sheets);
    let mut says = says::says(&document);
    says.url = says::printed_from(&document, &pieces);
    says.title = says.title.map(|title| says::own_title(title, &pieces));
    Ok(Page { says, pieces })
}

fn check_text(pages: usize, known: usize, unknown: usize) -> Result<(), Refusal> {
    let remedy = "run text recognition (OCR) on it first";
    if pages == 0 {
        return Err(Refusal::damaged("PDF"));
    }
    if unknown > known {
        let what = "is a PDF whose fonts do not tell which letters they show";
        return Err(Refusal::new(what, remedy));
    }
    // A short note on one page is text; a few letters on each of many pages are page numbers.
    if known < FEWEST_LETTERS.min(4 * pages) || known < FEWEST_LETTERS * pages / 4 {
        let what = "is a scanned PDF: its pages are pictures without text";
        return Err(Refusal::new(what, remedy));
    }
    Ok(())
}

fn pieces(mut sheets: Vec<Sheet>) -> Vec<Piece> {
    let furniture = furniture::take_off(&mut sheets);
    let mut number = 0;
    let pages: Vec<Vec<Line>> = sheets
        .into_iter()
        .map(|sheet| {
            let columns = order::columns(sheet.segments).into_iter();
            let lines = columns.flat_map(|column| {
                number += 1;
                lines::lines(column, number)
            });
            lines.collect()
        })
        .collect();
    let all: Vec<Line> = pages.iter().flatten().cloned().collect();
    let body = lines::body_size(&all);
    let texts = all.iter().flat_map(|line| &line.cells);
    let words = Words::of(texts.map(|segment| segment.text.as_str()));
    let mut joiner = Joiner::new(&words, lines::usual_leading(&all));
    let mut parts = Parts::default();
    for (mut lines, (top, bottom)) in pages.into_iter().zip(furniture) {
        parts.aside(top.into_iter().map(furniture_part), &joiner);
        let notes = notes(&mut lines, body);
        for line in lines {
            parts.text(joiner.take(line));
        }
        let mut small = Joiner::new(&words, lines::usual_leading(&notes));
        let mut ended: Vec<Part> = Vec::new();
        for line in notes {
            ended.extend(small.take(line).as_ref().map(note_part));
        }
        ended.extend(small.finish().as_ref().map(note_part));
        parts.aside(ended.into_iter(), &joiner);
        parts.aside(bottom.into_iter().map(furniture_part), &joiner);
    }
    parts.text(joiner.finish());
    kinds::pieces(parts.all(), body)
}

/// Collects the parts of a document: what stands beside a paragraph that is still open comes
/// after it.
#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    waiting: Vec<Part>,
}

impl Parts {
    fn text(&mut self, paragraph: Option<Paragraph>) {
        if let Some(paragraph) = paragraph {
            self.done.push(Part::Text(paragraph));
            self.done.append(&mut self.waiting);
        }
    }

    fn aside(&mut self, parts: impl Iterator<Item = Part>, joiner: &Joiner) {
        if joiner.is_open() {
            self.waiting.extend(parts);
        } else {
            self.done.extend(parts);
        }
    }

    fn all(mut self) -> Vec<Part> {
        self.done.append(&mut self.waiting);
        self.done
    }
}

fn furniture_part(found: Found) -> Part {
    Part::Furniture(found.kind, found.segment.text)
}

/// A note with a space after its number, which often stands close before the text.
fn note_part(paragraph: &Paragraph) -> Part {
    let text = paragraph.text.trim_start();
    let body = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.strip_suffix(body).unwrap_or_default();
    Part::Furniture(Furniture::Other, format!("{number} {body}"))
}

/// Takes the footnotes off the end of a page: small letters that begin with a number or a mark.
fn notes(lines: &mut Vec<Line>, body: i32) -> Vec<Line> {
    let is_small = |line: &&Line| {
        let segment = line.first();
        !line.is_row() && segment.is_some_and(|s| size_class(s) * 100 <= body * 88)
    };
    let count = lines.iter().rev().take_while(is_small).count();
    let start = lines.len() - count;
    let begins = |line: &Line| {
        let text = line.first().map(|segment| segment.text.trim_start());
        text.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit() || "*†‡".contains(c)))
    };
    let offset = lines.iter().skip(start).position(begins).unwrap_or(count);
    lines.split_off(start + offset)
}

/// Whether a piece repeats over the pages.
fn is_repeat(piece: &Piece) -> bool {
    piece.kind == Some(BlockKind::Furniture(Furniture::Repeat))
}
