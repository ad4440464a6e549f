//! The bytes of a visitor's keyboard in, what they ask for out: however they are cut into packets, and whatever
//! they are.

use termina::Parser;
use termina::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEventKind,
};

use crate::app::{Action, App, Key, Mouse};

/// Bytes of something unfinished after which it is given up: no key and no answer of a terminal is so long.
const MOST_UNFINISHED: usize = 8 * 1024;
/// What stands before and after a paste (bracketed paste, xterm).
const PASTE: &[u8; 6] = b"\x1b[200~";
const PASTE_END: &[u8; 6] = b"\x1b[201~";

/// Takes the bytes apart.
#[derive(Debug, Default)]
pub struct Input {
    parser: Parser,
    /// Bytes since the last event.
    unfinished: usize,
    /// The last bytes.
    last: [u8; 6],
    is_pasting: bool,
    /// Whether the rest of a paste that is too long is passed over: it must not be taken for keys.
    passes_over: bool,
}

impl Input {
    /// Takes some bytes, and tells of each event that is complete with them.
    pub fn feed(&mut self, bytes: &[u8], mut tell: impl FnMut(Event)) {
        for byte in bytes {
            self.unfinished += 1;
            self.last.rotate_left(1);
            self.last[5] = *byte;
            if !self.passes_over {
                self.parser.parse(&[*byte], true);
                self.collect(&mut tell);
            }
            if self.last == *PASTE_END {
                self.is_pasting = false;
                self.passes_over = false;
            } else if self.last == *PASTE && self.unfinished == PASTE.len() {
                self.is_pasting = true;
            }
            if self.unfinished > MOST_UNFINISHED && !self.passes_over {
                self.parser = Parser::default();
                self.unfinished = 0;
                self.passes_over = self.is_pasting;
            }
        }
    }

    /// Whether what has come could go on: an Escape key, or the beginning of another one.
    pub const fn is_unfinished(&self) -> bool {
        self.unfinished > 0 && !self.is_pasting
    }

    /// Takes what has come for complete, after some time without more.
    pub fn flush(&mut self, tell: impl FnMut(Event)) {
        self.parser.parse(b"", false);
        self.collect(tell);
        if !self.is_pasting {
            self.parser = Parser::default();
            self.unfinished = 0;
        }
    }

    fn collect(&mut self, mut tell: impl FnMut(Event)) {
        while let Some(event) = self.parser.pop() {
            self.unfinished = 0;
            tell(event);
        }
    }
}

/// What an event asks for; `None` where it asks for nothing.
pub fn action(app: &App, event: Event) -> Option<Action> {
    match event {
        Event::Key(key) => app.action(key_of(key)?),
        Event::Paste(text) => Some(Action::Type(text)),
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
fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    if event.modifiers.contains(Modifiers::ALT) {
        return match event.code {
            KeyCode::Left => Some(Key::AltLeft),
            KeyCode::Right => Some(Key::AltRight),
            _ => None,
        };
    }
    Some(match event.code {
        KeyCode::Char(c) if event.modifiers.contains(Modifiers::CONTROL) => {
            Key::Ctrl(c.to_ascii_lowercase())
        }
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Escape => Key::Esc,
        KeyCode::Tab if event.modifiers.contains(Modifiers::SHIFT) => Key::ShiftTab,
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
        KeyCode::Function(number) => Key::F(number),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The keys and pastes of some packets, the last one followed by a rest.
    fn typed(packets: &[&[u8]]) -> String {
        let mut input = Input::default();
        let mut events = Vec::new();
        for packet in packets {
            input.feed(packet, |event| events.push(event));
        }
        if input.is_unfinished() {
            input.flush(|event| events.push(event));
        }
        let name = |event| match event {
            Event::Key(key) => key_of(key).map(|key| match key {
                Key::Char(c) => c.to_string(),
                key => format!("{key:?}"),
            }),
            Event::Paste(text) => Some(format!("paste {}", text.len())),
            Event::Mouse(mouse) => Some(format!("mouse {},{}", mouse.column, mouse.row)),
            _ => None,
        };
        events
            .into_iter()
            .filter_map(name)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn keys_are_told_however_they_are_cut() {
        let long = [
            b"\x1b[200~".to_vec(),
            vec![b'q'; 100_000],
            b"\x1b[201~j".to_vec(),
        ]
        .concat();
        for (packets, wanted) in [
            (&[&b"\x1b"[..], b"[A"][..], "Up"),
            (&[b"\x1b[", b"A"], "Up"),
            (&[b"jj\x1b"], "j j Esc"),
            (&[b"\x1b\x1b[B"], "Esc [ B"),
            (&[b"\x1bO", b"P\x03"], "F(1) Ctrl('c')"),
            (&[b"\x1b[<0;3", b";5Mj"], "mouse 2,4 j"),
            (
                &[b"\x1b[1;3D\x1b[Z\x7f\r\t"],
                "AltLeft ShiftTab Backspace Enter Tab",
            ),
            (&[b"\xc3", b"\xa9"], "é"),
            (&[b"\x1b[200~ab", b"c\x1b[20", b"1~j"], "paste 3 j"),
            (&[&long], "j"),
            (&[b"\x1b[97;1:3u\x1b[Ij"], "j"),
            (
                &[b"\x1b[?2026;2$y\x1b]11;rgb:0/0/0\x1b\\\x1bP1$r0m\x1b\\\x1b[0nj"],
                "j",
            ),
            (&[b"\x9b\xffj\x1b[999zj"], "j j"),
        ] {
            assert_eq!(typed(packets), wanted, "{packets:?}");
        }
    }

    #[test]
    fn what_is_half_a_key_does_not_swallow_the_next() {
        for half in [&b"\x1bO"[..], b"\x1b[", b"\x1b[1;", b"\xe2\x82"] {
            let mut input = Input::default();
            input.feed(half, |_| ());
            assert!(input.is_unfinished());
            input.flush(|_| ());
            let mut events = Vec::new();
            input.feed(b"j", |event| events.push(event));
            assert_eq!(events.len(), 1, "{half:?}");
        }
    }

    #[test]
    fn what_has_no_end_is_given_up() {
        let mut input = Input::default();
        let mut count = 0;
        for begin in [&b"\x1b]"[..], b"\x1bP", b"\x1b[200~"] {
            input.feed(begin, |_| ());
            for _ in 0..1024 {
                input.feed(&[b'1'; 1024], |_| count += 1);
            }
            input.feed(PASTE_END, |_| ());
        }
        let mut events = Vec::new();
        input.feed(b"j", |event| events.push(event));
        assert_eq!(events, [Event::Key(KeyCode::Char('j').into())]);
    }

    proptest! {
        #[test]
        fn packets_do_not_matter(bytes: Vec<u8>, cuts in prop::collection::vec(1_usize..9, 1..64)) {
            let mut packets = Vec::new();
            let mut rest = &bytes[..];
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (packet, after) = rest.split_at((*cut).min(rest.len()));
                packets.push(packet);
                rest = after;
            }
            prop_assert_eq!(typed(&packets), typed(&[&bytes]));
        }
    }
}
