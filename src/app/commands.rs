//! The one table of commands: which key does what where, and the help, key bar and key table from it.

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
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    Open = "open", Leave = "leave", Back = "back",
    NextPane = "next-pane", PreviousPane = "previous-pane",
    Timeline = "timeline", Participants = "participants", Figures = "figures",
    Agenda = "agenda", Source = "source",
    PreviousArticle = "previous-article", NextArticle = "next-article",
    Find = "find", FindNext = "find-next", FindPrevious = "find-previous",
    FindAccept = "find-accept", FindDown = "find-down", FindUp = "find-up",
    FindErase = "find-erase", FindCancel = "find-cancel",
    Zoom = "zoom", Theme = "theme", Help = "help", Redraw = "redraw", Suspend = "suspend",
    Quit = "quit",
}

/// Where keys are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In one of the four lists.
    Lists,
    /// In the source pane.
    Source,
    /// In the prompt of find.
    Prompt,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// The names of the keys that do it, the first one shown in the key bar.
    pub keys: Vec<&'static str>,
    /// Where it applies.
    pub places: &'static [Place],
    /// Its word in the key bar; empty where it is not shown there.
    pub word: &'static str,
    /// One line of help.
    pub help: &'static str,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| rows(TABLE).filter_map(entry).collect());

/// The table.
pub fn entries() -> &'static [Entry] {
    &ENTRIES
}

/// What a key does in a place.
pub fn command(key: Key, place: Place) -> Option<Command> {
    let does = |entry: &&Entry| {
        entry.places.contains(&place)
            && entry
                .keys
                .iter()
                .any(|name| Key::from_name(name) == Some(key))
    };
    ENTRIES.iter().find(does).map(|entry| entry.command)
}

/// The key bar of a place: keys and the word for what they do, in the order of the table.
pub fn bar(place: Place, charset: Charset) -> Vec<(String, &'static str)> {
    let mut bar: Vec<(String, &'static str)> = Vec::new();
    for entry in ENTRIES.iter() {
        if entry.word.is_empty() || !entry.places.contains(&place) {
            continue;
        }
        let key = shown(entry.keys.first().copied().unwrap_or_default(), charset);
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

/// The table of keys for the README, in Markdown.
pub fn key_table() -> String {
    let mut table = String::from("| Key | What it does |\n| --- | --- |\n");
    for entry in help() {
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {} | {} |", keys.join(" "), entry.help);
    }
    table
}

/// The rows of the help: every entry whose keys are not already told elsewhere.
pub fn help() -> impl Iterator<Item = &'static Entry> {
    let repeated =
        |entry: &Entry| entry.command == Command::Quit && entry.places == [Place::Prompt];
    ENTRIES.iter().filter(move |entry| !repeated(entry))
}

/// A key's name as the key bar shows it.
pub fn shown(name: &'static str, charset: Charset) -> &'static str {
    charset.symbol(match name {
        "Up" => Symbol::ArrowUp,
        "Down" => Symbol::ArrowDown,
        "Left" => Symbol::ArrowLeft,
        "Right" => Symbol::ArrowRight,
        "Enter" => Symbol::Enter,
        _ => return name,
    })
}

fn entry([name, keys, places, word, help]: [&'static str; 5]) -> Option<Entry> {
    let command = Command::ALL.iter().find(|command| command.name() == name);
    Some(Entry {
        command: *command?,
        keys: list(keys).collect(),
        places: match places {
            "any" => &[Place::Lists, Place::Source],
            "lists" => &[Place::Lists],
            "source" => &[Place::Source],
            "prompt" => &[Place::Prompt],
            _ => return None,
        },
        word,
        help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert_eq!(rows::<5>(TABLE).count(), ENTRIES.len());
        for command in Command::ALL {
            assert!(
                ENTRIES.iter().any(|entry| entry.command == *command),
                "{command:?}"
            );
        }
        for entry in ENTRIES.iter() {
            assert!(!entry.help.is_empty() && !entry.keys.is_empty());
            for name in &entry.keys {
                let key = Key::from_name(name);
                assert!(key.is_some(), "{name}");
                for place in entry.places {
                    assert_eq!(
                        command(key.unwrap(), *place),
                        Some(entry.command),
                        "{name} twice"
                    );
                }
            }
        }
    }

    #[test]
    fn the_key_table_is_markdown() {
        let table = key_table();
        assert!(table.starts_with("| Key | What it does |\n"));
        assert!(table.contains("| `q` `Ctrl-C` | Quit |\n"));
        assert!(table.lines().all(|line| line.matches('|').count() == 3));
    }
}
