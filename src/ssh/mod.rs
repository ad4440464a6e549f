//! Connections in, a read-only dashboard for each of them out.
//!
//! One board is made before the first connection and shared by all; a visitor has a view of it
//! ([`App`]) and nothing else. What a connection is lies in layers, each in a room of its own: who may knock
//! (`door`), the bytes (`line`), the protocol and what is refused (`handler`), what was typed (`mailbox`,
//! `input`), what is shown (`session`, `screen`), and the whole of it from the first byte to the line in the
//! journal (`visit`).
//!
//! Nothing that a visitor does can open a file, start a program or connect anywhere: there is no code here that
//! does, and before the first visitor comes the process gives up the right to.

mod door;
mod handler;
mod input;
mod journal;
mod keys;
mod line;
mod mailbox;
mod queue;
mod screen;
mod session;
#[cfg(test)]
mod tests;
mod visit;
mod visitor;

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::FileExt;
use std::panic;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use russh::keys::PrivateKey;
use russh::server::Config;
use russh::{Preferred, SshId, compression, kex};
use rustix::process::{Resource, getrlimit, setrlimit};
use serde_json::Value;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

pub use self::door::Capacity;
use self::door::Door;
pub use self::journal::Format;
use self::journal::Journal;
pub use self::keys::{Auth, usual_host_key};
use self::keys::{Policy, fingerprint};
use self::visitor::Visitor;
use crate::app::{App, Board};
use crate::confine;
use crate::export;

/// Connections that wait to be accepted.
const BACKLOG: i32 = 1024;
/// After a failure to accept, as where there are no file descriptors left, so long nobody is let in.
const PAUSE: Duration = Duration::from_millis(50);
/// How long visitors may take to be gone once the server ends.
const PATIENCE: Duration = Duration::from_millis(2500);
/// What is left to do at the very end may take so long.
const SCRAPS: Duration = Duration::from_millis(200);
/// How often the journal sums up while there are visitors.
const SUMMARY: Duration = Duration::from_mins(10);
/// How long turning a key down takes, whichever it is.
const REJECTION: Duration = Duration::from_millis(50);

/// What is served, to whom, and for how long.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where connections come in.
    pub listen: SocketAddr,
    /// The file of the server's own key, which is made where there is none.
    pub host_key: PathBuf,
    /// Who may log in.
    pub auth: Auth,
    /// How many may come.
    pub capacity: Capacity,
    /// How long they may stay.
    pub limits: Limits,
    /// How the journal is written.
    pub format: Format,
    /// Whether to refuse to start where the process cannot be confined.
    pub require_sandbox: bool,
}

/// How long visitors may stay.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a shell is asked for.
    pub login: Duration,
    /// Without a key; `None` for ever.
    pub idle: Option<Duration>,
    /// In all; `None` for ever.
    pub longest: Option<Duration>,
}

/// A server that has its socket and its keys, and has yet to be told what to show.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    key: PrivateKey,
    policy: Policy,
    options: Options,
}

/// How a visitor's screen is made.
type Open = dyn Fn(&Visitor) -> App + Send + Sync;

/// What all connections share.
struct House {
    board: Arc<Board>,
    open: Box<Open>,
    report: OnceLock<String>,
    protocol: Arc<Config>,
    policy: Arc<Policy>,
    limits: Limits,
    door: Arc<Door>,
    visits: AtomicU64,
    /// Visitors at a screen.
    sessions: AtomicUsize,
    journal: Journal,
    closing: watch::Sender<bool>,
}

impl House {
    /// The report for those who have no screen.
    fn report(&self) -> &str {
        self.report
            .get_or_init(|| export::text(&self.board.dossier))
    }

    /// Waits until the server ends.
    async fn closes(&self) {
        let mut closing = self.closing.subscribe();
        // Fails only where the house itself is gone.
        let _ = closing.wait_for(|closing| *closing).await;
    }
}

impl Server {
    /// Reads the keys and takes the socket.
    pub fn bind(options: Options) -> Result<Self> {
        let key = keys::host_key(&options.host_key)?;
        let policy = Policy::read(&options.auth)?;
        let at = options.listen;
        let listener = TcpListener::bind(at).with_context(|| {
            format!("cannot listen on {at}; is it taken, or not an address of this machine? choose another with --listen")
        })?;
        rustix::net::listen(&listener, BACKLOG).context("cannot listen")?;
        listener.set_nonblocking(true).context("cannot listen")?;
        Ok(Self {
            listener,
            key,
            policy,
            options,
        })
    }

    /// Shows the board to whoever comes, until a signal ends it. To be called while the process has one thread:
    /// only what comes after it is confined.
    pub fn serve(self, board: Arc<Board>) -> Result<()> {
        let shown = Arc::clone(&board);
        let open =
            move |visitor: &Visitor| App::new(Arc::clone(&shown), visitor.settings(Arc::default()));
        let memory = Memory::new();
        raise_file_limit();
        let address = self.listener.local_addr().context("cannot listen")?;
        let confinement = confine::process();
        if self.options.require_sandbox && !confinement.is_whole() {
            bail!(
                "the process cannot be confined ({confinement}); leave --require-sandbox out to serve all the same"
            );
        }
        let ready = [
            ("listen", Value::from(address.to_string())),
            ("host_key", fingerprint(self.key.public_key()).into()),
            ("articles", board.dossier.articles.len().into()),
            ("sandbox", confinement.to_string().into()),
        ];
        let listener = self.listener.try_clone().context("cannot listen")?;
        let (journal, written) = Journal::begin(self.options.format);
        tell_panics(&journal);
        let house = Arc::new(self.house(board, Box::new(open), journal.clone()));
        let runtime = Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.context("cannot start the threads that serve")?;
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
            journal.tell("ready", &ready);
            house.run(listener, &memory).await
        });
        runtime.shutdown_timeout(SCRAPS);
        // It holds a copy of the journal.
        drop(panic::take_hook());
        drop((house, journal));
        // Fails where whoever reads the journal has stopped to.
        let _ = written.recv_timeout(SCRAPS);
        served
    }

    fn house(self, board: Arc<Board>, open: Box<Open>, journal: Journal) -> House {
        House {
            board,
            open,
            report: OnceLock::new(),
            protocol: Arc::new(protocol(self.key, &self.policy)),
            policy: Arc::new(self.policy),
            limits: self.options.limits,
            door: Door::new(self.options.capacity),
            visits: AtomicU64::new(0),
            sessions: AtomicUsize::new(0),
            journal,
            closing: watch::Sender::new(false),
        }
    }
}

impl House {
    /// Lets visitors in until a signal comes, then sees them out.
    async fn run(
        self: &Arc<Self>,
        listener: tokio::net::TcpListener,
        memory: &Memory,
    ) -> Result<()> {
        let hear = |kind| signal(kind).context("cannot listen for signals");
        let mut hang_up = hear(SignalKind::hangup())?;
        let mut interrupt = hear(SignalKind::interrupt())?;
        let mut terminate = hear(SignalKind::terminate())?;
        let mut asked = hear(SignalKind::user_defined1())?;
        let mut summaries = interval(SUMMARY);
        summaries.tick().await;
        let mut visits = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((socket, peer)) => self.admit(socket, peer, &mut visits),
                    // The connection was gone before it could be accepted, or there is no room for it.
                    Err(_) => sleep(PAUSE).await,
                },
                _ = visits.join_next(), if !visits.is_empty() => {}
                _ = asked.recv() => self.sum_up(memory),
                _ = summaries.tick() => if !visits.is_empty() {
                    self.sum_up(memory);
                },
                _ = hang_up.recv() => break,
                _ = interrupt.recv() => break,
                _ = terminate.recv() => break,
            }
        }
        drop(listener);
        self.closing.send_replace(true);
        let _ = timeout(PATIENCE, async {
            while visits.join_next().await.is_some() {}
        })
        .await;
        Ok(())
    }

    fn admit(
        self: &Arc<Self>,
        socket: tokio::net::TcpStream,
        peer: SocketAddr,
        visits: &mut JoinSet<()>,
    ) {
        let address = peer.ip().to_canonical();
        let Some(place) = self.door.knock(address, std::time::Instant::now()) else {
            return;
        };
        let house = Arc::clone(self);
        visits.spawn(async move {
            visit::receive(house, socket, address).await;
            drop(place);
        });
    }

    fn sum_up(&self, memory: &Memory) {
        let counts = self.door.counts();
        self.journal.tell(
            "summary",
            &[
                ("sessions", self.sessions.load(Ordering::Relaxed).into()),
                ("connections", counts.inside.into()),
                ("memory_kb", memory.kilobytes().into()),
                ("admitted", counts.admitted.into()),
                ("turned_away", counts.turned_away.into()),
            ],
        );
    }
}

/// What the protocol may do. Its own timeout counts what we send as activity, so that ours are used instead.
fn protocol(key: PrivateKey, policy: &Policy) -> Config {
    Config {
        server_id: SshId::Standard(concat!("SSH-2.0-summitry_", env!("CARGO_PKG_VERSION")).into()),
        methods: handler::methods(policy),
        auth_rejection_time: REJECTION,
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![key],
        // A key is some bytes; nobody types more than this before they are read.
        window_size: 64 * 1024,
        // Of frames one waits, so that what is sent is new.
        event_buffer_size: 1,
        max_auth_attempts: 6,
        inactivity_timeout: None,
        preferred: Preferred {
            // Those that cost little: a stranger can ask for many.
            kex: std::borrow::Cow::Borrowed(&[
                kex::MLKEM768X25519_SHA256,
                kex::CURVE25519,
                kex::CURVE25519_PRE_RFC_8731,
                kex::EXTENSION_SUPPORT_AS_SERVER,
                kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
            ]),
            compression: std::borrow::Cow::Borrowed(&[compression::NONE, compression::ZLIB_LEGACY]),
            ..Preferred::DEFAULT
        },
        ..Config::default()
    }
}

/// Takes as many file descriptors as the system gives: each visitor needs one.
fn raise_file_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where that fails there are fewer.
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Writes a fault of the program into the journal: one line, as everything there.
fn tell_panics(journal: &Journal) {
    let journal = journal.clone();
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        let what = panic.payload_as_str().unwrap_or_default();
        journal.tell(
            "fault",
            &[("what", journal::escaped(what)), ("place", place.into())],
        );
    }));
}

/// How much memory the process has, for as long as it may open no file.
#[derive(Debug)]
struct Memory(Option<File>);

impl Memory {
    fn new() -> Self {
        Self(File::open("/proc/self/statm").ok())
    }

    /// What is resident; `None` where the system does not say.
    fn kilobytes(&self) -> Option<u64> {
        let mut text = [0; 256];
        let length = self.0.as_ref()?.read_at(&mut text, 0).ok()?;
        let text = str::from_utf8(text.get(..length)?).ok()?;
        let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
        let page = u64::try_from(rustix::param::page_size()).ok()?;
        Some(pages * page / 1024)
    }
}
