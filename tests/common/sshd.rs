//! The real sshd on a port of its own, with the recipe for the guest or without it, and the real clients.
//!
//! In: `deploy/sshd_config`. Out: servers that the account that runs the tests can log in to, command lines
//! of clients that do so, and what the kernel knows of the processes behind. All other settings of the
//! servers are as lenient as they can be, so that what is refused is refused by the recipe alone.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    dead_code,
    reason = "what goes wrong here fails the test, and no test needs everything"
)]

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

pub const RECIPE: &str = include_str!("../../deploy/sshd_config");

/// Where the recipe looks for the program.
pub const INSTALLED: &str = "/usr/local/bin/summitry";

const SSHD: &str = "/usr/sbin/sshd";

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Settings that let everything through.
const LENIENT: &str = "
LogLevel DEBUG1
UsePAM no
StrictModes no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
AcceptEnv *
PermitUserEnvironment yes
AllowAgentForwarding yes
AllowStreamLocalForwarding yes
AllowTcpForwarding yes
GatewayPorts yes
PermitTunnel yes
X11Forwarding yes
XAuthLocation /bin/true
PrintMotd no
Subsystem sftp internal-sftp
";

/// Whether there is an sshd to test; else why not, on standard error.
pub fn is_here() -> bool {
    let here = Path::new(SSHD).exists();
    if !here {
        eprintln!("skipped: {SSHD} is not installed");
    }
    here
}

/// Whether the tests run as root; else what is left out, on standard error.
pub fn is_root() -> bool {
    let root = rustix::process::getuid().is_root();
    if !root {
        eprintln!("skipped: not root");
    }
    root
}

/// The account that runs the tests.
pub fn account() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The recipe for that account, for the program that was built, and for guests with a key.
pub fn recipe(keys: &Path) -> String {
    let of_anybody = between(RECIPE, "    PasswordAuthentication yes\n", "    # ... or");
    [
        (
            "Match User summit\n",
            &*format!("Match User {}\n", account()),
        ),
        (INSTALLED, env!("CARGO_BIN_EXE_summitry")),
        (of_anybody, ""),
        (
            "    #AuthenticationMethods publickey",
            "    AuthenticationMethods publickey",
        ),
        ("    #PubkeyAuthentication", "    PubkeyAuthentication"),
        (
            "    #AuthorizedKeysFile /etc/ssh/summitry_keys",
            &format!("    AuthorizedKeysFile {}", keys.display()),
        ),
    ]
    .into_iter()
    .fold(RECIPE.to_owned(), |text, (from, to)| {
        replaced(&text, from, to)
    })
}

/// The text with a part of it replaced, which must be there.
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in the recipe");
    text.replace(from, to)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap();
    let length = text.get(from..).unwrap().find(end).unwrap();
    text.get(from..from + length).unwrap()
}

/// A new folder for a server, with keys for it and for a guest.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("sshd")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    for key in ["host_key", "key"] {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
        assert!(keygen.current_dir(&folder).status().unwrap().success());
    }
    // The options of a key may not give anything either.
    let key = fs::read_to_string(folder.join("key.pub")).unwrap();
    let options = "environment=\"RUST_BACKTRACE=1\",environment=\"HOME=/tmp\"";
    fs::write(folder.join("keys"), format!("{options} {key}")).unwrap();
    folder
}

/// A running server.
pub struct Sshd {
    child: Child,
    pub folder: PathBuf,
    pub user: String,
    pub port: u16,
}

impl Sshd {
    /// A server with the recipe in force.
    pub fn guarded(name: &str) -> Self {
        let folder = folder(name);
        let recipe = recipe(&folder.join("keys"));
        Self::with(folder, &recipe)
    }

    /// The same server without the recipe.
    pub fn open(name: &str) -> Self {
        Self::with(folder(&format!("{name}-open")), "")
    }

    /// A server with these rules before all others.
    pub fn with(folder: PathBuf, rules: &str) -> Self {
        fs::write(folder.join("rules"), rules).unwrap();
        let keys = folder.join("keys");
        let config = format!(
            "Include {}\n{LENIENT}\nAuthorizedKeysFile {}\n",
            folder.join("rules").display(),
            keys.display()
        );
        Self::start(folder, account(), &config, &Command::new(SSHD))
    }

    /// Starts a server by this command, to which its options are added, on a port that is free.
    pub fn start(folder: PathBuf, user: String, config: &str, command: &Command) -> Self {
        if rustix::process::getuid().is_root() {
            // As the service of sshd does before it starts it.
            let mut builder = fs::DirBuilder::new();
            builder
                .recursive(true)
                .mode(0o755)
                .create("/run/sshd")
                .unwrap();
        }
        let file = folder.join("sshd_config");
        let host_key = folder.join("host_key");
        let own = format!("HostKey {}\nPidFile none\n", host_key.display());
        fs::write(&file, own + config).unwrap();
        // Somebody else can take the port between its choice and its use.
        for _ in 0..20 {
            let port = free_port();
            let log = folder.join("log");
            let _ = fs::remove_file(&log);
            let mut started = Command::new(command.get_program());
            started.args(command.get_args());
            started.arg("-D").arg("-f").arg(&file).arg("-E").arg(&log);
            started.args(["-p", &port.to_string(), "-o", "ListenAddress=127.0.0.1"]);
            let mut child = started.stdin(Stdio::null()).spawn().unwrap();
            let listens = until("a listening sshd", || {
                let log = fs::read_to_string(&log).unwrap_or_default();
                let ended = child.try_wait().unwrap().is_some();
                assert!(
                    !ended || log.contains("Address already in use"),
                    "sshd has ended: {log}"
                );
                (ended || log.contains("Server listening")).then_some(!ended)
            });
            if listens {
                let host_key = fs::read_to_string(folder.join("host_key.pub")).unwrap();
                let known = format!("[127.0.0.1]:{port} {host_key}");
                fs::write(folder.join("known"), known).unwrap();
                return Self {
                    child,
                    folder,
                    user,
                    port,
                };
            }
        }
        panic!("no free port");
    }

    /// The options with which ssh, sftp and scp come in.
    pub fn options(&self) -> Vec<String> {
        let known = self.folder.join("known");
        let key = self.folder.join("key");
        let mut words = vec!["-F".to_owned(), "none".to_owned()];
        for option in [
            format!("Port={}", self.port),
            format!("User={}", self.user),
            format!("IdentityFile={}", key.display()),
            format!("UserKnownHostsFile={}", known.display()),
            "IdentitiesOnly=yes".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            "BatchMode=yes".to_owned(),
        ] {
            words.extend(["-o".to_owned(), option]);
        }
        words
    }

    /// The command line of ssh with these arguments, in which "host" is the server.
    pub fn ssh(&self, args: &[&str]) -> Vec<String> {
        self.client("ssh", args)
    }

    /// The command line of a client with these arguments, in which "host" is the server.
    pub fn client(&self, client: &str, args: &[&str]) -> Vec<String> {
        let args = args.iter().map(|arg| match arg.strip_prefix("host") {
            Some(rest) if rest.is_empty() || rest.starts_with(':') => format!("127.0.0.1{rest}"),
            _ => (*arg).to_owned(),
        });
        let words = [client.to_owned()].into_iter().chain(self.options());
        words.chain(args).collect()
    }

    /// The processes that serve the guests now, the server's own among them.
    pub fn processes(&self) -> Vec<Process> {
        let all = Process::all();
        let mut found = vec![self.child.id()];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            let children = all.iter().filter(|process| process.parent == parent);
            found.extend(children.map(|process| process.id));
            next += 1;
        }
        all.into_iter()
            .filter(|process| process.id != self.child.id() && found.contains(&process.id))
            .collect()
    }

    /// Waits for the program that a guest sees.
    pub fn program(&self) -> Process {
        until("the program", || {
            let mut processes = self.processes().into_iter();
            processes.find(|process| process.name == "summitry")
        })
    }

    /// Waits until nothing runs for a guest any more.
    pub fn is_left(&self) {
        until("the end of all guests", || {
            self.processes().is_empty().then_some(())
        });
    }

    /// What the server has said.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap()
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        // What still serves a guest does not end with the server.
        for process in self.processes() {
            let id = i32::try_from(process.id).ok().and_then(Pid::from_raw);
            let _ = id.map(|id| kill_process(id, Signal::KILL));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process, as /proc tells it.
#[derive(Debug)]
pub struct Process {
    pub id: u32,
    pub parent: u32,
    pub name: String,
}

impl Process {
    fn all() -> Vec<Self> {
        let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        ids.filter_map(Self::of).collect()
    }

    /// `None` where it has ended.
    fn of(id: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(") ")?;
        let mut fields = rest.split(' ');
        let ended = fields.next()? == "Z";
        let parent = fields.next()?.parse().ok()?;
        let name = name.to_owned();
        (!ended).then_some(Self { id, parent, name })
    }

    /// Its environment, name=value.
    pub fn environment(&self) -> Vec<String> {
        let bytes = fs::read(format!("/proc/{}/environ", self.id)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    /// The account under which it runs.
    pub fn user(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id)).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("Uid:"));
        line.unwrap().split_whitespace().next().unwrap().to_owned()
    }
}

/// Waits until there is something.
pub fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited for {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Runs a client without a terminal in a folder, to its end.
pub fn run(words: &[String], folder: &Path) -> Output {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", &PATIENCE.as_secs().to_string()]);
    command.args(words).current_dir(folder).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(
        output.status.code().is_some_and(|code| code != 124),
        "no end of {words:?}: {output:?}"
    );
    output
}
