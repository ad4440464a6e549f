//! A connection in, what of all that was sent is still on its way out.

use std::os::fd::AsFd;

/// Bytes that were sent into a connection and have not arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Not acknowledged by the other side.
    pub unacknowledged: usize,
    /// Of these, not even on the wire: the other side's window, or the link, is full.
    pub unsent: usize,
}

/// What is in the send queue of a TCP socket (SIOCOUTQ and SIOCOUTQNSD, tcp(7)); nothing where the system
/// cannot tell.
#[cfg(target_os = "linux")]
pub fn queue(socket: impl AsFd) -> Queue {
    // The same number as TIOCOUTQ.
    const SIOCOUTQ: u32 = 0x5411;
    const SIOCOUTQNSD: u32 = 0x894B;
    Queue {
        unacknowledged: ask::<SIOCOUTQ>(&socket),
        unsent: ask::<SIOCOUTQNSD>(&socket),
    }
}

#[cfg(target_os = "linux")]
#[allow(
    unsafe_code,
    reason = "neither the standard library nor a kept crate has a safe function for this"
)]
fn ask<const WHAT: u32>(socket: impl AsFd) -> usize {
    use rustix::ioctl::{Getter, ioctl};

    // SAFETY: for a TCP socket either request writes one C int to where its argument points, and does nothing
    // else; any other kind of file refuses it.
    let bytes = unsafe { ioctl(socket, Getter::<WHAT, i32>::new()) };
    bytes.map_or(0, |bytes| usize::try_from(bytes).unwrap_or(0))
}

/// Nothing, as this system cannot tell.
#[cfg(not(target_os = "linux"))]
pub fn queue(_: impl AsFd) -> Queue {
    Queue::default()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn what_nobody_reads_is_counted() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut here = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut there, _) = listener.accept().unwrap();
        here.set_nonblocking(true).unwrap();
        let mut sent = 0;
        while let Ok(count) = here.write(&[0; 8_192]) {
            sent += count;
        }
        let full = queue(&here);
        assert!(full.unsent > 65_536 && full.unacknowledged >= full.unsent);
        let mut rest = vec![0; sent];
        there.read_exact(&mut rest).unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        while queue(&here) != Queue::default() {
            assert!(Instant::now() < deadline);
            std::thread::yield_now();
        }
    }
}
