//! A title or an author from a file's properties in; whether it is one, or a program's filler, out.

/// Whether a title is one, and not the name of a file.
pub fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = lower.rsplit_once('.').is_some_and(|(_, ending)| {
        let endings = [
            "doc", "docx", "odt", "pdf", "indd", "rtf", "qxd", "pub", "htm", "html",
        ];
        endings.contains(&ending)
    });
    let program = [
        "microsoft word",
        "word document",
        "powerpoint presentation",
        "untitled",
        "document",
        "(anonymous)",
        "layout 1",
        "slide 1",
    ];
    let is_empty_word = program.iter().any(|word| lower == *word)
        || lower.starts_with("microsoft word - ")
        || lower.starts_with("untitled");
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    !is_file && !is_empty_word && letters >= 4 && !lower.contains("://")
}

/// Whether an author is a name, and not an account or a program's filler.
pub fn is_name(author: &str) -> bool {
    let words = author.split_whitespace().count();
    let lower = author.to_lowercase();
    let filler = [
        "(anonymous)",
        "anonymous",
        "unknown",
        "author",
        "user",
        "administrator",
        "admin",
    ];
    let is_mixed = author.chars().any(char::is_uppercase) && author.chars().any(char::is_lowercase);
    !filler.contains(&lower.as_str()) && is_mixed && words >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_titles_and_names() {
        for (title, expected) in [
            ("Joint Communiqué of the Harbour States", true),
            ("Microsoft Word - decl_final.doc", false),
            ("report.indd", false),
            ("Untitled-1", false),
            ("2014", false),
        ] {
            assert_eq!(is_title(title), expected, "{title}");
        }
        for (author, expected) in [
            ("Mira Oldenquist", true),
            ("jdoe", false),
            ("ADMIN", false),
            ("Unknown", false),
        ] {
            assert_eq!(is_name(author), expected, "{author}");
        }
    }
}
