//! Which way a number changes: "rose by 17%", "a 5 percent cut", "90 million reais more".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Direction;
use super::line::Line;
use crate::knowledge::table::rows;

/// How far before the number its verb may stand.
const REACH: usize = 14;

struct Change {
    words: Vec<&'static str>,
    /// `None` for a longer phrase that is no change ("make up").
    direction: Option<Direction>,
}

#[derive(Default)]
struct Changes {
    /// By the last word.
    before: FxHashMap<&'static str, Vec<Change>>,
    after: FxHashMap<&'static str, Direction>,
}

static CHANGES: LazyLock<Changes> = LazyLock::new(|| {
    let mut changes = Changes::default();
    for [phrase, direction, place] in rows::<3>(include_str!("../../../assets/en/directions.tsv")) {
        let direction = match direction {
            "up" => Some(Direction::Up),
            "down" => Some(Direction::Down),
            _ => None,
        };
        let words: Vec<&str> = phrase.split(' ').collect();
        match words.last() {
            Some(&last) if place == "before" => {
                let list = changes.before.entry(last).or_default();
                list.push(Change { words, direction });
                list.sort_by_key(|change| std::cmp::Reverse(change.words.len()));
            }
            _ => {
                changes
                    .after
                    .extend(direction.map(|direction| (phrase, direction)));
            }
        }
    }
    changes
});

/// The direction of the word of change that ends with the token `at`.
pub(super) fn word(line: &Line<'_, '_>, at: usize) -> Option<Direction> {
    CHANGES
        .before
        .get(line.lower(at))?
        .iter()
        .find(|change| line.ends_with(at + 1, &change.words).is_some())
        .and_then(|change| change.direction)
}

/// The direction of the figure whose phrase (hedges included) is `start..end`.
pub(super) fn of(line: &Line<'_, '_>, start: usize, end: usize) -> Option<Direction> {
    after(line, end).or_else(|| before(line, start))
}

/// "a 5 percent rise", "10% higher", "90 million reais more".
fn after(line: &Line<'_, '_>, end: usize) -> Option<Direction> {
    let mut at = end + usize::from(line.is_hyphen(end));
    // "585,000 barrels a day less"
    if matches!(line.lower(at), "a" | "per")
        && matches!(
            line.lower(at + 1),
            "day" | "week" | "month" | "year" | "head"
        )
    {
        at += 2;
    }
    let direction = CHANGES.after.get(line.lower(at)).copied()?;
    // "more than" compares; "less developed" describes.
    let compares = line.is(at, "less") && line.is_word(at + 1);
    (!compares).then_some(direction)
}

fn before(line: &Line<'_, '_>, start: usize) -> Option<Direction> {
    let mut at = start;
    // Over "by an average of", "another", "sharply".
    for _ in 0..6 {
        let previous = line.back(at, 1)?;
        let text = line.lower(previous);
        if let Some(direction) = word(line, previous) {
            return Some(direction);
        }
        match text {
            "by" => return verb(line, previous, true),
            "to" => return verb(line, previous, false),
            "a" | "an" | "average" | "of" | "another" | "further" | "total" | "record"
            | "extra" | "additional" | "the" | "some" | "about" => at = previous,
            _ if text.ends_with("ly") => at = previous,
            _ => return None,
        }
    }
    None
}

/// The word of change before a preposition, in the same clause. Other numbers are looked across
/// only before "by" (`across`), or where the change began at them ("from 5 to 7").
pub(super) fn verb(line: &Line<'_, '_>, preposition: usize, across: bool) -> Option<Direction> {
    for count in 1..=REACH {
        let at = line.back(preposition, count)?;
        if let Some(direction) = word(line, at) {
            return Some(direction);
        }
        let text = line.lower(at);
        if matches!(text, ";" | "while" | "but" | "." | ":" | "(" | ")" | "\"") {
            return None;
        }
        let began = (1..4).any(|step| line.lower_back(at, step) == "from");
        if line.is_number(at) && !across && !began {
            return None;
        }
    }
    None
}
