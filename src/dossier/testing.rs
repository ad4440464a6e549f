//! Articles for tests of the dossier.

use crate::annotating::testing::sentence;
use crate::dossier::{DatedArticle, DatingBasis};

/// Undated articles of one sentence each, every one its own source.
pub(super) fn articles(texts: &[&str]) -> Vec<DatedArticle> {
    texts
        .iter()
        .enumerate()
        .map(|(source, text)| DatedArticle {
            id: source.to_string(),
            article: sentence(text),
            source,
            published: None,
            basis: DatingBasis::Unknown,
            because: String::new(),
        })
        .collect()
}
