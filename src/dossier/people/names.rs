//! Names compared word by word.

/// Whether `short` can stand for `full`: every word of it is a word (or the initial of one) of the full
/// name, and a single word is a family name.
pub(super) fn same_name(full: &[String], short: &[String], family_first: bool) -> bool {
    let matches = |word: &String| {
        full.iter().any(|mine| {
            mine == word
                || (word.len() == 1 && mine.starts_with(word.as_str()))
                || (full.len() == short.len() && is_spelling(mine, word))
        })
    };
    let whole = short.iter().filter(|word| word.len() > 1);
    let covered = !short.is_empty() && short.iter().all(matches) && whole.clone().count() > 0;
    let extends =
        full.len() > 1 && short.len() > full.len() && full.iter().all(|mine| short.contains(mine));
    match short {
        [one] => {
            let family = if family_first {
                full.first()
            } else {
                full.last()
            };
            family == Some(one) || full.len() == 1 && full.first() == Some(one)
        }
        _ => covered || extends,
    }
}

/// Whether two words are one name spelled in two ways ("Mohammed", "Mohammad"): alike but for a letter,
/// in long names two.
fn is_spelling(one: &str, other: &str) -> bool {
    let shorter = one.len().min(other.len());
    let most = match shorter {
        0..5 => return false,
        5..8 => 1,
        _ => 2,
    };
    one.as_bytes().first() == other.as_bytes().first() && strsim::levenshtein(one, other) <= most
}

/// The words of a name, folded to lower-case ASCII.
pub(super) fn words(name: &str) -> Vec<String> {
    any_ascii::any_ascii(name)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_short_names() {
        for (full, short, family_first, wanted) in [
            ("Maria Silva", "Silva", false, true),
            ("Maria Silva", "M. Silva", false, true),
            ("Maria Silva", "Maria", false, false),
            ("Maria Silva", "Jose Silva", false, false),
            ("Chen Wei Ming", "Chen", true, true),
            ("Chen Wei-ming", "Chen Wei Ming", true, true),
            ("Marcel Abou-Kaya", "Abou-Kaya", false, true),
        ] {
            assert_eq!(
                same_name(&words(full), &words(short), family_first),
                wanted,
                "{full} / {short}"
            );
        }
    }
}
