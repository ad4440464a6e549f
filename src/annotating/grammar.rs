//! The small words of a language by what they do in a clause, from the table in assets/.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::knowledge::table;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What a small word does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Class {
            $($(#[$doc])* $name,)*
        }

        impl Class {
            const ALL: &[(Self, &str)] = &[$((Self::$name, $word),)*];
        }
    };
}

classes! {
    /// Brings in what somebody says.
    Saying = "saying",
    /// Opens a relative clause.
    Relative = "relative",
    /// Opens a clause that hangs on another.
    Subordinator = "subordinator",
    /// A subordinator or relative that opens its clause without a comma.
    Splitter = "splitter",
    /// Opens a condition.
    Supposing = "supposing",
    /// Opens a condition before its subject ("had the vote been lost").
    Inverted = "inverted",
    /// Joins clauses.
    Coordinator = "coordinator",
    /// May begin a clause without belonging to what it tells.
    Connective = "connective",
    /// Sets what is told beside what was told before.
    Adding = "adding",
    /// Begins an opening phrase that a comma closes.
    Opening = "opening",
    /// Goes before a date or a place.
    Preposition = "preposition",
    /// A place where a title may be cut.
    Joint = "joint",
    /// Cannot end a title.
    Hanging = "hanging",
    /// Goes before a noun.
    Determiner = "determiner",
    /// Ends a noun phrase towards the left.
    NounPhraseEnd = "noun-phrase-end",
    /// Governs a base form.
    Modal = "modal",
    /// Goes before a verb.
    Auxiliary = "auxiliary",
    /// A form of "be".
    Copula = "copula",
    /// A form of "have" before a participle.
    Perfect = "perfect",
    /// Denies what follows.
    Negation = "negation",
    /// A subject that denies its verb.
    NoSubject = "no-subject",
    /// A verb whose infinitive or clause did not happen.
    Denial = "denial",
    /// Before "to": what follows is arranged.
    Scheduled = "scheduled",
    /// Before a noun: what it names is to come.
    Coming = "coming",
    /// Says of a noun that it took place.
    Carrier = "carrier",
    /// After it stands a verb, not a noun.
    VerbBefore = "verb-before",
    /// Says of a period when it ends.
    Ending = "ending",
    /// Tells a state, not an event.
    Stative = "stative",
    /// The writer or the reader.
    Own = "self",
    /// A pronoun as a subject.
    SubjectPronoun = "subject-pronoun",
    /// A pronoun for one person.
    PersonPronoun = "person-pronoun",
    /// A past tense that does not end in "-ed".
    IrregularPast = "irregular-past",
}

static WORDS: LazyLock<FxHashMap<&str, u64>> = LazyLock::new(|| {
    let mut words: FxHashMap<&str, u64> = FxHashMap::default();
    for [name, list] in table::rows::<2>(include_str!("../../assets/en/grammar.tsv")) {
        let class = Class::ALL.iter().find(|(_, word)| *word == name);
        for word in table::list(list) {
            *words.entry(word).or_default() |= class.map_or(0, |(class, _)| class.bit());
        }
    }
    words
});

/// What words do, each combination once, by number: a token keeps two bytes for it.
static COMBINATIONS: LazyLock<(Vec<u64>, FxHashMap<&str, u16>)> = LazyLock::new(|| {
    let mut combinations = vec![0];
    let mut numbers = FxHashMap::default();
    for (word, classes) in WORDS.iter() {
        let known = combinations.iter().position(|known| known == classes);
        let number = known.unwrap_or(combinations.len());
        if known.is_none() {
            combinations.push(*classes);
        }
        numbers.insert(*word, u16::try_from(number).unwrap_or_default());
    }
    (combinations, numbers)
});

/// The number of all that a word, in lower case, does.
pub(super) fn combination_of(word: &str) -> u16 {
    COMBINATIONS.1.get(word).copied().unwrap_or_default()
}

/// All that words of a number do: one bit a class.
pub(super) fn classes_of(combination: u16) -> u64 {
    let classes = COMBINATIONS.0.get(usize::from(combination));
    classes.copied().unwrap_or_default()
}

impl Class {
    /// The bit of the class in what a word does.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u32
    }

    /// Whether a word, in lower case, does this.
    pub fn has(self, word: &str) -> bool {
        WORDS
            .get(word)
            .is_some_and(|classes| classes & self.bit() != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_row_and_every_row_its_class() {
        let rows: Vec<_> = table::rows::<2>(include_str!("../../assets/en/grammar.tsv")).collect();
        for (class, name) in Class::ALL {
            let row = rows.iter().find(|[row, _]| row == name);
            let word = row
                .and_then(|[_, words]| table::list(words).next())
                .unwrap();
            assert!(class.has(word), "{name}");
        }
        assert_eq!(rows.len(), Class::ALL.len());
    }
}
