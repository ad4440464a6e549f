//! The words by which articles speak of a meeting.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::annotating::tokens::Tokens;
use crate::knowledge::table::rows;

/// What a word has to do with a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// "summit": the meeting itself.
    Meeting,
    /// "session", "visit": a part of one.
    Sitting,
    /// "leaders": those who meet.
    Party,
    /// "meet", "host".
    Coming,
    /// "opens", "gather".
    Start,
    /// "ends", "concluded".
    End,
    /// "next", "previous": with a meeting after it, another one.
    Other,
    /// "left", "flying".
    Travel,
    /// "postponed": it does not take place then.
    Off,
    /// "Asia": too wide for the place of a meeting.
    Region,
}

static TABLE: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    rows::<2>(include_str!("../../../assets/en/meetings.tsv"))
        .filter_map(|[word, class]| {
            let class = match class {
                "meeting" => Class::Meeting,
                "sitting" => Class::Sitting,
                "party" => Class::Party,
                "coming" => Class::Coming,
                "start" => Class::Start,
                "end" => Class::End,
                "other" => Class::Other,
                "travel" => Class::Travel,
                "off" => Class::Off,
                "region" => Class::Region,
                _ => return None,
            };
            Some((word, class))
        })
        .collect()
});

/// What a word (in lower case) has to do with a meeting.
pub(super) fn class(word: &str) -> Option<Class> {
    TABLE.get(word).copied()
}

/// Whether one of the tokens is of one of the classes.
pub(super) fn has(tokens: &Tokens<'_>, mut range: Range<usize>, classes: &[Class]) -> bool {
    range.any(|index| class(tokens.lower(index)).is_some_and(|class| classes.contains(&class)))
}

/// Whether the word makes a meeting after it another one than the folder's: "next year's summit", "the
/// last working round", but not "last week's summit" or "the last hour of the summit".
pub(super) fn is_other(tokens: &Tokens<'_>, index: usize) -> bool {
    if class(tokens.lower(index)) != Some(Class::Other) {
        return false;
    }
    let next = (index + 1..index + 5).find(|at| {
        matches!(
            class(tokens.lower(*at)),
            Some(Class::Meeting | Class::Sitting)
        )
    });
    next.is_some_and(|noun| {
        class(tokens.lower(noun)) == Some(Class::Meeting)
            && (index + 1..noun).all(|at| {
                !matches!(
                    tokens.lower(at),
                    "week" | "month" | "weekend" | "day" | "of" | "," | "in" | "at"
                )
            })
    })
}
