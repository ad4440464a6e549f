//! What happens in, a line each on standard error out: for people, or as JSON for programs.
//!
//! A thread of its own writes, so that nobody waits for whoever reads; lines that nobody reads in time are
//! dropped, and their number told.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

/// Lines that wait to be written at most.
const MOST: usize = 1024;

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Time, event, and what is known of it, for people
    #[default]
    Text,
    /// An object a line
    Json,
}

/// Where lines go.
#[derive(Clone, Debug)]
pub struct Journal {
    format: Format,
    lines: SyncSender<String>,
    dropped: Arc<AtomicU64>,
}

impl Journal {
    /// Begins a journal, with the thread that writes it. What is received at last says that all is written, once
    /// there is no copy of the journal left.
    pub fn begin(format: Format) -> (Self, Receiver<()>) {
        let (lines, written) = sync_channel(MOST);
        let (ends, ended) = sync_channel(1);
        let journal = Self {
            format,
            lines,
            dropped: Arc::default(),
        };
        let dropped = Arc::clone(&journal.dropped);
        thread::spawn(move || {
            write(written, &dropped, format);
            ends.send(())
        });
        (journal, ended)
    }

    /// Tells of an event.
    pub fn tell(&self, event: &str, what: &[(&str, Value)]) {
        if self.lines.try_send(line(self.format, event, what)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn write(lines: Receiver<String>, dropped: &AtomicU64, format: Format) {
    let put = |line: &str| {
        // Nothing is left to tell where standard error is gone.
        let _ = io::stderr().write_all(line.as_bytes());
    };
    for written in lines {
        put(&written);
        let count = dropped.swap(0, Ordering::Relaxed);
        if count > 0 {
            put(&line(format, "dropped", &[("lines", count.into())]));
        }
    }
}

fn line(format: Format, event: &str, what: &[(&str, Value)]) -> String {
    let now = DateTime::<Utc>::from(SystemTime::now());
    let now = now.to_rfc3339_opts(SecondsFormat::Millis, true);
    let mut line = String::new();
    // What is not known or not there is no word for a person.
    let is_told = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    // Writing to a string cannot fail.
    let _ = match format {
        Format::Text => write!(line, "{now} {event}"),
        Format::Json => write!(line, r#"{{"time":"{now}","event":"{event}""#),
    };
    for (name, value) in what {
        let _ = match (format, value) {
            (Format::Json, _) => write!(line, r#","{name}":{value}"#),
            (Format::Text, value) if !is_told(value) => Ok(()),
            (Format::Text, Value::String(text)) if is_word(text) => write!(line, " {name}={text}"),
            (Format::Text, Value::Array(list)) => {
                let words = list.iter().filter_map(Value::as_str).collect::<Vec<_>>();
                write!(line, " {name}={}", words.join(","))
            }
            (Format::Text, _) => write!(line, " {name}={value}"),
        };
    }
    line.push_str(if format == Format::Json { "}\n" } else { "\n" });
    line
}

/// Whether a text stands without quotes.
fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '='))
}

/// The most characters of a stranger's text that are told.
const MOST_TOLD: usize = 64;

/// A stranger's text, shortened, and with everything but plain ASCII escaped: it may be meant for the terminal
/// of whoever reads the journal.
pub fn escaped(text: &str) -> Value {
    let mut told: String = text
        .chars()
        .take(MOST_TOLD)
        .flat_map(char::escape_default)
        .collect();
    if text.chars().nth(MOST_TOLD).is_some() {
        told.push_str("...");
    }
    told.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_for_people_or_for_programs() {
        let what = [
            ("id", Value::from(7)),
            ("key", Value::Null),
            ("term", escaped("xterm\u{1b}[31m\u{9b}\n\u{202e} x")),
            ("user", escaped(&"é".repeat(100))),
            ("refused", vec!["exec", "x11"].into()),
            ("end", "left".into()),
        ];
        let text = line(Format::Text, "session", &what);
        let json = line(Format::Json, "session", &what);
        for line in [&text, &json] {
            assert!(
                line.ends_with('\n') && line.trim_end().chars().all(|c| (' '..='~').contains(&c))
            );
        }
        assert!(text.contains(" session id=7 term=\""), "{text}");
        assert!(text.contains(" refused=exec,x11 end=left\n"), "{text}");
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["event"], "session");
        assert_eq!(json["term"], r"xterm\u{1b}[31m\u{9b}\n\u{202e} x");
        assert_eq!(json["refused"][1], "x11");
        assert!(json["time"].as_str().unwrap().ends_with('Z'));
    }
}
