//! A mail in, an item out: its subject, sender and date, its text, and what is attached to it; or the web page
//! that a browser saved in the form of a mail (MHTML).

use mail_parser::{
    Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use rustc_hash::FxHashMap;

use super::format::{Promise, promise};
use super::open::contained;
use super::page::{Item, Refusal, Says};
use super::source::{safe, told_apart};
use super::{forwarded, html};

/// A mail taken apart.
pub(super) struct Mail {
    /// Its text, or why it has none.
    pub(super) item: Result<Item, Refusal>,
    /// What is attached to it and may be an article.
    pub(super) attached: Vec<Attached>,
}

/// What is attached to a mail.
pub(super) struct Attached {
    /// Its name, shown safely.
    pub(super) name: String,
    pub(super) content: Content,
}

pub(super) enum Content {
    File(Vec<u8>),
    Mail(Box<Mail>),
}

/// How deep mails may be attached to mails.
const MAILS: usize = 3;

/// How deep the parts of one mail may lie in each other.
const PARTS: usize = 64;

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Mail, Refusal> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| Refusal::new("is no mail that can be read", "save it again, or its text"))?;
    Ok(taken_apart(&message, 0))
}

fn taken_apart(message: &Message<'_>, depth: usize) -> Mail {
    let mut parts = Parts::default();
    gather(message, 0, 0, &mut parts);
    let saved_page = is_saved_page(message);
    let texts = parts.texts;
    let item = contained(|| item(message, texts, saved_page)).flatten();
    let mut names = FxHashMap::default();
    let attached = parts.attached.into_iter().filter(|_| !saved_page);
    let attached = attached
        .filter_map(|part| attachment(part, depth))
        .map(|attached| Attached {
            name: told_apart(attached.name, &mut names),
            ..attached
        })
        .collect();
    Mail { item, attached }
}

fn item(message: &Message<'_>, texts: Vec<Text>, saved_page: bool) -> Result<Item, Refusal> {
    let mut item: Item = match joined(texts) {
        Some(Text::Html(text)) => html::read(&text).into(),
        Some(Text::Plain(text)) => text.into(),
        None => {
            return Err(Refusal::new(
                "is a mail without text",
                "save what is attached to it as a file",
            ));
        }
    };
    item.says = if saved_page {
        let location = ["Snapshot-Content-Location", "Content-Location"];
        let address = location.iter().find_map(|name| text_of(message, name));
        item.says.or(Says {
            title: message.subject().map(str::to_owned),
            url: address.or_else(|| part_address(message)),
            saved: date(message),
            ..Says::default()
        })
    } else {
        let (title, passed_on) = forwarded::subject(message.subject().unwrap_or_default());
        let original = forwarded::part(&mut item, passed_on);
        let passed_on = passed_on || original.is_some();
        let said = said(message, title, passed_on);
        original.unwrap_or_default().or(said).or(item.says)
    };
    Ok(item)
}

enum Text {
    Html(String),
    Plain(String),
}

impl Text {
    fn is_filled(&self) -> bool {
        match self {
            Self::Html(text) | Self::Plain(text) => !text.trim().is_empty(),
        }
    }
}

/// The parts of a mail: the texts that are shown one after the other, and what is attached.
#[derive(Default)]
struct Parts<'a> {
    texts: Vec<Text>,
    attached: Vec<&'a MessagePart<'a>>,
}

fn gather<'a>(message: &'a Message<'a>, id: u32, depth: usize, into: &mut Parts<'a>) {
    let Some(part) = message.part(id).filter(|_| depth < PARTS) else {
        return;
    };
    let kind = part.content_type();
    let subtype = kind.and_then(|kind| kind.subtype()).unwrap_or_default();
    let subtype = subtype.to_ascii_lowercase();
    match &part.body {
        PartType::Multipart(ids) => {
            let mut ways: Vec<Vec<Text>> = Vec::new();
            for &id in ids {
                let mut inner = Parts::default();
                gather(message, id, depth + 1, &mut inner);
                into.attached.append(&mut inner.attached);
                inner.texts.retain(Text::is_filled);
                if !inner.texts.is_empty() {
                    ways.push(inner.texts);
                }
            }
            let is_html =
                |texts: &Vec<Text>| texts.iter().any(|text| matches!(text, Text::Html(_)));
            match subtype.as_str() {
                // Markup tells more.
                "alternative" => {
                    let best = ways.iter().rposition(is_html).unwrap_or(0);
                    into.texts
                        .extend(ways.into_iter().nth(best).into_iter().flatten());
                }
                // The first part is the page, the others are shown in it.
                "related" => into
                    .texts
                    .extend(ways.into_iter().next().into_iter().flatten()),
                _ => into.texts.extend(ways.into_iter().flatten()),
            }
        }
        PartType::Text(_) | PartType::Html(_) if id > 0 && is_attachment(part) => {
            into.attached.push(part);
        }
        PartType::Html(text) => into.texts.push(Text::Html(text.to_string())),
        PartType::Text(text) if matches!(subtype.as_str(), "plain" | "") || id == 0 => {
            let says = |name: &str, value: &str| {
                kind.and_then(|kind| kind.attribute(name))
                    .is_some_and(|said| said.eq_ignore_ascii_case(value))
            };
            into.texts.push(Text::Plain(if says("format", "flowed") {
                flowed(text, says("delsp", "yes"))
            } else {
                text.to_string()
            }));
        }
        PartType::Text(_) => {}
        PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) => {
            into.attached.push(part);
        }
    }
}

fn is_attachment(part: &MessagePart<'_>) -> bool {
    let disposed = part.content_disposition();
    disposed.is_some_and(mail_parser::ContentType::is_attachment)
        || part.attachment_name().is_some()
}

/// What is attached, if it may be an article by its name or kind.
fn attachment(part: &MessagePart<'_>, depth: usize) -> Option<Attached> {
    let name = part.attachment_name().map(|name| {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        safe(name.trim())
    });
    let name = name.filter(|name| !name.is_empty());
    let promised = name.as_deref().map(promise);
    let documents = ["pdf", "vnd.oasis.opendocument.text"];
    let is_document = part.content_type().is_some_and(|kind| {
        let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
        documents.contains(&subtype.as_str()) || subtype.ends_with("wordprocessingml.document")
    });
    let content = match &part.body {
        PartType::Message(message) => Content::Mail(Box::new(if depth < MAILS {
            taken_apart(message, depth + 1)
        } else {
            Mail {
                item: Err(Refusal::new(
                    format!("is a mail more than {MAILS} mails deep"),
                    "save it as a file",
                )),
                attached: Vec::new(),
            }
        })),
        PartType::Text(text) | PartType::Html(text) => {
            let is_open =
                part.is_content_type("text", "plain") || part.is_content_type("text", "html");
            let may = promised.map_or(is_open, |promised| promised != Promise::Beside);
            may.then(|| Content::File(text.as_bytes().to_vec()))?
        }
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
            let may = is_document || promised == Some(Promise::Article);
            may.then(|| Content::File(bytes.to_vec()))?
        }
        PartType::Multipart(_) => return None,
    };
    let name = name.unwrap_or_else(|| "attached".to_owned());
    Some(Attached { name, content })
}

/// Several texts as one: as markup where one of them is.
fn joined(texts: Vec<Text>) -> Option<Text> {
    let mut texts: Vec<Text> = texts.into_iter().filter(Text::is_filled).collect();
    if texts.len() < 2 {
        return texts.pop();
    }
    if texts.iter().all(|text| matches!(text, Text::Plain(_))) {
        let texts: Vec<String> = texts.into_iter().map(plain).collect();
        return Some(Text::Plain(texts.join("\n\n")));
    }
    let pages = texts.into_iter().map(|text| match text {
        Text::Html(text) => text,
        Text::Plain(text) => marked_up(&text),
    });
    Some(Text::Html(pages.collect::<Vec<_>>().join("\n")))
}

fn plain(text: Text) -> String {
    match text {
        Text::Html(text) | Text::Plain(text) => text,
    }
}

fn marked_up(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<p>{}</p>", text.trim().replace("\n\n", "</p>\n<p>"))
}

/// Text whose lines are broken where they end with a blank (RFC 3676). `delsp`: that blank is no part of it.
fn flowed(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let marks = line.len() - line.trim_start_matches('>').len();
        let content = line.get(marks..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        if open != Some(marks) || signature {
            if !out.is_empty() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', marks));
            if marks > 0 {
                out.push(' ');
            }
        }
        let goes_on = content.ends_with(' ') && !signature;
        let content = if goes_on && delsp {
            content.strip_suffix(' ').unwrap_or(content)
        } else {
            content
        };
        out.push_str(content);
        open = goes_on.then_some(marks);
    }
    out.push('\n');
    out
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
fn said(message: &Message<'_>, title: &str, passed_on: bool) -> Says {
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

    fn item_of(mail: &str) -> Item {
        read(mail.as_bytes()).unwrap().item.unwrap()
    }

    fn text_in(mail: &str) -> String {
        match item_of(mail).body {
            Body::Text(text) => text,
            Body::Pieces(pieces) => {
                let texts: Vec<String> = pieces.into_iter().map(|piece| piece.text).collect();
                texts.join("|")
            }
        }
    }

    #[test]
    fn reads_a_mail() {
        let item = item_of(&mail("Lake states meet"));
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
        let item = item_of(&mail("Fwd: RE: Lake states meet"));
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
        let item = item_of(saved);
        assert_eq!(item.says.url.as_deref(), Some("https://courier.example/a"));
        assert_eq!(item.says.published, None);
        assert!(item.says.saved.is_some());
        assert!(matches!(item.body, Body::Pieces(pieces) if !pieces.is_empty()));
    }

    /// A mail of several parts, each with its head.
    fn parts(kind: &str, parts: &[(&str, &str)]) -> String {
        let parts: Vec<String> = parts
            .iter()
            .map(|(head, body)| format!("--b\r\n{head}\r\n\r\n{body}\r\n"))
            .collect();
        format!(
            "From: A <a@b.example>\r\nSubject: S\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/{kind}; boundary=b\r\n\r\n{}--b--\r\n",
            parts.concat()
        )
    }

    const PLAIN: &str = "Content-Type: text/plain";
    const HTML: &str = "Content-Type: text/html";
    const PICTURE: (&str, &str) = ("Content-Type: image/png; name=a.png", "x");

    #[test]
    fn joins_the_texts_that_are_shown() {
        let one = (PLAIN, "They met.");
        let markup = (HTML, "<p>They met at the lake.</p>");
        for (mail, wanted) in [
            (
                parts("mixed", &[one, PICTURE, (PLAIN, "They left.")]),
                "They met.\n\nThey left.",
            ),
            (
                parts("alternative", &[one, markup]),
                "They met at the lake.",
            ),
            (
                parts("mixed", &[markup, PICTURE, (PLAIN, "They left & ate.")]),
                "They met at the lake.|They left & ate.",
            ),
            (
                parts("related", &[markup, (HTML, "<p>Buy now.</p>")]),
                "They met at the lake.",
            ),
            (
                parts(
                    "mixed",
                    &[one, ("Content-Type: text/calendar", "BEGIN:VCALENDAR")],
                ),
                "They met.",
            ),
        ] {
            assert_eq!(text_in(&mail).trim(), wanted, "{mail}");
        }
    }

    #[test]
    fn finds_what_is_attached() {
        let letter = "From: B <b@b.example>\r\nSubject: T\r\n\r\nThey signed.";
        let mail = parts(
            "mixed",
            &[
                (PLAIN, "See below."),
                PICTURE,
                (
                    "Content-Type: text/html; name=\"a.html\"",
                    "<p>They met.</p>",
                ),
                (
                    "Content-Type: text/plain; name=a.html\r\nContent-Disposition: attachment",
                    "They left.",
                ),
                ("Content-Type: application/pdf", "%PDF-1.4"),
                (
                    "Content-Type: application/pkcs7-signature; name=smime.p7s",
                    "x",
                ),
                ("Content-Type: message/rfc822", letter),
            ],
        );
        let mail = read(mail.as_bytes()).unwrap();
        assert!(mail.item.is_ok());
        let names: Vec<&str> = mail
            .attached
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        assert_eq!(names, ["a.html", "a.html#2", "attached", "attached#2"]);
        let Content::Mail(inner) = &mail.attached[3].content else {
            panic!()
        };
        let title = inner.item.as_ref().unwrap().says.title.as_deref();
        assert_eq!(title, Some("T"));
    }

    #[test]
    fn joins_lines_that_flow() {
        for (text, delsp, wanted) in [
            (
                "They met \nat the lake.\nThey left.",
                false,
                "They met at the lake.\nThey left.\n",
            ),
            ("Kazakh \nstan", true, "Kazakhstan\n"),
            ("> They \n> met.\n left", false, "> They met.\nleft\n"),
            ("They met. \n-- \nAna", false, "They met. \n-- \nAna\n"),
        ] {
            assert_eq!(flowed(text, delsp), wanted);
        }
    }
}
