//! In: the elements of a page. Out: which of them are teasers of other articles, told by their repeated shape.

use std::collections::HashMap;

use super::cues::Cues;
use super::prose::Prose;
use super::tags::Tag;
use super::tree::{Node, Tree};

/// Elements alike from this number on are a list of something.
const FEWEST: usize = 3;
/// A teaser holds less running text than this.
const MOST_PROSE: usize = 500;
/// An element among teasers is one as well if it holds less than this.
const MOST_BESIDE: usize = 1_200;
/// A teaser has at most so many blocks.
const MOST_BLOCKS: usize = 12;
/// A teaser's title is a link of at least this length.
const LINK: usize = 15;

/// Marks the teasers: siblings alike, each a link with few words, and articles beside the one with the headline.
pub fn find(tree: &Tree, prose: &Prose, headline: Option<usize>) -> Vec<bool> {
    let mut marks = vec![false; tree.nodes.len()];
    let mut alike: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        if matches!(
            node.tag,
            Tag::Block | Tag::Item | Tag::Article | Tag::Section
        ) && !node.blocks.is_empty()
        {
            alike.entry((node.parent, node.shape)).or_default().push(at);
        }
    }
    for members in alike.values().filter(|members| members.len() >= FEWEST) {
        let cards = members
            .iter()
            .filter(|&&at| {
                tree.nodes
                    .get(at)
                    .is_some_and(|node| is_card(tree, node, prose))
            })
            .count();
        if cards * 10 >= members.len() * 7 {
            let short = |at: &&usize| {
                tree.nodes
                    .get(**at)
                    .is_some_and(|node| prose_in(node, prose) < MOST_BESIDE)
            };
            for &at in members.iter().filter(short) {
                mark(&mut marks, at);
            }
        }
    }
    if let Some(headline) = headline {
        mark_other_articles(tree, prose, headline, &mut marks);
    }
    marks
}

fn mark(marks: &mut [bool], at: usize) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = true;
    }
}

fn is_card(tree: &Tree, node: &Node, prose: &Prose) -> bool {
    let Some(blocks) = tree.blocks.get(node.blocks.clone()) else {
        return false;
    };
    if blocks.len() < 2 || blocks.len() > MOST_BLOCKS {
        return false;
    }
    prose_in(node, prose) < MOST_PROSE
        && blocks
            .iter()
            .any(|block| block.linked * 10 >= block.text.len() * 8 && block.text.len() >= LINK)
}

/// Bytes of running text in an element.
fn prose_in(node: &Node, prose: &Prose) -> usize {
    prose
        .bytes
        .get(node.blocks.clone())
        .map_or(0, |bytes| bytes.iter().sum())
}

/// `article` elements that follow the one with the headline under the same parent, unless all are parts of one text.
fn mark_other_articles(tree: &Tree, prose: &Prose, headline: usize, marks: &mut [bool]) {
    let mut first: HashMap<usize, usize> = HashMap::new();
    let mut others: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Article {
            continue;
        }
        if node.blocks.contains(&headline) {
            first.insert(node.parent, at);
        } else if first.contains_key(&node.parent) && !node.cues.any(Cues::BODY.with(Cues::ANCHOR))
        {
            others.entry(node.parent).or_default().push(at);
        }
    }
    let is_top = tree
        .blocks
        .get(headline)
        .is_some_and(|block| tree.tag(block) == Tag::Heading(1));
    for (parent, mut others) in others {
        let first = first.get(&parent).and_then(|at| tree.nodes.get(*at));
        let least = first.map_or(0, |first| prose_in(first, prose) / 5);
        let posts = |at: &usize| {
            tree.nodes
                .get(*at)
                .is_some_and(|node| is_post(tree, node, prose, least))
        };
        // A headline above the others' makes the first an article of its own.
        if !is_top && others.iter().filter(|at| posts(at)).count() + 1 >= FEWEST {
            others.retain(|at| !posts(at));
        }
        for at in others {
            mark(marks, at);
        }
    }
}

/// Whether an element holds text without links, `least` bytes or more.
fn is_post(tree: &Tree, node: &Node, prose: &Prose, least: usize) -> bool {
    let blocks = tree.blocks.get(node.blocks.clone()).unwrap_or_default();
    let linked: usize = blocks.iter().map(|block| block.linked).sum();
    let text = prose_in(node, prose);
    text > 0 && text >= least && linked * 5 <= text
}
