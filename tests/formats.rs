//! One story in every format that is read: the same title, date, outlet and facts come out of each, and
//! nothing of what stands around it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "common/formats.rs"]
mod formats;

use formats::{PARAGRAPHS, TITLE, samples};
use summitry::dossier::{self, Dossier};
use summitry::reading::{Reading, read_bytes};

fn dossier_of(file: &str, bytes: &[u8]) -> Dossier {
    let article = read_bytes(file, bytes).unwrap();
    dossier::build(Reading {
        articles: vec![article],
        problems: Vec::new(),
    })
}

/// What a reader of the dossier sees, formats aside.
fn account(dossier: &Dossier) -> Vec<String> {
    let events = dossier.events.iter().map(|event| {
        let when = event.when.map(|when| when.to_string()).unwrap_or_default();
        format!("{when} {}", event.title)
    });
    let people = dossier
        .participants
        .iter()
        .map(|person| format!("{} {:?} {}", person.name, person.country, person.office));
    let figures = dossier
        .figures
        .iter()
        .map(|figure| format!("{} {}", figure.value, figure.unit));
    events.chain(people).chain(figures).collect()
}

#[test]
fn reads_one_story_alike_in_every_format() {
    let mut wanted: Option<Vec<String>> = None;
    for (file, bytes) in samples() {
        let dossier = dossier_of(file, &bytes);
        let dated = &dossier.articles[0];
        assert_eq!(
            dated.article.metadata.title.as_deref(),
            Some(TITLE),
            "{file}"
        );
        let day = dated.published.map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("2014-03-04"), "{file}");
        if !file.starts_with("a.eml") && !file.starts_with("a.mbox") {
            let outlet = dated.article.metadata.outlet.as_deref();
            assert_eq!(outlet, Some("The Courier"), "{file}");
        }
        for paragraph in PARAGRAPHS {
            assert!(
                dated.article.text.contains(paragraph),
                "{file}: {}",
                dated.article.text
            );
        }
        let account = account(&dossier);
        assert!(account.len() >= 5, "{file}: {account:?}");
        assert!(!account.iter().any(|row| row.contains("Kariba")), "{file}");
        let wanted = wanted.get_or_insert_with(|| account.clone());
        assert_eq!(&account, wanted, "{file}");
    }
}
