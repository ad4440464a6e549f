//! Small PDFs that the tests write themselves, read as a whole: ordinary and hostile ones.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::*;

/// A document of these page contents, before it is written out.
struct Draft {
    doc: Document,
    tree: ObjectId,
    pages: Vec<ObjectId>,
}

impl Draft {
    fn new(contents: &[&str]) -> Self {
        let mut doc = Document::with_version("1.5");
        let tree = doc.new_object_id();
        let font = |name: &str| {
            dictionary! {"Type" => "Font", "Subtype" => "Type1", "BaseFont" => name,
            "Encoding" => "WinAnsiEncoding"}
        };
        let fonts = dictionary! {"F" => font("Helvetica"), "B" => font("Helvetica-Bold")};
        let pages: Vec<ObjectId> = contents
            .iter()
            .map(|content| {
                let stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
                let content = doc.add_object(stream);
                doc.add_object(
                    dictionary! {"Type" => "Page", "Parent" => tree, "Contents" => content},
                )
            })
            .collect();
        let kids: Vec<Object> = pages.iter().map(|id| (*id).into()).collect();
        let count = i64::try_from(kids.len()).unwrap();
        doc.set_object(
            tree,
            dictionary! {"Type" => "Pages", "Kids" => kids, "Count" => count,
            "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            "Resources" => dictionary!{"Font" => fonts}},
        );
        let catalog = doc.add_object(dictionary! {"Type" => "Catalog", "Pages" => tree});
        doc.trailer.set("Root", catalog);
        Self { doc, tree, pages }
    }

    fn node(&mut self, id: ObjectId) -> &mut Dictionary {
        self.doc.get_dictionary_mut(id).unwrap()
    }

    /// Adds a form of this content that page resources name X.
    fn add_form(&mut self, content: &str) -> ObjectId {
        let dict = dictionary! {"Type" => "XObject", "Subtype" => "Form"};
        let form = self
            .doc
            .add_object(Stream::new(dict, content.as_bytes().to_vec()));
        let tree = self.tree;
        let resources = self.node(tree).get_mut(b"Resources").unwrap();
        let resources = resources.as_dict_mut().unwrap();
        let mut forms = match resources.get(b"XObject") {
            Ok(forms) => forms.as_dict().unwrap().clone(),
            Err(_) => Dictionary::new(),
        };
        forms.set(format!("X{}", forms.len()), form);
        resources.set("XObject", forms);
        form
    }

    fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.doc.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// Content that shows lines from the top, each at its distance from the left.
fn lines(lines: &[(i32, &str)]) -> String {
    let shown = |(x, line): &(i32, &str)| format!("{x} 0 Td ({line}) Tj {} -12 Td ", -x);
    let shown: Vec<String> = lines.iter().map(shown).collect();
    format!("BT /F 10 Tf 0 650 Td {}ET", shown.concat())
}

fn texts(page: &Page) -> Vec<&str> {
    page.pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect()
}

const FULL: &str = "This line is full and reaches over to the right edge of the text on this";

#[test]
fn reads_paragraphs_over_lines_and_pages() {
    let first = lines(&[
        (50, FULL),
        (50, "page, where it ends."),
        (50, FULL),
        (50, FULL),
        (50, "page and the next one, whose imple-"),
    ]);
    let second = lines(&[
        (50, "mentation starts here."),
        (50, "1. We, the leaders, met."),
    ]);
    let page = read(&Draft::new(&[&first, &second]).bytes()).unwrap();
    let one = format!("{FULL} page, where it ends.");
    let two = format!("{FULL} {FULL} page and the next one, whose implementation starts here.");
    assert_eq!(
        texts(&page),
        [one.as_str(), two.as_str(), "1. We, the leaders, met."]
    );
    assert!(page.pieces.iter().all(|piece| piece.kind.is_none()));
}

#[test]
fn reads_headings_and_running_heads() {
    let content = |number: u32| {
        format!(
            "BT /F 8 Tf 50 780 Td (Council, meeting {number}) Tj ET \
             BT /B 20 Tf 50 740 Td (A Heading of Part {number}) Tj ET {} \
             BT /F 8 Tf 290 20 Td ({number}) Tj ET",
            lines(&[(50, &format!("{number} {FULL}")), (50, "and it ends.")])
        )
    };
    let page = read(&Draft::new(&[&content(1), &content(2)]).bytes()).unwrap();
    let body = |number: u32| format!("{number} {FULL} and it ends.");
    let (first, second) = (body(1), body(2));
    let repeat = Some(BlockKind::Furniture(Furniture::Repeat));
    let told: Vec<(&str, Option<BlockKind>)> = page
        .pieces
        .iter()
        .map(|piece| (piece.text.as_str(), piece.kind))
        .collect();
    let expected = [
        ("Council, meeting 1", repeat),
        ("A Heading of Part 1", Some(BlockKind::Headline)),
        (&first, None),
        ("1", repeat),
        ("A Heading of Part 2", Some(BlockKind::Subhead)),
        (&second, None),
    ];
    assert_eq!(told, expected);
}

#[test]
fn takes_a_form_and_the_information_in() {
    let mut draft = Draft::new(&[&format!(
        "q 1 0 0 1 0 0 cm /X0 Do Q {}",
        lines(&[(50, FULL)])
    )]);
    draft.add_form("BT /F 10 Tf 1 0 0 1 50 750 Tm (Text of a form, a paragraph.) Tj ET");
    let info = draft.doc.add_object(dictionary! {
        "Title" => Object::string_literal("Declaration of Quellmouth"),
        "CreationDate" => Object::string_literal("D:20140605"),
    });
    draft.doc.trailer.set("Info", info);
    let page = read(&draft.bytes()).unwrap();
    assert_eq!(texts(&page), ["Text of a form, a paragraph.", FULL]);
    assert_eq!(
        page.says.title.as_deref(),
        Some("Declaration of Quellmouth")
    );
    assert_eq!(page.says.saved.as_deref(), Some("2014-06-05"));
    assert_eq!(page.says.published, None);
}

#[test]
fn refuses_what_has_no_text() {
    let page = read(&Draft::new(&["0 0 m 5 5 l S", "BT /F 9 Tf 9 9 Td (2) Tj ET"]).bytes());
    assert!(page.unwrap_err().what.contains("scanned"));
    let mut draft = Draft::new(&[&lines(&[(50, FULL)])]);
    let tree = draft.tree;
    let font = dictionary! {"Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H"};
    draft.node(tree).set(
        "Resources",
        dictionary! {"Font" => dictionary!{"F" => font}},
    );
    assert!(
        read(&draft.bytes())
            .unwrap_err()
            .what
            .contains("do not tell")
    );
}

#[test]
fn refuses_what_is_no_pdf() {
    let whole = Draft::new(&[&lines(&[(50, FULL)])]).bytes();
    for bytes in [&b""[..], b"%PDF-1.4", b"<html>", &whole[..whole.len() / 3]] {
        let refusal = read(bytes).unwrap_err();
        assert_eq!(refusal, Refusal::damaged("PDF"));
    }
}

#[test]
fn cycles_among_pages_end() {
    // A parent that is its own child, and a page that is its own parent.
    let mut draft = Draft::new(&[&lines(&[(50, FULL)])]);
    let (tree, page) = (draft.tree, draft.pages[0]);
    draft
        .node(tree)
        .set("Kids", vec![page.into(), tree.into(), page.into()]);
    draft.node(tree).set("Parent", page);
    assert!(read(&draft.bytes()).is_ok());
    let mut draft = Draft::new(&[&lines(&[(50, FULL)])]);
    let page = draft.pages[0];
    draft.node(page).set("Parent", page);
    assert!(read(&draft.bytes()).is_ok());
}

#[test]
fn forms_that_use_themselves_end() {
    let mut draft = Draft::new(&[&format!("/X0 Do {}", lines(&[(50, FULL)]))]);
    draft.add_form("/X0 Do /X1 Do BT /F 10 Tf 50 750 Td (Once only.) Tj ET");
    draft.add_form("/X0 Do /X1 Do");
    assert_eq!(texts(&read(&draft.bytes()).unwrap()), ["Once only.", FULL]);
}

#[test]
fn forms_that_multiply_are_refused() {
    // Ten times ten times ten … of the last form.
    let mut draft = Draft::new(&["/X0 Do"]);
    for level in 1..=9 {
        draft.add_form(&format!("/X{level} Do ").repeat(10));
    }
    draft.add_form(&lines(&[(50, FULL)]));
    assert_eq!(read(&draft.bytes()).unwrap_err(), Refusal::too_large());
}

/// Compressed bytes that unpack to many times as much.
fn bomb(unpacked: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..unpacked >> 12 {
        encoder.write_all(&b"1 ".repeat(1 << 11)).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn streams_that_unpack_too_large_are_refused() {
    let compressed = bomb(72 << 20);
    let mut draft = Draft::new(&[""]);
    let filter = dictionary! {"Filter" => "FlateDecode"};
    let content = draft
        .doc
        .add_object(Stream::new(filter, compressed.clone()));
    let page = draft.pages[0];
    draft.node(page).set("Contents", content);
    assert_eq!(read(&draft.bytes()).unwrap_err(), Refusal::too_large());
    // Objects are unpacked while the document loads.
    let mut draft = Draft::new(&[&lines(&[(50, FULL)])]);
    let dict = dictionary! {"Type" => "ObjXxx", "N" => 1, "First" => 4, "Filter" => "FlateDecode"};
    draft.doc.add_object(Stream::new(dict, compressed));
    let mut bytes = draft.bytes();
    // The library writes no stream of objects that it did not make itself.
    let at = memchr::memmem::find(&bytes, b"ObjXxx").unwrap();
    bytes[at..at + 6].copy_from_slice(b"ObjStm");
    assert_eq!(read(&bytes).unwrap_err(), Refusal::too_large());
}

#[test]
fn deep_nesting_ends() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    for content in [
        format!("{} {deep} TJ", lines(&[(50, FULL)])),
        format!("{} {}", "q ".repeat(200_000), lines(&[(50, FULL)])),
        format!("{} {}", "/P BMC ".repeat(200_000), lines(&[(50, FULL)])),
    ] {
        let page = read(&Draft::new(&[&content]).bytes()).unwrap();
        assert_eq!(texts(&page), [FULL]);
    }
    let file = format!("%PDF-1.4\n1 0 obj\n{deep}\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF");
    assert!(read(file.as_bytes()).is_err());
}

#[test]
fn too_many_letters_are_refused() {
    // Beyond the edge of a page, and on a single page.
    for (size, count) in [("1", 5_000_001), ("0.0001", 500_001)] {
        let many = format!("BT /F {size} Tf ({}) Tj ET", "x".repeat(count));
        let page = read(&Draft::new(&[&many]).bytes());
        assert_eq!(page.unwrap_err(), Refusal::too_large());
    }
}

#[test]
fn reads_locked_files_only_with_an_empty_password() {
    for (password, is_read) in [("", true), ("secret", false)] {
        let mut draft = Draft::new(&[&lines(&[(50, FULL)])]);
        let id = || Object::string_literal("0123456789abcdef");
        draft.doc.trailer.set("ID", vec![id(), id()]);
        let version = lopdf::EncryptionVersion::V2 {
            document: &draft.doc,
            owner_password: "owner",
            user_password: password,
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        draft.doc.encrypt(&state).unwrap();
        let page = read(&draft.bytes());
        if is_read {
            assert_eq!(texts(&page.unwrap()), [FULL]);
        } else {
            assert_eq!(page.unwrap_err(), Refusal::locked());
        }
    }
}

/// The width of a text in letters of 10 points.
fn width(text: &str) -> f32 {
    let widths = metrics::widths("Helvetica");
    text.chars().map(|c| widths[&c] / 100.0).sum()
}

/// Texts of the same words, and so of the same width, each beginning with another word.
fn turns(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split(' ').collect();
    let turn = |at: usize| [&words[at..], &words[..at]].concat().join(" ");
    (0..words.len()).map(turn).collect()
}

#[test]
fn parts_columns_at_a_narrow_gutter() {
    let left = turns("the harbour states agreed on quotas for herring");
    let right = turns("they also named a common court in Quellmouth");
    let gutter = width(&left[0]) + 8.0;
    let row = |(left, right): (&String, &String)| {
        format!("({left}) Tj {gutter} 0 Td ({right}) Tj {} -12 Td ", -gutter)
    };
    let title = "BT /B 20 Tf 50 700 Td (The Harbour States Agree on Fish) Tj ET";
    let rows: String = left.iter().zip(&right).map(row).collect();
    let content = format!("{title} BT /F 10 Tf 50 650 Td {rows} ET");
    let page = read(&Draft::new(&[&content]).bytes()).unwrap();
    let all = format!("{} {}", left.join(" "), right.join(" "));
    assert_eq!(texts(&page), ["The Harbour States Agree on Fish", &all]);
}

#[test]
fn wide_spaces_between_words_are_no_gutter() {
    let rows = turns("the harbour states agreed on quotas for herring in spring");
    let shown = rows.join(") Tj 0 -12 Td (");
    let content = format!("BT /F 10 Tf 6 Tw 50 650 Td ({shown}) Tj ET");
    let page = read(&Draft::new(&[&content]).bytes()).unwrap();
    assert_eq!(texts(&page), [rows.join(" ")]);
}

#[test]
fn reads_letters_from_right_to_left() {
    // Alef, beh, and lam with alef, in the forms they take within a word.
    let map = "1 beginbfchar <41> <FE8D> endbfchar 1 beginbfchar <42> <FE91> endbfchar \
               1 beginbfchar <4C> <FEFC> endbfchar";
    let from_left = "(B B 2.5 LBA LBA LBA LBA LBA) Tj".to_owned();
    let step = |part: &str| match part {
        " " => "-4 0 Td ".to_owned(),
        "2.5" => "-14 0 Td (2.5) Tj ".to_owned(),
        letter => format!("-7 0 Td ({letter}) Tj "),
    };
    let words = ["A", "B", "L", " "].repeat(5);
    let parts = words.into_iter().chain(["2.5", " ", "B", " ", "B"]);
    let from_right: String = parts.map(step).collect();
    for shown in [from_left, format!("300 0 Td {from_right}")] {
        let mut draft = Draft::new(&[&format!("BT /F 10 Tf 50 650 Td {shown} ET")]);
        let map = Stream::new(Dictionary::new(), map.as_bytes().to_vec());
        let map = draft.doc.add_object(map);
        let font = dictionary! {"Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding", "ToUnicode" => map};
        let (tree, fonts) = (draft.tree, dictionary! {"F" => font});
        draft
            .node(tree)
            .set("Resources", dictionary! {"Font" => fonts});
        let page = read(&draft.bytes()).unwrap();
        let words = ["\u{627}\u{628}\u{644}\u{627}"; 5].join(" ");
        assert_eq!(
            texts(&page),
            [format!("{words} 2.5 \u{628} \u{628}")],
            "{shown}"
        );
    }
}

#[test]
fn cuts_the_site_off_the_title() {
    let content = format!(
        "BT /B 20 Tf 50 740 Td (The ferry stops) Tj ET {}",
        lines(&[(50, FULL), (50, "and it ends.")])
    );
    let mut draft = Draft::new(&[&content]);
    let title = Object::string_literal("The ferry stops | Courier");
    let info = draft.doc.add_object(dictionary! {"Title" => title});
    draft.doc.trailer.set("Info", info);
    let page = read(&draft.bytes()).unwrap();
    assert_eq!(page.says.title.as_deref(), Some("The ferry stops"));
}
