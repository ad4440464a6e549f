//! A number in digits or words, with its scale, at one place of a sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::hedges::named;
use super::line::Line;
use super::{Qualifier, digits, fractions, money, nouns, units};
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
    /// One of so many; in the singular mostly an ordinal.
    Part(f64),
    /// A sign for a part of one.
    Fraction(f64),
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
                "fraction" => Word::Fraction(value),
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
    /// In words, without a scale.
    pub fn new(value: f64, start: usize, end: usize) -> Self {
        Self {
            value,
            start,
            end,
            vague: None,
            scale: 1.0,
            digits: false,
        }
    }

    /// In digits, without a scale.
    pub fn in_digits(value: f64, start: usize, end: usize) -> Self {
        Self {
            digits: true,
            ..Self::new(value, start, end)
        }
    }

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
        Kind::Mark => lower.len() > 1 && matches!(WORDS.get(lower), Some(Word::Fraction(_))),
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

/// Whether the word at a place says which one ("fourth"), not how many.
pub(super) fn is_ordinal(line: &Line<'_, '_>, at: usize) -> bool {
    match word(line, at) {
        Some(Word::Ordinal) => true,
        Some(Word::Part(_)) => line.lower(at).ends_with("th") || line.is(at, "third"),
        _ => false,
    }
}

/// Where the sign of a number below zero begins: "minus 5", "-0.4".
pub(super) fn minus(line: &Line<'_, '_>, start: usize) -> Option<usize> {
    let before = line.back(start, 1)?;
    match line.lower(before) {
        "minus" | "negative" => Some(before),
        "-" => {
            let number = line.is_number(start) && line.is_glued(start);
            let after_gap =
                !line.is_glued(before) || matches!(line.lower_back(before, 1), "" | "(");
            (number && after_gap).then_some(before)
        }
        _ => None,
    }
}

/// Reads the number that begins at `at`; `money` tells that a currency sign stands before it.
pub(super) fn read(line: &Line<'_, '_>, at: usize, money: bool) -> Option<Number> {
    if let Some(part) = part_of(line, at) {
        return Some(part);
    }
    if line.is_number(at) {
        let number = digits::read(line, at)?;
        return Some(scaled(line, with_fraction(line, number), money));
    }
    match word(line, at)? {
        Word::Ones(_) | Word::Teens(_) | Word::Tens(_) => {
            let number = with_decimals(line, words(line, at)?);
            Some(scaled(line, with_fraction(line, number), money))
        }
        Word::Hundred | Word::Scale(_) => counted_scale(line, at),
        Word::Vague(..) => vague(line, at),
        Word::Half => half(line, at),
        // "quarter million"
        Word::Part(parts) if matches!(word(line, at + 1), Some(Word::Scale(_))) => {
            Some(scaled(line, Number::new(1.0 / parts, at, at + 1), false))
        }
        Word::Letter(_) | Word::Ordinal | Word::Part(_) | Word::Fraction(_) => None,
    }
}

/// "two point five", "nought point zero eight".
fn with_decimals(line: &Line<'_, '_>, mut number: Number) -> Number {
    if !line.is(number.end, "point") {
        return number;
    }
    let mut places = String::new();
    let mut end = number.end + 1;
    while let Some(Word::Ones(value) | Word::Teens(value) | Word::Tens(value)) = word(line, end) {
        // "seventy-one" is two places, not three.
        let pair = line.is(end + 1, "-").then(|| word(line, end + 2)).flatten();
        if let Some(Word::Ones(ones)) = pair {
            places.push_str(&(value + ones).to_string());
            end += 3;
        } else {
            places.push_str(&value.to_string());
            end += 1;
        }
    }
    if let Ok(fraction) = format!("0.{places}").parse::<f64>()
        && !places.is_empty()
    {
        number.value += fraction;
        number.end = end;
    }
    number
}

/// Adds the part of one that follows a whole number: "2½", "2 1/4", "five and a quarter".
fn with_fraction(line: &Line<'_, '_>, mut number: Number) -> Number {
    let joined = usize::from(number.digits && line.is_hyphen(number.end));
    let written = || {
        let found = fractions::read(line, number.end + joined)?;
        let sign = !line.is_word(number.end + joined);
        (number.digits && sign).then_some(found)
    };
    if let Some((part, end)) = written().or_else(|| and_fraction(line, number.end)) {
        number.value += part;
        number.end = end;
    }
    number
}

/// "… and a half", not "… and a half of the members".
fn and_fraction(line: &Line<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let next = Some(at + 1).filter(|_| line.is(at, "and"))?;
    fractions::read(line, next).filter(|&(_, end)| !line.is(end, "of"))
}

/// No word of the number has been read yet: any may follow.
const ANY: u32 = u32::MAX;

/// Number words up to the hundreds of thousands: "forty-eight", "two hundred and fifty thousand".
fn words(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    let mut end = at;
    // What may still follow: below 10 after "forty", below 100 after "hundred".
    let (mut value, mut room) = (0.0, ANY);
    loop {
        let and = room == 100 && line.is(end, "and") && and_fraction(line, end).is_none();
        let hyphen = line.is_hyphen(end) || (room == 10 && line.is(end, "-"));
        let joined = end > at && (hyphen || and);
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
    (end > at).then_some(Number::new(value, at, end))
}

/// Adds "and a half", scale words, and what follows a scale ("one million two hundred thousand").
fn scaled(line: &Line<'_, '_>, number: Number, money: bool) -> Number {
    scaled_within(line, number, money, SCALES)
}

/// How many scales one number in words may step down through ("trillion … billion … thousand").
const SCALES: usize = 4;

fn scaled_within(line: &Line<'_, '_>, mut number: Number, money: bool, scales: usize) -> Number {
    loop {
        let hyphen = usize::from(line.is_hyphen(number.end));
        let at = number.end + hyphen;
        let factor = match word(line, at) {
            Some(Word::Scale(factor)) => factor,
            Some(Word::Hundred) => 100.0,
            // "3 dozens", "five millions".
            Some(Word::Vague(factor, _)) if number.is_plain() && factor > 10.0 && hyphen == 0 => {
                factor
            }
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
    if number.is_plain() {
        return number;
    }
    if let Some((part, end)) = and_fraction(line, number.end) {
        // "one billion and a half million" names what the part is of.
        let (of, end) = match word(line, end) {
            Some(Word::Scale(factor)) => (factor, end + 1),
            _ => (number.scale, end),
        };
        number.value += part * of;
        number.end = end;
    } else if scales > 0
        && let Some(rest) = lesser(line, &number, money, scales - 1)
    {
        number.value += rest.value;
        number.end = rest.end;
    }
    number
}

/// What a number with a scale goes on with: "one million | two hundred thousand", "2 crore | 50 lakh",
/// "3 hundred and | 21".
fn lesser(line: &Line<'_, '_>, number: &Number, money: bool, scales: usize) -> Option<Number> {
    let and = usize::from(line.is(number.end, "and"));
    let from = number.end + and;
    let rest = if line.is_number(from) {
        let rest = digits::read(line, from).filter(|_| number.digits)?;
        if number.scale <= 100.0 && rest.value < 100.0 && rest.is_whole() && and == 1 {
            return Some(rest);
        }
        let rest = scaled_within(line, rest, money, scales);
        // "2 million and 300,000" are two numbers, "5 million 2006 deals" one.
        Some(rest).filter(|rest| !rest.is_plain() && and == 0)
    } else {
        let hundreds = number.scale <= 100.0;
        let first = words(line, from)
            .filter(|rest| !hundreds || rest.value < 100.0)
            .filter(|_| number.scale >= 1000.0 || hundreds);
        // "5 million and two ships": words after digits are a number of their own.
        let apart = number.digits && and == 1 && !hundreds && number.scale < 1e5;
        first
            .filter(|_| !apart)
            .map(|rest| scaled_within(line, rest, money, scales))
    };
    rest.filter(|rest| rest.value < number.scale)
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
        // "hundred thousand dollars"
        "" | "," | "for" | "of" | "over" | "about"
            if matches!(word(line, at + 1), Some(Word::Scale(_))) =>
        {
            (at, false)
        }
        _ => return None,
    };
    let one = Number::new(1.0, start, at);
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
    let number = scaled(line, Number::new(0.5, at, end), false);
    Some(number)
}

/// A part of a scale or of a unit: "a quarter of a million", "three quarters billion", "½ mile",
/// "three quarters of an hour".
fn part_of(line: &Line<'_, '_>, at: usize) -> Option<Number> {
    // "a quarter" is met at its noun.
    let article = line
        .back(at, 1)
        .filter(|&before| matches!(line.lower(before), "a" | "an"))
        .filter(|_| matches!(word(line, at), Some(Word::Part(_))));
    let start = article.unwrap_or(at);
    let (value, end) = fractions::read(line, start)?;
    let of = line.is(end, "of") && matches!(line.lower(end + 1), "a" | "an");
    let next = if of { end + 2 } else { end };
    let scale = matches!(word(line, next), Some(Word::Scale(_)));
    let sign = !line.is_word(start) && !line.is_word(end.saturating_sub(1));
    let unit =
        || (of || sign) && (units::measurement(line, next).is_some() || line.is(next, "point"));
    let fraction = Number::new(value, start, next);
    (scale || unit()).then(|| scaled(line, fraction, false))
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
