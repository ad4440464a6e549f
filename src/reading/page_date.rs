//! The dates of a page: found as text, not understood.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::vocabulary::set_of;
use crate::span::Span;

const TABLE: &str = include_str!("../../assets/en/page_dates.tsv");
static MONTHS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "month"));
static WEEKDAYS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "weekday"));
static BESIDE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "beside"));

/// A date at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateText {
    /// Its length in bytes.
    pub(super) len: usize,
    /// Whether it names a year.
    pub(super) year: bool,
    /// Whether it names a day of the week.
    pub(super) weekday: bool,
}

/// A date of a page somewhere in `text`: the first that names its year, as a range into `text`.
pub(super) fn find(text: &str) -> Option<(Span, DateText)> {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if !inside
            && c.is_alphanumeric()
            && let Some(date) = text.get(at..).and_then(date_at)
            && date.year
        {
            return Some((Span::new(at, at + date.len), date));
        }
        inside = c.is_alphanumeric();
    }
    None
}

/// Whether a line holds a date and nothing else but words that stand beside dates.
pub(super) fn is_bare(text: &str) -> Option<(Span, DateText)> {
    if text.len() > 90 {
        return None;
    }
    let (span, date) = find(text)?;
    let around = [text.get(..span.start)?, text.get(span.end..)?];
    around
        .iter()
        .flat_map(|part| words(part))
        .all(is_beside)
        .then_some((span, date))
}

/// Whether a line is only a clock time ("10:35 GMT", "Updated at 9.20am", "2h ago").
pub(super) fn is_clock(text: &str) -> bool {
    text.len() <= 40
        && text.contains(|c: char| c.is_ascii_digit())
        && !text.contains(['$', '€', '£', '¥', '₩', '₹', '%'])
        && (text.contains([':', 'h']) || text.ends_with("ago") || text.ends_with(['m', 'T', '.']))
        && words(text).all(is_beside)
}

/// The halves of the day, and the words behind a time of day.
const HALVES: [&str; 6] = ["am", "pm", "a.m.", "p.m.", "local", "time"];

/// The time of day that heads an entry of a live blog ("11.42am: Text", "10:15 GMT - Text",
/// "14:05 Text"): where it ends with its mark, and where the text begins.
pub(super) fn clock_at(line: &str) -> Option<(usize, usize)> {
    let open = line.trim_start_matches(['*', '_', ' ']);
    let hours = open.bytes().take_while(u8::is_ascii_digit).count();
    let rest = open.get(hours..)?;
    let minutes = rest.strip_prefix([':', '.', 'h'])?;
    let digits = minutes.bytes().take_while(u8::is_ascii_digit).count();
    let fits = |text: &str, below: u8| text.parse::<u8>().is_ok_and(|value| value < below);
    if !(1..=2).contains(&hours)
        || digits != 2
        || !fits(open.get(..hours)?, 24)
        || !fits(minutes.get(..digits)?, 60)
    {
        return None;
    }
    let mut after = minutes.get(digits..)?;
    let mut proofs = usize::from(rest.starts_with(':'));
    // "am", "p.m.", "GMT", "local time"; then a mark.
    while let Some(word) = after
        .trim_start()
        .split([' ', ':', '-', '–', '—', '*', '_', '|'])
        .next()
        .filter(|word| {
            (2..=5).contains(&word.len()) && !word.starts_with(|c: char| c.is_ascii_digit())
        })
    {
        // Zones stand in capitals: "West" is a word.
        let zone = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let told = zone && is_beside(word) || HALVES.contains(&word.to_ascii_lowercase().as_str());
        if !told {
            break;
        }
        after = after.trim_start().get(word.len()..)?;
        proofs += 1;
    }
    let story = after.trim_start_matches([' ', ':', '-', '–', '—', '*', '_', '|']);
    let marked = after.get(..after.len() - story.len())?;
    proofs += usize::from(marked.contains([':', '-', '–', '—', '|']));
    let begins = story.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
    let opens = begins.starts_with(|c: char| c.is_uppercase());
    (opens && proofs > 0 && !marked.is_empty()).then(|| {
        let end = line.len() - after.len() + marked.trim_end().len();
        (end, line.len() - story.len())
    })
}

/// Whether a line is a temperature ("21.4 C", "23°C").
pub(super) fn is_temperature(text: &str) -> bool {
    let number = text.trim_start_matches(['-', '−', '+']);
    let digits = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    number.len() > digits.len()
        && matches!(
            digits.trim_start_matches([' ', '°', 'º']).trim_end(),
            "C" | "F" | "℃" | "℉" | "c"
        )
        || text.ends_with('°') && digits.trim() == "°"
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn is_beside(word: &str) -> bool {
    let word = word
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .to_lowercase();
    word.is_empty() || BESIDE.contains(word.as_str()) || WEEKDAYS.contains(word.as_str())
}

/// The date at the very start of the text: "Apr. 9 , 2012", "Monday, 22 July 2024",
/// "2024-03-02T05:37:48Z" (its day), "22/07/2024".
pub(super) fn date_at(text: &str) -> Option<DateText> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return numeric(text).or_else(|| day_first(text, false));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let word = letters(text);
    if is_in(&WEEKDAYS, word) {
        let rest = after_marks(text.get(word.len()..)?);
        let skipped = text.len() - rest.len();
        let date = if rest.starts_with(|c: char| c.is_ascii_digit()) {
            numeric(rest).or_else(|| day_first(rest, true))
        } else {
            month_first(rest, true)
        }?;
        return Some(DateText {
            len: date.len + skipped,
            weekday: true,
            ..date
        });
    }
    month_first(text, false)
}

fn month_first(text: &str, weekday: bool) -> Option<DateText> {
    let month = letters(text);
    if !is_in(&MONTHS, month) {
        return None;
    }
    let rest = after_marks(text.get(month.len()..)?);
    let day = day(rest)?;
    let end = text.len() - rest.len() + day;
    Some(with_year(text, end, weekday))
}

fn day_first(text: &str, weekday: bool) -> Option<DateText> {
    let day = day(text)?;
    let rest = text.get(day..)?.trim_start();
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let month = letters(rest);
    if !is_in(&MONTHS, month) {
        return None;
    }
    let end = text.len() - rest.len() + month.len();
    let dot = text.get(end..).is_some_and(|rest| rest.starts_with(". "));
    let date = with_year(text, end + usize::from(dot), weekday);
    if date.year || !dot {
        return Some(date);
    }
    Some(with_year(text, end, weekday))
}

/// Takes a year in, if one follows: ", 2006", " , 2006", " 2006", "-2006".
fn with_year(text: &str, end: usize, weekday: bool) -> DateText {
    let rest = text.get(end..).unwrap_or_default();
    let year = rest.trim_start_matches([' ', ',', '-']);
    let apart = rest.len() - year.len();
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = digits == 4
        && (1..=3).contains(&apart)
        && (year.starts_with("19") || year.starts_with("20"));
    DateText {
        len: if is_year { end + apart + 4 } else { end },
        year: is_year,
        weekday,
    }
}

/// "2024-03-02…", "02/03/2024", "2.3.2024".
fn numeric(text: &str) -> Option<DateText> {
    let mut lens = [0_usize; 3];
    let mut at = 0;
    let mut mark = None;
    for (index, len) in lens.iter_mut().enumerate() {
        let rest = text.get(at..)?;
        *len = rest.bytes().take_while(u8::is_ascii_digit).count();
        at += *len;
        if index < 2 {
            let found = text.as_bytes().get(at).copied()?;
            if !matches!(found, b'-' | b'/' | b'.') || mark.is_some_and(|mark| mark != found) {
                return None;
            }
            mark = Some(found);
            at += 1;
        }
    }
    let fits = matches!(lens, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]);
    fits.then_some(DateText {
        len: at,
        year: true,
        weekday: false,
    })
}

/// Length of a day of the month with its ordinal ending.
fn day(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value: u32 = text.get(..digits)?.parse().ok()?;
    if digits > 2 || !(1..=31).contains(&value) {
        return None;
    }
    let rest = text.get(digits..)?;
    let ordinal = ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| letters(rest).eq_ignore_ascii_case(ending));
    Some(digits + if ordinal { 2 } else { 0 })
}

fn letters(text: &str) -> &str {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.get(..len).unwrap_or_default()
}

fn after_marks(text: &str) -> &str {
    text.trim_start_matches(['.', ',', ' '])
}

fn is_in(set: &FxHashSet<&str>, word: &str) -> bool {
    (3..=9).contains(&word.len()) && set.contains(word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_dates_as_text() {
        for (text, wanted) in [
            ("Monday, March 3, 2014", Some("Monday, March 3, 2014")),
            ("on Apr. 9 , 2012 (Agency)", Some("Apr. 9 , 2012")),
            ("Posted 4th of May 2019 at noon", Some("4th of May 2019")),
            ("2014-03-03T10:00:00Z", Some("2014-03-03")),
            ("Updated: 3/3/2014", Some("3/3/2014")),
            ("03.03.2014", Some("03.03.2014")),
            ("10-Nov-2014", Some("10-Nov-2014")),
            ("March 3", None),
            ("May we", None),
            ("version 1.2.3", None),
        ] {
            assert_eq!(find(text).map(|(span, _)| span.of(text)), wanted, "{text}");
        }
    }

    #[test]
    fn tells_page_lines() {
        assert!(is_bare("Last updated on March 3, 2014, 10:15 AM IST").is_some());
        assert!(is_bare("The treaty was signed on March 3, 2014").is_none());
        assert!(is_clock("10:35 GMT") && !is_clock("10 people: all"));
        assert!(
            is_clock("Post updated at 8.20am")
                && is_clock("Updated at 09.52 GMT")
                && is_clock("3 days ago")
                && is_clock("2h ago")
        );
        assert!(
            !is_clock("$9.30")
                && !is_clock("9.30")
                && !is_clock("Two hours ago")
                && !is_clock("3 days of talks")
        );
        for (line, story) in [
            ("11.42am: Ministers met", Some("Ministers met")),
            ("10:15 GMT - \"We agree\"", Some("\"We agree\"")),
            ("14:05 Ministers met", Some("Ministers met")),
            ("**9:30 p.m.** Ministers met", Some("Ministers met")),
            ("10:30 GMT was too late", None),
            ("14.05 Ministers", None),
            ("5:4 was the vote", None),
            ("14:05", None),
        ] {
            let found = clock_at(line).and_then(|(_, at)| line.get(at..));
            assert_eq!(found, story, "{line}");
        }
        assert!(is_temperature("21.4 C") && is_temperature("23°C") && !is_temperature("23 Cats"));
    }
}
