//! A text in, the places where its stories begin out: exports of news databases, and digests whose stories
//! stand under rules or headings.

use std::ops::Range;
use std::sync::LazyLock;

use super::clean;
use super::layout;
use super::{StampKind, blocks};
use crate::knowledge::table::{list, rows};

/// The stories of a text, each a byte range; nothing where it is one story. Together they cover it.
pub(super) fn stories(text: &str) -> Option<Vec<Range<usize>>> {
    let marks: Vec<(usize, usize, Mark)> = marks(text);
    let of = |wanted: &[Mark]| -> Vec<(usize, usize, Mark)> {
        let found = marks.iter().copied();
        found.filter(|(.., mark)| wanted.contains(mark)).collect()
    };
    let counted = of(&[Mark::Number]);
    if counted.len() >= 2 {
        let starts = counted.iter().map(|&(start, ..)| start);
        return Some(parts(text, starts, FEW));
    }
    let ended = of(&[Mark::End]);
    if ended.len() >= 2 {
        let last = text.trim_end().len();
        let ends = ended.iter().map(|&(_, end, _)| end);
        return Some(parts(text, ends.filter(|&end| end < last), FEW));
    }
    let ruled = of(&[Mark::Rule]);
    let headed = of(&[Mark::Heading]);
    [ruled, headed].into_iter().find_map(|marks| {
        let parts = parts(text, marks.iter().map(|&(start, ..)| start), LEAST);
        let stories = (2..=MOST).contains(&parts.len())
            && parts
                .iter()
                .all(|part| is_story(text.get(part.clone()).unwrap_or_default()));
        stories.then_some(parts)
    })
}

/// No digest has more stories.
const MOST: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// "3 of 14 DOCUMENTS": a story follows.
    Number,
    /// "End of Document", "Document XYZ0000020051216e1cg0001l": a story ends.
    End,
    /// A line of one mark.
    Rule,
    /// A heading of the first order.
    Heading,
}

/// The lines that may part stories, each with where it starts and ends.
fn marks(text: &str) -> Vec<(usize, usize, Mark)> {
    let mut marks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        marks.extend(mark(line.trim()).map(|mark| (at, end, mark)));
        at = end;
    }
    marks
}

/// Whether a line is a database's own ("3 of 14 DOCUMENTS").
pub(super) fn is_mark(line: &str) -> bool {
    matches!(mark(line), Some(Mark::Number | Mark::End))
}

fn mark(line: &str) -> Option<Mark> {
    if line.len() > 200 {
        return None;
    }
    if line.starts_with("# ") {
        return Some(Mark::Heading);
    }
    let first = line.chars().next()?;
    if matches!(first, '-' | '=' | '*' | '_' | '~' | '#' | '—' | '–') {
        let same = line.chars().all(|c| c == first || c == ' ');
        let marks = line.chars().filter(|&c| c == first).count();
        return (same && marks >= 3).then_some(Mark::Rule);
    }
    if line.split(' ').nth(4).is_some() {
        return None;
    }
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [one, "of", all, word] | [word, one, "of", all]
            if number(one) && number(all) && is_known("count", word) =>
        {
            Some(Mark::Number)
        }
        [word, _] if is_known("code", word) && line.split(' ').next_back().is_some_and(is_code) => {
            Some(Mark::End)
        }
        _ => is_known("end", &lower).then_some(Mark::End),
    }
}

fn is_known(kind: &str, words: &str) -> bool {
    MARKS
        .iter()
        .any(|(known, text)| *known == kind && *text == words)
}

static MARKS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    rows(include_str!("../../assets/en/database_marks.tsv"))
        .flat_map(|[kind, words]| list(words).map(move |word| (kind, word)))
        .collect()
});

/// The accession number of a database: capitals, then a date and letters.
fn is_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    word.len() >= 20
        && digits >= 10
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The text cut at places; what stands above the first belongs to the first story.
fn parts(text: &str, cuts: impl Iterator<Item = usize>, least: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for cut in cuts.chain([text.len()]) {
        let part = start..cut;
        let words = text
            .get(part.clone())
            .unwrap_or_default()
            .split_whitespace();
        if words.take(least).count() == least {
            parts.push(part);
            start = cut;
        }
    }
    if let Some(last) = parts.last_mut() {
        last.end = text.len();
    }
    parts
}

/// Fewer words than these are no story under a rule or a heading.
const LEAST: usize = 40;

/// Fewer words than these are no story where the database says that one is there.
const FEW: usize = 12;

/// Whether a part of a text stands as an article of its own: it has a title, and a date in its head.
fn is_story(text: &str) -> bool {
    let (text, _) = clean::clean(text.to_owned());
    let (_, _, metadata) = blocks::divide(layout::plain(text));
    let dated = metadata.stamps.iter().any(|stamp| {
        matches!(
            stamp.kind,
            StampKind::Published | StampKind::Bare | StampKind::Dateline
        )
    });
    dated && metadata.title.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Ministers of nine lake states met in the capital on Monday and said that they would \
        share the water of the river that runs between them. The agreement is the first of its kind in \
        the region and ends a quarrel that began forty years ago.\n";

    fn count(text: &str) -> usize {
        stories(text).map_or(1, |stories| {
            let whole: String = stories
                .iter()
                .filter_map(|part| text.get(part.clone()))
                .collect();
            assert_eq!(whole, text);
            stories.len()
        })
    }

    #[test]
    fn tells_stories_apart() {
        let titled = |title: &str| format!("{title}\n3 March 2014\n\n{STORY}\n");
        let (one, two) = (
            titled("Lake states meet"),
            titled("River states talk of trade"),
        );
        for (text, wanted) in [
            (
                format!("1 of 2 DOCUMENTS\n\n{one}\n2 of 2 DOCUMENTS\n\n{two}"),
                2,
            ),
            (
                format!("Search: lake\n\n1 of 2 DOCUMENTS\n\n{one}\n2 of 2 DOCUMENTS\n\n{two}"),
                2,
            ),
            (
                format!(
                    "{one}\nDocument ABCDE00020140303ea33000ab\n\n{two}\nDocument ABCDE00020140303ea33000ac\n"
                ),
                2,
            ),
            (
                format!("{one}\nEnd of Document\n\n{two}\nEnd of Document\n"),
                2,
            ),
            (format!("{one}\n-----\n\n{two}"), 2),
            (
                format!(
                    "# Lake states meet\n3 March 2014\n\n{STORY}\n# River states talk\n4 March 2014\n\n{STORY}"
                ),
                2,
            ),
            // Sections of one article.
            (format!("{one}\n-----\n\n{STORY}\n-----\n\n{STORY}"), 1),
            (
                format!("# Lake states meet\n\n3 March 2014\n\n{STORY}\n# Background\n\n{STORY}"),
                1,
            ),
            (one, 1),
        ] {
            assert_eq!(count(&text), wanted, "{text}");
        }
    }
}
