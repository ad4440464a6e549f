//! A number in digits: "1,400", "1,00,000", "10 000", and the misprint "1. 38".

use super::line::Line;
use super::numbers::{Number, Word, word};

/// The number written in digits at `at`.
pub(super) fn read(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let mut end = at + 1;
    let text = line.text(at);
    let mut value = parse(text)?;
    if !text.contains(['.', ',']) && text.len() <= 3 {
        // "10 000": groups of three after blanks.
        while line.is_number(end)
            && !line.is_glued(end)
            && line.text(end).len() == 3
            && line.text(end).bytes().all(|byte| byte.is_ascii_digit())
            && end < at + 4
        {
            value = value * 1000.0 + parse(line.text(end))?;
            end += 1;
        }
        // "2. 71 billion": a blank that slipped in after the decimal point.
        if end == at + 1
            && line.is(end, ".")
            && line.is_glued(end)
            && line.is_number(end + 1)
            && !line.is_glued(end + 1)
            && line.text(end + 1).bytes().all(|byte| byte.is_ascii_digit())
            && (matches!(word(line, end + 2), Some(Word::Scale(_))) || line.is(end + 2, "%"))
        {
            let fraction = line.text(end + 1);
            let places = i32::try_from(fraction.len()).ok()?;
            value += parse(fraction)? / 10f64.powi(places);
            end += 2;
        }
    }
    Some(Number {
        value,
        start: at,
        end,
        vague: None,
        scale: 1.0,
        digits: true,
    })
}

/// The value of digits with commas and a point; `None` for what is no number ("192.168.1.2").
fn parse(text: &str) -> Option<f64> {
    if text.len() > 24 {
        return None;
    }
    if text.bytes().filter(|&byte| byte == b'.').count() > 1 {
        return None;
    }
    if !text.contains(',') {
        return text.parse().ok();
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if let ([cents], "") = (rest.as_slice(), fraction)
        && cents.len() < 3
    {
        // A decimal comma.
        return format!("{first}.{cents}").parse().ok();
    }
    // Thousands, or lakhs and crores ("1,00,000").
    let well_formed = rest.last().is_some_and(|group| group.len() == 3)
        && rest.iter().all(|group| matches!(group.len(), 2 | 3));
    if !well_formed {
        return None;
    }
    format!("{}.{fraction}0", whole.replace(',', ""))
        .parse()
        .ok()
}
