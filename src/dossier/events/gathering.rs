//! The meeting itself as one event: every article that speaks of it in, one row with all their sentences out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::annotating::Annotations;
use crate::annotating::dates::{Granularity, Resolution, Timex};
use crate::annotating::events::{Gathering as Mention, Kind, Weight};
use crate::dossier::events::drafting::Reach;
use crate::dossier::events::{Context, Draft, Merged};
use crate::dossier::{Evidence, Mark, MarkKind, WhenBasis};
use crate::edtf::Edtf;

/// How many articles must name a meeting by the same noun for it to be the folder's.
const ENOUGH: usize = 2;

const KIND: Kind = Kind {
    name: "summit",
    weight: Weight::Strong,
};

/// The meeting that a folder is about, with the sentence of each article that names it first.
pub(super) struct Gathering {
    noun: &'static str,
    title: String,
    days: Edtf,
    evidence: Vec<(usize, Evidence)>,
}

/// A mention of a meeting, and whether the meeting can be the folder's.
pub(in crate::dossier) struct Named {
    mention: Mention,
    fits: bool,
}

/// The meetings that an article names, taken from its annotations; `times` are those of its expressions.
pub(in crate::dossier) fn take(
    context: &Context<'_>,
    notes: &mut Annotations<'_>,
    times: &[Resolution],
) -> Vec<Named> {
    let named = |mention: Mention| {
        let apart = |days| is_dated_apart(&notes.timexes, times, mention.sentence, days);
        Named {
            fits: !mention.other && !context.meeting.is_some_and(apart),
            mention,
        }
    };
    let mentions = std::mem::take(&mut notes.gatherings);
    mentions.into_iter().map(named).collect()
}

/// The meeting as most articles name it; `None` where its days or its noun are not known. `named` are the
/// mentions of each article.
pub(super) fn of_folder(context: &Context<'_>, named: &[Vec<Named>]) -> Option<Gathering> {
    let days = context.meeting?;
    let mut by_noun: BTreeMap<&str, BTreeMap<usize, &Mention>> = BTreeMap::new();
    for (article, named) in named.iter().enumerate() {
        for Named { mention, .. } in named.iter().filter(|named| named.fits) {
            let articles = by_noun.entry(&mention.noun).or_default();
            articles.entry(article).or_insert(mention);
        }
    }
    let (noun, mentions) = by_noun.into_iter().max_by_key(|(noun, mentions)| {
        let is_summit = mentions.values().any(|mention| mention.is_summit);
        (
            mentions.len() * (1 + usize::from(is_summit)),
            Reverse(*noun),
        )
    })?;
    if mentions.len() < ENOUGH {
        return None;
    }
    let evidence = mentions
        .iter()
        .filter_map(|(&article, mention)| Some((mention.sentence, of(article, context, mention)?)));
    Some(Gathering {
        noun: "summit",
        title: title(noun, context, named),
        days,
        evidence: evidence.collect(),
    })
}

/// Whether the sentence gives a time, and none of the meeting's.
fn is_dated_apart(timexes: &[Timex], times: &[Resolution], sentence: usize, days: Edtf) -> bool {
    let from = timexes.partition_point(|timex| timex.sentence < sentence);
    let to = timexes.partition_point(|timex| timex.sentence <= sentence);
    let mut dates = (from..to)
        .filter(|&index| {
            timexes
                .get(index)
                .is_some_and(|timex| timex.is_when() && timex.granularity() != Granularity::Unknown)
        })
        .filter_map(|index| times.get(index)?.when)
        .peekable();
    dates.peek().is_some() && !dates.any(|when| when.meets(days))
}

fn of(article: usize, context: &Context<'_>, mention: &Mention) -> Option<Evidence> {
    let sentences = &context.articles.get(article)?.sentences;
    let sentence = sentences.get(mention.sentence)?;
    Some(Evidence {
        article,
        span: sentence.span,
        marks: vec![Mark {
            span: mention.span,
            kind: MarkKind::Event,
        }],
    })
}

/// The name that most articles give the meeting; where no two agree, its noun and its place.
fn title(noun: &str, context: &Context<'_>, mentions: &[Vec<Named>]) -> String {
    let mut names: BTreeMap<String, (&str, BTreeSet<usize>)> = BTreeMap::new();
    for (article, mentions) in mentions.iter().enumerate() {
        let own = |mention: &&Mention| {
            mention.noun == noun && !mention.other && mention.phrase.contains(' ')
        };
        for mention in mentions.iter().map(|one| &one.mention).filter(own) {
            let folded = mention.phrase.to_lowercase().replace(['-', '–'], "");
            let (_, articles) = names
                .entry(folded)
                .or_insert((&mention.phrase, BTreeSet::new()));
            articles.insert(article);
        }
    }
    let best = names
        .into_values()
        .max_by_key(|(phrase, articles)| (articles.len(), phrase.len()));
    let agreed = best
        .filter(|(_, articles)| articles.len() >= ENOUGH)
        .map(|(phrase, _)| phrase);
    let mut letters = agreed.unwrap_or(noun).chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let name = format!("{first}{}", letters.as_str());
    match context.place.filter(|_| agreed.is_none()) {
        Some(place) => format!("{name} in {place}"),
        None => name,
    }
}

impl Gathering {
    /// Joins the row that tells of the meeting, or makes it where no article dates it.
    pub(super) fn join(self, events: &mut Vec<Merged>, context: &Context<'_>) {
        let tells = |event: &Merged| {
            let lead = &event.lead;
            (lead.kind.name == self.noun && lead.when == Some(self.days))
                .then_some(event.articles.len())
        };
        let known = events
            .iter()
            .enumerate()
            .filter_map(|(index, event)| Some((tells(event)?, Reverse(index))))
            .max();
        let planned = |article: usize| {
            let published = context
                .datings
                .get(article)
                .and_then(|dating| dating.published?.last_day());
            published
                .zip(self.days.first_day())
                .is_some_and(|(published, first)| published < first)
        };
        let drafts = self.evidence.into_iter().map(|(sentence, evidence)| Draft {
            article: evidence.article,
            sentence,
            kind: KIND,
            title: self.title.clone(),
            noun: Some(self.noun.to_owned()),
            planned: planned(evidence.article),
            reference: false,
            when: Some(self.days),
            another: false,
            reach: Some(Reach::of(self.days)),
            basis: WhenBasis::Inferred,
            because: format!("the articles have the meeting on {}", self.days.words()),
            persons: Vec::new(),
            organisations: Vec::new(),
            places: context.place.map(str::to_owned).into_iter().collect(),
            stems: Vec::new(),
            evidence,
        });
        let index = known.map(|(_, Reverse(index))| index);
        if let Some(event) = index.and_then(|index| events.get_mut(index)) {
            for draft in drafts {
                if !event.articles.contains(&draft.article) {
                    event.join(draft);
                }
            }
            return;
        }
        let mut drafts = drafts;
        if let Some(first) = drafts.next() {
            let mut event = Merged::new(first);
            drafts.for_each(|draft| event.join(draft));
            events.push(event);
        }
    }
}
