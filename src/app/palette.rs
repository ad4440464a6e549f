//! Some letters in, the commands and rows whose names hold them in that order out, the likeliest first.

use any_ascii::any_ascii;
use memchr::memmem::Finder;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::board::Board;
use super::commands::{Command, Entry};
use super::item::Item;
use super::state::App;

/// The most choices that are shown.
const MOST: usize = 200;

/// The sections that nobody finds by chance come first where nothing is typed.
const FIRST: [&str; 4] = ["Views", "Focus", "Find", "Evidence"];

/// Letters that fit so much less well than those of the best name, in per cent, fit by chance.
const CHANCE: u32 = 60;

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
    /// All rows that fit the letters that were looked for last, as indices into the names; and the letters.
    rows: Vec<usize>,
    letters: String,
}

/// The names of all rows, in ASCII.
#[derive(Debug)]
pub struct Names {
    all: Vec<(Item, String)>,
    /// How many of them are not figures, which come last, in lower case: there may be very many of those, so
    /// that they must hold the letters as they are typed, and three of them or more.
    named: usize,
}

/// Letters from which on figures are looked at too.
const TELLING: usize = 3;

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
        let named = items.map(|item| (item, any_ascii(&board.row(item).title)));
        // What many articles give is one choice: its row leads to all of them.
        let mut told: FxHashSet<String> = FxHashSet::default();
        let figures = (0..dossier.figures.len())
            .map(Item::Figure)
            .filter_map(|item| {
                let row = board.row(item);
                let name = any_ascii(&format!("{} {}", row.title, row.facts)).to_lowercase();
                told.insert(name.clone()).then_some((item, name))
            });
        let mut all: Vec<(Item, String)> = named.collect();
        let named = all.len();
        all.extend(figures);
        Self { all, named }
    }

    /// The names that hold the letters, with how well: of all, or of those that held fewer letters.
    fn matching(
        &self,
        pattern: &Pattern,
        plain: &str,
        among: Option<&[usize]>,
    ) -> Vec<(u32, usize)> {
        let telling = plain.len() >= TELLING;
        let words = Finder::new(plain);
        let batch = |names: &[usize]| {
            let mut matcher = Matcher::new(Config::DEFAULT);
            let score = |at: &usize| {
                let (_, name) = self.all.get(*at)?;
                if *at >= self.named && words.find(name.as_bytes()).is_none() {
                    return None;
                }
                let score = pattern.score(Utf32Str::Ascii(name.as_bytes()), &mut matcher)?;
                Some((score, *at))
            };
            names.iter().filter_map(score).collect::<Vec<_>>()
        };
        let every: Vec<usize>;
        let names = if let Some(among) = among {
            among
        } else {
            every = (0..if telling { self.all.len() } else { self.named }).collect();
            &every
        };
        names.par_chunks(BATCH).flat_map_iter(batch).collect()
    }
}

impl App {
    /// The palette for some letters: everything that can be done where there are none. `before` is the
    /// palette for fewer letters, where these only add to them.
    pub(super) fn palette(&self, words: String, before: Option<&Palette>) -> Palette {
        let able = |entry: &&Entry| self.is_offered(entry.command);
        let commands = self.settings.keymap.entries().iter().filter(able);
        if words.trim().is_empty() {
            let mut entries: Vec<&Entry> = commands.collect();
            entries.sort_by_key(|entry| FIRST.iter().position(|section| *section == entry.section));
            entries.sort_by_key(|entry| !FIRST.contains(&entry.section));
            let choices = entries
                .into_iter()
                .map(|entry| Choice::Command(entry.command))
                .collect();
            return Palette {
                words,
                choices,
                ..Palette::default()
            };
        }
        let pattern = Pattern::parse(
            &any_ascii(&words),
            CaseMatching::Ignore,
            Normalization::Never,
        );
        let plain = any_ascii(words.trim()).to_lowercase();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(u32, Choice)> = Vec::new();
        for entry in commands {
            let mut score = |text: &str| {
                pattern.score(Utf32Str::Ascii(any_ascii(text).as_bytes()), &mut matcher)
            };
            let named = score(entry.command.name()).map(|score| score + NAMED);
            let told = || {
                score(entry.help).filter(|_| any_ascii(entry.help).to_lowercase().contains(&plain))
            };
            if let Some(score) = named.or_else(told) {
                found.push((score, Choice::Command(entry.command)));
            }
        }
        let names = self.board.names();
        // More letters only take names away; signs may mean something to the pattern.
        let adds = |before: &&Palette| {
            let plain = words.chars().all(|c| c.is_alphanumeric() || c == ' ');
            plain && !before.letters.is_empty() && words.starts_with(&before.letters)
        };
        let among = before.filter(adds);
        let rows = names.matching(&pattern, &plain, among.map(|before| &*before.rows));
        let best = rows
            .iter()
            .map(|(score, _)| *score)
            .max()
            .unwrap_or_default();
        let likely = rows
            .iter()
            .filter(|(score, _)| score * 100 >= best * CHANCE);
        found.extend(
            likely.filter_map(|(score, at)| Some((*score, Choice::Item(names.all.get(*at)?.0)))),
        );
        // The order of the lists decides between equals.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        Palette {
            letters: if plain.len() >= TELLING {
                words.clone()
            } else {
                String::new()
            },
            words,
            choices: found
                .into_iter()
                .take(MOST)
                .map(|(_, choice)| choice)
                .collect(),
            selected: 0,
            rows: rows.into_iter().map(|(_, at)| at).collect(),
        }
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
