//! An article as the program reads it: every block with its kind, every sentence with what was found in it,
//! in words. For whoever asks why something was found or missed.

use std::fmt::{self, Write};

use crate::annotating::Annotations;
use crate::annotating::dates::{self, Timex};
use crate::annotating::events::Modality;
use crate::annotating::gazette::Sense;
use crate::annotating::people::{self, Form, Mention};
use crate::dossier::{DatedArticle, Dossier, Participant};
use crate::edtf::Edtf;
use crate::knowledge::countries::countries;
use crate::reading::BlockKind;
use crate::span::Span;

/// The articles of a dossier with their annotations, a line feed at the end.
pub fn explain(dossier: &Dossier) -> String {
    let mut out = String::new();
    for dated in &dossier.articles {
        // Writing to a string cannot fail.
        let _ = article(&mut out, dossier, dated);
    }
    out
}

fn article(out: &mut String, dossier: &Dossier, dated: &DatedArticle) -> fmt::Result {
    let article = &dated.article;
    let notes = Annotations::of(article);
    let times = dates::resolve(&notes.timexes, &notes.tokens, dated.published);
    let persons = people::persons(&notes.tokens, &notes.gazette, &notes.people);
    let when = dated
        .published
        .map_or_else(|| "undated".to_owned(), Edtf::words);
    writeln!(out, "{} · {} · {when}", dated.id, article.file)?;
    if !dated.because.is_empty() {
        writeln!(out, "  dated: {}", dated.because)?;
    }
    if let Some(unread) = article.language.unread() {
        writeln!(out, "  {unread}")?;
    }
    let mut sentences = article.sentences.iter().enumerate().peekable();
    for (index, block) in article.blocks.iter().enumerate() {
        writeln!(out, "\n{}", kind(block.kind))?;
        let mut any = false;
        while let Some((number, sentence)) =
            sentences.next_if(|(_, sentence)| sentence.block <= index)
        {
            any = true;
            writeln!(out, "  {}", folded(sentence.span.of(&article.text)))?;
            let mut found = found(dossier, &notes, &times, &persons, number);
            found.sort_by_key(|(span, _)| (span.start, span.end));
            for (span, what) in found {
                writeln!(out, "    {} → {what}", folded(span.of(&article.text)))?;
            }
        }
        if !any {
            writeln!(out, "  {}", folded(block.span.of(&article.text)))?;
        }
    }
    writeln!(out)
}

/// Everything found in a sentence: where, and what it is.
fn found(
    dossier: &Dossier,
    notes: &Annotations<'_>,
    times: &[dates::Resolution],
    persons: &[Span],
    sentence: usize,
) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for hit in notes.gazette.within(notes.tokens.sentence(sentence)) {
        let what = match hit.sense {
            Sense::Country(country) => format!("country: {}", countries().name(country.iso)),
            Sense::Organisation(organisation) => format!("organisation: {}", organisation.name),
            Sense::Office(title) => format!("office: {}", title.office.name),
            Sense::Other => "another name, no country".to_owned(),
        };
        found.push((notes.tokens.span(hit.tokens.clone()), what));
    }
    let here = |(_, timex): &(usize, &Timex)| timex.sentence == sentence;
    for (index, timex) in notes.timexes.iter().enumerate().filter(here) {
        let time = times.get(index);
        let value = time
            .and_then(|time| time.when)
            .map_or_else(|| "no date".to_owned(), |when| when.to_string());
        let because = time.map_or("", |time| time.because.as_str());
        found.push((timex.span, format!("date: {value} ({because})")));
    }
    for mention in notes
        .people
        .iter()
        .filter(|mention| mention.sentence == sentence)
    {
        let named = persons
            .iter()
            .any(|span| span.start <= mention.span.start && mention.span.end <= span.end);
        found.push((mention.span, person(dossier, mention, named)));
    }
    for figure in notes
        .figures
        .iter()
        .filter(|figure| figure.sentence == sentence)
    {
        let measure = if figure.measure_text.is_empty() {
            String::new()
        } else {
            format!(", of {}", figure.measure_text)
        };
        found.push((
            figure.span,
            format!("figure: {} {}{measure}", figure.value, figure.unit),
        ));
    }
    for theme in notes
        .themes
        .iter()
        .filter(|theme| theme.sentence == sentence)
    {
        let weight = match (theme.strong, theme.in_business || theme.prominent) {
            (true, true) => "enough by itself",
            (true, false) => "strong, but no word of business beside it",
            (false, true) => "weak",
            (false, false) => "weak, and no word of business beside it",
        };
        found.push((theme.span, format!("theme: {} ({weight})", theme.theme)));
    }
    for event in notes
        .events
        .iter()
        .filter(|event| event.sentence == sentence)
    {
        let told = match event.modality {
            Modality::Happened => "told as having happened",
            Modality::Planned => "told as planned",
            Modality::Named => "only named",
        };
        found.push((
            event.span,
            format!("event: {}, {told}: {}", event.kind.name, event.title),
        ));
    }
    found
}

/// What a mention of a person says, and which participant it is.
fn person(dossier: &Dossier, mention: &Mention, named: bool) -> String {
    let mut words = match mention.form {
        Form::Titled => format!("person, {}", mention.office_words),
        Form::Candidate if named => "person".to_owned(),
        Form::Candidate => "name".to_owned(),
        Form::Described => format!("person by office, {}", mention.office_words),
        Form::Member => format!("one of several, {}", mention.office_words),
    };
    if let Some(country) = mention.country {
        // Writing to a string cannot fail.
        let _ = write!(words, " of {}", countries().name(country));
    }
    let goes_by = |participant: &&Participant| {
        let own =
            |name: &str| name == mention.name || name.split(' ').any(|word| word == mention.name);
        if mention.name.is_empty() {
            let office = mention
                .office
                .is_some_and(|office| participant.office.contains(office.name));
            return office && participant.country.as_deref() == mention.country;
        }
        own(&participant.name) || participant.aliases.iter().any(|name| own(name))
    };
    let known = dossier.participants.iter().find(goes_by);
    match known {
        Some(participant) => format!("{words}: {}", participant.id),
        None if mention.form == Form::Candidate => {
            format!("{words}: no participant, as no office introduces it")
        }
        None => format!("{words}: no participant"),
    }
}

/// White space folded.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind of a block in words.
fn kind(kind: BlockKind) -> String {
    let word = match kind {
        BlockKind::Headline => "headline",
        BlockKind::Subhead => "subheading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list item",
        BlockKind::TableHeader => "table header",
        BlockKind::TableRow => "table row",
        BlockKind::Caption => "caption, not read for facts",
        BlockKind::Furniture(furniture) => {
            return format!("page furniture ({}), not read for facts", furniture.name());
        }
    };
    word.to_owned()
}
