//! In: an element's name. Out: the part it plays in a page's layout.

/// The part an element plays. Names that play the same part share a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `html`, `body`.
    Root,
    /// A block without a meaning of its own: `div`, `center`.
    Block,
    /// `article`.
    Article,
    /// `main`.
    Main,
    /// `section`.
    Section,
    /// `aside`.
    Aside,
    /// `nav`, `menu`.
    Nav,
    /// `header`, `hgroup`.
    Header,
    /// `footer`.
    Footer,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`, with the level.
    Heading(u8),
    /// `ul`, `ol`, `dl`.
    List,
    /// `li`, `dt`, `dd`.
    Item,
    /// `blockquote`.
    Quote,
    /// `pre`.
    Preformatted,
    /// `figure`.
    Figure,
    /// `figcaption`, a table's `caption`.
    Caption,
    /// `table`.
    Table,
    /// `tr`.
    Row,
    /// `td`.
    Cell,
    /// `th`.
    HeadCell,
    /// `form`, `fieldset`.
    Form,
    /// `address`.
    Address,
    /// `a`.
    Link,
    /// `br`.
    Break,
    /// `hr`.
    Rule,
    /// Any other element that flows with the text.
    Inline,
    /// `noscript`.
    NoScript,
    /// An element whose content is never shown as text.
    Skipped,
}

impl Tag {
    /// The part played by the element called `name` (lower case).
    pub fn of(name: &str) -> Self {
        match name {
            "html" | "body" => Self::Root,
            "article" => Self::Article,
            "main" => Self::Main,
            "section" => Self::Section,
            "aside" => Self::Aside,
            "nav" | "menu" => Self::Nav,
            "header" | "hgroup" => Self::Header,
            "footer" => Self::Footer,
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "ul" | "ol" | "dl" | "dir" => Self::List,
            "li" | "dt" | "dd" => Self::Item,
            "blockquote" => Self::Quote,
            "pre" | "listing" | "xmp" => Self::Preformatted,
            "figure" => Self::Figure,
            "figcaption" | "caption" => Self::Caption,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" => Self::Cell,
            "th" => Self::HeadCell,
            "form" | "fieldset" => Self::Form,
            "address" => Self::Address,
            "a" => Self::Link,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "noscript" => Self::NoScript,
            "head" | "script" | "style" | "template" | "svg" | "math" | "iframe" | "object"
            | "embed" | "applet" | "video" | "audio" | "canvas" | "select" | "option"
            | "optgroup" | "datalist" | "textarea" | "input" | "button" | "img" | "picture"
            | "source" | "track" | "map" | "area" | "link" | "meta" | "base" | "title"
            | "param" | "progress" | "meter" | "dialog" | "noembed" | "noframes" | "rp" => {
                Self::Skipped
            }
            "div" | "center" | "tbody" | "thead" | "tfoot" | "details" | "summary" | "search"
            | "legend" | "frameset" | "multicol" | "marquee" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether the element flows with the text around it.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Link | Self::Break | Self::Inline | Self::NoScript
        )
    }

    /// Whether the element is a part of running text, which never holds an article alone.
    pub fn is_running_text(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::List
                | Self::Item
                | Self::Quote
                | Self::Heading(_)
                | Self::Preformatted
        )
    }

    /// Whether short lines in the element may be text.
    pub fn may_hold_text(self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::Item | Self::Cell | Self::Quote | Self::Preformatted
        )
    }
}
