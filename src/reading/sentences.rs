//! A block's text in, sentences out.
//!
//! A full stop ends a sentence where a new one can begin behind it. Abbreviations, initials, decimals,
//! ellipses and quotations are what can stand against that; the word lists are in
//! `assets/en/abbreviations.txt`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::vocabulary::{set_of, words_of};
use crate::span::Span;

const TABLE: &str = include_str!("../../assets/en/abbreviations.txt");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Abbreviation {
    /// A name follows.
    Name,
    /// A number follows.
    Number,
    /// Anything may follow.
    Open,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&str, Abbreviation>> = LazyLock::new(|| {
    [
        ("open", Abbreviation::Open),
        ("number", Abbreviation::Number),
        ("name", Abbreviation::Name),
    ]
    .into_iter()
    .flat_map(|(kind, what)| words_of(TABLE, kind).map(move |word| (word, what)))
    .collect()
});
static OPENERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "opener"));
static PLAIN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "plain"));
static SPEECH: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "speech"));

/// No sentence is longer, in bytes; longer ones are cut at a blank, and without one at twice the length.
const LONGEST: usize = 4096;

/// Cuts `span` of the text into sentences, white space at their ends left out.
pub(super) fn cut(text: &str, span: Span, out: &mut Vec<Span>) {
    let block = span.of(text);
    let bytes = block.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let length = at - start;
        let blank = matches!(byte, b' ' | b'\n');
        if length >= LONGEST && (blank || (length >= 2 * LONGEST && block.is_char_boundary(at))) {
            push(block, span.start, start, at, out);
            start = at;
        }
        // Ends of sentences in ASCII, and the first bytes of "…" and of "。！？".
        if !matches!(byte, b'.' | b'!' | b'?' | 0xe2 | 0xe3 | 0xef) {
            at += 1;
            continue;
        }
        let mark = Mark::read(block, at);
        if mark.end == at {
            at += 1;
            continue;
        }
        if ends(block, start, at, &mark) {
            push(block, span.start, start, mark.closed, out);
            start = mark.closed;
        }
        at = mark.closed.max(at + 1);
    }
    push(block, span.start, start, block.len(), out);
}

/// Cuts what is one sentence by its form (a title, a table row) only where it is too long for one.
pub(super) fn cut_whole(text: &str, span: Span, out: &mut Vec<Span>) {
    if span.len() <= LONGEST {
        out.push(span);
    } else {
        cut(text, span, out);
    }
}

fn push(block: &str, offset: usize, start: usize, end: usize, out: &mut Vec<Span>) {
    let piece = block.get(start..end).unwrap_or_default();
    let body = piece.trim_start();
    let start = start + piece.len() - body.len();
    let body = body.trim_end();
    if !body.is_empty() {
        out.push(Span::new(offset + start, offset + start + body.len()));
    }
}

/// A run of stops with what closes behind it.
struct Mark {
    /// Where the stops end; where they begin if there are none.
    end: usize,
    /// Where the quotes and brackets behind them end.
    closed: usize,
    /// What the stops are.
    stop: Stop,
    /// Whether a quotation mark stands behind them.
    quoted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// One full stop.
    Single,
    Ellipsis,
    /// A question or a call.
    Strong,
    /// A stop of East Asian text, behind which no blank stands.
    Wide,
}

impl Mark {
    fn read(block: &str, at: usize) -> Self {
        let rest = block.get(at..).unwrap_or_default();
        let mut mark = Self {
            end: at,
            closed: at,
            stop: Stop::Single,
            quoted: false,
        };
        let mut dots = 0;
        for c in rest.chars() {
            match c {
                '.' => dots += 1,
                '…' => dots += 3,
                '!' | '?' => mark.stop = Stop::Strong,
                '。' | '！' | '？' => mark.stop = Stop::Wide,
                _ => break,
            }
            mark.end += c.len_utf8();
        }
        if mark.stop == Stop::Single && dots > 1 {
            mark.stop = Stop::Ellipsis;
        }
        mark.closed = mark.end;
        for c in block.get(mark.end..).unwrap_or_default().chars() {
            match c {
                '"' | '”' | '’' | '\'' | '»' | '」' | '』' => mark.quoted = true,
                ')' | ']' | '*' | '_' => {}
                _ => break,
            }
            mark.closed += c.len_utf8();
        }
        mark
    }
}

/// Whether a sentence that began at `start` ends with the stop at `at`.
fn ends(block: &str, start: usize, at: usize, mark: &Mark) -> bool {
    let after = block.get(mark.closed..).unwrap_or_default();
    if mark.stop == Stop::Wide || after.is_empty() {
        return true;
    }
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let next = after.trim_start();
    let bare = next.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '*', '_', '«', '¿', '¡']);
    let Some(first) = bare.chars().next() else {
        return true;
    };
    if first.is_lowercase() {
        return false;
    }
    let before = block.get(start..at).unwrap_or_default();
    match mark.stop {
        // "We ... I mean": a spaced ellipsis stands inside a sentence unless a usual opener follows.
        Stop::Ellipsis => !before.ends_with(' ') || is_opener(bare),
        Stop::Single => mark.quoted || ends_with_stop(before, bare, first),
        Stop::Strong | Stop::Wide => !(mark.quoted && is_attribution(bare)),
    }
}

/// Whether a single full stop behind `before` ends the sentence; `bare` begins with `first`.
fn ends_with_stop(before: &str, bare: &str, first: char) -> bool {
    let word = last_word(before);
    if word.is_empty() {
        return true;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return !is_split_decimal(word, bare);
    }
    let mut letters = word.chars();
    if let (Some(initial), None) = (letters.next(), letters.next())
        && initial.is_uppercase()
    {
        return is_opener(bare);
    }
    if word.len() > 8 || !first.is_numeric() && is_plain_word(word, before) {
        return true;
    }
    match ABBREVIATIONS.get(word.to_ascii_lowercase().as_str()) {
        Some(Abbreviation::Name) => false,
        Some(Abbreviation::Number) => !first.is_numeric() && is_opener(bare),
        Some(Abbreviation::Open) => is_opener(bare),
        None => true,
    }
}

/// Whether a word that is listed as an abbreviation stands here as the plain word it also is ("… he said
/// no. Ministers …"): written small, and no figure before it.
fn is_plain_word(word: &str, before: &str) -> bool {
    PLAIN.contains(word)
        && !before
            .get(..before.len().saturating_sub(word.len()))
            .unwrap_or_default()
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit())
}

/// "2. 71 billion": a decimal torn apart.
fn is_split_decimal(word: &str, bare: &str) -> bool {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if word.len() > 3 || !(1..=3).contains(&digits) {
        return false;
    }
    let rest = bare.get(digits..).unwrap_or_default();
    let after = rest.trim_start();
    after.starts_with('%')
        || [
            "billion", "million", "trillion", "thousand", "percent", "per cent", "bn", "tn",
        ]
        .iter()
        .any(|unit| {
            after
                .strip_prefix(unit)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

/// The word at the end, its inner stops kept ("U.S", "p.m"), brackets and quotes left out.
fn last_word(before: &str) -> &str {
    let tail = before
        .char_indices()
        .rev()
        .take(24)
        .find(|(_, c)| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '[' | '"' | '“' | '‘' | '\'' | '-' | '–' | '—' | '/'
                )
        })
        .map(|(at, c)| at + c.len_utf8());
    match tail {
        Some(at) => before.get(at..).unwrap_or_default(),
        None if before.len() <= 24 => before,
        None => "",
    }
}

fn is_opener(text: &str) -> bool {
    let word = text
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    (1..=12).contains(&word.len()) && OPENERS.contains(word.to_ascii_lowercase().as_str())
}

/// Whether a speaker follows the quotation: "Ana Silva asked", "Silva said".
fn is_attribution(text: &str) -> bool {
    text.split_whitespace()
        .take(4)
        .enumerate()
        .any(|(index, word)| {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            index > 0 && word.len() <= 9 && SPEECH.contains(word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        cut(text, Span::new(0, text.len()), &mut out);
        out.iter().map(|span| span.of(text)).collect()
    }

    /// `|` marks where a sentence ends.
    #[test]
    fn cuts() {
        for marked in [
            "They met on Monday. |The talks failed.",
            "He said no. |Ministers felt ill. |Okoro left at 6 pm. Monday, see no. 5.",
            "Five Gen. Silva men came to Springfield, Ill. Monday.",
            "Envoys met H.E. Dr. Okoro, Shri Rao, Sh. Lal and the Rt. Hon. Ana Silva.",
            "Adm. Ray, Maj. Silva, Brig. Okoro, Lt. Marsh and Amb. Lee gave Rs. 5 to Asst. Dep. Prof. May.",
            "Mr. Okoro met Gen. Silva on Feb. 3 at No. 12.",
            "The U.S. Senate met. |It voted.",
            "He left the U.S. |The talks go on.",
            "U.S. Agrees to Talks",
            "The U.S. \"Water First\" plan by Acme Inc. (ACM) failed.",
            "President E. Okoro and J. F. K. Silva met.",
            "It cost 18.4 billion (2. 71 billion dollars). |Nine paid.",
            "It began in 1998. |46 people came.",
            "We need ... but not now. |They left... |The door closed.",
            "Some say ... 'we need it'. |Others do not.",
            "\"We agree.\" |The minister left.",
            "\"We agree.\" he said.",
            "\"Why now?\" Silva asked. |Nobody knew.",
            "\"Why now?\" he asked.",
            "\"We agree,\" he said. |\"It is good.\"",
            "He said: \"It is good.\" |\"Is it?\" |They left.",
            "Talks ended at 5 p.m. |The sides met at 6 p.m. Friday.",
            "Acme Inc. Chairman Silva came, i.e. Okoro did not.",
            "What now? |Nobody knows! |Wait.",
            "(They met.) |They left.",
            "It ended in Dec. |The next is in Jan. 2013.",
            "Prices rose by 5.2%. |Wages fell.",
            "会議は終わった。|合意した。",
            "Visit example.com for more. |Go.",
        ] {
            let text = marked.replace('|', "");
            let wanted: Vec<_> = marked.split('|').map(str::trim).collect();
            assert_eq!(sentences(&text), wanted, "{marked}");
        }
    }

    #[test]
    fn bounds_the_length_of_a_sentence() {
        let text = "word ".repeat(10_000);
        assert!(sentences(&text).iter().all(|one| one.len() <= LONGEST + 8));
    }
}
