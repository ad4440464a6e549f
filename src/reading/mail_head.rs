//! The lines of a mail in, the head of another mail among them out: "From: …", "Date: …", "Subject: …" as mail
//! programs write them, in several languages.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::page::Says;
use super::vocabulary::set_of;
use crate::knowledge::table::{list, rows};

/// The words of mail programs.
pub(super) const TABLE: &str = include_str!("../../assets/mail_labels.tsv");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    From,
    Date,
    Subject,
    Other,
}

static LABELS: LazyLock<Vec<(&str, Label)>> = LazyLock::new(|| {
    rows(TABLE)
        .filter_map(|[part, labels]| {
            let label = match part {
                "from" => Label::From,
                "date" => Label::Date,
                "subject" => Label::Subject,
                "other" => Label::Other,
                _ => return None,
            };
            Some(list(labels).map(move |word| (word, label)))
        })
        .flatten()
        .collect()
});

/// Lines of the head of a mail may be parted by so many lines that are none.
pub(super) const GAP: usize = 2;

/// The head of a mail among lines.
pub(super) struct Head {
    /// Its first line, and the line behind it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it names sender, date and subject.
    pub(super) whole: bool,
    pub(super) says: Says,
}

/// The first head of a mail among lines.
pub(super) fn head(lines: &[&str]) -> Option<Head> {
    let mut says = Says::default();
    let mut found: Vec<Label> = Vec::new();
    let (mut start, mut end) = (0, 0);
    'lines: for (index, line) in lines.iter().enumerate() {
        let labelled = labelled(line);
        if labelled.is_empty() && !found.is_empty() && index - end >= GAP {
            if is_head(&found) {
                break;
            }
            // A line such as "To: …" that stood alone.
            (says, found) = (Says::default(), Vec::new());
        }
        for (label, value) in labelled {
            if found.contains(&label) && label != Label::Other {
                break 'lines;
            }
            match label {
                Label::From => says.authors.extend(sender(value)),
                Label::Date => says.published = Some(value.to_owned()),
                Label::Subject => says.title = Some(value.to_owned()),
                Label::Other => {}
            }
            if found.is_empty() {
                start = index;
            }
            found.push(label);
            end = index + 1;
        }
    }
    let whole = [Label::From, Label::Date, Label::Subject];
    is_head(&found).then(|| Head {
        start,
        end,
        whole: whole.iter().all(|label| found.contains(label)),
        says,
    })
}

fn is_head(found: &[Label]) -> bool {
    let named = found.iter().filter(|&&label| label != Label::Other);
    named.count() >= 2 && found.contains(&Label::From)
}

/// So many labels in one line are a head whose lines markup ran together.
const RUN_TOGETHER: usize = 3;

/// The label of a line with its value; several where a whole head stands in one line.
fn labelled(line: &str) -> Vec<(Label, &str)> {
    let bare = after_announcement(line);
    let bare = bare.trim_start_matches(['>', '*', ' ']);
    let Some((word, value)) = bare.split_once(':') else {
        return Vec::new();
    };
    let Some(first) = label(word) else {
        return Vec::new();
    };
    let mut starts: Vec<(usize, usize, Label)> = LABELS
        .iter()
        .filter(|_| first == Label::From)
        .flat_map(|&(known, label)| {
            let found = bare.match_indices(known);
            found.map(move |(at, _)| (at, at + known.len(), label))
        })
        .filter(|&(at, end, _)| {
            let open = bare
                .get(..at)
                .is_some_and(|before| before.is_empty() || before.ends_with([' ', '*']));
            let tail = bare.get(end..).unwrap_or_default();
            open && tail.trim_start_matches(['*', ' ']).starts_with(':')
        })
        .collect();
    starts.sort_by_key(|&(at, ..)| at);
    let mut found: Vec<Label> = Vec::new();
    starts.retain(|&(.., label)| {
        let new = label == Label::Other || !found.contains(&label);
        found.push(label);
        new
    });
    if starts.len() < RUN_TOGETHER {
        let value = value.trim_matches(['*', ' ']);
        return Vec::from_iter((!value.is_empty()).then_some((first, value)));
    }
    let ends = starts
        .iter()
        .map(|&(at, ..)| at)
        .skip(1)
        .chain([bare.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(&(_, from, label), to)| {
            Some((label, bare.get(from..to)?.trim_matches(['*', ' ', ':'])))
        })
        .collect()
}

fn label(word: &str) -> Option<Label> {
    let word = word.trim_end_matches(['*', ' ']);
    LABELS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, label)| *label)
}

/// The name before an address.
fn sender(value: &str) -> Option<String> {
    let name = value.split(['<', '[']).next()?.trim_matches(['"', ' ']);
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}

pub(super) static QUOTED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "quoted"));

pub(super) static ORIGINAL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "original"));

/// A line without what announces another mail in front, where markup ran the two together.
pub(super) fn after_announcement(line: &str) -> &str {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', ' ']);
    if bare.len() == line.len() {
        return line;
    }
    let mut words = ORIGINAL.iter().chain(QUOTED.iter());
    let rest = words.find_map(|words| {
        let (head, rest) = bare.split_at_checked(words.len())?;
        (head.to_lowercase() == **words).then_some(rest)
    });
    rest.map_or(line, |rest| rest.trim_start_matches(['-', ' ']))
}
