//! The dossier as plain text: the screen for a pipe or a screen reader. No colours, no boxes; every row is
//! followed by the sentences that support it.

use std::fmt::{self, Write};

use crate::dossier::wording::{amount, hedge_words};
use crate::dossier::{
    Direction, Dossier, Event, Evidence, Figure, Named, Participant, Presence, Status, Verdict,
    WhenBasis,
};
use crate::edtf::Edtf;

/// Columns of the report.
const WIDTH: usize = 96;

/// The dossier as a report, a line feed at the end.
pub fn text(dossier: &Dossier) -> String {
    let mut report = String::new();
    // Writing to a string cannot fail.
    let _ = write_report(&mut report, dossier);
    report
}

fn write_report(out: &mut String, dossier: &Dossier) -> fmt::Result {
    let differ = dossier
        .comparisons
        .iter()
        .filter(|one| one.verdict == Verdict::Differ)
        .count();
    writeln!(out, "{}", dossier.title)?;
    writeln!(
        out,
        "{} articles, {} events, {} people, {} figures, {differ} differ",
        dossier.articles.len(),
        dossier.events.len(),
        dossier.participants.len(),
        dossier.figures.len(),
    )?;
    heading(out, "Articles")?;
    for dated in &dossier.articles {
        let when = dated
            .published
            .map_or_else(|| "undated".to_owned(), Edtf::words);
        let title = dated
            .article
            .metadata
            .title
            .as_deref()
            .unwrap_or(&dated.article.file);
        writeln!(out, "{}  {when}  {title}", dated.id)?;
        if let Some(unread) = dated.article.language.unread() {
            paragraph(out, &unread)?;
        }
        paragraph(out, &dated.because)?;
    }
    heading(out, "Timeline")?;
    for item in &dossier.events {
        event(out, dossier, item)?;
    }
    heading(out, "Participants")?;
    for item in &dossier.participants {
        participant(out, dossier, item)?;
    }
    heading(out, "Agenda")?;
    for item in &dossier.agenda {
        writeln!(out, "{}: {}", item.theme, item.label)?;
        quotes(out, dossier, &item.evidence)?;
    }
    heading(out, "Figures")?;
    for item in &dossier.figures {
        figure(out, dossier, item)?;
    }
    if !dossier.comparisons.is_empty() {
        heading(out, "Comparisons")?;
    }
    for comparison in &dossier.comparisons {
        paragraph(out, &comparison.because)?;
    }
    if !dossier.problems.is_empty() {
        heading(out, "Not read")?;
    }
    for problem in &dossier.problems {
        paragraph(out, &problem.to_string())?;
    }
    Ok(())
}

fn heading(out: &mut String, title: &str) -> fmt::Result {
    writeln!(out, "\n{}\n", title.to_uppercase())
}

fn event(out: &mut String, dossier: &Dossier, event: &Event) -> fmt::Result {
    let when = event.when.map_or_else(|| "undated".to_owned(), Edtf::words);
    let status = match event.status {
        Status::Planned => " (planned)",
        Status::Background => " (background)",
        Status::Happened => "",
    };
    writeln!(out, "{when}: {}{status}", event.title)?;
    if matches!(event.basis, WhenBasis::Inferred | WhenBasis::Relative) {
        paragraph(out, &format!("date: {}", event.because))?;
    }
    quotes(out, dossier, &event.evidence)
}

fn participant(out: &mut String, dossier: &Dossier, person: &Participant) -> fmt::Result {
    let country = person.country.as_deref().or(person.organisation.as_deref());
    write!(out, "{}", person.name)?;
    if !person.office.is_empty() {
        write!(out, ", {}", person.office)?;
    }
    if let Some(country) = country {
        write!(out, ", {country}")?;
    }
    if person.named == Named::Implied {
        write!(out, " (implied)")?;
    }
    if person.presence == Presence::Absent {
        write!(out, " (absent)")?;
    }
    writeln!(out)?;
    if !person.because.is_empty() {
        paragraph(out, &person.because)?;
    }
    quotes(out, dossier, &person.evidence)
}

fn figure(out: &mut String, dossier: &Dossier, figure: &Figure) -> fmt::Result {
    write!(out, "{}{}", hedge_words(figure.qualifier), amount(figure))?;
    match figure.direction {
        Some(Direction::Up) => write!(out, " up")?,
        Some(Direction::Down) => write!(out, " down")?,
        None => {}
    }
    if !figure.measure.is_empty() {
        write!(out, ", {}", figure.measure)?;
    }
    if let Some(period) = figure.period {
        write!(out, ", {}", period.words())?;
    }
    writeln!(out)?;
    quotes(out, dossier, &figure.evidence)
}

fn quotes(out: &mut String, dossier: &Dossier, evidence: &[Evidence]) -> fmt::Result {
    for one in evidence {
        let id = dossier
            .articles
            .get(one.article)
            .map_or("?", |dated| dated.id.as_str());
        paragraph(out, &format!("{id}: “{}”", dossier.quote(one)))?;
    }
    writeln!(out)
}

/// A paragraph, indented and wrapped.
fn paragraph(out: &mut String, text: &str) -> fmt::Result {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let options = textwrap::Options::new(WIDTH)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .initial_indent("    ")
        .subsequent_indent("    ");
    for line in textwrap::wrap(&flat, options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
