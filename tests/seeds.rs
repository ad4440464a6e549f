//! What a careful reader finds in the embedded articles, and how much of it the program exports.
//!
//! The tables are the reader's. The floors say how many of their rows the program finds; raise one when
//! it does better, never lower one. People, figures and sentences that are in no table are errors.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

use std::process::Command;

use serde_json::Value;

/// What the program reaches, of the rows of each table.
const DATED: usize = 4;
const MEASURED: usize = 8;
const PLACED: usize = 11;

/// The export, as users read it.
fn dossier() -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_summitry"));
    let output = command.arg("export").output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list<'a>(dossier: &'a Value, name: &str) -> &'a [Value] {
    dossier[name].as_array().unwrap()
}

fn text<'a>(item: &'a Value, field: &str) -> &'a str {
    item[field].as_str().unwrap_or_default()
}

/// Holds that at least `floor` rows of a table are found.
fn hold(what: &str, floor: usize, rows: &[(String, bool)]) {
    let missed: Vec<&str> = rows
        .iter()
        .filter(|row| !row.1)
        .map(|row| row.0.as_str())
        .collect();
    let found = rows.len() - missed.len();
    assert!(
        found >= floor,
        "{what}: {found} of {}, the floor is {floor}; missed:\n{}",
        rows.len(),
        missed.join("\n")
    );
}

/// Days between which each article can have been published, by its text and its companions.
const PUBLISHED: [(&str, &[&str]); 5] = [
    (
        "seeds/01.txt",
        &[
            "2025-10-08",
            "2025-10-07/2025-10-08",
            "2025-10-08/2025-10-09",
            "2025-10-01/2025-10-08",
        ],
    ),
    (
        "seeds/02.txt",
        &[
            "2025-10",
            "2025-10-01/2025-10-08",
            "2025-10-01/2025-10-07",
            "2025-10-07",
        ],
    ),
    ("seeds/03.txt", &["2025-10-08", "2025-10-08/2025-10-09"]),
    (
        "seeds/04.txt",
        &[
            "2025-10-09",
            "2025-10-09/2025-10-10",
            "2025-10-09/2025-11-10",
            "2025-10",
        ],
    ),
    (
        "seeds/05.txt",
        &[
            "2025-10",
            "2025-10-09/2025-10-31",
            "2025-10-12/2025-10-31",
            "2025-10-09/2025-12-31",
        ],
    ),
];

#[test]
fn dates_the_articles() {
    let dossier = dossier();
    let articles = list(&dossier, "articles");
    assert_eq!(text(&dossier, "title"), "Dushanbe, 8–12 October 2025");
    let rows = PUBLISHED.map(|(file, wanted)| {
        let article = articles.iter().find(|article| article["file"] == file);
        let published = text(article.unwrap(), "published");
        (format!("{file}: {published}"), wanted.contains(&published))
    });
    hold("dates of articles", DATED, &rows);
    // The day at the top of 004 is that of the page, not of the article.
    assert!(
        articles
            .iter()
            .all(|article| article["published"] != "2025-11-10")
    );
}

/// Name, office, country, whether named or only implied by an office.
const PARTICIPANTS: [(&str, &str, &str, &str); 11] = [
    ("Vladimir Putin", "president", "RU", "stated"),
    ("Emomali Rahmon", "president", "TJ", "stated"),
    ("Ilham Aliyev", "president", "AZ", "stated"),
    ("Andrei Belousov", "defence minister", "RU", "stated"),
    ("Emomali Sobirzoda", "defence minister", "TJ", "stated"),
    ("Kassym-Jomart Tokayev", "president", "KZ", "implied"),
    ("Sadyr Japarov", "president", "KG", "implied"),
    ("Shavkat Mirziyoyev", "president", "UZ", "implied"),
    ("Serdar Berdimuhamedov", "president", "TM", "implied"),
    ("Vahagn Khachaturyan", "president", "AM", "implied"),
    ("Alexander Lukashenko", "president", "BY", "implied"),
];

#[test]
fn finds_the_participants_and_nobody_else() {
    let dossier = dossier();
    let people = list(&dossier, "participants");
    let is = |person: &Value, row: &(&str, &str, &str, &str)| {
        let found = ["name", "office", "country", "named"].map(|field| text(person, field));
        found == [row.0, row.1, row.2, row.3]
    };
    let rows = PARTICIPANTS.map(|row| (row.0.to_owned(), people.iter().any(|one| is(one, &row))));
    hold("participants", PARTICIPANTS.len(), &rows);
    let others = people
        .iter()
        .filter(|person| !PARTICIPANTS.iter().any(|row| is(person, row)))
        .map(|person| text(person, "name"));
    let others: Vec<&str> = others.collect();
    assert!(others.is_empty(), "not participants: {others:?}");
}

/// File, value, unit, qualifier, period.
const FIGURES: [(&str, f64, &str, &str, &str); 8] = [
    ("seeds/03.txt", 5.0, "year", "exact", ""),
    ("seeds/03.txt", 10_000.0, "people", "tens of", ""),
    ("seeds/03.txt", 1_000_000.0, "people", "millions of", ""),
    ("seeds/04.txt", 45_000_000_000.0, "USD", "over", ""),
    ("seeds/04.txt", 1_000_000.0, "people", "millions of", ""),
    ("seeds/05.txt", 17.0, "%", "over", "2025-01/2025-07"),
    ("seeds/05.txt", 30.0, "year", "over", ""),
    ("seeds/05.txt", 45_000_000_000.0, "USD", "over", "2024"),
];

#[test]
fn finds_the_figures_and_no_others() {
    let dossier = dossier();
    let figures = list(&dossier, "figures");
    let same = |figure: &Value, row: &(&str, f64, &str, &str, &str)| {
        figure["evidence"][0]["file"] == row.0
            && figure["value"] == row.1
            && text(figure, "unit") == row.2
    };
    let whole = |figure: &Value, row: &(&str, f64, &str, &str, &str)| {
        // The past year of an undated article may be left open.
        same(figure, row)
            && text(figure, "qualifier") == row.3
            && (row.4.is_empty() || text(figure, "period") == row.4)
    };
    let rows = FIGURES.map(|row| {
        let found = figures.iter().any(|figure| whole(figure, &row));
        (format!("{row:?}"), found)
    });
    hold("figures", MEASURED, &rows);
    let others: Vec<&str> = figures
        .iter()
        .filter(|figure| !FIGURES.iter().any(|row| same(figure, row)))
        .map(|figure| text(figure, "text"))
        .collect();
    assert!(others.is_empty(), "no figures: {others:?}");
}

/// Any of these dates; a sentence that tells the event has these words.
const EVENTS: [(&[&str], &str); 13] = [
    (&["1991"], "Soviet Union fell apart in 1991"),
    (&["1992/..", "1992"], "in power since 1992"),
    (&["2022"], "last held such a summit, in 2022"),
    (&["2024"], "plane of Azerbaijan Airlines crashed last year"),
    (&["2024-03"], "terrorists struck the Crocus Expo"),
    (MEETING, "From October 8 to 12 the city receives"),
    (&["2025-10-08"], "reached Tajikistan on Wednesday"),
    (
        &["2025-10-08"],
        "when Defence Minister Andrei Belousov met Emomali Sobirzoda",
    ),
    (&["2025-10-09"], "on Thursday Putin will take part"),
    (
        DAYS_AFTER,
        "presidents of Armenia, Azerbaijan, and Belarus are to join",
    ),
    (
        MEETING_DAYS,
        "A meeting with Tajik President Emomali Rahmon was planned",
    ),
    (MEETING_DAYS, "put their names to a joint statement"),
    (MEETING_DAYS, "Putin will moreover see Ilham Aliyev"),
];
const MEETING: &[&str] = &["2025-10-08/2025-10-12"];
const DAYS_AFTER: &[&str] = &[
    "2025-10-09",
    "2025-10-10",
    "2025-10-09/2025-10-12",
    "2025-10-10/2025-10-12",
    "2025-10-08/2025-10-12",
];
const MEETING_DAYS: &[&str] = &[
    "2025-10-08",
    "2025-10-09",
    "2025-10-08/2025-10-09",
    "2025-10-09/2025-10-12",
    "2025-10-08/2025-10-12",
];

#[test]
fn dates_the_events() {
    let dossier = dossier();
    let events = list(&dossier, "events");
    let rows = EVENTS.map(|(dates, words)| {
        let telling = events.iter().filter(|event| {
            let mut evidence = event["evidence"].as_array().unwrap().iter();
            evidence.any(|one| text(one, "quote").contains(words))
        });
        let dates_found: Vec<&str> = telling.map(|event| text(event, "when")).collect();
        let right = dates_found.iter().any(|date| dates.contains(date));
        (format!("{words}: {dates_found:?}"), right)
    });
    hold("events", PLACED, &rows);
}

/// Page furniture: what none of the items may rest on.
const FURNITURE: [&str; 16] = [
    "Should you want this text shortened",
    "No responsibility accepted",
    "within 24 hours",
    "In this image",
    "Skip to content",
    "Read also",
    "Also Read",
    "Read More",
    "21.4 C",
    "Monday, November 10",
    "Founded in December 2008",
    "Web Desk",
    "Trending Now",
    "Photo:",
    "HTL",
    "Back to top",
];

#[test]
fn takes_nothing_from_page_furniture() {
    let dossier = dossier();
    let mut leaks = Vec::new();
    for item in ["events", "participants", "agenda", "figures"]
        .into_iter()
        .flat_map(|name| list(&dossier, name))
    {
        for one in item["evidence"].as_array().unwrap() {
            let quote = text(one, "quote");
            if let Some(words) = FURNITURE.iter().find(|words| quote.contains(**words)) {
                leaks.push(format!("{}: {words}", text(item, "id")));
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}
