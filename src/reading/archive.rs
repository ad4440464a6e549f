//! A zip archive or a gzip file in, the files inside out, within limits.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use rustc_hash::{FxHashMap, FxHashSet};
use zip::ZipArchive;
use zip::result::ZipError;

use super::format::{Promise, dresses_page, promise};
use super::page::Refusal;
use super::source;

/// The most bytes that all files of one archive may have together when unpacked.
pub(super) const UNPACKED: u64 = 256 * 1024 * 1024;

/// The most files that are looked at in one archive.
pub(super) const FILES: usize = 20_000;

type Packed<'a> = Cursor<Cow<'a, [u8]>>;

/// A file of an archive, or why it was not read.
pub(super) struct Member {
    /// Its path in the archive, shown safely.
    pub(super) name: String,
    /// The last part of its path, as it stands.
    pub(super) file: String,
    /// Whether its name promises an article.
    pub(super) promised: bool,
    pub(super) bytes: Result<Vec<u8>, Refusal>,
}

/// Unpacks a zip archive, one file after the other, in the order of their names. `left` is what may still be
/// unpacked, in bytes. Gives the number of files beyond those that are looked at.
pub(super) fn unzip(
    bytes: &[u8],
    left: &mut u64,
    each: &mut dyn FnMut(Member, &mut u64),
) -> Result<usize, Refusal> {
    let mut archive =
        ZipArchive::new(Cursor::new(Cow::Borrowed(bytes))).map_err(|error| damaged(&error))?;
    let mut alike = FxHashMap::default();
    if archive.has_duplicate_names()
        && let Some((renamed, of)) = renamed(bytes, archive.central_directory_start())
        && let Ok(opened) = ZipArchive::new(Cursor::new(Cow::Owned(renamed)))
    {
        (archive, alike) = (opened, of);
    }
    let mut names: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|index| {
            let name = name_of(&mut archive, alike.get(&index).copied().unwrap_or(index))?;
            (!name.ends_with('/')).then_some((name, index))
        })
        .collect();
    names.sort();
    let beyond = names.len().saturating_sub(FILES);
    let known: FxHashSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
    let is_page = |stem: &str| {
        source::PAGES
            .iter()
            .any(|end| known.contains(&format!("{stem}{end}")))
    };
    let dressed: FxHashSet<&str> = known
        .iter()
        .filter(|name| dresses_page(file_of(name)))
        .flat_map(|name| name.match_indices('/').filter_map(|(at, _)| name.get(..at)))
        .collect();
    let holds_parts =
        |folder: &str| dressed.contains(folder) && source::belongs_to_page(folder, &is_page);
    let mut given = FxHashMap::default();
    for (name, index) in names.iter().take(FILES) {
        let promised = promise(file_of(name));
        if promised == Promise::Beside || is_aside(name, &holds_parts) {
            continue;
        }
        let bytes = member(&mut archive, *index, *left);
        if let Ok(bytes) = &bytes {
            *left = left.saturating_sub(bytes.len() as u64);
        }
        let member = Member {
            name: source::told_apart(source::safe(name), &mut given),
            file: file_of(name).to_owned(),
            promised: promised == Promise::Article,
            bytes,
        };
        each(member, left);
    }
    Ok(beyond)
}

fn file_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The name of a file; what is no letter in it shows as such, and Windows' marks between folders are one kind.
fn name_of(archive: &mut ZipArchive<Packed>, index: usize) -> Option<String> {
    let name = if let Ok(name) = archive.name_for_index(index)? {
        name.into_owned()
    } else {
        let file = archive.by_index_raw(index).ok()?;
        String::from_utf8_lossy(file.name_raw()).into_owned()
    };
    Some(name.replace('\\', "/"))
}

/// An archive with a name of its own for each file: where the directory gives a name again, a number is written
/// over it; and which file has the name it had.
fn renamed(bytes: &[u8], start: u64) -> Option<(Vec<u8>, FxHashMap<usize, usize>)> {
    const MARK: &[u8] = b"PK\x01\x02";
    const FIXED: usize = 46;
    let mut out = bytes.to_vec();
    let mut alike = FxHashMap::default();
    let mut seen: FxHashMap<&[u8], usize> = FxHashMap::default();
    let mut at = usize::try_from(start).ok()?;
    let mut index = 0;
    while bytes.get(at..)?.starts_with(MARK) {
        let number = |from: usize| {
            let pair = bytes.get(at + from..at + from + 2)?;
            Some(usize::from(u16::from_le_bytes(pair.try_into().ok()?)))
        };
        let (name, extra, comment) = (number(28)?, number(30)?, number(32)?);
        let range = at + FIXED..at + FIXED + name;
        if let Some(&first) = seen.get(bytes.get(range.clone())?) {
            let number = format!("{index:0>name$}");
            let slot = out.get_mut(range)?;
            if number.len() != slot.len() {
                return None;
            }
            slot.copy_from_slice(number.as_bytes());
            alike.insert(index, first);
        } else {
            seen.insert(bytes.get(range)?, index);
        }
        index += 1;
        at += FIXED + name + extra + comment;
    }
    Some((out, alike))
}

/// Whether a file lies in a hidden folder, or in the folder of what belongs to a saved page.
fn is_aside(name: &str, holds_parts: &dyn Fn(&str) -> bool) -> bool {
    let mut end = 0;
    for part in name.split('/') {
        end += part.len();
        let path = name.get(..end).unwrap_or_default();
        let folder = end < name.len();
        let dots = matches!(part, "." | "..");
        let hidden = part.starts_with('.') && !dots || part == "__MACOSX";
        if hidden || folder && holds_parts(path) {
            return true;
        }
        end += 1;
    }
    false
}

fn member(archive: &mut ZipArchive<Packed>, index: usize, left: u64) -> Result<Vec<u8>, Refusal> {
    let file = archive.by_index(index).map_err(|error| damaged(&error))?;
    capped(file, left)
}

/// Unpacks a gzip file.
pub(super) fn gunzip(bytes: &[u8], left: u64) -> Result<Vec<u8>, Refusal> {
    capped(MultiGzDecoder::new(bytes), left)
}

fn capped(from: impl Read, left: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let cap = source::CAP.min(left);
    from.take(cap + 1).read_to_end(&mut bytes).map_err(|_| {
        Refusal::new(
            "is damaged: it cannot be unpacked",
            "pack it again, or give the file itself",
        )
    })?;
    if bytes.len() as u64 <= cap {
        return Ok(bytes);
    }
    let megabytes = |bytes: u64| bytes / (1024 * 1024);
    let what = if cap < source::CAP {
        format!(
            "was left out: its archive unpacks to more than {} MB",
            megabytes(UNPACKED)
        )
    } else {
        format!("is larger than {} MB when unpacked", megabytes(source::CAP))
    };
    Err(Refusal::new(
        what,
        "unpack the archive and give the files you need",
    ))
}

fn damaged(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(reason) if reason.to_lowercase().contains("password") => {
            Refusal::new("is locked with a password", "unpack it and give the folder")
        }
        ZipError::UnsupportedArchive(reason) => {
            let what = format!("is packed in a way that is not read ({reason})");
            Refusal::new(what, "unpack it and give the folder")
        }
        _ => Refusal::new("is a damaged archive", "pack it again, or give the folder"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn unpacked(bytes: &[u8], mut left: u64) -> Vec<(String, Result<usize, String>)> {
        let mut out = Vec::new();
        unzip(bytes, &mut left, &mut |member, _| {
            let bytes = member.bytes.map(|bytes| bytes.len());
            out.push((member.name, bytes.map_err(|refusal| refusal.what)));
        })
        .unwrap();
        out
    }

    #[test]
    fn unpacks_what_may_be_an_article() {
        let bytes = packed(&[
            ("b/Talks.html", b"<p>They met."),
            ("b/Talks_files/advert.html", b"<p>Buy."),
            ("b/Talks_files/page.css", b"p {}"),
            ("b/Talks-notes/d.txt", b"They stayed."),
            ("c\\e.txt", b"They slept."),
            ("b/notes_old/c.txt", b"They left."),
            ("__MACOSX/a.txt", b"x"),
            (".hidden/a.txt", b"x"),
            ("picture.png", b"x"),
            ("a\u{1b}.txt", b"They came."),
        ]);
        let names: Vec<String> = unpacked(&bytes, UNPACKED)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            names,
            [
                "a\\u{1b}.txt",
                "b/Talks-notes/d.txt",
                "b/Talks.html",
                "b/notes_old/c.txt",
                "c/e.txt"
            ]
        );
    }

    #[test]
    fn reads_every_file_of_one_name() {
        let mut bytes = packed(&[
            ("a/1.txt", b"They met."),
            ("a/2.txt", b"They left the town."),
            ("a/3.txt", b"They came back."),
        ]);
        for at in 0..bytes.len() - 7 {
            if &bytes[at..at + 7] == b"a/3.txt" {
                bytes[at + 2] = b'1';
            }
        }
        assert_eq!(
            unpacked(&bytes, UNPACKED),
            [
                ("a/1.txt".to_owned(), Ok(9)),
                ("a/1.txt#2".to_owned(), Ok(15)),
                ("a/2.txt".to_owned(), Ok(19)),
            ]
        );
    }

    #[test]
    fn reads_a_file_whose_name_cannot_be_decoded() {
        let mut bytes = packed(&[("é.txt", b"They met.")]);
        for at in 0..bytes.len() - 1 {
            if bytes[at..at + 2] == [0xc3, 0xa9] {
                bytes[at + 1] = b'(';
            }
        }
        let out = unpacked(&bytes, UNPACKED);
        assert!(out[0].0.ends_with("(.txt") && out[0].1 == Ok(9), "{out:?}");
    }

    #[test]
    fn stops_at_its_limits() {
        let bytes = packed(&[("a.txt", &[b' '; 600]), ("b.txt", &[b' '; 600])]);
        let out = unpacked(&bytes, 1000);
        assert_eq!(out[0].1, Ok(600));
        assert!(out[1].1.as_ref().unwrap_err().contains("more than 256 MB"));
    }

    #[test]
    fn reads_the_first_of_too_many_files() {
        let names: Vec<String> = (0..FILES + 2).map(|n| format!("{n:05}.txt")).collect();
        let files: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        let mut read = 0;
        let beyond = unzip(&packed(&files), &mut 1000, &mut |_, _| read += 1).unwrap();
        assert_eq!((read, beyond), (FILES, 2));
    }

    #[test]
    fn refuses_damage() {
        let mut bytes = packed(&[("a.txt", b"They met.")]);
        bytes.truncate(20);
        assert!(unzip(&bytes, &mut 1000, &mut |_, _| {}).is_err());
        assert!(gunzip(b"\x1f\x8b\x08\0\0", 1000).is_err());
    }
}
