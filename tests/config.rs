//! The program with configuration files: every one under `tests/valid_configs` is taken, every one under
//! `tests/invalid_configs` is refused with the words that its first line gives. Without a terminal the program
//! prints its report, but only once the configuration has been read.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

#[path = "common/program.rs"]
#[allow(dead_code, reason = "no export is held against its contract here")]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use program::{Run, finish, folder, is_plain, program, run};

/// Runs with a configuration that is named on the command line.
fn run_with(config: &Path) -> Run {
    run(&["--config", config.to_str().unwrap()])
}

/// Runs with a configuration at the usual place below a folder.
fn run_below(folder: &Path, args: &[&str]) -> Run {
    let mut command = program();
    for variable in ["XDG_CONFIG_HOME", "APPDATA"] {
        command.env(variable, folder);
    }
    command.args(args);
    finish(command)
}

/// A folder with a configuration at the usual place.
fn configured(name: &str, text: &[u8]) -> PathBuf {
    let path = folder(name, &[]);
    fs::create_dir(path.join("summitry")).unwrap();
    fs::write(path.join("summitry/config.toml"), text).unwrap();
    path
}

fn files(name: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    let files = fs::read_dir(path).unwrap();
    let files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty());
    files
}

fn assert_taken(run: &Run, what: &str) {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{what}");
    assert!(run.out.contains("\nTIMELINE\n"), "{what}");
}

fn assert_refused(run: &Run, says: &str) {
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(
        run.err.starts_with("summitry: ") && run.err.contains(says),
        "{says}\n{}",
        run.err
    );
    assert!(
        run.err.lines().count() == 1 && is_plain(&run.err),
        "{}",
        run.err
    );
}

#[test]
fn valid_files_are_taken() {
    for file in files("valid_configs") {
        assert_taken(&run_with(&file), &file.display().to_string());
    }
}

#[test]
fn invalid_files_are_refused_in_words() {
    for file in files("invalid_configs") {
        let bytes = fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let says = text
            .lines()
            .next()
            .unwrap()
            .strip_prefix("# says: ")
            .unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert_refused(&run_with(&file), &format!("{name}, {says}"));
    }
}

#[test]
fn unreadable_files_are_refused() {
    let folder = folder(
        "unreadable",
        &[("large.toml", "#\n".repeat(50_000).as_bytes())],
    );
    for (path, says) in [
        (
            folder.join("none.toml"),
            "none.toml: does not exist; check the path",
        ),
        (
            folder.join("large.toml"),
            "large.toml: is larger than 64 KB; correct it",
        ),
        #[cfg(unix)]
        (
            folder.clone(),
            "unreadable: is a folder, not a file; give --config a file",
        ),
    ] {
        assert_refused(&run_with(&path), says);
    }
}

#[test]
fn the_file_at_the_usual_place_is_read_and_another_can_be_chosen() {
    let wrong = configured("usual", b"theme = 1\n");
    assert_refused(&run_below(&wrong, &[]), "summitry/config.toml, line 1: ");
    let empty = files("valid_configs").pop().unwrap();
    assert_taken(
        &run_below(&wrong, &["--config", empty.to_str().unwrap()]),
        "another file",
    );
    assert_taken(&run_below(&folder("no-file", &[]), &[]), "no file");
}

#[test]
fn the_demo_and_the_tools_read_no_configuration() {
    let wrong = configured("ignored", b"theme = 1\n");
    for args in [
        &["demo"][..],
        &["demo", "--theme", "mono", "--ascii", "--mouse"],
        &["export"],
        &["check"],
        &["explain"],
        &["timex"],
        &["config"],
    ] {
        let run = run_below(&wrong, args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    }
    assert_eq!(run(&["demo", "--config", "a.toml"]).code, 2);
}

#[test]
fn the_sample_is_a_configuration() {
    let sample = run(&["config"]);
    assert_eq!((sample.code, sample.err.as_str()), (0, ""));
    // One sign taken from each line: settings come into force, explanations stay comments.
    let uncommented: Vec<&str> = sample
        .out
        .lines()
        .map(|line| line.strip_prefix('#').unwrap_or(line))
        .collect();
    for (name, text) in [
        ("sample", &sample.out),
        ("uncommented", &uncommented.join("\n")),
    ] {
        assert_taken(&run_below(&configured(name, text.as_bytes()), &[]), name);
    }
}
