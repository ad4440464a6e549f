//! A configuration file (TOML) in, what it says about the screen out; or what is wrong with it, and on which line.
//!
//! [`sample`] is a file to begin from. Its keys come from the table of commands, so that it is always true.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fmt::{self, Write};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::{Spanned, Value};

use crate::app::{Keymap, SHARES, SOURCE, ThemeName};
use crate::reading::{safe, shown};

/// Bytes that a file may have, many times those of the sample.
const CAP: u64 = 64 * 1024;
/// The theme that stands for the one that suits the terminal.
const SUITING: &str = "auto";
/// What to do about a file that is wrong.
const CORRECT: &str = "correct it, or start with --config and another file";

/// What a configuration file sets.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The colours; `None` for those that suit the terminal.
    pub theme: Option<ThemeName>,
    /// Whether only ASCII may be shown.
    pub ascii: bool,
    /// Whether the mouse is listened to from the start.
    pub mouse: bool,
    /// The source's share of a wide screen, in per cent; `None` for the usual one.
    pub source_share: Option<u16>,
    /// The keys.
    pub keymap: Keymap,
}

/// What is wrong with a configuration file, in one sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file, shown safely.
    pub file: String,
    /// The line, from 1, where one is at fault.
    pub line: Option<usize>,
    /// What was found and what was expected, shown safely.
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}; {}", self.what, self.remedy)
    }
}

impl std::error::Error for Error {}

/// Reads the file that was chosen, or else the one at the usual place; no file there means the defaults.
///
/// # Errors
///
/// Where the file cannot be read or is not a configuration.
pub fn read(chosen: Option<&Path>) -> Result<Config, Error> {
    let usual = || usual_place(|name| env::var_os(name));
    let Some(path) = chosen.map(Path::to_path_buf).or_else(usual) else {
        return Ok(Config::default());
    };
    match bytes(&path) {
        Ok(bytes) => parse(&path, &bytes),
        Err(error) if chosen.is_none() && is_absence(&error) => Ok(Config::default()),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// Where the file is looked for, by the environment variables; those that are not absolute paths do not
/// count (XDG Base Directory Specification).
fn usual_place(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let folder = if cfg!(windows) {
        folder("APPDATA")
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))
    };
    Some(folder?.join("summitry").join("config.toml"))
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(CAP + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > CAP {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Whether there is no file, rather than one that cannot be read.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let (what, remedy) = match error.kind() {
        ErrorKind::NotFound => ("does not exist", "check the path given with --config"),
        ErrorKind::IsADirectory => ("is a folder, not a file", "give --config a file"),
        ErrorKind::FileTooLarge => ("is larger than 64 KB", CORRECT),
        ErrorKind::PermissionDenied => (
            "may not be read by you",
            "change its permissions, or start with --config and another file",
        ),
        _ => (
            "could not be read",
            "check the disk and the path, or start with --config and another file",
        ),
    };
    Error {
        file: shown(path),
        line: None,
        what: what.to_owned(),
        remedy,
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Config, Error> {
    let wrong = |at: Option<usize>, what: &str| {
        let breaks = |at| bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
        Error {
            file: shown(path),
            line: at.map(|at| breaks(at) + 1),
            what: safe(what),
            remedy: CORRECT,
        }
    };
    let text = str::from_utf8(bytes)
        .map_err(|error| wrong(Some(error.valid_up_to()), "this is not UTF-8 text"))?;
    let contents: Contents = toml::from_str(text)
        .map_err(|error| wrong(error.span().map(|span| span.start), error.message()))?;
    let keymap = keymap(contents.keys).map_err(|(at, what)| wrong(at, &what))?;
    Ok(Config {
        theme: contents.theme,
        ascii: contents.ascii,
        mouse: contents.mouse,
        source_share: contents.source_share,
        keymap,
    })
}

/// What is written in a file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Contents {
    #[serde(deserialize_with = "theme")]
    theme: Option<ThemeName>,
    ascii: bool,
    mouse: bool,
    #[serde(deserialize_with = "share")]
    source_share: Option<u16>,
    keys: BTreeMap<Spanned<String>, Keys>,
}

/// The keys of a command.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected the name of a key, or a list of them")]
enum Keys {
    One(String),
    Several(Vec<String>),
}

fn theme<'de, D: Deserializer<'de>>(value: D) -> Result<Option<ThemeName>, D::Error> {
    let name = String::deserialize(value)?;
    let theme = ThemeName::from_name(&name);
    if theme.is_some() || name == SUITING {
        return Ok(theme);
    }
    Err(D::Error::custom(format!(
        "there is no theme “{name}”; there are {SUITING}, {}",
        ThemeName::ALL.map(ThemeName::name).join(", ")
    )))
}

fn share<'de, D: Deserializer<'de>>(value: D) -> Result<Option<u16>, D::Error> {
    let value = Value::deserialize(value)?;
    let share = value.as_integer().and_then(|share| share.try_into().ok());
    match share.filter(|share| SHARES.contains(share)) {
        // The usual share also keeps lines from becoming too long to read: whoever writes it down gets
        // just that, and a sample without its comment signs changes nothing.
        Some(SOURCE) => Ok(None),
        Some(share) => Ok(Some(share)),
        None => Err(D::Error::custom(format!(
            "source-share is {value}; it must be a whole number from {} to {}",
            SHARES.start(),
            SHARES.end()
        ))),
    }
}

/// The keys of the session; where they are wrong, the byte of the line that makes them so, and why.
fn keymap(keys: BTreeMap<Spanned<String>, Keys>) -> Result<Keymap, (Option<usize>, String)> {
    let mut starts = BTreeMap::new();
    let mut changes = BTreeMap::new();
    for (name, keys) in keys {
        let keys = match keys {
            Keys::One(key) => vec![key],
            Keys::Several(keys) => keys,
        };
        starts.insert(name.get_ref().clone(), name.span().start);
        changes.insert(name.into_inner(), keys);
    }
    Keymap::with(&changes).map_err(|what| {
        // Two commands may exchange their keys, so only all lines together can be judged. The line at fault
        // is one without which that would not be wrong; of two that clash, the later.
        let at_fault = |name: &str| {
            let mut others = changes.clone();
            others.remove(name);
            Keymap::with(&others).err().as_ref() != Some(&what)
        };
        let starts = starts.iter().filter(|(name, _)| at_fault(name));
        (starts.map(|(_, start)| *start).max(), what)
    })
}

/// A configuration file that sets nothing: every setting behind a comment sign, with its default.
pub fn sample() -> String {
    let themes = ThemeName::ALL.map(ThemeName::name).join(", ");
    let (least, most) = (SHARES.start(), SHARES.end());
    let mut sample = format!(
        "## The configuration of summitry. It is read from $XDG_CONFIG_HOME/summitry/config.toml,\n\
         ## ~/.config/summitry/config.toml, on Windows %APPDATA%\\summitry\\config.toml, or from\n\
         ## the file that --config names. Each setting below stands behind # with its default.\n\n\
         ## The colours: {themes}, or {SUITING} for those that suit the terminal\n\
         # theme = \"{SUITING}\"\n\n\
         ## Show ASCII characters only\n\
         # ascii = false\n\n\
         ## Listen to the mouse\n\
         # mouse = false\n\n\
         ## The source's share of a wide screen, in per cent, from {least} to {most}\n\
         # source-share = {SOURCE}\n\n\
         ## The keys of each command: one, or a list whose first is shown in the key bar\n\
         [keys]\n"
    );
    for entry in Keymap::default().entries() {
        let keys = match entry.keys.as_slice() {
            [key] => Value::from(key.as_str()),
            keys => Value::from(keys.to_vec()),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            sample,
            "\n## {}\n# {} = {keys}",
            entry.help,
            entry.command.name()
        );
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Command;

    fn parsed(text: &[u8]) -> Result<Config, Error> {
        parse(Path::new("config.toml"), text)
    }

    #[test]
    fn settings_are_taken_over() {
        let config = parsed(
            b"theme = \"mono\"\nascii = true\nmouse = true\nsource-share = 25\n\
              [keys]\ncoverage = [\"C\", \"Ctrl-G\"]\nquit = \"Q\"\n",
        )
        .unwrap();
        assert_eq!(config.theme, Some(ThemeName::Mono));
        assert!(config.ascii && config.mouse);
        assert_eq!(config.source_share, Some(25));
        assert_eq!(config.keymap.key(Command::Coverage), "C");
        assert_eq!(config.keymap.key(Command::Quit), "Q");
        assert_eq!(config.keymap.key(Command::Up), "Up");
    }

    #[test]
    fn the_sample_changes_nothing() {
        let sample = sample();
        let uncommented: String = sample
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n")
            .collect();
        for (text, settings) in [(&sample, 0), (&uncommented, 4 + Command::ALL.len())] {
            let table: toml::Table = text.parse().unwrap();
            let keys = table["keys"].as_table().unwrap();
            assert_eq!(table.len() - 1 + keys.len(), settings);
            let config = parsed(text.as_bytes()).unwrap();
            assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
        }
    }

    #[test]
    fn the_line_at_fault_is_named() {
        for (text, line) in [
            (&b"ascii = true\n\nbook = 1\n"[..], 3),
            (b"\xef\xbb\xbfascii = true\r\nmouse = 1\r\n", 2),
            (b"mouse = true\n# caf\xe9\n", 2),
            (
                b"[keys]\nzoom = \"Z\"\nhelp = \"Hyper-H\"\nup = \"Up\"\n",
                3,
            ),
            (b"[keys]\nzoom = \"Z\"\n\nhelp = \"Z\"\nup = \"Up\"\n", 4),
            (b"[keys]\nhelp = \"Z\"\n\nzoom = \"Z\"\nup = \"Up\"\n", 4),
            (
                b"[keys]\nup = [\"Up\", \"k\"]\nquit = \"k\"\nzoom = \"Z\"\n",
                3,
            ),
        ] {
            let error = parsed(text).unwrap_err();
            assert_eq!(error.line, Some(line), "{error:?}");
        }
        // An exchange of keys is no clash.
        assert!(parsed(b"[keys]\nzoom = \"t\"\ntheme = \"z\"\n").is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn the_environment_tells_the_place() {
        for (variables, wanted) in [
            (
                &[("XDG_CONFIG_HOME", "/x"), ("HOME", "/h")][..],
                Some("/x/summitry/config.toml"),
            ),
            (
                &[("XDG_CONFIG_HOME", ""), ("HOME", "/h")],
                Some("/h/.config/summitry/config.toml"),
            ),
            (
                &[("XDG_CONFIG_HOME", "x"), ("HOME", "/h")],
                Some("/h/.config/summitry/config.toml"),
            ),
            (&[], None),
        ] {
            let of = |name: &str| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| OsString::from(value))
            };
            let place = usual_place(of);
            assert_eq!(place.as_deref(), wanted.map(Path::new), "{variables:?}");
        }
    }
}
