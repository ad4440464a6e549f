//! The guest account of `deploy/sshd_config` under the real sshd, visited by the real clients. What must not
//! work is tried on a server without the recipe as well, where it does.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/process.rs"]
mod process;
#[path = "common/sshd.rs"]
mod sshd;
#[path = "common/terminal.rs"]
mod terminal;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::Signal;
use sshd::{INSTALLED, RECIPE, Sshd, account, is_here, is_root, replaced, run, until};
use terminal::{Setup, has};

/// What the demo prints where there is no terminal.
fn report() -> Vec<u8> {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_summitry"));
    let output = demo.arg("demo").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success());
    output.stdout
}

#[test]
fn a_guest_sees_the_dashboard() {
    if !is_here() {
        return;
    }
    let sshd = Sshd::guarded("dashboard");
    let mut guest = Setup::of(sshd.ssh(&["host"])).open();
    guest.press("?");
    guest.sees("Keys and signs");
    guest.press("\u{1b}");
    guest.misses("Keys and signs");
    guest.rests();
    let before = guest.text();
    guest.press("j");
    guest.wait_for("the next row", |screen| screen.contents() != before);
    for (columns, rows) in [(120, 36), (40, 12), (80, 24)] {
        guest.resize(columns, rows);
        guest.wait_for("the new size", |screen| {
            let bar = screen.contents_between(rows - 1, 0, rows - 1, columns);
            bar.trim_end().ends_with("q quit") && bar.len() + 20 > usize::from(columns)
        });
    }
    guest.press("q");
    assert_eq!(guest.end(), 0);
    sshd.is_left();
}

#[test]
fn what_the_terminal_can_comes_through() {
    if !is_here() {
        return;
    }
    let sshd = Sshd::guarded("wishes");
    // (what the guest sends, whether colours and line drawing are used)
    for (sent, colours, lines) in [
        ("LC_ALL=C.UTF-8", true, true),
        ("NO_COLOR=1", false, true),
        ("LC_ALL=C", true, false),
    ] {
        let mut guest = Setup::of(sshd.ssh(&["-o", &format!("SetEnv={sent}"), "host"])).open();
        assert_eq!(has(&guest.written(), b"\x1b[38;5;"), colours, "{sent}");
        assert_eq!(guest.text().contains('╭'), lines, "{sent}");
        guest.press("q");
        assert_eq!(guest.end(), 0);
    }
}

/// Neither the client nor the options of a key set any other variable.
#[test]
fn no_other_variable_comes_through() {
    if !is_here() {
        return;
    }
    let variables = [
        "HOME=/tmp",
        "XDG_CONFIG_HOME=/tmp",
        "LD_PRELOAD=/tmp/a.so",
        "LC_MESSAGES=/tmp",
        "RUST_LOG=trace",
        "TERMINFO=/tmp",
        "BASH_ENV=/tmp/a",
        "COLORTERM=truecolor",
    ];
    let set = format!("SetEnv={}", variables.join(" "));
    let open = Sshd::open("variables");
    let seen = run(&open.ssh(&["-o", &set, "host", "env"]), &open.folder).stdout;
    assert!(has(&seen, b"RUST_LOG=trace") && has(&seen, b"RUST_BACKTRACE=1"));

    let sshd = Sshd::guarded("variables");
    let mut guest = Setup::of(sshd.ssh(&["-t", "-o", &set, "host", "env"])).open();
    assert_eq!(
        sshd.program().environment(),
        [
            "TERM=xterm-256color",
            "COLORTERM=truecolor",
            "NO_COLOR=",
            "LANG=",
            "LC_ALL=",
            "LC_CTYPE="
        ]
    );
    guest.press("q");
    assert_eq!(guest.end(), 0);
}

/// Text of the guest that passes through the login shell is text when it comes out.
#[test]
fn no_variable_is_read_as_a_command() {
    if !is_here() {
        return;
    }
    let sshd = Sshd::guarded("hostile");
    let mark = sshd.folder.join("mark");
    let touch = format!("touch {}", mark.display());
    let hostile = [
        format!("$({touch})"),
        format!("`{touch}`"),
        format!("x\"; {touch}; \""),
        format!("x'; {touch}; '"),
        format!("x\\\"; {touch} #"),
        format!("x\n{touch}\n"),
        format!("x -S {touch}"),
        format!("() {{ :;}}; {touch}"),
        "${IFS}$HOME$0%s%n*?~{a,b}!!".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "\u{1b}]0;title\u{7}\u{9b}31m\u{202e}".to_owned(),
        "x".repeat(5000),
    ];
    for text in &hostile {
        let mut guest = Setup::of(sshd.ssh(&["-o", "SendEnv=COLORTERM NO_COLOR", "host"]))
            .env(&[("TERM", text), ("COLORTERM", text), ("NO_COLOR", text)])
            .open();
        let environment = sshd.program().environment();
        for name in ["TERM", "COLORTERM", "NO_COLOR"] {
            assert!(
                environment.contains(&format!("{name}={text}")),
                "{environment:?}"
            );
        }
        assert!(!has(&guest.written(), b"title"), "{text:?} is sent back");
        guest.press("q");
        assert_eq!(guest.end(), 0, "{text:?}");
        sshd.is_left();
        assert!(!mark.exists(), "{text:?} was run");
    }
}

#[test]
fn a_terminal_that_can_nothing_gets_the_report() {
    if !is_here() {
        return;
    }
    let sshd = Sshd::guarded("dumb");
    let mut guest = Setup::of(sshd.ssh(&["host"]))
        .env(&[("TERM", "dumb")])
        .start();
    assert_eq!(guest.code(), 0);
    let report = String::from_utf8(report()).unwrap().replace('\n', "\r\n");
    until("the whole report", || {
        has(&guest.written(), report.as_bytes()).then_some(())
    });
    assert!(!has(&guest.written(), b"\x1b"));
}

/// Nothing that is asked for is run, with a terminal and without.
#[test]
fn no_command_is_run() {
    if !is_here() {
        return;
    }
    let (open, sshd) = (Sshd::open("commands"), Sshd::guarded("commands"));
    for asked in [
        "touch mark".to_owned(),
        "; touch mark".to_owned(),
        "$(touch mark)".to_owned(),
        "/etc/passwd --help".to_owned(),
        "x\ntouch mark".to_owned(),
        "cat /etc/passwd".to_owned(),
    ] {
        let asked = asked.replace("mark", &sshd.folder.join("mark").display().to_string());
        let got = run(&sshd.ssh(&["host", &asked]), &sshd.folder);
        assert!(got.stdout == report(), "{asked}: {got:?}");
        assert!(got.status.success() && got.stderr.is_empty(), "{got:?}");
        let mut guest = Setup::of(sshd.ssh(&["-t", "host", &asked])).open();
        guest.press("q");
        assert_eq!(guest.end(), 0);
        sshd.is_left();
        assert!(!sshd.folder.join("mark").exists(), "{asked}");
    }
    let passwords = run(&open.ssh(&["host", "cat", "/etc/passwd"]), &open.folder);
    assert_eq!(passwords.stdout, fs::read("/etc/passwd").unwrap());
}

#[test]
fn no_file_travels() {
    if !is_here() {
        return;
    }
    let (open, sshd) = (Sshd::open("files"), Sshd::guarded("files"));
    for (server, travels) in [(&open, true), (&sshd, false)] {
        let there = server.folder.join("there");
        fs::write(&there, "something").unwrap();
        let remote = format!("host:{}", there.display());
        let landed = server.folder.join("landed");
        let to = format!("host:{}", landed.display());
        for (client, args) in [
            ("sftp", ["-q", "-q", &*remote, "here"]),
            ("scp", ["-q", "-s", &*remote, "here"]),
            ("scp", ["-q", "-O", &*remote, "here"]),
            ("scp", ["-q", "-s", "there", &*to]),
            ("scp", ["-q", "-O", "there", &*to]),
        ] {
            let got = run(&server.client(client, &args), &server.folder);
            let here = server.folder.join("here");
            let arrived = [&here, &landed].map(|file| fs::remove_file(file).is_ok());
            assert_eq!(
                arrived.contains(&true),
                travels,
                "{client} {args:?}: {got:?}"
            );
            assert_eq!(got.status.success(), travels, "{client} {args:?}: {got:?}");
        }
    }
    // A subsystem that is there, asked for by its name.
    let got = run(&sshd.ssh(&["-s", "host", "sftp"]), &sshd.folder);
    assert!(got.stdout == report(), "{got:?}");
}

/// One screen a connection, and none for a connection that asks for none.
#[test]
fn a_connection_is_for_one_screen() {
    if !is_here() {
        return;
    }
    let (open, sshd) = (Sshd::open("sessions"), Sshd::guarded("sessions"));
    for (server, taken) in [(&open, true), (&sshd, false)] {
        // Under a short name: the path of a socket holds about a hundred bytes.
        let socket = format!("ControlPath={}", socket("control", server.port).display());
        let mut first = Setup::of(server.ssh(&["-M", "-o", &socket, "host"])).start();
        first.wait_for("the first session", |screen| {
            !screen.contents().trim().is_empty()
        });
        let second = ["-o", &socket, "-o", "ProxyCommand=false", "host", "true"];
        let got = run(&server.ssh(&second), &server.folder);
        assert_eq!(got.status.success(), taken, "{got:?}");
        first.press(if taken { "exit\r" } else { "q" });
        first.code();
    }
    // The time that the recipe gives it is waited for.
    let got = run(&sshd.ssh(&["-N", "host"]), &sshd.folder);
    assert_eq!(got.status.code(), Some(255), "{got:?}");
    sshd.is_left();
}

fn socket(name: &str, port: u16) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("{name}-{port}"));
    let _ = fs::remove_file(&path);
    path
}

#[test]
fn a_guest_who_is_cut_off_leaves_nothing_behind() {
    if !is_here() {
        return;
    }
    let sshd = Sshd::guarded("cut");
    let mut guest = Setup::of(sshd.ssh(&["host"])).open();
    assert_eq!(sshd.program().name, "summitry");
    guest.signal(Signal::KILL);
    guest.code();
    sshd.is_left();
}

#[test]
fn a_guest_whose_time_is_over_gets_the_terminal_back() {
    if !is_here() {
        return;
    }
    let folder = sshd::folder("hour");
    let rules = sshd::recipe(&folder.join("keys"));
    let sshd = Sshd::with(folder, &replaced(&rules, " 1h ", " 3s "));
    let mut guest = Setup::of(sshd.ssh(&["host"])).open();
    assert_eq!(guest.end(), 124);
    sshd.is_left();
}

/// The settings in force for the guest and for others, as sshd itself tells them.
#[test]
fn the_rules_are_for_the_guest_alone() {
    if !is_here() {
        return;
    }
    let sshd = Sshd::guarded("others");
    let told = |user: &str| {
        let mut tell = Command::new("/usr/sbin/sshd");
        tell.arg("-T")
            .arg("-f")
            .arg(sshd.folder.join("sshd_config"));
        let output = tell
            .args(["-C", &format!("user={user},host=h,addr=192.0.2.1")])
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let (guest, other) = (told(&account()), told("somebody-else"));
    for (setting, of_guest, of_other) in [
        ("allowagentforwarding", "no", "yes"),
        ("allowstreamlocalforwarding", "no", "yes"),
        ("allowtcpforwarding", "no", "yes"),
        ("disableforwarding", "yes", "no"),
        ("maxsessions", "1", "10"),
        ("permitlisten", "none", "any"),
        ("permitopen", "none", "any"),
        ("permittunnel", "no", "yes"),
        ("permituserrc", "no", "yes"),
        ("permituserenvironment", "no", "no"),
        ("x11forwarding", "no", "yes"),
        ("clientaliveinterval", "15", "0"),
    ] {
        for (told, value) in [(&guest, of_guest), (&other, of_other)] {
            let line = format!("{setting} {value}");
            assert!(
                told.lines().any(|told| told == line),
                "{line} is not in\n{told}"
            );
        }
    }
    assert!(other.contains("forcecommand none") && other.contains("acceptenv *"));
    assert!(!guest.contains("acceptenv *"));
}

/// The recipe as it stands: an account without password, the program where it belongs. Files of the system
/// are covered by others, for the processes of this server alone.
#[test]
fn anybody_is_a_guest() {
    if !is_here() || !is_root() {
        return;
    }
    if !Command::new("unshare")
        .args(["--mount", "true"])
        .status()
        .is_ok_and(|run| run.success())
    {
        return eprintln!("skipped: no mounts of our own");
    }
    let folder = sshd::folder("anybody");
    fs::remove_file(folder.join("key")).unwrap();
    let accounts = fs::read_to_string("/etc/passwd").unwrap();
    for (file, text) in [
        ("passwd", accounts + "summit:x:61234:61234::/:/bin/sh\n"),
        (
            "shadow",
            "root:*:20000::::::\nsshd:*:20000::::::\nsummit::20000::::::\n".to_owned(),
        ),
        ("recipe", RECIPE.to_owned()),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    let script = "set -e
        mount --bind \"$1/passwd\" /etc/passwd
        mount --bind \"$1/shadow\" /etc/shadow
        installed=$3
        mount -t tmpfs -o mode=755 tmpfs \"${installed%/*}\"
        cp \"$2\" \"$installed\"
        shift 3
        exec /usr/sbin/sshd \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script, "sh"]);
    command
        .arg(&folder)
        .args([env!("CARGO_BIN_EXE_summitry"), INSTALLED]);
    let config = format!(
        "Include {}\nUsePAM no\nPasswordAuthentication no\nAcceptEnv LANG LC_*\n",
        folder.join("recipe").display()
    );
    let sshd = Sshd::start(folder, "summit".to_owned(), &config, &command);
    let mut guest = Setup::of(sshd.ssh(&["host"])).open();
    assert_eq!(sshd.program().user(), "61234");
    guest.press("q");
    assert_eq!(guest.end(), 0);
    let got = run(&sshd.ssh(&["host", "id"]), Path::new("/"));
    assert!(got.stdout == report() && got.status.success(), "{got:?}");
    assert!(got.stderr.is_empty(), "{got:?}");
}
