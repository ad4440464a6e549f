//! A page of a document in, its letters with their places out.
//!
//! Colours, pictures and lines are passed over. Forms are drawn where they are used; what they
//! unpack to counts each time, so that forms within forms cannot grow without end.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::{self, Font};
use super::letters::{Letters, Mark};
use super::matrix::Matrix;
use super::measure::operands_fit;
use super::state::TextState;
use crate::reading::page::Refusal;

/// How deep forms may lie in forms.
const DEEPEST: usize = 12;

/// How many states may be saved at once; programs save a dozen.
const MOST_SAVED: usize = 512;

/// What a page, a form or a font costs at least, however small it is.
const TRIFLE: usize = 4000;

/// What a document may still unpack and show.
pub struct Budget {
    /// Bytes of content.
    pub bytes: usize,
    /// Letters.
    pub letters: usize,
    /// Operators; they cost time, however few bytes they have.
    pub operators: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            letters: 5_000_000,
            operators: 16_000_000,
        }
    }
}

impl Budget {
    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        let left = self.bytes.checked_sub(bytes);
        self.bytes = left.ok_or_else(Refusal::too_large)?;
        Ok(())
    }

    fn operate(&mut self) -> Result<(), Refusal> {
        let left = self.operators.checked_sub(1);
        self.operators = left.ok_or_else(Refusal::too_large)?;
        Ok(())
    }

    fn show(&mut self, letters: usize) -> Result<(), Refusal> {
        let left = self.letters.checked_sub(letters);
        self.letters = left.ok_or_else(Refusal::too_large)?;
        Ok(())
    }
}

/// The fonts that a document refers to, read once each.
pub type Fonts = HashMap<ObjectId, Rc<Font>>;

/// Draws what `content` shows, at `place`, onto `letters`.
pub fn draw(
    doc: &Document,
    content: &[u8],
    resources: &Dictionary,
    place: Matrix,
    painting: (&mut Fonts, &mut Budget, &mut Letters),
) -> Result<(), Refusal> {
    let (fonts, budget, letters) = painting;
    let mut painter = Painter {
        doc,
        fonts,
        budget,
        letters,
        within: Vec::new(),
    };
    painter.paint(content, resources, place)
}

struct Painter<'a> {
    doc: &'a Document,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
    letters: &'a mut Letters,
    /// The forms that are being drawn, the outermost first.
    within: Vec<ObjectId>,
}

impl Painter<'_> {
    fn paint(&mut self, content: &[u8], own: &Dictionary, place: Matrix) -> Result<(), Refusal> {
        self.budget.spend(content.len() + TRIFLE)?;
        if !operands_fit(content) {
            return Err(Refusal::too_large());
        }
        let mut state = TextState::new(place);
        let mut saved = Vec::new();
        let mut named: HashMap<Vec<u8>, Rc<Font>> = HashMap::new();
        let outside = self.letters.mark_depth();
        for operation in Content::decode_iter(content) {
            // What comes before damage is drawn.
            let Ok(operation) = operation else { break };
            self.budget.operate()?;
            let operands = operation.operands.as_slice();
            match (operation.operator.as_str(), operands) {
                ("q", _) if saved.len() < MOST_SAVED => saved.push(state.clone()),
                ("Q", _) => state = saved.pop().unwrap_or(state),
                ("Do", [Object::Name(name)]) => self.paint_form(name, own, state.place())?,
                ("Tf", [Object::Name(name), size]) => {
                    let font = match named.get(name) {
                        Some(font) => Rc::clone(font),
                        None => self.font(name, own)?,
                    };
                    named.insert(name.clone(), Rc::clone(&font));
                    state.set_font(font, size.as_float().unwrap_or(0.0));
                }
                ("BMC" | "BDC", _) => self.letters.begin_mark(mark(operands)),
                ("EMC", _) => self.letters.end_mark(outside),
                (operator, _) => {
                    let shown = state.apply(operator, operands, self.letters);
                    self.budget.show(shown)?;
                    if self.letters.are_too_many() {
                        return Err(Refusal::too_large());
                    }
                }
            }
        }
        while self.letters.mark_depth() > outside {
            self.letters.end_mark(outside);
        }
        Ok(())
    }

    fn paint_form(&mut self, name: &[u8], own: &Dictionary, at: Matrix) -> Result<(), Refusal> {
        let doc = self.doc;
        let Some((id, form)) = form(doc, name, own) else {
            return Ok(());
        };
        if self.within.contains(&id) || self.within.len() >= DEEPEST {
            return Ok(());
        }
        let content = form
            .get_plain_content_with_limit(self.budget.bytes)
            .map_err(|_| Refusal::too_large())?;
        let resources = font::dictionary_at(doc, &form.dict, b"Resources").unwrap_or(own);
        let matrix = form.dict.get_deref(b"Matrix", doc);
        let matrix = matrix.and_then(Object::as_array).ok();
        let matrix = matrix.and_then(|numbers| Matrix::of(numbers));
        self.within.push(id);
        let painted = self.paint(&content, resources, matrix.unwrap_or_default().then(&at));
        self.within.pop();
        painted
    }

    fn font(&mut self, name: &[u8], own: &Dictionary) -> Result<Rc<Font>, Refusal> {
        let entry =
            font::dictionary_at(self.doc, own, b"Font").and_then(|fonts| fonts.get(name).ok());
        let id = entry.and_then(|entry| entry.as_reference().ok());
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(Rc::clone(font));
        }
        self.budget.spend(TRIFLE)?;
        let empty = Dictionary::new();
        let found = entry.and_then(|entry| self.doc.dereference(entry).ok());
        let found = found.and_then(|(_, object)| object.as_dict().ok());
        let font = Rc::new(Font::read(self.doc, found.unwrap_or(&empty)));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Ok(font)
    }
}

/// The form of a name; pictures have names too.
fn form<'d>(doc: &'d Document, name: &[u8], own: &Dictionary) -> Option<(ObjectId, &'d Stream)> {
    let entry = match own.get(b"XObject").ok()? {
        Object::Reference(id) => doc.get_dictionary(*id).ok()?.get(name).ok()?,
        Object::Dictionary(forms) => forms.get(name).ok()?,
        _ => return None,
    };
    let id = entry.as_reference().ok()?;
    let stream = doc.get_object(id).and_then(Object::as_stream).ok()?;
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
    matches!(subtype, Ok(b"Form")).then_some((id, stream))
}

fn mark(operands: &[Object]) -> Mark {
    let tag = operands.first().and_then(|tag| tag.as_name().ok());
    let properties = operands.get(1).and_then(|object| object.as_dict().ok());
    let actual = properties.and_then(|properties| properties.get(b"ActualText").ok());
    let actual = actual.and_then(|text| lopdf::decode_text_string(text).ok());
    Mark {
        aside: tag == Some(b"Artifact"),
        soft_hyphen: actual.as_deref() == Some("\u{ad}"),
    }
}
