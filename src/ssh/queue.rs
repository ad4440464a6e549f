//! A connection in, the bytes out that the other side has not acknowledged.

use std::os::fd::AsFd;

/// The bytes in the socket's send queue that are not acknowledged (SIOCOUTQ, tcp(7)); 0 where the system
/// cannot tell.
#[cfg(target_os = "linux")]
#[allow(
    unsafe_code,
    reason = "neither the standard library nor a kept crate has a safe function for this"
)]
pub fn unacknowledged(socket: impl AsFd) -> usize {
    use rustix::ioctl::{Getter, Opcode, ioctl};

    // The same number as TIOCOUTQ.
    const SIOCOUTQ: Opcode = 0x5411;
    // SAFETY: for a TCP socket SIOCOUTQ writes one C int to where its argument points, and does nothing else;
    // any other kind of file refuses it.
    let bytes = unsafe { ioctl(socket, Getter::<SIOCOUTQ, i32>::new()) };
    bytes.map_or(0, |bytes| usize::try_from(bytes).unwrap_or(0))
}

/// The bytes in the socket's send queue that are not acknowledged; 0, as this system cannot tell.
#[cfg(not(target_os = "linux"))]
pub fn unacknowledged(_: impl AsFd) -> usize {
    0
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
        assert!(unacknowledged(&here) > 65_536);
        let mut rest = vec![0; sent];
        there.read_exact(&mut rest).unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        while unacknowledged(&here) > 0 {
            assert!(Instant::now() < deadline);
            std::thread::yield_now();
        }
    }
}
