//! The rows of a screen that change in, the bytes of the shortest plan out.

use ratatui::buffer::Buffer;

use super::glyph::{Glyph, glyphs};
use super::pen::{ON_BLANKS, Pen};
use super::row::{ERASE, Row};

/// Cells that may be written again instead of moved over; a move over more is never longer.
const REWRITABLE: usize = 3;
/// Rows up to which a step is tried upwards too.
const FEW_ROWS: usize = 4;
/// Layers up to which they are told apart, so that a frame of a thousand colours takes no longer.
const MOST_LAYERS: usize = 24;

/// A place on the screen, from the upper left corner, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub x: usize,
    pub y: usize,
}

/// The order in which the cells of a frame are written.
#[derive(Clone, Copy)]
enum Order {
    Down,
    Up,
    /// Pen by pen: over all rows for each. A move is often shorter than a change of colours.
    Layers,
}

/// What is being written, and how it will leave the terminal.
#[derive(Clone, Debug)]
pub struct Page {
    pub bytes: Vec<u8>,
    /// Columns of the screen.
    width: usize,
    pub pen: Pen,
    /// Where the terminal's cursor is, if that is sure.
    pub at: Option<Spot>,
}

impl Page {
    pub fn new(width: usize) -> Self {
        Self {
            bytes: Vec::new(),
            width,
            pen: Pen::default(),
            at: None,
        }
    }

    /// Writes by each of the plans for a trial, and keeps the shortest, the first among equals.
    fn shortest<Plan, State: Clone>(
        &mut self,
        state: &mut State,
        plans: &[Plan],
        write: impl Fn(&mut Self, &mut State, &Plan),
    ) {
        if let [plan] = plans {
            write(self, state, plan);
            return;
        }
        let trials = plans.iter().map(|plan| {
            let mut page = Self {
                bytes: Vec::new(),
                ..*self
            };
            let mut state = state.clone();
            write(&mut page, &mut state, plan);
            (page, state)
        });
        if let Some((page, after)) = trials.min_by_key(|(page, _)| page.bytes.len()) {
            self.bytes.extend(page.bytes);
            self.pen = page.pen;
            self.at = page.at;
            *state = after;
        }
    }

    /// Writes what differs.
    pub fn frame(&mut self, before: &Buffer, after: &Buffer) {
        let rows = before.content.chunks(self.width);
        let rows = rows.zip(after.content.chunks(self.width)).enumerate();
        let differing: Vec<_> = rows
            .filter(|(_, (before, after))| before != after)
            .collect();
        let wanted: Vec<_> = differing
            .iter()
            .map(|(_, (_, after))| glyphs(after))
            .collect();
        let rows = differing.into_iter().zip(&wanted);
        let rows = rows.map(|((y, (before, _)), wanted)| Row {
            y,
            shown: glyphs(before),
            wanted,
        });
        let mut rows: Vec<_> = rows.collect();
        // Upwards where a highlight moves: the row that suits the pen of the frame before may be either.
        let orders = [Order::Down, Order::Layers, Order::Up];
        let orders = if rows.len() > FEW_ROWS {
            &orders[..2]
        } else {
            &orders
        };
        self.shortest(&mut rows, orders, |page, rows, order| match order {
            Order::Down => rows.iter_mut().for_each(|row| page.row(row, None)),
            Order::Up => rows.iter_mut().rev().for_each(|row| page.row(row, None)),
            Order::Layers => page.layers(rows),
        });
    }

    /// Writes the rows pen by pen.
    fn layers(&mut self, rows: &mut [Row<'_>]) {
        let mut pens = vec![Pen::PLAIN];
        for row in rows.iter() {
            for (shown, wanted) in row.shown.iter().zip(row.wanted) {
                if let Some(wanted) = wanted.filter(|wanted| *shown != Some(*wanted))
                    && pens.len() < MOST_LAYERS
                    && !pens.iter().any(|pen| wanted.suits(pen))
                {
                    pens.push(wanted.pen);
                }
            }
        }
        // At the end the rest: what quarrelsome glyphs may have spoilt.
        for layer in pens.into_iter().map(Some).chain([None]) {
            for row in rows.iter_mut() {
                self.row(row, layer);
            }
        }
    }

    /// Writes the cells of a row that differ, or those of them that suit a pen.
    fn row(&mut self, row: &mut Row<'_>, layer: Option<Pen>) {
        let mut plans = vec![None];
        // The first layer only: what is lost must be written after it.
        if layer.is_none_or(|pen| pen == Pen::PLAIN) {
            plans.extend(row.erasures().into_iter().map(Some));
        }
        self.shortest(row, &plans, |page, row, erasure| {
            page.cells(row, layer, *erasure);
        });
    }

    /// Writes the cells of a row that differ, and on the way erases all from a column on.
    fn cells(&mut self, row: &mut Row<'_>, layer: Option<Pen>, erasure: Option<usize>) {
        let wanted = row.wanted;
        // A glyph that may cover more than it should comes first: what stands there is written after it.
        let due = |glyph: &Glyph<'_>| !glyph.trusted || layer.is_none_or(|pen| glyph.suits(&pen));
        for (x, glyph) in wanted.iter().enumerate() {
            let Some(glyph) = glyph.filter(due) else {
                continue;
            };
            if !row.is_stale(x) {
                continue;
            }
            let pen = if glyph.suits(&self.pen) {
                self.pen
            } else {
                let stale = (x + 1..wanted.len()).filter(|x| row.is_stale(*x));
                let mut glyphs = stale.filter_map(|x| wanted.get(x).copied().flatten());
                let next = glyphs.find(|next| due(next) && !next.is_plain_blank());
                self.pen_for(&glyph, next.map(|next| next.pen))
            };
            self.go_to(Spot { x, y: row.y }, pen, row);
            if erasure == Some(x) {
                self.bytes.extend(ERASE);
                row.erase(x);
            } else {
                self.put(&glyph);
                row.show(x, glyph);
            }
        }
    }

    /// The pen to write a glyph with. For a blank, of which only the background shows, that is the one
    /// with which it and the next visible glyph of the row cost least.
    fn pen_for(&self, glyph: &Glyph<'_>, next: Option<Pen>) -> Pen {
        if glyph.suits(&self.pen) {
            return self.pen;
        }
        // As it is, but for what must not show.
        let kept = Pen {
            bg: glyph.pen.bg,
            modifier: self.pen.modifier.difference(ON_BLANKS),
            ..self.pen
        };
        let early = next.filter(|pen| glyph.suits(pen));
        let cost = |pen: &Pen| {
            let then = next.map_or(0, |next| pen.switch(next).len());
            self.pen.switch(*pen).len() + then
        };
        let pens = [glyph.pen, kept].into_iter().chain(early);
        let pens = pens.filter(|pen| glyph.suits(pen));
        pens.min_by_key(cost).unwrap_or(glyph.pen)
    }

    /// Brings the cursor to a place and the pen to a state: by a move, or by writing once more what
    /// stands between.
    fn go_to(&mut self, spot: Spot, pen: Pen, row: &Row<'_>) {
        if self.at == Some(spot) {
            self.set_pen(pen);
            return;
        }
        let gap = self.gap(spot, row);
        let plans = if gap.is_empty() {
            &[gap][..]
        } else {
            &[&[], gap]
        };
        self.shortest(&mut (), plans, |page, (), gap| {
            for glyph in gap.iter().flatten() {
                page.set_pen(page.pen_for(glyph, Some(pen)));
                page.put(glyph);
            }
            page.move_to(spot);
            page.set_pen(pen);
        });
    }

    /// What stands between the cursor and a place to its right, if it is little, plain and as wanted.
    fn gap<'a>(&self, spot: Spot, row: &Row<'a>) -> &'a [Option<Glyph<'a>>] {
        let here = self.at.filter(|at| at.y == spot.y);
        let from = here.map_or(spot.x, |at| at.x);
        let few = spot.x.saturating_sub(from) <= REWRITABLE;
        let plain = |x: usize| {
            let glyph = row.wanted.get(x).copied().flatten();
            glyph.is_some_and(|glyph| glyph.is_narrow()) && !row.is_stale(x)
        };
        let gap = row.wanted.get(from..spot.x);
        gap.filter(|_| few && (from..spot.x).all(plain))
            .unwrap_or_default()
    }

    fn set_pen(&mut self, pen: Pen) {
        self.bytes.extend(self.pen.switch(pen).into_bytes());
        self.pen = pen;
    }

    /// Writes a glyph at the cursor.
    fn put(&mut self, glyph: &Glyph<'_>) {
        let start = self.at;
        if let Some(start) = start.filter(|_| glyph.may_fall_short()) {
            for _ in 0..glyph.columns {
                self.bytes.push(b' ');
            }
            self.advance(glyph.columns);
            self.move_to(start);
        }
        self.bytes.extend(glyph.text.as_bytes());
        self.advance(glyph.columns);
        if !glyph.trusted {
            self.at = None;
        }
    }

    /// Takes note that as many columns were written. In the last one some terminals wait to wrap, and
    /// others stay.
    fn advance(&mut self, columns: usize) {
        self.at = self.at.and_then(|Spot { x, y }| {
            let x = x + columns;
            (x < self.width).then_some(Spot { x, y })
        });
    }

    /// Moves the cursor by the shortest of the ways there are.
    pub fn move_to(&mut self, to: Spot) {
        if self.at == Some(to) {
            return;
        }
        let absolute = match (to.y + 1, to.x + 1) {
            (1, 1) => "\x1b[H".to_owned(),
            (row, 1) => format!("\x1b[{row}H"),
            (row, column) => format!("\x1b[{row};{column}H"),
        };
        let relative = self.at.into_iter().flat_map(|from| {
            let vertical = steps(from.y, to.y, 'A', 'B');
            let horizontal = match from.x.checked_sub(to.x) {
                // A backspace is shorter where there is not far to go.
                Some(back @ 1..=3) => "\x08".repeat(back),
                _ => steps(from.x, to.x, 'D', 'C'),
            };
            let from_margin = steps(0, to.x, 'D', 'C');
            [
                format!("{vertical}{horizontal}"),
                format!("{vertical}\r{from_margin}"),
            ]
        });
        let ways = [absolute].into_iter().chain(relative);
        let way = ways.min_by_key(String::len).unwrap_or_default();
        self.bytes.extend(way.into_bytes());
        self.at = Some(to);
    }
}

/// The bytes that move the cursor along one axis.
fn steps(from: usize, to: usize, less: char, more: char) -> String {
    let direction = if to < from { less } else { more };
    match from.abs_diff(to) {
        0 => String::new(),
        1 => format!("\x1b[{direction}"),
        count => format!("\x1b[{count}{direction}"),
    }
}
