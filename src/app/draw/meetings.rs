//! Meetings: who met whom and when, and under it in how many of these events two are named together.

use ratatui::layout::Rect;
use rustc_hash::FxHashMap;

use super::lists;
use super::paint::Painter;
use crate::annotating::people::family_name;
use crate::app::board::Row;
use crate::app::item::Item;
use crate::app::pane::Pane;
use crate::app::state::App;
use crate::app::symbols::Symbol;
use crate::app::theme::Role;
use crate::dossier::Named;

/// The rows of a pane from which on there is room for the table.
const TALL: u16 = 20;

/// Columns for a name at the side of the table.
const NAME: usize = 14;

/// The part of the pane that the list stands in; what is left over is the table's.
pub fn list_of(inner: Rect, rows: u16) -> Rect {
    let most = if inner.height >= TALL {
        inner.height * 3 / 5
    } else {
        inner.height
    };
    Rect {
        height: rows.max(1).min(most),
        ..inner
    }
}

/// Draws the list and the table.
pub fn draw(painter: &mut Painter<'_>, inner: Rect, list: Rect) {
    let app = painter.app;
    let mut above: Option<Row> = None;
    lists::each(painter, Pane::Meetings, list, |mut line, item, row| {
        line.ends(item, &row);
        line.dates(&row, above.as_ref());
        let people = people_of(app, item);
        let names: Vec<String> = people.iter().map(|person| marked(app, *person)).collect();
        let names = names.join(", ");
        let room = line.room();
        line.put(
            line.painter.charset().width(&names).min(names_room(room)),
            &names,
            Role::Text,
        );
        line.skip(2);
        line.put(line.room(), &row.title, Role::Dim);
        above = Some(row);
    });
    if inner.bottom() > list.bottom() + 3 && !app.lists.of(Pane::Meetings).is_empty() {
        draw_table(
            painter,
            Rect {
                y: list.bottom(),
                height: inner.bottom() - list.bottom(),
                ..inner
            },
        );
    }
}

/// The columns for the names: where there is little room the title is left to the line below the panes.
const fn names_room(room: usize) -> usize {
    if room < 30 { room } else { room / 2 }
}

/// In how many events two people are named together; those of the selected one stand out.
fn draw_table(painter: &mut Painter<'_>, place: Rect) {
    let app = painter.app;
    let meetings = app.lists.of(Pane::Meetings);
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for person in meetings.iter().flat_map(|item| people_of(app, *item)) {
        *counts.entry(*person).or_default() += 1;
    }
    let mut people: Vec<usize> = counts.keys().copied().collect();
    people.sort_by_key(|person| (std::cmp::Reverse(counts.get(person)), *person));
    let columns = (usize::from(place.width).saturating_sub(NAME + 3)) / 4;
    let rows = usize::from(place.height).saturating_sub(2);
    let everybody = people.len();
    people.truncate(rows.min(columns));
    let many = if people.len() < everybody {
        format!(", {} of {everybody} people", people.len())
    } else {
        String::new()
    };
    let heading = format!("named together, in so many of these events{many}");
    painter.words_at(
        place.x + 1,
        place.y,
        usize::from(place.width - 2),
        &heading,
        painter.style(Role::Dim),
    );
    let mut together: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for item in meetings {
        let here: Vec<usize> = people_of(app, *item)
            .iter()
            .copied()
            .filter(|one| people.contains(one))
            .collect();
        for one in &here {
            for other in &here {
                *together.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let selected = app
        .selected_in(Pane::Meetings)
        .map(|item| people_of(app, item))
        .unwrap_or_default();
    let column = |index: usize| {
        let at = NAME + 2 + 4 * index;
        place
            .x
            .saturating_add(u16::try_from(at).unwrap_or(u16::MAX))
    };
    for (index, person) in people.iter().enumerate() {
        let role = if selected.contains(person) {
            Role::Key
        } else {
            Role::Label
        };
        painter.put(
            column(index),
            place.y + 1,
            3,
            &surname(app, *person).chars().take(3).collect::<String>(),
            painter.style(role),
        );
    }
    for (y, person) in (place.y + 2..place.bottom()).zip(&people) {
        let role = if selected.contains(person) {
            Role::Key
        } else {
            Role::Text
        };
        painter.words_at(
            place.x + 1,
            y,
            NAME,
            surname(app, *person),
            painter.style(role),
        );
        for (index, other) in people.iter().enumerate() {
            let count = together
                .get(&(*person, *other))
                .copied()
                .unwrap_or_default();
            let (text, role) = match count {
                _ if person == other => {
                    (painter.symbol(Symbol::Separator).to_owned(), Role::Border)
                }
                0 => (" ".to_owned(), Role::Border),
                count if selected.contains(person) && selected.contains(other) => {
                    (count.to_string(), Role::Key)
                }
                count => (count.to_string(), Role::Report),
            };
            painter.put(column(index), y, 3, &text, painter.style(role));
        }
    }
}

fn people_of(app: &App, item: Item) -> &[usize] {
    match item {
        Item::Event(index) => app.board.people.get(index).map_or(&[], Vec::as_slice),
        _ => &[],
    }
}

/// The surname, after the sign of somebody who is implied.
fn marked(app: &App, person: usize) -> String {
    let named = app
        .board
        .dossier
        .participants
        .get(person)
        .map(|person| person.named);
    let sign = match named {
        Some(Named::Implied) => app.settings.charset.symbol(Symbol::Implied),
        _ => "",
    };
    format!("{sign}{}", surname(app, person))
}

fn surname(app: &App, person: usize) -> &str {
    let person = app.board.dossier.participants.get(person);
    person.map_or("", |person| {
        family_name(&person.name, person.country.as_deref())
    })
}
