//! The paragraphs and rows of a document in, its pieces out: which heading is the headline, and what
//! looks like a heading.

use super::{Draft, Item, Role};
use crate::reading::BlockKind;
use crate::reading::documents::fold;
use crate::reading::documents::sense::is_byline;
use crate::reading::page::Piece;

/// A heading that only its bold letters show is at most this long.
const LONGEST_HEADING: usize = 120;

/// A numbered item of a list is at most this long.
const LONGEST_ITEM: usize = 160;

/// The pieces of all items of a document.
pub fn of(items: Vec<Item>) -> Vec<Piece> {
    let has_title = items.iter().any(|item| is_titled(item, Role::Title));
    let has_heading = items.iter().any(|item| is_titled(item, Role::Heading));
    let mut before_text = true;
    let mut headline = false;
    let mut pieces = Vec::new();
    for item in items {
        match item {
            Item::Row { cells, head } => {
                let kind = if head {
                    BlockKind::TableHeader
                } else {
                    BlockKind::TableRow
                };
                pieces.extend(row_piece(&cells, kind));
            }
            Item::Text(draft) => {
                let may_lead = match draft.role {
                    Role::Title => true,
                    Role::Heading => !has_title,
                    _ => before_text && !has_title && !has_heading && looks_heading(&draft),
                };
                let kind = kind(&draft);
                before_text &= kind.is_some() || !draft.has_text();
                for text in &draft.texts {
                    let text = fold::plain(text);
                    if text.is_empty() {
                        continue;
                    }
                    let leads = may_lead && !headline;
                    headline |= leads;
                    pieces.push(Piece {
                        text,
                        kind: if leads {
                            Some(BlockKind::Headline)
                        } else {
                            kind
                        },
                        cells: Vec::new(),
                    });
                }
            }
        }
    }
    pieces
}

impl Draft {
    fn has_text(&self) -> bool {
        self.texts.iter().any(|text| !text.trim().is_empty())
    }
}

fn is_titled(item: &Item, role: Role) -> bool {
    matches!(item, Item::Text(draft) if draft.role == role && draft.has_text())
}

fn kind(draft: &Draft) -> Option<BlockKind> {
    match draft.role {
        Role::Title | Role::Heading => Some(BlockKind::Subhead),
        Role::ListItem => Some(BlockKind::ListItem),
        Role::Numbered => {
            let length: usize = draft.texts.iter().map(String::len).sum();
            (length <= LONGEST_ITEM).then_some(BlockKind::ListItem)
        }
        Role::Caption => Some(BlockKind::Caption),
        Role::Furniture(kind) => Some(BlockKind::Furniture(kind)),
        Role::Body | Role::ColumnHead if looks_heading(draft) => Some(BlockKind::Subhead),
        Role::Body | Role::ColumnHead => None,
    }
}

/// Many set headings only in bold.
fn looks_heading(draft: &Draft) -> bool {
    let text = draft.texts.concat();
    let text = text.trim();
    let is_body = matches!(draft.role, Role::Body);
    let ends = text.ends_with(['.', ',', ';', ':']);
    let lettered = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    is_body && draft.bold && lettered && !ends && !is_byline(text) && text.len() <= LONGEST_HEADING
}

/// Whether all cells of a row look like column headings.
pub fn all_heads(cells: &[Vec<Item>]) -> bool {
    let is_head = |item: &Item| match item {
        Item::Text(draft) => draft.role == Role::ColumnHead || draft.bold,
        Item::Row { .. } => false,
    };
    let texts = || cells.iter().flatten().filter(|item| item_has_text(item));
    texts().count() > 1 && texts().all(is_head)
}

fn item_has_text(item: &Item) -> bool {
    match item {
        Item::Text(draft) => draft.has_text(),
        Item::Row { .. } => true,
    }
}

/// The text of a cell on one line.
pub fn cell_text(items: Vec<Item>) -> String {
    let texts = items.into_iter().flat_map(|item| match item {
        Item::Text(draft) => draft.texts,
        Item::Row { cells, .. } => cells,
    });
    fold::plain(&texts.collect::<Vec<_>>().join(" "))
}

/// A table row as "a | b | c", or nothing if all its cells are empty.
pub fn row_piece(cells: &[String], kind: BlockKind) -> Option<Piece> {
    if cells.iter().all(String::is_empty) {
        return None;
    }
    let mut text = String::new();
    let mut ranges = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push_str(" | ");
        }
        let start = text.len();
        text.push_str(cell);
        ranges.push(start..text.len());
    }
    Some(Piece {
        text,
        kind: Some(kind),
        cells: ranges,
    })
}
