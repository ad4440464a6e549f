//! Small pages of invented text, one rule each.

mod article;
mod dates;
mod furniture;
mod hostile;
mod lines;
mod says;
mod whole;

use super::read;
use crate::reading::BlockKind;
use crate::reading::page::Page;

/// Three paragraphs of a story that no other test text shares words with.
const STORY: &str = "<p>The harbour council met on Monday to decide the fate of the old lighthouse, which has stood dark since spring.</p>\
<p>Engineers told members that the tower could be saved, though the bill would reach two million crowns by next year.</p>\
<p>A vote is expected within weeks, and fishermen said they would row out in protest if the lamp were taken down.</p>";

/// The whole page around a body.
fn page(body: &str) -> Page {
    read(&format!(
        "<html><head><title>Lighthouse vote looms</title></head><body>{body}</body></html>"
    ))
}

/// The text of the article, a line a piece.
fn body(page: &Page) -> String {
    let is_body = |kind: Option<BlockKind>| {
        matches!(
            kind,
            None | Some(
                BlockKind::Paragraph
                    | BlockKind::Subhead
                    | BlockKind::ListItem
                    | BlockKind::TableRow
            )
        )
    };
    let lines: Vec<&str> = page
        .pieces
        .iter()
        .filter(|piece| is_body(piece.kind))
        .map(|piece| piece.text.as_str())
        .collect();
    lines.join("\n")
}

/// The texts of all pieces of a kind.
fn of_kind(page: &Page, kind: BlockKind) -> Vec<&str> {
    page.pieces
        .iter()
        .filter(|piece| piece.kind == Some(kind))
        .map(|piece| piece.text.as_str())
        .collect()
}

/// What `make` writes for the numbers below `count`, one after the other.
fn many(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |page, number| page + &make(number))
}
