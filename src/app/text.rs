//! Text in, what may stand on the screen out: measured and cut by display width, in Unicode or ASCII.

use std::borrow::Cow;

use any_ascii::any_ascii;
use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use super::symbols::{self, Symbol};

/// The characters that the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// All of Unicode.
    #[default]
    Unicode,
    /// ASCII only; everything else is transliterated.
    Ascii,
}

impl Charset {
    /// A sign in this character set.
    pub fn symbol(self, symbol: Symbol) -> &'static str {
        symbols::sign(symbol, self == Self::Ascii)
    }

    /// The text as it is shown: every run of white space is one blank, and in ASCII every other
    /// character is transliterated.
    pub fn show(self, text: &str) -> Cow<'_, str> {
        let transliterate = self == Self::Ascii && !text.is_ascii();
        if !transliterate && !needs_folding(text) {
            return Cow::Borrowed(text);
        }
        let text = if transliterate {
            Cow::Owned(any_ascii(text))
        } else {
            Cow::Borrowed(text)
        };
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_whitespace() {
                shown.push(c);
            } else if !shown.ends_with(' ') {
                shown.push(' ');
            }
        }
        Cow::Owned(shown)
    }

    /// The columns that the text takes when shown.
    pub fn width(self, text: &str) -> usize {
        let shown = self.show(text);
        if shown.is_ascii() {
            shown.len()
        } else {
            shown.graphemes(true).map(columns).sum()
        }
    }

    /// The text as it is shown, cut with an ellipsis where it is wider than `max` columns.
    pub fn cut(self, text: &str, max: usize) -> Cow<'_, str> {
        let shown = self.show(text);
        if self.width(&shown) <= max {
            return shown;
        }
        let ellipsis = self.symbol(Symbol::Ellipsis);
        let ellipsis = if ellipsis.len() > max && max < 3 && ellipsis.is_ascii() {
            ellipsis.get(..max).unwrap_or_default()
        } else {
            ellipsis
        };
        let room = max.saturating_sub(self.width(ellipsis));
        let mut cut = self.prefix(&shown, room).trim_end().to_owned();
        if max > 0 {
            cut.push_str(ellipsis);
        }
        Cow::Owned(cut)
    }

    /// The text as it is shown, cut into lines of at most `width` columns.
    pub fn wrap(self, text: &str, width: usize) -> Vec<String> {
        let shown = self.show(text);
        let lines = textwrap::wrap(&shown, width.max(1)).into_iter();
        lines.map(Cow::into_owned).collect()
    }

    /// The longest beginning of `text` that is at most `max` columns wide when shown.
    pub fn prefix(self, text: &str, max: usize) -> &str {
        let mut used = 0;
        let mut end = 0;
        for (at, grapheme) in text.grapheme_indices(true) {
            used += self.width(grapheme);
            if used > max {
                break;
            }
            end = at + grapheme.len();
        }
        text.get(..end).unwrap_or_default()
    }
}

/// The columns of one grapheme; nothing for control characters, which are never shown.
fn columns(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        0
    } else {
        grapheme.cell_width().into()
    }
}

/// Whether the text holds white space that is not a single blank, or control characters.
fn needs_folding(text: &str) -> bool {
    let mut blank = false;
    text.chars().any(|c| {
        let folds = (c.is_whitespace() && c != ' ') || (c == ' ' && blank);
        blank = c == ' ';
        folds
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_display_width() {
        for (charset, text, max, wanted) in [
            (Charset::Unicode, "Astana", 6, "Astana"),
            (Charset::Unicode, "Astana talks", 8, "Astana…"),
            (Charset::Unicode, "首脑会议", 8, "首脑会议"),
            (Charset::Unicode, "首脑会议", 6, "首脑…"),
            (Charset::Unicode, "e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            (Charset::Unicode, "anything", 0, ""),
            (Charset::Ascii, "Zürich – Genève", 20, "Zurich - Geneve"),
            (Charset::Ascii, "Zürich – Genève", 9, "Zurich..."),
            (Charset::Ascii, "abcdef", 2, ".."),
            (Charset::Unicode, "a \n\t b", 9, "a b"),
        ] {
            assert_eq!(charset.cut(text, max), wanted, "{text} in {max}");
        }
    }
}
