//! A line in, whether it is the text of a picture, out; and where such a text ends that stands before the story
//! in one paragraph.

use super::credit::last_bracket;
use super::dateline::dateline;
use super::vocabulary::{folded, wire};

/// Whether a line is the text of a picture by the credit it ends with: "… (Agency/Ana Silva)",
/// "… [Photo: Ana Silva]", "… (AP Photo)".
pub(super) fn ends_as_caption(line: &str) -> bool {
    if line.len() > 600 {
        return false;
    }
    let Some(inner) = last_bracket(line) else {
        return false;
    };
    let inner = inner.of(line);
    if inner.split_whitespace().count() > 9 {
        return false;
    }
    let of_wire = inner
        .split_once('/')
        .is_some_and(|(agency, rest)| wire(agency).is_some() && rest.trim() != "RL");
    let names = |part: &str| {
        let words = || part.split_whitespace();
        (1..=3).contains(&words().count())
            && words().all(|word| word.starts_with(char::is_uppercase))
    };
    let credited = line.ends_with(']')
        && inner.split('/').count() == 2
        && inner.split('/').all(names)
        && inner.contains(' ');
    of_wire
        || credited
        || folded(inner)
            .split(' ')
            .any(|word| PICTURES.contains(&word))
}

/// Whether a line is the text of a picture by its place among others: "1 of 12 | …", "Photo 3/5: …".
pub(super) fn is_of_gallery(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let pictured = PICTURES.contains(&folded(word).as_str());
    let rest = if pictured {
        line.get(word.len()..).unwrap_or_default().trim_start()
    } else {
        line
    };
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = number(rest);
    let behind = rest.get(first..).unwrap_or_default();
    let Some(behind) = [" of ", "/"]
        .iter()
        .find_map(|joint| behind.strip_prefix(joint))
    else {
        return false;
    };
    let second = number(behind);
    let mark = behind.get(second..).unwrap_or_default().trim_start();
    (1..=3).contains(&first)
        && (1..=3).contains(&second)
        && (mark.starts_with('|') || pictured && mark.starts_with([':', '.', '-', '–']))
}

/// Whether a line is the text of a picture by the credit behind its last sentence: "… on Monday.
/// Photograph: Ana Silva/AFP".
pub(super) fn ends_with_picture_credit(line: &str) -> bool {
    if line.len() > 600 {
        return false;
    }
    let stop = line.as_bytes().windows(2).rposition(|pair| pair == b". ");
    let Some(tail) = stop.and_then(|stop| line.get(stop + 2..)) else {
        return false;
    };
    let word = tail.split([':', ' ']).next().unwrap_or_default();
    let credited = tail
        .get(word.len()..)
        .is_some_and(|rest| rest.starts_with(':'));
    credited && tail.split(' ').count() <= 7 && PICTURES.contains(&folded(word).as_str())
        || tail == "Supplied"
}

/// What the credit of a picture calls it.
const PICTURES: [&str; 9] = [
    "photo",
    "photos",
    "image",
    "getty",
    "handout",
    "courtesy",
    "screengrab",
    "photograph",
    "picture",
];

/// How far into a paragraph the text of a picture reaches, in bytes.
const GLUED: usize = 400;

/// Fewer words than these are no story.
const STORY: usize = 6;

/// Where the text of a picture ends that a copy glued to the story: before the story's dateline ("… on Monday.
/// LIMA (AP) — …"), or behind its own credit ("… (AFP Photo/Ana Silva) The ministers met …").
pub(super) fn glued(line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(GLUED))?;
    let story = |end: &usize| {
        let rest = line.get(*end..).unwrap_or_default().trim_start();
        rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
            && rest.split(' ').nth(STORY).is_some()
    };
    before_dateline(line, head)
        .or_else(|| behind_bracket(head))
        .or_else(|| behind_label(head))
        .filter(story)
}

fn before_dateline(line: &str, head: &str) -> Option<usize> {
    let capitals = |word: &str| {
        let letters = word.trim_end_matches(',');
        letters.len() >= 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let mut at = 0;
    for word in head.split_inclusive(' ') {
        if at > 0
            && capitals(word.trim_end())
            && let Some(found) = line.get(at..).and_then(|rest| dateline(rest, true))
            && found.agency.is_some()
            && found.text < line.len() - at
        {
            return Some(at);
        }
        at += word.len();
    }
    None
}

fn behind_bracket(head: &str) -> Option<usize> {
    let closes = head.match_indices([')', ']']);
    closes
        .map(|(at, mark)| at + mark.len())
        .find(|&end| head.get(..end).is_some_and(ends_as_caption))
}

/// The words that a credit without brackets begins with.
const LABELS: [&str; 7] = [
    "Photo:",
    "Photo credit:",
    "Photo Credit:",
    "Image:",
    "Picture:",
    "Photograph:",
    "Photo by",
];

fn behind_label(head: &str) -> Option<usize> {
    LABELS.iter().find_map(|label| {
        let at = head.find(label)?;
        let before = head.get(..at)?;
        let from = at + label.len();
        let name = head.get(from..)?.strip_prefix(' ')?;
        let opens = before.is_empty() || before.ends_with([' ', '.', '|']);
        opens
            .then(|| name_len(name))
            .flatten()
            .map(|len| from + 1 + len)
    })
}

/// Length of the agency, or else of the two words of a name, that a text begins with.
fn name_len(text: &str) -> Option<usize> {
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(4).collect();
    let agency = ends.iter().rev().find(|&&end| {
        let name = text.get(..end).unwrap_or_default();
        wire(name).is_some()
    });
    let name = || {
        let words = text.get(..*ends.get(1)?)?;
        words
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
            .then_some(words.len())
    };
    agency.copied().or_else(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_captions_by_their_end() {
        for (line, wanted) in [
            (
                "Ministers meet in Lima, Nov. 3, 2008. (Xinhua/Ana Silva)",
                true,
            ),
            ("Ministers meet in Lima. (AP Photo/Ana Silva)", true),
            ("Ministers. (Photo: example.org)", true),
            ("Ministers meet in Lima. Photograph: Ana Silva/AFP", true),
            ("Ministers meet in Lima. Supplied", true),
            ("1 of 12 | The president at the port.", true),
            ("Photo 3/5: The president at the port", true),
            ("1 of 12 ministers voted | no", false),
            ("3 of 5: the vote", false),
            ("They saw the map. Picture a river, he said", false),
            ("The Central Bank (CB)", false),
            ("Ministers met on Monday. (Reuters)", false),
        ] {
            let found =
                ends_as_caption(line) || ends_with_picture_credit(line) || is_of_gallery(line);
            assert_eq!(found, wanted, "{line}");
        }
    }

    #[test]
    fn parts_what_was_glued() {
        let story = "The presidents of Zambia and Malawi signed a pact on Monday.";
        for (caption, dateline) in [
            (
                "Ministers pose in Lusaka on Monday. (AFP Photo/Ben Okoro)",
                "",
            ),
            ("The hall at noon [Ben Okoro/Al Jazeera]", ""),
            (
                "FILE PHOTO: The bridge, May 2, 2014. REUTERS/Ana Silva",
                "LUSAKA (Reuters) - ",
            ),
            (
                "The president, left, greets his guest. Photo: AP",
                "LUSAKA, Zambia (AP) — ",
            ),
            ("The president speaks on Monday | Photo Credit: PTI", ""),
            ("The hall at noon. Photo by Ana Silva", ""),
        ] {
            let line = format!("{caption} {dateline}{story}");
            let end = glued(&line).unwrap_or(0);
            assert_eq!(line.get(..end).unwrap().trim_end(), caption, "{line}");
        }
        for line in [
            "The pact (signed by nine states) enters into force in May, the hosts said.",
            "LUSAKA (AP) — The presidents of Zambia and Malawi signed a pact on Monday.",
            "The agency (AFP) reported that the presidents of nine states had signed the pact.",
            "The photo: a river without water. The ministers looked at it for a long time.",
        ] {
            assert_eq!(glued(line), None, "{line}");
        }
    }
}
