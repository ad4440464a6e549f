//! Keys as the command table names them, whatever terminal library read them.

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "they are what is printed on the keys")]
pub enum Key {
    /// A character that was typed.
    Char(char),
    /// A lower-case letter typed with Ctrl held.
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    ShiftTab,
    Backspace,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    AltLeft,
    AltRight,
    /// A function key.
    F(u8),
}

/// The keys that have a name.
const NAMED: &[(&str, Key)] = &[
    ("Enter", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("Shift-Tab", Key::ShiftTab),
    ("Backspace", Key::Backspace),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PgUp", Key::PageUp),
    ("PgDn", Key::PageDown),
    ("Alt-Left", Key::AltLeft),
    ("Alt-Right", Key::AltRight),
    ("Space", Key::Char(' ')),
];

impl Key {
    /// How keys are written.
    pub const EXAMPLES: &str = "a, A, Ctrl-A, Enter, Esc, Tab, Shift-Tab, Backspace, Space, Up, Down, Left, Right, Home, End, PgUp, PgDn, Alt-Left, Alt-Right, F1";

    /// The key of that name in the command table.
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some((_, key)) = NAMED.iter().find(|(named, _)| *named == name) {
            return Some(*key);
        }
        if let Some(number) = name
            .strip_prefix('F')
            .and_then(|number| number.parse().ok())
        {
            return (1..=12).contains(&number).then_some(Self::F(number));
        }
        let (ctrl, name) = match name.strip_prefix("Ctrl-") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let mut chars = name.chars();
        let c = chars.next().filter(|_| chars.next().is_none())?;
        Some(if ctrl {
            Self::Ctrl(c.to_ascii_lowercase())
        } else {
            Self::Char(c)
        })
    }
}
