//! A line as it stands on the page, from left to right, in; the same in the order it is read out,
//! where its letters are written from right to left.

/// Which way a character is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    Number,
    Any,
}

fn way(c: char) -> Way {
    if is_leftward(c) {
        Way::Left
    } else if c.is_numeric() {
        Way::Number
    } else if c.is_alphabetic() {
        Way::Right
    } else {
        Way::Any
    }
}

/// Whether a letter or mark belongs to a script written from right to left; the digits among them
/// are written from left to right.
pub fn is_leftward(c: char) -> bool {
    let is_block = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    let is_sign = matches!(
        c,
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66c}' | '\u{6d4}'
    );
    is_block && !is_sign && !c.is_numeric()
}

/// Whether most letters of a text are written from right to left.
pub fn is_mostly_leftward<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut left, mut right) = (0_usize, 0_usize);
    for c in texts.flat_map(str::chars) {
        match way(c) {
            Way::Left => left += 1,
            Way::Right => right += 1,
            Way::Number | Way::Any => {}
        }
    }
    left > right
}

/// Puts a line in the order it is read; `leftward` if the page around it runs from right to left.
pub fn to_logical(line: &mut String, leftward: bool) {
    if !line.chars().any(is_leftward) {
        return;
    }
    let letters: Vec<char> = line.chars().collect();
    let leftward = leftward || is_mostly_leftward([line.as_str()].into_iter());
    line.clear();
    if leftward {
        // What closes a sentence at the right end was set by a program that wrote from left to right.
        let closes = |c: &&char| c.is_whitespace() || ".,;:!?…،؛؟".contains(**c);
        let end = letters.len() - letters.iter().rev().take_while(closes).count();
        let (turning, closing) = letters.split_at_checked(end).unwrap_or_default();
        line.extend(turned(turning));
        line.extend(closing);
        return;
    }
    let mut rest = letters.as_slice();
    while let Some(start) = rest.iter().position(|c| way(*c) == Way::Left) {
        let (before, from) = rest.split_at_checked(start).unwrap_or_default();
        let next = from.iter().position(|c| way(*c) == Way::Right);
        let within = from.get(..next.unwrap_or(from.len())).unwrap_or(from);
        let last = within.iter().rposition(|c| way(*c) == Way::Left);
        let (section, after) = from
            .split_at_checked(last.unwrap_or_default() + 1)
            .unwrap_or((from, &[]));
        line.extend(before);
        line.extend(turned(section));
        rest = after;
    }
    line.extend(rest);
}

/// The characters from right to left, but numbers and words of other scripts as they stand.
fn turned(letters: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((last, before)) = rest.split_last() {
        if way(*last) == Way::Left {
            out.push(*last);
            rest = before;
            continue;
        }
        let start = rest.iter().rposition(|c| way(*c) == Way::Left);
        let (before, stretch) = rest
            .split_at_checked(start.map_or(0, |at| at + 1))
            .unwrap_or_default();
        turn_others(stretch, &mut out);
        rest = before;
    }
    out
}

/// Turns what stands between letters that are written from right to left.
fn turn_others(stretch: &[char], out: &mut Vec<char>) {
    let is_word = |c: &char| way(*c) == Way::Right;
    let first = stretch.iter().position(is_word).unwrap_or(stretch.len());
    let (mut numbers, words) = stretch.split_at_checked(first).unwrap_or_default();
    let end = words.iter().rposition(|c| way(*c) != Way::Any);
    let (words, after) = words
        .split_at_checked(end.map_or(0, |at| at + 1))
        .unwrap_or_default();
    out.extend(after.iter().rev().copied().map(mirrored));
    out.extend(words);
    while let Some((last, before)) = numbers.split_last() {
        if way(*last) != Way::Number {
            out.push(mirrored(*last));
            numbers = before;
            continue;
        }
        let is_part = |c: &&char| way(**c) == Way::Number || ".,:/٫٬".contains(**c);
        let parts = numbers.iter().rev().take_while(is_part).count();
        let (before, parts) = numbers
            .split_at_checked(numbers.len() - parts)
            .unwrap_or_default();
        // What joins numbers does not begin one.
        let joined = parts.iter().take_while(|c| way(**c) != Way::Number);
        let (joints, number) = parts.split_at_checked(joined.count()).unwrap_or_default();
        out.extend(number);
        out.extend(joints.iter().rev());
        numbers = before;
    }
}

/// A bracket as it is written on the other side.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_lines_in_the_order_they_are_read() {
        for (line, expected) in [
            ("plain (text) 2.5", "plain (text) 2.5"),
            // In the tests, the letters of Hebrew stand in this order: alef, bet, gimel, dalet.
            ("דג בא", "אב גד"),
            (".דג 2.5 בא", "אב 2.5 גד."),
            ("בא 2.5 דג.", "גד 2.5 אב."),
            ("דג (בא)", "(אב) גד"),
            ("דגדג Syr Dar באבא", "אבאב Syr Dar גדגד"),
            ("the word בא, and דג too", "the word אב, and גד too"),
            ("the words דג 12 בא here", "the words אב 12 גד here"),
            ("דג :12,5 (7%) בא", "אב (%7) 12,5: גד"),
            ("דגדגדג G20 (NATO) 12 בא", "אב G20 (NATO) 12 גדגדגד"),
            ("4/3/2014 בא", "אב 4/3/2014"),
            ("דג 12 ", "12 גד "),
            ("١٢٫٥ ﺎﺑ", "ﺑﺎ ١٢٫٥"),
        ] {
            let mut told = line.to_owned();
            to_logical(&mut told, false);
            assert_eq!(told, expected, "{line}");
        }
        let mut told = "דג The Harbour States בא".to_owned();
        to_logical(&mut told, true);
        assert_eq!(told, "אב The Harbour States גד");
    }
}
