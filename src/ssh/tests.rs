//! The server in this process, with the protocol's own client: what cannot be brought about from outside.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use russh::client::{self, Handle};
use russh::keys::PublicKeyOrCertificate;
use russh::{Channel, ChannelMsg};
use tokio::time::timeout;

use super::*;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

struct Client;

impl client::Handler for Client {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// A server on a port of its own; a visitor of the name "fault" meets one.
fn served() -> (SocketAddr, Arc<House>) {
    let folder = std::env::temp_dir().join(format!("summitry-{}-served", std::process::id()));
    let options = Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        host_key: folder.join("host_key"),
        auth: Auth::None,
        capacity: Capacity {
            all: 10,
            per_address: 0,
            per_minute: 0,
        },
        limits: Limits {
            login: PATIENCE,
            idle: None,
            longest: None,
        },
        format: Format::Json,
        require_sandbox: false,
    };
    let server = Server::bind(options).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let address = server.listener.local_addr().unwrap();
    let listener = server.listener.try_clone().unwrap();
    let board = Arc::new(Board::default());
    let shown = Arc::clone(&board);
    let open = move |visitor: &Visitor| {
        assert_ne!(visitor.user, "fault");
        App::new(Arc::clone(&shown), visitor.settings(Arc::default()))
    };
    let (journal, _) = Journal::begin(Format::Json);
    let house = server.house(board, Box::new(open), Memory::open(), journal);
    let running = Arc::clone(&house);
    tokio::spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        running.run(listener, &[]).await
    });
    (address, house)
}

/// Somebody at the screen.
struct Guest {
    _connection: Handle<Client>,
    channel: Channel<client::Msg>,
    seen: String,
}

impl Guest {
    async fn come(to: SocketAddr, user: &str) -> Self {
        let mut connection = client::connect(Arc::default(), to, Client).await.unwrap();
        assert!(connection.authenticate_none(user).await.unwrap().success());
        let channel = connection.channel_open_session().await.unwrap();
        let name = "xterm-256color";
        channel
            .request_pty(false, name, 80, 24, 0, 0, &[])
            .await
            .unwrap();
        channel.request_shell(false).await.unwrap();
        Self {
            _connection: connection,
            channel,
            seen: String::new(),
        }
    }

    /// Reads until a text is seen, or until the end; the exit status, if there was one.
    async fn sees(&mut self, text: &str) -> Option<u32> {
        let mut status = None;
        let reading = async {
            while !self.seen.contains(text) {
                match self.channel.wait().await {
                    Some(ChannelMsg::Data { data }) => {
                        self.seen.push_str(&String::from_utf8_lossy(&data));
                    }
                    Some(ChannelMsg::ExitStatus { exit_status }) => status = Some(exit_status),
                    Some(_) => {}
                    None => break,
                }
            }
        };
        timeout(PATIENCE, reading).await.expect(text);
        status
    }
}

#[tokio::test]
async fn a_fault_in_one_visit_leaves_the_others_alone() {
    let (address, house) = served();
    let mut before = Guest::come(address, "before").await;
    before.sees("quit").await;
    let mut unlucky = Guest::come(address, "fault").await;
    assert_eq!(unlucky.sees("no such text").await, Some(1));
    assert!(
        unlucky.seen.contains("a fault of the program"),
        "{}",
        unlucky.seen
    );
    let mut after = Guest::come(address, "after").await;
    after.sees("quit").await;
    for guest in [&mut before, &mut after] {
        guest.channel.data_bytes(&b"?"[..]).await.unwrap();
        guest.sees("Move").await;
        guest.channel.data_bytes(&b"\x03"[..]).await.unwrap();
        assert_eq!(guest.sees("no such text").await, Some(0));
    }
    timeout(PATIENCE, async {
        while house.door.counts().inside > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("everybody's place is given back");
}
