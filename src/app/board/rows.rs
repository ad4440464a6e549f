//! An item in, its row out: the words and signs that a list shows of it, made when the row is drawn.

use super::Board;
use crate::app::human;
use crate::app::item::Item;
use crate::app::symbols::Symbol;
use crate::dossier::wording;
use crate::dossier::{
    AgendaItem, Comparison, DatedArticle, DatingBasis, Event, Evidence, Figure, Named, Participant,
    Presence, Status, Verdict, WhenBasis,
};
use crate::edtf::Edtf;
use crate::knowledge::countries::countries;
use crate::reading::Problem;

/// One row of a list.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The columns of words; what each holds is the pane's business (see `draw::lists`).
    pub words: [String; 4],
    /// Sign before the words: status, presence, or hedge.
    pub sign: Option<Symbol>,
    /// How the date is known, or which way the number changes.
    pub how: Option<Symbol>,
    /// What the comparison with other articles says.
    pub verdict: Option<Symbol>,
    /// The item in full, where the row is cut.
    pub title: String,
    /// What is known of it, in short.
    pub facts: String,
}

impl Board {
    /// The row of an item; an empty one where there is no such item.
    pub fn row(&self, item: Item) -> Row {
        let dossier = &self.dossier;
        let compared: Vec<&Comparison> = self.comparisons(item).collect();
        let row = match item {
            Item::Event(index) => dossier
                .events
                .get(index)
                .map(|one| event_row(one, &compared)),
            Item::Person(index) => dossier
                .participants
                .get(index)
                .map(|one| person_row(one, &compared)),
            Item::Figure(index) => dossier
                .figures
                .get(index)
                .map(|one| figure_row(one, &compared)),
            Item::Theme(index) => dossier.agenda.get(index).map(theme_row),
            Item::Article(index) => dossier.articles.get(index).map(article_row),
            Item::Place(index) => self.places.get(index).map(|_| self.place_row(index)),
            Item::Problem(index) => dossier.problems.get(index).map(problem_row),
        };
        row.unwrap_or_default()
    }

    fn place_row(&self, index: usize) -> Row {
        let place = self.places.get(index).cloned().unwrap_or_default();
        let people = place
            .people
            .iter()
            .filter_map(|at| self.dossier.participants.get(*at));
        let people: Vec<String> = people.map(full_name).collect();
        let events = match place.events.len() {
            0 => String::new(),
            some => count(some, "event"),
        };
        let delegation = match place.people.len() {
            0 => String::new(),
            1 => "1 person".to_owned(),
            many => format!("{many} people"),
        };
        Row {
            words: [
                place.label,
                place.name.clone(),
                people.join(", "),
                events.clone(),
            ],
            sign: place.people.is_empty().then_some(Symbol::Planned),
            title: place.name,
            facts: join(&[delegation, people.join(", "), events]),
            ..Row::default()
        }
    }
}

fn event_row(event: &Event, compared: &[&Comparison]) -> Row {
    let (year, day) = match event.when {
        Some(when) => human::date_columns(when, true),
        None => ("undated".to_owned(), String::new()),
    };
    let (sign, status) = match event.status {
        Status::Happened => (Symbol::Happened, "took place"),
        Status::Planned => (Symbol::Planned, "planned"),
        Status::Background => (Symbol::Background, "background"),
    };
    let mut how = match event.basis {
        WhenBasis::Stated => None,
        WhenBasis::Relative => Some(Symbol::Relative),
        WhenBasis::Inferred => Some(Symbol::Inferred),
        WhenBasis::Unknown => Some(Symbol::Unknown),
    };
    if event.when.is_some_and(|when| when.uncertain) {
        how = Some(Symbol::Unknown);
    } else if event.when.is_some_and(|when| when.approximate) {
        how = Some(Symbol::Inferred);
    }
    let when = event.when.map_or_else(|| "undated".to_owned(), Edtf::short);
    let kind = if event.kind == "background" {
        ""
    } else {
        event.kind
    };
    let facts = [
        when,
        kind.to_owned(),
        status.to_owned(),
        event.places.join(", "),
    ];
    Row {
        words: [year, day, event.title.clone(), String::new()],
        sign: Some(sign),
        how,
        verdict: differs(compared),
        title: event.title.clone(),
        facts: join(&facts),
    }
}

fn person_row(person: &Participant, compared: &[&Comparison]) -> Row {
    let office = match (&person.organisation, person.office.is_empty()) {
        (Some(organisation), true) => organisation.clone(),
        (Some(organisation), false) => format!("{}, {organisation}", person.office),
        (None, _) => person.office.clone(),
    };
    let (sign, presence) = match (person.presence, person.named) {
        (Presence::Absent, _) => (Some(Symbol::Absent), "stays away"),
        (Presence::Mentioned, _) => (Some(Symbol::Mentioned), "only spoken of"),
        (Presence::Attends, Named::Implied) => (Some(Symbol::Implied), "takes part"),
        (Presence::Attends, Named::Stated) => (None, "takes part"),
    };
    let implied = person.named == Named::Implied;
    let also = if person.aliases.is_empty() {
        String::new()
    } else {
        format!("also {}", person.aliases.join(", "))
    };
    let named_in = articles(&person.evidence);
    let named = if implied {
        "meant, not named,"
    } else {
        "named"
    };
    let facts = [
        office.clone(),
        presence.to_owned(),
        format!(
            "{named} in {}, {}",
            count(named_in, "article"),
            count(person.mentions.len(), "mention")
        ),
        also,
    ];
    Row {
        words: [
            person.country.clone().unwrap_or_default(),
            full_name(person),
            office,
            String::new(),
        ],
        sign,
        how: None,
        verdict: differs(compared),
        title: person.name.clone(),
        facts: join(&facts),
    }
}

/// A name, and whether its bearer is implied or stays away.
fn full_name(person: &Participant) -> String {
    match (person.named, person.presence) {
        (Named::Implied, _) => format!("{} (implied)", person.name),
        (Named::Stated, Presence::Absent) => format!("{} (absent)", person.name),
        (Named::Stated, _) => person.name.clone(),
    }
}

fn figure_row(figure: &Figure, compared: &[&Comparison]) -> Row {
    let verdict = compared
        .iter()
        .map(|comparison| match comparison.verdict {
            Verdict::Differ => Symbol::Differ,
            Verdict::Agree => Symbol::Agree,
            Verdict::Unclear => Symbol::Unclear,
        })
        .min_by_key(|symbol| match symbol {
            Symbol::Differ => 0,
            Symbol::Agree => 1,
            _ => 2,
        });
    let period = figure.period.map(Edtf::short).unwrap_or_default();
    let facts = [
        figure.measure.clone(),
        period.clone(),
        parties(&figure.between),
    ];
    Row {
        words: [
            wording::amount(figure),
            figure.measure.clone(),
            period,
            String::new(),
        ],
        sign: human::sign(figure.qualifier),
        how: human::change(figure.direction),
        verdict,
        title: format!("“{}”", figure.text),
        facts: join(&facts),
    }
}

fn theme_row(item: &AgendaItem) -> Row {
    Row {
        words: [
            item.theme.to_owned(),
            item.label.clone(),
            String::new(),
            String::new(),
        ],
        title: item.theme.to_owned(),
        facts: item.label.clone(),
        ..Row::default()
    }
}

fn article_row(dated: &DatedArticle) -> Row {
    let article = &dated.article;
    let metadata = &article.metadata;
    let how = match dated.basis {
        DatingBasis::Metadata | DatingBasis::Stated => None,
        DatingBasis::Inferred => Some(Symbol::Inferred),
        DatingBasis::Unknown => Some(Symbol::Unknown),
    };
    let hidden = match article.hidden_characters {
        0 => String::new(),
        hidden => format!("{} removed", count(hidden, "hidden character")),
    };
    let facts = [
        dated
            .published
            .map_or_else(|| "undated".to_owned(), Edtf::short),
        article.format.to_owned(),
        article
            .language
            .unread()
            .unwrap_or_else(|| article.language.name.to_owned()),
        hidden,
        article.file.clone(),
    ];
    let title = metadata.title.as_deref().unwrap_or(&article.file);
    Row {
        words: [
            dated.id.clone(),
            dated
                .published
                .map_or_else(|| "undated".to_owned(), Edtf::short),
            metadata.outlet.clone().unwrap_or_default(),
            if article.language.is_read() {
                String::new()
            } else {
                article.language.name.to_owned()
            },
        ],
        how,
        title: title.to_owned(),
        facts: join(&facts),
        ..Row::default()
    }
}

fn problem_row(problem: &Problem) -> Row {
    Row {
        sign: Some(Symbol::Absent),
        title: problem.file.clone(),
        facts: problem.what.clone(),
        ..Row::default()
    }
}

/// The parties of a figure by their names: "Russia and Central Asia", "China, Japan and South Korea".
pub fn parties(between: &[String]) -> String {
    let names: Vec<&str> = between
        .iter()
        .map(|party| countries().name(party))
        .collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.join(""),
    }
}

/// The mark of an item about which articles differ.
fn differs(compared: &[&Comparison]) -> Option<Symbol> {
    let differ = |comparison: &&&Comparison| comparison.verdict == Verdict::Differ;
    compared.iter().find(differ).map(|_| Symbol::Differ)
}

/// "1 article", "2 articles".
fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// The articles of some evidence, which comes article by article.
fn articles(evidence: &[Evidence]) -> usize {
    evidence
        .chunk_by(|one, next| one.article == next.article)
        .count()
}

fn join(facts: &[String]) -> String {
    let facts: Vec<&str> = facts
        .iter()
        .map(String::as_str)
        .filter(|fact| !fact.is_empty())
        .collect();
    facts.join(" · ")
}
