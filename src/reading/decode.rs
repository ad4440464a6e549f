//! Bytes in, text out: Unicode by its marks or its pattern, and older encodings by guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and the name of its encoding where that had to be guessed.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) guessed: Option<&'static str>,
}

/// How many bytes the pattern tests look at.
const SAMPLE: usize = 64 * 1024;

/// Decodes a text file; never fails, since every byte means something in some encoding.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        if encoding != UTF_8 {
            return known(encoding, body);
        }
        return utf8_or_guess(body);
    }
    match utf16_pattern(bytes) {
        Some(encoding) => known(encoding, bytes),
        None => utf8_or_guess(bytes),
    }
}

/// Where a page may say its encoding.
const HEAD: usize = 4 * 1024;

/// Decodes a page of markup, which may say its encoding itself.
pub(super) fn decode_markup(bytes: &[u8]) -> Decoded {
    let marked = Encoding::for_bom(bytes).is_some() || utf16_pattern(bytes).is_some();
    let sound = std::str::from_utf8(bytes).is_ok();
    let said = said_encoding(bytes).filter(|encoding| {
        // Escapes switch the letters of ISO-2022-JP, whose bytes are sound in any encoding.
        let escaped = *encoding == ISO_2022_JP && bytes.contains(&0x1b);
        !marked && (!sound || escaped)
    });
    said.map_or_else(|| decode(bytes), |encoding| known(encoding, bytes))
}

/// The encoding behind "charset=" or "encoding=", where it is an older one.
fn said_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    [&b"charset="[..], b"encoding="].iter().find_map(|word| {
        let at = head.windows(word.len()).position(|part| part == *word)?;
        let label = head.get(at + word.len()..)?;
        let label = label
            .strip_prefix(b"\"")
            .or(label.strip_prefix(b"'"))
            .unwrap_or(label);
        let end = label.iter().position(|byte| {
            !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        })?;
        Encoding::for_label(label.get(..end)?).filter(|encoding| *encoding != UTF_8)
    })
}

/// UTF-16 without a mark: text of Latin letters, spaces and line ends has its zero bytes on one side.
pub(super) fn utf16_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let (mut even, mut odd, mut controls) = (0_usize, 0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        let &[first, last] = pair else { continue };
        even += usize::from(first == 0);
        odd += usize::from(last == 0);
        let letter = first.max(last);
        let paired = first.min(last) == 0;
        controls += usize::from(paired && letter < 0x20 && !matches!(letter, b'\t'..=b'\r'));
    }
    let pairs = sample.len() / 2;
    // A tenth is enough for text whose letters are not Latin: its spaces and line ends remain.
    let few = pairs / 200;
    if controls > few {
        return None;
    }
    if odd * 10 >= pairs && even <= few {
        Some(UTF_16LE)
    } else if even * 10 >= pairs && odd <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn known(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        guessed: None,
    }
}

fn utf8_or_guess(bytes: &[u8]) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: text.to_owned(),
            guessed: None,
        },
        Err(_) => guess(bytes),
    }
}

/// Damaged UTF-8 stays UTF-8; the rest is what its letters look like.
fn guess(bytes: &[u8]) -> Decoded {
    let (mut broken, mut sound) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        sound += chunk
            .valid()
            .bytes()
            .filter(|byte| (0xc2..=0xf4).contains(byte))
            .count();
    }
    let encoding = if sound > broken * 2 {
        UTF_8
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        guessed: Some(encoding.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn decodes_unicode_with_and_without_marks() {
        let text = "Talks in Malmö ended.\nThe sides agreed.";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            utf16(text, false),
            utf16(text, true),
            utf16(&format!("\u{feff}{text}"), false),
            utf16(&format!("\u{feff}{text}"), true),
        ] {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.guessed, None);
        }
    }

    #[test]
    fn guesses_older_encodings() {
        let western = b"The caf\xe9 in Orl\xe9ans was \x93closed\x94 on Friday.";
        let decoded = decode(western);
        assert_eq!(decoded.text, "The café in Orléans was “closed” on Friday.");
        assert_eq!(decoded.guessed, Some("windows-1252"));
        let (cyrillic, _, _) =
            encoding_rs::WINDOWS_1251.encode("Министры встретились в городе и обсудили торговлю.");
        assert!(decode(&cyrillic).text.contains("Министры"));
    }

    #[test]
    fn believes_what_markup_says() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"><p>Лима</p>");
        assert!(decode_markup(&bytes).text.contains("Лима"));
        let escaped = b"<meta charset=iso-2022-jp><p>\x1b$B2q5D\x1b(B";
        assert!(decode_markup(escaped).text.contains("会議"));
        assert!(
            decode_markup(b"<meta charset='latin1'><p>Orl\xe9ans")
                .text
                .contains("Orléans")
        );
        assert!(
            decode_markup("<meta charset=latin1><p>Orléans".as_bytes())
                .text
                .contains("Orléans")
        );
    }

    #[test]
    fn keeps_damaged_utf8_as_utf8() {
        let mut bytes = "Gespräche über Österreich und die Türkei"
            .as_bytes()
            .to_vec();
        bytes.push(0xff);
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("Gespräche über"));
        assert_eq!(decoded.guessed, Some("UTF-8"));
    }
}
