//! Pages made to exhaust the reader: each must be read, soon, on a small stack.

use std::time::{Duration, Instant};

use super::{many, read};

const STACK: usize = 2 << 20;
/// Far more than a sound reader needs for a megabyte, even unoptimised and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn survives(name: &str, html: String) {
    let start = Instant::now();
    let reader = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || read(&html));
    let page = reader.expect("thread").join();
    assert!(page.is_ok(), "{name}");
    assert!(start.elapsed() < PATIENCE, "{name}: {:?}", start.elapsed());
}

#[test]
fn deep_wide_and_unclosed_pages_are_read() {
    let repeated = [
        "<div>",
        "<div/>",
        "<div>word ",
        "<p>word ",
        "<b>x",
        "<a href=x>y",
        "<ul><li>x",
        "<table><tr><td>x",
        "</div>",
        "<",
        "&",
        "<!--",
        "<script>",
        "<svg><g>",
        "<select><option>x",
        "<template>",
        "<a><div>",
        "<b><i></b></i>",
        "<button>x",
        "x<br><br>",
        "x<br>",
        "<time datetime=2031-02-03>9:15 ",
        "<div><time datetime=2031-02-03>9:15</time><p>A sentence that is long enough to be text.</p></div>",
        "1<sup>2",
        "<pre>a\nb ",
        "<article><h2>t</h2><p>A sentence that is long enough to be text, or so I think.</p></article>",
        "<h1>One more title of it</h1>",
        "<a b=\"",
        "<title>x",
        "<figure><p>x",
        "<article><h1>t</h1><p>A sentence that is long enough to be text, or so I think.</p></article>",
        "<script type='application/ld+json'>[[[",
    ];
    for piece in repeated {
        survives(piece, piece.repeat(500_000 / piece.len()));
    }
}

#[test]
fn deep_nesting_keeps_its_text() {
    let html = format!(
        "{}<p>At the bottom &amp; dark.</p>",
        "<div>".repeat(100_000)
    );
    let page = read(&html);
    assert_eq!(page.pieces.len(), 1);
    assert!(
        page.pieces
            .iter()
            .any(|piece| piece.text == "At the bottom & dark."),
        "{:?}",
        page.pieces
    );
}

#[test]
fn text_read_without_a_tree_is_cut_at_blocks() {
    let deep = "<div>".repeat(1_000);
    let html = format!(
        "{deep}<h2>Low <b>tide</b>s</h2><p>One</p>\n<ul><li>Two<script>x</script></ul><select><option>No</select>"
    );
    let texts: Vec<String> = read(&html)
        .pieces
        .into_iter()
        .map(|piece| piece.text)
        .collect();
    assert_eq!(texts, ["Low tides", "One", "Two"]);
}

#[test]
fn nesting_near_the_limit_is_quick() {
    survives(
        "deep and wide",
        ("<div>".repeat(500) + &"x</div>".repeat(500)).repeat(100),
    );
}

#[test]
fn many_attributes_are_read() {
    let attributes = many(200_000, |n| format!(" a{n}=1"));
    survives("attributes", format!("<div{attributes}>x</div>"));
    let fonts = many(50_000, |n| format!("<p><font color={n}>x"));
    survives("open fonts", fonts);
}

#[test]
fn many_siblings_beside_the_text_are_quick() {
    let sentence =
        "A long sentence, made of nothing much, that goes on until it is taken for text. ";
    let siblings =
        "<div><p>Short words stand here, but enough of them to be text.</p></div>".repeat(10_000);
    survives(
        "siblings",
        format!("<div>{}</div>{siblings}", sentence.repeat(20_000)),
    );
    let titles = "<meta property=og:title content='Words of a title, many'>".repeat(5_000);
    survives(
        "titles",
        format!("{titles}{}", "<p>Words of a title, more</p>".repeat(10_000)),
    );
    let tables = "<table><tr><td>a<td>b<tr><td>c<td>d</table>".repeat(10_000);
    survives("tables", format!("<p>{sentence}</p>{tables}"));
}

#[test]
fn empty_and_odd_pages_are_read() {
    for html in [
        "",
        " ",
        "plain words",
        "<",
        "</",
        "<!doctype html>",
        "\u{feff}<p>x",
        "<frameset><frame>",
        "<p\u{0}>x",
    ] {
        survives(html, html.to_owned());
    }
    assert_eq!(read("plain words").pieces.len(), 1);
}
