//! A dossier in, text for files and pipes out.

mod check;
mod explain;
mod json;
mod text;

pub use check::check;
pub use explain::explain;
pub use json::json;
pub use text::text;
