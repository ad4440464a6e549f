//! The source: an article's head, and the visible lines of its text with the evidence in them.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::paint::Painter;
use crate::app::find::Folded;
use crate::app::layout::Area;
use crate::app::pane::Pane;
use crate::app::state::{Anchor, App};
use crate::app::symbols::Symbol;
use crate::app::theme::Role;
use crate::app::wrap::Line;
use crate::dossier::{DatedArticle, DatingBasis, MarkKind};
use crate::reading::BlockKind;
use crate::span::Span;

/// Columns beside the text: sign and blank at its left, a blank at its right.
const MARGIN: u16 = 3;
/// Columns beyond which lines are tiring to read.
const WIDEST: usize = 96;

/// The columns and rows for the text.
pub fn room(inner: Rect) -> (usize, usize) {
    let width = usize::from(inner.width.saturating_sub(MARGIN)).clamp(1, WIDEST);
    let rows = inner.height.saturating_sub(head(inner)).max(1);
    (width, usize::from(rows))
}

/// The rows of the head, the blank row under it included.
const fn head(inner: Rect) -> u16 {
    match inner.height {
        0..4 => 0,
        4..9 => 1,
        9..14 => 2,
        _ => 3,
    }
}

/// Draws the source pane.
pub fn draw(painter: &mut Painter<'_>, area: &Area) {
    let app = painter.app;
    let source = app.source;
    let Some(dated) = app.board.dossier.articles.get(source.article) else {
        let Rect { x, y, width, .. } = area.inner;
        painter.put(
            x + 1,
            y,
            usize::from(width),
            if app.loading.is_some() {
                "reading …"
            } else {
                "no articles"
            },
            painter.style(Role::Dim),
        );
        return;
    };
    let inner = area.inner;
    draw_head(painter, inner, dated);
    let (width, rows) = room(inner);
    // The lines are ready where the state knows this size; else they are made for this frame.
    let ready = app
        .wrapped
        .get(&source.article)
        .filter(|wrapped| wrapped.width == width);
    let made = if ready.is_some() {
        None
    } else {
        app.wrap(source.article, width)
    };
    let Some(wrapped) = ready.map(AsRef::as_ref).or(made.as_ref()) else {
        return;
    };
    let top = source.top.min(wrapped.lines.len().saturating_sub(1));
    let bottom = (top + rows).min(wrapped.lines.len());
    let lines = wrapped.lines.get(top..bottom).unwrap_or_default();
    let highlights = Highlights::new(painter, dated, lines);
    let first = inner.y + head(inner);
    for (y, line) in (first..inner.bottom()).zip(lines) {
        draw_line(
            painter,
            Rect {
                y,
                height: 1,
                ..inner
            },
            line,
            dated,
            &highlights,
        );
    }
    if wrapped.lines.len() > rows {
        let (last, whole) = (bottom, wrapped.lines.len());
        let text = format!(" {} % ", last * 100 / whole.max(1));
        let style = painter.style(Role::Dim);
        let right = area.outer.right().saturating_sub(2);
        painter.put_right(
            right,
            area.outer.bottom().saturating_sub(1),
            8,
            &text,
            style,
        );
    }
}

fn draw_head(painter: &mut Painter<'_>, inner: Rect, dated: &DatedArticle) {
    let rows = head(inner);
    let room = usize::from(inner.width.saturating_sub(MARGIN));
    let x = inner.x + 2;
    let metadata = &dated.article.metadata;
    let title = metadata.title.as_deref().unwrap_or(&dated.article.file);
    let date = match (dated.published, dated.basis) {
        (Some(when), DatingBasis::Inferred) => format!("{} (inferred)", when.short()),
        (Some(when), DatingBasis::Stated) => format!("{} (stated)", when.short()),
        (Some(when), _) => when.short(),
        (None, _) => "undated".to_owned(),
    };
    let heading = painter.style(Role::Heading);
    let label = painter.style(Role::Label);
    let dim = painter.style(Role::Dim);
    match rows {
        0 => {}
        1 => {
            // On one row the reason why there are no facts goes before the date.
            let date = dated.article.language.unread().unwrap_or(date);
            let date_width = painter.charset().width(&date);
            let right = inner.right().saturating_sub(1);
            let left = painter.put_right(right, inner.y, room, &date, label);
            if room > date_width + 12 {
                painter.words_at(
                    x,
                    inner.y,
                    usize::from(left.saturating_sub(x + 2)),
                    title,
                    heading,
                );
            }
        }
        _ => {
            painter.words_at(x, inner.y, room, title, heading);
            let outlet = metadata.outlet.as_deref();
            let file = metadata.title.is_some().then_some(&*dated.article.file);
            let right = x + u16::try_from(room).unwrap_or(0);
            let left = |at: u16| usize::from(right.saturating_sub(at));
            let y = inner.y + 1;
            let separator = format!(" {} ", painter.symbol(Symbol::Separator));
            let mut at = painter.words_at(x, y, room, &date, label);
            if let Some(unread) = dated.article.language.unread() {
                let unread = format!("{separator}{unread}");
                at = painter.put(at, y, left(at), &unread, label);
            }
            if let Some(outlet) = outlet.or(file) {
                at = painter.put(at, y, left(at), &separator, dim);
                at = painter.words_at(at, y, left(at), outlet, dim);
            }
            if dated.article.hidden_characters > 0 {
                let count = dated.article.hidden_characters;
                let hidden = format!("{separator}{count} hidden characters removed");
                at = painter.put(at, y, left(at), &hidden, dim);
            }
            if !dated.because.is_empty() && left(at) > 20 {
                let because = format!("{separator}{}", dated.because);
                painter.words_at(at, y, left(at), &because, dim);
            }
        }
    }
}

/// What stands out among the visible lines, each with its style, later ones over earlier ones.
struct Highlights {
    /// The sentence looked at.
    sentence: Option<Span>,
    styles: Vec<(Span, Style)>,
}

impl Highlights {
    fn new(painter: &Painter<'_>, dated: &DatedArticle, lines: &[Line]) -> Self {
        let app = painter.app;
        let mut styles = Vec::new();
        let visible = match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        };
        let reading = app.view.focus == Pane::Source;
        let phrases = app.board.phrases.of(app.source.article).iter();
        for phrase in phrases.filter(|phrase| reading && phrase.span.overlaps(visible)) {
            styles.push((phrase.span, painter.style(phrase_role(phrase.kind))));
        }
        let evidence = app.shown_evidence();
        let evidence = evidence
            .as_ref()
            .filter(|one| one.article == app.source.article);
        let mut sentence = evidence.map(|evidence| evidence.span);
        if let Some(evidence) = evidence {
            styles.push((evidence.span, painter.style(Role::Evidence)));
            for mark in &evidence.marks {
                styles.push((mark.span, painter.style(mark_role(mark.kind))));
            }
        }
        if let Some(chosen) = app.source.phrase.filter(|_| reading) {
            styles.push((chosen, painter.style(Role::Chosen)));
        }
        if !painter.words().is_empty() {
            let hit = painter.style(Role::Hit);
            for found in Folded::new(visible.of(&dated.article.text)).find(painter.words()) {
                let span = Span::new(visible.start + found.start, visible.start + found.end);
                styles.push((span, hit));
            }
            if let Anchor::Passage(_, span) = app.source.anchor {
                let sentences = &dated.article.sentences;
                let holding = sentences
                    .iter()
                    .find(|sentence| sentence.span.contains(span));
                sentence = holding.map(|sentence| sentence.span).or(sentence);
            }
        }
        Self { sentence, styles }
    }

    fn is_looked_at(&self, line: Span) -> bool {
        self.sentence
            .is_some_and(|sentence| sentence.overlaps(line))
    }
}

const fn mark_role(kind: MarkKind) -> Role {
    match kind {
        MarkKind::Date => Role::MarkDate,
        MarkKind::Person => Role::MarkPerson,
        MarkKind::Figure => Role::MarkFigure,
        MarkKind::Theme => Role::MarkTheme,
        MarkKind::Event => Role::MarkEvent,
    }
}

const fn phrase_role(kind: MarkKind) -> Role {
    match kind {
        MarkKind::Date => Role::PhraseDate,
        MarkKind::Person => Role::PhrasePerson,
        MarkKind::Figure => Role::PhraseFigure,
        MarkKind::Theme => Role::PhraseTheme,
        MarkKind::Event => Role::PhraseEvent,
    }
}

/// The marked phrase that stands at a place of the screen.
pub fn phrase_at(app: &App, area: &Area, at: Position) -> Option<Span> {
    let (width, _) = room(area.inner);
    let first = area.inner.y + head(area.inner);
    let wrapped = app
        .wrapped
        .get(&app.source.article)
        .filter(|wrapped| wrapped.width == width)?;
    let line = wrapped
        .lines
        .get(app.source.top + usize::from(at.y.checked_sub(first)?))?;
    let column = usize::from(at.x.checked_sub(area.inner.x + 2)?);
    let text = &app
        .board
        .dossier
        .articles
        .get(app.source.article)?
        .article
        .text;
    let before = app
        .settings
        .charset
        .prefix(line.span.of(text), column)
        .len();
    let here = Span::new(line.span.start + before, line.span.start + before + 1);
    let mut phrases = app.phrases_in_sight().into_iter().map(|(span, _)| span);
    phrases.find(|span| span.overlaps(here))
}

fn draw_line(
    painter: &mut Painter<'_>,
    place: Rect,
    line: &Line,
    dated: &DatedArticle,
    highlights: &Highlights,
) {
    let base = match line.kind {
        BlockKind::Headline | BlockKind::Subhead | BlockKind::TableHeader => {
            painter.style(Role::Text).add_modifier(Modifier::BOLD)
        }
        BlockKind::Caption => painter.style(Role::Dim),
        BlockKind::Furniture(_) => painter.style(Role::Furniture),
        _ => painter.style(Role::Text),
    };
    let shown = !line.span.is_empty();
    let (sign, role) = match line.kind {
        _ if shown && highlights.is_looked_at(line.span) => (Symbol::Evidence, Role::Gutter),
        BlockKind::Furniture(_) | BlockKind::Caption if shown || line.label.is_some() => {
            (Symbol::Furniture, Role::Furniture)
        }
        _ => (Symbol::Separator, Role::Text),
    };
    if sign != Symbol::Separator {
        painter.put(
            place.x,
            place.y,
            1,
            painter.symbol(sign),
            painter.style(role),
        );
    }
    let left = place.x + 2;
    let right = place.right().saturating_sub(1);
    let whole = [(0, line.span)];
    let cells = if line.cells.is_empty() {
        &whole[..]
    } else {
        &line.cells
    };
    for (column, span) in cells {
        let mut x = left.saturating_add(u16::try_from(*column).unwrap_or(u16::MAX));
        for (part, style) in parts(*span, base, highlights) {
            let room = usize::from(right.saturating_sub(x));
            x = painter.put(x, place.y, room, part.of(&dated.article.text), style);
        }
    }
    if let Some(label) = line.label {
        let (width, _) = room(place);
        let end = left
            .saturating_add(u16::try_from(width).unwrap_or(0))
            .min(right);
        painter.put_right(
            end,
            place.y,
            label.len(),
            label,
            painter.style(Role::Furniture),
        );
    }
}

/// A line cut where its style changes.
fn parts(line: Span, base: Style, highlights: &Highlights) -> Vec<(Span, Style)> {
    let touching = highlights
        .styles
        .iter()
        .filter(|(span, _)| span.overlaps(line));
    let touching: Vec<_> = touching.collect();
    if touching.is_empty() {
        return vec![(line, base)];
    }
    let ends = touching.iter().flat_map(|(span, _)| [span.start, span.end]);
    let mut cuts: Vec<usize> = ends
        .map(|at| at.max(line.start).min(line.end))
        .chain([line.start, line.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs
        .map(|(start, end)| {
            let part = Span::new(*start, *end);
            let over = touching.iter().filter(|(span, _)| span.contains(part));
            (part, over.fold(base, |style, (_, over)| style.patch(*over)))
        })
        .collect()
}
