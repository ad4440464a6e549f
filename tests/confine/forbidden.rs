//! What a confined process must not do: actions that any process may try, all of them harmless here.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, IoSliceMut, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::SystemTime;

use nix::mqueue::{MQ_OFlag, mq_open};
use nix::sched::{CloneFlags, unshare};
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::sys::{personality, ptrace, stat};
use rustix::fs::{CWD, FileType, MemfdFlags, Mode, OFlags, ResolveFlags, XattrFlags, inotify};
use rustix::mount::{FsOpenFlags, MountFlags, OpenTreeFlags};
use rustix::net::{AddressFamily, SocketType, socket};
use rustix::process::{PidfdFlags, Resource};
use rustix::thread::LinkNameSpaceType;

use crate::held::Held;

pub type Action = fn(&Held) -> io::Result<()>;

/// By name.
#[rustfmt::skip]
pub const FORBIDDEN: &[(&str, Action)] = &[
    // Files.
    ("read the users", |_| fs::read("/etc/passwd").map(drop)),
    ("read an article", |held| fs::read(held.path("file")).map(drop)),
    ("read the memory", |_| File::open("/proc/self/mem").map(drop)),
    ("open the terminal", |_| File::open("/dev/tty").map(drop)),
    ("list a folder", |held| fs::read_dir(&held.folder).map(drop)),
    ("create", |held| File::create_new(held.path("new")).map(drop)),
    ("create without a name", |held| {
        Ok(rustix::fs::open(&held.folder, OFlags::TMPFILE | OFlags::WRONLY, Mode::RUSR).map(drop)?)
    }),
    ("write over", |held| File::create(held.path("file")).map(drop)),
    ("append", |held| OpenOptions::new().append(true).open(held.path("file")).map(drop)),
    ("open in another way", |held| {
        let (read, user) = (OFlags::RDONLY, Mode::empty());
        Ok(rustix::fs::openat2(CWD, held.path("file"), read, user, ResolveFlags::empty()).map(drop)?)
    }),
    ("shorten", |held| Ok(nix::unistd::truncate(&held.path("file"), 1)?)),
    ("shorten what is open", |held| held.file.set_len(1)),
    ("lengthen what is open", |held| (&held.file).write_all(b"more")),
    ("delete", |held| fs::remove_file(held.path("doomed"))),
    ("delete a folder", |held| fs::remove_dir(held.path("empty"))),
    ("rename", |held| fs::rename(held.path("renamed"), held.path("another"))),
    ("make a folder", |held| fs::create_dir(held.path("made"))),
    ("link", |held| fs::hard_link(held.path("file"), held.path("link"))),
    ("link by name", |held| symlink("file", held.path("symlink"))),
    ("make a pipe of a name", |held| {
        Ok(rustix::fs::mknodat(CWD, held.path("pipe"), FileType::Fifo, Mode::RUSR, 0)?)
    }),
    ("change the mode", |held| fs::set_permissions(held.path("file"), Permissions::from_mode(0o600))),
    ("change the mode of what is open", |held| held.file.set_permissions(Permissions::from_mode(0o600))),
    ("change the owner", |held| chown(held.path("file"), None, None)),
    ("change the time", |held| held.file.set_modified(SystemTime::UNIX_EPOCH)),
    ("set an attribute", |held| {
        Ok(rustix::fs::setxattr(held.path("file"), "user.test", b"", XattrFlags::empty())?)
    }),
    ("remove an attribute", |held| Ok(rustix::fs::removexattr(held.path("file"), "user.test")?)),
    ("watch files", |_| Ok(inotify::init(inotify::CreateFlags::empty()).map(drop)?)),
    ("make a file of memory", |_| Ok(rustix::fs::memfd_create("test", MemfdFlags::empty()).map(drop)?)),
    // Programs and processes.
    ("start a program", |_| Command::new("true").status().map(drop)),
    ("become a program", |_| Err(Command::new("/there/is/none").exec())),
    ("trace", |held| Ok(ptrace::seize(held.nix_pid(), ptrace::Options::empty())?)),
    ("read the memory of another", |held| {
        let (mut here, there) = ([0], RemoteIoVec { base: 0, len: 1 });
        Ok(process_vm_readv(held.nix_pid(), &mut [IoSliceMut::new(&mut here)], &[there]).map(drop)?)
    }),
    ("signal another", |held| Ok(rustix::process::test_kill_process(held.pid())?)),
    ("signal a group", |_| Ok(rustix::process::test_kill_current_process_group()?)),
    ("hold another", |held| Ok(rustix::process::pidfd_open(held.pid(), PidfdFlags::empty()).map(drop)?)),
    ("move to a group", |_| Ok(rustix::process::setpgid(None, Some(rustix::process::getpgrp()))?)),
    // Sockets and queues.
    ("make a TCP socket", |_| Ok(socket(AddressFamily::INET, SocketType::STREAM, None).map(drop)?)),
    ("make a netlink socket", |_| Ok(socket(AddressFamily::NETLINK, SocketType::RAW, None).map(drop)?)),
    ("make a unix socket", |_| UnixDatagram::unbound().map(drop)),
    ("connect", |held| TcpStream::connect(held.address()?).map(drop)),
    ("connect a socket", |held| Ok(rustix::net::connect(&held.to_connect, &held.address()?)?)),
    ("connect to a unix socket", |held| UnixStream::connect(held.path("socket")).map(drop)),
    ("bind", |_| TcpListener::bind(("127.0.0.1", 0)).map(drop)),
    ("bind a socket", |held| Ok(rustix::net::bind(&held.to_bind, &SocketAddr::from(([127, 0, 0, 1], 0)))?)),
    ("bind to UDP", |_| UdpSocket::bind(("127.0.0.1", 0)).map(drop)),
    ("bind to a name", |held| UnixListener::bind(held.path("bound")).map(drop)),
    ("listen", |held| Ok(rustix::net::listen(&held.to_listen, 1)?)),
    ("open a queue", |_| Ok(mq_open("/summitry-test", MQ_OFlag::O_RDONLY, stat::Mode::empty(), None).map(drop)?)),
    // The system and the process itself.
    ("mount", |_| Ok(rustix::mount::mount("none", "/there/is/none", "tmpfs", MountFlags::empty(), None)?)),
    ("open a tree", |_| Ok(rustix::mount::open_tree(CWD, "/", OpenTreeFlags::empty()).map(drop)?)),
    ("change the root", |_| Ok(rustix::process::chroot("/there/is/none")?)),
    ("leave a name space", |_| Ok(unshare(CloneFlags::empty())?)),
    ("enter a name space", |held| {
        use std::os::fd::AsFd;
        Ok(rustix::thread::move_into_link_name_space(held.file.as_fd(), Some(LinkNameSpaceType::Network))?)
    }),
    ("become a user", |_| Ok(rustix::thread::set_thread_uid(rustix::process::getuid())?)),
    ("become a group", |_| Ok(rustix::thread::set_thread_gid(rustix::process::getgid())?)),
    ("set capabilities", |_| {
        Ok(rustix::thread::set_capabilities(None, rustix::thread::capabilities(None)?)?)
    }),
    ("set a limit", |_| {
        Ok(rustix::process::setrlimit(Resource::Nofile, rustix::process::getrlimit(Resource::Nofile))?)
    }),
    ("be of another system", |_| Ok(personality::set(personality::get()?).map(drop)?)),
];

/// What only the administrator may do without being confined.
#[rustfmt::skip]
pub const PRIVILEGED: &[(&str, Action)] = &[
    ("open a file system", |_| Ok(rustix::mount::fsopen("tmpfs", FsOpenFlags::empty()).map(drop)?)),
    ("turn the root", |_| Ok(rustix::process::pivot_root("/there/is/none", "/there/is/none")?)),
    ("join groups", |_| Ok(rustix::thread::set_thread_groups(&rustix::process::getgroups()?)?)),
    ("name the host", |_| Ok(rustix::system::sethostname(rustix::system::uname().nodename().to_bytes())?)),
    ("load a module", |_| Ok(rustix::system::init_module(b"", c"")?)),
];
