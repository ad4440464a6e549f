//! What the reader of a format gives: the pieces of a page in reading order, and what the page says of
//! itself.

use std::ops::Range;

use super::BlockKind;

/// A page or a document, as its markup tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// What the page says of itself.
    pub(super) says: Says,
    /// Its parts in reading order, page furniture included.
    pub(super) pieces: Vec<Piece>,
}

/// A page, or a text with what stands beside it: a mail, an item of a feed or a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// What is said of it.
    pub(super) says: Says,
    /// What stands above its text and is none of it: the note of one who passed a mail on.
    pub(super) note: String,
    /// What stands below its text and is none of it: the mail that it answers, a signature.
    pub(super) below: String,
    /// Whether it breaks off: only the beginning was saved.
    pub(super) cut: bool,
    /// Its text.
    pub(super) body: Body,
}

/// The text of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Plain text, whose lines tell what they are.
    Text(String),
    /// Blocks that markup tells apart.
    Pieces(Vec<Piece>),
}

impl Item {
    /// A body and what is said of it, with nothing around it.
    pub(super) fn new(says: Says, body: Body) -> Self {
        Self {
            says,
            note: String::new(),
            below: String::new(),
            cut: false,
            body,
        }
    }
}

impl From<Page> for Item {
    fn from(page: Page) -> Self {
        Self::new(page.says, Body::Pieces(page.pieces))
    }
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self::new(Says::default(), Body::Text(text))
    }
}

/// What a page says of itself; every part may be missing. Dates are as written on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    /// When the file was made: what it holds may be far older.
    pub(super) saved: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

impl Says {
    /// What this one leaves open, the other fills.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            authors: if self.authors.is_empty() {
                other.authors
            } else {
                self.authors
            },
            published: self.published.or(other.published),
            updated: self.updated.or(other.updated),
            saved: self.saved.or(other.saved),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
        }
    }
}

/// One block of text: one line, white space collapsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// What the markup shows it to be; `None` where only its wording can tell.
    pub(super) kind: Option<BlockKind>,
    /// The cells of a table row, byte ranges into `text`, left to right; empty for other kinds.
    pub(super) cells: Vec<Range<usize>>,
}

/// A document that its format's reader refuses, for a person: "NAME: {what}; {remedy}".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) what: String,
    pub(super) remedy: String,
}

impl Refusal {
    pub(super) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// The file is not what its kind demands, or is cut off.
    pub(super) fn damaged(kind: &str) -> Self {
        Self::new(
            format!("is not a readable {kind} file: it is damaged or cut off"),
            "fetch or save it again",
        )
    }

    /// The file unpacks to more than is reasonable for a text.
    pub(super) fn too_large() -> Self {
        Self::new(
            "is too large when unpacked",
            "split it, or save its text as a plain text file",
        )
    }

    /// The file needs a password.
    pub(super) fn locked() -> Self {
        Self::new(
            "is protected by a password",
            "open it with the password and save a copy without one",
        )
    }
}
