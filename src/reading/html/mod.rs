//! In: the text of a saved web page. Out: its blocks in reading order, and what it says of itself.

mod body;
mod cards;
mod container;
mod cues;
mod flow;
mod guard;
mod head;
mod headline;
mod jsonld;
mod lines;
mod marks;
mod names;
mod phrases;
mod pieces;
mod plain;
mod prose;
mod says;
mod settle;
mod survey;
mod tables;
mod tags;
mod times;
mod tokens;
mod tree;
mod unshown;
mod walk;
mod witness;

use dom_query::Document;

use crate::reading::BlockKind;
use crate::reading::open::contained;
use crate::reading::page::{Page, Says};

/// Reads a page.
pub(super) fn read(html: &str) -> Page {
    let Some(document) = parse(html) else {
        return Page {
            says: Says::default(),
            pieces: plain::read(html),
        };
    };
    let mut table = cues::CueTable::new();
    let tree = walk::walk(&document, &mut table);
    let head = head::read(&document);
    let data = jsonld::LinkedData::read(head.scripts.iter().map(String::as_str));
    let witness = data.article_body().and_then(witness::Witness::new);
    let named = says::named(&head, &data);
    let judgement = body::judge(&tree, &named, witness.as_ref());
    let pieces = pieces::of(&tree, &judgement);
    let headline = pieces
        .iter()
        .find(|piece| piece.kind == Some(BlockKind::Headline))
        .map(|piece| piece.text.as_str());
    let times = times::Times::of(&tree, &judgement);
    let says = says::read(&head, &data, headline, &times);
    Page {
        pieces: unshown::mend(pieces, data.article_body(), says.title.as_deref()),
        says,
    }
}

/// The words of a piece of markup.
pub(super) fn text(markup: &str) -> String {
    if !markup.contains(['<', '&']) {
        return markup.to_owned();
    }
    let page = read(markup);
    let words: Vec<&str> = page
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    words.join(" ")
}

/// Builds the tree; nothing if the library that does it fails on the page.
fn parse(html: &str) -> Option<Document> {
    if !guard::is_tame(html) {
        return None;
    }
    contained(|| Document::from(html)).ok()
}

#[cfg(test)]
mod tests;
