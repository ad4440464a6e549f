//! The lists, only their visible rows: timeline, participants, figures, agenda, places, articles.

use ratatui::layout::Rect;

use super::line::Line;
use super::paint::Painter;
use crate::app::board::Row;
use crate::app::item::Item;
use crate::app::pane::Pane;
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// Draws the rows of a pane into a place.
pub fn draw(painter: &mut Painter<'_>, pane: Pane, place: Rect) {
    let mut above: Option<Row> = None;
    each(painter, pane, place, |mut line, item, row| {
        match item {
            Item::Event(_) => line.event(item, &row, above.as_ref()),
            Item::Person(_) => line.person(item, &row),
            Item::Figure(_) => line.figure(item, &row),
            Item::Theme(_) => line.theme(item, &row),
            Item::Place(_) => line.place(item, &row),
            Item::Article(index) => line.article(index, &row),
            Item::Problem(_) => line.problem(&row),
        }
        above = Some(row);
    });
}

/// Draws each visible row of a pane, or that there is none.
pub fn each<'a>(
    painter: &mut Painter<'a>,
    pane: Pane,
    place: Rect,
    mut draw: impl FnMut(Line<'_, 'a>, Item, Row),
) {
    let app = painter.app;
    let rows = app.lists.of(pane);
    if rows.is_empty() {
        let Rect { x, y, width, .. } = place;
        let style = painter.style(Role::Dim);
        painter.put(
            x + 1,
            y,
            usize::from(width) - 1,
            &nothing(painter, pane),
            style,
        );
        return;
    }
    let visible = rows.iter().enumerate().skip(app.cursor(pane).top);
    for (place, (index, item)) in place.rows().zip(visible) {
        let line = Line::new(painter, pane, place, index, *item);
        draw(line, *item, app.board.row(*item));
    }
}

/// What an empty pane says.
fn nothing(painter: &Painter<'_>, pane: Pane) -> String {
    let what = match pane {
        Pane::Timeline => "no events",
        Pane::Participants => "no participants",
        Pane::Figures | Pane::Charts => "no figures",
        Pane::Agenda => "no themes",
        Pane::Meetings => "no meetings",
        Pane::Map => "no places",
        Pane::Articles => "no articles",
        Pane::Coverage | Pane::Source => "nothing",
    };
    let app = painter.app;
    if app.loading.is_some() {
        "reading …".to_owned()
    } else if app.scope.is_whole() {
        format!("{what} found")
    } else {
        format!("{what} in this focus")
    }
}

impl Line<'_, '_> {
    fn event(&mut self, item: Item, row: &Row, above: Option<&Row>) {
        self.ends(item, row);
        self.dates(row, above);
        let role = match row.sign {
            Some(Symbol::Background) => Role::Dim,
            _ => Role::Text,
        };
        self.put(self.room(), &row.title, role);
    }

    fn person(&mut self, item: Item, row: &Row) {
        self.ends(item, row);
        let [country, name, office, _] = &row.words;
        self.put(2, country, Role::Label);
        self.skip(1);
        self.sign(row.sign, Role::Key);
        self.skip(1);
        let [_, widest, offices, _] = self.widths(Pane::Participants);
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

    fn figure(&mut self, item: Item, row: &Row) {
        self.ends(item, row);
        let [amount, measure, period, _] = &row.words;
        let [amounts, measures, periods, _] = self.widths(Pane::Figures);
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

    fn theme(&mut self, item: Item, row: &Row) {
        let app = self.painter.app;
        let [theme, label, ..] = &row.words;
        let [themes, ..] = self.widths(Pane::Agenda);
        let sources = |item: Item| app.lists.reports(item);
        let most = app
            .lists
            .of(Pane::Agenda)
            .iter()
            .map(|item| sources(*item))
            .max()
            .unwrap_or(1)
            .max(1);
        let reports = sources(item);
        self.put(themes.max(8), theme, Role::Text);
        self.skip(2);
        let longest = most.clamp(1, 8);
        let length = (reports * longest).div_ceil(most).min(longest);
        let bar = self.painter.symbol(Symbol::Bar).repeat(length);
        self.put(longest, &bar, Role::Report);
        let reports = reports.to_string();
        self.put_right(1 + reports.len().max(2), &reports, Role::Dim);
        self.skip(2);
        self.put(self.room(), label, Role::Dim);
    }

    /// Code or name on the map, name, who comes from there.
    fn place(&mut self, item: Item, row: &Row) {
        self.ends(item, row);
        let [label, name, people, events] = &row.words;
        let [_, names, _, counts] = self.widths(Pane::Map);
        let code = if label.len() == 2 { label } else { "" };
        self.put(2, code, Role::Label);
        self.skip(1);
        self.put(names.min(24), name, Role::Text);
        self.skip(2);
        if counts > 0 && self.room() > counts + 12 {
            self.put_at_end(counts, events, Role::Dim);
            self.gap_at_end();
        }
        self.put(self.room(), people, Role::Dim);
    }

    /// Id, date and how it is known, words, outlet, title.
    fn article(&mut self, index: usize, row: &Row) {
        let [id, date, outlet, language] = &row.words;
        let [ids, dates, outlets, languages] = self.widths(Pane::Articles);
        self.put(ids, id, Role::Label);
        self.skip(1);
        self.sign(row.how, Role::Dim);
        self.put(dates.min(28), date, Role::Label);
        self.skip(1);
        let words = self.painter.app.board.words(index);
        self.put_right(6, &words.to_string(), Role::Dim);
        self.skip(2);
        if languages > 0 && self.room() > 60 {
            self.put_at_end(languages, language, Role::Differ);
            self.gap_at_end();
        }
        if outlets > 0 && self.room() > 30 {
            self.put(outlets.min(18), outlet, Role::Dim);
            self.skip(2);
        }
        self.put(self.room(), &row.title, Role::Text);
    }

    /// A file that could not be read, and why.
    fn problem(&mut self, row: &Row) {
        self.sign(row.sign, Role::Differ);
        self.skip(1);
        let file = self
            .painter
            .charset()
            .width(&row.title)
            .min(self.room() / 2);
        self.put(file, &row.title, Role::Text);
        self.skip(2);
        self.put(self.room(), &row.facts, Role::Dim);
    }

    fn widths(&self, pane: Pane) -> [usize; 4] {
        let app = self.painter.app;
        app.board.columns(app.settings.charset).words(pane)
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
