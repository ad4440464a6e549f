//! Lines that words are typed into: find, the palette, the help.

use super::boxes::{self, Help, Over};
use super::find::{Find, Folded, Hit};
use super::item::Item;
use super::palette::Choice;
use super::pane::Pane;
use super::state::{Anchor, App};
use super::update::{Effect, step};
use crate::span::Span;

impl App {
    pub(super) fn begin_find(&mut self) {
        if let Some(Over::Help(help)) = &mut self.over {
            help.typing = true;
            return;
        }
        self.find = Find {
            typing: true,
            origin: Some(self.spot()),
            ..Find::default()
        };
    }

    pub(super) fn type_in(&mut self, text: &str) {
        if let Some(line) = self.line() {
            boxes::type_in(line, text);
            self.typed();
        }
    }

    pub(super) fn erase(&mut self, how: impl Fn(&mut String)) {
        if let Some(line) = self.line() {
            how(line);
            self.typed();
        }
    }

    /// Looks for what is typed.
    pub(super) fn typed(&mut self) {
        match &mut self.over {
            Some(Over::Help(help)) => help.top = 0,
            Some(Over::Palette(palette)) => {
                let before = std::mem::take(palette);
                self.over = Some(Over::Palette(
                    self.palette(before.words.clone(), Some(&before)),
                ));
            }
            _ => self.search(),
        }
    }

    /// Takes what is typed.
    pub(super) fn accept(&mut self) -> Effect {
        match self.over.take() {
            Some(Over::Help(help)) => {
                self.over = Some(Over::Help(Help {
                    typing: false,
                    ..help
                }));
            }
            Some(Over::Palette(palette)) => match palette.choices.get(palette.selected) {
                Some(Choice::Command(command)) => return self.run(*command),
                Some(Choice::Item(item)) => {
                    self.remember();
                    self.go_to(*item);
                }
                None => {}
            },
            _ => {
                self.find.typing = false;
                if let Some(origin) = self.find.origin.take() {
                    self.history.back.push(origin);
                }
                if self.find.hits.is_empty() {
                    self.find = Find::default();
                }
            }
        }
        Effect::Draw
    }

    pub(super) fn step_in_prompt(&mut self, forward: bool) {
        match &mut self.over {
            Some(Over::Palette(palette)) => {
                palette.selected = step(palette.selected, palette.choices.len(), forward);
            }
            Some(_) => self.scroll_box(if forward { 1 } else { -1 }),
            None => self.step_hit(forward),
        }
    }

    pub(super) fn cancel(&mut self) {
        match self.over.take() {
            Some(Over::Help(help)) if !help.words.is_empty() => {
                self.over = Some(Over::Help(Help::default()));
            }
            Some(_) => {}
            None => {
                self.return_to_origin();
                self.find = Find::default();
            }
        }
    }

    /// Finds the words typed so far, and shows the first hit.
    pub(super) fn search(&mut self) {
        self.find.hits = self.board.find(&self.find.words, &self.scope);
        self.find.at = 0;
        self.return_to_origin();
        self.show_hit();
    }

    /// Looks for the words once more, after the screen was narrowed or widened.
    pub(super) fn find_again(&mut self) {
        self.find.hits = self.board.find(&self.find.words, &self.scope);
        self.find.at = self.find.at.min(self.find.hits.len().saturating_sub(1));
    }

    pub(super) fn step_hit(&mut self, forward: bool) {
        self.find.at = step(self.find.at, self.find.hits.len(), forward);
        self.show_hit();
    }

    pub(super) fn show_hit(&mut self) {
        match self.find.hits.get(self.find.at).copied() {
            // An article is shown where articles are read: no view is opened for it.
            Some(Hit::Row(Item::Article(article))) => {
                self.view.focus = Pane::Source;
                self.open_article(article);
            }
            Some(Hit::Row(item)) => self.go_to(item),
            Some(Hit::Passage {
                article,
                sentence,
                nth,
            }) => {
                let dated = self.board.dossier.articles.get(article);
                let text = dated.map_or("", |dated| sentence.of(&dated.article.text));
                let found = Folded::new(text).find(&Folded::new(&self.find.words));
                let found = found.get(nth).map_or(sentence, |found| {
                    Span::new(sentence.start + found.start, sentence.start + found.end)
                });
                self.view.focus = Pane::Source;
                self.source.article = article;
                self.source.anchor = Anchor::Passage(found, found);
                self.source.phrase = None;
            }
            None => {}
        }
    }

    pub(super) fn return_to_origin(&mut self) {
        if let Some(origin) = self.find.origin.clone() {
            self.return_to(&origin);
        }
    }

    pub(super) fn toggle_help(&mut self) {
        self.over = match self.over {
            Some(Over::Help(_)) => None,
            _ => Some(Over::Help(Help::default())),
        };
    }
}
