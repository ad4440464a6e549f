//! The whole way from bytes to a frame on files of every format that were cut, spliced and sprinkled with
//! marks: no panic, nothing outside the text, no control character on the screen.
//!
//! A longer run, on the samples whose names hold a word: `PROPTEST_CASES=20000 FUZZ_ONLY=.pdf cargo test
//! --release --test fuzz`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/formats.rs"]
mod formats;

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::sample::Index;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use summitry::app::{Action, App, Board, Command, Settings};
use summitry::reading::{Reading, Source, read};
use summitry::{dossier, export};

static SAMPLES: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let only = std::env::var("FUZZ_ONLY").unwrap_or_default();
    let mut samples = formats::samples();
    samples.push(("table.md", TABLE.as_bytes().to_vec()));
    let samples = samples.into_iter();
    samples.filter(|(name, _)| name.contains(&only)).collect()
});

const TABLE: &str = "# Lake states meet\n\n## Plan\n\n| State | Share | Year |\n|---|:-:|--:|\n\
    | Zambia | $12 million | 2014 |\n| Malawi | 40 % |\n| State |\nShare |\n|\n| Malawi | 40 % | 2015 |\n\n\
    1. Ministers meet on 4 May 2014.\n2. They sign.\n\n- [x] fish\n- *water*\n";

/// What is put into files: marks of the formats, and characters that break what trusts them.
const MARKS: [&[u8]; 40] = [
    b"<div>",
    b"</p>",
    b"<table><tr><td>",
    b"<script>",
    b"<!--",
    b"-->",
    b"&#x1b;",
    b"&#0;",
    b"<p ",
    b"=\"",
    b"]]>",
    b"<![CDATA[",
    b"|",
    b"|---|",
    b"\n---\n",
    b"\n\n",
    b"# ",
    b"- ",
    b"\t",
    b": ",
    b"{\"text\":\"",
    b"}",
    b"[",
    b"\\ud800",
    b"\\u001b",
    b"\r\n--xx\r\n",
    b"Content-Type: text/html\r\n\r\n",
    b"From ",
    b"=E1",
    b"%PDF-1.4",
    b"obj<<",
    b"stream\n",
    b"endstream",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"\x1f\x8b\x08",
    b"\0",
    b"\x9b\x1b[2J",
    "\u{202e}\u{200b}\u{feff}".as_bytes(),
    b"\xff\xfe",
];

#[derive(Clone, Debug)]
enum Edit {
    Cut(Index, Index),
    Repeat(Index, Index, u8),
    Put(Index, usize),
    Byte(Index, u8),
    Splice(Index, usize, Index, Index),
    End(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        (at(), at()).prop_map(|(a, b)| Edit::Cut(a, b)),
        (at(), at(), 1_u8..20).prop_map(|(a, b, n)| Edit::Repeat(a, b, n)),
        (at(), 0..MARKS.len()).prop_map(|(a, n)| Edit::Put(a, n)),
        (at(), any::<u8>()).prop_map(|(a, byte)| Edit::Byte(a, byte)),
        (at(), 0..SAMPLES.len(), at(), at()).prop_map(|(a, n, b, c)| Edit::Splice(a, n, b, c)),
        at().prop_map(Edit::End),
    ]
}

/// A range of at most 400 bytes.
fn range(bytes: &[u8], from: Index, to: Index) -> std::ops::Range<usize> {
    let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
    let start = a.min(b);
    start..a.max(b).min(start + 400)
}

fn apply(bytes: &mut Vec<u8>, edit: &Edit) {
    match edit {
        Edit::Cut(a, b) => {
            bytes.drain(range(bytes, *a, *b));
        }
        Edit::Repeat(a, b, times) => {
            let range = range(bytes, *a, *b);
            let part = bytes[range.clone()].repeat(usize::from(*times));
            bytes.splice(range.end..range.end, part);
        }
        Edit::Put(a, mark) => {
            let at = a.index(bytes.len() + 1);
            bytes.splice(at..at, MARKS[*mark].iter().copied());
        }
        Edit::Byte(a, byte) => {
            if !bytes.is_empty() {
                let at = a.index(bytes.len());
                bytes[at] = *byte;
            }
        }
        Edit::Splice(a, sample, b, c) => {
            let other = &SAMPLES[*sample].1;
            let part = other[range(other, *b, *c)].to_vec();
            let at = a.index(bytes.len() + 1);
            bytes.splice(at..at, part);
        }
        Edit::End(a) => bytes.truncate(a.index(bytes.len() + 1)),
    }
}

/// Whether a text may be shown as it is.
fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
    })
}

fn read_file(name: &str, bytes: &[u8]) -> Reading {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    read(&[Source::Path(path)], &|_, _| {})
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn any_file_reaches_the_screen(
        sample in 0..SAMPLES.len(),
        edits in prop::collection::vec(edit(), 0..12),
        width in 20_u16..160,
        height in 4_u16..50,
    ) {
        let (name, whole) = &SAMPLES[sample];
        let mut bytes = whole.clone();
        for edit in &edits {
            apply(&mut bytes, edit);
        }
        let reading = read_file(name, &bytes);
        for article in &reading.articles {
            prop_assert!(is_clean(&article.text), "{:?}", article.text);
            let mut end = 0;
            for block in &article.blocks {
                prop_assert!(block.span.start >= end, "{:?}", article.blocks);
                prop_assert!(article.text.get(block.span.start..block.span.end).is_some());
                end = block.span.end;
            }
            for sentence in &article.sentences {
                prop_assert!(article.blocks[sentence.block].span.contains(sentence.span));
            }
        }
        for problem in &reading.problems {
            prop_assert!(is_clean(&problem.to_string()), "{problem}");
        }
        let dossier = dossier::build(reading);
        prop_assert!(is_clean(&export::text(&dossier)));
        prop_assert!(is_clean(&export::check(&dossier)));
        prop_assert!(export::json(&dossier).is_ok());
        let mut app = App::new(Arc::new(Board::new(dossier)), Settings::default());
        app.update(Action::Resize(width, height));
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        for command in [
            Command::Down,
            Command::NextPane,
            Command::NextArticle,
            Command::Why,
            Command::Coverage,
            Command::Map,
            Command::Articles,
        ] {
            app.update(Action::Do(command));
            app.draw(&mut buffer);
            for cell in buffer.content() {
                prop_assert!(!cell.symbol().contains(char::is_control), "{:?}", cell.symbol());
            }
        }
    }
}

/// How many files are tried: a short run unless the environment asks for more.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(300)
}
