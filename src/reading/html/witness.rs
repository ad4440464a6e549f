//! In: the article's text as the page's own data give it. Out: which blocks occur in it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::survey::Survey;
use super::tree::Block;

/// The word groups of a text known to be the article's.
pub struct Witness {
    groups: HashSet<u64>,
    /// Length of the text in bytes.
    pub length: usize,
}

/// Words in a group: few enough for short sentences, enough to be no accident.
const GROUP: usize = 4;

impl Witness {
    /// Takes the text in; markup inside it is passed over. Too short a text proves nothing.
    pub fn new(text: &str) -> Option<Self> {
        const SHORTEST: usize = 200;
        if text.len() < SHORTEST {
            return None;
        }
        let bare = without_tags(text);
        Some(Self {
            groups: groups(&bare).collect(),
            length: bare.len(),
        })
    }

    /// The share of the block's word groups that occur in the text; `None` for a block too short to tell.
    pub fn share(&self, block: &str) -> Option<f32> {
        let (mut all, mut known) = (0u32, 0u32);
        for group in groups(block) {
            all += 1;
            known += u32::from(self.groups.contains(&group));
        }
        (all > 0).then(|| known as f32 / all as f32)
    }
}

/// What the page's own copy of the text says of each block.
#[derive(Debug, Default)]
pub struct Sworn {
    shares: Vec<Option<f32>>,
    /// Whether the copy is whole, so that what is not in it is not of the article.
    pub is_whole: bool,
}

impl Sworn {
    /// Compares every block. The copy is whole if nearly all of it is on the page, and it is half of the
    /// `about` bytes of text found without it at least.
    pub fn new(survey: &Survey, witness: &Witness, about: usize) -> Self {
        let blocks = &survey.tree.blocks;
        let share = |block: &Block| {
            if survey.prose.shows(block) {
                witness.share(&block.text)
            } else {
                None
            }
        };
        let mut sworn = Self {
            shares: blocks.iter().map(share).collect(),
            is_whole: false,
        };
        let found = blocks
            .iter()
            .enumerate()
            .filter(|(at, _)| sworn.confirms(*at));
        let bytes: usize = found.map(|(_, block)| block.text.len()).sum();
        sworn.is_whole = bytes * 10 > witness.length * 7 && bytes * 2 > about;
        sworn
    }

    /// Whether the block is in the copy.
    pub fn confirms(&self, at: usize) -> bool {
        self.share(at).is_some_and(|share| share > 0.7)
    }

    /// Whether the block is not in it.
    pub fn denies(&self, at: usize) -> bool {
        self.share(at).is_some_and(|share| share < 0.3)
    }

    fn share(&self, at: usize) -> Option<f32> {
        self.shares.get(at).copied().flatten()
    }
}

fn groups(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut last = [0u64; GROUP];
    let mut count = 0usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .filter_map(move |word| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            last.rotate_left(1);
            if let Some(slot) = last.last_mut() {
                *slot = hasher.finish();
            }
            count += 1;
            (count >= GROUP).then(|| {
                let mut hasher = DefaultHasher::new();
                last.hash(&mut hasher);
                hasher.finish()
            })
        })
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        match after.split_once('>') {
            Some((tag, behind)) if tag.len() < 2_000 => rest = behind,
            _ => rest = after,
        }
    }
    out.push_str(rest);
    out
}
