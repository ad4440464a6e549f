//! The name of a core font in, the widths of its letters out; PDF files may leave these out.

use std::collections::HashMap;

/// Columns: code point, Helvetica, bold, Times, bold, italic, bold italic.
const TABLE: &str = include_str!("../../../../assets/core_font_widths.txt");

/// The width of each letter in thousandths of the font size. A font that is none of the core
/// fonts gets the widths of the one it is most like.
pub fn widths(font: &str) -> HashMap<char, f32> {
    let name = font.to_ascii_lowercase();
    let has = |part: &str| name.contains(part);
    let bold = has("bold") || has("black");
    let italic = has("italic") || has("oblique");
    let serif = ["times", "serif", "roman", "garamond", "georgia"];
    let column = match (
        serif.iter().any(|part| has(part)) && !has("sans"),
        bold,
        italic,
    ) {
        (false, false, _) => 0,
        (false, true, _) => 1,
        (true, false, false) => 2,
        (true, true, false) => 3,
        (true, false, true) => 4,
        (true, true, true) => 5,
    };
    rows()
        .filter_map(|(letter, mut widths)| {
            let width = if has("courier") || has("mono") {
                600.0
            } else {
                widths.nth(column)?
            };
            Some((letter, width))
        })
        .collect()
}

fn rows() -> impl Iterator<Item = (char, impl Iterator<Item = f32>)> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split_ascii_whitespace();
            let code = u32::from_str_radix(fields.next()?, 16).ok()?;
            let widths = fields.filter_map(|field| field.parse().ok());
            Some((char::from_u32(code)?, widths))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_widths_of_core_fonts() {
        for (font, letter, expected) in [
            ("Helvetica", 'i', 222.0),
            ("ABCDEF+Arial-BoldMT", 'i', 278.0),
            ("Times-Roman", 'm', 778.0),
            ("TimesNewRomanPS-BoldItalicMT", 'é', 444.0),
            ("Courier", 'i', 600.0),
            ("Helvetica-Oblique", '€', 556.0),
        ] {
            assert_eq!(
                widths(font).get(&letter),
                Some(&expected),
                "{font} {letter}"
            );
        }
    }

    #[test]
    fn every_row_is_whole() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert!(lines > 200);
        assert_eq!(rows().count(), lines);
        assert!(rows().all(|(_, widths)| widths.count() == 6));
    }
}
