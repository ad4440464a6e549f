//! What the screen is narrowed to: chips in, the sentences that concern all of them out. Every pane then
//! shows what those sentences speak of.

use chrono::NaiveDate;

use super::board::{Board, Role};
use super::commands::Command;
use super::item::Item;
use super::pane::Pane;
use super::state::App;
use crate::edtf::Edtf;

/// An event known to so many days or fewer happens on each of them; a longer one says nothing of a day.
const LONGEST: i64 = 31;

/// One thing that everything shown must concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chip {
    /// A person, a figure, a theme, an article or a place.
    Item(Item),
    /// What happened from one day to another.
    Days(NaiveDate, NaiveDate),
}

impl Chip {
    /// What a row can be narrowed to: an event to its days.
    pub fn of(board: &Board, item: Item) -> Option<Self> {
        match item {
            Item::Event(index) => {
                let when = board.dossier.events.get(index)?.when?;
                let days = when.first_day().or(when.last_day())?;
                Some(Self::Days(days, when.last_day().unwrap_or(days)))
            }
            Item::Problem(_) => None,
            _ => Some(Self::Item(item)),
        }
    }

    /// What the chip says.
    pub fn label(self, board: &Board) -> String {
        match self {
            Self::Days(first, last) => days(first, last),
            Self::Item(Item::Article(index)) => {
                let dated = board.dossier.articles.get(index);
                dated.map_or_else(String::new, |dated| format!("article {}", dated.id))
            }
            Self::Item(item) => board.row(item).title,
        }
    }
}

/// "9 Oct 2025", "8–12 Oct 2025"; whole months and years by their names.
fn days(first: NaiveDate, last: NaiveDate) -> String {
    let date = |day| Edtf::day(day).and_then(Edtf::start);
    match (date(first), date(last)) {
        (Some(first), Some(last)) if first != last => Edtf::interval(first, last).short(),
        (Some(first), _) => Edtf::date(first).short(),
        _ => String::new(),
    }
}

/// What the screen is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    chips: Vec<Chip>,
    /// For each chip, whether each sentence that speaks of anything concerns it.
    each: Vec<Vec<bool>>,
    /// Whether each sentence concerns every chip; empty where there is none.
    within: Vec<bool>,
    /// Whether each sentence concerns every chip that is no person and no day: an event can concern those
    /// by who has a part in it and by its date, whatever its sentences name.
    near: Vec<bool>,
    /// Whether a sentence of each article concerns every chip.
    articles: Vec<bool>,
}

impl Scope {
    /// The sentences that concern all chips.
    pub fn new(board: &Board, chips: Vec<Chip>) -> Self {
        let concerned = |chip: &Chip| {
            let mut concerned = vec![false; board.claims.count()];
            mark(board, *chip, &mut concerned);
            concerned
        };
        let each: Vec<Vec<bool>> = chips.iter().map(concerned).collect();
        let is_near = |chip: &Chip| !matches!(chip, Chip::Days(..) | Chip::Item(Item::Person(_)));
        let near = each
            .iter()
            .zip(&chips)
            .filter(|(_, chip)| is_near(chip))
            .map(|(each, _)| each);
        let within = all(board, each.iter());
        let mut articles = vec![false; board.dossier.articles.len()];
        let told = within.iter().enumerate().filter(|(_, within)| **within);
        for article in told.filter_map(|(passage, _)| board.claims.article(passage)) {
            if let Some(told) = articles.get_mut(article) {
                *told = true;
            }
        }
        Self {
            within,
            articles,
            near: all(board, near),
            each,
            chips,
        }
    }

    /// The chips, in the order in which they were chosen.
    pub fn chips(&self) -> &[Chip] {
        &self.chips
    }

    /// Whether it is the whole dossier.
    pub fn is_whole(&self) -> bool {
        self.chips.is_empty()
    }

    /// Whether any sentence concerns every chip.
    pub fn holds_any(&self) -> bool {
        self.is_whole() || self.within.contains(&true)
    }

    /// Whether a sentence concerns every chip.
    pub fn holds(&self, passage: usize) -> bool {
        self.is_whole() || self.within.get(passage).copied().unwrap_or(false)
    }

    /// Whether each sentence concerns every chip; nothing for the whole dossier.
    pub fn within(&self) -> &[bool] {
        &self.within
    }

    /// Whether a sentence of an article concerns every chip.
    pub fn holds_article(&self, article: usize) -> bool {
        self.is_whole() || self.articles.get(article).copied().unwrap_or(false)
    }

    /// Whether a sentence of an event that concerns every chip may be shown for it.
    pub fn is_near(&self, passage: usize) -> bool {
        self.near.get(passage).copied().unwrap_or(false)
    }

    /// Whether an event concerns every chip: by its date, by who has a part in it, by its sentences.
    pub fn concerns_event(&self, board: &Board, event: usize) -> bool {
        let claims = board.claims.of(Item::Event(event));
        let when = board.dossier.events.get(event).and_then(|event| event.when);
        let people = board.people.get(event).map_or(&[][..], Vec::as_slice);
        let concerns = |(chip, sentences): (&Chip, &Vec<bool>)| {
            let told = || {
                claims
                    .iter()
                    .any(|claim| sentences.get(claim.passage()) == Some(&true))
            };
            match chip {
                Chip::Days(first, last) => when.is_some_and(|when| is_on(when, *first, *last)),
                Chip::Item(Item::Person(person)) => people.contains(person) || told(),
                Chip::Item(_) => told(),
            }
        };
        let shown = claims.iter().any(|claim| self.is_near(claim.passage()));
        shown && self.chips.iter().zip(&self.each).all(concerns)
    }
}

/// Whether each sentence concerns all of some chips.
fn all<'a>(board: &Board, each: impl Iterator<Item = &'a Vec<bool>>) -> Vec<bool> {
    let mut all = vec![true; board.claims.count()];
    for concerned in each {
        all.iter_mut()
            .zip(concerned)
            .for_each(|(all, concerned)| *all &= *concerned);
    }
    all
}

impl App {
    /// What the screen would be narrowed to: the chosen phrase's row or the article; else the selected row.
    pub(super) fn chip(&self) -> Option<Chip> {
        let item = if self.view.focus == Pane::Source {
            Some(
                self.phrase_item()
                    .unwrap_or(Item::Article(self.source.article)),
            )
        } else {
            self.selected()
        };
        item.and_then(|item| Chip::of(&self.board, item))
    }

    pub(super) fn toggle_focus(&mut self) {
        let Some(chip) = self.chip() else {
            return;
        };
        let mut chips = self.scope.chips().to_vec();
        match chips.iter().position(|known| *known == chip) {
            // In the source a phrase is often chosen without being looked for: nothing is taken away.
            Some(_) if self.view.focus == Pane::Source => {
                let key = self.settings.keymap.key(Command::Unfocus);
                self.notice = Some(format!("this is the focus already; {key} takes it away"));
                return;
            }
            Some(at) => {
                chips.remove(at);
            }
            None => chips.push(chip),
        }
        self.focus_on(chips);
    }

    /// Keeps the first chips.
    pub(super) fn narrow(&mut self, kept: usize) {
        let chips = self.scope.chips().iter().take(kept).copied().collect();
        self.focus_on(chips);
    }

    /// Shows only what concerns all chips.
    pub(super) fn focus_on(&mut self, chips: Vec<Chip>) {
        let scope = Scope::new(&self.board, chips);
        if !scope.is_whole() && !scope.holds_any() {
            self.notice = Some("nothing concerns all of these".to_owned());
            return;
        }
        self.scope = scope;
        self.relist();
        self.find_again();
    }
}

/// Marks the sentences that concern a chip.
fn mark(board: &Board, chip: Chip, concerned: &mut [bool]) {
    let events = board.dossier.events.iter().enumerate();
    match chip {
        Chip::Days(first, last) => {
            let on = |when: Edtf| is_on(when, first, last);
            for (index, _) in events.filter(|(_, event)| event.when.is_some_and(on)) {
                mark_claims(board, Item::Event(index), concerned);
            }
        }
        Chip::Item(Item::Article(article)) => {
            let sentences = concerned.get_mut(board.claims.of_article(article));
            sentences.unwrap_or_default().fill(true);
        }
        Chip::Item(Item::Place(index)) => {
            let Some(place) = board.places.get(index) else {
                return;
            };
            let people = place.people.iter().copied().map(Item::Person);
            for item in people.chain(place.events.iter().copied().map(Item::Event)) {
                mark_claims(board, item, concerned);
            }
        }
        Chip::Item(item) => mark_claims(board, item, concerned),
    }
}

fn mark_claims(board: &Board, item: Item, concerned: &mut [bool]) {
    for claim in board
        .all_claims(item)
        .iter()
        .filter(|claim| claim.role != Role::Compared)
    {
        if let Some(concerned) = concerned.get_mut(claim.passage()) {
            *concerned = true;
        }
    }
}

/// Whether a date lies in or across some days, and says something of them.
fn is_on(when: Edtf, first: NaiveDate, last: NaiveDate) -> bool {
    let (Some(start), Some(end)) = (when.first_day(), when.last_day()) else {
        return false;
    };
    let overlaps = start <= last && first <= end;
    let inside = first <= start && end <= last;
    inside || (overlaps && (end - start).num_days() < LONGEST)
}
