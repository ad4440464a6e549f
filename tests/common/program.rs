//! The real program run on folders of files, and its export held against the contract.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "what goes wrong here fails the test"
)]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

pub const ARTICLE: &str = "The leaders of Austria and Norway met in Vienna on 4 May 2011. Trade reached 3 billion euros.\n";

/// What a run of the program left.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program, deaf to the configuration of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_summitry"));
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unconfigured");
    for variable in ["XDG_CONFIG_HOME", "APPDATA"] {
        command.env(variable, &nowhere);
    }
    command.stdin(Stdio::null());
    command
}

pub fn finish(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn run(args: &[&str]) -> Run {
    let mut command = program();
    command.args(args);
    finish(command)
}

pub fn export(path: &Path) -> Run {
    run(&["export", path.to_str().unwrap()])
}

/// A new folder with these files.
pub fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("cli")
        .join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    for (file, bytes) in files {
        fs::write(path.join(file), bytes).unwrap();
    }
    path
}

/// The export, held against its contract.
pub fn contract(run: &Run) -> Value {
    let dossier: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(dossier["schema"], "summitry/1");
    assert!(
        dossier["title"]
            .as_str()
            .is_some_and(|title| !title.is_empty())
    );
    let list = |name: &str| dossier[name].as_array().unwrap().iter();
    let text_of = |evidence: &Value| {
        let article = list("articles")
            .find(|article| article["id"] == evidence["article"])
            .unwrap();
        assert_eq!(article["file"], evidence["file"]);
        article["text"].as_str().unwrap()
    };
    let mut ids = HashSet::new();
    for article in list("articles") {
        assert!(ids.insert(article["id"].as_str().unwrap()), "{article}");
        assert!(article["published_because"].as_str().is_some(), "{article}");
    }
    for item in ["events", "participants", "agenda", "figures"]
        .into_iter()
        .flat_map(list)
    {
        assert!(
            ids.insert(item["id"].as_str().unwrap()),
            "two items of one id: {item}"
        );
        let evidence = item["evidence"].as_array().unwrap();
        assert!(!evidence.is_empty(), "no evidence: {item}");
        for one in evidence {
            let place = |end: &str| usize::try_from(one[end].as_u64().unwrap()).unwrap();
            let quote = text_of(one).get(place("start")..place("end"));
            assert_eq!(quote, one["quote"].as_str(), "{item}");
            assert_ne!(quote, Some(""), "{item}");
        }
    }
    for event in list("events") {
        let known = |id: &Value| ids.contains(id.as_str().unwrap());
        assert!(
            event["participants"].as_array().unwrap().iter().all(known),
            "{event}"
        );
    }
    for comparison in list("comparisons") {
        let items = comparison["items"].as_array().unwrap();
        assert!(
            items.iter().all(|id| ids.contains(id.as_str().unwrap())),
            "{comparison}"
        );
    }
    dossier
}

/// The files of the export, in order.
pub fn files(dossier: &Value) -> Vec<&str> {
    let articles = dossier["articles"].as_array().unwrap().iter();
    articles
        .map(|article| article["file"].as_str().unwrap())
        .collect()
}

pub fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && c != '\n')
}

/// Something that cannot be read, or not well.
pub struct Bad<'a> {
    pub name: &'a str,
    pub files: &'a [(&'a str, &'a [u8])],
    /// What is said of it.
    pub says: &'a [&'a str],
    pub code: i32,
    /// The articles that are left.
    pub left: &'a [&'a str],
}

/// Reads the files of a case, and holds what is said against it.
pub fn check(case: &Bad<'_>) {
    hold(case, &folder(case.name, case.files));
}

/// Reads a folder, and holds what is said against a case.
pub fn hold(case: &Bad<'_>, path: &Path) {
    let run = export(path);
    let said: Vec<&str> = run.err.lines().collect();
    assert_eq!(said.len(), case.says.len(), "{}: {}", case.name, run.err);
    for (said, wanted) in said.iter().zip(case.says) {
        assert!(
            said.starts_with("summitry: ") && said.contains(wanted),
            "{}: {said}",
            case.name
        );
    }
    assert_eq!(run.code, case.code, "{}", case.name);
    assert_eq!(files(&contract(&run)), case.left, "{}", case.name);
}
