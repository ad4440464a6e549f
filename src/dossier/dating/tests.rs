//! Small folders and the dates their articles must come to.

use super::{Dated, Dating, date_articles};
use crate::annotating::dates::recognise;
use crate::annotating::testing::article;
use crate::annotating::tokens::Tokens;
use crate::dossier::DatingBasis;
use crate::reading::{Article, Stamp, StampKind};
use crate::span::Span;

/// An article with its stamps: each a kind and the text, put before the body.
fn page(file: &str, stamps: &[(StampKind, &str)], body: &str) -> Article {
    let mut head = String::new();
    let mut spans = Vec::new();
    for (kind, text) in stamps {
        let start = head.len();
        head.push_str(text);
        spans.push(Stamp {
            span: Span::new(start, head.len()),
            kind: *kind,
        });
        head.push('\n');
    }
    let mut found = article(&format!("{head}{body}"));
    let headers = stamps.len();
    found.sentences.drain(..headers);
    found.file = file.to_owned();
    found.metadata.stamps = spans;
    found
}

fn dated(articles: &[Article]) -> Vec<Dating> {
    folder_of(articles).datings
}

fn folder_of(articles: &[Article]) -> Dated {
    let tokens: Vec<Tokens<'_>> = articles.iter().map(Tokens::of).collect();
    let timexes: Vec<_> = tokens.iter().map(recognise).collect();
    let timexes: Vec<_> = timexes.iter().map(Vec::as_slice).collect();
    let sources: Vec<usize> = (0..articles.len()).collect();
    date_articles(&tokens.iter().collect::<Vec<_>>(), &timexes, &sources)
}

fn published(articles: &[Article]) -> Vec<String> {
    dated(articles)
        .into_iter()
        .map(|dating| {
            dating
                .published
                .map_or("-".to_owned(), |date| date.to_string())
        })
        .collect()
}

#[test]
fn stamps_date_their_articles() {
    use StampKind::{Dateline, Page, Published};
    for (stamps, wanted, basis) in [
        (
            &[(Published, "2019-05-15T02:20:10Z")][..],
            "2019-05-15",
            DatingBasis::Metadata,
        ),
        (
            &[(Published, "Wednesday, 15 May 2019")],
            "2019-05-15",
            DatingBasis::Metadata,
        ),
        (
            &[(Dateline, "May 15, 2019")],
            "2019-05-15",
            DatingBasis::Stated,
        ),
        (
            &[(Dateline, "Dec 14 , 2019")],
            "2019-12-14",
            DatingBasis::Stated,
        ),
        (
            &[(Dateline, "May 14"), (Published, "2019-05-15")],
            "2019-05-15",
            DatingBasis::Metadata,
        ),
        (
            &[(Page, "Monday, June 3, 2019")],
            "../2019-06-03",
            DatingBasis::Inferred,
        ),
        (&[], "-", DatingBasis::Unknown),
        (&[(Published, "today")], "-", DatingBasis::Unknown),
    ] {
        let datings = dated(&[page("a.txt", stamps, "The queen met the envoys.")]);
        let dating = datings.first().unwrap();
        let got = dating
            .published
            .map_or("-".to_owned(), |date| date.to_string());
        assert_eq!((got.as_str(), dating.basis), (wanted, basis), "{stamps:?}");
    }
}

#[test]
fn a_dateline_takes_its_year_from_the_folder() {
    use StampKind::{Dateline, Published};
    let body = "Talks went on.";
    assert_eq!(
        published(&[
            page("a.txt", &[(Dateline, "Dec. 31")], body),
            page("b.txt", &[(Published, "2020-01-02")], body),
        ]),
        ["2019-12-31", "2020-01-02"]
    );
    assert_eq!(
        published(&[page(
            "a.txt",
            &[(Dateline, "Aug. 3")],
            "Trade rose in the first six months of 2018."
        )]),
        ["2018-08-03"]
    );
    assert_eq!(
        published(&[page("a.txt", &[(Dateline, "Aug. 3")], body)]),
        ["-"]
    );
}

/// A meeting of Wednesday 15 to Saturday 18 May 2019, told by five articles without dates.
fn folder() -> Vec<Article> {
    vec![
        page(
            "0.txt",
            &[],
            "The queen has arrived in Lima for talks with five leaders.",
        ),
        page(
            "1.txt",
            &[],
            "Lima is making ready for days of talks.\nFrom May 15 to 18, it will host five leaders.",
        ),
        page(
            "2.txt",
            &[],
            "The queen arrived in Lima on Wednesday.\nShe will on Thursday attend the forum.",
        ),
        page(
            "3.txt",
            &[(StampKind::Page, "Monday, June 17, 2019")],
            "The queen called for more trade.\nThe forum concluded with a communique.",
        ),
        page(
            "4.txt",
            &[],
            "The queen recently visited Lima.\nIn the first three months of 2019, trade rose.",
        ),
    ]
}

#[test]
fn companions_date_what_has_no_date() {
    assert_eq!(
        published(&folder()),
        [
            "2019-05-15/2019-05-18",
            "2019-05-08/2019-05-15",
            "2019-05-15",
            "2019-05-16/2019-06-17",
            "2019-05-16/2019-05-31",
        ]
    );
    let datings = dated(&folder());
    assert!(
        datings
            .iter()
            .all(|dating| dating.basis == DatingBasis::Inferred)
    );
    assert_eq!(
        datings.get(2).map(|dating| dating.because.as_str()),
        Some(
            "says “Wednesday”, “Thursday”; 1 says “May 15 to 18”, so the meeting is \
             15–18 May 2019 (2019 is the last year in which that was before 17 June 2019, the page's \
             date); 15 May 2019 is a Wednesday"
        )
    );
}

#[test]
fn the_year_comes_from_the_texts_where_no_page_has_one() {
    let mut articles = folder();
    articles.remove(3);
    assert_eq!(
        published(&articles),
        [
            "2019-05-15/2019-05-18",
            "2019-05-08/2019-05-15",
            "2019-05-15",
            "2019-05-16/2019-05-31",
        ]
    );
    articles.pop();
    assert_eq!(published(&articles), ["-", "-", "-"]);
}

#[test]
fn dated_companions_place_the_others() {
    use StampKind::Published;
    let articles = [
        page(
            "a.txt",
            &[(Published, "2019-05-16")],
            "The forum of May 15 to 18 went on.",
        ),
        page("b.txt", &[], "The envoys signed the pact on Friday."),
        page("c.txt", &[], "The upcoming forum will be the third."),
    ];
    assert_eq!(
        published(&articles),
        ["2019-05-16", "2019-05-17", "2019-05-08/2019-05-15"]
    );
}

#[test]
fn bounds_are_all_that_a_lone_article_gives() {
    let lone = |stamps: &[(StampKind, &str)], body| published(&[page("a.txt", stamps, body)]);
    assert_eq!(
        lone(&[], "Trade rose in the first five months of 2018."),
        ["2018-05/.."]
    );
    assert_eq!(lone(&[], "Trade rose in 2018."), ["-"]);
    assert_eq!(
        lone(
            &[(StampKind::Page, "June 3, 2019")],
            "Trade rose in May 2018."
        ),
        ["2018-05-01/2019-06-03"]
    );
    assert_eq!(lone(&[], "Trade will rise by 2030."), ["-"]);
}

#[test]
fn the_day_a_file_was_saved_is_only_a_bound() {
    let lone = |stamps: &[(StampKind, &str)]| {
        let datings = dated(&[page("a.txt", stamps, "The queen praised the forum.")]);
        let dating = datings.into_iter().next().unwrap_or_default();
        let day = dating.published.map(|day| day.to_string());
        (day.unwrap_or_default(), dating.basis)
    };
    let saved = (StampKind::Saved, "2019-03-02");
    assert_eq!(
        lone(&[saved, (StampKind::Dateline, "March 4")]),
        ("2018-03-04?".to_owned(), DatingBasis::Inferred)
    );
    assert_eq!(
        lone(&[saved, (StampKind::Dateline, "Feb. 4")]),
        ("2019-02-04?".to_owned(), DatingBasis::Inferred)
    );
    assert_eq!(
        lone(&[saved, (StampKind::Published, "2014-03-04")]),
        ("2014-03-04".to_owned(), DatingBasis::Metadata)
    );
}

#[test]
fn what_a_page_shows_goes_before_a_later_date_in_its_metadata() {
    use StampKind::{Bare, Published};
    for (shown, wanted) in [
        ("4 March 2014", "2014-03-04"),
        ("17 May 2019", "2019-05-18"),
    ] {
        let stamps = [(Published, "2019-05-18"), (Bare, shown)];
        let article = page("a.txt", &stamps, "The queen praised the forum.");
        assert_eq!(published(&[article]), [wanted]);
    }
}

#[test]
fn figures_are_read_as_the_country_of_the_english_does() {
    for (language, wanted) in [
        (None, "-"),
        (Some("en"), "-"),
        (Some("en-US"), "2014-03-04"),
        (Some("en_GB"), "2014-04-03"),
    ] {
        let stamps = [(StampKind::Published, "03/04/2014")];
        let mut article = page("a.txt", &stamps, "The queen praised the forum.");
        article.metadata.language = language.map(str::to_owned);
        assert_eq!(published(&[article]), [wanted], "{language:?}");
    }
}

#[test]
fn a_day_of_the_week_outside_the_meeting_is_the_articles_own() {
    let articles = [
        page(
            "a.txt",
            &[(StampKind::Published, "2019-05-16")],
            "The forum of May 15 to 18 went on.",
        ),
        page(
            "b.txt",
            &[],
            "The envoy spoke on Monday of the forum slated for May 15-18.",
        ),
        page(
            "c.txt",
            &[],
            "The envoy praised the forum held on May 15-18.\nHe spoke on Tuesday.",
        ),
        page(
            "d.txt",
            &[],
            "The leaders will sign the pact on Friday.\nThe forum opened Thursday.",
        ),
    ];
    assert_eq!(
        published(&articles),
        ["2019-05-16", "2019-05-13", "2019-05-21", "2019-05-16"]
    );
}

#[test]
fn a_day_without_a_meeting_is_not_the_meetings() {
    let articles = [
        page(
            "a.txt",
            &[(StampKind::Published, "2019-05-16")],
            "Its term ends on June 1.",
        ),
        page("b.txt", &[], "The upcoming forum will be the third."),
    ];
    assert_eq!(
        published(&articles),
        ["2019-05-16", "2019-05-09/2019-05-16"]
    );
}

/// A date of publication and a text.
type Told = (&'static str, &'static str);

/// Folders, and the meeting that each is about.
const FOLDERS: &[(&[Told], &str)] = &[
    // Next year's, elsewhere.
    (
        &[
            (
                "2019-05-18",
                "Leaders ended their three-day summit in Lima on Saturday.\nThey signed.\nThey left.\n\
                     Next year's summit takes place in Quito, Ecuador, from July 2 to 4.",
            ),
            ("2019-05-17", "The summit in Lima ends on Saturday."),
        ],
        "Lima 2019-05-16/2019-05-18",
    ),
    // Talks that somebody left for.
    (
        &[
            (
                "2019-05-17",
                "Leaders ended their summit in Lima on Friday.\nThey signed.\nThey sang.\nMs Lund \
                     left on Thursday for talks with Arcadia in Quito on 20 and 21 May.",
            ),
            (
                "2019-05-16",
                "The two-day meeting in Lima is meant for trade.",
            ),
        ],
        "Lima 2019-05-16/2019-05-17",
    ),
    // Another organisation's, looked forward to.
    (
        &[
            (
                "2019-05-15",
                "The summit begins today in Lima and runs until Friday.",
            ),
            (
                "2019-05-17",
                "The two met on 17 May 2019 at the summit in Lima.\nThey dined.\nThey sang.\nThe envoy \
                     hopes for much from the XYZ summit in Canberra on 24-25 June.",
            ),
        ],
        "Lima 2019-05-15/2019-05-17",
    ),
    // An earlier round.
    (
        &[
            (
                "2019-05-13",
                "Lima will receive the presidents this Thursday and Friday.\nThe last working \
                     round, held in Quito from May 7th to 10th, left points open.",
            ),
            ("2019-05-17", "The presidents gathered in Lima on Friday."),
        ],
        "Lima 2019-05-16/2019-05-17",
    ),
    // Put together from a beginning and a length, in two articles.
    (
        &[
            (
                "2019-05-13",
                "When the leaders gather Thursday in Lima, trade will be on the table.",
            ),
            ("2019-05-17", "The two-day summit in Lima was brief."),
        ],
        "Lima 2019-05-16/2019-05-17",
    ),
    // Days that articles put the talks on; a wide name is no place.
    (
        &[
            (
                "2019-05-16",
                "Leaders in Asia spoke at the summit in Lima on Thursday.",
            ),
            (
                "2019-05-17",
                "Talks in Lima went on on Friday, after Thursday's dinner of leaders.",
            ),
            (
                "2019-05-17",
                "Leaders met in Lima on Friday.\nThe talks of Thursday were hard.",
            ),
        ],
        "Lima 2019-05-16/2019-05-17",
    ),
    // The dates of publication, where nothing is said.
    (
        &[
            ("2019-05-16", "The envoys were glad."),
            ("2019-05-17", "The queen was not."),
        ],
        "- 2019-05-16/2019-05-17",
    ),
    // One article that nothing dates near its days is not enough.
    (
        &[
            (
                "2019-05-01",
                "The forum will be held from May 27 to 29 in Lima.",
            ),
            ("2019-05-02", "The queen was glad."),
        ],
        "Lima 2019-05-01/2019-05-02",
    ),
];

#[test]
fn finds_the_meeting() {
    for (articles, wanted) in FOLDERS {
        let articles: Vec<Article> = articles
            .iter()
            .map(|(day, body)| page("a.txt", &[(StampKind::Published, day)], body))
            .collect();
        let found = folder_of(&articles);
        let days = found
            .meeting
            .map_or("-".to_owned(), |days| days.to_string());
        let place = found.place.unwrap_or_else(|| "-".to_owned());
        assert_eq!(format!("{place} {days}"), *wanted, "{articles:?}");
    }
}

#[test]
fn last_weeks_meeting_places_the_article() {
    let articles = [
        page(
            "a.txt",
            &[(StampKind::Published, "2019-05-16")],
            "The forum of May 15 to 18 went on.",
        ),
        page("b.txt", &[], "Last week's forum in Lima settled little."),
        page(
            "c.txt",
            &[],
            "The leaders ended the forum in Lima on Saturday (18 May) with a song.",
        ),
    ];
    assert_eq!(
        published(&articles),
        ["2019-05-16", "2019-05-20/2019-05-26", "2019-05-18"]
    );
}

#[test]
fn a_day_counted_from_that_of_writing_tells_it_with_its_date() {
    for (body, wanted) in [
        (
            "The minister flew in this afternoon, 15 July 2016, for the forum.",
            "2016-07-15",
        ),
        (
            "The two met yesterday (3 March 2014) and parted as friends.",
            "2014-03-04",
        ),
        (
            "\"We sign today, 3 March 2014, what others began,\" he had said.",
            "2014-03/..",
        ),
    ] {
        let found = published(&[page("a.txt", &[], body)]);
        assert_eq!(found, [wanted], "{body}");
    }
}
