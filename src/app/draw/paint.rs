//! The brush: words put on the screen safely, cut by display width, hits marked.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::find::Folded;
use crate::app::state::App;
use crate::app::symbols::Symbol;
use crate::app::text::Charset;
use crate::app::theme::Role;

/// Puts words into a buffer. Whatever is put is clipped to the buffer.
pub struct Painter<'a> {
    /// The state that is drawn.
    pub app: &'a App,
    buffer: &'a mut Buffer,
    /// The words searched for.
    words: Folded,
}

impl<'a> Painter<'a> {
    /// A brush for a frame.
    pub fn new(app: &'a App, buffer: &'a mut Buffer) -> Self {
        Self {
            app,
            buffer,
            words: Folded::new(&app.find.words),
        }
    }

    /// The whole screen.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.app.theme.style(role)
    }

    /// The characters that can be shown.
    pub fn charset(&self) -> Charset {
        self.app.settings.charset
    }

    /// A sign.
    pub fn symbol(&self, symbol: Symbol) -> &'static str {
        self.charset().symbol(symbol)
    }

    /// What has been put on the screen, to be drawn into by somebody else's brush.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// The words searched for.
    pub fn words(&self) -> &Folded {
        &self.words
    }

    /// Clears a place to a role's style.
    pub fn fill(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        let area = area.intersection(self.buffer.area);
        for y in area.rows().map(|row| row.y) {
            // Half of a wide character would reach into the place.
            let before = area
                .x
                .checked_sub(1)
                .and_then(|x| self.buffer.cell_mut((x, y)));
            if let Some(cell) = before.filter(|cell| cell.cell_width() > 1) {
                cell.set_symbol(" ");
            }
        }
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Puts text, cut off at `max` columns; gives the column after it.
    pub fn put(&mut self, x: u16, y: u16, max: usize, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if x >= area.right() || y >= area.bottom() || x < area.x || y < area.y {
            return x;
        }
        let shown = self.charset().show(text);
        // Nothing of what was there before shines through.
        let style = Style::reset().patch(style);
        self.buffer.set_stringn(x, y, &shown, max, style).0
    }

    /// Puts what was typed behind a sign: of what does not fit, the end; gives the column after it.
    pub fn typed(
        &mut self,
        x: u16,
        y: u16,
        max: usize,
        (sign, words): (char, &str),
        style: Style,
    ) -> u16 {
        let charset = self.charset();
        let ends = words.char_indices().filter_map(|(at, _)| words.get(at..));
        let fits = |end: &&str| charset.width(end) < max;
        let end = ends.into_iter().find(fits).unwrap_or_default();
        self.put(x, y, max, &format!("{sign}{end}"), style)
    }

    /// Puts text, cut with an ellipsis where it is wider than `max`, and marks the hits in it;
    /// gives the column after it.
    pub fn words_at(&mut self, x: u16, y: u16, max: usize, text: &str, style: Style) -> u16 {
        let charset = self.charset();
        let cut = charset.cut(text, max);
        let end = self.put(x, y, max, &cut, style);
        if !self.words.is_empty() {
            let hit = self.style(Role::Hit);
            for span in Folded::new(&cut).find(&self.words) {
                let before = cut
                    .get(..span.start)
                    .map_or(0, |before| charset.width(before));
                let at = x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX));
                let room = usize::from(end.saturating_sub(at));
                self.put(at, y, room, span.of(&cut), hit);
            }
        }
        end
    }

    /// Puts text so that it ends before the column `right`, cut at `max` columns; gives the column
    /// where it begins.
    pub fn put_right(&mut self, right: u16, y: u16, max: usize, text: &str, style: Style) -> u16 {
        let cut = self.charset().cut(text, max).into_owned();
        let width = u16::try_from(self.charset().width(&cut)).unwrap_or(u16::MAX);
        let x = right.saturating_sub(width);
        self.put(x, y, usize::from(width), &cut, style);
        x
    }
}
