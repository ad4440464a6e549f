//! Places: delegations and events on a map of the world, zoomed to what the dossier needs, above their list.

use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use super::lists;
use super::paint::Painter;
use crate::app::board::Place;
use crate::app::item::Item;
use crate::app::pane::Pane;
use crate::app::symbols::Symbol;
use crate::app::text::Charset;
use crate::app::theme::Role;
use crate::knowledge::coordinates::Point;

/// Columns left free at the sides for labels, and rows above and below.
const MARGIN: (f64, f64) = (6.0, 2.0);

/// The least width of the map: nearer, the coast falls apart into dots. In degrees on eighty columns.
const NEAREST: f64 = 40.0;

/// Latitudes beyond these are empty.
const LATITUDES: (f64, f64) = (-60.0, 85.0);

/// The part of the pane that the list stands in: its lower third at the most.
pub fn list_of(inner: Rect, rows: u16) -> Rect {
    let height = (inner.height / 3).min(rows).max(1);
    Rect {
        y: inner.bottom().saturating_sub(height),
        height,
        ..inner
    }
}

/// Draws the map and the list.
pub fn draw(painter: &mut Painter<'_>, inner: Rect, list: Rect) {
    lists::draw(painter, Pane::Map, list);
    let place = Rect {
        height: list.y.saturating_sub(inner.y + 1),
        ..inner
    };
    let app = painter.app;
    let shown = app
        .lists
        .of(Pane::Map)
        .iter()
        .filter_map(|item| match item {
            Item::Place(index) => Some((*index, app.board.places.get(*index)?)),
            _ => None,
        });
    let shown: Vec<(usize, &Place, Point)> = shown
        .filter_map(|(index, place)| Some((index, place, place.point?)))
        .collect();
    if place.height < 3 || place.width < 10 {
        return;
    }
    let points: Vec<Point> = shown.iter().map(|(.., point)| *point).collect();
    let window = Window::new(place, &points);
    draw_coast(painter, &window);
    let selected = match app.selected_in(Pane::Map) {
        Some(Item::Place(index)) => Some(index),
        _ => None,
    };
    // The selected place has the first choice of where to stand.
    let mut order: Vec<_> = shown.iter().collect();
    order.sort_by_key(|(index, ..)| Some(*index) != selected);
    let mut taken: Vec<Rect> = Vec::new();
    for (index, place, point) in &order {
        draw_point(
            painter,
            &window,
            place,
            *point,
            Some(*index) == selected,
            &mut taken,
        );
    }
    for (index, place, point) in order {
        // Of two points above each other the southern one has its label below, the other above.
        let near = window.width / 12.0;
        let is_north = |other: &Point| {
            (other.longitude - point.longitude).abs() < near && other.latitude > point.latitude
        };
        let below = points.iter().any(is_north);
        let look = (Some(*index) == selected, below);
        draw_label(painter, &window, (place, *point), look, &mut taken);
    }
}

/// The part of the world that is shown, and where.
#[derive(Clone, Copy, Debug)]
struct Window {
    place: Rect,
    /// The longitude of the left edge, -180 to 180, and the latitude of the upper one.
    left: f64,
    top: f64,
    /// Degrees across and down.
    width: f64,
    height: f64,
}

impl Window {
    /// The smallest part of the world that holds the points, not stretched; all of it where there are none.
    fn new(place: Rect, points: &[Point]) -> Self {
        let (columns, rows) = (f64::from(place.width), f64::from(place.height));
        let (west, east) = span_of_longitudes(points);
        let south = points
            .iter()
            .map(|point| point.latitude)
            .fold(90.0, f64::min);
        let north = points
            .iter()
            .map(|point| point.latitude)
            .fold(-90.0, f64::max);
        let (south, north) = if south > north {
            LATITUDES
        } else {
            (south, north)
        };
        let middle = f64::midpoint(south, north);
        // A degree of longitude is shorter by this away from the equator.
        let shrink = middle.clamp(-60.0, 60.0).to_radians().cos();
        let across = (east - west) * shrink / (columns - 2.0 * MARGIN.0).max(4.0);
        // A cell is twice as high as wide.
        let down = (north - south) / (2.0 * (rows - 2.0 * MARGIN.1).max(2.0));
        let nearest = NEAREST * shrink / 80.0;
        let all = f64::min(
            360.0 * shrink / columns,
            (LATITUDES.1 - LATITUDES.0) / (2.0 * rows),
        );
        let degrees = across.max(down).max(nearest).min(all.max(across).max(down));
        let (width, height) = (
            (columns * degrees / shrink).min(360.0),
            2.0 * rows * degrees,
        );
        let left = f64::midpoint(west, east) - width / 2.0;
        let top = (middle + height / 2.0)
            .min(f64::max(LATITUDES.1, middle))
            .max(LATITUDES.0 + height)
            .min(90.0);
        Self {
            place,
            left: if left < -180.0 { left + 360.0 } else { left },
            top,
            width,
            height,
        }
    }

    /// The column and row of a point; `None` where it lies outside.
    fn cell(&self, point: Point) -> Option<(u16, u16)> {
        let east = (point.longitude - self.left).rem_euclid(360.0);
        let south = self.top - point.latitude;
        if east > self.width || !(0.0..=self.height).contains(&south) {
            return None;
        }
        let share = |part: f64, whole: f64, cells: u16| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of the cells, and a cast stays within the type"
            )]
            let cell = (part / whole * f64::from(cells.saturating_sub(1))).round() as u16;
            cell
        };
        let x = self.place.x + share(east, self.width, self.place.width);
        let y = self.place.y + share(south, self.height, self.place.height);
        Some((x, y))
    }

    /// The window cut where the world's ends meet: the parts with the bounds of their longitudes.
    fn parts(&self) -> Vec<(Rect, [f64; 2])> {
        let right = self.left + self.width;
        if right <= 180.0 {
            return vec![(self.place, [self.left, right])];
        }
        let a_column = self.width / f64::from(self.place.width);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the columns, and a cast stays within the type"
        )]
        let first = (((180.0 - self.left) / a_column).round() as u16).min(self.place.width);
        let middle = self.left + f64::from(first) * a_column;
        let [west, east] = [first, self.place.width - first];
        vec![
            (
                Rect {
                    width: west,
                    ..self.place
                },
                [self.left, middle],
            ),
            (
                Rect {
                    x: self.place.x + west,
                    width: east,
                    ..self.place
                },
                [middle - 360.0, right - 360.0],
            ),
        ]
    }
}

/// The shortest stretch of longitudes, from west to east, that holds all points; it may go over 180 degrees.
fn span_of_longitudes(points: &[Point]) -> (f64, f64) {
    let mut longitudes: Vec<f64> = points.iter().map(|point| point.longitude).collect();
    longitudes.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (longitudes.first().copied(), longitudes.last().copied())
    else {
        return (-180.0, 180.0);
    };
    // Around the widest gap between neighbours.
    let mut widest = (first + 360.0 - last, first, last);
    for (west, east) in longitudes.iter().zip(longitudes.iter().skip(1)) {
        if east - west > widest.0 {
            widest = (east - west, *east, west + 360.0);
        }
    }
    (widest.1, widest.2)
}

fn draw_coast(painter: &mut Painter<'_>, window: &Window) {
    let colour = painter.style(Role::Border).fg.unwrap_or_default();
    let marker = match painter.charset() {
        Charset::Unicode => Marker::Braille,
        Charset::Ascii => Marker::Custom('.'),
    };
    for (place, bounds) in window.parts() {
        let canvas = Canvas::default()
            .marker(marker)
            .x_bounds(bounds)
            .y_bounds([window.top - window.height, window.top])
            .paint(|context| {
                context.draw(&Map {
                    resolution: MapResolution::High,
                    color: colour,
                });
            });
        let place = place.intersection(painter.area());
        if !place.is_empty() {
            canvas.render(place, painter.buffer());
        }
    }
}

/// Draws a point, the first of those that share a cell.
fn draw_point(
    painter: &mut Painter<'_>,
    window: &Window,
    place: &Place,
    point: Point,
    selected: bool,
    taken: &mut Vec<Rect>,
) {
    let Some((x, y)) = window.cell(point) else {
        return;
    };
    let here = Rect::new(x, y, 1, 1);
    if taken.contains(&here) {
        return;
    }
    let (symbol, role) = match (selected, place.people.is_empty()) {
        (true, true) => (Symbol::Planned, Role::Selected),
        (true, false) => (Symbol::Happened, Role::Selected),
        (false, true) => (Symbol::Planned, Role::Report),
        (false, false) => (Symbol::Happened, Role::Key),
    };
    painter.put(x, y, 1, painter.symbol(symbol), painter.style(role));
    taken.push(here);
}

/// Draws a label where there is room beside its point, below rather than above it where that is said.
fn draw_label(
    painter: &mut Painter<'_>,
    window: &Window,
    (place, point): (&Place, Point),
    (selected, below): (bool, bool),
    taken: &mut Vec<Rect>,
) {
    let Some((x, y)) = window.cell(point) else {
        return;
    };
    let here = Rect::new(x, y, 1, 1);
    let width = u16::try_from(painter.charset().width(&place.label)).unwrap_or(u16::MAX);
    let middle = x.saturating_sub(width / 2);
    let [first, second] = if below {
        [y.saturating_add(1), y.saturating_sub(1)]
    } else {
        [y.saturating_sub(1), y.saturating_add(1)]
    };
    let beside = [
        Rect::new(x.saturating_add(2), y, width, 1),
        Rect::new(x.saturating_sub(width + 1), y, width, 1),
        Rect::new(middle, first, width, 1),
        Rect::new(middle, second, width, 1),
    ];

    let inside = |label: &Rect| window.place.intersection(*label) == *label;
    let spaced = |label: &Rect| Rect::new(label.x.saturating_sub(1), label.y, label.width + 2, 1);
    let free = |label: &Rect| {
        let others = taken.iter().filter(|other| **other != here);
        !others
            .into_iter()
            .any(|other| other.intersects(spaced(label)))
    };
    if let Some(label) = beside
        .into_iter()
        .find(|label| inside(label) && free(label))
    {
        let role = if selected {
            Role::Selected
        } else {
            Role::Label
        };
        painter.put(
            label.x,
            label.y,
            usize::from(width),
            &place.label,
            painter.style(role),
        );
        taken.push(label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Point {
        Point {
            latitude,
            longitude,
        }
    }

    #[test]
    fn every_point_is_in_the_window_and_nothing_is_stretched() {
        for points in [
            vec![at(38.5, 68.8), at(55.7, 37.6), at(51.2, 71.4)],
            vec![at(-18.1, 178.4), at(-13.8, -171.8), at(21.3, -157.9)],
            vec![at(35.9, 129.2)],
            vec![],
            vec![
                at(-41.3, 174.8),
                at(64.1, -21.9),
                at(-34.6, -58.4),
                at(35.7, 139.7),
            ],
        ] {
            for (width, height) in [(64, 20), (30, 8), (120, 40)] {
                let place = Rect::new(3, 2, width, height);
                let window = Window::new(place, &points);
                assert!(window.left >= -180.0 && window.left <= 180.0, "{window:?}");
                for point in &points {
                    let cell = window.cell(*point);
                    assert!(
                        cell.is_some_and(|(x, y)| place.contains((x, y).into())),
                        "{point:?} {window:?}"
                    );
                }
                let columns: u16 = window.parts().iter().map(|(place, _)| place.width).sum();
                assert_eq!(columns, width);
            }
        }
        let pacific = Window::new(
            Rect::new(0, 0, 80, 20),
            &[at(-18.1, 178.4), at(-13.8, -171.8)],
        );
        assert!(
            pacific.width < 60.0 && pacific.parts().len() == 2,
            "{pacific:?}"
        );
    }
}
