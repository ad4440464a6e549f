//! All articles with their annotations in, one dossier out.

mod dating;
mod model;

pub use dating::{Dating, date_articles};
pub use model::*;

use crate::reading::Reading;

/// Builds the dossier of everything that was read.
pub fn build(reading: Reading) -> Dossier {
    Dossier {
        problems: reading.problems,
        ..Dossier::default()
    }
}
