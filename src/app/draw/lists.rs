//! The four lists, only their visible rows: timeline, participants, figures, agenda.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Painter;
use crate::app::board::Row;
use crate::app::columns::DOTS;
use crate::app::layout::Area;
use crate::app::pane::Pane;
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// Draws a list into its pane.
pub fn draw(painter: &mut Painter<'_>, area: &Area) {
    let app = painter.app;
    let rows = app.board.rows(area.pane);
    let cursor = app.cursor(area.pane);
    if rows.is_empty() {
        let Rect { x, y, width, .. } = area.inner;
        let nothing = match area.pane {
            Pane::Timeline => "no events found",
            Pane::Participants => "no participants found",
            Pane::Figures => "no figures found",
            _ => "no themes found",
        };
        painter.put(
            x + 1,
            y,
            usize::from(width) - 1,
            nothing,
            painter.style(Role::Dim),
        );
        return;
    }
    let mut above: Option<&Row> = None;
    for (place, (index, row)) in area
        .inner
        .rows()
        .zip(rows.iter().enumerate().skip(cursor.top))
    {
        let selected = index == cursor.selected;
        let mut line = Line::new(painter, area.pane, place, selected);
        match area.pane {
            Pane::Timeline => line.event(row, above),
            Pane::Participants => line.person(row),
            Pane::Figures => line.figure(row),
            _ => line.theme(row),
        }
        above = Some(row);
    }
}

/// One row while it is drawn, from both ends to the middle.
struct Line<'p, 'a> {
    painter: &'p mut Painter<'a>,
    pane: Pane,
    y: u16,
    left: u16,
    right: u16,
    /// The style of the whole row, where it is selected.
    over: Option<Style>,
}

impl<'p, 'a> Line<'p, 'a> {
    fn new(painter: &'p mut Painter<'a>, pane: Pane, place: Rect, selected: bool) -> Self {
        let view = painter.app.view;
        let role = match (selected && pane == view.list, pane == view.focus) {
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
            pane,
            y: place.y,
            left: place.x,
            right: place.right().saturating_sub(1),
            over,
        };
        let marker = if selected {
            line.painter.symbol(Symbol::Selected)
        } else {
            " "
        };
        line.put(1, marker, Role::Dim);
        line
    }

    fn style(&self, role: Role) -> Style {
        self.over.unwrap_or_else(|| self.painter.style(role))
    }

    fn room(&self) -> usize {
        usize::from(self.right.saturating_sub(self.left))
    }

    /// Puts words into a column of that width at the left.
    fn put(&mut self, width: usize, text: &str, role: Role) {
        let width = width.min(self.room());
        let style = self.style(role);
        self.painter.words_at(self.left, self.y, width, text, style);
        self.skip(width);
    }

    /// Puts words at the right end of a column of that width at the left.
    fn put_right(&mut self, width: usize, text: &str, role: Role) {
        let width = width.min(self.room());
        let shown = self.painter.charset().cut(text, width).into_owned();
        self.skip(width - self.painter.charset().width(&shown).min(width));
        self.put(self.painter.charset().width(&shown), &shown, role);
    }

    fn skip(&mut self, columns: usize) {
        let columns = u16::try_from(columns.min(self.room())).unwrap_or(0);
        self.left = self.left.saturating_add(columns);
    }

    /// Puts words into a column of that width at the right end.
    fn put_at_end(&mut self, width: usize, text: &str, role: Role) {
        let style = self.style(role);
        let width = u16::try_from(width.min(self.room())).unwrap_or(0);
        self.right = self.right.saturating_sub(width);
        self.painter
            .words_at(self.right, self.y, usize::from(width), text, style);
    }

    fn sign(&mut self, symbol: Option<Symbol>, role: Role) {
        let sign = symbol.map_or(" ", |symbol| self.painter.symbol(symbol));
        self.put(1, sign, role);
    }

    /// The end of every row: what the comparison says, and a dot for each article.
    fn ends(&mut self, row: &Row) {
        let dot = self.painter.symbol(Symbol::Report);
        let dots = match row.reports {
            few @ 0..=DOTS => dot.repeat(few),
            many => format!("{dot}{many}"),
        };
        self.put_at_end(
            self.painter.app.columns.reports(self.pane),
            &dots,
            Role::Report,
        );
        self.right = self.right.saturating_sub(1);
        if !self.painter.app.columns.has_verdicts(self.pane) {
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
        self.right = self.right.saturating_sub(1);
    }

    fn event(&mut self, row: &Row, above: Option<&Row>) {
        self.ends(row);
        let [year, day, title] = &row.words;
        let same_year = above.is_some_and(|above| above.words[0] == *year);
        let same_day = same_year && above.is_some_and(|above| above.words[1] == *day);
        let short = self.room() < 56;
        let days = self.painter.app.columns.days(short);
        let start = self.left;
        if !same_year {
            self.put(7, year, Role::Label);
        }
        self.left = start;
        self.skip(5);
        if same_day {
            self.skip(days);
        } else {
            let day = if short { without_weekday(day) } else { day };
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
        let role = match row.sign {
            Some(Symbol::Background) => Role::Dim,
            _ => Role::Text,
        };
        self.put(self.room(), title, role);
    }

    fn person(&mut self, row: &Row) {
        self.ends(row);
        let [country, name, office] = &row.words;
        self.put(2, country, Role::Label);
        self.skip(1);
        self.sign(row.sign, Role::Key);
        self.skip(1);
        let [_, widest, offices] = self.painter.app.columns.words(self.pane);
        let room = self.room();
        // The office stands in a column of its own only where most of it can be read.
        let names = if room >= widest + 2 + offices.min(14) {
            widest
        } else if room >= 44 {
            room * 3 / 5
        } else {
            room
        };
        let role = match row.sign {
            Some(Symbol::Absent | Symbol::Mentioned) => Role::Dim,
            _ => Role::Text,
        };
        self.put(names, name, role);
        self.skip(2);
        self.put(self.room(), office, Role::Dim);
    }

    fn figure(&mut self, row: &Row) {
        self.ends(row);
        let [amount, measure, period] = &row.words;
        let [amounts, measures, periods] = self.painter.app.columns.words(self.pane);
        let amounts = amounts.min((self.room() * 9 / 20).max(16));
        self.sign(row.how, Role::Key);
        // The widest sign is two columns in ASCII.
        let width = self
            .painter
            .charset()
            .width(self.painter.symbol(Symbol::AtLeast));
        let sign = row.sign.map_or("", |sign| self.painter.symbol(sign));
        self.put_right(width, sign, Role::Key);
        self.put(amounts, amount, Role::Text);
        self.skip(2);
        let periods = periods.min(self.room().saturating_sub(measures.min(18) + 2));
        if periods >= 4 {
            self.put_at_end(periods, period, Role::Dim);
            self.right = self.right.saturating_sub(2);
        }
        self.put(self.room(), measure, Role::Dim);
    }

    fn theme(&mut self, row: &Row) {
        let [theme, _, label] = &row.words;
        let [themes, ..] = self.painter.app.columns.words(self.pane);
        let most = self
            .painter
            .app
            .board
            .rows(self.pane)
            .first()
            .map_or(1, |row| row.reports);
        self.put(themes.max(8), theme, Role::Text);
        self.skip(2);
        let longest = most.clamp(1, 8);
        let length = (row.reports * longest).div_ceil(most.max(1)).min(longest);
        let bar = self.painter.symbol(Symbol::Bar).repeat(length);
        self.put(longest, &bar, Role::Report);
        self.put_right(
            1 + row.reports.to_string().len().max(2),
            &row.reports.to_string(),
            Role::Dim,
        );
        self.skip(2);
        self.put(self.room(), label, Role::Dim);
    }
}

/// "6 Jun" of "Thu  6 Jun".
pub fn without_weekday(day: &str) -> &str {
    const WEEKDAYS: [&str; 7] = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "];
    let rest = WEEKDAYS
        .iter()
        .find_map(|weekday| day.strip_prefix(weekday));
    rest.map_or(day, str::trim_start)
}
