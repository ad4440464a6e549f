//! A line in, what its wording says of it out: the phrases of `assets/en/furniture.tsv`, and where they
//! count.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::vocabulary::{first_word, fold, folded, starts_with_words};
use super::{BlockKind, Furniture};
use crate::knowledge::table::{list, rows};

/// Where in the article a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Anywhere.
    Any,
    /// In a line of up to 14 words.
    Short,
    /// Before the first or after the last paragraph.
    Edge,
    /// Anywhere but in the first line that could be a title: there it is the headline.
    Title,
}

/// What a phrase says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) kind: BlockKind,
    pub(super) zone: Zone,
    /// Whether the lines that follow belong to it.
    pub(super) section: bool,
    /// Whether nothing of the article follows, where most of it stands before.
    pub(super) ends: bool,
    /// Whether the phrase must be the whole line.
    pub(super) whole: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Whole,
    Start,
    Within,
    Exact,
    Label,
    About,
    Last,
    Voice,
}

struct Entry {
    phrase: String,
    how: Match,
    cue: Cue,
}

#[derive(Default)]
struct Cues {
    /// By the first word of the phrase.
    entries: FxHashMap<String, Vec<Entry>>,
    within: FxHashMap<String, Vec<Entry>>,
    within_starts: Starts,
    last: FxHashMap<String, Vec<Entry>>,
    /// By the first word, as the others.
    voice: FxHashMap<String, Vec<Entry>>,
    voice_starts: Starts,
    exact: FxHashMap<&'static str, Cue>,
    publishers: Vec<String>,
}

/// The first two letters of words, so that most words of a line need not be looked up.
#[derive(Default)]
struct Starts([u32; 32]);

impl Starts {
    /// Row and bit of a word; words that begin alike in their low bits share them.
    fn slot(word: &[u8]) -> (usize, u32) {
        let first = word.first().copied().unwrap_or_default();
        let second = word.get(1).copied().unwrap_or_default();
        (usize::from(first & 31), 1 << (second & 31))
    }

    fn add(&mut self, word: &[u8]) {
        let (row, bit) = Self::slot(word);
        if let Some(row) = self.0.get_mut(row) {
            *row |= bit;
        }
    }

    fn may_begin(&self, text: Option<&[u8]>) -> bool {
        let (row, bit) = Self::slot(text.unwrap_or_default());
        self.0.get(row).is_some_and(|row| row & bit != 0)
    }
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues::default();
    for [kind, how, zone_name, phrases] in rows(include_str!("../../assets/en/furniture.tsv")) {
        if kind == "publisher" {
            cues.publishers.extend(list(phrases).map(folded));
            continue;
        }
        let Some(kind) = kind_named(kind) else {
            continue;
        };
        let zone = match zone_name {
            "edge" => Zone::Edge,
            "short" => Zone::Short,
            "title" => Zone::Title,
            _ => Zone::Any,
        };
        let cue = Cue {
            kind,
            zone,
            section: how == "section",
            ends: zone_name == "end",
            whole: matches!(how, "whole" | "section"),
        };
        let how = match how {
            "start" => Match::Start,
            "within" => Match::Within,
            "exact" => Match::Exact,
            "label" => Match::Label,
            "about" => Match::About,
            "last" => Match::Last,
            "voice" => Match::Voice,
            _ => Match::Whole,
        };
        for phrase in list(phrases) {
            if how == Match::Exact {
                cues.exact.insert(phrase, cue);
                continue;
            }
            let phrase = folded(phrase);
            let first = first_word(&phrase).to_owned();
            match how {
                Match::Within => cues.within_starts.add(first.as_bytes()),
                Match::Voice => cues.voice_starts.add(first.as_bytes()),
                _ => {}
            }
            let table = match how {
                Match::Voice => &mut cues.voice,
                Match::Within => &mut cues.within,
                Match::Last => &mut cues.last,
                _ => &mut cues.entries,
            };
            table
                .entry(first)
                .or_default()
                .push(Entry { phrase, how, cue });
        }
    }
    cues
});

fn kind_named(name: &str) -> Option<BlockKind> {
    Some(match name {
        "navigation" => BlockKind::Furniture(Furniture::Navigation),
        "related" => BlockKind::Furniture(Furniture::RelatedLink),
        "disclaimer" => BlockKind::Furniture(Furniture::Disclaimer),
        "assistant" => BlockKind::Furniture(Furniture::Assistant),
        "credit" => BlockKind::Furniture(Furniture::Credit),
        "page-date" => BlockKind::Furniture(Furniture::PageDate),
        "metadata" => BlockKind::Furniture(Furniture::Metadata),
        "other" => BlockKind::Furniture(Furniture::Other),
        "caption" => BlockKind::Caption,
        _ => return None,
    })
}

/// Lines longer than this are folded only as far as phrases reach.
const HEAD: usize = 96;
const LINE: usize = 300;

/// A line that is told by its last word has up to so many.
const LAST_WORDS: usize = 4;
const LAST_LEN: usize = 60;

/// What the line's wording says of it; the longest phrase decides. `buffer` is scratch space.
pub(super) fn cue(line: &str, buffer: &mut String) -> Option<Cue> {
    let cues = &*CUES;
    if let Some(cue) = cues.exact.get(line) {
        return Some(*cue);
    }
    let long = line.len() > LINE;
    fold(line, if long { HEAD } else { LINE }, buffer);
    let text = buffer.as_str();
    let whole = text.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let mut best: Option<(usize, Cue)> = None;
    let mut offer = |entry: &Entry| {
        let size = entry.phrase.len();
        if best.is_none_or(|(longest, _)| size > longest) {
            best = Some((size, entry.cue));
        }
    };
    if !long && whole.len() < text.len() {
        for entry in cues.entries.get(first_word(whole)).into_iter().flatten() {
            if entry.how == Match::Whole && entry.phrase == whole {
                offer(entry);
            }
        }
    }
    for entry in cues.entries.get(first_word(text)).into_iter().flatten() {
        let Some(rest) = text.strip_prefix(entry.phrase.as_str()) else {
            continue;
        };
        let fits = match entry.how {
            Match::Whole => !long && rest.is_empty(),
            Match::Start => rest.is_empty() || rest.starts_with(' '),
            Match::Label => is_labelled(line, entry.phrase.len()),
            Match::About => names_publisher(line),
            Match::Within | Match::Exact | Match::Last | Match::Voice => false,
        };
        if fits {
            offer(entry);
        }
    }
    if text.len() <= LAST_LEN
        && let Some((before, last)) = text.rsplit_once(' ')
        && before.split(' ').count() < LAST_WORDS
    {
        cues.last
            .get(last)
            .into_iter()
            .flatten()
            .for_each(&mut offer);
    }
    if !long {
        let mut boundary = true;
        for (at, byte) in text.bytes().enumerate() {
            let begins = boundary;
            boundary = byte == b' ';
            if !begins || !cues.within_starts.may_begin(text.as_bytes().get(at..)) {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            for entry in cues.within.get(first_word(rest)).into_iter().flatten() {
                if starts_with_words(rest, &entry.phrase) {
                    offer(entry);
                }
            }
        }
    }
    best.map(|(_, cue)| cue)
}

/// No sentence of the page's own voice is longer, in bytes.
const VOICE: usize = 160;

/// The page that speaks to its readers at the start of a paragraph ("Welcome back to our blog. …"):
/// what its first sentence is, and how long.
pub(super) fn voice(line: &str) -> Option<(BlockKind, usize)> {
    let cues = &*CUES;
    if !cues.voice_starts.may_begin(Some(line.as_bytes())) {
        return None;
    }
    let mut stops = line.match_indices(['.', '!']).map(|(at, _)| at + 1);
    let end = stops
        .find(|&end| {
            line.get(end..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
        })
        .unwrap_or(line.len());
    let sentence = line.get(..end).filter(|sentence| sentence.len() <= VOICE)?;
    let text = folded(sentence);
    let entries = cues.voice.get(first_word(&text))?;
    let entry = entries
        .iter()
        .find(|entry| starts_with_words(&text, &entry.phrase))?;
    Some((entry.cue.kind, end))
}

/// Whether a colon stands right behind the label (which may itself stand in marks).
fn is_labelled(line: &str, len: usize) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    line.get(len..)
        .is_some_and(|rest| rest.trim_start_matches(['*', '_', ' ']).starts_with(':'))
}

fn names_publisher(line: &str) -> bool {
    let text = folded(line.get(..line.floor_char_boundary(600)).unwrap_or(line));
    CUES.publishers.iter().any(|word| {
        text.match_indices(word.as_str())
            .any(|(at, _)| starts_with_words(text.get(at..).unwrap_or_default(), word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<BlockKind> {
        cue(line, &mut String::new()).map(|cue| cue.kind)
    }

    #[test]
    fn goes_by_whole_lines_starts_and_labels() {
        use Furniture::{Navigation, Other, RelatedLink};
        for (line, wanted) in [
            ("Skip to content", Some(BlockKind::Furniture(Navigation))),
            ("+ posts", Some(BlockKind::Furniture(Navigation))),
            ("12 Comments", Some(BlockKind::Furniture(Navigation))),
            (
                "Read also: Ministers meet",
                Some(BlockKind::Furniture(RelatedLink)),
            ),
            (
                "Watch: the full speech",
                Some(BlockKind::Furniture(RelatedLink)),
            ),
            ("Watch the full speech", None),
            ("Photo: Press office", Some(BlockKind::Caption)),
            ("Photos of the talks were released on Monday.", None),
            ("Story continues below", Some(BlockKind::Furniture(Other))),
            ("Leaders met on Monday.", None),
        ] {
            assert_eq!(kind(line), wanted, "{line}");
        }
    }

    #[test]
    fn hears_the_page_speak() {
        for (line, wanted) in [
            (
                "Welcome back to our blog. Ministers meet.",
                Some(" Ministers meet."),
            ),
            ("We are closing our blog here.", Some("")),
            ("We are ready, the ministers say. They met.", None),
            ("Thank you, the minister said.", None),
        ] {
            let found = voice(line).and_then(|(_, end)| line.get(end..));
            assert_eq!(found, wanted, "{line}");
        }
    }

    #[test]
    fn about_a_publisher_needs_a_publisher() {
        assert!(kind("Established in 1990, the Courier is a daily newspaper.").is_some());
        assert!(kind("Established in 1990, the bloc has nine members.").is_none());
    }
}
