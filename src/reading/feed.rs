//! A feed (RSS, Atom, RDF, JSON Feed) in, its items out.

use chrono::{DateTime, SecondsFormat, Utc};
use feed_rs::model::{Entry, Text};
use feed_rs::parser;

use super::html;
use super::page::{Item, Refusal, Says};
use super::source::safe;

/// Reads the items of a feed, in its order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Item>, Refusal> {
    let feed = parser::Builder::new()
        .timestamp_parser(local)
        .build()
        .parse(bytes)
        .map_err(|error| {
            let what = format!(
                "is a feed that cannot be read ({})",
                safe(&error.to_string())
            );
            Refusal::new(what, "save the feed again, or its articles")
        })?;
    let outlet = feed.title.as_ref().map(plain);
    let language = feed.language;
    let pages = feed.entries.into_iter();
    Ok(pages
        .map(|entry| page(entry, outlet.as_deref(), language.as_deref()))
        .collect())
}

fn page(entry: Entry, outlet: Option<&str>, language: Option<&str>) -> Item {
    let content = entry.content.and_then(|content| content.body);
    let summary = entry.summary.map(|summary| summary.content);
    let longer = |text: &String| {
        summary
            .as_ref()
            .is_none_or(|other| other.len() < text.len())
    };
    let text = content.filter(longer).or(summary).unwrap_or_default();
    let mut page = html::read(&text);
    let says = Says {
        title: entry.title.as_ref().map(plain),
        outlet: outlet.map(str::to_owned),
        authors: entry
            .authors
            .into_iter()
            .filter_map(|author| author.name)
            .collect(),
        published: entry.published.map(written),
        updated: entry.updated.map(written),
        url: entry.links.into_iter().next().map(|link| link.href),
        language: entry.language.or(language.map(str::to_owned)),
        ..Says::default()
    };
    page.says = says.or(page.says);
    page.into()
}

/// A title without markup.
fn plain(text: &Text) -> String {
    html::text(&text.content)
}

fn written(date: DateTime<Utc>) -> String {
    date.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A time as the clock of its place showed it: the day of publication is the outlet's.
fn local(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    DateTime::parse_from_rfc2822(text)
        .or_else(|_| DateTime::parse_from_rfc3339(text))
        .ok()
        .map(|date| date.naive_local().and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::page::Body;

    #[test]
    fn reads_items() {
        let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Courier</title>\
            <item><title>Lake &amp; river states meet</title><link>https://courier.example/a</link>\
            <pubDate>Mon, 03 Mar 2014 23:30:00 -0500</pubDate>\
            <description>&lt;p&gt;Ministers met.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</description></item>\
            <item><title>Second</title><description>Short.</description></item></channel></rss>";
        let pages = read(feed.as_bytes()).unwrap();
        assert_eq!(pages.len(), 2);
        assert_eq!(
            pages[0].says.title.as_deref(),
            Some("Lake & river states meet")
        );
        assert_eq!(pages[0].says.outlet.as_deref(), Some("The Courier"));
        assert!(
            pages[0]
                .says
                .published
                .as_deref()
                .unwrap()
                .starts_with("2014-03-03")
        );
        let Body::Pieces(pieces) = &pages[0].body else {
            panic!()
        };
        assert_eq!(pieces.len(), 2);
    }

    #[test]
    fn refuses_what_is_no_feed() {
        assert!(read(b"<rss><channel>").is_err());
        assert!(read(b"<rss version=\"2.0\"><channel><item></rss>").is_err());
    }
}
