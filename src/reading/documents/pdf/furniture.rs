//! The segments of all pages in, those that are no part of the text out: running heads and feet
//! and page numbers.

use std::collections::{HashMap, HashSet};

use super::segments::Segment;
use crate::reading::Furniture;
use crate::reading::documents::sense;

/// The part of a page's height, at the top and at the bottom, where heads and feet stand.
const EDGE: f32 = 0.14;

/// How many lines of an edge may be heads or feet.
const LINES: usize = 3;

/// A page's segments and its height.
pub struct Sheet {
    /// From top to bottom.
    pub segments: Vec<Segment>,
    /// The height of the page.
    pub height: f32,
}

/// A segment that is no part of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: Furniture,
    /// Which it is.
    pub segment: Segment,
}

/// Takes the furniture off the sheets; each running text is kept once, where it first stands.
/// The furniture of each page is told apart into that of its top and that of its bottom.
pub fn take_off(sheets: &mut [Sheet]) -> Vec<(Vec<Found>, Vec<Found>)> {
    let body = body_size(sheets);
    let repeated = repeated(sheets, body);
    let trusts_marks = asides_are_few(sheets);
    let mut seen = HashSet::new();
    sheets
        .iter_mut()
        .map(|sheet| {
            let edges = edges(sheet);
            let printed = printed_lines(sheet, body);
            let (mut top, mut bottom) = (Vec::new(), Vec::new());
            let mut at = 0;
            sheet.segments.retain(|segment| {
                let edge = edges.get(at).copied().flatten();
                at += 1;
                let marked = trusts_marks && segment.aside;
                let key = (edge, shape(segment, body));
                let beside = || printed.iter().any(|y| (y - segment.y).abs() < 1.0);
                let place = place(segment, &key.1);
                let is_repeated = || repeated.contains(&(key.0, key.1.clone(), place));
                let repeats = || is_repeated() || is_number(&key.1) || beside();
                let kind = match edge {
                    Some(_) if marked || repeats() => Furniture::Repeat,
                    _ if marked => Furniture::Other,
                    _ => return true,
                };
                if seen.insert(key) {
                    let found = Found {
                        kind,
                        segment: segment.clone(),
                    };
                    match edge {
                        Some(Edge::Bottom) => bottom.push(found),
                        _ => top.push(found),
                    }
                }
                false
            });
            (top, bottom)
        })
        .collect()
}

/// Where on a page a segment stands, if at its edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Bottom,
}

/// The edge of each segment of a sheet.
fn edges(sheet: &Sheet) -> Vec<Option<Edge>> {
    let first: Vec<f32> = outermost(sheet.segments.iter());
    let last: Vec<f32> = outermost(sheet.segments.iter().rev());
    sheet
        .segments
        .iter()
        .map(|segment| {
            let near = |line: &f32| (line - segment.y).abs() < segment.size * 0.4;
            if segment.y > sheet.height * (1.0 - EDGE) && first.iter().any(near) {
                Some(Edge::Top)
            } else if segment.y < sheet.height * EDGE && last.iter().any(near) {
                Some(Edge::Bottom)
            } else {
                None
            }
        })
        .collect()
}

/// The base lines of the first lines.
fn outermost<'s>(segments: impl Iterator<Item = &'s Segment>) -> Vec<f32> {
    let mut lines: Vec<f32> = Vec::new();
    for segment in segments {
        let is_new = lines
            .last()
            .is_none_or(|y| (y - segment.y).abs() > segment.size * 0.4);
        if is_new && lines.len() == LINES {
            break;
        }
        if is_new {
            lines.push(segment.y);
        }
    }
    lines
}

/// A text at an edge of several pages, and where it stands if that tells.
type Repeated = (Option<Edge>, String, Option<i32>);

/// The texts, without their numbers, that stand at the same edge of several pages.
fn repeated(sheets: &[Sheet], body: f32) -> HashSet<Repeated> {
    let mut pages: HashMap<Repeated, usize> = HashMap::new();
    for sheet in sheets {
        let texts: HashSet<Repeated> = edges(sheet)
            .into_iter()
            .zip(&sheet.segments)
            .filter(|(edge, _)| edge.is_some())
            .map(|(edge, segment)| {
                let shape = shape(segment, body);
                let place = place(segment, &shape);
                (edge, shape, place)
            })
            .collect();
        for text in texts {
            *pages.entry(text).or_default() += 1;
        }
    }
    pages.retain(|(_, shape, _), count| {
        // A sentence may come twice; it is a head only if it is on most pages.
        let share = if is_sentence(shape) { 2 } else { 4 };
        *count >= 2 && *count * share >= sheets.len()
    });
    pages.into_keys().collect()
}

/// The height at which a longer text stands: a head is at the same on each page, a line of text
/// that comes twice is not.
#[allow(clippy::cast_possible_truncation)]
fn place(segment: &Segment, shape: &str) -> Option<i32> {
    let is_long = shape.split_whitespace().count() > 4;
    is_long.then_some(segment.y.round() as i32)
}

fn is_sentence(shape: &str) -> bool {
    shape.split_whitespace().count() > 4 && shape.ends_with(['.', ',', ';', '-'])
}

/// A text with each number as "#"; in letters larger than the body's, numbers tell headings such
/// as "Annex 1" and "Annex 2" apart.
fn shape(segment: &Segment, body: f32) -> String {
    let text = segment.text.trim().to_lowercase();
    if segment.size > body * 1.1 {
        return text;
    }
    let mut shape = String::new();
    for c in text.chars() {
        let c = if c.is_numeric() { '#' } else { c };
        if !(c == '#' && shape.ends_with('#')) {
            shape.push(c);
        }
    }
    shape
}

/// The size that most letters have.
fn body_size(sheets: &[Sheet]) -> f32 {
    let segments = sheets.iter().flat_map(|sheet| &sheet.segments);
    let mut sizes: Vec<(f32, usize)> = segments.map(|s| (s.size, s.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = sizes.iter().map(|(_, letters)| letters).sum();
    let mut below = 0;
    let middle = sizes.iter().find(|(_, letters)| {
        below += letters;
        below * 2 >= all
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// Whether a shape is that of a page number: "#", "– # –", "Page # of #", "# / #", "iv".
fn is_number(shape: &str) -> bool {
    let words: Vec<&str> = shape
        .split(|c: char| c.is_whitespace() || "/|-–—.[]()".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let numbers = words.iter().filter(|word| **word == "#").count();
    let known = |word: &&str| *word == "#" || sense::words("page-number").contains(word);
    let is_roman = matches!(words.as_slice(), [word] if word.chars().all(|c| "ivx".contains(c)));
    is_roman || (1..=2).contains(&numbers) && words.iter().all(known)
}

/// The lines at the edges of a sheet that a browser printed: the day and hour beside the title,
/// the address beside the page number.
fn printed_lines(sheet: &Sheet, body: f32) -> Vec<f32> {
    let is_printed = |segment: &Segment| {
        let shape = shape(segment, body);
        let is_link = ["http://", "https://", "file://"]
            .iter()
            .any(|web| shape.starts_with(web));
        let is_hour = ["#/#/#, #:#", "#.#.#, #:#", "#-#-#, #:#"]
            .iter()
            .any(|day| {
                let rest = shape.strip_prefix(day);
                rest.is_some_and(|rest| ["", " am", " pm"].contains(&rest))
            });
        is_hour || is_link && !shape.contains(' ')
    };
    let at_edges = edges(sheet).into_iter().zip(&sheet.segments);
    at_edges
        .filter(|(edge, segment)| edge.is_some() && is_printed(segment))
        .map(|(_, segment)| segment.y)
        .collect()
}

/// Whether what the file marks as no text is a small part of all.
fn asides_are_few(sheets: &[Sheet]) -> bool {
    let segments = || sheets.iter().flat_map(|sheet| &sheet.segments);
    let aside: usize = segments().filter(|s| s.aside).map(|s| s.text.len()).sum();
    let all: usize = segments().map(|s| s.text.len()).sum();
    aside * 4 < all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(text: &str) -> Segment {
        Segment {
            text: text.to_owned(),
            x: 50.0,
            end: 300.0,
            y: 0.0,
            size: 10.0,
            bold: false,
            aside: false,
        }
    }

    fn sheet(lines: &[(f32, &str)]) -> Sheet {
        let at = |(y, text): &(f32, &str)| Segment {
            y: *y,
            ..segment(text)
        };
        Sheet {
            segments: lines.iter().map(at).collect(),
            height: 800.0,
        }
    }

    #[test]
    fn takes_off_what_repeats_at_the_edges() {
        let mut sheets = [
            sheet(&[
                (780.0, "Council, 4 June"),
                (700.0, "Body"),
                (600.0, "Again"),
                (20.0, "Page 1 of 3"),
            ]),
            sheet(&[
                (780.0, "Council, 5 June"),
                (700.0, "More"),
                (600.0, "Again"),
                (20.0, "Page 2 of 3"),
            ]),
            sheet(&[(780.0, "Last"), (600.0, "Again"), (20.0, "iii")]),
        ];
        let found = take_off(&mut sheets);
        let left: Vec<&str> = sheets
            .iter()
            .flat_map(|sheet| &sheet.segments)
            .map(|s| s.text.as_str())
            .collect();
        assert_eq!(left, ["Body", "Again", "More", "Again", "Last", "Again"]);
        let texts = |found: &[Found]| {
            found
                .iter()
                .map(|f| f.segment.text.clone())
                .collect::<Vec<_>>()
        };
        let tops: Vec<String> = found.iter().flat_map(|(top, _)| texts(top)).collect();
        let bottoms: Vec<String> = found.iter().flat_map(|(_, bottom)| texts(bottom)).collect();
        assert_eq!(tops, ["Council, 4 June"]);
        assert_eq!(bottoms, ["Page 1 of 3", "iii"]);
    }

    #[test]
    fn longer_lines_that_come_twice_stay_unless_at_the_same_height() {
        let line = "a line of running text,";
        for (second, expected) in [(780.0, 0), (774.0, 2)] {
            let page = |y: f32| sheet(&[(y, line), (y - 12.0, "that goes on"), (400.0, "Body")]);
            let mut sheets = [page(780.0), page(second)];
            take_off(&mut sheets);
            let left = sheets.iter().flat_map(|sheet| &sheet.segments);
            assert_eq!(left.filter(|s| s.text == line).count(), expected);
        }
    }

    #[test]
    fn takes_off_what_a_browser_printed_once() {
        let mut sheets = [sheet(&[
            (790.0, "11/22/26, 8:44 AM"),
            (790.0, "Ferry line | Courier"),
            (760.0, "Ferry line"),
            (10.0, "https://courier.example/ferry"),
        ])];
        take_off(&mut sheets);
        let left: Vec<&str> = sheets[0].segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(left, ["Ferry line"]);
    }

    #[test]
    fn knows_page_numbers() {
        for (text, expected) in [
            ("12", true),
            ("– 3 –", true),
            ("Page 1 of 9", true),
            ("1/3", true),
            ("iv", true),
            ("Page", false),
            ("1 2 3", false),
            ("4 June", false),
            ("", false),
        ] {
            assert_eq!(is_number(&shape(&segment(text), 10.0)), expected, "{text}");
        }
    }
}
