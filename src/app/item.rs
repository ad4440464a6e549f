//! What a row of a list stands for.

/// Something that a list shows and a chip can hold: an index into the lists of the dossier or the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Index into the dossier's events.
    Event(usize),
    /// Index into its participants.
    Person(usize),
    /// Index into its figures.
    Figure(usize),
    /// Index into its agenda.
    Theme(usize),
    /// Index into its articles.
    Article(usize),
    /// Index into the places of the board.
    Place(usize),
    /// Index into the dossier's problems.
    Problem(usize),
}

impl Item {
    /// The index of a figure.
    pub const fn figure(self) -> Option<usize> {
        match self {
            Self::Figure(index) => Some(index),
            _ => None,
        }
    }
}
