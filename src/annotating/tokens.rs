//! Words, numbers and marks of an article's sentences: what every annotator reads.

use std::ops::Range;

use crate::annotating::grammar::{Class, classes_of, combination_of};
use crate::knowledge::phrases::number_len;
use crate::reading::{Article, Sentence};
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters ("Lund", "km", "U.S.", the clitic "'s").
    Word,
    /// Digits with inner commas and points ("1,400", "39.7").
    Number,
    /// One mark ("-", "$", "%", ",").
    Mark,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// "talks", and every number and mark.
    Lower,
    /// "Lund".
    Title,
    /// "NATO", "U.S.", also a single capital letter.
    Upper,
    /// "`iPhone`", "`McDonald`".
    Mixed,
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// Whether it follows the token before it with nothing between.
    pub glued: bool,
}

impl Token {
    /// Where it stands.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Whether it begins with a capital letter.
    pub fn is_capitalized(&self) -> bool {
        self.kind == Kind::Word && self.shape != Shape::Lower
    }
}

/// An article cut into tokens, sentence by sentence. Hyphens and dashes are tokens of their own
/// (`glued` tells "Peru-Chile" from "Peru - Chile"), as are "'s" and the full stop of "Nov.";
/// dotted capitals ("U.S.", "p.m.") are one word.
#[derive(Debug)]
pub struct Tokens<'a> {
    /// The article.
    pub article: &'a Article,
    lower: String,
    all: Vec<Token>,
    /// What each token does as a small word.
    classes: Vec<u16>,
    sentences: Vec<Range<usize>>,
}

impl<'a> Tokens<'a> {
    /// Cuts every sentence of the article; those of a language that is not read stay empty.
    pub fn of(article: &'a Article) -> Self {
        let lower = fold(&article.text);
        let mut tokens = Vec::with_capacity(article.text.len() / 5);
        let sentences = article
            .sentences
            .iter()
            .map(|sentence| {
                let from = tokens.len();
                if article.language.is_read() {
                    cut(&article.text, sentence.span, &mut tokens);
                }
                from..tokens.len()
            })
            .collect();
        tokens.shrink_to_fit();
        let mut cut = Self {
            article,
            lower,
            all: tokens,
            classes: Vec::new(),
            sentences,
        };
        cut.classes = (0..cut.len())
            .map(|index| combination_of(cut.lower(index)))
            .collect();
        cut
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The token at an index.
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.all.get(index)
    }

    /// The token's text as written; empty past the end.
    pub fn text(&self, index: usize) -> &'a str {
        self.get(index)
            .map_or("", |token| token.span().of(&self.article.text))
    }

    /// The token's text with ASCII letters in lower case, curly apostrophes straight and every dash
    /// a hyphen; empty past the end.
    pub fn lower(&self, index: usize) -> &str {
        let text = self
            .get(index)
            .map_or("", |token| token.span().of(&self.lower));
        // Nearly every word is of letters, which stay as they are.
        if text.as_bytes().first().is_none_or(u8::is_ascii) {
            return text;
        }
        match text {
            "–" | "—" | "‑" | "‐" | "−" => "-",
            "’s" => "'s",
            "’" | "‘" => "'",
            "“" | "”" => "\"",
            other => other,
        }
    }

    /// Whether the token is this word, mark or number (`word` in lower case).
    pub fn is(&self, index: usize, word: &str) -> bool {
        self.lower(index) == word
    }

    /// The article's sentences with the range of their tokens.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, &'a Sentence, Range<usize>)> + '_ {
        let article = self.article;
        self.sentences
            .iter()
            .zip(&article.sentences)
            .enumerate()
            .map(|(index, (tokens, sentence))| (index, sentence, tokens.clone()))
    }

    /// The tokens of one sentence; empty where there is no such sentence.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        self.sentences.get(index).cloned().unwrap_or_default()
    }

    /// Whether the token is a small word that does this.
    pub fn does(&self, index: usize, class: Class) -> bool {
        self.classes
            .get(index)
            .is_some_and(|&combination| classes_of(combination) & class.bit() != 0)
    }

    /// The range from the first to the last of these tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let first = self.get(tokens.start).map(Token::span).unwrap_or_default();
        let last = tokens.end.checked_sub(1).and_then(|index| self.get(index));
        Span::new(
            first.start,
            last.map_or(first.end, |token| token.span().end),
        )
    }

    /// Index of the first token that ends after the byte offset.
    pub fn at(&self, offset: usize) -> usize {
        self.all.partition_point(|token| token.span().end <= offset)
    }
}

/// ASCII letters in lower case; every byte stays where it is.
fn fold(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// A byte offset, small: no text is of four gigabytes.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Appends the tokens of `span` to `tokens`.
fn cut(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let mut at = span.start;
    let mut last_end = usize::MAX;
    let source = text.get(..span.end).unwrap_or_default();
    while let Some(rest) = source.get(at..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (len, kind) = if first.is_alphabetic() {
            (word_len(rest), Kind::Word)
        } else if first.is_ascii_digit() {
            (number_len(rest), Kind::Number)
        } else if let Some(len) = clitic_len(rest, last_end == at) {
            (len, Kind::Word)
        } else {
            (first.len_utf8(), Kind::Mark)
        };
        let word = rest.get(..len).unwrap_or_default();
        tokens.push(Token {
            start: offset(at),
            end: offset(at + len),
            kind,
            shape: if kind == Kind::Word {
                shape_of(word)
            } else {
                Shape::Lower
            },
            glued: last_end == at,
        });
        at += len;
        last_end = at;
    }
}

/// Length of the word at the start of `rest`: letters and combining marks, or dotted letters ("U.S.").
fn word_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut dotted = 0;
    while bytes.get(dotted).is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(dotted + 1) == Some(&b'.')
    {
        dotted += 2;
    }
    if dotted >= 4 && !bytes.get(dotted).is_some_and(u8::is_ascii_alphabetic) {
        return dotted;
    }
    let mut len = 0;
    for c in rest.chars() {
        if !c.is_alphabetic() && !is_combining(c) {
            // O'Brien and d’Ivoire are one word; the clitic 's is not part of it.
            let after = rest.get(len + c.len_utf8()..).unwrap_or_default();
            let inner = matches!(c, '\'' | '’')
                && len <= 2
                && after.starts_with(|next: char| next.is_uppercase());
            if !inner {
                break;
            }
        }
        len += c.len_utf8();
    }
    len
}

fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x1ab0..=0x1aff | 0x20d0..=0x20ff | 0x200c..=0x200d)
}

/// Length of "'s" after a word.
fn clitic_len(rest: &str, glued: bool) -> Option<usize> {
    if !glued {
        return None;
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
    let mut after = rest.get(quote.len_utf8()..)?.chars();
    let letter = after.next().filter(|c| matches!(c, 's' | 'S'))?;
    let ends = after.next().is_none_or(|c| !c.is_alphanumeric());
    ends.then_some(quote.len_utf8() + letter.len_utf8())
}

fn shape_of(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::Lower;
    };
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        if c.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (true, _, 0) => Shape::Upper,
        (true, 0, _) => Shape::Title,
        (false, 0, _) => Shape::Lower,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotating::testing::sentence;

    fn words(text: &str) -> Vec<String> {
        let article = sentence(text);
        let tokens = Tokens::of(&article);
        (0..tokens.len())
            .map(|index| tokens.text(index).to_owned())
            .collect()
    }

    #[test]
    fn cuts_words_numbers_and_marks() {
        for (text, wanted) in [
            ("Lund’s visit", vec!["Lund", "’s", "visit"]),
            ("U.S. tariffs, 17%", vec!["U.S.", "tariffs", ",", "17", "%"]),
            (
                "a 1,400-km-long line.",
                vec!["a", "1,400", "-", "km", "-", "long", "line", "."],
            ),
            (
                "Oct. 6-7, 2012",
                vec!["Oct", ".", "6", "-", "7", ",", "2012"],
            ),
            (
                "$10bn (1.5tn)",
                vec!["$", "10", "bn", "(", "1.5", "tn", ")"],
            ),
            (
                "O'Brien and Côte d’Ivoire",
                vec!["O'Brien", "and", "Côte", "d’Ivoire"],
            ),
            (
                "the EU’s 25 states'",
                vec!["the", "EU", "’s", "25", "states", "'"],
            ),
        ] {
            assert_eq!(words(text), wanted, "{text}");
        }
    }

    #[test]
    fn tells_shapes() {
        for (word, shape) in [
            ("talks", Shape::Lower),
            ("Lund", Shape::Title),
            ("NATO", Shape::Upper),
            ("E", Shape::Upper),
            ("McDonald", Shape::Mixed),
        ] {
            assert_eq!(shape_of(word), shape, "{word}");
        }
    }
}
