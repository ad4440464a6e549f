//! What a document says of itself: its title, author and date, where they are sensible.

use lopdf::{Dictionary, Document, Object};

use super::font;
use super::is_repeat;
use crate::reading::BlockKind;
use crate::reading::documents::fold;
use crate::reading::documents::sense::{is_name, is_title, words};
use crate::reading::documents::xml::{self, Mark};
use crate::reading::page::{Piece, Says};

/// Reads the dictionary of information, or else the XMP packet.
pub fn says(doc: &Document) -> Says {
    let empty = Dictionary::new();
    let info = font::dictionary_at(doc, &doc.trailer, b"Info").unwrap_or(&empty);
    let catalog = doc.catalog().unwrap_or(&empty);
    let packet = font::stream_at(doc, catalog, b"Metadata").unwrap_or_default();
    let packet = packet_says(&packet);
    let title = text(doc, info, b"Title").filter(|title| is_title(title));
    let author = text(doc, info, b"Author").filter(|author| is_name(author));
    let created = text(doc, info, b"CreationDate").and_then(|date| iso(&date));
    Says {
        title: title.or(packet.title),
        authors: author.map_or(packet.authors, |author| vec![author]),
        saved: created.or(packet.saved),
        language: text(doc, catalog, b"Lang"),
        ..Says::default()
    }
}

/// The address that a browser printed at the foot of each page.
pub fn printed_from(doc: &Document, pieces: &[Piece]) -> Option<String> {
    let info = font::dictionary_at(doc, &doc.trailer, b"Info")?;
    let producer = text(doc, info, b"Producer").unwrap_or_default();
    let creator = text(doc, info, b"Creator").unwrap_or_default();
    let is_browser = words("browser")
        .iter()
        .any(|maker| producer.contains(maker) || creator.contains(maker));
    let links = pieces.iter().filter(|piece| is_repeat(piece));
    links
        .map(|piece| piece.text.as_str())
        .find(|text| is_browser && is_whole_link(text))
        .map(str::to_owned)
}

/// A web page's title without the name of its site at the end, if the text's own headline begins
/// with the rest.
pub fn own_title(title: String, pieces: &[Piece]) -> String {
    let mut headlines = pieces
        .iter()
        .filter(|piece| piece.kind == Some(BlockKind::Headline));
    let Some(headline) = headlines.next().map(|piece| piece.text.to_lowercase()) else {
        return title;
    };
    let begins = |part: &str| {
        let rest = headline.strip_prefix(part.to_lowercase().as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let mut rest = title.as_str();
    while !begins(rest) {
        let separators = words("title-separator").iter();
        let cut = separators.filter_map(|word| {
            let word = if *word == "bar" { "|" } else { word };
            rest.rfind(&format!(" {word} "))
        });
        let Some(cut) = cut.max() else {
            return title;
        };
        rest = rest.get(..cut).unwrap_or_default().trim_end();
    }
    if is_title(rest) {
        rest.to_owned()
    } else {
        title
    }
}

fn is_whole_link(text: &str) -> bool {
    let is_web = text.starts_with("http://") || text.starts_with("https://");
    is_web && !text.contains(['…', ' ']) && !text.ends_with("...")
}

/// What an XMP packet says.
fn packet_says(packet: &[u8]) -> Says {
    let mut says = Says::default();
    let mut within = Vec::new();
    let mut value = String::new();
    // A damaged packet counts for what it says before the damage.
    let _ = xml::walk(packet, "XMP", |mark| match mark {
        Mark::Open(element) => {
            if let Some(date) = element.get("xmp:CreateDate") {
                says.saved = Some(date);
            }
            within.push(element.name.to_owned());
            value.clear();
        }
        Mark::Text(text) => value.push_str(&text),
        Mark::Close(name) => {
            let inside = |field: &str| within.iter().any(|name| name == field);
            let found = fold::plain(&value);
            match name {
                "rdf:li" if inside("dc:title") && is_title(&found) => {
                    says.title.get_or_insert(found);
                }
                "rdf:li" if inside("dc:creator") && is_name(&found) => says.authors.push(found),
                "xmp:CreateDate" if !found.is_empty() => says.saved = Some(found),
                _ => {}
            }
            within.pop();
            value.clear();
        }
    });
    says
}

fn text(doc: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let object: &Object = dictionary.get_deref(key, doc).ok()?;
    let text = fold::plain(&lopdf::decode_text_string(object).ok()?);
    (!text.is_empty()).then_some(text)
}

/// "D:20140605120000+02'00'" as "2014-06-05T12:00:00+02:00".
fn iso(date: &str) -> Option<String> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits: String = date.chars().take_while(char::is_ascii_digit).collect();
    let zone = date.get(digits.len()..).unwrap_or_default();
    let mut fields = [4, 2, 2, 2, 2, 2].iter().scan(0, |at, length| {
        let field = digits.get(*at..*at + length)?;
        *at += length;
        Some(field)
    });
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    let in_range = |field: &str, most: u32| (1..=most).contains(&field.parse().unwrap_or(0));
    if !(in_range(month, 12) && in_range(day, 31) && year > "1980") {
        return None;
    }
    let time: Vec<&str> = fields.collect();
    if time.len() < 2 {
        return Some(format!("{year}-{month}-{day}"));
    }
    let zone: String = zone.chars().filter(|c| *c != '\'').collect();
    let zone = match (zone.get(..3), zone.get(3..5)) {
        _ if zone.starts_with('Z') => "Z".to_owned(),
        (Some(hours), Some(minutes)) => format!("{hours}:{minutes}"),
        _ => String::new(),
    };
    Some(format!("{year}-{month}-{day}T{}{zone}", time.join(":")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates() {
        for (date, expected) in [
            ("D:20140605120000+02'00'", Some("2014-06-05T12:00:00+02:00")),
            ("D:20140605120000Z", Some("2014-06-05T12:00:00Z")),
            ("D:20140605120000Z00'00'", Some("2014-06-05T12:00:00Z")),
            ("D:201406051200", Some("2014-06-05T12:00")),
            ("20140605", Some("2014-06-05")),
            ("D:20141305", None),
            ("5 June 2014", None),
            ("", None),
        ] {
            assert_eq!(iso(date).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn knows_whole_links() {
        for (text, expected) in [
            ("https://courier.example/2026/06/ferry", true),
            ("file:///home/ferry.html", false),
            ("https://courier.example/2026/06/fer…", false),
            ("https://courier.example 1/3", false),
        ] {
            assert_eq!(is_whole_link(text), expected, "{text}");
        }
    }

    #[test]
    fn cuts_the_site_off_a_title() {
        for (title, headline, expected) in [
            (
                "The ferry stops | Courier",
                "The ferry stops",
                "The ferry stops",
            ),
            (
                "The ferry stops - Courier",
                "The Ferry Stops",
                "The ferry stops",
            ),
            ("Ferry | World | Courier", "Ferry strike", "Ferry"),
            ("Annex - Part 2 | Site", "Annex - Part 2", "Annex - Part 2"),
            ("Annex - Part 2", "Annex - Part 2", "Annex - Part 2"),
            ("Minister - Courier", "Ministers met", "Minister - Courier"),
            (
                "CNN - The ferry stops",
                "The ferry stops",
                "CNN - The ferry stops",
            ),
            ("G8 - Courier", "G8 summit", "G8 - Courier"),
        ] {
            let piece = Piece {
                text: headline.to_owned(),
                kind: Some(BlockKind::Headline),
                cells: Vec::new(),
            };
            assert_eq!(own_title(title.to_owned(), &[piece]), expected);
            assert_eq!(own_title(title.to_owned(), &[]), title);
        }
    }

    #[test]
    fn reads_a_packet() {
        let packet = "<x:xmpmeta xmlns:x='a'><rdf:RDF><rdf:Description xmp:CreateDate='2014-06-05'>
            <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>The G&amp;H Declaration</rdf:li></rdf:Alt>
            </dc:title><dc:creator><rdf:Seq><rdf:li>Mira Oldenquist</rdf:li></rdf:Seq></dc:creator>
            </rdf:Description></rdf:RDF></x:xmpmeta>";
        let says = packet_says(packet.as_bytes());
        assert_eq!(says.title.as_deref(), Some("The G&H Declaration"));
        assert_eq!(says.authors, ["Mira Oldenquist"]);
        assert_eq!(says.saved.as_deref(), Some("2014-06-05"));
    }
}
