//! What the program knows of the world: the tables in assets/, embedded at build time and parsed on
//! first use, and look-ups over them.
//!
//! Every vocabulary is a [`phrases::Phrases`]: give it the words of a text and a place in it, get the
//! longest phrase that begins there. Each table's module says what a match means; none knows what an
//! article is.

use std::borrow::Cow;

pub mod coordinates;
pub mod countries;
pub mod leaders;
pub mod offices;
pub mod organisations;
pub mod phrases;
pub mod table;
pub mod themes;

/// Parses every table, so that later look-ups need not wait; the tables are parsed side by side.
pub fn prepare() {
    rayon::scope(|scope| {
        scope.spawn(|_| _ = leaders::leaders());
        scope.spawn(|_| _ = offices::offices());
        scope.spawn(|_| _ = themes::themes());
        scope.spawn(|_| _ = countries::countries());
        scope.spawn(|_| _ = organisations::organisations());
    });
}

/// A name in the form in which names are compared: ASCII letters and digits in lower case, one space
/// between words, apostrophes left out ("Türkiye's Erdoğan" → "turkiyes erdogan").
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    let ascii = if name.is_ascii() {
        Cow::Borrowed(name)
    } else {
        any_ascii::any_ascii(name).into()
    };
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c.to_ascii_lowercase());
        } else if c != '\'' {
            gap = true;
        }
    }
    folded
}

/// Whether a form is written in capitals only ("US", "C.I.S."), so that lower-case text that reads
/// the same ("us") is another word.
fn is_acronym(form: &str) -> bool {
    form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_names() {
        for (name, folded) in [
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("Kassym-Jomart Tokayev", "kassym jomart tokayev"),
            ("Sana’a", "sanaa"),
            ("  J.  D. Vance ", "j d vance"),
            ("", ""),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }

    #[test]
    fn tells_acronyms() {
        for (form, acronym) in [("US", true), ("U.S.", true), ("G7", true), ("Mali", false)] {
            assert_eq!(is_acronym(form), acronym, "{form}");
        }
    }
}
