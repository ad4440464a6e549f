//! What does not belong to the article and how it is put together.

use super::{STORY, body, many, of_kind, page};
use crate::reading::{BlockKind, Furniture};

/// A paragraph long enough to be taken for text.
const STRAY: &str =
    "Stray words stand here in a sentence long enough to be taken for a part of the story itself.";

#[test]
fn cue_words_make_furniture() {
    let cases = [
        "<aside><p>STRAY</p></aside>",
        "<div class='related-posts'><a href=x>More</a><p>STRAY</p></div>",
        "<div id=relatedStories><a href=x>More</a><p>STRAY</p></div>",
        "<div class='share-tools'><p>STRAY</p></div>",
        "<section class=newsletter-signup><p>STRAY</p></section>",
        "<div class='author-bio'><p>STRAY</p></div>",
        "<div class='ad'><p>STRAY</p></div>",
        "<div class='post__comments'><p>STRAY</p></div>",
        "<div role=complementary><p>STRAY</p></div>",
        "<div class=kommentare><p>STRAY</p></div>",
        "<div class=articulos-relacionados><a href=x>ver</a><p>STRAY</p></div>",
        "<form><p>STRAY</p></form>",
    ];
    for case in cases {
        let page = page(&format!(
            "<h1>Lighthouse vote looms</h1><div>{STORY}{}{}</div>",
            case.replace("STRAY", STRAY),
            STORY.replace("The ", "Then the ")
        ));
        assert!(!body(&page).contains("Stray words"), "{case}");
        assert!(
            page.pieces
                .iter()
                .any(|piece| piece.text.contains("Stray words")),
            "shown as furniture: {case}"
        );
    }
}

#[test]
fn cue_words_that_say_nothing_are_passed_over() {
    let cases = [
        "<div class='post category-comments tag-ads has-sidebar'>STORY</div>",
        "<div class='hidden md:block'>STORY</div>",
        "<div class='left-side'>STORY</div>",
        "<div class=related>STORY</div>",
        "<my-share>STORY</my-share>",
    ];
    for case in cases {
        let page = page(&format!(
            "<h1>Lighthouse vote looms</h1>{}",
            case.replace("STORY", STORY)
        ));
        assert!(
            body(&page).contains("Engineers told members"),
            "{case}: {:#?}",
            page.pieces
        );
    }
}

#[test]
fn teasers_of_the_same_shape_are_no_text() {
    let card = |n: usize| {
        format!(
            "<li class=item><a href=/{n}>Another tale from the northern isles {n}</a><p>Number {n} tells in brief what happened there, and why it mattered to all of us.</p></li>"
        )
    };
    let cards = many(12, card);
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{STORY}</div><div><ul>{cards}</ul></div>"
    ));
    assert!(!body(&page).contains("tells in brief"), "{}", body(&page));
    assert!(body(&page).contains("Engineers told members"));
}

#[test]
fn other_articles_on_the_page_are_no_text() {
    let other = STORY
        .replace("lighthouse", "windmill")
        .replace("lamp", "sail")
        .replace("harbour", "valley");
    let page = page(&format!(
        "<main><article><h1>Lighthouse vote looms</h1>{STORY}</article><article><h2>Windmill next</h2>{other}</article></main>"
    ));
    assert!(
        body(&page).contains("lighthouse") && !body(&page).contains("windmill"),
        "{}",
        body(&page)
    );
}

#[test]
fn lines_behind_the_text_are_cut() {
    let cases = [
        (
            "<h3>You may also like</h3><ul><li>Nets for the winter</li><li>Salt and its uses</li></ul>",
            "Nets",
        ),
        (
            "<h3>3 Comments</h3><p>A reader writes that stones are heavy, and that they know this from long years.</p>",
            "stones are heavy",
        ),
        ("<p>Advertisement</p>", "Advertisement"),
        (
            "<p>Subscribe to our letters from the rock.</p>",
            "letters from",
        ),
        (
            "<p><a href=x>How the ferry was raised from the deep</a></p>",
            "ferry",
        ),
        ("<h3>Nothing under this heading</h3>", "Nothing under"),
        ("<span>12 March</span>", "March"),
    ];
    let long = many(4, |n| STORY.replace("<p>", &format!("<p>Edition {n}: ")));
    for (tail, word) in cases {
        let page = page(&format!(
            "<h1>Lighthouse vote looms</h1><div>{long}{tail}</div>"
        ));
        assert!(!body(&page).contains(word), "{tail}: {}", body(&page));
        assert!(body(&page).contains("Edition 3"), "{tail}");
    }
}

#[test]
fn linked_sentences_stay() {
    let sentence = "<li><a href=x>The mayor of the outer island has sold his boat to pay for the rope, he told a meeting.</a></li>";
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{STORY}<ol>{sentence}</ol>{}</div>",
        STORY.replace("The ", "Then the ")
    ));
    assert!(body(&page).contains("sold his boat"), "{:#?}", page.pieces);
}

#[test]
fn said_twice_is_a_repeat() {
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{STORY}{STORY}</div>"
    ));
    assert_eq!(body(&page).lines().count(), 3);
    assert_eq!(
        of_kind(&page, BlockKind::Furniture(Furniture::Repeat)).len(),
        3
    );
}

#[test]
fn furniture_of_one_container_is_one_piece() {
    let page = page(&format!(
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/w>Weather</a></li></ul></nav><h1>Lighthouse vote looms</h1><div>{STORY}</div>\
         <footer><a href=/i>Imprint</a><p>Rock Press</p></footer>"
    ));
    let navigation = of_kind(&page, BlockKind::Furniture(Furniture::Navigation));
    assert_eq!(navigation, ["Home · Weather", "Imprint · Rock Press"]);
    assert_eq!(page.pieces.len(), 6, "{:#?}", page.pieces);
}

#[test]
fn long_furniture_is_cut() {
    let links = many(400, |n| {
        format!("<li><a href=/{n}>Harbour number {n}</a></li>")
    });
    let page = page(&format!(
        "<nav><ul>{links}</ul></nav><h1>Lighthouse vote looms</h1><div>{STORY}</div>"
    ));
    let parts = of_kind(&page, BlockKind::Furniture(Furniture::Navigation));
    assert!(
        parts.len() > 2 && parts.iter().all(|part| part.len() <= 2_000),
        "{}",
        parts.len()
    );
}

#[test]
fn headline_is_the_one_the_page_names() {
    let page = page(&format!(
        "<header><h1><a href=/>The Rock Courier</a></h1></header><h2>Lighthouse vote looms</h2><div>{STORY}</div>"
    ));
    assert_eq!(
        of_kind(&page, BlockKind::Headline),
        ["Lighthouse vote looms"]
    );
}
