//! Whole pages, whole folders, and any bytes.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{Article, BlockKind, Furniture, Source, StampKind, read, read_bytes};

fn article(text: &str) -> Article {
    read_bytes("page.txt", text.as_bytes()).unwrap()
}

/// The kind of every block with the start of its text.
fn outline(article: &Article) -> Vec<(BlockKind, &str)> {
    article
        .blocks
        .iter()
        .map(|block| {
            let text = block.span.of(&article.text);
            (block.kind, text.get(..8).unwrap_or(text))
        })
        .collect()
}

const fn furniture(kind: Furniture) -> BlockKind {
    BlockKind::Furniture(kind)
}

#[test]
fn reads_a_wire_story() {
    let page = article(
        "ABC_ENG_20140303.0102\n\nLIMA, March 3 , 2014 (Xinhua)\n\nTrade\n\n\n\
         Ministers of nine countries met here on Monday.\n\nThey will meet again. (Xinhua)\n",
    );
    assert_eq!(
        outline(&page),
        [
            (furniture(Furniture::Metadata), "ABC_ENG_"),
            (furniture(Furniture::Metadata), "LIMA, Ma"),
            (furniture(Furniture::Metadata), "Trade"),
            (BlockKind::Paragraph, "Minister"),
            (BlockKind::Paragraph, "They wil"),
            (furniture(Furniture::Credit), "(Xinhua)"),
        ]
    );
    let metadata = &page.metadata;
    assert_eq!(metadata.outlet.as_deref(), Some("Xinhua"));
    assert_eq!(metadata.stamps[0].kind, StampKind::Dateline);
    assert_eq!(metadata.stamps[0].span.of(&page.text), "March 3 , 2014");
    assert_eq!(metadata.dateline_place.unwrap().of(&page.text), "LIMA");
}

#[test]
fn reads_a_saved_web_page() {
    let page = article(
        "Skip to content\n21.5 C\nLima\nMonday, March 10, 2014\n\nMinisters Meet in the North\n\n\
         By Ana Silva\n\nLima (QNP): Ministers of nine countries met on the coast on Monday.\n\n\
         The river\n\nThey spoke about the river for two days and agreed on its price.\n\n\
         Read also:\n\nA look at the river\n\nThey will meet again in May, said the host.\n\n\
         ABC\nBack to top\nRelated News\nThe price of water\n",
    );
    assert_eq!(
        outline(&page),
        [
            (furniture(Furniture::Navigation), "Skip to "),
            (furniture(Furniture::PageDate), "21.5 C"),
            (furniture(Furniture::PageDate), "Lima"),
            (furniture(Furniture::PageDate), "Monday, "),
            (BlockKind::Headline, "Minister"),
            (furniture(Furniture::Credit), "By Ana S"),
            (furniture(Furniture::Metadata), "Lima (QN"),
            (BlockKind::Paragraph, "Minister"),
            (BlockKind::Subhead, "The rive"),
            (BlockKind::Paragraph, "They spo"),
            (furniture(Furniture::RelatedLink), "Read als"),
            (furniture(Furniture::RelatedLink), "A look a"),
            (BlockKind::Paragraph, "They wil"),
            (furniture(Furniture::Credit), "ABC"),
            (furniture(Furniture::Navigation), "Back to "),
            (furniture(Furniture::RelatedLink), "Related "),
            (furniture(Furniture::RelatedLink), "The pric"),
        ]
    );
    assert_eq!(page.metadata.authors, ["Ana Silva"]);
    assert_eq!(page.metadata.stamps.len(), 1);
    assert_eq!(page.metadata.stamps[0].kind, StampKind::Page);
}

#[test]
fn reads_labelled_markdown() {
    let page = article(
        "## 2. (LEAD) Ministers meet | The Courier\n\n**Source:** The Courier  \n\
         **Published:** 2014-03-03T02:20:10Z  \n**URL:** [https://a.example](https://a.example)\n\n\
         Ministers met on the coast on Monday:\n- nine of them spoke\n1. The host opened.\n\n---\n",
    );
    let sentences: Vec<_> = page
        .sentences
        .iter()
        .map(|sentence| sentence.span.of(&page.text))
        .collect();
    assert_eq!(
        sentences,
        [
            "Ministers meet",
            "Ministers met on the coast on Monday:",
            "nine of them spoke",
            "The host opened.",
        ]
    );
    let metadata = &page.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Ministers meet"));
    assert_eq!(metadata.url.as_deref(), Some("https://a.example"));
    assert_eq!(metadata.stamps[0].span.of(&page.text), "2014-03-03");
}

#[test]
fn reads_a_database_export() {
    let page = article(
        "Agence France Presse -- English\n\nMarch 3, 2014 Monday 6:12 PM GMT\n\n\
         Ministers agree on the river\n\nBYLINE: Ana Silva\n\nDATELINE: LIMA, March 3 2014\n\n\
         BODY:\n\nMinisters of nine countries agreed on Monday.\n\nKey points:\n\n\
         A price for water\nA fund for the south\n\nLOAD-DATE: March 4, 2014\n",
    );
    let kinds: Vec<_> = page.blocks.iter().map(|block| block.kind).collect();
    let meta = furniture(Furniture::Metadata);
    let (head, body) = kinds.split_at(6);
    assert_eq!(head, [meta, meta, BlockKind::Headline, meta, meta, meta]);
    let (text, item) = (BlockKind::Paragraph, BlockKind::ListItem);
    assert_eq!(body, [text, text, item, item, meta]);
    assert_eq!(page.metadata.outlet.as_deref(), Some("AFP"));
    let stamps: Vec<_> = page
        .metadata
        .stamps
        .iter()
        .map(|s| s.span.of(&page.text))
        .collect();
    assert_eq!(stamps, ["March 3, 2014", "March 3 2014", "March 4, 2014"]);
}

/// The kinds of the blocks that begin with these words.
fn kinds_of(page: &Article, starts: &[&str]) -> Vec<BlockKind> {
    let find = |start: &&str| {
        let found = |block: &&super::Block| block.span.of(&page.text).starts_with(start);
        page.blocks.iter().find(found).map(|block| block.kind)
    };
    starts.iter().filter_map(find).collect()
}

const STORY: &str = "Ministers of nine states met on the coast on Monday to speak about the river.\n\n\
     They agreed on a price for its water, which had been open for forty years, and on a fund for the \
     three states of the south.\n\nThe host will bring the text before his parliament in the autumn.\n\n";

const REST: &str = "Two of the ministers left early.\n\nThe others stayed for a second day, on which \
     they heard what the fishermen and the owners of the boats had to say of the plan.\n\nNobody \
     expects the fund to be filled before the end of next year, an official of the host said.\n";

#[test]
fn reads_the_tails_of_pages() {
    use Furniture::{
        Assistant, Credit, Disclaimer, Metadata, Navigation, Other, RelatedLink, Repeat,
    };
    for (tail, starts, wanted) in [
        (
            "+ posts\n\nSince 1971 readers of The Lookout have been told the truth.\n\nWeb Desk\n\
             Since 1971 readers of The Lookout have been told the truth.\n\nTrending Now\n",
            &["+ posts", "Since 1971", "Trending"][..],
            &[Navigation, Other, RelatedLink][..],
        ),
        (
            "(Reporting by Ana Silva; Editing by Ben Okoro)\n\nThe river is 900 km long.\n",
            &["(Reporting", "The river is"],
            &[Credit, Other],
        ),
        (
            "ENDS\n\nNotes to editors:\n1. The states meet every two years.\n",
            &["ENDS", "Notes", "1. The"],
            &[Metadata, Metadata, Other],
        ),
        (
            "(END)\n\nContact: the press office.\n",
            &["(END)", "Contact"],
            &[Metadata, Other],
        ),
        (
            "###\n\nThe ministry has nine departments.\n",
            &["###", "The ministry"],
            &[Other, Other],
        ),
        (
            "Tags: river, water\nLeave a comment\nana says:\nThe price is too high, I think.\n",
            &["Tags", "Leave", "ana", "The price"],
            &[Metadata, Navigation, Other, Other],
        ),
        (
            "Ana Silva is a reporter based in Lima.\n\nFollow us on Telegram and Facebook.\n",
            &["Ana", "Follow"],
            &[Credit, Navigation],
        ),
        (
            "If you need this article in a shorter version or rewritten, tell me.\n\n\
             river-reader.example gathers news automatically. We accept no liability for the content. \
             Owners of rights may write to us.\n",
            &["If you", "river-reader"],
            &[Assistant, Disclaimer],
        ),
    ] {
        let page = article(&format!("{STORY}{tail}"));
        let wanted: Vec<_> = wanted.iter().copied().map(furniture).collect();
        assert_eq!(kinds_of(&page, starts), wanted, "{tail}");
        let body = page.blocks.iter().take(3);
        assert!(
            body.into_iter()
                .all(|block| block.kind == BlockKind::Paragraph)
        );
    }
    let page = article(&format!(
        "{STORY}+ posts\n\nA box of the page.\n\nWeb Desk\n\nA box of the page.\n"
    ));
    assert_eq!(
        page.blocks.last().map(|block| block.kind),
        Some(furniture(Repeat))
    );
}

#[test]
fn reads_heads_with_banners() {
    let page = article(&format!(
        "We use cookies to show you content that you may like.\nAccept\n\nRiver states agree on a price\n\n\
         Published\n3 March 2014\nLast updated\n5 March 2014\n\n{STORY}"
    ));
    assert_eq!(
        page.metadata.title.as_deref(),
        Some("River states agree on a price")
    );
    let stamps = page.metadata.stamps.iter();
    let stamps: Vec<_> = stamps.map(|stamp| stamp.span.of(&page.text)).collect();
    assert_eq!(stamps, ["3 March 2014", "5 March 2014"], "best first");
    assert_eq!(
        page.sentences.get(1).map(|s| s.span.of(&page.text)),
        Some("Ministers of nine states met on the coast on Monday to speak about the river.")
    );
}

#[test]
fn splits_clock_stamps_and_the_voice_of_the_page_off() {
    let page = article(&format!(
        "River talks live\n\n11.42am: Welcome back to our blog. {STORY}\
         Thanks for reading us. {REST}\nComments are now closed.\n"
    ));
    let starts = [
        "11.42am:",
        "Welcome",
        "Ministers",
        "Thanks",
        "Two of",
        "Comments",
    ];
    let kinds = [
        Furniture::PageDate,
        Furniture::Other,
        Furniture::Other,
        Furniture::Navigation,
    ];
    let [clock, voice, thanks, closed] = kinds.map(furniture);
    let text = BlockKind::Paragraph;
    assert_eq!(
        kinds_of(&page, &starts),
        [clock, voice, text, thanks, text, closed]
    );
}

#[test]
fn dates_a_page_by_the_code_of_its_wire() {
    let page = article(&format!(
        "Talks on the river\n\nLIMA, Peru (AP) _ Ministers met.\n\n{STORY}AP-XX-03-14-96 1107EST\n"
    ));
    let stamps: Vec<_> = page
        .metadata
        .stamps
        .iter()
        .map(|s| (s.span.of(&page.text), s.kind))
        .collect();
    assert_eq!(stamps, [("03-14-96", StampKind::Dateline)]);
    let place = page
        .metadata
        .dateline_place
        .map(|place| place.of(&page.text));
    assert_eq!(place, Some("LIMA, Peru"));
    assert_eq!(page.metadata.outlet.as_deref(), Some("AP"));
}

#[test]
fn an_interruption_ends_nothing() {
    for line in [
        "Advertisement",
        "Story continues below",
        "Share",
        "2h ago",
        "10:45 GMT",
        "Most popular\n1. Storm closes the harbour\n2. How the quarrel began",
        "Sign up for our newsletter to get the news in your inbox.",
        "Web Desk",
        "Reporting by Ana Silva",
    ] {
        let page = article(&format!("{STORY}{line}\n\n{REST}"));
        let fourth = page.sentences.get(3).map(|s| s.span.of(&page.text));
        assert_eq!(fourth, Some("Two of the ministers left early."), "{line}");
    }
}

#[test]
fn titles_are_whole_lines_about_the_text() {
    let head = "ABC_ENG_20140303.0102\n\nLIMA, March 3 , 2014 (Xinhua)\n\n";
    let meta = furniture(Furniture::Metadata);
    for fragment in ["of river states", "Water", "on price, fund for the south"] {
        let page = article(&format!("{head}{fragment}\n\n{STORY}"));
        assert_eq!(page.metadata.title, None, "{fragment}");
        assert_eq!(kinds_of(&page, &[fragment]), [meta], "{fragment}");
    }
    for (top, title) in [
        (
            "The Lookout Post\nRiver states agree on a price for water\n",
            "River states agree on a price for water",
        ),
        (
            "iPhone makers look on as ministers meet\n",
            "iPhone makers look on as ministers meet",
        ),
        (
            "Sport | News | Travel | Weather\nRiver states agree on a price\n",
            "River states agree on a price",
        ),
        (
            "AM-River Talks, 2nd Ld-Writethru, a0738\n   River states agree on a price\n",
            "River states agree on a price",
        ),
        (
            "Press Information Office\nStates agree on a price for the river\n",
            "States agree on a price for the river",
        ),
        (
            "Opinion: The price of the river\n",
            "Opinion: The price of the river",
        ),
        (
            "UPDATE 1-River states agree on a price\n",
            "River states agree on a price",
        ),
    ] {
        let page = article(&format!("{top}\n{STORY}"));
        assert_eq!(page.metadata.title.as_deref(), Some(title));
    }
}

#[test]
fn names_the_embedded_articles() {
    let reading = read(&[Source::Seeds], &|_, _| {});
    let files: Vec<_> = reading.articles.iter().map(|a| a.file.as_str()).collect();
    assert_eq!(files.first(), Some(&"seeds/01.txt"));
    let plain = |file: &&str| {
        file.strip_prefix("seeds/")
            .is_some_and(|name| !name.contains('/'))
    };
    assert!(files.iter().all(plain));
}

/// A folder of its own for one test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("summitry-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Names of the articles, and the problems as (file, what, fatal).
    fn read(&self) -> (Vec<String>, Vec<(String, String, bool)>) {
        read_path(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn read_path(path: &Path) -> (Vec<String>, Vec<(String, String, bool)>) {
    let reading = read(&[Source::Path(path.to_owned())], &|_, _| {});
    let files = reading.articles.into_iter().map(|a| a.file).collect();
    let problems = reading
        .problems
        .into_iter()
        .map(|problem| (problem.file, problem.what, problem.fatal))
        .collect();
    (files, problems)
}

#[test]
fn reads_folders_and_says_what_it_cannot() {
    let folder = Folder::new("folder");
    let story = b"Ministers met on the coast on Monday.";
    folder.write("b.txt", story);
    folder.write("a/1.md", b"The host opened the talks on Sunday.");
    folder.write("c.txt", story);
    folder.write("d.txt", b"\x89PNG\r\n\x1a\n\0\0\0");
    folder.write("e.html", b"<p>Ministers");
    folder.write(
        "f.txt",
        b"Le ministre a rencontr\xe9 ses voisins \xe0 Gen\xe8ve lundi.",
    );
    folder.write("g.txt", b" \n");
    folder.write("h.txt", b"Skip to content\nRelated News\n");
    folder.write("i.jpg", b"\xff\xd8\xff");
    folder.write("j.blob", b"\0\x01\x02\x03");
    folder.write(".hidden.txt", b"Hidden.");
    let (files, problems) = folder.read();
    assert_eq!(files, ["a/1.md", "b.txt", "e.html", "f.txt", "h.txt"]);
    let of = |name: &str| {
        problems
            .iter()
            .find(|(file, ..)| file == name)
            .map(|(_, what, fatal)| (what.as_str(), *fatal))
    };
    for (file, start, fatal) in [
        ("c.txt", "has the same text as b.txt", false),
        ("d.txt", "is binary data", true),
        ("e.html", "holds no text of an article", false),
        ("f.txt", "is not valid UTF-8", false),
        ("g.txt", "is empty", false),
        ("h.txt", "holds no text of an article", false),
        ("j.blob", "is binary data", false),
    ] {
        let (what, was_fatal) = of(file).unwrap();
        assert!(what.starts_with(start), "{file}: {what}");
        assert_eq!(was_fatal, fatal, "{file}");
    }
    assert_eq!(problems.len(), 7, "{problems:?}");
}

#[test]
fn names_empty_folders_and_missing_paths() {
    let folder = Folder::new("empty");
    assert!(folder.read().1[0].1.starts_with("is an empty folder"));
    folder.write("a.jpg", b"\xff\xd8\xff");
    assert!(folder.read().1[0].1.starts_with("holds no articles"));
    let missing = read_path(&folder.0.join("missing"));
    assert_eq!(
        (missing.1[0].1.as_str(), missing.1[0].2),
        ("does not exist", true)
    );
}

#[test]
fn tells_of_paths_that_give_no_article() {
    let folder = Folder::new("fruitless");
    folder.write("a.txt", b" \n");
    let (_, problems) = folder.read();
    let fatal: Vec<_> = problems
        .iter()
        .map(|(_, what, fatal)| (what.as_str(), *fatal))
        .collect();
    assert_eq!(fatal, [("is empty", false), ("gave no article", true)]);
    let (_, problems) = read_path(&folder.0.join("a.txt"));
    assert!(problems.len() == 1 && problems[0].2, "{problems:?}");
    folder.write("b.txt", b"Ministers met on the coast on Monday.");
    let twice = [
        Source::Path(folder.0.clone()),
        Source::Path(folder.0.join("b.txt")),
    ];
    let reading = read(&twice, &|_, _| {});
    assert_eq!((reading.articles.len(), reading.problems.len()), (1, 1));
}

#[cfg(unix)]
#[test]
fn follows_no_link_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (Folder::new("links"), Folder::new("outside"));
    folder.write("a.txt", b"Ministers met on the coast on Monday.");
    outside.write("secret.txt", b"Nobody may read this sentence here.");
    symlink(&folder.0, folder.0.join("loop")).unwrap();
    symlink(outside.0.join("secret.txt"), folder.0.join("b.txt")).unwrap();
    symlink("nowhere", folder.0.join("c.txt")).unwrap();
    let (files, problems) = folder.read();
    assert_eq!(files, ["a.txt"]);
    assert_eq!(problems.len(), 3);
    assert!(
        problems
            .iter()
            .all(|(_, what, fatal)| what.contains("link") && !fatal)
    );
}

/// What must hold of every article, whatever its bytes were.
fn check(article: &Article) {
    let text = &article.text;
    let mut covered = 0;
    for block in &article.blocks {
        let between = text.get(covered..block.span.start);
        assert_eq!(between.map(str::trim), Some(""), "a gap or an overlap");
        let inside = text.get(block.span.start..block.span.end).unwrap();
        assert_eq!(inside.trim(), inside);
        assert!(!inside.is_empty());
        let mut last = block.span.start;
        for cell in &block.cells {
            assert!(last <= cell.start && cell.start <= cell.end && cell.end <= block.span.end);
            assert!(text.get(cell.start..cell.end).is_some());
            last = cell.end;
        }
        covered = block.span.end;
    }
    assert_eq!(text.get(covered..).map(str::trim), Some(""));
    let mut last = 0;
    for sentence in &article.sentences {
        let block = &article.blocks[sentence.block];
        assert!(block.span.contains(sentence.span) && sentence.kind == block.kind);
        assert!(last <= sentence.span.start && !sentence.span.is_empty());
        let inside = text.get(sentence.span.start..sentence.span.end).unwrap();
        assert_eq!(inside.trim(), inside);
        last = sentence.span.end;
    }
    let stamps = article.metadata.stamps.iter().map(|stamp| stamp.span);
    for span in stamps.chain(article.metadata.dateline_place) {
        assert!(
            text.get(span.start..span.end)
                .is_some_and(|part| !part.is_empty())
        );
    }
    assert!(text.chars().all(|c| c == '\n'
        || !c.is_control()
            && !matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')));
}

/// Pieces that the grammar knows, so that chance meets it.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "  ",
        "---",
        "--",
        "—",
        "-",
        "- ",
        "• ",
        "1. ",
        "#",
        "## 3. ",
        "|",
        "| a |",
        "|---|",
        "(",
        ")",
        "[",
        "]",
        "/",
        ":",
        ".",
        "...",
        "…",
        "\"",
        "”",
        "’",
        "?",
        "!",
        ",",
        ";",
        "*",
        "**",
        "By ",
        "LIMA",
        "Lima",
        "Nov. 3",
        ", 2014",
        "(Xinhua)",
        "(AP) — ",
        "Read also:",
        "Related News",
        "Source: ",
        "Published: ",
        "**Date:** ",
        "title: x",
        "Mr. ",
        "U.S. ",
        "Photo: ",
        "(Photo: x)",
        "é",
        "\u{202e}",
        "\u{200d}",
        "會",
        "。",
        "\u{301}",
        "21 C",
        "©",
        "ministers met on Monday",
        "word",
        "İ",
        "ß",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_whole(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(article) = read_bytes("any.txt", &bytes) {
            check(&article);
        }
    }

    #[test]
    fn any_characters_are_read_whole(text in "\\PC{0,80}(\n\\PC{0,60}){0,6}") {
        if let Ok(article) = read_bytes("any.txt", text.as_bytes()) {
            check(&article);
        }
    }

    #[test]
    fn any_page_is_read_whole(text in pieces()) {
        if let Ok(article) = read_bytes("any.txt", text.as_bytes()) {
            check(&article);
        }
    }
}

#[test]
fn orders_names_as_a_person_counts() {
    let mut names = [
        "b", "a:10", "a:9", "a#2.txt", "a:09", "a", "07.txt", "7.txt", "100.txt",
    ];
    names.sort_by(|a, b| super::by_name(a, b));
    assert_eq!(
        names,
        [
            "07.txt", "7.txt", "100.txt", "a", "a#2.txt", "a:09", "a:9", "a:10", "b"
        ]
    );
}

#[test]
fn marks_the_lines_that_stories_of_a_folder_share() {
    let folder = Folder::new("shared");
    let topics = ["water", "fish", "ferries"];
    for topic in topics {
        let story = format!(
            "Ministers speak of {topic}\n\nThe ministers of nine states met to speak of {topic} on Monday.\n\n\
             They agreed on a plan for {topic}.\n\nBringing you the lake since 1961\n"
        );
        folder.write(&format!("{topic}.txt"), story.as_bytes());
    }
    folder.write(
        "copy.txt",
        b"The ministers of nine states met to speak of water on Monday.\n\nA line of its own here\n",
    );
    let reading = read(&[Source::Path(folder.0.clone())], &|_, _| {});
    for article in &reading.articles {
        let last = article.blocks.last().unwrap();
        let shared = last.span.of(&article.text).starts_with("Bringing");
        assert_eq!(
            last.kind == furniture(Furniture::Repeat),
            shared,
            "{}",
            article.file
        );
        check(article);
    }
}
