//! In: the blocks of a page and what was decided of each. Out: the pieces of the page in reading order.
//!
//! Furniture between two pieces of the article that stands in one container becomes one piece.

use super::body::{Judgement, Verdict};
use super::cues::Cues;
use super::tables::Row;
use super::tags::Tag;
use super::times;
use super::tree::{Block, Tree};
use crate::reading::page::Piece;
use crate::reading::{BlockKind, Furniture};

/// A furniture piece is closed when it has grown to this length.
const LONGEST: usize = 2_000;
/// What stands between the parts of a furniture piece.
const DOT: &str = " · ";
/// What stands between the cells of a table row.
const BAR: &str = " | ";

/// Puts the pieces together.
pub fn of(tree: &Tree, judgement: &Judgement) -> Vec<Piece> {
    let free = outermost_free(tree, &holds_article(tree, judgement));
    let mut maker = Maker {
        pieces: Vec::new(),
        furniture: Vec::new(),
        length: 0,
        container: None,
    };
    let mut tables = judgement
        .tables
        .iter()
        .filter(|table| judgement.verdicts.get(table.blocks.start) == Some(&Verdict::Body))
        .peekable();
    let mut at = 0;
    while let (Some(block), Some(verdict)) = (tree.blocks.get(at), judgement.verdicts.get(at)) {
        while tables.peek().is_some_and(|table| table.blocks.end <= at) {
            tables.next();
        }
        if let Some(table) = tables.next_if(|table| table.blocks.start <= at) {
            maker.close();
            maker
                .pieces
                .extend(table.rows.iter().filter_map(|row| row_piece(tree, row)));
            at = table.blocks.end;
            continue;
        }
        match kind(tree, judgement, block, *verdict) {
            Shown::Article(kind) => maker.article(block.text.clone(), kind),
            Shown::Furniture(kind) => {
                let is_own = is_own(block, kind);
                let container = free.get(block.node).copied().flatten();
                let text = times::written(tree, block);
                maker.furniture(
                    text.as_deref().unwrap_or(&block.text),
                    kind,
                    container.filter(|_| !is_own),
                );
            }
            Shown::Not => {}
        }
        at += 1;
    }
    maker.close();
    maker.pieces
}

/// How a block is shown.
enum Shown {
    Article(Option<BlockKind>),
    Furniture(Furniture),
    Not,
}

fn kind(tree: &Tree, judgement: &Judgement, block: &Block, verdict: Verdict) -> Shown {
    match verdict {
        Verdict::Hidden => Shown::Not,
        Verdict::Headline => Shown::Article(Some(BlockKind::Headline)),
        Verdict::Repeat => Shown::Furniture(Furniture::Repeat),
        Verdict::Caption => Shown::Article(Some(BlockKind::Caption)),
        Verdict::Furniture(cues) => Shown::Furniture(furniture_kind(block, cues)),
        Verdict::Body => Shown::Article(body_kind(tree, judgement, block)),
    }
}

fn furniture_kind(block: &Block, cues: Cues) -> Furniture {
    if cues.any(Cues::RELATED) {
        Furniture::RelatedLink
    } else if cues.any(Cues::DISCLAIMER) {
        Furniture::Disclaimer
    } else if cues.any(Cues::CREDIT) {
        Furniture::Credit
    } else if cues.any(Cues::AUTHOR.with(Cues::META)) {
        Furniture::Metadata
    } else if cues.any(Cues::QUOTE) {
        Furniture::Repeat
    } else if cues.any(Cues::NAV.with(Cues::FOOTER))
        || (block.is_mostly_links() && !cues.any(Cues::SHARE.with(Cues::PROMO).with(Cues::COMMENT)))
    {
        Furniture::Navigation
    } else {
        Furniture::Other
    }
}

/// Whether a block of furniture stands by itself: a line parted from its neighbours, or a marked-up time.
fn is_own(block: &Block, kind: Furniture) -> bool {
    (block.lines > 0 && matches!(kind, Furniture::Metadata | Furniture::Other))
        || (block.time.is_some() && kind == Furniture::Metadata)
}

fn body_kind(tree: &Tree, judgement: &Judgement, block: &Block) -> Option<BlockKind> {
    match tree.tag(block) {
        Tag::Heading(_) => Some(BlockKind::Subhead),
        Tag::Caption => Some(BlockKind::Caption),
        _ if in_item(tree, judgement, block) => Some(BlockKind::ListItem),
        _ => None,
    }
}

/// Whether the block stands in a list of the article, rather than in one the page is laid out with.
fn in_item(tree: &Tree, judgement: &Judgement, block: &Block) -> bool {
    const MOST_BLOCKS: usize = 4;
    tree.around(block.node)
        .take_while(|at| *at > judgement.container)
        .filter_map(|at| tree.nodes.get(at))
        .any(|node| node.tag == Tag::Item && node.blocks.len() <= MOST_BLOCKS)
}

fn row_piece(tree: &Tree, row: &Row) -> Option<Piece> {
    let mut text = String::new();
    let mut cells = Vec::new();
    for (number, cell) in row.cells.iter().enumerate() {
        if number > 0 {
            text.push_str(BAR);
        }
        let start = text.len();
        for block in tree
            .blocks
            .get(cell.clone())
            .unwrap_or_default()
            .iter()
            .filter(|block| !block.hidden)
        {
            if text.len() > start {
                text.push(' ');
            }
            text.push_str(&block.text);
        }
        cells.push(start..text.len());
    }
    let kind = if row.is_head {
        BlockKind::TableHeader
    } else {
        BlockKind::TableRow
    };
    cells.iter().any(|cell| !cell.is_empty()).then_some(Piece {
        text,
        kind: Some(kind),
        cells,
    })
}

/// For each element, whether something of the article stands in it.
fn holds_article(tree: &Tree, judgement: &Judgement) -> Vec<bool> {
    let mut holds = vec![false; tree.nodes.len()];
    for (block, verdict) in tree.blocks.iter().zip(&judgement.verdicts) {
        if !matches!(
            verdict,
            Verdict::Body | Verdict::Headline | Verdict::Caption
        ) {
            continue;
        }
        for at in tree.around(block.node) {
            match holds.get_mut(at) {
                Some(known) if !*known => *known = true,
                _ => break,
            }
        }
    }
    holds
}

/// For each element the outermost one around it that holds nothing of the article, if it holds nothing itself.
fn outermost_free(tree: &Tree, holds_article: &[bool]) -> Vec<Option<usize>> {
    let mut free: Vec<Option<usize>> = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        let holds = holds_article.get(at).copied().unwrap_or_default();
        let around = free.get(node.parent).copied().flatten();
        free.push(if holds { None } else { around.or(Some(at)) });
    }
    free
}

struct Maker {
    pieces: Vec<Piece>,
    /// The open furniture piece: texts and kinds of its parts.
    furniture: Vec<(String, Furniture)>,
    /// Its length.
    length: usize,
    /// The element it stands in.
    container: Option<usize>,
}

impl Maker {
    fn article(&mut self, text: String, kind: Option<BlockKind>) {
        self.close();
        self.pieces.push(Piece {
            text,
            kind,
            cells: Vec::new(),
        });
    }

    fn furniture(&mut self, text: &str, kind: Furniture, container: Option<usize>) {
        let alone = container.is_none() || kind == Furniture::Repeat;
        if alone || container != self.container || self.length + text.len() > LONGEST {
            self.close();
        }
        self.container = if alone { None } else { container };
        self.length += text.len() + DOT.len();
        self.furniture.push((text.to_owned(), kind));
    }

    /// Ends the open furniture piece. Its kind is the one most of its text is of.
    fn close(&mut self) {
        let parts = std::mem::take(&mut self.furniture);
        self.length = 0;
        let mut sums: Vec<(Furniture, usize)> = Vec::new();
        for (text, kind) in &parts {
            match sums.iter_mut().find(|(known, _)| known == kind) {
                Some((_, sum)) => *sum += text.len(),
                None => sums.push((*kind, text.len())),
            }
        }
        let Some((kind, _)) = sums.into_iter().max_by_key(|(_, sum)| *sum) else {
            return;
        };
        let text = parts
            .into_iter()
            .map(|(text, _)| text)
            .collect::<Vec<_>>()
            .join(DOT);
        self.pieces.push(Piece {
            text,
            kind: Some(BlockKind::Furniture(kind)),
            cells: Vec::new(),
        });
    }
}
