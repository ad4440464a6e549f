//! A dossier in, text for files and pipes out.

mod explain;
mod json;
mod text;

pub use explain::explain;
pub use json::json;
pub use text::text;
