//! What a key press costs on a slow link, in bytes: the real screen at 120 columns and 40 rows in 256 colours,
//! through the real encoder, held cell by cell against what a terminal makes of the bytes.
//!
//! A held key is one that does not rest: what follows from the selected row waits for its end.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

mod common;

use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use summitry::app::{Action, App, Board, Effect, Key, Settings};
use summitry::dossier::{self, Dossier};
use summitry::reading::{self, Source};
use summitry::terminal::encoder::Encoder;

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

/// The screen on one side of the link, the terminal on the other.
struct Link {
    app: App,
    encoder: Encoder,
    shown: Option<Buffer>,
    terminal: vt100::Parser,
}

impl Link {
    /// A screen that is not shown yet.
    fn new(dossier: Dossier) -> Self {
        let mut app = App::new(Arc::new(Board::new(dossier)), Settings::default());
        app.update(Action::Resize(COLUMNS, ROWS));
        let (rows, columns) = (ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap());
        Self {
            app,
            encoder: Encoder::new(),
            shown: None,
            terminal: vt100::Parser::new(rows, columns, 0),
        }
    }

    /// One that is shown, after these keys, each of which rested.
    fn after(dossier: Dossier, keys: &str) -> Self {
        let mut link = Self::new(dossier);
        for name in keys.split_whitespace() {
            link.hit(name);
            link.app.update(Action::Wake);
        }
        link.frame();
        link
    }

    /// Draws and sends a frame; its bytes.
    fn frame(&mut self) -> usize {
        let mut frame = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
        let cursor = self.app.draw(&mut frame);
        let mut bytes = Vec::new();
        self.encoder
            .encode(self.shown.as_ref(), &frame, cursor, &mut bytes);
        self.terminal.process(&bytes);
        assert_eq!(faults(&frame, cursor, self.terminal.screen()), [""; 0]);
        self.shown = Some(frame);
        bytes.len()
    }

    fn hit(&mut self, name: &str) {
        let action = self.app.action(Key::from_name(name).unwrap()).unwrap();
        assert_eq!(self.app.update(action), Effect::Draw);
    }

    /// Presses a key; the bytes of its frame.
    fn press(&mut self, name: &str) -> usize {
        self.hit(name);
        self.frame()
    }

    /// Lets the key rest; the bytes of its frame.
    fn rest(&mut self) -> usize {
        assert!(self.app.wakes().is_some());
        self.app.update(Action::Wake);
        self.frame()
    }
}

/// Where the terminal does not show the frame.
fn faults(frame: &Buffer, cursor: Option<Position>, screen: &vt100::Screen) -> Vec<String> {
    let mut faults = Vec::new();
    for y in 0..ROWS {
        let mut x = 0;
        while x < COLUMNS {
            let cell = &frame[(x, y)];
            let (wanted, found) = (wanted(cell), found(screen.cell(y, x).unwrap()));
            if wanted != found {
                faults.push(format!("{x},{y}: wanted {wanted:?}, found {found:?}"));
            }
            x += cell.cell_width().max(1);
        }
    }
    let place = (!screen.hide_cursor()).then(|| screen.cursor_position());
    if place != cursor.map(|cursor| (cursor.y, cursor.x)) {
        faults.push(format!("cursor: wanted {cursor:?}, found {place:?}"));
    }
    faults
}

/// What can be seen of a cell: text, colours, and bold, dim, italic, underlined, reversed.
#[derive(Debug, PartialEq)]
struct Look(String, [vt100::Color; 2], [bool; 5]);

impl Look {
    /// Without what does not show on a blank.
    fn settled(mut self) -> Self {
        if self.0 == " " && !self.2[3] && !self.2[4] {
            self.1[0] = vt100::Color::Default;
            self.2 = [false; 5];
        }
        self
    }
}

fn wanted(cell: &Cell) -> Look {
    let colour = |colour| match colour {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(index) => vt100::Color::Idx(index),
        other => unreachable!("{other} is no colour of the theme"),
    };
    let modes = [
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
    ];
    let modes = modes.map(|mode| cell.modifier.contains(mode));
    Look(
        cell.symbol().to_owned(),
        [cell.fg, cell.bg].map(colour),
        modes,
    )
    .settled()
}

fn found(cell: &vt100::Cell) -> Look {
    let text = if cell.has_contents() {
        cell.contents()
    } else {
        " "
    };
    let modes = [
        cell.bold(),
        cell.dim(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
    ];
    Look(text.to_owned(), [cell.fgcolor(), cell.bgcolor()], modes).settled()
}

/// The embedded articles.
fn seeds() -> Dossier {
    dossier::build(reading::read(&[Source::Seeds], &|_, _| {}))
}

/// The test dossier with some two hundred events, in another order each time round: what a list that moves
/// on shows in a row is not by chance what stood there before.
fn long() -> Dossier {
    let mut dossier = common::dossier();
    let events = std::mem::take(&mut dossier.events);
    let event = |index: usize| {
        let event = &events[(index + index / events.len()) % events.len()];
        dossier::Event {
            id: format!("{}-{index}", event.id),
            ..event.clone()
        }
    };
    dossier.events = (0..200).map(event).collect();
    dossier
}

/// Tells what frames cost; the mean.
fn mean(what: &str, bytes: &[usize]) -> usize {
    let mean = bytes.iter().sum::<usize>() / bytes.len();
    let most = bytes.iter().max().unwrap();
    println!("{what}: {mean} bytes on average, {most} at the most");
    mean
}

#[test]
fn the_first_frame_fits_a_slow_link() {
    for (what, dossier) in [("embedded", seeds()), ("many rows", long())] {
        let bytes = Link::new(dossier).frame();
        println!("first frame, {what}: {bytes} bytes");
        assert!(bytes <= 7500, "{what}: {bytes}");
    }
}

#[test]
fn a_frame_without_change_is_free() {
    let mut link = Link::after(seeds(), "j Tab");
    assert_eq!(link.frame(), 0);
    link.press("j");
    assert_eq!(link.frame(), 0);
    link.rest();
    assert_eq!(link.frame(), 0);
}

#[test]
fn a_moving_highlight_costs_little() {
    let mut means = Vec::new();
    for (what, dossier, pane, rows) in [
        ("embedded, timeline", seeds(), "1", 8),
        ("embedded, participants", seeds(), "2", 4),
        ("embedded, figures", seeds(), "3", 4),
        ("embedded, agenda", seeds(), "4", 4),
        ("many rows, timeline", long(), "1", 9),
    ] {
        let mut link = Link::after(dossier, &format!("{pane} g"));
        // What is linked follows the first press at once, and waits from then on.
        link.press("Down");
        let keys = std::iter::repeat_n("Down", rows).chain(std::iter::repeat_n("Up", rows));
        let bytes: Vec<usize> = keys.map(|key| link.press(key)).collect();
        means.push((
            mean(&format!("a row down or up, held; {what}"), &bytes),
            what,
        ));
    }
    means.retain(|(mean, _)| *mean > 240);
    assert_eq!(means, [], "over 240 bytes");
}

#[test]
fn a_held_key_costs_little() {
    let mut link = Link::after(long(), "1 g Down Down");
    let mut bytes: Vec<usize> = (0..100).map(|_| link.press("Down")).collect();
    // The rest is part of the last press.
    bytes[99] += link.rest();
    let mean = mean("100 rows down, held", &bytes);
    assert!(mean <= 350, "{mean} bytes");
}

#[test]
fn no_frame_of_a_key_is_large() {
    for (what, dossier) in [("embedded", seeds()), ("many rows", long())] {
        let mut link = Link::after(dossier, "1 g");
        let frames = |_| [link.press("Down"), link.rest()];
        let bytes: Vec<usize> = (0..16).flat_map(frames).collect();
        mean(&format!("a row down and what is linked, {what}"), &bytes);
        assert!(bytes.iter().all(|bytes| *bytes <= 3200), "{what}");
    }
}
