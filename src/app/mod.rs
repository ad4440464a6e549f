//! A dossier and keys in, frames out.
