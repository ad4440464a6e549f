//! A file name and its first bytes in, the format out. A new format begins here.

use super::decode::utf16_pattern;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text or Markdown: read as it stands.
    Text,
    /// A document whose format is known and not read: its name, and what to do.
    Unread(&'static str, &'static str),
    /// Data that is no document.
    Binary,
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

const SAVE_AS_TEXT: &str = "save the page as text";
const EXPORT_AS_TEXT: &str = "export it as text";

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
        _ if about_folder => Promise::Beside,
        "txt" | "text" | "md" | "markdown" | "mdown" | "mkd" => Promise::Article,
        extension if unread(extension).is_some() => Promise::Article,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "bmp" | "ico" | "tif" | "tiff"
        | "avif" | "heic" | "mp3" | "mp4" | "m4a" | "wav" | "ogg" | "webm" | "mov" | "avi"
        | "css" | "js" | "mjs" | "ts" | "map" | "woff" | "woff2" | "ttf" | "otf" | "eot"
        | "json" | "jsonl" | "csv" | "tsv" | "xml" | "yaml" | "yml" | "toml" | "ini" | "cfg"
        | "conf" | "lock" | "log" | "sql" | "db" | "sqlite" | "zip" | "gz" | "tgz" | "bz2"
        | "xz" | "zst" | "7z" | "rar" | "tar" | "exe" | "dll" | "so" | "o" | "a" | "class"
        | "jar" | "py" | "pyc" | "rs" | "c" | "h" | "cpp" | "go" | "java" | "sh" | "bat"
        | "ps1" | "xls" | "xlsx" | "ods" | "ics" | "vcf" | "bak" | "tmp" | "swp" | "part"
        | "crdownload" => Promise::Beside,
        _ if lower.ends_with('~') => Promise::Beside,
        _ => Promise::Perhaps,
    }
}

fn unread(extension: &str) -> Option<Format> {
    Some(match extension {
        "html" | "htm" | "xhtml" | "shtml" => Format::Unread("HTML", SAVE_AS_TEXT),
        "mhtml" | "mht" | "webarchive" | "maff" => Format::Unread("a web archive", SAVE_AS_TEXT),
        "pdf" => Format::Unread("PDF", EXPORT_AS_TEXT),
        "doc" | "docx" | "docm" => Format::Unread("a Word document", EXPORT_AS_TEXT),
        "odt" => Format::Unread("an OpenDocument text", EXPORT_AS_TEXT),
        "rtf" => Format::Unread("RTF", EXPORT_AS_TEXT),
        "epub" => Format::Unread("EPUB", EXPORT_AS_TEXT),
        "eml" | "msg" | "mbox" => Format::Unread("a mail", EXPORT_AS_TEXT),
        _ => return None,
    })
}

/// Judges by the content, and by the name where the content could be several things.
pub(super) fn detect(name: &str, bytes: &[u8]) -> Format {
    let lower = name.to_ascii_lowercase();
    let named = lower
        .rsplit_once('.')
        .and_then(|(_, extension)| unread(extension));
    if let Some(format) = magic(bytes, named) {
        return format;
    }
    let wide = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || utf16_pattern(bytes).is_some();
    if !wide && (bytes.starts_with(b"\xff\xfe\0\0") || is_binary(bytes)) {
        return Format::Binary;
    }
    match named {
        // Text under the name of a document is what it looks like, except where text is its nature.
        Some(Format::Unread("HTML" | "a web archive" | "a mail" | "RTF", _)) => {
            named.unwrap_or(Format::Text)
        }
        _ => Format::Text,
    }
}

/// Formats that tell themselves by their first bytes.
fn magic(bytes: &[u8], named: Option<Format>) -> Option<Format> {
    const BINARY: [&[u8]; 15] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"\x1f\x8b",
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
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let blanks = start.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let start = start.get(blanks..).unwrap_or_default();
    if start.starts_with(b"%PDF") {
        Some(Format::Unread("PDF", EXPORT_AS_TEXT))
    } else if start.starts_with(b"{\\rtf") {
        Some(Format::Unread("RTF", EXPORT_AS_TEXT))
    } else if start.starts_with(b"PK\x03\x04") {
        Some(named.unwrap_or(Format::Unread("a compressed archive", "unpack it")))
    } else if start.starts_with(b"\xd0\xcf\x11\xe0") {
        Some(named.unwrap_or(Format::Unread("an Office document", EXPORT_AS_TEXT)))
    } else if [&b"<!doctype html"[..], b"<html", b"<head", b"<?xml"]
        .iter()
        .any(|tag| {
            start
                .get(..tag.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(tag))
        })
    {
        Some(Format::Unread("HTML", SAVE_AS_TEXT))
    } else {
        BINARY
            .iter()
            .any(|mark| start.starts_with(mark))
            .then_some(Format::Binary)
    }
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
        let page: &[u8] = b"\n <!DOCTYPE html><html>";
        for (name, bytes, wanted) in [
            ("a.txt", &b"Leaders met."[..], Format::Text),
            ("a", b"", Format::Text),
            ("a.txt", page, Format::Unread("HTML", SAVE_AS_TEXT)),
            (
                "a.HTM",
                b"Leaders <b>met</b>",
                Format::Unread("HTML", SAVE_AS_TEXT),
            ),
            ("a.txt", b"%PDF-1.7", Format::Unread("PDF", EXPORT_AS_TEXT)),
            (
                "a.docx",
                b"PK\x03\x04",
                Format::Unread("a Word document", EXPORT_AS_TEXT),
            ),
            ("a.txt", b"\x89PNG\r\n\x1a\n", Format::Binary),
            ("a.txt", b"ab\0\0\x01\x02\0\0\0c", Format::Binary),
            ("a.txt", b"L\0e\0a\0d\0e\0r\0s\0", Format::Text),
        ] {
            assert_eq!(detect(name, bytes), wanted, "{name}");
        }
    }

    #[test]
    fn knows_what_lies_beside() {
        for (name, wanted) in [
            ("1.txt", Promise::Article),
            ("page.html", Promise::Article),
            ("README.md", Promise::Beside),
            ("photo.JPG", Promise::Beside),
            ("cable", Promise::Perhaps),
        ] {
            assert_eq!(promise(name), wanted, "{name}");
        }
    }
}
