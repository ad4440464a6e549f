//! The text of a mail in, the article in it out: of a mail that was passed on the original, whose head ("From:
//! …", "Date: …", "Subject: …") is read; the note above it, the mail that is answered and the signature below
//! it set apart.

use std::sync::LazyLock;

use super::mail_head::{GAP, ORIGINAL, QUOTED, TABLE, after_announcement, head};
use super::page::{Body, Item, Says};
use super::vocabulary::{set_of, words_of};
use super::{BlockKind, Furniture};

use rustc_hash::FxHashSet;

static ANSWER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "answer"));
static FORWARD: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set_of(TABLE, "forward"));
/// How a line over a quotation begins and goes on.
static WROTE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    words_of(TABLE, "wrote")
        .filter_map(|words| words.split_once('…'))
        .collect()
});

/// The most lines of a signature.
const SIGNATURE: usize = 12;

/// A subject without what mail programs put before it, and whether that says that the mail was passed on.
pub(super) fn subject(text: &str) -> (&str, bool) {
    let mut rest = text.trim();
    let mut passed_on = false;
    while let Some((head, tail)) = rest.split_once(':') {
        let head = head.trim().to_lowercase();
        let forward = FORWARD.contains(head.as_str());
        if !forward && !ANSWER.contains(head.as_str()) {
            break;
        }
        passed_on |= forward;
        rest = tail.trim_start();
    }
    (rest, passed_on)
}

/// Sets apart what is not the article: of a mail that was passed on the note and the head of the original, of
/// an answer the mail that is answered, of any the signature. Gives what the head of the original says;
/// nothing where the mail is its sender's own. `passed_on`: its subject says that it is another's.
pub(super) fn part(item: &mut Item, passed_on: bool) -> Option<Says> {
    let says = take_original(item, passed_on);
    cut_below(item, |lines| quotation(lines, says.is_none() && !passed_on));
    cut_below(item, signature);
    says
}

/// A mail as lines, each with the number of its letters that could be the article's.
struct Lines<'a> {
    texts: Vec<&'a str>,
    letters: Vec<usize>,
    /// Whether marks such as `>` are left in the lines.
    plain: bool,
}

impl<'a> Lines<'a> {
    fn of(body: &'a Body) -> Self {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        match body {
            Body::Text(text) => {
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                Self {
                    letters: lines.iter().map(|line| letters(line)).collect(),
                    texts: lines,
                    plain: true,
                }
            }
            Body::Pieces(pieces) => Self {
                texts: pieces.iter().map(|piece| piece.text.as_str()).collect(),
                letters: pieces
                    .iter()
                    .map(|piece| match piece.kind {
                        Some(kind) if !kind.is_article() => 0,
                        _ => letters(&piece.text),
                    })
                    .collect(),
                plain: false,
            },
        }
    }

    /// The letters above a line, those of a line that only announces another mail left out.
    fn above(&self, end: usize) -> usize {
        let lines = self.texts.iter().zip(&self.letters).take(end);
        lines
            .filter(|(line, _)| !announces(line, &ORIGINAL) && !announces(line, &QUOTED))
            .map(|(_, letters)| letters)
            .sum()
    }

    fn below(&self, start: usize) -> usize {
        self.letters.iter().skip(start).sum()
    }

    /// The bytes of the lines above one.
    fn bytes(&self, end: usize) -> usize {
        self.texts.iter().take(end).map(|line| line.len()).sum()
    }

    /// The next line from one on that is not blank.
    fn next(&self, from: usize) -> Option<&'a str> {
        let mut rest = self.texts.iter().skip(from);
        rest.find(|line| !line.trim().is_empty()).copied()
    }
}

fn take_original(item: &mut Item, passed_on: bool) -> Option<Says> {
    let lines = Lines::of(&item.body);
    let head = head(&lines.texts)?;
    let (above, below) = (lines.above(head.start), lines.below(head.end));
    // An answer without words of its own is the mail that it answers.
    let is_original = passed_on || above == 0 || is_announced(&lines.texts, head.start);
    if !is_original || below <= above {
        return None;
    }
    let at = lines.bytes(head.end);
    match &mut item.body {
        Body::Text(text) => {
            let rest = text.split_off(at);
            item.note = std::mem::replace(text, rest);
        }
        Body::Pieces(pieces) => {
            for piece in pieces.iter_mut().take(head.end) {
                piece.kind = Some(BlockKind::Furniture(Furniture::Metadata));
                piece.cells.clear();
            }
        }
    }
    Some(head.says)
}

/// Whether a line, or the one above it, says that a mail follows which was passed on.
fn is_announced(lines: &[&str], start: usize) -> bool {
    let above = lines.iter().take(start).rev();
    let own = lines.get(start).map_or("", |line| line.trim());
    let own = own.get(..own.len() - after_announcement(own).len());
    if announces(own.unwrap_or_default(), &ORIGINAL) {
        return true;
    }
    above
        .take(GAP + 1)
        .find(|line| !line.trim().is_empty())
        .is_some_and(|line| announces(line, &ORIGINAL))
}

/// Whether a line is, without the marks around it, one of those that mail programs put over another mail.
fn announces(line: &str, words: &FxHashSet<&str>) -> bool {
    let bare = line.trim().trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() < line.trim().len()
        && bare.len() < 64
        && words.contains(bare.to_lowercase().as_str())
}

/// Sets apart what stands from a line on, where text is left above it.
fn cut_below(item: &mut Item, find: impl Fn(&Lines) -> Option<usize>) {
    let lines = Lines::of(&item.body);
    let Some(from) = find(&lines).filter(|&at| lines.above(at) > 0) else {
        return;
    };
    let at = lines.bytes(from);
    match &mut item.body {
        Body::Text(text) => {
            let below = text.split_off(at);
            item.below.insert_str(0, &below);
        }
        Body::Pieces(pieces) => {
            for piece in pieces.iter_mut().skip(from) {
                piece.kind = Some(BlockKind::Furniture(Furniture::Other));
                piece.cells.clear();
            }
        }
    }
}

/// Where the mail that is answered begins. `own`: the text above is the sender's, so a whole head of a mail
/// in it is that of the mail that is answered.
fn quotation(lines: &Lines, own: bool) -> Option<usize> {
    let announced = lines
        .texts
        .iter()
        .position(|line| line.trim_start().starts_with("--") && announces(line, &QUOTED));
    let wrote = (0..lines.texts.len()).find(|&at| is_over_quotation(lines, at));
    let headed = || {
        let head = head(&lines.texts).filter(|head| own && head.whole)?;
        (!is_announced(&lines.texts, head.start)).then_some(head.start)
    };
    announced.into_iter().chain(wrote).min().or_else(headed)
}

/// Whether a line says who wrote what follows, and nothing but the quotation follows. Markup leaves no marks on
/// what is quoted; there a time or an address tells the line of a mail program from an author's.
fn is_over_quotation(lines: &Lines, at: usize) -> bool {
    let Some(&line) = lines.texts.get(at) else {
        return false;
    };
    let begins = |line: &str| {
        let line = line.trim().to_lowercase();
        let (word, _) = line.split_once(' ')?;
        let mut known = WROTE.iter().filter(|(first, _)| *first == word);
        known.next().map(|(_, verb)| (line.clone(), *verb))
    };
    let Some((mut said, verb)) = begins(line) else {
        return false;
    };
    let mut next = at + 1;
    // A long line is broken before its last word.
    if lines.plain && !said.ends_with(':') {
        let more = lines.texts.get(next).map_or("", |line| line.trim());
        said = format!("{said} {}", more.to_lowercase());
        next += 1;
    }
    let time = said
        .split(|c: char| !c.is_ascii_digit() && c != ':')
        .any(|part| matches!(part.trim_matches(':').find(':'), Some(1 | 2)));
    if !said.ends_with(':') || !said.contains(verb) {
        return false;
    }
    if lines.plain {
        let mut rest = lines.texts.iter().skip(next);
        lines.next(next).is_some_and(|line| line.starts_with('>'))
            && rest.all(|line| line.starts_with('>') || line.trim().is_empty())
    } else {
        time || said.contains('@')
    }
}

/// Where the signature begins: "-- " on a line, near the end.
fn signature(lines: &Lines) -> Option<usize> {
    let is_mark = |line: &str| {
        if lines.plain {
            line.trim_end_matches(['\r', '\n']) == "-- "
        } else {
            line.trim() == "--"
        }
    };
    let at = lines.texts.iter().rposition(|line| is_mark(line))?;
    let below = lines.texts.iter().skip(at + 1);
    (below.filter(|line| !line.trim().is_empty()).count() <= SIGNATURE).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::page::Piece;

    #[test]
    fn reads_the_head_of_the_original() {
        for (text, rest, day) in [
            (
                "For the file.\n\n---------- Forwarded message ----------\nFrom: Ana Silva <a@courier.example>\n\
                 Date: Tue, Mar 4, 2014 at 8:00 AM\nSubject: Lake states meet\nTo: Ben <b@desk.example>\n\n\
                 They met at the lake and agreed.\n",
                "They met at the lake and agreed.",
                "Tue, Mar 4, 2014 at 8:00 AM",
            ),
            (
                "-----Ursprüngliche Nachricht-----\nVon: \"Ana Silva\" <a@courier.example>\nGesendet: 4. März 2014\n\
                 An: Ben\nBetreff: Lake states meet\n\nThey met at the lake and agreed.\n",
                "They met at the lake and agreed.",
                "4. März 2014",
            ),
        ] {
            let mut item: Item = text.to_owned().into();
            let says = part(&mut item, false).unwrap();
            assert_eq!(says.title.as_deref(), Some("Lake states meet"));
            assert_eq!(says.authors, ["Ana Silva"]);
            assert_eq!(says.published.as_deref(), Some(day));
            let Body::Text(body) = &item.body else {
                panic!()
            };
            assert_eq!(body.trim(), rest);
            assert_eq!(format!("{}{body}", item.note), text);
        }
    }

    #[test]
    fn takes_no_text_for_a_head() {
        for text in [
            "They met.\n\nTo: all states\n\nFrom: the river\n",
            "From: the lake\n\nThe states met.\n\nThey agreed.\n\nDate: none was set.\n",
        ] {
            let mut item: Item = text.to_owned().into();
            assert_eq!(part(&mut item, true), None, "{text}");
            assert_eq!(item.body, Body::Text(text.to_owned()));
        }
    }

    #[test]
    fn marks_pieces_above_the_original() {
        let piece = |text: &str| Piece {
            text: text.to_owned(),
            kind: None,
            cells: Vec::new(),
        };
        let texts = [
            "For the file.",
            "From: Ana Silva",
            "Sent: 4 March 2014",
            "They met at the lake and agreed.",
        ];
        let mut item = Item::new(Says::default(), Body::Pieces(texts.map(piece).into()));
        assert!(part(&mut item, true).is_some());
        let Body::Pieces(pieces) = &item.body else {
            panic!()
        };
        let open: Vec<&str> = pieces
            .iter()
            .filter(|piece| piece.kind.is_none())
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(open, ["They met at the lake and agreed."]);
    }

    #[test]
    fn keeps_an_article_above_another_mail() {
        const ARTICLE: &str = "The lake states met on Monday and agreed on a fund.\n\n";
        for below in [
            "-----Original Message-----\nFrom: Ben <b@desk.example>\nSent: 4 March 2014\nSubject: Copy\n\nPlease send it.\n",
            "-----Original Message-----\nFrom: Ben <b@desk.example>\nSent: 4 March 2014\nSubject: Copy\n",
            "From: Ben <b@desk.example>\nSent: 4 March 2014\nSubject: Copy\n\nPlease send it.\n",
            "On Tue, 4 Mar 2014 at 09:15, Ben <b@desk.example> wrote:\n> Please send it.\n>\n> Ben\n",
            "On Tue, 4 Mar 2014 at 09:15, Ben of the desk in the town <b@desk.example>\nwrote:\n\n> Please send it.\n",
            "-- \nAna Silva\nThe Courier\n",
        ] {
            let mut item: Item = format!("{ARTICLE}{below}").into();
            assert_eq!(part(&mut item, false), None, "{below}");
            assert_eq!(item.body, Body::Text(ARTICLE.to_owned()), "{below}");
            assert_eq!(item.below, below);
        }
        for text in [
            "On 4 March she wrote:\n\nThe lake is low.\n",
            "> The lake is low.\n\nIt is.\n",
            "They met.\n\n--\n\nThey left.\n",
        ] {
            let mut item: Item = text.to_owned().into();
            assert_eq!(part(&mut item, false), None);
            assert_eq!(item.body, Body::Text(text.to_owned()));
        }
    }

    #[test]
    fn reads_a_head_in_one_line() {
        let line = "From: Ana Silva <a@courier.example> Sent: 4 March 2014 To: Ben Cc: Cleo Subject: Lake: states meet";
        let head = head(&["Please file.", line, "They met."]).unwrap();
        assert_eq!((head.start, head.end, head.whole), (1, 2, true));
        assert_eq!(head.says.title.as_deref(), Some("Lake: states meet"));
        assert_eq!(head.says.published.as_deref(), Some("4 March 2014"));
        assert_eq!(head.says.authors, ["Ana Silva"]);
    }

    #[test]
    fn reads_a_head_run_together_with_its_announcement() {
        let line = "---------- Forwarded message --------- From: Ana Silva Date: 4 March 2014 Subject: Talks";
        let head = head(&[line, "They met."]).unwrap();
        assert_eq!((head.start, head.end), (0, 1));
        assert_eq!(head.says.authors, ["Ana Silva"]);
        assert!(is_announced(&[line], 0));
        assert!(!is_announced(&["- From: Ana Silva"], 0));
    }

    #[test]
    fn reads_subjects() {
        for (text, wanted) in [
            ("Fwd: RE: Lake states meet", ("Lake states meet", true)),
            ("Re: Lake states meet", ("Lake states meet", false)),
            ("WG: AW: Lake states", ("Lake states", true)),
            ("Lake: states meet", ("Lake: states meet", false)),
        ] {
            assert_eq!(subject(text), wanted, "{text}");
        }
    }
}
