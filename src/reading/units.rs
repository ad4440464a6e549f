//! Cleaned text in, units out: its lines, with hard-wrapped ones joined to paragraphs.

use super::tables::{is_piped, is_separator};
use super::{BlockKind, credit};
use crate::reading::cues::Cue;
use crate::span::Span;

/// A line, or the lines of one wrapped paragraph.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Where it stands, white space at its ends left out.
    pub(super) span: Span,
    /// Whether a blank line stands before it.
    pub(super) gap: bool,
    /// Its outer shape.
    pub(super) form: Form,
    /// Number of words, counted up to some hundreds of bytes.
    pub(super) words: usize,
    /// Whether it ends as a sentence does, or holds the end of one.
    pub(super) stops: bool,
    /// What it was found to be.
    pub(super) role: Option<BlockKind>,
    /// Whether markup told its role.
    pub(super) told: bool,
    /// The cells of a table row that markup told.
    pub(super) cells: Vec<Span>,
    /// What its wording says, where that counts only at the edges of the article.
    pub(super) cue: Option<Cue>,
}

/// The outer shape of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A line of marks.
    Rule,
    /// A Markdown heading.
    Heading,
    /// A line of a table.
    Pipe,
    /// A list item; the length of its bullet with the blanks behind it.
    Item(usize),
    /// Anything else.
    Text,
}

impl Unit {
    /// Running text by its looks: a sentence, or too long for anything else.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.form, Form::Text | Form::Item(_))
            && (self.stops && self.words >= 4 || self.words >= 20)
    }

    /// A short line that does not end as a sentence.
    pub(super) fn is_short(&self) -> bool {
        self.form == Form::Text && !self.stops && self.words <= 19
    }
}

struct Line {
    span: Span,
    gap: bool,
    indent: usize,
    form: Form,
}

/// Cuts the text from byte `from` on into units; every non-blank byte belongs to exactly one.
pub(super) fn units(text: &str, from: usize) -> Vec<Unit> {
    let mut lines = lines(text, from);
    pipe_loose_tables(text, &mut lines);
    let width = wrap_width(text, &lines);
    let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    let mut units: Vec<Unit> = Vec::with_capacity(lines.len());
    let mut index = 0;
    let mut listed = false;
    while let Some(line) = lines.get(index) {
        // Items of a list without bullets, under a colon, may begin with small letters.
        let small = line.span.of(text).starts_with(char::is_lowercase);
        let above = units.last().map_or("", |unit| unit.span.of(text));
        listed = width.is_none() && small && (above.ends_with(':') || listed && !line.gap);
        let mut span = line.span;
        let mut last = line;
        index += 1;
        while let Some(next) = lines.get(index) {
            if listed || !is_wrapped(text, last, next, width, margin) {
                break;
            }
            span = span.hull(next.span);
            last = next;
            index += 1;
        }
        units.push(unit(text, span, line));
    }
    units
}

fn unit(text: &str, span: Span, first: &Line) -> Unit {
    let content = span.of(text);
    let words = count_words(content);
    Unit {
        span,
        gap: first.gap,
        form: first.form,
        words,
        stops: stops(content, words),
        role: None,
        told: false,
        cells: Vec::new(),
        cue: None,
    }
}

fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = from;
    let mut gap = true;
    for raw in text.get(from..).unwrap_or_default().split('\n') {
        let start = raw.trim_start_matches(' ');
        let indent = raw.len() - start.len();
        let content = start.trim_end();
        if content.is_empty() {
            gap = true;
        } else {
            let start = at + indent;
            lines.push(Line {
                span: Span::new(start, start + content.len()),
                gap,
                indent,
                form: form(content),
            });
            gap = false;
        }
        at += raw.len() + 1;
    }
    lines
}

fn form(line: &str) -> Form {
    let first = line.as_bytes().first().copied().unwrap_or_default();
    let lettered = matches!(line.as_bytes().get(1), Some(b'.' | b')'));
    if !first.is_ascii_alphanumeric() || first.is_ascii_digit() || lettered {
        if first == b'|' {
            return Form::Pipe;
        }
        if is_rule(line) {
            return Form::Rule;
        }
        if first == b'#' && line.trim_start_matches('#').starts_with(' ') {
            return Form::Heading;
        }
        if let Some(bullet) = bullet_len(line) {
            return Form::Item(bullet);
        }
    }
    if is_piped(line) {
        return Form::Pipe;
    }
    Form::Text
}

/// A line of one or two kinds of marks, without letters or digits.
fn is_rule(line: &str) -> bool {
    line.len() <= 400
        && !line.contains(|c: char| c.is_alphanumeric())
        && !line.contains(['|', '\u{fffd}'])
}

/// Length of a bullet or a number with the blanks behind it.
fn bullet_len(line: &str) -> Option<usize> {
    let marked = line.strip_prefix([
        '-', '*', '•', '–', '—', '◦', '▪', '‣', '·', '●', '○', '■', '►', '✓', '+',
    ]);
    let rest = match marked {
        // "•Text" is an item, "-Text" and "*Text*" are not.
        Some(rest) if line.starts_with(['•', '▪', '‣', '●', '■', '►', '✓']) => rest,
        Some(rest) => rest.starts_with(' ').then_some(rest)?,
        None => {
            let open = line.strip_prefix('(').unwrap_or(line);
            let digits = open.bytes().take_while(u8::is_ascii_digit).count();
            let letter = open.starts_with(|c: char| c.is_ascii_lowercase());
            let count = if letter { 1 } else { digits };
            let rest = open.get(count..)?.strip_prefix(['.', ')'])?;
            // "2. 71 billion" goes on with a figure; an item begins with a word.
            let item = (1..=2).contains(&count)
                && rest.starts_with(' ')
                && !rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
            item.then_some(rest)?
        }
    };
    let content = rest.trim_start();
    (!content.is_empty()).then_some(line.len() - content.len())
}

/// Tables whose lines have marks only between cells are known by the separator.
fn pipe_loose_tables(text: &str, lines: &mut [Line]) {
    let separators: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.form == Form::Pipe && is_separator(line.span.of(text)))
        .map(|(index, _)| index)
        .collect();
    for at in separators {
        if let Some(above) = at.checked_sub(1).and_then(|above| lines.get_mut(above))
            && above.span.of(text).contains('|')
        {
            above.form = Form::Pipe;
        }
        for line in lines.iter_mut().skip(at + 1) {
            if line.gap || line.form == Form::Pipe || !line.span.of(text).contains('|') {
                break;
            }
            line.form = Form::Pipe;
        }
    }
}

/// The longest line that wrapping leaves; nothing is wrapped beyond it.
const WIDEST: usize = 120;

/// The width at which the file's lines were broken, or nothing where they were not.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let (mut count, mut long, mut width) = (0_usize, 0_usize, 0_usize);
    let running = |line: &Line| matches!(line.form, Form::Text | Form::Item(_));
    for line in lines.iter().filter(|line| running(line)) {
        count += 1;
        if line.span.len() > WIDEST {
            long += 1;
        } else {
            width = width.max(line.span.len());
        }
    }
    if count < 4 || long * 10 > count || width < 40 {
        return None;
    }
    // Wrapped text shows as many lines that fill the width and go on below in mid-sentence.
    let full = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(line, next)| {
            running(line)
                && next.form == Form::Text
                && !next.gap
                && line.span.len() + 16 >= width
                && !line.span.of(text).ends_with(['.', '!', '?', ':'])
        })
        .count();
    (full >= 3 && full * 4 >= count).then_some(width)
}

/// Whether `next` goes on with the paragraph of `line`; `margin` is the least indent of the file.
fn is_wrapped(text: &str, line: &Line, next: &Line, width: Option<usize>, margin: usize) -> bool {
    if next.gap
        || next.form != Form::Text
        || !matches!(line.form, Form::Text | Form::Item(_))
        || line.span.len() > WIDEST
        || line.span.len() < 30
    {
        return false;
    }
    let (above, below) = (line.span.of(text), next.span.of(text));
    if credit::label(below).is_some() || credit::label(above).is_some() {
        return false;
    }
    let lower = below.starts_with(char::is_lowercase);
    if lower && !above.ends_with(['.', '!', '?', ':', '|']) {
        return true;
    }
    let Some(width) = width else { return false };
    // The break is the wrap's own where the next word would not have fitted.
    let word = below.split(' ').next().map_or(0, str::len);
    let filled = line.indent + line.span.len() + 1 + word + 2 >= width;
    let ended = above
        .trim_end_matches(['"', '”', '’', '\'', ')'])
        .ends_with(['.', '!', '?', ':']);
    let indented = next.indent >= line.indent + 2 || ended && next.indent > margin;
    let new_paragraph = indented && line.form == Form::Text && !lower;
    filled && !new_paragraph
}

/// Number of words of a line, up to a hundred.
pub(super) fn count_words(line: &str) -> usize {
    let spaced = line
        .as_bytes()
        .split(|&byte| matches!(byte, b' ' | b'\n'))
        .take(100)
        .filter(|word| !word.is_empty())
        .count();
    if line.is_ascii() {
        return spaced;
    }
    // A word of the scripts that leave no blanks is about two letters long.
    let unspaced = line.chars().take(200).filter(|&c| is_unspaced(c)).count();
    spaced + unspaced / 2
}

/// Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff)
}

/// Whether the line ends as a sentence does. A short question or call may be a title.
pub(super) fn stops(line: &str, words: usize) -> bool {
    let bare = line.trim_end_matches(['*', '_', ' ']);
    let inner = bare.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    match inner.chars().next_back() {
        Some('.' | '…' | '。' | '।' | '۔' | '።' | '။' | '։') => true,
        Some('!' | '?' | '！' | '？' | '؟') => {
            inner.len() < bare.len() || words > 14 || inner.contains(". ")
        }
        _ => holds_stop(line),
    }
}

/// Whether a sentence ends inside the line: a stop behind a word that is no abbreviation, a capital
/// behind the stop.
fn holds_stop(line: &str) -> bool {
    let head = line.as_bytes();
    head.windows(7).take(400).any(|part| {
        let [a, b, c, d, b'.', b' ', next] = part else {
            return false;
        };
        [a, b, c, d].iter().all(|byte| byte.is_ascii_lowercase()) && next.is_ascii_uppercase()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        units(text, 0)
            .iter()
            .map(|unit| unit.span.of(text))
            .collect()
    }

    #[test]
    fn joins_wrapped_paragraphs() {
        let text = "LEADERS AGREE ON WATER\n\n\
            Leaders of nine countries met in the capital on Monday and said\n\
            that they would share the water of the river. The agreement is\n\
            the first of its kind in the region, and it ends a quarrel that\n\
            began forty years ago.\n\n\
            It will be signed in March. Two ministers said that the details\n\
            are still open, among them the price.\n";
        let parts = parts(text);
        assert_eq!(parts.len(), 3);
        assert!(parts[1].ends_with("forty years ago."));
        assert!(parts[2].ends_with("the price."));
    }

    #[test]
    fn cuts_wrapped_paragraphs_at_their_indents() {
        for indent in [" ", "   "] {
            let text = format!(
                "{indent}Leaders of nine countries met in the capital on Monday and said\n\
                 that they would share the water of the river, which they call fair.\n\
                 {indent}The agreement is the first of its kind in the region, and it ends\n\
                 a quarrel that began forty years ago, when the river last ran dry.\n\
                 {indent}It will be signed in March.\n\
                 {indent}Two ministers said that the details of the plan are still open,\n\
                 among them the price of the water.\n"
            );
            assert_eq!(parts(&text).len(), 4, "{indent:?}");
        }
    }

    #[test]
    fn keeps_paragraphs_of_one_line() {
        let text = "Leaders met on Monday.\nThey agreed on water and on the price that is to be paid.\n\
            - water\n- price\nThe talks go on.";
        assert_eq!(parts(text).len(), 5);
    }

    #[test]
    fn keeps_small_items_apart() {
        let text = "The states will:\n\nshare what they know of the river by May\n\
            hold a joint exercise every spring\nopen an office\n\nThey meet again in May.";
        assert_eq!(parts(text).len(), 5);
    }

    #[test]
    fn tells_prose_from_titles() {
        for (line, prose) in [
            ("The talks lasted three hours.", true),
            ("The talks lasted three hours. They go on", true),
            ("\"Why did they meet?\"", true),
            ("Why did they meet?", false),
            ("Ministers meet Mr. Okoro", false),
        ] {
            let unit = units(line, 0).remove(0);
            assert_eq!(unit.is_prose(), prose, "{line}");
        }
    }

    #[test]
    fn tells_forms() {
        for (line, wanted) in [
            ("---", Form::Rule),
            ("///", Form::Rule),
            ("## Title", Form::Heading),
            ("#tag", Form::Text),
            ("- item", Form::Item(2)),
            ("• item", Form::Item("• ".len())),
            ("1. Item", Form::Item(3)),
            ("(a) item", Form::Item(4)),
            ("b. Item", Form::Item(3)),
            ("2. 71 billion", Form::Text),
            ("-Text", Form::Text),
            ("**Bold** text", Form::Text),
            ("| a | b |", Form::Pipe),
            ("Plan |", Form::Pipe),
            ("Title | Outlet", Form::Text),
        ] {
            assert_eq!(form(line), wanted, "{line}");
        }
    }
}
