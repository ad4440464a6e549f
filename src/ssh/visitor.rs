//! What a visitor's client says of itself in, the settings of the visitor's screen out. All of it is a stranger's
//! text: little is kept, and only looked at.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::app::{Access, Charset, Keymap, Settings, ThemeName};
use crate::terminal;

/// The most columns and rows of a screen that is drawn; a larger terminal shows it in its corner.
const MOST: Size = Size::new(300, 120);
/// The size of a terminal that does not tell.
const USUAL: Size = Size::new(80, 24);
/// Variables, and bytes of each, that are kept.
const VARIABLES: usize = 16;
const BYTES: usize = 256;

/// Who looks at the screen, and on what.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The login name.
    pub user: String,
    /// The fingerprint of the key that was shown, where one was.
    pub key: Option<String>,
    /// The terminal, where there is one.
    pub terminal: Option<Terminal>,
    variables: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub struct Terminal {
    pub name: String,
    pub size: Size,
}

impl Terminal {
    /// A terminal of that name, of which no more is kept than of a variable.
    pub fn new(name: &str, size: Size) -> Self {
        Self {
            name: name.chars().take(BYTES).collect(),
            size,
        }
    }
}

impl Visitor {
    /// Takes a login name over, and the fingerprint of a key.
    pub fn enter(&mut self, user: &str, key: Option<String>) {
        self.user = user.chars().take(BYTES).collect();
        self.key = key;
    }

    /// Takes a variable over, if it is one that says how to draw; whether it was.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let is_of_use = matches!(name, "COLORTERM" | "COLORFGBG" | "NO_COLOR" | "LANG")
            || name.starts_with("LC_");
        let is_small = name.len() <= BYTES && value.len() <= BYTES;
        let has_room = self.variables.len() < VARIABLES;
        if is_of_use && is_small && has_room {
            self.variables.push((name.to_owned(), value.to_owned()));
        }
        is_of_use && is_small && has_room
    }

    /// The size of the terminal.
    pub fn size(&self) -> Size {
        self.terminal
            .as_ref()
            .map_or(USUAL, |terminal| terminal.size)
    }

    /// Whether there is a terminal that a screen can be drawn on.
    pub fn has_screen(&self) -> bool {
        let name = self.terminal.as_ref().map(|terminal| &*terminal.name);
        !matches!(name, None | Some("" | "dumb"))
    }

    /// How the screen is shown. The words of the login name come first ("ssh light+ascii@host"), for most
    /// clients send no variables.
    pub fn settings(&self, keymap: Arc<Keymap>) -> Settings {
        let variable = |name: &str| {
            if name == "TERM" {
                return self.terminal.as_ref().map(|terminal| terminal.name.clone());
            }
            let mut found = self.variables.iter().rev();
            found
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        };
        let wishes = || self.user.split(['+', '.']);
        Settings {
            theme: wishes()
                .find_map(ThemeName::from_name)
                .unwrap_or_else(|| ThemeName::suiting(variable)),
            charset: if wishes().any(|wish| wish == "ascii") {
                Charset::Ascii
            } else {
                terminal::charset(variable)
            },
            access: Access::Guest,
            keymap,
            ..Settings::default()
        }
    }
}

/// The size to draw at, of what a client says.
pub fn size(columns: u32, rows: u32) -> Size {
    let within = |count: u32, usual: u16, most: u16| match u16::try_from(count) {
        Ok(0) => usual,
        Ok(count) => count.min(most),
        Err(_) => most,
    };
    Size::new(
        within(columns, USUAL.width, MOST.width),
        within(rows, USUAL.height, MOST.height),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(user: &str, terminal: &str, variables: &[(&str, &str)]) -> Visitor {
        let mut visitor = Visitor {
            user: user.to_owned(),
            terminal: Some(Terminal {
                name: terminal.to_owned(),
                size: USUAL,
            }),
            ..Visitor::default()
        };
        for (name, value) in variables {
            visitor.set(name, value);
        }
        visitor
    }

    #[test]
    fn the_client_chooses_colours_and_characters() {
        use Charset::{Ascii, Unicode};
        use ThemeName::{Dark, Light, Mono, Sixteen};
        for (user, terminal, variables, theme, charset) in [
            ("x", "xterm-256color", &[][..], Dark, Unicode),
            ("x", "xterm", &[], Sixteen, Unicode),
            ("x", "xterm", &[("COLORTERM", "truecolor")], Dark, Unicode),
            ("x", "xterm-256color", &[("NO_COLOR", "1")], Mono, Unicode),
            (
                "x",
                "vt100",
                &[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")],
                Mono,
                Ascii,
            ),
            (
                "light",
                "xterm-256color",
                &[("LANG", "C.UTF-8")],
                Light,
                Unicode,
            ),
            ("ascii+mono", "xterm-256color", &[], Mono, Ascii),
            (
                "anna.ascii",
                "xterm-256color",
                &[("TERM", "vt100")],
                Dark,
                Ascii,
            ),
        ] {
            let settings = visitor(user, terminal, variables).settings(Arc::default());
            let got = (settings.theme, settings.charset);
            assert_eq!(got, (theme, charset), "{user} {terminal} {variables:?}");
            assert_eq!(settings.access, Access::Guest);
        }
    }

    #[test]
    fn few_and_small_variables_are_kept() {
        let mut visitor = Visitor::default();
        for name in [
            "PATH",
            "LD_PRELOAD",
            "TERM",
            "TERMINFO",
            "HOME",
            "lc_all",
            "",
        ] {
            assert!(!visitor.set(name, "x"), "{name}");
        }
        assert!(!visitor.set("LANG", &"x".repeat(BYTES + 1)));
        let kept = (0..100).filter(|number| visitor.set(&format!("LC_{number}"), "x"));
        assert_eq!(kept.count(), VARIABLES);
    }

    #[test]
    fn sizes_have_an_end() {
        for ((columns, rows), wanted) in [
            ((120, 40), (120, 40)),
            ((0, 0), (80, 24)),
            ((1, 1), (1, 1)),
            ((u32::MAX, 65_536), (300, 120)),
        ] {
            assert_eq!(size(columns, rows), Size::from(wanted));
        }
    }
}
