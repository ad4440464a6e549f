//! Phrases with a value, matched against the words of a text, the longest first.

use rustc_hash::FxHashMap;

/// Phrases by their first word.
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase, in any case; hyphens and other marks are words of their own, as in a text.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut words = cut(&phrase.to_lowercase()).into_iter();
        let Some(first) = words.next() else { return };
        let slot = self.by_first.entry(first).or_default();
        slot.push((words.collect(), value));
        slot.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }

    /// The longest phrase at a word: number of words and value.
    pub fn longest<'a>(&self, word_at: impl Fn(usize) -> &'a str, at: usize) -> Option<(usize, &T)> {
        let candidates = self.by_first.get(word_at(at))?;
        candidates.iter().find_map(|(rest, value)| {
            let fits = rest.iter().enumerate().all(|(offset, word)| word_at(at + 1 + offset) == word);
            fits.then_some((1 + rest.len(), value))
        })
    }
}

/// Cuts a phrase as text is cut: dotted capitals are one word, "'s" and marks are words of their own.
fn cut(phrase: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in phrase.split_whitespace() {
        let dotted = part.len() > 3 && part.char_indices().all(|(at, c)| (at % 2 == 1) == (c == '.'));
        if dotted {
            words.push(part.to_owned());
            continue;
        }
        let mut word = String::new();
        for c in part.chars() {
            if c.is_alphanumeric() || (c == '\'' && !word.is_empty() && word.len() <= 2) {
                word.push(c);
            } else {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                words.push(c.to_string());
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}
