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
mod house;
mod input;
mod journal;
mod keys;
mod line;
mod mailbox;
mod queue;
mod screen;
mod session;
mod system;
#[cfg(test)]
mod tests;
mod visit;
mod visitor;

use std::net::{SocketAddr, TcpListener};
use std::panic;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use russh::keys::PrivateKey;
use serde_json::Value;
use tokio::runtime::Builder;
use tokio::sync::watch;

pub use self::door::Capacity;
use self::door::Door;
use self::handler::protocol;
use self::house::{House, Open};
pub use self::journal::Format;
use self::journal::Journal;
pub use self::keys::{Auth, usual_host_key};
use self::keys::{Policy, fingerprint};
use self::system::{Memory, raise_file_limit};
use self::visitor::Visitor;
use crate::app::{App, Board};
use crate::confine;

/// Connections that wait to be accepted.
const BACKLOG: i32 = 1024;
/// What is left to do at the very end may take so long.
const SCRAPS: Duration = Duration::from_millis(200);
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
        let memory = Memory::open();
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
        let house = self.house(board, Box::new(open), memory, journal.clone());
        let runtime = Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.context("cannot start the threads that serve")?;
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
            house.run(listener, &ready).await
        });
        runtime.shutdown_timeout(SCRAPS);
        // It holds a copy of the journal.
        drop(panic::take_hook());
        drop((house, journal));
        // Fails where whoever reads the journal has stopped to.
        let _ = written.recv_timeout(SCRAPS);
        served
    }

    fn house(
        self,
        board: Arc<Board>,
        open: Box<Open>,
        memory: Memory,
        journal: Journal,
    ) -> Arc<House> {
        Arc::new(House {
            board,
            open,
            report: OnceLock::new(),
            protocol: Arc::new(protocol(self.key, &self.policy)),
            policy: Arc::new(self.policy),
            limits: self.options.limits,
            door: Door::new(self.options.capacity),
            visits: AtomicU64::new(0),
            sessions: AtomicUsize::new(0),
            memory,
            journal,
            closing: watch::Sender::new(false),
        })
    }
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
