//! In: the elements of a page. Out: which tables hold data rather than lay the page out, and their rows.

use std::ops::Range;

use super::tags::Tag;
use super::tree::{Node, Tree};

/// A cell of data holds at most so many bytes.
const LONGEST_CELL: usize = 400;

/// A table of data.
#[derive(Debug)]
pub struct Table {
    /// Index of the element.
    pub node: usize,
    /// The text blocks inside.
    pub blocks: Range<usize>,
    /// Its rows in order.
    pub rows: Vec<Row>,
}

/// A row of a table of data.
#[derive(Debug)]
pub struct Row {
    /// Whether all its cells are heads.
    pub is_head: bool,
    /// The blocks of each cell; a cell may have none.
    pub cells: Vec<Range<usize>>,
}

/// The tables of data, in order. A table inside another is part of the layout's text unless it is data itself.
pub fn find(tree: &Tree) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(node) = tree.nodes.get(at) {
        let table = if node.tag == Tag::Table {
            data_table(tree, at, node)
        } else {
            None
        };
        at = if table.is_some() { node.end } else { at + 1 };
        tables.extend(table);
    }
    tables
}

fn data_table(tree: &Tree, at: usize, table: &Node) -> Option<Table> {
    let inner = tree.nodes.get(at + 1..table.end)?;
    let mut rows: Vec<Row> = Vec::new();
    for node in inner {
        match node.tag {
            Tag::Table | Tag::Article | Tag::Section | Tag::Form | Tag::Heading(1) => return None,
            Tag::Row => rows.push(Row {
                is_head: true,
                cells: Vec::new(),
            }),
            Tag::Cell | Tag::HeadCell => {
                let row = rows.last_mut()?;
                let bytes: usize = tree
                    .blocks
                    .get(node.blocks.clone())?
                    .iter()
                    .map(|block| block.text.len())
                    .sum();
                if bytes > LONGEST_CELL {
                    return None;
                }
                row.is_head &= node.tag == Tag::HeadCell;
                row.cells.push(node.blocks.clone());
            }
            _ => {}
        }
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let wide = rows
        .iter()
        .filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2)
        .count();
    (wide >= 2).then(|| Table {
        node: at,
        blocks: table.blocks.clone(),
        rows,
    })
}
