//! XML bytes in, its elements and texts out one after another, within bounds.
//!
//! Only the five named entities and character references are resolved; entities that a document
//! type defines are dropped, so that none can grow.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::reading::page::Refusal;

/// How deep elements may nest; real documents stay far below.
const DEEPEST: usize = 256;

/// One step through a document.
pub enum Mark<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// Text within the innermost open element; an element's text may come in several parts.
    Text(Cow<'x, str>),
    /// The element of this name ends; an empty element ends right after it began.
    Close(&'x str),
}

/// An element that begins, by its name with prefix ("w:p").
pub struct Element<'x> {
    /// Its name, with its prefix.
    pub name: &'x str,
    start: &'x BytesStart<'x>,
}

impl Element<'_> {
    /// The value of an attribute, by its name with prefix.
    pub fn get(&self, key: &str) -> Option<String> {
        let attribute = self.start.try_get_attribute(key).ok().flatten()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }
}

/// Walks through a document; `kind` names the file's format in a refusal.
pub fn walk(xml: &[u8], kind: &str, mut each: impl FnMut(Mark)) -> Result<(), Refusal> {
    let text = decoded(xml);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| Refusal::damaged(kind))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refusal::new(
                        format!("nests its elements more than {DEEPEST} levels deep"),
                        "open it in a word processor and save it again",
                    ));
                }
                open(&start, &mut each);
            }
            Event::Empty(start) => {
                open(&start, &mut each);
                each(Mark::Close(start.name().as_ref()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Mark::Close(end.name().as_ref()));
            }
            Event::Text(text) => each(Mark::Text(text.into_inner())),
            Event::CData(text) => each(Mark::Text(text.into_inner())),
            Event::GeneralRef(reference) => {
                if let Some(c) = character(&reference) {
                    each(Mark::Text(Cow::Owned(c.to_string())));
                }
            }
            Event::Eof if depth > 0 => return Err(Refusal::damaged(kind)),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn open(start: &BytesStart, each: &mut impl FnMut(Mark)) {
    each(Mark::Open(Element {
        name: start.name().as_ref(),
        start,
    }));
}

/// UTF-8, or UTF-16 by its byte order mark.
fn decoded(xml: &[u8]) -> Cow<'_, str> {
    let units = |from_bytes: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = xml
            .chunks_exact(2)
            .skip(1)
            .filter_map(|pair| pair.try_into().ok().map(from_bytes))
            .collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match xml {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(xml),
    }
}

fn character(reference: &BytesRef) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &[u8]) -> Result<String, Refusal> {
        let mut out = String::new();
        walk(xml, "test", |mark| match mark {
            Mark::Open(element) => {
                out.push('<');
                out.push_str(element.name);
                if let Some(value) = element.get("k") {
                    out.push('=');
                    out.push_str(&value);
                }
                out.push('>');
            }
            Mark::Text(text) => out.push_str(&text),
            Mark::Close(name) => {
                out.push('/');
                out.push_str(name);
            }
        })?;
        Ok(out)
    }

    #[test]
    fn tells_elements_attributes_and_texts() {
        for (xml, expected) in [
            (&b"<a k='1 &amp; 2'>x<b/>y</a>"[..], "<a=1 & 2>x<b>/by/a"),
            (b"<a>1 &lt; 2 &#65;&#x42;</a>", "<a>1 < 2 AB/a"),
            (b"<a><![CDATA[<raw>]]></a>", "<a><raw>/a"),
            (b"<!DOCTYPE a [<!ENTITY e 'eeee'>]><a>x&e;y</a>", "<a>xy/a"),
            (b"\xff\xfe<\0a\0/\0>\0", "<a>/a"),
        ] {
            assert_eq!(told(xml).unwrap(), expected);
        }
    }

    #[test]
    fn refuses_the_deep_and_the_cut() {
        let deep = "<a>".repeat(DEEPEST + 1);
        assert!(told(deep.as_bytes()).unwrap_err().what.contains("256"));
        let fits = format!("{}{}", "<a>".repeat(DEEPEST), "</a>".repeat(DEEPEST));
        assert!(told(fits.as_bytes()).is_ok());
        assert_eq!(told(b"<a><b>").unwrap_err(), Refusal::damaged("test"));
    }
}
