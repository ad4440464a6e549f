//! A mail that was passed on in, its original's head read and set apart: the note above it, and the lines
//! "From: …", "Date: …", "Subject: …" that mail programs write.

use std::sync::LazyLock;

use super::page::{Body, Item, Says};
use super::{BlockKind, Furniture};
use crate::knowledge::table::{list, rows};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    From,
    Date,
    Subject,
    Other,
}

static LABELS: LazyLock<Vec<(&str, Label)>> = LazyLock::new(|| {
    rows(include_str!("../../assets/mail_labels.tsv"))
        .flat_map(|[part, labels]| {
            let label = match part {
                "from" => Label::From,
                "date" => Label::Date,
                "subject" => Label::Subject,
                _ => Label::Other,
            };
            list(labels).map(move |word| (word, label))
        })
        .collect()
});

/// Lines of the head of a mail may be parted by so many lines that are none.
const GAP: usize = 2;

/// Sets the note and the head of the original apart, and gives what the head says; nothing where no head
/// stands in the mail.
pub(super) fn part(item: &mut Item) -> Option<Says> {
    match &mut item.body {
        Body::Text(text) => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let (end, says) = head(&lines)?;
            let at: usize = lines.iter().take(end).map(|line| line.len()).sum();
            let (note, rest) = text.split_at_checked(at)?;
            let (note, rest) = (note.to_owned(), rest.to_owned());
            item.note = note;
            *text = rest;
            Some(says)
        }
        Body::Pieces(pieces) => {
            let lines: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
            let (end, says) = head(&lines)?;
            for piece in pieces.iter_mut().take(end) {
                piece.kind = Some(BlockKind::Furniture(Furniture::Metadata));
                piece.cells.clear();
            }
            Some(says)
        }
    }
}

/// The first head of a mail among lines: the line behind it, and what it says.
fn head(lines: &[&str]) -> Option<(usize, Says)> {
    let mut says = Says::default();
    let mut found: Vec<Label> = Vec::new();
    let mut end = 0;
    for (index, line) in lines.iter().enumerate() {
        if let Some((label, value)) = labelled(line) {
            if found.contains(&label) && label != Label::Other {
                break;
            }
            match label {
                Label::From => says.authors.extend(sender(value)),
                Label::Date => says.published = Some(value.to_owned()),
                Label::Subject => says.title = Some(value.to_owned()),
                Label::Other => {}
            }
            found.push(label);
            end = index + 1;
        } else if !found.is_empty() && index - end >= GAP {
            if is_head(&found) {
                break;
            }
            // A line such as "To: …" that stood alone.
            (says, found) = (Says::default(), Vec::new());
        }
    }
    is_head(&found).then_some((end, says))
}

fn is_head(found: &[Label]) -> bool {
    let named = found.iter().filter(|&&label| label != Label::Other);
    named.count() >= 2 && found.contains(&Label::From)
}

fn labelled(line: &str) -> Option<(Label, &str)> {
    let bare = line.trim().trim_start_matches(['>', '*', ' ']);
    let (word, value) = bare.split_once(':')?;
    let word = word.trim_end_matches(['*', ' ']);
    let value = value.trim_matches(['*', ' ']);
    let (_, label) = LABELS.iter().find(|(known, _)| *known == word)?;
    (!value.is_empty()).then_some((*label, value))
}

/// The name before an address.
fn sender(value: &str) -> Option<String> {
    let name = value.split(['<', '[']).next()?.trim_matches(['"', ' ']);
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
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
                 They met.\n",
                "They met.",
                "Tue, Mar 4, 2014 at 8:00 AM",
            ),
            (
                "-----Ursprüngliche Nachricht-----\nVon: \"Ana Silva\" <a@courier.example>\nGesendet: 4. März 2014\n\
                 An: Ben\nBetreff: Lake states meet\n\nThey met.\n",
                "They met.",
                "4. März 2014",
            ),
        ] {
            let mut item: Item = text.to_owned().into();
            let says = part(&mut item).unwrap();
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
            assert_eq!(part(&mut item), None, "{text}");
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
            "They met.",
        ];
        let mut item = Item {
            says: Says::default(),
            note: String::new(),
            body: Body::Pieces(texts.map(piece).into()),
        };
        assert!(part(&mut item).is_some());
        let Body::Pieces(pieces) = &item.body else {
            panic!()
        };
        let open: Vec<&str> = pieces
            .iter()
            .filter(|piece| piece.kind.is_none())
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(open, ["They met."]);
    }
}
