//! Theme words in, the agenda out: which theme each article reports, with the sentence that says most.

use std::collections::BTreeMap;

use crate::annotating::Annotations;
use crate::annotating::themes::ThemeMention;
use crate::dossier::{AgendaItem, Evidence, Mark, MarkKind, Mention};

/// One strong word in a sentence of business, in a heading or in the lead shows that an article reports a theme;
/// so do several others.
const ENOUGH: usize = 3;

/// The themes of all articles, the most reported first.
pub(super) fn build(annotations: &[Annotations<'_>]) -> Vec<AgendaItem> {
    let mut items: BTreeMap<&'static str, AgendaItem> = BTreeMap::new();
    for (article, notes) in annotations.iter().enumerate() {
        let mut by_theme: BTreeMap<&'static str, Vec<&ThemeMention>> = BTreeMap::new();
        for mention in &notes.themes {
            by_theme.entry(mention.theme).or_default().push(mention);
        }
        for (theme, mentions) in by_theme {
            if mentions
                .iter()
                .map(|mention| weight(mention))
                .sum::<usize>()
                < ENOUGH
            {
                continue;
            }
            let item = items.entry(theme).or_insert_with(|| AgendaItem {
                id: format!("a-{theme}"),
                theme,
                label: String::new(),
                mentions: Vec::new(),
                evidence: Vec::new(),
            });
            item.evidence.extend(evidence(notes, article, &mentions));
            item.mentions.extend(mentions.iter().map(|mention| Mention {
                article,
                sentence: mention.sentence,
                span: mention.span,
            }));
            extend_label(&mut item.label, notes, &mentions);
        }
    }
    let mut items: Vec<_> = items
        .into_values()
        .filter(|item| !item.evidence.is_empty())
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.evidence.len()));
    items
}

const fn weight(mention: &ThemeMention) -> usize {
    match (mention.strong, mention.in_business || mention.prominent) {
        (true, true) => ENOUGH,
        (true, false) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// The sentence with the most to say on the theme, its words marked.
fn evidence(
    notes: &Annotations<'_>,
    article: usize,
    mentions: &[&ThemeMention],
) -> Option<Evidence> {
    let mut weights: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in mentions {
        *weights.entry(mention.sentence).or_default() += weight(mention);
    }
    let (&best, _) = weights.iter().rev().max_by_key(|(_, weight)| **weight)?;
    let marks = mentions
        .iter()
        .filter(|mention| mention.sentence == best)
        .map(|mention| Mark {
            span: mention.span,
            kind: MarkKind::Theme,
        })
        .collect();
    let span = notes.tokens.article.sentences.get(best)?.span;
    Some(Evidence {
        article,
        span,
        marks,
    })
}

/// Adds the words of the text to the label: at most four, none twice.
fn extend_label(label: &mut String, notes: &Annotations<'_>, mentions: &[&ThemeMention]) {
    for mention in mentions {
        let words = plain(mention.span.of(&notes.tokens.article.text));
        let parts: Vec<&str> = label.split(", ").filter(|part| !part.is_empty()).collect();
        let known = parts
            .iter()
            .any(|part| part.contains(&words) || words.contains(part));
        if parts.len() >= 4 || known {
            continue;
        }
        if !label.is_empty() {
            label.push_str(", ");
        }
        label.push_str(&words);
    }
}

/// Words as they stand inside a sentence: acronyms keep their capitals.
fn plain(words: &str) -> String {
    let is_acronym = !words.chars().any(char::is_lowercase);
    if is_acronym {
        words.to_owned()
    } else {
        words.to_lowercase()
    }
}
