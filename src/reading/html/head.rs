//! In: a parsed document. Out: what stands in it unseen: metas, links, JSON-LD scripts, the title.

use dom_query::{Document, Element, NodeData, NodeRef};

/// The unseen facts of a page, as written.
#[derive(Debug, Default)]
pub struct Head {
    /// `meta` elements: name or property (lower case) and content, in order.
    pub metas: Vec<(String, String)>,
    /// Texts of the JSON-LD scripts.
    pub scripts: Vec<String>,
    /// `<title>`.
    pub title: Option<String>,
    /// `<link rel=canonical>`.
    pub canonical: Option<String>,
    /// `<html lang>`.
    pub language: Option<String>,
    /// Texts of the elements marked as the author's name.
    pub authors: Vec<String>,
}

/// So many author elements are read; a page with more lists other articles.
const MOST_AUTHORS: usize = 8;

/// Goes over the whole document once, in memory order.
pub fn read(document: &Document) -> Head {
    let mut head = Head::default();
    for node in document.root().descendants_it() {
        node.query(|inner| {
            if let NodeData::Element(element) = &inner.data {
                match element.name.local.as_ref() {
                    "meta" => meta(element, &mut head),
                    "link"
                        if head.canonical.is_none()
                            && attr(element, "rel")
                                .is_some_and(|r| r.eq_ignore_ascii_case("canonical")) =>
                    {
                        head.canonical = attr(element, "href").map(str::to_owned);
                    }
                    "html" if head.language.is_none() => {
                        head.language = attr(element, "lang")
                            .or_else(|| attr(element, "xml:lang"))
                            .map(str::to_owned);
                    }
                    _ => {}
                }
            }
        });
        if head.title.is_none() && is_page_title(&node) {
            head.title = Some(node.text().to_string());
        } else if node.has_name("script")
            && node
                .attr("type")
                .is_some_and(|kind| kind.trim().starts_with("application/ld+json"))
        {
            head.scripts.push(node.text().to_string());
        } else if head.authors.len() < MOST_AUTHORS && marks_author(&node) {
            let text = node.text();
            if text.len() < 200 {
                head.authors
                    .push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    head
}

/// Whether the element is the page's title and not a drawing's.
fn is_page_title(node: &NodeRef) -> bool {
    const HTML: &str = "http://www.w3.org/1999/xhtml";
    node.element_ref()
        .is_some_and(|element| &*element.name.local == "title" && &*element.name.ns == HTML)
}

fn marks_author(node: &NodeRef) -> bool {
    node.element_ref().is_some_and(|element| {
        let name: &str = &element.name.local;
        matches!(name, "a" | "span" | "div" | "p")
            && (attr(&element, "rel")
                .is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"))
                || attr(&element, "itemprop") == Some("author"))
    })
}

fn meta(element: &Element, head: &mut Head) {
    let name = attr(element, "property")
        .or_else(|| attr(element, "name"))
        .or_else(|| attr(element, "itemprop"))
        .or_else(|| attr(element, "http-equiv"));
    if let (Some(name), Some(content)) = (name, attr(element, "content")) {
        let content = content.trim();
        if !content.is_empty() {
            head.metas
                .push((name.trim().to_ascii_lowercase(), content.to_owned()));
        }
    }
}

fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element
        .attrs
        .iter()
        .find(|attr| &*attr.name.local == name)
        .map(|attr| &*attr.value)
}
