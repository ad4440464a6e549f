//! Paragraphs in, those that are boilerplate marked: left-over words of a writing assistant, legal and
//! aggregator text, boxes about the outlet or the author, calls to follow and subscribe.
//!
//! Such text is worded anew on every page, so no phrase of it proves anything. What counts is how many
//! weak cues come together (`assets/en/boilerplate.tsv`), and where: an assistant may speak anywhere,
//! the others before the first paragraph or in the last part of the page.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::units::{Form, Unit};
use super::vocabulary::{fold, folded, starts_with_words};
use super::{BlockKind, Furniture};
use crate::knowledge::table::{list, rows};

/// What a boilerplate paragraph is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Assistant,
    Legal,
    Outlet,
    Author,
    Social,
}

impl Subject {
    const ALL: [Self; 5] = [
        Self::Assistant,
        Self::Legal,
        Self::Outlet,
        Self::Author,
        Self::Social,
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "assistant" => Self::Assistant,
            "legal" => Self::Legal,
            "outlet" => Self::Outlet,
            "author" => Self::Author,
            "social" => Self::Social,
            _ => return None,
        })
    }

    /// The least sum of weights that proves it, and the most words it is told in.
    const fn measure(self) -> (u32, usize) {
        match self {
            Self::Assistant => (5, 60),
            Self::Legal => (6, 200),
            Self::Outlet => (5, 90),
            Self::Author => (4, 90),
            Self::Social => (5, 40),
        }
    }

    const fn kind(self) -> BlockKind {
        BlockKind::Furniture(match self {
            Self::Assistant => Furniture::Assistant,
            Self::Legal | Self::Outlet => Furniture::Disclaimer,
            Self::Author => Furniture::Credit,
            Self::Social => Furniture::Navigation,
        })
    }
}

/// Phrases that say the same: they count once.
struct Group {
    subject: Subject,
    part: Part,
    weight: u32,
}

/// What a subject cannot do without, where its table has it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Who speaks or is spoken to or of.
    Voice,
    /// What it is about.
    Core,
    /// Both in one.
    Proof,
    Cue,
}

struct Phrase {
    text: String,
    opens: bool,
    group: usize,
}

#[derive(Default)]
struct Cues {
    groups: Vec<Group>,
    /// By the first word of the phrase.
    phrases: FxHashMap<String, Vec<Phrase>>,
}

/// Groups beyond this one would not fit the set of those that were met.
const MOST_GROUPS: usize = 64;

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues::default();
    for [subject, part, weight, phrases] in rows(include_str!("../../assets/en/boilerplate.tsv")) {
        let (Some(subject), Ok(weight)) = (Subject::named(subject), weight.parse()) else {
            continue;
        };
        let group = cues.groups.len();
        cues.groups.push(Group {
            subject,
            part: match part {
                "voice" => Part::Voice,
                "core" => Part::Core,
                "proof" => Part::Proof,
                _ => Part::Cue,
            },
            weight,
        });
        for phrase in list(phrases) {
            let inner = phrase.trim_start_matches('^');
            let text = match inner {
                "@" | "://" => inner.to_owned(),
                _ => folded(inner),
            };
            let first = text.split(' ').next().unwrap_or_default().to_owned();
            cues.phrases.entry(first).or_default().push(Phrase {
                opens: inner.len() < phrase.len(),
                text,
                group,
            });
        }
    }
    cues
});

/// Bytes of a paragraph that are looked at; the groups of a longer one are met before that.
const LOOKED_AT: usize = 1500;

/// Marks the boilerplate among the units that are nothing yet.
pub(super) fn mark(text: &str, units: &mut [Unit]) {
    let total: usize = units.iter().map(prose).sum();
    let mut before = 0;
    let mut buffer = String::new();
    for unit in units.iter_mut() {
        let own = prose(unit);
        let candidate = unit.role.is_none()
            && matches!(unit.form, Form::Text | Form::Item(_))
            && unit.words >= 4
            && own < total;
        if candidate {
            let edge = Edge::of(before, own, total);
            let line = unit.span.of(text);
            if edge != Edge::Middle || may_be_assistant(line, unit.words) {
                unit.role = subject(line, unit.words, edge, &mut buffer).map(Subject::kind);
            }
        }
        before += own;
    }
}

/// Whether an assistant could speak in a line: a look at its letters that spares most lines the tables.
fn may_be_assistant(line: &str, words: usize) -> bool {
    let (_, most) = Subject::Assistant.measure();
    let hints = ["you", "You", "AI", "I ", "I'", "I’", "language model"];
    words <= most && (line.ends_with(':') || hints.iter().any(|hint| line.contains(hint)))
}

/// How much a unit counts as running text.
fn prose(unit: &Unit) -> usize {
    let runs = unit.role.is_none() && (unit.is_prose() || unit.form == Form::Pipe);
    if runs { unit.span.len() } else { 0 }
}

/// Where on the page a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// No running text stands before it.
    Head,
    Middle,
    /// Most of the running text stands before it.
    Tail,
}

impl Edge {
    const fn of(before: usize, own: usize, total: usize) -> Self {
        let after = total.saturating_sub(before).saturating_sub(own);
        if before == 0 && after > own {
            Self::Head
        } else if before > after.saturating_mul(4) {
            Self::Tail
        } else {
            Self::Middle
        }
    }
}

/// What boilerplate a line is by its words; `buffer` is scratch space.
fn subject(line: &str, words: usize, edge: Edge, buffer: &mut String) -> Option<Subject> {
    // Somebody is quoted: this is reporting.
    if line.contains(['"', '“', '”']) {
        return None;
    }
    let cues = &*CUES;
    fold(line, LOOKED_AT, buffer);
    let mut met = 0_u64;
    let mut look_up = |word: &str, rest: &str, opens: bool| {
        for phrase in cues.phrases.get(word).into_iter().flatten() {
            if (opens || !phrase.opens) && starts_with_words(rest, &phrase.text) {
                met |= bit(phrase.group);
            }
        }
    };
    let mut rest = buffer.as_str();
    while !rest.is_empty() {
        let word = rest.split(' ').next().unwrap_or_default();
        look_up(word, rest, rest.len() == buffer.len());
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    }
    for word in line.split(' ') {
        if word.contains('@') {
            look_up("@", "@", false);
        } else if is_address(word) {
            look_up("://", "://", false);
        }
    }
    Subject::ALL.into_iter().find(|&subject| {
        let (least, most) = subject.measure();
        // Articles do not open with an address to their reader.
        let least = if edge == Edge::Head { least - 2 } else { least };
        let place = match subject {
            Subject::Assistant => true,
            Subject::Legal | Subject::Social => edge != Edge::Middle,
            Subject::Outlet | Subject::Author => edge == Edge::Tail,
        };
        let (mut sum, mut voice, mut core) = (0, false, subject != Subject::Assistant);
        for (index, group) in cues.groups.iter().enumerate() {
            if group.subject == subject && met & bit(index) != 0 {
                sum += group.weight;
                voice |= matches!(group.part, Part::Voice | Part::Proof);
                core |= matches!(group.part, Part::Core | Part::Proof);
            }
        }
        place && voice && core && sum >= least && words <= most
    })
}

const fn bit(group: usize) -> u64 {
    if group < MOST_GROUPS { 1 << group } else { 0 }
}

/// An address of a page ("www.name.com", "name.example"): letters on both sides of an inner dot, the
/// last of them a domain by its length.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.starts_with("http") || word.starts_with("www.") {
        return true;
    }
    let host = word.split('/').next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, domain)| {
        (2..=8).contains(&domain.len())
            && name.len() >= 3
            && domain.bytes().all(|byte| byte.is_ascii_lowercase())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str, edge: Edge) -> Option<Subject> {
        let words = line.split_whitespace().count();
        subject(line, words, edge, &mut String::new())
    }

    #[test]
    fn the_table_fits() {
        assert!(CUES.groups.len() <= MOST_GROUPS);
        let lines = include_str!("../../assets/en/boilerplate.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(CUES.groups.len(), rows, "a row that is not understood");
    }

    #[test]
    fn hears_an_assistant_anywhere() {
        for line in [
            "I can make this piece shorter or give it another tone if you want; just say so.",
            "Here is the reworked version of your text, as requested:",
            "Would you like me to expand the section on trade or rephrase the headline?",
            "I have formatted the article as you asked; tell me what changes you need.",
            "Rewrite the following text for your readers in your own words.",
            "As an AI, I cannot browse for the latest figures.",
        ] {
            assert_eq!(
                found(line, Edge::Middle),
                Some(Subject::Assistant),
                "{line}"
            );
        }
        for line in [
            "The ministers asked the chair to shorten the text and to let them know by Friday.",
            "If you want peace, let me know what you will give up for it, the envoy told the hall.",
            "Here is what the leaders agreed on Sunday:",
            "Below is a summary of the text that the ministers adopted:",
            "The revised draft of the declaration is shorter than the version of May.",
        ] {
            assert_eq!(found(line, Edge::Middle), None, "{line}");
        }
    }

    #[test]
    fn reads_the_small_print_at_the_edges() {
        for line in [
            "We bear no liability for what other sites publish. Texts remain the property of their \
             owners; to have content removed, write to us.",
            "You may not redistribute this material without the written permission of its owner.",
            "news-basket.example gathers news automatically from public sources. Trademarks are those of \
             their owners. If you own the rights, contact us.",
            "The opinions expressed in the piece are solely those of the author and do not reflect the \
             position of this publication or its owners.",
            "We and our partners use cookies to show you content and advertising.",
        ] {
            assert_eq!(found(line, Edge::Tail), Some(Subject::Legal), "{line}");
            assert_eq!(found(line, Edge::Middle), None, "{line}");
        }
        for line in [
            "Ministers agreed on rules for cookies and on privacy, and on the liability of platforms.",
            "The owners of trademarks and copyrights will have new rights under the treaty.",
            "The rebels accepted responsibility for the attack within 24 hours.",
        ] {
            assert_eq!(found(line, Edge::Tail), None, "{line}");
        }
    }

    #[test]
    fn knows_boxes_about_outlet_and_author() {
        for (line, wanted) in [
            (
                "Launched in 1931, The Harbour Post is Norland's oldest daily and reaches readers in \
                 print and online.",
                Some(Subject::Outlet),
            ),
            (
                "Ana Silva is a correspondent based in Lima who covers trade.",
                Some(Subject::Author),
            ),
            (
                "Follow us on Telegram or Facebook for the latest news.",
                Some(Subject::Social),
            ),
            (
                "Founded in 1967, the bloc has nine members and is the largest market of the region.",
                None,
            ),
            ("Ana Silva is a minister who was born in Lima.", None),
            ("The envoy wrote on X that the talks would go on.", None),
        ] {
            assert_eq!(found(line, Edge::Tail), wanted, "{line}");
        }
    }
}
