//! The real demo on a terminal, its system calls written down by strace.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::strace::{calls, have_kept_to_themselves};
use crate::terminal::{Program, Setup};

const PROGRAM: &str = env!("CARGO_BIN_EXE_summitry");

/// The demo under strace, which writes a file for each thread into a new folder; `None` where that cannot be.
fn traced(name: &str, options: &[&str], args: &[&str]) -> Option<(Program, PathBuf)> {
    let mut trial = Command::new("strace");
    trial
        .args(["-o", "/dev/null", "true"])
        .stderr(Stdio::null());
    if !trial.status().is_ok_and(|status| status.success()) {
        println!("skipped: strace is not there, or may not trace");
        return None;
    }
    let folder = folder(name);
    let calls = folder.join("calls");
    let strace = ["strace", "-ff", "-o", calls.to_str().unwrap()];
    let setup = Setup::of([&strace, options, &[PROGRAM, "demo"], args].concat());
    Some((setup.size(120, 30).open(), folder))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("confine")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Every key that could reach for something, a new size, and the end.
fn used(program: &mut Program) {
    program.press("jjy\u{1a}\u{c}M?");
    program.sees("Keys and signs");
    program.press("\u{1b}");
    program.misses("Keys and signs");
    program.resize(130, 24);
    program.wait_for("the new size", |screen| {
        screen
            .contents_between(23, 0, 23, 130)
            .trim_end()
            .ends_with("q quit")
    });
    program.press("q");
    assert_eq!(program.end(), 0);
}

/// From the confinement on nothing was reached for, by any thread.
fn has_kept_to_itself(folder: &Path) {
    let mut all = Vec::new();
    for mut calls in calls(folder) {
        // Only the first thread was there before.
        if calls
            .first()
            .is_some_and(|call| call.starts_with("execve("))
        {
            let last = calls.iter().rposition(|call| call.starts_with("seccomp("));
            calls.drain(..=last.expect("no confinement"));
        }
        all.extend(calls);
    }
    have_kept_to_themselves(&all);
    let threads = all.iter().filter(|call| call.starts_with("clone("));
    assert!(threads.count() > 2, "{all:#?}");
}

pub fn the_demo_starts_opens_and_reaches_nothing() {
    let Some((mut program, folder)) = traced("whole", &[], &["/etc/passwd"]) else {
        return;
    };
    used(&mut program);
    program.sees("shows its own articles only");
    let said = program.text();
    assert!(
        !said.contains("not whole") || said.contains("(the kernel"),
        "{said}"
    );
    has_kept_to_itself(&folder);
}

pub fn the_demo_says_that_landlock_is_missing() {
    let missing = "inject=landlock_create_ruleset:error=ENOSYS";
    let Some((mut program, folder)) = traced("without-landlock", &["-e", missing], &[]) else {
        return;
    };
    used(&mut program);
    program.sees("is not whole: seccomp, not landlock (the kernel does not have it)");
    has_kept_to_itself(&folder);
}

/// The limit on files is not for what somebody wants to have in one.
pub fn the_report_of_the_demo_can_go_to_a_file() {
    let folder = folder("report");
    let report = |to: Stdio| {
        Command::new(PROGRAM)
            .arg("demo")
            .stdin(Stdio::null())
            .stdout(to)
            .output()
            .unwrap()
    };
    let path = folder.join("report.txt");
    let written = report(File::create(&path).unwrap().into());
    assert!(written.status.success(), "{written:?}");
    let wanted = report(Stdio::piped()).stdout;
    assert!(!wanted.is_empty());
    assert_eq!(fs::read(path).unwrap(), wanted);
}
