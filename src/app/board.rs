//! A dossier in, the rows of the four lists out: words and signs made once, shared by every session.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::find::{Hit, Index};
use super::human;
use super::pane::Pane;
use super::symbols::Symbol;
use crate::dossier::wording;
use crate::dossier::{
    Comparison, ComparisonKind, Dossier, Event, Evidence, Figure, Named, Participant, Presence,
    Status, Verdict, WhenBasis,
};
use crate::edtf::Edtf;

/// A dossier made ready for the screen.
#[derive(Debug)]
pub struct Board {
    /// The dossier itself.
    pub dossier: Dossier,
    /// The rows of the timeline, participants, figures and agenda, in that order.
    rows: [Vec<Row>; 4],
    /// All texts folded for find, once somebody looks for something.
    index: OnceLock<Index>,
}

/// One row of a list.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The columns of words; what each holds is the pane's business (see `draw::lists`).
    pub words: [String; 3],
    /// Sign before the words: status, presence, or hedge.
    pub sign: Option<Symbol>,
    /// How the date is known, or which way the number changes.
    pub how: Option<Symbol>,
    /// What the comparison with other articles says.
    pub verdict: Option<Symbol>,
    /// Number of articles that report it.
    pub reports: usize,
    /// The item in full, where the row is cut.
    pub title: String,
    /// What is known of it, in short.
    pub facts: String,
    /// Why it is so: the reasoning for its date, identity or comparison; may be empty.
    pub because: String,
    /// The sentences that say so, article by article.
    pub evidence: Vec<Evidence>,
}

impl Board {
    /// Makes the rows.
    pub fn new(dossier: Dossier) -> Self {
        let compared = compared(&dossier);
        let of = |id: &str| compared.get(id).map_or(&[][..], Vec::as_slice);
        let figures: HashMap<&str, &Figure> = dossier
            .figures
            .iter()
            .map(|figure| (&*figure.id, figure))
            .collect();
        let rows = [
            dossier
                .events
                .iter()
                .map(|event| event_row(&dossier, event, of(&event.id)))
                .collect(),
            dossier
                .participants
                .iter()
                .map(|person| person_row(&dossier, person, of(&person.id)))
                .collect(),
            dossier
                .figures
                .iter()
                .map(|figure| figure_row(&dossier, figure, of(&figure.id), &figures))
                .collect(),
            agenda_rows(&dossier),
        ];
        Self {
            dossier,
            rows,
            index: OnceLock::new(),
        }
    }

    /// The rows of a list; none for the source.
    pub fn rows(&self, pane: Pane) -> &[Row] {
        pane.list()
            .and_then(|list| self.rows.get(list))
            .map_or(&[], Vec::as_slice)
    }

    /// Every row and passage that holds the words.
    pub fn find(&self, words: &str) -> Vec<Hit> {
        let index = self.index.get_or_init(|| Index::new(self));
        index.find(words, self)
    }

    /// The counts of the title line: "5 articles · 13 events · …", the parts apart.
    pub fn counts(&self) -> Vec<String> {
        let Dossier {
            articles,
            events,
            participants,
            figures,
            comparisons,
            problems,
            ..
        } = &self.dossier;
        let differ = comparisons
            .iter()
            .filter(|one| one.verdict == Verdict::Differ)
            .count();
        let mut counts = vec![
            count(articles.len(), "article"),
            count(events.len(), "event"),
            match participants.len() {
                1 => "1 person".to_owned(),
                many => format!("{many} people"),
            },
            count(figures.len(), "figure"),
        ];
        if differ > 0 {
            counts.push(if differ == 1 {
                "1 differs".to_owned()
            } else {
                format!("{differ} differ")
            });
        }
        if !problems.is_empty() {
            counts.push(format!("{} unread", problems.len()));
        }
        counts
    }
}

/// The comparisons of each item.
fn compared(dossier: &Dossier) -> HashMap<&str, Vec<&Comparison>> {
    let mut compared: HashMap<&str, Vec<&Comparison>> = HashMap::new();
    for comparison in &dossier.comparisons {
        for item in &comparison.items {
            compared.entry(item).or_default().push(comparison);
        }
    }
    compared
}

fn event_row(dossier: &Dossier, event: &Event, compared: &[&Comparison]) -> Row {
    let (year, day) = match event.when {
        Some(when) => human::date_columns(when, true),
        None => ("undated".to_owned(), String::new()),
    };
    let (sign, status) = match event.status {
        Status::Happened => (Symbol::Happened, "took place"),
        Status::Planned => (Symbol::Planned, "planned"),
        Status::Background => (Symbol::Background, "background"),
    };
    let (mut how, known) = match event.basis {
        WhenBasis::Stated => (None, "as stated"),
        WhenBasis::Relative => (Some(Symbol::Relative), "counted from the article’s date"),
        WhenBasis::Inferred => (Some(Symbol::Inferred), "inferred"),
        WhenBasis::Unknown => (Some(Symbol::Unknown), "date not known"),
    };
    if event.when.is_some_and(|when| when.uncertain) {
        how = Some(Symbol::Unknown);
    } else if event.when.is_some_and(|when| when.approximate) {
        how = Some(Symbol::Inferred);
    }
    let when = event
        .when
        .map(|when| when.short() + ", ")
        .unwrap_or_default();
    let kind = if event.kind == "background" {
        ""
    } else {
        event.kind
    };
    let facts = [
        format!("{when}{known}"),
        kind.to_owned(),
        status.to_owned(),
        event.places.join(", "),
    ];
    Row {
        words: [year, day, event.title.clone()],
        sign: Some(sign),
        how,
        verdict: differs(compared),
        reports: dossier.sources(&event.evidence),
        title: event.title.clone(),
        facts: join(&facts),
        because: because(&event.because, compared),
        evidence: event.evidence.clone(),
    }
}

fn person_row(dossier: &Dossier, person: &Participant, compared: &[&Comparison]) -> Row {
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
            count(person.mentions, "mention")
        ),
        also,
    ];
    let name = match (implied, person.presence) {
        (true, _) => format!("{} (implied)", person.name),
        (false, Presence::Absent) => format!("{} (absent)", person.name),
        (false, _) => person.name.clone(),
    };
    Row {
        words: [person.country.clone().unwrap_or_default(), name, office],
        sign,
        how: None,
        verdict: differs(compared),
        reports: dossier.sources(&person.evidence),
        title: person.name.clone(),
        facts: join(&facts),
        because: because(&person.because, compared),
        evidence: person.evidence.clone(),
    }
}

fn figure_row(
    dossier: &Dossier,
    figure: &Figure,
    compared: &[&Comparison],
    all: &HashMap<&str, &Figure>,
) -> Row {
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
    // The sentences that it is compared with come after its own, so that → lays them side by side.
    let mut evidence = figure.evidence.clone();
    let mut agreeing = figure.evidence.clone();
    for comparison in compared {
        for item in comparison.items.iter().filter(|item| **item != figure.id) {
            let others = all.get(&**item).map_or(&[][..], |other| &other.evidence);
            for other in others {
                if !evidence.contains(other) {
                    evidence.push(other.clone());
                }
                if comparison.verdict == Verdict::Agree {
                    agreeing.push(other.clone());
                }
            }
        }
    }
    let period = figure.period.map(Edtf::short).unwrap_or_default();
    let facts = [
        figure.measure.clone(),
        period.clone(),
        figure.between.join(" and "),
    ];
    Row {
        words: [wording::amount(figure), figure.measure.clone(), period],
        sign: human::sign(figure.qualifier),
        how: human::change(figure.direction),
        verdict,
        reports: dossier.sources(&agreeing),
        title: format!("“{}”", figure.text),
        facts: join(&facts),
        because: because("", compared),
        evidence,
    }
}

fn agenda_rows(dossier: &Dossier) -> Vec<Row> {
    let row = |item: &crate::dossier::AgendaItem| {
        let ids: BTreeSet<&str> = item
            .evidence
            .iter()
            .filter_map(|evidence| dossier.articles.get(evidence.article))
            .map(|dated| &*dated.id)
            .collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let plural = if ids.len() == 1 {
            "article"
        } else {
            "articles"
        };
        Row {
            words: [item.theme.to_owned(), String::new(), item.label.clone()],
            reports: dossier.sources(&item.evidence),
            title: item.theme.to_owned(),
            facts: item.label.clone(),
            because: format!("raised in {plural} {}", ids.join(", ")),
            evidence: item.evidence.clone(),
            ..Row::default()
        }
    };
    dossier.agenda.iter().map(row).collect()
}

/// The mark of an item about which articles differ.
fn differs(compared: &[&Comparison]) -> Option<Symbol> {
    let differ = |comparison: &&&Comparison| comparison.verdict == Verdict::Differ;
    compared.iter().find(differ).map(|_| Symbol::Differ)
}

/// The reasoning of an item, then that of its comparisons.
fn because(own: &str, compared: &[&Comparison]) -> String {
    let mut reasons = Vec::with_capacity(1 + compared.len());
    if !own.is_empty() {
        reasons.push(own.to_owned());
    }
    for comparison in compared {
        let verdict = match (comparison.verdict, comparison.kind) {
            (_, ComparisonKind::Superlative) => "stands alone",
            (Verdict::Agree, _) => "articles agree",
            (Verdict::Differ, ComparisonKind::Figure) => "articles differ",
            (Verdict::Differ, ComparisonKind::Date) => "articles differ on the date",
            (Verdict::Differ, ComparisonKind::Participants) => "articles differ on who takes part",
            (Verdict::Unclear, _) => "not clearly the same",
        };
        reasons.push(format!("{verdict}: {}", comparison.because));
    }
    reasons.join("; ")
}

/// "1 article", "2 articles".
fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn articles(evidence: &[Evidence]) -> usize {
    evidence
        .iter()
        .map(|evidence| evidence.article)
        .collect::<BTreeSet<_>>()
        .len()
}

fn join(facts: &[String]) -> String {
    let facts: Vec<&str> = facts
        .iter()
        .map(String::as_str)
        .filter(|fact| !fact.is_empty())
        .collect();
    facts.join(" · ")
}
