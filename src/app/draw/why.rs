//! The reasons: why a date, who is meant, what is compared, who says so, in sentences; beside the source, so
//! that each can be held against its evidence.

use super::boxes::{self, BoxLine};
use super::paint::Painter;
use crate::app::board::{Claim, Role as ClaimRole, reasons, rows};
use crate::app::item::Item;
use crate::app::pane::Pane;
use crate::app::state::App;
use crate::app::symbols::Symbol;
use crate::dossier::wording;
use crate::dossier::{
    DatedArticle, DatingBasis, Event, Figure, Named, Participant, Presence, Status, WhenBasis,
};
use crate::edtf::Edtf;

/// Columns before a quotation, for the sign of the one that is shown.
const MARKER: usize = 2;

/// The most sentences that are quoted.
const QUOTED: usize = 40;

/// Draws the reasons.
pub fn draw(painter: &mut Painter<'_>, top: usize) {
    let place = boxes::beside_source(painter.app);
    boxes::frame(painter, place, "Why");
    let lines = lines(painter.app);
    boxes::lines(painter, place, &lines, top, MARKER);
}

/// All lines of the reasons at the state's size.
pub fn height(app: &App) -> usize {
    lines(app).len()
}

/// The reasons while they are gathered.
struct Reasons<'a> {
    app: &'a App,
    width: usize,
    lines: Vec<BoxLine>,
}

fn lines(app: &App) -> Vec<BoxLine> {
    let width = usize::from(boxes::inner(boxes::beside_source(app)).width);
    let mut told = Reasons {
        app,
        width,
        lines: Vec::new(),
    };
    let dossier = &app.board.dossier;
    let item = match app.shown.item {
        Some(item) if app.view.focus != Pane::Source => item,
        _ => Item::Article(app.source.article),
    };
    match item {
        Item::Event(index) => dossier
            .events
            .get(index)
            .into_iter()
            .for_each(|one| told.event(one, index)),
        Item::Person(index) => dossier
            .participants
            .get(index)
            .into_iter()
            .for_each(|one| told.person(one)),
        Item::Figure(index) => dossier
            .figures
            .get(index)
            .into_iter()
            .for_each(|one| told.figure(one)),
        Item::Article(index) => dossier
            .articles
            .get(index)
            .into_iter()
            .for_each(|one| told.article(one, index)),
        Item::Theme(_) | Item::Place(_) | Item::Problem(_) => told.row(item),
    }
    told.comparisons(item);
    told.sentences(item);
    told.lines
}

impl Reasons<'_> {
    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(BoxLine::Text(String::new()));
        }
        for line in self.app.settings.charset.wrap(text, self.width) {
            self.lines.push(BoxLine::Heading(line));
        }
    }

    fn text(&mut self, text: &str) {
        for line in self.app.settings.charset.wrap(text, self.width) {
            self.lines.push(BoxLine::Text(line));
        }
    }

    fn dim(&mut self, text: &str) {
        for line in self.app.settings.charset.wrap(text, self.width) {
            self.lines.push(BoxLine::Dim(line));
        }
    }

    fn event(&mut self, event: &Event, index: usize) {
        self.heading(&event.title);
        let known = match event.basis {
            WhenBasis::Stated => "The sentence gives this date itself",
            WhenBasis::Relative => "The sentence gives a date relative to the article’s",
            WhenBasis::Inferred => {
                "The sentence gives no date: it was worked out from what surrounds it"
            }
            WhenBasis::Unknown => "Nobody could tell the date",
        };
        let when = event.when.map_or_else(|| "Undated".to_owned(), Edtf::words);
        self.text(&format!("{when}. {}", sentence(known, &event.because)));
        if event.when.is_some_and(|when| when.uncertain) {
            self.text("It is uncertain.");
        }
        if event.when.is_some_and(|when| when.approximate) {
            self.text("It is approximate.");
        }
        self.text(match event.status {
            Status::Happened => "The articles report it as having taken place.",
            Status::Planned => "The articles announce or expect it.",
            Status::Background => "It is told as background to the meeting.",
        });
        let people = self
            .app
            .board
            .people
            .get(index)
            .map_or(&[][..], Vec::as_slice);
        let names = people
            .iter()
            .filter_map(|at| self.app.board.dossier.participants.get(*at));
        let names: Vec<&str> = names.map(|person| &*person.name).collect();
        if !names.is_empty() {
            self.text(&format!("With {}.", names.join(", ")));
        }
        if !event.places.is_empty() {
            self.text(&format!("Place: {}.", event.places.join(", ")));
        }
    }

    fn person(&mut self, person: &Participant) {
        self.heading(&person.name);
        let named = match person.named {
            Named::Stated => "Named in the articles",
            Named::Implied => "Not named: meant by the office",
        };
        self.text(&sentence(named, &person.because));
        self.text(match person.presence {
            Presence::Attends => "Takes part: the person appears in an event of the meeting.",
            Presence::Absent => "Is said to stay away.",
            Presence::Mentioned => {
                "Is only spoken of: no event of the meeting has the person in it."
            }
        });
        if !person.aliases.is_empty() {
            self.text(&format!("Also called {}.", person.aliases.join(", ")));
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let row_title = format!("“{}”", figure.text);
        self.heading(&row_title);
        let sign = super::super::human::sign(figure.qualifier);
        let sign = sign.map_or("", |sign| self.app.settings.charset.symbol(sign));
        self.text(&format!("Read as {sign}{}.", wording::amount(figure)));
        if !figure.measure.is_empty() {
            self.text(&format!("It measures: {}.", figure.measure));
        }
        if let Some(period) = figure.period {
            self.text(&format!("It covers {}.", period.words()));
        }
        if !figure.between.is_empty() {
            self.text(&format!("It concerns {}.", rows::parties(&figure.between)));
        }
    }

    fn article(&mut self, dated: &DatedArticle, index: usize) {
        let article = &dated.article;
        self.heading(article.metadata.title.as_deref().unwrap_or(&article.file));
        let known = match dated.basis {
            DatingBasis::Metadata => "The page or its metadata says so",
            DatingBasis::Stated => "A dateline or a date in the text says so",
            DatingBasis::Inferred => "It was worked out from this article and its companions",
            DatingBasis::Unknown => "Nobody could tell when it was published",
        };
        let when = dated
            .published
            .map_or_else(|| "Undated".to_owned(), Edtf::words);
        self.text(&format!("{when}. {}", sentence(known, &dated.because)));
        if dated.source != index
            && let Some(first) = self.app.board.dossier.articles.get(dated.source)
        {
            self.text(&format!(
                "It tells the same story as {}, and counts with it as one source.",
                first.id
            ));
        }
        if let Some(unread) = article.language.unread() {
            self.text(&format!("It is {unread}."));
        }
        let words = format!("{} words", self.app.board.words(index));
        let facts = [article.format, &words, &article.file];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        self.dim(&facts.join(" · "));
    }

    fn row(&mut self, item: Item) {
        let row = self.app.board.row(item);
        self.heading(&row.title);
        for text in [row.facts, self.app.board.because(item)] {
            if !text.is_empty() {
                self.text(&sentence(&text, ""));
            }
        }
    }

    fn comparisons(&mut self, item: Item) {
        let app = self.app;
        for comparison in app.board.comparisons(item).take(QUOTED) {
            self.heading(&sentence(reasons::verdict(comparison), ""));
            self.text(&sentence(&comparison.because, ""));
        }
    }

    /// Every sentence that says so, the shown one marked.
    fn sentences(&mut self, item: Item) {
        let app = self.app;
        let claims = app.board.claims(item, &app.scope);
        if claims.is_empty() {
            return;
        }
        let sources = app.board.sources(&claims);
        let plural = if sources == 1 { "source" } else { "sources" };
        self.heading(&format!("Said by {sources} {plural}"));
        for (index, claim) in claims.iter().enumerate().take(QUOTED) {
            self.quote(
                item,
                *claim,
                index == app.shown.at && app.shown.item == Some(item),
            );
        }
        if claims.len() > QUOTED {
            self.dim(&format!("and {} sentences more", claims.len() - QUOTED));
        }
    }

    fn quote(&mut self, item: Item, claim: Claim, shown: bool) {
        let app = self.app;
        let Some(evidence) = app.board.evidence(item, claim) else {
            return;
        };
        let Some(dated) = app.board.dossier.articles.get(evidence.article) else {
            return;
        };
        let marker = if shown {
            app.settings.charset.symbol(Symbol::Selected)
        } else {
            " "
        };
        let role = match claim.role {
            ClaimRole::Own => "",
            ClaimRole::Agreeing => ", agreeing",
            ClaimRole::Compared => ", compared",
            ClaimRole::Mention => ", a mention",
        };
        let outlet = dated
            .article
            .metadata
            .outlet
            .as_deref()
            .unwrap_or(&dated.article.file);
        let published = dated
            .published
            .map_or_else(|| "undated".to_owned(), Edtf::short);
        let head = format!("{}{role} · {outlet} · {published}", dated.id);
        let charset = app.settings.charset;
        let width = self.width.saturating_sub(MARKER);
        self.lines.push(BoxLine::Text(String::new()));
        self.lines.push(BoxLine::Quoted(
            marker,
            charset.cut(&head, width).into_owned(),
        ));
        for line in charset.wrap(app.board.dossier.quote(&evidence), width) {
            self.lines.push(BoxLine::Quote(line));
        }
    }
}

/// Words as a sentence, with the reason after a colon.
fn sentence(words: &str, reason: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let text = match reason {
        "" => format!("{first}{}", chars.as_str()),
        reason => format!("{first}{}: {reason}", chars.as_str()),
    };
    if text.ends_with(['.', '!', '?']) {
        text
    } else {
        format!("{text}.")
    }
}
