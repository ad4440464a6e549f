//! What a page says of itself.

use super::read;
use crate::reading::page::Says;

fn says(head: &str) -> Says {
    read(&format!(
        "<html><head>{head}</head><body><p>Words.</p></body></html>"
    ))
    .says
}

fn ld(json: &str) -> Says {
    says(&format!(
        "<script type=\"application/ld+json\">{json}</script>"
    ))
}

/// The same as an owned value, to compare with.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// One field of what a page says.
type Field = fn(&Says) -> Option<String>;

#[test]
fn linked_data_is_read_in_all_its_shapes() {
    let article = r#"{"@type":"NewsArticle","headline":"Salt &amp; stone","datePublished":"2031-02-03T04:05:06Z","dateModified":"2031-02-04","author":[{"@type":"Person","name":"Ada Quist"},{"name":"By Bo Rask"}],"publisher":{"@type":"Organization","name":"Rock Courier"},"inLanguage":"en_GB","mainEntityOfPage":{"@id":"https://rock.example/salt#page"}}"#;
    let shapes = [
        article.to_owned(),
        format!("[{article}]"),
        format!(r#"{{"@graph":[{{"@type":"WebSite","name":"x"}},{article}]}}"#),
        format!("<!-- {article} -->"),
        format!("{article};"),
        article.replace(
            "\"@type\":\"NewsArticle\"",
            "\"@type\":[\"Report\",\"Thing\"]",
        ),
        article.replace("Salt &amp; stone", "Salt &amp;\n stone"),
        article.replace("salt#page\"}", "salt\"},"),
    ];
    for shape in shapes {
        let says = ld(&shape);
        assert_eq!(says.title, some("Salt & stone"), "{shape}");
        assert_eq!(says.published, some("2031-02-03T04:05:06Z"));
        assert_eq!(says.updated, some("2031-02-04"));
        assert_eq!(says.authors, ["Ada Quist", "Bo Rask"]);
        assert_eq!(says.outlet, some("Rock Courier"));
        assert_eq!(says.language, some("en-GB"));
        assert_eq!(says.url, some("https://rock.example/salt"));
    }
}

#[test]
fn people_are_found_by_reference() {
    let says = ld(
        r##"{"@graph":[{"@type":"Article","headline":"Salt","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ada Quist"}]}"##,
    );
    assert_eq!(says.authors, ["Ada Quist"]);
}

#[test]
fn metas_are_read() {
    let cases: [(&str, Field, &str); 9] = [
        (
            "<meta property='og:title' content='Salt and stone'>",
            |s| s.title.clone(),
            "Salt and stone",
        ),
        (
            "<meta property='og:site_name' content='Rock Courier'>",
            |s| s.outlet.clone(),
            "Rock Courier",
        ),
        (
            "<meta property='article:published_time' content='2031-02-03'>",
            |s| s.published.clone(),
            "2031-02-03",
        ),
        (
            "<meta name='parsely-pub-date' content='2031-02-03'>",
            |s| s.published.clone(),
            "2031-02-03",
        ),
        (
            "<meta name='DC.date.issued' content='2031-02-03'>",
            |s| s.published.clone(),
            "2031-02-03",
        ),
        (
            "<meta property='article:modified_time' content='2031-02-05'>",
            |s| s.updated.clone(),
            "2031-02-05",
        ),
        (
            "<link rel=canonical href='https://rock.example/a/b'>",
            |s| s.url.clone(),
            "https://rock.example/a/b",
        ),
        (
            "<meta property='og:url' content='https://rock.example/a/c'>",
            |s| s.url.clone(),
            "https://rock.example/a/c",
        ),
        (
            "<meta property='og:locale' content='de_AT'>",
            |s| s.language.clone(),
            "de-AT",
        ),
    ];
    for (head, field, wanted) in cases {
        assert_eq!(field(&says(head)), some(wanted), "{head}");
    }
}

#[test]
fn authors_are_names_only() {
    let cases: [(&str, &[&str]); 14] = [
        ("Da Silva", &["Da Silva"]),
        ("Di Liu", &["Di Liu"]),
        ("Von Storch", &["Von Storch"]),
        ("von Ada Quist", &["Ada Quist"]),
        ("Autor: Ada Quist", &["Ada Quist"]),
        (
            "Ada Quist / Bo Rask; Cy Dahl",
            &["Ada Quist", "Bo Rask", "Cy Dahl"],
        ),
        ("By Ada Quist and Bo Rask", &["Ada Quist", "Bo Rask"]),
        ("Von Ada Quist, Bo Rask", &["Ada Quist", "Bo Rask"]),
        ("Quist, Ada", &["Quist, Ada"]),
        ("Ada Quist, Reuters", &["Ada Quist"]),
        ("https://rock.example/people/ada", &[]),
        ("ada@rock.example", &[]),
        ("Rock Courier", &[]),
        ("The Rock Courier", &[]),
    ];
    for (content, wanted) in cases {
        let says = says(&format!(
            "<meta property='og:site_name' content='Rock Courier'><meta name=author content='{content}'>"
        ));
        assert_eq!(says.authors, wanted, "{content}");
    }
}

#[test]
fn titles_lose_the_site() {
    let cases = [
        ("Salt and stone meet | Rock Courier", "Salt and stone meet"),
        ("Rock Courier - Salt and stone meet", "Salt and stone meet"),
        ("Salt and stone meet", "Salt and stone meet"),
        ("Salt - and stone | Rock Courier", "Salt - and stone"),
    ];
    for (title, wanted) in cases {
        let says = says(&format!(
            "<meta property='og:site_name' content='Rock Courier'><title>{title}</title>"
        ));
        assert_eq!(says.title, some(wanted), "{title}");
    }
    let without = read(
        "<title>Salt and stone meet – The Courier</title><h1>Salt and stone meet</h1><p>Words.</p>",
    )
    .says;
    assert_eq!(
        (without.title, without.outlet),
        (some("Salt and stone meet"), some("The Courier"))
    );
}

#[test]
fn handles_are_no_outlets() {
    assert_eq!(
        says("<meta property='og:site_name' content='@rock'>").outlet,
        None
    );
}

#[test]
fn the_page_itself_is_the_last_source() {
    let says = read("<html lang=sv><body><h1>Salt and stone meet</h1><span rel=x><a rel=author href=/a>Ada Quist</a></span><time datetime=2031-02-03>3 Feb</time></body></html>").says;
    assert_eq!(says.language, some("sv"));
    assert_eq!(says.authors, ["Ada Quist"]);
    assert_eq!(says.published, some("2031-02-03"));
    assert_eq!(says.title, some("Salt and stone meet"));
}

#[test]
fn broken_linked_data_is_passed_over() {
    let says = says(
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\", headline: oops</script><meta property='og:title' content='Salt'>",
    );
    assert_eq!(says.title, some("Salt"));
}

#[test]
fn the_article_with_the_pages_title_is_meant() {
    let says = says(
        r#"<title>Salt and stone meet</title><script type="application/ld+json">
        [{"@type":"NewsArticle","headline":"Nets for the winter","datePublished":"2030-01-01"},
        {"@type":"NewsArticle","headline":"Salt and stone meet","datePublished":"2031-02-03"}]</script>"#,
    );
    assert_eq!(says.published, some("2031-02-03"));
}
