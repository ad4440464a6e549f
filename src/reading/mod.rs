//! Bytes in, articles out: of a folder, of files, of standard input, or of the embedded seeds.
//!
//! A file is opened by its format (`open`): text is decoded (`decode`), a page or document taken apart by
//! the reader of its format (`html`, `pdf`, `mail`, …) and laid out as one text (`layout`), and what is
//! packed opened in turn (`archive`). The text is cleaned once of characters that could harm or deceive
//! (`clean`), cut into blocks that are classified (`blocks`), and the blocks that belong to the
//! article into sentences (`sentences`). Nothing is deleted: page furniture is a block like any
//! other, marked as such.
//!
//! The blocks are made from units (a line, or a wrapped paragraph; `units`) in three readings: what
//! is furniture wherever it stands (`furniture`), what stands before the first and after the last
//! paragraph (`edges`), and the rest.

mod archive;
mod article;
mod blocks;
mod boilerplate;
mod captions;
mod clean;
mod credit;
mod cues;
mod dateline;
mod decode;
mod digest;
mod documents;
mod edges;
mod feed;
mod folder;
mod format;
mod forwarded;
mod front;
mod furniture;
mod headline;
mod html;
mod json;
mod language;
mod layout;
mod mail;
mod mail_head;
mod mailbox;
mod open;
mod page;
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

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::path::PathBuf;
use std::sync::atomic::{self, AtomicUsize};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

pub use article::{
    Article, Block, BlockKind, Furniture, Language, Metadata, Problem, Sentence, Stamp, StampKind,
};
use open::Outcome;
pub use open::is_contained;
use source::{Found, Input, problem};
pub(crate) use source::{safe, shown};

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
    let outcomes: Vec<(usize, Vec<Outcome>)> = found
        .into_par_iter()
        .map(|(source, item)| match item {
            Found::Problem(problem) => (source, vec![Err(problem)]),
            Found::Input(input) => {
                let outcomes = read_input(&input);
                progress(done.fetch_add(1, atomic::Ordering::Relaxed) + 1, total);
                (source, outcomes)
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
fn merge(sources: &[Source], outcomes: Vec<(usize, Vec<Outcome>)>) -> Reading {
    let mut yields = vec![Yield::Nothing; sources.len()];
    let mut reading = Reading::default();
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let outcomes = outcomes
        .into_iter()
        .flat_map(|(source, outcomes)| outcomes.into_iter().map(move |outcome| (source, outcome)));
    for (source, outcome) in outcomes {
        if let Some(before) = yields.get_mut(source) {
            // A fatal problem says it already.
            let told = outcome.as_ref().err().is_none_or(|problem| problem.fatal);
            *before = (*before).max(if told { Yield::Told } else { Yield::Notes });
        }
        let article = match outcome {
            Ok((article, notes)) => {
                reading.problems.extend(notes);
                article
            }
            Err(problem) => {
                reading.problems.push(problem);
                continue;
            }
        };
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
    reading.articles.sort_by(|a, b| by_name(&a.file, &b.file));
    folder::mark_shared(&mut reading.articles);
    reading
}

/// The order of names as a person counts: "a:2" before "a:10".
pub fn by_name(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    while !left.is_empty() && !right.is_empty() {
        let (a, after_a) = run(left);
        let (b, after_b) = run(right);
        let (x, y) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
        let numbers = a.starts_with(|c: char| c.is_ascii_digit())
            && b.starts_with(|c: char| c.is_ascii_digit());
        let order = if numbers {
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            a.cmp(b)
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (after_a, after_b);
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The digits, or what is none, that a name begins with, and the rest.
fn run(name: &str) -> (&str, &str) {
    let digit = name.starts_with(|c: char| c.is_ascii_digit());
    let end = name.find(|c: char| c.is_ascii_digit() != digit);
    name.split_at_checked(end.unwrap_or(name.len()))
        .unwrap_or((name, ""))
}

/// Reads one article from bytes, the first where they hold several; `file` names it in errors.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Article, Problem> {
    let mut refused = None;
    for outcome in open::open(file, bytes) {
        match outcome {
            Ok((article, _)) => return Ok(article),
            Err(problem) => refused = refused.or(Some(problem)),
        }
    }
    Err(refused.unwrap_or_else(|| problem(file, "holds no article", "give an article", true)))
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

fn read_input(input: &Input) -> Vec<Outcome> {
    let mut outcomes = match source::load(input) {
        Ok(bytes) => open::open(&input.file, &bytes),
        Err(problem) => vec![Err(problem)],
    };
    if let [Err(problem)] = outcomes.as_mut_slice() {
        problem.fatal = input.named || problem.fatal && input.promised;
    }
    outcomes
}
