//! Themes and the words that show them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::knowledge::phrases::Phrases;
use crate::knowledge::table::{list, rows};

/// What a word shows.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// The theme.
    pub theme: &'static str,
    /// Whether it names the theme by itself.
    pub strong: bool,
}

static THEMES: LazyLock<Phrases<Vec<Cue>>> = LazyLock::new(|| {
    let mut by_phrase: FxHashMap<String, Vec<Cue>> = FxHashMap::default();
    for [theme, strong, weak] in rows::<3>(include_str!("../../assets/en/themes.tsv")) {
        for (cell, strong) in [(strong, true), (weak, false)] {
            for phrase in list(cell) {
                for form in [phrase.to_owned(), format!("{phrase}s")] {
                    by_phrase.entry(form).or_default().push(Cue { theme, strong });
                }
            }
        }
    }
    let mut phrases = Phrases::default();
    for (phrase, cues) in by_phrase {
        phrases.add(&phrase, cues);
    }
    phrases
});

/// The longest phrase at a word, with the themes it shows.
pub fn longest<'a>(word_at: impl Fn(usize) -> &'a str, at: usize) -> Option<(usize, &'static [Cue])> {
    THEMES.longest(word_at, at).map(|(len, cues)| (len, cues.as_slice()))
}
