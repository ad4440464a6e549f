//! The lines above and below the panes: title, chips, why, keys or prompt.

use ratatui::layout::{Position, Rect};

use super::paint::Painter;
use crate::app::commands::Command;
use crate::app::find::MOST;
use crate::app::state::{Access, App};
use crate::app::symbols::Symbol;
use crate::app::theme::Role;

/// The title line: title, counts, badge.
pub fn title(painter: &mut Painter<'_>, area: Rect) {
    let mut right = area.right();
    if painter.app.settings.access == Access::Demo {
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
    let app = painter.app;
    let mut counts = match app.loading {
        Some((done, found)) if app.board.is_unread() && done < found => {
            vec![format!("reading {done} of {found} files")]
        }
        Some((_, found)) if app.board.is_unread() => {
            vec![format!(
                "{found} articles to read and to search; finding what they say …"
            )]
        }
        Some((done, found)) if done < found => {
            vec![format!("reading anew: {done} of {found} files")]
        }
        Some(_) => vec!["reading anew: finding what they say".to_owned()],
        None => app.lists.counts().to_vec(),
    };
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

/// What the screen is narrowed to, each as a chip.
pub fn chips(painter: &mut Painter<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let app = painter.app;
    let style = painter.style(Role::Dim);
    painter.put(area.x + 1, area.y, FOCUS.len(), FOCUS, style);
    for (x, text) in placed_chips(app, area) {
        painter.put(
            x,
            area.y,
            usize::from(area.right() - x),
            &text,
            painter.style(Role::Chip),
        );
    }
    let key = app.settings.keymap.key(Command::Unfocus).to_owned();
    let hint = format!("{key} takes the last one away");
    let end = placed_chips(app, area).last().map_or(area.x, |(x, text)| {
        x.saturating_add(u16::try_from(app.settings.charset.width(text)).unwrap_or(u16::MAX))
    });
    if usize::from(area.right().saturating_sub(end)) > hint.len() + 3 {
        painter.put_right(
            area.right().saturating_sub(1),
            area.y,
            hint.len(),
            &hint,
            style,
        );
    }
}

const FOCUS: &str = "only";

/// Columns that a row needs for what stands beside its title.
const LONG: usize = 28;

/// The chips that have room, each with its first column.
fn placed_chips(app: &App, area: Rect) -> Vec<(u16, String)> {
    /// Columns of a chip at the most.
    const WIDEST: usize = 40;
    let charset = app.settings.charset;
    let mut x = area.x.saturating_add(6);
    let mut placed = Vec::new();
    for chip in app.scope.chips() {
        let text = format!(" {} ", charset.cut(&chip.label(&app.board), WIDEST));
        let width = u16::try_from(charset.width(&text)).unwrap_or(u16::MAX);
        if x.saturating_add(width) > area.right() {
            break;
        }
        placed.push((x, text));
        x = x.saturating_add(width).saturating_add(1);
    }
    placed
}

/// The chip that stands at a place of the screen.
pub fn chip_at(app: &App, area: Rect, at: Position) -> Option<usize> {
    let width = |text: &str| u16::try_from(app.settings.charset.width(text)).unwrap_or(0);
    let chips = placed_chips(app, area);
    let holds = |(x, text): &(u16, String)| (*x..x.saturating_add(width(text))).contains(&at.x);
    chips.iter().position(holds).filter(|_| area.contains(at))
}

/// What is known of the shown row, and why.
pub fn why(painter: &mut Painter<'_>, area: Rect) {
    let Some(item) = painter.app.shown.item else {
        return;
    };
    let row = painter.app.board.row(item);
    let because = painter.app.board.because(item);
    let separator = format!(" {} ", painter.symbol(Symbol::Separator));
    let right = area.right().saturating_sub(1);
    let room = |x: u16| usize::from(right.saturating_sub(x));
    let left = area.x + 1;
    let dim = painter.style(Role::Dim);
    let text = painter.style(Role::Text);
    if area.height < 2 {
        // A long title is cut in its row: it is told here instead of the facts.
        let long = painter.charset().width(&row.title) + LONG > usize::from(area.width);
        let parts = if long {
            [&row.title, &because]
        } else {
            [&because, &row.facts]
        };
        let parts: Vec<&str> = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect();
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
    painter.words_at(left, area.y + 1, room(left), &because, dim);
}

/// The keys that work now, a notice, or the prompt of find; gives the place of the cursor.
pub fn keys(painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
    let app = painter.app;
    let mut left = area.x + 1;
    let mut right = area.right().saturating_sub(1);
    let mut cursor = None;
    if let Some(notice) = &app.notice {
        let room = usize::from(right.saturating_sub(left));
        painter.words_at(left, area.y, room, notice, painter.style(Role::Heading));
        return None;
    }
    if app.find.typing || !app.find.words.is_empty() {
        let count = match (app.find.hits.len(), app.find.words.is_empty()) {
            (_, true) => String::new(),
            (0, _) => "no hits".to_owned(),
            (MOST, _) => format!("{}/{MOST}+", app.find.at + 1),
            (count, _) => format!("{}/{count}", app.find.at + 1),
        };
        let style = painter.style(if app.find.typing {
            Role::Heading
        } else {
            Role::Key
        });
        let most = usize::from(area.width / 2);
        left = painter.typed(left, area.y, most, ('/', &app.find.words), style);
        cursor = app
            .find
            .typing
            .then(|| Position::new(left.min(right), area.y));
        let after = painter.put(left + 2, area.y, 12, &count, painter.style(Role::Dim));
        left = after + 2;
    }
    let place = app.place();
    // While a key is held the bar stays as it is, whatever rows are passed.
    let can = |command| app.can(command) || (app.pace.lags && command == Command::Focus);
    let hints = app.settings.keymap.bar(place, painter.charset(), can);
    put_hints(painter, area.y, left, &mut right, hints);
    cursor
}

/// Keys and words from the left as many as fit; help and quit always, at the right.
fn put_hints(
    painter: &mut Painter<'_>,
    y: u16,
    mut left: u16,
    right: &mut u16,
    mut hints: Vec<(String, &'static str)>,
) {
    let charset = painter.charset();
    let (key_style, word_style) = (painter.style(Role::Key), painter.style(Role::Dim));
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
