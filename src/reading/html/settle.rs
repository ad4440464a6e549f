//! In: the verdicts on single blocks. Out: verdicts that fit their neighbours.

use std::collections::HashSet;

use super::body::Verdict;
use super::cues::Cues;
use super::marks::FURNITURE;
use super::phrases::Section;
use super::prose::ends_sentence;
use super::survey::Survey;
use super::tags::Tag;
use super::tree::Block;

/// A table of data is of the article as a whole or not at all.
pub fn tables(survey: &Survey, inside: &[bool], verdicts: &mut [Verdict]) {
    for table in &survey.tables {
        let Some(blocks) = survey.tree.blocks.get(table.blocks.clone()) else {
            continue;
        };
        let bytes: usize = blocks.iter().map(|block| block.text.len()).sum();
        let linked: usize = blocks.iter().map(|block| block.linked).sum();
        let is_body = inside.get(table.blocks.start).copied().unwrap_or_default()
            && !survey.mark_inside(table.node).any(FURNITURE)
            && linked * 10 < bytes * 7;
        for verdict in verdicts.get_mut(table.blocks.clone()).into_iter().flatten() {
            if !matches!(verdict, Verdict::Hidden | Verdict::Headline) {
                *verdict = if is_body {
                    Verdict::Body
                } else {
                    Verdict::Furniture(Cues::NONE)
                };
            }
        }
    }
}

/// Cuts off sections of links and the comments behind the article. A section of links ends where a
/// paragraph begins; of comments there is no end.
pub fn cut_tail(survey: &Survey, verdicts: &mut [Verdict]) {
    const PARAGRAPH: usize = 200;
    // So much of the text, in bytes and in tenths, must stand before a section that is behind it.
    const LEAST: usize = 250;
    const TENTHS: usize = 9;
    let body: Vec<usize> = verdicts
        .iter()
        .enumerate()
        .map(|(at, verdict)| {
            if *verdict == Verdict::Body {
                survey.prose.bytes_of(at)
            } else {
                0
            }
        })
        .collect();
    let total: usize = body.iter().sum();
    let mut before = 0;
    let mut section = None;
    for ((block, verdict), bytes) in survey.tree.blocks.iter().zip(verdicts).zip(body) {
        if *verdict != Verdict::Body {
            continue;
        }
        if section == Some(Section::Links) && bytes > PARAGRAPH {
            section = None;
        }
        let is_behind = before >= LEAST && before * 10 >= total * TENTHS;
        if is_behind && section != Some(Section::Comments) && !ends_sentence(&block.text) {
            section = survey.phrases.opens(&block.text).or(section);
        }
        before += bytes;
        match section {
            Some(Section::Links) => *verdict = Verdict::Furniture(Cues::RELATED),
            Some(Section::Comments) => *verdict = Verdict::Furniture(Cues::COMMENT),
            None => {}
        }
    }
}

/// Takes loose short lines off the begin and the end of the text.
pub fn trim(survey: &Survey, verdicts: &mut [Verdict]) {
    let is_text = |(at, verdict): (usize, &Verdict)| {
        *verdict == Verdict::Body && survey.prose.bytes_of(at) > 0
    };
    let first = verdicts.iter().enumerate().position(is_text);
    let last = verdicts.iter().enumerate().rposition(is_text);
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    let mut in_table = vec![false; verdicts.len()];
    for table in &survey.tables {
        if let Some(range) = in_table.get_mut(table.blocks.clone()) {
            range.fill(true);
        }
    }
    let heads: HashSet<u64> = survey
        .tree
        .blocks
        .get(first..last)
        .unwrap_or_default()
        .iter()
        .filter_map(|block| heading_shape(survey, block))
        .collect();
    let signed = signature(survey, verdicts, last);
    let blocks = survey.tree.blocks.iter().zip(in_table);
    for (at, ((block, in_table), verdict)) in blocks.zip(verdicts).enumerate() {
        if *verdict != Verdict::Body || (first..=last).contains(&at) {
            continue;
        }
        let stays = match survey.tree.tag(block) {
            Tag::Item => true,
            Tag::Paragraph => ends_sentence(&block.text),
            // The first of the headings of the text.
            Tag::Heading(_) => {
                at + 1 == first
                    && survey.headline.is_some_and(|headline| headline < at)
                    && heading_shape(survey, block).is_some_and(|shape| heads.contains(&shape))
            }
            _ => in_table,
        };
        if !stays && !signed.contains(&at) {
            *verdict = Verdict::Furniture(Cues::NONE);
        }
    }
}

fn heading_shape(survey: &Survey, block: &Block) -> Option<u64> {
    let node = survey.tree.nodes.get(block.node)?;
    matches!(node.tag, Tag::Heading(_)).then_some(node.shape)
}

/// The lines behind the last paragraph that end an official text: who signed it, where and when.
fn signature(survey: &Survey, verdicts: &[Verdict], last: usize) -> Vec<usize> {
    const LONGEST: usize = 120;
    // The name and the office of who signed.
    const MOST_NAMES: usize = 2;
    let mut signed = Vec::new();
    let mut names = 0;
    let blocks = survey.tree.blocks.iter().zip(verdicts).enumerate();
    for (at, (block, verdict)) in blocks.skip(last + 1) {
        let is_line = *verdict == Verdict::Body
            && block.linked == 0
            && block.text.chars().count() <= LONGEST
            && !matches!(survey.tree.tag(block), Tag::Heading(_));
        if !is_line {
            names = 0;
        } else if survey.phrases.signs(&block.text) {
            names = MOST_NAMES;
            signed.push(at);
        } else if is_place_and_date(&block.text) {
            signed.push(at);
        } else if names > 0 && block.text.starts_with(char::is_uppercase) {
            names -= 1;
            signed.push(at);
        }
    }
    signed
}

/// "Port Elm, 4 March 2014": a place of few words, a day, a year.
fn is_place_and_date(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let Some((place, date)) = text.split_once(", ") else {
        return false;
    };
    let numbers = |digits: std::ops::RangeInclusive<usize>| {
        date.split(|c: char| !c.is_ascii_digit())
            .any(|number| digits.contains(&number.len()))
    };
    place.split_whitespace().count() <= MOST_WORDS
        && !place.contains(|c: char| c.is_ascii_digit())
        && date.split_whitespace().count() <= MOST_WORDS
        && !text.contains(':')
        && numbers(1..=2)
        && numbers(4..=4)
}

/// A heading above the headline names the site or a part of it.
pub fn drop_headings_above(survey: &Survey, verdicts: &mut [Verdict]) {
    let above = verdicts
        .get_mut(..survey.headline.unwrap_or_default())
        .unwrap_or_default();
    let blocks = survey.tree.blocks.iter().zip(above).enumerate();
    for (at, (block, verdict)) in blocks.rev() {
        if *verdict == Verdict::Body {
            if survey.prose.bytes_of(at) > 0 {
                break;
            }
            if matches!(survey.tree.tag(block), Tag::Heading(_)) {
                *verdict = Verdict::Furniture(Cues::NONE);
            }
        }
    }
}

/// A heading stays if text follows it before a heading of its own or a higher level.
pub fn drop_empty_headings(survey: &Survey, verdicts: &mut [Verdict]) {
    const TEXT: u8 = 9;
    let mut below = 0;
    for (block, verdict) in survey.tree.blocks.iter().zip(verdicts).rev() {
        if *verdict != Verdict::Body {
            continue;
        }
        match survey.tree.tag(block) {
            Tag::Heading(level) if below <= level => *verdict = Verdict::Furniture(Cues::NONE),
            Tag::Heading(level) => below = level,
            _ => below = TEXT,
        }
    }
}
