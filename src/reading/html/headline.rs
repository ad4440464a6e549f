//! In: the blocks of a page and the titles it gives of itself. Out: the block that is the headline.

use super::cues::Cues;
use super::prose::Prose;
use super::tags::Tag;
use super::tree::Tree;

/// Longer blocks are no headline.
const LONGEST: usize = 400;
/// Shorter titles prove nothing.
const SHORTEST: usize = 8;
/// What a match with a title is worth, against 4 for the highest heading.
const MATCH: u8 = 10;

/// The number of the headline's block: a heading that says a title of the page, else its only or its longest `h1`.
pub fn find(tree: &Tree, prose: &Prose, titles: &[&str]) -> Option<usize> {
    let titles: Vec<String> = titles
        .iter()
        .map(|title| bare(title))
        .filter(|title| title.len() >= SHORTEST)
        .collect();
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
        if rank == 0 && (block.linked > 0 || block.text.len() < SHORTEST || titles.is_empty()) {
            continue;
        }
        let text = bare(&block.text);
        let score = if titles.iter().any(|title| same(title, &text)) {
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
