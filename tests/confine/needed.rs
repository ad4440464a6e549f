//! What a confined process must still be able to do: to show screens, on threads, to whoever is connected.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, epoll, eventfd, poll};
use rustix::process::{Resource, Signal, getpid, getrlimit, kill_process};
use rustix::rand::{GetRandomFlags, getrandom};
use signal_hook::consts::SIGUSR1;
use signal_hook::iterator::Signals;

use crate::forbidden::Action;

/// By name.
#[rustfmt::skip]
pub const NEEDED: &[(&str, Action)] = &[
    ("threads", |_| {
        let named = thread::Builder::new().name("test".to_owned());
        named.spawn(|| thread::sleep(Duration::from_millis(1)))?.join().map_err(|_| failed())
    }),
    ("a pool of threads", |_| {
        let sum: u64 = (0..100_000_u64).into_par_iter().map(|n| n % 7).sum();
        wanted(sum == 299_995)
    }),
    ("the processors", |_| thread::available_parallelism().map(drop)),
    ("an event", |_| {
        let event = eventfd(0, EventfdFlags::empty())?;
        rustix::io::write(&event, &1_u64.to_ne_bytes())?;
        let mut watched = [PollFd::new(&event, PollFlags::IN)];
        wanted(poll(&mut watched, Some(&Timespec::default()))? == 1)
    }),
    ("many events", |held| {
        let all = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        Ok(epoll::add(&all, &held.client, epoll::EventData::new_u64(1), epoll::EventFlags::IN)?)
    }),
    ("a pair of sockets", |_| {
        let (mut one, mut other) = UnixStream::pair()?;
        one.set_nonblocking(true)?;
        other.write_all(b"x")?;
        one.read_exact(&mut [0])
    }),
    ("a pipe", |_| {
        let (mut from, mut to) = io::pipe()?;
        to.write_all(b"x")?;
        from.read_exact(&mut [0])
    }),
    ("a visitor", |held| {
        let (mut visitor, _) = held.listener.accept()?;
        visitor.set_nodelay(true)?;
        visitor.set_nonblocking(false)?;
        visitor.take_error()?;
        (&held.client).write_all(b"key")?;
        let mut key = [0; 3];
        visitor.read_exact(&mut key)?;
        rustix::io::ioctl_fionread(&visitor)?;
        visitor.write_all(b"frame")
    }),
    ("standard input", |_| {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        wanted(line == "a line\n")
    }),
    ("the modes of what is no terminal", |_| {
        wanted(rustix::termios::tcgetattr(io::stdin()).err() == Some(rustix::io::Errno::NOTTY))
    }),
    ("the time", |_| wanted(SystemTime::now() > SystemTime::UNIX_EPOCH && Instant::now().elapsed().as_secs() < 60)),
    ("chance", |_| wanted(getrandom(&mut [0; 32], GetRandomFlags::empty())? == 32)),
    ("much memory", |_| wanted(vec![1_u8; 64 << 20].len() == 64 << 20)),
    ("signals to oneself", |_| {
        let mut signals = Signals::new([SIGUSR1])?;
        kill_process(getpid(), Signal::USR1)?;
        signal_hook::low_level::raise(SIGUSR1)?;
        wanted(signals.wait().next() == Some(SIGUSR1))
    }),
    ("the limits", |_| wanted(getrlimit(Resource::Nofile).current != Some(0))),
    ("a copy of a socket", |held| held.listener.try_clone().map(drop)),
];

fn wanted(well: bool) -> io::Result<()> {
    if well { Ok(()) } else { Err(failed()) }
}

fn failed() -> io::Error {
    io::Error::other("not as wanted")
}
