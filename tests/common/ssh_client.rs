//! A visitor of the server: keys in, what the terminal shows out; and the ways in which visitors misbehave.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    dead_code,
    reason = "what goes wrong here fails the test, and no test needs everything"
)]

#[path = "paced.rs"]
mod paced;

use std::borrow::Cow;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use paced::{Line, Pace};
use russh::client::{self, AuthResult, DisconnectReason, Handle, Msg};
use russh::keys::PublicKeyOrCertificate;
use russh::{Channel, ChannelMsg, ChannelWriteHalf, Error, Names, Preferred, kex};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where nothing has come for so long nothing more does.
const QUIET: Duration = Duration::from_millis(300);

/// The address that visitors come from unless they say otherwise.
pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Another address of this machine (all of 127.0.0.0/8 is, on Linux).
pub fn elsewhere(number: u8) -> IpAddr {
    Ipv4Addr::new(127, 0, 0, number).into()
}

/// Who comes, and how.
#[derive(Clone, Debug)]
pub struct Visit {
    pub from: IpAddr,
    pub user: String,
    pub terminal: String,
    pub columns: u32,
    pub rows: u32,
    /// Bytes that the system takes in before the program reads them; `None` for the usual number.
    pub buffer: Option<u32>,
    /// Whether the screen is kept, which costs memory and time.
    pub looks: bool,
    /// The way to exchange keys.
    pub exchange: kex::Name,
}

impl Default for Visit {
    fn default() -> Self {
        Self {
            from: HERE,
            user: "visitor".to_owned(),
            terminal: "xterm-256color".to_owned(),
            columns: 120,
            rows: 40,
            buffer: None,
            looks: true,
            exchange: kex::CURVE25519,
        }
    }
}

/// A connection of which nothing has been asked yet.
pub struct Login {
    pub handle: Handle<Trusting>,
    pub pace: Arc<Pace>,
    pub said: Arc<Said>,
    visit: Visit,
}

/// A visitor at the screen.
pub struct Client {
    pub handle: Handle<Trusting>,
    pub pace: Arc<Pace>,
    pub channel: ChannelWriteHalf<Msg>,
    pub seen: watch::Receiver<Seen>,
    /// When the screen was asked for.
    pub began: Instant,
    pub said: Arc<Said>,
    to: watch::Sender<Seen>,
}

/// What has come.
pub struct Seen {
    pub screen: Option<vt100::Parser>,
    /// What was written besides the screen.
    pub error: Vec<u8>,
    pub bytes: usize,
    /// Packets, each of which is a frame or more.
    pub frames: usize,
    /// When a key was pressed that nothing has come for yet.
    pub asked: Option<Instant>,
    /// How long it took from keys to what came first after each.
    pub took: Vec<Duration>,
    /// When something came last.
    pub last: Instant,
    /// Whether the last request was granted.
    pub granted: Option<bool>,
    pub status: Option<u32>,
    pub closed: bool,
}

impl Visit {
    /// Connects, without a word of the protocol.
    pub async fn knock(&self, to: SocketAddr) -> io::Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        if let Some(buffer) = self.buffer {
            socket.set_recv_buffer_size(buffer)?;
        }
        // Without an address of its own the system has more ports to choose from.
        if self.from != HERE {
            socket.bind((self.from, 0).into())?;
        }
        let stream = socket.connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    /// Connects, and logs in.
    pub async fn login(&self, to: SocketAddr) -> Result<Login, Error> {
        let (line, pace) = Line::new(self.knock(to).await?);
        let config = client::Config {
            preferred: Preferred {
                kex: Cow::Owned(vec![
                    self.exchange,
                    kex::EXTENSION_SUPPORT_AS_CLIENT,
                    kex::EXTENSION_OPENSSH_STRICT_KEX_AS_CLIENT,
                ]),
                ..Preferred::DEFAULT
            },
            ..client::Config::default()
        };
        let said = Arc::<Said>::default();
        let trusting = Trusting(Arc::clone(&said));
        let mut handle = client::connect_stream(Arc::new(config), line, trusting).await?;
        match handle.authenticate_none(&self.user).await? {
            AuthResult::Success => Ok(Login {
                handle,
                pace,
                said,
                visit: self.clone(),
            }),
            AuthResult::Failure { .. } => Err(Error::NotAuthenticated),
        }
    }

    /// Connects, logs in, and asks for the screen.
    pub async fn start(&self, to: SocketAddr) -> Result<Client, Error> {
        let login = self.login(to).await?;
        let channel = login.handle.channel_open_session().await?;
        login.look(channel, true).await
    }

    /// Connects, logs in, asks for the screen, and waits for the first frame.
    pub async fn open(&self, to: SocketAddr) -> Client {
        let client = timeout(PATIENCE, self.start(to)).await;
        let client = client.unwrap().unwrap();
        client.sees("the first frame", |seen| seen.frames > 0).await;
        client
    }
}

impl Login {
    /// Asks for the screen, where `asks_for_terminal` on a terminal.
    pub async fn look(
        self,
        channel: Channel<Msg>,
        asks_for_terminal: bool,
    ) -> Result<Client, Error> {
        let Visit { columns, rows, .. } = self.visit;
        let size = |count: u32| u16::try_from(count.clamp(1, 1000)).unwrap();
        let size = |count| NonZero::new(size(count)).unwrap();
        let screen = self
            .visit
            .looks
            .then(|| vt100::Parser::new(size(rows), size(columns), 0));
        let (mut from, channel) = channel.split();
        let (to, seen) = watch::channel(Seen {
            screen,
            error: Vec::new(),
            bytes: 0,
            frames: 0,
            asked: None,
            took: Vec::new(),
            last: Instant::now(),
            granted: None,
            status: None,
            closed: false,
        });
        let sender = to.clone();
        tokio::spawn(async move {
            while let Some(message) = from.wait().await {
                to.send_modify(|seen| seen.take(message));
            }
            to.send_modify(|seen| seen.closed = true);
        });
        let client = Client {
            handle: self.handle,
            pace: self.pace,
            channel,
            seen,
            began: Instant::now(),
            said: self.said,
            to: sender,
        };
        if asks_for_terminal {
            let terminal = &self.visit.terminal;
            let asked = client
                .channel
                .request_pty(false, terminal, columns, rows, 0, 0, &[]);
            asked.await?;
        }
        client.channel.request_shell(false).await?;
        Ok(client)
    }
}

impl Seen {
    fn take(&mut self, message: ChannelMsg) {
        match message {
            ChannelMsg::Data { data } => {
                self.last = Instant::now();
                self.bytes += data.len();
                self.frames += 1;
                self.took
                    .extend(self.asked.take().map(|asked| asked.elapsed()));
                if let Some(screen) = &mut self.screen {
                    screen.process(&data);
                }
            }
            ChannelMsg::ExtendedData { data, .. } => self.error.extend_from_slice(&data),
            ChannelMsg::Success => self.granted = Some(true),
            ChannelMsg::Failure => self.granted = Some(false),
            ChannelMsg::ExitStatus { exit_status } => self.status = Some(exit_status),
            ChannelMsg::Close => self.closed = true,
            _ => {}
        }
    }

    /// What the screen shows.
    pub fn text(&self) -> String {
        let screen = self.screen.as_ref();
        screen.map_or_else(String::new, |screen| screen.screen().contents())
    }

    /// Whether the terminal is as it was before.
    pub fn is_given_back(&self) -> bool {
        self.screen.as_ref().is_some_and(|screen| {
            let screen = screen.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        })
    }
}

impl Client {
    /// Presses keys; what comes first after them is timed.
    pub async fn press(&self, keys: &[u8]) {
        self.to.send_if_modified(|seen| {
            seen.asked.get_or_insert_with(Instant::now);
            false
        });
        self.send(keys).await;
    }

    /// Forgets what was timed.
    pub fn forget_times(&self) {
        self.to.send_if_modified(|seen| {
            seen.took.clear();
            false
        });
    }

    /// Sends bytes, unless the visit is over before it can.
    pub async fn send(&self, bytes: &[u8]) {
        tokio::select! {
            _ = self.channel.data_bytes(bytes.to_vec()) => {}
            () = self.over() => {}
        }
    }

    /// Waits until all that was sent is taken in, or the visit is over.
    pub async fn is_taken_in(&self) {
        let over = timeout(PATIENCE, async {
            tokio::select! {
                _ = self.handle.send_ping() => {}
                () = self.over() => {}
            }
        });
        assert!(
            over.await.is_ok(),
            "the server does not take in what is sent"
        );
    }

    async fn over(&self) {
        // Fails where nobody tells any more, as then it is over.
        let _ = self.seen.clone().wait_for(|seen| seen.closed).await;
    }

    pub async fn resize(&self, columns: u32, rows: u32) {
        let _ = self.channel.window_change(columns, rows, 0, 0).await;
    }

    /// Waits until what has come is as wanted.
    pub async fn sees(&self, what: &str, wanted: impl Fn(&Seen) -> bool) {
        let mut seen = self.seen.clone();
        let is_so = timeout(PATIENCE, seen.wait_for(wanted)).await;
        if !matches!(is_so, Ok(Ok(_))) {
            let seen = self.seen.borrow();
            panic!(
                "waited for {what}; {} bytes, exit status {:?}, closed: {}; the screen:\n{}",
                seen.bytes,
                seen.status,
                seen.closed,
                seen.text()
            );
        }
    }

    /// Waits until nothing comes any more.
    pub async fn rests(&self) {
        let last = || self.seen.borrow().last.elapsed();
        while last() < QUIET {
            sleep(QUIET.saturating_sub(last())).await;
        }
    }

    /// Waits until the screen shows a text.
    pub async fn reads(&self, text: &str) {
        self.sees(text, |seen| seen.text().contains(text)).await;
    }

    /// What the screen shows.
    pub fn text(&self) -> String {
        self.seen.borrow().text()
    }

    /// Makes a request that is answered by `ask`; whether it was granted.
    pub async fn is_granted(&self, ask: impl Future<Output = Result<(), Error>>) -> bool {
        self.to.send_modify(|seen| seen.granted = None);
        ask.await.unwrap();
        self.sees("an answer", |seen| seen.granted.is_some()).await;
        self.seen.borrow().granted.unwrap()
    }

    /// Presses a key that changes the screen, and waits for the frame.
    pub async fn responds(&self) {
        let frames = self.seen.borrow().frames;
        self.send(b"\t").await;
        self.sees("a frame after a key", |seen| seen.frames > frames)
            .await;
    }

    /// Waits until the channel is closed; the exit status.
    pub async fn ended(&self) -> Option<u32> {
        self.sees("the end", |seen| seen.closed).await;
        self.seen.borrow().status
    }
}

/// A message that is to be ignored (RFC 4253, 11.2), before there is a cipher.
pub fn ignored() -> Vec<u8> {
    let mut packet = vec![0, 0, 0, 28, 10, 2, 0, 0, 0, 12];
    packet.resize(4 + 28, b'x');
    packet
}

/// Who believes that every server is the right one, and notes what it says of the connection.
pub struct Trusting(Arc<Said>);

/// What the server has said of the connection.
#[derive(Debug, Default)]
pub struct Said {
    exchanges: AtomicU32,
    farewell: Mutex<Option<String>>,
}

impl Said {
    /// How often keys were exchanged.
    pub fn exchanges(&self) -> u32 {
        self.exchanges.load(Ordering::Relaxed)
    }

    /// Why it has ended the connection.
    pub fn farewell(&self) -> Option<String> {
        self.farewell.lock().unwrap().clone()
    }
}

impl client::Handler for Trusting {
    type Error = Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Error> {
        Ok(true)
    }

    async fn kex_done(
        &mut self,
        _: Option<&[u8]>,
        _: &Names,
        _: &mut client::Session,
    ) -> Result<(), Error> {
        self.0.exchanges.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    async fn disconnected(&mut self, reason: DisconnectReason<Error>) -> Result<(), Error> {
        match reason {
            DisconnectReason::ReceivedDisconnect(said) => {
                *self.0.farewell.lock().unwrap() = Some(said.message);
                Ok(())
            }
            DisconnectReason::Error(error) => Err(error),
        }
    }
}
