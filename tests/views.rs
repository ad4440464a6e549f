//! What a person does with the screen: the views, the focus, the reasons, from phrase to row and back, the
//! palette, the tour, the mouse, articles that change. Keys go in through the real key map.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

mod common;
#[path = "common/session.rs"]
mod session;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use insta::assert_snapshot;
use summitry::app::{Action, Board, Charset, Command, Effect, Keymap, Mouse, Settings, ThemeName};
use summitry::dossier::Dossier;
use summitry::reading::Problem;

use session::{Session, with};

/// The keys of the views, and what they are called.
const VIEWS: [(&str, &str); 5] = [
    ("c", "Coverage"),
    ("m", "Meetings"),
    ("p", "Places"),
    ("b", "Figures as bars"),
    ("a", "Articles"),
];

#[test]
fn every_view_is_one_key_away_and_esc_comes_back() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut session = Session::dark(width, height);
        let before = session.text();
        for (key, title) in VIEWS {
            session.press(key);
            assert!(session.text().contains(&format!(" {key} {title} ")));
            assert_snapshot!(format!("view_{title}_{width}x{height}"), session.text());
            session.press("j j Esc");
            session.press("1 g j");
            assert_eq!(session.text(), before, "{title}");
        }
    }
}

#[test]
fn views_are_drawn_in_ascii_and_without_colour() {
    let mut session = Session::new(
        common::dossier(),
        with(ThemeName::Mono, Charset::Ascii),
        120,
        36,
    );
    for (key, title) in VIEWS {
        session.press(key);
        assert!(session.text().is_ascii(), "{title}");
    }
    assert_snapshot!("view_Places_ascii", session.press("p j").text());
}

#[test]
fn focus_narrows_every_pane() {
    let mut session = Session::dark(120, 36);
    let before = session.text();
    session.press("2 f");
    assert!(session.text().contains("Ilze Kalvāne "));
    assert_snapshot!("focus_on_a_person", session.text());
    session.press("1 j f");
    assert_snapshot!("focus_on_a_person_and_a_day", session.text());
    session.press("x");
    assert!(session.text().contains("of 9 events"));
    session.press("X 1 g j");
    assert_eq!(session.text(), before);
    for (keys, chip) in [
        ("4 f", " security "),
        ("3 f", " “"),
        ("a f", " article 001 "),
        ("p f", " Latvia "),
    ] {
        session.press(keys);
        assert!(
            session.text().lines().nth(1).unwrap().contains(chip),
            "{keys}: {}",
            session.text()
        );
        session.press("X Esc");
    }
}

#[test]
fn focus_walks_every_sentence_on_the_person() {
    let mut session = Session::dark(120, 36);
    session.press("2");
    assert!(source_title(&session).contains(" 1/2 "));
    session.press("f");
    // One sentence an article is the evidence; narrowed to the person, every mention counts.
    assert!(source_title(&session).contains(" 1/3 "));
}

fn source_title(session: &Session) -> String {
    let text = session.text();
    let line = text.lines().find(|line| line.contains("5 Source")).unwrap();
    line.split_once("Source").unwrap().1.to_owned()
}

#[test]
fn nothing_in_common_is_said_and_not_shown() {
    let mut session = Session::dark(120, 36);
    // Only the first article speaks of who stays away.
    session.press("2 j j j j j f");
    let narrowed = session.text();
    assert!(narrowed.contains(" Lars Hegge "), "{narrowed}");
    session.press("5 ] ] f");
    assert!(
        session.text().contains("nothing concerns all of these"),
        "{}",
        session.text()
    );
    session.press("Esc");
    let title = |text: &str| text.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(title(&session.text()), title(&narrowed));
}

#[test]
fn why_explains_rows_and_articles() {
    let mut session = Session::dark(120, 36);
    for (name, keys) in [
        ("event", "w"),
        ("implied", "Esc 2 j j w"),
        ("compared", "Esc 3 j j w"),
        ("theme", "Esc 4 w"),
        ("article", "Esc 1 Enter w"),
    ] {
        assert_snapshot!(format!("why_{name}"), session.press(keys).text());
    }
    let mut session = Session::dark(120, 36);
    session.press("3 j j w Right");
    assert_eq!(
        session.marked(),
        "about24billioneuros",
        "the evidence walks beside the reasons"
    );
}

#[test]
fn phrases_lead_to_their_rows_and_back() {
    let mut session = Session::dark(120, 36);
    session.press("Enter");
    assert_snapshot!("phrases", session.styles());
    session.press("Tab");
    let chosen = session.text();
    session.press("Shift-Tab Shift-Tab Tab Tab");
    assert_eq!(session.text(), chosen, "round and round");
    let mut session = Session::dark(120, 36);
    // Kalvāne is named in the sentence on her arrival.
    session.press("Enter Shift-Tab Enter");
    assert!(
        session.text().contains("▸LV   Ilze Kalvāne"),
        "{}",
        session.text()
    );
    let at_person = session.text();
    session.press("Backspace");
    assert!(session.text().contains("⏎ its row"), "{}", session.text());
    session.press(">");
    assert_eq!(session.text(), at_person);
    session.press("Alt-Left Alt-Right");
    assert_eq!(session.text(), at_person);
}

#[test]
fn the_end_of_what_is_typed_is_seen() {
    for keys in ["/", ":", "? /"] {
        let mut session = Session::dark(80, 24);
        session.press(keys).type_in("FIRST");
        session.type_in(&" and more".repeat(12)).type_in("LAST");
        let text = session.text();
        assert!(
            text.contains("moreLAST") && !text.contains("FIRST"),
            "{text}"
        );
        let cursor = session.cursor.unwrap();
        let left = session.buffer.cell((cursor.x - 1, cursor.y)).unwrap();
        assert_eq!(left.symbol(), "T", "{text}");
    }
}

#[test]
fn the_palette_finds_commands_and_rows() {
    let mut session = Session::dark(120, 36);
    session.press(":");
    assert_snapshot!("palette", session.text());
    assert!(session.cursor.is_some());
    session.type_in("cover").press("Enter");
    assert!(session.text().contains(" c Coverage "));
    session.press("Esc :").type_in("strom");
    assert_snapshot!("palette_strom", session.text());
    session.press("Enter");
    assert!(
        session.text().contains("Karin Ström · "),
        "{}",
        session.text()
    );
    session.press(":").type_in("xyzzy").press("Enter");
    assert!(!session.text().contains("Commands and rows"));
}

#[test]
fn the_help_is_searched() {
    let mut session = Session::dark(100, 40);
    session.press("? /").type_in("zoom");
    assert_snapshot!("help_zoom", session.text());
    session.press("Enter j k Esc");
    assert!(!session.text().contains("Keys and signs"));
}

#[test]
fn words_are_edited_as_they_are_typed() {
    let mut session = Session::dark(120, 36);
    session.press("/").type_in("one two three");
    for (keys, line) in [
        ("Ctrl-W", "/one two "),
        ("Backspace", "/one two"),
        ("Ctrl-U", "/ "),
    ] {
        assert!(session.press(keys).text().contains(line), "{keys}");
    }
    session
        .app
        .update(Action::Type("pasted\u{1b}[31m\nwords".to_owned()));
    session.draw();
    assert!(session.text().contains("/pasted[31m words"));
}

#[test]
fn a_held_key_moves_the_row_and_the_source_follows_when_it_rests() {
    let mut session = Session::dark(120, 36);
    session.hit("j");
    session.draw();
    let first = session.marked();
    session.hit("j");
    session.hit("j");
    session.draw();
    assert_eq!(session.marked(), first, "the source waits");
    assert!(
        session
            .app
            .wakes()
            .is_some_and(|rest| rest < Duration::from_millis(200))
    );
    session.app.update(Action::Wake);
    session.draw();
    assert_ne!(session.marked(), first);
    let mut pressed = Session::dark(120, 36);
    pressed.press("j j j");
    assert_eq!(session.text(), pressed.text());
}

#[test]
fn the_list_moves_on_by_most_of_a_page_at_its_edge() {
    let mut dossier = common::dossier();
    let one = dossier.events.clone();
    dossier.events.extend((0..20).flat_map(|_| one.clone()));
    let mut session = Session::new(dossier, Settings::default(), 120, 36);
    let selected = |session: &Session| {
        session
            .text()
            .lines()
            .position(|line| line.contains('▸'))
            .unwrap()
    };
    let mut rows: Vec<usize> = Vec::new();
    for _ in 0..30 {
        session.press("j");
        rows.push(selected(&session));
    }
    let jumps = rows.windows(2).filter(|pair| pair[1] < pair[0]).count();
    assert!((2..8).contains(&jumps), "{rows:?}");
}

#[test]
fn the_split_is_moved_and_stays_within_bounds() {
    let mut session = Session::dark(120, 36);
    let border = |session: &Session| {
        session
            .text()
            .lines()
            .nth(1)
            .unwrap()
            .chars()
            .position(|c| c == '┬')
    };
    let before = border(&session);
    assert!(border(session.press("+ +")) < before);
    assert!(border(session.press("- - - -")) > before);
    session.press(&"- ".repeat(50));
    session.press(&"+ ".repeat(50));
    assert!(session.text().contains(" 5 Source "));
}

#[test]
fn the_tour_leads_round_by_itself_and_gives_the_screen_back() {
    let mut session = Session::dark(120, 36);
    session.press("2 j");
    let before = session.text();
    assert_eq!(
        session.app.wakes(),
        Some(Duration::from_mins(1)),
        "the demo waits a minute"
    );
    session.app.update(Action::Wake);
    session.draw();
    assert_snapshot!("tour", session.text());
    let mut steps = 1;
    while session.text().contains(" Tour ") {
        assert!(session.app.wakes().unwrap() < Duration::from_secs(20));
        session.app.update(Action::Wake);
        session.draw();
        steps += 1;
        assert!(steps < 50, "the tour ends");
    }
    assert!(steps > 10);
    assert_eq!(session.text(), before);
    session.press("T Space Space");
    assert!(session.text().contains(" Tour 3/"));
    session.press("Left");
    assert!(session.text().contains(" Tour 2/"));
    session.press("z");
    assert_eq!(session.text(), before, "any other key ends it");
    let mut session = Session::new(common::dossier(), Settings::default(), 120, 36);
    assert_eq!(session.app.wakes(), None, "only the demo leads round");
    session.press("T");
    assert_eq!(session.press("q").last, Effect::Quit);
}

#[test]
fn the_mouse_does_what_keys_do() {
    let mut session = Session::new(common::dossier(), Settings::default(), 120, 36);
    assert_eq!(session.press("M").last, Effect::Mouse(true));
    let at = |session: &mut Session, words: &str, double: bool| {
        let text = session.text();
        let (y, line) = text
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(words))
            .unwrap();
        let x = line.split_once(words).unwrap().0.chars().count();
        let click = Action::Mouse(Mouse::Click(x.try_into().unwrap(), y.try_into().unwrap()));
        for _ in 0..=usize::from(double) {
            session.app.update(click.clone());
        }
        session.draw();
    };
    at(&mut session, "Karin Ström", false);
    assert!(session.text().contains("▸SE   Karin Ström"));
    at(&mut session, "3 Figures", false);
    assert!(session.text().contains(" · "));
    at(&mut session, "Ström opens", true);
    assert!(
        session.text().contains("⏎ its row"),
        "a second click opens: {}",
        session.text()
    );
    session.press("Esc 2 f");
    assert!(session.text().contains("only"));
    at(&mut session, "Karin Ström", false);
    let before = session.text();
    session.app.update(Action::Mouse(Mouse::Wheel(10, 5, true)));
    session.draw();
    assert_ne!(session.text(), before, "the wheel moves");
    assert_eq!(session.press("M").last, Effect::Mouse(false));
}

#[test]
fn a_quote_is_copied_with_its_source_but_not_in_the_demo() {
    let mut session = Session::new(common::dossier(), Settings::default(), 120, 36);
    let Effect::Copy(text) = session.press("y").last.clone() else {
        panic!("nothing was copied");
    };
    assert!(
        text.starts_with("“Latvian President Ilze Kalvāne arrived"),
        "{text}"
    );
    assert!(
        text.contains("— The Northern Courier, “Leaders gather"),
        "{text}"
    );
    assert!(session.text().contains("sent to the terminal"));
    assert!(!session.press("j").text().contains("sent to the terminal"));
    let mut session = Session::dark(120, 36);
    assert_eq!(session.press("y").last, Effect::Draw);
}

#[test]
fn articles_that_change_leave_the_reader_where_he_is() {
    let mut whole = common::dossier();
    let one = whole.events.clone();
    for copy in 0..5 {
        let renamed = one.iter().cloned().map(|mut event| {
            event.id.push_str(&copy.to_string());
            event
        });
        whole.events.extend(renamed);
    }
    let mut fewer = whole.clone();
    fewer.events.remove(17);
    fewer.participants.remove(0);
    let mut session = Session::new(fewer, Settings::default(), 120, 36);
    session.press("2 j j 1 PgDn PgDn j Enter Tab");
    let chosen = session.marked();
    let line = |session: &Session| {
        session
            .text()
            .lines()
            .position(|line| line.contains("▸"))
            .unwrap()
    };
    let before = line(&session);
    session
        .app
        .update(Action::Load(Arc::new(Board::new(whole))));
    session.draw();
    assert_eq!(session.marked(), chosen);
    assert_eq!(line(&session), before, "the row stays on its line");
    assert!(
        session.text().contains("│+"),
        "what is new is marked: {}",
        session.text()
    );
    session.press("Esc 2 g");
    assert!(session.text().contains("▸LV   Ilze Kalvāne"));
    session.press("j");
    assert!(
        session.text().contains(" LV   Ilze Kalvāne"),
        "looked at, it is not new any more"
    );
    session
        .app
        .update(Action::Load(Arc::new(Board::new(Dossier::default()))));
    session.draw();
    assert!(session.text().contains("no events found"));
}

#[test]
fn reading_says_how_far_it_is_and_answers_keys() {
    let mut session = Session::new(Dossier::default(), Settings::default(), 120, 36);
    session.app.update(Action::Progress(1200, 10_000));
    session.draw();
    assert!(session.text().contains("reading 1200 of 10000 files"));
    session.press("?");
    assert!(session.text().contains("Keys and signs"));
    session.press("Esc c 1 / x Esc w f y Enter Tab T");
    session.app.update(Action::Progress(3, 3));
    session
        .app
        .update(Action::Preview(Arc::new(Board::new(unread()))));
    session.draw();
    assert!(
        session.text().contains("3 articles to read and to search"),
        "{}",
        session.text()
    );
    session.press("a j / v i s b y Enter Esc Esc");
    session
        .app
        .update(Action::Load(Arc::new(Board::new(common::dossier()))));
    session.draw();
    assert!(session.text().contains("3 articles"));
    session.app.update(Action::Progress(1, 3));
    session.draw();
    assert!(session.text().contains("reading anew: 1 of 3 files"));
}

/// The articles of the test dossier before anybody knows what they say.
fn unread() -> Dossier {
    Dossier {
        articles: common::dossier().articles,
        ..Dossier::default()
    }
}

#[test]
fn what_could_not_be_read_stands_among_the_articles() {
    let mut dossier = common::dossier();
    dossier.problems.push(Problem {
        file: "broken.pdf".to_owned(),
        what: "the file is damaged".to_owned(),
        remedy: "save it again".to_owned(),
        fatal: true,
    });
    let mut session = Session::new(dossier, Settings::default(), 120, 36);
    assert!(session.text().contains("1 unread"));
    session.press("a G");
    assert_snapshot!("unread", session.text());
}

#[test]
fn keys_of_a_configuration_are_shown_and_obeyed() {
    let keymap = Keymap::with(&BTreeMap::from([(
        "coverage".to_owned(),
        vec!["C".to_owned()],
    )]))
    .unwrap();
    let settings = Settings {
        keymap: Arc::new(keymap),
        ..Settings::default()
    };
    let mut session = Session::new(common::dossier(), settings, 120, 36);
    assert!(!session.press("c").text().contains("Coverage"));
    assert!(session.press("C").text().contains(" C Coverage "));
}

/// Every command of the table does something by a key, somewhere.
#[test]
fn every_command_is_reached_by_its_keys() {
    let keymap = Keymap::default();
    // What must have happened before a command can do anything.
    let before: BTreeMap<&str, &str> = BTreeMap::from([
        ("up", "j j"),
        ("page-up", "G"),
        ("first", "G"),
        ("timeline", "2"),
        ("previous-evidence", "3 j j"),
        ("next-evidence", "3 j j"),
        ("follow", "Enter"),
        ("next-phrase", "Enter"),
        ("previous-phrase", "Enter"),
        ("unfocus", "2 f"),
        ("unfocus-all", "2 f"),
        ("dashboard", "c"),
        ("go-back", "Enter"),
        ("go-forward", "Enter Backspace"),
        ("find-next", "/ e Enter"),
        ("find-previous", "/ e Enter"),
        ("back", "?"),
        ("accept", "/ e"),
        ("next", "/ e"),
        ("previous", "/ e"),
        ("erase", "/ e"),
        ("erase-word", "/ e"),
        ("erase-all", "/ e"),
        ("cancel", "/ e"),
        ("tour-next", "T"),
        ("tour-previous", "T Space"),
    ]);
    for entry in keymap.entries() {
        for key in &entry.keys {
            let mut session = Session::new(common::dossier(), Settings::default(), 100, 20);
            let name = entry.command.name();
            session.press(before.get(name).copied().unwrap_or_default());
            let text = (session.text(), session.styles());
            session.press(key);
            let effect = match entry.command {
                Command::Quit | Command::Interrupt => Effect::Quit,
                Command::Redraw => Effect::Repaint,
                Command::Suspend => Effect::Suspend,
                _ => {
                    assert_ne!(
                        (session.text(), session.styles()),
                        text,
                        "{key} for {name} does nothing"
                    );
                    continue;
                }
            };
            assert_eq!(session.last, effect, "{key} for {name}");
        }
    }
}
