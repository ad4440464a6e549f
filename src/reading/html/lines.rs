//! In: the lines a block of text is cut into by `br` or by the line ends of `pre`. Out: which of them go on in the next.
//!
//! Pages write a line a fact ("By Ana", "4 March") with the same `br` as the lines of a paragraph cut to a width.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::cues::group;

/// A line of so many characters is part of a paragraph.
const LONG: usize = 60;
/// Lines cut to a width are at least so wide.
const NARROWEST: usize = 40;

/// Words a line does not end with.
static JOINS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| group("joins").collect());

/// For each line but the last, whether a piece ends with it.
pub fn ends(lines: &[&str]) -> Vec<bool> {
    let wrapped = are_wrapped(lines);
    lines
        .windows(2)
        .map(|pair| match pair {
            [line, next] => !wrapped && line.chars().count() < LONG && !is_open(line, next),
            _ => false,
        })
        .collect()
}

/// Whether the line cannot stand without the next.
fn is_open(line: &str, next: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    line.ends_with([',', '-', '–', '—'])
        || next.starts_with(char::is_lowercase)
        || JOINS.contains(last.to_lowercase().as_str())
}

/// Whether the lines are of one width and many begin amid a sentence: a paragraph cut by hand.
fn are_wrapped(lines: &[&str]) -> bool {
    let [full @ .., _] = lines else { return false };
    let Some((_, rest)) = lines.split_first() else {
        return false;
    };
    let width = |line: &&str| line.chars().count();
    let widest = lines.iter().map(width).max().unwrap_or_default();
    let inner = rest
        .iter()
        .filter(|line| line.starts_with(char::is_lowercase))
        .count();
    widest >= NARROWEST
        && inner * 3 >= rest.len()
        && full.iter().all(|line| width(line) * 10 >= widest * 6)
}

/// A line of preformatted text: its length and its indent in characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line {
    /// Its length, the indent included.
    pub length: usize,
    /// The blanks before its first word.
    pub indent: usize,
}

impl Line {
    /// Whether preformatted lines of `width` go on from this one to the next: its first word had no room.
    pub fn goes_on(self, next: &str, width: usize) -> bool {
        let indent = next.len() - next.trim_start().len();
        let word = next.split_whitespace().next().unwrap_or_default();
        let is_label = word.ends_with(':') && !next.trim_start().starts_with(char::is_lowercase);
        width >= NARROWEST
            && indent <= self.indent
            && !is_label
            && !is_tabular(next)
            && (self.length + 1 + word.chars().count()) * 10 > width * 9
    }
}

/// The width preformatted text is cut to: nine of ten lines are no longer.
pub fn width(text: &str) -> usize {
    let mut lengths: Vec<usize> = text
        .lines()
        .map(|line| line.trim_end().chars().count())
        .filter(|length| *length > 0)
        .collect();
    lengths.sort_unstable();
    lengths
        .get(lengths.len() * 9 / 10)
        .copied()
        .unwrap_or_default()
}

/// Whether a line of preformatted text has columns.
pub fn is_tabular(line: &str) -> bool {
    let line = line.trim();
    line.contains("   ") || line.contains('\t')
}
