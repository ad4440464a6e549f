//! What the terminal reports in, what the app is told of it out.

use std::sync::mpsc::Sender;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::Report;
use crate::app::{Action, App, Key, Mouse};

/// Reads the terminal until it is gone.
pub(super) fn read(reports: &Sender<Report>) {
    while let Ok(event) = event::read() {
        if reports.send(Report::Event(event)).is_err() {
            return;
        }
    }
    // Nobody listens any more where this fails.
    let _ = reports.send(Report::End(1));
}

/// What an event asks for; `None` where it asks for nothing.
pub fn action(app: &App, event: &Event) -> Option<Action> {
    match event {
        Event::Key(key) => app.action(key_of(key)?),
        Event::Paste(text) => Some(Action::Type(text.clone())),
        Event::Resize(width, height) => Some(Action::Resize(*width, *height)),
        Event::Mouse(mouse) => {
            let (x, y) = (mouse.column, mouse.row);
            Some(Action::Mouse(match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Click(x, y),
                MouseEventKind::ScrollDown => Mouse::Wheel(x, y, true),
                MouseEventKind::ScrollUp => Mouse::Wheel(x, y, false),
                _ => return None,
            }))
        }
        _ => None,
    }
}

/// The key that was pressed; `None` for one that the program has no name for.
pub fn key_of(event: &KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    if event.modifiers.contains(KeyModifiers::ALT) {
        return match event.code {
            KeyCode::Left => Some(Key::AltLeft),
            KeyCode::Right => Some(Key::AltRight),
            _ => None,
        };
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(match event.code {
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::ShiftTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::ShiftTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    })
}
