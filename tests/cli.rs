//! The program without a terminal: exit codes, what it writes where, and every kind of bad input.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use program::{
    ARTICLE, Bad, Run, check, contract, export, files, folder, hold, is_plain, program, run,
};

/// Runs with something on standard input.
fn run_on(args: &[&str], input: &[u8]) -> Run {
    let mut command = program();
    command.args(args).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn explains_what_it_finds() {
    let text = "Ministers meet\n\nLIMA, 4 May 2011 (AP) - Maltese President George Abela met Tal Orlo on Monday. \
        Trade reached 3 billion euros.\n\nRead also: Bridge opens\n";
    let run = run_on(&["explain", "-"], text.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for line in [
        "headline",
        "    Monday → date: 2011-05-02",
        "    George Abela → person, President of Malta: p-george-abela",
        "    Tal Orlo → name: no participant, as no office introduces it",
        "    3 billion euros → figure: 3000000000 EUR",
        "page furniture (related link), not read for facts",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
}

#[test]
fn exports_the_embedded_articles() {
    let json = run(&["export"]);
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    let dossier = contract(&json);
    assert_eq!(
        files(&dossier),
        [
            "seeds/01.txt",
            "seeds/02.txt",
            "seeds/03.txt",
            "seeds/04.txt",
            "seeds/05.txt"
        ]
    );
    for name in ["events", "participants", "agenda", "figures"] {
        assert!(!dossier[name].as_array().unwrap().is_empty(), "{name}");
    }
    assert_eq!(json.out, run(&["export", "--format", "json"]).out);
    assert_eq!(
        json.out,
        run(&["export"]).out,
        "the same bytes on every run"
    );
}

#[test]
fn prints_the_report_where_there_is_no_terminal() {
    let text = run(&["export", "--format", "text"]);
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    assert!(is_plain(&text.out));
    for heading in ["ARTICLES", "TIMELINE", "PARTICIPANTS", "AGENDA", "FIGURES"] {
        assert!(text.out.lines().any(|line| line == heading), "{heading}");
    }
    for args in [&[][..], &["demo"], &["--ascii", "--theme", "mono"]] {
        let shown = run(args);
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{args:?}");
        assert_eq!(shown.out, text.out, "{args:?}");
    }
}

#[test]
fn reads_folders_files_and_standard_input() {
    let other = "Ministers of Chile and Peru will meet in Lima on 9 June 2011.\n";
    let path = folder(
        "sources",
        &[("a.txt", ARTICLE.as_bytes()), ("b.md", other.as_bytes())],
    );
    let whole = export(&path);
    assert_eq!((whole.code, whole.err.as_str()), (0, ""));
    assert_eq!(files(&contract(&whole)), ["a.txt", "b.md"]);
    let piped = run_on(&["export", "-"], ARTICLE.as_bytes());
    assert_eq!((piped.code, piped.err.as_str()), (0, ""));
    assert_eq!(files(&contract(&piped)), ["stdin"]);
    let both = run_on(
        &["export", path.join("b.md").to_str().unwrap(), "-"],
        ARTICLE.as_bytes(),
    );
    assert_eq!(files(&contract(&both)), ["b.md", "stdin"]);
    // The same file by two ways is one article.
    let twice = run(&[
        "export",
        path.to_str().unwrap(),
        path.join("a.txt").to_str().unwrap(),
    ]);
    assert_eq!(files(&contract(&twice)), ["a.txt", "b.md"]);
}

#[test]
fn checks_each_file_in_a_line() {
    let russian =
        "Министры девяти стран встретились в Лиме и договорились о воде озера и о ценах на рыбу.\n";
    let path = folder(
        "check",
        &[
            (
                "a.txt",
                format!("Leaders meet\n\nBy Ana Silva\n\n{ARTICLE}").as_bytes(),
            ),
            (
                "b.html",
                format!("<html><head><meta property='og:site_name' content='The Courier'></head><body><h1>Talks in Oslo</h1><p>{ARTICLE}</p></body></html>").as_bytes(),
            ),
            ("c.txt", russian.as_bytes()),
            ("d.txt", b""),
            ("e.rtf", b"{\\rtf1 x}"),
        ],
    );
    let run = run(&["check", path.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let lines: Vec<Vec<&str>> = run
        .out
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert_eq!(lines.len(), 6, "{}", run.out);
    assert_eq!(
        lines[1][..5],
        [
            "a.txt",
            "text",
            "2011-05-04/2011-05-31",
            "inferred",
            "English"
        ]
    );
    assert_eq!(lines[1][7], "Leaders meet");
    assert_eq!((lines[2][0], lines[2][1]), ("b.html", "HTML"));
    assert_eq!(lines[2][7], "The Courier · Talks in Oslo");
    assert_eq!(lines[3][7], "not read for facts (Russian)");
    assert_eq!(lines[4][..2], ["d.txt", "passed over"]);
    assert!(
        lines[4][2..]
            .join(" ")
            .ends_with("is empty; save the text of the article into it")
    );
    assert_eq!(lines[5][..2], ["e.rtf", "not read"]);
}

#[test]
fn refuses_wrong_usage() {
    for args in [
        &["--no-such-option"][..],
        &["export", "--format", "poem"],
        &["--theme", "pink"],
    ] {
        let refused = run(args);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{args:?}");
        assert!(refused.err.starts_with("error: "), "{}", refused.err);
    }
    for args in [&["--help"][..], &["--version"], &["export", "--help"]] {
        let told = run(args);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut command = program();
    command
        .arg("export")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn says_what_is_wrong_and_shows_the_rest() {
    let good = ("good.txt", ARTICLE.as_bytes());
    let binary: Vec<u8> = (0..5000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let furniture = b"Skip to content\nRead also:\nTrending Now\nLatest News\nBack to top\n";
    let cases = [
        Bad {
            name: "empty-folder",
            files: &[],
            says: &["empty-folder: is an empty folder; put "],
            code: 1,
            left: &[],
        },
        Bad {
            name: "no-articles",
            files: &[("list.csv", b"a;b")],
            says: &["no-articles: holds no articles; put "],
            code: 1,
            left: &[],
        },
        Bad {
            name: "empty-file",
            files: &[good, ("b.txt", b"")],
            says: &["b.txt: is empty; save "],
            code: 0,
            left: &["good.txt"],
        },
        Bad {
            name: "only-empty-files",
            files: &[("b.txt", b" \n\t\n")],
            says: &[
                "b.txt: is empty; save ",
                "only-empty-files: gave no article; put ",
            ],
            code: 1,
            left: &[],
        },
        Bad {
            name: "binary",
            files: &[good, ("b.txt", &binary)],
            says: &["b.txt: is binary data, not text; give "],
            code: 1,
            left: &["good.txt"],
        },
        Bad {
            name: "invalid-utf-8",
            files: &[
                good,
                (
                    "b.txt",
                    b"The leaders of Chile met in Z\xfcrich on 5 May 2011. A caf\xe9 was near.\n",
                ),
            ],
            says: &["b.txt: is not valid UTF-8; it was read as "],
            code: 0,
            left: &["b.txt", "good.txt"],
        },
        Bad {
            name: "furniture",
            files: &[good, ("b.txt", furniture)],
            says: &["b.txt: holds no text of an article, only "],
            code: 0,
            left: &["b.txt", "good.txt"],
        },
        Bad {
            name: "copies",
            files: &[good, ("z.txt", ARTICLE.as_bytes())],
            says: &["z.txt: has the same text as good.txt, which is read in its place; remove "],
            code: 0,
            left: &["good.txt"],
        },
    ];
    for case in &cases {
        check(case);
    }
}

#[test]
fn says_that_a_path_is_missing() {
    let path = folder("missing", &[("good.txt", ARTICLE.as_bytes())]);
    let missing = path.join("nowhere");
    let run = run(&["export", path.to_str().unwrap(), missing.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("nowhere: does not exist; check the path"),
        "{}",
        run.err
    );
    assert_eq!(files(&contract(&run)), ["good.txt"]);
}

#[cfg(unix)]
#[test]
fn follows_no_circle_of_links() {
    let path = folder("circle", &[("good.txt", ARTICLE.as_bytes())]);
    std::os::unix::fs::symlink(&path, path.join("again")).unwrap();
    let case = Bad {
        name: "circle",
        files: &[],
        says: &["again: is a link to a folder, which is not followed; copy "],
        code: 0,
        left: &["good.txt"],
    };
    hold(&case, &path);
}

#[cfg(unix)]
#[test]
fn says_that_a_file_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let path = folder(
        "locked",
        &[("good.txt", ARTICLE.as_bytes()), ("b.txt", b"Locked.")],
    );
    let locked = path.join("b.txt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    if fs::read(&locked).is_err() {
        let case = Bad {
            name: "locked",
            files: &[],
            says: &["b.txt: may not be read by you; change "],
            code: 1,
            left: &["good.txt"],
        };
        hold(&case, &path);
    }
}

#[cfg(unix)]
#[test]
fn shows_file_names_safely() {
    let path = folder(
        "names",
        &[
            ("a\u{1b}[2J\nb.txt", ARTICLE.as_bytes()),
            ("c\u{1b}c.txt", b""),
        ],
    );
    for format in ["json", "text"] {
        let run = run(&["export", "--format", format, path.to_str().unwrap()]);
        assert_eq!(run.code, 0);
        assert!(is_plain(&run.out) && is_plain(&run.err), "{format}");
        assert!(run.err.contains("c\\u{1b}c.txt: is empty"), "{}", run.err);
    }
}

#[test]
fn reads_large_files() {
    let line = format!("{} {} {ARTICLE}", ARTICLE.trim(), "x".repeat(10_000_000));
    let lines = format!(
        "{ARTICLE}\n{}{ARTICLE}",
        format!("{}\n\n", "y".repeat(5000)).repeat(10_000)
    );
    let path = folder(
        "large",
        &[
            ("line.txt", line.as_bytes()),
            ("lines.txt", lines.as_bytes()),
        ],
    );
    let run = export(&path);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let dossier = contract(&run);
    assert_eq!(files(&dossier), ["line.txt", "lines.txt"]);
    assert!(!dossier["events"].as_array().unwrap().is_empty());
    fs::remove_dir_all(path).unwrap();
    let path = folder("too-large", &[("good.txt", ARTICLE.as_bytes())]);
    let huge = fs::File::create(path.join("b.txt")).unwrap();
    huge.set_len(1024 * 1024 * 1024).unwrap();
    let case = Bad {
        name: "too-large",
        files: &[],
        says: &["b.txt: is larger than 64 MB; split "],
        code: 1,
        left: &["good.txt"],
    };
    hold(&case, &path);
}

#[test]
fn tags_the_times_of_texts() {
    let input = concat!(
        r#"{"doc": "a", "dct": "2025-10-08", "text": "Après: they met late on Friday, a day before."}"#,
        "\n\n",
        r#"{"text": "In 1950 it fell. It rose on 3 May 1951, on 4 May 1951, on 5 June 1952. In June it burned.", "extra": 1}"#,
        "\n",
    );
    let run = run_on(&["timex"], input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    let first = &lines[0]["timex"][0];
    assert_eq!(
        (&first["tid"], &first["start"], &first["end"]),
        (&"t1".into(), &16.into(), &30.into())
    );
    assert_eq!(
        (
            &first["type"],
            &first["value"],
            &first["mod"],
            &first["anchor"]
        ),
        (
            &"DATE".into(),
            &"2025-10-03".into(),
            &"END".into(),
            &"t0".into()
        )
    );
    let second = &lines[0]["timex"][1];
    assert_eq!(
        (&second["value"], &second["anchor"]),
        (&"2025-10-02".into(), &"t1".into())
    );
    // A text of old dates leans on the date mentioned last.
    assert_eq!(lines[1]["timex"][4]["value"], "1952-06");
}

#[test]
fn tags_inline() {
    let input = r#"{"doc": "x<y", "dct": "2025-10-08", "text": "A & B met\u0001 on Friday."}"#;
    let run = run_on(&["timex", "--format", "timeml"], input.as_bytes());
    assert_eq!(run.code, 0);
    assert!(run.out.contains("<DOCID>x&lt;y</DOCID>"), "{}", run.out);
    let timex = "A &amp; B met\u{fffd} on <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2025-10-03\" \
                 temporalFunction=\"true\" anchorTimeID=\"t0\">Friday</TIMEX3>.</TEXT>";
    assert!(run.out.contains(timex), "{}", run.out);
}

#[test]
fn says_which_line_holds_no_document() {
    let input = b"junk\n{\"dct\": \"soon\", \"text\": \"Friday\"}\n\xff\n{\"text\": \"1992 \"}\n";
    let run = run_on(&["timex"], input);
    assert_eq!(run.code, 1);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert!(run.out.contains("XXXX-WXX-5") && run.out.contains("1992"));
    for told in [
        "line 1: ",
        "line 2: \u{201c}soon\u{201d} is no date",
        "line 3: ",
        "give",
    ] {
        assert!(run.err.contains(told), "{told} in {}", run.err);
    }
}
