//! Coverage: a row for every item, a column for every article; who reports what, and who leaves it out.

use ratatui::layout::Rect;

use super::lists;
use super::paint::Painter;
use crate::app::board::{Role as ClaimRole, Row};
use crate::app::item::Item;
use crate::app::layout::Area;
use crate::app::pane::Pane;
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// The least columns that the words of a row keep.
const WORDS: usize = 24;

/// The part of the pane that its rows stand in: all but the head.
pub fn list_of(inner: Rect) -> Rect {
    Rect {
        y: inner.y.saturating_add(1),
        height: inner.height.saturating_sub(1),
        ..inner
    }
}

/// Draws the table.
pub fn draw(painter: &mut Painter<'_>, area: &Area) {
    let app = painter.app;
    let articles: Vec<usize> = app
        .lists
        .of(Pane::Articles)
        .iter()
        .filter_map(article)
        .collect();
    let id = |article: &usize| {
        app.board
            .dossier
            .articles
            .get(*article)
            .map_or("", |dated| &*dated.id)
    };
    let width = articles
        .iter()
        .map(|article| id(article).len())
        .max()
        .unwrap_or(1)
        + 1;
    let inner = area.inner;
    let room = usize::from(inner.width).saturating_sub(WORDS + 2) / width;
    let visible = window(&articles, app.source.article, room);
    let table = width * visible.len() + 1;
    let left = inner
        .right()
        .saturating_sub(u16::try_from(table).unwrap_or(u16::MAX));
    let mut x = left;
    for article in visible {
        let role = if *article == app.source.article {
            Role::TitleFocus
        } else {
            Role::Label
        };
        painter.put(x, inner.y, width, id(article), painter.style(role));
        x = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX));
    }
    if visible.len() < articles.len() {
        let text = format!("{} of {} articles", visible.len(), articles.len());
        painter.put(
            inner.x + 1,
            inner.y,
            usize::from(left.saturating_sub(inner.x + 2)),
            &text,
            painter.style(Role::Dim),
        );
    }
    let mut kind = "";
    lists::each(
        painter,
        Pane::Coverage,
        list_of(inner),
        |mut line, item, row| {
            let claims = app.board.claims(item, &app.scope);
            let own = claims
                .iter()
                .filter(|claim| claim.role != ClaimRole::Compared);
            let mut told: Vec<usize> = own
                .filter_map(|claim| app.board.article_of(*claim))
                .collect();
            told.sort_unstable();
            let end = line.right.min(left.saturating_sub(1));
            line.right = end;
            let here = kind_of(item);
            line.put(9, if here == kind { "" } else { here }, Role::Label);
            kind = here;
            let role = match row.sign {
                Some(Symbol::Background | Symbol::Mentioned | Symbol::Absent) => Role::Dim,
                _ => Role::Text,
            };
            line.put(line.room(), &words(&row, item), role);
            line.left = left;
            line.right = inner.right();
            for article in visible {
                let tells = told.binary_search(article).is_ok();
                let symbol = if tells {
                    Symbol::Happened
                } else {
                    Symbol::Background
                };
                let role = if tells { Role::Report } else { Role::Border };
                let sign = line.painter.symbol(symbol);
                line.put(width, sign, role);
            }
        },
    );
}

const fn article(item: &Item) -> Option<usize> {
    match item {
        Item::Article(index) => Some(*index),
        _ => None,
    }
}

/// The articles that have room, the shown one among them.
fn window(articles: &[usize], shown: usize, room: usize) -> &[usize] {
    let at = articles
        .iter()
        .position(|article| *article == shown)
        .unwrap_or(0);
    // The window moves by half its width, so that it seldom moves.
    let half = (room / 2).max(1);
    let first = match (at + 1).checked_sub(room) {
        None | Some(0) => 0,
        Some(beyond) => beyond.div_ceil(half) * half,
    };
    let first = first.min(articles.len().saturating_sub(room));
    let last = (first + room).min(articles.len());
    articles.get(first..last).unwrap_or_default()
}

const fn kind_of(item: Item) -> &'static str {
    match item {
        Item::Event(_) => "event",
        Item::Person(_) => "person",
        Item::Figure(_) => "figure",
        _ => "theme",
    }
}

/// What the row is about, in one piece.
fn words(row: &Row, item: Item) -> String {
    let [first, second, ..] = &row.words;
    match item {
        Item::Event(_) if row.title.starts_with(&**first) => row.title.clone(),
        Item::Event(_) if second.is_empty() => format!("{first}  {}", row.title),
        Item::Event(_) => format!(
            "{} {first}  {}",
            lists::without_weekday(second).trim(),
            row.title
        ),
        Item::Figure(_) => format!("{first}  {second}"),
        _ => row.title.clone(),
    }
}
