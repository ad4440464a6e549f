//! A feed (RSS, Atom, RDF, JSON Feed) in, its items out.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use feed_rs::model::{Entry, Feed as Parsed, Text};
use feed_rs::parser;
use quick_xml::Reader;
use quick_xml::events::Event;
use rustc_hash::FxHashMap;

use super::html;
use super::page::{Item, Refusal, Says};
use super::source::safe;
use super::vocabulary::folded;

/// A feed and its items, each of which is still to be read.
pub(super) struct Feed {
    title: Option<Text>,
    language: Option<String>,
    /// The items in their order, each with the outlet that it names as its source.
    pub(super) entries: Vec<(Entry, Option<String>)>,
}

/// Finds the items of a feed.
pub(super) fn read(bytes: &[u8]) -> Result<Feed, Refusal> {
    let mut bytes = Cow::Borrowed(bytes);
    let mut parsed = parse(&bytes);
    if parsed.is_err() {
        let mended = mended(&bytes);
        if let Ok(feed) = parse(&mended) {
            parsed = Ok(feed);
            bytes = Cow::Owned(mended);
        }
    }
    let feed = parsed.map_err(|error| {
        let what = format!(
            "is a feed that cannot be read ({})",
            safe(&error.to_string())
        );
        Refusal::new(what, "save the feed again, or its articles")
    })?;
    let mut sources = sources(&bytes);
    // Items that were told apart differently have sources of others.
    if sources.len() != feed.entries.len() {
        sources.clear();
    }
    sources.resize(feed.entries.len(), None);
    Ok(Feed {
        title: feed.title,
        language: feed.language,
        entries: feed.entries.into_iter().zip(sources).collect(),
    })
}

fn parse(bytes: &[u8]) -> parser::ParseFeedResult<Parsed> {
    let parser = parser::Builder::new().timestamp_parser(local).build();
    parser.parse(bytes)
}

/// A feed with every `&` that begins no entity of XML written as one: entities of HTML, and bare ones.
fn mended(bytes: &[u8]) -> Vec<u8> {
    const OPEN: &[u8] = b"<![CDATA[";
    const XML: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];
    let mut known: FxHashMap<String, String> = FxHashMap::default();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        if rest.starts_with(OPEN) {
            let end = memchr::memmem::find(rest, b"]]>").unwrap_or(rest.len());
            let (data, tail) = rest.split_at(end);
            out.extend_from_slice(data);
            rest = tail;
            continue;
        }
        out.push(byte);
        rest = after;
        if byte != b'&' {
            continue;
        }
        let len = after
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
            .count();
        let name = after.get(..len).unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        if after.get(len) != Some(&b';') || name.is_empty() || name.len() > LONGEST_ENTITY {
            out.extend_from_slice(b"amp;");
        } else if !name.starts_with('#') && !XML.contains(&name.as_str()) {
            out.pop();
            let text = known.entry(name).or_insert_with_key(|name| entity(name));
            out.extend_from_slice(text.as_bytes());
            rest = after.get(len + 1..).unwrap_or_default();
        }
    }
    out
}

/// The longest name of an entity of HTML, in bytes.
const LONGEST_ENTITY: usize = 32;

/// What an entity of HTML stands for, as numbers; itself, written out, where there is none of its name.
fn entity(name: &str) -> String {
    let text = html::text(&format!("x&{name};x"));
    let inner = text
        .strip_prefix('x')
        .and_then(|text| text.strip_suffix('x'));
    match inner {
        Some(inner) if !inner.starts_with('&') => {
            let numbers = inner.chars().map(|c| format!("&#{};", u32::from(c)));
            numbers.collect()
        }
        _ => format!("&amp;{name};"),
    }
}

/// The outlet that each item of an RSS feed names as its source.
fn sources(bytes: &[u8]) -> Vec<Option<String>> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut sources: Vec<Option<String>> = Vec::new();
    let (mut in_item, mut within) = (false, false);
    loop {
        let add = |sources: &mut Vec<Option<String>>, text: &str| {
            if let Some(Some(source)) = sources.last_mut() {
                source.push_str(text);
            }
        };
        match reader.read_event() {
            Ok(Event::Start(start)) => match start.name().as_ref() {
                "item" => {
                    sources.push(None);
                    in_item = true;
                }
                "source" if in_item => {
                    within = true;
                    if let Some(source) = sources.last_mut() {
                        *source = Some(String::new());
                    }
                }
                _ => {}
            },
            Ok(Event::End(end)) => match end.name().as_ref() {
                "item" => in_item = false,
                "source" => within = false,
                _ => {}
            },
            Ok(Event::Text(text)) if within => add(&mut sources, &text.into_inner()),
            Ok(Event::CData(text)) if within => add(&mut sources, &text.into_inner()),
            Ok(Event::GeneralRef(name)) if within => {
                add(
                    &mut sources,
                    &html::text(&format!("&{};", name.xml10_content())),
                );
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    for source in &mut sources {
        *source = source
            .take()
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty());
    }
    sources
}

/// Reads an item.
pub(super) fn item(feed: &Feed, entry: Entry, source: Option<String>) -> Item {
    let content = entry.content.and_then(|content| content.body);
    let summary = entry.summary.map(|summary| summary.content);
    let longer = |text: &String| {
        summary
            .as_ref()
            .is_none_or(|other| other.len() < text.len())
    };
    let text = content.filter(longer).or(summary).unwrap_or_default();
    let mut page = html::read(&unescaped(&text));
    let mut title = entry.title.as_ref().map(plain);
    if let Some((title, source)) = title.as_mut().zip(source.as_deref()) {
        let cut = title.strip_suffix(source).and_then(|rest| {
            let rest = rest.trim_end();
            rest.strip_suffix(['-', '–', '—', '|'])
                .map(|rest| rest.trim_end().len())
        });
        title.truncate(cut.filter(|&len| len > 0).unwrap_or(title.len()));
    }
    // A feed of links gives the title for a text, the outlet behind it.
    let words: Vec<String> = page
        .pieces
        .iter()
        .map(|piece| folded(&piece.text))
        .collect();
    let named = folded(title.as_deref().unwrap_or_default());
    let rest = words.join(" ");
    let rest = rest.strip_prefix(&named).map(str::trim);
    if rest.is_some_and(|rest| {
        rest.is_empty() || rest == folded(source.as_deref().unwrap_or_default())
    }) {
        page.pieces.clear();
    }
    let published = entry.published.map(written);
    let says = Says {
        title,
        outlet: source.or_else(|| feed.title.as_ref().map(plain)),
        authors: entry
            .authors
            .into_iter()
            .filter_map(|author| author.name)
            .collect(),
        // What has not changed has the time of its publication for that of its last change.
        updated: entry
            .updated
            .map(written)
            .filter(|date| Some(date) != published.as_ref()),
        published,
        url: entry.links.into_iter().next().map(|link| link.href),
        language: entry.language.or(feed.language.clone()),
        ..Says::default()
    };
    page.says = says.or(page.says);
    page.into()
}

/// A title without markup.
fn plain(text: &Text) -> String {
    html::text(&unescaped(&text.content))
}

/// How often markup may have been escaped.
const ESCAPES: usize = 3;

/// Markup that was escaped once more than it is read.
fn unescaped(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ESCAPES {
        let is_escaped = !text.contains('<')
            && ["&lt;/", "&lt;p&gt;", "&lt;br", "&lt;img ", "&amp;lt;"]
                .iter()
                .any(|tag| text.contains(tag));
        if !is_escaped {
            break;
        }
        let plain = text.replace("&lt;", "<").replace("&gt;", ">");
        let plain = plain.replace("&quot;", "\"").replace("&#39;", "'");
        text = Cow::Owned(plain.replace("&amp;", "&"));
    }
    text
}

/// A time as it was given; one at midnight is a day.
fn written(date: DateTime<Utc>) -> String {
    let format = if date.time() == NaiveTime::MIN {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M"
    };
    date.format(format).to_string()
}

/// A time as the clock of its place showed it: the day of publication is the outlet's. The day of the week is
/// passed over, for it may be wrong, and the zone may be missing.
fn local(text: &str) -> Option<DateTime<Utc>> {
    const TIMES: [&str; 8] = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%d %B %Y %H:%M:%S",
        "%d %B %Y %H:%M",
        "%B %d, %Y %H:%M",
        "%Y/%m/%d %H:%M",
    ];
    const DAYS: [&str; 4] = ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d"];
    let text = text.trim();
    let weekday = |word: &str| word.chars().all(char::is_alphabetic);
    let text = match text.split_once(',') {
        Some((word, rest)) if weekday(word) => rest.trim_start(),
        _ => text,
    };
    let time = |format: &&str| NaiveDateTime::parse_and_remainder(text, format).ok();
    let day = |format: &&str| NaiveDate::parse_and_remainder(text, format).ok();
    // The form of mails knows years of two digits.
    let date = DateTime::parse_from_rfc2822(text)
        .map(|date| date.naive_local())
        .ok();
    date.or_else(|| TIMES.iter().find_map(time).map(|(date, _)| date))
        .or_else(|| {
            DAYS.iter()
                .find_map(day)
                .map(|(day, _)| day.and_time(NaiveTime::MIN))
        })
        .filter(|date| date.year() >= 1000)
        .map(|date| date.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::page::Body;

    fn items(feed: &str) -> Vec<Item> {
        let mut feed = read(feed.as_bytes()).unwrap();
        let entries = std::mem::take(&mut feed.entries);
        let entries = entries.into_iter();
        entries
            .map(|(entry, source)| item(&feed, entry, source))
            .collect()
    }

    fn one(inner: &str) -> Item {
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>The Courier</title><item>{inner}</item></channel></rss>"
        );
        items(&feed).remove(0)
    }

    fn texts(item: &Item) -> Vec<&str> {
        match &item.body {
            Body::Pieces(pieces) => pieces.iter().map(|piece| piece.text.as_str()).collect(),
            Body::Text(text) => vec![text],
        }
    }

    #[test]
    fn reads_dates() {
        for (text, wanted) in [
            ("Tue, 03 Mar 2014 09:00:00 GMT", Some("2014-03-03 09:00")),
            ("Mon, 03 Mar 2014 09:00 +0100", Some("2014-03-03 09:00")),
            (
                "Monday, 3 March 2014 09:00:00 CEST",
                Some("2014-03-03 09:00"),
            ),
            ("3 Mar 14 09:00:00 GMT", Some("2014-03-03 09:00")),
            ("2014-03-03 09:00:00", Some("2014-03-03 09:00")),
            ("2014-03-03T23:30:00.5-05:00", Some("2014-03-03 23:30")),
            ("2014-03-03T09:00Z", Some("2014-03-03 09:00")),
            ("2014-03-03", Some("2014-03-03")),
            ("3 March 2014", Some("2014-03-03")),
            ("soon", None),
        ] {
            assert_eq!(local(text).map(written).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn reads_markup_that_was_escaped_twice() {
        let item = one(
            "<title>Lakes &amp;amp; rivers &amp;lt;b&amp;gt;meet&amp;lt;/b&amp;gt;</title>\
             <description>&amp;lt;p&amp;gt;They met.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;They left.&amp;lt;/p&amp;gt;</description>",
        );
        assert_eq!(item.says.title.as_deref(), Some("Lakes & rivers meet"));
        assert_eq!(texts(&item), ["They met.", "They left."]);
    }

    #[test]
    fn mends_entities() {
        let item = one(
            "<title>A&nbsp;B & C &eacute; &nosuch; &lt;3</title><link>https://a.example/?a=1&b=2</link>\
             <description><![CDATA[<p>They met & left&hellip;</p>]]></description>",
        );
        let title = item.says.title.as_deref().unwrap();
        assert_eq!(title.replace('\u{a0}', " "), "A B & C é &nosuch; <3");
        assert_eq!(item.says.url.as_deref(), Some("https://a.example/?a=1&b=2"));
        assert_eq!(texts(&item), ["They met & left…"]);
    }

    #[test]
    fn takes_the_source_of_an_item_for_its_outlet() {
        let link = "<description>&lt;a href=\"https://n.example/x\"&gt;Lake states meet&lt;/a&gt;&amp;nbsp;&amp;nbsp;\
            &lt;font color=\"#6f6f6f\"&gt;Gull &amp;amp; Post&lt;/font&gt;</description>";
        let item = one(&format!(
            "<title>Lake states meet - Gull &amp; Post</title>{link}<source url=\"https://g.example\">Gull &amp; Post</source>"
        ));
        assert_eq!(item.says.title.as_deref(), Some("Lake states meet"));
        assert_eq!(item.says.outlet.as_deref(), Some("Gull & Post"));
        assert!(texts(&item).is_empty());
    }

    #[test]
    fn reads_items() {
        let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Courier</title>\
            <item><title>Lake &amp; river states meet</title><link>https://courier.example/a</link>\
            <pubDate>Mon, 03 Mar 2014 23:30:00 -0500</pubDate>\
            <description>&lt;p&gt;Ministers met.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</description></item>\
            <item><title>Second</title><description>Short.</description></item></channel></rss>";
        let pages = items(feed);
        assert_eq!(pages.len(), 2);
        assert_eq!(
            pages[0].says.title.as_deref(),
            Some("Lake & river states meet")
        );
        assert_eq!(pages[0].says.outlet.as_deref(), Some("The Courier"));
        assert_eq!(pages[0].says.published.as_deref(), Some("2014-03-03 23:30"));
        assert_eq!(pages[0].says.updated, None);
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
