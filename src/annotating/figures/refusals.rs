//! Numbers that measure nothing: in names and identifiers, ages, offsets in time, obvious small counts.

use super::line::Line;
use super::nouns;
use super::numbers::{self, Number};
use super::units::{Dimension, Unit, is_determiner};

/// Whether the number is part of a name, an identifier, a score, a sum or a clock time.
pub(super) fn is_name(line: &Line<'_, '_>, number: &Number, has_currency: bool) -> bool {
    let start = number.start;
    let end = number.end;
    if numbers::is_named(line, number) {
        return true;
    }
    // "forty-first", "5+1", "24/7", "10:30".
    let joined = line.is_glued(end) && line.is_glued(end + 1);
    if line.is_hyphen(end) && numbers::is_ordinal(line, end + 1) {
        return true;
    }
    if (line.is(end, "+") || (joined && matches!(line.lower(end), "/" | ":")))
        && line.is_number(end + 1)
    {
        return true;
    }
    if has_currency || numbers::minus(line, start).is_some() {
        return false;
    }
    if number.digits && line.is_glued(start) {
        // "G7", "Il-76", "#5", "3/4", "C5+1".
        let before = line.lower_back(start, 1);
        let name = line.back(start, 1).is_some_and(|at| line.is_word(at));
        let hyphen = before == "-"
            && line.back(start, 1).is_some_and(|at| line.is_glued(at))
            && line.lower_back(start, 2) != "-";
        if name
            || hyphen
            || matches!(
                before,
                "#" | "/" | "+" | ":" | "№" | "." | "_" | "@" | "=" | "%" | "&" | "?"
            )
        {
            return true;
        }
    }
    if !number.digits && line.is_glued(start) && line.lower_back(start, 1) == "-" {
        // "one-on-one"; a dash between words is not glued on both sides by rule, so look further.
        return line
            .back(start, 2)
            .is_some_and(|at| line.is_word(at) && line.is_glued(start - 1));
    }
    line.lower_back(start, 1) == "+" && line.back(start, 2).is_some_and(|at| line.is_number(at))
}

/// Whether the quantity is none that a reader would list.
pub(super) fn is_idle(line: &Line<'_, '_>, number: &Number, start: usize, unit: &Unit) -> bool {
    match unit.dimension {
        Dimension::Money | Dimension::Share | Dimension::Measure => false,
        Dimension::Time => is_point_in_time(line, number, start, unit),
        Dimension::People | Dimension::Count => is_small_or_named(line, number, start, unit),
    }
}

fn is_point_in_time(line: &Line<'_, '_>, number: &Number, start: usize, unit: &Unit) -> bool {
    let next = line.lower(unit.end);
    let after = if next == "-" {
        line.lower(unit.end + 1)
    } else {
        next
    };
    if matches!(after, "old" | "olds") {
        return true;
    }
    let before = line.lower_back(start, 1);
    if matches!(before, "aged" | "age") || (before == "of" && line.lower_back(start, 2) == "age") {
        return true;
    }
    // "one day" is some day.
    if number.value < 2.0 && !number.digits && !unit.hyphen && line.is(number.end, "day") {
        return true;
    }
    if matches!(before, "first" | "last" | "opening" | "final") && line.is(unit.end, "of") {
        // "the first five months of 2024" is a date, even where the year was cut off as one.
        let of = unit.end + 1;
        let year = line.get(of).is_none()
            || line.is_number(of)
            || line.is(of, "this")
            || line.starts_with(of, &["the", "year"]);
        if year {
            return true;
        }
    }
    let lasting = matches!(
        before,
        "for" | "lasting" | "lasted" | "spent" | "spending" | "took"
    );
    let offset = nouns::is_offset(next)
        || (next == "from" && line.is(unit.end + 1, "now"))
        || (matches!(next, "'" | "’") && nouns::is_offset(line.lower(unit.end + 1)));
    offset && !(lasting && next != "ago")
}

fn is_small_or_named(line: &Line<'_, '_>, number: &Number, start: usize, unit: &Unit) -> bool {
    if number.vague.is_some() {
        return false;
    }
    let before = line.lower_back(start, 1);
    let plain = number.is_plain() && number.is_whole();
    if plain && number.value < 3.0 {
        return true;
    }
    let given = is_determiner(before)
        || before == "'s"
        || matches!(
            before,
            "last" | "first" | "other" | "remaining" | "all" | "both" | "next"
        );
    if plain && number.value < 5.0 && given {
        return true;
    }
    let name_before = nouns::is_numbered(before)
        || (before == "."
            && matches!(line.lower_back(start, 2), "no" | "nos" | "art" | "p" | "pp"));
    if name_before {
        return true;
    }
    if number.is_year_like() && !line.text(number.start).contains(',') {
        let dated = matches!(
            before,
            "in" | "since"
                | "by"
                | "of"
                | "until"
                | "till"
                | "from"
                | "the"
                | "early"
                | "late"
                | "during"
                | "to"
                | "and"
                | "-"
                | ","
                | "before"
                | "after"
                | "for"
                | ""
        ) || line
            .back(start, 1)
            .is_some_and(|at| line.is_capitalized(at));
        if dated {
            return true;
        }
    }
    // "Boeing 737 jets", "Expo 58 visitors": a capital before bare digits makes a name of them.
    number.digits
        && plain
        && unit.dimension == Dimension::Count
        && unit.name != "country"
        && line.back(start, 1).is_some_and(|at| {
            line.is_capitalized(at) && at > line.range.start && !is_calendar(line.lower(at))
        })
}

fn is_calendar(word: &str) -> bool {
    word.ends_with("day")
}
