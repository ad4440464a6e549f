//! Front matter and titles: what the head of a page says of itself.

use serde_json::Value;

use super::page_date::date_at;
use super::vocabulary::{Field, field, wire};
use super::{Metadata, Stamp, StampKind};
use crate::span::Span;

/// Front matter longer than this is no front matter.
const LONGEST: usize = 64 * 1024;

/// The front matter at the start of a text: where its lines end. What it says goes to `metadata`;
/// where it is no YAML its lines are set aside all the same.
pub(super) fn front_matter(text: &str, metadata: &mut Metadata) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let head = text.get(start..)?;
    let head = head
        .get(..head.floor_char_boundary(LONGEST))
        .unwrap_or(head);
    let mut at = start;
    let (mut keys, mut others) = (0_usize, 0_usize);
    for (index, line) in head.split('\n').enumerate() {
        let bare = line.trim_end();
        at += line.len() + 1;
        if index == 0 {
            if bare != "---" {
                return None;
            }
        } else if bare == "---" || bare == "..." {
            let end = at.min(text.len());
            if keys == 0 || others > keys {
                return None;
            }
            let yaml = Span::new(start + 4, at - line.len() - 1);
            read_yaml(text, yaml, metadata);
            return Some(end);
        } else if bare.is_empty() || line.starts_with([' ', '-', '#', ']', '}']) {
            // A blank line, a part of the value above, a comment.
        } else if bare
            .split_once(':')
            .is_some_and(|(key, _)| !key.is_empty() && !key.contains(' '))
        {
            keys += 1;
        } else {
            others += 1;
        }
    }
    None
}

fn read_yaml(text: &str, yaml: Span, metadata: &mut Metadata) {
    let Ok(Value::Object(values)) = serde_saphyr::from_str::<Value>(yaml.of(text)) else {
        return;
    };
    let mut updated = Vec::new();
    for (key, value) in &values {
        let Some(what) = field(key) else { continue };
        match what {
            Field::Author => metadata.authors.extend(strings(value)),
            Field::Published | Field::Updated => {
                let stamp = line_of(text, yaml, key).and_then(|line| stamp_in(text, line));
                if what == Field::Published {
                    metadata.stamps.extend(stamp);
                } else {
                    updated.extend(stamp);
                }
            }
            _ => {
                if let Some(value) = strings(value).into_iter().next() {
                    set(metadata, what, &value);
                }
            }
        }
    }
    metadata.stamps.extend(updated.into_iter().map(changed));
}

/// The stamp of a page's last change.
pub(super) fn changed(stamp: Stamp) -> Stamp {
    Stamp {
        kind: StampKind::Updated,
        ..stamp
    }
}

/// Sets a field that holds one value, unless it is set.
pub(super) fn set(metadata: &mut Metadata, what: Field, value: &str) {
    let slot = match what {
        Field::Outlet => &mut metadata.outlet,
        Field::Title => &mut metadata.title,
        Field::Url => &mut metadata.url,
        Field::Language => &mut metadata.language,
        _ => return,
    };
    let value = match what {
        Field::Url => address(value),
        _ => value.trim(),
    };
    if slot.is_none() && !value.is_empty() {
        *slot = Some(value.to_owned());
    }
}

/// The address in "[text](address)", or the value as it stands.
fn address(value: &str) -> &str {
    let inner = value
        .rsplit_once("](")
        .map_or(value, |(_, address)| address.trim_end_matches(')'));
    inner.trim_matches(['<', '>', ' '])
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(map) => map.get("name").map(strings).unwrap_or_default(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The line of a key inside the front matter.
fn line_of(text: &str, yaml: Span, key: &str) -> Option<Span> {
    let mut at = yaml.start;
    for line in yaml.of(text).split('\n') {
        let name = line.split(':').next().unwrap_or_default();
        if name.trim_matches(['"', '\'', ' ']) == key {
            return Some(Span::new(at + name.len(), at + line.len()));
        }
        at += line.len() + 1;
    }
    None
}

/// The first date inside a value, as a stamp of publication.
pub(super) fn stamp_in(text: &str, value: Span) -> Option<Stamp> {
    let content = value.of(text);
    let content = content
        .get(..content.floor_char_boundary(200))
        .unwrap_or(content);
    let mut inside = false;
    for (at, c) in content.char_indices() {
        if !inside
            && c.is_alphanumeric()
            && let Some(date) = content.get(at..).and_then(date_at)
        {
            let start = value.start + at;
            return Some(Stamp {
                span: Span::new(start, start + date.len),
                kind: StampKind::Published,
            });
        }
        inside = c.is_alphanumeric();
    }
    None
}

/// The title inside a heading, as a range into the line: without marks, number, tags ("(LEAD)",
/// "[Summit 2025]") and outlet. The outlet is given back.
pub(super) fn title(line: &str) -> (Span, Option<&str>) {
    let mut rest = line.trim_start_matches(['#', '*', '_', ' ']);
    if line.starts_with('#') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..).unwrap_or_default();
        if (1..=4).contains(&digits)
            && let Some(after) = after.strip_prefix(['.', ')'])
        {
            rest = after.trim_start();
        }
    }
    while let Some(after) = after_tag(rest).or_else(|| after_slug(rest)) {
        rest = after;
    }
    let start = line.len() - rest.len();
    let mut body = rest.trim_end_matches(['#', '*', '_', ' ']);
    let mut outlet = None;
    if let Some((before, after)) = body.rsplit_once(" | ")
        && after.split(' ').count() <= 5
        && before.contains(' ')
    {
        outlet = Some(after.trim());
        body = before;
    } else if let Some((before, after)) = [" - ", " – ", " — "]
        .iter()
        .find_map(|mark| body.rsplit_once(mark))
        && let Some(name) = wire(after)
    {
        outlet = Some(name);
        body = before;
    }
    (Span::new(start, start + body.trim_end().len()), outlet)
}

/// What follows a tag of up to four words in brackets.
fn after_tag(text: &str) -> Option<&str> {
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = text.get(..text.floor_char_boundary(48))?.find(close)?;
    let short = text.get(1..end)?.split(' ').count() <= 4;
    let after = text.get(end + 1..)?.trim_start();
    (short && !after.is_empty()).then_some(after)
}

/// Whether a line is a title behind the tag of a wire.
pub(super) fn is_tagged(line: &str) -> bool {
    after_slug(line).is_some()
}

/// What follows the tag of a wire: one or two words in capitals, perhaps a number, and a hyphen at
/// both of its sides a character ("UPDATE 2-Ministers meet").
fn after_slug(text: &str) -> Option<&str> {
    let (tag, title) = text.get(..text.floor_char_boundary(32))?.split_once('-')?;
    let mut words = tag.split(' ');
    let capitals = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let numbered = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 2;
    let slug = words.next().is_some_and(capitals)
        && words
            .next()
            .is_none_or(|word| capitals(word) || numbered(word))
        && words.next().is_none_or(numbered)
        && words.next().is_none();
    let after = text.get(tag.len() + 1..)?;
    let mixed = after.contains(char::is_lowercase) && after.split(' ').count() >= 4;
    let known = tag.contains(' ') || SLUGS.contains(&tag);
    (slug && known && mixed && title.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        .then_some(after)
}

/// Tags of wires that come without a number.
const SLUGS: [&str; 8] = [
    "UPDATE",
    "RPT",
    "REFILE",
    "CORRECTED",
    "WRAPUP",
    "EXCLUSIVE",
    "ANALYSIS",
    "FACTBOX",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_front_matter() {
        let text = "---\ntitle: \"Ministers: a meeting\"\nauthors:\n  - Ana Silva\n  - Ben Okoro\n\
                    date: 2014-03-03T08:00:00Z\nsource: The Courier\n---\nText.";
        let mut metadata = Metadata::default();
        let end = front_matter(text, &mut metadata).unwrap();
        assert_eq!(text.get(end..), Some("Text."));
        assert_eq!(metadata.title.as_deref(), Some("Ministers: a meeting"));
        assert_eq!(metadata.authors, ["Ana Silva", "Ben Okoro"]);
        assert_eq!(metadata.outlet.as_deref(), Some("The Courier"));
        assert_eq!(metadata.stamps[0].span.of(text), "2014-03-03");
    }

    #[test]
    fn sets_bad_yaml_aside_and_leaves_rules_alone() {
        let mut metadata = Metadata::default();
        let text = "---\ntitle: [unclosed\ndate: : :\n---\nText.";
        assert!(front_matter(text, &mut metadata).is_some());
        assert_eq!(metadata, Metadata::default());
        let text = "---\nMinisters met on Monday.\n---\nText.";
        assert!(front_matter(text, &mut metadata).is_none());
    }

    #[test]
    fn finds_titles() {
        for (line, wanted, outlet) in [
            (
                "## 3. Ministers meet | The Courier",
                "Ministers meet",
                Some("The Courier"),
            ),
            (
                "# (LEAD) [Summit 2014] Ministers meet",
                "Ministers meet",
                None,
            ),
            (
                "Ministers meet - Reuters",
                "Ministers meet",
                Some("Reuters"),
            ),
            (
                "**Nine ministers - all of them - meet**",
                "Nine ministers - all of them - meet",
                None,
            ),
            ("5 things to know", "5 things to know", None),
            (
                "UPDATE 2-Lake states sign a pact",
                "Lake states sign a pact",
                None,
            ),
            (
                "RPT-Lake states sign a pact",
                "Lake states sign a pact",
                None,
            ),
            (
                "NATO-Russia talks begin again",
                "NATO-Russia talks begin again",
                None,
            ),
        ] {
            let (span, found) = title(line);
            assert_eq!((span.of(line), found), (wanted, outlet));
        }
    }
}
