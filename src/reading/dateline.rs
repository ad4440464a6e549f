//! The dateline of a wire story: "CITY, Country, Nov. 1 (Agency) -- " and its relatives.

use super::page_date::date_at;
use super::vocabulary::wire;
use crate::knowledge::countries::{FormKind, countries};
use crate::span::Span;

/// A dateline at the start of a line; ranges count in the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place as written, with its country.
    pub(super) place: Option<Span>,
    /// The date, perhaps without a year.
    pub(super) date: Option<Span>,
    /// The agency, without its brackets.
    pub(super) agency: Option<Span>,
    /// Where the dateline's own text ends.
    pub(super) end: usize,
    /// Where the story begins; the end of the line where the dateline stands alone.
    pub(super) text: usize,
}

/// Nothing longer is a dateline.
const LONGEST: usize = 160;

enum End {
    Dash,
    Colon,
    Line,
}

/// Reads the dateline of a line. `first`: no paragraph stands before it, so that a place in capitals
/// is enough.
pub(super) fn dateline(line: &str, first: bool) -> Option<Dateline> {
    let head = line.trim_start_matches(['*', '_', ' ']);
    let lead = line.len() - head.len();
    let mut found = Dateline::default();
    let mut at = lead;
    let place = place_len(head);
    let capitals = is_capitals(head.get(..place)?);
    let mut country = 0;
    if place > 0 && date_at(head).is_none() {
        found.place = Some(Span::new(lead, lead + place));
        at += place;
    }
    let end = loop {
        let rest = line.get(at..)?;
        let trimmed = rest.trim_start_matches(['*', '_', ' ']);
        let gap = rest.len() - trimmed.len();
        if at > lead + LONGEST {
            return None;
        }
        if trimmed.is_empty() {
            found.end = at;
            found.text = line.len();
            break End::Line;
        }
        if let Some(dash) = lone_underscore(rest).filter(|_| at > lead) {
            close(&mut found, line, at + dash, false);
            break End::Dash;
        }
        if let Some(dash) = dash_len(trimmed, gap > 0 || found.agency.is_some()) {
            close(&mut found, line, at + gap + dash, lead > 0);
            break End::Dash;
        }
        at += gap;
        if let Some((place, outlet, len)) = beside_slash(line, &found, at) {
            (found.place, found.agency) = (Some(place), Some(outlet));
            at += len;
        } else if let Some((inner, len)) = agency(trimmed) {
            if found.agency.is_some() {
                return None;
            }
            found.agency = Some(Span::new(at + inner.start, at + inner.end));
            at += len;
        } else if trimmed.starts_with(':') {
            close(&mut found, line, at + 1, lead > 0);
            break End::Colon;
        } else if let Some((date, len)) = date_of(trimmed).filter(|_| found.date.is_none()) {
            found.date = Some(Span::new(at + date.start, at + date.end));
            at += len;
        } else if trimmed.starts_with([',', '.']) && at > lead {
            at += 1;
            // "/TASS/." ends a dateline with its full stop.
            if trimmed.starts_with('.') && found.agency.is_some() {
                close(&mut found, line, at, lead > 0);
                break End::Dash;
            }
        } else if found.date.is_none() && found.agency.is_none() && country < 2 {
            country += 1;
            let len = place_len(trimmed);
            let place = found.place?;
            if len == 0 || country > 1 && !is_capitals(trimmed.get(..len)?) {
                return None;
            }
            found.place = Some(Span::new(place.start, at + len));
            at += len;
        } else {
            return None;
        }
    };
    accept(line, &found, &end, capitals, first).then_some(found)
}

/// A place alone proves nothing: how much more is needed depends on what ends the dateline.
fn accept(line: &str, found: &Dateline, end: &End, capitals: bool, first: bool) -> bool {
    let known = found
        .agency
        .is_some_and(|span| wire(span.of(line)).is_some());
    let story = line.get(found.text..).unwrap_or_default();
    match end {
        End::Dash if found.agency.is_some() => known || first,
        End::Dash | End::Colon if found.place.is_none() => first && is_headed_by_day(line, found),
        End::Dash => first && (capitals || found.date.is_some()),
        End::Colon if found.agency.is_some() => found.place.is_some() && (known || first),
        End::Colon => {
            let begins = story
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c == '"');
            capitals && first && begins && found.place.is_some_and(|place| place.len() >= 4)
        }
        End::Line => found.place.is_some() && found.date.is_some(),
    }
}

/// "FRIDAY 7 SEPTEMBER 2018: ", as agencies of some countries begin.
fn is_headed_by_day(line: &str, found: &Dateline) -> bool {
    found.date.is_some_and(|date| {
        let date = date.of(line);
        date.starts_with(char::is_alphabetic)
            && is_capitals(date)
            && date
                .split(' ')
                .any(|part| part.parse::<u32>().is_ok_and(|year| year > 1900))
    })
}

/// Length of the words at the start that can be a place: all in capitals, or up to three with capital
/// initials.
fn place_len(text: &str) -> usize {
    let (mut len, mut words, mut capitals) = (0, 0, true);
    for word in text.split(' ') {
        let stripped = word.trim_end_matches([',', ':', '.']);
        let upper = is_capitals(stripped);
        let title = stripped.starts_with(char::is_uppercase);
        let inner = !stripped.is_empty()
            && stripped
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '/' | '’' | '\''));
        capitals &= upper;
        words += 1;
        let most = if capitals { 5 } else { 3 };
        let small = matches!(stripped, "of" | "de" | "and" | "the" | "am" | "al") && words > 1;
        if !inner || words > most || !(upper || title || small) {
            break;
        }
        if words > 1 && date_at(text.get(len + 1..).unwrap_or_default()).is_some() {
            break;
        }
        len += stripped.len() + usize::from(words > 1);
        if stripped.len() < word.len() {
            // "ST. PETERSBURG": the stop of a short first word is part of the name.
            if words == 1 && word.ends_with('.') && stripped.len() == 2 {
                len += 1;
                continue;
            }
            // The last stop of "N.Y." is part of it.
            len += usize::from(stripped.contains('.') && word.len() == stripped.len() + 1);
            break;
        }
    }
    len
}

/// "CITY / OUTLET", "OUTLET / CITY": the part behind the slash at `at`; which of the two is the place,
/// which the outlet, and how long the second is with its slash. Capitals of the world and wires are
/// known; between strangers the outlet stands first.
fn beside_slash(line: &str, found: &Dateline, at: usize) -> Option<(Span, Span, usize)> {
    let first = found.place.filter(|_| found.agency.is_none())?;
    let behind = line.get(at..)?.strip_prefix("/ ")?;
    let len = place_len(behind);
    let second = Span::new(at + 2, at + 2 + len);
    if !is_capitals(second.of(line)) || !is_capitals(first.of(line)) {
        return None;
    }
    let place_first = wire(second.of(line)).is_some()
        || wire(first.of(line)).is_none()
            && is_capital_city(first.of(line))
            && !is_capital_city(second.of(line));
    let (place, outlet) = if place_first {
        (first, second)
    } else {
        (second, first)
    };
    Some((place, outlet, 2 + len))
}

fn is_capital_city(name: &str) -> bool {
    countries()
        .form(name)
        .is_some_and(|form| form.kind == FormKind::Capital)
}

fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
        && word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && !word.chars().any(char::is_lowercase)
}

/// "3 March 2014" or "(3 March 2014)": the range of the date, and the length of the whole.
fn date_of(text: &str) -> Option<(Span, usize)> {
    let bare = text.strip_prefix('(').unwrap_or(text);
    let open = text.len() - bare.len();
    let end = open + date_at(bare)?.len;
    let closed = open == 0 || text.get(end..)?.starts_with(')');
    closed.then_some((Span::new(open, end), end + open))
}

/// "(Agency)" or "/AGENCY/": the range of the name, and the length of the whole.
fn agency(text: &str) -> Option<(Span, usize)> {
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        '/' => '/',
        _ => return None,
    };
    let len = text.get(1..)?.find(close)?;
    let name = text.get(1..=len)?;
    let words = name.split_whitespace().count();
    let fits = (1..=5).contains(&words)
        && len <= 40
        && name.starts_with(char::is_uppercase)
        && !name.contains(|c: char| c.is_ascii_digit());
    fits.then_some((Span::new(1, len + 1), len + 2))
}

/// Wires of old wrote a dash as "_", which is no mark of emphasis between blanks.
fn lone_underscore(rest: &str) -> Option<usize> {
    let bare = rest.trim_start_matches(' ');
    let alone = bare
        .strip_prefix('_')
        .is_some_and(|after| after.is_empty() || after.starts_with(' '));
    (alone && bare.len() < rest.len()).then(|| rest.len() - bare.len() + 1)
}

fn dash_len(text: &str, apart: bool) -> Option<usize> {
    let dashes = text
        .chars()
        .take_while(|c| matches!(c, '-' | '–' | '—' | '―'));
    let (mut len, mut count, mut long) = (0, 0, false);
    for dash in dashes {
        len += dash.len_utf8();
        count += 1;
        long |= dash != '-';
    }
    ((long || count == 2 || count == 1 && apart) && count <= 3).then_some(len)
}

/// Ends the dateline at `end`, with the marks that close its emphasis; the story begins behind blanks.
fn close(found: &mut Dateline, line: &str, end: usize, marked: bool) {
    let rest = line.get(end..).unwrap_or_default();
    let story = if marked {
        rest.trim_start_matches(['*', '_'])
    } else {
        rest
    };
    found.end = line.len() - story.len();
    found.text = line.len() - story.trim_start().len();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Place, date, agency and story of a line, joined with `|`.
    fn parts(line: &str, first: bool) -> Option<String> {
        let found = dateline(line, first)?;
        let part = |span: Option<Span>| span.map_or("", |span| span.of(line));
        Some(format!(
            "{}|{}|{}|{}",
            part(found.place),
            part(found.date),
            part(found.agency),
            line.get(found.text..).unwrap()
        ))
    }

    #[test]
    fn reads_datelines() {
        for (line, wanted) in [
            (
                "LIMA, Nov. 12, 2008 (Xinhua) -- Text",
                "LIMA|Nov. 12, 2008|Xinhua|Text",
            ),
            (
                "LIMA, Peru, Nov. 1 (Yonhap) -- Text",
                "LIMA, Peru|Nov. 1|Yonhap|Text",
            ),
            ("GENEVA, Dec 15 , 1985", "GENEVA|Dec 15 , 1985||"),
            (
                "GENEVA, Dec. 15, 1985 (Xinhua)",
                "GENEVA|Dec. 15, 1985|Xinhua|",
            ),
            ("LIMA, Peru (Reuters) -Text", "LIMA, Peru||Reuters|Text"),
            ("Lima (QNP): Text", "Lima||QNP|Text"),
            ("LIMA, Peru -- Text", "LIMA, Peru|||Text"),
            ("LONDON — Text", "LONDON|||Text"),
            ("**LONDON —** Text", "LONDON|||Text"),
            ("BUFFALO, N.Y. — Text", "BUFFALO, N.Y.|||Text"),
            ("PARIS (AP) — Text", "PARIS||AP|Text"),
            ("NEW DELHI: Ministers met", "NEW DELHI|||Ministers met"),
            (
                "ST. PETERSBURG, June 5. /TASS/. Text",
                "ST. PETERSBURG|June 5|TASS|Text",
            ),
            ("SEOUL/TOKYO (Reuters) - Text", "SEOUL/TOKYO||Reuters|Text"),
            (
                "**GENEVA, 3 March 2014 (AFP)** – Text",
                "GENEVA|3 March 2014|AFP|Text",
            ),
            ("Geneva, 3 March 2014 – Text", "Geneva|3 March 2014||Text"),
            (
                "Lima, Peru (March 3, 2014) – Text",
                "Lima, Peru|March 3, 2014||Text",
            ),
            ("LIMA (3 March 2014): Text", "LIMA|3 March 2014||Text"),
            ("Lima (3 March 2014 only) – Text", ""),
            ("MONDAY 3 MARCH 2014: Text", "|MONDAY 3 MARCH 2014||Text"),
            ("Monday 3 March 2014: talks", ""),
            ("3 MARCH 2014: TALKS", ""),
            (
                "RIO DE JANEIRO, Brazil (AP) _ Text",
                "RIO DE JANEIRO, Brazil||AP|Text",
            ),
            ("_LIMA (AP)_ Text", ""),
            ("LIMA - Text", "LIMA|||Text"),
            ("LIMA / REUTERS - Text", "LIMA||REUTERS|Text"),
            ("RIVERPOST / LIMA - Text", "LIMA||RIVERPOST|Text"),
            ("Ministers -- all nine -- met", ""),
            ("NATO said it would wait", ""),
            ("Geneva, where ministers met", ""),
        ] {
            assert_eq!(parts(line, true).unwrap_or_default(), wanted, "{line}");
        }
    }

    #[test]
    fn needs_an_agency_in_the_body() {
        assert!(dateline("PARIS (AP) — Text", false).is_some());
        assert!(dateline("WTO -- the trade body -- met", false).is_none());
    }
}
