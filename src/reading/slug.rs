//! The codes that wires put above and below a story: a line in, whether it is one, and its date, out.

use crate::span::Span;

/// A line of wire codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slug {
    /// The date in it ("06-16-95", "06-11"): month, day and perhaps year, as a range into the line.
    pub(super) date: Option<Span>,
}

/// No line of codes is longer, in bytes.
const LONGEST: usize = 90;

/// The editions and agencies that begin a slug ("AM-River", "BC-RIVER-TALKS").
const EDITIONS: [&str; 8] = ["AM-", "PM-", "BC-", "AP-", "APTV-", "AFP-", "UPI-", "Rtr"];

/// Reads a line as codes: a dated slug, a slug of an edition, or letters and numbers that are no words.
pub(super) fn read(line: &str) -> Option<Slug> {
    if line.len() > LONGEST {
        return None;
    }
    let edition = line
        .split(' ')
        .find(|word| word.len() > 1)
        .is_some_and(|word| EDITIONS.iter().any(|edition| word.starts_with(edition)));
    let date = edition.then(|| date(line)).flatten();
    let told = if edition {
        // "AP-" may begin a title: a date, a number or more capitals make it a code.
        date.is_some()
            || is_cased(line)
            || line
                .split(' ')
                .any(|word| word.bytes().filter(u8::is_ascii_digit).count() >= 3)
    } else {
        is_coded(line) || is_edition_code(line)
    };
    told.then_some(Slug { date })
}

/// Whether one word joined by hyphens counts the writings of a story ("River-talks-3rdld-writethru").
fn is_edition_code(line: &str) -> bool {
    let counted = |part: &str| {
        let writing = part.trim_start_matches(|c: char| c.is_ascii_digit());
        part == "writethru"
            || writing.len() < part.len() && matches!(writing, "stld" | "ndld" | "rdld" | "thld")
    };
    !line.contains(' ') && line.contains('-') && line.to_ascii_lowercase().split('-').any(counted)
}

fn is_cased(line: &str) -> bool {
    line.contains('-') && !line.contains(|c: char| c.is_lowercase())
}

/// Whether half of the words hold numbers, one of them three digits behind capitals ("RTR2746 5 OVR").
fn is_coded(line: &str) -> bool {
    let (mut all, mut numbers, mut codes) = (0_usize, 0_usize, 0_usize);
    for word in line.split([' ', '(', ')']).filter(|word| !word.is_empty()) {
        if !word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
        {
            return false;
        }
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        all += 1;
        numbers += usize::from(digits > 0);
        codes += usize::from(digits >= 3 && word.starts_with(|c: char| c.is_ascii_uppercase()));
    }
    all > 1 && codes > 0 && numbers * 2 >= all
}

/// "06-16-95" or "06-11": two digits each, a month first, that stand apart from other digits.
fn date(line: &str) -> Option<Span> {
    let bytes = line.as_bytes();
    let two = |at: usize| -> Option<u8> {
        let [a, b] = bytes.get(at..at + 2)? else {
            return None;
        };
        (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0'))
    };
    let is = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    (0..bytes.len()).find_map(|at| {
        let starts = !digit(at.checked_sub(1));
        let month = two(at).is_some_and(|month| (1..=12).contains(&month));
        let day = is(at + 2, b'-') && two(at + 3).is_some_and(|day| (1..=31).contains(&day));
        if !(starts && month && day) {
            return None;
        }
        let year = is(at + 5, b'-') && two(at + 6).is_some();
        let end = at + if year { 8 } else { 5 };
        let ends = !digit(Some(end)) && !is(end, b'-');
        ends.then_some(Span::new(at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes_and_their_dates() {
        for (line, wanted) in [
            ("AP-XX-03-14-96 1107EST", Some("03-14-96")),
            ("r i PM-River-Talks     03-14 2231", Some("03-14")),
            ("AM-River Talks, 2nd Ld-Writethru, a0738,0264", Some("")),
            ("BC-RIVER-TALKS 3RDLD", Some("")),
            ("XYZ2746 5 OVR 318 ( QRS )", Some("")),
            ("F14031996 F0417", Some("")),
            ("Rtr 12:04 03-14-96", Some("03-14-96")),
            ("AP-led group of papers wins", None),
            ("MH999 SEARCH GOES ON", None),
            ("G20 AND G7 MEET", None),
            ("COP29", None),
            ("PM-elect names nine ministers", None),
        ] {
            let found = read(line).map(|slug| slug.date.map_or("", |date| date.of(line)));
            assert_eq!(found, wanted, "{line}");
        }
    }
}
