//! The dossier: one account of a meeting, every item with its evidence.

use std::collections::BTreeSet;

pub use crate::annotating::figures::{Direction, Qualifier};
use crate::edtf::Edtf;
use crate::reading::{Article, Problem};
use crate::span::Span;

/// One account of a meeting, made from all its articles.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    /// Made from what was found ("Lima, 6–9 June 2024").
    pub title: String,
    /// The articles with their dates, in the order of their ids.
    pub articles: Vec<DatedArticle>,
    /// The timeline, in time order, undated events last.
    pub events: Vec<Event>,
    /// Who took part or is spoken of, most reported first.
    pub participants: Vec<Participant>,
    /// What was discussed, most reported theme first.
    pub agenda: Vec<AgendaItem>,
    /// The numbers given, in the order of comparison groups, then of articles.
    pub figures: Vec<Figure>,
    /// What the articles say alike and what they do not.
    pub comparisons: Vec<Comparison>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// An article with the date it was published on, and how that is known.
#[derive(Clone, Debug, Default)]
pub struct DatedArticle {
    /// Short, stable for the same set of files ("002").
    pub id: String,
    /// The article itself.
    pub article: Article,
    /// Index into [`Dossier::articles`] of the first article that tells the same story in the same words: its own,
    /// unless it is a copy.
    pub source: usize,
    /// When it was published: a day, or the interval it must lie in.
    pub published: Option<Edtf>,
    /// How the date is known.
    pub basis: DatingBasis,
    /// The reasoning, in words.
    pub because: String,
}

/// How the date of an article is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DatingBasis {
    /// Front matter or a labelled header.
    Metadata,
    /// A dateline or a date in the text that is the article's.
    Stated,
    /// Worked out from this article and its companions.
    Inferred,
    /// Not known.
    #[default]
    Unknown,
}

/// Something that happened or is scheduled.
#[derive(Clone, Debug)]
pub struct Event {
    /// Stable for the same text ("e-1f3a…").
    pub id: String,
    /// A short true title in the words of the text.
    pub title: String,
    /// When; `None` where nobody could tell.
    pub when: Option<Edtf>,
    /// How the date is known.
    pub basis: WhenBasis,
    /// The reasoning, in words.
    pub because: String,
    /// What kind of event ("arrival", "meeting", "signing", …).
    pub kind: &'static str,
    /// Whether it happened, is planned, or is background to the meeting.
    pub status: Status,
    /// Ids of [`Participant`]s.
    pub participants: Vec<String>,
    /// Names of places.
    pub places: Vec<String>,
    /// The sentences that report it, at least one.
    pub evidence: Vec<Evidence>,
}

/// How the date of an event is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenBasis {
    /// The sentence gives the calendar date.
    Stated,
    /// The sentence gives a date relative to the article's ("on Wednesday").
    Relative,
    /// From the event's neighbours, the article or its companions.
    Inferred,
    /// Not known.
    #[default]
    Unknown,
}

/// Where an event stands in time, as the articles see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Reported as having taken place.
    #[default]
    Happened,
    /// Announced or expected.
    Planned,
    /// History told to explain the meeting.
    Background,
}

/// A person.
#[derive(Clone, Debug)]
pub struct Participant {
    /// Stable for the same name ("p-vladimir-putin").
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// Other names used.
    pub aliases: Vec<String>,
    /// The plain English office, lower case ("president"); empty where no office is given.
    pub office: String,
    /// ISO 3166-1 alpha-2; "EU" for officers of the European Union.
    pub country: Option<String>,
    /// The organisation of an organisation's officer ("Arab League").
    pub organisation: Option<String>,
    /// Whether the articles name the person or imply them.
    pub named: Named,
    /// Whether they take part.
    pub presence: Presence,
    /// Every mention in all articles.
    pub mentions: Vec<Mention>,
    /// Why this is who is meant, in words; empty for a plainly named person.
    pub because: String,
    /// The sentences that mention them, at least one an article.
    pub evidence: Vec<Evidence>,
}

/// Whether the articles name a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// By name.
    Stated,
    /// By office and country only, resolved to who held the office on that date.
    Implied,
}

/// Whether a person takes part in the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Takes part.
    Attends,
    /// Is said to stay away.
    Absent,
    /// Is only spoken of.
    Mentioned,
}

/// A theme of the meeting.
#[derive(Clone, Debug)]
pub struct AgendaItem {
    /// Stable ("a-energy").
    pub id: String,
    /// One of the closed list of themes.
    pub theme: &'static str,
    /// The theme in the words of the articles.
    pub label: String,
    /// Every word on it in the articles that raise it.
    pub mentions: Vec<Mention>,
    /// The sentences that raise it, at least one.
    pub evidence: Vec<Evidence>,
}

/// A measured number: one claim of one article.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Stable for the same text ("f-9c2e…").
    pub id: String,
    /// As written ("just over 64 billion USD").
    pub text: String,
    /// In base units (64000000000).
    pub value: f64,
    /// ISO 4217, "%", "people", "year", "km", or the counted noun in the singular.
    pub unit: String,
    /// How the number is hedged.
    pub qualifier: Qualifier,
    /// Whether it is a change, and which way.
    pub direction: Option<Direction>,
    /// What is measured, in the words of the text ("trade volume"); empty where not said.
    pub measure: String,
    /// The time that the number covers, where stated or plainly resolvable.
    pub period: Option<Edtf>,
    /// The parties: ISO codes or names of groups.
    pub between: Vec<String>,
    /// The sentences that give it, all in one article.
    pub evidence: Vec<Evidence>,
}

/// Two or more items set side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What is compared.
    pub kind: ComparisonKind,
    /// Ids of the items.
    pub items: Vec<String>,
    /// Whether they agree.
    pub verdict: Verdict,
    /// The reasoning, in words.
    pub because: String,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonKind {
    /// Two claims of one number.
    Figure,
    /// Two dates of one event.
    Date,
    /// Two lists of who takes part.
    Participants,
    /// A superlative that one source alone has, and the others.
    Superlative,
}

/// Whether compared items agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They say the same, or compatible things.
    Agree,
    /// They cannot both be right.
    Differ,
    /// They cannot be set against each other.
    Unclear,
}

/// The exact sentence (or table row) that supports an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index into [`Dossier::articles`].
    pub article: usize,
    /// The sentence, in the article's text.
    pub span: Span,
    /// The phrases inside it that say so (name, number, trigger, date).
    pub marks: Vec<Mark>,
}

/// A phrase that speaks of an item, whether or not it is the item's evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index into [`Dossier::articles`].
    pub article: usize,
    /// Index into the article's sentences.
    pub sentence: usize,
    /// The phrase, in the article's text.
    pub span: Span,
}

/// A phrase inside a sentence, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where the phrase stands.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// What a marked phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A date.
    Date,
    /// A person.
    Person,
    /// A number.
    Figure,
    /// A theme.
    Theme,
    /// What happened.
    Event,
}

impl Dossier {
    /// Number of independent sources among the articles of some evidence: copies of one story count once.
    pub fn sources(&self, evidence: &[Evidence]) -> usize {
        let source = |evidence: &Evidence| {
            self.articles
                .get(evidence.article)
                .map(|dated| dated.source)
        };
        evidence
            .iter()
            .filter_map(source)
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// The quoted sentence of a piece of evidence; empty where it does not fit.
    pub fn quote(&self, evidence: &Evidence) -> &str {
        self.articles
            .get(evidence.article)
            .map_or("", |dated| evidence.span.of(&dated.article.text))
    }
}
