//! The currency of an amount: a sign or code before it, names or a code after it.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::line::Line;
use super::nouns;
use super::numbers::{self, Number};
use crate::annotating::tokens::Shape;
use crate::knowledge::table::{list, rows};

struct Name {
    code: &'static str,
    /// Each as its words: "hong kong" is two.
    adjectives: Vec<Vec<String>>,
    bare: bool,
}

struct Currencies {
    codes: FxHashSet<&'static str>,
    /// The codes that are other words too ("COP").
    words: FxHashSet<&'static str>,
    /// By the sign; the letters before it ("HK" of "HK$") and the code.
    signs: FxHashMap<&'static str, Vec<(&'static str, &'static str)>>,
    names: FxHashMap<&'static str, Vec<Name>>,
}

static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let mut currencies = Currencies {
        codes: FxHashSet::default(),
        words: FxHashSet::default(),
        signs: FxHashMap::default(),
        names: FxHashMap::default(),
    };
    for [code, signs, words, adjectives, bare, word] in
        rows::<6>(include_str!("../../../assets/currencies.tsv"))
    {
        currencies.codes.insert(code);
        if word == "word" {
            currencies.words.insert(code);
        }
        for sign in list(signs) {
            let letters = sign.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            let mark = sign.get(letters.len()..).unwrap_or_default();
            let (key, prefix) = match mark {
                "" | "." => (letters, ""),
                _ => (mark, letters),
            };
            currencies
                .signs
                .entry(key)
                .or_default()
                .push((prefix, code));
        }
        for word in list(words) {
            let last = word.rsplit(' ').next().unwrap_or(word);
            currencies.names.entry(last).or_default().push(Name {
                code,
                adjectives: list(adjectives)
                    .map(|words| words.split(' ').map(str::to_ascii_lowercase).collect())
                    .collect(),
                bare: bare == "bare",
            });
        }
    }
    currencies
});

/// Whether a unit is a currency.
pub(super) fn is_code(unit: &str) -> bool {
    CURRENCIES.codes.contains(unit)
}

/// The currency named just before a number, and the first token of its name.
pub(super) fn before(line: &Line<'_, '_>, number: usize) -> Option<(&'static str, usize)> {
    let mut at = line.back(number, 1)?;
    if line.is(at, ".") && line.is_glued(at) && line.is_word(at.checked_sub(1)?) {
        at -= 1;
    }
    let text = line.text(at);
    // "R4.5 billion", but not "R21", which is a road.
    let road = text == "R"
        && line.text(number).len() < 3
        && !matches!(
            numbers::word(line, number + 1),
            Some(numbers::Word::Scale(_))
        );
    if road {
        return None;
    }
    // "$US2 billion"
    if let Some(sign) = line
        .back(at, 1)
        .filter(|_| line.is_glued(at) && line.is_glued(number))
        && let Some(readings) = CURRENCIES.signs.get(line.text(sign))
        && let Some(&(_, code)) = readings.iter().find(|(prefix, _)| *prefix == text)
    {
        return Some((code, sign));
    }
    if let Some(readings) = CURRENCIES.signs.get(text) {
        let glued = line.is_glued(at);
        let letters = line
            .back(at, 1)
            .filter(|_| glued)
            .map_or("", |i| line.text(i));
        let letters = if letters == "U.S." { "US" } else { letters };
        if let Some(&(prefix, code)) = readings
            .iter()
            .find(|(prefix, _)| !prefix.is_empty() && prefix.eq_ignore_ascii_case(letters))
        {
            return Some((code, at - usize::from(!prefix.is_empty())));
        }
        return readings
            .iter()
            .find(|(prefix, _)| prefix.is_empty())
            .map(|&(_, code)| (code, at));
    }
    if !line.is_word(at) {
        return None;
    }
    if let Some(&code) = CURRENCIES.codes.get(text)
        && !CURRENCIES.words.contains(text)
    {
        return Some((code, at));
    }
    // "dollars 10bn", where the word is not the unit of a number before it.
    let word = line.lower(at);
    let scaled = line.is_glued(number + 1)
        || matches!(
            numbers::word(line, number + 1),
            Some(numbers::Word::Scale(_))
        );
    let own = (word.ends_with('s') || (word == "euro" && scaled)) && line.is_number(number);
    let taken = line.back(at, 1).is_some_and(|before| {
        line.is_number(before)
            || line.is_capitalized(before)
            || numbers::word(line, before).is_some()
    });
    if !own || taken || numbers::word(line, at).is_some() {
        return None;
    }
    let name = CURRENCIES.names.get(word)?.iter().find(|name| name.bare)?;
    Some((name.code, at))
}

/// The dollar that an adjective after an amount tells ("$60 million Canadian"), and one past it.
pub(super) fn dollar_after(line: &Line<'_, '_>, at: usize) -> Option<(&'static str, usize)> {
    if !line.is_capitalized(at) || (line.is_word(at + 1) && !nouns::ends_group(line, at + 1)) {
        return None;
    }
    let names = CURRENCIES.names.get("dollars")?;
    let name = names.iter().find(|name| {
        name.adjectives
            .iter()
            .any(|words| matches!(words.as_slice(), [word] if line.is(at, word)))
    })?;
    Some((name.code, at + 1))
}

/// The currency named at `at`, after a number, and one past the last token of its name.
pub(super) fn after(
    line: &Line<'_, '_>,
    at: usize,
    number: &Number,
) -> Option<(&'static str, usize)> {
    let at = at + usize::from(line.is_hyphen(at));
    if let Some(&code) = CURRENCIES.codes.get(line.text(at)) {
        return Some((code, at + 1));
    }
    if let Some(readings) = CURRENCIES.signs.get(line.text(at))
        && !line.is_word(at)
    {
        // "45 €", but not the sign of the next amount.
        let next = line.is_number(at + 1) && line.is_glued(at + 1);
        let code = readings.iter().find(|(prefix, _)| prefix.is_empty())?.1;
        return (!next).then_some((code, at + 1));
    }
    for last in at..at + 4 {
        if !line.is_word(last) {
            return None;
        }
        if let Some(names) = CURRENCIES.names.get(line.lower(last)) {
            let adjective = |name: &&Name| {
                name.adjectives.iter().any(|words| {
                    words.len() == last - at
                        && words
                            .iter()
                            .enumerate()
                            .all(|(offset, word)| line.is(at + offset, word))
                })
            };
            let bare = |name: &&Name| name.bare && last == at;
            let name = names
                .iter()
                .find(adjective)
                .or_else(|| names.iter().find(bare))?;
            return is_amount(line, last, number).then_some((name.code, last + 1));
        }
        if last > at
            && line
                .get(last)
                .is_some_and(|token| token.shape == Shape::Lower)
        {
            return None;
        }
    }
    None
}

/// Whether the currency's name is not another word here: "the party with 12 won", "20 pounds of".
fn is_amount(line: &Line<'_, '_>, name: usize, number: &Number) -> bool {
    match line.lower(name) {
        "real" => line.lower_back(name, 1) == "brazilian",
        "won" => number.scale >= 1000.0 || number.value >= 500.0,
        "pounds" => {
            !(line.is(name + 1, "of") && number.scale < 1e6 && number.vague.is_none())
                || line.is_capitalized(name + 2)
        }
        _ => true,
    }
}
