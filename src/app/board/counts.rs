//! How many: the sources of a row, the rows within a scope, the comparisons that differ.

use rayon::prelude::*;

use super::{Board, Claim, Role};
use crate::app::item::Item;
use crate::app::lists::Lists;
use crate::app::pane::Pane;
use crate::app::scope::Scope;
use crate::dossier::{Comparison, Verdict};

impl Board {
    /// How many independent sources speak of each item.
    pub(super) fn count_reports(&self) -> [Vec<usize>; 5] {
        let whole = Scope::default();
        let sources = |item: Item| self.sources(&self.claims(item, &whole));
        let dossier = &self.dossier;
        [
            (0..dossier.events.len())
                .map(|at| sources(Item::Event(at)))
                .collect(),
            (0..dossier.participants.len())
                .map(|at| sources(Item::Person(at)))
                .collect(),
            self.count_figures(),
            (0..dossier.agenda.len())
                .map(|at| sources(Item::Theme(at)))
                .collect(),
            (0..self.places.len())
                .map(|at| sources(Item::Place(at)))
                .collect(),
        ]
    }

    /// How many independent sources give each figure or one that agrees. Those of a comparison are counted
    /// once for all its figures.
    fn count_figures(&self) -> Vec<usize> {
        let figures = &self.dossier.figures;
        let source = |figure: usize| {
            let evidence = figures.get(figure)?.evidence.first()?;
            self.dossier
                .articles
                .get(evidence.article)
                .map(|dated| dated.source)
        };
        let mut counts = vec![1; figures.len()];
        for (at, comparison) in self.dossier.comparisons.iter().enumerate() {
            if comparison.verdict != Verdict::Agree {
                continue;
            }
            let members = self
                .compared
                .items(at)
                .iter()
                .filter_map(|item| item.figure());
            let members: Vec<usize> = members.collect();
            let mut sources: Vec<usize> = members
                .iter()
                .filter_map(|figure| source(*figure))
                .collect();
            sources.sort_unstable();
            sources.dedup();
            for figure in members {
                if let Some(count) = counts.get_mut(figure) {
                    *count = sources.len().max(*count);
                }
            }
        }
        counts
    }

    /// The number of independent sources that speak of an item within a scope.
    pub(in crate::app) fn reports(&self, item: Item, scope: &Scope) -> usize {
        let [events, people, figures, themes, places] = &self.reports;
        if !scope.is_whole() {
            return self.sources(&self.claims(item, scope));
        }
        let (counts, index) = match item {
            Item::Event(index) => (events, index),
            Item::Person(index) => (people, index),
            Item::Figure(index) => (figures, index),
            Item::Theme(index) => (themes, index),
            Item::Place(index) => (places, index),
            Item::Article(_) | Item::Problem(_) => return 1,
        };
        counts.get(index).copied().unwrap_or_default()
    }

    /// The number of independent sources among sentences that say the same: copies of one story count once.
    pub(in crate::app) fn sources<'a>(&self, claims: impl IntoIterator<Item = &'a Claim>) -> usize {
        let mut told = vec![false; self.dossier.articles.len()];
        let mut count = 0;
        for claim in claims
            .into_iter()
            .filter(|claim| claim.role != Role::Compared)
        {
            let dated = self
                .article_of(*claim)
                .and_then(|article| self.dossier.articles.get(article));
            if let Some(told) = dated
                .and_then(|dated| told.get_mut(dated.source))
                .filter(|told| !**told)
            {
                *told = true;
                count += 1;
            }
        }
        count
    }

    /// The items about which articles differ, in their order.
    pub(in crate::app) fn differ(&self) -> impl Iterator<Item = Item> + '_ {
        let differs = |at: usize| {
            let comparison = self.dossier.comparisons.get(at);
            comparison.is_some_and(|one| one.verdict == Verdict::Differ)
        };
        self.compared.items_where(differs)
    }

    /// How many comparisons of what is within a scope differ.
    fn differing(&self, scope: &Scope) -> usize {
        let differs = |(at, one): &(usize, &Comparison)| {
            let mut items = self.compared.items(*at).iter();
            one.verdict == Verdict::Differ && items.any(|item| self.is_within(*item, scope))
        };
        self.dossier
            .comparisons
            .par_iter()
            .enumerate()
            .filter(differs)
            .count()
    }

    /// How many articles, events, people and figures are within a scope, of how many, and how many
    /// comparisons differ and files are unread: "5 articles", "3 of 14 events", …
    pub(in crate::app) fn counts(&self, lists: &Lists, scope: &Scope) -> Vec<String> {
        let shown = |pane: Pane| {
            let items = lists.of(pane).iter();
            items
                .filter(|item| !matches!(item, Item::Problem(_)))
                .count()
        };
        let dossier = &self.dossier;
        let mut counts: Vec<String> = [
            (
                shown(Pane::Articles),
                dossier.articles.len(),
                ["article", "articles"],
            ),
            (
                shown(Pane::Timeline),
                dossier.events.len(),
                ["event", "events"],
            ),
            (
                shown(Pane::Participants),
                dossier.participants.len(),
                ["person", "people"],
            ),
            (
                shown(Pane::Figures),
                dossier.figures.len(),
                ["figure", "figures"],
            ),
        ]
        .into_iter()
        .map(|(shown, all, [one, many])| {
            let word = if all == 1 { one } else { many };
            if shown == all {
                format!("{all} {word}")
            } else {
                format!("{shown} of {all} {word}")
            }
        })
        .collect();
        let differ = self.differing(scope);
        match differ {
            0 => {}
            1 => counts.push("1 differs".to_owned()),
            many => counts.push(format!("{many} differ")),
        }
        if !dossier.problems.is_empty() {
            counts.push(format!("{} unread", dossier.problems.len()));
        }
        counts
    }
}
