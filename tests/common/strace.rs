//! The system calls of a confined process, as strace has written them down.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "what goes wrong here fails the test"
)]

use std::fs;
use std::path::Path;

/// What is not made, whatever the answer.
const NEVER: [&str; 24] = [
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

/// The calls of each thread, of which strace has written a file into a folder.
pub fn calls(folder: &Path) -> Vec<Vec<String>> {
    let files = fs::read_dir(folder).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts
        .map(|text| text.lines().map(str::to_owned).collect())
        .collect()
}

/// Nothing was started but threads, nothing opened, nothing reached.
pub fn have_kept_to_themselves(calls: &[String]) {
    for call in calls {
        let name = call.split('(').next().unwrap();
        assert!(!NEVER.contains(&name), "{call}");
        match name {
            "clone3" => assert!(call.contains(" = -1 ENOSYS"), "{call}"),
            "clone" => assert!(call.contains("CLONE_THREAD"), "{call}"),
            _ if name.starts_with("open") => assert!(call.contains(" = -1 E"), "{call}"),
            _ => {}
        }
    }
}
