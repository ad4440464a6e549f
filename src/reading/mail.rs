//! A mail in, an item out: its subject, sender and date, and its text; or the web page that a browser saved
//! in the form of a mail (MHTML).

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::page::{Item, Refusal, Says};
use super::{forwarded, html};

const DAMAGED: &str = "is no mail that can be read";

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Item, Refusal> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| Refusal::new(DAMAGED, "save it again, or its text"))?;
    let body = body(&message).ok_or_else(|| {
        Refusal::new(
            "is a mail without text",
            "save what is attached to it as a file",
        )
    })?;
    let mut item: Item = match body {
        Text::Html(text) => html::read(&text).into(),
        Text::Plain(text) => text.into(),
    };
    item.says = if is_saved_page(&message) {
        let location = ["Snapshot-Content-Location", "Content-Location"];
        let address = location.iter().find_map(|name| text_of(&message, name));
        item.says.or(Says {
            title: message.subject().map(str::to_owned),
            url: address.or_else(|| part_address(&message)),
            saved: date(&message),
            ..Says::default()
        })
    } else {
        let original = forwarded::part(&mut item).unwrap_or_default();
        original.or(said(&message)).or(item.says)
    };
    Ok(item)
}

/// The mails of a mailbox, each with the bytes it stands in; a line "From " begins each.
pub(super) fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut blank = true;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if blank && line.starts_with(b"From ") {
            starts.push(at);
        }
        blank = line.trim_ascii().is_empty();
        at += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([bytes.len()]);
    let mails = starts.iter().copied().zip(ends);
    mails
        .filter_map(|(start, end)| {
            let mail = bytes.get(start..end)?;
            let head = mail.iter().position(|&byte| byte == b'\n')?;
            mail.get(head + 1..)
        })
        .collect()
}

enum Text {
    Html(String),
    Plain(String),
}

/// The text of a mail: its HTML where it has some, for markup tells more.
fn body(message: &Message<'_>) -> Option<Text> {
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(text) => Some(Text::Html(text.to_string())),
        _ => None,
    });
    let plain = || {
        message.text_bodies().find_map(|part| match &part.body {
            PartType::Text(text) => Some(Text::Plain(text.to_string())),
            _ => None,
        })
    };
    let filled = |text: &Text| match text {
        Text::Html(text) | Text::Plain(text) => !text.trim().is_empty(),
    };
    html.filter(filled).or_else(plain).filter(filled)
}

/// A page saved by a browser: parts that belong together, sent to nobody.
fn is_saved_page(message: &Message<'_>) -> bool {
    let related = message
        .content_type()
        .and_then(|kind| kind.subtype())
        .is_some_and(|kind| kind.eq_ignore_ascii_case("related"));
    let sent = message.to().is_some() || message.received().is_some();
    related && !sent || text_of(message, "Snapshot-Content-Location").is_some()
}

fn text_of(message: &Message<'_>, name: &str) -> Option<String> {
    match message.header(name.to_owned())? {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn part_address(message: &Message<'_>) -> Option<String> {
    let part = message.html_bodies().next()?;
    part.content_location().map(str::to_owned)
}

/// What the head of a mail says. A mail that was passed on is younger than what it holds.
fn said(message: &Message<'_>) -> Says {
    let subject = message.subject().unwrap_or_default().trim();
    let (title, passed_on) = without_prefixes(subject);
    let sent = date(message);
    let sender = message.from().and_then(Address::first);
    Says {
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        authors: sender
            .and_then(|sender| sender.name())
            .map(|name| vec![name.to_owned()])
            .unwrap_or_default(),
        published: sent.clone().filter(|_| !passed_on),
        saved: sent.filter(|_| passed_on),
        ..Says::default()
    }
}

/// What mail programs put before the subject of a mail that is answered or passed on.
const PREFIXES: [&str; 9] = ["re", "fw", "fwd", "aw", "wg", "tr", "rv", "i", "enc"];

fn without_prefixes(subject: &str) -> (&str, bool) {
    let mut rest = subject;
    while let Some((head, tail)) = rest.split_once(':')
        && PREFIXES.contains(&head.trim().to_lowercase().as_str())
    {
        rest = tail.trim_start();
    }
    (rest, rest.len() < subject.len())
}

/// The date in the place it was sent from.
fn date(message: &Message<'_>) -> Option<String> {
    let date = message.date().filter(|date| date.is_valid())?;
    Some(date.to_rfc3339())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::page::Body;

    fn mail(subject: &str) -> String {
        format!(
            "From: Ana Silva <ana@courier.example>\r\nTo: desk@courier.example\r\n\
             Subject: {subject}\r\nDate: Mon, 3 Mar 2014 23:30:00 -0500\r\n\
             Content-Type: text/plain; charset=iso-8859-1\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n\
             Ministers met in Bogot=E1 on Monday.\r\n"
        )
    }

    #[test]
    fn reads_a_mail() {
        let item = read(mail("Lake states meet").as_bytes()).unwrap();
        assert_eq!(item.says.title.as_deref(), Some("Lake states meet"));
        assert_eq!(item.says.authors, ["Ana Silva"]);
        assert_eq!(
            item.says.published.as_deref(),
            Some("2014-03-03T23:30:00-05:00")
        );
        let Body::Text(text) = item.body else {
            panic!()
        };
        assert_eq!(text.trim(), "Ministers met in Bogotá on Monday.");
    }

    #[test]
    fn a_mail_passed_on_is_younger_than_what_it_holds() {
        let item = read(mail("Fwd: RE: Lake states meet").as_bytes()).unwrap();
        assert_eq!(item.says.title.as_deref(), Some("Lake states meet"));
        assert_eq!(item.says.published, None);
        assert!(item.says.saved.is_some());
    }

    #[test]
    fn reads_a_page_saved_as_a_mail() {
        let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/a\r\n\
             Subject: Lake states meet\r\nDate: Tue, 4 Mar 2014 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
             <html><body><article><h1>Lake states meet</h1><p>Ministers met on Monday.</p></article>\r\n\
             --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";
        let item = read(saved.as_bytes()).unwrap();
        assert_eq!(item.says.url.as_deref(), Some("https://courier.example/a"));
        assert_eq!(item.says.published, None);
        assert!(item.says.saved.is_some());
        assert!(matches!(item.body, Body::Pieces(pieces) if !pieces.is_empty()));
    }

    #[test]
    fn splits_a_mailbox() {
        let one = mail("A");
        let both = format!("From a Mon Mar 3\n{one}\nFrom b Tue Mar 4\n{one}");
        assert_eq!(split(both.as_bytes()).len(), 2);
        assert!(split(b"Leaders met.").is_empty());
    }
}
