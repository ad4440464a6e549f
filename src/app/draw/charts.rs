//! Figures as bars: those that can be set beside each other in one group on one scale.

use super::lists;
use super::paint::Painter;
use crate::app::human;
use crate::app::layout::Area;
use crate::app::pane::Pane;
use crate::app::state::App;
use crate::app::text::Charset;
use crate::app::theme::Role;

/// Columns of a bar at the most; with fewer than the least it would say nothing.
const LONGEST: usize = 40;
const SHORTEST: usize = 4;

/// Draws the bars.
pub fn draw(painter: &mut Painter<'_>, area: &Area) {
    let app = painter.app;
    let [amounts, measures, periods, _] =
        app.board.columns(app.settings.charset).words(Pane::Figures);
    let mut group = None;
    lists::each(painter, Pane::Charts, area.inner, |mut line, item, row| {
        line.ends(item, &row);
        let [amount, measure, period, _] = &row.words;
        let Some(figure) = item.figure() else {
            return;
        };
        let (here, figures) = app.board.chart_of(figure);
        let first = group != Some(here);
        group = Some(here);
        let room = line.room();
        let source = app
            .board
            .claims(item, &app.scope)
            .first()
            .and_then(|claim| app.board.article_of(*claim));
        let id = source
            .and_then(|article| app.board.dossier.articles.get(article))
            .map_or("", |dated| &*dated.id);
        if room > id.len() + amounts + 8 {
            line.put_at_end(id.len(), id, Role::Label);
            line.gap_at_end();
        }
        let periods = periods.min(16);
        if periods > 0 && room > amounts + periods + 24 {
            line.put_at_end(periods, period, Role::Dim);
            line.gap_at_end();
        }
        let measure_room = measures
            .min(line.room() * 2 / 5)
            .min(line.room().saturating_sub(amounts + 4));
        let role = if first { Role::Heading } else { Role::Dim };
        line.put(measure_room, measure, role);
        line.skip(1);
        let sign = [
            hedge(app, figure),
            row.how.map(|how| line.painter.symbol(how)),
        ];
        let sign: String = sign.into_iter().flatten().collect();
        line.put_right(2, &sign, Role::Key);
        line.put_right(amounts.min(line.room()), amount, Role::Text);
        line.skip(1);
        if let Some(share) = share(app, figure, figures).filter(|_| line.room() >= SHORTEST) {
            let bar = bar(
                share * line.room().min(LONGEST) as f64,
                line.painter.charset(),
            );
            line.put(line.room(), &bar, Role::Report);
        }
    });
}

fn hedge(app: &App, figure: usize) -> Option<&'static str> {
    let figure = app.board.dossier.figures.get(figure)?;
    human::sign(figure.qualifier).map(|sign| app.settings.charset.symbol(sign))
}

/// A figure as a share of the greatest in its group, 0 to 1; `None` where it stands alone.
fn share(app: &App, figure: usize, group: &[usize]) -> Option<f64> {
    let value = |index: &usize| {
        let figure = app.board.dossier.figures.get(*index)?;
        // "Tens of thousands" has no length.
        (!figure.qualifier.is_vague()).then(|| figure.value.abs())
    };
    let most = group.iter().filter_map(value).fold(0.0, f64::max);
    let own = value(&figure)?;
    (group.len() > 1 && most > 0.0).then(|| (own / most).clamp(0.0, 1.0))
}

/// A bar of so many columns, to an eighth of a column; never nothing.
fn bar(length: f64, charset: Charset) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the width of a screen"
    )]
    let eighths = (length * 8.0).round().max(1.0) as usize;
    if charset == Charset::Ascii {
        return "#".repeat((eighths / 8).max(1));
    }
    let part = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    "█".repeat(eighths / 8) + part
}
