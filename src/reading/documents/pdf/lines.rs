//! The columns of pages in, lines out that know the column they stand in.

use std::collections::HashMap;

use super::order::Column;
use super::segments::Segment;

/// A line of text, or a row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its segments; several are the cells of a table row.
    pub cells: Vec<Segment>,
    /// Which column it stands in, counted over all pages.
    pub column: usize,
    /// The left and right edges that lines of its size reach in its column.
    pub edges: (f32, f32),
}

impl Line {
    /// Its first segment.
    pub fn first(&self) -> Option<&Segment> {
        self.cells.first()
    }

    /// Whether it is a row of a table.
    pub fn is_row(&self) -> bool {
        self.cells.len() > 1
    }

    /// Whether it is about as far from the left edge as from the right one, and not long.
    pub fn is_centred(&self) -> bool {
        let (left, right) = self.edges;
        self.first().is_some_and(|line| {
            let (before, after) = (line.x - left, right - line.end);
            before > line.size && (before - after).abs() < line.size
        })
    }
}

/// The lines of a column.
pub fn lines(column: Column, number: usize) -> Vec<Line> {
    let rows = rows(column.segments);
    let edges = edges(&rows);
    let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
    let mut lines = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| counts.get(at)).copied();
        let in_table = row.len() > 1
            && [at.checked_sub(1), Some(at + 1)]
                .map(neighbour)
                .iter()
                .any(|count| count.is_some_and(|count| count > 1));
        // Segments on one line are a row of a table only if a line beside it has several too.
        let cells = if in_table { row } else { joined(row) };
        let size = cells.first().map_or(0, size_class);
        lines.push(Line {
            cells,
            column: number,
            edges: edges.get(&size).copied().unwrap_or_default(),
        });
    }
    lines
}

/// One segment of all that stands on a line.
fn joined(row: Vec<Segment>) -> Vec<Segment> {
    let whole = row.into_iter().reduce(|mut whole, next| {
        whole.text.push(' ');
        whole.text.push_str(&next.text);
        whole.end = whole.end.max(next.end);
        whole.bold &= next.bold;
        whole
    });
    whole.into_iter().collect()
}

/// The size of a segment in half points, for comparing.
#[allow(clippy::cast_possible_truncation)]
pub fn size_class(segment: &Segment) -> i32 {
    (segment.size * 2.0).round() as i32
}

/// The usual distance of lines, in parts of the font size.
pub fn usual_leading(lines: &[Line]) -> f32 {
    const TOO_FAR: f32 = 3.0;
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| {
            let [above, below] = pair else { return None };
            let (first, second) = (above.first()?, below.first()?);
            let gap = (first.y - second.y) / second.size;
            let close = above.column == below.column && (0.5..TOO_FAR).contains(&gap);
            (close && size_class(first) == size_class(second)).then_some(gap)
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() * 2 / 5).copied().unwrap_or(1.2)
}

/// The size class that most letters have.
pub fn body_size(lines: &[Line]) -> i32 {
    let mut letters: HashMap<i32, usize> = HashMap::new();
    for segment in lines.iter().flat_map(|line| &line.cells) {
        *letters.entry(size_class(segment)).or_default() += segment.text.len();
    }
    let most = letters
        .into_iter()
        .max_by_key(|(size, count)| (*count, -size));
    most.map_or(0, |(size, _)| size)
}

/// Groups segments on one base line.
fn rows(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row)
                if row.last().is_some_and(|last| {
                    (last.y - segment.y).abs() < segment.size * 0.4 && segment.x > last.end
                }) =>
            {
                row.push(segment);
            }
            _ => rows.push(vec![segment]),
        }
    }
    rows
}

/// The outermost edges of the lines of each size.
fn edges(rows: &[Vec<Segment>]) -> HashMap<i32, (f32, f32)> {
    let mut edges: HashMap<i32, (f32, f32)> = HashMap::new();
    for segment in rows.iter().flatten() {
        let (left, right) = edges
            .entry(size_class(segment))
            .or_insert((segment.x, segment.end));
        *left = left.min(segment.x);
        *right = right.max(segment.end);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(segments: &[(f32, f32, f32, f32)]) -> Column {
        let segment = |(x, end, y, size): &(f32, f32, f32, f32)| Segment {
            text: "some text".to_owned(),
            x: *x,
            end: *end,
            y: *y,
            size: *size,
            bold: false,
            aside: false,
        };
        Column {
            segments: segments.iter().map(segment).collect(),
        }
    }

    #[test]
    fn several_rows_of_cells_are_a_table() {
        for (segments, expected) in [
            (
                &[
                    (0.0, 9.0, 50.0, 10.0),
                    (30.0, 39.0, 50.0, 10.0),
                    (0.0, 9.0, 38.0, 10.0),
                ][..],
                vec![1, 1],
            ),
            (
                &[
                    (0.0, 9.0, 50.0, 10.0),
                    (30.0, 39.0, 50.0, 10.0),
                    (0.0, 9.0, 38.0, 10.0),
                    (30.0, 39.0, 38.0, 10.0),
                ],
                vec![2, 2],
            ),
        ] {
            let lines = lines(column(segments), 1);
            let counts: Vec<usize> = lines.iter().map(|line| line.cells.len()).collect();
            assert_eq!(counts, expected);
        }
    }

    #[test]
    fn measures_edges_leading_and_body() {
        let all = [
            (40.0, 200.0, 90.0, 20.0),
            (50.0, 300.0, 60.0, 10.0),
            (60.0, 250.0, 48.0, 10.0),
        ];
        let lines = lines(column(&all), 1);
        let edges: Vec<(f32, f32)> = lines.iter().map(|line| line.edges).collect();
        assert_eq!(edges, [(40.0, 200.0), (50.0, 300.0), (50.0, 300.0)]);
        assert!((usual_leading(&lines) - 1.2).abs() < 0.001);
        assert_eq!(body_size(&lines), 20);
        assert_eq!((usual_leading(&[]), body_size(&[])), (1.2, 0));
    }
}
