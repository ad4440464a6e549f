//! Tokens in, theme words out, with whether their sentence speaks of the meeting's business.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotating::tokens::{Shape, Tokens};
use crate::knowledge::table;
use crate::knowledge::themes::themes;
use crate::reading::BlockKind;
use crate::span::Span;

/// A word or phrase that shows a theme.
#[derive(Clone, Debug)]
pub struct ThemeMention {
    /// The word or phrase.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// One of the closed list.
    pub theme: &'static str,
    /// Whether it names the theme by itself.
    pub strong: bool,
    /// Whether it stands in a heading or in the sentence that opens the article.
    pub prominent: bool,
    /// Whether its sentence reports what was discussed, planned, agreed or disputed.
    pub in_business: bool,
}

/// The stems of words of business by their first byte.
static BUSINESS: LazyLock<FxHashMap<u8, Vec<&str>>> = LazyLock::new(|| {
    let table = include_str!("../../assets/en/agenda_cues.tsv");
    let mut stems: FxHashMap<u8, Vec<&str>> = FxHashMap::default();
    for [stem] in table::rows::<1>(table) {
        if let Some(first) = stem.bytes().next() {
            stems.entry(first).or_default().push(stem);
        }
    }
    stems
});

/// Nouns of institutions and offices: a theme in their names is not business.
static INSTITUTIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let table = include_str!("../../assets/en/institutions.tsv");
    table::rows::<1>(table).map(|[word]| word).collect()
});

/// Finds every theme word, in reading order.
pub fn recognise(tokens: &Tokens<'_>) -> Vec<ThemeMention> {
    let mut mentions = Vec::new();
    let mut opened = false;
    for (sentence, info, range) in tokens.sentences() {
        let heading = matches!(info.kind, BlockKind::Headline | BlockKind::Subhead);
        let prominent = heading || !opened;
        opened |= info.kind == BlockKind::Paragraph;
        let word_at = |index: usize| {
            if index < range.end {
                tokens.lower(index)
            } else {
                ""
            }
        };
        let listed = matches!(info.kind, BlockKind::ListItem | BlockKind::TableRow);
        let mut in_business = None;
        let mut at = range.start;
        while at < range.end {
            let Some((len, cues)) = themes().find(word_at, at) else {
                at += 1;
                continue;
            };
            let span = tokens.span(at..at + len);
            let in_business = *in_business
                .get_or_insert_with(|| listed || speaks_of_business(tokens, range.clone()));
            let capital = !listed && !heading && at > range.start;
            let in_name =
                (capital && is_title_case(tokens, at) && is_in_office(tokens, &range, at))
                    || INSTITUTIONS.contains(word_at(at + len));
            mentions.extend(cues.iter().map(|cue| ThemeMention {
                span,
                sentence,
                theme: cue.theme,
                // Inside a name ("the Ministry of Health") a word says little of what is discussed.
                strong: cue.strong && !in_name,
                prominent,
                in_business,
            }));
            at += len;
        }
    }
    mentions
}

fn speaks_of_business(tokens: &Tokens<'_>, sentence: Range<usize>) -> bool {
    sentence.into_iter().any(|at| {
        let word = tokens.lower(at);
        let stems = word.bytes().next().and_then(|first| BUSINESS.get(&first));
        stems.is_some_and(|stems| stems.iter().any(|stem| word.starts_with(stem)))
    })
}

/// Whether the capitalised words around a token name an institution or an office ("the Ministry of Health").
fn is_in_office(tokens: &Tokens<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let joins = |at: usize| {
        is_title_case(tokens, at)
            || matches!(
                tokens.lower(at),
                "of" | "for" | "and" | "the" | "'s" | "-" | ","
            )
    };
    let start = (sentence.start..at)
        .rev()
        .take_while(|&at| joins(at))
        .last()
        .unwrap_or(at);
    let end = (at..sentence.end)
        .take_while(|&at| joins(at))
        .last()
        .map_or(at, |last| last + 1);
    (start..end).any(|at| INSTITUTIONS.contains(tokens.lower(at)))
}

fn is_title_case(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| token.shape == Shape::Title)
}
