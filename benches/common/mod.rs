//! What benchmarks read: the embedded articles.

pub const SEEDS: [&str; 5] = [
    include_str!("../../seeds/01.txt"),
    include_str!("../../seeds/02.txt"),
    include_str!("../../seeds/03.txt"),
    include_str!("../../seeds/04.txt"),
    include_str!("../../seeds/05.txt"),
];
pub const MEGABYTE: usize = 1_000_000;
