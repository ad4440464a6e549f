//! A number in, the way a list writes it out: "3", "c", "iii".

/// A number in a format as Word names it.
pub fn written(number: u32, format: &str) -> String {
    let letter = || {
        let place = u8::try_from(number.saturating_sub(1) % 26).unwrap_or(0);
        char::from(b'a' + place).to_string()
    };
    match format {
        "lowerLetter" => letter(),
        "upperLetter" => letter().to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number.min(399);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_lists_do() {
        for (number, format, expected) in [
            (4, "decimal", "4"),
            (3, "lowerLetter", "c"),
            (28, "upperLetter", "B"),
            (4, "lowerRoman", "iv"),
            (19, "upperRoman", "XIX"),
            (48, "lowerRoman", "xlviii"),
            (u32::MAX, "lowerRoman", "cccxcix"),
        ] {
            assert_eq!(written(number, format), expected);
        }
    }
}
