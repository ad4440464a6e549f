//! What the screen shows at a moment: the selected rows, the article, what the screen is narrowed to.
//! Changed only by `update` and its helpers, read only by `draw`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ratatui::layout::Size;

use super::board::{Board, Claim};
use super::boxes::Over;
use super::commands::Keymap;
use super::find::Find;
use super::history::History;
use super::item::Item;
use super::layout::{Layout, View};
use super::lists::Lists;
use super::pane::Pane;
use super::scope::Scope;
use super::text::Charset;
use super::theme::{Theme, ThemeName};
use super::tour::Tour;
use super::wrap::{Line, Wrapped};
use crate::dossier::{Evidence, Status};
use crate::span::Span;

/// The rows of history that stay in sight above the meeting when the screen opens.
const HISTORY: usize = 2;

/// Articles whose lines are kept.
const KEPT: usize = 24;

/// Who looks at the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Whoever started the program.
    #[default]
    Owner,
    /// Somebody else: for a guest nothing is copied to a clipboard, and nothing suspended.
    Guest,
    /// A guest of the demo, which says so and leads round by itself.
    Demo,
}

/// How the screen is shown; handed in by whoever owns the terminal.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The colours.
    pub theme: ThemeName,
    /// The characters that the terminal can show.
    pub charset: Charset,
    /// Who looks at it.
    pub access: Access,
    /// Whether the mouse is listened to from the start.
    pub mouse: bool,
    /// The source's share of a wide screen, in per cent; `None` for the usual one.
    pub source: Option<u16>,
    /// The keys.
    pub keymap: Arc<Keymap>,
}

/// The screen: state, changed by [`App::update`], shown by [`App::draw`].
#[derive(Clone, Debug)]
pub struct App {
    pub(super) board: Arc<Board>,
    pub(super) settings: Settings,
    pub(super) theme: Theme,
    pub(super) size: Size,
    pub(super) view: View,
    /// What the screen is narrowed to.
    pub(super) scope: Scope,
    /// The rows of every pane within the scope.
    pub(super) lists: Arc<Lists>,
    pub(super) cursors: [Cursor; Pane::ALL.len()],
    pub(super) shown: Shown,
    pub(super) source: Source,
    /// What lies over the panes.
    pub(super) over: Option<Over>,
    pub(super) find: Find,
    pub(super) history: History,
    pub(super) pace: Pace,
    /// The articles read so far and those found, while they are read.
    pub(super) loading: Option<(usize, usize)>,
    /// What came since the articles were first read and has not been looked at.
    pub(super) news: HashSet<Item>,
    /// What the last command has to say, until the next one.
    pub(super) notice: Option<String>,
    /// Whether the mouse is listened to.
    pub(super) mouse: bool,
    pub(super) tour: Option<Tour>,
    pub(super) wrapped: HashMap<usize, Arc<Wrapped>>,
}

/// The selected row of a list, and the first one that is visible.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    pub selected: usize,
    pub top: usize,
    /// The row that was chosen, where the scope leaves it out: it is selected again once it is back.
    pub chosen: Option<Item>,
}

/// The row that the source pane shows the sentences of.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub item: Option<Item>,
    /// Its sentences within the scope.
    pub claims: Vec<Claim>,
    /// Which of them is shown.
    pub at: usize,
}

/// How fast keys come in: while one is held, what follows from the selected row waits until it rests.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    /// Whether a row was moved to and nobody has rested since.
    pub held: bool,
    /// Whether the source shows another row than the selected one.
    pub lags: bool,
}

/// What the source pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// Index of the article.
    pub article: usize,
    /// What must be visible, or where the top is.
    pub anchor: Anchor,
    /// The marked phrase that Enter follows.
    pub phrase: Option<Span>,
    /// Index of the first visible line.
    pub top: usize,
    /// The article and the width that `top` counts lines of.
    pub laid_out: Option<(usize, usize)>,
}

/// What decides which lines of an article are visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// This passage is visible, with what surrounds it; of a passage too long for that, this part.
    Passage(Span, Span),
    /// The line with this offset is the first.
    Top(usize),
}

impl Default for Anchor {
    fn default() -> Self {
        Self::Top(0)
    }
}

impl App {
    /// A screen for a dossier. It shows nothing until it is told its size by
    /// [`Action::Resize`](super::Action::Resize).
    pub fn new(board: Arc<Board>, settings: Settings) -> Self {
        let scope = Scope::default();
        let mut app = Self {
            lists: Arc::new(Lists::new(Arc::clone(&board), scope.clone())),
            scope,
            theme: Theme::new(settings.theme),
            mouse: settings.mouse,
            size: Size::default(),
            view: View {
                source: settings.source,
                ..View::default()
            },
            board,
            settings,
            cursors: [Cursor::default(); Pane::ALL.len()],
            shown: Shown::default(),
            source: Source::default(),
            over: None,
            find: Find::default(),
            history: History::default(),
            pace: Pace::default(),
            loading: None,
            news: HashSet::new(),
            notice: None,
            tour: None,
            wrapped: HashMap::new(),
        };
        app.open_at_news();
        app
    }

    /// Selects the first event that is not background: the meeting itself, with some history above it.
    pub(super) fn open_at_news(&mut self) {
        let news = self.board.dossier.events.iter();
        let news = news
            .clone()
            .position(|event| event.status != Status::Background);
        let selected = news.unwrap_or(0);
        if let Some(cursor) = self.cursors.first_mut() {
            *cursor = Cursor {
                selected,
                top: selected.saturating_sub(HISTORY),
                chosen: None,
            };
        }
        self.show_selected();
    }

    /// Whether the mouse is listened to.
    pub const fn has_mouse(&self) -> bool {
        self.mouse
    }

    /// The row that is selected in a pane.
    pub(super) fn selected_in(&self, pane: Pane) -> Option<Item> {
        self.lists.of(pane).get(self.cursor(pane).selected).copied()
    }

    /// The row that is selected in the list looked at last.
    pub(super) fn selected(&self) -> Option<Item> {
        self.selected_in(self.view.list)
    }

    /// The sentence of the shown row that is shown.
    pub(super) fn shown_evidence(&self) -> Option<Evidence> {
        let claim = self.shown.claims.get(self.shown.at)?;
        self.board.evidence(self.shown.item?, *claim)
    }

    /// Whether the source shows the article of the chosen sentence.
    pub(super) fn shows_evidence(&self) -> bool {
        let claim = self.shown.claims.get(self.shown.at);
        let article = claim.and_then(|claim| self.board.article_of(*claim));
        article == Some(self.source.article)
    }

    pub(super) fn cursor(&self, pane: Pane) -> Cursor {
        self.cursors.get(pane as usize).copied().unwrap_or_default()
    }

    pub(super) fn cursor_mut(&mut self, pane: Pane) -> Option<&mut Cursor> {
        self.cursors.get_mut(pane as usize)
    }

    /// Shows what the selected row says, from its first sentence on.
    pub(super) fn show_selected(&mut self) {
        self.pace.lags = false;
        let item = self.selected();
        if let Some(item) = item {
            self.news.remove(&item);
        }
        let claims = item.map(|item| self.board.claims(item, &self.scope));
        self.shown = Shown {
            item,
            claims: claims.unwrap_or_default(),
            at: 0,
        };
        if let Some(Item::Article(article)) = item {
            self.open_article(article);
        } else {
            self.show_evidence();
        }
    }

    /// Shows the chosen sentence of the shown row.
    pub(super) fn show_evidence(&mut self) {
        if let Some(evidence) = self.shown_evidence() {
            let mark = evidence
                .marks
                .first()
                .map_or(evidence.span, |mark| mark.span);
            self.source.article = evidence.article;
            self.source.anchor = Anchor::Passage(evidence.span, mark);
            self.source.phrase = evidence.marks.first().map(|mark| mark.span);
        }
    }

    /// The rows of every pane.
    pub(super) fn list(&self) -> Arc<Lists> {
        Arc::new(Lists::new(Arc::clone(&self.board), self.scope.clone()))
    }

    /// Makes the rows anew for the scope; the selected rows stay selected where they are still there.
    pub(super) fn relist(&mut self) {
        let before = Arc::clone(&self.lists);
        for pane in Pane::ALL.into_iter().filter(|pane| before.is_known(*pane)) {
            let chosen = self.cursor(pane).chosen.or(self.selected_in(pane));
            if let Some(cursor) = self.cursor_mut(pane) {
                cursor.chosen = chosen;
            }
        }
        self.lists = self.list();
        for pane in Pane::LISTS {
            self.choose_again(pane);
        }
        self.choose_again(self.view.list);
        self.show_selected();
    }

    /// Selects what was chosen in a pane before its rows were made anew, or its neighbour.
    pub(super) fn choose_again(&mut self, pane: Pane) {
        let Some(chosen) = self.cursor(pane).chosen else {
            return;
        };
        let list = self.lists.of(pane);
        let at = self.lists.position(pane, chosen);
        let near = || list.iter().position(|shown| *shown > chosen);
        let selected = at.or_else(near).unwrap_or(list.len().saturating_sub(1));
        if let Some(cursor) = self.cursor_mut(pane) {
            cursor.selected = selected;
            cursor.chosen = Some(chosen).filter(|_| at.is_none());
        }
    }

    /// Brings what follows from the rest up to date: lines, scroll positions.
    pub(super) fn settle(&mut self) {
        self.view.rows = Pane::LISTS.map(|pane| self.lists.of(pane).len());
        self.view.chips = !self.scope.is_whole();
        let Some(layout) = Layout::new(self.size, &self.view) else {
            return;
        };
        for area in layout.areas.iter().filter(|area| area.pane != Pane::Source) {
            let rows = super::draw::rows_of(self, area);
            let count = self.lists.of(area.pane).len();
            if let Some(cursor) = self.cursor_mut(area.pane) {
                cursor.settle(count, rows);
            }
        }
        if let Some(area) = layout.area(Pane::Source) {
            let (width, rows) = super::draw::source::room(area.inner);
            self.settle_source(width, rows);
        }
    }

    fn settle_source(&mut self, width: usize, rows: usize) {
        let article = self.source.article;
        let ready = self
            .wrapped
            .get(&article)
            .filter(|wrapped| wrapped.width == width);
        let wrapped = if let Some(wrapped) = ready {
            Arc::clone(wrapped)
        } else {
            let Some(wrapped) = self.wrap(article, width).map(Arc::new) else {
                return;
            };
            if self.wrapped.len() >= KEPT {
                self.wrapped.clear();
            }
            self.wrapped.insert(article, Arc::clone(&wrapped));
            wrapped
        };
        self.source.settle(&wrapped, width, rows);
    }

    /// The lines of an article at a width.
    pub(super) fn wrap(&self, article: usize, width: usize) -> Option<Wrapped> {
        let dated = self.board.dossier.articles.get(article)?;
        Some(Wrapped::new(&dated.article, width, self.settings.charset))
    }
}

impl Cursor {
    /// Keeps the selected row in sight. At the edge the list moves on by three quarters of a page: on a slow
    /// link one big step costs less than many small ones.
    fn settle(&mut self, count: usize, rows: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
        if self.selected < self.top {
            self.top = self.selected.saturating_sub(rows * 3 / 4);
        } else if self.selected >= self.top.saturating_add(rows) {
            self.top = self.selected.saturating_sub(rows / 4);
        }
        self.top = self.top.min(count.saturating_sub(rows));
    }
}

impl Source {
    fn settle(&mut self, wrapped: &Wrapped, width: usize, rows: usize) {
        let most = wrapped.lines.len().saturating_sub(rows);
        let top = match self.anchor {
            Anchor::Top(0) => 0,
            Anchor::Top(offset) => wrapped.line_at(offset),
            Anchor::Passage(span, part) => {
                let first = wrapped.line_at(span.start);
                let last = wrapped.line_at(span.end.saturating_sub(1)).max(first);
                let height = last - first + 1;
                // What is in sight already stays where it is: the eye need not look for it.
                let in_sight = self.top..(self.top + rows).min(wrapped.lines.len());
                let laid_out = self.laid_out == Some((self.article, width)) && self.top <= most;
                if laid_out && in_sight.contains(&first) && in_sight.contains(&last) {
                    return;
                }
                // A third of the room above what is looked at, unless it is too long for that.
                let top = first.saturating_sub((rows / 3).min(rows.saturating_sub(height)));
                let needed = wrapped.line_at(part.end.saturating_sub(1)) + 1;
                top.max(needed.saturating_sub(rows))
            }
        };
        // A blank line at the top would be wasted.
        let blank = |line: &Line| line.span.is_empty() && line.label.is_none();
        let top = top + usize::from(wrapped.lines.get(top).is_some_and(blank));
        self.laid_out = Some((self.article, width));
        self.top = top.min(most);
    }
}
