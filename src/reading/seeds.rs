//! The articles inside the program: what it shows when no path is given, and all that the demo reads.

/// File name and text of every embedded article, in order.
pub(super) const SEEDS: &[(&str, &str)] = &[
    ("01.txt", include_str!("../../seeds/01.txt")),
    ("02.txt", include_str!("../../seeds/02.txt")),
    ("03.txt", include_str!("../../seeds/03.txt")),
    ("04.txt", include_str!("../../seeds/04.txt")),
    ("05.txt", include_str!("../../seeds/05.txt")),
];
