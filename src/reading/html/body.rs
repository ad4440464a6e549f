//! In: all that was found out of a page's blocks. Out: for each block, whether it belongs to the article.

use std::collections::HashSet;

use super::container::{self, Place};
use super::cues::Cues;
use super::headline::{self, Named};
use super::marks::FURNITURE;
use super::prose::ends_sentence;
use super::settle;
use super::survey::Survey;
use super::tables::Table;
use super::tags::Tag;
use super::tree::{Block, Tree};
use super::witness::Witness;

/// What was decided of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Text of the article.
    Body,
    /// The headline.
    Headline,
    /// A caption inside the article.
    Caption,
    /// Not of the article, with the cues that say why.
    Furniture(Cues),
    /// Said before.
    Repeat,
    /// Not on the visible page.
    Hidden,
}

/// The verdicts on all blocks, and what is needed to show them.
#[derive(Debug)]
pub struct Judgement {
    /// One for each block.
    pub verdicts: Vec<Verdict>,
    /// The innermost element that holds the article's text.
    pub container: usize,
    /// The tables of data.
    pub tables: Vec<Table>,
    /// The cues that hold inside each element.
    pub marks: Vec<Cues>,
}

/// Less running text than this, in bytes, is a poor find.
const POOR: usize = 200;

/// Decides every block. `named` are the names the page gives of itself, `witness` is its own copy of the text.
pub fn judge(tree: &Tree, named: &Named, witness: Option<&Witness>) -> Judgement {
    let mut survey = Survey::new(tree, named);
    let (mut container, mut verdicts) = judge_by(&survey, witness);
    if let Some(headline) = headline::above_text(&survey, &verdicts, named) {
        survey = survey.with_headline(headline);
        (container, verdicts) = judge_by(&survey, witness);
    }
    let found = body_prose(&survey, &verdicts);
    if found < POOR {
        survey = survey.relaxed();
        let relaxed = judge_by(&survey, witness);
        if body_prose(&survey, &relaxed.1) > 3 * found {
            (container, verdicts) = relaxed;
        }
    }
    Judgement {
        verdicts,
        container,
        tables: survey.tables,
        marks: survey.marks,
    }
}

fn body_prose(survey: &Survey, verdicts: &[Verdict]) -> usize {
    let body = verdicts
        .iter()
        .enumerate()
        .filter(|(_, verdict)| **verdict == Verdict::Body);
    body.map(|(at, _)| survey.prose.bytes_of(at)).sum()
}

/// The container and the verdicts as the survey has them.
fn judge_by(survey: &Survey, witness: Option<&Witness>) -> (usize, Vec<Verdict>) {
    let place = container::find(survey, witness);
    let blocks = survey.tree.blocks.iter().enumerate();
    let mut verdicts: Vec<Verdict> = blocks
        .map(|(at, block)| verdict(survey, &place, at, block))
        .collect();
    mark_repeats(survey, &mut verdicts);
    settle::tables(survey, &place.inside, &mut verdicts);
    settle::cut_tail(survey, &mut verdicts);
    settle::trim(survey, &mut verdicts);
    settle::drop_headings_above(survey, &mut verdicts);
    settle::drop_empty_headings(survey, &mut verdicts);
    (place.container, verdicts)
}

/// The verdict on a block by itself.
fn verdict(survey: &Survey, place: &Place, at: usize, block: &Block) -> Verdict {
    let mark = survey.mark(block);
    let tag = survey.tree.tag(block);
    let inside = place.inside.get(at).copied().unwrap_or_default();
    let is_lead = place.lead.contains(&at);
    if !survey.prose.shows(block) {
        return Verdict::Hidden;
    }
    if survey.headline == Some(at) {
        return Verdict::Headline;
    }
    if place.sworn.is_whole && place.sworn.confirms(at) && block.text.len() > 40 {
        return Verdict::Body;
    }
    let other_marks = FURNITURE.without(Cues::CAPTION.with(Cues::SHARE));
    if (inside || is_lead)
        && mark.any(Cues::CAPTION)
        && !mark.any(other_marks)
        && !block.is_mostly_links()
    {
        return Verdict::Caption;
    }
    let is_text_place = inside || (is_lead && survey.prose.bytes_of(at) > 0);
    if !is_text_place || mark.any(FURNITURE) {
        return Verdict::Furniture(mark);
    }
    let (bytes, why) = block.cued;
    if bytes * 10 > block.text.len() * 8 && why.any(FURNITURE) {
        return Verdict::Furniture(why);
    }
    if is_link_line(block, tag) || survey.phrases.is_of_page(&block.text, block.linked > 0) {
        return Verdict::Furniture(Cues::RELATED);
    }
    if place.sworn.is_whole && place.sworn.denies(at) && block.text.len() > 80 {
        return Verdict::Furniture(Cues::NONE);
    }
    Verdict::Body
}

/// A line that is a link and no sentence.
fn is_link_line(block: &Block, tag: Tag) -> bool {
    const SENTENCE: usize = 60;
    const LONG: usize = 100;
    if !block.is_mostly_links() {
        return false;
    }
    let len = block.text.len();
    let is_sentence = len > LONG || (len > SENTENCE && ends_sentence(&block.text));
    !(is_sentence && matches!(tag, Tag::Item | Tag::Paragraph))
}

/// A text of some length that was said before is not said again, nor is the headline.
fn mark_repeats(survey: &Survey, verdicts: &mut [Verdict]) {
    const LEAST: usize = 60;
    let blocks = &survey.tree.blocks;
    let headline = survey
        .headline
        .and_then(|at| blocks.get(at))
        .map(|block| block.text.as_str());
    let mut texts = HashSet::new();
    for (block, verdict) in blocks.iter().zip(verdicts) {
        let text = block.text.as_str();
        if *verdict != Verdict::Body {
            continue;
        }
        if headline == Some(text) || (text.len() > LEAST && !texts.insert(text)) {
            *verdict = Verdict::Repeat;
        }
    }
}
