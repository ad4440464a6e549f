//! Two ordered sets in, what they have in common out.

use std::cmp::Ordering;

/// The share of common members where there is one, minus one where there is none, zero where a set is
/// empty.
pub(super) fn agreement<T: Ord>(one: &[T], other: &[T]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    if shared(one, other) == 0 {
        -1.0
    } else {
        overlap(one, other)
    }
}

/// The share of common members among all members of two ordered sets, 0 to 1.
pub(super) fn overlap<T: Ord>(one: &[T], other: &[T]) -> f64 {
    let shared = shared(one, other);
    let all = one.len() + other.len() - shared;
    if all == 0 {
        0.0
    } else {
        shared as f64 / all as f64
    }
}

/// Number of common members of two ordered sets.
pub(super) fn shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut shared = 0;
    while let (Some(mine), Some(theirs)) = (one.peek(), other.peek()) {
        match mine.cmp(theirs) {
            Ordering::Less => _ = one.next(),
            Ordering::Greater => _ = other.next(),
            Ordering::Equal => {
                shared += 1;
                _ = (one.next(), other.next());
            }
        }
    }
    shared
}
