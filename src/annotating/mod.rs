//! One article in, stand-off annotations out: each a byte range into the article's text.

pub mod clauses;
pub mod dates;
pub mod events;
pub mod figures;
pub mod gazette;
pub mod grammar;
pub mod people;
#[cfg(test)]
pub(crate) mod testing;
pub mod themes;
pub mod tokens;

use crate::reading::Article;

/// Everything found in one article.
#[derive(Debug)]
pub struct Annotations<'a> {
    /// Its words.
    pub tokens: tokens::Tokens<'a>,
    /// Countries, offices and organisations.
    pub gazette: gazette::Gazette,
    /// Temporal expressions, not yet resolved.
    pub timexes: Vec<dates::Timex>,
    /// Mentions of people.
    pub people: Vec<people::Mention>,
    /// Measured numbers.
    pub figures: Vec<figures::Figure>,
    /// Words that show a theme.
    pub themes: Vec<themes::ThemeMention>,
    /// What happened or is planned.
    pub events: Vec<events::EventMention>,
    /// Nouns for meetings.
    pub gatherings: Vec<events::Gathering>,
}

impl<'a> Annotations<'a> {
    /// Annotates an article.
    pub fn of(article: &'a Article) -> Self {
        let tokens = tokens::Tokens::of(article);
        let gazette = gazette::Gazette::of(&tokens);
        let mut timexes = dates::recognise(&tokens);
        let schedule = events::schedule(&tokens, &mut timexes);
        let people = people::recognise(&tokens, &gazette);
        let calendar: Vec<_> = timexes
            .iter()
            .filter(|timex| !timex.is_counted())
            .map(|timex| timex.tokens.clone())
            .collect();
        let figures = figures::recognise(&tokens, &calendar);
        let themes = themes::recognise(&tokens);
        let events = events::recognise(&tokens, &gazette, &timexes, &people, &figures, schedule);
        let gatherings = events::gatherings(&tokens);
        let mut all = Self {
            tokens,
            gazette,
            timexes,
            people,
            figures,
            themes,
            events,
            gatherings,
        };
        all.shrink();
        all
    }

    /// Gives back the room that the lists do not fill: thousands of articles are held at once.
    fn shrink(&mut self) {
        self.timexes.shrink_to_fit();
        self.people.shrink_to_fit();
        self.figures.shrink_to_fit();
        self.themes.shrink_to_fit();
        self.events.shrink_to_fit();
        self.gatherings.shrink_to_fit();
    }
}
