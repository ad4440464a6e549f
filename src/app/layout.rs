//! The size of the screen and what is looked at in, the places of the panes out. Neighbours share
//! their border line.
//!
//! ```text
//!  wide, from 100 columns          80 columns               small           narrow and low
//!  ┌ 1 Timeline ──┬ 5 Source ─┐   ┌ 1 Timeline ───────┐   ┌ 1 2 3 4 ─┐   ─ 1 2 3 4 5 ─
//!  ├ 2 Participants           │   ├ 2 3 4 ────────────┤   │          │     one pane
//!  ├ 3 Figures ───┤           │   │                   │   ├ 5 Source ┤     at a time
//!  ├ 4 Agenda ────┤           │   ├ 5 Source ─────────┤   │          │
//!  └──────────────┴───────────┘   └───────────────────┘   └──────────┘
//! ```
//!
//! A view takes the place of the lists. Under the title stands a line of chips while there are any.

use std::ops::RangeInclusive;

use ratatui::layout::{Rect, Size};

use super::pane::Pane;

/// The least size at which anything is shown, in columns and rows.
pub const LEAST: Size = Size::new(40, 12);
/// Columns from which on the source stands beside the lists.
pub const WIDE: u16 = 100;
const FRAMED: u16 = 60;
/// Rows of a narrow screen from which on the source stands under the list.
const TALL: u16 = 22;
/// Columns of the source pane beyond which lines are tiring to read.
const SOURCE_MOST: u16 = 92;
/// The least columns of the source pane, and of what stands beside it.
const SOURCE_LEAST: u16 = 40;
/// The source's usual share of a wide screen, in per cent.
pub const SOURCE: u16 = 45;
/// The shares of a wide screen that the source may have, in per cent.
pub const SHARES: RangeInclusive<u16> = 25..=75;

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The pane that keys go to.
    pub focus: Pane,
    /// The list that was looked at last.
    pub list: Pane,
    /// The list that was looked at last, the timeline left out.
    pub lower: Pane,
    /// Whether the focused pane has the whole screen.
    pub zoom: bool,
    /// The list of the dashboard that was looked at last.
    pub home: Pane,
    /// The rows of the four lists.
    pub rows: [usize; 4],
    /// Whether the screen is narrowed to something.
    pub chips: bool,
    /// The source's share of a wide screen, in per cent, where somebody chose it.
    pub source: Option<u16>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            focus: Pane::Timeline,
            list: Pane::Timeline,
            lower: Pane::Participants,
            zoom: false,
            home: Pane::Timeline,
            rows: [0; 4],
            chips: false,
            source: None,
        }
    }
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The first line: title, counts, badge.
    pub title: Rect,
    /// The line of chips; empty without any.
    pub chips: Rect,
    /// The panes.
    pub areas: Vec<Area>,
    /// One or two lines that explain the selected row.
    pub why: Rect,
    /// The last line: keys, or the prompt.
    pub keys: Rect,
    /// Whether panes have borders at their sides.
    pub framed: bool,
}

/// A place for a pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The pane that is shown.
    pub pane: Pane,
    /// The panes that take turns here.
    pub tabs: Vec<Pane>,
    /// The place with its borders.
    pub outer: Rect,
    /// The place without them.
    pub inner: Rect,
}

impl Layout {
    /// Lays out the screen; `None` where it is too small.
    pub fn new(size: Size, view: &View) -> Option<Self> {
        let Size { width, height } = size;
        if width < LEAST.width || height < LEAST.height {
            return None;
        }
        let reasons = if height >= 30 { 2 } else { 1 };
        let framed = width >= FRAMED;
        // Without sides there is no bottom border either, but the why line still needs a rule.
        let chips = u16::from(view.chips);
        let body = Rect::new(0, 1 + chips, width, height - 2 - reasons - chips);
        let mut layout = Self {
            title: Rect::new(0, 0, width, 1),
            chips: Rect::new(0, 1, width, chips),
            areas: Vec::new(),
            why: Rect::new(0, height - 1 - reasons, width, reasons),
            keys: Rect::new(0, height - 1, width, 1),
            framed,
        };
        layout.place(body, view);
        Some(layout)
    }

    /// The area that shows a pane.
    pub fn area(&self, pane: Pane) -> Option<&Area> {
        self.areas.iter().find(|area| area.pane == pane)
    }

    fn place(&mut self, body: Rect, view: &View) {
        let Rect { width, height, .. } = body;
        let tabs = tabs(view);
        if view.zoom {
            self.add(view.focus, &[view.focus], body);
        } else if width >= WIDE {
            let (left, right) = beside(body, width - source_width(width, view.source));
            if view.list.is_view() {
                self.add(view.list, &[view.list], left);
            } else {
                self.wide(left, view);
            }
            self.add(Pane::Source, &[Pane::Source], right);
        } else if !self.framed && height < TALL {
            self.add(view.focus, &tabs, body);
        } else if view.list.is_view() {
            let rows = usize::from(height);
            let mut places = stack(body, &[(rows, 3), (rows, 2)]).into_iter();
            let mut next = || places.next().unwrap_or_default();
            self.add(view.list, &[view.list], next());
            self.add(Pane::Source, &[Pane::Source], next());
        } else if height >= 36 {
            let rows = view.rows;
            let half = usize::from(height / 2);
            let wants = [
                (rows[0], 3),
                (rows[1], 2),
                (rows[2], 2),
                (rows[3], 2),
                (half, 5),
            ];
            for (pane, place) in Pane::ALL.into_iter().zip(stack(body, &wants)) {
                self.add(pane, &[pane], place);
            }
        } else if height >= 17 && self.framed {
            let lower = [Pane::Participants, Pane::Figures, Pane::Agenda];
            let most = view.rows.iter().skip(1).copied().max().unwrap_or_default();
            let third = usize::from(height / 3);
            let wants = [
                (view.rows[0].min(third), 6),
                (most.min(third), 5),
                (height.into(), 6),
            ];
            let mut places = stack(body, &wants).into_iter();
            let mut next = || places.next().unwrap_or_default();
            self.add(Pane::Timeline, &[Pane::Timeline], next());
            self.add(view.lower, &lower, next());
            self.add(Pane::Source, &[Pane::Source], next());
        } else {
            let half = usize::from(height / 2);
            let mut places = stack(body, &[(half, 1), (half, 1)]).into_iter();
            let mut next = || places.next().unwrap_or_default();
            self.add(view.list, &Pane::LISTS, next());
            self.add(Pane::Source, &[Pane::Source], next());
        }
    }

    /// The lists at the left of a wide screen.
    fn wide(&mut self, left: Rect, view: &View) {
        let rows = view.rows;
        if left.height < 20 {
            self.add(view.list, &Pane::LISTS, left);
        } else if left.width >= 96 {
            let wants = [(rows[0], 3), (rows[1].max(rows[2]), 2), (rows[3], 2)];
            let mut places = stack(left, &wants).into_iter();
            let mut next = || places.next().unwrap_or_default();
            self.add(Pane::Timeline, &[Pane::Timeline], next());
            let (people, numbers) = beside(next(), left.width / 2);
            self.add(Pane::Participants, &[Pane::Participants], people);
            self.add(Pane::Figures, &[Pane::Figures], numbers);
            self.add(Pane::Agenda, &[Pane::Agenda], next());
        } else {
            let wants = [(rows[0], 3), (rows[1], 2), (rows[2], 2), (rows[3], 2)];
            for (pane, place) in Pane::LISTS.into_iter().zip(stack(left, &wants)) {
                self.add(pane, &[pane], place);
            }
        }
    }

    fn add(&mut self, pane: Pane, tabs: &[Pane], outer: Rect) {
        let side = u16::from(self.framed);
        let inner = Rect::new(
            outer.x + side,
            outer.y + 1,
            outer.width.saturating_sub(2 * side),
            outer.height.saturating_sub(2),
        );
        self.areas.push(Area {
            pane,
            tabs: tabs.to_vec(),
            outer,
            inner,
        });
    }
}

/// The panes that take turns where there is room for one only.
fn tabs(view: &View) -> Vec<Pane> {
    if view.list.is_view() {
        vec![view.list, Pane::Source]
    } else {
        Pane::LISTS.into_iter().chain([Pane::Source]).collect()
    }
}

/// The columns of the source on a wide screen.
fn source_width(width: u16, share: Option<u16>) -> u16 {
    match share {
        Some(share) => {
            let columns = u32::from(width) * u32::from(share) / 100;
            let columns = u16::try_from(columns).unwrap_or(width);
            columns.clamp(SOURCE_LEAST, width.saturating_sub(SOURCE_LEAST))
        }
        None => (width * SOURCE / 100).clamp(46, SOURCE_MOST.max(width * 3 / 8)),
    }
}

/// Two places side by side that share a border; the left one is `width` columns wide.
fn beside(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let left = Rect { width, ..area };
    let shared = width.saturating_sub(1);
    let right = Rect {
        x: area.x + shared,
        width: area.width - shared,
        ..area
    };
    (left, right)
}

/// Places on top of each other that share their borders. Each wants a number of rows and has a weight:
/// where there is not room for all, rows are shared out by weight. What is left over goes to the last.
fn stack(area: Rect, wants: &[(usize, u16)]) -> Vec<Rect> {
    let borders = u16::try_from(wants.len() + 1).unwrap_or(u16::MAX);
    let mut left = area.height.saturating_sub(borders);
    let mut given = vec![0_u16; wants.len()];
    while left > 0 {
        // The next row goes to the pane that wants more and is shortest for its weight.
        let all = given.iter_mut().zip(wants);
        let hungry = all.filter(|(given, (want, _))| usize::from(**given) < (*want).max(1));
        let shortest = hungry
            .min_by_key(|(given, (_, weight))| u32::from(**given) * 60 / u32::from(*weight).max(1));
        let Some((shortest, _)) = shortest else {
            break;
        };
        *shortest += 1;
        left -= 1;
    }
    if let Some(last) = given.last_mut() {
        *last += left;
    }
    let mut y = area.y;
    let place = |rows: u16| {
        let place = Rect {
            y,
            height: (rows + 2).min(area.bottom().saturating_sub(y)),
            ..area
        };
        y = (y + rows + 1).min(area.bottom().saturating_sub(1));
        place
    };
    given.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_what_is_shown_at_each_size() {
        let view = View {
            rows: [13, 11, 8, 6],
            lower: Pane::Figures,
            ..View::default()
        };
        for (width, height, shown) in [
            (120, 36, "Timeline Participants Figures Agenda Source"),
            (200, 50, "Timeline Participants Figures Agenda Source"),
            (100, 16, "Timeline Source"),
            (80, 24, "Timeline Figures Source"),
            (80, 50, "Timeline Participants Figures Agenda Source"),
            (60, 16, "Timeline Source"),
            (50, 30, "Timeline Source"),
            (50, 20, "Timeline"),
            (40, 12, "Timeline"),
        ] {
            let layout = Layout::new(Size::new(width, height), &view).unwrap();
            let titles: Vec<&str> = layout.areas.iter().map(|area| area.pane.title()).collect();
            assert_eq!(titles.join(" "), shown, "{width}×{height}");
        }
        assert_eq!(Layout::new(Size::new(39, 40), &view), None);
    }

    proptest! {
        #[test]
        fn panes_fill_the_body(
            width in 40_u16..300,
            height in 12_u16..100,
            rows in prop::array::uniform4(0_usize..60),
            (zoom, chips) in any::<(bool, bool)>(),
            source in prop::option::of(0_u16..101),
            list in prop::sample::select(Pane::ALL.to_vec()),
        ) {
            prop_assume!(list != Pane::Source);
            let view = View { list, focus: list, rows, zoom, chips, source, ..View::default() };
            let layout = Layout::new(Size::new(width, height), &view).unwrap();
            let top = 1 + u16::from(chips);
            let body = Rect::new(0, top, width, layout.why.y - top);
            for area in &layout.areas {
                prop_assert_eq!(area.outer.intersection(body), area.outer);
                prop_assert!(area.inner.height >= 1 && area.inner.width >= 20);
            }
            let bottom = layout.areas.iter().map(|area| area.outer.bottom()).max();
            prop_assert_eq!(bottom, Some(body.bottom()));
        }
    }
}
