//! What a key press costs, to its frame: of the embedded articles, and of a large collection of made-up articles
//! (`tests/common/many.rs`) about one meeting; and what scrolling costs in an article of 30 kB and in one of
//! 3 MB. Prints the median, the 99th percentile and the most of each kind of key. An argument is another number
//! of articles.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the benchmark"
)]

#[path = "../tests/common/many.rs"]
mod many;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use summitry::app::{Action, App, Board, Settings};
use summitry::dossier;
use summitry::reading::{self, Article, Reading, Source};
use summitry::terminal::encoder::Encoder;
use summitry::terminal::key_of;

const SIZE: (u16, u16) = (120, 40);

/// The kinds of keys: what is pressed before, and what is pressed again and again.
const KEYS: [(&str, &str, &str); 11] = [
    ("down, held", "g", "j"),
    ("page down, then home", "1", "PPPPg"),
    ("next evidence", "1g", "l"),
    ("pane", "1", "2341"),
    (
        "focus on a person, a theme, a day, and off",
        "1g",
        "2f4f1fXX",
    ),
    ("views", "1", "cmbpad"),
    ("why, and off", "1g", "ww"),
    (
        "find, letter by letter, and off",
        "1",
        "/talks\u{1b}/ministers of\u{1b}",
    ),
    (
        "palette, letter by letter, and off",
        "1",
        ":minis\u{1b}:sign\u{1b}",
    ),
    ("source, scrolled", "1g\r", "jjjjPPPPkkkk"),
    ("phrases", "1g\r", "\t\t\t"),
];

fn main() {
    let count = std::env::args()
        .skip(1)
        .find_map(|one| one.parse().ok())
        .unwrap_or(10_000);
    let seeds = Board::new(dossier::build(reading::read(&[Source::Seeds], &|_, _| {})));
    measure("the embedded articles", seeds);
    let articles = many::articles(count);
    let articles = articles
        .iter()
        .map(|(name, text)| read(name, text))
        .collect();
    let begun = Instant::now();
    let dossier = dossier::build(Reading {
        articles,
        ..Reading::default()
    });
    let built = begun.elapsed();
    let begun = Instant::now();
    let board = Board::new(dossier);
    println!(
        "\n{count} articles: dossier {built:.2?}, board {:.2?}",
        begun.elapsed()
    );
    let begun = Instant::now();
    board.prepare();
    println!("find and palette made ready: {:.2?}", begun.elapsed());
    measure(&format!("{count} articles"), board);
    long_articles();
}

fn read(name: &str, text: &str) -> Article {
    reading::read_bytes(name, text.as_bytes()).unwrap()
}

/// Presses each kind of key many times over.
fn measure(what: &str, board: Board) {
    let board = Arc::new(board);
    println!(
        "\n{what}, {}×{}: a key, its frame and the bytes for it",
        SIZE.0, SIZE.1
    );
    let mut all = Vec::new();
    for (name, before, keys) in KEYS {
        let mut session = Session::new(Arc::clone(&board));
        session.press(before);
        let mut times: Vec<Duration> = Vec::new();
        while times.len() < 400 {
            times.extend(keys.chars().map(|key| session.timed(key)));
        }
        all.extend_from_slice(&times);
        tell(name, times);
    }
    tell("all keys", all);
}

fn tell(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!(
        "  {name:44} median {:9.2?}  99 % {:9.2?}  most {:9.2?}",
        at(50),
        at(99),
        at(100)
    );
}

/// Scrolls through an article a hundred times as long as another one: the frames must cost the same.
fn long_articles() {
    let sentence = "The delegates went on to speak of ferries, cables and the price of fish. ";
    let article = |bytes: usize| {
        let paragraph = sentence.repeat(8) + "\n\n";
        paragraph.repeat(bytes / paragraph.len())
    };
    println!();
    let mut medians = Vec::new();
    for bytes in [30_000, 3_000_000] {
        let articles = vec![read("long.txt", &article(bytes))];
        let dossier = dossier::build(Reading {
            articles,
            ..Reading::default()
        });
        let mut session = Session::new(Arc::new(Board::new(dossier)));
        session.press("5");
        let mut times: Vec<Duration> = (0..2_000)
            .map(|at| session.timed(if at % 400 < 200 { 'j' } else { 'k' }))
            .collect();
        times.sort_unstable();
        medians.push(times[times.len() / 2]);
        tell(
            &format!("scrolling an article of {} kB", bytes / 1000),
            times,
        );
    }
    println!(
        "  ratio {:.2}",
        medians[1].as_secs_f64() / medians[0].as_secs_f64()
    );
}

struct Session {
    app: App,
    encoder: Encoder,
    shown: Option<Buffer>,
    bytes: Vec<u8>,
}

impl Session {
    fn new(board: Arc<Board>) -> Self {
        let mut app = App::new(board, Settings::default());
        app.update(Action::Resize(SIZE.0, SIZE.1));
        Self {
            app,
            encoder: Encoder::new(),
            shown: None,
            bytes: Vec::new(),
        }
    }

    fn press(&mut self, keys: &str) {
        keys.chars().for_each(|key| _ = self.timed(key));
    }

    /// Presses a key and lets it rest; the time to the bytes of the frame.
    fn timed(&mut self, key: char) -> Duration {
        let code = match key {
            'P' => KeyCode::PageDown,
            '\r' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\u{1b}' => KeyCode::Esc,
            key => KeyCode::Char(key),
        };
        let begun = Instant::now();
        let key = key_of(&KeyEvent::new(code, KeyModifiers::NONE));
        if let Some(action) = key.and_then(|key| self.app.action(key)) {
            self.app.update(action);
            self.app.update(Action::Wake);
        }
        let mut next = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let cursor = self.app.draw(&mut next);
        self.bytes.clear();
        self.encoder
            .encode(self.shown.as_ref(), &next, cursor, &mut self.bytes);
        self.shown = Some(next);
        begun.elapsed()
    }
}
