//! Actions in, the state changed. What a key means is looked up in the command table; what it does
//! is here.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use super::board::Board;
use super::boxes::{self, Over};
use super::commands::{Command, Place};
use super::keys::Key;
use super::mouse::Mouse;
use super::pane::Pane;
use super::state::{Access, App};
use super::theme::Theme;

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
    /// The articles before anybody knows what they say: they can be read and searched.
    Preview(Arc<Board>),
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
            Command::NextDifference => self.board.differ().next().is_some(),
            Command::Unfocus | Command::UnfocusAll => !self.scope.is_whole(),
            Command::Why => !self.board.dossier.articles.is_empty() && !in_help,
            Command::FindNext | Command::FindPrevious => !self.find.hits.is_empty(),
            Command::GoBack => !self.history.back.is_empty(),
            Command::GoForward => !self.history.forward.is_empty(),
            Command::Copy => {
                self.settings.access == Access::Owner && self.shown_evidence().is_some() && !in_help
            }
            Command::Suspend => self.settings.access == Access::Owner,
            Command::Dashboard => self.view.list.is_view(),
            Command::Back => {
                self.over.is_some()
                    || !self.find.words.is_empty()
                    || self.view.focus == Pane::Source
                    || self.view.zoom
                    || self.view.list.is_view()
            }
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
            Action::Preview(board) => {
                let loading = self.loading;
                self.load(board);
                self.loading = loading;
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
            Command::NextDifference => self.next_difference(),
            Command::PreviousArticle => self.turn(false),
            Command::NextArticle => self.turn(true),
            Command::GoBack => self.travel(false),
            Command::GoForward => self.travel(true),
            Command::Back => self.back(),
            Command::Find => self.begin_find(),
            Command::FindNext => self.step_hit(true),
            Command::FindPrevious => self.step_hit(false),
            Command::Palette => self.over = Some(Over::Palette(self.palette(String::new(), None))),
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
            Command::Theme => {
                self.theme = Theme::new(self.theme.name.next());
                self.notice = Some(format!("colours: {}", self.theme.name.name()));
            }
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
}

/// The index before or after, round and round.
pub(super) const fn step(index: usize, count: usize, forward: bool) -> usize {
    if count == 0 {
        return 0;
    }
    let by = if forward { 1 } else { count - 1 };
    (index % count + by) % count
}
