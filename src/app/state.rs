//! What the screen shows at a moment: the selected rows, the article, the hits. Changed only by
//! `update`, read only by `draw`.

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::layout::Size;

use super::board::{Board, Row};
use super::columns::Columns;
use super::find::Hit;
use super::layout::{Layout, View};
use super::pane::Pane;
use super::symbols::Symbol;
use super::text::Charset;
use super::theme::{Theme, ThemeName};
use super::wrap::{Line, Wrapped};
use crate::dossier::Evidence;
use crate::span::Span;

/// The rows of history that stay in sight above the meeting when the screen opens.
const HISTORY: usize = 2;

/// How the screen is shown; handed in by whoever owns the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The colours.
    pub theme: ThemeName,
    /// The characters that the terminal can show.
    pub charset: Charset,
    /// Whether this is the demo: it says so, and cannot be suspended.
    pub demo: bool,
}

/// The screen: state, changed by [`App::update`], shown by [`App::draw`].
#[derive(Debug)]
pub struct App {
    pub(super) board: Arc<Board>,
    pub(super) settings: Settings,
    pub(super) theme: Theme,
    pub(super) columns: Columns,
    pub(super) size: Size,
    pub(super) view: View,
    pub(super) cursors: [Cursor; 4],
    /// Which of the selected row's sentences is shown.
    pub(super) evidence: usize,
    pub(super) source: Source,
    /// The first line of the help that is shown, while it is.
    pub(super) help: Option<usize>,
    pub(super) find: Find,
    pub(super) wrapped: HashMap<usize, Arc<Wrapped>>,
}

/// The selected row of a list, and the first one that is visible.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    pub selected: usize,
    pub top: usize,
}

/// What the source pane shows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Source {
    /// Index of the article.
    pub article: usize,
    /// What must be visible, or where the top is.
    pub anchor: Anchor,
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

/// The state of find.
#[derive(Debug, Default)]
pub(super) struct Find {
    /// Whether the words are being typed.
    pub typing: bool,
    /// The words.
    pub words: String,
    /// All hits.
    pub hits: Vec<Hit>,
    /// Which hit is shown.
    pub at: usize,
    /// Where it began, for going back.
    pub origin: Option<(View, [Cursor; 4], usize, Source)>,
}

impl App {
    /// A screen for a dossier. It shows nothing until it is told its size by
    /// [`Action::Resize`](super::Action::Resize).
    pub fn new(board: Arc<Board>, settings: Settings) -> Self {
        let rows = Pane::LISTS.map(|pane| board.rows(pane).len());
        let columns = Columns::new(&board, settings.charset);
        let view = View {
            lower: Pane::Participants,
            rows,
            ..View::default()
        };
        let mut app = Self {
            board,
            settings,
            theme: Theme::new(settings.theme),
            columns,
            size: Size::default(),
            view,
            cursors: [Cursor::default(); 4],
            evidence: 0,
            source: Source::default(),
            help: None,
            find: Find::default(),
            wrapped: HashMap::new(),
        };
        app.open_at_news();
        app.show_evidence();
        app
    }

    /// Selects the first event that is not background: the meeting itself, with some history above it.
    fn open_at_news(&mut self) {
        let rows = self.board.rows(Pane::Timeline);
        let news = rows
            .iter()
            .position(|row| row.sign != Some(Symbol::Background));
        if let (Some(selected), Some(cursor)) = (news, self.cursors.first_mut()) {
            *cursor = Cursor {
                selected,
                top: selected.saturating_sub(HISTORY),
            };
        }
    }

    /// The row that is selected in the list looked at last.
    pub(super) fn selected(&self) -> Option<&Row> {
        let cursor = self.cursor(self.view.list);
        self.board.rows(self.view.list).get(cursor.selected)
    }

    /// The sentence of the selected row that is shown.
    pub(super) fn shown_evidence(&self) -> Option<&Evidence> {
        self.selected()?.evidence.get(self.evidence)
    }

    pub(super) fn cursor(&self, pane: Pane) -> Cursor {
        let list = pane.list().and_then(|list| self.cursors.get(list));
        list.copied().unwrap_or_default()
    }

    /// Shows the sentence that is chosen for the selected row.
    pub(super) fn show_evidence(&mut self) {
        if let Some(evidence) = self.shown_evidence() {
            let mark = evidence
                .marks
                .first()
                .map_or(evidence.span, |mark| mark.span);
            let (article, span) = (evidence.article, evidence.span);
            self.source.article = article;
            self.source.anchor = Anchor::Passage(span, mark);
        }
    }

    /// Brings what follows from the rest up to date: lines, scroll positions.
    pub(super) fn settle(&mut self) {
        let Some(layout) = Layout::new(self.size, &self.view) else {
            return;
        };
        for area in &layout.areas {
            let rows = usize::from(area.inner.height).max(1);
            if let Some(list) = area.pane.list()
                && let Some(cursor) = self.cursors.get_mut(list)
            {
                let count = self.board.rows(area.pane).len();
                cursor.selected = cursor.selected.min(count.saturating_sub(1));
                let least = (cursor.selected + 1).saturating_sub(rows);
                cursor.top = cursor.top.clamp(least, cursor.selected);
                cursor.top = cursor.top.min(count.saturating_sub(rows));
            }
        }
        if let Some(area) = layout.area(Pane::Source) {
            let (width, rows) = super::draw::source::room(area.inner);
            self.settle_source(width, rows);
        }
    }

    fn settle_source(&mut self, width: usize, rows: usize) {
        /// Articles whose lines are kept.
        const KEPT: usize = 24;
        let article = self.source.article;
        if self
            .wrapped
            .get(&article)
            .is_none_or(|wrapped| wrapped.width != width)
        {
            if self.wrapped.len() >= KEPT {
                self.wrapped.clear();
            }
            let Some(wrapped) = self.wrap(article, width) else {
                return;
            };
            self.wrapped.insert(article, Arc::new(wrapped));
        }
        let Some(wrapped) = self.wrapped.get(&article) else {
            return;
        };
        let most = wrapped.lines.len().saturating_sub(rows);
        let top = match self.source.anchor {
            Anchor::Top(0) => 0,
            Anchor::Top(offset) => wrapped.line_at(offset),
            Anchor::Passage(span, part) => {
                let first = wrapped.line_at(span.start);
                let last = wrapped.line_at(span.end.saturating_sub(1)).max(first);
                let height = last - first + 1;
                // What is in sight already stays where it is: the eye need not look for it.
                let in_sight = self.source.top..(self.source.top + rows).min(wrapped.lines.len());
                let laid_out =
                    self.source.laid_out == Some((article, width)) && self.source.top <= most;
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
        self.source.laid_out = Some((article, width));
        self.source.top = top.min(most);
    }

    /// The lines of an article at a width.
    pub(super) fn wrap(&self, article: usize, width: usize) -> Option<Wrapped> {
        let dated = self.board.dossier.articles.get(article)?;
        Some(Wrapped::new(&dated.article, width, self.settings.charset))
    }
}
