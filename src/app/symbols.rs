//! The signs on the screen, each in Unicode and in ASCII, and what they mean.

use std::sync::LazyLock;

use crate::knowledge::table::rows;

const TABLE: &str = include_str!("../../assets/symbols.tsv");

/// One row of the table: name, sign, ASCII sign, pane, meaning.
type Row = [&'static str; 5];

macro_rules! symbols {
    ($($symbol:ident = $name:literal),* $(,)?) => {
        /// A sign.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "assets/symbols.tsv says what each means")]
        pub enum Symbol { $($symbol),* }

        /// The names of the signs in assets/symbols.tsv, in the order of [`Symbol`].
        const NAMES: &[&str] = &[$($name),*];
    };
}

symbols! {
    Happened = "happened", Planned = "planned", Background = "background",
    Relative = "relative", Inferred = "inferred", Unknown = "unknown",
    Report = "report", Agree = "agree", Differ = "differ", Unclear = "unclear",
    Implied = "implied", Absent = "absent", Mentioned = "mentioned",
    About = "about", Over = "over", AtLeast = "at-least", Under = "under", UpTo = "up-to",
    Rise = "rise", Fall = "fall", Bar = "bar",
    Evidence = "evidence", Furniture = "furniture", New = "new", Selected = "selected",
    Ellipsis = "ellipsis", Separator = "separator",
    ArrowUp = "arrow-up", ArrowDown = "arrow-down", ArrowLeft = "arrow-left",
    ArrowRight = "arrow-right", Enter = "enter",
}

static SIGNS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let table: Vec<Row> = rows(TABLE).collect();
    let row = |wanted: &&str| table.iter().find(|[name, ..]| name == wanted).copied();
    NAMES
        .iter()
        .map(|name| row(name).unwrap_or_default())
        .collect()
});

/// A sign, in ASCII where wanted.
pub fn sign(symbol: Symbol, ascii: bool) -> &'static str {
    let row = SIGNS.get(symbol as usize).copied().unwrap_or_default();
    let [_, unicode, plain, ..] = row;
    if ascii { plain } else { unicode }
}

/// A text with the signs that it names between braces ("{report}").
pub fn write(text: &str, ascii: bool) -> String {
    let mut written = text.to_owned();
    for [name, unicode, plain, ..] in SIGNS.iter() {
        written = written.replace(&format!("{{{name}}}"), if ascii { plain } else { unicode });
    }
    written
}

/// The legend: sign, pane it stands in, meaning.
pub fn legend(ascii: bool) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SIGNS
        .iter()
        .filter(|[.., meaning]| !meaning.is_empty())
        .map(move |[_, unicode, plain, pane, meaning]| {
            (if ascii { *plain } else { *unicode }, *pane, *meaning)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_has_a_row_and_an_ascii_sign() {
        assert_eq!(rows::<5>(TABLE).count(), NAMES.len());
        for [name, unicode, ascii, ..] in SIGNS.iter() {
            assert!(!name.is_empty() && !unicode.is_empty());
            assert!(!ascii.is_empty() && ascii.is_ascii(), "{name}");
        }
    }
}
