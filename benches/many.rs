//! What a large collection costs: 2,500, 5,000 and 10,000 made-up articles about one meeting
//! (`tests/common/many.rs`), read from files and built into a dossier. Arguments are other numbers of articles.
//!
//! Each size is a run of its own in a process of its own, so that the most memory held is that of the size alone;
//! it is given for Linux only, as a multiple of the text, program and tables included. Files have been written
//! just before and are read from the system's cache.
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "what goes wrong here fails the benchmark"
)]

#[path = "../tests/common/many.rs"]
mod many;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use summitry::dossier;
use summitry::knowledge;
use summitry::reading::{self, Source};

const SIZES: [usize; 3] = [2_500, 5_000, 10_000];

/// The argument by which a process knows that it is to measure one folder.
const MEASURE: &str = "--measure";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, folder] = arguments.as_slice()
        && flag == MEASURE
    {
        measure(Path::new(folder));
        return;
    }
    let asked: Vec<usize> = arguments
        .iter()
        .filter_map(|one| one.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        SIZES.to_vec()
    } else {
        asked
    };
    let program = std::env::current_exe().unwrap();
    for size in sizes {
        let folder = written(size);
        let status = Command::new(&program).arg(MEASURE).arg(&folder).status();
        assert!(status.unwrap().success(), "{size} articles");
    }
}

/// The folder that holds so many articles.
fn written(count: usize) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("many-{count}"));
    if home.exists() {
        fs::remove_dir_all(&home).unwrap();
    }
    for (name, text) in many::articles(count) {
        let file = home.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    home
}

fn measure(folder: &Path) {
    let start = Instant::now();
    // As the program does it.
    rayon::spawn(knowledge::prepare);
    let reading = reading::read(&[Source::Path(folder.to_owned())], &|_, _| {});
    let read = start.elapsed().as_secs_f64();
    let (count, text) = (
        reading.articles.len(),
        reading
            .articles
            .iter()
            .map(|article| article.text.len())
            .sum::<usize>() as f64,
    );
    let dossier = dossier::build(reading);
    let all = start.elapsed().as_secs_f64();
    let megabytes = text / 1e6;
    println!(
        "{count} articles, {megabytes:.1} MB: reading {read:.2} s, annotating and dossier {:.2} s, together {all:.2} s \
         ({:.1} MB/s, {} threads)",
        all - read,
        megabytes / all,
        rayon::current_num_threads()
    );
    println!(
        "    {} events, {} participants, {} figures, {} themes, {} comparisons",
        dossier.events.len(),
        dossier.participants.len(),
        dossier.figures.len(),
        dossier.agenda.len(),
        dossier.comparisons.len()
    );
    if let Some(peak) = peak() {
        println!(
            "    memory {:.0} MB, {:.1} times the text",
            peak / 1e6,
            peak / text
        );
    }
}

/// The most memory that this process held, in bytes.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1024.0)
}
