//! `content.xml` in, pieces out.

use std::collections::HashMap;

use super::KIND;
use super::styles::{Said, Styles};
use crate::reading::Furniture;
use crate::reading::documents::flow::{Flow, Role};
use crate::reading::documents::xml::{self, Element, Mark};
use crate::reading::page::Piece;
use crate::reading::page::Refusal;

/// Elements whose text is not the document's: what tracked changes took away, comments, the signs
/// of notes, descriptions of pictures, templates of indexes, and in flat files heads and styles.
const SKIPPED: [&str; 10] = [
    "text:tracked-changes",
    "office:annotation",
    "text:note-citation",
    "text:ruby-text",
    "svg:title",
    "svg:desc",
    "office:forms",
    "text:index-title-template",
    "office:master-styles",
    "office:styles",
];

/// How many spaces one element may stand for.
const MOST_SPACES: usize = 8;

/// The pieces of the document's text.
pub fn read(xml: &[u8], styles: &Styles) -> Result<Vec<Piece>, Refusal> {
    let mut body = Body {
        styles,
        flow: Flow::default(),
        lists: Vec::new(),
        counted: HashMap::new(),
        letters: Vec::new(),
        number: None,
        notes: 0,
        indexes: 0,
        skipping: 0,
        within_text: false,
    };
    xml::walk(xml, KIND, |mark| body.take(mark))?;
    Ok(body.flow.pieces())
}

struct Body<'s> {
    styles: &'s Styles,
    flow: Flow,
    /// The lists that are open, the outermost first.
    lists: Vec<List>,
    /// How far lists have been counted, by style and level.
    counted: HashMap<(String, usize), u32>,
    /// How the letters of the paragraphs and spans that are open look.
    letters: Vec<Said>,
    /// The number that the next paragraph of a list begins with.
    number: Option<String>,
    /// How many notes are open.
    notes: usize,
    /// How many tables of contents are open.
    indexes: usize,
    /// How many elements deep a skipped one is open.
    skipping: usize,
    /// Whether the document's text has begun.
    within_text: bool,
}

struct List {
    style: String,
    count: u32,
}

impl Body<'_> {
    fn take(&mut self, mark: Mark) {
        match mark {
            Mark::Open(_) if self.skipping > 0 => self.skipping += 1,
            Mark::Close(_) if self.skipping > 0 => self.skipping -= 1,
            Mark::Text(_) if self.skipping > 0 => {}
            Mark::Open(element) if SKIPPED.contains(&element.name) => self.skipping = 1,
            Mark::Open(element) if element.name == "office:text" => self.within_text = true,
            Mark::Close("office:text") => self.within_text = false,
            Mark::Open(element) if self.within_text => self.open(&element),
            Mark::Text(text) if self.within_text => self.text(&text),
            Mark::Close(name) if self.within_text => self.close(name),
            Mark::Open(_) | Mark::Text(_) | Mark::Close(_) => {}
        }
    }

    fn open(&mut self, element: &Element) {
        match element.name {
            "text:h" | "text:p" => self.open_paragraph(element),
            "text:span" => {
                let name = element.get("text:style-name").unwrap_or_default();
                let said = self.styles.said(&name);
                let outer = self.letters.last().copied().unwrap_or_default();
                self.letters.push(Said {
                    bold: said.bold.or(outer.bold),
                    hidden: said.hidden || outer.hidden,
                    role: Role::Body,
                });
            }
            "text:s" => {
                let count = element.get("text:c").and_then(|count| count.parse().ok());
                self.text(&" ".repeat(count.unwrap_or(1).min(MOST_SPACES)));
            }
            "text:tab" => self.text(" "),
            "text:line-break" => self.flow.break_line(),
            "text:list" => self.open_list(element),
            "text:list-item" => self.open_item(element),
            "text:note" => {
                self.notes += 1;
                // White space between a note's elements is not its paragraph's.
                self.letters.push(Said {
                    hidden: true,
                    ..Said::default()
                });
            }
            "text:index-body" => self.indexes += 1,
            "table:table" => self.flow.open_table(),
            "table:table-cell" => self.flow.open_cell(),
            "table:table-header-rows" => self.flow.begin_heads(),
            _ => {}
        }
    }

    fn open_paragraph(&mut self, element: &Element) {
        let name = element.get("text:style-name").unwrap_or_default();
        let mut said = self.styles.said(&name);
        let number = self.number.take();
        if self.notes > 0 {
            said.role = Role::Furniture(Furniture::Other);
        } else if self.indexes > 0 {
            said.role = Role::Furniture(Furniture::Navigation);
        } else if element.name == "text:h" && said.role == Role::Body {
            said.role = Role::Heading;
        } else if !self.lists.is_empty() && said.role == Role::Body {
            said.role = if number.is_some() {
                Role::Numbered
            } else {
                Role::ListItem
            };
        }
        self.flow.open_paragraph(said.role);
        self.letters.push(said);
        if let Some(number) = number {
            self.flow.text(&number, true);
            self.flow.text(" ", true);
        }
    }

    fn open_list(&mut self, element: &Element) {
        let outer = self.lists.last().map(|list| list.style.clone());
        let style = element.get("text:style-name").or(outer).unwrap_or_default();
        let goes_on = element.get("text:continue-numbering").as_deref() == Some("true")
            || element.get("text:continue-list").is_some();
        let key = (style, self.lists.len() + 1);
        let count = if goes_on {
            self.counted.get(&key).copied()
        } else {
            None
        };
        self.lists.push(List {
            style: key.0,
            count: count.unwrap_or(0),
        });
    }

    fn open_item(&mut self, element: &Element) {
        let level = self.lists.len();
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let start = element
            .get("text:start-value")
            .and_then(|start| start.parse().ok());
        list.count = start.unwrap_or_else(|| list.count.saturating_add(1));
        self.number = self.styles.number(&list.style, level, list.count);
    }

    fn text(&mut self, text: &str) {
        let letters = self.letters.last().copied().unwrap_or_default();
        if !letters.hidden {
            self.flow.text(text, letters.bold.unwrap_or(false));
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "text:h" | "text:p" => {
                self.flow.close_paragraph();
                self.letters.pop();
            }
            "text:span" => {
                self.letters.pop();
            }
            "text:list" => {
                let level = self.lists.len();
                if let Some(list) = self.lists.pop() {
                    self.counted.insert((list.style, level), list.count);
                }
            }
            "text:note" => {
                self.notes = self.notes.saturating_sub(1);
                self.letters.pop();
            }
            "text:index-body" => self.indexes = self.indexes.saturating_sub(1),
            "table:table" => self.flow.close_table(),
            "table:table-cell" => self.flow.close_cell(),
            "table:table-header-rows" => self.flow.end_heads(),
            "table:table-row" => self.flow.close_row(),
            _ => {}
        }
    }
}
