//! One row of a list while it is drawn, from both ends to the middle.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Painter;
use crate::app::board::Row;
use crate::app::columns::DOTS;
use crate::app::item::Item;
use crate::app::pane::Pane;
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// One row while it is drawn.
pub struct Line<'p, 'a> {
    /// The brush.
    pub painter: &'p mut Painter<'a>,
    /// Its row of the screen.
    pub y: u16,
    /// The first column that is free.
    pub left: u16,
    /// The column after the last one that is free.
    pub right: u16,
    /// The style of the whole row, where it is selected.
    over: Option<Style>,
}

impl<'p, 'a> Line<'p, 'a> {
    /// A row at a place; what is drawn of it already is the sign of the selected or of a new row.
    pub fn new(
        painter: &'p mut Painter<'a>,
        pane: Pane,
        place: Rect,
        index: usize,
        item: Item,
    ) -> Self {
        let app = painter.app;
        let selected = index == app.cursor(pane).selected;
        let role = match (selected && pane == app.view.list, pane == app.view.focus) {
            (true, true) => Some(Role::Selected),
            (true, false) => Some(Role::SelectedIdle),
            _ => None,
        };
        if let Some(role) = role {
            painter.fill(place, role);
        }
        let over = role.map(|role| painter.style(role));
        let mut line = Self {
            painter,
            y: place.y,
            left: place.x,
            right: place.right().saturating_sub(1),
            over,
        };
        let (marker, role) = match (selected, app.news.contains(&item)) {
            (true, _) => (line.painter.symbol(Symbol::Selected), Role::Dim),
            (false, true) => (line.painter.symbol(Symbol::New), Role::Key),
            (false, false) => (" ", Role::Dim),
        };
        line.put(1, marker, role);
        line
    }

    /// The style of a role, unless the whole row has one.
    pub fn style(&self, role: Role) -> Style {
        self.over.unwrap_or_else(|| self.painter.style(role))
    }

    /// The free columns.
    pub fn room(&self) -> usize {
        usize::from(self.right.saturating_sub(self.left))
    }

    /// Puts words into a column of that width at the left.
    pub fn put(&mut self, width: usize, text: &str, role: Role) {
        let width = width.min(self.room());
        let style = self.style(role);
        self.painter.words_at(self.left, self.y, width, text, style);
        self.skip(width);
    }

    /// Puts words at the right end of a column of that width at the left.
    pub fn put_right(&mut self, width: usize, text: &str, role: Role) {
        let width = width.min(self.room());
        let shown = self.painter.charset().cut(text, width).into_owned();
        self.skip(width - self.painter.charset().width(&shown).min(width));
        self.put(self.painter.charset().width(&shown), &shown, role);
    }

    /// Leaves columns free at the left.
    pub fn skip(&mut self, columns: usize) {
        let columns = u16::try_from(columns.min(self.room())).unwrap_or(0);
        self.left = self.left.saturating_add(columns);
    }

    /// Puts words into a column of that width at the right end.
    pub fn put_at_end(&mut self, width: usize, text: &str, role: Role) {
        let style = self.style(role);
        let width = u16::try_from(width.min(self.room())).unwrap_or(0);
        self.right = self.right.saturating_sub(width);
        self.painter
            .words_at(self.right, self.y, usize::from(width), text, style);
    }

    /// Leaves a column free at the right end.
    pub fn gap_at_end(&mut self) {
        self.right = self.right.saturating_sub(1).max(self.left);
    }

    /// Puts a sign, or leaves its column free.
    pub fn sign(&mut self, symbol: Option<Symbol>, role: Role) {
        let sign = symbol.map_or(" ", |symbol| self.painter.symbol(symbol));
        self.put(1, sign, role);
    }

    /// The end of a row: what the comparison says, and a dot for each source within the scope.
    pub fn ends(&mut self, item: Item, row: &Row) {
        let app = self.painter.app;
        let columns = app.board.columns(app.settings.charset);
        let list = Pane::of(item);
        let dot = self.painter.symbol(Symbol::Report);
        let dots = match app.lists.reports(item) {
            few @ 0..=DOTS => dot.repeat(few),
            many => format!("{dot}{many}"),
        };
        self.put_at_end(columns.reports(list), &dots, Role::Report);
        self.gap_at_end();
        if !columns.has_verdicts(list) {
            return;
        }
        let role = match row.verdict {
            Some(Symbol::Differ) => Role::Differ,
            Some(Symbol::Agree) => Role::Agree,
            _ => Role::Dim,
        };
        let sign = row
            .verdict
            .map_or(" ", |verdict| self.painter.symbol(verdict));
        self.put_at_end(1, sign, role);
        self.gap_at_end();
    }

    /// Year and day of an event, each only where it is not the one above; then how they are known and what
    /// the event is.
    pub fn dates(&mut self, row: &Row, above: Option<&Row>) {
        let app = self.painter.app;
        let [year, day, ..] = &row.words;
        let [same_year, same_day] = match above.map(|above| &above.words) {
            Some([year_above, day_above, ..]) => {
                [year_above == year, year_above == year && day_above == day]
            }
            None => [false, false],
        };
        let short = self.room() < 56;
        let days = app.board.columns(app.settings.charset).days(short);
        let start = self.left;
        if !same_year {
            self.put(7, year, Role::Label);
        }
        self.left = start;
        self.skip(5);
        if same_day {
            self.skip(days);
        } else {
            let day = if short {
                super::lists::without_weekday(day)
            } else {
                day
            };
            self.put_right(days, day, Role::Label);
        }
        self.skip(1);
        self.sign(row.how, Role::Dim);
        self.skip(1);
        let role = match row.sign {
            Some(Symbol::Background) => Role::Dim,
            _ => Role::Key,
        };
        self.sign(row.sign, role);
        self.skip(1);
    }
}
