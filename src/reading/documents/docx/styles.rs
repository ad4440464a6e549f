//! `styles.xml` in, what each paragraph style is for out.

use std::collections::HashMap;

use super::KIND;
use crate::reading::Furniture;
use crate::reading::documents::flow::Role;
use crate::reading::documents::xml::{self, Mark};
use crate::reading::page::Refusal;

/// How many styles one style may be based on, one on the other.
const MOST_BASES: usize = 16;

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub struct Styles(HashMap<String, Style>);

/// What a style says.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    numbering: Option<(String, usize)>,
    is_heading: bool,
    bold: Option<bool>,
}

/// What a paragraph's style says in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What the paragraph is.
    pub role: Role,
    /// The list and level it numbers its paragraphs by.
    pub numbering: Option<(String, usize)>,
    /// Whether its letters are bold.
    pub bold: bool,
}

impl Styles {
    /// What the style of this id says, with what it is based on.
    pub fn said(&self, id: &str) -> Said {
        let mut said = Said::default();
        let mut bold = None;
        let mut next = Some(id);
        for _ in 0..MOST_BASES {
            let Some(style) = next.and_then(|id| self.0.get(id)) else {
                break;
            };
            if said.role == Role::Body {
                said.role = role(&style.name, style.is_heading);
            }
            said.numbering = said.numbering.or_else(|| style.numbering.clone());
            bold = bold.or(style.bold);
            next = style.base.as_deref();
        }
        said.bold = bold.unwrap_or(false);
        said
    }
}

/// Reads the styles.
pub fn read(xml: &[u8]) -> Result<Styles, Refusal> {
    let mut styles = HashMap::new();
    let mut open: Option<(String, Style)> = None;
    xml::walk(xml, KIND, |mark| match mark {
        Mark::Open(element) => {
            let value = || element.get("w:val").unwrap_or_default();
            if element.name == "w:style" {
                let id = element.get("w:styleId").unwrap_or_default();
                open = Some((id, Style::default()));
            }
            let Some((_, style)) = &mut open else { return };
            match element.name {
                "w:name" => style.name = value().to_lowercase(),
                "w:basedOn" => style.base = Some(value()),
                "w:outlineLvl" => style.is_heading = value() != "9",
                "w:numId" => style.numbering.get_or_insert_default().0 = value(),
                "w:ilvl" => {
                    style.numbering.get_or_insert_default().1 = value().parse().unwrap_or(0);
                }
                "w:b" => style.bold = Some(is_on(&element)),
                _ => {}
            }
        }
        Mark::Close("w:style") => styles.extend(open.take()),
        Mark::Close(_) | Mark::Text(_) => {}
    })?;
    Ok(Styles(styles))
}

/// Whether a property that is there is switched on: only a value says that it is off.
pub fn is_on(element: &xml::Element) -> bool {
    let value = element.get("w:val");
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}

/// What a style is for, by the name that Word gives it in every language.
fn role(name: &str, is_heading: bool) -> Role {
    let name = name.trim();
    match name {
        "title" => Role::Title,
        "subtitle" => Role::Heading,
        "caption" => Role::Caption,
        "header" | "footer" => Role::Furniture(Furniture::Repeat),
        "footnote text" | "endnote text" => Role::Furniture(Furniture::Other),
        "table heading" => Role::ColumnHead,
        _ if name.starts_with("toc ") => Role::Furniture(Furniture::Navigation),
        _ if name.starts_with("heading") || is_heading => Role::Heading,
        _ if name.starts_with("list bullet") || name.starts_with("list number") => Role::ListItem,
        _ => Role::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_what_a_style_is_based_on() {
        let xml = br#"<w:styles>
            <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/>
                <w:rPr><w:b w:val="0"/></w:rPr></w:style>
            <w:style w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:ilvl w:val="1"/>
                <w:numId w:val="4"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>
        </w:styles>"#;
        let styles = read(xml).unwrap();
        let said = |role, numbering: Option<(&str, usize)>, bold| Said {
            role,
            numbering: numbering.map(|(id, level)| (id.to_owned(), level)),
            bold,
        };
        for (id, expected) in [
            ("berschrift1", said(Role::Heading, None, true)),
            ("Own", said(Role::Heading, None, false)),
            ("Item", said(Role::Body, Some(("4", 1)), false)),
            ("Loop", said(Role::Body, None, false)),
            ("missing", said(Role::Body, None, false)),
        ] {
            assert_eq!(styles.said(id), expected, "{id}");
        }
    }
}
