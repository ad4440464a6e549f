//! Themes and the words that show them.

/// What a word shows.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// The theme.
    pub theme: &'static str,
    /// Whether it names the theme by itself.
    pub strong: bool,
}

/// The longest phrase at a word.
pub fn longest<'a>(_word_at: impl Fn(usize) -> &'a str, _at: usize) -> Option<(usize, &'static [Cue])> {
    None
}
