//! Six numbers that move, scale and turn points, and how they combine.

use lopdf::Object;

/// A transformation of the plane, as PDF writes it: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix {
    /// How far right a step to the right goes.
    pub a: f32,
    /// How far up a step to the right goes.
    pub b: f32,
    /// How far right a step up goes.
    pub c: f32,
    /// How far up a step up goes.
    pub d: f32,
    /// Where the origin lies, from the left.
    pub e: f32,
    /// Where the origin lies, from below.
    pub f: f32,
}

impl From<[f32; 6]> for Matrix {
    #[allow(clippy::many_single_char_names)]
    fn from([a, b, c, d, e, f]: [f32; 6]) -> Self {
        Self { a, b, c, d, e, f }
    }
}

impl Default for Matrix {
    fn default() -> Self {
        Self::scaled(1.0, 1.0)
    }
}

impl Matrix {
    /// Scales only.
    pub const fn scaled(a: f32, d: f32) -> Self {
        Self {
            a,
            b: 0.0,
            c: 0.0,
            d,
            e: 0.0,
            f: 0.0,
        }
    }

    /// Moves only.
    pub fn moved(e: f32, f: f32) -> Self {
        Self {
            e,
            f,
            ..Self::default()
        }
    }

    /// The matrix that six operands give.
    pub fn of(operands: &[Object]) -> Option<Self> {
        let numbers: Option<Vec<f32>> = operands.iter().map(|o| o.as_float().ok()).collect();
        <[f32; 6]>::try_from(numbers?).ok().map(Self::from)
    }

    /// This transformation, and the other after it.
    pub fn then(&self, after: &Self) -> Self {
        Self {
            a: self.a * after.a + self.b * after.c,
            b: self.a * after.b + self.b * after.d,
            c: self.c * after.a + self.d * after.c,
            d: self.c * after.b + self.d * after.d,
            e: self.e * after.a + self.f * after.c + after.e,
            f: self.e * after.b + self.f * after.d + after.f,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combines_in_order() {
        let scale = Matrix::scaled(2.0, 3.0);
        let shift = Matrix::moved(10.0, 20.0);
        assert_eq!((scale.then(&shift).e, scale.then(&shift).f), (10.0, 20.0));
        assert_eq!((shift.then(&scale).e, shift.then(&scale).f), (20.0, 60.0));
        let numbers: Vec<Object> = (1..=6).map(Object::Integer).collect();
        assert_eq!(Matrix::of(&numbers).map(|m| (m.b, m.f)), Some((2.0, 6.0)));
        assert_eq!(Matrix::of(&numbers[..5]), None);
    }
}
