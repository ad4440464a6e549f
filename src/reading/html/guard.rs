//! In: the text of a page. Out: whether a tree can be built of it in a time that grows with its length.
//!
//! Three things make the building of a tree slow out of all proportion: elements nested very deep, formatting
//! elements left open by the hundred (each new block opens them all again), and an element with very many
//! attributes (each is compared with all before it). Pages do none of these.

use super::tokens::{TagText, Token, is_one_of, tokens};

/// Deepest nesting a tree is built for.
const DEEPEST: usize = 512;
/// Most formatting elements that may be left open.
const MOST_UNCLOSED: usize = 400;
/// Most attributes of one element, told by the white space in its tag.
const MOST_ATTRIBUTES: usize = 2_000;

/// Elements without content.
const VOID: [&str; 16] = [
    "area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr", "html",
];
/// Elements that the next of their kind closes, unless one of `HOLDERS` stands between.
const CLOSED_BY_NEXT: [&str; 16] = [
    "a", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup",
    "rp", "rt", "button",
];
const HOLDERS: [&str; 15] = [
    "ul",
    "ol",
    "dl",
    "table",
    "div",
    "section",
    "article",
    "aside",
    "main",
    "form",
    "blockquote",
    "figure",
    "header",
    "footer",
    "nav",
];
const FORMATTING: [&str; 13] = [
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Whether the page may be given to the tree builder.
pub fn is_tame(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut formatting: usize = 0;
    for token in tokens(html) {
        let Token::Tag(tag) = token else { continue };
        if tag.gaps > MOST_ATTRIBUTES {
            return false;
        }
        if is_one_of(tag.name, &FORMATTING) {
            formatting = if tag.closes {
                formatting.saturating_sub(1)
            } else {
                formatting + 1
            };
        }
        if tag.closes {
            if let Some(at) = open
                .iter()
                .rposition(|known| known.eq_ignore_ascii_case(tag.name))
            {
                open.truncate(at);
            }
        } else if !is_one_of(tag.name, &VOID) && !closes_itself(&tag, &open) {
            if is_one_of(tag.name, &CLOSED_BY_NEXT) {
                close_last(&mut open, tag.name);
            }
            open.push(tag.name);
        }
        if open.len() > DEEPEST || formatting > MOST_UNCLOSED {
            return false;
        }
    }
    true
}

/// `<path/>`: the slash counts inside drawings and formulas only.
fn closes_itself(tag: &TagText, open: &[&str]) -> bool {
    tag.attributes.ends_with('/') && open.iter().any(|name| is_one_of(name, &["svg", "math"]))
}

/// Closes the last element of the name, if no holder of such elements was opened since.
fn close_last(open: &mut Vec<&str>, name: &str) {
    let is_name = |known: &str| known.eq_ignore_ascii_case(name);
    let near = open
        .iter()
        .rposition(|known| is_name(known) || is_one_of(known, &HOLDERS));
    if let Some(at) = near.filter(|at| open.get(*at).is_some_and(|known| is_name(known))) {
        open.truncate(at);
    }
}
