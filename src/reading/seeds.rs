//! The articles inside the program: what the demo reads.

/// File name and text of every embedded article, in order.
pub(super) const SEEDS: &[(&str, &str)] = &[];
