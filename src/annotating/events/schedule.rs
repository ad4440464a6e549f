//! The lines of a programme: a day, and what is on it, without a verb ("5 June: plenary session",
//! "Ministers' retreat – Lima (5 – 6 June)").

use std::ops::Range;

use crate::annotating::dates::{Granularity, Meaning, Tense, Timex};
use crate::annotating::events::lexicon::{self, Form};
use crate::annotating::events::modality::Modality;
use crate::annotating::events::triggers::Trigger;
use crate::annotating::events::{Layers, title};
use crate::annotating::grammar::Class;
use crate::annotating::tokens::{Kind as TokenKind, Shape, Tokens};
use crate::reading::BlockKind;

/// One line makes no programme.
const LEAST: usize = 2;
/// The longest line, in tokens.
const LONGEST: usize = 32;

/// A line of a programme.
#[derive(Debug)]
pub struct Line {
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Index of its date.
    timex: usize,
    /// What is on.
    words: Range<usize>,
}

/// The lines of an article's programme, in reading order; none where there is only one. Their dates are told
/// in the present: what is on.
pub fn schedule(tokens: &Tokens<'_>, timexes: &mut [Timex]) -> Vec<Line> {
    let mut sentence = usize::MAX;
    let mut lines = Vec::new();
    for (index, timex) in timexes.iter().enumerate() {
        let is_first = timex.sentence != sentence;
        let is_day = matches!(
            timex.meaning,
            Meaning::Date(_) | Meaning::Range(..) | Meaning::Weekday { .. }
        ) && timex.granularity() <= Granularity::Day;
        if is_first && is_day {
            lines.extend(line(
                tokens,
                timexes.get(index..).unwrap_or_default(),
                index,
            ));
        }
        sentence = timex.sentence;
    }
    if lines.len() < LEAST {
        lines.clear();
    }
    for line in &lines {
        if let Some(timex) = timexes.get_mut(line.timex) {
            timex.tense = Tense::Present;
        }
    }
    lines
}

/// The line that the first of some dates stands in; `index` is its place among all.
fn line(tokens: &Tokens<'_>, timexes: &[Timex], index: usize) -> Option<Line> {
    let timex = timexes.first()?;
    let article = tokens.article;
    let info = article.sentences.get(timex.sentence)?;
    let range = tokens.sentence(timex.sentence);
    let is_line = matches!(
        info.kind,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow
    );
    let alone = [timex.sentence.checked_sub(1), Some(timex.sentence + 1)]
        .into_iter()
        .flatten()
        .filter_map(|beside| article.sentences.get(beside))
        .all(|beside| beside.block != info.block);
    if !is_line || !alone || range.len() > LONGEST {
        return None;
    }
    let mark = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Mark)
    };
    let own = timexes
        .iter()
        .take_while(|other| other.sentence == timex.sentence);
    let edges = timex.tokens.start..own.clone().last()?.tokens.end;
    let only_dates = edges
        .clone()
        .all(|at| mark(at) || own.clone().any(|timex| timex.tokens.contains(&at)));
    let marks = |mut range: Range<usize>| range.all(mark);
    let words = if marks(range.start..edges.start) && mark(edges.end) {
        edges.end..range.end
    } else if marks(edges.end..range.end) && edges.start > range.start && mark(edges.start - 1) {
        range.start..edges.start
    } else {
        return None;
    };
    let is_number = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number)
    };
    // "10:00: arrivals"
    let words = trim(words, |at| mark(at) || is_number(at) && mark(at + 1));
    let told = words.clone().any(|at| is_verb(tokens, at));
    let ends = matches!(tokens.lower(words.end), "." | "?" | "!");
    (only_dates && !told && !ends && words.len() >= 2).then_some(Line {
        sentence: timex.sentence,
        timex: index,
        words,
    })
}

fn trim(words: Range<usize>, is_mark: impl Fn(usize) -> bool) -> Range<usize> {
    let start = words.clone().find(|&at| !is_mark(at));
    let end = words.clone().rfind(|&at| !is_mark(at)).map(|at| at + 1);
    start.unwrap_or(words.end)..end.unwrap_or(words.end)
}

/// Whether a word can only be a finite verb.
fn is_verb(tokens: &Tokens<'_>, at: usize) -> bool {
    let lower = tokens
        .get(at)
        .is_some_and(|token| token.shape == Shape::Lower);
    let mut forms = lexicon::readings(tokens, at)
        .map(|(_, _, form)| form)
        .peekable();
    let is_act = forms.peek().is_some() && forms.all(|form| form != Form::Noun);
    let past = tokens.lower(at).len() > 4 && tokens.lower(at).ends_with("ed");
    [Class::Auxiliary, Class::Saying, Class::SubjectPronoun]
        .iter()
        .any(|class| tokens.does(at, *class))
        || lower && (past || tokens.does(at, Class::IrregularPast) || is_act)
}

impl Line {
    /// What is on, as the word that tells of it: the last noun of the table before a preposition or a mark,
    /// or all of it.
    pub(super) fn trigger(&self, layers: &Layers<'_, '_>) -> Trigger {
        let ends = |at: usize| {
            let token = layers.tokens.get(at);
            let mark = token.is_some_and(|token| token.kind == TokenKind::Mark && !token.glued);
            mark || layers.tokens.does(at, Class::Preposition)
        };
        let head = self.words.clone().take_while(|at| !ends(*at));
        let named = head.filter_map(|at| {
            lexicon::readings(layers.tokens, at)
                .find(|(_, _, form)| *form == Form::Noun)
                .map(|(len, kind, _)| (at..at + len, kind))
        });
        let named = named.last();
        let (tokens, kind) = named.unwrap_or((self.words.clone(), lexicon::OTHER));
        Trigger {
            tokens,
            kind,
            form: Form::Noun,
            modality: Modality::Happened,
            timex: Some(self.timex),
        }
    }

    /// The line without its date.
    pub(super) fn title(&self, layers: &Layers<'_, '_>) -> String {
        title::of_words(layers, self.words.clone())
    }
}
