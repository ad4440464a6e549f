//! Dates that an article carries in its own text where reading finds no stamp: the slugs of wire copy
//! ("AP-NY-03-21-94 1755EST", "03-20 0815") and the date beside a weekday in the lead.

use chrono::NaiveDate;

use crate::annotating::dates::{CalendarDate, Meaning, Timex, YearRef};
use crate::annotating::tokens::Tokens;

/// How many lines at the head and at the foot a slug may stand in.
const HEAD: usize = 6;
const FOOT: usize = 4;

/// Two-digit years from this on are of the last century.
const PIVOT: i32 = 70;

/// The slug that dates the article, and its date.
pub(super) fn slug(text: &str) -> Option<(&str, CalendarDate)> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let head = lines().take(HEAD);
    let foot = lines().rev().take(FOOT);
    head.chain(foot)
        .filter(|line| line.len() < 100)
        .find_map(of_line)
}

/// A date before a clock time, the last two words of a line.
fn of_line(line: &str) -> Option<(&str, CalendarDate)> {
    let (rest, clock) = line.rsplit_once(char::is_whitespace)?;
    let word = rest.split_whitespace().next_back()?;
    let start = line.find(word)?;
    let date = of_word(word).filter(|_| is_clock(clock))?;
    Some((line.get(start..).unwrap_or(word), date))
}

/// "03-20", or "AP-NY-03-21-94".
fn of_word(word: &str) -> Option<CalendarDate> {
    let parts: Vec<&str> = word.split('-').collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
    let (month, day, year) = match parts.as_slice() {
        [month, day] => (number(month)?, number(day)?, YearRef::Missing),
        [agency, .., month, day, year] if agency.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            let short = i32::try_from(number(year)?).ok()?;
            let century = if short < PIVOT { 2000 } else { 1900 };
            (
                number(month)?,
                number(day)?,
                YearRef::Number(century + short),
            )
        }
        _ => return None,
    };
    // Every day of the calendar is one of a leap year.
    NaiveDate::from_ymd_opt(2000, month, day)?;
    Some(CalendarDate {
        year,
        month: Some(month),
        day: Some(day),
    })
}

/// "2231", "1107EST".
fn is_clock(word: &str) -> bool {
    let (digits, zone) = word.split_at_checked(4).unwrap_or((word, ""));
    let time = digits.parse::<u32>().ok().filter(|_| digits.len() == 4);
    time.is_some_and(|time| time / 100 < 24 && time % 100 < 60)
        && zone.len() <= 4
        && zone.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "Friday (3 May)" in the first sentence of the body.
pub(super) fn lead<'a>(tokens: &Tokens<'a>, timexes: &[Timex]) -> Option<(&'a str, CalendarDate)> {
    let (first, _, _) = tokens
        .sentences()
        .find(|(_, sentence, _)| sentence.kind.is_fact_bearing())?;
    timexes
        .iter()
        .filter(|timex| timex.sentence == first)
        .find_map(|timex| {
            let Meaning::Date(date) = timex.meaning else {
                return None;
            };
            let text = timex.span.of(&tokens.article.text);
            let opens = date.day.is_some() && text.contains('(');
            // The closing bracket is no part of the expression, but of the quotation.
            let whole = (timex.span.start, timex.span.end + 1);
            let closed = tokens.article.text.get(whole.0..whole.1);
            let text = closed.filter(|text| text.ends_with(')')).unwrap_or(text);
            opens.then_some((text, date))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_slugs() {
        for (text, wanted) in [
            (
                "AP-NY-03-21-94 1755EST",
                Some((YearRef::Number(1994), 3, 21)),
            ),
            (
                "XX-LON-03-01-07 0905GMT",
                Some((YearRef::Number(2007), 3, 1)),
            ),
            (
                "r i PM-Talks-Harbor     03-20 0815",
                Some((YearRef::Missing, 3, 20)),
            ),
            ("r i PM-Talks-Harbor     13-11 0815", None),
            ("03-20 2561", None),
            ("They won by 03-20 in the end", None),
            ("call 555-03-21-94 1755", None),
            ("", None),
        ] {
            let body = format!("{text}\n{}", "The queen met the envoys.\n".repeat(12));
            let got = slug(&body).and_then(|(_, date)| Some((date.year, date.month?, date.day?)));
            assert_eq!(got, wanted, "{text}");
        }
    }
}
