//! How the reasons for a date are worded.

use chrono::NaiveDate;

use crate::edtf::Edtf;

/// A quotation, its white space folded.
pub(super) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("“{}”", words.join(" "))
}

/// An article's file without folders and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// "6 June 2024".
pub(super) fn day(day: NaiveDate) -> String {
    Edtf::day(day).map_or_else(String::new, Edtf::words)
}
