//! What the dossier sets side by side: for every item its comparisons, for every comparison its items.

use rustc_hash::FxHashMap;

use crate::app::item::Item;
use crate::dossier::{Dossier, Verdict};

/// The items by their ids.
#[derive(Debug, Default)]
pub struct Known<'a>(FxHashMap<&'a str, Item>);

impl<'a> Known<'a> {
    /// Looks through a dossier.
    pub fn new(dossier: &'a Dossier) -> Self {
        let events = dossier
            .events
            .iter()
            .enumerate()
            .map(|(at, one)| (&*one.id, Item::Event(at)));
        let people = dossier
            .participants
            .iter()
            .enumerate()
            .map(|(at, one)| (&*one.id, Item::Person(at)));
        let figures = dossier
            .figures
            .iter()
            .enumerate()
            .map(|(at, one)| (&*one.id, Item::Figure(at)));
        let themes = dossier
            .agenda
            .iter()
            .enumerate()
            .map(|(at, one)| (&*one.id, Item::Theme(at)));
        Self(events.chain(people).chain(figures).chain(themes).collect())
    }

    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<Item> {
        self.0.get(id).copied()
    }
}

/// What is set side by side.
#[derive(Debug, Default)]
pub struct Compared {
    /// The items of each comparison.
    items: Vec<Vec<Item>>,
    /// Every item of every comparison with the index of the comparison, in the order of the items.
    of: Vec<(Item, usize)>,
}

impl Compared {
    /// Looks through a dossier.
    pub fn new(dossier: &Dossier, known: &Known<'_>) -> Self {
        let items = |ids: &Vec<String>| ids.iter().filter_map(|id| known.item(id)).collect();
        let items: Vec<Vec<Item>> = dossier
            .comparisons
            .iter()
            .map(|one| items(&one.items))
            .collect();
        let each = items
            .iter()
            .enumerate()
            .flat_map(|(at, items)| items.iter().map(move |item| (*item, at)));
        let mut of: Vec<(Item, usize)> = each.collect();
        of.sort_unstable();
        of.dedup();
        Self { items, of }
    }

    /// The comparisons of an item, as indices into the dossier's.
    pub fn of(&self, item: Item) -> impl Iterator<Item = usize> + '_ {
        let start = self.of.partition_point(|(of, _)| *of < item);
        let of = self.of.get(start..).unwrap_or_default().iter();
        of.take_while(move |(of, _)| *of == item).map(|(_, at)| *at)
    }

    /// The items of the comparisons that are wanted, in their order; one may come more than once.
    pub fn items_where(&self, wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = Item> {
        self.of
            .iter()
            .filter(move |(_, at)| wanted(*at))
            .map(|(item, _)| *item)
    }

    /// The items of a comparison.
    pub fn items(&self, comparison: usize) -> &[Item] {
        self.items.get(comparison).map_or(&[], Vec::as_slice)
    }

    /// The figures that a figure is compared with, each once: those that agree before the others.
    pub fn figures(&self, dossier: &Dossier, figure: usize) -> Vec<(usize, Verdict)> {
        let verdict = |at: &usize| {
            dossier
                .comparisons
                .get(*at)
                .map_or(Verdict::Unclear, |one| one.verdict)
        };
        let mut comparisons: Vec<usize> = self.of(Item::Figure(figure)).collect();
        comparisons.sort_by_key(|at| verdict(at) != Verdict::Agree);
        let mut told = vec![figure];
        let mut figures = Vec::new();
        for at in comparisons {
            let others = self.items(at).iter().filter_map(|item| item.figure());
            let before = told.len();
            for other in others {
                // No comparison has an item twice: only those before need be looked through.
                if !told.iter().take(before).any(|known| *known == other) {
                    told.push(other);
                    figures.push((other, verdict(&at)));
                }
            }
        }
        figures
    }
}
