//! A set of phrases, each with a value: the words of a text in, the longest phrase at a place out.
//!
//! Phrases are kept as a trie over numbered words, so a match costs one hash look-up for a word that
//! begins no phrase, and two for each word of a phrase; matching allocates nothing.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// Phrases of one or more words, each with a value.
#[derive(Debug)]
pub struct Phrases<T> {
    words: FxHashMap<Box<str>, Word>,
    edges: FxHashMap<(u32, u32), u32>,
    values: Vec<Option<T>>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    id: u32,
    /// The node after this word at the start of a phrase; [`ROOT`] where no phrase starts with it.
    start: u32,
}

const ROOT: u32 = 0;

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            words: FxHashMap::default(),
            edges: FxHashMap::default(),
            values: vec![None],
        }
    }
}

impl<T> Phrases<T> {
    /// Room for about this many phrases.
    pub fn with_capacity(phrases: usize) -> Self {
        let mut made = Self::default();
        made.words.reserve(phrases);
        made.edges.reserve(phrases);
        made.values.reserve(phrases);
        made
    }

    /// The value slot of a phrase, made where the phrase is new. Case is ignored; words are told
    /// apart by the rules that cut the text. A phrase without words has no slot.
    pub fn slot(&mut self, phrase: &str) -> Option<&mut Option<T>> {
        let mut node = ROOT;
        for word in words(phrase) {
            node = self.step(node, &lower(word));
        }
        if node == ROOT {
            return None;
        }
        self.values.get_mut(node as usize)
    }

    /// Sets the value of a phrase that has none yet; an earlier value stays.
    pub fn insert(&mut self, phrase: &str, value: T)
    where
        T: Copy,
    {
        for spelling in spellings(phrase).into_iter().flatten() {
            if let Some(slot) = self.slot(&spelling) {
                slot.get_or_insert(value);
            }
        }
    }

    /// The longest phrase that begins at `index`: how many words it takes, and its value.
    ///
    /// `word_at` gives the words of the text in lower case (ASCII letters, straight apostrophes,
    /// every dash a hyphen), and an empty word where the sentence ends.
    pub fn longest<'w>(
        &self,
        word_at: impl Fn(usize) -> &'w str,
        index: usize,
    ) -> Option<(usize, &T)> {
        let mut node = self.words.get(word_at(index))?.start;
        if node == ROOT {
            return None;
        }
        let mut taken = 1;
        let mut found = None;
        loop {
            if let Some(Some(value)) = self.values.get(node as usize) {
                found = Some((taken, value));
            }
            let Some(word) = self.words.get(word_at(index.saturating_add(taken))) else {
                return found;
            };
            let Some(&next) = self.edges.get(&(node, word.id)) else {
                return found;
            };
            node = next;
            taken += 1;
        }
    }

    /// The value of a phrase given as text, whole.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        let mut node = ROOT;
        for word in words(phrase) {
            let word = self.words.get(&*lower(word))?;
            node = if node == ROOT {
                word.start
            } else {
                *self.edges.get(&(node, word.id))?
            };
            if node == ROOT {
                return None;
            }
        }
        self.values.get(node as usize)?.as_ref()
    }

    /// The node after `word` at `node`, made where it is new.
    fn step(&mut self, node: u32, word: &str) -> u32 {
        let fresh = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let entry = match self.words.get_mut(word) {
            Some(entry) => entry,
            None => self
                .words
                .entry(word.into())
                .or_insert(Word { id, start: ROOT }),
        };
        let next = if node == ROOT {
            if entry.start == ROOT {
                entry.start = fresh;
            }
            entry.start
        } else {
            *self.edges.entry((node, entry.id)).or_insert(fresh)
        };
        if next == fresh {
            self.values.push(None);
        }
        next
    }
}

/// The word with its ASCII letters in lower case.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        word.to_ascii_lowercase().into()
    } else {
        word.into()
    }
}

/// The phrase as given and, where an apostrophe stands inside a word ("d'Ivoire"), the curly form:
/// text keeps the apostrophe that it was written with there.
fn spellings(phrase: &str) -> [Option<Cow<'_, str>>; 2] {
    let inner =
        phrase.contains('\'') && words(phrase).any(|word| word.len() > 2 && word.contains('\''));
    [
        Some(phrase.into()),
        inner.then(|| phrase.replace('\'', "’").into()),
    ]
}

/// The plural of a noun or noun phrase by the plain rules; nothing where it already ends like one.
pub fn plural(noun: &str) -> Option<String> {
    if noun.ends_with(['s', '-']) || noun.ends_with("ese") || !noun.ends_with(char::is_alphabetic) {
        return None;
    }
    let vowel_before_y = ["ay", "ey", "oy", "uy"]
        .iter()
        .any(|end| noun.ends_with(end));
    Some(
        if let Some(stem) = noun.strip_suffix('y').filter(|_| !vowel_before_y) {
            format!("{stem}ies")
        } else if ["ch", "sh", "x", "z"].iter().any(|end| noun.ends_with(end)) {
            format!("{noun}es")
        } else {
            format!("{noun}s")
        },
    )
}

/// Cuts a phrase as text is cut: letters ("d'Ivoire" is one word, the clitic "'s" another), dotted
/// letters, numbers, and single marks.
fn words(phrase: &str) -> impl Iterator<Item = &str> {
    let mut rest = phrase;
    let mut glued = false;
    std::iter::from_fn(move || {
        let trimmed = rest.trim_start();
        glued &= trimmed.len() == rest.len();
        let first = trimmed.chars().next()?;
        let len = if first.is_alphabetic() {
            word_len(trimmed)
        } else if first.is_ascii_digit() {
            number_len(trimmed)
        } else if glued && is_clitic(trimmed) {
            "'s".len()
        } else {
            first.len_utf8()
        };
        let (word, after) = trimmed.split_at_checked(len)?;
        rest = after;
        glued = true;
        Some(word)
    })
}

fn word_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut dotted = 0;
    while letter(dotted) && bytes.get(dotted + 1) == Some(&b'.') {
        dotted += 2;
    }
    if dotted >= 4 && !letter(dotted) {
        return dotted;
    }
    let mut len = 0;
    for c in rest.chars() {
        let after = || rest.get(len + c.len_utf8()..).unwrap_or_default();
        let inner = matches!(c, '\'' | '’') && len <= 2 && after().starts_with(char::is_uppercase);
        if !c.is_alphabetic() && !inner {
            break;
        }
        len += c.len_utf8();
    }
    len
}

/// Length of the number at the start of `rest`, in bytes: digits, and commas or points that digits follow.
pub(crate) fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut len = 0;
    while digit(len) || (matches!(bytes.get(len), Some(b',' | b'.')) && digit(len + 1)) {
        len += 1;
    }
    len
}

fn is_clitic(rest: &str) -> bool {
    rest.strip_prefix("'s")
        .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(phrases: &Phrases<u8>, text: &str, index: usize) -> Option<(usize, u8)> {
        let words: Vec<&str> = text.split(' ').collect();
        phrases
            .longest(|at| words.get(at).copied().unwrap_or_default(), index)
            .map(|(taken, &value)| (taken, value))
    }

    #[test]
    fn finds_the_longest_phrase() {
        let mut phrases = Phrases::default();
        phrases.insert("Guinea", 1);
        phrases.insert("Guinea-Bissau", 2);
        phrases.insert("Papua New Guinea", 3);
        phrases.insert("guinea", 9);
        for (text, index, found) in [
            ("in guinea today", 1, Some((1, 1))),
            ("guinea - bissau", 0, Some((3, 2))),
            ("guinea - conakry", 0, Some((1, 1))),
            ("papua new guinea", 0, Some((3, 3))),
            ("papua new", 0, None),
            ("new guinea", 0, None),
            ("new guinea", 1, Some((1, 1))),
            ("new guinea", 7, None),
        ] {
            assert_eq!(longest(&phrases, text, index), found, "{text}");
        }
        assert_eq!(phrases.get("papua new guinea"), Some(&3));
        assert_eq!(phrases.get("papua new"), None);
        assert_eq!(phrases.get(""), None);
    }

    #[test]
    fn cuts_phrases_like_text() {
        for (phrase, cut) in [
            ("U.S. president", vec!["U.S.", "president"]),
            ("St. John's", vec!["St", ".", "John", "'s"]),
            ("Côte d'Ivoire", vec!["Côte", "d'Ivoire"]),
            ("C5+1", vec!["C", "5", "+", "1"]),
            ("Washington, D.C.", vec!["Washington", ",", "D.C."]),
            ("Nuku'alofa", vec!["Nuku", "'", "alofa"]),
        ] {
            assert_eq!(words(phrase).collect::<Vec<_>>(), cut, "{phrase}");
        }
    }

    #[test]
    fn accepts_either_apostrophe_inside_a_word() {
        let mut phrases = Phrases::default();
        phrases.insert("Côte d'Ivoire", 1);
        for text in ["côte d'ivoire", "côte d’ivoire"] {
            assert_eq!(longest(&phrases, text, 0), Some((2, 1)), "{text}");
        }
    }

    #[test]
    fn makes_plurals() {
        for (noun, many) in [
            ("tariff", Some("tariffs")),
            ("subsidy", Some("subsidies")),
            ("highway", Some("highways")),
            ("drought relief", Some("drought reliefs")),
            ("tax", Some("taxes")),
            ("armed forces", None),
            ("covid-19", None),
        ] {
            assert_eq!(plural(noun).as_deref(), many, "{noun}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_phrase_is_found_whole(phrase in "\\PC{1,40}") {
            let mut phrases = Phrases::default();
            phrases.insert(&phrase, 7u8);
            proptest::prop_assert_eq!(
                phrases.get(&phrase).is_some(),
                words(&phrase).next().is_some()
            );
        }
    }
}
