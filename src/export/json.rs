//! The public contract: the dossier as JSON, schema `summitry/1`. Adding a field is free; renaming or
//! removing one bumps the schema.

use serde::Serialize;

use crate::dossier::{
    ComparisonKind, DatingBasis, Direction, Dossier, Evidence, Named, Presence, Qualifier, Status,
    Verdict, WhenBasis,
};
use crate::edtf::Edtf;
use crate::reading::BlockKind;

const SCHEMA: &str = "summitry/1";

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    title: &'a str,
    articles: Vec<ArticleOut<'a>>,
    events: Vec<EventOut<'a>>,
    participants: Vec<ParticipantOut<'a>>,
    agenda: Vec<AgendaOut<'a>>,
    figures: Vec<FigureOut<'a>>,
    comparisons: Vec<ComparisonOut<'a>>,
}

#[derive(Serialize)]
struct ArticleOut<'a> {
    id: &'a str,
    file: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    format: &'static str,
    language: &'static str,
    words: usize,
    text: &'a str,
    body: String,
    published: Option<Edtf>,
    published_basis: &'static str,
    published_because: &'a str,
    /// The article whose story this one copies.
    copy_of: Option<&'a str>,
}

#[derive(Serialize)]
struct EvidenceOut<'a> {
    article: &'a str,
    file: &'a str,
    start: usize,
    end: usize,
    quote: &'a str,
}

#[derive(Serialize)]
struct EventOut<'a> {
    id: &'a str,
    title: &'a str,
    when: Option<Edtf>,
    when_basis: &'static str,
    when_because: &'a str,
    kind: &'a str,
    status: &'static str,
    participants: &'a [String],
    places: &'a [String],
    evidence: Vec<EvidenceOut<'a>>,
}

#[derive(Serialize)]
struct ParticipantOut<'a> {
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
    office: &'a str,
    country: Option<&'a str>,
    organisation: Option<&'a str>,
    named: &'static str,
    presence: &'static str,
    because: &'a str,
    mentions: usize,
    evidence: Vec<EvidenceOut<'a>>,
}

#[derive(Serialize)]
struct AgendaOut<'a> {
    id: &'a str,
    theme: &'a str,
    label: &'a str,
    evidence: Vec<EvidenceOut<'a>>,
}

#[derive(Serialize)]
struct FigureOut<'a> {
    id: &'a str,
    text: &'a str,
    value: f64,
    unit: &'a str,
    qualifier: &'static str,
    direction: Option<&'static str>,
    measure: &'a str,
    period: Option<Edtf>,
    between: &'a [String],
    evidence: Vec<EvidenceOut<'a>>,
}

#[derive(Serialize)]
struct ComparisonOut<'a> {
    kind: &'static str,
    items: &'a [String],
    verdict: &'static str,
    because: &'a str,
}

/// The dossier as JSON, indented, with a line feed at the end.
///
/// # Errors
/// Where a value has no JSON form, which no dossier built from articles holds.
pub fn json(dossier: &Dossier) -> serde_json::Result<String> {
    let evidence = |list: &'_ [Evidence]| quotes(dossier, list);
    let root = Root {
        schema: SCHEMA,
        title: &dossier.title,
        articles: articles(dossier),
        events: dossier
            .events
            .iter()
            .map(|event| EventOut {
                id: &event.id,
                title: &event.title,
                when: event.when,
                when_basis: when_basis(event.basis),
                when_because: &event.because,
                kind: event.kind,
                status: status(event.status),
                participants: &event.participants,
                places: &event.places,
                evidence: evidence(&event.evidence),
            })
            .collect(),
        participants: dossier
            .participants
            .iter()
            .map(|person| ParticipantOut {
                id: &person.id,
                name: &person.name,
                aliases: &person.aliases,
                office: &person.office,
                country: person.country.as_deref(),
                organisation: person.organisation.as_deref(),
                named: named(person.named),
                presence: presence(person.presence),
                because: &person.because,
                mentions: person.mentions.len(),
                evidence: evidence(&person.evidence),
            })
            .collect(),
        agenda: dossier
            .agenda
            .iter()
            .map(|item| AgendaOut {
                id: &item.id,
                theme: item.theme,
                label: &item.label,
                evidence: evidence(&item.evidence),
            })
            .collect(),
        figures: dossier
            .figures
            .iter()
            .map(|figure| FigureOut {
                id: &figure.id,
                text: &figure.text,
                value: figure.value,
                unit: &figure.unit,
                qualifier: qualifier(figure.qualifier),
                direction: figure.direction.map(direction),
                measure: &figure.measure,
                period: figure.period,
                between: &figure.between,
                evidence: evidence(&figure.evidence),
            })
            .collect(),
        comparisons: dossier
            .comparisons
            .iter()
            .map(|comparison| ComparisonOut {
                kind: comparison_kind(comparison.kind),
                items: &comparison.items,
                verdict: verdict(comparison.verdict),
                because: &comparison.because,
            })
            .collect(),
    };
    serde_json::to_string_pretty(&root).map(|mut text| {
        text.push('\n');
        text
    })
}

fn articles(dossier: &Dossier) -> Vec<ArticleOut<'_>> {
    let out = dossier.articles.iter().map(|dated| {
        let article = &dated.article;
        let body: Vec<&str> = article
            .blocks
            .iter()
            .filter(|block| block.kind.is_fact_bearing() || block.kind == BlockKind::Subhead)
            .map(|block| block.span.of(&article.text))
            .collect();
        let body = body.join("\n");
        ArticleOut {
            id: &dated.id,
            file: &article.file,
            title: article.metadata.title.as_deref(),
            outlet: article.metadata.outlet.as_deref(),
            format: article.format,
            language: article.language.code,
            words: body.split_whitespace().count(),
            text: &article.text,
            body,
            published: dated.published,
            published_basis: dating_basis(dated.basis),
            published_because: &dated.because,
            copy_of: dossier
                .articles
                .get(dated.source)
                .filter(|first| first.id != dated.id)
                .map(|first| first.id.as_str()),
        }
    });
    out.collect()
}

fn quotes<'a>(dossier: &'a Dossier, evidence: &[Evidence]) -> Vec<EvidenceOut<'a>> {
    let out = evidence.iter().filter_map(|evidence| {
        let dated = dossier.articles.get(evidence.article)?;
        Some(EvidenceOut {
            article: &dated.id,
            file: &dated.article.file,
            start: evidence.span.start,
            end: evidence.span.end,
            quote: evidence.span.of(&dated.article.text),
        })
    });
    out.collect()
}

pub(super) const fn dating_basis(basis: DatingBasis) -> &'static str {
    match basis {
        DatingBasis::Metadata => "metadata",
        DatingBasis::Stated => "stated",
        DatingBasis::Inferred => "inferred",
        DatingBasis::Unknown => "unknown",
    }
}

const fn when_basis(basis: WhenBasis) -> &'static str {
    match basis {
        WhenBasis::Stated => "stated",
        WhenBasis::Relative => "relative",
        WhenBasis::Inferred => "inferred",
        WhenBasis::Unknown => "unknown",
    }
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Happened => "happened",
        Status::Planned => "planned",
        Status::Background => "background",
    }
}

const fn named(named: Named) -> &'static str {
    match named {
        Named::Stated => "stated",
        Named::Implied => "implied",
    }
}

const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Attends => "attends",
        Presence::Absent => "absent",
        Presence::Mentioned => "mentioned",
    }
}

const fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::About => "about",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
        Qualifier::UpTo => "up to",
        Qualifier::AtLeast => "at least",
        Qualifier::TensOf => "tens of",
        Qualifier::HundredsOf => "hundreds of",
        Qualifier::ThousandsOf => "thousands of",
        Qualifier::MillionsOf => "millions of",
    }
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

const fn comparison_kind(kind: ComparisonKind) -> &'static str {
    match kind {
        ComparisonKind::Figure => "figure",
        ComparisonKind::Date => "date",
        ComparisonKind::Participants => "participants",
        ComparisonKind::Superlative => "superlative",
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agree => "agree",
        Verdict::Differ => "differ",
        Verdict::Unclear => "unclear",
    }
}
