//! A dossier and keys in, frames out: the screen, without a terminal.
//!
//! [`Board`] is a dossier made ready for the screen, shared by every session that looks at it.
//! [`App`] is one session: [`App::action`] says what a key means (from the command table),
//! [`App::update`] changes the state, [`App::draw`] shows it. No input or output, no clock, no global
//! state: whoever owns the terminal hands in keys and sizes and does what the [`Effect`] says.

mod board;
mod boxes;
mod columns;
pub mod commands;
mod draw;
mod evidence;
mod find;
mod history;
mod human;
mod item;
mod keys;
mod layout;
mod lists;
mod load;
mod mouse;
mod moving;
mod palette;
mod pane;
mod prompts;
mod scope;
mod state;
mod symbols;
mod text;
mod theme;
mod tour;
mod update;
mod wrap;

pub use board::Board;
pub use commands::{Command, Keymap};
pub use keys::Key;
pub use layout::{SHARES, SOURCE};
pub use mouse::Mouse;
pub use state::{Access, App, Settings};
pub use text::Charset;
pub use theme::ThemeName;
pub use update::{Action, Effect};
