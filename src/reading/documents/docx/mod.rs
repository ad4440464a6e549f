//! The bytes of a DOCX in, a page of its text out.

mod body;
mod numbering;
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
const KIND: &str = "DOCX";

/// Reads a DOCX.
pub fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut package = Package::open(bytes, KIND)?;
    let document = package.needed("word/document.xml")?;
    let styles = match package.entry("word/styles.xml")? {
        Some(xml) => styles::read(&xml)?,
        None => styles::Styles::default(),
    };
    let numbering = match package.entry("word/numbering.xml")? {
        Some(xml) => numbering::read(&xml)?,
        None => numbering::Numbering::default(),
    };
    let mut pieces = body::read(&document, &styles, numbering)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.entry(notes)? {
            pieces.extend(body::read_notes(&xml, &styles)?);
        }
    }
    let says = match package.entry("docProps/core.xml")? {
        Some(xml) => says(&xml)?,
        None => Says::default(),
    };
    Ok(Page { says, pieces })
}

/// What the file's properties say. The date of the file is no date of publication.
fn says(xml: &[u8]) -> Result<Says, Refusal> {
    let mut says = Says::default();
    let mut value = String::new();
    let mut modified = None;
    xml::walk(xml, KIND, |mark| match mark {
        Mark::Open(_) => value.clear(),
        Mark::Text(text) => value.push_str(&text),
        Mark::Close(name) => {
            let found = Some(fold::plain(&value)).filter(|value| !value.is_empty());
            match name {
                "dc:title" => says.title = found.filter(|title| is_title(title)),
                "dc:creator" => says.authors.extend(found.filter(|name| is_name(name))),
                "dc:language" => says.language = found,
                "dcterms:created" => says.saved = found,
                "dcterms:modified" => modified = found,
                _ => {}
            }
            value.clear();
        }
    })?;
    says.saved = says.saved.or(modified);
    Ok(says)
}
