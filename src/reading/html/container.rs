//! In: what is known of a page's blocks. Out: the part of the page that holds the article's text.

use std::ops::Range;

use super::cues::Cues;
use super::marks::FURNITURE;
use super::prose::Sums;
use super::survey::Survey;
use super::tags::Tag;
use super::tree::{Node, Tree};
use super::witness::{Sworn, Witness};

/// A child is gone into if it holds so many hundredths of the weight.
const MOST: usize = 68;
/// And if the text directly beside it has at most so many.
const BESIDE: usize = 8;

/// The part of a page that holds the article's text.
pub struct Place {
    /// The innermost element that holds it.
    pub container: usize,
    /// For each block, whether it stands there.
    pub inside: Vec<bool>,
    /// The blocks between the headline and the container where a standfirst may be.
    pub lead: Range<usize>,
    /// What the page's own copy of the text says.
    pub sworn: Sworn,
}

/// Finds the place. What the page declares to be its text is believed only if it is a good part of
/// what is found without believing it: some pages declare a teaser.
pub fn find(survey: &Survey, witness: Option<&Witness>) -> Place {
    let tree = survey.tree;
    let unbelieving = Sums::new(weights(survey, false, &Sworn::default()));
    let first = tree.nodes.get(innermost(tree, &unbelieving));
    let about = first.map_or(0, |node| {
        clean_prose(survey, node.blocks.clone(), Cues::NONE)
    });
    let declared = clean_prose(survey, 0..tree.blocks.len(), Cues::ANCHOR);
    let sworn = witness.map_or_else(Sworn::default, |witness| Sworn::new(survey, witness, about));
    let weights = Sums::new(weights(survey, declared * 4 >= about, &sworn));
    let container = innermost(tree, &weights);
    let inside = with_siblings(survey, container, &weights);
    let lead = lead(survey, container, &inside);
    Place {
        container,
        inside,
        lead,
        sworn,
    }
}

/// How much each block speaks for the elements around it to be the article.
fn weights(survey: &Survey, anchored: bool, sworn: &Sworn) -> Vec<usize> {
    let mut weights = Vec::with_capacity(survey.tree.blocks.len());
    for (at, block) in survey.tree.blocks.iter().enumerate() {
        let bytes = survey.prose.bytes_of(at);
        let mark = survey.mark(block);
        let unlinked = block.text.len().saturating_sub(block.linked);
        let mut weight = if mark.any(FURNITURE) || !survey.prose.shows(block) {
            0
        } else if anchored && mark.any(Cues::ANCHOR) {
            64 * unlinked
        } else if bytes > 0 {
            8 * bytes * if mark.any(Cues::BODY) { 2 } else { 1 }
        } else if survey.tree.tag(block).may_hold_text() && !block.is_mostly_links() {
            2 * unlinked
        } else {
            0
        };
        if mark.any(Cues::MAIN) {
            weight = weight * 3 / 2;
        }
        if survey.headline.is_some_and(|headline| at < headline) {
            weight /= 3;
        }
        if sworn.is_whole {
            weight = if sworn.confirms(at) {
                100 * bytes
            } else {
                weight / 4
            };
        }
        weights.push(weight);
    }
    weights
}

/// Bytes of running text outside furniture in a range of blocks, of those marked `with` if that is any.
fn clean_prose(survey: &Survey, range: Range<usize>, with: Cues) -> usize {
    range
        .filter_map(|at| Some((at, survey.mark(survey.tree.blocks.get(at)?))))
        .filter(|(_, mark)| !mark.any(FURNITURE) && (with == Cues::NONE || mark.any(with)))
        .map(|(at, _)| survey.prose.bytes_of(at))
        .sum()
}

/// The innermost element that holds most of the weight and leaves no paragraphs beside it.
fn innermost(tree: &Tree, weights: &Sums) -> usize {
    let mut at = 0;
    while let Some(node) = tree.nodes.get(at) {
        let here = weights.inside(node);
        let (mut best, mut heaviest, mut beside) = (None, 0, here);
        for (child, inner) in tree.children(at) {
            if inner.tag.is_running_text() {
                continue;
            }
            let weight = weights.inside(inner);
            beside = beside.saturating_sub(weight);
            if weight > heaviest {
                (best, heaviest) = (Some(child), weight);
            }
        }
        match best {
            Some(child) if heaviest * 100 >= here * MOST && beside * 100 <= here * BESIDE => {
                at = child;
            }
            _ => break,
        }
    }
    at
}

/// For each block, whether it stands in the container or in a sibling that looks like it and holds text.
fn with_siblings(survey: &Survey, container: usize, weights: &Sums) -> Vec<bool> {
    let tree = survey.tree;
    let mut inside = vec![false; tree.blocks.len()];
    let mut add = |node: &Node| {
        if let Some(range) = inside.get_mut(node.blocks.clone()) {
            range.fill(true);
        }
    };
    if let Some(node) = tree.nodes.get(container) {
        add(node);
        let alone = node.parent == container || matches!(node.tag, Tag::Article | Tag::Cell);
        for (child, sibling) in tree.children(node.parent) {
            let alike = sibling.shape == node.shape
                && sibling.cues == node.cues
                && !survey.mark_inside(child).any(FURNITURE);
            if !alone && alike && weights.inside(sibling) > 0 {
                add(sibling);
            }
        }
    }
    inside
}

/// The blocks behind the headline and before the container, inside the element around the container.
fn lead(survey: &Survey, container: usize, inside: &[bool]) -> Range<usize> {
    let begin = inside.iter().position(|inside| *inside).unwrap_or_default();
    let node = survey.tree.nodes.get(container);
    let around = node.and_then(|node| survey.tree.nodes.get(node.parent));
    let near = around.map_or(begin, |around| around.blocks.start);
    survey
        .headline
        .map_or(begin..begin, |headline| near.max(headline + 1)..begin)
}
