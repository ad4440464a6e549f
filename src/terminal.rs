//! stub
use crate::dossier::Dossier;
/// stub
#[derive(clap::Args, Debug)]
pub struct Display {
    /// Theme
    #[arg(long)]
    theme: Option<String>,
}
/// stub
pub fn is_usable() -> bool {
    false
}
/// stub
pub fn run(_d: Dossier, _x: &Display, _demo: bool) -> anyhow::Result<std::process::ExitCode> {
    Ok(std::process::ExitCode::SUCCESS)
}
