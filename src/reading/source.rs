//! Sources in, named bytes out: folders walked, files and standard input read, refusals put in words.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_width::UnicodeWidthChar;
use walkdir::{DirEntry, WalkDir};

use super::format::{Promise, dresses_page, promise};
use super::seeds::SEEDS;
use super::{Problem, Source};

/// The largest file that is read, in bytes.
pub(super) const CAP: u64 = 64 * 1024 * 1024;

/// What to do about a folder without articles.
const PUT_INTO: &str =
    "put saved articles into it (.html, .pdf, .docx, .txt, .eml, .jsonl, .zip …)";

/// Something to read, or something to say about what cannot be read.
pub(super) enum Found {
    /// An article to be read.
    Input(Input),
    /// A refusal or a note.
    Problem(Problem),
}

/// One article to be read.
pub(super) struct Input {
    /// Its name, shown safely.
    pub(super) file: String,
    /// Whether its name promises an article; otherwise data in it is passed over.
    pub(super) promised: bool,
    /// Whether the user named it, and not a folder it is in.
    pub(super) named: bool,
    place: Place,
}

enum Place {
    Path(PathBuf),
    Stdin,
    Embedded(&'static str),
}

/// Everything that the sources hold, in their order, each file once, with the index of its source.
pub(super) fn gather(sources: &[Source]) -> Vec<(usize, Found)> {
    let mut found = Vec::new();
    let mut origins = Vec::new();
    let mut seen = FxHashSet::default();
    for (index, source) in sources.iter().enumerate() {
        match source {
            Source::Path(path) => gather_path(path, &mut seen, &mut found),
            Source::Stdin => found.push(Found::Input(Input {
                file: "stdin".to_owned(),
                promised: true,
                named: true,
                place: Place::Stdin,
            })),
            Source::Seeds => found.extend(SEEDS.iter().map(|(name, text)| {
                Found::Input(Input {
                    file: format!("seeds/{name}"),
                    promised: true,
                    named: true,
                    place: Place::Embedded(text),
                })
            })),
        }
        origins.resize(found.len(), (index, source));
    }
    tell_apart(&mut found, &origins);
    let origins = origins.into_iter().map(|(index, _)| index);
    origins.zip(found).collect()
}

/// What to say of a source that gave no article, where its files say no more than that they are empty.
pub(super) fn fruitless(source: &Source) -> Option<Problem> {
    let Source::Path(path) = source else {
        return None;
    };
    Some(problem(&shown(path), "gave no article", PUT_INTO, true))
}

/// Files of one name from several sources are told apart by the path that was given.
fn tell_apart(found: &mut [Found], origins: &[(usize, &Source)]) {
    let mut count: FxHashMap<String, usize> = FxHashMap::default();
    for item in found.iter() {
        if let Found::Input(input) = item {
            *count.entry(input.file.clone()).or_default() += 1;
        }
    }
    for (item, (_, origin)) in found.iter_mut().zip(origins) {
        let (Found::Input(input), Source::Path(given)) = (item, origin) else {
            continue;
        };
        if count.get(&input.file).is_some_and(|&count| count > 1) {
            let given = if given.is_dir() {
                given.join(&input.file)
            } else {
                given.clone()
            };
            input.file = shown(&given);
        }
    }
}

fn gather_path(path: &Path, seen: &mut FxHashSet<PathBuf>, found: &mut Vec<Found>) {
    let name = shown(path);
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            found.push(Found::Problem(unreadable(&name, &error)));
            return;
        }
    };
    if metadata.is_dir() {
        gather_folder(path, seen, found);
    } else if !metadata.is_file() {
        found.push(Found::Problem(problem(
            &name,
            "is a pipe or a device, not a file",
            "give it on standard input, as \"-\"",
            true,
        )));
    } else if first_sight(path, seen) {
        let file = path.file_name().map_or(name, |name| shown(Path::new(name)));
        found.push(Found::Input(Input {
            file,
            promised: true,
            named: true,
            place: Place::Path(path.to_owned()),
        }));
    }
}

fn gather_folder(root: &Path, seen: &mut FxHashSet<PathBuf>, found: &mut Vec<Found>) {
    let name = shown(root);
    let home = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let (mut files, mut articles) = (0_usize, 0_usize);
    let before = found.len();
    let walk = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0 || !is_hidden(entry.file_name()) && !is_aside(entry)
        });
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().map_or_else(|| name.clone(), shown);
                found.push(Found::Problem(problem(
                    &place,
                    "cannot be opened",
                    "check that it exists and that you may read it",
                    true,
                )));
                continue;
            }
        };
        let file = shown(entry.path().strip_prefix(root).unwrap_or(entry.path()));
        match standing(&entry, &home) {
            Standing::File => {
                files += 1;
                let promised = promise(&entry.file_name().to_string_lossy());
                if promised == Promise::Beside {
                    continue;
                }
                articles += 1;
                if first_sight(entry.path(), seen) {
                    found.push(Found::Input(Input {
                        file,
                        promised: promised == Promise::Article,
                        named: false,
                        place: Place::Path(entry.into_path()),
                    }));
                }
            }
            Standing::Link(what) => found.push(Found::Problem(problem(
                &file,
                what,
                "copy what it points to into the folder to have it read",
                false,
            ))),
            Standing::PassOver => {}
        }
    }
    if articles == 0 && found.len() == before {
        let (what, remedy) = if files == 0 {
            ("is an empty folder", PUT_INTO)
        } else {
            ("holds no articles", PUT_INTO)
        };
        found.push(Found::Problem(problem(&name, what, remedy, true)));
    }
}

enum Standing {
    File,
    Link(&'static str),
    PassOver,
}

/// What an entry of a folder is; links lead nowhere but to files of the same folder.
fn standing(entry: &DirEntry, home: &Path) -> Standing {
    let kind = entry.file_type();
    if kind.is_file() {
        return Standing::File;
    }
    if !kind.is_symlink() {
        return Standing::PassOver;
    }
    let Ok(target) = entry.path().canonicalize() else {
        return Standing::Link("is a link that leads nowhere or in a circle");
    };
    if target.is_dir() {
        Standing::Link("is a link to a folder, which is not followed")
    } else if !target.is_file() {
        Standing::PassOver
    } else if target.starts_with(home) {
        Standing::File
    } else {
        Standing::Link("is a link to a file outside the folder, which is not followed")
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

/// Whether an entry is the folder of what belongs to a page saved whole.
fn is_aside(entry: &DirEntry) -> bool {
    let is_page = |stem: &str| {
        PAGES
            .iter()
            .any(|end| Path::new(&format!("{stem}{end}")).is_file())
    };
    let path = entry.path().to_string_lossy();
    entry.file_type().is_dir()
        && belongs_to_page(&path, &is_page)
        && WalkDir::new(entry.path())
            .max_depth(DRESSED)
            .into_iter()
            .filter_map(Result::ok)
            .any(|entry| dresses_page(&entry.file_name().to_string_lossy()))
}

/// How deep in the folder of a saved page its pictures and style sheets are looked for.
const DRESSED: usize = 3;

/// How the files of saved pages end.
pub(super) const PAGES: [&str; 3] = [".html", ".htm", ".xhtml"];

/// Whether a folder is named as those that hold the parts of a page saved whole ("Summit.html" with
/// `Summit_files`): the word behind the mark depends on the browser's language. A folder of that name may still be
/// someone's own; only one that [dresses a page](dresses_page) is a browser's.
pub(super) fn belongs_to_page(folder: &str, is_page: &dyn Fn(&str) -> bool) -> bool {
    // Marks that stand over or under a letter are no letters themselves.
    let is_of_word = |c: char| c.is_alphabetic() || !c.is_ascii() && c.width() == Some(0);
    folder
        .rsplit_once(['_', '-', '.'])
        .is_some_and(|(stem, word)| word.chars().all(is_of_word) && is_page(stem))
}

/// Whether this file was not met before under another path.
fn first_sight(path: &Path, seen: &mut FxHashSet<PathBuf>) -> bool {
    seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
}

/// The bytes of an input.
pub(super) fn load(input: &Input) -> Result<Vec<u8>, Problem> {
    let bytes = match &input.place {
        Place::Embedded(text) => return Ok(text.as_bytes().to_vec()),
        Place::Stdin => capped(std::io::stdin().lock()),
        Place::Path(path) => File::open(path).and_then(|file| {
            // A file beyond the limit is not read up to it.
            if file.metadata()?.len() > CAP {
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
            capped(file)
        }),
    }
    .map_err(|error| unreadable(&input.file, &error))?;
    if bytes.len() as u64 > CAP {
        let error = std::io::ErrorKind::FileTooLarge.into();
        return Err(unreadable(&input.file, &error));
    }
    Ok(bytes)
}

fn capped(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(CAP + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let (what, remedy) = match error.kind() {
        ErrorKind::NotFound => ("does not exist", "check the path"),
        ErrorKind::FileTooLarge => ("is larger than 64 MB", "split it into one file an article"),
        ErrorKind::PermissionDenied => ("may not be read by you", "change its permissions"),
        _ => ("could not be read", "check the disk and the path"),
    };
    problem(file, what, remedy, true)
}

/// Puts a problem together.
pub(super) fn problem(file: &str, what: &str, remedy: &str, fatal: bool) -> Problem {
    Problem {
        file: file.to_owned(),
        what: what.to_owned(),
        remedy: remedy.to_owned(),
        fatal,
    }
}

/// A path as text, its parts joined with `/`, shown safely.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        safe(&text)
    } else {
        safe(&text.replace(std::path::MAIN_SEPARATOR, "/"))
    }
}

/// A name, with a number behind it from the second time on that it is given.
pub(super) fn told_apart(name: String, given: &mut FxHashMap<String, usize>) -> String {
    let count = given.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 {
        return name;
    }
    format!("{name}#{count}")
}

/// A text of unknown origin on one line, control and direction characters escaped.
pub(crate) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{61c}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => out.extend(c.escape_unicode()),
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_folders_of_pages() {
        let is_page = |stem: &str| stem == "Talks";
        for (folder, wanted) in [
            ("Talks_files", true),
            ("Talks-Dateien", true),
            ("Talks_ไฟล์", true),
            ("Talks_2014", false),
            ("Notes_files", false),
        ] {
            assert_eq!(belongs_to_page(folder, &is_page), wanted, "{folder}");
        }
        assert!(dresses_page("a.CSS") && dresses_page("a.js.download") && dresses_page("b.png"));
        assert!(!dresses_page("a.html"));
    }

    #[test]
    fn shows_names_safely() {
        assert_eq!(shown(Path::new("a/b.txt")), "a/b.txt");
        assert_eq!(shown(Path::new("a\u{1b}[2J\n.txt")), "a\\u{1b}[2J\\n.txt");
        assert_eq!(shown(Path::new("x\u{202e}txt.a")), "x\\u{202e}txt.a");
    }
}
