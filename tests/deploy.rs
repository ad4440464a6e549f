//! The systemd unit and the container file of `deploy/`, held against the tools that read them and against
//! the program that they start.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/process.rs"]
mod process;
#[path = "common/server.rs"]
mod server;

use std::fs;
use std::io::Read;
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use server::{PATIENCE, Server};

const UNIT: &str = include_str!("../deploy/summitry.service");
const CONTAINER: &str = include_str!("../deploy/Containerfile");

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");
const BINARY: &str = env!("CARGO_BIN_EXE_summitry");

/// Where both look for the program.
const INSTALLED: &str = "/usr/local/bin/summitry";

/// How exposed systemd may find the unit, in tenths; 0 is not at all, 100 is wholly.
const EXPOSED: u32 = 12;

/// The user and group of the container.
const NOBODY: u32 = 65532;

/// The values of a setting of the unit.
fn settings(name: &str) -> Vec<&'static str> {
    let lines = UNIT.lines().filter_map(|line| line.split_once('='));
    let named = lines.filter(|(key, _)| *key == name);
    named.map(|(_, value)| value).collect()
}

/// What follows a word of the container file, for each line that begins with it.
fn instructions(name: &str) -> Vec<&'static str> {
    let lines = CONTAINER.lines().filter_map(|line| line.split_once(' '));
    let named = lines.filter(|(key, _)| *key == name);
    named.map(|(_, rest)| rest).collect()
}

/// A new folder, with another in it.
fn folder(name: &str, inner: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("deploy")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(folder.join(inner)).unwrap();
    folder
}

/// The unit in a folder, with the program that was built.
fn unit(folder: &Path) -> PathBuf {
    let file = folder.join("summitry.service");
    let unit = UNIT.replace(
        &format!("ExecStart={INSTALLED}"),
        &format!("ExecStart={BINARY}"),
    );
    assert_ne!(unit, UNIT);
    fs::write(&file, unit).unwrap();
    file
}

fn analyze(args: &[&str], unit: &Path) -> Option<(bool, String)> {
    let mut analyze = Command::new("systemd-analyze");
    let Ok(output) = analyze.arg("--no-pager").args(args).arg(unit).output() else {
        eprintln!("skipped: systemd-analyze is not installed");
        return None;
    };
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8(said).unwrap()))
}

#[test]
fn systemd_takes_the_unit() {
    let unit = unit(&folder("verify", ""));
    if let Some((well, said)) = analyze(&["verify"], &unit) {
        let about_ours = said.lines().any(|line| line.contains("summitry"));
        assert!(well && !about_ours, "{said}");
    }
}

#[test]
fn systemd_finds_the_unit_confined() {
    let unit = unit(&folder("security", ""));
    let threshold = format!("--threshold={EXPOSED}");
    if let Some((well, said)) = analyze(&["security", "--offline=true", &threshold], &unit) {
        assert!(well && said.contains("Overall exposure level"), "{said}");
    }
}

/// The walls that the program puts up itself are made of system calls that systemd leaves out of its set.
#[test]
fn the_unit_lets_the_program_confine_itself() {
    let allowed = settings("SystemCallFilter").join(" ");
    for call in [
        "landlock_create_ruleset",
        "landlock_add_rule",
        "landlock_restrict_self",
        "seccomp",
    ] {
        assert!(allowed.split(' ').any(|allowed| allowed == call), "{call}");
    }
}

/// Somebody who knocks is spoken to in SSH.
fn greets(server: &Server) {
    let mut visitor = TcpStream::connect(server.address).unwrap();
    visitor.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut greeting = [0; 8];
    visitor.read_exact(&mut greeting).unwrap();
    assert_eq!(&greeting, b"SSH-2.0-");
}

/// The unit's command line, with other places, starts the program.
#[test]
fn the_unit_starts_the_program() {
    let folder = folder("unit", "summitry");
    let line = settings("ExecStart").concat();
    let mut words = line.split(' ').map(|word| match word {
        INSTALLED => BINARY.to_owned(),
        "[::]:2222" => "127.0.0.1:0".to_owned(),
        "/srv/summit" => format!("{REPOSITORY}/seeds"),
        _ => word.replace("%S", &folder.display().to_string()),
    });
    assert_eq!(words.next().as_deref(), Some(BINARY));
    let server = Server::of(Command::new(BINARY).args(words));
    greets(&server);
    let key = fs::metadata(folder.join("summitry/host_key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
    assert_eq!(server.end(), Some(0));
}

/// A file of the repository that the program is built from is copied to where the container builds it, and
/// what is copied is there.
#[test]
fn the_container_gets_all_sources() {
    let copied: Vec<PathBuf> = instructions("COPY")
        .into_iter()
        .filter(|rest| !rest.starts_with("--"))
        .flat_map(|rest| rest.rsplit_once(' ').unwrap().0.split(' '))
        .map(|source| Path::new(REPOSITORY).canonicalize().unwrap().join(source))
        .collect();
    for source in &copied {
        assert!(source.exists(), "{}", source.display());
    }
    let own = sources();
    assert!(own.len() > 100, "{own:?}");
    for file in own {
        let is_copied = copied.iter().any(|source| file.starts_with(source));
        assert!(is_copied, "{} is not copied", file.display());
    }
    // The manifest names files that the program is not made of, and Cargo builds nothing without them.
    let build = folder("sources", "");
    for source in &copied {
        symlink(source, build.join(source.file_name().unwrap())).unwrap();
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["fetch", "--offline", "--locked"])
        .current_dir(build);
    let said = String::from_utf8(cargo.output().unwrap().stderr).unwrap();
    assert!(!said.contains("failed to parse manifest"), "{said}");
}

/// The files that the library is made of, by what the compiler told Cargo of it.
fn sources() -> Vec<PathBuf> {
    let beside = Path::new(BINARY).with_file_name("deps");
    let files = fs::read_dir(beside)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let told = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "d"))
        .map(|file| fs::read_to_string(file).unwrap())
        // Not of the library with its tests.
        .filter(|told| told.contains("/libsummitry-"));
    let words = told.flat_map(|told| {
        let words = told.split_ascii_whitespace();
        words.map(str::to_owned).collect::<Vec<_>>()
    });
    // Words that end in a colon, and files of builds of before, do not exist.
    let paths = words.filter_map(|word| Path::new(REPOSITORY).join(word).canonicalize().ok());
    let repository = Path::new(REPOSITORY).canonicalize().unwrap();
    let built = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .canonicalize()
        .unwrap();
    let built = built.parent().unwrap();
    // Where Clippy was run, it told of its own settings.
    paths
        .filter(|path| path.starts_with(&repository) && !path.starts_with(built))
        .filter(|path| !path.ends_with("clippy.toml"))
        .collect()
}

/// The container's command line in a root that holds what the container holds: the program, its libraries,
/// an empty place for the key. The root is read-only, the user has no rights.
#[test]
fn the_container_starts_the_program() {
    let Some(libraries) = libraries() else {
        return eprintln!("skipped: ldd does not tell the program's libraries");
    };
    // What distroless/cc has; the linker and the kernel's own are named by path or have none.
    for library in &libraries {
        let name = library.file_name().unwrap().to_str().unwrap();
        let known = ["libc.so.6", "libm.so.6", "libgcc_s.so.1"];
        assert!(
            known.contains(&name) || name.starts_with("ld-linux"),
            "{name}"
        );
    }
    if !can_make_roots() {
        return eprintln!("skipped: not root, or no mounts of our own");
    }
    let root = folder("root", "var/lib/summitry");
    for inner in ["proc", "dev", "srv/summit"] {
        fs::create_dir_all(root.join(inner)).unwrap();
    }
    let program = Path::new(BINARY).to_owned();
    for (from, to) in libraries
        .iter()
        .map(|file| (file, file.as_path()))
        .chain([(&program, Path::new(INSTALLED))])
    {
        let to = root.join(to.strip_prefix("/").unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
    fs::copy(
        Path::new(REPOSITORY).join("seeds/01.txt"),
        root.join("srv/summit/01.txt"),
    )
    .unwrap();
    let script = "set -e
        root=$1
        user=$2
        shift 2
        mount --bind \"$root\" \"$root\"
        mount -o remount,bind,ro \"$root\"
        mount -t tmpfs -o \"mode=700,uid=$user,gid=$user\" tmpfs \"$root/var/lib/summitry\"
        mount --rbind /proc \"$root/proc\"
        mount --rbind /dev \"$root/dev\"
        exec chroot --groups= --userspec=\"$user:$user\" \"$root\" \"$@\"";
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "sh", "-c", script, "sh"])
        .arg(&root);
    command
        .arg(NOBODY.to_string())
        .args(entrypoint())
        .arg("/srv/summit");
    let server = Server::of(&command);
    greets(&server);
    let process = server.process();
    assert_eq!(fs::metadata(process.path("")).unwrap().uid(), NOBODY);
    let key = fs::metadata(process.path("root/var/lib/summitry/host_key")).unwrap();
    assert_eq!(
        (key.uid(), key.permissions().mode() & 0o777),
        (NOBODY, 0o600)
    );
    assert_eq!(server.end(), Some(0));
}

/// The container's command line, on any port that is free.
fn entrypoint() -> Vec<String> {
    let line = instructions("ENTRYPOINT").concat();
    let words: Vec<String> = serde_json::from_str(&line).unwrap();
    assert_eq!(words.first().map(String::as_str), Some(INSTALLED));
    assert_eq!(instructions("USER"), [format!("{NOBODY}:{NOBODY}")]);
    let any = |word: String| word.replace("[::]:2222", "127.0.0.1:0");
    words.into_iter().map(any).collect()
}

/// The files that the program is linked to.
fn libraries() -> Option<Vec<PathBuf>> {
    let output = Command::new("ldd").arg(BINARY).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let words = text.split_ascii_whitespace();
    let paths = words
        .filter(|word| word.starts_with('/'))
        .map(PathBuf::from);
    output.status.success().then(|| paths.collect())
}

fn can_make_roots() -> bool {
    let mut unshare = Command::new("unshare");
    unshare.args(["--mount", "mount", "--bind", "/proc", "/proc"]);
    let tried = unshare.stderr(Stdio::null()).status();
    rustix::process::getuid().is_root() && tried.is_ok_and(|tried| tried.success())
}
