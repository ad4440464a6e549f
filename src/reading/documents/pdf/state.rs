//! The operators that set and show text in, letters on the page out.

use std::rc::Rc;

use lopdf::Object;

use super::font::Font;
use super::letters::Letters;
use super::matrix::Matrix;

/// Where and how the next text is shown.
#[derive(Clone)]
pub struct TextState {
    place: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter_spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    /// Letters are drawn with an outline, which makes them bolder.
    outlined: bool,
}

impl TextState {
    /// The state at the start of a page or form that lies at `place`.
    pub fn new(place: Matrix) -> Self {
        Self {
            place,
            text: Matrix::default(),
            line: Matrix::default(),
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            outlined: false,
        }
    }

    /// Where a form used now would lie.
    pub fn place(&self) -> Matrix {
        self.place
    }

    /// Text is shown in this font from now on.
    pub fn set_font(&mut self, font: Rc<Font>, size: f32) {
        self.font = Some(font);
        self.size = size;
    }

    /// Carries out an operator; tells how many letters it showed.
    pub fn apply(&mut self, operator: &str, operands: &[Object], letters: &mut Letters) -> usize {
        match (operator, operands) {
            ("cm", _) => {
                let matrix = Matrix::of(operands).unwrap_or_default();
                self.place = matrix.then(&self.place);
            }
            ("BT", _) => self.move_to(Matrix::default()),
            ("Tm", _) => self.move_to(Matrix::of(operands).unwrap_or(self.line)),
            ("Td", [x, y]) => self.move_by(number(x), number(y)),
            ("TD", [x, y]) => {
                self.leading = -number(y);
                self.move_by(number(x), number(y));
            }
            ("T*", _) => self.move_by(0.0, -self.leading),
            ("Tc", [spacing]) => self.letter_spacing = number(spacing),
            ("Tw", [spacing]) => self.word_spacing = number(spacing),
            ("Tz", [scale]) => self.scale = number(scale) / 100.0,
            ("TL", [leading]) => self.leading = number(leading),
            ("Ts", [rise]) => self.rise = number(rise),
            ("Tr", [mode]) => self.outlined = matches!(mode, Object::Integer(2)),
            ("Tj", [Object::String(string, _)]) => return self.show(string, letters),
            ("'", [Object::String(string, _)]) => {
                self.move_by(0.0, -self.leading);
                return self.show(string, letters);
            }
            ("\"", [word, letter, Object::String(string, _)]) => {
                self.word_spacing = number(word);
                self.letter_spacing = number(letter);
                self.move_by(0.0, -self.leading);
                return self.show(string, letters);
            }
            ("TJ", [Object::Array(parts)]) => {
                let mut shown = 0;
                for part in parts {
                    match part {
                        Object::String(string, _) => shown += self.show(string, letters),
                        other => self.advance(-number(other) / 1000.0 * self.size),
                    }
                }
                return shown;
            }
            _ => {}
        }
        0
    }

    fn move_to(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.text = matrix;
    }

    fn move_by(&mut self, x: f32, y: f32) {
        self.move_to(Matrix::moved(x, y).then(&self.line));
    }

    fn advance(&mut self, step: f32) {
        self.text = Matrix::moved(step * self.scale, 0.0).then(&self.text);
    }

    fn show(&mut self, string: &[u8], letters: &mut Letters) -> usize {
        let Some(font) = self.font.clone() else {
            return 0;
        };
        let mut shown = 0;
        for letter in font.letters(string) {
            if letters.are_too_many() {
                break;
            }
            let mut square = Matrix::scaled(self.size * self.scale, self.size);
            square.f = self.rise;
            let place = square.then(&self.text).then(&self.place);
            let bold = font.bold || self.outlined;
            // Spacing belongs to the letter, so that spaced-out words stay whole.
            let spacing = self.letter_spacing / self.size;
            let width = letter.width + if spacing.is_finite() { spacing } else { 0.0 };
            letters.put(&letter.text, width, &place, bold);
            let mut step = letter.width * self.size + self.letter_spacing;
            if letter.is_space_code {
                step += self.word_spacing;
            }
            self.advance(step);
            shown += 1;
        }
        shown
    }
}

fn number(object: &Object) -> f32 {
    object.as_float().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, dictionary};

    use super::*;

    fn shown(operations: &[(&str, Vec<Object>)]) -> Vec<(char, i32, i32)> {
        let font = dictionary! {"Subtype" => "Type1", "BaseFont" => "Courier"};
        let mut state = TextState::new(Matrix::default());
        state.set_font(Rc::new(Font::read(&Document::new(), &font)), 10.0);
        let mut letters = Letters::on_page(500.0, 500.0);
        for (operator, operands) in operations {
            state.apply(operator, operands, &mut letters);
        }
        let rounded = |value: f32| format!("{value:.0}").parse().unwrap();
        let drawn = letters.drawn.iter();
        drawn.map(|l| (l.c, rounded(l.x), rounded(l.y))).collect()
    }

    #[test]
    fn shows_text_where_the_operators_put_it() {
        let text = Object::string_literal;
        let numbers = |numbers: &[i64]| numbers.iter().map(|n| (*n).into()).collect::<Vec<_>>();
        for (operations, expected) in [
            (
                vec![("Td", numbers(&[5, 100])), ("Tj", vec![text("ab")])],
                vec![('a', 5, 100), ('b', 11, 100)],
            ),
            (
                vec![
                    ("TL", numbers(&[12])),
                    ("Td", numbers(&[0, 100])),
                    ("'", vec![text("a")]),
                ],
                vec![('a', 0, 88)],
            ),
            (
                vec![
                    ("TD", numbers(&[0, 50])),
                    ("T*", vec![]),
                    ("\"", vec![4.into(), 1.into(), text(" a")]),
                ],
                vec![(' ', 0, 150), ('a', 11, 150)],
            ),
            (
                vec![(
                    "TJ",
                    vec![vec![text("a"), (-1000).into(), text("b")].into()],
                )],
                vec![('a', 0, 0), ('b', 16, 0)],
            ),
            (
                vec![
                    ("cm", numbers(&[2, 0, 0, 2, 10, 0])),
                    ("Tj", vec![text("ab")]),
                ],
                vec![('a', 10, 0), ('b', 22, 0)],
            ),
            (
                vec![
                    ("Tz", numbers(&[50])),
                    ("Ts", numbers(&[3])),
                    ("Tj", vec![text("ab")]),
                ],
                vec![('a', 0, 3), ('b', 3, 3)],
            ),
            (
                vec![("Tj", vec![]), ("TJ", vec![1.into()]), ("Td", vec![])],
                vec![],
            ),
        ] {
            assert_eq!(shown(&operations), expected, "{operations:?}");
        }
    }
}
