//! Words that tell what is no text, from a data file; a title or an author from a file's properties
//! in, whether it is one, or a program's filler, out.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Columns: group, words.
const TABLE: &str = include_str!("../../../assets/document_words.tsv");

static GROUPS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(group, words)| (group, words.split('|').collect()))
        .collect()
});

/// The words of a group.
pub fn words(group: &str) -> &'static [&'static str] {
    GROUPS.get(group).map_or(&[], Vec::as_slice)
}

/// Whether a line names the author, as its first word tells.
pub fn is_byline(line: &str) -> bool {
    let first = line.split_once(' ').map(|(first, _)| first);
    first.is_some_and(|first| words("byline").contains(&first))
}

/// Whether a title is one, and not the name of a file.
pub fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let ending = lower.rsplit_once('.').map(|(_, ending)| ending);
    let is_file = ending.is_some_and(|ending| words("file-ending").contains(&ending));
    let mut starts = words("filler-title-start").iter();
    let is_filler = words("filler-title").contains(&lower.as_str())
        || starts.any(|start| lower.starts_with(start));
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    !is_file && !is_filler && letters >= 4 && !lower.contains("://")
}

/// Whether an author is a name, and not an account or a program's filler.
pub fn is_name(author: &str) -> bool {
    let count = author.split_whitespace().count();
    let lower = author.to_lowercase();
    let is_mixed = author.chars().any(char::is_uppercase) && author.chars().any(char::is_lowercase);
    !words("filler-author").contains(&lower.as_str()) && is_mixed && count >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_words() {
        for group in [
            "page-number",
            "file-ending",
            "filler-title",
            "filler-title-start",
            "filler-author",
            "byline",
            "browser",
            "title-separator",
        ] {
            assert!(words(group).iter().all(|word| !word.is_empty()));
            assert!(!words(group).is_empty(), "{group}");
        }
        assert_eq!(GROUPS.len(), 8);
        assert_eq!(words("none"), [""; 0]);
    }

    #[test]
    fn knows_bylines() {
        for (line, expected) in [
            ("By Mira Oldenquist", true),
            ("by Mira Oldenquist", true),
            ("BY-LAWS", false),
            ("By", false),
        ] {
            assert_eq!(is_byline(line), expected, "{line}");
        }
    }

    #[test]
    fn knows_titles_and_names() {
        for (title, expected) in [
            ("Joint Communiqué of the Harbour States", true),
            ("Microsoft Word - decl_final.doc", false),
            ("microsoft word", false),
            ("report.indd", false),
            ("Untitled-1", false),
            ("2014", false),
        ] {
            assert_eq!(is_title(title), expected, "{title}");
        }
        for (author, expected) in [
            ("Mira Oldenquist", true),
            ("jdoe", false),
            ("ADMIN", false),
            ("Unknown", false),
        ] {
            assert_eq!(is_name(author), expected, "{author}");
        }
    }
}
