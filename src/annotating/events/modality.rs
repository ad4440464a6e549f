//! Whether a word tells of something that happened, that is planned, or of neither.

use std::ops::Range;

use crate::annotating::clauses::Clause;
use crate::annotating::events::lexicon::Form;
use crate::annotating::grammar::Class;
use crate::annotating::tokens::Tokens;

/// How the text speaks of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    /// Told as having taken place, or as taking place.
    Happened,
    /// Told as coming.
    Planned,
    /// Only named, with nothing said of whether and when.
    Named,
}

/// How far back from a verb its auxiliaries can stand.
const REACH: usize = 8;
/// How far back a verb of denial can stand ("denied that he had considered leaving").
const FAR: usize = 14;

/// A clause being read for one of its words.
pub(super) struct Reading<'a, 'b> {
    pub tokens: &'a Tokens<'b>,
    pub sentence: &'a Range<usize>,
    pub clause: &'a Clause,
    /// Whether a date belongs to the word.
    pub dated: bool,
    /// Whether the sentence opens its article: there the present perfect reports news.
    pub fresh: bool,
}

impl Reading<'_, '_> {
    /// Reads the auxiliaries before a verb; `None` where the event is denied, wished for or supposed.
    pub fn of_verb(&self, verb: &Range<usize>, form: Form) -> Option<Modality> {
        let near = verb.start.saturating_sub(3).max(self.clause.tokens.start)..verb.start;
        if self.any(&near, Class::Negation) || self.is_unreal(verb.start) {
            return None;
        }
        if let Some(modal) = self.modal(verb.start, form) {
            return match self.tokens.lower(modal) {
                "will" | "shall" | "'ll" => Some(Modality::Planned),
                "to" => self.of_infinitive(modal),
                "would" if self.dated => Some(Modality::Planned),
                _ => None,
            };
        }
        let opening = self.clause.tokens.start..(self.clause.tokens.start + 2).min(verb.start);
        // "since the court issued a warrant": history without a date.
        if !self.dated && opening.clone().any(|at| self.tokens.is(at, "since")) {
            return None;
        }
        match form {
            Form::Past => {
                let perfect = near
                    .clone()
                    .find(|&at| self.tokens.does(at, Class::Perfect));
                let told = perfect
                    .is_none_or(|at| self.fresh && matches!(self.tokens.lower(at), "has" | "have"));
                (self.dated || told).then_some(Modality::Happened)
            }
            Form::Third | Form::Base => self.dated.then_some(Modality::Happened),
            Form::Gerund => {
                let opens = verb.start <= opening.end;
                let progressive = self.any(&near, Class::Copula);
                (opens || progressive || self.dated).then_some(Modality::Happened)
            }
            Form::Noun => None,
        }
    }

    /// Reads what stands around a noun: a date, people, or a verb that carries it.
    pub fn of_noun(&self, noun: &Range<usize>, with_person: bool) -> Option<Modality> {
        let near = noun
            .start
            .saturating_sub(REACH)
            .max(self.clause.tokens.start)..noun.start;
        let after = noun.end..(noun.end + 4).min(self.clause.tokens.end);
        let denied = self.any(&(self.clause.tokens.start..noun.start), Class::Negation)
            || self.any(&near, Class::NoSubject)
            || self.any(&after, Class::Negation);
        // A scheduled vote is one even under "if".
        if denied || (!self.dated && self.is_unreal(noun.start)) {
            return None;
        }
        let told = self.dated || with_person || self.any(&near, Class::Carrier);
        let announced = (noun.end..(noun.end + REACH + 2).min(self.clause.tokens.end))
            .any(|at| self.tokens.does(at, Class::Coming) && self.follows_copula(at));
        let coming = self.any(&near, Class::Coming) || announced;
        Some(match (told, coming) {
            (true, true) => Modality::Planned,
            (true, false) => Modality::Happened,
            (false, _) => Modality::Named,
        })
    }

    fn any(&self, range: &Range<usize>, class: Class) -> bool {
        range.clone().any(|at| self.tokens.does(at, class))
    }

    /// Whether the clause only supposes, wishes or denies, or speaks of the writer or the reader.
    fn is_unreal(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.lower(at);
        let start = self.clause.tokens.start;
        let opening = start..(start + 2).min(at);
        let inverted = self.tokens.does(start, Class::Inverted) && start < at;
        let denied = (at.saturating_sub(FAR).max(self.sentence.start)..at).any(|before| {
            let leads = matches!(word(before + 1), "to" | "that")
                || (before + 1..at).any(|next| self.tokens.is(next, "that"))
                || word(before + 1).ends_with("ing");
            self.tokens.does(before, Class::Denial) && leads && !self.follows_copula(before)
        });
        self.any(&opening, Class::Supposing)
            || self.any(&opening, Class::NoSubject)
            || inverted
            || denied
            || self.any(&(start..at), Class::Own)
    }

    /// "was considered", "is expected": a passive reports, it does not deny.
    fn follows_copula(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.tokens.does(before, Class::Copula))
    }

    /// The modal that governs the verb.
    fn modal(&self, verb: usize, form: Form) -> Option<usize> {
        let reach = verb.saturating_sub(REACH).max(self.clause.tokens.start)..verb;
        let modal = reach.rev().find(|&at| self.tokens.does(at, Class::Modal))?;
        let passive = (modal + 1..verb).any(|at| matches!(self.tokens.lower(at), "be" | "have"));
        (form == Form::Base || passive).then_some(modal)
    }

    /// "is to", "due to", "scheduled to" announce; other infinitives name a purpose or a wish.
    fn of_infinitive(&self, to: usize) -> Option<Modality> {
        let from = to.saturating_sub(3).max(self.clause.tokens.start);
        let arranged = (from..to).any(|at| {
            let had = at > from && self.tokens.does(at - 1, Class::Perfect);
            self.tokens.does(at, Class::Scheduled) && !had
        });
        arranged.then_some(Modality::Planned)
    }
}

/// Number of quotation marks in a range of tokens.
pub(super) fn quotation_marks(tokens: &Tokens<'_>, range: Range<usize>) -> usize {
    range.filter(|&at| tokens.is(at, "\"")).count()
}
