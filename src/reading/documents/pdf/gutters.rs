//! The letters of a page in, the gutters between its columns out: strips that no letter stands in
//! over several lines, with running text on both sides.

use super::letters::Letter;

/// A gutter is at least as wide as this part of the font size.
const WIDTH: f32 = 0.75;

/// How many lines a side of a gutter has at least; the gaps of words in even lines do not stand
/// below one another in that many.
const LINES: usize = 4;

/// How many letters a side of a gutter has in each line, on average; a cell has fewer.
const LETTERS: usize = 15;

/// How many gutters a page has at most.
const MOST: usize = 16;

/// How many lines are looked at for each letter of a page, at most.
const EFFORT: usize = 16;

/// A strip between two columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gutter {
    /// Its left edge.
    left: f32,
    /// Its right edge.
    right: f32,
    /// The lowest base line beside it.
    low: f32,
    /// The highest base line beside it.
    high: f32,
}

impl Gutter {
    /// Whether it lies between what begins at `x` and what begins at `next`, on a base line.
    pub fn parts(&self, x: f32, next: f32, y: f32) -> bool {
        let middle = f32::midpoint(self.left, self.right);
        x < middle && next >= middle && self.is_beside(y)
    }

    /// Whether a letter is a space that reaches into it.
    pub fn holds_space(&self, letter: &Letter) -> bool {
        letter.c.is_whitespace()
            && letter.x < self.right
            && letter.end > self.left
            && self.is_beside(letter.y)
    }

    fn is_beside(&self, y: f32) -> bool {
        (self.low..=self.high).contains(&y)
    }
}

/// Letters on one line without a gap as wide as a gutter.
#[derive(Clone, Copy, Debug)]
struct Span {
    x: f32,
    end: f32,
    y: f32,
    size: f32,
    letters: usize,
    /// How many letters its row has before it.
    before: usize,
}

/// The spans of one line, from left to right, none within another.
type Row = Vec<Span>;

/// The gutters of a page, from top to bottom.
pub fn gutters(letters: &[Letter]) -> Vec<Gutter> {
    let rows = rows(spans(letters));
    let mut gutters: Vec<Gutter> = Vec::new();
    let mut effort = letters.len() * EFFORT;
    for (at, row) in rows.iter().enumerate() {
        for pair in row.windows(2) {
            let [before, after] = pair else { continue };
            let width = before.size.min(after.size) * WIDTH;
            let known = |gutter: &Gutter| gutter.parts(before.x, after.x, before.y);
            if after.x - before.end < width || gutters.iter().any(known) {
                continue;
            }
            let strips = [(after.x - width, after.x), (before.end, before.end + width)];
            let mut found = strips
                .into_iter()
                .filter_map(|strip| gutter(&rows, at, strip, &mut effort));
            gutters.extend(found.next());
            if effort == 0 || gutters.len() >= MOST {
                return gutters;
            }
        }
    }
    gutters
}

/// The gutter that a strip free in one row is, if enough rows above and below leave it free too.
fn gutter(rows: &[Row], at: usize, strip: (f32, f32), effort: &mut usize) -> Option<Gutter> {
    let (above, below) = rows.split_at_checked(at)?;
    let (mut left, mut right) = (Side::default(), Side::default());
    let (mut low, mut high) = (f32::MAX, f32::MIN);
    let near = (strip.1 - strip.0) * 3.0;
    let ways: [&mut dyn Iterator<Item = &Row>; 2] = [&mut above.iter().rev(), &mut below.iter()];
    for way in ways {
        for row in way {
            *effort = effort.checked_sub(1)?;
            let Some((before, after)) = beside(row, strip) else {
                break;
            };
            left.take(before, near, |span| strip.0 - span.end);
            right.take(after, near, |span| span.x - strip.1);
            for span in [before.last(), after.first()].into_iter().flatten() {
                low = low.min(span.y - span.size * 0.5);
                high = high.max(span.y + span.size * 0.5);
            }
        }
    }
    let is_gutter = left.is_text() && right.is_text() && (left.lines_up() || right.lines_up());
    is_gutter.then_some(Gutter {
        left: strip.0,
        right: strip.1,
        low,
        high,
    })
}

/// The spans of a row on both sides of a strip, unless one reaches into it.
fn beside(row: &Row, strip: (f32, f32)) -> Option<(&[Span], &[Span])> {
    const SLACK: f32 = 0.01;
    let split = row.partition_point(|span| span.x < strip.1 - SLACK);
    let (before, after) = row.split_at_checked(split)?;
    let last = before.last();
    let is_free = last.is_none_or(|span| span.end <= strip.0 + SLACK);
    is_free.then_some((before, after))
}

/// What stands on one side of a strip.
#[derive(Default)]
struct Side {
    lines: usize,
    letters: usize,
    /// How many lines reach up to the strip, but for an indent.
    near: usize,
}

impl Side {
    fn take(&mut self, spans: &[Span], near: f32, distance: impl Fn(&Span) -> f32) {
        if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
            let is_near = |span: &Span| distance(span) < near;
            self.lines += 1;
            self.near += usize::from(is_near(first) || is_near(last));
            self.letters += last.before + last.letters - first.before;
        }
    }

    /// Whether its lines begin below one another; what stands beyond another column does not.
    fn lines_up(&self) -> bool {
        self.near >= LINES && self.near * 4 >= self.lines * 3
    }

    fn is_text(&self) -> bool {
        self.lines >= LINES && self.letters >= self.lines * LETTERS
    }
}

/// Letters drawn one after another, up to each gap; spaces leave gaps too.
fn spans(letters: &[Letter]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for letter in letters.iter().filter(|l| !l.c.is_whitespace()) {
        let near = |span: &Span| {
            let gap = letter.x - span.end;
            let size = span.size.min(letter.size);
            (letter.y - span.y).abs() < size * 0.1 && gap > -0.5 * size && gap < size * WIDTH
        };
        match spans.last_mut() {
            Some(span) if near(span) => {
                span.end = span.end.max(letter.end);
                span.letters += 1;
            }
            _ => spans.push(Span {
                x: letter.x,
                end: letter.end,
                y: letter.y,
                size: letter.size,
                letters: 1,
                before: 0,
            }),
        }
    }
    spans
}

/// The rows of a page, from top to bottom.
fn rows(mut spans: Vec<Span>) -> Vec<Row> {
    spans.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Row> = Vec::new();
    for span in spans {
        let same = |row: &Row| {
            let first = row.first();
            first.is_some_and(|first| first.y - span.y <= first.size.max(span.size) * 0.4)
        };
        match rows.last_mut() {
            Some(row) if same(row) => row.push(span),
            _ => rows.push(vec![span]),
        }
    }
    rows.into_iter().map(merged).collect()
}

/// A row whose spans stand apart.
fn merged(mut row: Row) -> Row {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut whole: Row = Vec::with_capacity(row.len());
    for span in row {
        match whole.last_mut() {
            Some(last) if span.x - last.end < last.size.min(span.size) * WIDTH => {
                last.end = last.end.max(span.end);
                last.letters += span.letters;
            }
            _ => whole.push(span),
        }
    }
    let mut before = 0;
    for span in &mut whole {
        span.before = before;
        before += span.letters;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of words of 10 points, from the top, each word at its place, each letter 5 wide.
    fn found(lines: &[Vec<(f32, &str)>]) -> Vec<(f32, f32)> {
        let mut letters = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            for (start, word) in line {
                letters.extend(word.chars().enumerate().map(|(i, c)| Letter {
                    c,
                    x: start + i as f32 * 5.0,
                    end: start + i as f32 * 5.0 + 5.0,
                    y: 700.0 - at as f32 * 12.0,
                    size: 10.0,
                    bold: false,
                    aside: false,
                }));
            }
        }
        let gutters = gutters(&letters).into_iter();
        gutters.map(|g| (g.left, g.right)).collect()
    }

    /// As many letters.
    fn word(letters: usize) -> &'static str {
        "abcdefghijklmnopqrstuvwxyz".get(..letters).unwrap()
    }

    #[test]
    fn finds_strips_that_stay_free() {
        let across = || vec![(50.0, word(26)), (180.0, word(26)), (310.0, word(20))];
        let columns = || vec![(50.0, word(20)), (160.0, word(20))];
        let cells = || vec![(50.0, word(5)), (85.0, word(5))];
        for (name, lines, expected) in [
            ("columns", vec![columns(); 5], vec![(152.5, 160.0)]),
            (
                "under a title",
                [vec![across()], vec![columns(); 4]].concat(),
                vec![(152.5, 160.0)],
            ),
            (
                "above and below a line across",
                [vec![columns(); 4], vec![across()], vec![columns(); 4]].concat(),
                vec![(152.5, 160.0), (152.5, 160.0)],
            ),
            ("too few", vec![columns(); 3], vec![]),
            ("a table", vec![cells(); 9], vec![]),
            (
                "gaps of words that move",
                [3, 6, 9, 12, 15, 18, 21]
                    .map(|n| vec![(50.0, word(n)), (58.0 + n as f32 * 5.0, word(26))])
                    .to_vec(),
                vec![],
            ),
            (
                "a ragged left side",
                {
                    let ragged = [20, 17, 12, 19, 15];
                    ragged
                        .map(|n| vec![(50.0, word(n)), (160.0, word(20))])
                        .to_vec()
                },
                vec![(152.5, 160.0)],
            ),
            ("one column", vec![across(); 9], vec![]),
        ] {
            assert_eq!(found(&lines), expected, "{name}");
        }
    }
}
