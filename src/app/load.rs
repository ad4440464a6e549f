//! Articles read for the first time or anew: the screen goes on where it was, and what is new is marked.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::board::Board;
use super::history::History;
use super::item::Item;
use super::pane::Pane;
use super::scope::{Chip, Scope};
use super::state::{Anchor, App, Source};

impl App {
    /// Shows other articles.
    pub(super) fn load(&mut self, board: Arc<Board>) {
        self.loading = None;
        self.tour = None;
        self.wrapped.clear();
        let before = std::mem::replace(&mut self.board, board);
        let untouched = !self.view.list.is_view() && self.view.focus != Pane::Source;
        if before.dossier.articles.is_empty() || (before.is_unread() && untouched) {
            self.lists = self.list();
            self.open_at_news();
            return;
        }
        let after = Arc::clone(&self.board);
        let kept = Kept::new(&before, &after);
        let selected =
            Pane::ALL.map(|pane| self.selected_in(pane).and_then(|item| kept.item(item)));
        let shown = self.shown.item.and_then(|item| kept.item(item));
        let quoted = self.shown.claims.get(self.shown.at);
        let quoted = quoted.and_then(|claim| before.evidence(self.shown.item?, *claim));
        let chips = self
            .scope
            .chips()
            .iter()
            .filter_map(|chip| kept.chip(*chip))
            .collect();
        self.news = self
            .news
            .iter()
            .filter_map(|item| kept.item(*item))
            .collect();
        if !before.is_unread() {
            self.news.extend(kept.news());
        }
        self.scope = Scope::new(&self.board, chips);
        self.lists = self.list();
        for cursor in &mut self.cursors {
            cursor.chosen = cursor.chosen.and_then(|item| kept.item(item));
        }
        for (pane, item) in Pane::ALL.into_iter().zip(selected) {
            let at = item.and_then(|item| self.lists.position(pane, item));
            if let (Some(at), Some(cursor)) = (at, self.cursor_mut(pane)) {
                // The row stays on its line of the screen.
                cursor.top = (cursor.top + at).saturating_sub(cursor.selected);
                cursor.selected = at;
            }
        }
        self.history = History::default();
        self.find.origin = None;
        self.find_again();
        let source = kept.source(self.source);
        self.show_selected();
        if shown.is_some() && shown == self.shown.item {
            let article = source.map(|source| source.article);
            let same = |claim| {
                let evidence = shown.and_then(|item| self.board.evidence(item, claim));
                evidence.is_some_and(|one| {
                    Some(one.article) == article
                        && quoted
                            .as_ref()
                            .is_some_and(|quoted| quoted.span == one.span)
                })
            };
            self.shown.at = self
                .shown
                .claims
                .iter()
                .position(|claim| same(*claim))
                .unwrap_or(0);
        }
        if let Some(source) = source {
            self.source = source;
        }
    }
}

/// What two boards have in common.
struct Kept<'a> {
    before: &'a Board,
    after: &'a Board,
    items: HashMap<(Pane, &'a str), Item>,
}

impl<'a> Kept<'a> {
    fn new(before: &'a Board, after: &'a Board) -> Self {
        let keyed = |item: Item| Some(((Pane::of(item), after.key(item)?), item));
        Self {
            before,
            after,
            items: after.items().filter_map(keyed).collect(),
        }
    }

    /// The same item afterwards.
    fn item(&self, item: Item) -> Option<Item> {
        let key = (Pane::of(item), self.before.key(item)?);
        self.items.get(&key).copied()
    }

    fn chip(&self, chip: Chip) -> Option<Chip> {
        match chip {
            Chip::Item(item) => self.item(item).map(Chip::Item),
            Chip::Days(..) => Some(chip),
        }
    }

    /// What was not there before.
    fn news(&self) -> HashSet<Item> {
        let known = self
            .before
            .items()
            .filter_map(|item| Some((Pane::of(item), self.before.key(item)?)));
        let known: HashSet<(Pane, &str)> = known.collect();
        let new = self.items.iter().filter(|(key, _)| !known.contains(*key));
        new.map(|(_, item)| *item).collect()
    }

    /// The same place of the same article. Where the article was changed, from the top.
    fn source(&self, source: Source) -> Option<Source> {
        let Some(Item::Article(article)) = self.item(Item::Article(source.article)) else {
            return None;
        };
        let text = |board: &'a Board, at: usize| {
            board.dossier.articles.get(at).map(|one| &*one.article.text)
        };
        let same = text(self.before, source.article) == text(self.after, article);
        Some(Source {
            article,
            anchor: if same {
                source.anchor
            } else {
                Anchor::default()
            },
            phrase: source.phrase.filter(|_| same),
            laid_out: source.laid_out.map(|(_, width)| (article, width)),
            ..source
        })
    }
}
