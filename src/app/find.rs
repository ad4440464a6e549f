//! Words in, every row and sentence that holds them out; case, accents and scripts do not matter.

use any_ascii::any_ascii_char;

use super::board::Board;
use super::pane::Pane;
use crate::span::Span;

/// Where the words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// In a row of a list.
    Row(Pane, usize),
    /// In a sentence of an article: the found words.
    Passage(usize, Span),
}

/// A text in lower-case ASCII, with the way back.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each byte of the folded text, the offset of the character that it comes from.
    origins: Vec<u32>,
    /// The length of what was folded.
    len: usize,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut origins = Vec::with_capacity(text.len());
        let mut starts = text
            .char_indices()
            .map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX));
        let folded = fold(text, |len| {
            origins.resize(len, starts.next().unwrap_or(u32::MAX));
        });
        Self {
            text: folded,
            origins,
            len: text.len(),
        }
    }

    /// Whether nothing is left of the text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the words stand in the text that was folded.
    pub fn find(&self, words: &Self) -> Vec<Span> {
        if words.is_empty() {
            return Vec::new();
        }
        let origin = |at: usize| self.origins.get(at).map_or(self.len, |at| *at as usize);
        let found = self.text.match_indices(&words.text);
        found
            .map(|(at, _)| {
                let last = at + words.text.len();
                let start = origin(at);
                // A match may end inside the transliteration of a character: take it whole.
                let end = (last..=self.origins.len())
                    .map(origin)
                    .find(|end| *end > origin(last.saturating_sub(1)));
                Span::new(start, end.unwrap_or(self.len))
            })
            .collect()
    }
}

/// All texts that can be found, folded.
#[derive(Clone, Debug)]
pub struct Index {
    rows: Vec<(Pane, usize, String)>,
    sentences: Vec<(usize, Span, String)>,
}

impl Index {
    /// Folds all rows and sentences.
    pub fn new(board: &Board) -> Self {
        let mut rows = Vec::new();
        for pane in Pane::LISTS {
            for (index, row) in board.rows(pane).iter().enumerate() {
                let [first, second, third] = &row.words;
                let text = format!("{first} {second} {third}\n{}\n{}", row.title, row.facts);
                rows.push((pane, index, fold(&text, |_| ())));
            }
        }
        let articles = board.dossier.articles.iter().enumerate();
        let sentences = articles
            .flat_map(|(index, dated)| {
                let text = &dated.article.text;
                let folded = move |span: Span| (index, span, fold(span.of(text), |_| ()));
                dated
                    .article
                    .sentences
                    .iter()
                    .map(move |sentence| folded(sentence.span))
            })
            .collect();
        Self { rows, sentences }
    }

    /// Every hit, rows first, in the order of the screen.
    pub fn find(&self, query: &str, board: &Board) -> Vec<Hit> {
        let words = Folded::new(query);
        if words.is_empty() {
            return Vec::new();
        }
        let rows = self
            .rows
            .iter()
            .filter(|(.., text)| text.contains(&words.text));
        let rows = rows.map(|(pane, index, _)| Hit::Row(*pane, *index));
        let holding = self
            .sentences
            .iter()
            .filter(|(.., text)| text.contains(&words.text));
        let passages = holding.flat_map(|(article, span, _)| {
            let dated = board.dossier.articles.get(*article);
            let text = dated.map_or("", |dated| span.of(&dated.article.text));
            let found = Folded::new(text).find(&words).into_iter();
            found.map(|hit| {
                Hit::Passage(
                    *article,
                    Span::new(span.start + hit.start, span.start + hit.end),
                )
            })
        });
        rows.chain(passages).collect()
    }
}

/// The text in lower-case ASCII, white space as blanks; `each` is told the length after each character.
fn fold(text: &str, mut each: impl FnMut(usize)) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            folded.push(' ');
        } else if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(any_ascii_char(c).chars().map(|c| c.to_ascii_lowercase()));
        }
        each(folded.len());
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_and_accents_and_finds_the_way_back() {
        for (text, query, wanted) in [
            ("Erdoğan spoke", "erdogan", &["Erdoğan"][..]),
            ("ERDOGAN, Erdoğan", "Erdoğan", &["ERDOGAN", "Erdoğan"]),
            ("in Zürich\nand Genève", "zurich and", &["Zürich\nand"]),
            ("Straße", "strasse", &["Straße"]),
            ("Straße", "stras", &["Straß"]),
            ("nothing", "", &[]),
        ] {
            let found = Folded::new(text).find(&Folded::new(query));
            let found: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
            assert_eq!(found, wanted, "{query} in {text}");
        }
    }
}
