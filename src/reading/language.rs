//! The blocks of an article in, its language out: told by its letters, and by its small words where it is
//! short.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use whatlang::{Lang, detect};

use super::{Block, BlockKind, Language};
use crate::knowledge::table::{list, rows};

/// How much text is looked at, in bytes.
const SAMPLE: usize = 4 * 1024;

/// How much is enough to see that a text is English.
const GLANCE: usize = 1000;

/// Fewer letters than these tell nothing.
const LEAST: usize = 40;

/// From so many letters on a guess is better than none.
const MANY: usize = 200;

/// Shares of the words that are English small words: what is surely English, what may be, what is not.
const SURELY: f64 = 0.2;
const PERHAPS: f64 = 0.12;
const HARDLY: f64 = 0.06;

/// The languages by their codes of ISO 639-3.
static LANGUAGES: LazyLock<FxHashMap<&str, Language>> = LazyLock::new(|| {
    rows(include_str!("../../assets/languages.tsv"))
        .map(|[three, code, name]| (three, Language { code, name }))
        .collect()
});

/// The letters that tell a language from others of its script, and those that it has not.
static LETTERS: LazyLock<Vec<[&str; 3]>> =
    LazyLock::new(|| rows(include_str!("../../assets/letters.tsv")).collect());

static ENGLISH: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows(include_str!("../../assets/en/small_words.tsv"))
        .flat_map(|[words]| list(words))
        .collect()
});

/// The language that most of an article is in: by its letters and words, and where these leave it open by what
/// the page declares. What is too short to tell is taken for English.
pub(super) fn of(text: &str, blocks: &[Block], declared: Option<&str>) -> Language {
    if share_of_small_words(&sample(text, blocks, GLANCE)) >= SURELY {
        return Language::default();
    }
    let sample = sample(text, blocks, SAMPLE);
    let (mut letters, mut foreign) = (0, 0);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        // Latin with all its marks ends here.
        foreign += usize::from(c > '\u{24f}' && !('\u{1e00}'..='\u{1eff}').contains(&c));
    }
    let other_script = foreign * 2 > letters && foreign > 0;
    if letters < LEAST && !other_script {
        return Language::default();
    }
    if other_script && let Some(language) = by_letters(&sample) {
        return language;
    }
    let share = share_of_small_words(&sample);
    if share >= SURELY {
        return Language::default();
    }
    let Some(told) = detect(&sample) else {
        return Language::default();
    };
    let of_code = |code: &str| LANGUAGES.get(code).copied();
    let guess = of_code(told.lang().code()).filter(|_| told.lang() != Lang::Eng);
    let sure = told.is_reliable() && share < PERHAPS;
    let declared = || {
        let code = declared?.split(['-', '_']).next()?.to_ascii_lowercase();
        let known = LANGUAGES.values().find(|language| language.code == code);
        known.copied().filter(|_| share < PERHAPS)
    };
    let vague = || guess.filter(|_| share < HARDLY && letters >= MANY);
    let found = if other_script || sure {
        guess
    } else {
        declared().or_else(vague)
    };
    found.unwrap_or_default()
}

/// The first of what an article says itself, at most so many bytes.
fn sample(text: &str, blocks: &[Block], limit: usize) -> String {
    let mut sample = String::new();
    let said = |kind: BlockKind| kind.is_fact_bearing() || kind == BlockKind::Headline;
    for block in blocks.iter().filter(|block| said(block.kind)) {
        sample.push_str(block.span.of(text));
        sample.push('\n');
        if sample.len() > limit {
            break;
        }
    }
    sample.truncate(sample.floor_char_boundary(limit));
    sample
}

/// How often letters of its own show a language.
const OWN_LETTERS: usize = 3;

fn by_letters(sample: &str) -> Option<Language> {
    let lower = sample.to_lowercase();
    let count = |letters: &str| lower.chars().filter(|&c| letters.contains(c)).count();
    let [code, ..] = LETTERS
        .iter()
        .find(|[_, own, not]| count(own) >= OWN_LETTERS && count(not) == 0)?;
    let mut known = LANGUAGES.values();
    known.find(|language| language.code == *code).copied()
}

fn share_of_small_words(text: &str) -> f64 {
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
    small as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn tells_languages() {
        for (text, declared, wanted) in [
            (
                "Ministers of nine states met in Lima on Monday and agreed on the water of the lake.",
                None,
                "en",
            ),
            (
                "Ministers of nine states met in Lima on Monday and agreed on the water of the lake.",
                Some("ru"),
                "en",
            ),
            (
                "Les ministres de neuf pays se sont réunis lundi à Lima et ont conclu un accord sur l'eau du lac.",
                None,
                "fr",
            ),
            (
                "Министры девяти стран встретились в понедельник в Лиме и договорились о воде озера.",
                None,
                "ru",
            ),
            ("Министры встретились в Лиме.", None, "ru"),
            (
                "Тоғыз елдің министрлері дүйсенбіде Лимада кездесіп, көл суы туралы келісімге келді, ұсынысты қолдады.",
                None,
                "kk",
            ),
            (
                "Тогуз өлкөнүн министрлери дүйшөмбү күнү Лимада жолугуп, көлдүн суусу боюнча макулдашууга келишти. Алардын ар бири жаңы",
                None,
                "ky",
            ),
            (
                "Вазирони нӯҳ кишвар рӯзи душанбе дар Лима вохӯрданд ва дар бораи оби кӯл ба мувофиқат расиданд.",
                None,
                "tg",
            ),
            (
                "Die Minister aus neun Ländern trafen sich am Montag in Lima und einigten sich über das Wasser.",
                None,
                "de",
            ),
            ("Ni land møttes mandag.", Some("nb-NO"), "en"),
            (
                "Ministrene fra ni land møttes mandag i Lima og ble enige om vannet.",
                Some("no"),
                "no",
            ),
            (
                "九个国家的部长星期一在利马会晤，就湖水问题达成一致意见，并同意今后每年举行一次会议，共同讨论水资源的利用。",
                None,
                "zh",
            ),
            (
                "اجتمع وزراء تسع دول يوم الاثنين في ليما واتفقوا على مياه البحيرة وعلى موعد اللقاء القادم.",
                None,
                "ar",
            ),
            ("Lima, 3 March", Some("es"), "en"),
            (
                "Tokayev, Mirziyoyev, Japarov, Rahmon, Berdimuhamedov, Aliyev, Lukashenko, Pashinyan and Putin met.",
                None,
                "en",
            ),
        ] {
            let block = Block {
                span: Span::new(0, text.len()),
                kind: BlockKind::Paragraph,
                cells: Vec::new(),
            };
            assert_eq!(of(text, &[block], declared).code, wanted, "{text}");
        }
    }

    #[test]
    fn knows_every_language_that_is_told() {
        for lang in Lang::all() {
            assert!(LANGUAGES.contains_key(lang.code()), "{lang}");
        }
    }
}
