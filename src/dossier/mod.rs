//! All articles with their annotations in, one dossier out: dated articles, a timeline, participants, an
//! agenda, figures and comparisons, each item with its evidence.

mod agenda;
mod around;
mod compare;
mod dating;
mod events;
mod figures;
mod heading;
mod ids;
mod model;
mod participants;
mod people;
mod presence;
mod sets;
mod sources;
mod superlatives;
#[cfg(test)]
mod testing;
pub mod wording;

use rayon::prelude::*;

pub use model::*;

use crate::annotating::{Annotations, dates};
use crate::reading::{Article, Reading};

/// Builds the dossier of everything that was read.
pub fn build(reading: Reading) -> Dossier {
    let Reading { articles, problems } = reading;
    let (mut annotations, sources): (Vec<Annotations<'_>>, _) = rayon::join(
        || articles.par_iter().map(Annotations::of).collect(),
        || sources::of(&articles),
    );
    let dating::Dated {
        datings,
        meeting,
        place,
    } = date(&annotations, &sources);
    let (registry, agenda) = rayon::join(
        || people::bind(&annotations, &datings),
        || agenda::build(&annotations),
    );
    let article_ids = ids::of_articles(&articles);
    let context = events::Context {
        ids: &article_ids,
        articles: &articles,
        datings: &datings,
        registry: &registry,
        meeting,
        place: place.as_deref(),
    };
    let Account {
        drafts,
        gatherings,
        figures,
    } = account(&mut annotations, &context);
    let ((participants, events, lists), mut comparisons) = rayon::join(
        || {
            let merged = events::merge(drafts, &gatherings, &context);
            let attending = events::attending(&merged, &context);
            let (participants, ids) = participants::build(&registry, &annotations, &attending);
            let (events, lists) = events::finish(merged, &context, &ids);
            (participants, events, lists)
        },
        || {
            let told = compare::Told {
                articles: &articles,
                ids: &article_ids,
                sources: &sources,
            };
            compare::figures(&figures, told)
        },
    );
    let title = heading::title(place.clone(), meeting);
    drop(annotations);
    let articles = dated(articles, article_ids, datings, &sources);
    comparisons.extend(compare::dates(&events));
    comparisons.extend(lists);
    comparisons.extend(superlatives::compare(&events, &figures, &articles));
    Dossier {
        title,
        articles,
        events,
        participants,
        agenda,
        figures,
        comparisons,
        problems,
    }
}

/// The articles by themselves, before anybody knows what they say or when they were published.
pub fn unread(reading: &Reading) -> Dossier {
    let ids = ids::of_articles(&reading.articles);
    let articles = reading.articles.iter().cloned().zip(ids).enumerate();
    let dated = |(source, (article, id))| DatedArticle {
        id,
        article,
        source,
        ..DatedArticle::default()
    };
    Dossier {
        articles: articles.map(dated).collect(),
        problems: reading.problems.clone(),
        ..Dossier::default()
    }
}

/// What the articles tell, in reading order.
#[derive(Default)]
struct Account {
    /// The mentions of events of each article.
    drafts: Vec<Vec<events::Draft>>,
    /// The meetings that each article names.
    gatherings: Vec<Vec<events::Named>>,
    figures: Vec<Figure>,
}

/// Draws from each article what it tells, and lets go of all annotations but words, places and people.
fn account(annotations: &mut [Annotations<'_>], context: &events::Context<'_>) -> Account {
    let told: Vec<_> = annotations
        .par_iter_mut()
        .enumerate()
        .map(|(article, notes)| {
            let published = context.datings.get(article).and_then(|own| own.published);
            let times = dates::resolve(&notes.timexes, &notes.tokens, published);
            let drafts = events::draft(context, article, notes, &times);
            let figures = figures::of_article(article, notes, &times);
            let gatherings = events::gatherings(context, notes, &times);
            notes.timexes = Vec::new();
            notes.figures = Vec::new();
            notes.themes = Vec::new();
            notes.events = Vec::new();
            (drafts, gatherings, figures)
        })
        .collect();
    let mut account = Account::default();
    account
        .figures
        .reserve_exact(told.iter().map(|(.., figures)| figures.len()).sum());
    for (drafts, gatherings, figures) in told {
        account.drafts.push(drafts);
        account.gatherings.push(gatherings);
        account.figures.extend(figures);
    }
    account
}

fn date(annotations: &[Annotations<'_>], sources: &[usize]) -> dating::Dated {
    let tokens: Vec<_> = annotations.iter().map(|notes| &notes.tokens).collect();
    let timexes: Vec<_> = annotations
        .iter()
        .map(|notes| notes.timexes.as_slice())
        .collect();
    dating::date_articles(&tokens, &timexes, sources)
}

/// Gives each article its id and its date.
fn dated(
    articles: Vec<Article>,
    ids: Vec<String>,
    datings: Vec<dating::Dating>,
    sources: &[usize],
) -> Vec<DatedArticle> {
    articles
        .into_iter()
        .zip(ids)
        .zip(datings)
        .zip(sources)
        .map(|(((article, id), dating), &source)| DatedArticle {
            source,
            id,
            article,
            published: dating.published,
            basis: dating.basis,
            because: dating.because,
        })
        .collect()
}
