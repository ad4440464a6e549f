//! Connections that knock in, a task for each that may come in out; and what all of them share.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use russh::server::Config;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

use super::Limits;
use super::door::Door;
use super::journal::Journal;
use super::keys::Policy;
use super::system::Memory;
use super::visit;
use super::visitor::Visitor;
use crate::app::{App, Board};
use crate::export;

/// After a failure to accept, as where there are no file descriptors left, so long nobody is let in.
const PAUSE: Duration = Duration::from_millis(50);
/// How long visitors may take to be gone once the server ends.
const PATIENCE: Duration = Duration::from_millis(2500);
/// How often the journal sums up while there are visitors.
const SUMMARY: Duration = Duration::from_mins(10);

/// How a visitor's screen is made.
pub type Open = dyn Fn(&Visitor) -> App + Send + Sync;

/// What all connections share.
pub struct House {
    pub board: Arc<Board>,
    pub open: Box<Open>,
    pub report: OnceLock<String>,
    pub protocol: Arc<Config>,
    pub policy: Arc<Policy>,
    pub limits: Limits,
    pub door: Arc<Door>,
    pub visits: AtomicU64,
    /// Visitors at a screen.
    pub sessions: AtomicUsize,
    pub memory: Memory,
    pub journal: Journal,
    pub closing: watch::Sender<bool>,
}

impl House {
    /// The report for those who have no screen.
    pub fn report(&self) -> &str {
        self.report
            .get_or_init(|| export::text(&self.board.dossier))
    }

    /// Waits until the server ends.
    pub async fn closes(&self) {
        let mut closing = self.closing.subscribe();
        // Fails only where the house itself is gone.
        let _ = closing.wait_for(|closing| *closing).await;
    }

    /// Lets visitors in until a signal comes, then sees them out.
    pub async fn run(
        self: &Arc<Self>,
        listener: TcpListener,
        ready: &[(&str, Value)],
    ) -> Result<()> {
        let hear = |kind| signal(kind).context("cannot listen for signals");
        let mut hang_up = hear(SignalKind::hangup())?;
        let mut interrupt = hear(SignalKind::interrupt())?;
        let mut terminate = hear(SignalKind::terminate())?;
        let mut asked = hear(SignalKind::user_defined1())?;
        let mut summaries = interval(SUMMARY);
        summaries.tick().await;
        let mut visits = JoinSet::new();
        self.journal.tell("ready", ready);
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((socket, peer)) => self.admit(socket, peer, &mut visits),
                    // The connection was gone before it could be accepted, or there is no room for it.
                    Err(_) => sleep(PAUSE).await,
                },
                _ = visits.join_next(), if !visits.is_empty() => {}
                _ = asked.recv() => self.sum_up(),
                _ = summaries.tick() => if !visits.is_empty() {
                    self.sum_up();
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

    fn admit(self: &Arc<Self>, socket: TcpStream, peer: SocketAddr, visits: &mut JoinSet<()>) {
        let address = peer.ip().to_canonical();
        let Some(place) = self.door.knock(address, Instant::now()) else {
            return;
        };
        let house = Arc::clone(self);
        visits.spawn(async move {
            visit::receive(house, socket, address).await;
            drop(place);
        });
    }

    fn sum_up(&self) {
        let counts = self.door.counts();
        self.journal.tell(
            "summary",
            &[
                ("sessions", self.sessions.load(Ordering::Relaxed).into()),
                ("connections", counts.inside.into()),
                ("memory_kb", self.memory.kilobytes().into()),
                ("admitted", counts.admitted.into()),
                ("turned_away", counts.turned_away.into()),
            ],
        );
    }
}
