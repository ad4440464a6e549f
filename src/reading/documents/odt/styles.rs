//! The styles of an ODT in, what each paragraph, stretch of letters and list is for out.

use std::collections::HashMap;

use super::KIND;
use crate::reading::Furniture;
use crate::reading::documents::counting::written;
use crate::reading::documents::flow::Role;
use crate::reading::documents::xml::{self, Element, Mark};
use crate::reading::page::Refusal;

/// How many styles one style may be based on, one on the other.
const MOST_BASES: usize = 16;

/// The styles of a document by their names.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    lists: HashMap<String, HashMap<usize, Number>>,
}

#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    bold: Option<bool>,
    hidden: bool,
}

/// How a level of a list writes its numbers.
#[derive(Debug)]
struct Number {
    format: String,
    before: String,
    after: String,
}

/// What a style says in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What a paragraph of the style is.
    pub role: Role,
    /// Whether its letters are bold, if it says so.
    pub bold: Option<bool>,
    /// Whether its text is not shown.
    pub hidden: bool,
}

impl Styles {
    /// Adds the styles that a file defines; an absent file has none.
    pub fn add(&mut self, xml: &[u8]) -> Result<(), Refusal> {
        let mut open: Option<(String, Style)> = None;
        let mut list = String::new();
        xml::walk(xml, KIND, |mark| match mark {
            Mark::Open(element) => match element.name {
                "style:style" => {
                    let base = element.get("style:parent-style-name");
                    let style = Style {
                        base,
                        ..Style::default()
                    };
                    open = Some((element.get("style:name").unwrap_or_default(), style));
                }
                "style:text-properties" => {
                    if let Some((_, style)) = &mut open {
                        style.read_letters(&element);
                    }
                }
                "text:list-style" => list = element.get("style:name").unwrap_or_default(),
                "text:list-level-style-number" => {
                    let level = element.get("text:level");
                    let level = level.and_then(|level| level.parse().ok()).unwrap_or(1);
                    let levels = self.lists.entry(list.clone()).or_default();
                    levels.extend(number(&element).map(|number| (level, number)));
                }
                _ => {}
            },
            Mark::Close("style:style") => self.styles.extend(open.take()),
            Mark::Close(_) | Mark::Text(_) => {}
        })
    }

    /// What the style of this name says, with what it is based on.
    pub fn said(&self, name: &str) -> Said {
        let mut said = Said::default();
        let mut next = Some(name);
        for _ in 0..MOST_BASES {
            let Some(name) = next else { break };
            if said.role == Role::Body {
                said.role = role(name);
            }
            let Some(style) = self.styles.get(name) else {
                break;
            };
            said.bold = said.bold.or(style.bold);
            said.hidden |= style.hidden;
            next = style.base.as_deref();
        }
        said
    }

    /// What a list of this style writes before its item of this number; levels count from 1.
    pub fn number(&self, list: &str, level: usize, count: u32) -> Option<String> {
        let number = self.lists.get(list)?.get(&level)?;
        let count = written(count, &number.format);
        Some(format!("{}{count}{}", number.before, number.after))
    }
}

impl Style {
    fn read_letters(&mut self, element: &Element) {
        if let Some(weight) = element.get("fo:font-weight") {
            let heavy = weight.parse().is_ok_and(|weight: u32| weight >= 600);
            self.bold = Some(weight == "bold" || heavy);
        }
        self.hidden |= element.get("text:display").as_deref() == Some("none");
    }
}

fn number(element: &Element) -> Option<Number> {
    let format = match element.get("style:num-format")?.as_str() {
        "" => return None,
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    };
    Some(Number {
        format: format.to_owned(),
        before: element.get("style:num-prefix").unwrap_or_default(),
        after: element.get("style:num-suffix").unwrap_or_default(),
    })
}

/// What a style is for, by the name it has in every language; "_20_" stands for a space.
fn role(name: &str) -> Role {
    match name {
        "Title" => Role::Title,
        "Subtitle" => Role::Heading,
        "Caption" | "Illustration" | "Figure" => Role::Caption,
        "Table_20_Heading" => Role::ColumnHead,
        "Header" | "Footer" => Role::Furniture(Furniture::Repeat),
        "Footnote" | "Endnote" => Role::Furniture(Furniture::Other),
        _ if name.starts_with("Contents_20_") => Role::Furniture(Furniture::Navigation),
        _ if name == "Heading" || name.starts_with("Heading_20_") => Role::Heading,
        _ => Role::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_what_a_style_is_based_on() {
        let xml = br#"<office:styles>
            <style:style style:name="P1" style:parent-style-name="Title">
                <style:text-properties fo:font-weight="normal"/></style:style>
            <style:style style:name="Title"><style:text-properties fo:font-weight="bold"/></style:style>
            <style:style style:name="T1"><style:text-properties fo:font-weight="700" text:display="none"/></style:style>
            <style:style style:name="Loop" style:parent-style-name="Loop"/>
            <text:list-style style:name="L1">
                <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
                <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
                <text:list-level-style-bullet text:level="3"/>
            </text:list-style></office:styles>"#;
        let mut styles = Styles::default();
        styles.add(xml).unwrap();
        let said = |role, bold, hidden| Said { role, bold, hidden };
        for (name, expected) in [
            ("P1", said(Role::Title, Some(false), false)),
            ("T1", said(Role::Body, Some(true), true)),
            ("Heading_20_2", said(Role::Heading, None, false)),
            ("Loop", said(Role::Body, None, false)),
        ] {
            assert_eq!(styles.said(name), expected, "{name}");
        }
        for (level, expected) in [(1, Some("3.")), (2, Some("(c)")), (3, None)] {
            assert_eq!(
                styles.number("L1", level, 3).as_deref(),
                expected,
                "{level}"
            );
        }
        assert_eq!(styles.number("L2", 1, 3), None);
    }
}
