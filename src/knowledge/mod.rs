//! The tables in assets/, embedded at build time and parsed on first use.

pub mod table;
