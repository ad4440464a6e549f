//! The one table of commands, and the keys of a session over it: which key does what where, and the help,
//! key bar, palette and key table from it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use super::keys::Key;
use super::symbols::Symbol;
use super::text::Charset;
use crate::knowledge::table::{list, rows};

const TABLE: &str = include_str!("../../assets/commands.tsv");

macro_rules! commands {
    ($($command:ident = $name:literal),* $(,)?) => {
        /// Something that a person can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "assets/commands.tsv says what each does")]
        pub enum Command { $($command),* }

        impl Command {
            /// Every command.
            pub const ALL: &[Self] = &[$(Self::$command),*];

            /// The name in assets/commands.tsv.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$command => $name),* }
            }
        }
    };
}

commands! {
    Up = "up", Down = "down", PageUp = "page-up", PageDown = "page-down",
    First = "first", Last = "last",
    PreviousEvidence = "previous-evidence", NextEvidence = "next-evidence",
    Open = "open", Follow = "follow",
    NextPhrase = "next-phrase", PreviousPhrase = "previous-phrase",
    Focus = "focus", Unfocus = "unfocus", UnfocusAll = "unfocus-all", Why = "why", NextDifference = "next-difference",
    NextPane = "next-pane", PreviousPane = "previous-pane",
    Timeline = "timeline", Participants = "participants", Figures = "figures",
    Agenda = "agenda", Source = "source",
    Dashboard = "dashboard", Articles = "articles", Charts = "charts", Coverage = "coverage",
    Meetings = "meetings", Map = "map",
    PreviousArticle = "previous-article", NextArticle = "next-article",
    GoBack = "go-back", GoForward = "go-forward", Back = "back",
    Find = "find", FindNext = "find-next", FindPrevious = "find-previous", Palette = "palette",
    Zoom = "zoom", Wider = "wider", Narrower = "narrower", Theme = "theme", Mouse = "mouse",
    Copy = "copy", Tour = "tour", Redraw = "redraw", Suspend = "suspend", Help = "help",
    Quit = "quit", Interrupt = "interrupt",
    Accept = "accept", Next = "next", Previous = "previous",
    Erase = "erase", EraseWord = "erase-word", EraseAll = "erase-all", Cancel = "cancel",
    TourNext = "tour-next", TourPrevious = "tour-previous",
}

/// Where keys are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In one of the lists.
    Lists,
    /// In the source pane.
    Source,
    /// In a box over the panes: help, why.
    Box,
    /// In a line that words are typed into: find, palette.
    Prompt,
    /// While the tour goes on.
    Tour,
}

impl Place {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "lists" => Self::Lists,
            "source" => Self::Source,
            "box" => Self::Box,
            "prompt" => Self::Prompt,
            "tour" => Self::Tour,
            _ => return None,
        })
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The heading that it stands under in the help.
    pub section: &'static str,
    /// What it does.
    pub command: Command,
    /// The names of the keys that do it, the first one shown in the key bar.
    pub keys: Vec<String>,
    /// Where it applies.
    pub places: Vec<Place>,
    /// Its word in the key bar; empty where it is not shown there.
    pub word: &'static str,
    /// One line of help.
    pub help: &'static str,
}

static KEYMAP: LazyLock<Keymap> = LazyLock::new(|| Keymap {
    entries: rows(TABLE).filter_map(entry).collect(),
});

/// The commands with the keys of a session.
#[derive(Clone, Debug)]
pub struct Keymap {
    entries: Vec<Entry>,
}

impl Default for Keymap {
    fn default() -> Self {
        KEYMAP.clone()
    }
}

impl Keymap {
    /// The table with other keys for some commands, given by their names.
    ///
    /// # Errors
    ///
    /// Says in words which command or key is not known, or which key would do two things in one place.
    pub fn with(changes: &BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let mut keymap = Self::default();
        for (name, keys) in changes {
            let Some(entry) = keymap
                .entries
                .iter_mut()
                .find(|entry| entry.command.name() == name)
            else {
                let names: Vec<&str> = Command::ALL.iter().map(|command| command.name()).collect();
                return Err(format!(
                    "there is no command “{name}”; there are {}",
                    names.join(", ")
                ));
            };
            if keys.is_empty() {
                return Err(format!("“{name}” needs a key"));
            }
            if let Some(unknown) = keys.iter().find(|key| Key::from_name(key).is_none()) {
                return Err(format!(
                    "there is no key “{unknown}” for “{name}”; keys are written {}",
                    Key::EXAMPLES
                ));
            }
            entry.keys.clone_from(keys);
        }
        keymap.clash().map_or(Ok(keymap), Err)
    }

    /// What is wrong where one key does two things in one place.
    fn clash(&self) -> Option<String> {
        let one_of = |entry: &Entry, place| entry.places.contains(&place);
        let does = |entry: &Entry, name: &str| {
            let key = Key::from_name(name);
            entry.keys.iter().any(|other| Key::from_name(other) == key)
        };
        for (index, entry) in self.entries.iter().enumerate() {
            for other in self.entries.iter().skip(index + 1) {
                let together = entry.places.iter().any(|place| one_of(other, *place));
                let key = entry.keys.iter().find(|key| does(other, key));
                if let Some(key) = key.filter(|_| together) {
                    let (one, other) = (entry.command.name(), other.command.name());
                    return Some(format!(
                        "the key {key} would mean both “{one}” and “{other}”"
                    ));
                }
            }
        }
        None
    }

    /// The commands, in the order of the table.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What a key does in a place.
    pub fn command(&self, key: Key, place: Place) -> Option<Command> {
        let does = |entry: &&Entry| {
            entry.places.contains(&place)
                && entry
                    .keys
                    .iter()
                    .any(|name| Key::from_name(name) == Some(key))
        };
        self.entries.iter().find(does).map(|entry| entry.command)
    }

    /// The first key of a command.
    pub fn key(&self, command: Command) -> &str {
        let entry = self.entries.iter().find(|entry| entry.command == command);
        entry
            .and_then(|entry| entry.keys.first())
            .map_or("", String::as_str)
    }

    /// The key bar of a place: keys and the word for what they do, in the order of the table; only what can
    /// be done.
    pub fn bar(
        &self,
        place: Place,
        charset: Charset,
        can: impl Fn(Command) -> bool,
    ) -> Vec<(String, &'static str)> {
        let mut bar: Vec<(String, &'static str)> = Vec::new();
        for entry in &self.entries {
            if entry.word.is_empty() || !entry.places.contains(&place) || !can(entry.command) {
                continue;
            }
            let key = shown(entry.keys.first().map_or("", String::as_str), charset);
            match bar.last_mut() {
                Some((keys, word)) if *word == entry.word => {
                    if charset == Charset::Ascii {
                        keys.push('/');
                    }
                    keys.push_str(key);
                }
                _ => bar.push((key.to_owned(), entry.word)),
            }
        }
        bar
    }
}

/// The table of keys for the README, in Markdown.
pub fn key_table() -> String {
    let mut table = String::from("| Key | What it does |\n| --- | --- |\n");
    for entry in KEYMAP.entries() {
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {} | {} |", keys.join(" "), entry.help);
    }
    table
}

/// A key's name as the key bar shows it.
pub fn shown(name: &str, charset: Charset) -> &str {
    charset.symbol(match name {
        "Up" => Symbol::ArrowUp,
        "Down" => Symbol::ArrowDown,
        "Left" => Symbol::ArrowLeft,
        "Right" => Symbol::ArrowRight,
        "Enter" => Symbol::Enter,
        _ => return name,
    })
}

fn entry([section, name, keys, places, word, help]: [&'static str; 6]) -> Option<Entry> {
    let command = Command::ALL.iter().find(|command| command.name() == name);
    Some(Entry {
        section,
        command: *command?,
        keys: list(keys).map(str::to_owned).collect(),
        places: list(places).map(Place::from_name).collect::<Option<_>>()?,
        word,
        help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let keymap = Keymap::default();
        assert_eq!(rows::<6>(TABLE).count(), keymap.entries.len());
        for command in Command::ALL {
            let rows = keymap
                .entries
                .iter()
                .filter(|entry| entry.command == *command);
            assert_eq!(rows.count(), 1, "{command:?}");
        }
        for entry in &keymap.entries {
            assert!(!entry.help.is_empty() && !entry.keys.is_empty() && !entry.places.is_empty());
            for name in &entry.keys {
                assert!(Key::from_name(name).is_some(), "{name}");
            }
        }
        assert_eq!(keymap.clash(), None);
    }

    #[test]
    fn keys_can_be_changed() {
        let changed = |name: &str, keys: &[&str]| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            Keymap::with(&BTreeMap::from([(name.to_owned(), keys)]))
        };
        let keymap = changed("coverage", &["C", "Ctrl-G"]).unwrap();
        assert_eq!(
            keymap.command(Key::Char('C'), Place::Lists),
            Some(Command::Coverage)
        );
        assert_eq!(keymap.command(Key::Char('c'), Place::Lists), None);
        assert_eq!(keymap.key(Command::Coverage), "C");
        for (name, keys, says) in [
            (
                "cover",
                &["C"][..],
                "no command “cover”; there are up, down",
            ),
            ("coverage", &["Hyper-C"], "no key “Hyper-C”"),
            ("coverage", &[], "needs a key"),
            ("coverage", &["q"], "q would mean both"),
            ("coverage", &["Ctrl-l"], "Ctrl-l would mean both"),
        ] {
            let error = changed(name, keys).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn the_key_table_is_markdown() {
        let table = key_table();
        assert!(table.starts_with("| Key | What it does |\n"));
        assert!(table.contains("| `q` | Quit |\n"));
        assert!(table.lines().all(|line| line.matches('|').count() == 3));
    }
}
