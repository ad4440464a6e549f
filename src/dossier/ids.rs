//! Short names for items, the same for the same text on every machine.

use std::collections::BTreeSet;

use crate::reading::Article;

/// `prefix-` and twelve hexadecimal digits of the FNV-1a hash of the parts.
pub(super) fn id(prefix: &str, parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{prefix}-{:012x}", hash & 0xffff_ffff_ffff)
}

/// `prefix-` and the text in lower-case ASCII, words joined by hyphens ("p-maria-silva").
pub(super) fn slug(prefix: &str, text: &str) -> String {
    let folded = any_ascii::any_ascii(text).to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!("{prefix}-{}", words.join("-"))
}

/// An id for each article: the number that its file name begins with where each has one of its own, else
/// its place, three digits and more.
pub(super) fn of_articles(articles: &[Article]) -> Vec<String> {
    let numbers: Vec<&str> = articles
        .iter()
        .map(|article| file_number(&article.file))
        .collect();
    let distinct: BTreeSet<&str> = numbers.iter().copied().collect();
    if distinct.len() == articles.len() && !distinct.contains("") {
        return numbers.into_iter().map(str::to_owned).collect();
    }
    let width = articles.len().to_string().len().max(3);
    (1..=articles.len())
        .map(|number| format!("{number:0width$}"))
        .collect()
}

/// The digits that a file's name begins with, at most six.
fn file_number(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    let end = name
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(name.len());
    name.get(..end)
        .filter(|digits| digits.len() <= 6)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_articles() {
        for (files, wanted) in [
            (vec!["000_a.txt", "002_b.txt"], vec!["000", "002"]),
            (vec!["a.txt", "2.txt"], vec!["001", "002"]),
            (vec!["x/1.txt", "y/1.txt"], vec!["001", "002"]),
            (vec!["20251008123456.txt"], vec!["001"]),
        ] {
            let articles: Vec<_> = files
                .iter()
                .map(|file| Article {
                    file: (*file).to_owned(),
                    ..Article::default()
                })
                .collect();
            assert_eq!(of_articles(&articles), wanted);
        }
    }
}
