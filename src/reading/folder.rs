//! All articles of a reading in, the lines that many of them share marked as page furniture: what an outlet
//! prints around every story shows only beside its other stories.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};

use super::{Article, Block, BlockKind, Furniture};

/// In so many articles a line is no accident.
const ARTICLES: usize = 3;

/// A line of more words is running text, which stories of one agency share.
const WORDS: usize = 14;

/// Marks the short lines at the edges of articles that stand in several whose other text differs.
pub(super) fn mark_shared(articles: &mut [Article]) {
    if articles.len() < ARTICLES {
        return;
    }
    // A line, and the openings of the stories it stands under: copies of one story are one.
    let mut seen: FxHashMap<u64, FxHashSet<u64>> = FxHashMap::default();
    for article in articles.iter() {
        let opening = opening(article);
        for (_, block) in edges(article) {
            seen.entry(key(article, block)).or_default().insert(opening);
        }
    }
    seen.retain(|_, stories| stories.len() >= ARTICLES);
    if seen.is_empty() {
        return;
    }
    for article in articles {
        let shared: FxHashSet<usize> = edges(article)
            .filter(|(_, block)| seen.contains_key(&key(article, block)))
            .map(|(index, _)| index)
            .collect();
        if shared.is_empty() {
            continue;
        }
        for &index in &shared {
            if let Some(block) = article.blocks.get_mut(index) {
                block.kind = BlockKind::Furniture(Furniture::Repeat);
            }
        }
        article
            .sentences
            .retain(|sentence| !shared.contains(&sentence.block));
    }
}

/// The short lines before the first and after the last paragraph of running text, each with its index.
fn edges(article: &Article) -> impl Iterator<Item = (usize, &Block)> {
    let short = |block: &Block| is_short(article, block);
    let running =
        move |block: &Block| block.kind == BlockKind::Paragraph && !is_short(article, block);
    let first = article.blocks.iter().position(running).unwrap_or(0);
    let last = article.blocks.iter().rposition(running).unwrap_or(0);
    let blocks = article.blocks.iter().enumerate();
    blocks.filter(move |(index, block)| {
        let kind = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Subhead | BlockKind::ListItem
        );
        (*index < first || *index > last) && kind && short(block)
    })
}

/// Whether a block is a line that does not end as a sentence.
fn is_short(article: &Article, block: &Block) -> bool {
    let line = block.span.of(&article.text);
    !line.ends_with(['.', '!', '?', '”', '"']) && line.split_whitespace().nth(WORDS).is_none()
}

fn key(article: &Article, block: &Block) -> u64 {
    FxBuildHasher.hash_one(block.span.of(&article.text))
}

/// The first words of the running text.
fn opening(article: &Article) -> u64 {
    let mut hasher = FxHasher::default();
    let paragraph = article
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Paragraph && !is_short(article, block));
    let text = paragraph.map_or("", |block| block.span.of(&article.text));
    for word in text.split_whitespace().take(WORDS) {
        hasher.write(word.as_bytes());
    }
    hasher.finish()
}
