//! Organisations, regions and formats of meetings.

use std::sync::LazyLock;

use crate::knowledge::phrases::Phrases;
use crate::knowledge::table::{list, rows};

/// One of them.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Short and stable ("eu").
    pub id: &'static str,
    /// The usual name.
    pub name: &'static str,
}

static ORGANISATIONS: LazyLock<Phrases<Organisation>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for [id, names] in rows::<2>(include_str!("../../assets/organisations.tsv")) {
        let Some(name) = list(names).next() else { continue };
        for form in list(names) {
            phrases.add(form, Organisation { id, name });
        }
    }
    phrases
});

/// The longest name at a word.
pub fn longest<'a>(word_at: impl Fn(usize) -> &'a str, at: usize) -> Option<(usize, &'static Organisation)> {
    ORGANISATIONS.longest(word_at, at)
}
