//! The program on a real pseudo-terminal: how it takes the terminal, and how it gives it back.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

#[path = "common/process.rs"]
mod process;
#[path = "common/terminal.rs"]
mod terminal;

use rustix::process::Signal;
use terminal::{Program, Setup, has};

/// The demo on a terminal of 80 columns and 24 rows.
fn demo() -> Program {
    Setup::new(["demo"]).open()
}

#[test]
fn q_and_ctrl_c_leave() {
    for keys in ["q", "\u{3}", "?q", "/\u{3}", "Tq", ":\u{3}", "M\u{3}"] {
        let mut program = demo();
        program.press(keys);
        assert_eq!(program.end(), 0, "{keys:?}");
    }
}

#[test]
fn signals_leave() {
    let signals = [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM];
    for (signal, code) in signals.into_iter().zip([129, 130, 131, 143]) {
        for keys in ["M", "/x", "T"] {
            let mut program = demo();
            program.press(keys);
            program.signal(signal);
            assert_eq!(program.end(), code, "{signal:?} after {keys}");
        }
    }
}

/// The terminal's window is closed: the program ends, and does not spin until then. The signal of that is
/// delivered, or ignored from the start (nohup), or goes to somebody else.
#[cfg(target_os = "linux")]
#[test]
fn a_hang_up_leaves() {
    use std::time::Duration;

    let nohup = "trap '' HUP; exec \"$0\" demo";
    for (what, setup) in [
        ("delivered", Setup::new(["demo"])),
        ("ignored", Setup::shell(nohup)),
        ("elsewhere", Setup::new(["demo"]).uncontrolled()),
        ("ignored and elsewhere", Setup::shell(nohup).uncontrolled()),
    ] {
        let mut program = setup.open();
        program.rests();
        let before = program.process().work();
        program.hang_up();
        let took = program.dies();
        let work = program.process().work_since(before);
        println!("hang-up {what}: gone after {took:?}, {work:?} of work");
        assert!(!program.process().has_had_children(), "{what}");
        assert_eq!(program.code(), 129, "{what}");
        assert!(took < Duration::from_secs(2), "{what}: took {took:?}");
        assert!(work < Duration::from_millis(150), "{what}: worked {work:?}");
    }
}

/// Run by the test below on a terminal, in a process of its own: one of the program's threads fails
/// when a signal comes.
#[test]
#[ignore = "part of another test"]
fn panics_at_a_signal() {
    use signal_hook::consts::SIGUSR1;
    use summitry::reading::Source;

    if std::env::var_os("PANIC_AT_A_SIGNAL").is_none() {
        return;
    }
    let mut signals = signal_hook::iterator::Signals::new([SIGUSR1]).unwrap();
    std::thread::spawn(move || {
        signals.forever().next();
        panic!("what has gone wrong");
    });
    summitry::terminal::run(vec![Source::Seeds], summitry::terminal::Options::default()).unwrap();
}

#[test]
fn a_panic_gives_the_terminal_back_and_ends_the_program() {
    let this = std::env::current_exe().unwrap();
    let mut program = Setup::of([this])
        .args(["panics_at_a_signal", "--exact", "--ignored", "--nocapture"])
        .env(&[("PANIC_AT_A_SIGNAL", "1")])
        .open();
    program.press("M");
    program.writes(0, b"\x1b[?1000h");
    program.signal(Signal::USR1);
    assert_eq!(program.end(), 101);
    program.sees("what has gone wrong");
    // Said on the terminal's own screen, where it stays.
    let written = program.written();
    let given_back = written.windows(8).position(|part| part == b"\x1b[?1049l");
    assert!(has(&written[given_back.unwrap()..], b"what has gone wrong"));
}

#[test]
fn stops_and_comes_back() {
    // (the key or the signal that stops it, whether the mouse is listened to)
    for (by_key, mouse) in [(true, false), (true, true), (false, false), (false, true)] {
        let mut program = Setup::new(["."; 0]).open();
        if mouse {
            program.press("M");
            program.writes(0, b"\x1b[?1000h\x1b[?1006h");
        }
        program.rests();
        let before = program.screen();
        if by_key {
            program.press("\u{1a}");
        } else {
            program.signal(Signal::TSTP);
        }
        program.gives_back();
        program.stops();
        program.has_modes_of_before();

        let stopped = program.count();
        program.signal(Signal::CONT);
        // All but the line in which a key says what it has done.
        let panes = |screen: &vt100::Screen| screen.contents_between(0, 0, 22, 0);
        program.wait_for("the same frame", |screen| {
            screen.alternate_screen() && panes(screen) == panes(&before)
        });
        program.rests();
        let anew = &program.written()[stopped..];
        assert!(has(anew, b"\x1b[2J"), "painted whole");
        assert_eq!(has(anew, b"\x1b[?1000h\x1b[?1006h"), mouse);
        assert!(program.screen().bracketed_paste());
        assert!(program.screen().hide_cursor());

        program.press("?");
        program.sees("Keys and signs");
        program.press("\u{1b}");
        program.misses("Keys and signs");
        program.press("q");
        assert_eq!(program.end(), 0);
    }
}

/// Whoever shows the demo to others does not want to find it stopped.
#[test]
fn the_stop_key_does_nothing_in_the_demo() {
    let mut program = demo();
    program.rests();
    let count = program.count();
    program.press("\u{1a}");
    program.press("?");
    program.sees("Keys and signs");
    assert!(!has(&program.written()[count..], b"\x1b[?1049l"));
    program.press("q");
    assert_eq!(program.end(), 0);
}

#[test]
fn paints_anew_when_asked_to() {
    let mut program = demo();
    program.rests();
    let (before, count) = (program.screen(), program.count());
    program.press("\u{c}");
    program.writes(count, b"\x1b[2J");
    program.rests();
    assert_eq!(program.screen().contents(), before.contents());
}

#[test]
fn follows_the_size_of_the_terminal() {
    let mut program = demo();
    for (columns, rows) in [(120, 36), (40, 12), (80, 24)] {
        program.resize(columns, rows);
        program.wait_for("the new size", |screen| {
            let bar = screen.contents_between(rows - 1, 0, rows - 1, columns);
            bar.trim_end().ends_with("q quit") && bar.len() + 20 > usize::from(columns)
        });
    }
    program.press("q");
    assert_eq!(program.end(), 0);
}

/// A window dragged about: five hundred sizes as fast as they come.
#[cfg(target_os = "linux")]
#[test]
fn a_storm_of_sizes_leaves_the_screen_of_the_last_one() {
    use std::time::Duration;

    let mut program = demo();
    let before = program.process().work();
    let mut random = 1_u32;
    let mut up_to = |most: u32| {
        // Numerical Recipes' quick generator; its upper bits are the better ones.
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(1 + (random >> 16) % most).unwrap()
    };
    for turn in 0..500 {
        let (columns, rows) = if turn % 50 == 0 {
            (1, 1)
        } else {
            (up_to(300), up_to(100))
        };
        program.resize(columns, rows);
        if turn % 5 == 0 {
            std::thread::yield_now();
        }
    }
    program.resize(100, 30);
    // The same as on a terminal that has had this size from the start.
    let mut other = Setup::new(["demo"]).size(100, 30).open();
    for program in [&mut program, &mut other] {
        program.press("g");
        program.wait_for("the first row", |screen| {
            screen.alternate_screen() && screen.contents_between(2, 0, 2, 2) == "│▸"
        });
        program.rests();
    }
    assert_eq!(program.text(), other.text());
    let work = program.process().work_since(before);
    println!("five hundred sizes: {work:?} of work");
    assert!(work < Duration::from_secs(5), "worked {work:?}");
    assert!(!program.process().has_had_children());
    program.press("q");
    assert_eq!(program.end(), 0);
}
