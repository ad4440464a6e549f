//! An item in, why it is as it is out, in a line.

use std::collections::BTreeSet;

use super::Board;
use crate::app::item::Item;
use crate::dossier::{AgendaItem, Comparison, ComparisonKind, Dossier, Event, Verdict, WhenBasis};

/// The most articles or comparisons that are named in a line.
const FEW: usize = 12;

impl Board {
    /// Why an item is as it is, in short: the reasoning for its date or identity, then that of its
    /// comparisons; may be empty.
    pub fn because(&self, item: Item) -> String {
        let dossier = &self.dossier;
        let own = match item {
            Item::Event(index) => dossier.events.get(index).map(dated),
            Item::Person(index) => dossier
                .participants
                .get(index)
                .map(|one| one.because.clone()),
            Item::Theme(index) => dossier.agenda.get(index).map(|one| raised_in(dossier, one)),
            Item::Article(index) => dossier.articles.get(index).map(|one| one.because.clone()),
            Item::Problem(index) => dossier.problems.get(index).map(|one| one.remedy.clone()),
            Item::Place(index) => {
                let unknown = self.places.get(index).filter(|place| place.point.is_none());
                unknown.map(|_| "not on the map: where it is is not known".to_owned())
            }
            Item::Figure(_) => None,
        };
        let compared = self.comparisons(item).take(FEW);
        let compared = compared.map(|one| format!("{}: {}", verdict(one), one.because));
        let reasons: Vec<String> = own
            .into_iter()
            .filter(|own| !own.is_empty())
            .chain(compared)
            .collect();
        reasons.join("; ")
    }
}

/// How the date of an event is known, and why it is that one.
fn dated(event: &Event) -> String {
    let known = match event.basis {
        WhenBasis::Stated => "stated",
        WhenBasis::Relative => "counted from the article’s date",
        WhenBasis::Inferred => "inferred",
        WhenBasis::Unknown => "not known",
    };
    match &*event.because {
        "" => format!("date {known}"),
        because => format!("date {known}: {because}"),
    }
}

/// The articles that raise a theme, by their ids.
fn raised_in(dossier: &Dossier, item: &AgendaItem) -> String {
    let ids: BTreeSet<&str> = item
        .evidence
        .iter()
        .filter_map(|evidence| dossier.articles.get(evidence.article))
        .map(|dated| &*dated.id)
        .collect();
    let plural = if ids.len() == 1 {
        "article"
    } else {
        "articles"
    };
    let ids: Vec<&str> = ids.into_iter().take(FEW).collect();
    let more = if ids.len() == FEW { " …" } else { "" };
    format!("raised in {plural} {}{more}", ids.join(", "))
}

/// What a comparison says, in words.
pub const fn verdict(comparison: &Comparison) -> &'static str {
    match (comparison.verdict, comparison.kind) {
        (_, ComparisonKind::Superlative) => "stands alone",
        (Verdict::Agree, _) => "articles agree",
        (Verdict::Differ, ComparisonKind::Figure) => "articles differ",
        (Verdict::Differ, ComparisonKind::Date) => "articles differ on the date",
        (Verdict::Differ, ComparisonKind::Participants) => "articles differ on who takes part",
        (Verdict::Unclear, _) => "not clearly the same",
    }
}
