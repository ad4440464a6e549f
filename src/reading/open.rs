//! One file's bytes in, its articles out: the format found, its reader called, what is packed inside opened in
//! turn. A reader that fails takes only its own file with it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::archive::{self, FILES, UNPACKED};
use super::documents::{docx, odt, pdf};
use super::format::{self, Format};
use super::layout::{self, Laid};
use super::mail::{Content, Mail};
use super::page::{Body, Item, Page, Refusal};
use super::{
    Article, BlockKind, Problem, Sentence, blocks, clean, decode, digest, feed, html, json,
    language, mail, mailbox, sentences,
};
use crate::reading::source::problem;

/// An article with notes on what was doubtful about it, or why there is none.
pub(super) type Outcome = Result<(Article, Vec<Problem>), Problem>;

/// How deep archives may lie in archives.
const DEPTH: usize = 3;

/// Everything that a file holds; at least one outcome.
pub(super) fn open(file: &str, bytes: &[u8]) -> Vec<Outcome> {
    let mut opening = Opening {
        left: UNPACKED,
        depth: 0,
        out: Vec::new(),
    };
    opening.open(file, bytes);
    opening.out
}

struct Opening {
    /// What may still be unpacked, in bytes.
    left: u64,
    depth: usize,
    out: Vec<Outcome>,
}

impl Opening {
    fn open(&mut self, file: &str, bytes: &[u8]) {
        self.open_as(file, file, bytes);
    }

    /// Opens what goes by one name and has another by which its format is told.
    fn open_as(&mut self, file: &str, name: &str, bytes: &[u8]) {
        let format = format::detect(name, bytes);
        let done = match format {
            Format::Text => contained(|| texts(file, bytes)).map(|texts| self.out.extend(texts)),
            Format::Html => self.html(file, bytes),
            Format::Pdf => self.page(file, format, || pdf::read(bytes).map(Page::into)),
            Format::Docx => self.page(file, format, || docx::read(bytes).map(Page::into)),
            Format::Odt => self.page(file, format, || odt::read(bytes).map(Page::into)),
            Format::Mail | Format::Mhtml => {
                let mail = contained(|| mail::read(bytes)).flatten();
                mail.map(|mail| self.mail(file, format, mail))
            }
            Format::Mailbox => self.mailbox(file, bytes),
            Format::Feed => self.feed(file, bytes),
            Format::Json => self.json(file, bytes),
            Format::Zip => self.zip(file, bytes),
            Format::Gzip => self.gzip(file, name, bytes),
            Format::Unread(name, remedy) => Err(Refusal::new(
                format!("is {name}, which is not read"),
                remedy,
            )),
            Format::Binary => Err(Refusal::new(
                "is binary data, not text",
                "give the article as a text file",
            )),
        };
        if let Err(refusal) = done {
            self.refuse(file, &refusal);
        }
    }

    fn refuse(&mut self, file: &str, refusal: &Refusal) {
        let Refusal { what, remedy } = refusal;
        self.out.push(Err(problem(file, what, remedy, true)));
    }

    /// One page of a format with a reader of its own.
    fn page(
        &mut self,
        file: &str,
        format: Format,
        read: impl FnOnce() -> Result<Item, Refusal>,
    ) -> Result<(), Refusal> {
        let outcome = contained(|| read().map(|item| of_item(file, format, item)))??;
        self.out.push(outcome);
        Ok(())
    }

    fn html(&mut self, file: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let decoded = contained(|| decode::decode_markup(bytes))?;
        self.page(file, Format::Html, || Ok(html::read(&decoded.text).into()))?;
        if let Some(Ok((_, notes))) = self.out.last_mut() {
            notes.extend(decoded.guessed.map(|encoding| guessed(file, encoding)));
        }
        Ok(())
    }

    /// One item of a file of several: it alone is lost where it cannot be read.
    fn item(&mut self, file: &str, format: Format, read: impl FnOnce() -> Result<Item, Refusal>) {
        if let Err(refusal) = self.page(file, format, read) {
            self.refuse(file, &refusal);
        }
    }

    fn mailbox(&mut self, file: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let mails = mailbox::split(bytes);
        if mails.is_empty() {
            return Err(Refusal::new("holds no mail", "export the mails again"));
        }
        for (index, bytes) in mails.into_iter().enumerate() {
            let name = format!("{file}#{}", index + 1);
            match contained(|| mail::read(&bytes)).flatten() {
                Ok(mail) => self.mail(&name, Format::Mail, mail),
                Err(refusal) => self.refuse(&name, &refusal),
            }
        }
        Ok(())
    }

    /// A mail, and each thing attached to it as an item of its own.
    fn mail(&mut self, file: &str, format: Format, mail: Mail) {
        // A mail may be nothing but what is attached to it.
        if mail.item.is_ok() || mail.attached.is_empty() {
            self.item(file, format, || mail.item);
        }
        self.depth += 1;
        for part in mail.attached {
            let name = format!("{file}/{}", part.name);
            match part.content {
                Content::File(bytes) => self.open(&name, &bytes),
                Content::Mail(mail) => self.mail(&name, Format::Mail, *mail),
            }
        }
        self.depth -= 1;
    }

    fn feed(&mut self, file: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let mut feed = contained(|| feed::read(bytes)).flatten()?;
        if feed.entries.is_empty() {
            return Err(Refusal::new("is a feed without items", "save its articles"));
        }
        let entries = std::mem::take(&mut feed.entries);
        for (index, (entry, source)) in entries.into_iter().enumerate() {
            let name = format!("{file}#{}", index + 1);
            self.item(&name, Format::Feed, || Ok(feed::item(&feed, entry, source)));
        }
        Ok(())
    }

    fn json(&mut self, file: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let decoded = decode::decode(bytes);
        let items = contained(|| json::read(&decoded.text))?;
        if items.articles.is_empty() {
            let what = match items.broken.first() {
                Some(line) if items.textless == 0 => format!("is no JSON (line {line})"),
                _ => "holds no article".to_owned(),
            };
            let remedy = "give each article as an object with \"title\", \"date\" and \"text\"";
            return Err(Refusal::new(what, remedy));
        }
        for line in &items.broken {
            let name = format!("{file}:{line}");
            self.refuse(
                &name,
                &Refusal::new("is no JSON", "mend the line, or remove it"),
            );
        }
        if items.textless > 0 {
            let what = format!("has no text in {} of its objects", items.textless);
            let note = problem(
                file,
                &what,
                "call the field \"text\" where there is one",
                false,
            );
            self.out.push(Err(note));
        }
        for (place, object) in items.articles {
            let name = format!("{file}{place}");
            self.item(&name, Format::Json, || Ok(json::item(&object)));
        }
        Ok(())
    }

    fn zip(&mut self, file: &str, bytes: &[u8]) -> Result<(), Refusal> {
        if self.depth >= DEPTH {
            return Err(Refusal::new(
                format!("is an archive more than {DEPTH} archives deep"),
                "unpack it and give the folder",
            ));
        }
        let before = self.out.len();
        let mut left = self.left;
        self.depth += 1;
        let done = archive::unzip(bytes, &mut left, &mut |member, left| {
            let name = format!("{file}/{}", member.name);
            let from = self.out.len();
            match member.bytes {
                Ok(bytes) => {
                    self.left = *left;
                    self.open_as(&name, &member.file, &bytes);
                    *left = self.left;
                }
                Err(refusal) => self.refuse(&name, &refusal),
            }
            // What nobody called an article may turn out to be none.
            for outcome in self.out.iter_mut().skip(from) {
                if let Err(problem) = outcome {
                    problem.fatal &= member.promised;
                }
            }
        });
        self.depth -= 1;
        self.left = left;
        let beyond = done?;
        if beyond > 0 {
            let what = format!("holds more than {FILES} files; {beyond} were not looked at");
            let remedy = "unpack it and give the folder";
            self.out.push(Err(problem(file, &what, remedy, false)));
        }
        if self.out.len() == before {
            let (what, remedy) = (
                "is an archive without articles",
                "put saved articles into it",
            );
            self.out.push(Err(problem(file, what, remedy, false)));
        }
        Ok(())
    }

    fn gzip(&mut self, file: &str, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        if self.depth >= DEPTH {
            return Err(Refusal::new(
                format!("is packed more than {DEPTH} times"),
                "unpack it",
            ));
        }
        let bytes = archive::gunzip(bytes, self.left)?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        let stem = name.len().saturating_sub(".gz".len());
        let inner = name
            .get(stem..)
            .filter(|end| end.eq_ignore_ascii_case(".gz"))
            .and_then(|_| name.get(..stem))
            .unwrap_or(name);
        self.depth += 1;
        self.open_as(file, inner, &bytes);
        self.depth -= 1;
        Ok(())
    }
}

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is caught and told as a problem of a file: its message is then no one's.
pub fn is_contained() -> bool {
    CONTAINED.get()
}

/// Runs a reader; its panic becomes a refusal.
pub(super) fn contained<T>(read: impl FnOnce() -> T) -> Result<T, Refusal> {
    let outer = CONTAINED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(read));
    CONTAINED.set(outer);
    done.map_err(|_| {
        Refusal::new(
            "could not be read: its reader failed on it",
            "save the article as text",
        )
    })
}

/// The stories of a text file, mostly one.
fn texts(file: &str, bytes: &[u8]) -> Vec<Outcome> {
    let mut notes = Vec::new();
    let decoded = decode::decode(bytes);
    notes.extend(decoded.guessed.map(|encoding| guessed(file, encoding)));
    let Some(stories) = digest::stories(&decoded.text) else {
        return vec![text(file, decoded.text, notes)];
    };
    let stories = stories.into_iter().enumerate();
    stories
        .map(|(index, story)| {
            let story = decoded.text.get(story).unwrap_or_default().to_owned();
            text(
                &format!("{file}#{}", index + 1),
                story,
                std::mem::take(&mut notes),
            )
        })
        .collect()
}

fn text(file: &str, text: String, notes: Vec<Problem>) -> Outcome {
    let (text, hidden) = clean::clean(text);
    let laid = Laid {
        hidden,
        ..layout::plain(text)
    };
    finish(file, Format::Text, laid, notes)
}

fn of_item(file: &str, format: Format, item: Item) -> Outcome {
    let empty = match &item.body {
        Body::Text(text) => text.trim().is_empty(),
        Body::Pieces(pieces) => pieces.is_empty(),
    };
    if empty && item.says.title.is_some() {
        let (what, remedy) = ("holds only a title", "save the article's text");
        return Err(problem(file, what, remedy, false));
    }
    if empty {
        return Err(is_empty(file));
    }
    let mut notes = Vec::new();
    if item.cut {
        notes.push(problem(
            file,
            "holds only the beginning of the article",
            "save the page itself",
            false,
        ));
    }
    finish(file, format, layout::of_item(item), notes)
}

fn guessed(file: &str, encoding: &str) -> Problem {
    let what = format!("is not valid UTF-8; it was read as {encoding}");
    problem(file, &what, "save it as UTF-8 if letters look wrong", false)
}

fn is_empty(file: &str) -> Problem {
    problem(
        file,
        "is empty",
        "save the text of the article into it",
        false,
    )
}

fn finish(file: &str, format: Format, laid: Laid, mut notes: Vec<Problem>) -> Outcome {
    if laid.text.trim().is_empty() {
        return Err(is_empty(file));
    }
    let article = divide(file, format, laid);
    if !article.blocks.iter().any(|b| b.kind.is_fact_bearing()) {
        notes.push(problem(
            file,
            "holds no text of an article, only a title or page furniture",
            "save the page again with its text",
            false,
        ));
    }
    Ok((article, notes))
}

fn divide(file: &str, format: Format, laid: Laid) -> Article {
    let hidden_characters = laid.hidden;
    let (text, parts, metadata) = blocks::divide(laid);
    let mut sentences = Vec::new();
    let mut blocks = Vec::with_capacity(parts.len());
    let mut cuts = Vec::new();
    for (block, part) in parts.into_iter().enumerate() {
        let kind = part.block.kind;
        match kind {
            BlockKind::Paragraph | BlockKind::ListItem => {
                sentences::cut(&text, part.body, &mut cuts);
            }
            BlockKind::Headline | BlockKind::Subhead | BlockKind::TableRow => {
                sentences::cut_whole(&text, part.body, &mut cuts);
            }
            BlockKind::TableHeader | BlockKind::Caption | BlockKind::Furniture(_) => {}
        }
        sentences.extend(
            cuts.drain(..)
                .filter(|span| !span.is_empty())
                .map(|span| Sentence { span, block, kind }),
        );
        blocks.push(part.block);
    }
    let language = language::of(&text, &blocks, metadata.language.as_deref());
    Article {
        file: file.to_owned(),
        format: format.name(),
        text,
        blocks,
        sentences,
        metadata,
        language,
        hidden_characters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// Each outcome by its name, with what is said of it.
    fn told(file: &str, bytes: &[u8]) -> Vec<String> {
        let outcomes = open(file, bytes).into_iter();
        let lines = outcomes.map(|outcome| match outcome {
            Ok((article, notes)) => {
                let notes: Vec<String> = notes.into_iter().map(|note| note.what).collect();
                format!("{} {}", article.file, notes.join(", "))
            }
            Err(problem) => format!("{}: {} {}", problem.file, problem.what, problem.fatal),
        });
        lines.map(|line| line.trim_end().to_owned()).collect()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    const TEXT: &str = "The lake states met in Lima on Monday.";

    #[test]
    fn names_what_it_opens() {
        let mail = format!(
            "From: A <a@b.example>\r\nSubject: S\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{TEXT}\r\n\
             --b\r\nContent-Type: text/plain; name=a.txt\r\n\r\n{TEXT}\r\n--b--\r\n"
        );
        let mut tar = [0_u8; 512];
        tar[..5].copy_from_slice(b"a.txt");
        tar[257..262].copy_from_slice(b"ustar");
        let tar = gzipped(&tar);
        for (file, bytes, wanted) in [
            ("a.txt.gz", gzipped(TEXT.as_bytes()), vec!["a.txt.gz"]),
            (
                "a.tar.gz",
                tar.clone(),
                vec!["a.tar.gz: is a tar archive, which is not read true"],
            ),
            (
                "a.tgz",
                tar,
                vec!["a.tgz: is a tar archive, which is not read true"],
            ),
            ("a.eml", mail.into_bytes(), vec!["a.eml", "a.eml/a.txt"]),
        ] {
            assert_eq!(told(file, &bytes), wanted);
        }
    }

    #[test]
    fn tells_what_is_short_of_an_article() {
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>C</title><item><title>Talks</title></item>\
             <item><title>More</title><description>{TEXT}</description></item></channel></rss>"
        );
        let json = format!("{{\"title\": \"Talks\", \"content\": \"{TEXT}… [+7 chars]\"}}");
        assert_eq!(
            told("a.rss", feed.as_bytes()),
            ["a.rss#1: holds only a title false", "a.rss#2"]
        );
        assert_eq!(
            told("a.json", json.as_bytes()),
            ["a.json holds only the beginning of the article"]
        );
    }
}
