//! The five panes.

/// A pane of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// Dated events.
    #[default]
    Timeline,
    /// People.
    Participants,
    /// Numbers.
    Figures,
    /// Themes.
    Agenda,
    /// The article that says so.
    Source,
}

impl Pane {
    /// Every pane, in the order of their numbers.
    pub const ALL: [Self; 5] = [
        Self::Timeline,
        Self::Participants,
        Self::Figures,
        Self::Agenda,
        Self::Source,
    ];
    /// The panes that hold lists.
    pub const LISTS: [Self; 4] = [
        Self::Timeline,
        Self::Participants,
        Self::Figures,
        Self::Agenda,
    ];

    /// The number that leads to it, and its title.
    pub const fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Timeline => ("1", "Timeline"),
            Self::Participants => ("2", "Participants"),
            Self::Figures => ("3", "Figures"),
            Self::Agenda => ("4", "Agenda"),
            Self::Source => ("5", "Source"),
        }
    }

    /// The index among the lists.
    pub const fn list(self) -> Option<usize> {
        match self {
            Self::Source => None,
            list => Some(list as usize),
        }
    }

    /// The pane so many steps on, round and round.
    pub fn step(self, forward: bool) -> Self {
        let by = if forward { 1 } else { Self::ALL.len() - 1 };
        let next = (self as usize + by) % Self::ALL.len();
        Self::ALL.get(next).copied().unwrap_or_default()
    }
}
