//! The real demo on a terminal, its system calls written down by strace.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::terminal::{Program, Setup};

const PROGRAM: &str = env!("CARGO_BIN_EXE_summitry");

/// What is not made, whatever the answer.
const NEVER: &[&str] = &[
    "execve",
    "execveat",
    "fork",
    "vfork",
    "socket",
    "connect",
    "bind",
    "listen",
    "open",
    "openat2",
    "creat",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "mkdir",
    "mkdirat",
    "memfd_create",
    "truncate",
    "ftruncate",
    "ptrace",
    "kill",
    "tkill",
];

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

/// The calls of all threads from the confinement on.
fn calls(folder: &Path) -> Vec<String> {
    let mut calls = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut own: Vec<String> = text.lines().map(str::to_owned).collect();
        // Only the first thread was there before.
        if text.starts_with("execve(") {
            let last = own.iter().rposition(|call| call.starts_with("seccomp("));
            own.drain(..=last.expect("no confinement"));
        }
        calls.extend(own);
    }
    calls
}

fn has_kept_to_itself(calls: &[String]) {
    let mut threads = 0;
    for call in calls {
        let name = call.split('(').next().unwrap();
        assert!(!NEVER.contains(&name), "{call}");
        match name {
            "openat" => assert!(call.contains(" = -1 E"), "{call}"),
            "clone3" => assert!(call.contains(" = -1 ENOSYS"), "{call}"),
            "clone" => {
                assert!(call.contains("CLONE_THREAD"), "{call}");
                threads += 1;
            }
            _ => {}
        }
    }
    assert!(threads > 2, "{threads} threads were seen");
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
    has_kept_to_itself(&calls(&folder));
}

pub fn the_demo_says_that_landlock_is_missing() {
    let missing = "inject=landlock_create_ruleset:error=ENOSYS";
    let Some((mut program, folder)) = traced("without-landlock", &["-e", missing], &[]) else {
        return;
    };
    used(&mut program);
    program.sees("is not whole: seccomp, not landlock (the kernel does not have it)");
    has_kept_to_itself(&calls(&folder));
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
