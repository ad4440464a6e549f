//! Lines in reading order in, paragraphs out: lines that belong together joined, over columns and
//! pages too.

use super::hyphen::{self, Words};
use super::lines::{Line, size_class};
use super::segments::{Segment, is_bullet, is_marker};

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its text on one line.
    pub text: String,
    /// The cells of a table row; empty for other text.
    pub cells: Vec<String>,
    /// The size class of its letters.
    pub size: i32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// How many lines it had.
    pub lines: usize,
}

/// Joins lines one by one.
pub struct Joiner<'w> {
    words: &'w Words,
    /// The usual distance of lines, in parts of the font size.
    leading: f32,
    /// The last line that was joined, and its paragraph.
    open: Option<(Line, Paragraph)>,
}

impl<'w> Joiner<'w> {
    /// A joiner for lines at this usual distance.
    pub fn new(words: &'w Words, leading: f32) -> Self {
        Self {
            words,
            leading,
            open: None,
        }
    }

    /// Takes the next line; gives the paragraph that ended before it.
    pub fn take(&mut self, line: Line) -> Option<Paragraph> {
        let segment = line.first()?;
        if let Some((last, paragraph)) = &mut self.open
            && continues(paragraph, last, &line, self.leading)
        {
            hyphen::append(&mut paragraph.text, &segment.text, self.words);
            paragraph.bold &= segment.bold;
            paragraph.lines += 1;
            *last = line;
            return None;
        }
        let started = started(&line);
        let ended = self.open.replace((line, started));
        ended.map(|(_, paragraph)| paragraph)
    }

    /// Whether a paragraph may still go on.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The paragraph that is still open.
    pub fn finish(&mut self) -> Option<Paragraph> {
        self.open.take().map(|(_, paragraph)| paragraph)
    }
}

fn started(line: &Line) -> Paragraph {
    let texts: Vec<&str> = line.cells.iter().map(|cell| cell.text.trim()).collect();
    Paragraph {
        text: texts.join(" "),
        cells: if line.is_row() {
            texts.into_iter().map(str::to_owned).collect()
        } else {
            Vec::new()
        },
        size: line.first().map_or(0, size_class),
        bold: line.cells.iter().all(|cell| cell.bold),
        lines: 1,
    }
}

/// Whether a line goes on with the paragraph that ended in `last`.
fn continues(paragraph: &Paragraph, last: &Line, next: &Line, leading: f32) -> bool {
    let (Some(above), Some(below)) = (last.first(), next.first()) else {
        return false;
    };
    if last.is_row() || next.is_row() || !same_style(above, below) {
        return false;
    }
    let broken = above.text.trim_end().ends_with(['-', '\u{ad}']);
    let ended = ends_sentence(&above.text);
    if begins_item(&below.text) && (ended || !broken && room_for(last, below)) {
        return false;
    }
    if last.column != next.column {
        return broken || !ended && !is_indented(next, below) || goes_on(last, next, above, below);
    }
    let gap = above.y - below.y;
    if gap <= 0.0 || gap > below.size * leading * 1.3 {
        return false;
    }
    if last.is_centred() && next.is_centred() {
        return true;
    }
    let shift = below.x - above.x;
    let first_line = paragraph.lines == 1;
    let hangs = first_line && marker_of(&paragraph.text).is_some();
    if shift > below.size * 0.8 && !hangs || shift < below.size * -0.8 && !first_line {
        return false;
    }
    broken || !room_for(last, below)
}

fn same_style(above: &Segment, below: &Segment) -> bool {
    (above.size - below.size).abs() < below.size * 0.08 && above.bold == below.bold
}

/// Over a column's end a sentence may have ended on a full line of a paragraph that goes on; only
/// a line in lower case tells.
fn goes_on(last: &Line, next: &Line, above: &Segment, below: &Segment) -> bool {
    let lower = below.text.trim_start().starts_with(char::is_lowercase);
    !above.bold && lower && !room_for(last, below) && !is_indented(next, below)
}

fn is_indented(line: &Line, segment: &Segment) -> bool {
    segment.x > line.edges.0 + segment.size * 0.8
}

/// Whether the first word of the next line would still fit after a line: then the line ends where
/// it does because the paragraph ends.
fn room_for(line: &Line, next: &Segment) -> bool {
    let Some(segment) = line.first() else {
        return false;
    };
    let letters = next.text.chars().count().max(1) as f32;
    let word = next.text.split_whitespace().next().unwrap_or_default();
    let width = (next.end - next.x) * word.chars().count() as f32 / letters;
    line.edges.1 - segment.end > width * 1.1 + segment.size * 0.5
}

fn ends_sentence(text: &str) -> bool {
    let text = text
        .trim_end()
        .trim_end_matches(['”', '"', '’', '\'', ')', '»', ']']);
    text.ends_with(['.', '!', '?', ':', ';', '…'])
}

/// Whether a line begins a numbered paragraph or a list item.
fn begins_item(text: &str) -> bool {
    marker_of(text).is_some()
}

/// The number or bullet that a text begins with.
pub fn marker_of(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once(char::is_whitespace)?;
    let is_dash = matches!(first, "–" | "—" | "-");
    (!rest.trim().is_empty() && !is_dash && (is_marker(first) || is_bullet(first))).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of 10 points in a column from 50 to 300: column, left and right edge, base line, text.
    fn joined(lines: &[(usize, f32, f32, f32, &str)]) -> Vec<String> {
        let words = Words::default();
        let mut joiner = Joiner::new(&words, 1.2);
        let mut paragraphs = Vec::new();
        for (column, x, end, y, text) in lines {
            let segment = Segment {
                text: (*text).to_owned(),
                x: *x,
                end: *end,
                y: *y,
                size: 10.0,
                bold: text.starts_with("Bold"),
                aside: false,
            };
            paragraphs.extend(joiner.take(Line {
                cells: vec![segment],
                column: *column,
                edges: (50.0, 300.0),
            }));
        }
        paragraphs.extend(joiner.finish());
        paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn joins_and_parts_lines() {
        let full = |y: f32| (1, 50.0, 298.0, y, "a full line of text");
        for (name, lines, expected) in [
            ("goes on", vec![full(100.0), full(88.0)], 1),
            ("gap", vec![full(100.0), full(80.0)], 2),
            (
                "indent",
                vec![full(100.0), (1, 62.0, 298.0, 88.0, "indented")],
                2,
            ),
            (
                "after an indent",
                vec![(1, 62.0, 298.0, 100.0, "indented"), full(88.0)],
                1,
            ),
            (
                "short line",
                vec![(1, 50.0, 200.0, 100.0, "ends here."), full(88.0)],
                2,
            ),
            (
                "long word next",
                vec![
                    (1, 50.0, 250.0, 100.0, "ragged"),
                    (1, 50.0, 298.0, 88.0, "Extraordinarily"),
                ],
                1,
            ),
            (
                "other letters",
                vec![(1, 50.0, 298.0, 100.0, "Bold line"), full(88.0)],
                2,
            ),
            (
                "number",
                vec![
                    (1, 50.0, 298.0, 100.0, "ends."),
                    (1, 50.0, 298.0, 88.0, "2. We agree"),
                ],
                2,
            ),
            (
                "no number",
                vec![full(100.0), (1, 50.0, 298.0, 88.0, "12. The rest")],
                1,
            ),
            (
                "hanging",
                vec![
                    (1, 50.0, 298.0, 100.0, "• item that is"),
                    (1, 62.0, 200.0, 88.0, "long"),
                ],
                1,
            ),
            (
                "centred",
                vec![
                    (1, 100.0, 250.0, 100.0, "centred"),
                    (1, 120.0, 230.0, 88.0, "title"),
                ],
                1,
            ),
            (
                "next column",
                vec![full(100.0), (2, 50.0, 298.0, 700.0, "goes on")],
                1,
            ),
            (
                "sentence ends with the column",
                vec![
                    (1, 50.0, 298.0, 100.0, "It ends."),
                    (2, 50.0, 298.0, 700.0, "Another"),
                ],
                2,
            ),
            (
                "indent in next column",
                vec![full(100.0), (2, 62.0, 298.0, 700.0, "New")],
                2,
            ),
            (
                "hyphen over columns",
                vec![
                    (1, 50.0, 298.0, 100.0, "agree-"),
                    (2, 50.0, 298.0, 700.0, "ment"),
                ],
                1,
            ),
        ] {
            assert_eq!(joined(&lines).len(), expected, "{name}");
        }
    }

    #[test]
    fn finds_markers() {
        for (text, expected) in [
            ("1. We met", Some("1.")),
            ("(a) to go", Some("(a)")),
            ("• item", Some("•")),
            ("2026. The", None),
            ("– a dash", None),
            ("1.", None),
            ("I. Aims", None),
        ] {
            assert_eq!(marker_of(text), expected, "{text}");
        }
    }
}
