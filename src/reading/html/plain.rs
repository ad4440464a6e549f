//! In: the text of a page no tree is built for. Out: its text blocks, cut at the block tags, without any judgement.

use dom_query::Document;

use super::tags::Tag;
use super::tokens::{Token, is_one_of, tokens};
use crate::reading::BlockKind;
use crate::reading::page::Piece;

/// Longer blocks are cut: a page without tags is no paragraph.
const LONGEST: usize = 20_000;

/// Elements whose text is not shown as such.
const UNSHOWN: [&str; 4] = ["svg", "template", "select", "button"];

/// Reads the blocks of text.
pub fn read(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut block = String::new();
    let mut kind = None;
    let mut skipped: Option<&str> = None;
    for token in tokens(html) {
        match token {
            Token::Text(text) if skipped.is_none() => {
                append(&mut block, text);
                if block.len() > LONGEST {
                    finish(&mut pieces, &mut block, kind);
                }
            }
            Token::Text(_) => {}
            Token::Tag(found) => {
                let tag = Tag::of(&found.name.to_ascii_lowercase());
                if let Some(name) = skipped {
                    if found.closes && found.name.eq_ignore_ascii_case(name) {
                        skipped = None;
                    }
                } else if !found.closes && is_one_of(found.name, &UNSHOWN) {
                    skipped = Some(found.name);
                } else if !tag.is_inline() || tag == Tag::Break {
                    finish(&mut pieces, &mut block, kind);
                    kind = match tag {
                        Tag::Heading(_) if !found.closes => Some(BlockKind::Subhead),
                        Tag::Item if !found.closes => Some(BlockKind::ListItem),
                        _ => None,
                    };
                }
            }
        }
    }
    finish(&mut pieces, &mut block, kind);
    pieces
}

/// Adds text, white space collapsed.
fn append(block: &mut String, text: &str) {
    for (at, word) in text.split_whitespace().enumerate() {
        let is_apart = at > 0 || text.starts_with(char::is_whitespace);
        if is_apart && !block.is_empty() && !block.ends_with(' ') {
            block.push(' ');
        }
        block.push_str(word);
    }
    if text.ends_with(char::is_whitespace) && !block.is_empty() && !block.ends_with(' ') {
        block.push(' ');
    }
}

fn finish(pieces: &mut Vec<Piece>, block: &mut String, kind: Option<BlockKind>) {
    let text = std::mem::take(block);
    let text = text.trim();
    if !text.is_empty() {
        pieces.push(Piece {
            text: decode(text),
            kind,
            cells: Vec::new(),
        });
    }
}

/// Resolves character references (`&amp;`), in a text without markup.
pub fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let fragment = Document::fragment(text.replace('<', "&lt;"));
    fragment
        .root()
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
