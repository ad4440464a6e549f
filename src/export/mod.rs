//! A dossier in, files and pipes out.
