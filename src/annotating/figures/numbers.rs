//! A number in digits or words, with its scale, at one place of a sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::hedges::named;
use super::line::Line;
use super::{Qualifier, digits, money, nouns};
use crate::annotating::tokens::{Kind, Shape, Token};
use crate::knowledge::table::rows;

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Ones(f64),
    Teens(f64),
    Tens(f64),
    Hundred,
    Scale(f64),
    Letter(f64),
    Vague(f64, Qualifier),
    Half,
    Part(f64),
    Ordinal,
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    rows::<4>(include_str!("../../../assets/en/numbers.tsv"))
        .filter_map(|[word, kind, value, qualifier]| {
            let value = value.parse().ok()?;
            let word_kind = match kind {
                "ones" => Word::Ones(value),
                "teens" => Word::Teens(value),
                "tens" => Word::Tens(value),
                "hundred" => Word::Hundred,
                "scale" => Word::Scale(value),
                "letter" => Word::Letter(value),
                "vague" => Word::Vague(value, named(qualifier)?),
                "half" => Word::Half,
                "part" => Word::Part(value),
                "ordinal" => Word::Ordinal,
                _ => return None,
            };
            Some((word, word_kind))
        })
        .collect()
});

/// A number as read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    /// Its tokens.
    pub start: usize,
    pub end: usize,
    /// The qualifier of a vague plural ("tens of thousands").
    pub vague: Option<Qualifier>,
    /// What the scale words multiply by; 1 without any.
    pub scale: f64,
    /// Whether it is written in digits.
    pub digits: bool,
}

impl Number {
    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.value.fract().abs() < f64::EPSILON
    }

    /// Whether no scale word multiplies it.
    pub fn is_plain(&self) -> bool {
        self.scale <= 1.0
    }

    /// Whether it could be a year: four plain digits.
    pub fn is_year_like(&self) -> bool {
        self.digits
            && self.end == self.start + 1
            && self.is_whole()
            && (1500.0..=2100.0).contains(&self.value)
    }
}

/// What the word at a place does, where it is a number word.
pub(super) fn word(line: &Line<'_, '_>, at: usize) -> Option<Word> {
    WORDS.get(line.lower(at)).copied()
}

/// Whether a figure may begin with this token: a cheap test before any look-up.
pub(super) fn may_begin(token: &Token, lower: &str) -> bool {
    match token.kind {
        Kind::Number => true,
        Kind::Mark => false,
        Kind::Word => {
            (3..=9).contains(&lower.len())
                && matches!(
                    lower.as_bytes().first(),
                    Some(
                        b'b' | b'c'
                            | b'd'
                            | b'e'
                            | b'f'
                            | b'h'
                            | b'l'
                            | b'm'
                            | b'n'
                            | b'o'
                            | b'q'
                            | b's'
                            | b't'
                            | b'z'
                    )
                )
                && WORDS.contains_key(lower)
        }
    }
}

/// Reads the number that begins at `at`; `money` tells that a currency sign stands before it.
pub(super) fn read(line: &Line<'_, '_>, at: usize, money: bool) -> Option<Number> {
    if line.is_number(at) {
        return digits::read(line, at).map(|number| scaled(line, number, money));
    }
    match word(line, at)? {
        Word::Ones(_) | Word::Teens(_) | Word::Tens(_) => {
            words(line, at).map(|number| scaled(line, number, money))
        }
        Word::Hundred | Word::Scale(_) => counted_scale(line, at),
        Word::Vague(..) => vague(line, at),
        Word::Half => half(line, at),
        Word::Part(parts) => part(line, at, parts),
        Word::Letter(_) | Word::Ordinal => None,
    }
}

/// No word of the number has been read yet: any may follow.
const ANY: u32 = u32::MAX;

/// Number words up to the hundreds of thousands: "forty-eight", "two hundred and fifty thousand".
fn words(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let mut end = at;
    // What may still follow: below 10 after "forty", below 100 after "hundred".
    let (mut value, mut room) = (0.0, ANY);
    loop {
        let joined = end > at && (line.is_hyphen(end) || (room == 100 && line.is(end, "and")));
        let next = end + usize::from(joined);
        match word(line, next) {
            Some(Word::Ones(ones)) if room > 9 => {
                value += ones;
                room = u32::from(room == ANY);
            }
            Some(Word::Teens(teens)) if room > 19 => {
                value += teens;
                room = u32::from(room == ANY);
            }
            Some(Word::Tens(tens)) if room > 90 => {
                value += tens;
                room = 10;
            }
            Some(Word::Hundred) if (0.5..100.0).contains(&value) && room != 100 => {
                value *= 100.0;
                room = 100;
            }
            _ => break,
        }
        end = next + 1;
    }
    (end > at).then_some(Number {
        value,
        start: at,
        end,
        vague: None,
        scale: 1.0,
        digits: false,
    })
}

/// Adds "and a half", scale words, and what follows a scale ("one million two hundred thousand").
fn scaled(line: &Line<'_, '_>, number: Number, money: bool) -> Number {
    scaled_within(line, number, money, SCALES)
}

/// How many scales one number in words may step down through ("trillion … billion … thousand").
const SCALES: usize = 4;

fn scaled_within(line: &Line<'_, '_>, mut number: Number, money: bool, scales: usize) -> Number {
    if line.starts_with(number.end, &["and", "a", "half"]) {
        number.value += 0.5;
        number.end += 3;
    }
    loop {
        let hyphen = usize::from(line.is_hyphen(number.end));
        let at = number.end + hyphen;
        let factor = match word(line, at) {
            Some(Word::Scale(factor)) => factor,
            Some(Word::Hundred) => 100.0,
            Some(Word::Letter(factor)) if line.is_glued(at) && hyphen == 0 => {
                let counts = line.lower(at) != "t"
                    && (nouns::counted(line, at + 1, &number).is_some()
                        || money::after(line, at + 1, &number).is_some());
                if !money && !counts && line.lower(at) != "k" {
                    break;
                }
                factor
            }
            _ => break,
        };
        number.value *= factor;
        number.scale *= factor;
        number.end = at + 1;
        if number.scale > 1e15 {
            break;
        }
    }
    if !number.digits && number.scale > 1.0 {
        let from = number.end + usize::from(line.is(number.end, "and"));
        if let Some(rest) = words(line, from).filter(|_| number.scale >= 1000.0 && scales > 0) {
            let rest = scaled_within(line, rest, money, scales - 1);
            if rest.value < number.scale {
                number.value += rest.value;
                number.end = rest.end;
            }
        }
        if line.starts_with(number.end, &["and", "a", "half"]) {
            number.value += number.scale / 2.0;
            number.end += 3;
        }
    }
    number
}

/// "a million", "a hundred", "a dozen"; "several hundred", "a few thousand".
fn counted_scale(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let (start, few) = match line.lower_back(at, 1) {
        "a" | "an" => (line.back(at, 1)?, false),
        "several" | "many" => (line.back(at, 1)?, true),
        "few" => (
            line.back(at, if line.lower_back(at, 2) == "a" { 2 } else { 1 })?,
            true,
        ),
        "of" if line.lower_back(at, 2) == "couple" => (line.back(at, 2)?, true),
        _ => return None,
    };
    let one = Number {
        value: 1.0,
        start,
        end: at,
        vague: None,
        scale: 1.0,
        digits: false,
    };
    let mut number = scaled(line, one, false);
    if few {
        number.vague = Some(vague_of(number.value));
    }
    Some(number)
}

/// "tens of thousands", "hundreds of millions", "billions".
fn vague(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let Some(Word::Vague(first, qualifier)) = word(line, at) else {
        return None;
    };
    let mut number = Number {
        value: first,
        start: at,
        end: at + 1,
        vague: Some(qualifier),
        scale: first,
        digits: false,
    };
    while line.is(number.end, "of") || line.is(number.end, "and") {
        match word(line, number.end + 1) {
            // "hundreds and hundreds" are hundreds.
            Some(Word::Vague(..)) if line.is(number.end, "and") => number.end += 2,
            Some(Word::Vague(factor, _)) if factor > number.value => {
                number.value *= factor;
                number.end += 2;
            }
            _ => break,
        }
        if number.value > 1e15 {
            break;
        }
    }
    // "tens" and "scores" alone are other words.
    let alone = number.end == at + 1 && !line.is(number.end, "of");
    (!alone || first >= 100.0 || line.is(at, "dozens")).then_some(number)
}

fn vague_of(value: f64) -> Qualifier {
    if value >= 1e6 {
        Qualifier::MillionsOf
    } else if value >= 1e3 {
        Qualifier::ThousandsOf
    } else if value >= 1e2 {
        Qualifier::HundredsOf
    } else {
        Qualifier::TensOf
    }
}

/// "half a million", "half an hour", "half-century".
fn half(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let end = if matches!(line.lower(at + 1), "a" | "an") || line.is_hyphen(at + 1) {
        at + 2
    } else if matches!(word(line, at + 1), Some(Word::Scale(_))) {
        at + 1
    } else {
        return None;
    };
    let number = scaled(
        line,
        Number {
            value: 0.5,
            start: at,
            end,
            vague: None,
            scale: 1.0,
            digits: false,
        },
        false,
    );
    Some(number)
}

/// "a quarter million", "a quarter of a million".
fn part(line: &Line<'_, '_>, at: usize, parts: f64) -> Option<Number> {
    let end = if line.starts_with(at + 1, &["of", "a"]) {
        at + 3
    } else {
        at + 1
    };
    if !matches!(word(line, end), Some(Word::Scale(_))) {
        return None;
    }
    let start = line
        .back(at, 1)
        .filter(|&before| line.is(before, "a"))
        .unwrap_or(at);
    let fraction = Number {
        value: 1.0 / parts,
        start,
        end,
        vague: None,
        scale: 1.0,
        digits: false,
    };
    Some(scaled(line, fraction, false))
}

/// Whether a word beginning a sentence or a capital shows that a number word is part of a name
/// ("Group of Seven").
pub(super) fn is_named(line: &Line<'_, '_>, number: &Number) -> bool {
    let capital = line
        .get(number.start)
        .is_some_and(|token| token.kind == Kind::Word && token.shape != Shape::Lower);
    capital
        && line.back(number.start, 1).is_some_and(|before| {
            !matches!(
                line.lower(before),
                "\"" | "'" | ":" | "-" | "•" | "*" | "(" | "."
            )
        })
}
