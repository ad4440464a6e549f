//! JSON Lines in, TIMEX3 out: the temporal tagger as a tool of its own.

use std::io::{BufRead, Write};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::annotating::dates::{self, Timex3};
use crate::edtf::{Edtf, Partial};

/// One document, a line of input.
#[derive(Deserialize)]
struct Document {
    doc: String,
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
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    because: &'a str,
}

/// Tags documents, one a line, until the input ends.
pub fn run(input: impl BufRead, mut output: impl Write) -> Result<()> {
    let kind = None;
    for (number, line) in input.lines().enumerate() {
        let line = line.with_context(|| format!("line {} could not be read", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let document: Document = serde_json::from_str(&line).with_context(|| {
            format!(
                "line {} is not a document; give {{\"doc\", \"dct\", \"text\"}}",
                number + 1
            )
        })?;
        let created = document.dct.as_deref().and_then(created);
        let timexes = dates::tag(document.text.clone(), created, kind);
        let rows = rows(&document.text, &timexes);
        serde_json::to_writer(&mut output, &Tagged { doc: &document.doc, timex: rows })?;
        output.write_all(b"\n")?;
    }
    Ok(())
}

fn created(text: &str) -> Option<Edtf> {
    let day = text.get(..10).unwrap_or(text).parse().ok()?;
    Partial::day(day).map(Edtf::date)
}

fn rows<'a>(text: &'a str, timexes: &'a [Timex3]) -> Vec<Row<'a>> {
    let mut at = 0;
    let mut points = 0;
    let mut point = |byte: usize| {
        points += text.get(at..byte).unwrap_or_default().chars().count();
        at = byte;
        points
    };
    timexes
        .iter()
        .map(|timex| Row {
            start: point(timex.span.start),
            end: point(timex.span.end),
            text: timex.span.of(text),
            kind: timex.kind.name(),
            value: &timex.value,
            because: &timex.because,
        })
        .collect()
}
