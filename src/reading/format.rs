//! A file name and its first bytes in, the format out. A new format begins here.

use super::decode::utf16_pattern;
use super::mailbox;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text or Markdown: read as it stands.
    Text,
    /// A web page.
    Html,
    /// A page or document for print.
    Pdf,
    /// A Word document of 2007 or later.
    Docx,
    /// A text of `OpenDocument`; flat where it is one XML file.
    Odt,
    /// A mail.
    Mail,
    /// A page saved in the form of a mail.
    Mhtml,
    /// Mails one after the other.
    Mailbox,
    /// RSS, Atom or RDF.
    Feed,
    /// JSON objects, one a line, or one JSON value.
    Json,
    /// A zip archive.
    Zip,
    /// One compressed file.
    Gzip,
    /// A document whose format is known and not read: its name, and what to do.
    Unread(&'static str, &'static str),
    /// Data that is no document.
    Binary,
}

impl Format {
    /// As a person names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "DOCX",
            Self::Odt => "ODT",
            Self::Mail => "mail",
            Self::Mhtml => "MHTML",
            Self::Mailbox => "mbox",
            Self::Feed => "feed",
            Self::Json => "JSON",
            Self::Zip => "zip",
            Self::Gzip => "gzip",
            Self::Unread(name, _) => name,
            Self::Binary => "data",
        }
    }
}

/// What the name of a file in a folder promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promise {
    /// An article.
    Article,
    /// Perhaps an article: the content tells.
    Perhaps,
    /// Something that lies beside articles: a picture, a style sheet, a note about the folder.
    Beside,
}

const EXPORT_AS_TEXT: &str = "export it as text, PDF or HTML";

const TAR: Format = Format::Unread("a tar archive", "unpack it and give the folder");

/// Judges by the name alone, for files found in a folder.
pub(super) fn promise(name: &str) -> Promise {
    let lower = name.to_ascii_lowercase();
    let (stem, extension) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    let about_folder = matches!(
        stem,
        "readme"
            | "license"
            | "licence"
            | "license-mit"
            | "license-apache"
            | "changelog"
            | "contributing"
            | "notice"
            | "makefile"
    );
    match extension {
        // "notice.html" is an article.
        "" | "md" | "markdown" | "txt" if about_folder => Promise::Beside,
        "txt" | "text" => Promise::Article,
        extension if is_markdown(extension) => Promise::Article,
        "json" | "xml" => Promise::Perhaps,
        "gz" => promise(stem),
        "tgz" => Promise::Article,
        extension if by_extension(extension).is_some() => Promise::Article,
        extension if PICTURES.contains(&extension) || DRESS.contains(&extension) => Promise::Beside,
        "mp3" | "mp4" | "m4a" | "wav" | "ogg" | "webm" | "mov" | "avi" | "ts" | "map" | "woff"
        | "woff2" | "ttf" | "otf" | "eot" | "csv" | "tsv" | "yaml" | "yml" | "toml" | "ini"
        | "cfg" | "conf" | "lock" | "log" | "sql" | "db" | "sqlite" | "bz2" | "xz" | "zst"
        | "7z" | "rar" | "exe" | "dll" | "so" | "o" | "a" | "class" | "jar" | "py" | "pyc"
        | "rs" | "c" | "h" | "cpp" | "go" | "java" | "sh" | "bat" | "ps1" | "xls" | "xlsx"
        | "ods" | "ics" | "vcf" | "bak" | "tmp" | "swp" | "part" | "crdownload" => Promise::Beside,
        _ if lower.ends_with('~') => Promise::Beside,
        _ => Promise::Perhaps,
    }
}

const PICTURES: [&str; 12] = [
    "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "ico", "tif", "tiff", "avif", "heic",
];

/// Style sheets and scripts.
const DRESS: [&str; 3] = ["css", "js", "mjs"];

/// Whether a file is what a browser saves beside a page: a picture, a style sheet, a script.
pub(super) fn dresses_page(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let name = lower.strip_suffix(".download").unwrap_or(&lower);
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| PICTURES.contains(&extension) || DRESS.contains(&extension))
}

fn is_markdown(extension: &str) -> bool {
    matches!(extension, "md" | "markdown" | "mdown" | "mkd")
}

fn by_extension(extension: &str) -> Option<Format> {
    Some(match extension {
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "mhtml" | "mht" => Format::Mhtml,
        "eml" => Format::Mail,
        "mbox" => Format::Mailbox,
        "pdf" => Format::Pdf,
        "docx" | "docm" => Format::Docx,
        "odt" | "fodt" => Format::Odt,
        "rss" | "atom" | "rdf" => Format::Feed,
        "jsonl" | "ndjson" | "json" => Format::Json,
        "zip" => Format::Zip,
        "gz" => Format::Gzip,
        "webarchive" | "maff" => Format::Unread("a web archive", "save the page as HTML"),
        "tar" => TAR,
        "doc" => Format::Unread("an old Word document", EXPORT_AS_TEXT),
        "rtf" => Format::Unread("RTF", EXPORT_AS_TEXT),
        "epub" => Format::Unread("EPUB", EXPORT_AS_TEXT),
        "msg" => Format::Unread("an Outlook mail", "save it as .eml"),
        _ => return None,
    })
}

/// Judges by the content, and by the name where the content could be several things.
pub(super) fn detect(name: &str, bytes: &[u8]) -> Format {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    let named = by_extension(&extension);
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    if let Some(format) = magic(start, named) {
        return format;
    }
    let wide = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || utf16_pattern(bytes).is_some();
    if !wide && (bytes.starts_with(b"\xff\xfe\0\0") || is_binary(bytes)) {
        return Format::Binary;
    }
    match named {
        // A page saved in the form of a mail may have the name of a page.
        Some(Format::Html) => mail_by_look(start).unwrap_or(Format::Html),
        // Text under the name of a document is what it looks like, except where text is its nature.
        Some(Format::Mail | Format::Mhtml | Format::Mailbox | Format::Json) => {
            named.unwrap_or(Format::Text)
        }
        Some(Format::Unread("a web archive" | "RTF", _)) => named.unwrap_or(Format::Text),
        _ => by_look(start, is_markdown(&extension)),
    }
}

/// Formats that tell themselves by their first bytes.
fn magic(start: &[u8], named: Option<Format>) -> Option<Format> {
    const BINARY: [&[u8]; 14] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"BZh",
        b"\xfd7zXZ",
        b"7z\xbc\xaf",
        b"Rar!",
        b"\x7fELF",
        b"MZ\x90",
        b"\x28\xb5\x2f\xfd",
        b"SQLite format 3",
        b"OggS",
        b"ID3\x03",
    ];
    let pdf = b"%PDF-";
    let early = start.get(..JUNK).unwrap_or(start);
    if early.starts_with(pdf)
        || early.windows(pdf.len()).any(|part| part == pdf) && named == Some(Format::Pdf)
    {
        Some(Format::Pdf)
    } else if start.starts_with(b"{") && holds(start, b"jsonfeed.org/version") {
        Some(Format::Feed)
    } else if start.starts_with(b"{\\rtf") {
        by_extension("rtf")
    } else if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        Some(package(start, named))
    } else if start.starts_with(b"\x1f\x8b") {
        Some(Format::Gzip)
    } else if start
        .get(TAR_MARK..)
        .is_some_and(|rest| rest.starts_with(b"ustar"))
    {
        Some(TAR)
    } else if start.starts_with(b"\xd0\xcf\x11\xe0") {
        Some(named.unwrap_or(Format::Unread("an Office document", EXPORT_AS_TEXT)))
    } else {
        BINARY
            .iter()
            .any(|mark| start.starts_with(mark))
            .then_some(Format::Binary)
    }
}

/// Where the mark of a tar archive stands.
const TAR_MARK: usize = 257;

/// How much may stand before the mark of a PDF.
const JUNK: usize = 1024;

/// How much of a file is looked at.
const LOOK: usize = 4096;

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    let head = bytes.get(..LOOK).unwrap_or(bytes);
    head.windows(what.len()).any(|part| part == what)
}

/// What a zip archive is: a document whose first entries say so, or an archive of files.
fn package(bytes: &[u8], named: Option<Format>) -> Format {
    if let Some(format @ (Format::Docx | Format::Odt | Format::Unread(..))) = named {
        return format;
    }
    if holds(bytes, b"application/vnd.oasis.opendocument.text") {
        Format::Odt
    } else if holds(bytes, b"application/epub+zip") {
        Format::Unread("EPUB", EXPORT_AS_TEXT)
    } else if holds(bytes, b"[Content_Types].xml") && holds(bytes, b"word/") {
        Format::Docx
    } else {
        Format::Zip
    }
}

/// The tags that a saved page or a piece of one begins with.
const TAGS: [&str; 14] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "!--",
    "article",
    "main",
    "div",
    "section",
    "table",
    "h1",
    "p",
];

/// The first bytes of a text, in small letters.
fn lower_head(start: &[u8]) -> String {
    let head = start.get(..LOOK).unwrap_or(start);
    String::from_utf8_lossy(head).to_ascii_lowercase()
}

/// Text that is markup, a mail or data by its first lines. `markdown`: single tags stand in such text, and only a
/// whole page is markup.
fn by_look(start: &[u8], markdown: bool) -> Format {
    let first = start.split(|&byte| byte == b'\n').next();
    if first.is_some_and(mailbox::begins_mail) {
        return Format::Mailbox;
    }
    if let Some(format) = mail_by_look(start) {
        return format;
    }
    if !matches!(start.first(), Some(b'<' | b'{' | b'[')) {
        return Format::Text;
    }
    let head = lower_head(start);
    let is_page = |head: &str| {
        ["<!doctype html", "<html", "<body"]
            .iter()
            .any(|tag| head.contains(tag))
    };
    if markdown && head.starts_with('<') {
        return if is_page(&head) {
            Format::Html
        } else {
            Format::Text
        };
    }
    if let Some(tag) = head.strip_prefix('<') {
        let is = |name: &str| {
            tag.strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        let root = |name: &str| is(name) || head.contains(&format!("<{name}"));
        let xml = is("?xml");
        if xml && head.contains("<html") || TAGS.iter().any(|name| is(name)) {
            return Format::Html;
        }
        if ["rss", "feed", "rdf:rdf"].iter().any(|name| root(name)) {
            return Format::Feed;
        }
        if root("office:document") {
            return Format::Odt;
        }
        if xml {
            return Format::Unread("XML", EXPORT_AS_TEXT);
        }
    }
    let object = head.starts_with('{') && head.contains("\":");
    let list = head
        .strip_prefix('[')
        .is_some_and(|rest| rest.trim_start().starts_with("{\""));
    if object || list {
        return Format::Json;
    }
    Format::Text
}

/// No name of a line in a mail's head is longer, in bytes.
const LABEL: usize = 60;

/// A mail by its first lines, or a page saved as one.
fn mail_by_look(start: &[u8]) -> Option<Format> {
    let mut label = start.iter().take(LABEL).take_while(|byte| **byte != b':');
    if !label.all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        return None;
    }
    let head = lower_head(start);
    let page = head.contains("multipart/related");
    is_mail(&head).then_some(if page { Format::Mhtml } else { Format::Mail })
}

/// Whether lines of a mail's head open a text: one that only machines write is among them.
fn is_mail(head: &str) -> bool {
    const OWN: [&str; 6] = [
        "content-type: multipart/",
        "mime-version:",
        "message-id:",
        "return-path:",
        "received:",
        "delivered-to:",
    ];
    let mut lines = head.lines().take_while(|line| !line.trim().is_empty());
    lines
        .clone()
        .next()
        .is_some_and(|line| line.contains(':') && !line.starts_with([' ', '<']))
        && lines.any(|line| OWN.iter().any(|name| line.starts_with(name)))
}

/// More than a stray control character: a zero byte in a hundred, or a control in fifty.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..64 * 1024).unwrap_or(bytes);
    let (mut zeros, mut controls) = (0_usize, 0_usize);
    for &byte in sample {
        zeros += usize::from(byte == 0);
        controls += usize::from(byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1b));
    }
    zeros * 100 > sample.len() || controls * 50 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects() {
        for (name, bytes, wanted) in [
            ("a.txt", &b"Leaders met."[..], Format::Text),
            ("a", b"", Format::Text),
            ("a.txt", b"\n <!DOCTYPE html><html>", Format::Html),
            ("a.HTM", b"Leaders <b>met</b>", Format::Html),
            ("a.txt", b"<p class=lead>Leaders", Format::Html),
            ("a.txt", b"<3 leaders met", Format::Text),
            ("a.txt", b"%PDF-1.7", Format::Pdf),
            ("a.docx", b"PK\x03\x04", Format::Docx),
            ("a.zip", b"PK\x03\x04", Format::Zip),
            (
                "a.xml",
                b"<?xml version='1.0'?>\n<rss version='2.0'>",
                Format::Feed,
            ),
            (
                "a.xml",
                b"<?xml version='1.0'?><html xmlns='x'>",
                Format::Html,
            ),
            (
                "a",
                b"<feed xmlns='http://www.w3.org/2005/Atom'>",
                Format::Feed,
            ),
            (
                "a.xml",
                b"<?xml version='1.0'?><project/>",
                Format::Unread("XML", EXPORT_AS_TEXT),
            ),
            ("a.txt", b"From: A\nMIME-Version: 1.0\n\nText", Format::Mail),
            (
                "a.txt",
                b"From: A\nDate: 3 March 2014\n\nText",
                Format::Text,
            ),
            (
                "a",
                b"From a@b.example Mon Mar  3 09:00:00 2014\nFrom: A\n",
                Format::Mailbox,
            ),
            (
                "a.txt",
                b"From our own correspondent in Lima\nFrom: the lake\n",
                Format::Text,
            ),
            (
                "a.html",
                b"From: A\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n",
                Format::Mhtml,
            ),
            ("a.md", b"<!-- saved -->\n# Leaders met", Format::Text),
            ("a.md", b"<p align=center>Leaders</p>", Format::Text),
            ("a.md", b"<!-- x -->\n<html><p>Leaders", Format::Html),
            ("a.txt", b"{\"title\": \"Leaders met\"}", Format::Json),
            ("a.txt", b"[Lima] Leaders met", Format::Text),
            ("a.txt", b"\x1f\x8b\x08", Format::Gzip),
            ("a.txt", b"\x89PNG\r\n\x1a\n", Format::Binary),
            ("a.txt", b"ab\0\0\x01\x02\0\0\0c", Format::Binary),
            ("a.txt", b"L\0e\0a\0d\0e\0r\0s\0", Format::Text),
        ] {
            assert_eq!(detect(name, bytes), wanted, "{name}");
        }
    }

    #[test]
    fn knows_tar_archives() {
        let mut bytes = [0_u8; 512];
        bytes[..5].copy_from_slice(b"a.txt");
        bytes[257..262].copy_from_slice(b"ustar");
        assert_eq!(detect("a", &bytes), TAR);
    }

    #[test]
    fn knows_what_lies_beside() {
        for (name, wanted) in [
            ("1.txt", Promise::Article),
            ("page.html", Promise::Article),
            ("README.md", Promise::Beside),
            ("LICENSE", Promise::Beside),
            ("notice.txt", Promise::Beside),
            ("notice.html", Promise::Article),
            ("license.docx", Promise::Article),
            ("a.tar.gz", Promise::Article),
            ("photo.JPG", Promise::Beside),
            ("cable", Promise::Perhaps),
        ] {
            assert_eq!(promise(name), wanted, "{name}");
        }
    }
}
