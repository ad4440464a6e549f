//! Read a summit: one account of a diplomatic meeting from many press articles, every row of it one
//! key from the sentence that says so.
//!
//! Data flows one way: bytes → [`reading`] → [`annotating`] → [`dossier`] → [`export`] or [`app`].
//! What the program knows of the world is in [`knowledge`], tables embedded at build time.

pub mod annotating;
pub mod app;
pub mod cli;
pub mod config;
pub mod confine;
pub mod dossier;
pub mod edtf;
pub mod export;
pub mod knowledge;
pub mod reading;
pub mod span;
#[cfg(unix)]
pub mod ssh;
pub mod terminal;
pub mod timex;
