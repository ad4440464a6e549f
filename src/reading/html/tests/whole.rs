//! What makes the article as a whole: its headline, its parts, its end; pages that show none.

use super::{STORY, body, of_kind, read};
use crate::reading::BlockKind;
use crate::reading::page::Page;

fn headlines(page: &Page) -> Vec<&str> {
    of_kind(page, BlockKind::Headline)
}

#[test]
fn the_headline_above_the_text_is_the_title() {
    let cases = [
        "<title>Document7</title><h1>Lighthouse vote looms</h1>STORY",
        "<title>Isles Weekly: news of the isles</title><h1>Lighthouse vote looms</h1>STORY",
        "<svg><title>Menu of the page</title></svg><h1>Lighthouse vote looms</h1>STORY",
        "<title>Press service</title><h1>Press service</h1><h2>Lighthouse vote looms</h2>STORY",
        "<title>Isles</title><h2>Lighthouse vote looms</h2><p>6 May 2031</p>STORY",
        "<meta property=og:site_name content='Office of the isles'><title>Office of the isles</title><h1>Office of the isles</h1><h3>Lighthouse vote looms</h3>STORY",
        "<title>T</title><h1><a href=/>Office of the isles</a></h1><h2>Lighthouse vote looms</h2>STORY",
        "<title>T</title><p class=DocTitle>Lighthouse vote looms</p>STORY",
    ];
    for case in cases {
        let page = read(&case.replace("STORY", STORY));
        assert_eq!(headlines(&page), ["Lighthouse vote looms"], "{case}");
        assert_eq!(
            page.says.title.as_deref(),
            Some("Lighthouse vote looms"),
            "{case}"
        );
        assert_eq!(body(&page).lines().count(), 3, "{case}: {}", body(&page));
    }
}

#[test]
fn parts_of_one_text_stay_together() {
    let part = |name: &str| {
        format!(
            "<article><h2>Light {name}</h2>{}</article>",
            STORY.replace("The ", &format!("{name} "))
        )
    };
    let page = read(&format!(
        "<main>{}{}{}</main>",
        part("north"),
        part("south"),
        part("east")
    ));
    for name in ["north harbour", "south harbour", "east harbour"] {
        assert!(body(&page).contains(name), "{name}: {:#?}", page.pieces);
    }
}

#[test]
fn text_held_for_a_script_is_read() {
    let copy = STORY.replace("<p>", "").replace("</p>", "\\n\\n");
    for shown in [
        "<div id=app></div>",
        "<noscript>Please enable JavaScript.</noscript>",
    ] {
        let page = read(&format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Lighthouse vote looms\",\"articleBody\":\"{copy}\"}}</script>{shown}"
        ));
        assert_eq!(headlines(&page), ["Lighthouse vote looms"]);
        assert_eq!(
            body(&page).lines().count(),
            3,
            "{shown}: {:#?}",
            page.pieces
        );
    }
}

#[test]
fn pages_that_show_nothing_have_no_text() {
    let cases = [
        "<noscript><p>You need to enable JavaScript to read the isles.</p></noscript><div id=r></div>",
        "<h1>Isles Weekly</h1><p>This site requires JavaScript. Turn it on and load the page again, please.</p>",
        "<frameset cols=*><frame src=a><noframes>No frames, no isles.</noframes></frameset>",
        "<p>Checking your browser before you are let in to read the isles.</p>",
    ];
    for case in cases {
        let page = read(case);
        assert!(
            body(&page).is_empty() && headlines(&page).is_empty(),
            "{case}: {:#?}",
            page.pieces
        );
    }
    let about = format!(
        "<h1>A page of JavaScript</h1>{STORY}<p>Pages that do not work without JavaScript are many.</p>"
    );
    assert!(body(&read(&about)).contains("without JavaScript"));
}

#[test]
fn the_end_of_an_official_text_stays() {
    let cases: [(&str, &[&str]); 4] = [
        ("<p>Port Elm, 6 May 2031</p>", &["Port Elm, 6 May 2031"]),
        (
            "<p>For the Council of Elm<br>A. Quist</p><p>For the Keepers<br>B. Rask</p>",
            &[
                "For the Council of Elm",
                "A. Quist",
                "For the Keepers",
                "B. Rask",
            ],
        ),
        ("<p>Done at Port Elm</p>", &["Done at Port Elm"]),
        ("<p>6 May</p><p><a href=x>For the press</a></p>", &[]),
    ];
    for (end, wanted) in cases {
        let page = read(&format!(
            "<h1>Lighthouse vote looms</h1><div>{STORY}{end}</div>"
        ));
        let text = body(&page);
        let lines: Vec<&str> = text.lines().skip(3).collect();
        assert_eq!(lines, wanted, "{end}: {:#?}", page.pieces);
    }
}

#[test]
fn sources_behind_an_entry_are_no_text() {
    let page = read(&format!(
        "<h1>Lighthouse vote looms</h1><div>{STORY}<h2>Tower<span class=mw-editsection>[edit]</span></h2>{}<h2>References</h2><ol class=references><li>A. Quist, The lamps of the isles and their keepers, 2030.</li></ol></div>",
        STORY.replace("The ", "Then the ")
    ));
    assert_eq!(of_kind(&page, BlockKind::Subhead), ["Tower"]);
    assert!(!body(&page).contains("Quist"), "{}", body(&page));
}

#[test]
fn no_word_stands_twice_in_a_group() {
    let mut seen = std::collections::HashSet::new();
    for line in include_str!("../../../../assets/html_cues.tsv").lines() {
        assert!(line.starts_with('#') || seen.insert(line), "{line}");
    }
}
