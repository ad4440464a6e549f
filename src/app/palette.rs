//! Some letters in, the commands and rows whose names hold them in that order out, the likeliest first.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::board::Board;
use super::commands::{Command, Entry};
use super::item::Item;
use super::state::App;

/// The most choices that are shown.
const MOST: usize = 200;

/// What it is worth that a command's name fits: commands by their names come before rows.
const NAMED: u32 = 1_000;

/// Names that a thread matches at a time.
const BATCH: usize = 2_000;

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Command(Command),
    Item(Item),
}

/// The open palette.
#[derive(Clone, Debug, Default)]
pub(super) struct Palette {
    /// What was typed.
    pub words: String,
    /// What fits it, the likeliest first.
    pub choices: Vec<Choice>,
    /// The chosen one.
    pub selected: usize,
}

/// The names of all rows.
#[derive(Debug)]
pub struct Names(Vec<(Item, Utf32String)>);

impl Names {
    /// Gathers the names.
    pub fn new(board: &Board) -> Self {
        let dossier = &board.dossier;
        let people = (0..dossier.participants.len()).map(Item::Person);
        let items = people
            .chain((0..dossier.events.len()).map(Item::Event))
            .chain((0..dossier.agenda.len()).map(Item::Theme))
            .chain((0..dossier.articles.len()).map(Item::Article))
            .chain((0..board.places.len()).map(Item::Place));
        let named = items.map(|item| (item, Utf32String::from(board.row(item).title)));
        // What many articles give is one choice: its row leads to all of them.
        let mut told: FxHashSet<String> = FxHashSet::default();
        let figures = (0..dossier.figures.len())
            .map(Item::Figure)
            .filter_map(|item| {
                let row = board.row(item);
                let name = format!("{} {}", row.title, row.facts);
                let named = Utf32String::from(&*name);
                told.insert(name).then_some((item, named))
            });
        Self(named.chain(figures).collect())
    }

    /// The names that hold the letters, with how well.
    fn matching(&self, pattern: &Pattern) -> Vec<(u32, Choice)> {
        let batch = |names: &[(Item, Utf32String)]| {
            let mut matcher = Matcher::new(Config::DEFAULT);
            let score = |(item, name): &(Item, Utf32String)| {
                let score = pattern.score(name.slice(..), &mut matcher)?;
                Some((score, Choice::Item(*item)))
            };
            names.iter().filter_map(score).collect::<Vec<_>>()
        };
        if self.0.len() < BATCH {
            batch(&self.0)
        } else {
            self.0.par_chunks(BATCH).flat_map_iter(batch).collect()
        }
    }
}

impl App {
    /// Looks for what fits the typed letters: everything that can be done where there are none.
    pub(super) fn choose(&self, words: &str) -> Vec<Choice> {
        let able = |entry: &&Entry| self.is_offered(entry.command);
        let commands = self.settings.keymap.entries().iter().filter(able);
        if words.trim().is_empty() {
            return commands
                .map(|entry| Choice::Command(entry.command))
                .collect();
        }
        let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(u32, Choice)> = Vec::new();
        for entry in commands {
            let mut score =
                |text: &str| pattern.score(Utf32String::from(text).slice(..), &mut matcher);
            let named = score(entry.command.name()).map(|score| score + NAMED);
            if let Some(score) = named.or_else(|| score(entry.help)) {
                found.push((score, Choice::Command(entry.command)));
            }
        }
        found.extend(self.board.names().matching(&pattern));
        // The order of the lists decides between equals.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found
            .into_iter()
            .take(MOST)
            .map(|(_, choice)| choice)
            .collect()
    }

    /// Whether the palette offers a command: not what only moves within a list or a line.
    fn is_offered(&self, command: Command) -> bool {
        use super::commands::Place::{Box, Lists, Source};
        let entries = self.settings.keymap.entries().iter();
        let mut entry = entries.filter(|entry| entry.command == command);
        let anywhere = entry.any(|entry| {
            [Lists, Source, Box]
                .iter()
                .any(|place| entry.places.contains(place))
        });
        anywhere && command != Command::Palette && self.can(command)
    }
}
