//! A connection and a pace in, a connection that is read at that pace out: slowly, not at all, or torn away.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How fast a visitor reads.
#[derive(Debug)]
pub struct Pace(AtomicU32);

impl Pace {
    /// As fast as it comes.
    const FULL: u32 = u32::MAX;
    /// Not at all, and the connection is reset.
    const GONE: u32 = u32::MAX - 1;

    /// Reads so many bytes a second.
    pub fn bytes_a_second(&self, bytes: u32) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    /// Reads no more.
    pub fn stop(&self) {
        self.bytes_a_second(0);
    }

    /// Reads as fast as it comes again.
    pub fn go_on(&self) {
        self.bytes_a_second(Self::FULL);
    }

    /// Resets the connection with the next thing that is sent or comes, without a word.
    pub fn vanish(&self) {
        self.bytes_a_second(Self::GONE);
    }
}

/// A connection that is read at a pace.
pub struct Line {
    stream: TcpStream,
    pace: Arc<Pace>,
    nap: Option<Pin<Box<Sleep>>>,
}

/// How often in a second a slow reader reads.
const READS: u32 = 100;

impl Line {
    /// The connection, read as fast as it comes, and the pace to change that.
    pub fn new(stream: TcpStream) -> (Self, Arc<Pace>) {
        let pace = Arc::new(Pace(AtomicU32::new(Pace::FULL)));
        let line = Self {
            stream,
            pace: Arc::clone(&pace),
            nap: None,
        };
        (line, pace)
    }

    /// How much to read a second; an error where the connection is to be reset.
    fn rate(&self) -> io::Result<u32> {
        let rate = self.pace.0.load(Ordering::Relaxed);
        if rate == Pace::GONE {
            self.stream.set_zero_linger()?;
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(rate)
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            let rate = self.rate()?;
            if rate == Pace::FULL {
                return Pin::new(&mut self.stream).poll_read(context, buffer);
            }
            let nap = self
                .nap
                .get_or_insert_with(|| Box::pin(sleep(Duration::from_secs(1) / READS)));
            ready!(nap.as_mut().poll(context));
            self.nap = None;
            let share = usize::try_from(rate / READS)
                .unwrap()
                .min(buffer.remaining());
            if share > 0 {
                let mut part = ReadBuf::new(buffer.initialize_unfilled_to(share));
                ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
                let count = part.filled().len();
                buffer.advance(count);
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.rate()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
