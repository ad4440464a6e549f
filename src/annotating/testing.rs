//! Articles for tests: paragraphs of one sentence each.

use crate::reading::{Article, Block, BlockKind, Sentence};
use crate::span::Span;

/// An article of which each line is one sentence.
pub(crate) fn article(text: &str) -> Article {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        span
    });
    of_sentences(text, lines)
}

/// An article that is one sentence, line breaks and all.
pub(crate) fn sentence(text: &str) -> Article {
    of_sentences(text, std::iter::once(Span::new(0, text.len())))
}

fn of_sentences(text: &str, spans: impl Iterator<Item = Span>) -> Article {
    let kind = BlockKind::Paragraph;
    let mut article = Article {
        text: text.to_owned(),
        ..Article::default()
    };
    for span in spans.filter(|span| !span.of(text).trim().is_empty()) {
        let block = article.blocks.len();
        article.blocks.push(Block {
            span,
            kind,
            cells: Vec::new(),
        });
        article.sentences.push(Sentence { span, block, kind });
    }
    article
}
