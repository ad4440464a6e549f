//! The letters of a page in, stretches of text that stand on one line without a wide gap out.

use super::direction;
use super::gutters::{Gutter, gutters};
use super::letters::{Letter, Letters};

/// A gap wider than this part of the font size parts words.
const WORD_GAP: f32 = 0.17;

/// A gap wider than this parts columns or cells.
const WIDE_GAP: f32 = 1.0;

/// The gap a number or bullet may have before its text.
const MARKER_GAP: f32 = 4.0;

/// Text on one line without a wide gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its text; soft hyphens are still in it.
    pub text: String,
    /// Its left edge.
    pub x: f32,
    /// Its right edge.
    pub end: f32,
    /// Its base line, from the bottom of the page.
    pub y: f32,
    /// The font size of most of it.
    pub size: f32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether the file marks it as no part of the text.
    pub aside: bool,
}

/// The segments of a page, from top to bottom and left to right within a line. A page whose lines
/// begin at the right is told as its mirror image, so that all that follows reads it alike.
pub fn segments(letters: &Letters) -> Vec<Segment> {
    let gutters = gutters(&letters.drawn);
    let mut fragments = fragments(&letters.drawn, &gutters);
    fragments.retain(|fragment| !fragment.text.trim().is_empty());
    fragments.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows = Vec::new();
    let mut row: Vec<Segment> = Vec::new();
    for fragment in fragments {
        let same = row.first().is_some_and(|first| {
            let size = row.iter().map(|s| s.size).fold(fragment.size, f32::max);
            first.y - fragment.y <= size * 0.4
        });
        if !same {
            rows.push(join_row(std::mem::take(&mut row), &gutters));
        }
        row.push(fragment);
    }
    rows.push(join_row(row, &gutters));
    let leftward = direction::is_mostly_leftward(rows.iter().flatten().map(|s| s.text.as_str()));
    for segment in rows.iter_mut().flatten() {
        direction::to_logical(&mut segment.text, leftward);
    }
    if leftward && begins_at_right(&rows) {
        for row in &mut rows {
            row.reverse();
        }
        for segment in rows.iter_mut().flatten() {
            let width = letters.page.0;
            (segment.x, segment.end) = (width - segment.end, width - segment.x);
        }
    }
    rows.into_iter().flatten().collect()
}

/// Whether more lines stand below one another at their right ends than at their left ones.
fn begins_at_right(rows: &[Vec<Segment>]) -> bool {
    let common = |edge: fn(&Segment) -> f32| {
        let mut edges: Vec<f32> = rows.iter().flatten().map(edge).collect();
        edges.sort_by(f32::total_cmp);
        let pairs = edges.windows(2);
        pairs
            .filter(|pair| matches!(pair, [a, b] if b - a < 1.0))
            .count()
    };
    common(|s| s.end) > common(|s| s.x)
}

/// Letters that were drawn one after another and stand next to one another.
fn fragments(letters: &[Letter], gutters: &[Gutter]) -> Vec<Segment> {
    let mut fragments: Vec<Segment> = Vec::new();
    let in_gutter = |letter: &Letter| gutters.iter().any(|gutter| gutter.holds_space(letter));
    let mut letters = letters.iter().filter(|l| !in_gutter(l)).peekable();
    while let Some(first) = letters.next() {
        let mut fragment = Segment {
            text: String::from(first.c),
            x: first.x,
            end: first.end,
            y: first.y,
            size: first.size,
            bold: first.bold || first.c.is_whitespace(),
            aside: first.aside,
        };
        while let Some(next) = letters
            .next_if(|next| continues(&fragment, next) && !parted(gutters, &fragment, next.x))
        {
            if next.x - fragment.end > fragment.size * WORD_GAP {
                fragment.text.push(' ');
            }
            fragment.text.push(next.c);
            fragment.end = fragment.end.max(next.end);
            fragment.bold &= next.bold || next.c.is_whitespace();
        }
        fragments.push(fragment);
    }
    fragments
}

fn continues(fragment: &Segment, next: &Letter) -> bool {
    let gap = next.x - fragment.end;
    (next.y - fragment.y).abs() < fragment.size * 0.1
        && (next.size - fragment.size).abs() < fragment.size * 0.1
        && gap > fragment.size * -0.5
        && gap < fragment.size * WIDE_GAP
        && next.aside == fragment.aside
}

/// Whether a gutter lies between a fragment and what begins further right.
fn parted(gutters: &[Gutter], before: &Segment, next: f32) -> bool {
    let mut gutters = gutters.iter();
    gutters.any(|gutter| gutter.parts(before.x, next, before.y))
}

/// Joins the fragments of one line that belong together.
fn join_row(mut row: Vec<Segment>, gutters: &[Gutter]) -> Vec<Segment> {
    let mut segments = Vec::new();

    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut whole: Option<Segment> = None;
    for next in row {
        let Some(before) = &mut whole else {
            whole = Some(next);
            continue;
        };
        if parted(gutters, before, next.x) {
            segments.extend(whole.replace(next));
        } else if is_shadow(before, &next) {
            before.bold = true;
        } else if is_note_mark(before, &next) {
            before.end = before.end.max(next.end);
        } else if belongs(before, &next) {
            append(before, &next);
        } else {
            segments.extend(whole.replace(next));
        }
    }
    segments.extend(whole);
    segments
}

/// The same text drawn again a little aside, which looks bold.
fn is_shadow(before: &Segment, next: &Segment) -> bool {
    (next.x - before.x).abs() < before.size * 0.2 && next.text.trim() == before.text.trim()
}

/// A raised number after a word points to a note.
fn is_note_mark(before: &Segment, next: &Segment) -> bool {
    let digits = next.text.trim();
    next.size < before.size * 0.8
        && next.y > before.y + before.size * 0.15
        && next.x - before.end < before.size * 0.3
        && digits.len() <= 3
        && digits.bytes().all(|b| b.is_ascii_digit())
        && before.text.len() > 2
        && !before.text.ends_with(|c: char| c.is_ascii_digit())
}

fn belongs(before: &Segment, next: &Segment) -> bool {
    let size = before.size.max(next.size);
    let gap = next.x - before.end;
    let widest = if is_marker(&before.text) {
        MARKER_GAP
    } else {
        WIDE_GAP
    };
    gap <= size * widest && before.aside == next.aside
}

fn append(before: &mut Segment, next: &Segment) {
    // The raised number of a note stands close before its text.
    let is_raised = before.y > next.y + next.size * 0.15 && before.size < next.size * 0.8;
    if is_raised || next.x - before.end > before.size.min(next.size) * WORD_GAP {
        before.text.push(' ');
    }
    if next.text.trim().len() > before.text.trim().len() {
        before.size = next.size;
        before.y = next.y;
        before.bold &= next.bold;
    }
    before.text.push_str(&next.text);
    before.end = before.end.max(next.end);
    before.bold &= next.bold;
}

/// Whether a text is only the number or bullet of what follows it: "•", "12.", "(a)".
pub fn is_marker(text: &str) -> bool {
    let text = text.trim();
    let inner = text.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = |s: &str| s.len() <= 3 && s.bytes().all(|b| b.is_ascii_digit());
    let is_letter = |s: &str| s.len() <= 4 && s.bytes().all(|b| b"ivxabcdefgh".contains(&b));
    let numbered = inner.len() < text.len() && !inner.is_empty();
    is_bullet(text) || numbered && (is_number(inner) || is_letter(inner))
}

/// Whether a text is a single bullet.
pub fn is_bullet(text: &str) -> bool {
    matches!(
        text,
        "•" | "◦"
            | "▪"
            | "■"
            | "●"
            | "○"
            | "‣"
            | "·"
            | "–"
            | "—"
            | "-"
            | "➢"
            | "►"
            | "✓"
            | "\u{f0b7}"
            | "\u{f0a7}"
            | "\u{f0d8}"
    )
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::*;

    /// A page with texts at places, each letter half as wide as high.
    fn page(texts: &[(f32, f32, f32, &str)]) -> Letters {
        let mut letters = Letters::on_page(600.0, 800.0);
        for (x, y, size, text) in texts {
            for (i, c) in text.chars().enumerate() {
                let at = Matrix::moved(x + i as f32 * size / 2.0, *y);
                let place = Matrix::scaled(*size, *size).then(&at);
                letters.put(&c.to_string(), 0.5, &place, false);
            }
        }
        letters
    }

    fn told(texts: &[(f32, f32, f32, &str)]) -> Vec<String> {
        let segments = segments(&page(texts));
        segments.into_iter().map(|s| s.text).collect()
    }

    #[test]
    fn joins_what_stands_together() {
        for (texts, expected) in [
            // Drawn out of order, with a gap for a space and one for a column.
            (
                &[
                    (33.0, 100.0, 10.0, "two"),
                    (10.0, 100.0, 10.0, "word"),
                    (90.0, 100.0, 10.0, "far"),
                ][..],
                &["word two", "far"][..],
            ),
            (
                &[(10.0, 100.0, 10.0, "low"), (10.0, 120.0, 10.0, "high")],
                &["high", "low"],
            ),
            (
                &[(10.0, 100.0, 10.0, "bold"), (10.3, 100.0, 10.0, "bold")],
                &["bold"],
            ),
            (
                &[(10.0, 100.0, 10.0, "noted"), (35.0, 103.0, 6.0, "12")],
                &["noted"],
            ),
            (
                &[(10.0, 100.0, 10.0, "10"), (20.0, 103.0, 6.0, "6")],
                &["106"],
            ),
            (
                &[(10.0, 104.0, 6.0, "1"), (13.0, 100.0, 10.0, "Note")],
                &["1 Note"],
            ),
            (
                &[(10.0, 100.0, 10.0, "1."), (50.0, 100.0, 10.0, "We met")],
                &["1. We met"],
            ),
            (
                &[(10.0, 100.0, 10.0, "in"), (50.0, 100.0, 10.0, "We met")],
                &["in", "We met"],
            ),
        ] {
            assert_eq!(told(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn mirrors_pages_whose_lines_begin_at_the_right() {
        let (short, long) = ("דג בא", "דג בא דג ב");
        for (lines, expected) in [
            (
                [(60.0, 120.0, 10.0, short), (35.0, 100.0, 10.0, long)],
                [515.0, 515.0],
            ),
            (
                [(35.0, 120.0, 10.0, short), (35.0, 100.0, 10.0, long)],
                [35.0, 35.0],
            ),
            (
                [(15.0, 120.0, 10.0, "short"), (5.0, 100.0, 10.0, "longer.")],
                [15.0, 5.0],
            ),
        ] {
            let found: Vec<f32> = segments(&page(&lines)).iter().map(|s| s.x).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn knows_markers() {
        for (text, expected) in [
            ("•", true),
            ("12.", true),
            ("(a)", true),
            ("iv)", true),
            ("12", false),
            ("a", false),
            ("2026.", false),
            ("()", false),
        ] {
            assert_eq!(is_marker(text), expected, "{text}");
        }
    }
}
