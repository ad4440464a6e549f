//! By-lines, captions and credits: who wrote, took or edited, and where that stands.

use super::page_date::find;
use super::vocabulary::{Field, field, folded, wire};
use crate::span::Span;

/// The names of a by-line ("By Ana Silva and Ben Okoro | Lima"), or nothing.
pub(super) fn byline(line: &str) -> Option<Vec<String>> {
    let line = line.trim_matches(['*', '_', ' ', '#', '>']);
    let rest = [
        "By ",
        "by ",
        "BY ",
        "By: ",
        "Text by ",
        "Story by ",
        "Written by ",
    ]
    .iter()
    .find_map(|start| line.strip_prefix(start))?
    .trim_start();
    let names = names(before_mark(rest));
    let short = line.split_whitespace().count() <= 16;
    let capital = rest.trim_start_matches('[').starts_with(char::is_uppercase);
    let stops = line.ends_with(['.', '?', '!', ':']) && !line.ends_with("Jr.");
    (short
        && capital
        && !stops
        && !names.is_empty()
        && find(rest).is_none_or(|(at, _)| at.start > 0))
    .then_some(names)
}

/// The name of a by-line without "By": "Ana Silva in Lima", two or three names and a place.
pub(super) fn correspondent(line: &str) -> Option<&str> {
    let line = line.trim_matches(['*', '_', ' ']);
    let (name, place) = line.split_once(" in ")?;
    let named = |text: &str, least: usize| {
        (least..=3).contains(&text.split(' ').count())
            && text.split(' ').all(|word| {
                let mut letters = word.chars().filter(|c| c.is_alphabetic());
                letters.next().is_some_and(char::is_uppercase)
                    && !word.contains(|c: char| c.is_ascii_digit() || c == ':')
            })
    };
    (named(name, 2) && named(place, 1) && !place.ends_with(['.', '!', '?'])).then_some(name)
}

/// A by-line's names end where its place, date or office begins.
fn before_mark(text: &str) -> &str {
    let mark = [
        "|",
        "·",
        "•",
        " – ",
        " — ",
        " - ",
        "Published",
        "Updated",
        " / ",
    ]
    .iter()
    .filter_map(|mark| text.find(mark))
    .min()
    .unwrap_or(text.len());
    let date = find(text).map_or(text.len(), |(span, _)| span.start);
    text.get(..mark.min(date)).unwrap_or(text)
}

/// The names in "A, B and C".
pub(super) fn names(text: &str) -> Vec<String> {
    let text = text.split('|').next().unwrap_or_default();
    text.split([',', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .map(|name| {
            let place = [" in ", " for ", " at "]
                .iter()
                .filter_map(|word| name.find(word))
                .min();
            let name = name.get(..place.unwrap_or(name.len())).unwrap_or(name);
            name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
                .trim_start_matches("and ")
        })
        .filter(|name| (3..=60).contains(&name.len()) && name.starts_with(char::is_uppercase))
        .map(str::to_owned)
        .collect()
}

/// The names in "(Reporting by A and B; Editing by C)".
pub(super) fn credited(line: &str) -> Vec<String> {
    line.split(';')
        .filter_map(|part| part.split_once(" by ").map(|(_, after)| after))
        .flat_map(|part| names(part.trim_end_matches([')', ']', '.', ' '])))
        .collect()
}

/// The bracket that ends a line: its inner text.
pub(super) fn last_bracket(line: &str) -> Option<Span> {
    let line = line.trim_end_matches(['*', '_', ' ', '.']);
    let open = match line.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let close = line.chars().next_back()?;
    let mut depth = 0_usize;
    // The bracket that this one closes: others may stand inside.
    let (at, _) = line
        .char_indices()
        .rev()
        .take(LONGEST_BRACKET)
        .find(|&(_, c)| {
            depth += usize::from(c == close);
            depth = depth.saturating_sub(usize::from(c == open));
            depth == 0
        })?;
    Some(Span::new(at + 1, line.len() - 1))
}

/// No credit in brackets is longer, in characters.
const LONGEST_BRACKET: usize = 240;

/// Where the credit begins that ends a paragraph ("… on Monday. (Agency)", "… on Monday. – Agency").
/// `last`: no paragraph follows, so that an unknown name in brackets is one too.
pub(super) fn trailing(line: &str, last: bool) -> Option<usize> {
    if let Some(inner) = last_bracket(line) {
        let name = inner.of(line);
        let start = inner.start - 1;
        let after_sentence = ends_sentence(line.get(..start)?);
        let unknown = last
            && name.split_whitespace().count() <= 3
            && name.len() <= 40
            && name
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase))
            && !name.contains(|c: char| c.is_ascii_digit() || c == '.');
        let lower = folded(name);
        let reporting = [
            "reporting by",
            "with inputs from",
            "editing by",
            "writing by",
            "with input from",
        ]
        .iter()
        .any(|start| lower.starts_with(start));
        return (after_sentence && start > 0 && (wire(name).is_some() || unknown || reporting))
            .then_some(start);
    }
    let tail = line.trim_end_matches(['*', '_', ' ']);
    let (before, name) = tail.rsplit_once(['-', '–', '—', '/'])?;
    let before = before.trim_end_matches(['-', '–', '—', '/', ' ']);
    let start = before.len() + tail.get(before.len()..)?.find(|c| c != ' ')?;
    (!before.is_empty() && ends_sentence(before) && wire(name).is_some()).then_some(start)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['"', '”', '’', '\'', ')', '*'])
        .ends_with(['.', '!', '?', '…'])
}

/// Whether a line is a signature: an agency in brackets, or initials in capitals.
pub(super) fn is_signature(line: &str) -> bool {
    let bare = line.trim_matches(['(', ')', '[', ']', '/', '-', '–', '—', ' ', '*', '.']);
    let bracketed = line.starts_with(['(', '[', '/']);
    wire(bare).is_some()
        || bracketed
            && bare
                .split(['/', ' '])
                .filter(|part| !part.is_empty())
                .count()
                <= 2
            && bare.starts_with(char::is_uppercase)
            && !bare.contains(|c: char| c.is_ascii_digit())
        || (2..=5).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase())
        || bare.len() <= 12
            && bare.contains('/')
            && bare
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'/')
}

/// A labelled line: what the label names, and the range of the value.
pub(super) fn label(line: &str) -> Option<(Field, Span, bool)> {
    let start = line.len()
        - line
            .trim_start_matches(['*', '_', '-', '>', ' ', '•'])
            .len();
    let head = line.get(start..)?;
    let limit = head.len().min(40);
    let colon = head
        .as_bytes()
        .get(..limit)?
        .iter()
        .position(|&byte| byte == b':')?;
    let name = head.get(..colon)?.trim_end_matches(['*', '_', ' ']);
    if name.is_empty() || name.split(' ').count() > 3 {
        return None;
    }
    let what = field(name)?;
    let value = head.get(colon + 1..)?;
    let opened = value.trim_start_matches(['*', '_', ' ']);
    let from = line.len() - opened.len();
    let closed = opened.trim_end_matches(['*', '_', ' ']);
    let bold = line.starts_with(['*', '_']) && start > 0;
    Some((what, Span::new(from, from + closed.len()), bold))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bylines() {
        for (line, wanted) in [
            ("By Ana Silva", vec!["Ana Silva"]),
            ("by Ana Silva and Ben Okoro", vec!["Ana Silva", "Ben Okoro"]),
            ("By Ana Silva | Lima | March 3, 2014", vec!["Ana Silva"]),
            (
                "By Ana Silva in Lima and Ben Okoro in Oslo",
                vec!["Ana Silva", "Ben Okoro"],
            ),
            ("By Friday the talks had failed.", vec![]),
            ("By the river", vec![]),
        ] {
            assert_eq!(byline(line).unwrap_or_default(), wanted, "{line}");
        }
        assert_eq!(
            credited("(Reporting by Ana Silva, Ben Okoro; Editing by Cleo Marsh)"),
            ["Ana Silva", "Ben Okoro", "Cleo Marsh"]
        );
    }

    #[test]
    fn finds_trailing_credits() {
        for (line, last, wanted) in [
            ("They met on Monday. (Reuters)", false, Some("(Reuters)")),
            ("They met on Monday. (Lima Post)", true, Some("(Lima Post)")),
            ("They met on Monday. (Lima Post)", false, None),
            ("They met on Monday. – AFP", false, Some("– AFP")),
            (
                "They met on Monday. (Reporting by Ana Silva (Lima); Editing by Ben Okoro)",
                false,
                Some("(Reporting by Ana Silva (Lima); Editing by Ben Okoro)"),
            ),
            ("They met the body (WTO)", true, None),
            ("They met in Asia-Pacific", true, None),
        ] {
            assert_eq!(
                trailing(line, last).and_then(|at| line.get(at..)),
                wanted,
                "{line}"
            );
        }
        assert!(is_signature("XYZ") && is_signature("(Yonhap)") && is_signature("ab/cde"));
        assert!(!is_signature("Talks"));
    }

    #[test]
    fn knows_bylines_without_a_word() {
        for (line, wanted) in [
            ("Ana Silva in Lima", Some("Ana Silva")),
            ("Ana Silva in New York", Some("Ana Silva")),
            ("Ministers meet in Lima", None),
            ("Talks in Lima", None),
            ("They met in Lima.", None),
        ] {
            assert_eq!(correspondent(line), wanted, "{line}");
        }
    }

    #[test]
    fn reads_labels() {
        let line = "**Published:** 2014-03-03  ";
        let (what, value, bold) = label(line).unwrap();
        assert_eq!(
            (what, value.of(line), bold),
            (Field::Published, "2014-03-03", true)
        );
        assert!(label("Ministers: all nine came").is_none());
    }
}
