//! The paragraphs and tables of a word processor's file in, one event after another; the pieces of
//! the page out. What DOCX and ODT share.

mod pieces;

pub use pieces::row_piece;

use crate::reading::Furniture;
use crate::reading::page::Piece;

/// What the file's styles say that a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// A heading.
    Heading,
    /// An item of a list.
    ListItem,
    /// A numbered paragraph: an item of a list if it is short, else an article of a declaration.
    Numbered,
    /// The caption of a picture or table.
    Caption,
    /// The heading of a table's column.
    ColumnHead,
    /// No part of the text.
    Furniture(Furniture),
}

/// Builds pieces from paragraphs and tables that may lie within one another.
#[derive(Debug)]
pub struct Flow {
    /// What has been read at each level: the document, then the cell that is open.
    levels: Vec<Vec<Item>>,
    /// The paragraphs that are open: a text box lies within a paragraph.
    open: Vec<Open>,
    /// How many tables are open.
    tables: usize,
    /// The cells of the row that is open.
    row: Vec<Vec<Item>>,
    /// Whether the row is marked as one of column headings.
    row_is_head: bool,
    /// Whether all rows that come are.
    heads: bool,
    /// How many rows of the table are done.
    rows: usize,
}

#[derive(Debug)]
enum Item {
    Text(Draft),
    Row { cells: Vec<String>, head: bool },
}

/// A paragraph; line breaks part it into several texts.
#[derive(Clone, Debug, Default)]
struct Draft {
    texts: Vec<String>,
    role: Role,
    bold: bool,
}

#[derive(Debug)]
struct Open {
    draft: Draft,
    text: String,
    /// Where the paragraph's place was kept, so that it stands before what lies within it.
    level: usize,
    at: usize,
}

impl Default for Flow {
    fn default() -> Self {
        Self {
            levels: vec![Vec::new()],
            open: Vec::new(),
            tables: 0,
            row: Vec::new(),
            row_is_head: false,
            heads: false,
            rows: 0,
        }
    }
}

impl Flow {
    /// A paragraph begins.
    pub fn open_paragraph(&mut self, role: Role) {
        let level = self.levels.len().saturating_sub(1);
        let Some(items) = self.levels.last_mut() else {
            return;
        };
        self.open.push(Open {
            draft: Draft {
                texts: Vec::new(),
                role,
                bold: true,
            },
            text: String::new(),
            level,
            at: items.len(),
        });
        items.push(Item::Text(Draft::default()));
    }

    /// The paragraph that is open turns out to be this.
    pub fn set_role(&mut self, role: Role) {
        if let Some(open) = self.open.last_mut() {
            open.draft.role = role;
        }
    }

    /// Text of the paragraph that is open.
    pub fn text(&mut self, text: &str, bold: bool) {
        if let Some(open) = self.open.last_mut() {
            open.draft.bold &= bold || text.trim().is_empty();
            open.text.push_str(text);
        }
    }

    /// A line break: what follows is a piece of its own, except in a heading.
    pub fn break_line(&mut self) {
        if let Some(open) = self.open.last_mut() {
            match open.draft.role {
                Role::Title | Role::Heading => open.text.push(' '),
                _ => open.draft.texts.push(std::mem::take(&mut open.text)),
            }
        }
    }

    /// The paragraph that is open ends.
    pub fn close_paragraph(&mut self) {
        let Some(mut open) = self.open.pop() else {
            return;
        };
        open.draft.texts.push(open.text);
        let level = self.levels.get_mut(open.level);
        if let Some(place) = level.and_then(|items| items.get_mut(open.at)) {
            *place = Item::Text(open.draft);
        }
    }

    /// A table begins.
    pub fn open_table(&mut self) {
        self.tables += 1;
        if self.tables == 1 {
            self.rows = 0;
        }
    }

    /// The table ends.
    pub fn close_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
    }

    /// A cell begins. Cells of tables within tables are text of the outer cell.
    pub fn open_cell(&mut self) {
        if self.tables == 1 {
            self.levels.push(Vec::new());
        }
    }

    /// The cell ends.
    pub fn close_cell(&mut self) {
        if self.tables == 1 && self.levels.len() > 1 {
            self.row.extend(self.levels.pop());
        }
    }

    /// The row that is open holds column headings.
    pub fn mark_head(&mut self) {
        self.row_is_head |= self.tables == 1;
    }

    /// The first row of the table holds column headings.
    pub fn mark_first_head(&mut self) {
        self.row_is_head |= self.tables == 1 && self.rows == 0;
    }

    /// The rows from here on hold column headings.
    pub fn begin_heads(&mut self) {
        self.heads |= self.tables == 1;
    }

    /// The rows from here on hold data.
    pub fn end_heads(&mut self) {
        self.heads &= self.tables != 1;
    }

    /// The row ends.
    pub fn close_row(&mut self) {
        if self.tables != 1 {
            return;
        }
        let mut cells = std::mem::take(&mut self.row);
        let marked = std::mem::take(&mut self.row_is_head) || self.heads;
        let head = marked || self.rows == 0 && pieces::all_heads(&cells);
        self.rows += 1;
        let Some(items) = self.levels.last_mut() else {
            return;
        };
        // A table of one column only lays out text.
        if let [only] = cells.as_mut_slice() {
            items.append(only);
            return;
        }
        let cells = cells.into_iter().map(pieces::cell_text).collect();
        items.push(Item::Row { cells, head });
    }

    /// The pieces of all that was read.
    pub fn pieces(mut self) -> Vec<Piece> {
        while !self.open.is_empty() {
            self.close_paragraph();
        }
        pieces::of(self.levels.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::BlockKind;

    fn paragraph(flow: &mut Flow, role: Role, text: &str, bold: bool) {
        flow.open_paragraph(role);
        flow.text(text, bold);
        flow.close_paragraph();
    }

    fn told(flow: Flow) -> Vec<(String, Option<BlockKind>)> {
        let pieces = flow.pieces().into_iter();
        pieces.map(|piece| (piece.text, piece.kind)).collect()
    }

    #[test]
    fn the_first_of_the_highest_headings_leads() {
        let headline = Some(BlockKind::Headline);
        let subhead = Some(BlockKind::Subhead);
        for (roles, expected) in [
            (
                &[Role::Heading, Role::Title, Role::Heading][..],
                [subhead, headline, subhead],
            ),
            (
                &[Role::Body, Role::Heading, Role::Heading],
                [None, headline, subhead],
            ),
        ] {
            let mut flow = Flow::default();
            for role in roles {
                paragraph(&mut flow, *role, "Some text", false);
            }
            let kinds: Vec<_> = told(flow).into_iter().map(|(_, kind)| kind).collect();
            assert_eq!(kinds, expected);
        }
        let mut flow = Flow::default();
        paragraph(&mut flow, Role::Body, "A bold line", true);
        paragraph(&mut flow, Role::Body, "Text", false);
        paragraph(&mut flow, Role::Body, "Another bold line", true);
        let kinds: Vec<_> = told(flow).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [headline, None, subhead]);
    }

    #[test]
    fn rows_carry_their_cells() {
        let mut flow = Flow::default();
        flow.open_table();
        for (cells, bold) in [(["Land", "Share"], true), (["Tavoria", "12 %"], false)] {
            for cell in cells {
                flow.open_cell();
                paragraph(&mut flow, Role::Body, cell, bold);
                flow.close_cell();
            }
            flow.close_row();
        }
        flow.close_table();
        let pieces = flow.pieces();
        let [head, row] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        assert_eq!(head.kind, Some(BlockKind::TableHeader));
        assert_eq!(
            (row.text.as_str(), row.kind),
            ("Tavoria | 12 %", Some(BlockKind::TableRow))
        );
        let cells: Vec<&str> = row
            .cells
            .iter()
            .filter_map(|range| row.text.get(range.clone()))
            .collect();
        assert_eq!(cells, ["Tavoria", "12 %"]);
    }

    #[test]
    fn a_box_comes_after_the_paragraph_it_lies_in() {
        let mut flow = Flow::default();
        flow.open_paragraph(Role::Body);
        flow.text("outer ", false);
        paragraph(&mut flow, Role::Body, "box", false);
        flow.text("text", false);
        flow.break_line();
        flow.text("second line", false);
        flow.close_paragraph();
        let texts: Vec<String> = told(flow).into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["outer text", "second line", "box"]);
    }

    #[test]
    fn closing_too_often_does_no_harm() {
        let mut flow = Flow::default();
        flow.close_cell();
        flow.close_row();
        flow.close_table();
        flow.close_paragraph();
        flow.open_table();
        flow.close_cell();
        flow.open_cell();
        flow.open_paragraph(Role::Body);
        flow.text("left open", false);
        assert_eq!(told(flow), [("left open".to_owned(), None)]);
    }
}
