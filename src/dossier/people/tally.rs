//! Values counted in the order in which they were given.

/// Values with how often each was given, in the order in which they first were.
#[derive(Debug)]
pub(super) struct Tally<T>(pub(super) Vec<(T, usize)>);

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Tally<T> {
    pub(super) fn add(&mut self, value: T) {
        match self.0.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => self.0.push((value, 1)),
        }
    }

    /// The value given most often, the first of equals.
    pub(super) fn top(&self) -> Option<&T> {
        self.0
            .iter()
            .rev()
            .max_by_key(|(_, count)| *count)
            .map(|(value, _)| value)
    }

    pub(super) fn has(&self, value: &T) -> bool {
        self.values().any(|known| known == value)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().map(|(value, _)| value)
    }
}
