//! The time of the clause an expression stands in, told by the verbs and cue words beside it.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lookup;
use super::meaning::Tense;
use super::words::Word;
use crate::annotating::grammar;
use crate::annotating::tokens::{Kind, Shape, Tokens};
use crate::knowledge::table::rows;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Future,
    /// A past form that tells of what lies ahead ("warned of").
    Foretelling,
    /// What its infinitive says lies ahead ("agreed to meet").
    Prospect,
    Past,
    /// A present form: what it tells has a day of its own, today's or one to come.
    Present,
    Noun,
}

/// A title has at most so many words.
const A_TITLE: usize = 4;

/// How many words before a date the verb stands at most whose date it is.
const DONE: usize = 5;

/// How far before an expression a cue that is no verb reaches ("upcoming"), in bytes.
const REACH: usize = 70;

static TABLE: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    rows::<2>(include_str!("../../../assets/en/tense.tsv"))
        .filter_map(|[word, class]| {
            let class = match class {
                "future" => Class::Future,
                "foretelling" => Class::Foretelling,
                "prospect" => Class::Prospect,
                "past" => Class::Past,
                "present" => Class::Present,
                "noun" => Class::Noun,
                _ => return None,
            };
            Some((word, class))
        })
        .collect()
});

/// What the words of one sentence tell of the time of its clauses: read once, asked for each expression.
pub(super) struct Cues {
    /// Tokens that tell a time.
    told: Vec<(usize, Tense)>,
    /// Tokens that end a clause (";") or begin one ("that").
    breaks: Vec<usize>,
    /// Commas behind which another clause begins.
    joints: Vec<usize>,
    /// Whether it is a whole sentence, and no title.
    whole: bool,
}

impl Cues {
    pub(super) fn read(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Self {
        let told = sentence
            .clone()
            .filter_map(|index| cue(tokens, sentence, index).map(|tense| (index, tense)))
            .collect();
        let breaks = sentence
            .clone()
            .filter(|index| matches!(tokens.lower(*index), ";" | "that"))
            .collect();
        let joints = sentence
            .clone()
            .filter(|index| {
                tokens.is(*index, ",")
                    && (tokens.does(index + 1, grammar::Class::Coordinator)
                        || tokens.does(index + 1, grammar::Class::Splitter))
            })
            .collect();
        let last = sentence.end.saturating_sub(1);
        let whole = sentence.len() > A_TITLE && tokens.is(last, ".");
        Self {
            told,
            breaks,
            joints,
            whole,
        }
    }

    /// Whether a verb in the past, not one of saying, stands right before: "he died Nov. 20".
    pub(super) fn is_done(&self, tokens: &Tokens<'_>, at: &Range<usize>) -> bool {
        let before = self.told.partition_point(|(index, _)| *index < at.start);
        let nearest = before.checked_sub(1).and_then(|index| self.told.get(index));
        nearest.is_some_and(|(index, tense)| {
            *tense == Tense::Past
                && at.start - index <= DONE
                && !tokens.does(*index, grammar::Class::Saying)
                && !(*index..at.start).any(|between| self.breaks.binary_search(&between).is_ok())
        })
    }

    /// The time of the clause around `at`: the nearest cue before it in its clause, else the first one
    /// after it, else whatever stands before the clause.
    pub(super) fn around(&self, tokens: &Tokens<'_>, at: &Range<usize>) -> Tense {
        let here = tokens.get(at.start).map_or(0, |token| token.span().start);
        let reaches = |(index, tense): (usize, Tense)| {
            let end = tokens.get(index).map_or(0, |token| token.span().end);
            let near = here.saturating_sub(end) <= REACH;
            // "it warned Friday" is past, "it warned of storms Friday" is not.
            if index + 1 == at.start && is_foretelling(tokens, index) {
                return Some(Tense::Past);
            }
            (tense != Tense::Future || near || is_auxiliary(tokens, index)).then_some(tense)
        };
        let before = self.told.partition_point(|(index, _)| *index < at.start);
        let break_before = self.breaks.partition_point(|index| *index < at.start);
        // "said in a statement that on Thursday he will": the clause after "that" tells.
        let clause = break_before
            .checked_sub(1)
            .and_then(|index| self.breaks.get(index));
        let from = self
            .told
            .partition_point(|(index, _)| clause.is_some_and(|clause| index < clause));
        let nearest = |cues: Range<usize>| {
            let cues = self.told.get(cues).unwrap_or_default();
            cues.iter().rev().find_map(|cue| reaches(*cue))
        };
        let first_after = || {
            let after = self.told.partition_point(|(index, _)| *index < at.end);
            let (index, tense) = self.told.get(after)?;
            let stops = |cuts: &[usize]| {
                let next = cuts.partition_point(|cut| *cut < at.end);
                cuts.get(next).is_some_and(|cut| cut < index)
            };
            (!stops(&self.breaks) && !stops(&self.joints)).then_some(*tense)
        };
        // "the deadline is Friday"
        let is = at
            .start
            .checked_sub(1)
            .is_some_and(|index| tokens.does(index, grammar::Class::Copula));
        if is
            && !matches!(
                tokens.lower(at.start.saturating_sub(1)),
                "was" | "were" | "been"
            )
        {
            return Tense::Future;
        }
        let stops = clause.is_some_and(|clause| tokens.is(*clause, ";"));
        nearest(from..before)
            .or_else(first_after)
            .or_else(|| if stops { None } else { nearest(0..from) })
            .unwrap_or(if self.whole {
                // Without a past form a sentence is in the present: "Voters choose a mayor Sunday."
                Tense::Present
            } else {
                Tense::Unknown
            })
    }
}

/// Whether a past verb tells of what is to come.
fn is_foretelling(tokens: &Tokens<'_>, index: usize) -> bool {
    TABLE.get(tokens.lower(index)) == Some(&Class::Foretelling)
}

/// "had been slated": what lay ahead does no more.
fn is_given_up(tokens: &Tokens<'_>, index: usize) -> bool {
    index
        .checked_sub(2)
        .is_some_and(|had| tokens.is(had, "had") && tokens.is(had + 1, "been"))
}

/// Whether the word counts or picks, as in "to five years", "to last place".
fn is_counting(word: &str) -> bool {
    lookup::TABLE.get(word).is_some_and(|entry| {
        matches!(
            entry.word,
            Word::Number(_) | Word::Few | Word::Ordinal(_) | Word::Which(_) | Word::Part(_)
        )
    })
}

/// Whether the verb of the clause is made with this word, however far away it stands.
fn is_auxiliary(tokens: &Tokens<'_>, index: usize) -> bool {
    matches!(
        tokens.lower(index),
        "will" | "shall" | "would" | "ll" | "to" | "be"
    )
}

/// What one token tells of the time of its clause.
pub(super) fn cue(tokens: &Tokens<'_>, sentence: &Range<usize>, index: usize) -> Option<Tense> {
    let token = tokens.get(index)?;
    if token.kind != Kind::Word || token.shape != Shape::Lower {
        return None;
    }
    let word = tokens.lower(index);
    // "won't" is no victory.
    if word == "won" && tokens.is(index + 1, "'") && tokens.is(index + 2, "t") {
        return Some(Tense::Future);
    }
    // "there should be talks"
    let before = index.checked_sub(1).filter(|at| *at >= sentence.start);
    if word == "be"
        && before.is_some_and(|at| matches!(tokens.lower(at), "should" | "must" | "may" | "might"))
    {
        return Some(Tense::Future);
    }
    if word == "to" {
        return infinitive(tokens, sentence, index);
    }
    match TABLE.get(word) {
        // "would have ended": neither past nor to come.
        Some(Class::Future) if word == "would" && tokens.is(index + 1, "have") => None,
        Some(Class::Future | Class::Foretelling) if is_given_up(tokens, index) => Some(Tense::Past),
        Some(Class::Future | Class::Foretelling) => Some(Tense::Future),
        Some(Class::Prospect) if word == "set" => match tokens.lower(index + 1) {
            "for" | "to" => Some(Tense::Future),
            _ => Some(Tense::Past),
        },
        Some(Class::Prospect) => word.ends_with("ed").then_some(Tense::Past),
        Some(Class::Noun) => None,
        Some(Class::Present) => is_finite(tokens, sentence, index).then_some(Tense::Present),
        Some(Class::Past) => Some(finite_or_passive(tokens, sentence, index)),
        None if index > sentence.start && tokens.does(index - 1, grammar::Class::Modal) => None,
        // "he retires Dec. 31"
        None if index > sentence.start
            && tokens.does(index - 1, grammar::Class::SubjectPronoun)
            && word.len() > 4
            && word.ends_with('s') =>
        {
            Some(Tense::Present)
        }
        None => (tokens.does(index, grammar::Class::IrregularPast)
            || is_regular_past(tokens, sentence, index, word))
        .then(|| finite_or_passive(tokens, sentence, index)),
    }
}

/// Whether the token is a verb that tells a time, "ended" and "ending" left out.
pub(super) fn is_verb(tokens: &Tokens<'_>, sentence: &Range<usize>, index: usize) -> bool {
    cue(tokens, sentence, index).is_some() && !tokens.does(index, grammar::Class::Ending)
}

/// Whether a form that is also an infinitive or a noun stands as the verb: "leaders gather", but not "will
/// gather", "the opens".
fn is_finite(tokens: &Tokens<'_>, sentence: &Range<usize>, index: usize) -> bool {
    let before = if index > sentence.start {
        tokens.lower(index - 1)
    } else {
        ""
    };
    !matches!(
        before,
        "to" | "not"
            | "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "his"
            | "her"
            | "both"
            | "did"
            | "and"
    ) && !matches!(
        TABLE.get(before),
        Some(Class::Future | Class::Prospect | Class::Past)
    )
}

/// A participle behind "be" is no past: "will be signed", "to be held".
fn finite_or_passive(tokens: &Tokens<'_>, sentence: &Range<usize>, index: usize) -> Tense {
    let from = index.saturating_sub(2).max(sentence.start);
    if (from..index).any(|before| tokens.is(before, "be")) {
        return Tense::Future;
    }
    // "will remain closed"
    let ahead = |before| matches!(tokens.lower(before), "will" | "would" | "shall" | "ll");
    if (from..index).any(ahead) {
        return Tense::Future;
    }
    // "was to present", "were due to meet": the cue behind the auxiliary tells.
    if matches!(tokens.lower(index), "was" | "were") && index + 1 < sentence.end {
        let next = tokens.lower(index + 1);
        if next == "to" || TABLE.get(next) == Some(&Class::Future) {
            return Tense::Future;
        }
    }
    Tense::Past
}

fn is_regular_past(tokens: &Tokens<'_>, sentence: &Range<usize>, index: usize, word: &str) -> bool {
    word.len() >= 4
        && word.ends_with("ed")
        && !(index > sentence.start
            && matches!(
                tokens.lower(index - 1),
                "the" | "a" | "an" | "its" | "their" | "his" | "her" | "-" | "of" | "for"
            ))
}

/// "to meet": ahead of a word that looks forward or in a headline, a mere purpose after a past verb.
fn infinitive(tokens: &Tokens<'_>, sentence: &Range<usize>, to: usize) -> Option<Tense> {
    let verb = tokens.get(to + 1).filter(|_| to + 1 < sentence.end)?;
    let word = tokens.lower(to + 1);
    let is_verb = verb.kind == Kind::Word
        && verb.shape == Shape::Lower
        && !word.ends_with('s')
        && !word.ends_with("ing")
        && !matches!(
            word,
            "the" | "a" | "an" | "its" | "their" | "his" | "her" | "our" | "that" | "any"
        )
        && word != "have"
        && TABLE.get(word) != Some(&Class::Noun)
        && !is_counting(word);
    if !is_verb {
        return None;
    }
    let from = to.saturating_sub(10).max(sentence.start);
    for index in (from..to).rev() {
        let word = tokens.lower(index);
        match TABLE.get(word) {
            Some(Class::Future) if is_given_up(tokens, index) => return Some(Tense::Past),
            Some(Class::Future | Class::Prospect) => return Some(Tense::Future),
            Some(Class::Past) if matches!(word, "was" | "were") && index + 1 == to => {
                return Some(Tense::Future);
            }
            Some(Class::Past | Class::Foretelling) => return Some(Tense::Past),
            None if is_regular_past(tokens, sentence, index, word) => return Some(Tense::Past),
            Some(Class::Noun | Class::Present) | None => {}
        }
    }
    Some(Tense::Future)
}
