//! In: the class, id, role and itemprop words of an element. Out: which groups of cue words they belong to.
//!
//! The words live in `assets/html_cues.tsv`.

use std::collections::HashMap;

/// A set of cue groups, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cues(u32);

impl Cues {
    /// The container of an article's text.
    pub const BODY: Self = Self(1);
    /// An article, a story, main content.
    pub const MAIN: Self = Self(1 << 1);
    /// Menus, breadcrumbs, page numbers.
    pub const NAV: Self = Self(1 << 2);
    /// The foot of the page.
    pub const FOOTER: Self = Self(1 << 3);
    /// Side columns and widgets.
    pub const SIDE: Self = Self(1 << 4);
    /// Reader comments.
    pub const COMMENT: Self = Self(1 << 5);
    /// Links to other articles.
    pub const RELATED: Self = Self(1 << 6);
    /// Share and vote buttons.
    pub const SHARE: Self = Self(1 << 7);
    /// Advertisements, newsletters, paywalls, consent, log-in.
    pub const PROMO: Self = Self(1 << 8);
    /// Bylines and author boxes.
    pub const AUTHOR: Self = Self(1 << 9);
    /// Dates, tags, reading times.
    pub const META: Self = Self(1 << 10);
    /// Captions, credits, galleries.
    pub const CAPTION: Self = Self(1 << 11);
    /// Headlines.
    pub const TITLE: Self = Self(1 << 12);
    /// Sentences of the text shown a second time.
    pub const QUOTE: Self = Self(1 << 13);
    /// Text for screen readers only.
    pub const UNSEEN: Self = Self(1 << 14);
    /// Declared to be the article's text (`itemprop=articleBody`).
    pub const ANCHOR: Self = Self(1 << 15);
    /// Photo credits.
    pub const CREDIT: Self = Self(1 << 16);
    /// Legal notes.
    pub const DISCLAIMER: Self = Self(1 << 17);
    /// Buttons to edit a part of the page.
    pub const EDIT: Self = Self(1 << 18);
    /// No cue.
    pub const NONE: Self = Self(0);

    const NAMES: [(&'static str, Self); 18] = [
        ("body", Self::BODY),
        ("main", Self::MAIN),
        ("nav", Self::NAV),
        ("footer", Self::FOOTER),
        ("side", Self::SIDE),
        ("comment", Self::COMMENT),
        ("related", Self::RELATED),
        ("share", Self::SHARE),
        ("promo", Self::PROMO),
        ("author", Self::AUTHOR),
        ("meta", Self::META),
        ("caption", Self::CAPTION),
        ("title", Self::TITLE),
        ("quote", Self::QUOTE),
        ("unseen", Self::UNSEEN),
        ("credit", Self::CREDIT),
        ("disclaimer", Self::DISCLAIMER),
        ("edit", Self::EDIT),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the groups of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the two sets share a group.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The words of a group of the table.
pub fn group(wanted: &str) -> impl Iterator<Item = &'static str> {
    include_str!("../../../assets/html_cues.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(move |(group, _)| *group == wanted)
        .map(|(_, words)| words)
}

/// The cue words, ready for look-up. Attribute values seen once are remembered: pages repeat them.
pub struct CueTable {
    words: HashMap<&'static str, Cues>,
    prefixes: Vec<(&'static str, Cues)>,
    /// Names that begin so tell about the page or its subject, not about what the element holds.
    untold: Vec<&'static str>,
    seen: HashMap<String, Cues>,
}

impl CueTable {
    /// Reads the table built into the program.
    pub fn new() -> Self {
        let mut words: HashMap<&'static str, Cues> = HashMap::new();
        let mut prefixes = Vec::new();
        for line in include_str!("../../../assets/html_cues.tsv").lines() {
            let Some((group, word)) = line.split_once('\t') else {
                continue;
            };
            let Some(&(_, cue)) = Cues::NAMES.iter().find(|(name, _)| *name == group) else {
                continue;
            };
            if let Some(prefix) = word.strip_suffix('*') {
                prefixes.push((prefix, cue));
            } else {
                let entry = words.entry(word).or_default();
                *entry = entry.with(cue);
            }
        }
        Self {
            words,
            prefixes,
            untold: group("untold").collect(),
            seen: HashMap::new(),
        }
    }

    /// The cue groups of one attribute value.
    pub fn of(&mut self, value: &str) -> Cues {
        if let Some(&cues) = self.seen.get(value) {
            return cues;
        }
        let cues = self.look_up(value);
        self.seen.insert(value.to_owned(), cues);
        cues
    }

    fn look_up(&self, value: &str) -> Cues {
        // A class list longer than this is machine-made; its words say nothing.
        const LONGEST: usize = 400;
        let mut cues = Cues::NONE;
        if value.len() > LONGEST {
            return cues;
        }
        for name in value.split_ascii_whitespace() {
            if name.contains(':') || self.untold.iter().any(|prefix| name.starts_with(prefix)) {
                continue;
            }
            let words = name_words(name);
            if let [only] = words.as_slice() {
                let whole = format!("={only}");
                cues = cues.with(self.words.get(whole.as_str()).copied().unwrap_or_default());
            }
            for (at, word) in words.iter().enumerate() {
                cues = cues.with(self.word(word));
                if let Some(next) = words.get(at + 1) {
                    let pair = format!("{word}-{next}");
                    cues = cues.with(self.words.get(pair.as_str()).copied().unwrap_or_default());
                    if let Some(third) = words.get(at + 2) {
                        let triple = format!("{pair}-{third}");
                        cues =
                            cues.with(self.words.get(triple.as_str()).copied().unwrap_or_default());
                    }
                }
            }
        }
        cues
    }

    fn word(&self, word: &str) -> Cues {
        let mut cues = self.words.get(word).copied().unwrap_or_default();
        for (prefix, cue) in &self.prefixes {
            if word.starts_with(prefix) {
                cues = cues.with(*cue);
            }
        }
        cues
    }
}

/// Cuts a class or id name at punctuation, digits and inner capital letters: `relatedPosts-2` → related, posts.
fn name_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut lower_before = false;
    for c in name.chars() {
        let is_cut = !c.is_alphabetic() || (c.is_uppercase() && lower_before);
        if is_cut && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
