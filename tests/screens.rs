//! The screen without a terminal: keys go in through the real key map, frames come out of memory.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

mod common;
#[path = "common/session.rs"]
mod session;

use std::sync::Arc;

use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use summitry::app::{Action, Board, Charset, Command, Effect, Mouse, Settings, ThemeName};
use summitry::dossier::{Dossier, Evidence};
use summitry::span::Span;

use session::{Session, with};

#[test]
fn opens_on_the_timeline() {
    for (width, height) in [(120, 36), (80, 24), (60, 16), (40, 12), (50, 26), (100, 20)] {
        let session = Session::dark(width, height);
        assert_snapshot!(format!("opening_{width}x{height}"), session.text());
    }
}

#[test]
fn shows_every_pane_on_a_tall_screen() {
    assert_snapshot!(Session::dark(80, 46).text());
}

#[test]
fn shows_lists_side_by_side_on_a_huge_screen() {
    assert_snapshot!(Session::dark(200, 40).text());
}

#[test]
fn styles_the_selected_row_and_its_evidence() {
    assert_snapshot!(
        "styles_dark",
        Session::dark(80, 24).press("j j j j").styles()
    );
    let mono = with(ThemeName::Mono, Charset::Unicode);
    let mut session = Session::new(common::dossier(), mono, 80, 24);
    assert_snapshot!("styles_mono", session.press("3 j").styles());
}

#[test]
fn shows_ascii_only_where_asked_to() {
    let ascii = with(ThemeName::Mono, Charset::Ascii);
    let mut session = Session::new(common::dossier(), ascii, 120, 36);
    session.press("2 j j j j");
    assert_snapshot!(session.text());
    assert!(session.text().is_ascii());
    for keys in ["?", "Esc 5 ] End", "3 z G", "/ x"] {
        assert!(session.press(keys).text().is_ascii(), "{keys}");
    }
}

#[test]
fn lays_compared_sentences_one_key_apart() {
    let mut session = Session::dark(120, 36);
    session.press("3 j j");
    assert_eq!(session.marked(), "21bneuros");
    session.press("Right");
    assert_eq!(session.marked(), "about24billioneuros");
    assert_snapshot!(session.text());
}

#[test]
fn reads_the_source() {
    let mut session = Session::dark(80, 24);
    session.press("Enter PgDn Down");
    assert_snapshot!("source_scrolled", session.text());
    session.press("]");
    assert_snapshot!("source_next_article", session.text());
    session.press("[ Esc");
    assert!(session.text().contains("▸2031 Tue 3 Jun"));
}

#[test]
fn zooms() {
    let mut session = Session::dark(80, 24);
    let before = session.text();
    assert_snapshot!(session.press("2 z").text());
    assert_eq!(session.press("z 1").text(), before);
}

#[test]
fn helps() {
    let mut session = Session::dark(100, 40);
    assert_snapshot!("help", session.press("?").text());
    assert_snapshot!("help_end", session.press("End").text());
    let before = Session::dark(100, 40).text();
    assert_eq!(session.press("?").text(), before);
}

#[test]
fn finds_as_typed_whatever_the_accents() {
    let mut session = Session::dark(120, 36);
    let before = session.text();
    session.press("/").type_in("kalvane");
    assert!(session.text().contains("/kalvane  1/"));
    assert_snapshot!("find", session.text());
    session.press("Down Down Down Down");
    assert_snapshot!("find_in_source", session.text());
    assert_eq!(session.press("Esc").text(), before, "cancelled");
    session.press("/").type_in("kalvane").press("Enter n N n");
    assert!(session.text().contains("/kalvane  2/"));
    session.press("Esc");
    assert!(!session.text().contains("/kalvane"));
    session.press("/").type_in("nowhere");
    assert!(session.text().contains("no hits"));
}

#[test]
fn quits_and_suspends() {
    let mut session = Session::dark(80, 24);
    for (keys, effect) in [
        ("q", Effect::Quit),
        ("Ctrl-C", Effect::Quit),
        ("Ctrl-L", Effect::Repaint),
        ("? q", Effect::Quit),
        ("? j", Effect::Draw),
        ("Esc / q", Effect::Draw),
        ("Ctrl-C", Effect::Quit),
        ("Esc Ctrl-Z", Effect::Draw),
    ] {
        assert_eq!(session.press(keys).last, effect, "{keys}");
    }
    let mut session = Session::new(common::dossier(), Settings::default(), 80, 24);
    assert_eq!(session.press("Ctrl-Z").last, Effect::Suspend);
}

#[test]
fn says_so_when_the_screen_is_too_small() {
    let session = Session::dark(39, 4);
    let text = session.text().replace('\n', " ");
    assert!(text.contains("40 columns"), "{text}");
    Session::dark(1, 1);
}

#[test]
fn an_empty_dossier_is_shown_as_such() {
    let session = Session::new(Dossier::default(), Settings::default(), 80, 24);
    assert_snapshot!(session.text());
}

/// Every row shows its sentence with the marked phrases in it, and so does every further sentence.
#[test]
fn evidence_is_always_visible() {
    let dossier = common::dossier();
    let lists: [Vec<&[Evidence]>; 4] = [
        dossier.events.iter().map(|item| &*item.evidence).collect(),
        dossier
            .participants
            .iter()
            .map(|item| &*item.evidence)
            .collect(),
        dossier.figures.iter().map(|item| &*item.evidence).collect(),
        dossier.agenda.iter().map(|item| &*item.evidence).collect(),
    ];
    let mut session = Session::dark(120, 36);
    for (key, items) in ["1", "2", "3", "4"].into_iter().zip(lists) {
        session.press(key);
        session.press("g");
        for evidence in items {
            for one in evidence {
                let text = &dossier.articles[one.article].article.text;
                let mut marks: Vec<_> = one.marks.iter().map(|mark| mark.span).collect();
                marks.sort();
                let wanted: String = marks.iter().map(|span| span.of(text)).collect();
                assert_eq!(session.marked(), wanted.replace(' ', ""));
                session.press("Right");
            }
            session.press("Left Right j");
        }
    }
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => (0..Command::ALL.len()).prop_map(|index| Action::Do(Command::ALL[index])),
        2 => "[a-zA-Zé首 ]{1,3}".prop_map(Action::Type),
        2 => (1_u16..300, 1_u16..100).prop_map(|(width, height)| Action::Resize(width, height)),
        2 => (0_u16..300, 0_u16..100).prop_map(|(x, y)| Action::Mouse(Mouse::Click(x, y))),
        1 => (0_u16..300, 0_u16..100, any::<bool>()).prop_map(|(x, y, down)| Action::Mouse(Mouse::Wheel(x, y, down))),
        1 => Just(Action::Wake),
        1 => Just(Action::Progress(3, 7)),
        1 => Just(Action::Load(Arc::new(Board::new(common::dossier())))),
        1 => Just(Action::Load(Arc::new(Board::new(Dossier::default())))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_sequence_of_actions_panics(
        actions in prop::collection::vec(action(), 1..40),
        width in 1_u16..300,
        height in 1_u16..100,
        ascii: bool,
    ) {
        let charset = if ascii { Charset::Ascii } else { Charset::Unicode };
        let settings = with(ThemeName::Dark, charset);
        let mut session = Session::new(common::dossier(), settings, width, height);
        for action in actions {
            if let Action::Resize(width, height) = action {
                // Drawn once before the state hears of the new size.
                session.buffer = Buffer::empty(Rect::new(0, 0, width, height));
                session.draw();
            }
            session.app.update(action);
            session.draw();
        }
    }

    /// Ranges that do not fit their article are shown as nothing, not as a crash.
    #[test]
    fn no_dossier_panics(
        spans in prop::collection::vec((span(), span(), 0_usize..5), 1..20),
        actions in prop::collection::vec(action(), 1..12),
    ) {
        let mut dossier = common::dossier();
        let mut spans = spans.into_iter().cycle();
        let mut next = || spans.next().unwrap();
        let events = dossier.events.iter_mut().map(|item| &mut item.evidence);
        let figures = dossier.figures.iter_mut().map(|item| &mut item.evidence);
        for evidence in events.chain(figures).flatten() {
            let (sentence, phrase, article) = next();
            evidence.span = sentence;
            evidence.article = article;
            evidence.marks.iter_mut().for_each(|mark| mark.span = phrase);
        }
        for dated in &mut dossier.articles {
            for block in dated.article.blocks.iter_mut().step_by(3) {
                block.span = next().0;
                block.cells.iter_mut().for_each(|cell| *cell = next().1);
            }
            for sentence in dated.article.sentences.iter_mut().step_by(3) {
                sentence.span = next().0;
            }
        }
        let mut session = Session::new(dossier, Settings::default(), 120, 36);
        session.press("j Right / e Enter n n n");
        for action in actions {
            session.app.update(action);
            session.draw();
        }
    }
}

/// Any range: inside a text, reversed, or far outside.
fn span() -> impl Strategy<Value = Span> {
    let offset = || prop_oneof![0_usize..1500, Just(usize::MAX)];
    (offset(), offset()).prop_map(|(start, end)| Span::new(start, end))
}
