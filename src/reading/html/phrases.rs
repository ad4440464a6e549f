//! In: a line of visible text. Out: whether its first words mark it as the page's own, not the article's.
//!
//! The words live in `assets/html_cues.tsv`, groups `ends`, `talk`, `label`, `line` and `signs`.

use std::collections::HashSet;

use super::cues::group;

/// A line that opens a section behind the article is no longer than this.
const LONGEST_OPENER: usize = 70;
/// A line about the page itself is no longer than this.
const LONGEST_LINE: usize = 200;
/// The same for a line without a link.
const LONGEST_BARE: usize = 90;

/// A section behind an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Links to other articles, share buttons, the author's box.
    Links,
    /// What readers wrote.
    Comments,
}

/// The phrases of the table.
pub struct Phrases {
    ends: Vec<&'static str>,
    /// Begin and end of those that hold any words between them.
    frames: Vec<(&'static str, &'static str)>,
    talk: Vec<&'static str>,
    signs: Vec<&'static str>,
    labels: HashSet<&'static str>,
    lines: Vec<&'static str>,
    /// The first letters of labels and lines: few texts begin with one of them and are looked at further.
    firsts: HashSet<char>,
}

impl Phrases {
    /// Reads the table built into the program.
    pub fn new() -> Self {
        let firsts = group("label")
            .chain(group("line"))
            .filter_map(|words| words.chars().next());
        Self {
            ends: group("ends").collect(),
            frames: group("ends")
                .filter_map(|phrase| phrase.split_once(" … "))
                .collect(),
            talk: group("talk").collect(),
            signs: group("signs").collect(),
            labels: group("label").collect(),
            lines: group("line").collect(),
            firsts: firsts.collect(),
        }
    }

    /// What the line opens behind an article.
    pub fn opens(&self, text: &str) -> Option<Section> {
        if text.len() > LONGEST_OPENER {
            return None;
        }
        // "12 Comments", "» Related", "3 thoughts on".
        let text = text
            .trim_start_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        let any = |phrases: &[&str]| phrases.iter().any(|phrase| begins(&text, phrase));
        if any(&self.talk) {
            Some(Section::Comments)
        } else {
            let framed = |(begin, end): &(&str, &str)| text.ends_with(end) && begins(&text, begin);
            (any(&self.ends) || self.frames.iter().any(framed)).then_some(Section::Links)
        }
    }

    /// Whether the line opens the names below an official text.
    pub fn signs(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.signs.iter().any(|phrase| begins(&text, phrase))
    }

    /// Whether the line is a label or speaks of the page itself; one without a link must be the shorter.
    pub fn is_of_page(&self, text: &str, has_link: bool) -> bool {
        if text.len() > if has_link { LONGEST_LINE } else { LONGEST_BARE } {
            return false;
        }
        let is_first = |c: char| c.to_lowercase().any(|c| self.firsts.contains(&c));
        let begin = text.chars().find(|c| c.is_alphanumeric());
        if !text.chars().next().into_iter().chain(begin).any(is_first) {
            return false;
        }
        let text = text.to_lowercase();
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        self.labels.contains(&bare) || self.lines.iter().any(|phrase| begins(&text, phrase))
    }
}

/// Whether the text begins with the whole words of the phrase.
fn begins(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            || !phrase.ends_with(|c: char| c.is_ascii_alphanumeric())
    })
}
