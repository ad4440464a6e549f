//! The bytes of an ODT, zipped or flat, in, a page of its text out.

mod body;
mod styles;
#[cfg(test)]
mod tests;

use crate::reading::documents::fold;
use crate::reading::documents::package::Package;
use crate::reading::documents::sense::{is_name, is_title};
use crate::reading::documents::xml::{self, Mark};
use crate::reading::page::Refusal;
use crate::reading::page::{Page, Says};

/// What the format is called in a refusal.
const KIND: &str = "ODT";

/// Reads an ODT, or an FODT, which is one XML file.
pub fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if bytes.trim_ascii_start().starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf<") {
        return page(bytes, bytes, bytes);
    }
    let mut package = Package::open(bytes, KIND)?;
    let manifest = package.entry("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Refusal::locked());
    }
    let content = package.needed("content.xml")?;
    let named = package.entry("styles.xml")?.unwrap_or_default();
    let meta = package.entry("meta.xml")?.unwrap_or_default();
    page(&content, &named, &meta)
}

fn page(content: &[u8], named: &[u8], meta: &[u8]) -> Result<Page, Refusal> {
    let mut styles = styles::Styles::default();
    styles.add(named)?;
    styles.add(content)?;
    let pieces = body::read(content, &styles)?;
    let says = says(meta)?;
    Ok(Page { says, pieces })
}

/// What the file's properties say. The date of the file is no date of publication.
fn says(xml: &[u8]) -> Result<Says, Refusal> {
    let mut says = Says::default();
    let mut value = String::new();
    let mut author = None;
    let mut within_meta = false;
    xml::walk(xml, KIND, |mark| match mark {
        Mark::Open(element) => {
            within_meta |= element.name == "office:meta";
            value.clear();
        }
        Mark::Text(text) if within_meta => value.push_str(&text),
        Mark::Close("office:meta") => within_meta = false,
        Mark::Close(name) if within_meta => {
            let found = Some(fold::plain(&value)).filter(|value| !value.is_empty());
            match name {
                "dc:title" => says.title = found.filter(|title| is_title(title)),
                "meta:initial-creator" => author = found,
                "dc:creator" => author = author.take().or(found),
                "dc:language" => says.language = found,
                "meta:creation-date" => says.saved = found,
                "dc:date" => says.saved = says.saved.take().or(found),
                _ => {}
            }
            value.clear();
        }
        Mark::Text(_) | Mark::Close(_) => {}
    })?;
    says.authors.extend(author.filter(|name| is_name(name)));
    Ok(says)
}
