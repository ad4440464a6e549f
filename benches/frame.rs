//! What a frame and a key press cost: of the embedded articles on two sizes of screen, of twenty articles
//! on one of 120 columns and 40 rows, and of an article of a megabyte, for the first time and once more.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the benchmark"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::Arc;

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use summitry::app::{Action, App, Board, Command, Settings};
use summitry::dossier::{self, Dossier};
use summitry::reading::{self, Source};
use summitry::span::Span;

fn main() {
    divan::main();
}

/// The test dossier seven times over.
fn dossier() -> Dossier {
    let one = common::dossier();
    let mut all = one.clone();
    for copy in 1..7 {
        let by = copy * one.articles.len();
        all.articles.extend(one.articles.iter().cloned());
        all.events
            .extend(one.events.iter().cloned().map(|mut event| {
                event
                    .evidence
                    .iter_mut()
                    .for_each(|evidence| evidence.article += by);
                event
            }));
        all.participants.extend(one.participants.iter().cloned());
        all.figures.extend(one.figures.iter().cloned());
    }
    all
}

fn app(dossier: Dossier) -> App {
    let mut app = App::new(Arc::new(Board::new(dossier)), Settings::default());
    app.update(Action::Resize(120, 40));
    app
}

/// The embedded articles.
fn seeds() -> Dossier {
    dossier::build(reading::read(&[Source::Seeds], &|_, _| {}))
}

#[divan::bench(args = [(120, 40), (80, 24)])]
fn seeds_key_and_frame(bencher: Bencher, (width, height): (u16, u16)) {
    let mut app = app(seeds());
    app.update(Action::Resize(width, height));
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let mut keys = [Command::Down, Command::Down, Command::Up, Command::Up]
        .into_iter()
        .cycle();
    bencher.bench_local(|| {
        app.update(Action::Do(keys.next().unwrap()));
        app.draw(&mut buffer)
    });
}

#[divan::bench]
fn start(bencher: Bencher) {
    bencher.with_inputs(dossier).bench_values(app);
}

#[divan::bench]
fn frame(bencher: Bencher) {
    let app = app(dossier());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| app.draw(&mut buffer));
}

#[divan::bench]
fn key_and_frame(bencher: Bencher) {
    let mut app = app(dossier());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| {
        app.update(Action::Do(Command::Down));
        app.draw(&mut buffer)
    });
}

/// One paragraph of about a megabyte.
fn long() -> Dossier {
    let mut dossier = common::dossier();
    let article = &mut dossier.articles[0].article;
    let sentence = "The delegates went on to speak of ferries, cables and the price of fish. ";
    article.text = sentence.repeat(1_000_000 / sentence.len());
    article.blocks.truncate(1);
    article.blocks[0].kind = summitry::reading::BlockKind::Paragraph;
    article.blocks[0].span = Span::new(0, article.text.len());
    dossier
}

#[divan::bench(sample_count = 10)]
fn wrap_a_megabyte(bencher: Bencher) {
    bencher.with_inputs(long).bench_values(app);
}

#[divan::bench]
fn frame_of_a_megabyte(bencher: Bencher) {
    let app = app(long());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| app.draw(&mut buffer));
}
