//! A million bytes of all that a keyboard, a mouse, a clipboard and a hostile program can send: nothing is
//! changed by them but the screen.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::eventually;
use crate::random::Random;
use crate::server::{OPEN, Server};
use crate::ssh_client::Visit;

/// Bytes in all, and visitors who send them.
const BYTES: usize = 1_000_000;
const VISITORS: usize = 4;

/// Memory that may be held in the end for what was seen on the way, in kB.
const MORE: u64 = 16 * 1024;

/// The beginnings of what is longer than a key, and whole ones.
const PARTS: [&[u8]; 34] = [
    b"\x1b",
    b"\x1b[",
    b"\x1bO",
    b"\x1b]",
    b"\x1bP",
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[C",
    b"\x1b[D",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\x1b[H",
    b"\x1b[F",
    b"\x1b[Z",
    b"\x1b[1;3D",
    b"\x1bOP",
    b"\x1b[15~",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[200~../../etc/passwd; rm -rf ~\x1b[201~",
    b"\x1b[<0;",
    b"\x1b[<65;10;10M",
    b"\x1b[<0;20;9M",
    b"\x1b[M !!",
    b"\x1b[?2026;2$y",
    b"\x1b]11;rgb:0/0/0\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[97;1:3u",
    b"\x1b[I",
    b"\x1b[99999999999999999999u",
    b"\x1b[;;;;;;;;",
    b"\r",
    b"\t",
    b"\x7f",
];

/// The end of a paste, of what the terminal says of itself, and of whatever lies over the panes.
const END: &[u8] = b"\x1b[201~\x07\x1b\\\x1b\x1b";

/// Some bytes of so many from the least one on. Those that leave are rare: of what comes after them nothing is
/// seen.
fn random_bytes(random: &mut Random, least: usize, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..random.below(64) {
        let byte = u8::try_from(least + random.below(count)).unwrap();
        if !matches!(byte, b'q' | 3 | 4) || random.below(100) == 0 {
            bytes.push(byte);
        }
    }
    bytes
}

/// What somebody sends next.
fn next(random: &mut Random) -> Vec<u8> {
    match random.below(8) {
        0 => random_bytes(random, 0, 256),
        1 | 2 => random.pick(&PARTS).to_vec(),
        3 => {
            let (kind, x, y) = (random.below(80), random.below(200), random.below(60));
            format!("\x1b[<{kind};{x};{y}M").into_bytes()
        }
        4 => {
            let most = *random.pick(&[4, 4, 4, 4, 4, 4, 4, 1000]);
            let paste = "päste \u{202e}\u{1b}[31m\n".repeat(random.below(most));
            format!("\x1b[200~{paste}\x1b[201~").into_bytes()
        }
        _ => random_bytes(random, 32, 95),
    }
}

/// What is in a folder: the files with what they hold.
fn contents(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let mut hash = DefaultHasher::new();
        fs::read(entry.path()).unwrap_or_default().hash(&mut hash);
        all.insert(entry.into_path(), hash.finish());
    }
    all
}

/// Sends so many bytes; whoever leaves by one of them comes again.
async fn scribble(to: SocketAddr, seed: usize, bytes: usize) {
    let visit = Visit {
        looks: false,
        ..Visit::default()
    };
    let mut random = Random(seed.try_into().unwrap());
    let mut client = visit.open(to).await;
    let (mut sent, mut since) = (0, 0);
    while sent < bytes {
        let next = next(&mut random);
        client.send(&next).await;
        sent += next.len();
        since += next.len();
        // Not more at once than is looked at; and what has begun ends, or little else would be seen.
        if since > 500 {
            since = 0;
            client.send(END).await;
            client.is_taken_in().await;
            sleep(Duration::from_millis(10)).await;
        }
        if client.seen.borrow().closed {
            client = visit.open(to).await;
        }
    }
    client.is_taken_in().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn input_changes_nothing_but_the_screen() {
    let articles = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scribbled");
    let _ = fs::remove_dir_all(&articles);
    fs::create_dir_all(&articles).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), articles.join(entry.file_name())).unwrap();
    }
    let arguments = [&OPEN[..], &[articles.to_str().unwrap()]].concat();
    let mut server = Server::start(&arguments);
    let first = Visit::default().open(server.address).await;
    first.reads("q quit").await;
    let shown = first.text();
    // What is made once is made now.
    scribble(server.address, 0, BYTES / 10).await;
    let before = (
        contents(&articles),
        contents(&server.folder),
        server.process().memory(),
    );
    let mut visitors = JoinSet::new();
    for seed in 1..=VISITORS {
        visitors.spawn(scribble(server.address, seed, BYTES / VISITORS));
    }
    visitors.join_all().await;
    eventually("all to leave but one", || {
        server.summary()["connections"] == 1
    })
    .await;
    assert!(
        server.runs() && server.told("fault").is_empty(),
        "{:?}",
        server.told("fault")
    );
    assert!(!server.process().has_had_children());
    let frames = server.told("session").into_iter();
    let frames: u64 = frames.map(|told| told["frames"].as_u64().unwrap()).sum();
    assert!(frames > 100, "{frames} frames: little was looked at");
    assert_eq!(contents(&articles), before.0);
    assert_eq!(contents(&server.folder), before.1);
    let memory = server.process().memory();
    assert!(
        memory < before.2 + MORE,
        "{} kB, then {memory} kB",
        before.2
    );
    let fresh = Visit::default().open(server.address).await;
    fresh.reads("q quit").await;
    assert_eq!(fresh.text(), shown);
    first.responds().await;
}
