//! Parts of one: "½", "1/2", "a half", "three quarters", "two-fifths".

use super::line::Line;
use super::numbers::{Word, word};

/// The part of one written at `at`, and one past its last token.
pub(super) fn read(line: &Line<'_, '_>, at: usize) -> Option<(f64, usize)> {
    if let Some(Word::Fraction(value)) = word(line, at) {
        return Some((value, at + 1));
    }
    slashed(line, at).or_else(|| worded(line, at))
}

/// "1/2", "3/16", but not "9/11" or "1/2/2004".
fn slashed(line: &Line<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let whole = |at: usize| {
        let text = line.text(at);
        let short =
            line.is_number(at) && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        short.then(|| text.parse::<u32>().ok()).flatten()
    };
    let glued = line.is(at + 1, "/") && line.is_glued(at + 1) && line.is_glued(at + 2);
    let (count, parts) = (whole(at)?, whole(at + 2).filter(|_| glued)?);
    let usual = matches!(parts, 2..=6 | 8 | 10 | 16 | 32 | 64) && (1..parts).contains(&count);
    let date = line.is(at + 3, "/") || line.is_glued(at) && line.lower_back(at, 1) == "/";
    (usual && !date).then(|| (f64::from(count) / f64::from(parts), at + 3))
}

/// "a half", "one-eighth", "three quarters", "fifty-four hundredths".
fn worded(line: &Line<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let count = match (line.lower(at), word(line, at)) {
        ("a" | "an", _) => 1.0,
        (_, Some(Word::Ones(count))) => count,
        _ => return None,
    };
    let next = at + 1 + usize::from(line.is(at + 1, "-"));
    let parts = match word(line, next)? {
        Word::Part(parts) => parts,
        Word::Half => 2.0,
        _ => return None,
    };
    let many = line.lower(next).ends_with('s') && !line.is(next, "half");
    (many == (count > 1.0) && count < parts).then(|| (count / parts, next + 1))
}
