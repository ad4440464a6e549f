//! Small DOCX files that the tests write themselves, read as a whole.

use super::*;
use crate::reading::documents::package::tests::packed;
use crate::reading::{BlockKind, Furniture};

const STYLES: &str = r#"<w:styles>
    <w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering>
    <w:abstractNum w:abstractNumId="0"><w:lvl><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

fn told(body: &str) -> Vec<(String, Option<BlockKind>)> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let bytes = packed(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ]);
    let pieces = read(&bytes).unwrap().pieces.into_iter();
    pieces.map(|piece| (piece.text, piece.kind)).collect()
}

#[test]
fn reads_what_a_paragraph_shows() {
    for (runs, expected) in [
        (
            "<w:r><w:t>a</w:t><w:tab/><w:t xml:space='preserve'>b </w:t></w:r><w:r><w:t>c</w:t></w:r>",
            "a b c",
        ),
        (
            "<w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
            "kept",
        ),
        ("<w:ins><w:r><w:t>put in</w:t></w:r></w:ins>", "put in"),
        (
            "<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>",
            "new",
        ),
        (
            "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>",
            "link",
        ),
        (
            "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>",
            "7",
        ),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r>",
            "seen",
        ),
        (
            "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>opt</w:t><w:softHyphen/><w:t>ed</w:t></w:r>",
            "co-opted",
        ),
        (
            "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>x</w:t></w:r>",
            "x",
        ),
    ] {
        let told = told(&format!("<w:p>{runs}</w:p>"));
        assert_eq!(told, [(expected.to_owned(), None)], "{runs}");
    }
}

#[test]
fn reads_kinds_from_styles_and_lists() {
    let paragraph = |properties: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let list = |id: u32| format!("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{id}'/></w:numPr>");
    let long = "We, the leaders of the Harbour States, met in Quellmouth. ".repeat(4);
    let body = [
        paragraph("<w:pStyle w:val='T'/>", "The title"),
        paragraph("<w:pStyle w:val='H1'/>", "A heading"),
        paragraph(&list(1), &long),
        paragraph(&list(2), "A bullet"),
        paragraph(&list(1), "Short"),
        paragraph(&list(0), "Out of the list"),
    ];
    let expected = [
        ("The title".to_owned(), Some(BlockKind::Headline)),
        ("A heading".to_owned(), Some(BlockKind::Subhead)),
        (format!("1. {}", long.trim()), None),
        ("A bullet".to_owned(), Some(BlockKind::ListItem)),
        ("2. Short".to_owned(), Some(BlockKind::ListItem)),
        ("Out of the list".to_owned(), None),
    ];
    assert_eq!(told(&body.concat()), expected);
}

#[test]
fn reads_tables_and_boxes() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Land"),
        cell("Share"),
        cell("Tavoria"),
        cell("12 %")
    );
    let styled = |style: &str| {
        format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val='{style}'/><w:tblLook w:firstRow='1'/></w:tblPr>
            <w:tr>{}{}</w:tr></w:tbl>",
            cell("Land"),
            cell("Share")
        )
    };
    let boxed = "<w:p><w:r><w:t>outer</w:t><mc:AlternateContent>
        <mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback>
        </mc:AlternateContent></w:r></w:p>";
    let expected = [
        ("Land | Share".to_owned(), Some(BlockKind::TableHeader)),
        ("Tavoria | 12 %".to_owned(), Some(BlockKind::TableRow)),
        ("Land | Share".to_owned(), Some(BlockKind::TableHeader)),
        ("Land | Share".to_owned(), Some(BlockKind::TableRow)),
        ("outer".to_owned(), None),
        ("box".to_owned(), None),
    ];
    assert_eq!(
        told(&(table + &styled("LightList") + &styled("TableGrid") + boxed)),
        expected
    );
}

#[test]
fn reads_notes_and_properties() {
    let bytes = packed(&[
        (
            "word/document.xml",
            b"<w:document><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:document>",
        ),
        (
            "word/footnotes.xml",
            b"<w:footnotes><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnotes>",
        ),
        (
            "docProps/core.xml",
            b"<cp:p><dc:title>A title</dc:title><dc:creator>Mira Oldenquist</dc:creator>
              <dcterms:created>2026-06-04T10:00:00Z</dcterms:created>
              <dcterms:modified>2026-06-05T10:00:00Z</dcterms:modified></cp:p>",
        ),
    ]);
    let page = read(&bytes).unwrap();
    let kinds: Vec<Option<BlockKind>> = page.pieces.iter().map(|piece| piece.kind).collect();
    assert_eq!(kinds, [None, Some(BlockKind::Furniture(Furniture::Other))]);
    assert_eq!(page.says.title.as_deref(), Some("A title"));
    assert_eq!(page.says.authors, ["Mira Oldenquist"]);
    assert_eq!(page.says.saved.as_deref(), Some("2026-06-04T10:00:00Z"));
    assert_eq!(page.says.published, None);
}

#[test]
fn refuses_what_it_cannot_read() {
    let deep = "<w:p>".repeat(300);
    for (entries, expected) in [
        (vec![("word/other.xml", &b"<a/>"[..])], "word/document.xml"),
        (
            vec![("word/document.xml", &b"<w:document><w:p>"[..])],
            "damaged",
        ),
        (vec![("word/document.xml", deep.as_bytes())], "levels deep"),
    ] {
        let refusal = read(&packed(&entries)).unwrap_err();
        assert!(refusal.what.contains(expected), "{refusal:?}");
    }
}
