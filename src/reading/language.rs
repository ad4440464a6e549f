//! The blocks of an article in, its language out: told by its letters, and by its small words where it is
//! short.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use whatlang::{Lang, detect};

use super::{Block, BlockKind, Language};
use crate::knowledge::table::{list, rows};

/// How much text is looked at, in bytes.
const SAMPLE: usize = 8 * 1024;

/// Fewer letters than these tell nothing.
const LEAST: usize = 40;

/// From this share of the words that are English small words on, a text is English.
const SMALL_WORDS: f64 = 0.12;

/// The code of ISO 639-1 and the English name of a language by its code of ISO 639-3.
static LANGUAGES: LazyLock<FxHashMap<&str, (&str, &str)>> = LazyLock::new(|| {
    rows(include_str!("../../assets/languages.tsv"))
        .map(|[three, two, name]| (three, (two, name)))
        .collect()
});

static ENGLISH: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows(include_str!("../../assets/en/small_words.tsv"))
        .flat_map(|[words]| list(words))
        .collect()
});

/// The language that most of an article is in. What is too short to tell is taken for English.
pub(super) fn of(text: &str, blocks: &[Block]) -> Language {
    let mut sample = String::new();
    let said = |kind: BlockKind| kind.is_fact_bearing() || kind == BlockKind::Headline;
    for block in blocks.iter().filter(|block| said(block.kind)) {
        sample.push_str(block.span.of(text));
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample.truncate(sample.floor_char_boundary(SAMPLE));
    let letters = sample
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(LEAST)
        .count();
    if letters < LEAST || is_english(&sample) {
        return Language::default();
    }
    let told = detect(&sample).filter(|info| info.lang() != Lang::Eng && info.is_reliable());
    told.and_then(|info| LANGUAGES.get(info.lang().code()))
        .map_or_else(Language::default, |&(code, name)| Language { code, name })
}

fn is_english(text: &str) -> bool {
    let mut buffer = String::new();
    let (mut all, mut small) = (0_usize, 0_usize);
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        buffer.clear();
        buffer.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        all += 1;
        small += usize::from(ENGLISH.contains(buffer.as_str()));
    }
    small as f64 >= all as f64 * SMALL_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn tells_languages() {
        for (text, wanted) in [
            (
                "Ministers of nine states met in Lima on Monday and agreed on the water of the lake.",
                "en",
            ),
            (
                "Les ministres de neuf pays se sont réunis lundi à Lima et ont conclu un accord sur l'eau du lac.",
                "fr",
            ),
            (
                "Министры девяти стран встретились в понедельник в Лиме и договорились о воде озера.",
                "ru",
            ),
            (
                "Die Minister aus neun Ländern trafen sich am Montag in Lima und einigten sich über das Wasser.",
                "de",
            ),
            (
                "九个国家的部长星期一在利马会晤，就湖水问题达成一致意见，并同意今后每年举行一次会议，共同讨论水资源的利用。",
                "zh",
            ),
            (
                "اجتمع وزراء تسع دول يوم الاثنين في ليما واتفقوا على مياه البحيرة وعلى موعد اللقاء القادم.",
                "ar",
            ),
            ("Lima, 3 March", "en"),
            (
                "Tokayev, Mirziyoyev, Japarov, Rahmon, Berdimuhamedov, Aliyev, Lukashenko, Pashinyan and Putin met.",
                "en",
            ),
        ] {
            let block = Block {
                span: Span::new(0, text.len()),
                kind: BlockKind::Paragraph,
                cells: Vec::new(),
            };
            assert_eq!(of(text, &[block]).code, wanted, "{text}");
        }
    }

    #[test]
    fn knows_every_language_that_is_told() {
        for lang in Lang::all() {
            assert!(LANGUAGES.contains_key(lang.code()), "{lang}");
        }
    }
}
