//! In: the verdicts on single blocks. Out: verdicts that fit their neighbours.

use super::body::Verdict;
use super::cues::Cues;
use super::marks::FURNITURE;
use super::phrases::Section;
use super::prose::ends_sentence;
use super::survey::Survey;
use super::tags::Tag;

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
    let blocks = survey.tree.blocks.iter().zip(in_table);
    for (at, ((block, in_table), verdict)) in blocks.zip(verdicts).enumerate() {
        if *verdict != Verdict::Body || (first..=last).contains(&at) {
            continue;
        }
        let stays = match survey.tree.tag(block) {
            Tag::Item => true,
            Tag::Paragraph => ends_sentence(&block.text),
            _ => in_table,
        };
        if !stays {
            *verdict = Verdict::Furniture(Cues::NONE);
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
