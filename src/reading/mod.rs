//! Bytes in, articles out: of a folder, of files, of standard input, or of the embedded seeds.
//!
//! A file's bytes are decoded (`decode`), cleaned once of characters that could harm or deceive
//! (`clean`), cut into blocks that are classified (`blocks`), and the blocks that belong to the
//! article into sentences (`sentences`). Nothing is deleted: page furniture is a block like any
//! other, marked as such.
//!
//! The blocks are made from units (a line, or a wrapped paragraph; `units`) in three readings: what
//! is furniture wherever it stands (`furniture`), what stands before the first and after the last
//! paragraph (`edges`), and the rest.

mod article;
mod blocks;
mod boilerplate;
mod clean;
mod credit;
mod cues;
mod dateline;
mod decode;
mod edges;
mod format;
mod front;
mod furniture;
mod headline;
mod page_date;
mod seeds;
mod sentences;
mod slug;
mod source;
mod stamps;
mod tables;
mod units;
mod vocabulary;

#[cfg(test)]
mod tests;

use std::hash::BuildHasher;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

pub use article::{
    Article, Block, BlockKind, Furniture, Metadata, Problem, Sentence, Stamp, StampKind,
};
use format::Format;
use source::{Found, Input, problem};

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
pub fn read(sources: &[Source], progress: &(dyn Fn(usize, usize) + Sync)) -> Reading {
    let found = source::gather(sources);
    let total = found
        .iter()
        .filter(|(_, item)| matches!(item, Found::Input(_)))
        .count();
    let done = AtomicUsize::new(0);
    progress(0, total);
    let outcomes: Vec<(usize, Option<Article>, Vec<Problem>)> = found
        .into_par_iter()
        .map(|(source, item)| match item {
            Found::Problem(problem) => (source, None, vec![problem]),
            Found::Input(input) => {
                let (article, problems) = read_input(&input);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                (source, article, problems)
            }
        })
        .collect();
    merge(sources, outcomes)
}

/// What came of a source, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Yield {
    /// Nothing that another source had not given.
    Nothing,
    /// No article, only notes on why.
    Notes,
    /// An article, or an error.
    Told,
}

/// What was read, each text once; a source that gave no article is told of.
fn merge(sources: &[Source], outcomes: Vec<(usize, Option<Article>, Vec<Problem>)>) -> Reading {
    let mut yields = vec![Yield::Nothing; sources.len()];
    let mut reading = Reading::default();
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    for (source, article, problems) in outcomes {
        if let Some(before) = yields.get_mut(source) {
            // A fatal problem says it already.
            let told = article.is_some() || problems.iter().any(|problem| problem.fatal);
            *before = (*before).max(if told { Yield::Told } else { Yield::Notes });
        }
        reading.problems.extend(problems);
        let Some(article) = article else { continue };
        let key = FxBuildHasher.hash_one(article.text.trim());
        let earlier = first.get(&key).and_then(|&at| reading.articles.get(at));
        if let Some(earlier) = earlier.filter(|earlier| earlier.text.trim() == article.text.trim())
        {
            let what = format!(
                "has the same text as {}, which is read in its place",
                earlier.file
            );
            reading.problems.push(problem(
                &article.file,
                &what,
                "remove one of the two",
                false,
            ));
            continue;
        }
        first.entry(key).or_insert(reading.articles.len());
        reading.articles.push(article);
    }
    for (source, yielded) in sources.iter().zip(yields) {
        if yielded == Yield::Notes {
            reading.problems.extend(source::fruitless(source));
        }
    }
    reading.articles.sort_by(|a, b| a.file.cmp(&b.file));
    reading
}

/// Reads one article from bytes; `file` names it in errors.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Article, Problem> {
    read_one(file, bytes).map(|(article, _)| article)
}

/// Text as it stands, all of it running text: cut into paragraphs and sentences, nothing decoded, cleaned
/// or taken for page furniture.
pub fn plain(text: &str) -> Article {
    let mut article = Article::default();
    let mut cuts = Vec::new();
    let kind = BlockKind::Paragraph;
    for (block, unit) in units::units(text, 0).into_iter().enumerate() {
        let cells = Vec::new();
        article.blocks.push(Block {
            span: unit.span,
            kind,
            cells,
        });
        sentences::cut(text, unit.span, &mut cuts);
        let sentence = |span| Sentence { span, block, kind };
        article.sentences.extend(cuts.drain(..).map(sentence));
    }
    text.clone_into(&mut article.text);
    article
}

fn read_input(input: &Input) -> (Option<Article>, Vec<Problem>) {
    let read = source::load(input).and_then(|bytes| read_one(&input.file, &bytes));
    match read {
        Ok((article, notes)) => (Some(article), notes),
        Err(mut problem) => {
            problem.fatal = input.named || problem.fatal && input.promised;
            (None, vec![problem])
        }
    }
}

/// One article, with notes on what was doubtful about it.
fn read_one(file: &str, bytes: &[u8]) -> Result<(Article, Vec<Problem>), Problem> {
    match format::detect(file, bytes) {
        Format::Text => {}
        Format::Unread(name, remedy) => {
            return Err(problem(
                file,
                &format!("is {name}, which is not read yet"),
                remedy,
                true,
            ));
        }
        Format::Binary => {
            return Err(problem(
                file,
                "is binary data, not text",
                "give the article as a text file",
                true,
            ));
        }
    }
    let mut notes = Vec::new();
    let decoded = decode::decode(bytes);
    if let Some(encoding) = decoded.guessed {
        notes.push(problem(
            file,
            &format!("is not valid UTF-8; it was read as {encoding}"),
            "save it as UTF-8 if letters look wrong",
            false,
        ));
    }
    let (text, hidden_characters) = clean::clean(decoded.text);
    if text.trim().is_empty() {
        return Err(problem(
            file,
            "is empty",
            "save the text of the article into it",
            false,
        ));
    }
    let article = divide(file, text, hidden_characters);
    if !article.blocks.iter().any(|b| b.kind.is_fact_bearing()) {
        notes.push(problem(
            file,
            "holds no text of an article, only a title or page furniture",
            "save the page again with its text",
            false,
        ));
    }
    Ok((article, notes))
}

fn divide(file: &str, text: String, hidden_characters: usize) -> Article {
    let (parts, metadata) = blocks::divide(&text);
    let mut sentences = Vec::new();
    let mut blocks = Vec::with_capacity(parts.len());
    let mut cuts = Vec::new();
    for (block, part) in parts.into_iter().enumerate() {
        let kind = part.block.kind;
        match kind {
            BlockKind::Paragraph | BlockKind::ListItem => {
                sentences::cut(&text, part.body, &mut cuts);
            }
            BlockKind::Headline | BlockKind::Subhead | BlockKind::TableRow => {
                sentences::cut_whole(&text, part.body, &mut cuts);
            }
            BlockKind::TableHeader | BlockKind::Caption | BlockKind::Furniture(_) => {}
        }
        sentences.extend(
            cuts.drain(..)
                .filter(|span| !span.is_empty())
                .map(|span| Sentence { span, block, kind }),
        );
        blocks.push(part.block);
    }
    Article {
        file: file.to_owned(),
        text,
        blocks,
        sentences,
        metadata,
        hidden_characters,
    }
}
