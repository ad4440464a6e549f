//! Organisations, regions and formats of meetings.

/// One of them.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// The name.
    pub name: &'static str,
}

/// The longest name at a word.
pub fn longest<'a>(_word_at: impl Fn(usize) -> &'a str, _at: usize) -> Option<(usize, &'static Organisation)> {
    None
}
