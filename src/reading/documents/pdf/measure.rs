//! Bytes of PDF syntax in, how much memory they would take out: how many tokens they hold, and how
//! many operands one operator has.

use memchr::memmem::find;

/// How many operands one operator may have; a long line of text has some hundreds.
const MOST_OPERANDS: usize = 400_000;

/// Counts tokens over several stretches of bytes.
#[derive(Debug, Default)]
pub struct Tokens {
    /// How many there were.
    pub found: usize,
    /// Whether the last byte was part of one.
    within: bool,
}

impl Tokens {
    /// Counts the numbers, words, strings, arrays and dictionaries that begin in these bytes, and
    /// the words within strings.
    pub fn count(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let opens = matches!(byte, b'[' | b'<' | b'(' | b'/');
            let parts = matches!(byte, b']' | b'>' | b')') || is_blank(*byte);
            if opens || !parts && !self.within {
                self.found += 1;
            }
            self.within = !opens && !parts || *byte == b'/';
        }
    }
}

/// As a writer, it only counts.
impl std::io::Write for Tokens {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.count(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether no operator of a page's content has more operands than fit into memory.
pub fn operands_fit(content: &[u8]) -> bool {
    let mut operands = 0;
    let mut rest = content;
    while let Some((first, tail)) = rest.split_first() {
        if operands > MOST_OPERANDS {
            return false;
        }
        rest = tail;
        match first {
            b'(' => {
                rest = after_string(tail);
                operands += 1;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'*' | b'\'' | b'"' => {
                operands = 0;
                let length = tail
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric())
                    .count();
                let is_image = *first == b'B' && tail.starts_with(b"I") && length == 1;
                rest = tail.get(length..).unwrap_or_default();
                if is_image {
                    rest = after_image(rest);
                }
            }
            b'[' | b'<' => operands += 1,
            b']' | b'>' | b')' | b'{' | b'}' => {}
            blank if is_blank(*blank) => {}
            // A number or a name.
            _ => {
                operands += 1;
                let ends = |b: &u8| is_blank(*b) || b"[]<>()/".contains(b);
                let length = tail.iter().position(ends).unwrap_or(tail.len());
                rest = tail.get(length..).unwrap_or_default();
            }
        }
    }
    operands <= MOST_OPERANDS
}

/// What follows a string that has begun.
fn after_string(bytes: &[u8]) -> &[u8] {
    let mut depth = 1;
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return bytes.get(at + 1..).unwrap_or_default();
        }
    }
    &[]
}

/// What follows an image within the content.
fn after_image(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some(at) = find(rest, b"EI") {
        let (before, after) = rest.split_at(at);
        rest = after.get(2..).unwrap_or_default();
        let starts = before.last().is_some_and(|b| is_blank(*b));
        if starts && rest.first().is_none_or(|b| is_blank(*b)) {
            return rest;
        }
    }
    rest
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_tokens() {
        for (bytes, expected) in [
            (&b""[..], 0),
            (b"1 0 obj", 3),
            (b"[1 2(a)]", 5),
            (b"<</Type/Page>>", 4),
            (b"[][][]", 3),
        ] {
            let mut tokens = Tokens::default();
            tokens.count(bytes);
            assert_eq!(tokens.found, expected, "{bytes:?}");
        }
    }

    #[test]
    fn finds_operators_with_too_many_operands() {
        let times = |part: &str| part.repeat(MOST_OPERANDS + 1);
        for (content, expected) in [
            (times("1 0 0 RG "), true),
            (times("(a) Tj "), true),
            (format!("({}) Tj", times("1 ")), true),
            (
                format!("BI /W 1 ID ( {} EI Q", "[".repeat(MOST_OPERANDS * 2)),
                true,
            ),
            (format!("[{}] TJ", times("1 ")), false),
            (format!("[{}] TJ", times("(a b)")), false),
            (format!("[{}] TJ", times("(\\) a)")), false),
            (times("/N"), false),
            (times("["), false),
            (format!("BI /W 1 ID ( EI [{}] TJ", times("1 ")), false),
        ] {
            let start = content.get(..20).unwrap_or_default();
            assert_eq!(operands_fit(content.as_bytes()), expected, "{start}");
        }
    }
}
