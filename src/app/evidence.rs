//! From a row to the sentences that say so, from article to article, and from a phrase of an article back to
//! its row.

use super::boxes::Over;
use super::item::Item;
use super::pane::Pane;
use super::state::{Anchor, App};
use super::update::{Effect, step};
use crate::span::Span;

/// Menus of fewer bytes than these above a title are shown with it.
const MENUS: usize = 200;

impl App {
    /// Shows the next or previous sentence of the shown row, round and round.
    pub(super) fn walk(&mut self, forward: bool) {
        self.shown.at = step(self.shown.at, self.shown.claims.len(), forward);
        self.show_evidence();
    }

    /// Shows the next or previous article, round and round.
    pub(super) fn turn(&mut self, forward: bool) {
        let count = self.board.dossier.articles.len();
        self.open_article(step(self.source.article, count, forward));
        // The first of the shown row's sentences in that article, where it has one.
        let item = self.shown.item;
        let article = self.source.article;
        let here = |claim| {
            let evidence = item.and_then(|item| self.board.evidence(item, claim));
            evidence.is_some_and(|one| one.article == article)
        };
        if let Some(at) = self.shown.claims.iter().position(|claim| here(*claim)) {
            self.shown.at = at;
            self.show_evidence();
        }
    }

    /// Shows an article from its first byte, or from its title where a page's menus stand before it.
    pub(super) fn open_article(&mut self, article: usize) {
        let dated = self.board.dossier.articles.get(article);
        let mut blocks = dated.into_iter().flat_map(|dated| &dated.article.blocks);
        let title = blocks
            .find(|block| block.kind.is_article())
            .map(|block| block.span.start);
        self.source.article = article;
        self.source.anchor = Anchor::Top(title.filter(|&start| start > MENUS).unwrap_or(0));
        self.source.phrase = None;
    }

    /// The marked phrases that are visible in the source, each with what it leads to.
    pub(super) fn phrases_in_sight(&self) -> Vec<(Span, Item)> {
        let article = self.source.article;
        let Some(wrapped) = self.wrapped.get(&article) else {
            return Vec::new();
        };
        let rows = self.rows_of(Pane::Source);
        let lines = wrapped.lines.iter().skip(self.source.top).take(rows);
        let mut lines = lines
            .filter(|line| !line.span.is_empty())
            .map(|line| line.span);
        let Some(first) = lines.next() else {
            return Vec::new();
        };
        let sight = first.hull(lines.next_back().unwrap_or(first));
        let phrases = self.board.phrases.of(article).iter();
        let phrases = phrases.filter(|phrase| sight.contains(phrase.span));
        phrases.map(|phrase| (phrase.span, phrase.item)).collect()
    }

    /// Goes to the next or previous marked phrase in sight, round and round.
    pub(super) fn step_phrase(&mut self, forward: bool) {
        let phrases = self.phrases_in_sight();
        let here = self.source.phrase.map_or(0, |phrase| phrase.start);
        let next = if forward {
            let mut after = phrases
                .iter()
                .filter(|(span, _)| self.source.phrase.is_none() || span.start > here);
            after.next().or(phrases.first())
        } else {
            let mut before = phrases.iter().rev().filter(|(span, _)| span.start < here);
            before.next().or(phrases.last())
        };
        if let Some((span, _)) = next {
            self.source.phrase = Some(*span);
        }
    }

    /// What the chosen phrase of the source leads to.
    pub(super) fn phrase_item(&self) -> Option<Item> {
        let phrase = self.source.phrase?;
        let phrases = self.board.phrases.of(self.source.article).iter();
        let mut here = phrases.filter(|known| known.span == phrase);
        here.next().map(|known| known.item)
    }

    /// Goes to the row of the chosen phrase, at the sentence that the phrase stands in.
    pub(super) fn follow(&mut self) {
        let (Some(item), Some(phrase)) = (self.phrase_item(), self.source.phrase) else {
            return;
        };
        self.remember();
        let source = self.source;
        self.go_to(item);
        let holds = |claim| {
            let evidence = self.board.evidence(item, claim);
            evidence.is_some_and(|one| one.article == source.article && one.span.contains(phrase))
        };
        if let Some(at) = self.shown.claims.iter().position(|claim| holds(*claim)) {
            self.shown.at = at;
            self.show_evidence();
        } else {
            // Not the row's evidence, but what was read: it stays in sight.
            self.source = source;
        }
    }

    /// Hands out the shown sentence with its source.
    pub(super) fn copy(&mut self) -> Effect {
        let Some(evidence) = self.shown_evidence() else {
            return Effect::Draw;
        };
        self.notice = Some("sent to the terminal, which may put it on the clipboard".to_owned());
        Effect::Copy(self.board.quotation(&evidence))
    }

    pub(super) fn toggle_why(&mut self) {
        self.over = match self.over {
            Some(Over::Why(_)) => None,
            _ => Some(Over::Why(0)),
        };
    }

    /// Goes to the next row about which the articles differ, round and round.
    pub(super) fn next_difference(&mut self) {
        let here = self.shown.item;
        let next = self.board.differ().find(|item| Some(*item) > here);
        if let Some(item) = next.or_else(|| self.board.differ().next()) {
            self.remember();
            self.go_to(item);
        }
    }
}
