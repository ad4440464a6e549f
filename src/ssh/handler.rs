//! The protocol's requests in, what is allowed noted in the [`Visit`] and everything else turned down at once:
//! a request that is not answered leaves a client waiting for ever.
//!
//! Nothing here waits. A handler that did would hold up its own answers.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use russh::keys::{PrivateKey, PublicKey};
use russh::server::{
    Auth, ChannelOpenHandle, Config, Handle, Msg, PublicKeyOffer, Session, VerifiedPublicKey,
};
use russh::{
    Channel, ChannelId, Error, MethodKind, MethodSet, Preferred, Pty, SshId, compression, kex,
};
use tokio::sync::oneshot;

use super::keys::{Policy, fingerprint};
use super::visit::Visit;
use super::visitor::{Terminal, size};

/// How long turning a key down takes, whichever it is.
const REJECTION: Duration = Duration::from_millis(50);

/// What a visitor asks for.
#[derive(Debug)]
pub enum Wish {
    /// The dashboard; it has not been answered.
    Shell(Handle, ChannelId),
    /// Something that is not given; it has not been answered.
    Other,
}

/// The server's side of one connection.
pub struct Handler {
    policy: Arc<Policy>,
    visit: Arc<Visit>,
    wish: Option<oneshot::Sender<Wish>>,
    entered: Option<oneshot::Sender<()>>,
}

impl Handler {
    /// Tells `wish` what the visitor asks for, and `entered` that the visitor has logged in.
    pub fn new(
        policy: Arc<Policy>,
        visit: Arc<Visit>,
        wish: oneshot::Sender<Wish>,
        entered: oneshot::Sender<()>,
    ) -> Self {
        Self {
            policy,
            visit,
            wish: Some(wish),
            entered: Some(entered),
        }
    }

    fn know(&self, user: &str, key: Option<&PublicKey>) {
        self.visit.visitor().enter(user, key.map(fingerprint));
    }

    /// Tells the first of the wishes that a visit is for; any later one is turned down.
    fn wish(
        &mut self,
        wish: impl FnOnce(Handle) -> Wish,
        channel: ChannelId,
        session: &mut Session,
    ) -> Result<(), Error> {
        let Some(first) = self.wish.take() else {
            return session.channel_failure(channel);
        };
        // Nobody listens where the connection is being ended.
        let _ = first.send(wish(session.handle()));
        Ok(())
    }

    fn decide(&self, admitted: bool) -> Auth {
        if admitted {
            return Auth::Accept;
        }
        Auth::Reject {
            proceed_with_methods: Some(methods(&self.policy)),
            partial_success: false,
        }
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        self.visit.mailbox.close();
    }
}

/// The ways to log in.
fn methods(policy: &Policy) -> MethodSet {
    let kinds = match policy {
        Policy::Anybody => &[MethodKind::None, MethodKind::PublicKey][..],
        Policy::AnyKey | Policy::Keys(_) => &[MethodKind::PublicKey],
    };
    MethodSet::from(kinds)
}

/// What the protocol may do. Its own timeout counts what we send as activity, so that ours are used instead.
pub fn protocol(key: PrivateKey, policy: &Policy) -> Config {
    Config {
        server_id: SshId::Standard(concat!("SSH-2.0-summitry_", env!("CARGO_PKG_VERSION")).into()),
        methods: methods(policy),
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
            kex: Cow::Borrowed(&[
                kex::MLKEM768X25519_SHA256,
                kex::CURVE25519,
                kex::CURVE25519_PRE_RFC_8731,
                kex::EXTENSION_SUPPORT_AS_SERVER,
                kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
            ]),
            compression: Cow::Borrowed(&[compression::NONE, compression::ZLIB_LEGACY]),
            ..Preferred::DEFAULT
        },
        ..Config::default()
    }
}

impl russh::server::Handler for Handler {
    type Error = Error;

    async fn auth_none(&mut self, user: &str) -> Result<Auth, Error> {
        self.know(user, None);
        Ok(self.decide(matches!(*self.policy, Policy::Anybody)))
    }

    /// Not a decision: nobody has shown yet that the key is theirs. It only spares the signing of a key that
    /// would be turned down.
    async fn auth_publickey_offered(
        &mut self,
        _: &str,
        offer: PublicKeyOffer<'_>,
    ) -> Result<Auth, Error> {
        Ok(self.decide(self.policy.admits(offer.public_key)))
    }

    async fn auth_publickey(
        &mut self,
        user: &str,
        key: VerifiedPublicKey<'_>,
    ) -> Result<Auth, Error> {
        self.know(user, Some(key.public_key));
        Ok(self.decide(self.policy.admits(key.public_key)))
    }

    /// Nothing may be sent here: a client that compresses does so from now on, and the protocol's side of the
    /// server only from its next packet on.
    async fn auth_succeeded(&mut self, _: &mut Session) -> Result<(), Error> {
        // Nobody listens where the connection is being ended.
        let _ = self.entered.take().map(|entered| entered.send(()));
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        _: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Error> {
        if self.visit.has_channel.swap(true, Ordering::Relaxed) {
            self.visit.refuse("channel");
            // Dropped, the reply is a refusal.
            return Ok(());
        }
        reply.accept().await;
        Ok(())
    }

    async fn channel_open_direct_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        _: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Error> {
        self.visit.refuse("forwarding");
        Ok(())
    }

    async fn channel_open_direct_streamlocal(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Error> {
        self.visit.refuse("forwarding");
        Ok(())
    }

    async fn tcpip_forward(
        &mut self,
        _: &str,
        _: &mut u32,
        _: &mut Session,
    ) -> Result<bool, Error> {
        self.visit.refuse("forwarding");
        Ok(false)
    }

    async fn streamlocal_forward(&mut self, _: &str, _: &mut Session) -> Result<bool, Error> {
        self.visit.refuse("forwarding");
        Ok(false)
    }

    async fn agent_request(&mut self, _: ChannelId, _: &mut Session) -> Result<bool, Error> {
        self.visit.refuse("agent");
        Ok(false)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Error> {
        self.visit.refuse("x11");
        session.channel_failure(channel)
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        _: &[u8],
        session: &mut Session,
    ) -> Result<(), Error> {
        self.visit.refuse("exec");
        self.wish(|_| Wish::Other, channel, session)
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        session: &mut Session,
    ) -> Result<(), Error> {
        self.visit.refuse("subsystem");
        self.wish(|_| Wish::Other, channel, session)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Error> {
        if self.visit.visitor().set(name, value) {
            session.channel_success(channel)
        } else {
            session.channel_failure(channel)
        }
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Error> {
        if self.wish.is_none() {
            return session.channel_failure(channel);
        }
        self.visit.visitor().terminal = Some(Terminal::new(name, size(columns, rows)));
        session.channel_success(channel)
    }

    async fn window_change_request(
        &mut self,
        _: ChannelId,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &mut Session,
    ) -> Result<(), Error> {
        self.visit.mailbox.size(size(columns, rows));
        Ok(())
    }

    async fn shell_request(
        &mut self,
        channel: ChannelId,
        session: &mut Session,
    ) -> Result<(), Error> {
        self.wish(|handle| Wish::Shell(handle, channel), channel, session)
    }

    async fn data(&mut self, _: ChannelId, keys: &[u8], _: &mut Session) -> Result<(), Error> {
        self.visit.mailbox.keys(keys);
        Ok(())
    }

    async fn channel_eof(&mut self, _: ChannelId, _: &mut Session) -> Result<(), Error> {
        self.visit.mailbox.close();
        Ok(())
    }

    async fn channel_close(&mut self, _: ChannelId, _: &mut Session) -> Result<(), Error> {
        self.visit.mailbox.close();
        Ok(())
    }
}
