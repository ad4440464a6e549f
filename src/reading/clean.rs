//! Decoded text in, text without characters that could harm or deceive a reader out.
//!
//! Everything else stays byte for byte. A tab and every odd space become a space, every line end a
//! line feed.

use unicode_width::UnicodeWidthChar;

/// The most marks that may sit on one letter.
const MARKS: usize = 8;

/// The cleaned text, and how many hidden characters were removed from it.
pub(super) fn clean(text: String) -> (String, usize) {
    if text.bytes().all(is_plain) {
        return (text, 0);
    }
    let mut out = String::with_capacity(text.len());
    let mut hidden = 0;
    let mut marks = 0;
    let mut rest = text.as_str();
    loop {
        let plain = rest
            .bytes()
            .position(|byte| !is_plain(byte))
            .unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        if !run.is_empty() {
            out.push_str(run);
            marks = 0;
        }
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match fate(c) {
            Fate::Keep => {
                // A mark has no width of its own.
                marks = if c.width() == Some(0) { marks + 1 } else { 0 };
                if marks <= MARKS {
                    out.push(c);
                } else {
                    hidden += 1;
                }
            }
            Fate::Space => out.push(' '),
            Fate::Line => {
                if c == '\r' {
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                out.push('\n');
                marks = 0;
            }
            Fate::Joiner => {
                let needed = out.chars().next_back().is_some_and(joins)
                    && rest.chars().next().is_some_and(joins);
                if needed {
                    out.push(c);
                } else {
                    hidden += 1;
                }
            }
            Fate::Drop => hidden += 1,
        }
    }
    (out, hidden)
}

/// Printable ASCII and the line feed: never changed.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n')
}

enum Fate {
    Keep,
    Space,
    Line,
    Joiner,
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        '\t'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Fate::Space,
        '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Line,
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        _ if c.is_control() || is_hidden(c) => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Characters that show nothing, or change what stands around them.
fn is_hidden(c: char) -> bool {
    match u32::from(c) {
        // Soft hyphen, grapheme joiner, Arabic letter mark, Hangul and Khmer fillers.
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5
        // Mongolian selectors; zero-width space and directional marks.
        | 0x180b..=0x180f | 0x200b | 0x200e | 0x200f
        // Bidi embeddings, invisible operators, bidi isolates, shaping controls.
        | 0x202a..=0x202e | 0x2060..=0x206f
        // Blank Braille, Hangul fillers, variation selectors, byte-order mark, object marks.
        | 0x2800 | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffc
        // Shorthand and musical format controls, skin tones.
        | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0x1f3fb..=0x1f3ff
        // Private use, tags and selectors.
        | 0xe000..=0xf8ff | 0xe0000..=0xe0fff | 0xf0000..=0x0010_ffff
        // Noncharacters.
        | 0xfdd0..=0xfdef => true,
        code => code & 0xfffe == 0xfffe,
    }
}

/// Letters of the scripts whose spelling needs joiners: Arabic to Myanmar, Khmer and Mongolian.
fn joins(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x109f | 0x1780..=0x18af | 0xa8e0..=0xa8ff | 0xaa60..=0xaa7f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans() {
        for (dirty, cleaned, hidden) in [
            ("plain\ntext", "plain\ntext", 0),
            ("a\tb\u{a0}c\u{3000}d", "a b c d", 0),
            ("a\r\nb\rc\u{2028}d\u{85}e\u{c}f", "a\nb\nc\nd\ne\nf", 0),
            ("a\r\n\r\nb", "a\n\nb", 0),
            ("\u{1b}[31mred\u{7}\0\u{9b}", "[31mred", 4),
            ("abc\u{202e}def\u{2066}", "abcdef", 2),
            ("co\u{ad}operation\u{200b}\u{feff}", "cooperation", 3),
            ("tag\u{e0041}s\u{e000}\u{fdd0}\u{1fffe}", "tags", 4),
            ("e\u{301}\u{fe0f}", "e\u{301}", 1),
            ("می\u{200c}خواهم", "می\u{200c}خواهم", 0),
            ("a\u{200d}b", "ab", 1),
        ] {
            assert_eq!(
                clean(dirty.to_owned()),
                (cleaned.to_owned(), hidden),
                "{dirty:?}"
            );
        }
    }

    #[test]
    fn caps_marks_on_one_letter() {
        let (text, hidden) = clean(format!("x{}y", "\u{301}".repeat(20)));
        assert_eq!(text, format!("x{}y", "\u{301}".repeat(8)));
        assert_eq!(hidden, 12);
    }
}
