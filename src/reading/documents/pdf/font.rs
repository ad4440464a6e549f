//! A font dictionary in; for each character code its text and width out, and whether it is bold.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, Stream};

use super::cmap::Texts;
use super::metrics;

/// How large one `ToUnicode` map or font program may unpack to.
const LARGEST: usize = 4 << 20;

/// A font as far as text needs it.
pub struct Font {
    texts: Texts,
    /// The texts of one-byte codes, where `texts` has none.
    table: HashMap<u32, String>,
    widths: HashMap<u32, f32>,
    usual_width: f32,
    coding: Coding,
    /// Whether its letters are bold.
    pub bold: bool,
}

/// How codes follow one another in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    OneByte,
    TwoBytes,
    /// Two bytes that are UTF-16 themselves.
    Utf16,
}

/// One character of a string.
pub struct Letter {
    /// Its text; empty where the font does not tell it.
    pub text: String,
    /// Its width in parts of the font size.
    pub width: f32,
    /// Whether it is the one-byte code 32, which word spacing widens.
    pub is_space_code: bool,
}

impl Font {
    /// Reads a font; what it lacks or garbles is left out.
    pub fn read(doc: &Document, font: &Dictionary) -> Self {
        let texts = stream_at(doc, font, b"ToUnicode")
            .map(|bytes| Texts::read(&bytes))
            .unwrap_or_default();
        let name = name_at(doc, font, b"BaseFont");
        let subtype = font.get(b"Subtype").and_then(Object::as_name);
        if let Ok(b"Type0") = subtype {
            return Self::composite(doc, font, texts, &name);
        }
        let table = super::encoding::table(doc, font);
        let scale = match subtype {
            Ok(b"Type3") => numbers(doc, font, b"FontMatrix")
                .first()
                .map_or(0.001, |scale| scale.abs()),
            _ => 0.001,
        };
        let descriptor = dictionary_at(doc, font, b"FontDescriptor");
        let mut widths = given_widths(doc, font, scale);
        if widths.is_empty() {
            widths = core_widths(&name, &table);
        }
        let missing = descriptor.and_then(|d| number(doc, d, b"MissingWidth"));
        Self {
            texts,
            table,
            widths,
            usual_width: missing.unwrap_or(0.0) * scale,
            coding: Coding::OneByte,
            bold: is_bold(doc, &name, descriptor),
        }
    }

    fn composite(doc: &Document, font: &Dictionary, texts: Texts, name: &str) -> Self {
        let descendant = font
            .get_deref(b"DescendantFonts", doc)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|first| doc.dereference(first).ok())
            .and_then(|(_, object)| object.as_dict().ok());
        let encoding = name_at(doc, font, b"Encoding");
        let coding = if encoding.contains("UCS2") || encoding.contains("UTF16") {
            Coding::Utf16
        } else if encoding.is_empty() && texts.one_byte {
            Coding::OneByte
        } else {
            Coding::TwoBytes
        };
        Self {
            widths: descendant
                .map(|font| composite_widths(doc, font))
                .unwrap_or_default(),
            usual_width: descendant
                .and_then(|font| number(doc, font, b"DW"))
                .unwrap_or(1000.0)
                / 1000.0,
            bold: is_bold(
                doc,
                name,
                descendant.and_then(|font| dictionary_at(doc, font, b"FontDescriptor")),
            ),
            table: HashMap::new(),
            texts,
            coding,
        }
    }

    /// The letters of a string.
    pub fn letters<'a>(&'a self, string: &'a [u8]) -> impl Iterator<Item = Letter> + 'a {
        let length = match self.coding {
            Coding::OneByte => 1,
            Coding::TwoBytes | Coding::Utf16 => 2,
        };
        string.chunks(length).map(move |bytes| {
            let code = bytes.iter().fold(0, |sum, b| (sum << 8) | u32::from(*b));
            Letter {
                text: self.text(code),
                width: *self.widths.get(&code).unwrap_or(&self.usual_width),
                is_space_code: code == 32 && length == 1,
            }
        })
    }

    fn text(&self, code: u32) -> String {
        if let Some(text) = self.texts.get(code) {
            return text;
        }
        if self.coding == Coding::Utf16 {
            return char::from_u32(code).map(String::from).unwrap_or_default();
        }
        self.table.get(&code).cloned().unwrap_or_default()
    }
}

fn given_widths(doc: &Document, font: &Dictionary, scale: f32) -> HashMap<u32, f32> {
    let first = number(doc, font, b"FirstChar").unwrap_or(0.0);
    numbers(doc, font, b"Widths")
        .into_iter()
        .zip(whole(first)..256)
        .map(|(width, code)| (code, width * scale))
        .collect()
}

fn core_widths(name: &str, table: &HashMap<u32, String>) -> HashMap<u32, f32> {
    let widths = metrics::widths(name);
    table
        .iter()
        .filter_map(|(code, text)| {
            let width = widths.get(&text.chars().next()?)?;
            Some((*code, width / 1000.0))
        })
        .collect()
}

/// The widths of a composite font: "first [w w w]" or "first last w", over and over.
fn composite_widths(doc: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let Ok(entries) = font.get_deref(b"W", doc).and_then(Object::as_array) else {
        return widths;
    };
    let mut entries = entries.iter();
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let first = whole(first.as_float().unwrap_or(0.0));
        let list = doc.dereference(second).map(|(_, object)| object);
        if let Ok(list) = list.and_then(Object::as_array) {
            for (code, width) in (first..=0xffff).zip(list) {
                widths.insert(code, width.as_float().unwrap_or(0.0) / 1000.0);
            }
        } else {
            let end = whole(second.as_float().unwrap_or(0.0)).min(0xffff);
            let Some(width) = entries.next() else { break };
            for code in first..=end {
                widths.insert(code, width.as_float().unwrap_or(0.0) / 1000.0);
            }
        }
    }
    widths
}

fn is_bold(doc: &Document, name: &str, descriptor: Option<&Dictionary>) -> bool {
    const FORCED_BOLD: u32 = 1 << 18;
    let name = name.to_ascii_lowercase();
    if ["bold", "black", "heavy", "demi"]
        .iter()
        .any(|part| name.contains(part))
    {
        return true;
    }
    descriptor.is_some_and(|descriptor| {
        number(doc, descriptor, b"FontWeight").is_some_and(|weight| weight >= 600.0)
            || number(doc, descriptor, b"Flags").is_some_and(|flags| whole(flags) & FORCED_BOLD > 0)
    })
}

/// The unpacked bytes of the stream at a key.
pub fn stream_at(doc: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    let stream = dictionary.get_deref(key, doc).and_then(Object::as_stream);
    plain(stream.ok()?)
}

fn plain(stream: &Stream) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(LARGEST).ok()
}

/// The name at a key as text, or nothing.
pub fn name_at(doc: &Document, dictionary: &Dictionary, key: &[u8]) -> String {
    let name = dictionary.get_deref(key, doc).and_then(Object::as_name);
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}

/// The dictionary at a key.
pub fn dictionary_at<'a>(
    doc: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    let found = dictionary.get_deref(key, doc).and_then(Object::as_dict);
    found.ok()
}

fn number(doc: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<f32> {
    let found = dictionary.get_deref(key, doc).and_then(Object::as_float);
    found.ok()
}

fn numbers(doc: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<f32> {
    let Ok(list) = dictionary.get_deref(key, doc).and_then(Object::as_array) else {
        return Vec::new();
    };
    list.iter()
        .map(|entry| {
            let number = doc.dereference(entry).map(|(_, object)| object);
            number.and_then(Object::as_float).unwrap_or(0.0)
        })
        .collect()
}

/// A number that stands for a code or for flags.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f32) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn read_back(font: &Font, string: &[u8]) -> (String, f32) {
        let mut text = String::new();
        let mut width = 0.0;
        for letter in font.letters(string) {
            text.push_str(&letter.text);
            width += letter.width;
        }
        (text, width)
    }

    #[test]
    fn reads_core_fonts_without_widths() {
        let doc = Document::new();
        let font = Font::read(
            &doc,
            &dictionary! {"Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Bold",
            "Encoding" => "WinAnsiEncoding"},
        );
        let (text, width) = read_back(&font, b"Caf\xe9 \x96");
        assert_eq!(text, "Café –");
        assert!((width - (0.722 + 0.5 + 0.333 + 0.444 + 0.25 + 0.5)).abs() < 0.001);
        assert!(font.bold);
    }

    #[test]
    fn reads_composite_widths_of_both_forms() {
        let mut doc = Document::new();
        let map = doc.add_object(Stream::new(
            Dictionary::new(),
            b"1 beginbfrange <0001> <0009> <0041> endbfrange".to_vec(),
        ));
        let font = Font::read(
            &doc,
            &dictionary! {"Subtype" => "Type0", "Encoding" => "Identity-H", "ToUnicode" => map,
                "DescendantFonts" => vec![Object::Dictionary(dictionary!{
                    "DW" => 500,
                    "W" => vec![1.into(), vec![Object::Integer(250)].into(), 2.into(), 3.into(), 100.into()],
                })]
            },
        );
        let (text, width) = read_back(&font, &[0, 1, 0, 2, 0, 3, 0, 4]);
        assert_eq!(text, "ABCD");
        assert!((width - 0.95).abs() < 0.001);
        assert!(!font.bold);
    }

    #[test]
    fn survives_nonsense() {
        let doc = Document::new();
        for font in [
            dictionary! {},
            dictionary! {"Subtype" => "Type0", "DescendantFonts" => Object::Array(vec![])},
            dictionary! {"Subtype" => "Type3", "FirstChar" => -5, "Widths" => vec![1.into(), Object::Null]},
            dictionary! {"Subtype" => "Type0", "DescendantFonts" => vec![Object::Dictionary(
            dictionary!{"W" => vec![0.into(), i64::MAX.into(), 1.into(), 7.into()]})]},
        ] {
            let font = Font::read(&doc, &font);
            assert_eq!(
                font.letters(b"abc").count(),
                if font.coding == Coding::OneByte { 3 } else { 2 }
            );
        }
    }
}
