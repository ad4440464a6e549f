//! The segments of a page in, the same in reading order out: column by column where there are
//! columns, else line by line.

use super::segments::Segment;

/// A page with more segments is a drawing; it is read line by line.
const MOST: usize = 800;

/// A gap between columns is wider than this part of the font size.
const NARROWEST: f32 = 0.7;

/// Segments that are read from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The segments; those on one line follow one another.
    pub segments: Vec<Segment>,
}

/// The columns of a page in reading order.
pub fn columns(segments: Vec<Segment>) -> Vec<Column> {
    if segments.len() > MOST {
        return vec![Column { segments }];
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut straight = Column::default();
    for band in bands(segments) {
        match split(band) {
            Ok((mut left, mut right)) => {
                take_tops(&mut straight.segments, &mut left, &mut right);
                columns.push(std::mem::take(&mut straight));
                columns.extend(self::columns(left));
                columns.extend(self::columns(right));
            }
            Err(mut band) => straight.segments.append(&mut band),
        }
    }
    columns.push(straight);
    columns.retain(|column| !column.segments.is_empty());
    columns
}

/// Cuts a page into bands, each as high as one gap from top to bottom stays free in it.
fn bands(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut bands = Vec::new();
    let mut band: Vec<Segment> = Vec::new();
    for segment in segments {
        if !band.is_empty() && gutter(band.iter().chain([&segment])).is_none() {
            bands.push(std::mem::take(&mut band));
        }
        band.push(segment);
    }
    bands.push(band);
    bands
}

/// The middle of the widest gap between segments that no segment reaches into.
fn gutter<'s>(segments: impl Iterator<Item = &'s Segment>) -> Option<f32> {
    let mut spans: Vec<(f32, f32, f32)> = segments.map(|s| (s.x, s.end, s.size)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (_, mut reached, mut size_before) = *spans.first()?;
    let mut widest = (0.0, None);
    for (x, end, size) in spans {
        let gap = x - reached;
        // The letters of a heading tell nothing of the columns.
        if gap > widest.0 && gap > size.min(size_before) * NARROWEST {
            widest = (gap, Some(reached + gap / 2.0));
        }
        if end > reached {
            (reached, size_before) = (end, size);
        }
    }
    widest.1
}

/// Where one column begins higher than the other, its first lines stand alone above the band; they
/// go back to it.
fn take_tops(above: &mut Vec<Segment>, left: &mut Vec<Segment>, right: &mut Vec<Segment>) {
    while let Some(last) = above.last() {
        let Some(side) = [&mut *left, &mut *right]
            .into_iter()
            .find(|side| is_top(last, side))
        else {
            return;
        };
        side.splice(0..0, above.pop());
    }
}

/// Whether a segment stands right above a column and is no wider.
fn is_top(segment: &Segment, column: &[Segment]) -> bool {
    let x = column.iter().map(|s| s.x).fold(f32::MAX, f32::min);
    let end = column.iter().map(|s| s.end).fold(f32::MIN, f32::max);
    let fits = (segment.x - x).abs() < segment.size * 1.5 && segment.end < end + segment.size;
    let near = |first: &Segment| segment.y - first.y < segment.size * 2.5;
    fits && column.first().is_some_and(near)
}

/// Parts a band into a left and a right side if both are text; else gives it back.
fn split(band: Vec<Segment>) -> Result<(Vec<Segment>, Vec<Segment>), Vec<Segment>> {
    let Some(gap) = gutter(band.iter()) else {
        return Err(band);
    };
    let is_left = |segment: &Segment| segment.end <= gap;
    let (left, right): (Vec<&Segment>, Vec<&Segment>) = band.iter().partition(|s| is_left(s));
    if is_text(&left) && is_text(&right) {
        return Ok(band.into_iter().partition(is_left));
    }
    Err(band)
}

/// A side of a table has few words in each line; a column of text has several.
fn is_text(side: &[&Segment]) -> bool {
    const LINES: usize = 3;
    const LETTERS: usize = 18;
    let letters: usize = side.iter().map(|s| s.text.chars().count()).sum();
    side.len() >= LINES && letters >= side.len() * LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, end: f32, y: f32, text: &str) -> Segment {
        Segment {
            text: text.to_owned(),
            x,
            end,
            y,
            size: 10.0,
            bold: false,
            aside: false,
        }
    }

    fn read(segments: Vec<Segment>) -> Vec<String> {
        let columns = columns(segments).into_iter();
        columns
            .map(|column| {
                let texts: Vec<&str> = column
                    .segments
                    .iter()
                    .filter_map(|s| s.text.get(..2))
                    .collect();
                texts.join(" ")
            })
            .collect()
    }

    const LONG: &str = " is a line of some words";

    fn two_columns() -> Vec<Segment> {
        let lines = |names: [&str; 2], y: f32| {
            let [left, right] = names.map(|name| format!("{name}{LONG}"));
            [at(50.0, 290.0, y, &left), at(310.0, 550.0, y, &right)]
        };
        [
            lines(["l1", "r1"], 600.0),
            lines(["l2", "r2"], 588.0),
            lines(["l3", "r3"], 576.0),
        ]
        .concat()
    }

    #[test]
    fn reads_column_by_column_under_a_title() {
        for (title, expected) in [
            (
                at(50.0, 500.0, 650.0, "T1 wide"),
                vec!["T1", "l1 l2 l3", "r1 r2 r3"],
            ),
            (
                at(250.0, 350.0, 650.0, "T2 middle"),
                vec!["T2", "l1 l2 l3", "r1 r2 r3"],
            ),
        ] {
            let segments = [vec![title], two_columns()].concat();
            assert_eq!(read(segments), expected);
        }
    }

    #[test]
    fn a_column_that_begins_higher_stays_whole() {
        let top = |x: f32, end: f32, y: f32, name: &str| at(x, end, y, &format!("{name}{LONG}"));
        for (tops, expected) in [
            (
                [
                    top(310.0, 550.0, 624.0, "ra"),
                    top(310.0, 550.0, 612.0, "rb"),
                ],
                ["l1 l2 l3", "ra rb r1 r2 r3"],
            ),
            (
                [top(50.0, 290.0, 624.0, "la"), top(50.0, 290.0, 612.0, "lb")],
                ["la lb l1 l2 l3", "r1 r2 r3"],
            ),
        ] {
            assert_eq!(read([tops.to_vec(), two_columns()].concat()), expected);
        }
    }

    #[test]
    fn reads_tables_line_by_line() {
        let row = |y: f32, a: &str, b: &str| vec![at(50.0, 90.0, y, a), at(300.0, 340.0, y, b)];
        let segments = [
            row(600.0, "a1", "b1"),
            row(588.0, "a2", "b2"),
            row(576.0, "a3", "b3"),
        ];
        assert_eq!(read(segments.concat()), ["a1 b1 a2 b2 a3 b3"]);
    }

    #[test]
    fn a_line_across_ends_the_columns() {
        let across = at(50.0, 550.0, 560.0, "X1 across both columns");
        let mut lower = two_columns();
        for segment in &mut lower {
            segment.y -= 100.0;
        }
        let segments = [two_columns(), vec![across], lower].concat();
        let expected = ["l1 l2 l3", "r1 r2 r3", "X1", "l1 l2 l3", "r1 r2 r3"];
        assert_eq!(read(segments), expected);
    }
}
