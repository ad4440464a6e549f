//! When each article was published: the articles of a folder with their temporal expressions in, a date
//! or an interval for each out, with the reasoning.
//!
//! A stamp of the page speaks first (front matter, then the dateline). An article without one is placed
//! by what it says (weekdays, tenses, years) around the days of the meeting, which the folder as a whole
//! gives. A date of the page that is not the article's is no answer, only the latest day it can be.

mod clues;
mod evidence;
mod meeting;
mod places;
mod placing;
mod slugs;
mod stamps;
#[cfg(test)]
mod tests;
mod vocabulary;
mod wording;
mod year;

use rustc_hash::FxHashMap;

use meeting::Meeting;
use places::Places;

use crate::annotating::dates::Timex;
use crate::annotating::tokens::Tokens;
use crate::dossier::DatingBasis;
use crate::edtf::Edtf;

/// When an article was published, and how that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dating {
    /// A day, or the interval it must lie in.
    pub published: Option<Edtf>,
    /// How the date is known.
    pub basis: DatingBasis,
    /// The reasoning, in words.
    pub because: String,
}

/// A folder's articles with their dates, and the meeting that they are about.
#[derive(Clone, Debug, Default)]
pub struct Dated {
    /// One for each article, in the same order.
    pub datings: Vec<Dating>,
    /// The days of the meeting.
    pub meeting: Option<Edtf>,
    /// The city, or else the country, where it is.
    pub place: Option<String>,
}

/// Dates every article of a folder; `timexes` are the expressions of each, `sources` the first article that tells
/// its story, in the same order.
pub fn date_articles(articles: &[&Tokens<'_>], timexes: &[&[Timex]], sources: &[usize]) -> Dated {
    let years = stamps::years_stated(articles, timexes);
    let mut datings = stamps::date_by_stamps(articles, timexes, years);
    date_copies(articles, sources, &mut datings);
    let pages: Vec<_> = articles
        .iter()
        .map(|tokens| stamps::page_day(tokens.article))
        .collect();
    let places = Places::of(articles, timexes);
    let meeting = meeting::find(articles, timexes, &datings, &pages, years, &places);
    placing::place(articles, timexes, &pages, meeting.as_ref(), &mut datings);
    Dated {
        datings: datings.into_iter().map(Option::unwrap_or_default).collect(),
        meeting: meeting.as_ref().and_then(Meeting::days),
        place: places.meeting(),
    }
}

/// A copy of a story is of the day of the story.
fn date_copies(articles: &[&Tokens<'_>], sources: &[usize], datings: &mut [Option<Dating>]) {
    // Of several prints of a story the first that has a date tells it.
    let mut prints: FxHashMap<usize, (usize, Edtf)> = FxHashMap::default();
    for (index, (first, dating)) in sources.iter().zip(&*datings).enumerate() {
        if let Some(published) = dating.as_ref().and_then(|dating| dating.published) {
            prints.entry(*first).or_insert((index, published));
        }
    }
    for (index, first) in sources.iter().enumerate() {
        let dated = prints.get(first).copied();
        if let Some(((other, published), slot)) = dated.zip(datings.get_mut(index))
            && slot.is_none()
            && other != index
        {
            let file = articles
                .get(other)
                .map_or("", |tokens| wording::stem(&tokens.article.file));
            *slot = Some(Dating {
                published: Some(published),
                basis: DatingBasis::Inferred,
                because: format!(
                    "tells the story of {file}, which is of {}, in the same words",
                    published.words()
                ),
            });
        }
    }
}
