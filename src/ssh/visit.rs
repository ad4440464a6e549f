//! A connection in, a line of the journal out: login, what is asked for, the screen or the report, the farewell.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use russh::server::{Handle, RunningSession, run_stream};
use russh::{ChannelId, Disconnect};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::handler::{Handler, Wish};
use super::house::House;
use super::journal::escaped;
use super::line::{Line, Stream};
use super::mailbox::Mailbox;
use super::screen::LEAVE;
use super::session::{Session, send};
use super::visitor::Visitor;

/// A client asks for something right after its login, if it is ever going to: it gets so long, and a few round
/// trips.
const GRACE: Duration = Duration::from_millis(120);
const ROUND_TRIPS: u32 = 3;
/// Answers that take longer than this are not the way there and back, but somebody who thinks.
const FAR_AWAY: Duration = Duration::from_secs(1);

/// What somebody is told who asks for anything else.
const ONLY_A_SCREEN: &str =
    "there is only a dashboard to look at here: connect from a terminal, without a command";

/// So long a client may take to take leave.
const FAREWELL: Duration = Duration::from_millis(1500);

/// Bytes of the report that are sent at once.
const PIECE: usize = 8 * 1024;

/// What is known of a connection.
#[derive(Debug)]
pub struct Visit {
    pub line: Arc<Line>,
    pub mailbox: Mailbox,
    /// Whether the one channel is open that a visitor may have.
    pub has_channel: AtomicBool,
    /// Frames that were drawn, and those that were overtaken before they could be.
    pub frames: AtomicU64,
    pub skipped: AtomicU64,
    visitor: Mutex<Visitor>,
    refused: Mutex<BTreeSet<&'static str>>,
}

/// How a visit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The visitor left.
    Left,
    /// The connection was gone.
    HungUp,
    /// Nothing was asked for that is given.
    Refused,
    /// It took too long until anything was asked for.
    LoginTimeout,
    /// Nothing was typed for too long.
    Idle,
    /// It went on for too long.
    MaxTime,
    /// What was sent was not read.
    Stalled,
    /// The server ends.
    Shutdown,
    /// A fault of the program.
    Failed,
}

impl End {
    /// How the journal calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::HungUp => "hung-up",
            Self::Refused => "refused",
            Self::LoginTimeout => "login-timeout",
            Self::Idle => "idle",
            Self::MaxTime => "max-time",
            Self::Stalled => "stalled",
            Self::Shutdown => "shutdown",
            Self::Failed => "failed",
        }
    }

    /// What the visitor is told.
    const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Idle => Some("nothing was typed for a long time, so the visit is over"),
            Self::MaxTime => Some("a visit lasts no longer here; come again"),
            Self::Shutdown => Some("the server is being shut down"),
            Self::Failed => Some("a fault of the program ended this visit; come again"),
            Self::Left | Self::HungUp | Self::Refused | Self::LoginTimeout | Self::Stalled => None,
        }
    }
}

impl Visit {
    fn new(line: Arc<Line>) -> Self {
        Self {
            line,
            mailbox: Mailbox::default(),
            has_channel: AtomicBool::new(false),
            frames: AtomicU64::new(0),
            skipped: AtomicU64::new(0),
            visitor: Mutex::default(),
            refused: Mutex::default(),
        }
    }

    /// Who it is, as far as is known.
    pub fn visitor(&self) -> MutexGuard<'_, Visitor> {
        self.visitor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that something was asked for that is not given.
    pub fn refuse(&self, what: &'static str) {
        self.refused().insert(what);
    }

    fn refused(&self) -> MutexGuard<'_, BTreeSet<&'static str>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves a connection until it has ended, and tells of it.
pub async fn receive(house: Arc<House>, socket: TcpStream, address: IpAddr) {
    let begun = Instant::now();
    let id = house.visits.fetch_add(1, Ordering::Relaxed) + 1;
    let visit = Arc::new(Visit::new(Line::new(socket)));
    let end = host(&house, &visit).await;
    visit.line.cut();
    let visitor = visit.visitor();
    let (received, sent) = visit.line.bytes();
    let count = |count: &AtomicU64| Value::from(count.load(Ordering::Relaxed));
    let mut what = vec![
        ("id", id.into()),
        ("address", address.to_string().into()),
        ("user", escaped(&visitor.user)),
        ("key", visitor.key.as_deref().map_or(Value::Null, escaped)),
    ];
    if let Some(terminal) = &visitor.terminal {
        what.push(("term", escaped(&terminal.name)));
        what.push(("size", terminal.size.to_string().into()));
    }
    let seconds = begun.elapsed().as_secs_f64();
    what.extend([
        ("seconds", ((seconds * 1000.0).round() / 1000.0).into()),
        ("bytes_in", received.into()),
        ("bytes_out", sent.into()),
        ("frames", count(&visit.frames)),
        ("skipped", count(&visit.skipped)),
        (
            "refused",
            visit.refused().iter().copied().collect::<Vec<_>>().into(),
        ),
        ("end", end.name().into()),
    ]);
    house.journal.tell("session", &what);
}

async fn host(house: &Arc<House>, visit: &Arc<Visit>) -> End {
    let deadline = Instant::now() + house.limits.login;
    let (wish, wished) = oneshot::channel();
    let (enters, entered) = oneshot::channel();
    let policy = Arc::clone(&house.policy);
    let handler = Handler::new(policy, Arc::clone(visit), wish, enters);
    let stream = Stream(Arc::clone(&visit.line));
    let protocol = run_stream(Arc::clone(&house.protocol), stream, handler);
    let running = tokio::select! {
        running = protocol => match running {
            Ok(running) => running,
            Err(_) => return End::HungUp,
        },
        () = sleep_until(deadline) => return End::LoginTimeout,
        () = house.closes() => return End::Shutdown,
    };
    let wish = tokio::select! {
        wish = wished => wish,
        () = asks_for_nothing(visit, entered) => {
            visit.refuse("nothing asked");
            return dismiss(running).await;
        }
        () = sleep_until(deadline) => return End::LoginTimeout,
        () = house.closes() => return End::Shutdown,
    };
    let (handle, channel) = match wish {
        Ok(Wish::Shell(handle, channel)) => (handle, channel),
        Ok(Wish::Other) => return dismiss(running).await,
        // The protocol ended before anything was asked for.
        Err(_) => return End::HungUp,
    };
    let _ = handle.channel_success(channel).await;
    let visitor = visit.visitor().clone();
    let has_screen = visitor.has_screen();
    let end = if has_screen {
        let sessions = &house.sessions;
        let (house, visit) = (Arc::clone(house), Arc::clone(visit));
        let session = Session::new(house, visit, visitor, handle.clone(), channel);
        sessions.fetch_add(1, Ordering::Relaxed);
        // A task of its own: a fault ends this visit, and no other.
        let end = tokio::spawn(session.run()).await;
        sessions.fetch_sub(1, Ordering::Relaxed);
        end.unwrap_or(End::Failed)
    } else {
        report(house, &handle, channel, visitor.terminal.is_some()).await
    };
    let farewell = async {
        take_leave(&handle, channel, end, has_screen).await;
        let _ = running.await;
    };
    let _ = timeout(FAREWELL, farewell).await;
    end
}

/// Waits until a client is known to have logged in without asking for anything, as `ssh -N` does.
async fn asks_for_nothing(visit: &Visit, entered: oneshot::Receiver<()>) {
    if entered.await.is_ok() {
        sleep(GRACE + ROUND_TRIPS * visit.line.answer().min(FAR_AWAY)).await;
        if !visit.has_channel.load(Ordering::Relaxed) {
            return;
        }
    }
    std::future::pending::<()>().await;
}

/// Ends the connection of somebody who does not ask for a screen, and says why. A client shows these words
/// whatever it waits for; OpenSSH's shows nothing that stands beside the refusal of a single request.
async fn dismiss(running: RunningSession<Handler>) -> End {
    let handle = running.handle();
    let farewell = async {
        let why = Disconnect::ByApplication;
        let words = ONLY_A_SCREEN.to_owned();
        let _ = handle.disconnect(why, words, String::new()).await;
        let _ = running.await;
    };
    let _ = timeout(FAREWELL, farewell).await;
    End::Refused
}

/// Sends what there is to read to somebody without a screen.
async fn report(house: &House, handle: &Handle, channel: ChannelId, on_terminal: bool) -> End {
    let text = house.report();
    let text = if on_terminal {
        text.replace('\n', "\r\n")
    } else {
        text.to_owned()
    };
    for piece in text.as_bytes().chunks(PIECE) {
        if let Err(end) = send(house, handle, channel, piece.to_vec()).await {
            return end;
        }
    }
    End::Left
}

/// Gives the terminal back, says why, and ends the channel. Nobody may listen any more.
async fn take_leave(handle: &Handle, channel: ChannelId, end: End, has_screen: bool) {
    let mut last = Vec::new();
    if has_screen {
        last.extend(LEAVE);
    }
    if let Some(reason) = end.reason() {
        last.extend(format!("summitry: {reason}\r\n").into_bytes());
    }
    let _ = handle.data(channel, last).await;
    let _ = handle
        .exit_status_request(channel, u32::from(end != End::Left))
        .await;
    let _ = handle.eof(channel).await;
    let _ = handle.close(channel).await;
}
