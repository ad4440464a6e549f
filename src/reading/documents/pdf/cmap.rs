//! A `ToUnicode` map as bytes in, the text of each character code out.
//!
//! Ranges are kept as ranges: a map of a few bytes can name four thousand million codes.

use std::collections::HashMap;

/// How many entries a map may have; a font has at most 65 536 letters.
const MOST: usize = 1 << 17;

/// The texts of a font's character codes.
#[derive(Debug, Default)]
pub struct Texts {
    single: HashMap<u32, String>,
    ranges: Vec<Range>,
    /// Whether every code is one byte long.
    pub one_byte: bool,
}

/// Codes that follow one another and so do their texts.
#[derive(Debug)]
struct Range {
    first: u32,
    last: u32,
    /// The UTF-16 text of the first code; later codes raise its last unit.
    text: Vec<u16>,
}

impl Texts {
    /// The text of a code.
    pub fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let range = self
            .ranges
            .iter()
            .find(|range| (range.first..=range.last).contains(&code))?;
        let mut units = range.text.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add(u16::try_from(code - range.first).ok()?);
        Some(String::from_utf16_lossy(&units))
    }

    /// Reads a map; what is not understood in it is passed over.
    pub fn read(bytes: &[u8]) -> Self {
        let mut texts = Self::default();
        let mut tokens = tokens(bytes);
        let mut widths = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"begincodespacerange") => {
                    while let Some(Token::Hex(code)) = tokens.next() {
                        widths.push(code.len());
                    }
                }
                Token::Word(b"beginbfchar") => {
                    while let Some(Token::Hex(code)) = tokens.next() {
                        let Some(Token::Hex(text)) = tokens.next() else {
                            break;
                        };
                        texts.put(number(&code), &units(&text));
                    }
                }
                Token::Word(b"beginbfrange") => texts.put_ranges(&mut tokens),
                _ => {}
            }
        }
        texts.one_byte = !widths.is_empty() && widths.iter().all(|width| *width == 1);
        texts
    }

    fn put_ranges<'a>(&mut self, tokens: &mut impl Iterator<Item = Token<'a>>) {
        while let Some(Token::Hex(first)) = tokens.next() {
            let Some(Token::Hex(last)) = tokens.next() else {
                return;
            };
            let (first, last) = (number(&first), number(&last));
            match tokens.next() {
                Some(Token::Hex(text)) if self.ranges.len() < 4096 => self.ranges.push(Range {
                    first,
                    last,
                    text: units(&text),
                }),
                Some(Token::Open) => {
                    let mut code = first;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        self.put(code, &units(&text));
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn put(&mut self, code: u32, units: &[u16]) {
        if self.single.len() < MOST {
            self.single.insert(code, String::from_utf16_lossy(units));
        }
    }
}

enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

fn tokens(bytes: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        rest = rest.trim_ascii_start();
        let (first, tail) = rest.split_first()?;
        match first {
            b'<' if !tail.starts_with(b"<") => {
                let end = tail.iter().position(|b| *b == b'>').unwrap_or(tail.len());
                let (digits, after) = tail.split_at_checked(end)?;
                rest = after.get(1..).unwrap_or_default();
                Some(Token::Hex(hex(digits)))
            }
            b'[' => {
                rest = tail;
                Some(Token::Open)
            }
            b']' => {
                rest = tail;
                Some(Token::Close)
            }
            _ => {
                let ends = |b: &u8| b.is_ascii_whitespace() || b"<[]".contains(b);
                let length = 1 + tail.iter().position(ends).unwrap_or(tail.len());
                let (word, after) = rest.split_at_checked(length)?;
                rest = after;
                Some(Token::Word(word))
            }
        }
    })
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits
        .iter()
        .filter_map(|b| char::from(*b).to_digit(16))
        .filter_map(|value| u8::try_from(value).ok())
        .collect();
    values
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |sum, value| (sum << 4) | value))
        .collect()
}

fn number(bytes: &[u8]) -> u32 {
    let low = bytes.len().saturating_sub(4);
    let low = bytes.get(low..).unwrap_or_default();
    low.iter().fold(0, |sum, b| (sum << 8) | u32::from(*b))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    if let [one] = bytes {
        return vec![u16::from(*one)];
    }
    bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(u16::from_be_bytes))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_chars_ranges_and_lists() {
        let texts = Texts::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
            2 beginbfchar <0001> <00660069> <02><0041> endbfchar
            3 beginbfrange <0010><0012><0061> <0020> <0021> [<0058> <D83DDE00>]
            <00000030> <ffffffff> <0030> endbfrange",
        );
        for (code, expected) in [
            (1, Some("fi")),
            (2, Some("A")),
            (0x12, Some("c")),
            (0x20, Some("X")),
            (0x21, Some("\u{1f600}")),
            (0x31, Some("1")),
            (0xf000_0000, None),
            (0x25, None),
        ] {
            assert_eq!(texts.get(code).as_deref(), expected, "{code:x}");
        }
        assert!(!texts.one_byte);
    }

    #[test]
    fn passes_over_nonsense() {
        for bytes in [
            &b""[..],
            b"beginbfchar",
            b"beginbfchar <01",
            b"beginbfrange <01> <02> endbfrange",
            b"<<<>>>][",
        ] {
            let texts = Texts::read(bytes);
            assert!(
                texts.single.is_empty() && texts.ranges.is_empty(),
                "{bytes:?}"
            );
        }
    }
}
