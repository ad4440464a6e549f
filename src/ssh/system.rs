//! What the system grants the process, and says of it.

use std::fs::File;
use std::os::unix::fs::FileExt;

use rustix::process::{Resource, getrlimit, setrlimit};

/// Takes as many file descriptors as the system gives: each visitor needs one.
pub fn raise_file_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where that fails there are fewer.
    let _ = setrlimit(Resource::Nofile, limit);
}

/// How much memory the process has, for as long as it may open no file.
#[derive(Debug)]
pub struct Memory(Option<File>);

impl Memory {
    pub fn open() -> Self {
        Self(File::open("/proc/self/statm").ok())
    }

    /// What is resident; `None` where the system does not say.
    pub fn kilobytes(&self) -> Option<u64> {
        let mut text = [0; 256];
        let length = self.0.as_ref()?.read_at(&mut text, 0).ok()?;
        let text = str::from_utf8(text.get(..length)?).ok()?;
        let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
        let page = u64::try_from(rustix::param::page_size()).ok()?;
        Some(pages * page / 1024)
    }
}
