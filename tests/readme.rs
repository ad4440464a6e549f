//! The README against the program: its table of keys is the table of commands.

use summitry::app::commands::key_table;

const README: &str = include_str!("../README.md");

#[test]
fn keys_are_those_of_the_program() {
    let section = README
        .split_once("<!-- keys -->\n")
        .and_then(|(_, rest)| rest.split_once("<!-- /keys -->"))
        .map(|(table, _)| table.trim());
    let wanted = key_table();
    assert_eq!(
        section,
        Some(wanted.trim()),
        "between the <!-- keys --> marks of README.md belongs:\n\n{wanted}"
    );
}
