//! Tables of lines with `|` in, rows with cells out; rows cut short or scraped twice are repeats.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use super::{Block, BlockKind, Furniture};
use crate::span::Span;

/// Cells beyond this one are not compared.
const WIDEST: usize = 64;

/// Whether a line can be part of a table by itself.
pub(super) fn is_piped(line: &str) -> bool {
    line.starts_with('|') || line.ends_with('|') || is_separator(line)
}

/// Whether a line is the rule under a table's header ("|---|:--:|").
pub(super) fn is_separator(line: &str) -> bool {
    line.len() >= 3
        && line.contains('|')
        && line.contains('-')
        && line
            .bytes()
            .all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'+'))
}

struct Row {
    span: Span,
    cells: Vec<Span>,
    /// Hash of the cells, and of every shorter run of them from the left.
    key: u64,
    prefixes: Vec<u64>,
    separator: bool,
}

/// The blocks of the adjacent table lines `lines` (each trimmed).
pub(super) fn read(text: &str, lines: &[Span], blocks: &mut Vec<Block>) {
    let rows = rows(text, lines);
    // Headers: what stands above a separator.
    let mut headers: FxHashSet<u64> = FxHashSet::default();
    let mut widths = Vec::with_capacity(rows.len());
    let mut width = 0;
    for (index, row) in rows.iter().enumerate() {
        if rows.get(index + 1).is_some_and(|next| next.separator) && !row.separator {
            headers.insert(row.key);
            width = row.cells.len();
        }
        width = if width == 0 { row.cells.len() } else { width };
        widths.push(width);
    }
    let headless = headers.is_empty();
    let longer: FxHashSet<u64> = rows
        .iter()
        .flat_map(|row| row.prefixes.iter().copied())
        .collect();
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    for (index, (row, width)) in rows.into_iter().zip(widths).enumerate() {
        let cut = row.cells.len() < width && longer.contains(&row.key);
        let kind = if row.separator || row.cells.is_empty() {
            BlockKind::Furniture(Furniture::Other)
        } else if cut || !seen.insert(row.key) {
            BlockKind::Furniture(Furniture::Repeat)
        } else if headers.contains(&row.key) || headless && index == 0 && lines.len() > 2 {
            BlockKind::TableHeader
        } else {
            BlockKind::TableRow
        };
        let rowed = matches!(kind, BlockKind::TableHeader | BlockKind::TableRow);
        blocks.push(Block {
            span: row.span,
            kind,
            cells: if rowed { row.cells } else { Vec::new() },
        });
    }
}

/// Lines to rows: a row that was broken over lines is joined again.
fn rows(text: &str, lines: &[Span]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(lines.len());
    let mut index = 0;
    while let Some(&line) = lines.get(index) {
        index += 1;
        let mut span = line;
        if line.of(text).starts_with('|') && !is_separator(line.of(text)) {
            while let Some(&next) = lines.get(index) {
                let part = next.of(text);
                let continues = part == "|" || !part.starts_with('|') && !is_separator(part);
                if !continues {
                    break;
                }
                span = span.hull(next);
                index += 1;
            }
        }
        rows.push(row(text, span));
    }
    rows
}

fn row(text: &str, span: Span) -> Row {
    let line = span.of(text);
    let separator = is_separator(line);
    let mut cells = Vec::new();
    let mut at = span.start;
    if !separator {
        let inner = line.strip_prefix('|').unwrap_or(line);
        at += line.len() - inner.len();
        for cell in inner.split('|') {
            let left = cell.len() - cell.trim_start().len();
            let start = at + left;
            cells.push(Span::new(start, start + cell.trim().len()));
            at += cell.len() + 1;
        }
        while cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
    }
    let mut hasher = FxHasher::default();
    let mut prefixes = Vec::with_capacity(cells.len().min(WIDEST));
    for (index, cell) in cells.iter().enumerate() {
        for byte in cell.of(text).bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
        hasher.write_u8(b'|');
        if index + 1 < cells.len() && index < WIDEST {
            prefixes.push(hasher.finish());
        }
    }
    Row {
        span,
        cells,
        key: hasher.finish(),
        prefixes,
        separator,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, usize)> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        let mut blocks = Vec::new();
        read(text, &lines, &mut blocks);
        blocks
            .iter()
            .map(|block| (block.kind, block.cells.len()))
            .collect()
    }

    const OTHER: BlockKind = BlockKind::Furniture(Furniture::Other);
    const REPEAT: BlockKind = BlockKind::Furniture(Furniture::Repeat);

    #[test]
    fn reads_a_table() {
        assert_eq!(
            kinds("| Party | Seats |\n|---|---|\n| Reds | 12 |\n| Blues | |"),
            [
                (BlockKind::TableHeader, 2),
                (OTHER, 0),
                (BlockKind::TableRow, 2),
                (BlockKind::TableRow, 1),
            ]
        );
    }

    #[test]
    fn keeps_each_row_of_a_broken_repeated_table_once() {
        let text = "| Area | Plan | Result | |\n|---|---|---|---|\n| Water | Dams | Light | |\n\
                    | Roads | New lanes |\n| Area |\nPlan |\nResult |\n|\n| Water | Dams | Light | |\n\
                    | Roads | New lanes | Less delay |";
        assert_eq!(
            kinds(text),
            [
                (BlockKind::TableHeader, 3),
                (OTHER, 0),
                (BlockKind::TableRow, 3),
                (REPEAT, 0),
                (REPEAT, 0),
                (REPEAT, 0),
                (BlockKind::TableRow, 3),
            ]
        );
    }

    #[test]
    fn reads_tables_without_outer_marks() {
        assert_eq!(
            kinds("Party | Seats\n---|---\nReds | 12"),
            [
                (BlockKind::TableHeader, 2),
                (OTHER, 0),
                (BlockKind::TableRow, 2)
            ]
        );
    }
}
