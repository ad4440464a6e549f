//! In: the text of a page. Out: its tags and the text between them, without building a tree.

/// Elements whose content is not markup.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// One tag of a page's text.
pub struct TagText<'t> {
    /// The name as written.
    pub name: &'t str,
    /// Whether it is an end tag.
    pub closes: bool,
    /// What stands between the name and the `>`.
    pub attributes: &'t str,
    /// How often an attribute may begin there.
    pub gaps: usize,
}

/// What a page's text falls into.
pub enum Token<'t> {
    /// Characters between tags.
    Text(&'t str),
    /// A tag.
    Tag(TagText<'t>),
}

/// Cuts a page's text into tags and text; comments and the contents of scripts and styles are left out.
pub fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let at = rest.find('<').unwrap_or(rest.len());
            if at > 0 {
                let (text, behind) = rest.split_at(at);
                rest = behind;
                return Some(Token::Text(text));
            }
            let inner = rest.get(1..).unwrap_or_default();
            if let Some(comment) = inner.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
                continue;
            }
            if inner.starts_with(['!', '?']) {
                rest = inner.split_once('>').map_or("", |(_, behind)| behind);
                continue;
            }
            let closes = inner.starts_with('/');
            let name_on = inner.strip_prefix('/').unwrap_or(inner);
            if !name_on.starts_with(|c: char| c.is_ascii_alphabetic()) {
                // A `<` that opens nothing is text.
                let next = inner.find('<').unwrap_or(inner.len());
                rest = inner.get(next..).unwrap_or_default();
                return Some(Token::Text(inner.get(..next).unwrap_or_default()));
            }
            let name_end = name_on
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
                .unwrap_or(name_on.len());
            let (name, behind) = name_on.split_at(name_end);
            let (end, gaps) = tag_end(behind);
            let (attributes, behind) = behind.split_at(end);
            rest = behind.strip_prefix('>').unwrap_or(behind);
            if !closes && is_one_of(name, &RAW) {
                rest = behind_raw(rest, name);
            }
            return Some(Token::Tag(TagText {
                name,
                closes,
                attributes,
                gaps,
            }));
        }
    })
}

/// Where the `>` of a tag stands, those in quoted values passed over, and the places where attributes may begin.
fn tag_end(text: &str) -> (usize, usize) {
    let mut quote = None;
    let mut before = b' ';
    let mut gaps = 0;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => {
                quote = None;
                gaps += 1;
            }
            (None, b'>') => return (at, gaps),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'/') => gaps += 1,
            (None, _) if byte.is_ascii_whitespace() => {
                gaps += usize::from(!before.is_ascii_whitespace());
                // White space may stand between `=` and a value.
                if before == b'=' {
                    continue;
                }
            }
            _ => {}
        }
        before = byte;
    }
    (text.len(), gaps)
}

/// The text behind the end tag of an element whose content is not markup.
fn behind_raw<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once("</") {
        if behind
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return behind.split_once('>').map_or("", |(_, behind)| behind);
        }
        rest = behind;
    }
    ""
}

/// Whether a tag's name is in a list of lower-case names.
pub fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}
