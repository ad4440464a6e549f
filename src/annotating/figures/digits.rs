//! A number in digits: "1,400", "1,00,000", "10 000", and the misprint "1. 38".

use super::line::Line;
use super::numbers::{Number, Word, word};

/// The number written in digits at `at`.
pub(super) fn read(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let mut end = at + 1;
    let text = line.text(at);
    let mut value = parse(text)?;
    if let Some(point) = leading_point(line, at) {
        let places = i32::try_from(text.len()).ok()?;
        return Some(Number::in_digits(value / 10f64.powi(places), point, end));
    }
    if !text.contains(['.', ',']) && text.len() <= 3 {
        // "10 000": groups of three after blanks.
        while line.is_number(end) && !line.is_glued(end) && is_group(line.text(end)) && end < at + 4
        {
            value = value * 1000.0 + parse(line.text(end))?;
            end += 1;
            if line.text(end - 1).len() > 3 {
                break;
            }
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
    Some(Number::in_digits(value, at, end))
}

/// The point of ".08", where nothing stands before it.
fn leading_point(line: &Line<'_, '_>, at: usize) -> Option<usize> {
    let point = line.back(at, 1).filter(|&point| line.is(point, "."))?;
    let digits = line.text(at).bytes().all(|byte| byte.is_ascii_digit());
    (digits && line.is_glued(at) && !line.is_glued(point)).then_some(point)
}

/// Three digits, the last group with places behind its point ("1 234 567.89").
fn is_group(text: &str) -> bool {
    let (group, places) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    group.len() == 3 && digits(group) && digits(places)
}

/// The value of digits with commas and a point; `None` for what is no number ("192.168.1.2").
fn parse(text: &str) -> Option<f64> {
    if text.len() > 24 {
        return None;
    }
    let points = text.bytes().filter(|&byte| byte == b'.').count();
    let decimal_comma = points > 0 && text.rfind('.') < text.rfind(',');
    if points > 1 || decimal_comma {
        // "1.234.567,89", as much of Europe writes it.
        let (whole, fraction) = text.split_once(',').unwrap_or((text, "0"));
        let mut groups = whole.split('.');
        let first = groups
            .next()
            .is_some_and(|group| matches!(group.len(), 1..=3));
        let grouped = first && groups.all(|group| group.len() == 3);
        let value = format!("{}.{fraction}", whole.replace('.', ""));
        return value
            .parse()
            .ok()
            .filter(|_| grouped && !fraction.contains(','));
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
