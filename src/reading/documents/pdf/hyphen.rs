//! The end of a line and the start of the next in, their text as one line out: a word broken at
//! the line end becomes whole again, a compound keeps its hyphen.

use std::collections::HashMap;

/// First parts of compounds that keep their hyphen.
const PREFIXES: &str = include_str!("../../../../assets/en/compound_prefixes.txt");

/// How often each word stands whole within the lines of a document, in lower case.
#[derive(Debug, Default)]
pub struct Words(HashMap<String, usize>);

impl Words {
    /// The words of these lines; the last word of a line may be broken, and the first may be the
    /// rest of one.
    pub fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let mut words: HashMap<String, usize> = HashMap::new();
        for line in lines {
            let tokens: Vec<&str> = line.split_whitespace().collect();
            let inner = tokens.get(1..tokens.len().saturating_sub(1));
            for token in inner.unwrap_or_default() {
                let word = core(token).to_lowercase().replace('\u{ad}', "");
                if !word.is_empty() {
                    *words.entry(word).or_default() += 1;
                }
            }
        }
        Self(words)
    }

    fn count(&self, word: &str) -> usize {
        self.0.get(&word.to_lowercase()).copied().unwrap_or(0)
    }
}

/// Appends the next line to a text.
pub fn append(text: &mut String, next: &str, words: &Words) {
    let next = next.trim_start();
    text.truncate(text.trim_end().len());
    if drop_soft_hyphen(text) {
        text.push_str(next);
        return;
    }
    if text.is_empty() {
        text.push_str(next);
        return;
    }
    match seam(text, next, words) {
        Seam::Space => text.push(' '),
        Seam::Close => {}
        Seam::DropHyphen => {
            text.pop();
        }
    }
    text.push_str(next);
}

/// Drops a hyphen that the file itself calls soft from the end of a line. Some programs write the
/// visible hyphen after it; one before it belongs to the word.
fn drop_soft_hyphen(text: &mut String) -> bool {
    let bare = text.trim_end_matches(['\u{ad}', '-']);
    let tail = text.get(bare.len()..).unwrap_or_default();
    let Some(soft) = tail.find('\u{ad}') else {
        return false;
    };
    text.truncate(bare.len() + soft);
    true
}

/// How two lines are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seam {
    Space,
    Close,
    DropHyphen,
}

fn seam(text: &str, next: &str, words: &Words) -> Seam {
    let last = text.split_whitespace().last().unwrap_or_default();
    let first = next.split_whitespace().next().unwrap_or_default();
    let is_link = last.contains("://") || last.starts_with("www.");
    if is_link && last.ends_with(['/', '-', '_', '?', '=', '&']) || last.ends_with('—') {
        return if last == "—" {
            Seam::Space
        } else {
            Seam::Close
        };
    }
    let Some(start) = last.strip_suffix('-') else {
        return Seam::Space;
    };
    // A hyphen that stands alone is a dash.
    if !start.ends_with(char::is_alphanumeric) {
        return Seam::Space;
    }
    if ["and", "or", "to", "und", "oder"].contains(&core(first)) {
        return Seam::Space;
    }
    let is_word = first.starts_with(char::is_lowercase);
    if !is_word || !start.ends_with(char::is_alphabetic) {
        return Seam::Close;
    }
    judged(core_start(start), core(first), words)
}

/// Whether the parts of a word are one word or a compound.
fn judged(start: &str, rest: &str, words: &Words) -> Seam {
    let (start, rest) = (start.replace('\u{ad}', ""), rest.replace('\u{ad}', ""));
    let whole = words.count(&format!("{start}{rest}"));
    let compound = words.count(&format!("{start}-{rest}"));
    if whole != compound {
        return if whole > compound {
            Seam::DropHyphen
        } else {
            Seam::Close
        };
    }
    let is_prefix = PREFIXES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|prefix| prefix == start.to_lowercase());
    let is_name = start.chars().skip(1).any(char::is_uppercase);
    if is_prefix || is_name {
        Seam::Close
    } else {
        Seam::DropHyphen
    }
}

/// A word without the marks around it.
fn core(token: &str) -> &str {
    core_start(token).trim_end_matches(|c: char| !c.is_alphanumeric())
}

fn core_start(token: &str) -> &str {
    token.trim_start_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_words_and_keeps_compounds() {
        let lines = [
            "a decision-making body here",
            "some policymakers and re-establish it",
        ];
        let words = Words::of(lines.into_iter());
        for (text, next, expected) in [
            ("the imple-", "mentation of", "the implementation of"),
            ("the “imple-", "mentation” of", "the “implementation” of"),
            ("a long-", "term plan", "a long-term plan"),
            ("(Vice-", "President Maronde)", "(Vice-President Maronde)"),
            ("COVID-", "19 cases", "COVID-19 cases"),
            ("a decision-", "making body", "a decision-making body"),
            ("the policy-", "makers met", "the policymakers met"),
            ("to re-estab-", "lish it", "to re-establish it"),
            ("short-", "and long-term", "short- and long-term"),
            ("soft\u{ad}", "ened", "softened"),
            ("co-op\u{ad}-", "eration", "co-operation"),
            ("Vice-\u{ad}", "President", "Vice-President"),
            ("plain", "words", "plain words"),
            ("a dash -", "here", "a dash - here"),
            ("word—", "and more", "word—and more"),
            ("https://a.example/", "b-c", "https://a.example/b-c"),
            ("UN-", "backed", "UN-backed"),
            ("", "start", "start"),
        ] {
            let mut joined = text.to_owned();
            append(&mut joined, next, &words);
            assert_eq!(joined, expected);
        }
    }

    #[test]
    fn prefixes_are_one_word_a_line() {
        let rows = PREFIXES.lines().filter(|line| !line.starts_with('#'));
        assert!(rows.clone().count() > 50);
        for row in rows {
            assert_eq!(row, row.trim().to_lowercase());
            assert!(!row.is_empty());
        }
    }
}
