//! In: the blocks of a page and the titles it gives of itself. Out: the block that is the headline.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::body::Verdict;
use super::cues::{Cues, group};
use super::marks::FURNITURE;
use super::prose::Prose;
use super::survey::Survey;
use super::tags::Tag;
use super::tree::Tree;

/// Longer blocks are no headline.
const LONGEST: usize = 400;
/// Shorter titles prove nothing.
const SHORTEST: usize = 8;
/// What a match with a title is worth, against 4 for the highest heading.
const MATCH: u8 = 10;

/// Headings that name a part of a site, letters only.
static SECTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| group("section").map(bare).collect());

/// The names a page gives of itself, letters only.
pub struct Named {
    titles: Vec<String>,
    sites: Vec<String>,
}

impl Named {
    /// The page's titles, and the names of its site.
    pub fn new(titles: Vec<&str>, sites: Vec<&str>) -> Self {
        let titles = titles.into_iter().map(bare);
        Self {
            titles: titles.filter(|title| title.len() >= SHORTEST).collect(),
            sites: sites.into_iter().map(bare).collect(),
        }
    }

    /// Whether a heading, letters only, is the name of the site or of a part of it.
    fn is_site(&self, text: &str) -> bool {
        SECTIONS.contains(text) || self.sites.iter().any(|site| site == text)
    }

    /// Whether it says a title of the page.
    fn is_title(&self, text: &str) -> bool {
        self.titles.iter().any(|title| same(title, text))
    }
}

/// The number of the headline's block: a heading that says a title of the page, else its only or its longest `h1`.
pub fn find(tree: &Tree, prose: &Prose, named: &Named) -> Option<usize> {
    let mut best: Option<(u8, usize)> = None;
    for (at, block) in tree.blocks.iter().enumerate() {
        if !prose.shows(block) || block.text.len() > LONGEST {
            continue;
        }
        let Some(node) = tree.nodes.get(block.node) else {
            continue;
        };
        let rank = match node.tag {
            Tag::Heading(1) => 4,
            Tag::Heading(2) => 2,
            Tag::Heading(_) => 1,
            _ if node.cues.any(Cues::TITLE) => 1,
            _ => 0,
        };
        if rank == 0 && (block.linked > 0 || block.text.len() < SHORTEST || named.titles.is_empty())
        {
            continue;
        }
        let text = bare(&block.text);
        if named.is_site(&text) {
            continue;
        }
        let score = if named.is_title(&text) {
            MATCH + rank
        } else if rank == 4 {
            if text.len() >= 12 && block.linked == 0 {
                4
            } else {
                1
            }
        } else {
            0
        };
        if score > best.map_or(0, |(score, _)| score) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// For a page without a headline, or with a linked one that is none of its titles: the heading right above the text.
pub fn above_text(survey: &Survey, verdicts: &[Verdict], named: &Named) -> Option<usize> {
    const MOST_BETWEEN: usize = 6;
    let blocks = &survey.tree.blocks;
    let known = survey.headline.and_then(|at| Some((at, blocks.get(at)?)));
    let after = match known {
        None => 0,
        Some((at, block)) => {
            let text = bare(&block.text);
            if named.is_title(&text) || block.linked < block.text.len() {
                return None;
            }
            at + 1
        }
    };
    let is_text =
        |at: &usize| verdicts.get(*at) == Some(&Verdict::Body) && survey.prose.bytes_of(*at) > 0;
    let first = (0..blocks.len()).find(is_text)?;
    let above = (after..first)
        .rev()
        .take(MOST_BETWEEN)
        .take_while(|at| survey.prose.bytes_of(*at) == 0);
    let mut above = above.filter_map(|at| Some((at, blocks.get(at)?)));
    let found = above.find(|(_, block)| {
        let node = survey.tree.nodes.get(block.node);
        let is_heading = matches!(survey.tree.tag(block), Tag::Heading(_))
            || node.is_some_and(|node| node.cues.any(Cues::TITLE));
        let text = bare(&block.text);
        is_heading
            && block.linked == 0
            && text.len() >= SHORTEST
            && block.text.len() <= LONGEST
            && survey.prose.shows(block)
            && !survey.mark(block).any(FURNITURE)
            && !named.is_site(&text)
    });
    found.map(|(at, _)| at)
}

/// Whether one says the other, up to a site's name or a kicker.
fn same(title: &str, text: &str) -> bool {
    let (short, long) = if title.len() < text.len() {
        (title, text)
    } else {
        (text, title)
    };
    short.len() >= SHORTEST && short.len() * 3 >= long.len() && long.contains(short)
}

/// Letters and digits only, lower case.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
