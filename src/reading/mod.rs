//! Bytes in, articles out: of a folder, of files, of standard input, or of the embedded seeds.
//!
//! A file's bytes are decoded, cleaned once of characters that could harm or deceive, cut into blocks
//! that are classified, and the blocks that belong to the article into sentences. Nothing is deleted:
//! page furniture is a block like any other, marked as such.

mod article;

use std::path::PathBuf;

pub use article::{
    Article, Block, BlockKind, Furniture, Metadata, Problem, Sentence, Stamp, StampKind,
};

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder with everything below it.
    Path(PathBuf),
    /// Standard input, one article.
    Stdin,
    /// The articles inside the program.
    Seeds,
}

/// All that could be read, and what could not.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The articles, ordered by file name.
    pub articles: Vec<Article>,
    /// What went wrong, in the order of the sources.
    pub problems: Vec<Problem>,
}

/// Reads every source. `progress` is called with (files done, files found) from any thread.
pub fn read(_sources: &[Source], _progress: &(dyn Fn(usize, usize) + Sync)) -> Reading {
    Reading::default()
}

/// Reads one article from bytes; `file` names it in errors.
pub fn read_bytes(_file: &str, _bytes: &[u8]) -> Result<Article, Problem> {
    Ok(Article::default())
}
