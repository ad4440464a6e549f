//! Units in, the units that are page furniture wherever they stand marked as such: by wording, by
//! shape, and by repetition.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::cues::{Zone, cue};
use super::units::{Form, Unit};
use super::vocabulary::{Field, field, wire};
use super::{
    BlockKind, Furniture, Metadata, Stamp, StampKind, boilerplate, captions, credit, digest, front,
    page_date, slug,
};
use crate::span::Span;

const SHORT: usize = 14;

/// Marks what is furniture or a caption on its own evidence; what only the edges of the article can
/// tell is left as a cue.
pub(super) fn mark(text: &str, units: &mut [Unit], metadata: &mut Metadata) {
    let mut buffer = String::new();
    for unit in units.iter_mut().filter(|unit| !is_settled(unit)) {
        let line = unit.span.of(text);
        match unit.form {
            Form::Rule => {
                unit.role = Some(BlockKind::Furniture(Furniture::Other));
                unit.cue = cue(line, &mut buffer).filter(|cue| cue.ends);
                continue;
            }
            Form::Pipe => continue,
            Form::Heading | Form::Item(_) | Form::Text => {}
        }
        if let Some(cue) = cue(line, &mut buffer) {
            match cue.zone {
                Zone::Any | Zone::Title => unit.role = Some(cue.kind),
                Zone::Short if unit.words <= SHORT => unit.role = Some(cue.kind),
                Zone::Short => {}
                Zone::Edge => unit.cue = Some(cue),
            }
            if unit.role.is_some() && (cue.section || cue.ends || cue.zone == Zone::Title) {
                unit.cue = Some(cue);
            }
            if unit.role == Some(BlockKind::Furniture(Furniture::Credit)) {
                metadata.authors.extend(credit::credited(line));
            }
        }
        if unit.role.is_none() {
            unit.role = by_shape(line, unit, metadata).or_else(|| bar(line, &mut buffer));
        }
    }
    mark_split_labels(text, units, metadata);
    boilerplate::mark(text, units);
    mark_repeats(text, units);
}

/// Whether markup told what a unit is in a way that no wording changes.
fn is_settled(unit: &Unit) -> bool {
    let open = matches!(
        unit.role,
        Some(BlockKind::Subhead | BlockKind::ListItem | BlockKind::Paragraph)
    );
    unit.told && !open
}

/// A label that stands alone over its date ("Published", "21 August 2017").
fn mark_split_labels(text: &str, units: &mut [Unit], metadata: &mut Metadata) {
    for index in 1..units.len() {
        let Some([label, value]) = units.get_mut(index - 1..=index) else {
            break;
        };
        if label.words > 2 || label.span.len() > LABEL || value.words > SHORT {
            continue;
        }
        let what = field(label.span.of(text));
        if !matches!(what, Some(Field::Published | Field::Updated))
            || page_date::date_at(value.span.of(text)).is_none_or(|date| !date.year)
        {
            continue;
        }
        let kind = match what {
            Some(Field::Published) => StampKind::Published,
            _ => StampKind::Updated,
        };
        let stamp = front::stamp_in(text, value.span);
        metadata
            .stamps
            .extend(stamp.map(|stamp| Stamp { kind, ..stamp }));
        label.role = Some(BlockKind::Furniture(Furniture::Metadata));
        value.role = label.role;
    }
}

/// No label that is looked up is longer, in bytes.
const LABEL: usize = 24;

fn by_shape(line: &str, unit: &Unit, metadata: &mut Metadata) -> Option<BlockKind> {
    let furniture = |kind| Some(BlockKind::Furniture(kind));
    if line.starts_with('©') || is_copyright(line) {
        return furniture(Furniture::Disclaimer);
    }
    if line.starts_with("![")
        || line.ends_with([')', ']', '.', '*']) && captions::ends_as_caption(line)
        || captions::ends_with_picture_credit(line)
        || captions::is_of_gallery(line)
    {
        return Some(BlockKind::Caption);
    }
    if is_linked(line) {
        return furniture(Furniture::RelatedLink);
    }
    if is_trail(line) {
        return furniture(Furniture::Navigation);
    }
    if is_ticker(line) {
        return furniture(Furniture::RelatedLink);
    }
    if unit.words > SHORT {
        return None;
    }
    if digest::is_mark(line) {
        return furniture(Furniture::Metadata);
    }
    if let Some(code) = slug::read(line) {
        let start = unit.span.start;
        metadata.stamps.extend(code.date.map(|date| Stamp {
            span: Span::new(start + date.start, start + date.end),
            kind: StampKind::Dateline,
        }));
        return furniture(Furniture::Metadata);
    }
    if unit.words == 1 {
        if line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.") {
            return furniture(Furniture::Metadata);
        }
        if is_document_number(line) {
            let prefix = line.split('_').next().unwrap_or_default();
            if metadata.outlet.is_none()
                && let Some(name) = wire(prefix)
            {
                metadata.outlet = Some(name.to_owned());
            }
            return furniture(Furniture::Metadata);
        }
    }
    if page_date::is_temperature(line) || page_date::is_clock(line) {
        return furniture(Furniture::PageDate);
    }
    if let Some(names) = credit::byline(line) {
        if let [name] = names.as_slice()
            && let Some(agency) = wire(name)
        {
            metadata.outlet.get_or_insert_with(|| agency.to_owned());
        } else {
            metadata.authors.extend(names);
        }
        return furniture(Furniture::Credit);
    }
    None
}

/// `ABC_ENG_20140303.0102`: capitals or digits joined by marks, with a long number.
fn is_document_number(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    digits >= 6
        && line.len() <= 60
        && line.contains(['_', '.', '-', '/'])
        && line.bytes().all(|b| {
            b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.' | b'-' | b'/')
        })
        && page_date::find(line).is_none()
}

/// "Copyright 2014 …", "Copyright (c) …": a year or a sign follows, not a noun.
fn is_copyright(line: &str) -> bool {
    line.get(..9)
        .is_some_and(|word| word.eq_ignore_ascii_case("copyright"))
        && line
            .get(9..)
            .and_then(|rest| rest.trim_start().chars().next())
            .is_some_and(|c| c.is_ascii_digit() || matches!(c, '(' | '©' | ':' | ','))
}

/// Whether a line is headlines in a row ("Markets close up • Bridge opens • Rain to last").
fn is_ticker(line: &str) -> bool {
    let mut parts = line
        .split([' ', '\u{a0}'])
        .filter(|word| matches!(*word, "•" | "|" | "·" | "»"));
    let several = parts.next().is_some() && parts.next().is_some();
    several
        && line.split(['•', '|', '·', '»']).all(|part| {
            let part = part.trim();
            part.split(' ').count() <= 16 && !part.ends_with(['.', ',', ';'])
        })
}

/// Whether a line is Markdown links and nothing but marks around them.
fn is_linked(line: &str) -> bool {
    let mark =
        |c: char| !c.is_alphanumeric() && !matches!(c, '[' | ']' | '(' | ')' | '!' | '"' | '“');
    let mut rest = line.trim_matches(mark);
    let any = rest.starts_with('[');
    while let Some(open) = rest.strip_prefix('[') {
        let after = open.split_once("](").map(|(_, after)| after);
        let Some((_, after)) = after.and_then(|after| after.split_once(')')) else {
            return false;
        };
        rest = after.trim_matches(mark);
    }
    any && rest.is_empty()
}

/// Items of a bar, in words.
const ITEM_WORDS: usize = 4;

/// A bar of buttons ("Share  Tweet  Comments (12)"): short items, wide blanks or marks between them,
/// one of which is furniture by itself.
fn bar(line: &str, buffer: &mut String) -> Option<BlockKind> {
    let mark = ["  ", " | ", " · ", " - "]
        .into_iter()
        .find(|mark| line.contains(mark))
        .filter(|_| line.len() <= 200)?;
    let items = || {
        line.split(mark)
            .map(|item| item.split(" (").next().unwrap_or_default().trim())
            .filter(|item| !item.is_empty())
    };
    if items().count() < 2 || items().any(|item| item.split(' ').count() > ITEM_WORDS) {
        return None;
    }
    items()
        .find_map(|item| cue(item, buffer).filter(|cue| cue.whole && cue.zone != Zone::Title))
        .map(|cue| cue.kind)
        .filter(|_| !line.ends_with('.'))
}

/// A trail of a menu: "Home > World > Asia", "World > Asia".
fn is_trail(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    [(" > ", 2), (" » ", 2), (" › ", 2), (" · ", 3), (" | ", 3)]
        .iter()
        .any(|&(mark, least)| {
            if !line.contains(mark) {
                return false;
            }
            let parts = line.split(mark).count();
            parts >= least
                && line.split(mark).all(|part| {
                    part.split_whitespace().count() <= 3 && !part.contains(char::is_numeric)
                })
        })
}

/// Words from which a line that comes twice is no accident.
const REPEAT_WORDS: usize = 4;
/// How far apart a teaser that was cut short and the full line stand.
const NEAR: usize = 3;

/// The second time a line comes it is a repeat, and so is a copy that was cut short.
fn mark_repeats(text: &str, units: &mut [Unit]) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    for index in 0..units.len() {
        let Some(unit) = units.get(index) else { break };
        if matches!(unit.form, Form::Pipe | Form::Rule) || is_settled(unit) {
            continue;
        }
        let mut hasher = FxHasher::default();
        hasher.write(title_text(unit.span.of(text)).as_bytes());
        let words = unit.words;
        let earlier = *seen.entry(hasher.finish()).or_insert(index);
        if earlier == index {
            continue;
        }
        let before = units.get(earlier).and_then(|unit| unit.role);
        let near = index - earlier <= 1;
        if let Some(unit) = units.get_mut(index)
            && (words >= REPEAT_WORDS || near || before.is_some())
            && unit.cue.is_none_or(|cue| !cue.section)
        {
            unit.role = Some(BlockKind::Furniture(Furniture::Repeat));
        }
    }
    for index in 0..units.len() {
        let Some(unit) = units.get(index).filter(|unit| unit.form == Form::Text) else {
            continue;
        };
        let line = unit.span.of(text);
        let Some(stem) = line.strip_suffix("...").or_else(|| line.strip_suffix('…')) else {
            continue;
        };
        let stem = stem.trim_end();
        let from = index.saturating_sub(NEAR);
        let full = units
            .iter()
            .enumerate()
            .skip(from)
            .take(2 * NEAR + 1)
            .any(|(other, unit)| {
                let line = unit.span.of(text);
                other != index && line.len() > stem.len() + 3 && line.starts_with(stem)
            });
        if stem.len() >= 20
            && full
            && let Some(unit) = units.get_mut(index)
        {
            unit.role = Some(BlockKind::Furniture(Furniture::Repeat));
        }
    }
}

/// A line without the marks of a heading, so that a title repeated as text is one line with it.
fn title_text(line: &str) -> &str {
    line.trim_matches(['#', '*', '_', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::units::units;

    fn roles(text: &str) -> Vec<Option<BlockKind>> {
        let mut units = units(text, 0);
        mark(text, &mut units, &mut Metadata::default());
        units.iter().map(|unit| unit.role).collect()
    }

    #[test]
    fn marks_by_shape() {
        use Furniture::{Credit, Disclaimer, Metadata, Navigation, Other, PageDate, RelatedLink};
        for (line, wanted) in [
            ("///", Some(Other)),
            ("ABC_ENG_20140303.0102", Some(Metadata)),
            ("https://example.org/a", Some(Metadata)),
            ("21.5 °C", Some(PageDate)),
            ("10:35 GMT", Some(PageDate)),
            ("Home > World > Asia", Some(Navigation)),
            ("World > Asia", Some(Navigation)),
            (
                "Sport | News | Travel | Weather | Opinion | Science | Jobs",
                Some(Navigation),
            ),
            ("Share  Tweet it (214)  Comments (3)", Some(Navigation)),
            ("Top comments - House rules", Some(Navigation)),
            (
                "[The river, the boats](https://a.example/b)",
                Some(RelatedLink),
            ),
            (
                "- [A](https://a.example) | [B](https://b.example)",
                Some(RelatedLink),
            ),
            (
                "[Ana Silva](https://a.example) met [Ben](https://b.example)",
                None,
            ),
            ("XYZ2746 5 OVR 318 ( QRS )", Some(Metadata)),
            ("By Ana Silva", Some(Credit)),
            (
                "(Reporting by Ana Silva; Editing by Ben Okoro)",
                Some(Credit),
            ),
            (
                "© 2014 The Courier. It is not to be copied.",
                Some(Disclaimer),
            ),
            ("Copyright 2014 The Courier", Some(Disclaimer)),
            ("Copyright was the theme of the talks on Monday.", None),
            ("They met on Monday.", None),
        ] {
            assert_eq!(roles(line), [wanted.map(BlockKind::Furniture)], "{line}");
        }
    }

    #[test]
    fn marks_repeats_and_cut_copies() {
        let repeat = Some(BlockKind::Furniture(Furniture::Repeat));
        assert_eq!(
            roles(
                "Ministers of nine countries talk...\nMinisters of nine countries talk in the hall"
            ),
            [repeat, None]
        );
        assert_eq!(
            roles("Ministers met on Monday.\n\nThey left.\n\nMinisters met on Monday."),
            [None, None, repeat]
        );
    }
}
