//! In: the unseen facts of a page and its headline. Out: what the page says of itself.
//!
//! JSON-LD comes first, then the metas in the order of the lists below, then what stands in the page, then the metas
//! of unclear meaning.

use serde_json::Value;

use super::head::Head;
use super::headline::Named;
use super::jsonld::{LinkedData, is_live};
use super::names;
use super::plain::decode;
use super::times::Times;
use crate::reading::page::Says;

const TITLES: [&str; 9] = [
    "og:title",
    "twitter:title",
    "headline",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "title",
];
const OUTLETS: [&str; 8] = [
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "citation_publisher",
    "twitter:app:name:iphone",
];
const AUTHORS: [&str; 11] = [
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "byline",
    "cxenseparse:author",
];
const PUBLISHED: [&str; 15] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publication_date",
];
/// Metas whose date may be that of the file as well.
const UNCLEAR: [&str; 8] = [
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "datecreated",
    "created",
    "date",
];
const UPDATED: [&str; 11] = [
    "article:modified_time",
    "og:updated_time",
    "article:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "last_updated",
    "revised",
];
const LANGUAGES: [&str; 5] = [
    "content-language",
    "og:locale",
    "dc.language",
    "dcterms.language",
    "language",
];

/// Collects what the page says; `headline` is the text shown as such.
pub fn read(head: &Head, data: &LinkedData, headline: Option<&str>, times: &Times) -> Says {
    let article = data.article(&titles(head));
    let field = |name: &str| article.and_then(|article| article.get(name));
    let text = |name: &str| field(name).and_then(Value::as_str).and_then(clean);
    let outlet = field("publisher")
        .and_then(|value| name_of(value, data))
        .or_else(|| metas(head, &OUTLETS).find_map(clean))
        .filter(|name| names::is_outlet(name));
    let stated = text("headline")
        .or_else(|| text("name"))
        .or_else(|| metas(head, &TITLES).find_map(clean));
    let page_title = head.title.as_deref().and_then(clean);
    let outlet =
        outlet.or_else(|| names::site_of(page_title.as_deref()?, &[stated.as_deref(), headline]));
    let title = stated
        .map(|title| names::without_site(&title, outlet.as_deref()))
        .or_else(|| {
            page_title
                .as_deref()
                .map(|title| names::page_title(title, outlet.as_deref(), headline))
        })
        .or_else(|| headline.map(str::to_owned));
    let (published, updated) = dates(head, article, times);
    Says {
        saved: None,
        authors: authors(head, data, article, outlet.as_deref()),
        published,
        updated,
        url: url(head, article),
        language: field("inLanguage")
            .and_then(|value| {
                value
                    .as_str()
                    .or_else(|| value.get("alternateName").and_then(Value::as_str))
            })
            .and_then(language)
            .or_else(|| head.language.as_deref().and_then(language))
            .or_else(|| metas(head, &LANGUAGES).find_map(language)),
        title,
        outlet,
    }
}

/// When the article was published and when it was last changed. A page of news as they come in begins before
/// what it tells of: it has a date of its own only if it was written within a day.
fn dates(head: &Head, article: Option<&Value>, times: &Times) -> (Option<String>, Option<String>) {
    let text = |name: &str| {
        let value = article.and_then(|article| article.get(name));
        value.and_then(Value::as_str).and_then(clean)
    };
    let updated = text("dateModified");
    if let Some(live) = article.filter(|article| is_live(article)) {
        let updated = updated.or_else(|| last_post(live));
        let day = |date: &Option<String>| {
            date.as_deref()
                .and_then(|date| date.get(..10))
                .map(str::to_owned)
        };
        let published =
            text("datePublished").filter(|date| day(&updated) == day(&Some(date.clone())));
        return (published, updated);
    }
    let published = text("datePublished")
        .or_else(|| metas(head, &PUBLISHED).find_map(date))
        .or_else(|| times.published.as_deref().and_then(date))
        .or_else(|| text("dateCreated"))
        .or_else(|| metas(head, &UNCLEAR).find_map(date));
    let updated = updated
        .or_else(|| metas(head, &UPDATED).find_map(date))
        .or_else(|| times.updated.as_deref().and_then(date));
    (published, updated)
}

/// The date of the latest post of a page of news as they come in.
fn last_post(live: &Value) -> Option<String> {
    let posts = live.get("liveBlogUpdate")?;
    let posts = posts
        .as_array()
        .map_or(std::slice::from_ref(posts), Vec::as_slice);
    let dates = posts
        .iter()
        .flat_map(|post| [post.get("dateModified"), post.get("datePublished")]);
    dates
        .flatten()
        .filter_map(Value::as_str)
        .max()
        .and_then(date)
}

/// More titles than this no page gives of itself in earnest.
const MOST_TITLES: usize = 8;

/// All titles the page gives of itself, in its metas and its `<title>`.
fn titles(head: &Head) -> Vec<&str> {
    metas(head, &TITLES)
        .take(MOST_TITLES)
        .chain(head.title.as_deref())
        .collect()
}

/// All names the page gives of itself and of its site.
pub fn named(head: &Head, data: &LinkedData) -> Named {
    let mut titles = titles(head);
    let article = data.article(&titles);
    let publisher = article.and_then(|article| article.get("publisher")?.get("name")?.as_str());
    // Some pages give their title for the name of the program as well.
    let others = metas(head, &OUTLETS)
        .filter(|site| !titles.contains(site))
        .take(MOST_TITLES);
    let sites = metas(head, &["og:site_name"])
        .take(1)
        .chain(publisher)
        .chain(others)
        .collect::<Vec<_>>();
    titles.extend(article.and_then(|article| article.get("headline")?.as_str()));
    Named::new(titles, sites)
}

fn metas<'h>(head: &'h Head, names: &'h [&'h str]) -> impl Iterator<Item = &'h str> {
    names.iter().flat_map(|name| {
        head.metas
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    })
}

/// Character references resolved, white space collapsed; nothing if nothing is left.
fn clean(text: &str) -> Option<String> {
    let text = decode(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    (!text.is_empty() && text.len() < 1_000).then_some(text)
}

/// A value that can be a date: it has digits and is short.
fn date(text: &str) -> Option<String> {
    clean(text)
        .filter(|text| text.len() < 60 && text.bytes().filter(u8::is_ascii_digit).count() >= 4)
}

fn language(text: &str) -> Option<String> {
    let code = text.trim().replace('_', "-");
    let code = code.split([',', ';', ' ']).next().unwrap_or_default();
    (code.len() >= 2 && code.len() <= 12 && code.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then(|| code.to_owned())
}

fn url(head: &Head, article: Option<&Value>) -> Option<String> {
    let page = article.and_then(|article| article.get("mainEntityOfPage"));
    let of_page = page.and_then(|page| {
        page.as_str()
            .or_else(|| page.get("@id").and_then(Value::as_str))
    });
    let own = article
        .and_then(|article| article.get("url"))
        .and_then(Value::as_str);
    let candidates = [
        own,
        of_page,
        metas(head, &["og:url"]).next(),
        head.canonical.as_deref(),
        metas(head, &["parsely-link", "twitter:url", "dc.identifier"]).next(),
    ];
    candidates
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|url| is_page(url))
        .map(|url| url.split('#').next().unwrap_or(url).to_owned())
}

/// Whether an address leads to a page, not to a whole site.
fn is_page(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.split_once('/')
            .is_some_and(|(_, path)| !path.trim_matches(['/', '#']).is_empty())
    })
}

/// The name of a person or an organisation, given as text, as an object, or by reference.
fn name_of(value: &Value, data: &LinkedData) -> Option<String> {
    match value {
        Value::String(name) => clean(name),
        Value::Array(values) => values.iter().find_map(|value| name_of(value, data)),
        Value::Object(fields) => {
            let named = fields.get("name").or_else(|| {
                fields
                    .get("@id")
                    .and_then(Value::as_str)
                    .and_then(|id| data.by_id(id))
                    .and_then(|object| object.get("name"))
            });
            match named {
                Some(Value::String(name)) => clean(name),
                Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).find_map(clean),
                _ => None,
            }
        }
        _ => None,
    }
}

fn authors(
    head: &Head,
    data: &LinkedData,
    article: Option<&Value>,
    outlet: Option<&str>,
) -> Vec<String> {
    let mut raw: Vec<String> = match article
        .and_then(|article| article.get("author").or_else(|| article.get("creator")))
    {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| name_of(value, data))
            .collect(),
        Some(value) => name_of(value, data).into_iter().collect(),
        None => Vec::new(),
    };
    let mut found = names::people(&raw, outlet);
    for name in AUTHORS {
        if !found.is_empty() {
            break;
        }
        raw = metas(head, &[name]).filter_map(clean).collect();
        found = names::people(&raw, outlet);
    }
    if found.is_empty() {
        names::people(&head.authors, outlet)
    } else {
        found
    }
}
