//! What was read as one line a file, for whoever asks what the program makes of a folder: format, date and how
//! it is known, language, words, share of page furniture, outlet, title, and what is wrong.

use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_width::UnicodeWidthStr;

use super::json::dating_basis;
use crate::dossier::{DatedArticle, Dossier};
use crate::reading::{self, Problem};

const COLUMNS: [&str; 8] = [
    "FILE",
    "FORMAT",
    "DATE",
    "KNOWN",
    "LANGUAGE",
    "WORDS",
    "FURNITURE",
    "OUTLET, TITLE, PROBLEMS",
];

/// A longer name of a file moves its own line only.
const WIDEST: usize = 40;

/// The columns of numbers, which stand to the right.
const NUMBERS: [usize; 2] = [5, 6];

/// The report on every file, a line each, a line feed at the end; empty where there was none.
pub fn check(dossier: &Dossier) -> String {
    let mut said: FxHashMap<&str, Vec<&Problem>> = FxHashMap::default();
    for problem in &dossier.problems {
        said.entry(&problem.file).or_default().push(problem);
    }
    let mut rows: Vec<(&str, [String; 8])> = Vec::new();
    for dated in &dossier.articles {
        let file = dated.article.file.as_str();
        let problems = said.remove(file).unwrap_or_default();
        rows.push((file, article_row(dated, &problems)));
    }
    // Files of several articles: what is said of the file is a note on them.
    let whole: FxHashSet<&str> = dossier
        .articles
        .iter()
        .flat_map(|dated| wholes(&dated.article.file))
        .collect();
    for (file, problems) in said {
        let several = whole.contains(file);
        rows.extend(
            problems
                .into_iter()
                .map(|one| (file, problem_row(one, several))),
        );
    }
    rows.sort_by(|(one, _), (other, _)| reading::by_name(one, other));
    if rows.is_empty() {
        return String::new();
    }
    let rows =
        std::iter::once(COLUMNS.map(str::to_owned)).chain(rows.into_iter().map(|(_, row)| row));
    table(&rows.collect::<Vec<_>>())
}

/// The files that an item named `all.zip/news.rss#3` lies in.
fn wholes(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices(['/', '#', ':'])
        .filter_map(|(at, _)| file.get(..at))
}

fn article_row(dated: &DatedArticle, problems: &[&Problem]) -> [String; 8] {
    let article = &dated.article;
    let metadata = &article.metadata;
    let mut about: Vec<String> = [&metadata.outlet, &metadata.title]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    about.extend(article.language.unread());
    if article.hidden_characters > 0 {
        about.push(format!(
            "{} hidden characters removed",
            article.hidden_characters
        ));
    }
    about.extend(problems.iter().map(|problem| told(problem)));
    let mut words = 0;
    let (mut furniture, mut whole) = (0, 0);
    for block in &article.blocks {
        let text = block.span.of(&article.text);
        whole += text.len();
        if block.kind.is_article() {
            words += text.split_whitespace().count();
        } else {
            furniture += text.len();
        }
    }
    [
        article.file.clone(),
        article.format.to_owned(),
        dated
            .published
            .map_or_else(|| "-".to_owned(), |when| when.to_string()),
        dating_basis(dated.basis).to_owned(),
        article.language.name.to_owned(),
        words.to_string(),
        format!("{} %", furniture * 100 / whole.max(1)),
        about.join(" · "),
    ]
}

fn problem_row(problem: &Problem, several: bool) -> [String; 8] {
    let blank = || "-".to_owned();
    let fate = match (problem.fatal, several) {
        (true, _) => "not read",
        (false, true) => "note",
        (false, false) => "passed over",
    };
    [
        problem.file.clone(),
        fate.to_owned(),
        blank(),
        blank(),
        blank(),
        blank(),
        blank(),
        told(problem),
    ]
}

fn told(problem: &Problem) -> String {
    format!("{}; {}", problem.what, problem.remedy)
}

/// Rows with columns of one width, the last as long as it is.
fn table(rows: &[[String; 8]]) -> String {
    let widths: [usize; 8] = std::array::from_fn(|column| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| cell.width()).max().unwrap_or(0);
        widest.min(WIDEST)
    });
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let blanks = width.saturating_sub(cell.width());
            // Writing to a string cannot fail.
            let _ = if NUMBERS.contains(&column) {
                write!(line, "{:blanks$}{cell}  ", "")
            } else {
                write!(line, "{cell}{:blanks$}  ", "")
            };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
