//! The bytes of a zipped office file in, the bytes of its named entries out, within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::reading::page::Refusal;

/// How many bytes all entries that are read may unpack to.
const LARGEST: u64 = 64 << 20;

/// An open package that remembers how much more it may unpack.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    kind: &'static str,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the package of a file of this kind ("DOCX").
    pub fn open(bytes: &'a [u8], kind: &'static str) -> Result<Self, Refusal> {
        // Word and LibreOffice wrap a file with a password in the container of old .doc files.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Refusal::new(
                format!("is an old .doc file or a {kind} file with a password"),
                format!("open it and save a copy as {kind} without a password"),
            ));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::damaged(kind))?;
        Ok(Self {
            archive,
            kind,
            left: LARGEST,
        })
    }

    /// The unpacked bytes of an entry the file cannot do without.
    pub fn needed(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let kind = self.kind;
        self.entry(name)?.ok_or_else(|| {
            Refusal::new(
                format!("is not a {kind} file: it lacks {name}"),
                format!("open it in a word processor and save it again as {kind}"),
            )
        })
    }

    /// The unpacked bytes of an entry, if there is one.
    pub fn entry(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
                return Err(Refusal::locked());
            }
            Err(_) => return Err(Refusal::damaged(self.kind)),
        };
        let mut bytes = Vec::new();
        // The size an entry gives may be a lie: the bytes that come out are counted.
        entry
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Refusal::damaged(self.kind))?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(Refusal::too_large)?;
        Ok(Some(bytes))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    /// A package of these entries, for the tests of the formats too.
    pub fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn reads_entries_and_names_the_missing() {
        let bytes = packed(&[("a.xml", b"<a/>")]);
        let mut package = Package::open(&bytes, "DOCX").unwrap();
        assert_eq!(package.needed("a.xml").unwrap(), b"<a/>");
        assert_eq!(package.entry("b.xml").unwrap(), None);
        let refusal = package.needed("b.xml").unwrap_err();
        assert_eq!(refusal.what, "is not a DOCX file: it lacks b.xml");
    }

    #[test]
    fn refuses_what_unpacks_too_large() {
        let half = vec![b' '; 40 << 20];
        let bytes = packed(&[("a", &half), ("b", &half)]);
        assert!(bytes.len() < 1 << 20);
        let mut package = Package::open(&bytes, "ODT").unwrap();
        assert!(package.entry("a").unwrap().is_some());
        assert_eq!(package.entry("b").unwrap_err(), Refusal::too_large());
    }

    #[test]
    fn refuses_what_is_no_package() {
        for bytes in [&b""[..], b"PK\x03\x04", b"<html>"] {
            let refusal = Package::open(bytes, "DOCX").err().unwrap();
            assert_eq!(refusal, Refusal::damaged("DOCX"));
        }
        let old = Package::open(b"\xd0\xcf\x11\xe0rest", "DOCX")
            .err()
            .unwrap();
        assert!(old.what.contains("old .doc"), "{old:?}");
    }
}
