//! What Linux knows of a process: its number in, what /proc tells of it out.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    dead_code,
    reason = "what goes wrong here fails the test, and no test needs everything"
)]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// Ticks of the clock that /proc counts in, a second; the same on every machine.
const TICKS: u32 = 100;

/// A process, by its number.
pub struct Process(pub u32);

impl Process {
    /// Its file of this name in /proc.
    pub fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{name}", self.0))
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A field of /proc/PID/stat, counted from 1 as in proc(5).
    pub fn field(&self, number: usize) -> String {
        let stat = self.file("stat");
        // The name, the second field, may hold anything.
        let after_name = stat.rsplit_once(") ").unwrap().1;
        after_name.split(' ').nth(number - 3).unwrap().to_owned()
    }

    /// The time that the processor has worked for it.
    pub fn work(&self) -> Duration {
        let ticks = |number| self.field(number).parse::<u32>().unwrap();
        Duration::from_secs(1) * (ticks(14) + ticks(15)) / TICKS
    }

    /// The time that the processor has worked for it since it had worked for so long.
    pub fn work_since(&self, before: Duration) -> Duration {
        self.work().saturating_sub(before)
    }

    /// The memory that it has, in kB.
    pub fn memory(&self) -> u64 {
        let smaps = self.file("smaps_rollup");
        let line = smaps.lines().find_map(|line| line.strip_prefix("Rss:"));
        let text = line.unwrap().trim().trim_end_matches(" kB");
        text.parse().unwrap()
    }

    /// How often its threads have gone to sleep.
    pub fn naps(&self) -> u64 {
        let naps = |status: String| -> u64 {
            let mut lines = status.lines();
            let line = lines.find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.unwrap().trim().parse().unwrap()
        };
        self.of_threads("status").into_iter().map(naps).sum()
    }

    /// Whether it has children, or has ever waited for one: a process touches memory, and what ended
    /// children touched is counted.
    pub fn has_had_children(&self) -> bool {
        let children = self.of_threads("children");
        let has = children.iter().any(|children| !children.trim().is_empty());
        has || self.field(11) != "0"
    }

    /// The file descriptors that it has open.
    pub fn files(&self) -> usize {
        fs::read_dir(self.path("fd")).unwrap().count()
    }

    /// A file of each of its threads, but for those that end meanwhile.
    fn of_threads(&self, name: &str) -> Vec<String> {
        let threads = fs::read_dir(self.path("task")).unwrap();
        let paths = threads.map(|thread| thread.unwrap().path());
        let read = |thread: PathBuf| match fs::read_to_string(thread.join(name)) {
            Err(_) if !thread.exists() => None,
            read => Some(read.unwrap()),
        };
        paths.filter_map(read).collect()
    }
}
