//! The letters of a page: where each stands on the upright page, how large, and which it is.

use unicode_normalization::UnicodeNormalization;

use super::direction::is_leftward;
use super::matrix::Matrix;
use crate::reading::documents::fold::{Folded, fold};

/// A page holds fewer letters than this; a large sheet of small print has a tenth of them.
const MOST: usize = 500_000;

/// One character on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    /// Which it is.
    pub c: char,
    /// Its left edge, from the left of the page.
    pub x: f32,
    /// Its right edge.
    pub end: f32,
    /// Its base line, from the bottom of the page.
    pub y: f32,
    /// Its font size on the page.
    pub size: f32,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether the file marks it as no part of the text, such as a running head.
    pub aside: bool,
}

/// What a file says of a stretch of content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// It is no part of the text.
    pub aside: bool,
    /// It stands for a soft hyphen.
    pub soft_hyphen: bool,
}

/// Collects the letters of one page.
#[derive(Debug, Default)]
pub struct Letters {
    /// The letters in the order they were drawn.
    pub drawn: Vec<Letter>,
    /// How many letters were drawn that the fonts do not tell.
    pub unknown: usize,
    /// Width and height of the page.
    pub page: (f32, f32),
    marks: Vec<Mark>,
}

impl Letters {
    /// An empty page of this size.
    pub fn on_page(width: f32, height: f32) -> Self {
        Self {
            page: (width, height),
            ..Self::default()
        }
    }

    /// Whether there are more letters than a page can hold.
    pub fn are_too_many(&self) -> bool {
        self.drawn.len() > MOST
    }

    /// A marked stretch begins, within those that have begun.
    pub fn begin_mark(&mut self, mark: Mark) {
        let outer = self.marks.last().copied().unwrap_or_default();
        // Only the count matters of marks that nest without end.
        self.marks.push(Mark {
            aside: mark.aside || outer.aside,
            soft_hyphen: mark.soft_hyphen,
        });
    }

    /// The innermost stretch ends; `outside` of those that have begun stay.
    pub fn end_mark(&mut self, outside: usize) {
        if self.marks.len() > outside {
            self.marks.pop();
        }
    }

    /// How many marked stretches have begun.
    pub fn mark_depth(&self) -> usize {
        self.marks.len()
    }

    /// Puts the text of one character code on the page: `place` maps the square of the letter's
    /// size 1 to the page, `width` is how much of it the letter takes.
    pub fn put(&mut self, text: &str, width: f32, place: &Matrix, bold: bool) {
        let mark = self.marks.last().copied().unwrap_or_default();
        let text = if mark.soft_hyphen { "\u{ad}" } else { text };
        let upright = place.a > 0.0 && place.b.abs() < place.a * 0.1;
        let size = place.d.abs();
        let (width_of_page, height) = self.page;
        let on_page = (-1.0..=width_of_page + 1.0).contains(&place.e)
            && (-1.0..=height + 1.0).contains(&place.f);
        // Slanted text is a stamp across the page; text beyond its edge is not seen.
        if !upright || !on_page || !size.is_normal() {
            return;
        }
        if text.is_empty() || text.starts_with('\u{fffd}') {
            self.unknown += 1;
            return;
        }
        let letters = single(text);
        let step = width * place.a / letters.len() as f32;
        let mut x = place.e;
        for c in letters {
            self.drawn.push(Letter {
                c,
                x,
                end: x + step,
                y: place.f,
                size,
                bold,
                aside: mark.aside,
            });
            x += step;
        }
    }
}

/// The letters of a character code's text from left to right; ligatures and the forms letters take
/// within a word become letters at once, since words are compared later.
fn single(text: &str) -> Vec<char> {
    const MOST_OF_ONE: usize = 8;
    let mut letters = Vec::with_capacity(1);
    for c in text.chars().take(MOST_OF_ONE) {
        if is_form(c) {
            // A mark that stands alone is told with the space below it.
            letters.extend([c].into_iter().nfkc().filter(|part| *part != ' '));
            continue;
        }
        match fold(c) {
            Folded::Letters(parts) => letters.extend(parts.chars()),
            Folded::Nothing | Folded::Space | Folded::Same => letters.push(c),
        }
    }
    if letters.iter().copied().any(is_leftward) {
        letters.reverse();
    }
    letters
}

/// Whether a character is a form that letters of Arabic or Hebrew take, or several of them at once.
fn is_form(c: char) -> bool {
    matches!(c, '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_upright_letters_on_the_page() {
        let mut letters = Letters::on_page(100.0, 100.0);
        let at = |x: f32, y: f32| Matrix::scaled(10.0, 10.0).then(&Matrix::moved(x, y));
        letters.put("\u{fb01}", 0.5, &at(10.0, 20.0), true);
        letters.put("x", 0.5, &at(300.0, 20.0), false);
        letters.put("", 0.5, &at(10.0, 20.0), false);
        let slanted = Matrix {
            b: 10.0,
            ..at(10.0, 20.0)
        };
        letters.put("D", 0.5, &slanted, false);
        letters.begin_mark(Mark {
            aside: true,
            soft_hyphen: false,
        });
        letters.put("1", 0.5, &at(50.0, 5.0), false);
        letters.end_mark(0);
        letters.end_mark(0);
        letters.put("z", 0.5, &at(50.0, 5.0), false);
        let told: Vec<(char, f32, bool)> =
            letters.drawn.iter().map(|l| (l.c, l.x, l.aside)).collect();
        assert_eq!(
            told,
            [
                ('f', 10.0, false),
                ('i', 12.5, false),
                ('1', 50.0, true),
                ('z', 50.0, false)
            ]
        );
        assert_eq!(letters.unknown, 1);
    }
}
