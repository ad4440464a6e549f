//! The lines above and below the panes: title, why, keys or prompt.

use ratatui::layout::{Position, Rect};

use super::paint::Painter;
use crate::app::commands::{self, Place};
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// The title line: title, counts, badge.
pub fn title(painter: &mut Painter<'_>, area: Rect) {
    let mut right = area.right();
    if painter.app.settings.demo {
        let style = painter.style(Role::Badge);
        right = painter.put_right(right.saturating_sub(1), area.y, 6, " DEMO ", style);
    }
    let left = area.x + 1;
    let separator = format!(" {} ", painter.symbol(Symbol::Separator));
    let dossier = &painter.app.board.dossier;
    let title = if dossier.title.is_empty() {
        "summitry"
    } else {
        &dossier.title
    };
    let width = painter.charset().width(title);
    // Counts that do not fit are left out from the end, but not that articles differ.
    let room = usize::from(right.saturating_sub(left + 1));
    let mut counts = painter.app.board.counts();
    let is_differ = |count: &String| count.ends_with("differ") || count.ends_with("differs");
    let mut text = counts.join(&separator);
    while !counts.is_empty() && width + 3 + painter.charset().width(&text) > room {
        let last = counts.len() - 1;
        let keeps_last = last > 1 && counts.last().is_some_and(is_differ);
        counts.remove(if keeps_last { last - 1 } else { last });
        text = counts.join(&separator);
    }
    let at = painter.words_at(left, area.y, room, title, painter.style(Role::Heading));
    let mut x = at + 3;
    for (index, count) in counts.iter().enumerate() {
        if index > 0 {
            x = painter.put(x, area.y, room, &separator, painter.style(Role::Dim));
        }
        let role = if is_differ(count) {
            Role::Differ
        } else {
            Role::Dim
        };
        x = painter.put(x, area.y, room, count, painter.style(role));
    }
}

/// What is known of the selected row, and why.
pub fn why(painter: &mut Painter<'_>, area: Rect) {
    let Some(row) = painter.app.selected() else {
        return;
    };
    let separator = format!(" {} ", painter.symbol(Symbol::Separator));
    let right = area.right().saturating_sub(1);
    let room = |x: u16| usize::from(right.saturating_sub(x));
    let left = area.x + 1;
    let dim = painter.style(Role::Dim);
    let text = painter.style(Role::Text);
    if area.height < 2 {
        let parts = [&row.because, &row.facts]
            .into_iter()
            .filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.map(String::as_str).collect();
        painter.words_at(left, area.y, room(left), &parts.join(&separator), dim);
        return;
    }
    let mut x = painter.words_at(
        left,
        area.y,
        room(left),
        &row.title,
        painter.style(Role::Heading),
    );
    if !row.facts.is_empty() {
        x = painter.put(x, area.y, room(x), &separator, dim);
        painter.words_at(x, area.y, room(x), &row.facts, text);
    }
    painter.words_at(left, area.y + 1, room(left), &row.because, dim);
}

/// The keys that work now, or the prompt of find; gives the place of the cursor.
pub fn keys(painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
    let app = painter.app;
    let place = app.place();
    let prompt = place == Place::Prompt;
    let mut left = area.x + 1;
    let mut right = area.right().saturating_sub(1);
    if prompt || !app.find.words.is_empty() {
        let count = match (app.find.hits.len(), app.find.words.is_empty()) {
            (_, true) => String::new(),
            (0, _) => "no hits".to_owned(),
            (count, _) => format!("{}/{count}", app.find.at + 1),
        };
        let query = format!("/{}", app.find.words);
        let style = painter.style(if prompt { Role::Heading } else { Role::Key });
        let most = usize::from(area.width / 2);
        left = painter.put(left, area.y, most, &query, style);
        let cursor = Position::new(left.min(right), area.y);
        let after = painter.put(left + 2, area.y, 12, &count, painter.style(Role::Dim));
        left = after + 2;
        if prompt {
            hints(painter, area.y, left, &mut right, place);
            return Some(cursor);
        }
    }
    hints(painter, area.y, left, &mut right, place);
    None
}

/// Keys and words from the left as many as fit; help and quit always, at the right.
fn hints(painter: &mut Painter<'_>, y: u16, mut left: u16, right: &mut u16, place: Place) {
    let charset = painter.charset();
    let (key_style, word_style) = (painter.style(Role::Key), painter.style(Role::Dim));
    let mut hints = commands::bar(place, charset);
    let width = |(key, word): &(String, &str)| {
        u16::try_from(charset.width(key) + 1 + word.len()).unwrap_or(u16::MAX)
    };
    let last = hints.split_off(hints.len().saturating_sub(2));
    for hint in last.iter().rev() {
        let x = right.saturating_sub(width(hint));
        if x <= left {
            return;
        }
        let after = painter.put(x, y, 20, &hint.0, key_style);
        painter.put(after + 1, y, 20, hint.1, word_style);
        *right = x.saturating_sub(2);
    }
    for hint in &hints {
        if left + width(hint) > *right {
            return;
        }
        left = painter.put(left, y, 20, &hint.0, key_style);
        left = painter.put(left + 1, y, 20, hint.1, word_style) + 2;
    }
}
