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


/// naive
pub fn read(sources: &[Source], _p: &(dyn Fn(usize, usize) + Sync)) -> Reading {
    let mut out = Reading::default();
    for source in sources {
        let Source::Path(path) = source else { continue };
        let mut files: Vec<_> = std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in files {
            out.articles.push(read_bytes(file.file_name().unwrap().to_str().unwrap(), &std::fs::read(&file).unwrap()).unwrap());
        }
    }
    out
}
/// naive
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Article, Problem> {
    let text = String::from_utf8_lossy(bytes).replace('\u{a0}', " ");
    let mut a = Article { file: file.to_owned(), ..Article::default() };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let t = line.trim();
        if t.len() < 60 || t.starts_with("**") || t.starts_with('|') || t.starts_with("##") { continue; }
        let s = start + line.find(t).unwrap();
        let block = a.blocks.len();
        let kind = BlockKind::Paragraph;
        a.blocks.push(Block { span: crate::span::Span::new(s, s + t.len()), kind, cells: vec![] });
        let mut from = 0;
        let b: Vec<(usize, char)> = t.char_indices().collect();
        for w in 0..b.len() {
            let (i, c) = b[w];
            let mut j = w + 1;
            if !matches!(c, '.' | '?' | '!') { continue; }
            while j < b.len() && matches!(b[j].1, '"' | '”' | ')') { j += 1; }
            let end = if j < b.len() { b[j].0 } else { t.len() };
            let next = t[end..].trim_start();
            let word = t[..i].rsplit([' ', '(']).next().unwrap();
            let abbr = word.len() <= 1 || word.contains('.') || matches!(word, "Nov" | "Dec" | "Oct" | "Mr" | "Jan");
            if (end == t.len()) || (t[end..].starts_with(' ') && next.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“') && !abbr) {
                a.sentences.push(Sentence { span: crate::span::Span::new(s + from, s + end), block, kind });
                from = end + t[end..].len() - next.len();
            }
        }
        if from < t.len() { a.sentences.push(Sentence { span: crate::span::Span::new(s + from, s + t.len()), block, kind }); }
    }
    a.text = text;
    Ok(a)
}
