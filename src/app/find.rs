//! Words in, every row and sentence that holds them out; case, accents and scripts do not matter.

use any_ascii::any_ascii_char;
use memchr::memmem::Finder;
use rayon::prelude::*;

use super::board::Board;
use super::history::Spot;
use super::item::Item;
use super::scope::Scope;
use super::symbols::Symbol;
use crate::span::Span;

/// The most hits that are counted.
pub const MOST: usize = 999;

/// Bytes of folded text that a thread looks through at a time.
const PIECE: usize = 2 << 20;

/// The state of find.
#[derive(Clone, Debug, Default)]
pub(super) struct Find {
    /// Whether the words are being typed.
    pub typing: bool,
    /// The words.
    pub words: String,
    /// All hits.
    pub hits: Vec<Hit>,
    /// Which hit is shown.
    pub at: usize,
    /// Where it began, for going back.
    pub origin: Option<Spot>,
}

/// Where the words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// In a row of a list.
    Row(Item),
    /// In a sentence of an article: which of the places in it where they stand.
    Passage {
        /// Index of the article.
        article: usize,
        /// The sentence.
        sentence: Span,
        /// How many times they stand in the sentence before.
        nth: usize,
    },
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

/// All texts that can be found, folded, end to end.
#[derive(Clone, Debug, Default)]
pub struct Index {
    text: String,
    /// Where each text begins, and what it is a text of.
    starts: Vec<(usize, Hit)>,
}

impl Index {
    /// Folds all rows and sentences.
    pub fn new(board: &Board) -> Self {
        let mut index = Self::default();
        let is_told = |item: &Item| !matches!(item, Item::Place(_) | Item::Problem(_));
        for item in board.items().filter(is_told) {
            let row = board.row(item);
            let verdict = row.verdict.map_or("", |verdict| match verdict {
                Symbol::Differ => "articles differ",
                Symbol::Agree => "articles agree",
                _ => "",
            });
            index.push(
                Hit::Row(item),
                &format!(
                    "{}\n{}\n{}\n{verdict}",
                    row.words.join(" "),
                    row.title,
                    row.facts
                ),
            );
        }
        for (article, dated) in board.dossier.articles.iter().enumerate() {
            for sentence in &dated.article.sentences {
                let hit = Hit::Passage {
                    article,
                    sentence: sentence.span,
                    nth: 0,
                };
                index.push(hit, sentence.span.of(&dated.article.text));
            }
        }
        index
    }

    fn push(&mut self, hit: Hit, text: &str) {
        self.starts.push((self.text.len(), hit));
        fold_onto(&mut self.text, text, |_| ());
        self.text.push('\n');
    }

    /// Every hit within a scope, rows first, in the order of the screen; at most [`MOST`].
    pub fn find(&self, query: &str, board: &Board, scope: &Scope) -> Vec<Hit> {
        let words = Folded::new(query);
        if words.is_empty() {
            return Vec::new();
        }
        let finder = Finder::new(&words.text);
        let pieces: Vec<&[(usize, Hit)]> = self.pieces().collect();
        let mut hits: Vec<Hit> = Vec::new();
        // As many pieces at a time as there are threads: where the words are common, the first are enough.
        for pieces in pieces.chunks(rayon::current_num_threads().max(1)) {
            let found = pieces
                .par_iter()
                .map(|piece| self.find_in(piece, &finder, board, scope));
            let found: Vec<Vec<Hit>> = found.collect();
            hits.extend(found.into_iter().flatten());
            if hits.len() >= MOST {
                break;
            }
        }
        hits.truncate(MOST);
        hits
    }

    /// The texts in pieces of about the same length.
    fn pieces(&self) -> impl Iterator<Item = &[(usize, Hit)]> {
        let mut rest = self.starts.as_slice();
        std::iter::from_fn(move || {
            let (first, _) = rest.first()?;
            let end = rest.partition_point(|(start, _)| *start < first + PIECE);
            let (piece, after) = rest.split_at_checked(end)?;
            rest = after;
            Some(piece)
        })
    }

    fn find_in(
        &self,
        piece: &[(usize, Hit)],
        finder: &Finder<'_>,
        board: &Board,
        scope: &Scope,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Some((start, _)) = piece.first() else {
            return hits;
        };
        let last = piece.last().map_or(0, |(start, _)| *start);
        let end = self
            .text
            .get(last..)
            .and_then(|text| text.find('\n'))
            .map_or(self.text.len(), |end| last + end);
        let text = self.text.get(*start..end).unwrap_or_default();
        let mut at = 0;
        let mut before = None;
        for found in finder.find_iter(text.as_bytes()) {
            // Hits come in the order of the texts; often there are several in one.
            let is_next = piece
                .get(at + 1)
                .is_some_and(|(begin, _)| *begin <= start + found);
            if is_next {
                let ahead = piece.get(at..).unwrap_or_default();
                let passed = ahead.partition_point(|(begin, _)| *begin <= start + found);
                at += passed.saturating_sub(1);
            }
            let Some((_, hit)) = piece.get(at) else {
                continue;
            };
            let nth = match before {
                Some((text, nth)) if text == at => nth + 1,
                _ => 0,
            };
            before = Some((at, nth));
            match *hit {
                Hit::Row(item) if nth == 0 && board.is_within(item, scope) => hits.push(*hit),
                Hit::Passage {
                    article, sentence, ..
                } if board.is_within(Item::Article(article), scope) => {
                    hits.push(Hit::Passage {
                        article,
                        sentence,
                        nth,
                    });
                }
                _ => {}
            }
            if hits.len() >= MOST {
                break;
            }
        }
        hits
    }
}

/// The text in lower-case ASCII, white space as blanks; `each` is told the length after each character.
fn fold(text: &str, each: impl FnMut(usize)) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text, each);
    folded
}

fn fold_onto(folded: &mut String, text: &str, mut each: impl FnMut(usize)) {
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
