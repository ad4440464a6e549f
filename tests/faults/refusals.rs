//! What is asked for and not given is refused at once, in the words of the protocol.

use russh::ChannelMsg;
use tokio::time::timeout;

use crate::server::{PATIENCE, Server};
use crate::ssh_client::{Client, Visit};
use crate::{ends, eventually};

/// Whoever asks for a command instead of the screen gets nothing but the reason.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_refused() {
    let server = Server::start(&[]);
    for (at, what) in ["exec", "subsystem"].into_iter().enumerate() {
        let login = Visit::default().login(server.address).await.unwrap();
        let mut channel = login.handle.channel_open_session().await.unwrap();
        if what == "exec" {
            channel.exec(true, "id").await.unwrap();
        } else {
            channel.request_subsystem(true, "sftp").await.unwrap();
        }
        let reading = async {
            while let Some(message) = channel.wait().await {
                let is_given = matches!(message, ChannelMsg::Data { .. } | ChannelMsg::Success);
                assert!(!is_given, "{what}: {message:?}");
            }
        };
        assert!(
            timeout(PATIENCE, reading).await.is_ok(),
            "it is left waiting"
        );
        eventually("the reason", || login.said.farewell().is_some()).await;
        let reason = login.said.farewell().unwrap();
        assert!(reason.contains("there is only a dashboard"), "{reason}");
        assert_eq!(ends(&server, at + 1).await[at], "refused");
        assert_eq!(server.told("session")[at]["refused"][0], what);
    }
}

/// Requests beside the screen.
async fn are_refused(client: &Client) {
    let Client {
        handle, channel, ..
    } = client;
    assert!(!client.is_granted(channel.exec(true, "id")).await, "exec");
    assert!(
        !client
            .is_granted(channel.request_subsystem(true, "sftp"))
            .await,
        "subsystem"
    );
    assert!(
        !client.is_granted(channel.request_shell(true)).await,
        "a second shell"
    );
    let pty = channel.request_pty(true, "xterm", 80, 24, 0, 0, &[]);
    assert!(!client.is_granted(pty).await, "a second terminal");
    let x11 = channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0);
    assert!(!client.is_granted(x11).await, "x11");
    assert!(
        !client.is_granted(channel.agent_forward(true)).await,
        "agent"
    );
    assert!(
        handle.channel_open_session().await.is_err(),
        "a second channel"
    );
    assert!(
        handle.channel_open_x11("127.0.0.1", 6000).await.is_err(),
        "an x11 channel"
    );
    let direct = handle.channel_open_direct_tcpip("127.0.0.1", 22, "127.0.0.1", 1);
    assert!(direct.await.is_err(), "a connection to elsewhere");
    let direct = handle.channel_open_direct_streamlocal("/run/x.sock");
    assert!(direct.await.is_err(), "a connection to a socket");
    assert!(handle.tcpip_forward("0.0.0.0", 0).await.is_err(), "a port");
    assert!(
        handle.streamlocal_forward("/tmp/x.sock").await.is_err(),
        "a socket"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_for_beside_the_screen_is_refused_and_the_screen_stays() {
    let server = Server::start(&[]);
    let client = Visit::default().open(server.address).await;
    for _ in 0..3 {
        assert!(
            timeout(PATIENCE, are_refused(&client)).await.is_ok(),
            "no answer"
        );
        client.responds().await;
    }
    client.send(b"q").await;
    assert_eq!(client.ended().await, Some(0));
    assert_eq!(ends(&server, 1).await, ["left"]);
    let told = &server.told("session")[0]["refused"];
    for what in ["agent", "channel", "exec", "forwarding", "subsystem", "x11"] {
        assert!(
            told.as_array().unwrap().iter().any(|told| told == what),
            "{what}: {told}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn variables_that_say_how_to_draw_are_taken_and_no_others() {
    let server = Server::start(&[]);
    let login = Visit::default().login(server.address).await.unwrap();
    let mut channel = login.handle.channel_open_session().await.unwrap();
    let long = "x".repeat(10_000);
    for (name, value, is_taken) in [
        ("LANG", "en_GB.UTF-8", true),
        ("LC_ALL", "C", true),
        ("NO_COLOR", "1", true),
        ("LD_PRELOAD", "/tmp/x.so", false),
        ("PATH", "/tmp", false),
        ("LANG", &long, false),
        ("", "", false),
    ] {
        channel.set_env(true, name, value).await.unwrap();
        let answer = timeout(PATIENCE, channel.wait()).await.unwrap();
        let wanted = if is_taken { "Success" } else { "Failure" };
        assert_eq!(format!("{:?}", answer.unwrap()), wanted, "{name}");
    }
    // Those that were taken are followed.
    let client = login.look(channel, true).await.unwrap();
    client.sees("a frame", |seen| seen.frames > 0).await;
    assert!(client.text().is_ascii(), "{}", client.text());
}
