//! Actions in, the state changed. What a key means is looked up in the command table; what it does
//! is here.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use super::board::Board;
use super::boxes::{self, Help, Over};
use super::commands::{Command, Place};
use super::find::{Find, Folded, Hit};
use super::item::Item;
use super::keys::Key;
use super::layout::Layout;
use super::mouse::Mouse;
use super::palette::{Choice, Palette};
use super::pane::Pane;
use super::scope::{Chip, Scope};
use super::state::{Anchor, App};
use super::theme::Theme;
use crate::span::Span;

/// Menus of fewer bytes than these above a title are shown with it.
const MENUS: usize = 200;

/// A key that has not been pressed for so long rests.
const REST: Duration = Duration::from_millis(80);

/// Something that happens to the screen.
#[derive(Clone, Debug)]
pub enum Action {
    /// A command.
    Do(Command),
    /// Text typed or pasted into a line.
    Type(String),
    /// A key without a meaning here: it ends the tour.
    Nothing,
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
    /// The mouse.
    Mouse(Mouse),
    /// So many articles were read, of so many.
    Progress(usize, usize),
    /// The articles, read for the first time or anew.
    Load(Arc<Board>),
    /// Nothing has happened for as long as [`App::wakes`] said.
    Wake,
}

/// What the owner of the terminal must do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Draw the next frame.
    Draw,
    /// Clear the terminal and draw everything.
    Repaint,
    /// Send this text to the terminal's clipboard, and draw.
    Copy(String),
    /// Listen to the mouse, or stop listening, and draw.
    Mouse(bool),
    /// Leave the terminal and stop until continued.
    Suspend,
    /// Leave.
    Quit,
}

impl App {
    /// What a key means now; `None` where it means nothing.
    pub fn action(&self, key: Key) -> Option<Action> {
        let place = self.place();
        let command = self.settings.keymap.command(key, place);
        match (command.filter(|command| self.can(*command)), key) {
            (Some(command), _) => Some(Action::Do(command)),
            (None, Key::Char(c)) if place == Place::Prompt => Some(Action::Type(c.to_string())),
            (None, _) if place == Place::Tour => Some(Action::Nothing),
            _ => None,
        }
    }

    /// How long to wait for the next event before an [`Action::Wake`]; `None` for ever.
    pub fn wakes(&self) -> Option<Duration> {
        if self.pace.held {
            return Some(REST);
        }
        self.tour_wakes()
    }

    /// Where keys are typed now.
    pub(super) fn place(&self) -> Place {
        if self.tour.is_some() {
            Place::Tour
        } else if self.is_typing() {
            Place::Prompt
        } else if self.over.is_some() {
            Place::Box
        } else if self.view.focus == Pane::Source {
            Place::Source
        } else {
            Place::Lists
        }
    }

    /// Whether a command can do anything now.
    pub(super) fn can(&self, command: Command) -> bool {
        let in_help = matches!(self.over, Some(Over::Help(_)));
        match command {
            Command::PreviousEvidence | Command::NextEvidence => {
                self.shown.claims.len() > 1 && !in_help
            }
            Command::Open | Command::PreviousArticle | Command::NextArticle | Command::Tour => {
                !self.board.dossier.articles.is_empty()
            }
            Command::NextPhrase | Command::PreviousPhrase => !self.phrases_in_sight().is_empty(),
            Command::Follow => self.phrase_item().is_some(),
            Command::Focus => self.chip().is_some(),
            Command::Unfocus | Command::UnfocusAll => !self.scope.is_whole(),
            Command::Why => !self.board.dossier.articles.is_empty() && !in_help,
            Command::FindNext | Command::FindPrevious => !self.find.hits.is_empty(),
            Command::GoBack => !self.history.back.is_empty(),
            Command::GoForward => !self.history.forward.is_empty(),
            Command::Copy => !self.settings.demo && self.shown_evidence().is_some() && !in_help,
            Command::Suspend => !self.settings.demo,
            Command::Dashboard => self.view.list.is_view(),
            Command::Find => !matches!(self.over, Some(Over::Why(_))),
            _ => true,
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
            Action::Nothing => {
                self.end_tour();
                Effect::Draw
            }
            Action::Resize(width, height) => {
                self.size = Size::new(width, height);
                Effect::Draw
            }
            Action::Mouse(mouse) => self.point(mouse),
            Action::Progress(done, found) => {
                self.loading = Some((done, found));
                Effect::Draw
            }
            Action::Load(board) => {
                self.load(board);
                Effect::Draw
            }
            Action::Wake => {
                self.wake();
                Effect::Draw
            }
        };
        self.settle();
        effect
    }

    pub(super) fn run(&mut self, command: Command) -> Effect {
        self.notice = None;
        let moves = matches!(
            command,
            Command::Up
                | Command::Down
                | Command::PageUp
                | Command::PageDown
                | Command::First
                | Command::Last
        );
        if !moves && self.pace.lags {
            self.show_selected();
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
            Command::Open => self.open(),
            Command::Follow => self.follow(),
            Command::NextPhrase => self.step_phrase(true),
            Command::PreviousPhrase => self.step_phrase(false),
            Command::NextPane => self.step_pane(true),
            Command::PreviousPane => self.step_pane(false),
            Command::Timeline => self.show_pane(Pane::Timeline),
            Command::Participants => self.show_pane(Pane::Participants),
            Command::Figures => self.show_pane(Pane::Figures),
            Command::Agenda => self.show_pane(Pane::Agenda),
            Command::Source => self.show_pane(Pane::Source),
            Command::Dashboard => self.show_pane(self.view.home),
            Command::Articles => self.toggle_view(Pane::Articles),
            Command::Charts => self.toggle_view(Pane::Charts),
            Command::Coverage => self.toggle_view(Pane::Coverage),
            Command::Meetings => self.toggle_view(Pane::Meetings),
            Command::Map => self.toggle_view(Pane::Map),
            Command::Focus => self.toggle_focus(),
            Command::Unfocus => self.narrow(self.scope.chips().len().saturating_sub(1)),
            Command::UnfocusAll => self.narrow(0),
            Command::Why => self.toggle_why(),
            Command::PreviousArticle => self.turn(false),
            Command::NextArticle => self.turn(true),
            Command::GoBack => self.travel(false),
            Command::GoForward => self.travel(true),
            Command::Back => self.back(),
            Command::Find => self.begin_find(),
            Command::FindNext => self.step_hit(true),
            Command::FindPrevious => self.step_hit(false),
            Command::Palette => self.over = Some(Over::Palette(self.palette(String::new()))),
            Command::Accept => return self.accept(),
            Command::Next => self.step_in_prompt(true),
            Command::Previous => self.step_in_prompt(false),
            Command::Erase => self.erase(|line| _ = line.pop()),
            Command::EraseWord => self.erase(boxes::erase_word),
            Command::EraseAll => self.erase(String::clear),
            Command::Cancel => self.cancel(),
            Command::Zoom => self.view.zoom = !self.view.zoom,
            Command::Wider => self.resize_source(5),
            Command::Narrower => self.resize_source(-5),
            Command::Theme => self.theme = Theme::new(self.theme.name.next()),
            Command::Mouse => return self.toggle_mouse(),
            Command::Copy => return self.copy(),
            Command::Tour => self.begin_tour(),
            Command::TourNext => self.step_tour(true),
            Command::TourPrevious => self.step_tour(false),
            Command::Help => self.toggle_help(),
            Command::Redraw => return Effect::Repaint,
            Command::Suspend => return Effect::Suspend,
            Command::Quit | Command::Interrupt => return Effect::Quit,
        }
        Effect::Draw
    }

    /// Goes to a pane of the dashboard, or to a view.
    pub(super) fn show_pane(&mut self, pane: Pane) {
        self.over = None;
        self.view.focus = pane;
        if pane == Pane::Source || pane == self.view.list {
            return;
        }
        self.view.list = pane;
        if pane.is_list() {
            self.view.home = pane;
        }
        if pane.is_list() && pane != Pane::Timeline {
            self.view.lower = pane;
        }
        self.show_selected();
    }

    /// Goes to a view, or back from it.
    fn toggle_view(&mut self, view: Pane) {
        if self.view.list == view {
            self.show_pane(self.view.home);
            return;
        }
        self.remember();
        // The row looked at stays selected where the view has it.
        let item = self.shown.item;
        self.show_pane(view);
        if let Some(item) = item.filter(|item| self.lists.position(view, *item).is_some()) {
            let at = self.shown.at;
            self.select(view, item);
            self.shown.at = at.min(self.shown.claims.len().saturating_sub(1));
            self.show_evidence();
        }
    }

    /// Selects a row of a pane and shows what it says.
    pub(super) fn select(&mut self, pane: Pane, item: Item) {
        if let Some(at) = self.lists.position(pane, item)
            && let Some(cursor) = self.cursor_mut(pane)
        {
            cursor.selected = at;
        }
        self.show_selected();
    }

    /// Goes to the row of an item: in the view that is open, where it is there; else on the dashboard. A row
    /// outside the focus is shown by widening it.
    pub(super) fn go_to(&mut self, item: Item) {
        let pane = if self.lists.position(self.view.list, item).is_some() {
            self.view.list
        } else {
            Pane::of(item)
        };
        if self.lists.position(pane, item).is_none() {
            self.narrow(0);
        }
        self.show_pane(pane);
        self.select(pane, item);
    }

    fn step_pane(&mut self, forward: bool) {
        let panes = if self.view.list.is_view() {
            vec![self.view.list, Pane::Source]
        } else {
            Pane::LISTS.into_iter().chain([Pane::Source]).collect()
        };
        let at = panes
            .iter()
            .position(|pane| *pane == self.view.focus)
            .unwrap_or(0);
        if let Some(pane) = panes.get(step(at, panes.len(), forward)) {
            self.show_pane(*pane);
        }
    }

    fn open(&mut self) {
        self.remember();
        self.view.focus = Pane::Source;
    }

    fn leave_source(&mut self) {
        self.view.focus = self.view.list;
        self.show_evidence();
    }

    fn back(&mut self) {
        if self.over.take().is_some() {
        } else if !self.find.words.is_empty() {
            self.find = Find::default();
        } else if self.view.focus == Pane::Source {
            self.leave_source();
        } else if self.view.zoom {
            self.view.zoom = false;
        } else if self.view.list.is_view() {
            self.show_pane(self.view.home);
        }
    }

    /// Moves the selected row, the lines of the source, or those of a box.
    fn move_by(&mut self, by: isize) {
        if self.over.is_some() {
            self.scroll_box(by);
            return;
        }
        if self.view.focus == Pane::Source {
            self.scroll(by);
            return;
        }
        let pane = self.view.focus;
        let bottom = self.lists.of(pane).len().saturating_sub(1);
        if let Some(cursor) = self.cursor_mut(pane) {
            cursor.selected = cursor.selected.saturating_add_signed(by).min(bottom);
        }
        if self.pace.held {
            self.pace.lags = true;
        } else {
            self.show_selected();
        }
        self.pace.held = true;
    }

    fn wake(&mut self) {
        if self.pace.held {
            self.pace.held = false;
            if self.pace.lags {
                self.show_selected();
            }
        } else {
            self.tour_wake();
        }
    }

    pub(super) fn scroll(&mut self, by: isize) {
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
        let rows = match self.scrolled() {
            Some((.., rows)) => rows,
            None => self.rows_of(self.view.focus),
        };
        isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// The visible rows of a pane.
    pub(super) fn rows_of(&self, pane: Pane) -> usize {
        let layout = Layout::new(self.size, &self.view);
        let area = layout.as_ref().and_then(|layout| layout.area(pane));
        area.map_or(1, |area| super::draw::rows_of(self, area))
    }

    /// Shows the next or previous sentence of the shown row, round and round.
    fn walk(&mut self, forward: bool) {
        self.shown.at = step(self.shown.at, self.shown.claims.len(), forward);
        self.show_evidence();
    }

    /// Shows the next or previous article, round and round.
    fn turn(&mut self, forward: bool) {
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
        let phrases = self.board.claims.phrases(article).iter();
        let phrases = phrases.filter(|phrase| sight.contains(phrase.span));
        phrases.map(|phrase| (phrase.span, phrase.item)).collect()
    }

    /// Goes to the next or previous marked phrase in sight, round and round.
    fn step_phrase(&mut self, forward: bool) {
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
        let phrases = self.board.claims.phrases(self.source.article).iter();
        let mut here = phrases.filter(|known| known.span == phrase);
        here.next().map(|known| known.item)
    }

    /// Goes to the row of the chosen phrase, at the sentence that the phrase stands in.
    fn follow(&mut self) {
        let (Some(item), Some(phrase)) = (self.phrase_item(), self.source.phrase) else {
            return;
        };
        self.remember();
        let article = self.source.article;
        self.go_to(item);
        let holds = |claim| {
            let evidence = self.board.evidence(item, claim);
            evidence.is_some_and(|one| one.article == article && one.span.contains(phrase))
        };
        if let Some(at) = self.shown.claims.iter().position(|claim| holds(*claim)) {
            self.shown.at = at;
            self.show_evidence();
        }
    }

    /// What the screen would be narrowed to: the chosen phrase's row or the article; else the selected row.
    fn chip(&self) -> Option<Chip> {
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

    fn toggle_focus(&mut self) {
        let Some(chip) = self.chip() else {
            return;
        };
        let mut chips = self.scope.chips().to_vec();
        if let Some(at) = chips.iter().position(|known| *known == chip) {
            chips.remove(at);
        } else {
            chips.push(chip);
        }
        self.focus_on(chips);
    }

    /// Keeps the first chips.
    fn narrow(&mut self, kept: usize) {
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
    }

    fn toggle_why(&mut self) {
        self.over = match self.over {
            Some(Over::Why(_)) => None,
            _ => Some(Over::Why(0)),
        };
    }

    fn toggle_help(&mut self) {
        self.over = match self.over {
            Some(Over::Help(_)) => None,
            _ => Some(Over::Help(Help::default())),
        };
    }

    fn resize_source(&mut self, by: i16) {
        /// The least and the most of a wide screen that the source may have, in per cent.
        const SHARE: (u16, u16) = (25, 75);
        let share = self
            .view
            .source
            .unwrap_or(super::layout::SOURCE)
            .saturating_add_signed(by);
        self.view.source = Some(share.clamp(SHARE.0, SHARE.1));
    }

    fn toggle_mouse(&mut self) -> Effect {
        self.mouse = !self.mouse;
        self.notice = Some(if self.mouse {
            "the mouse is listened to; most terminals select text with Shift held".to_owned()
        } else {
            "the mouse is the terminal’s again".to_owned()
        });
        Effect::Mouse(self.mouse)
    }

    /// Hands out the shown sentence with its source.
    fn copy(&mut self) -> Effect {
        let Some(evidence) = self.shown_evidence() else {
            return Effect::Draw;
        };
        self.notice = Some("sent to the terminal, which may put it on the clipboard".to_owned());
        Effect::Copy(self.board.quotation(&evidence))
    }

    fn begin_find(&mut self) {
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

    fn type_in(&mut self, text: &str) {
        if let Some(line) = self.line() {
            boxes::type_in(line, text);
            self.typed();
        }
    }

    fn erase(&mut self, how: impl Fn(&mut String)) {
        if let Some(line) = self.line() {
            how(line);
            self.typed();
        }
    }

    /// Looks for what is typed.
    fn typed(&mut self) {
        match &mut self.over {
            Some(Over::Help(help)) => help.top = 0,
            Some(Over::Palette(palette)) => {
                let words = std::mem::take(&mut palette.words);
                self.over = Some(Over::Palette(self.palette(words)));
            }
            _ => self.search(),
        }
    }

    fn palette(&self, words: String) -> Palette {
        Palette {
            choices: self.choose(&words),
            words,
            selected: 0,
        }
    }

    /// Takes what is typed.
    fn accept(&mut self) -> Effect {
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

    fn step_in_prompt(&mut self, forward: bool) {
        match &mut self.over {
            Some(Over::Palette(palette)) => {
                palette.selected = step(palette.selected, palette.choices.len(), forward);
            }
            Some(_) => self.scroll_box(if forward { 1 } else { -1 }),
            None => self.step_hit(forward),
        }
    }

    fn cancel(&mut self) {
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
    fn search(&mut self) {
        self.find.hits = self.board.find(&self.find.words, &self.scope);
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

    fn return_to_origin(&mut self) {
        if let Some(origin) = self.find.origin.clone() {
            self.return_to(&origin);
        }
    }
}

/// The index before or after, round and round.
pub(super) const fn step(index: usize, count: usize, forward: bool) -> usize {
    if count == 0 {
        return 0;
    }
    let by = if forward { 1 } else { count - 1 };
    (index % count + by) % count
}
