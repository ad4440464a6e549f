//! What each token is to the grammar of dates: one look-up in assets/en/dates.tsv a token.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::Weekday;
use rustc_hash::FxHashMap;

use super::company::in_company;
use super::holidays;
use super::meaning::{Habit, Hedge, Part, Reference, Which};
use super::units::{DayPart, Unit};
use super::words::Word;
use crate::annotating::tokens::{Kind, Shape, Token, Tokens};
use crate::knowledge::table::{list, rows};

#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) word: Word,
    capital: bool,
    pub(super) company: bool,
    short: bool,
}

pub(super) static TABLE: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    rows::<4>(include_str!("../../../assets/en/dates.tsv"))
        .filter_map(|[word, class, value, flags]| {
            let has = |flag| list(flags).any(|one| one == flag);
            let habit = match () {
                () if has("news") => Habit::News,
                () if has("narrative") => Habit::Narrative,
                () => Habit::Any,
            };
            let entry = Entry {
                word: class_of(class, value, habit)?,
                capital: has("capital"),
                company: has("company"),
                short: has("short"),
            };
            Some((word, entry))
        })
        .collect()
});

/// The longest word in the table; longer ones need no look-up.
const LONGEST: usize = 12;

fn class_of(class: &str, value: &str, habit: Habit) -> Option<Word> {
    let number = || value.parse::<u32>().ok();
    Some(match class {
        "weekday" => Word::Weekday(Weekday::try_from(value.parse::<u8>().ok()?).ok()?),
        "weekdays" => Word::Weekdays(Weekday::try_from(value.parse::<u8>().ok()?).ok()?),
        "month" => Word::Month(number()?),
        "season" => Word::Season(number()?),
        "unit" => Word::Unit(unit_of(value)?),
        "units" => Word::Units(unit_of(value)?),
        "frequency" => Word::Frequency(unit_of(value)?),
        "daypart" => Word::Daypart(day_part_of(value)?),
        "dayparts" => Word::Dayparts(day_part_of(value)?),
        "noon" => Word::Noon(number()?),
        "meridiem" => Word::Meridiem(number()?),
        "zone" => Word::Zone(value.parse().ok()?),
        "era" => Word::Era(value == "before"),
        "tonight" => Word::Tonight,
        "overnight" => Word::Overnight,
        "decade" => Word::Decade(value.parse().ok()?),
        "tense" => Word::Tense(reference_of(value)),
        "moment" => Word::Moment,
        "time" => Word::Time,
        "more" => Word::More,
        "another" => Word::Another,
        "full" => Word::Full,
        "other" => Word::Alternate,
        "ahead" => Word::Ahead,
        "period" => Word::Period,
        "share" => Word::Share,
        "local" => Word::Local,
        "times" => Word::Times,
        "just" => Word::Just,
        "up" => Word::Up,
        "half" => Word::Half,
        "long" => Word::Long,
        "old" => Word::Old,
        "clock" => Word::Clock,
        "near" => Word::Near,
        "prefix" => Word::Prefix,
        "epithet" => Word::Epithet,
        "yearly" => Word::Yearly,
        "lasting" => Word::Lasting,
        "lengthy" => Word::Lengthy(unit_of(value)?),
        "game" => Word::Game,
        "hedge" => Word::Hedge(match value {
            "approx" => Hedge::Approx,
            _ => Hedge::Less,
        }),
        "than" => Word::Than,
        "less" => Word::Less,
        "least" => Word::Least,
        "today" => Word::Today(value.parse().ok()?),
        "which" => Word::Which(which_of(value)?),
        "part" => Word::Part(part_of(value)?),
        "number" => Word::Number(number()?),
        "ordinal" => Word::Ordinal(number()?),
        "reference" => Word::Reference(reference_of(value), habit),
        "earlier" => Word::Earlier,
        "later" => Word::Later,
        "ago" => Word::Ago,
        "few" => Word::Few,
        "suffix" => Word::Suffix,
        "the" => Word::The,
        "a" => Word::A,
        "of" => Word::Of,
        "to" => Word::To,
        "through" => Word::Through,
        "until" => Word::Until,
        "and" => Word::And,
        "or" => Word::Or,
        "from" => Word::From,
        "between" => Word::Between,
        "since" => Word::Since,
        "by" => Word::By,
        "before" => Word::Before,
        "after" => Word::After,
        "in" => Word::In,
        "for" => Word::For,
        "over" => Word::Over,
        "within" => Word::Within,
        "eve" => Word::Eve,
        "every" => Word::Every,
        "fiscal" => Word::Fiscal,
        "measure" => Word::Measure,
        "determiner" => Word::Determiner,
        "quarterly" => Word::Q,
        _ => return None,
    })
}

fn reference_of(name: &str) -> Reference {
    match name {
        "past" => Reference::Past,
        "present" => Reference::Present,
        _ => Reference::Future,
    }
}

fn day_part_of(name: &str) -> Option<DayPart> {
    Some(match name {
        "morning" => DayPart::Morning,
        "midday" => DayPart::Midday,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        "night" => DayPart::Night,
        _ => return None,
    })
}

fn unit_of(name: &str) -> Option<Unit> {
    const UNITS: [Unit; 13] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Weekend,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
    ];
    UNITS.into_iter().find(|unit| unit.name() == name)
}

fn which_of(name: &str) -> Option<Which> {
    Some(match name {
        "this" => Which::This,
        "last" => Which::Last,
        "latest" => Which::Latest,
        "past" => Which::Past,
        "previous" => Which::Previous,
        "next" => Which::Next,
        "coming" => Which::Coming,
        "following" => Which::Following,
        "same" | "that" => Which::Same,
        "recent" => Which::Recent,
        _ => return None,
    })
}

fn part_of(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "middle" => Part::Middle,
        "late" => Part::Late,
        "start" => Part::Start,
        "end" => Part::End,
        _ => return None,
    })
}

/// Fills `words` with what the tokens of a sentence are; tells whether any could be part of a date.
pub(super) fn read(tokens: &Tokens<'_>, sentence: Range<usize>, words: &mut Vec<Word>) -> bool {
    words.clear();
    let mut promising = false;
    for index in sentence.clone() {
        let word = word_at(tokens, &sentence, index, words.last().copied());
        promising |= matches!(
            word,
            Word::Year(_)
                | Word::Weekday(_)
                | Word::Weekdays(_)
                | Word::Month(_)
                | Word::Season(_)
                | Word::Unit(_)
                | Word::Units(_)
                | Word::Daypart(_)
                | Word::Dayparts(_)
                | Word::Noon(_)
                | Word::Meridiem(_)
                | Word::Zone(_)
                | Word::Era(_)
                | Word::Today(_)
                | Word::Tonight
                | Word::Overnight
                | Word::Decade(_)
                | Word::Eve
                | Word::Frequency(_)
                | Word::Fiscal
                | Word::Reference(..)
                | Word::Tense(_)
                | Word::Which(Which::Past | Which::This | Which::Recent)
                | Word::Moment
                | Word::Clock
                | Word::Lengthy(_)
                | Word::Half
                | Word::Suffix
                | Word::Q
                | Word::Slash
                | Word::Holiday(_)
                | Word::Number(17..=20)
                | Word::Amount
        ) || (matches!(word, Word::Digits(_))
            && words.last() == Some(&Word::Possessive))
            || (matches!(words.last(), Some(Word::Digits(_))) && tokens.is(index, "s"));
        words.push(word);
    }
    promising
}

fn word_at(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    index: usize,
    before: Option<Word>,
) -> Word {
    let Some(token) = tokens.get(index) else {
        return Word::Edge;
    };
    match token.kind {
        Kind::Mark => mark(tokens.lower(index)),
        Kind::Number => number(tokens.text(index)),
        Kind::Word if token.span().len() > LONGEST => Word::Other,
        Kind::Word => {
            let text = tokens.lower(index);
            if text == "'s" {
                return Word::Possessive;
            }
            let Some(entry) = TABLE.get(text) else {
                return holidays::at(tokens, sentence, index).map_or(Word::Other, Word::Holiday);
            };
            // "May Day", "Fourth of July", "St. Patrick's Day"
            if matches!(entry.word, Word::Month(_) | Word::Ordinal(_) | Word::Suffix)
                && let Some(named) = holidays::at(tokens, sentence, index)
            {
                return Word::Holiday(named);
            }
            let fits = !is_name(tokens, sentence, index, before, entry.word)
                && (!entry.capital || token.is_capitalized())
                && (!(entry.company || entry.short)
                    || in_company(tokens, sentence, index, before, *entry));
            if fits { entry.word } else { Word::Other }
        }
    }
}

/// "the Daily Star", "Trending Now", "the Today show", "Black Friday": words of time in names.
fn is_name(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    index: usize,
    before: Option<Word>,
    word: Word,
) -> bool {
    let inner = index > sentence.start && tokens.get(index).is_some_and(Token::is_capitalized);
    let beside = index.checked_sub(1).and_then(|at| tokens.get(at));
    match word {
        Word::Frequency(_) | Word::Reference(..) | Word::Tense(_) => inner,
        Word::Today(_) | Word::Tonight => {
            let in_capitals = beside.is_some_and(|token| token.shape == Shape::Upper);
            inner && (before == Some(Word::The) || in_capitals)
        }
        Word::Weekday(_) => before == Some(Word::Epithet),
        // "High Noon"
        Word::Noon(_) => inner && beside.is_some_and(Token::is_capitalized),
        _ => false,
    }
}

fn mark(text: &str) -> Word {
    match text {
        "-" => Word::Dash,
        "," => Word::Comma,
        "." => Word::Stop,
        "/" => Word::Slash,
        "'" => Word::Possessive,
        "(" | "[" => Word::Opening,
        ")" | "]" => Word::Closing,
        "$" | "€" | "£" | "¥" | "₹" | "₽" | "#" => Word::Currency,
        "%" | "°" => Word::Measure,
        _ => Word::Mark,
    }
}

pub(super) fn number(text: &str) -> Word {
    let Ok(value) = text.parse::<u32>() else {
        return Word::Amount;
    };
    match (text.len(), value) {
        (1 | 2, _) => Word::Digits(value),
        (3, _) => Word::Number(value),
        (4, 1000..=2199) => Word::Year(i32::try_from(value).unwrap_or_default()),
        _ => Word::Amount,
    }
}
