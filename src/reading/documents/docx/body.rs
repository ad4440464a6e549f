//! `document.xml` or a file of notes in, pieces out.

use super::KIND;
use super::numbering::Numbering;
use super::styles::{Said, Styles, is_on};
use crate::reading::documents::flow::{Flow, Role};
use crate::reading::documents::xml::{self, Element, Mark};
use crate::reading::page::Piece;
use crate::reading::page::Refusal;
use crate::reading::{BlockKind, Furniture};

/// Elements whose text is not the document's: what a tracked change took away or moved, fields'
/// instructions, second versions of drawings, comments.
const SKIPPED: [&str; 9] = [
    "w:del",
    "w:moveFrom",
    "w:instrText",
    "w:delText",
    "mc:Fallback",
    "w:comment",
    "w:rt",
    "w:sectPr",
    "w:pPrChange",
];

/// The pieces of the document's body.
pub fn read(xml: &[u8], styles: &Styles, numbering: Numbering) -> Result<Vec<Piece>, Refusal> {
    let mut body = Body {
        styles,
        numbering,
        flow: Flow::default(),
        paragraphs: Vec::new(),
        skipping: 0,
        within_text: false,
        table_is_styled: false,
    };
    xml::walk(xml, KIND, |mark| body.take(mark))?;
    Ok(body.flow.pieces())
}

/// The pieces of foot or end notes, as furniture.
pub fn read_notes(xml: &[u8], styles: &Styles) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = read(xml, styles, Numbering::default())?;
    for piece in &mut pieces {
        piece.kind = Some(BlockKind::Furniture(Furniture::Other));
        piece.cells.clear();
    }
    Ok(pieces)
}

struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    flow: Flow,
    /// What is known of the paragraphs that are open.
    paragraphs: Vec<Paragraph>,
    /// How many elements deep a skipped one is open.
    skipping: usize,
    within_text: bool,
    /// Whether the table that has begun has a style that shows its first row as a head.
    table_is_styled: bool,
}

#[derive(Default)]
struct Paragraph {
    said: Said,
    /// The list and level that the paragraph itself names.
    list: Option<String>,
    level: usize,
    /// Whether its number has been put before its text.
    begun: bool,
    /// The run of letters that is open in it.
    run: Option<Run>,
}

/// How the letters of a run look; what it leaves open its paragraph's style says.
#[derive(Default)]
struct Run {
    bold: Option<bool>,
    hidden: bool,
}

impl Body<'_> {
    fn take(&mut self, mark: Mark) {
        match mark {
            Mark::Open(_) if self.skipping > 0 => self.skipping += 1,
            Mark::Close(_) if self.skipping > 0 => self.skipping -= 1,
            Mark::Text(_) if self.skipping > 0 => {}
            Mark::Open(element) if SKIPPED.contains(&element.name) => self.skipping = 1,
            Mark::Open(element) => self.open(&element),
            Mark::Text(text) if self.within_text => self.text(&text),
            Mark::Text(_) => {}
            Mark::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, element: &Element) {
        match element.name {
            "w:p" => {
                self.flow.open_paragraph(Role::Body);
                self.paragraphs.push(Paragraph::default());
            }
            "w:r" => self.set_run(Some(Run::default())),
            "w:t" => self.within_text = true,
            // Outside a run it is a place where tabs stop.
            "w:tab" if self.run().is_some() => self.text(" "),
            "w:br" | "w:cr" => self.flow.break_line(),
            "w:noBreakHyphen" => self.text("-"),
            "w:tbl" => {
                self.table_is_styled = false;
                self.flow.open_table();
            }
            "w:tc" => self.flow.open_cell(),
            "w:tblHeader" if is_on(element) => self.flow.mark_head(),
            "w:tblStyle" => {
                let style = element.get("w:val").unwrap_or_default();
                self.table_is_styled = !["TableGrid", "TableNormal"].contains(&style.as_str());
            }
            // Plain tables say this too, whatever their first row is.
            "w:tblLook" if self.table_is_styled => {
                self.table_is_styled = false;
                if element.get("w:firstRow").as_deref() == Some("1") {
                    self.flow.mark_first_head();
                }
            }
            _ => self.property(element),
        }
    }

    fn property(&mut self, element: &Element) {
        let value = || element.get("w:val").unwrap_or_default();
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match (element.name, &mut paragraph.run) {
            ("w:b", Some(run)) => run.bold = Some(is_on(element)),
            ("w:vanish", Some(run)) => run.hidden = is_on(element),
            _ => {}
        }
        match element.name {
            "w:pStyle" => {
                paragraph.said = self.styles.said(&value());
                self.flow.set_role(paragraph.said.role);
            }
            "w:outlineLvl" if value() != "9" => {
                paragraph.said.role = Role::Heading;
                self.flow.set_role(Role::Heading);
            }
            "w:numId" => paragraph.list = Some(value()),
            "w:ilvl" => paragraph.level = value().parse().unwrap_or(0),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.run().is_some_and(|run| run.hidden) {
            return;
        }
        self.begin();
        let style_is_bold = self.paragraphs.last().is_some_and(|p| p.said.bold);
        let bold = self.run().and_then(|run| run.bold);
        self.flow.text(text, bold.unwrap_or(style_is_bold));
    }

    /// Puts the paragraph's number before its first text.
    fn begin(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if std::mem::replace(&mut paragraph.begun, true) {
            return;
        }
        let named = paragraph.list.take().map(|list| (list, paragraph.level));
        let Some((list, level)) = named.or_else(|| paragraph.said.numbering.clone()) else {
            return;
        };
        // List 0 takes a paragraph out of the list of its style.
        if list == "0" {
            return;
        }
        let number = self.numbering.next(&list, level);
        if matches!(paragraph.said.role, Role::Body | Role::ListItem) {
            let is_numbered = number.is_some();
            let role = if is_numbered {
                Role::Numbered
            } else {
                Role::ListItem
            };
            self.flow.set_role(role);
        }
        if let Some(number) = number {
            self.flow.text(&number, true);
            self.flow.text(" ", true);
        }
    }

    fn run(&self) -> Option<&Run> {
        self.paragraphs.last()?.run.as_ref()
    }

    fn set_run(&mut self, run: Option<Run>) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.run = run;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:p" => {
                self.flow.close_paragraph();
                self.paragraphs.pop();
            }
            "w:r" => self.set_run(None),
            "w:t" => self.within_text = false,
            "w:tbl" => self.flow.close_table(),
            "w:tc" => self.flow.close_cell(),
            "w:tr" => self.flow.close_row(),
            _ => {}
        }
    }
}
