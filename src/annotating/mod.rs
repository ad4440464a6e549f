//! One article in, stand-off annotations out: each a byte range into the article's text.

pub mod dates;
pub mod figures;
pub mod tokens;
