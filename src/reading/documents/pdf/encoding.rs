//! A font's `Encoding` in, the text of each one-byte code out.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, dictionary};

use super::font::{dictionary_at, name_at, stream_at};

/// The texts of a font's one-byte codes, by its encoding and its differences from that.
pub fn table(doc: &Document, font: &Dictionary) -> HashMap<u32, String> {
    let differing = dictionary_at(doc, font, b"Encoding");
    let named = match differing {
        Some(encoding) => name_at(doc, encoding, b"BaseEncoding"),
        None => name_at(doc, font, b"Encoding"),
    };
    let is_true_type = name_at(doc, font, b"Subtype") == "TrueType";
    let mut table = match named.as_str() {
        "" if is_true_type => standard("WinAnsiEncoding"),
        "" => {
            let mut table = standard("StandardEncoding");
            table.extend(own(doc, font));
            table
        }
        known => standard(known),
    };
    let differences = differing.and_then(|encoding| {
        let list = encoding.get_deref(b"Differences", doc);
        list.and_then(Object::as_array).ok()
    });
    let mut code = 0u32;
    for entry in differences.into_iter().flatten() {
        match entry {
            Object::Integer(next) => code = u32::try_from(*next).unwrap_or(0),
            Object::Name(glyph) => {
                // A name without known letters hides the letter the code had before.
                table.insert(code, glyph_text(glyph).unwrap_or_default());
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

/// A named encoding; the standard one for names nobody knows.
fn standard(named: &str) -> HashMap<u32, String> {
    let font = dictionary! {"Type" => "Font", "Encoding" => named};
    let doc = Document::new();
    let Ok(encoding) = font.get_font_encoding(&doc) else {
        return HashMap::new();
    };
    (0..=255u8)
        .filter_map(|code| {
            let text = encoding.bytes_to_string(&[code]).ok()?;
            (!text.is_empty()).then(|| (u32::from(code), text))
        })
        .collect()
}

/// What an embedded Type 1 font says of its codes: "dup 65 /A put".
fn own(doc: &Document, font: &Dictionary) -> HashMap<u32, String> {
    let program = dictionary_at(doc, font, b"FontDescriptor")
        .and_then(|descriptor| stream_at(doc, descriptor, b"FontFile"))
        .unwrap_or_default();
    let words: Vec<&[u8]> = program
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .take_while(|word| *word != b"eexec")
        .collect();
    words
        .windows(3)
        .filter_map(|words| {
            let [b"dup", code, glyph] = words else {
                return None;
            };
            let code = std::str::from_utf8(code).ok()?.parse().ok()?;
            let text = glyph_text(glyph.strip_prefix(b"/")?)?;
            Some((code, text))
        })
        .collect()
}

/// The text of a glyph by its name: `eacute`, `f_i`, `uni00E9`, `u1F600`, `a.sc`.
fn glyph_text(glyph: &[u8]) -> Option<String> {
    let glyph = std::str::from_utf8(glyph).ok()?;
    let (stem, _) = glyph.split_once('.').unwrap_or((glyph, ""));
    stem.split('_').map(part_text).collect()
}

fn part_text(part: &str) -> Option<String> {
    if let Some(text) = listed(part) {
        return Some(text);
    }
    if let Some(digits) = part.strip_prefix("uni") {
        let units: Option<Vec<u16>> = digits
            .as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
            .collect();
        return String::from_utf16(&units?)
            .ok()
            .filter(|text| !text.is_empty());
    }
    let code = u32::from_str_radix(part.strip_prefix('u')?, 16).ok()?;
    char::from_u32(code).map(String::from)
}

/// The text of a glyph by the list of names that the library holds.
fn listed(part: &str) -> Option<String> {
    let differences = vec![Object::Integer(0), Object::Name(part.into())];
    let font = dictionary! {
        "Type" => "Font",
        "Encoding" => dictionary! {"Differences" => differences},
    };
    let doc = Document::new();
    let text = font
        .get_font_encoding(&doc)
        .ok()?
        .bytes_to_string(&[0])
        .ok()?;
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use lopdf::Stream;

    use super::*;

    #[test]
    fn glyph_names_become_text() {
        for (glyph, expected) in [
            ("eacute", Some("é")),
            ("quotedblleft", Some("“")),
            ("fi", Some("\u{fb01}")),
            ("f_f_i", Some("ffi")),
            ("uni00E9", Some("é")),
            ("u1F600", Some("\u{1f600}")),
            ("a.sc", Some("a")),
            ("g123", None),
            ("", None),
            ("uni", None),
        ] {
            assert_eq!(glyph_text(glyph.as_bytes()).as_deref(), expected, "{glyph}");
        }
    }

    #[test]
    fn differences_go_before_the_base() {
        let doc = Document::new();
        let names = |names: &[&str]| -> Vec<Object> {
            let names = names.iter().map(|name| Object::Name((*name).into()));
            std::iter::once(Object::Integer(65)).chain(names).collect()
        };
        let font = dictionary! {"Encoding" => dictionary!{
        "BaseEncoding" => "WinAnsiEncoding", "Differences" => names(&["eacute", "g77"])}};
        let table = table(&doc, &font);
        for (code, expected) in [(65, "é"), (66, ""), (67, "C"), (0x93, "“")] {
            assert_eq!(
                table.get(&code).map(String::as_str),
                Some(expected),
                "{code}"
            );
        }
    }

    #[test]
    fn a_type_1_program_tells_its_codes() {
        let mut doc = Document::new();
        let program = b"/Encoding 256 array\ndup 1 /fl put\ndup 66 /endash put\nreadonly def eexec dup 67 /x put";
        let file = doc.add_object(Stream::new(Dictionary::new(), program.to_vec()));
        let font =
            dictionary! {"Subtype" => "Type1", "FontDescriptor" => dictionary!{"FontFile" => file}};
        let table = table(&doc, &font);
        for (code, expected) in [(1, "\u{fb02}"), (66, "–"), (67, "C")] {
            assert_eq!(
                table.get(&code).map(String::as_str),
                Some(expected),
                "{code}"
            );
        }
    }
}
