//! The tables of words that reading goes by, built once: labels, agencies; and how words are compared.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::table::{list, rows};

/// Whether a folded text begins with a phrase, its last word whole.
pub(super) fn starts_with_words(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The fields of a page that labels name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Published,
    Updated,
    Outlet,
    Author,
    Title,
    Dateline,
    Url,
    Language,
    Other,
}

static LABELS: LazyLock<FxHashMap<String, Field>> = LazyLock::new(|| {
    rows(include_str!("../../assets/en/headers.tsv"))
        .filter_map(|[field, labels]| {
            let field = match field {
                "published" => Field::Published,
                "updated" => Field::Updated,
                "outlet" => Field::Outlet,
                "author" => Field::Author,
                "title" => Field::Title,
                "dateline" => Field::Dateline,
                "url" => Field::Url,
                "language" => Field::Language,
                "other" => Field::Other,
                _ => return None,
            };
            Some(list(labels).map(move |label| (folded(label), field)))
        })
        .flatten()
        .collect()
});

/// The field that a label names.
pub(super) fn field(label: &str) -> Option<Field> {
    LABELS.get(&folded(label)).copied()
}

static WIRES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../assets/en/wires.tsv"))
        .flat_map(|[name, others]| {
            std::iter::once(name)
                .chain(list(others))
                .map(move |other| (folded(other), name))
        })
        .collect()
});

/// The usual name of a news agency, however it is written.
pub(super) fn wire(name: &str) -> Option<&'static str> {
    if name.len() > 48 {
        return None;
    }
    WIRES.get(&folded(name)).copied()
}

/// Words of one kind from a table of (kind, words).
pub(super) fn words_of(
    table: &'static str,
    kind: &'static str,
) -> impl Iterator<Item = &'static str> {
    rows(table)
        .filter(move |[name, _]| *name == kind)
        .flat_map(|[_, words]| list(words))
}

/// A set of words of one kind.
pub(super) fn set_of(table: &'static str, kind: &'static str) -> FxHashSet<&'static str> {
    words_of(table, kind).collect()
}

/// Letters in lower case, apostrophes dropped, every run of marks and blanks one space.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::new();
    fold(text, text.len(), &mut out);
    out
}

/// [`folded`] for the first `limit` bytes of the text, into a buffer.
pub(super) fn fold(text: &str, limit: usize, out: &mut String) {
    out.clear();
    out.reserve(limit.min(text.len()));
    let mut gap = false;
    let mut rest = text.get(..text.ceil_char_boundary(limit)).unwrap_or(text);
    loop {
        // Nearly all letters are ASCII, and a byte is then a letter.
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        let (plain, tail) = rest.split_at_checked(ascii).unwrap_or((rest, ""));
        for byte in plain.bytes() {
            if byte.is_ascii_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(byte.to_ascii_lowercase()));
            } else {
                gap |= byte != b'\'';
            }
        }
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap |= c != '’';
        }
    }
}

/// The first word of a folded text.
pub(super) fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_wires_and_labels() {
        assert_eq!(wire("The Associated Press"), Some("AP"));
        assert_eq!(wire("Ministry"), None);
        assert_eq!(field("Publication Date"), Some(Field::Published));
        assert_eq!(field("Minister"), None);
    }
}
