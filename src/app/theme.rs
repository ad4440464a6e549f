//! The styles of the screen, as roles; a theme is one column of assets/colours.tsv.

use ratatui::style::{Color, Modifier, Style};

use crate::knowledge::table::rows;

const TABLE: &str = include_str!("../../assets/colours.tsv");

macro_rules! roles {
    ($($role:ident = $name:literal),* $(,)?) => {
        /// What a piece of the screen is, for its style.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "assets/colours.tsv lists them")]
        pub enum Role { $($role),* }

        /// The names of the roles in assets/colours.tsv, in the order of [`Role`].
        const ROLES: &[&str] = &[$($name),*];
    };
}

roles! {
    Text = "text", Dim = "dim", Border = "border", Focus = "focus",
    TitleFocus = "title-focus", Heading = "heading", Badge = "badge", Chip = "chip",
    Selected = "selected", SelectedIdle = "selected-idle", Label = "label",
    Evidence = "evidence", MarkDate = "mark-date", MarkPerson = "mark-person",
    MarkFigure = "mark-figure", MarkTheme = "mark-theme", MarkEvent = "mark-event",
    PhraseDate = "phrase-date", PhrasePerson = "phrase-person", PhraseFigure = "phrase-figure",
    PhraseTheme = "phrase-theme", PhraseEvent = "phrase-event", Chosen = "chosen",
    Gutter = "gutter", Furniture = "furniture", Hit = "hit", Report = "report",
    Agree = "agree", Differ = "differ", Key = "key",
}

/// The themes by name, in the order of the table's columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// 256 colours on a dark background.
    #[default]
    Dark,
    /// 256 colours on a light background.
    Light,
    /// The terminal's own 16 colours.
    Sixteen,
    /// No colour: bold, dim, underlined, reversed.
    Mono,
}

impl ThemeName {
    /// Every theme.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Sixteen, Self::Mono];

    /// The name as `--theme` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Sixteen => "sixteen",
            Self::Mono => "mono",
        }
    }

    /// The theme of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The theme that suits a terminal that describes itself by these environment variables
    /// (`NO_COLOR`, `COLORTERM`, `TERM`, `COLORFGBG`).
    pub fn suiting(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| variable(name).unwrap_or_default();
        let terminal = value("TERM");
        if !value("NO_COLOR").is_empty() || matches!(&*terminal, "" | "dumb" | "vt100" | "vt220") {
            return Self::Mono;
        }
        let many = matches!(&*value("COLORTERM"), "truecolor" | "24bit")
            || [
                "256color",
                "-direct",
                "alacritty",
                "contour",
                "foot",
                "ghostty",
                "kitty",
                "rio",
                "wezterm",
            ]
            .iter()
            .any(|part| terminal.contains(part));
        // COLORFGBG is "foreground;background" in the 16 colours: 7 and 15 are the whites.
        let light = matches!(value("COLORFGBG").rsplit(';').next(), Some("7" | "15"));
        match (many, light) {
            (false, _) => Self::Sixteen,
            (true, true) => Self::Light,
            (true, false) => Self::Dark,
        }
    }

    /// The theme after this one.
    pub fn next(self) -> Self {
        let after = Self::ALL.into_iter().skip_while(|theme| *theme != self);
        after.skip(1).chain(Self::ALL).next().unwrap_or_default()
    }
}

/// A style for every role.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Which theme it is.
    pub name: ThemeName,
    styles: Vec<Style>,
}

impl Theme {
    /// The theme of that name.
    pub fn new(name: ThemeName) -> Self {
        let table: Vec<[&str; 5]> = rows(TABLE).collect();
        let style = |role: &&str| {
            let row = table.iter().find(|[name, ..]| name == role);
            row.and_then(|row| row.get(1 + name as usize))
                .map_or_else(Style::new, |cell| parse(cell).unwrap_or_default())
        };
        Self {
            name,
            styles: ROLES.iter().map(style).collect(),
        }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }
}

/// Reads a cell of the table (`fg:231 bg:24 bold`); `None` where a word is not understood.
fn parse(cell: &str) -> Option<Style> {
    cell.split_whitespace()
        .try_fold(Style::new(), |style, word| {
            Some(match word.split_once(':') {
                Some(("fg", index)) => style.fg(Color::Indexed(index.parse().ok()?)),
                Some(("bg", index)) => style.bg(Color::Indexed(index.parse().ok()?)),
                _ => style.add_modifier(match word {
                    "bold" => Modifier::BOLD,
                    "dim" => Modifier::DIM,
                    "underlined" => Modifier::UNDERLINED,
                    "reversed" => Modifier::REVERSED,
                    _ => return None,
                }),
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert_eq!(rows::<5>(TABLE).count(), ROLES.len());
        for [role, themes @ ..] in rows::<5>(TABLE) {
            assert!(ROLES.contains(&role), "{role}");
            for cell in themes {
                let style = parse(cell);
                assert!(style.is_some(), "{role}: {cell}");
                let style = style.unwrap();
                assert!(style.bg.is_none() || style.fg.is_some(), "{role}: {cell}");
            }
            let mono = parse(themes[3]).unwrap();
            assert!(mono.fg.is_none() && mono.bg.is_none(), "{role}");
        }
    }

    #[test]
    fn suits_the_terminal() {
        for (variables, wanted) in [
            (&[("TERM", "xterm-256color")][..], ThemeName::Dark),
            (
                &[("TERM", "xterm"), ("COLORTERM", "truecolor")],
                ThemeName::Dark,
            ),
            (
                &[("TERM", "xterm-256color"), ("COLORFGBG", "0;15")],
                ThemeName::Light,
            ),
            (&[("TERM", "linux")], ThemeName::Sixteen),
            (&[("TERM", "vt100")], ThemeName::Mono),
            (
                &[("TERM", "xterm-256color"), ("NO_COLOR", "1")],
                ThemeName::Mono,
            ),
            (
                &[("TERM", "xterm-256color"), ("NO_COLOR", "")],
                ThemeName::Dark,
            ),
        ] {
            let of = |name: &str| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(ThemeName::suiting(of), wanted, "{variables:?}");
        }
    }

    #[test]
    fn themes_follow_each_other() {
        let round = ThemeName::ALL.map(ThemeName::next);
        assert_eq!(
            round,
            [
                ThemeName::Light,
                ThemeName::Sixteen,
                ThemeName::Mono,
                ThemeName::Dark
            ]
        );
    }
}
