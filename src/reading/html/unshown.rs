//! In: the pieces of a page and its own copy of the text. Out: the pieces of a page that leaves showing its text to a script.

use super::cues::group;
use super::plain;
use crate::reading::page::Piece;
use crate::reading::{BlockKind, Furniture};

/// A page with less text than this may show nothing.
const LEAST: usize = 300;

/// Takes the copy for the text where the page shows none; what such a page says instead of its text is none.
pub fn mend(mut pieces: Vec<Piece>, copy: Option<&str>, title: Option<&str>) -> Vec<Piece> {
    let shown: usize = pieces
        .iter()
        .filter(|piece| is_text(piece))
        .map(|piece| piece.text.len())
        .sum();
    let is_bare = shown == 0
        || (shown < LEAST && pieces.iter().filter(|piece| is_text(piece)).any(is_barred));
    if !is_bare {
        return pieces;
    }
    for piece in pieces.iter_mut().filter(|piece| is_text(piece)) {
        piece.kind = Some(BlockKind::Furniture(Furniture::Other));
    }
    let Some(copy) = copy else {
        if shown > 0 {
            drop_headline(&mut pieces);
        }
        return pieces;
    };
    let has_headline = pieces
        .iter()
        .any(|piece| piece.kind == Some(BlockKind::Headline));
    let headline = title.filter(|_| !has_headline).map(|title| Piece {
        text: title.to_owned(),
        kind: Some(BlockKind::Headline),
        cells: Vec::new(),
    });
    let paragraphs = copy.lines().flat_map(plain::read);
    let at = pieces
        .iter()
        .position(|piece| piece.kind == Some(BlockKind::Headline))
        .map_or(0, |at| at + 1);
    let behind = pieces.split_off(at);
    pieces.extend(headline.into_iter().chain(paragraphs).chain(behind));
    pieces
}

fn drop_headline(pieces: &mut [Piece]) {
    for piece in pieces
        .iter_mut()
        .filter(|piece| piece.kind == Some(BlockKind::Headline))
    {
        piece.kind = Some(BlockKind::Furniture(Furniture::Other));
    }
}

fn is_text(piece: &Piece) -> bool {
    !matches!(
        piece.kind,
        Some(BlockKind::Furniture(_) | BlockKind::Headline | BlockKind::Caption)
    )
}

/// Whether the piece tells the reader to let the page's scripts run, or the like.
fn is_barred(piece: &Piece) -> bool {
    let text = piece.text.to_lowercase();
    group("barred").any(|words| text.contains(words))
}
