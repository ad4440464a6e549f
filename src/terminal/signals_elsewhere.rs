//! Systems other than Unix end a terminal program themselves: there is nothing to report.

use std::sync::mpsc::Sender;

use super::Report;

pub fn watch(_reports: &Sender<Report>) -> anyhow::Result<()> {
    Ok(())
}

pub const fn left() {}

pub const fn stop() {}
