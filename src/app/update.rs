//! Actions in, the state changed. What a key means is looked up in the command table; what it does
//! is here.

use ratatui::layout::Size;

use super::commands::{self, Command, Place};
use super::find::Hit;
use super::keys::Key;
use super::layout::Layout;
use super::pane::Pane;
use super::state::{Anchor, App, Find};
use super::theme::Theme;

/// The most characters that can be searched for.
const LONGEST_QUERY: usize = 200;

/// Menus of fewer bytes than these above a title are shown with it.
const MENUS: usize = 200;

/// Something that happens to the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A command.
    Do(Command),
    /// Text typed or pasted into the prompt.
    Type(String),
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
}

/// What the owner of the terminal must do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Draw the next frame.
    Draw,
    /// Clear the terminal and draw everything.
    Repaint,
    /// Leave the terminal and stop until continued.
    Suspend,
    /// Leave.
    Quit,
}

impl App {
    /// What a key means now; `None` where it means nothing.
    pub fn action(&self, key: Key) -> Option<Action> {
        let place = self.place();
        match (commands::command(key, place), key) {
            (Some(command), _) => Some(Action::Do(command)),
            (None, Key::Char(c)) if place == Place::Prompt => Some(Action::Type(c.to_string())),
            _ => None,
        }
    }

    /// Where keys are typed now.
    pub(super) fn place(&self) -> Place {
        match self.view.focus {
            _ if self.find.typing => Place::Prompt,
            Pane::Source => Place::Source,
            _ => Place::Lists,
        }
    }

    /// Does an action.
    pub fn update(&mut self, action: Action) -> Effect {
        let effect = match action {
            Action::Do(command) => self.run(command),
            Action::Type(text) => {
                self.type_in(&text);
                Effect::Draw
            }
            Action::Resize(width, height) => {
                self.size = Size::new(width, height);
                Effect::Draw
            }
        };
        self.settle();
        effect
    }

    fn run(&mut self, command: Command) -> Effect {
        if self.help.is_some() && self.run_in_help(command) {
            return Effect::Draw;
        }
        match command {
            Command::Up => self.move_by(-1),
            Command::Down => self.move_by(1),
            Command::PageUp => self.move_by(-self.page()),
            Command::PageDown => self.move_by(self.page()),
            Command::First => self.move_by(isize::MIN),
            Command::Last => self.move_by(isize::MAX),
            Command::PreviousEvidence => self.walk(false),
            Command::NextEvidence => self.walk(true),
            Command::Leave => self.leave_source(),
            Command::Back => self.back(),
            Command::NextPane => self.focus(self.view.focus.step(true)),
            Command::PreviousPane => self.focus(self.view.focus.step(false)),
            Command::Timeline => self.focus(Pane::Timeline),
            Command::Participants => self.focus(Pane::Participants),
            Command::Figures => self.focus(Pane::Figures),
            Command::Agenda => self.focus(Pane::Agenda),
            Command::Source | Command::Open => self.focus(Pane::Source),
            Command::PreviousArticle => self.turn(false),
            Command::NextArticle => self.turn(true),
            Command::Find => self.begin_find(),
            Command::FindNext | Command::FindDown => self.step_hit(true),
            Command::FindPrevious | Command::FindUp => self.step_hit(false),
            Command::FindAccept => self.accept_find(),
            Command::FindErase => {
                self.find.words.pop();
                self.search();
            }
            Command::FindCancel => self.cancel_find(),
            Command::Zoom => self.view.zoom = !self.view.zoom,
            Command::Theme => self.theme = Theme::new(self.theme.name.next()),
            Command::Help => self.help = Some(0),
            Command::Redraw => return Effect::Repaint,
            Command::Suspend if self.settings.demo => {}
            Command::Suspend => return Effect::Suspend,
            Command::Quit => return Effect::Quit,
        }
        Effect::Draw
    }

    /// Runs a command on the open help; whether it was one for it.
    fn run_in_help(&mut self, command: Command) -> bool {
        let Some(top) = self.help else {
            return false;
        };
        let rows = super::draw::help::rows(self.size);
        let most = super::draw::help::height(self).saturating_sub(rows);
        self.help = match command {
            Command::Up => Some(top.saturating_sub(1)),
            Command::Down => Some((top + 1).min(most)),
            Command::PageUp => Some(top.saturating_sub(rows)),
            Command::PageDown => Some((top + rows).min(most)),
            Command::First => Some(0),
            Command::Last => Some(most),
            Command::Quit | Command::Redraw | Command::Suspend | Command::Theme => return false,
            _ => None,
        };
        true
    }

    fn focus(&mut self, pane: Pane) {
        self.view.focus = pane;
        if pane == Pane::Source || pane == self.view.list {
            return;
        }
        self.view.list = pane;
        if pane != Pane::Timeline {
            self.view.lower = pane;
        }
        self.evidence = 0;
        self.show_evidence();
    }

    fn leave_source(&mut self) {
        self.view.focus = self.view.list;
        self.show_evidence();
    }

    fn back(&mut self) {
        if !self.find.words.is_empty() {
            self.clear_find();
        } else if self.view.focus == Pane::Source {
            self.leave_source();
        } else {
            self.view.zoom = false;
        }
    }

    /// Moves the selected row, or the lines of the source.
    fn move_by(&mut self, by: isize) {
        let Some(list) = self.view.focus.list() else {
            self.scroll(by);
            return;
        };
        let bottom = self.board.rows(self.view.focus).len().saturating_sub(1);
        if let Some(cursor) = self.cursors.get_mut(list) {
            let selected = cursor.selected.saturating_add_signed(by).min(bottom);
            if selected != cursor.selected {
                cursor.selected = selected;
                self.evidence = 0;
            }
        }
        self.show_evidence();
    }

    fn scroll(&mut self, by: isize) {
        let Some(wrapped) = self.wrapped.get(&self.source.article) else {
            return;
        };
        let most = wrapped
            .lines
            .len()
            .saturating_sub(self.rows_of(Pane::Source));
        let top = self.source.top.saturating_add_signed(by).min(most);
        // The offset stays true when the width changes. A blank line shares its offset with the line
        // after it: it is passed over, or scrolling would stand still there.
        let downwards = by > 0;
        let visible = |index: &usize| {
            wrapped
                .lines
                .get(*index)
                .is_some_and(|line| !line.span.is_empty())
        };
        let top = if downwards {
            (top..wrapped.lines.len()).find(visible)
        } else {
            (0..=top).rev().find(visible)
        };
        let line = top
            .filter(|top| *top > 0)
            .and_then(|top| wrapped.lines.get(top));
        self.source.anchor = Anchor::Top(line.map_or(0, |line| line.span.start));
    }

    fn page(&self) -> isize {
        let rows = self.rows_of(self.view.focus).saturating_sub(1).max(1);
        isize::try_from(rows).unwrap_or(1)
    }

    /// The visible rows of a pane.
    fn rows_of(&self, pane: Pane) -> usize {
        let layout = Layout::new(self.size, &self.view);
        let inner = layout.and_then(|layout| layout.area(pane).map(|area| area.inner));
        inner.map_or(1, |inner| match pane {
            Pane::Source => super::draw::source::room(inner).1,
            _ => usize::from(inner.height),
        })
    }

    /// Shows the next or previous sentence of the selected row, round and round.
    fn walk(&mut self, forward: bool) {
        let count = self.selected().map_or(0, |row| row.evidence.len());
        self.evidence = step(self.evidence, count, forward);
        self.show_evidence();
    }

    /// Shows the next or previous article, round and round.
    fn turn(&mut self, forward: bool) {
        let count = self.board.dossier.articles.len();
        self.source.article = step(self.source.article, count, forward);
        self.source.anchor = Anchor::Top(self.opening());
        // The first of the selected row's sentences in that article, where it has one.
        let article = self.source.article;
        let evidence = self.selected().map_or(&[][..], |row| &row.evidence);
        if let Some(index) = evidence.iter().position(|one| one.article == article) {
            self.evidence = index;
            self.show_evidence();
        }
    }

    /// Where the shown article opens: its first byte, or its title where a page's menus stand before it.
    fn opening(&self) -> usize {
        let dated = self.board.dossier.articles.get(self.source.article);
        let mut blocks = dated.into_iter().flat_map(|dated| &dated.article.blocks);
        blocks
            .find(|block| block.kind.is_article())
            .map(|block| block.span.start)
            .filter(|&start| start > MENUS)
            .unwrap_or(0)
    }

    fn begin_find(&mut self) {
        self.find.typing = true;
        self.find.words.clear();
        self.find.hits.clear();
        self.find.at = 0;
        self.find.origin = Some((self.view, self.cursors, self.evidence, self.source));
    }

    fn type_in(&mut self, text: &str) {
        if !self.find.typing {
            return;
        }
        let room = LONGEST_QUERY.saturating_sub(self.find.words.chars().count());
        let text = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c });
        self.find
            .words
            .extend(text.filter(|c| !c.is_control()).take(room));
        self.search();
    }

    /// Finds the words typed so far, and shows the first hit.
    fn search(&mut self) {
        self.find.hits = self.board.find(&self.find.words);
        self.find.at = 0;
        self.return_to_origin();
        self.show_hit();
    }

    fn step_hit(&mut self, forward: bool) {
        self.find.at = step(self.find.at, self.find.hits.len(), forward);
        self.show_hit();
    }

    fn show_hit(&mut self) {
        match self.find.hits.get(self.find.at).copied() {
            Some(Hit::Row(pane, index)) => {
                self.focus(pane);
                if let Some(cursor) = pane.list().and_then(|list| self.cursors.get_mut(list)) {
                    cursor.selected = index;
                }
                self.evidence = 0;
                self.show_evidence();
            }
            Some(Hit::Passage(article, span)) => {
                self.focus(Pane::Source);
                self.source.article = article;
                self.source.anchor = Anchor::Passage(span, span);
            }
            None => {}
        }
    }

    fn accept_find(&mut self) {
        self.find.typing = false;
        if self.find.hits.is_empty() {
            self.clear_find();
        }
    }

    fn cancel_find(&mut self) {
        self.return_to_origin();
        self.clear_find();
    }

    fn return_to_origin(&mut self) {
        if let Some((view, cursors, evidence, source)) = self.find.origin {
            self.view = view;
            self.cursors = cursors;
            self.evidence = evidence;
            self.source = source;
        }
    }

    fn clear_find(&mut self) {
        self.find = Find::default();
    }
}

/// The index before or after, round and round.
const fn step(index: usize, count: usize, forward: bool) -> usize {
    if count == 0 {
        return 0;
    }
    let by = if forward { 1 } else { count - 1 };
    (index % count + by) % count
}
