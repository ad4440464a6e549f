//! The `summitry` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    summitry::cli::run()
}
