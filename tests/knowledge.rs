//! Vocabulary against text: every phrase of the tables is found, whole, where it stands in an article.

use summitry::annotating::tokens::Tokens;
use summitry::knowledge::countries::countries;
use summitry::knowledge::offices::offices;
use summitry::knowledge::organisations::organisations;
use summitry::knowledge::table::{list, rows};
use summitry::knowledge::themes::themes;
use summitry::reading::{Article, Block, BlockKind, Sentence};
use summitry::span::Span;

/// An article of one sentence.
fn article(text: &str) -> Article {
    let span = Span::new(0, text.len());
    Article {
        text: text.to_owned(),
        blocks: vec![Block {
            span,
            kind: BlockKind::Paragraph,
            cells: Vec::new(),
        }],
        sentences: vec![Sentence {
            span,
            block: 0,
            kind: BlockKind::Paragraph,
        }],
        ..Article::default()
    }
}

/// Asserts that `find` takes all the words of every phrase in these columns of a table.
fn assert_found<const N: usize>(
    table: &'static str,
    columns: &[usize],
    find: impl Fn(&Tokens<'_>) -> Option<usize>,
) {
    for row in rows::<N>(table) {
        for phrase in columns
            .iter()
            .flat_map(|&column| list(row.get(column).copied().unwrap_or_default()))
        {
            let article = article(phrase);
            let tokens = Tokens::of(&article);
            assert_eq!(find(&tokens), Some(tokens.len()), "{phrase}");
        }
    }
}

#[test]
fn phrases_are_cut_like_text() {
    assert_found::<7>(
        include_str!("../assets/en/countries.tsv"),
        &[2, 3, 4, 5, 6],
        |tokens| Some(countries().find(|at| tokens.lower(at), 0)?.0),
    );
    assert_found::<3>(
        include_str!("../assets/en/offices.tsv"),
        &[1, 2],
        |tokens| Some(offices().find(|at| tokens.lower(at), 0)?.0),
    );
    assert_found::<5>(
        include_str!("../assets/organisations.tsv"),
        &[1, 4],
        |tokens| Some(organisations().find(|at| tokens.lower(at), 0)?.0),
    );
    assert_found::<3>(include_str!("../assets/en/themes.tsv"), &[1, 2], |tokens| {
        Some(themes().find(|at| tokens.lower(at), 0)?.0)
    });
}
