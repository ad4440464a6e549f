//! A dossier in, what every screen needs of it out: the lists, the sentences of each row, the counts. Made
//! once, never changed, shared by every session that looks at it.

mod claims;
mod compared;
mod counts;
mod groups;
mod phrases;
pub(super) mod reasons;
pub(super) mod rows;

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;

pub use claims::{Claim, Role};
pub use groups::Place;
pub use rows::Row;

use self::claims::Claims;
use self::compared::{Compared, Known};
use self::phrases::Phrases;
use super::columns::Columns;
use super::find::{Hit, Index};
use super::item::Item;
use super::palette::Names;
use super::pane::Pane;
use super::scope::Scope;
use super::text::Charset;
use crate::dossier::{Comparison, Dossier, Evidence, Verdict};
use crate::edtf::Edtf;

/// So many rows are looked through by several threads.
const MANY: usize = 5_000;

/// A dossier made ready for the screen.
#[derive(Debug, Default)]
pub struct Board {
    /// The dossier itself.
    pub dossier: Dossier,
    /// Where people come from and where something happens.
    pub(super) places: Vec<Place>,
    /// The people of each event: indices into the participants.
    pub(super) people: Vec<Vec<usize>>,
    /// The figures in groups that can be set beside each other.
    charts: Vec<Vec<usize>>,
    pub(super) claims: Claims,
    /// The phrases that lead from the articles to the rows.
    pub(super) phrases: Phrases,
    meetings: Vec<Item>,
    /// What is set side by side.
    compared: Compared,
    /// The independent sources of every item: events, people, figures, themes, places.
    reports: [Vec<usize>; 5],
    /// The group of each figure among `charts`.
    chart_of: Vec<usize>,
    words: Vec<OnceLock<usize>>,
    columns: [OnceLock<Columns>; 2],
    /// All texts folded for find, once somebody looks for something.
    index: OnceLock<Index>,
    names: OnceLock<Names>,
}

impl Board {
    /// Looks through a dossier.
    pub fn new(dossier: Dossier) -> Self {
        let known = Known::new(&dossier);
        let people = groups::people_of_events(&dossier, &known);
        let compared = Compared::new(&dossier, &known);
        let charts = groups::charts(&dossier, &compared);
        let mut chart_of = vec![0; dossier.figures.len()];
        for (group, figures) in charts.iter().enumerate() {
            for figure in figures {
                if let Some(of) = chart_of.get_mut(*figure) {
                    *of = group;
                }
            }
        }
        let mut board = Self {
            claims: Claims::new(&dossier),
            phrases: Phrases::new(&dossier),
            meetings: groups::meetings(&dossier, &people),
            places: groups::places(&dossier),
            words: dossier.articles.iter().map(|_| OnceLock::new()).collect(),
            compared,
            charts,
            chart_of,
            people,
            dossier,
            ..Self::default()
        };
        board.reports = board.count_reports();
        board
    }

    /// Whether nobody knows yet what the articles say, or they say nothing.
    pub(super) fn is_unread(&self) -> bool {
        self.claims.count() == 0
    }

    /// The group of a figure among those that can be set beside each other: its number and its figures.
    pub(super) fn chart_of(&self, figure: usize) -> (usize, &[usize]) {
        let group = self.chart_of.get(figure).copied().unwrap_or_default();
        (group, self.charts.get(group).map_or(&[], Vec::as_slice))
    }

    /// Everything that a row can stand for, in the order of [`Item`].
    pub(super) fn items(&self) -> impl Iterator<Item = Item> + use<> {
        let dossier = &self.dossier;
        let rows = (0..dossier.events.len()).map(Item::Event);
        let rows = rows.chain((0..dossier.participants.len()).map(Item::Person));
        let rows = rows.chain((0..dossier.figures.len()).map(Item::Figure));
        let rows = rows.chain((0..dossier.agenda.len()).map(Item::Theme));
        let rows = rows.chain((0..dossier.articles.len()).map(Item::Article));
        let rows = rows.chain((0..self.places.len()).map(Item::Place));
        rows.chain((0..dossier.problems.len()).map(Item::Problem))
    }

    /// The rows of a pane within a scope, in their order; none for the source.
    pub(super) fn list(&self, pane: Pane, scope: &Scope) -> Vec<Item> {
        let dossier = &self.dossier;
        let events = || (0..dossier.events.len()).map(Item::Event);
        let people = || (0..dossier.participants.len()).map(Item::Person);
        let figures = || (0..dossier.figures.len()).map(Item::Figure);
        let themes = || (0..dossier.agenda.len()).map(Item::Theme);
        if pane == Pane::Figures && !scope.is_whole() {
            return self
                .claims
                .figures_in(scope.within())
                .map(Item::Figure)
                .collect();
        }
        let all: Vec<Item> = match pane {
            Pane::Timeline => events().collect(),
            Pane::Participants => people().collect(),
            Pane::Figures => figures().collect(),
            Pane::Agenda => themes().collect(),
            Pane::Source => Vec::new(),
            Pane::Coverage => events()
                .chain(people())
                .chain(figures())
                .chain(themes())
                .collect(),
            Pane::Meetings => self.meetings.clone(),
            Pane::Map => (0..self.places.len()).map(Item::Place).collect(),
            Pane::Charts => self
                .charts
                .iter()
                .flatten()
                .copied()
                .map(Item::Figure)
                .collect(),
            Pane::Articles => {
                let articles = (0..dossier.articles.len()).map(Item::Article);
                articles
                    .chain((0..dossier.problems.len()).map(Item::Problem))
                    .collect()
            }
        };
        if scope.is_whole() {
            return all;
        }
        let within = |item: &Item| self.is_within(*item, scope);
        if all.len() < MANY {
            all.into_iter().filter(within).collect()
        } else {
            all.into_par_iter().filter(within).collect()
        }
    }

    /// Whether a sentence within the scope speaks of an item.
    pub(super) fn is_within(&self, item: Item, scope: &Scope) -> bool {
        match item {
            _ if scope.is_whole() => true,
            Item::Article(index) => scope.holds_article(index),
            Item::Problem(_) => false,
            Item::Event(index) => scope.concerns_event(self, index),
            Item::Place(index) => self.places.get(index).is_some_and(|place| {
                let people = place.people.iter().copied().map(Item::Person);
                let mut items = people.chain(place.events.iter().copied().map(Item::Event));
                items.any(|item| self.is_within(item, scope))
            }),
            // What a figure is compared with may lie outside.
            _ => self
                .claims
                .of(item)
                .iter()
                .any(|claim| scope.holds(claim.passage())),
        }
    }

    /// The sentences within a scope that speak of an item, in the order in which ← and → walk them. Of the
    /// whole dossier, an item's evidence; of a part of it, all sentences that only mention it too.
    pub(super) fn claims(&self, item: Item, scope: &Scope) -> Vec<Claim> {
        let all = self.all_claims(item);
        if scope.is_whole() {
            return all
                .iter()
                .copied()
                .filter(|claim| claim.role != Role::Mention)
                .collect();
        }
        let within: Vec<Claim> = all
            .iter()
            .copied()
            .filter(|claim| scope.holds(claim.passage()))
            .collect();
        if !within.is_empty() || !matches!(item, Item::Event(_)) {
            return within;
        }
        all.iter()
            .copied()
            .filter(|claim| scope.is_near(claim.passage()))
            .collect()
    }

    /// Every sentence that speaks of an item; of a figure also those that it is compared with, so that they can
    /// be laid side by side.
    pub(super) fn all_claims(&self, item: Item) -> Cow<'_, [Claim]> {
        let own = self.claims.of(item);
        let mut claims = Vec::new();
        match item {
            Item::Figure(index) => {
                claims.extend_from_slice(own);
                for (other, verdict) in self.compared.figures(&self.dossier, index) {
                    let role = match verdict {
                        Verdict::Agree => Role::Agreeing,
                        _ => Role::Compared,
                    };
                    let others = self.claims.of(Item::Figure(other)).iter();
                    claims.extend(others.map(|claim| claim.beside(role)));
                }
            }
            Item::Place(index) => {
                let Some(place) = self.places.get(index) else {
                    return Cow::Borrowed(own);
                };
                let people = place.people.iter().copied().map(Item::Person);
                for item in people.chain(place.events.iter().copied().map(Item::Event)) {
                    claims.extend_from_slice(self.claims.of(item));
                }
                claims.sort_by_key(|claim| (claim.role, claim.passage()));
                claims.dedup_by_key(|claim| claim.passage());
            }
            _ => return Cow::Borrowed(own),
        }
        Cow::Owned(claims)
    }

    /// A sentence that speaks of an item, with the phrases that say so.
    pub(super) fn evidence(&self, item: Item, claim: Claim) -> Option<Evidence> {
        let (article, span) = self.claims.passage_of(claim)?;
        let marks = match item {
            Item::Place(_) => {
                let phrases = self.phrases.of(article).iter();
                let here = phrases.filter(|phrase| span.contains(phrase.span));
                here.filter(|phrase| self.is_of(item, phrase.item))
                    .map(phrases::Phrase::mark)
                    .collect()
            }
            _ => self.claims.marks(&self.dossier, item, claim),
        };
        Some(Evidence {
            article,
            span,
            marks,
        })
    }

    /// The article of a sentence.
    pub(super) fn article_of(&self, claim: Claim) -> Option<usize> {
        self.claims.passage_of(claim).map(|(article, _)| article)
    }

    /// Whether a place is where a person comes from or an event happens.
    fn is_of(&self, place: Item, item: Item) -> bool {
        let Item::Place(index) = place else {
            return false;
        };
        self.places.get(index).is_some_and(|place| match item {
            Item::Person(person) => place.people.contains(&person),
            Item::Event(event) => place.events.contains(&event),
            _ => false,
        })
    }

    /// The comparisons that an item is part of.
    pub(super) fn comparisons(&self, item: Item) -> impl Iterator<Item = &Comparison> {
        self.compared
            .of(item)
            .filter_map(|at| self.dossier.comparisons.get(at))
    }

    /// The words of an article, page furniture left out.
    pub(super) fn words(&self, article: usize) -> usize {
        let count = || {
            let Some(dated) = self.dossier.articles.get(article) else {
                return 0;
            };
            let blocks = dated
                .article
                .blocks
                .iter()
                .filter(|block| block.kind.is_article());
            blocks
                .map(|block| {
                    block
                        .span
                        .of(&dated.article.text)
                        .split_whitespace()
                        .count()
                })
                .sum()
        };
        self.words
            .get(article)
            .map_or(0, |words| *words.get_or_init(count))
    }

    /// The widths of the lists' columns.
    pub(super) fn columns(&self, charset: Charset) -> &Columns {
        let [unicode, ascii] = &self.columns;
        let columns = match charset {
            Charset::Unicode => unicode,
            Charset::Ascii => ascii,
        };
        columns.get_or_init(|| Columns::new(self, charset))
    }

    /// Every row and passage within a scope that holds the words.
    pub(super) fn find(&self, words: &str, scope: &Scope) -> Vec<Hit> {
        if words.is_empty() {
            return Vec::new();
        }
        self.index
            .get_or_init(|| Index::new(self))
            .find(words, self, scope)
    }

    /// The names of all rows, for the palette.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(self))
    }

    /// Makes what find and the palette need, so that their first key need not wait for it.
    pub fn prepare(&self) {
        self.index.get_or_init(|| Index::new(self));
        self.names();
    }

    /// A sentence with its source, as it is quoted elsewhere.
    pub(super) fn quotation(&self, evidence: &Evidence) -> String {
        let Some(dated) = self.dossier.articles.get(evidence.article) else {
            return String::new();
        };
        let metadata = &dated.article.metadata;
        let quote: Vec<&str> = self.dossier.quote(evidence).split_whitespace().collect();
        let published = dated.published.map(Edtf::short);
        let title = metadata.title.as_ref().map(|title| format!("“{title}”"));
        let parts = [
            metadata.outlet.clone(),
            title,
            published,
            Some(dated.article.file.clone()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("“{}”\n— {}\n", quote.join(" "), parts.join(", "))
    }

    /// What an item is called by the dossier, the same whatever articles are added: an id, a file, a name.
    pub(super) fn key(&self, item: Item) -> Option<&str> {
        let dossier = &self.dossier;
        match item {
            Item::Event(index) => dossier.events.get(index).map(|one| &*one.id),
            Item::Person(index) => dossier.participants.get(index).map(|one| &*one.id),
            Item::Figure(index) => dossier.figures.get(index).map(|one| &*one.id),
            Item::Theme(index) => dossier.agenda.get(index).map(|one| &*one.id),
            Item::Article(index) => dossier.articles.get(index).map(|one| &*one.article.file),
            Item::Place(index) => self.places.get(index).map(|one| &*one.name),
            Item::Problem(index) => dossier.problems.get(index).map(|one| &*one.file),
        }
    }
}
