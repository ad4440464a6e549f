//! A page in, its one text out: what the page says of itself as labelled lines on top, then its pieces, each
//! a unit with the role that markup gave it.

use std::ops::Range;

use super::page::{Body, Item, Piece, Says};
use super::units::{Form, Unit, count_words, stops, units};
use super::vocabulary::{Field, folded};
use super::{BlockKind, Furniture, Metadata, Stamp, StampKind, clean, front};
use crate::span::Span;

/// A text and its units.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) text: String,
    /// Where the labelled lines on top end.
    pub(super) head: usize,
    pub(super) units: Vec<Unit>,
    /// The units from the first to the last of the article; what stands around them is furniture.
    pub(super) core: Range<usize>,
    pub(super) metadata: Metadata,
    /// Characters removed because they show nothing or deceive.
    pub(super) hidden: usize,
}

/// A plain text as it stands, its front matter set aside.
pub(super) fn plain(text: String) -> Laid {
    let mut metadata = Metadata::default();
    let head = front::front_matter(&text, &mut metadata).unwrap_or(0);
    let units = units(&text, head);
    Laid {
        core: 0..units.len(),
        text,
        head,
        units,
        metadata,
        hidden: 0,
    }
}

/// A page or an item of any format.
pub(super) fn of_item(item: Item) -> Laid {
    let Item {
        says,
        note,
        below,
        body,
        ..
    } = item;
    let mut laid = Laid::default();
    write_head(&says, &mut laid);
    let (note, hidden) = clean::clean(note);
    laid.hidden += hidden;
    laid.text.push_str(&note);
    if !laid.text.is_empty() && !laid.text.ends_with('\n') {
        laid.text.push('\n');
    }
    laid.head = laid.text.len();
    match body {
        Body::Text(text) => add_text(text, &says, &mut laid),
        Body::Pieces(pieces) => add_pieces(pieces, &says, &mut laid),
    }
    add_below(below, &mut laid);
    laid
}

/// Sets what stands below the article behind it, outside of the units that are read.
fn add_below(below: String, laid: &mut Laid) {
    let (below, hidden) = clean::clean(below);
    laid.hidden += hidden;
    if below.trim().is_empty() {
        return;
    }
    if !laid.text.ends_with('\n') {
        laid.text.push('\n');
    }
    laid.text.push('\n');
    let start = laid.text.len();
    laid.text.push_str(&below);
    let role = Some(BlockKind::Furniture(Furniture::Other));
    let units = units(&laid.text, start).into_iter();
    laid.units.extend(units.map(|unit| Unit { role, ..unit }));
}

/// Cleans a text that is to be one line.
fn line(text: &str, hidden: &mut usize) -> String {
    let (clean, count) = clean::clean(text.to_owned());
    *hidden += count;
    if clean.contains('\n') || clean.contains("  ") {
        let words: Vec<&str> = clean.split_whitespace().collect();
        words.join(" ")
    } else {
        clean.trim().to_owned()
    }
}

/// The labelled lines, and what they say as metadata.
fn write_head(says: &Says, laid: &mut Laid) {
    let authors = says.authors.join(", ");
    let fields = [
        ("Source", Some(Field::Outlet), says.outlet.as_deref()),
        ("By", Some(Field::Author), Some(authors.as_str())),
        (
            "Published",
            Some(Field::Published),
            says.published.as_deref(),
        ),
        ("Updated", Some(Field::Updated), says.updated.as_deref()),
        ("Saved", None, says.saved.as_deref()),
        ("Address", Some(Field::Url), says.url.as_deref()),
        ("Language", Some(Field::Language), says.language.as_deref()),
    ];
    for (label, field, value) in fields {
        let value = line(value.unwrap_or_default(), &mut laid.hidden);
        if value.is_empty() {
            continue;
        }
        let start = laid.text.len() + label.len() + 2;
        laid.text.push_str(label);
        laid.text.push_str(": ");
        laid.text.push_str(&value);
        let span = Span::new(start, laid.text.len());
        laid.text.push('\n');
        let mut stamp = |kind| {
            let stamp = front::stamp_in(&laid.text, span);
            let stamp = stamp.map(|stamp| Stamp { kind, ..stamp });
            laid.metadata.stamps.extend(stamp);
        };
        match field {
            Some(Field::Author) => {
                let names = says.authors.iter();
                let names = names.map(|name| line(name, &mut laid.hidden));
                laid.metadata.authors.extend(names);
            }
            Some(Field::Published) => stamp(StampKind::Published),
            Some(Field::Updated) => stamp(StampKind::Updated),
            Some(field) => front::set(&mut laid.metadata, field, &value),
            None => stamp(StampKind::Saved),
        }
    }
    if let Some(title) = &says.title {
        let title = line(title, &mut laid.hidden);
        front::set(&mut laid.metadata, Field::Title, &title);
    }
}

fn add_text(text: String, says: &Says, laid: &mut Laid) {
    let (text, hidden) = clean::clean(text);
    laid.hidden += hidden;
    let first = text.lines().find(|line| !line.trim().is_empty());
    let title = laid.metadata.title.clone().unwrap_or_default();
    let titled = folded(first.unwrap_or_default()) == folded(&title);
    if says.title.is_some() && !titled {
        laid.text.push('\n');
        laid.text.push_str(&title);
        laid.text.push('\n');
    }
    if !laid.text.is_empty() {
        laid.text.push('\n');
    }
    laid.text.push_str(&text);
    laid.units = units(&laid.text, laid.head);
    laid.core = 0..laid.units.len();
}

/// How many pieces of furniture above the article may hold its date where the page names none.
const ABOVE: usize = 3;

fn add_pieces(pieces: Vec<Piece>, says: &Says, laid: &mut Laid) {
    let of_article = |piece: &Piece| piece.kind.is_none_or(BlockKind::is_article);
    let headed = pieces
        .iter()
        .any(|piece| piece.kind == Some(BlockKind::Headline));
    let mut pieces = pieces;
    if !headed && says.title.is_some() {
        let at = pieces.iter().position(of_article).unwrap_or(pieces.len());
        let headline = Piece {
            text: laid.metadata.title.clone().unwrap_or_default(),
            kind: Some(BlockKind::Headline),
            cells: Vec::new(),
        };
        pieces.insert(at, headline);
    }
    for piece in pieces {
        add_piece(piece, laid);
    }
    let is_core = |unit: &Unit| unit.role.is_none_or(BlockKind::is_article);
    let first = laid.units.iter().position(is_core).unwrap_or(0);
    let last = laid.units.iter().rposition(is_core).map_or(0, |at| at + 1);
    let above = if says.published.is_none() { ABOVE } else { 0 };
    laid.core = first.saturating_sub(above)..last;
}

fn add_piece(piece: Piece, laid: &mut Laid) {
    let tight = matches!(
        piece.kind,
        Some(BlockKind::ListItem | BlockKind::TableHeader | BlockKind::TableRow)
    );
    let row = !piece.cells.is_empty();
    let before = laid.text.len();
    if before > 0 {
        laid.text.push('\n');
        let listed = laid
            .units
            .last()
            .is_some_and(|unit| unit.role == piece.kind);
        if !(tight && listed) {
            laid.text.push('\n');
        }
    }
    let start = laid.text.len();
    let mut cells = Vec::with_capacity(piece.cells.len());
    if row {
        for range in piece.cells {
            if laid.text.len() > start {
                laid.text.push_str(" | ");
            }
            let cell = piece.text.get(range).unwrap_or_default();
            let from = laid.text.len();
            let cell = line(cell, &mut laid.hidden);
            laid.text.push_str(&cell);
            cells.push(Span::new(from, laid.text.len()));
        }
    } else {
        let content = line(&piece.text, &mut laid.hidden);
        laid.text.push_str(&content);
    }
    // A row may begin or end with an empty cell.
    let content = laid.text.get(start..).unwrap_or_default();
    let open = start + content.len() - content.trim_start().len();
    let span = Span::new(open, open + content.trim().len());
    if span.is_empty() {
        laid.text.truncate(before);
        return;
    }
    let content = span.of(&laid.text);
    let words = count_words(content);
    laid.units.push(Unit {
        span,
        gap: true,
        form: match piece.kind {
            _ if row => Form::Pipe,
            Some(BlockKind::ListItem) => Form::Item(0),
            Some(BlockKind::Headline | BlockKind::Subhead) => Form::Heading,
            _ => Form::Text,
        },
        words,
        stops: stops(content, words),
        role: piece.kind.or(row.then_some(BlockKind::TableRow)),
        told: piece.kind.is_some(),
        cells,
        cue: None,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, kind: Option<BlockKind>) -> Piece {
        Piece {
            text: text.to_owned(),
            kind,
            cells: Vec::new(),
        }
    }

    #[test]
    fn puts_what_a_page_says_on_top() {
        let says = Says {
            title: Some("Lake states\u{200b} meet".to_owned()),
            outlet: Some("The Courier".to_owned()),
            authors: vec!["Ana Silva".to_owned()],
            published: Some("2014-03-03T08:00:00Z".to_owned()),
            ..Says::default()
        };
        let body = Body::Pieces(vec![
            piece(
                "Home · World",
                Some(BlockKind::Furniture(Furniture::Navigation)),
            ),
            piece("Ministers met on\nMonday.", None),
        ]);
        let laid = of_item(Item::new(says, body));
        assert_eq!(
            laid.text,
            "Source: The Courier\nBy: Ana Silva\nPublished: 2014-03-03T08:00:00Z\n\n\nHome · World\n\n\
             Lake states meet\n\nMinisters met on Monday."
        );
        assert_eq!(laid.hidden, 1);
        assert_eq!(laid.core, 1..3);
        assert_eq!(laid.metadata.stamps[0].span.of(&laid.text), "2014-03-03");
    }

    #[test]
    fn keeps_cells_of_rows() {
        let mut row = piece("Peru | 40\u{200b} tonnes", Some(BlockKind::TableRow));
        row.cells = vec![0..4, 7..row.text.len()];
        let laid = of_item(Item::new(Says::default(), Body::Pieces(vec![row])));
        let cells: Vec<&str> = laid.units[0]
            .cells
            .iter()
            .map(|c| c.of(&laid.text))
            .collect();
        assert_eq!(cells, ["Peru", "40 tonnes"]);
    }

    #[test]
    fn titles_a_text_once() {
        for (text, lines) in [("Lake states meet\n\nThey met.", 3), ("They met.", 4)] {
            let says = Says {
                title: Some("Lake states meet".to_owned()),
                ..Says::default()
            };
            let page = Item::new(says, Body::Text(text.to_owned()));
            assert_eq!(of_item(page).text.lines().count(), lines, "{text}");
        }
    }

    #[test]
    fn keeps_what_stands_below_out_of_the_article() {
        let laid = of_item(Item {
            below: "-- \nAna Silva".to_owned(),
            ..Item::from("They met.".to_owned())
        });
        assert!(laid.text.ends_with("They met.\n\n-- \nAna Silva"));
        assert_eq!(laid.core, 0..1);
        assert!(laid.units.len() > 1 && laid.units[1].role.is_some());
    }
}
