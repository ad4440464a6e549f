//! What lies over the panes: the help, the reasons, the palette.

use super::palette::Palette;
use super::state::App;

/// A box over the panes.
#[derive(Clone, Debug)]
pub(super) enum Over {
    Help(Help),
    /// The reasons for the shown row, the first visible line of them.
    Why(usize),
    Palette(Palette),
}

/// The help.
#[derive(Clone, Debug, Default)]
pub(super) struct Help {
    /// The first visible line.
    pub top: usize,
    /// Whether words are being typed.
    pub typing: bool,
    /// Only lines that hold these words are shown.
    pub words: String,
}

/// The most characters that can be typed into a line.
const LONGEST: usize = 200;

/// Adds text to a line that words are typed into.
pub(super) fn type_in(line: &mut String, text: &str) {
    let room = LONGEST.saturating_sub(line.chars().count());
    let text = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    line.extend(text.filter(|c| !c.is_control()).take(room));
}

/// Erases the last word of a line.
pub(super) fn erase_word(line: &mut String) {
    let kept = line.trim_end().rfind(' ').map_or(0, |at| at + 1);
    line.truncate(kept);
}

impl App {
    /// The line that words are being typed into.
    pub(super) fn line(&mut self) -> Option<&mut String> {
        match &mut self.over {
            Some(Over::Help(help)) if help.typing => Some(&mut help.words),
            Some(Over::Palette(palette)) => Some(&mut palette.words),
            _ => self.find.typing.then_some(&mut self.find.words),
        }
    }

    /// Whether words are being typed.
    pub(super) fn is_typing(&self) -> bool {
        match &self.over {
            Some(Over::Help(help)) => help.typing,
            Some(Over::Palette(_)) => true,
            Some(Over::Why(_)) => false,
            None => self.find.typing,
        }
    }

    /// The first visible line of the open help or reasons, and how many lines there are and how many are
    /// visible.
    pub(super) fn scrolled(&self) -> Option<(usize, usize, usize)> {
        let rows = super::draw::boxes::rows(self);
        match &self.over {
            Some(Over::Help(help)) => Some((help.top, super::draw::help::height(self), rows)),
            Some(Over::Why(top)) => Some((*top, super::draw::why::height(self), rows)),
            _ => None,
        }
    }

    /// Scrolls the open help or reasons.
    pub(super) fn scroll_box(&mut self, by: isize) {
        let Some((top, height, rows)) = self.scrolled() else {
            return;
        };
        let moved = top
            .saturating_add_signed(by)
            .min(height.saturating_sub(rows));
        match &mut self.over {
            Some(Over::Help(help)) => help.top = moved,
            Some(Over::Why(top)) => *top = moved,
            _ => {}
        }
    }
}
