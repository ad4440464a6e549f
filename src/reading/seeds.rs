//! The articles inside the program: what it shows when no path is given, and all that the demo reads.

/// File name and text of every embedded article, in order.
pub(super) const SEEDS: &[(&str, &str)] = &[
    ("seeds/01.txt", include_str!("../../seeds/01.txt")),
    ("seeds/02.txt", include_str!("../../seeds/02.txt")),
    ("seeds/03.txt", include_str!("../../seeds/03.txt")),
    ("seeds/04.txt", include_str!("../../seeds/04.txt")),
    ("seeds/05.txt", include_str!("../../seeds/05.txt")),
];
