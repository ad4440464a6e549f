//! A document in, its pages out, each with its letters upright.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{self, Budget, Fonts};
use super::font;
use super::letters::Letters;
use super::matrix::Matrix;
use crate::reading::page::Refusal;

/// How many pages are read at most.
const MOST_PAGES: usize = 5000;

/// How many parents of a page may say what the page leaves out.
const MOST_PARENTS: usize = 64;

/// A sheet of A4, for pages that do not tell their size.
const SHEET: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// Draws the pages one after another and hands each to `each`.
pub fn draw(
    doc: &Document,
    mut each: impl FnMut(Letters) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut fonts = Fonts::new();
    let mut budget = Budget::default();
    for page in doc.page_iter().take(MOST_PAGES) {
        each(draw_page(doc, page, &mut fonts, &mut budget)?)?;
    }
    Ok(())
}

fn draw_page(
    doc: &Document,
    page: ObjectId,
    fonts: &mut Fonts,
    budget: &mut Budget,
) -> Result<Letters, Refusal> {
    let content = doc
        .get_page_content_with_limit(page, budget.bytes)
        .map_err(|_| Refusal::too_large())?;
    let empty = Dictionary::new();
    let own = inherited(doc, page, b"Resources").and_then(|object| object.as_dict().ok());
    let (place, width, height) = upright(doc, page);
    let mut letters = Letters::on_page(width, height);
    let painting = (fonts, budget, &mut letters);
    content::draw(doc, &content, own.unwrap_or(&empty), place, painting)?;
    Ok(letters)
}

/// How the page's own places map to the upright page, and how wide and high that is.
fn upright(doc: &Document, page: ObjectId) -> (Matrix, f32, f32) {
    let visible = area(doc, page, b"CropBox").or_else(|| area(doc, page, b"MediaBox"));
    let [left, bottom, right, top] = visible.unwrap_or(SHEET);
    let (width, height) = (right - left, top - bottom);
    let turn = inherited(doc, page, b"Rotate").and_then(|turn| turn.as_i64().ok());
    let origin = Matrix::moved(-left, -bottom);
    let turned = |numbers: [f32; 6]| origin.then(&numbers.into());
    match turn.unwrap_or(0).rem_euclid(360) {
        90 => (turned([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
        180 => (turned([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
        270 => (turned([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
        _ => (origin, width, height),
    }
}

fn area(doc: &Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = inherited(doc, page, key)?
        .as_array()
        .ok()?
        .iter()
        .filter_map(|number| doc.dereference(number).ok()?.1.as_float().ok())
        .collect();
    let [a, b, c, d] = numbers.try_into().ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// What a page says, or else the nearest of its parents in the tree of pages.
fn inherited<'d>(doc: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut node = doc.get_dictionary(page).ok()?;
    for _ in 0..MOST_PARENTS {
        if let Ok(found) = node.get_deref(key, doc) {
            return Some(found);
        }
        node = font::dictionary_at(doc, node, b"Parent")?;
    }
    None
}
