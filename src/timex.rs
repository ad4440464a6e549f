//! The temporal tagger as a tool of its own: documents as JSON Lines in, TIMEX3 out, one document at a time.

use std::io::{self, BufRead, BufWriter, Write};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::annotating::dates::{self, DocumentKind, Timex3, TimexAnchor};
use crate::edtf::Edtf;

/// What is written for each document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line, offsets in code points
    #[default]
    Jsonl,
    /// A `TimeML` document with inline TIMEX3
    Timeml,
}

/// What the dates of a text lean on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Leaning {
    /// What each text shows
    #[default]
    Auto,
    /// The document's own date
    News,
    /// The date mentioned last
    Narrative,
}

impl Leaning {
    const fn kind(self) -> Option<DocumentKind> {
        match self {
            Self::Auto => None,
            Self::News => Some(DocumentKind::News),
            Self::Narrative => Some(DocumentKind::Narrative),
        }
    }
}

/// One document, a line of input.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    doc: String,
    /// The date of the document in EDTF; null, empty or left out where it is not known.
    #[serde(default)]
    dct: Option<String>,
    text: String,
}

/// One document, a line of output.
#[derive(Serialize)]
struct Tagged<'a> {
    doc: &'a str,
    timex: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    tid: String,
    /// In code points.
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    because: &'a str,
}

/// Tags documents, one a line, until the input ends. Lines that hold none are told to `complain` and left
/// out; so are dates that cannot be read, whose documents are tagged without. Tells whether all was well.
pub fn run(
    input: impl BufRead,
    output: impl Write,
    format: Format,
    leaning: Leaning,
    mut complain: impl FnMut(&str),
) -> io::Result<bool> {
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let mut well = true;
    for (number, line) in input.split(b'\n').enumerate() {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let mut note = |what: &str| {
            complain(&format!("standard input, line {}: {what}", number + 1));
            well = false;
        };
        let document: Document = match serde_json::from_slice(&line) {
            Ok(document) => document,
            Err(error) => {
                note(&format!(
                    "{error}; give one JSON object a line, {{\"doc\": …, \"dct\": …, \"text\": …}}"
                ));
                continue;
            }
        };
        let created = document.dct.as_deref().filter(|dct| !dct.is_empty());
        let date = created.and_then(date_of);
        if date.is_none()
            && let Some(created) = created
        {
            note(&format!(
                "“{}” is no date; give YYYY-MM-DD, an interval of two, or leave \"dct\" out",
                created.escape_debug()
            ));
        }
        let timexes = dates::tag(&document.text, date, leaning.kind());
        match format {
            Format::Jsonl => write_line(&mut output, &document, &timexes)?,
            Format::Timeml => write_timeml(&mut output, &document, date, &timexes)?,
        }
        output.flush()?;
    }
    Ok(well)
}

/// A date in EDTF; of a date with a time, the date.
fn date_of(text: &str) -> Option<Edtf> {
    let date = text.split_once('T').map_or(text, |(date, _)| date);
    date.parse().ok()
}

fn tid(index: usize) -> String {
    format!("t{}", index + 1)
}

fn anchor(timex: &Timex3) -> Option<String> {
    Some(match timex.anchor? {
        TimexAnchor::Document => "t0".to_owned(),
        TimexAnchor::Expression(index) => tid(index),
    })
}

fn write_line(output: &mut impl Write, document: &Document, timexes: &[Timex3]) -> io::Result<()> {
    let text = &document.text;
    let (mut at, mut points) = (0, 0);
    let mut point = |byte: usize| {
        points += text.get(at..byte).unwrap_or_default().chars().count();
        at = byte;
        points
    };
    let row = |(index, timex)| {
        let timex: &Timex3 = timex;
        Row {
            tid: tid(index),
            start: point(timex.span.start),
            end: point(timex.span.end),
            text: timex.span.of(text),
            kind: timex.kind.name(),
            value: &timex.value,
            modifier: timex.modifier.map(dates::Modifier::name),
            anchor: anchor(timex),
            because: &timex.because,
        }
    };
    let tagged = Tagged {
        doc: &document.doc,
        timex: timexes.iter().enumerate().map(row).collect(),
    };
    serde_json::to_writer(&mut *output, &tagged)?;
    output.write_all(b"\n")
}

fn write_timeml(
    output: &mut impl Write,
    document: &Document,
    created: Option<Edtf>,
    timexes: &[Timex3],
) -> io::Result<()> {
    let created = created.map_or("XXXX-XX-XX".to_owned(), |date| date.to_string());
    write!(
        output,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>{}</DOCID>\n\
         <DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{created}\" temporalFunction=\"false\" \
         functionInDocument=\"CREATION_TIME\">{created}</TIMEX3></DCT>\n<TEXT>",
        escaped(&document.doc)
    )?;
    let text = |from, to| escaped(document.text.get(from..to).unwrap_or_default());
    let mut at = 0;
    for (index, timex) in timexes.iter().enumerate() {
        write!(
            output,
            "{}<TIMEX3 tid=\"{}\" type=\"{}\" value=\"{}\"",
            text(at, timex.span.start),
            tid(index),
            timex.kind.name(),
            timex.value
        )?;
        if let Some(modifier) = timex.modifier {
            write!(output, " mod=\"{}\"", modifier.name())?;
        }
        if let Some(anchor) = anchor(timex) {
            write!(
                output,
                " temporalFunction=\"true\" anchorTimeID=\"{anchor}\""
            )?;
        }
        write!(
            output,
            ">{}</TIMEX3>",
            text(timex.span.start, timex.span.end)
        )?;
        at = timex.span.end;
    }
    let rest = text(at, document.text.len());
    write!(output, "{rest}</TEXT>\n</TimeML>\n")
}

/// Text as XML 1.0 may hold it: marks as entities, characters it has no place for as U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A carriage return written as it is would be read back as a line feed.
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}
