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
pub mod wording;

use rayon::prelude::*;

pub use model::*;

use crate::annotating::{Annotations, dates};
use crate::reading::{Article, Reading};

/// Builds the dossier of everything that was read.
pub fn build(reading: Reading) -> Dossier {
    let Reading { articles, problems } = reading;
    let annotations: Vec<Annotations<'_>> = articles.par_iter().map(Annotations::of).collect();
    let datings = date(&annotations);
    let resolved: Vec<_> = annotations
        .iter()
        .zip(&datings)
        .map(|(notes, dating)| dates::resolve(&notes.timexes, &notes.tokens, dating.published))
        .collect();
    let meeting = heading::meeting(&annotations, &resolved, &datings);
    let registry = people::bind(&annotations, &datings);
    let context = events::Context {
        annotations: &annotations,
        resolved: &resolved,
        datings: &datings,
        registry: &registry,
        meeting,
    };
    let merged = events::merge(&context);
    let attending = events::attending(&merged, &context);
    let (participants, ids) = participants::build(&registry, &annotations, &attending);
    let events = events::finish(merged, &context, &ids);
    let figures = figures::build(&annotations, &resolved);
    let agenda = agenda::build(&annotations);
    let title = heading::title(&annotations, meeting);
    drop(annotations);
    let articles = dated(articles, datings);
    let mut comparisons = compare::figures(&figures, &articles);
    comparisons.extend(compare::dates(&events));
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

fn date(annotations: &[Annotations<'_>]) -> Vec<dating::Dating> {
    let tokens: Vec<_> = annotations.iter().map(|notes| &notes.tokens).collect();
    let timexes: Vec<_> = annotations
        .iter()
        .map(|notes| notes.timexes.as_slice())
        .collect();
    dating::date_articles(&tokens, &timexes)
}

/// Gives each article its id and its date.
fn dated(articles: Vec<Article>, datings: Vec<dating::Dating>) -> Vec<DatedArticle> {
    let width = articles.len().to_string().len().max(3);
    articles
        .into_iter()
        .zip(datings)
        .enumerate()
        .map(|(index, (article, dating))| DatedArticle {
            id: format!("{:0width$}", index + 1),
            article,
            published: dating.published,
            basis: dating.basis,
            because: dating.because,
        })
        .collect()
}
