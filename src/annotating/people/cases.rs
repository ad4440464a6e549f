//! Small cases: a sentence and the people in it, written `name | office | country`.

use super::*;
use crate::annotating::Annotations;
use crate::annotating::testing::sentence;

/// The mentions that an office introduces or describes; a hint follows a question mark.
fn introduced(text: &str) -> String {
    let article = sentence(text);
    let notes = Annotations::of(&article);
    let shown: Vec<String> = notes
        .people
        .iter()
        .filter(|mention| mention.form != Form::Candidate)
        .map(|mention| {
            let office = mention.office.map_or("", |office| office.name);
            let hint = mention.hint.map(|iso| format!("{iso}?"));
            let country = mention.country.map(str::to_owned).or(hint);
            let from = country.or_else(|| mention.organisation.clone());
            format!("{} | {office} | {}", mention.name, from.unwrap_or_default())
        })
        .collect();
    shown.join("; ")
}

#[test]
fn introduces_people() {
    for (text, wanted) in [
        // The office has a country of its own, or holds its name.
        (
            "Treasury Secretary Ana Orlo spoke.",
            "Ana Orlo | treasury secretary | US",
        ),
        (
            "U.S. Trade Representative Ana Orlo spoke.",
            "Ana Orlo | trade representative | US",
        ),
        (
            "Ana Orlo, the trade commissioner, spoke.",
            "Ana Orlo | commissioner | EU",
        ),
        (
            "Kremlin spokesman Ivo Talin spoke.",
            "Ivo Talin | spokesperson | RU",
        ),
        (
            "UN Secretary-General Ivo Talin spoke.",
            "Ivo Talin | secretary-general | United Nations",
        ),
        (
            "Ivo Talin, a spokesman for the Chadian foreign minister, spoke.",
            "Ivo Talin | spokesperson | TD;  | foreign minister | TD",
        ),
        (
            "Ana Orlo, D-Ohio, the chairwoman of the committee, spoke.",
            "Ana Orlo | chairman | ",
        ),
        // A portfolio is no organisation.
        (
            "Ivo Talin, minister for Asia, spoke.",
            "Ivo Talin | minister | ",
        ),
        // A country before another person does not reach over that person.
        (
            "Former Danish president Ana Orlo and former secretary-general Ivo Talin spoke.",
            "Ana Orlo | president | DK; Ivo Talin | secretary-general | ",
        ),
        // Names.
        (
            "Prime Minister Shri Ana Orlo met Foreign Minister Dr. S. Talin.",
            "Ana Orlo | prime minister | ; S. Talin | foreign minister | ",
        ),
        (
            "Foreign minister Moro Ng'etha spoke.",
            "Moro Ng'etha | foreign minister | ",
        ),
        (
            "Danish foreign minister Jordan Ilves spoke.",
            "Jordan Ilves | foreign minister | DK",
        ),
        (
            "Prime Minister Ana\n  Orlo spoke.",
            "Ana Orlo | prime minister | ",
        ),
        ("They revived the General Terms of Lending.", ""),
        // Counterparts.
        (
            "Chad's foreign minister, Ana Orlo, met her Malian opposite number, Ivo Talin.",
            "Ana Orlo | foreign minister | TD; Ivo Talin | foreign minister | ML",
        ),
        (
            "President Ana Orlo met his counterparts from Chad and Mali.",
            "Ana Orlo | president | ;  | leader | TD;  | leader | ML",
        ),
    ] {
        assert_eq!(introduced(text), wanted, "{text}");
    }
}
