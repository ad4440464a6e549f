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
    let (annotations, sources): (Vec<Annotations<'_>>, _) = rayon::join(
        || articles.par_iter().map(Annotations::of).collect(),
        || sources::of(&articles),
    );
    let dating::Dated {
        datings,
        meeting,
        place,
    } = date(&annotations, &sources);
    let resolved: Vec<_> = annotations
        .par_iter()
        .zip(&datings)
        .map(|(notes, dating)| dates::resolve(&notes.timexes, &notes.tokens, dating.published))
        .collect();
    let registry = people::bind(&annotations, &datings);
    let article_ids = ids::of_articles(&articles);
    let context = events::Context {
        ids: &article_ids,
        annotations: &annotations,
        resolved: &resolved,
        datings: &datings,
        registry: &registry,
        meeting,
        place: place.as_deref(),
    };
    let (merged, (figures, agenda)) = rayon::join(
        || events::merge(&context),
        || {
            (
                figures::build(&annotations, &resolved),
                agenda::build(&annotations),
            )
        },
    );
    let attending = events::attending(&merged, &context);
    let (participants, ids) = participants::build(&registry, &annotations, &attending);
    let (events, lists) = events::finish(merged, &context, &ids);
    let title = heading::title(place.clone(), meeting);
    drop(annotations);
    let articles = dated(articles, article_ids, datings, &sources);
    let mut comparisons = compare::figures(&figures, &articles);
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
