//! What a process has in its hands when it is confined.

use std::fs::{self, File};
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::net::{AddressFamily, SocketType, socket};

pub struct Held {
    /// A folder with the files that the table names, and a socket.
    pub folder: PathBuf,
    /// Open for writing.
    pub file: File,
    /// Has a connection to accept.
    pub listener: TcpListener,
    /// The other end of that connection.
    pub client: TcpStream,
    /// Sockets of nothing yet.
    pub to_connect: OwnedFd,
    pub to_bind: OwnedFd,
    pub to_listen: OwnedFd,
    /// Another process, which ends with this one.
    pub other: Child,
    _unix: UnixListener,
}

impl Held {
    pub fn take(folder: &Path) -> Self {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder.join("empty")).unwrap();
        for name in ["file", "doomed", "renamed", "open"] {
            fs::write(folder.join(name), "an article").unwrap();
        }
        let unbound = || socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
        let to_listen = unbound();
        rustix::net::bind(&to_listen, &SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let mut cat = Command::new("cat");
        cat.stdin(Stdio::piped()).stdout(Stdio::null());
        Self {
            file: File::options()
                .append(true)
                .open(folder.join("open"))
                .unwrap(),
            client: TcpStream::connect(listener.local_addr().unwrap()).unwrap(),
            listener,
            to_connect: unbound(),
            to_bind: unbound(),
            to_listen,
            other: cat.spawn().unwrap(),
            _unix: UnixListener::bind(folder.join("socket")).unwrap(),
            folder: folder.to_owned(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    pub fn pid(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(&self.other)
    }

    pub fn nix_pid(&self) -> nix::unistd::Pid {
        nix::unistd::Pid::from_raw(self.pid().as_raw_pid())
    }
}
