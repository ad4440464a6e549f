//! Themes: a phrase of the text in, the themes of an agenda that it points to out.

use std::sync::LazyLock;

use super::phrases::{Phrases, plural};
use super::table::{list, rows};

/// One theme that a phrase points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// One of [`Themes::names`].
    pub theme: &'static str,
    /// Whether the phrase names the theme by itself; a weak cue needs company.
    pub strong: bool,
}

/// All themes, with the phrases that point to them.
#[derive(Debug)]
pub struct Themes {
    names: Vec<&'static str>,
    cues: Vec<Vec<Cue>>,
    phrases: Phrases<usize>,
}

/// The table of themes.
pub fn themes() -> &'static Themes {
    static THEMES: LazyLock<Themes> = LazyLock::new(parse);
    &THEMES
}

impl Themes {
    /// The longest cue that begins at `index`: how many words it takes, and every theme that it
    /// points to. `word_at` as in [`Phrases::longest`].
    pub fn find<'w>(
        &self,
        word_at: impl Fn(usize) -> &'w str,
        index: usize,
    ) -> Option<(usize, &[Cue])> {
        let (taken, &cues) = self.phrases.longest(word_at, index)?;
        Some((taken, self.cues.get(cues)?))
    }

    /// The closed list of themes.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }
}

const TABLE: &str = include_str!("../../assets/en/themes.tsv");

fn parse() -> Themes {
    let mut names = Vec::with_capacity(32);
    let mut cues: Vec<Vec<Cue>> = Vec::with_capacity(1200);
    let mut phrases: Phrases<usize> = Phrases::with_capacity(2400);
    for [theme, strong, weak] in rows(TABLE) {
        names.push(theme);
        for (cell, strong) in [(strong, true), (weak, false)] {
            for phrase in list(cell) {
                let cue = Cue { theme, strong };
                point(&mut phrases, &mut cues, phrase, cue);
                if let Some(many) = plural(phrase) {
                    point(&mut phrases, &mut cues, &many, cue);
                }
            }
        }
    }
    Themes {
        names,
        cues,
        phrases,
    }
}

/// Adds a cue to a phrase; a theme that the phrase already points to stays as it is.
fn point(phrases: &mut Phrases<usize>, cues: &mut Vec<Vec<Cue>>, phrase: &str, cue: Cue) {
    let known = phrases.get(phrase).copied();
    match known.and_then(|index| cues.get_mut(index)) {
        Some(held) if held.iter().any(|other| other.theme == cue.theme) => {}
        Some(held) => held.push(cue),
        None => {
            phrases.insert(phrase, cues.len());
            cues.push(vec![cue]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn cues(text: &str) -> Vec<Cue> {
        let words: Vec<&str> = text.split(' ').collect();
        themes()
            .find(|at| words.get(at).copied().unwrap_or_default(), 0)
            .map(|(_, cues)| cues.to_vec())
            .unwrap_or_default()
    }

    #[test]
    fn keeps_the_closed_list() {
        let listed: HashSet<&str> = "security counter-terrorism border defence intelligence crime \
            cyber nuclear trade economy integration investment finance energy transport \
            infrastructure technology environment water agriculture migration health education \
            culture politics human-rights humanitarian sanctions peace"
            .split_whitespace()
            .collect();
        let names = themes().names();
        assert_eq!(names.iter().copied().collect::<HashSet<_>>(), listed);
        assert_eq!(names.len(), listed.len());
    }

    #[test]
    fn names_a_cue_once_a_theme() {
        for [theme, strong, weak] in rows(TABLE) {
            let mut seen = HashSet::new();
            for phrase in list(strong).chain(list(weak)) {
                assert_eq!(phrase, phrase.to_lowercase(), "{theme}");
                assert!(seen.insert(phrase), "{theme}: {phrase}");
            }
        }
    }

    #[test]
    fn points_to_themes() {
        for (text, theme, strong) in [
            ("hydropower", "energy", true),
            ("hydropower plants", "energy", true),
            ("counter - terrorism", "counter-terrorism", true),
            ("tariffs", "trade", true),
            ("subsidies", "finance", true),
            ("farm subsidies", "agriculture", true),
            ("remittances", "migration", true),
            ("growth", "economy", false),
            ("denuclearization", "peace", true),
            ("people - to - people exchanges", "culture", true),
        ] {
            assert!(cues(text).contains(&Cue { theme, strong }), "{text}");
        }
        assert_eq!(cues("weather"), []);
        // A noun and another theme's plural of the same spelling stay apart.
        assert!(
            cues("trade deficits")
                .iter()
                .all(|cue| cue.theme == "trade")
        );
    }
}
