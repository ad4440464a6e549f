//! Small ODT files that the tests write themselves, read as a whole.

use super::*;
use crate::reading::documents::package::tests::packed;
use crate::reading::{BlockKind, Furniture};

fn told(text: &str) -> Vec<(String, Option<BlockKind>)> {
    let content = format!(
        "<office:document-content><office:automatic-styles>
        <style:style style:name='Hidden'><style:text-properties text:display='none'/></style:style>
        <text:list-style style:name='N'><text:list-level-style-number text:level='1'
            style:num-format='1' style:num-suffix='.'/></text:list-style>
        </office:automatic-styles><office:body><office:text>{text}</office:text></office:body>
        </office:document-content>"
    );
    let bytes = packed(&[("content.xml", content.as_bytes())]);
    let pieces = read(&bytes).unwrap().pieces.into_iter();
    pieces.map(|piece| (piece.text, piece.kind)).collect()
}

#[test]
fn reads_what_a_paragraph_shows() {
    for (text, expected) in [
        ("a<text:tab/>b<text:s text:c='3'/>c", "a b c"),
        ("<text:span>a</text:span> <text:a>link</text:a>", "a link"),
        ("a<text:span text:style-name='Hidden'>b</text:span>", "a"),
        (
            "a<office:annotation><text:p>said</text:p></office:annotation>b",
            "ab",
        ),
        ("broken<text:soft-page-break/> page", "broken page"),
    ] {
        let told = told(&format!("<text:p>{text}</text:p>"));
        assert_eq!(told, [(expected.to_owned(), None)], "{text}");
    }
}

#[test]
fn reads_kinds_from_elements_and_styles() {
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row =
        |a: &str, b: &str| format!("<table:table-row>{}{}</table:table-row>", cell(a), cell(b));
    let body = [
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>".to_owned(),
        "<text:h text:outline-level='1'>Headline</text:h>".to_owned(),
        "<text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body>
            <text:p>A note</text:p></text:note-body></text:note>.</text:p>"
            .to_owned(),
        format!(
            "<text:list text:style-name='N'>{}{}</text:list>",
            item("One"),
            item("Two")
        ),
        "<text:p>Between<text:line-break/>the lists</text:p>".to_owned(),
        format!(
            "<text:list text:style-name='N' text:continue-numbering='true'>{}</text:list>",
            item("Three")
        ),
        format!(
            "<text:list text:style-name='Bullets'>{}</text:list>",
            item("Bullet")
        ),
        format!(
            "<table:table><table:table-header-rows>{}</table:table-header-rows>{}</table:table>",
            row("Land", "Share"),
            row("Tavoria", "12 %")
        ),
        "<text:h>Subhead</text:h>".to_owned(),
    ];
    let item = Some(BlockKind::ListItem);
    let expected = [
        ("Headline", Some(BlockKind::Headline)),
        ("Text.", None),
        ("A note", Some(BlockKind::Furniture(Furniture::Other))),
        ("1. One", item),
        ("2. Two", item),
        ("Between", None),
        ("the lists", None),
        ("3. Three", item),
        ("Bullet", item),
        ("Land | Share", Some(BlockKind::TableHeader)),
        ("Tavoria | 12 %", Some(BlockKind::TableRow)),
        ("Subhead", Some(BlockKind::Subhead)),
    ];
    let expected = expected.map(|(text, kind)| (text.to_owned(), kind));
    assert_eq!(told(&body.concat()), expected);
}

#[test]
fn reads_flat_files_and_their_properties() {
    let flat = b"<?xml version='1.0'?><office:document><office:meta><dc:title>A title</dc:title>
        <meta:initial-creator>Mira Oldenquist</meta:initial-creator><dc:creator>jd</dc:creator>
        <meta:creation-date>2026-06-04T18:30:00</meta:creation-date><dc:date>2026-07-01</dc:date>
        </office:meta><office:master-styles><text:p>Head</text:p></office:master-styles>
        <office:body><office:text><text:p>Text</text:p></office:text></office:body></office:document>";
    let page = read(flat).unwrap();
    assert_eq!(page.pieces.len(), 1);
    assert_eq!(page.says.title.as_deref(), Some("A title"));
    assert_eq!(page.says.authors, ["Mira Oldenquist"]);
    assert_eq!(page.says.saved.as_deref(), Some("2026-06-04T18:30:00"));
}

#[test]
fn refuses_what_it_cannot_read() {
    let locked = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    for (entries, expected) in [
        (vec![("meta.xml", &b"<a/>"[..])], "content.xml"),
        (
            vec![("content.xml", &b"<office:document-content>"[..])],
            "damaged",
        ),
        (
            vec![
                ("META-INF/manifest.xml", &locked[..]),
                ("content.xml", b"x"),
            ],
            "password",
        ),
    ] {
        let refusal = read(&packed(&entries)).unwrap_err();
        assert!(refusal.what.contains(expected), "{refusal:?}");
    }
}
