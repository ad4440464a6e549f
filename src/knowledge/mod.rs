//! The tables in assets/, embedded at build time and parsed on first use.

pub mod countries;
pub mod leaders;
pub mod offices;
pub mod organisations;
pub mod phrases;
pub mod table;
pub mod themes;
