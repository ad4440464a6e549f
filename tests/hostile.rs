//! Files made to harm, and files that came to harm: each costs itself, says so, and leaves the rest alone.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/packing.rs"]
mod packing;
#[path = "common/program.rs"]
mod program;

use packing::{gzipped, zipped};
use program::{ARTICLE, Bad, check, contract, export, files, folder, is_plain};

/// What a person is told of a file.
struct Case {
    file: &'static str,
    bytes: Vec<u8>,
    /// What is said; nothing where the file is read in silence.
    says: &'static [&'static str],
    /// Whether that makes the run a failure.
    fails: bool,
    /// The articles that come of it.
    gives: &'static [&'static str],
}

fn refused(file: &'static str, bytes: Vec<u8>, says: &'static [&'static str]) -> Case {
    Case {
        file,
        bytes,
        says,
        fails: true,
        gives: &[],
    }
}

fn read(file: &'static str, bytes: Vec<u8>, gives: &'static [&'static str]) -> Case {
    Case {
        file,
        bytes,
        says: &[],
        fails: false,
        gives,
    }
}

/// An archive in an archive in an archive …
fn nested(depth: usize) -> Vec<u8> {
    let mut bytes = zipped(&[("a.txt", ARTICLE.as_bytes())]);
    for _ in 0..depth {
        bytes = zipped(&[("a.zip", &bytes)]);
    }
    bytes
}

/// An archive whose files say that they are locked.
fn locked() -> Vec<u8> {
    let mut bytes = zipped(&[("a.txt", ARTICLE.as_bytes())]);
    let central = bytes
        .windows(4)
        .position(|part| part == b"PK\x01\x02")
        .unwrap();
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    bytes
}

fn page(inner: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><body><article><h1>Talks in Vienna</h1><p>{ARTICLE}</p></article>{inner}</body></html>")
        .into_bytes()
}

fn mail_of(inner: &str) -> Vec<u8> {
    format!("From: A <a@courier.example>\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n{inner}")
        .into_bytes()
}

fn cases() -> Vec<Case> {
    let feed = |inner: &str| {
        format!("<rss version=\"2.0\"><channel><title>C</title>{inner}</channel></rss>")
            .into_bytes()
    };
    let object = format!("{{\"title\": \"Talks\", \"text\": \"{}\"}}", ARTICLE.trim());
    let part = |n| format!("Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n");
    let parts: Vec<String> = (0..5_000).map(part).collect();
    vec![
        // Archives.
        refused(
            "bomb.txt.gz",
            gzipped(&vec![b' '; 65 * 1024 * 1024]),
            &["bomb.txt.gz: is larger than 64 MB when unpacked; unpack "],
        ),
        refused(
            "nested.zip",
            nested(4),
            &["a.zip: is an archive more than 3 archives deep; unpack "],
        ),
        read("shallow.zip", nested(2), &["shallow.zip/a.zip/a.zip/a.txt"]),
        refused(
            "cut.zip",
            nested(0)[..30].to_vec(),
            &["cut.zip: is a damaged archive; pack "],
        ),
        refused(
            "cut.txt.gz",
            gzipped(ARTICLE.as_bytes())[..20].to_vec(),
            &["cut.txt.gz: is damaged: it cannot be unpacked; pack "],
        ),
        refused(
            "locked.zip",
            locked(),
            &["locked.zip/a.txt: is locked with a password; unpack "],
        ),
        Case {
            fails: false,
            ..refused(
                "none.zip",
                zipped(&[("a.png", b"x")]),
                &["none.zip: is an archive without articles; put "],
            )
        },
        read(
            "paths.zip",
            zipped(&[("../../a.txt", ARTICLE.as_bytes())]),
            &["paths.zip/../../a.txt"],
        ),
        // Pages.
        read("deep.html", page(&"<div>".repeat(100_000)), &["deep.html"]),
        read(
            "wide.html",
            page(&format!("<p {}>x", "a=1 ".repeat(200_000))),
            &["wide.html"],
        ),
        read(
            "unclosed.html",
            page(&"<b><i><p><table><td><a href=".repeat(3_000)),
            &["unclosed.html"],
        ),
        read(
            "lists.html",
            page(&"<ul><li>".repeat(20_000)),
            &["lists.html"],
        ),
        Case {
            fails: false,
            ..refused(
                "bare.html",
                b"<html><body></body></html>".to_vec(),
                &["bare.html: is empty; save "],
            )
        },
        // Documents.
        refused(
            "cut.pdf",
            b"%PDF-1.7\n1 0 obj".to_vec(),
            &["cut.pdf: is not a readable PDF file: it is damaged or cut off; fetch "],
        ),
        refused(
            "cut.docx",
            b"PK\x03\x04".to_vec(),
            &["cut.docx: is not a readable DOCX file: it is damaged or cut off; fetch "],
        ),
        refused(
            "other.odt",
            zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
            &["other.odt: "],
        ),
        // Mails.
        refused(
            "parts.eml",
            mail_of(&parts.concat()),
            &["parts.eml: is a mail without text; save "],
        ),
        refused(
            "none.mbox",
            b"no mail".to_vec(),
            &["none.mbox: holds no mail; export "],
        ),
        // Feeds and data.
        refused(
            "cut.rss",
            feed("")[..40].to_vec(),
            &["cut.rss: is a feed that cannot be read ("],
        ),
        refused(
            "none.rss",
            feed(""),
            &["none.rss: is a feed without items; save "],
        ),
        refused(
            "deep.jsonl",
            vec![b'['; 100_000],
            &["deep.jsonl: is no JSON (line 1); give "],
        ),
        refused(
            "none.jsonl",
            b"{\"title\": \"Talks\"}\n".to_vec(),
            &["none.jsonl: holds no article; give "],
        ),
        Case {
            file: "some.jsonl",
            bytes: format!("{object}\n{{\"title\"\n{{\"title\": \"Talks\"}}\n").into_bytes(),
            says: &[
                "some.jsonl:2: is no JSON; mend ",
                "some.jsonl: has no text in 1 of its objects; call ",
            ],
            fails: true,
            gives: &["some.jsonl:1"],
        },
        // What is known and not read.
        refused(
            "a.rtf",
            b"{\\rtf1 Talks}".to_vec(),
            &["a.rtf: is RTF, which is not read; export "],
        ),
        refused(
            "a.doc",
            b"\xd0\xcf\x11\xe0\0\0\0\0".to_vec(),
            &["a.doc: is an old Word document, which is not read; export "],
        ),
        refused(
            "a.msg",
            b"\xd0\xcf\x11\xe0\0\0\0\0".to_vec(),
            &["a.msg: is an Outlook mail, which is not read; save it as .eml"],
        ),
        refused(
            "a.epub",
            zipped(&[("mimetype", b"application/epub+zip")]),
            &["a.epub: is EPUB, which is not read; export "],
        ),
    ]
}

#[test]
fn one_file_costs_itself() {
    for case in cases() {
        let good = "The leaders of Chile and Peru met in Lima on 9 June 2011.\n";
        let mut left = case.gives.to_vec();
        left.push("good.txt");
        left.sort_unstable();
        check(&Bad {
            name: &case.file.replace('.', "-"),
            files: &[("good.txt", good.as_bytes()), (case.file, &case.bytes)],
            says: case.says,
            code: i32::from(case.fails),
            left: &left,
        });
    }
}

#[cfg(unix)]
#[test]
fn waits_for_no_pipe_and_follows_no_link_in_a_folder() {
    let path = folder("special", &[("good.txt", ARTICLE.as_bytes())]);
    let made = std::process::Command::new("mkfifo")
        .arg(path.join("pipe.txt"))
        .status()
        .unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", path.join("zero.txt")).unwrap();
    let run = export(&path);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(files(&contract(&run)), ["good.txt"]);
}

#[test]
fn a_page_cannot_write_to_the_terminal() {
    let bytes =
        page("<p>\u{1b}]0;owned\u{7} &#27;[2J &#x9b;31m &#8238;reversed&#8236; x&#8203;y</p>");
    let path = folder(
        "controls",
        &[
            ("a.html", &bytes),
            (
                "a.eml",
                &mail_of(&format!(
                    "Content-Type: text/plain\r\n\r\n\u{1b}[2J{ARTICLE}"
                )),
            ),
            (
                "a.jsonl",
                b"{\"title\": \"\\u001b[2J Talks\", \"text\": \"\\u009b31m They met in Vienna.\"}",
            ),
        ],
    );
    for format in [
        &["export"][..],
        &["export", "--format", "text"],
        &["check"],
        &["explain"],
    ] {
        let mut args = format.to_vec();
        args.push(path.to_str().unwrap());
        let run = program::run(&args);
        assert_eq!(run.code, 0, "{format:?}: {}", run.err);
        assert!(is_plain(&run.out) && is_plain(&run.err), "{format:?}");
        let hidden = ['\u{202e}', '\u{200b}', '\u{9b}'];
        assert!(!run.out.contains(hidden), "{format:?}");
    }
}
