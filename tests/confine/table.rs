//! The table of actions, tried by a process of its own: once as it is, once confined.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::thread;

use rustix::io::Errno;
use signal_hook::consts::SIGXFSZ;
use summitry::confine;

use crate::forbidden::{Action, FORBIDDEN, PRIVILEGED};
use crate::held::Held;
use crate::needed::NEEDED;

/// The variable that says which part this process plays.
pub const PART: &str = "CONFINEMENT_TEST_PART";

/// Plays a part in one of the tests below: what comes of each action is told line by line.
pub fn play(part: &OsStr) {
    if part == "crowded" {
        return confine_late();
    }
    let held = Held::take(&folder(part));
    if part != "free" {
        println!("confinement\t{}", confine::process());
    }
    assert!(part != "panicking", "what has gone wrong");
    // The signal of the limit on files, which would end the process.
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).unwrap();
    let all = [
        ("needed", NEEDED),
        ("forbidden", FORBIDDEN),
        ("privileged", PRIVILEGED),
    ];
    for (kind, actions) in all {
        for (name, action) in actions {
            println!("{kind} {name}\t{}", outcome(*action, &held));
        }
    }
}

/// Is confined while there is another thread, which then reads a file.
fn confine_late() {
    let (go, gone) = mpsc::channel();
    let other = thread::spawn(move || gone.recv().map(|()| fs::read("/etc/passwd").is_ok()));
    println!("confinement\t{}", confine::process());
    go.send(()).unwrap();
    println!("reads\t{}", other.join().unwrap().unwrap());
}

fn outcome(action: Action, held: &Held) -> String {
    match action(held) {
        Ok(()) => "done".to_owned(),
        Err(error) => match Errno::from_io_error(&error) {
            Some(Errno::PERM | Errno::ACCESS | Errno::FBIG) => "denied".to_owned(),
            _ => error.to_string(),
        },
    }
}

fn folder(part: &OsStr) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("confine")
        .join(part)
}

/// Has a part played.
fn played(part: &str) -> Output {
    let mut child = Command::new(env::current_exe().unwrap())
        .env(PART, part)
        .env("RUST_BACKTRACE", "full")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"a line\n").unwrap();
    child.wait_with_output().unwrap()
}

/// What came of each action.
fn told(output: &Output) -> BTreeMap<String, String> {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
    let told = String::from_utf8_lossy(&output.stdout);
    told.lines()
        .map(|line| line.split_once('\t').unwrap())
        .map(|(name, outcome)| (name.to_owned(), outcome.to_owned()))
        .collect()
}

pub fn a_confined_process_does_what_it_needs_and_no_more() {
    let free = told(&played("free"));
    let confined = told(&played("confined"));
    let in_force = &confined["confinement"];
    println!("in force: {in_force}");
    let status = fs::read_to_string("/proc/self/status").unwrap();
    if in_force.contains("not on this system") || !status.contains("\nSeccomp:") {
        return println!("skipped: the kernel has no seccomp");
    }
    // Files are closed all the same where there is no landlock.
    let without = [
        "not landlock (the kernel does not have it)",
        "not landlock (the kernel has it switched off)",
    ];
    let parts = in_force.split(", ").skip(1);
    assert!(
        parts.into_iter().all(|missing| without.contains(&missing)),
        "{in_force}"
    );

    let is_administrator = rustix::process::geteuid().is_root();
    for (name, _) in FORBIDDEN {
        let name = format!("forbidden {name}");
        assert_ne!(free[&name], "denied", "{name}: without confinement");
        assert_eq!(confined[&name], "denied", "{name}");
    }
    for (name, _) in PRIVILEGED {
        let name = format!("privileged {name}");
        if is_administrator && free[&name] == "denied" {
            println!("{name}: denied anyway here");
        }
        assert_eq!(confined[&name], "denied", "{name}");
    }
    for (name, _) in NEEDED {
        let name = format!("needed {name}");
        assert_eq!(free[&name], "done", "{name}: without confinement");
        assert_eq!(confined[&name], "done", "{name}");
    }
    has_not_changed(&folder("confined".as_ref())).unwrap();
}

/// Whether the folder is as it was made.
fn has_not_changed(folder: &Path) -> io::Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.metadata()?.is_file() {
            assert_eq!(fs::read_to_string(entry.path())?, "an article");
        }
        names.push(entry.file_name());
    }
    names.sort();
    assert_eq!(
        names,
        ["doomed", "empty", "file", "open", "renamed", "socket"]
    );
    Ok(())
}

pub fn another_thread_is_told_of_and_opens_nothing() {
    let told = told(&played("crowded"));
    let in_force = &told["confinement"];
    if in_force.contains("(ABI") {
        let missing = "not landlock on all threads (others were there before: 1)";
        assert!(in_force.ends_with(missing), "{in_force}");
    }
    if in_force.contains("seccomp,") {
        assert_eq!(told["reads"], "false");
    }
}

/// Even where the environment asks for a trace of the calls, with names that are in a file.
pub fn a_panic_is_told() {
    let output = played("panicking");
    assert_eq!(output.status.code(), Some(101));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("what has gone wrong") && said.contains("stack backtrace"),
        "{said}"
    );
}
