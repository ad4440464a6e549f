//! Which of the dates on a page is the article's.

use super::{STORY, of_kind, read};
use crate::reading::{BlockKind, Furniture};

fn published(page: &str) -> Option<String> {
    read(page).says.published
}

#[test]
fn only_a_time_by_the_headline_or_named_so_is_the_date() {
    let cases = [
        (
            "<h1>Lighthouse vote looms</h1><time datetime=2031-02-03>3 Feb</time>STORY",
            Some("2031-02-03"),
        ),
        (
            "<header><div><time datetime=2031-02-03>3 Feb</time></div><h1>Lighthouse vote looms</h1></header>STORY",
            Some("2031-02-03"),
        ),
        (
            "<h1>Lighthouse vote looms</h1>STORY<p><time pubdate datetime=2031-02-03>3 Feb</time></p>",
            Some("2031-02-03"),
        ),
        (
            "<h1>Lighthouse vote looms</h1>STORY<p><time class=publish-date datetime=2031-02-03>3 Feb</time></p>",
            Some("2031-02-03"),
        ),
        (
            "<h1>Lighthouse vote looms</h1>STORY<p><span itemprop=datePublished content=2031-02-03>3 Feb</span></p>",
            Some("2031-02-03"),
        ),
        (
            "<h1>Lighthouse vote looms</h1><p>The tower fell in <time datetime=1874-05-06>May 1874</time> and was built anew in one year.</p>STORY",
            None,
        ),
        (
            "<ul><li><time datetime=2035-01-01>09:15</time> <a href=x>Gulls seen</a></ul><h1>Lighthouse vote looms</h1>STORY",
            None,
        ),
        (
            "<h1>Lighthouse vote looms</h1>STORY<aside><time class=published datetime=2035-01-01>1 Jan</time> Fair</aside>",
            None,
        ),
        (
            "<nav><time class=published datetime=2035-01-01>Today</time></nav><h1>Lighthouse vote looms</h1>STORY",
            None,
        ),
        (
            "<h1>Lighthouse vote looms</h1>STORY<div>Next ferry <time datetime=2035-01-01>1 Jan</time></div>",
            None,
        ),
        (
            "<h1>Lighthouse vote looms</h1><div><div><time datetime=2035-01-01>9:15</time>STORY</div><div><time datetime=2034-01-01>8:15</time><p>The gulls of the isles were counted on Sunday by the keepers.</p></div></div>",
            None,
        ),
        (
            "<p><time class=published datetime=2035-01-01>9:15</time> Gulls seen</p><h1>Lighthouse vote looms</h1>STORY",
            None,
        ),
        (
            "<h1>Lighthouse vote looms</h1><time class=updated datetime=2031-02-03>3 Feb</time>STORY",
            None,
        ),
    ];
    for (body, wanted) in cases {
        let found = published(&body.replace("STORY", STORY));
        assert_eq!(found.as_deref(), wanted, "{body}");
    }
}

#[test]
fn unclear_metas_come_last() {
    let unclear = ["date", "created", "DC.date", "dcterms.created", "pubdate"];
    let others = [
        (
            "<meta property='article:published_time' content=2031-02-03>",
            "",
        ),
        (
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2031-02-03\"}</script>",
            "",
        ),
        ("<meta itemprop=datePublished content=2031-02-03>", ""),
        ("", "<time datetime=2031-02-03>3 Feb</time>"),
    ];
    for name in unclear {
        let meta = format!("<meta name='{name}' content=2034-12-12>");
        for (head, body) in others {
            let page =
                format!("<head>{meta}{head}</head><h1>Lighthouse vote looms</h1>{body}{STORY}");
            assert_eq!(published(&page).as_deref(), Some("2031-02-03"), "{page}");
        }
        let alone = format!("<head>{meta}</head><h1>Lighthouse vote looms</h1>{STORY}");
        assert_eq!(published(&alone).as_deref(), Some("2034-12-12"));
    }
}

#[test]
fn a_live_page_is_dated_by_its_last_change() {
    let cases = [
        (
            r#""datePublished":"2031-02-03T08:00Z","dateModified":"2031-02-05T20:00Z""#,
            None,
            Some("2031-02-05T20:00Z"),
        ),
        (
            r#""datePublished":"2031-02-03T08:00Z","dateModified":"2031-02-03T20:00Z""#,
            Some("2031-02-03T08:00Z"),
            Some("2031-02-03T20:00Z"),
        ),
        (
            r#""coverageStartTime":"2031-02-03","datePublished":"2031-02-03","liveBlogUpdate":[{"datePublished":"2031-02-06"},{"datePublished":"2031-02-04"}]"#,
            None,
            Some("2031-02-06"),
        ),
        (r#""coverageStartTime":"2031-02-03""#, None, None),
    ];
    for (fields, first, last) in cases {
        let says = read(&format!(
            "<script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",{fields}}}</script><p>{STORY}"
        ))
        .says;
        assert_eq!(
            (says.published.as_deref(), says.updated.as_deref()),
            (first, last),
            "{fields}"
        );
    }
}

#[test]
fn the_time_of_a_post_is_a_piece_with_its_date() {
    let cases = [
        ("14:05", "3 February 2031 14:05"),
        ("3 Feb, 14:05", "3 Feb, 14:05"),
        ("03.02.2031", "03.02.2031"),
        ("3h ago", "3 February 2031 3h ago"),
        ("February 3rd", "February 3rd"),
    ];
    for (shown, wanted) in cases {
        let post = format!("<div><time datetime='2031-02-03T14:05Z'>{shown}</time>");
        let posts = STORY
            .replace("<p>", &format!("{post}<p>"))
            .replace("</p>", "</p></div>");
        let page = read(&format!("<h1>Lighthouse vote looms</h1><div>{posts}</div>"));
        let times = of_kind(&page, BlockKind::Furniture(Furniture::Metadata));
        assert_eq!(times, [wanted; 3], "{:#?}", page.pieces);
    }
}
