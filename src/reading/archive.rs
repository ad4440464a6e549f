//! A zip archive or a gzip file in, the files inside out, within limits.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use rustc_hash::FxHashSet;
use zip::ZipArchive;
use zip::result::ZipError;

use super::format::{Promise, promise};
use super::page::Refusal;
use super::source;

/// The most bytes that all files of one archive may have together when unpacked.
pub(super) const UNPACKED: u64 = 256 * 1024 * 1024;

/// The most files that are looked at in one archive.
const FILES: usize = 20_000;

/// A file of an archive, or why it was not read.
pub(super) struct Member {
    /// Its path in the archive, shown safely.
    pub(super) name: String,
    /// Whether its name promises an article.
    pub(super) promised: bool,
    pub(super) bytes: Result<Vec<u8>, Refusal>,
}

/// Unpacks a zip archive, one file after the other, in the order of their names. `left` is what may still be
/// unpacked, in bytes.
pub(super) fn unzip(
    bytes: &[u8],
    left: &mut u64,
    each: &mut dyn FnMut(Member, &mut u64),
) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > FILES {
        let what = format!("holds more than {FILES} files");
        return Err(Refusal::new(what, "unpack it and give the folder"));
    }
    let mut names: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|index| {
            let name = archive.name_for_index(index)?.ok()?.into_owned();
            (!name.ends_with('/')).then_some((name, index))
        })
        .collect();
    names.sort();
    let known: FxHashSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
    let is_page = |stem: &str| {
        source::PAGES
            .iter()
            .any(|end| known.contains(&format!("{stem}{end}")))
    };
    for (name, index) in &names {
        let file = name.rsplit('/').next().unwrap_or(name);
        let promised = promise(file);
        if promised == Promise::Beside || is_aside(name, &is_page) {
            continue;
        }
        let bytes = member(&mut archive, *index, *left);
        if let Ok(bytes) = &bytes {
            *left = left.saturating_sub(bytes.len() as u64);
        }
        let member = Member {
            name: source::shown(name.as_ref()),
            promised: promised == Promise::Article,
            bytes,
        };
        each(member, left);
    }
    Ok(())
}

/// Whether a file lies in a hidden folder, or in the folder of what belongs to a saved page.
fn is_aside(name: &str, is_page: &dyn Fn(&str) -> bool) -> bool {
    let mut end = 0;
    for part in name.split('/') {
        end += part.len();
        let path = name.get(..end).unwrap_or_default();
        let folder = end < name.len();
        let dots = matches!(part, "." | "..");
        let hidden = part.starts_with('.') && !dots || part == "__MACOSX";
        if hidden || folder && source::belongs_to_page(path, is_page) {
            return true;
        }
        end += 1;
    }
    false
}

fn member(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: u64,
) -> Result<Vec<u8>, Refusal> {
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
        assert_eq!(names, ["a\\u{1b}.txt", "b/Talks.html", "b/notes_old/c.txt"]);
    }

    #[test]
    fn stops_at_its_limits() {
        let bytes = packed(&[("a.txt", &[b' '; 600]), ("b.txt", &[b' '; 600])]);
        let out = unpacked(&bytes, 1000);
        assert_eq!(out[0].1, Ok(600));
        assert!(out[1].1.as_ref().unwrap_err().contains("more than 256 MB"));
    }

    #[test]
    fn refuses_damage() {
        let mut bytes = packed(&[("a.txt", b"They met.")]);
        bytes.truncate(20);
        assert!(unzip(&bytes, &mut 1000, &mut |_, _| {}).is_err());
        assert!(gunzip(b"\x1f\x8b\x08\0\0", 1000).is_err());
    }
}
