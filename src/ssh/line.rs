//! A connection accepted in, a stream for the protocol out, and a hold on it for whoever must count its bytes,
//! look at its queue, or cut it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use rustix::net::{Shutdown, shutdown, sockopt};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::queue;

/// After so long without a sign of life the system gives a connection up: what was sent was not
/// acknowledged, or nothing is heard of the other side at all.
const SILENCE: Duration = Duration::from_secs(30);

/// Bytes received up to which each is acknowledged at once: clients hold the packets of their login back until
/// the one before is.
const LOGIN: u64 = 16 * 1024;

/// A connection to a visitor.
#[derive(Debug)]
pub struct Line {
    socket: TcpStream,
    begun: Instant,
    received: AtomicU64,
    sent: AtomicU64,
    /// Microseconds from the beginning to what was sent last, and from there to what was received next.
    spoke: AtomicU64,
    answer: AtomicU64,
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
        let line = Self {
            socket,
            begun: Instant::now(),
            received: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            spoke: AtomicU64::new(0),
            answer: AtomicU64::new(0),
        };
        line.acknowledge();
        Arc::new(line)
    }

    /// How long the last answer took: a round trip, and what the other side had to think.
    pub fn answer(&self) -> Duration {
        Duration::from_micros(self.answer.load(Ordering::Relaxed))
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

    /// Has what is received acknowledged at once; the system forgets that it was told.
    fn acknowledge(&self) {
        #[cfg(target_os = "linux")]
        let _ = sockopt::set_tcp_quickack(&self.socket, true);
    }

    fn note_received(&self, count: usize) {
        let spoke = self.spoke.swap(u64::MAX, Ordering::Relaxed);
        if spoke < u64::MAX {
            let answer = self.elapsed().saturating_sub(spoke);
            self.answer.store(answer, Ordering::Relaxed);
        }
        if count_in(&self.received, count) < LOGIN {
            self.acknowledge();
        }
    }

    fn note_sent(&self, count: usize) {
        self.spoke.store(self.elapsed(), Ordering::Relaxed);
        count_in(&self.sent, count);
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX)
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
                    self.0.note_received(count);
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
                    self.0.note_sent(count);
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

fn count_in(total: &AtomicU64, count: usize) -> u64 {
    total.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed)
}
