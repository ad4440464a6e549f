//! What reading gives: an article whose decoded text is kept whole, with stand-off blocks and sentences.

use crate::span::Span;

/// One article: its text, and what each part of the text is.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Path relative to the folder given, with `/`, shown safely; `seeds/…` for the embedded ones.
    pub file: String,
    /// The format of the file, as a person names it ("HTML").
    pub format: &'static str,
    /// The decoded and cleaned text, whole: what every [`Span`] counts in.
    pub text: String,
    /// The parts of the text in reading order; together they cover every non-blank byte once.
    pub blocks: Vec<Block>,
    /// The sentences of every block that is not page furniture, in reading order.
    pub sentences: Vec<Sentence>,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// The language most of it is in.
    pub language: Language,
    /// Control, bidi, zero-width and tag characters removed from the text.
    pub hidden_characters: usize,
}

/// A language, English unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its code of ISO 639-1.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
}

impl Default for Language {
    fn default() -> Self {
        Self {
            code: "en",
            name: "English",
        }
    }
}

impl Language {
    /// Whether articles in it are read for facts.
    pub fn is_read(self) -> bool {
        self == Self::default()
    }

    /// What a reader is told where it is not.
    pub fn unread(self) -> Option<String> {
        (!self.is_read()).then(|| format!("not read for facts ({})", self.name))
    }
}

/// A paragraph, a list item, a table row, a headline, or a piece of page furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, white space at its ends left out.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The cells of a table row, left to right; empty for other kinds.
    pub cells: Vec<Span>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's own title.
    Headline,
    /// A title inside the body.
    Subhead,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// The row that names a table's columns.
    TableHeader,
    /// A row of values of a table.
    TableRow,
    /// The text of a picture.
    Caption,
    /// What the page adds to the article: never read for facts.
    Furniture(Furniture),
}

impl BlockKind {
    /// Whether facts may be read from it.
    pub const fn is_fact_bearing(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::TableRow)
    }

    /// Whether it belongs to the article at all (headline, subheads and captions included).
    pub const fn is_article(self) -> bool {
        !matches!(self, Self::Furniture(_))
    }
}

impl Furniture {
    /// As a reader is told it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::RelatedLink => "related link",
            Self::Disclaimer => "disclaimer",
            Self::Assistant => "assistant",
            Self::Credit => "credit",
            Self::PageDate => "page date",
            Self::Metadata => "metadata",
            Self::Repeat => "repeat",
            Self::Other => "page furniture",
        }
    }
}

/// The kinds of page furniture, as the source pane names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Furniture {
    /// Menus, "skip to content", "back to top".
    Navigation,
    /// A pointer to another story.
    RelatedLink,
    /// Legal text, terms, about-the-publisher text.
    Disclaimer,
    /// Left-over lines of a writing assistant.
    Assistant,
    /// Who took the picture, wrote or edited the text.
    Credit,
    /// Weather, page clocks and dates that are not the article's.
    PageDate,
    /// A metadata line (front matter, `**Source:** …`), a dateline, a wire slug, a document number.
    Metadata,
    /// A stretch that repeats an earlier one.
    Repeat,
    /// Anything else that is not the article.
    Other,
}

/// A sentence, a list item or a table row: the unit of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, white space at its ends, bullets and datelines left out.
    pub span: Span,
    /// Index of its block in [`Article::blocks`].
    pub block: usize,
    /// The kind of its block.
    pub kind: BlockKind,
}

/// What the page says of itself; every part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title, from front matter, a header or the headline.
    pub title: Option<String>,
    /// The outlet, from front matter, a header, a wire credit or the page.
    pub outlet: Option<String>,
    /// Names of authors, photographers and editors: never participants.
    pub authors: Vec<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Language tag as the page gives it.
    pub language: Option<String>,
    /// Places on the page that date the article, best first.
    pub stamps: Vec<Stamp>,
    /// The place named by a wire dateline, as written ("LIMA, Peru").
    pub dateline_place: Option<Span>,
}

/// A date on the page, unparsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The text of the date.
    pub span: Span,
    /// How far it speaks for the article.
    pub kind: StampKind,
}

/// How far a date on the page speaks for the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StampKind {
    /// Front matter or a labelled header: the date of publication.
    Published,
    /// A date by the title that nothing explains.
    Bare,
    /// A wire dateline: the date of writing, perhaps without a year.
    Dateline,
    /// When the page was last changed: not before the article.
    Updated,
    /// A date of the page ("Monday, July 22, 2024" above the menu): not before the article.
    Page,
    /// When the file was made, perhaps years after the article.
    Saved,
}

/// Something that reading could not do, in one sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, shown safely.
    pub file: String,
    /// What is wrong, and where.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the input could not be read at all (it then counts for the exit code).
    pub fatal: bool,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; {}", self.file, self.what, self.remedy)
    }
}
