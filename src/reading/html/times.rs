//! In: the dates a page marks up as such. Out: the one of publication and the one of the last change.

use std::ops::Range;

use dom_query::Element;

use super::body::{Judgement, Verdict};
use super::cues::Cues;
use super::tags::Tag;
use super::tree::{Block, Node, Tree};

/// Where other articles, events and comments stand, with dates of their own.
const ELSEWHERE: Cues = Cues::NAV
    .with(Cues::FOOTER)
    .with(Cues::SIDE)
    .with(Cues::COMMENT)
    .with(Cues::RELATED)
    .with(Cues::PROMO);

/// So many dates by the headline are looked at.
const MOST_NEAR: usize = 20;

/// A date in an attribute: of a `time` element, or of one with a date property.
#[derive(Debug)]
pub struct Stamp {
    /// The element it stands in.
    node: usize,
    /// The number of the block it stands in or before.
    block: usize,
    /// What the attributes call it.
    property: String,
    /// The date as written.
    value: String,
    /// Whether it is a `time` element.
    pub is_time: bool,
}

impl Stamp {
    /// The date of an element that stands in `node`, in or before `block`.
    pub fn of(element: &Element, node: usize, block: usize) -> Option<Self> {
        let attr = |name: &str| {
            let mut attrs = element.attrs.iter();
            attrs
                .find(|attr| &*attr.name.local == name)
                .map(|attr| &*attr.value)
        };
        let is_time = &*element.name.local == "time";
        let value = match attr("itemprop") {
            Some(name) if name.contains("date") => attr("datetime").or_else(|| attr("content")),
            _ if is_time => attr("datetime"),
            _ => None,
        }?;
        let mut property = String::new();
        for name in ["itemprop", "class"] {
            property.push_str(attr(name).unwrap_or_default());
            property.push(' ');
        }
        if attr("pubdate").is_some() {
            property.push_str("pubdate");
        }
        Some(Self {
            node,
            block,
            property: property.to_ascii_lowercase(),
            value: value.trim().to_owned(),
            is_time,
        })
    }

    fn says_published(&self) -> bool {
        ["publi", "pubdate", "posted"]
            .iter()
            .any(|word| self.property.contains(word))
    }

    fn says_updated(&self) -> bool {
        ["modifi", "update"]
            .iter()
            .any(|word| self.property.contains(word))
    }
}

/// The dates found in the page itself.
#[derive(Debug, Default)]
pub struct Times {
    /// When the article was published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
}

impl Times {
    /// A date is the article's if its attributes say so, or if it stands by the headline; not in a sentence of the text.
    pub fn of(tree: &Tree, judgement: &Judgement) -> Self {
        let headline = judgement
            .verdicts
            .iter()
            .position(|verdict| *verdict == Verdict::Headline);
        let area = headline.map_or(0..0, |headline| byline(tree, judgement, headline));
        let own = || {
            tree.stamps.iter().filter(|stamp| {
                let mark = judgement.marks.get(stamp.node).copied().unwrap_or_default();
                !mark.any(ELSEWHERE)
            })
        };
        let near = || {
            own()
                .filter(|stamp| area.contains(&stamp.block))
                .take(MOST_NEAR)
                .filter(|stamp| !is_of_post(tree, judgement, stamp, headline))
        };
        let told = || own().filter(|stamp| stamp.says_published() && stamp.block >= area.start);
        let value = |stamp: &Stamp| stamp.value.clone();
        Self {
            published: near()
                .find(|stamp| stamp.says_published())
                .or_else(|| near().find(|stamp| !stamp.says_updated()))
                .or_else(|| told().next())
                .map(value),
            updated: near()
                .chain(own())
                .find(|stamp| stamp.says_updated() && !stamp.says_published())
                .map(value),
        }
    }
}

/// The blocks from the begin of the headline's own box to the first paragraph of the text.
fn byline(tree: &Tree, judgement: &Judgement, headline: usize) -> Range<usize> {
    const MOST_BLOCKS: usize = 6;
    let is_text = |at: usize| is_text(tree, judgement, at);
    let begin = tree.blocks.get(headline).map_or(headline, |block| {
        tree.around(block.node)
            .filter_map(|at| tree.nodes.get(at))
            .take_while(|node| node.tag != Tag::Root && node.blocks.len() <= MOST_BLOCKS)
            .take_while(|node| !node.blocks.clone().any(is_text))
            .last()
            .map_or(headline, |node| node.blocks.start)
    });
    let container = tree
        .nodes
        .get(judgement.container)
        .map_or(0, |node| node.blocks.start);
    let first = (headline + 1..tree.blocks.len())
        .find(|at| is_text(*at))
        .unwrap_or(tree.blocks.len() + 1);
    begin..first.max(container)
}

/// Whether block number `at` is a sentence of the article.
fn is_text(tree: &Tree, judgement: &Judgement, at: usize) -> bool {
    let is_body = judgement.verdicts.get(at) == Some(&Verdict::Body);
    is_body && tree.blocks.get(at).is_some_and(is_sentence)
}

/// Whether a date stands in one of several boxes alike with text of their own, away from the headline.
fn is_of_post(tree: &Tree, judgement: &Judgement, stamp: &Stamp, headline: Option<usize>) -> bool {
    let holds_text = |node: &Node| node.blocks.clone().any(|at| is_text(tree, judgement, at));
    let box_of = tree
        .around(stamp.node)
        .filter_map(|at| tree.nodes.get(at))
        .find(|node| holds_text(node));
    box_of.is_some_and(|found| {
        let alike = tree
            .children(found.parent)
            .filter(|(_, node)| node.shape == found.shape && holds_text(node));
        !headline.is_some_and(|headline| found.blocks.contains(&headline)) && alike.count() >= 2
    })
}

fn is_sentence(block: &Block) -> bool {
    const SHORTEST: usize = 20;
    block.text.len() >= SHORTEST && super::prose::ends_sentence(&block.text)
}

/// The text of a block that is a marked-up time, its date written out where the text has none ("14:05").
pub fn written(tree: &Tree, block: &Block) -> Option<String> {
    let stamp = tree.stamps.get(block.time?)?;
    if block.cued.0 * 10 <= block.text.len() * 8 {
        return None;
    }
    let date = day(&stamp.value).filter(|(number, _)| !has_number(&block.text, *number));
    Some(date.map_or_else(
        || block.text.clone(),
        |(_, date)| format!("{date} {}", block.text),
    ))
}

/// The day of an ISO date: its number in the month, and the date in words.
fn day(value: &str) -> Option<(u32, String)> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = value.get(..10)?.split('-').map(str::parse::<u32>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let month = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    (1900..=2200)
        .contains(&year)
        .then(|| (day, format!("{day} {month} {year}")))
}

/// Whether a text has a number that is no part of a time of day and counts no hours ("2h ago").
fn has_number(text: &str, wanted: u32) -> bool {
    if text.ends_with("ago") {
        return false;
    }
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '-' | '(' | ')'))
        .filter_map(|word| {
            let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
            let unit = word.get(digits.len()..)?;
            let is_day = matches!(unit, "" | "." | "st" | "nd" | "rd" | "th") || !unit.is_ascii();
            // "14:05" is no date, "04.03.2014" is one.
            let is_clock = digits.contains(':') || digits.matches('.').count() == 1;
            (is_day && !is_clock).then_some(digits)
        })
        .flat_map(|digits| digits.split('.'))
        .any(|part| part.parse() == Ok(wanted))
}
