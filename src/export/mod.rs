//! A dossier in, text for files and pipes out.

mod json;
mod text;

pub use json::json;
pub use text::text;
