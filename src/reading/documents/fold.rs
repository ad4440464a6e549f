//! Text as a file holds it in, plain text out: ligatures as letters, one kind of space, no
//! invisible characters.

/// One line of plain text: odd characters folded, white space collapsed, ends trimmed.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match fold(c) {
            Folded::Nothing => {}
            Folded::Space => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            Folded::Letters(letters) => out.push_str(letters),
            Folded::Same => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What one character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// It is invisible: a soft hyphen, a joiner, a control or private character.
    Nothing,
    /// It is a space of any width, a tab or a line end.
    Space,
    /// It is a ligature or a variant form of these letters.
    Letters(&'static str),
    /// It stays.
    Same,
}

/// What one character becomes in plain text.
pub fn fold(c: char) -> Folded {
    match c {
        '\u{fb00}' => Folded::Letters("ff"),
        '\u{fb01}' => Folded::Letters("fi"),
        '\u{fb02}' => Folded::Letters("fl"),
        '\u{fb03}' => Folded::Letters("ffi"),
        '\u{fb04}' => Folded::Letters("ffl"),
        '\u{fb05}' | '\u{fb06}' => Folded::Letters("st"),
        // Hyphens that only say how to break a line.
        '\u{2010}' | '\u{2011}' => Folded::Letters("-"),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fffd}' => Folded::Nothing,
        _ if c.is_whitespace() => Folded::Space,
        // Private characters are symbols of one font; nobody else can tell them.
        _ if c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c) => Folded::Nothing,
        _ => Folded::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_to_plain_text() {
        for (text, expected) in [
            (
                "of\u{fb01}ce e\u{fb00}ects \u{fb02}ow",
                "office effects flow",
            ),
            ("co\u{ad}operation", "cooperation"),
            (" a\u{a0}\u{2009}b\t\n c ", "a b c"),
            ("x\u{200b}y\u{feff}", "xy"),
            ("long\u{2011}term", "long-term"),
            ("“Quoted” – naïve…", "“Quoted” – naïve…"),
            ("\u{f0b7} item\u{0}", "item"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
