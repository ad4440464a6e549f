//! Articles for tests: every non-empty line a paragraph and a sentence.

use crate::reading::{Article, Block, BlockKind, Sentence};
use crate::span::Span;

/// An article of which each line is one sentence.
pub(crate) fn article(text: &str) -> Article {
    let mut article = Article {
        text: text.to_owned(),
        ..Article::default()
    };
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let block = article.blocks.len();
        article.blocks.push(Block {
            span,
            kind: BlockKind::Paragraph,
            cells: Vec::new(),
        });
        article.sentences.push(Sentence {
            span,
            block,
            kind: BlockKind::Paragraph,
        });
    }
    article
}
