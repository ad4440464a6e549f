//! `numbering.xml` in; the number or bullet of each list paragraph out, counted as Word counts.

use std::collections::HashMap;

use super::KIND;
use crate::reading::documents::counting::written;
use crate::reading::documents::xml::{self, Mark};
use crate::reading::page::Refusal;

/// How many levels a list has.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// The pattern of each list by the list's id.
    lists: HashMap<String, String>,
    patterns: HashMap<String, Vec<Level>>,
    counts: HashMap<String, [u32; LEVELS]>,
}

/// How one level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    format: String,
    /// Its text, with "%1" for the number of the first level.
    text: String,
    start: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            format: "decimal".to_owned(),
            text: String::new(),
            start: 1,
        }
    }
}

impl Numbering {
    /// The number of the next paragraph of a list at a level, such as "3." or "(a)"; nothing for a
    /// bullet or a list nobody defines.
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let pattern = self.lists.get(list)?;
        let levels = self.patterns.get(pattern)?;
        let own = levels.get(level)?;
        let counts = self.counts.entry(pattern.clone()).or_default();
        for (at, count) in counts.iter_mut().enumerate() {
            let start = levels.get(at).map_or(1, |level| level.start);
            match at.cmp(&level) {
                std::cmp::Ordering::Less => *count = (*count).max(start),
                std::cmp::Ordering::Equal => *count = (*count + 1).max(start),
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        if matches!(own.format.as_str(), "bullet" | "none") || !own.text.contains('%') {
            return None;
        }
        let mut text = own.text.clone();
        for (at, (count, level)) in counts.iter().zip(levels).enumerate() {
            let number = written(*count, &level.format);
            text = text.replace(&format!("%{}", at + 1), &number);
        }
        Some(text)
    }
}

/// Reads the lists.
pub fn read(xml: &[u8]) -> Result<Numbering, Refusal> {
    let mut numbering = Numbering::default();
    let mut pattern = String::new();
    let mut list = String::new();
    xml::walk(xml, KIND, |mark| {
        let Mark::Open(element) = mark else { return };
        let value = || element.get("w:val").unwrap_or_default();
        let levels = numbering.patterns.entry(pattern.clone()).or_default();
        let has_room = levels.len() < LEVELS;
        match (element.name, levels.last_mut()) {
            ("w:abstractNum", _) => {
                pattern = element.get("w:abstractNumId").unwrap_or_default();
            }
            ("w:lvl", _) if has_room => levels.push(Level::default()),
            ("w:start", Some(level)) => level.start = value().parse().unwrap_or(1),
            ("w:numFmt", Some(level)) => level.format = value(),
            ("w:lvlText", Some(level)) => level.text = value(),
            ("w:num", _) => list = element.get("w:numId").unwrap_or_default(),
            ("w:abstractNumId", _) => {
                numbering.lists.insert(std::mem::take(&mut list), value());
                // What follows of this list is not part of a pattern.
                pattern.clear();
            }
            _ => {}
        }
    })?;
    Ok(numbering)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_levels_as_word_does() {
        let xml = br#"<w:numbering>
            <w:abstractNum w:abstractNumId="7">
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
                <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
                <w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="8"><w:lvl><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        </w:numbering>"#;
        let mut numbering = read(xml).unwrap();
        for (list, level, expected) in [
            ("1", 0, Some("1.")),
            ("1", 0, Some("2.")),
            ("1", 1, Some("(a)")),
            ("1", 1, Some("(b)")),
            ("1", 2, Some("2.b.i")),
            ("2", 0, None),
            ("1", 0, Some("3.")),
            ("1", 1, Some("(a)")),
            ("3", 0, None),
            ("1", 8, None),
        ] {
            assert_eq!(
                numbering.next(list, level).as_deref(),
                expected,
                "{list} {level}"
            );
        }
    }
}
