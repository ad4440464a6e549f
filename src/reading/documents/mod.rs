//! Readers of documents: the bytes of a PDF, a Word file or an ODT in, the pieces of its text out.

mod counting;
pub(super) mod docx;
mod flow;
mod fold;
pub(super) mod odt;
mod package;
pub(super) mod pdf;
mod sense;
mod xml;
