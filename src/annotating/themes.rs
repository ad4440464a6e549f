//! Tokens in, theme words out.

use crate::annotating::tokens::Tokens;
use crate::knowledge::themes;
use crate::reading::BlockKind;
use crate::span::Span;

/// A word or phrase that shows a theme.
#[derive(Clone, Debug)]
pub struct ThemeMention {
    /// The word or phrase.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// One of the closed list.
    pub theme: &'static str,
    /// Whether it names the theme by itself.
    pub strong: bool,
}

/// Finds every theme word outside headlines, in reading order.
pub fn recognise(tokens: &Tokens<'_>) -> Vec<ThemeMention> {
    let mut mentions = Vec::new();
    for (sentence, info, range) in tokens.sentences() {
        if matches!(info.kind, BlockKind::Headline | BlockKind::Subhead) {
            continue;
        }
        let word_at = |index: usize| if index < range.end { tokens.lower(index) } else { "" };
        let mut at = range.start;
        while at < range.end {
            let Some((len, cues)) = themes::longest(word_at, at) else {
                at += 1;
                continue;
            };
            let span = tokens.span(at..at + len);
            mentions.extend(cues.iter().map(|cue| ThemeMention {
                span,
                sentence,
                theme: cue.theme,
                strong: cue.strong,
            }));
            at += len;
        }
    }
    mentions
}
