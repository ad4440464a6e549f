//! The program on a real pseudo-terminal: what it shows, and how it gives the terminal back.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the program has written so far.
struct Output {
    screen: vt100::Parser,
    ended: bool,
}

struct Program {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    slave: Box<dyn SlavePty + Send>,
    keys: Box<dyn Write + Send>,
    output: Arc<(Mutex<Output>, Condvar)>,
    modes: String,
}

impl Program {
    /// Starts the demo on a terminal of 80 columns and 24 rows.
    fn start() -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let (master, slave) = (pair.master, pair.slave);
        let modes = modes(&*master);
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_summitry"));
        command.arg("demo");
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")] {
            command.env(name, value);
        }
        command.env_remove("NO_COLOR");
        let mut reader = master.try_clone_reader().unwrap();
        let keys = master.take_writer().unwrap();
        let child = slave.spawn_command(command).unwrap();
        let screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        let output = Arc::new((
            Mutex::new(Output {
                screen,
                ended: false,
            }),
            Condvar::new(),
        ));
        let written = Arc::clone(&output);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let read = reader.read(&mut bytes).unwrap_or(0);
                let mut output = written.0.lock().unwrap();
                output.screen.process(&bytes[..read]);
                output.ended = read == 0;
                written.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let program = Self {
            child,
            master,
            slave,
            keys,
            output,
            modes,
        };
        program.wait_for("the first frame", |screen| {
            screen.alternate_screen() && screen.contents().contains("q quit")
        });
        program
    }

    /// Waits until the screen is as wanted.
    fn wait_for(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let (output, changed) = &*self.output;
        let mut output = output.lock().unwrap();
        while !wanted(output.screen.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            let contents = output.screen.screen().contents();
            assert!(
                !left.is_zero() && !output.ended,
                "waited for {what}; the screen:\n{contents}"
            );
            output = changed.wait_timeout(output, left).unwrap().0;
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn id(&self) -> Pid {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        Pid::from_raw(id).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    /// Waits for the end; the exit code, and the terminal must be as it was.
    fn end(mut self) -> u32 {
        let status = self.child.wait().unwrap();
        self.wait_for("the terminal to be given back", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        assert_eq!(modes(&*self.master), self.modes, "raw mode is left");
        drop(self.slave);
        status.exit_code()
    }
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

#[test]
fn q_and_ctrl_c_leave() {
    for keys in ["q", "\u{3}", "?q", "/\u{3}"] {
        let mut program = Program::start();
        program.press(keys);
        assert_eq!(program.end(), 0, "{keys:?}");
    }
}

#[test]
fn signals_leave() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let program = Program::start();
        program.signal(signal);
        assert_eq!(program.end(), code, "{signal:?}");
    }
}

#[test]
fn follows_the_size_of_the_terminal() {
    let mut program = Program::start();
    for (rows, cols) in [(36, 120), (12, 40), (24, 80)] {
        program
            .output
            .0
            .lock()
            .unwrap()
            .screen
            .screen_mut()
            .set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        program.master.resize(size).unwrap();
        program.wait_for("the new size", |screen| {
            let (last, width) = (rows - 1, cols);
            let bar = screen.contents_between(last, 0, last, width);
            bar.trim_end().ends_with("q quit") && bar.len() + 20 > usize::from(width)
        });
    }
    program.press("q");
    assert_eq!(program.end(), 0);
}

#[test]
fn stops_and_comes_back() {
    let mut program = Program::start();
    program.signal(Signal::TSTP);
    program.wait_for("the terminal to be given back", |screen| {
        !screen.alternate_screen()
    });
    // Continued before it has stopped, it would stop for good.
    let stopped = waitpid(Some(program.id()), WaitOptions::UNTRACED).unwrap();
    assert!(stopped.is_some_and(|(_, status)| status.stopped()));
    program.signal(Signal::CONT);
    let panes = |screen: &vt100::Screen| {
        screen.alternate_screen() && screen.contents().contains("1 Timeline")
    };
    program.wait_for("the panes", panes);
    program.press("?");
    program.wait_for("the help", |screen| {
        screen.contents().contains("Keys and signs")
    });
    program.press("\u{1b}");
    program.wait_for("the help to close", |screen| {
        !screen.contents().contains("Keys and signs")
    });
    program.press("\u{c}");
    program.wait_for("the panes again", panes);
    program.press("q");
    assert_eq!(program.end(), 0);
}
