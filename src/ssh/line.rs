//! A connection accepted in, a stream for the protocol out, and a hold on it for whoever must count its bytes,
//! look at its queue, or cut it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rustix::net::{Shutdown, shutdown, sockopt};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::queue;

/// After so long without a sign of life the system gives a connection up: what was sent was not
/// acknowledged, or nothing is heard of the other side at all.
const SILENCE: Duration = Duration::from_secs(30);

/// A connection to a visitor.
#[derive(Debug)]
pub struct Line {
    socket: TcpStream,
    received: AtomicU64,
    sent: AtomicU64,
}

impl Line {
    pub fn new(socket: TcpStream) -> Arc<Self> {
        // A socket that takes no options can still be served.
        let _ = socket.set_nodelay(true);
        let _ = sockopt::set_socket_keepalive(&socket, true);
        let _ = sockopt::set_tcp_keepidle(&socket, SILENCE);
        let _ = sockopt::set_tcp_keepintvl(&socket, SILENCE / 3);
        let _ = sockopt::set_tcp_keepcnt(&socket, 3);
        #[cfg(target_os = "linux")]
        let _ = sockopt::set_tcp_user_timeout(
            &socket,
            u32::try_from(SILENCE.as_millis()).unwrap_or(u32::MAX),
        );
        Arc::new(Self {
            socket,
            received: AtomicU64::new(0),
            sent: AtomicU64::new(0),
        })
    }

    /// The bytes received and sent so far, those of the protocol included.
    pub fn bytes(&self) -> (u64, u64) {
        let count = |bytes: &AtomicU64| bytes.load(Ordering::Relaxed);
        (count(&self.received), count(&self.sent))
    }

    /// The bytes that the other side has not acknowledged.
    pub fn queued(&self) -> usize {
        queue::unacknowledged(&self.socket)
    }

    /// Ends the connection at once, whoever still reads or writes.
    pub fn cut(&self) {
        // Where that fails the connection is gone already.
        let _ = shutdown(&self.socket, Shutdown::Both);
    }
}

/// The stream of a connection, for the protocol.
pub struct Stream(pub Arc<Line>);

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.socket.poll_read_ready(context))?;
            match self.0.socket.try_read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count);
                    count_in(&self.0.received, count);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.0.socket.poll_write_ready(context))?;
            match self.0.socket.try_write(bytes) {
                Ok(count) => {
                    count_in(&self.0.sent, count);
                    return Poll::Ready(Ok(count));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let _ = shutdown(&self.0.socket, Shutdown::Write);
        Poll::Ready(Ok(()))
    }
}

fn count_in(total: &AtomicU64, count: usize) {
    total.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed);
}
