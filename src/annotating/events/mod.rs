//! Tokens, dates and people in, event mentions out: what happened or is planned, with the date that
//! belongs to it and a short title in the words of the text.
//!
//! A word of the table tells of an event (`triggers`) unless its clause denies or supposes it
//! (`modality`); a clause with a date of its own tells of one even without such a word (`history`), and so
//! does a line of a programme (`schedule`).

mod history;
mod lexicon;
mod modality;
mod schedule;
mod title;
mod triggers;
mod writing;

use std::ops::Range;

use crate::annotating::clauses::clauses;
use crate::annotating::dates::Timex;
use crate::annotating::figures::Figure;
use crate::annotating::gazette::Gazette;
use crate::annotating::people::Mention;
use crate::annotating::tokens::Tokens;
use crate::reading::BlockKind;
use crate::span::Span;

pub use lexicon::{Form, Kind, Weight};
pub use modality::Modality;
pub use schedule::{Line, schedule};

/// The sentences that open an article: there the present perfect reports news ("has arrived").
const LEAD: usize = 3;

/// A stretch of text that tells of an event.
#[derive(Clone, Debug)]
pub struct EventMention {
    /// The word that tells of it.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// The tokens of its clause.
    pub clause: Range<usize>,
    /// What kind of event.
    pub kind: Kind,
    /// The form of the word.
    pub form: Form,
    /// Whether it happened, is planned, or is only referred to.
    pub modality: Modality,
    /// Index of the date that belongs to it.
    pub timex: Option<usize>,
    /// A short title in the words of the text.
    pub title: String,
    /// The noun of a named kind of gathering ("summit"), lower case.
    pub noun: Option<String>,
}

/// A noun for a meeting, whatever is said of it.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// The noun.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// The noun, lower case, in the singular ("summit").
    pub noun: String,
    /// Whether it is one of many kinds of talk ("meeting"), or a summit by its name.
    pub is_summit: bool,
    /// The noun with the names around it ("Fifth Summit of the Americas").
    pub phrase: String,
    /// Whether a word before it tells of another one ("the last summit").
    pub other: bool,
}

/// Finds every noun for a meeting in running text, in reading order.
pub fn gatherings(tokens: &Tokens<'_>) -> Vec<Gathering> {
    let mut found = Vec::new();
    for (sentence, info, range) in tokens.sentences() {
        if info.kind != BlockKind::Paragraph {
            continue;
        }
        for at in range.clone() {
            let reading = lexicon::readings(tokens, at).find(|(_, kind, form)| {
                *form == Form::Noun && matches!(kind.name, "summit" | "meeting")
            });
            let Some((len, kind, _)) = reading else {
                continue;
            };
            let span = tokens.span(at..at + len);
            let noun = span.of(&tokens.article.text).to_lowercase();
            let singular = noun.strip_suffix('s').filter(|_| noun != "talks");
            let other = (at.saturating_sub(3).max(range.start)..at).any(|before| {
                matches!(
                    tokens.lower(before),
                    "last" | "next" | "previous" | "earlier" | "another" | "other" | "first"
                )
            });
            found.push(Gathering {
                span,
                sentence,
                noun: singular.unwrap_or(&noun).to_owned(),
                is_summit: kind.name == "summit",
                phrase: title::name_around(tokens, &range, &(at..at + len)),
                other,
            });
        }
    }
    found
}

/// Finds the events of every sentence, in reading order; `schedule` holds the lines of a programme.
pub fn recognise(
    tokens: &Tokens<'_>,
    gazette: &Gazette,
    timexes: &[Timex],
    people: &[Mention],
    figures: &[Figure],
    schedule: Vec<Line>,
) -> Vec<EventMention> {
    let mut events = Vec::new();
    let mut schedule = schedule.into_iter().peekable();
    let (mut block, mut quotes) = (usize::MAX, 0);
    for (sentence, info, range) in tokens.sentences() {
        if info.block != block {
            (block, quotes) = (info.block, 0);
        }
        let quotes_before = quotes;
        quotes += modality::quotation_marks(tokens, range.clone());
        let line = schedule.next_if(|line| line.sentence == sentence);
        let is_prose = matches!(info.kind, BlockKind::Paragraph | BlockKind::ListItem);
        if !is_prose && line.is_none() {
            continue;
        }
        let from = timexes.partition_point(|timex| timex.sentence < sentence);
        let layers = Layers {
            tokens,
            gazette,
            timexes,
            first_timex: from,
            own_timexes: here(timexes, sentence, |timex| timex.sentence),
            people: here(people, sentence, |person| person.sentence),
            all_people: people,
            figures: here(figures, sentence, |figure| figure.sentence),
            sentence,
            range: range.clone(),
            quotes_before,
        };
        if let Some(line) = line {
            events.push(mention(
                &layers,
                &line.trigger(&layers),
                range,
                line.title(&layers),
            ));
            continue;
        }
        let clauses = clauses(tokens, range);
        let told: Vec<_> = clauses
            .iter()
            .flat_map(|clause| {
                triggers::of_clause(&layers, clause)
                    .into_iter()
                    .map(move |trigger| (trigger, clause))
            })
            .collect();
        let history = history::of_sentence(&layers, &clauses, &told);
        for (trigger, clause) in told.iter().chain(&history) {
            let title = title::of(&layers, clause, &trigger.tokens, trigger.form);
            events.push(mention(&layers, trigger, clause.tokens.clone(), title));
        }
    }
    events
}

/// The layers of annotation, and of them what belongs to one sentence.
struct Layers<'a, 'b> {
    tokens: &'a Tokens<'b>,
    gazette: &'a Gazette,
    timexes: &'a [Timex],
    /// Index of the first of `own_timexes`.
    first_timex: usize,
    own_timexes: &'a [Timex],
    people: &'a [Mention],
    all_people: &'a [Mention],
    figures: &'a [Figure],
    sentence: usize,
    /// The tokens of the sentence.
    range: Range<usize>,
    /// Number of quotation marks of the paragraph before the sentence.
    quotes_before: usize,
}

impl Layers<'_, '_> {
    /// Whether a token stands between quotation marks: an odd number of them since its paragraph began.
    fn is_quoted(&self, at: usize) -> bool {
        let here = modality::quotation_marks(self.tokens, self.range.start..at);
        (self.quotes_before + here) % 2 == 1
    }
}

/// The part of an ordered layer that belongs to a sentence.
fn here<T>(layer: &[T], sentence: usize, sentence_of: impl Fn(&T) -> usize) -> &[T] {
    let from = layer.partition_point(|item| sentence_of(item) < sentence);
    let to = layer.partition_point(|item| sentence_of(item) <= sentence);
    layer.get(from..to).unwrap_or_default()
}

fn mention(
    layers: &Layers<'_, '_>,
    trigger: &triggers::Trigger,
    clause: Range<usize>,
    title: String,
) -> EventMention {
    let span = layers.tokens.span(trigger.tokens.clone());
    let noun =
        (trigger.form == Form::Noun).then(|| span.of(&layers.tokens.article.text).to_lowercase());
    EventMention {
        span,
        sentence: layers.sentence,
        clause,
        kind: trigger.kind,
        form: trigger.form,
        modality: trigger.modality,
        timex: trigger.timex,
        title,
        noun,
    }
}
