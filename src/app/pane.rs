//! The panes: four lists and the source on the dashboard, and the views that take the lists' place.

use super::commands::Command;
use super::item::Item;

/// A pane of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Which article reports what.
    Coverage,
    /// Who met whom.
    Meetings,
    /// Where everybody comes from, and where everything happens.
    Map,
    /// Numbers as bars.
    Charts,
    /// The articles.
    Articles,
}

impl Pane {
    /// Every pane: those of the dashboard in the order of their numbers, then the views.
    pub const ALL: [Self; 10] = [
        Self::Timeline,
        Self::Participants,
        Self::Figures,
        Self::Agenda,
        Self::Source,
        Self::Coverage,
        Self::Meetings,
        Self::Map,
        Self::Charts,
        Self::Articles,
    ];
    /// The lists of the dashboard.
    pub const LISTS: [Self; 4] = [
        Self::Timeline,
        Self::Participants,
        Self::Figures,
        Self::Agenda,
    ];

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Timeline => "Timeline",
            Self::Participants => "Participants",
            Self::Figures => "Figures",
            Self::Agenda => "Agenda",
            Self::Source => "Source",
            Self::Coverage => "Coverage",
            Self::Meetings => "Meetings",
            Self::Map => "Places",
            Self::Charts => "Figures as bars",
            Self::Articles => "Articles",
        }
    }

    /// The command that leads to it.
    pub const fn command(self) -> Command {
        match self {
            Self::Timeline => Command::Timeline,
            Self::Participants => Command::Participants,
            Self::Figures => Command::Figures,
            Self::Agenda => Command::Agenda,
            Self::Source => Command::Source,
            Self::Coverage => Command::Coverage,
            Self::Meetings => Command::Meetings,
            Self::Map => Command::Map,
            Self::Charts => Command::Charts,
            Self::Articles => Command::Articles,
        }
    }

    /// The command that leads to it, by its name, which is the pane's too.
    pub const fn name(self) -> &'static str {
        self.command().name()
    }

    /// Whether it is a list of the dashboard.
    pub fn is_list(self) -> bool {
        Self::LISTS.contains(&self)
    }

    /// Whether it takes the place of the dashboard's lists.
    pub fn is_view(self) -> bool {
        !self.is_list() && self != Self::Source
    }

    /// The list of the dashboard that an item stands in, or the view.
    pub const fn of(item: Item) -> Self {
        match item {
            Item::Event(_) => Self::Timeline,
            Item::Person(_) => Self::Participants,
            Item::Figure(_) => Self::Figures,
            Item::Theme(_) => Self::Agenda,
            Item::Article(_) | Item::Problem(_) => Self::Articles,
            Item::Place(_) => Self::Map,
        }
    }
}
