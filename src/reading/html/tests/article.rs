//! What belongs to the article and how it is cut.

use super::{STORY, body, many, of_kind, page};
use crate::reading::BlockKind;

#[test]
fn story_is_body_and_nothing_else() {
    let page = page(&format!(
        "<nav><a href=/>Home</a><a href=/w>Weather</a></nav><h1>Lighthouse vote looms</h1><div>{STORY}</div>\
         <footer>Printed on the island, all hands thanked for their patience this year.</footer>"
    ));
    let text = body(&page);
    assert!(text.starts_with("The harbour council"), "{text}");
    assert!(text.ends_with("taken down."), "{text}");
    assert_eq!(
        of_kind(&page, BlockKind::Headline),
        ["Lighthouse vote looms"]
    );
}

#[test]
fn blocks_are_cut_and_named() {
    let cases: [(&str, Option<BlockKind>, &str); 8] = [
        (
            "<h2>What the keeper wants</h2><p>He wants the lamp lit before the herring return to the bay.</p>",
            Some(BlockKind::Subhead),
            "What the keeper wants",
        ),
        (
            "<ul><li>Two lamps of brass</li><li>One bell</li></ul>",
            Some(BlockKind::ListItem),
            "Two lamps of brass",
        ),
        (
            "<ol><li><p>First the stairs are mended.</p></li></ol>",
            Some(BlockKind::ListItem),
            "First the stairs are mended.",
        ),
        (
            "<figure><img src=a><figcaption>The tower at dusk</figcaption></figure>",
            Some(BlockKind::Caption),
            "The tower at dusk",
        ),
        (
            "<div class='wp-caption-text'>The bell of 1874</div>",
            Some(BlockKind::Caption),
            "The bell of 1874",
        ),
        (
            "<blockquote>We will not leave the rock to gulls.</blockquote>",
            None,
            "We will not leave the rock to gulls.",
        ),
        ("<pre>tide  04:12\ntide  16:40</pre>", None, "tide 16:40"),
        (
            "<div>Loose words in a box are <b>still</b> a para&shy;graph&nbsp;here.</div>",
            None,
            "Loose words in a box are still a paragraph here.",
        ),
    ];
    for (inner, kind, text) in cases {
        let page = page(&format!(
            "<h1>Lighthouse vote looms</h1><div>{STORY}{inner}{}</div>",
            STORY.replace("The ", "Then the ")
        ));
        let found = page.pieces.iter().find(|piece| piece.text == text);
        assert_eq!(
            found.map(|piece| piece.kind),
            Some(kind),
            "{inner}\n{:#?}",
            page.pieces
        );
    }
}

#[test]
fn two_breaks_part_paragraphs_and_one_does_not() {
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{}</div>",
        "Rain fell on the quay for nine long days and nights without a pause.<br>Nobody fished.<br><br>On the tenth day the boats left, one after the other, in the dark."
    ));
    assert_eq!(
        body(&page),
        "Rain fell on the quay for nine long days and nights without a pause. Nobody fished.\n\
         On the tenth day the boats left, one after the other, in the dark."
    );
}

#[test]
fn table_rows_keep_their_cells() {
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{STORY}<table><tr><th>Port</th><th>Boats</th></tr>\
         <tr><td>North</td><td>14</td></tr><tr><td><a href=s>South</a></td><td>9</td></tr></table>{}</div>",
        STORY.replace("The ", "Then the ")
    ));
    assert_eq!(of_kind(&page, BlockKind::TableHeader), ["Port | Boats"]);
    assert_eq!(
        of_kind(&page, BlockKind::TableRow),
        ["North | 14", "South | 9"]
    );
    let row = page
        .pieces
        .iter()
        .find(|piece| piece.text == "South | 9")
        .expect("row");
    let cells: Vec<&str> = row
        .cells
        .iter()
        .filter_map(|cell| row.text.get(cell.clone()))
        .collect();
    assert_eq!(cells, ["South", "9"]);
}

#[test]
fn layout_tables_hold_paragraphs() {
    let page = page(&format!(
        "<table><tr><td><a href=/>Home</a><br><br><a href=/x>Archive of years</a></td><td><h1>Lighthouse vote looms</h1>{STORY}</td></tr></table>"
    ));
    assert_eq!(body(&page).lines().count(), 3, "{:#?}", page.pieces);
    assert!(of_kind(&page, BlockKind::TableRow).is_empty());
}

#[test]
fn hidden_text_is_left_out_unless_it_is_all_there_is() {
    for hider in [
        "<div style='display: none'>",
        "<div hidden>",
        "<div aria-hidden=true>",
        "<noscript><div>",
        "<template><div>",
    ] {
        let shown = page(&format!(
            "<h1>Lighthouse vote looms</h1><div>{STORY}</div>{hider}<p>Ghost words nobody on the rock should ever be able to read.</p></div>"
        ));
        assert!(
            !shown
                .pieces
                .iter()
                .any(|piece| piece.text.contains("Ghost")),
            "{hider}"
        );
    }
    let only = page(&format!(
        "<noscript><div>{STORY}</div></noscript><p>Please wait.</p>"
    ));
    assert!(
        body(&only).contains("harbour council"),
        "{:#?}",
        only.pieces
    );
}

#[test]
fn articles_in_many_boxes_are_found_whole() {
    let boxes = STORY
        .replace("<p>", "<div class=box><p>")
        .replace("</p>", "</p></div>");
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div class=part>{boxes}</div><div class=side><p>Buy nets.</p></div>"
    ));
    assert_eq!(body(&page).lines().count(), 3, "{:#?}", page.pieces);
}

#[test]
fn declared_text_is_believed_unless_it_is_a_teaser() {
    let long = many(6, |n| STORY.replace("<p>", &format!("<p>Edition {n}: ")));
    let small = page(
        "<h1>Lighthouse vote looms</h1><div itemprop=articleBody>The lamp is to be lit again on Friday, the council said.</div>\
         <div><p>Our counter by the pier opens at nine and closes at five, and telephones are answered.</p></div>",
    );
    assert_eq!(
        body(&small),
        "The lamp is to be lit again on Friday, the council said."
    );
    let teaser = page(&format!(
        "<h1>Lighthouse vote looms</h1><div itemprop=articleBody>The lamp is to be lit again on Friday, the council said.</div><div>{long}</div>"
    ));
    assert!(body(&teaser).contains("Edition 5"), "{}", body(&teaser));
}

#[test]
fn own_copy_of_the_text_decides() {
    let copy = STORY.replace("<p>", "").replace("</p>", " ");
    let page = page(&format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{copy}\"}}</script>\
         <h1>Lighthouse vote looms</h1><div>{STORY}<p>Members of our reading circle receive a knitted hat and a bag of salt every winter.</p></div>"
    ));
    assert!(!body(&page).contains("knitted"), "{}", body(&page));
    assert!(body(&page).contains("row out in protest"));
}

#[test]
fn misleading_names_do_not_lose_the_text() {
    let widgets = STORY
        .replace("<p>", "<div class=widget><p>")
        .replace("</p>", "</p></div>");
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{widgets}</div>"
    ));
    assert_eq!(body(&page).lines().count(), 3, "{:#?}", page.pieces);
}
