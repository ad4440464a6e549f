//! A document's paragraphs in, its pieces out: headings by their letters, list items by their
//! bullets, table rows by their cells. What only its wording can tell stays without a kind.

use super::paragraphs::{Paragraph, marker_of};
use super::segments::is_bullet;
use crate::reading::documents::fold;
use crate::reading::documents::sense::is_byline;
use crate::reading::page::Piece;
use crate::reading::{BlockKind, Furniture};

/// A heading is at most this long.
const LONGEST_HEADING: usize = 220;

/// Part of a document, in reading order.
pub enum Part {
    /// Text.
    Text(Paragraph),
    /// A running head, a page number, a note.
    Furniture(Furniture, String),
}

/// The pieces of a document; `body` is the size class of its body text.
pub fn pieces(parts: Vec<Part>, body: i32) -> Vec<Piece> {
    let headline = headline(&parts, body);
    let mut pieces = Vec::with_capacity(parts.len());
    let mut cells_before = 0;
    for (at, part) in parts.into_iter().enumerate() {
        let piece = match part {
            Part::Furniture(kind, text) => plain_piece(&text, Some(BlockKind::Furniture(kind))),
            Part::Text(paragraph) if !paragraph.cells.is_empty() => {
                let is_first = cells_before == 0;
                cells_before = paragraph.cells.len();
                pieces.extend(row(&paragraph, is_first));
                continue;
            }
            Part::Text(paragraph) if Some(at) == headline => {
                plain_piece(&paragraph.text, Some(BlockKind::Headline))
            }
            Part::Text(paragraph) if is_heading(&paragraph, body) => {
                plain_piece(&paragraph.text, Some(BlockKind::Subhead))
            }
            Part::Text(paragraph) => body_piece(&paragraph),
        };
        cells_before = 0;
        pieces.push(piece);
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

fn plain_piece(text: &str, kind: Option<BlockKind>) -> Piece {
    Piece {
        text: fold::plain(text),
        kind,
        cells: Vec::new(),
    }
}

fn body_piece(paragraph: &Paragraph) -> Piece {
    let text = paragraph.text.trim_start();
    match marker_of(text) {
        Some(bullet) if is_bullet(bullet) => {
            let text = text.strip_prefix(bullet).unwrap_or(text);
            plain_piece(text, Some(BlockKind::ListItem))
        }
        _ => plain_piece(text, None),
    }
}

/// A table row as "a | b | c".
fn row(paragraph: &Paragraph, is_first: bool) -> Option<Piece> {
    let texts: Vec<String> = paragraph
        .cells
        .iter()
        .map(|cell| fold::plain(cell))
        .collect();
    let kind = if is_first && paragraph.bold {
        BlockKind::TableHeader
    } else {
        BlockKind::TableRow
    };
    crate::reading::documents::flow::row_piece(&texts, kind)
}

/// Which part is the headline: the first heading among those with the largest letters, as long as
/// it stands before most of the text.
fn headline(parts: &[Part], body: i32) -> Option<usize> {
    let headings = || {
        parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| match part {
                Part::Text(paragraph) if is_heading(paragraph, body) => Some((at, paragraph)),
                _ => None,
            })
    };
    let largest = headings().map(|(_, paragraph)| paragraph.size).max()?;
    let (at, found) = headings().find(|(_, paragraph)| paragraph.size == largest)?;
    let before = parts.iter().take(at).filter(|part| {
        matches!(part, Part::Text(paragraph) if paragraph.lines > 2 && paragraph.size <= body)
    });
    (found.size > body && before.count() < 3 || before_any_text(parts, at)).then_some(at)
}

fn before_any_text(parts: &[Part], at: usize) -> bool {
    let is_text = |part: &Part| matches!(part, Part::Text(paragraph) if paragraph.lines > 2);
    !parts.iter().take(at).any(is_text)
}

/// A heading is short and larger than the body, or bold or in capitals throughout.
fn is_heading(paragraph: &Paragraph, body: i32) -> bool {
    let text = paragraph.text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || text.len() > LONGEST_HEADING || !paragraph.cells.is_empty() {
        return false;
    }
    let is_item = marker_of(text).is_some_and(is_bullet);
    if is_item || is_byline(text) || text.contains("://") {
        return false;
    }
    let is_larger = paragraph.size * 100 >= body * 115;
    let is_sentence = text.ends_with(['.', ';', ',', ':']) && text.len() > 60;
    is_larger || paragraph.size >= body && !is_sentence && (paragraph.bold || in_capitals(text))
}

fn in_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let words = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic));
    let others = text
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '/')
        .count();
    letters().all(char::is_uppercase) && letters().count() >= 6 && others < 4 && words.count() < 20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, size: i32, bold: bool, lines: usize) -> Part {
        Part::Text(Paragraph {
            text: text.to_owned(),
            cells: Vec::new(),
            size,
            bold,
            lines,
        })
    }

    fn cells(texts: &[&str], bold: bool) -> Part {
        Part::Text(Paragraph {
            text: texts.join(" "),
            cells: texts.iter().map(|text| (*text).to_owned()).collect(),
            size: 22,
            bold,
            lines: 1,
        })
    }

    #[test]
    fn tells_kinds_by_letters_and_bullets() {
        let parts = vec![
            text("HSC/DECL/2026/3", 22, false, 1),
            text("The Declaration", 32, true, 1),
            text("By Mira Oldenquist", 22, true, 1),
            text("We met. We spoke. We agreed on much.", 22, false, 3),
            text("PREAMBLE AND AIMS", 22, false, 1),
            text("1. We, the leaders, met in the town.", 22, false, 2),
            text("• An item", 22, false, 1),
            cells(&["Country", "Share"], true),
            cells(&["Tavoria", "12 %"], false),
        ];
        let told: Vec<(String, Option<BlockKind>)> = pieces(parts, 22)
            .into_iter()
            .map(|piece| (piece.text, piece.kind))
            .collect();
        let expected = [
            ("HSC/DECL/2026/3", None),
            ("The Declaration", Some(BlockKind::Headline)),
            ("By Mira Oldenquist", None),
            ("We met. We spoke. We agreed on much.", None),
            ("PREAMBLE AND AIMS", Some(BlockKind::Subhead)),
            ("1. We, the leaders, met in the town.", None),
            ("An item", Some(BlockKind::ListItem)),
            ("Country | Share", Some(BlockKind::TableHeader)),
            ("Tavoria | 12 %", Some(BlockKind::TableRow)),
        ];
        assert_eq!(told.len(), expected.len());
        for ((text, kind), (expected_text, expected_kind)) in told.iter().zip(expected) {
            assert_eq!((text.as_str(), *kind), (expected_text, expected_kind));
        }
    }
}
