//! Figures and events in, comparisons out: what several articles say of one thing, and whether they agree.

use std::cell::OnceCell;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::dossier::sets::shared;
use crate::dossier::wording::{amount, hedge_words};
use crate::dossier::{Comparison, ComparisonKind, Event, Figure, Qualifier, Verdict, WhenBasis};
use crate::edtf::Edtf;
use crate::knowledge::table::rows;
use crate::reading::Article;

/// How far apart two counts of one thing may be, as a ratio.
const NEAR: f64 = 1.25;

/// The most articles that a reason names.
const MOST_NAMED: usize = 6;

/// A figure with the words that tell what it is of; words are their hashes.
struct Claim<'a> {
    figure: &'a Figure,
    /// In order.
    measure: Vec<u64>,
    quote: &'a str,
    /// The content words of its sentence, sorted: looked for only where values are near.
    sentence: OnceCell<Vec<u64>>,
}

/// The articles that give the figures, each with its id and its source.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub articles: &'a [Article],
    pub ids: &'a [String],
    pub sources: &'a [usize],
}

/// Claims of one thing: the first of them, and all figures in order.
struct Group<'a> {
    lead: Claim<'a>,
    /// The place of the first among all figures.
    at: usize,
    figures: Vec<&'a Figure>,
    verdict: Verdict,
}

/// Compares the figures of different articles that measure one thing: each group of them once.
pub(super) fn figures(figures: &[Figure], told: Told<'_>) -> Vec<Comparison> {
    let mut by_unit: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, figure) in figures.iter().enumerate() {
        by_unit.entry(&figure.unit).or_default().push(at);
    }
    let mut comparisons: Vec<(usize, Comparison)> = by_unit
        .into_par_iter()
        .flat_map_iter(|(_, same_unit)| {
            let claims = same_unit.into_iter().filter_map(|at| {
                let claim = Claim::of(figures.get(at)?, told.articles);
                Some((at, claim))
            });
            groups(claims)
                .into_iter()
                .filter_map(|group| Some((group.at, comparison(&group, told)?)))
        })
        .collect();
    comparisons.sort_unstable_by_key(|(at, _)| *at);
    comparisons
        .into_iter()
        .map(|(_, comparison)| comparison)
        .collect()
}

/// The claims of one unit, each in the first group that it fits.
fn groups<'a>(claims: impl Iterator<Item = (usize, Claim<'a>)>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    // Of thousands of groups those that have a key of the claim's are asked.
    let mut by_key: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, claim) in claims {
        let fits = |index: &usize| {
            groups.get(*index).is_some_and(|group| {
                is_comparable(&group.lead, &claim) && !group.has_rival(claim.figure)
            })
        };
        let first_of = |key: u64| by_key.get(&key)?.iter().copied().find(fits);
        let home = claim.keys(&[-1, 0, 1]).filter_map(first_of).min();
        if let Some(group) = home.and_then(|index| groups.get_mut(index)) {
            group.join(&claim);
        } else {
            for key in claim.keys(&[0]) {
                by_key.entry(key).or_default().push(groups.len());
            }
            groups.push(Group {
                at,
                figures: vec![claim.figure],
                verdict: Verdict::Agree,
                lead: claim,
            });
        }
    }
    groups
}

impl<'a> Claim<'a> {
    fn of(figure: &'a Figure, articles: &'a [Article]) -> Self {
        let quote = figure.evidence.first().and_then(|evidence| {
            let article = articles.get(evidence.article)?;
            Some(evidence.span.of(&article.text))
        });
        Self {
            figure,
            measure: words(&figure.measure.to_lowercase()).map(hash).collect(),
            quote: quote.unwrap_or_default(),
            sentence: OnceCell::new(),
        }
    }

    /// What comparable claims of one unit have in common one of: for counts nothing that is easily told, for
    /// amounts a word of the measure, or the value. Equal values can be an ulp or two apart: `off` says which
    /// neighbours of the value's key to give with it.
    fn keys<'k>(&'k self, off: &'k [i8]) -> impl Iterator<Item = u64> + 'k {
        let counts = is_count(&self.figure.unit);
        // Adding zero makes one of the two zeros.
        let value = (self.figure.value + 0.0).to_bits() >> 8;
        let values = off
            .iter()
            .filter(move |_| !counts && self.figure.unit != "%")
            .map(move |off| value.wrapping_add_signed(i64::from(*off)));
        let words = self.measure.iter().copied().filter(move |_| !counts);
        words.chain(values).chain(counts.then_some(0))
    }

    /// How many content words the sentences of two claims share.
    fn shared(&self, other: &Self) -> usize {
        shared(self.sentence(), other.sentence())
    }

    fn sentence(&self) -> &[u64] {
        self.sentence.get_or_init(|| {
            let quote = self.quote.to_lowercase();
            let content = words(&quote).filter(|word| !COMMON.contains(word));
            let mut hashes: Vec<u64> = content.map(hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        })
    }
}

impl<'a> Group<'a> {
    /// Whether the figure's article gives the group another value already: it speaks of two things. Figures come
    /// article by article, so those of one article stand last.
    fn has_rival(&self, figure: &Figure) -> bool {
        let article = article_of(figure);
        let known = self.figures.iter().rev();
        known
            .take_while(|known| article_of(known) == article)
            .any(|known| !is_same(known, figure))
    }

    fn join(&mut self, claim: &Claim<'a>) {
        self.figures.push(claim.figure);
        // One that differs outweighs all, one that is unclear those that agree.
        self.verdict = match (self.verdict, verdict(&self.lead, claim)) {
            (Verdict::Differ, _) | (_, Verdict::Differ) => Verdict::Differ,
            (Verdict::Unclear, _) | (_, Verdict::Unclear) => Verdict::Unclear,
            _ => Verdict::Agree,
        };
    }
}

fn is_same(one: &Figure, other: &Figure) -> bool {
    (one.value - other.value).abs() <= f64::EPSILON * one.value.abs()
}

/// What the articles of a group say; `None` where only one speaks.
fn comparison(group: &Group<'_>, told: Told<'_>) -> Option<Comparison> {
    let (lead, others) = group.figures.split_first()?;
    let source = |figure: &Figure| told.sources.get(article_of(figure)?);
    // Copies of one story cannot bear each other out.
    if others.iter().all(|other| source(other) == source(lead)) {
        return None;
    }
    Some(Comparison {
        kind: ComparisonKind::Figure,
        items: group
            .figures
            .iter()
            .map(|figure| figure.id.clone())
            .collect(),
        verdict: group.verdict,
        because: because(&group.figures, group.verdict, told.ids),
    })
}

fn article_of(figure: &Figure) -> Option<usize> {
    figure.evidence.first().map(|evidence| evidence.article)
}

/// Two figures measure one thing where unit, measure and parties agree and the periods can be one.
fn is_comparable(mine: &Claim<'_>, theirs: &Claim<'_>) -> bool {
    let (one, other) = (mine.figure, theirs.figure);
    let same = is_same(one, other);
    // One value may be told as a change here and as a state there.
    let turned = one.direction != other.direction
        && (!same || (one.direction.is_some() && other.direction.is_some()));
    if one.unit != other.unit || turned {
        return false;
    }
    let alike = if is_count(&one.unit) {
        counts_alike(mine, theirs, same)
    } else {
        amounts_alike(mine, theirs, same)
    };
    alike
        && match (one.period, other.period) {
            (Some(mine), Some(theirs)) => mine.covers(theirs) || theirs.covers(mine),
            _ => true,
        }
}

/// Amounts compare where they are measured in one word and are of one size; one amount of money told twice need
/// not be measured in the same words.
fn amounts_alike(mine: &Claim<'_>, theirs: &Claim<'_>, same: bool) -> bool {
    let (one, other) = (mine.figure, theirs.figure);
    let parties = || {
        one.between.is_empty()
            || other.between.is_empty()
            || one
                .between
                .iter()
                .any(|party| other.between.contains(party))
    };
    let measures = || {
        mine.measure
            .iter()
            .any(|word| theirs.measure.contains(word))
    };
    (ratio(one, other) < 3.0 && measures() && parties())
        || (same && one.unit != "%" && mine.shared(theirs) > 0)
}

/// Counts compare where they count the same: one head noun, no modifiers that contradict each other, and
/// values that are near or are said of the same time.
fn counts_alike(mine: &Claim<'_>, theirs: &Claim<'_>, same: bool) -> bool {
    let (one, other) = (mine.figure, theirs.figure);
    let near = ratio(one, other) <= NEAR;
    let (Some((head, modifiers)), Some((their_head, their_modifiers))) =
        (mine.measure.split_last(), theirs.measure.split_last())
    else {
        // A bare count ("at least 60 killed") has only its sentence to say what it counts.
        let near = near && one.unit == "people";
        return (same && mine.shared(theirs) >= 2) || (near && mine.shared(theirs) >= 3);
    };
    let contradict = !modifiers.is_empty()
        && !their_modifiers.is_empty()
        && !modifiers.iter().any(|word| their_modifiers.contains(word));
    // One count bare, the other modified: another group of the same kind, unless the values are one.
    let uneven = modifiers.is_empty() != their_modifiers.is_empty() && !same;
    let dated = one.period.is_some() && one.period == other.period;
    head == their_head
        && (same || dated || near)
        && !contradict
        && !uneven
        && mine.shared(theirs) > 0
}

/// Whether a unit is a counted noun, not money, a share or a measurement.
fn is_count(unit: &str) -> bool {
    unit.chars()
        .all(|c| c.is_lowercase() || matches!(c, ' ' | '-'))
        && !is_measurement(unit)
}

fn is_measurement(unit: &str) -> bool {
    matches!(
        unit,
        "km" | "m"
            | "tonne"
            | "barrel"
            | "hectare"
            | "kg"
            | "mile"
            | "litre"
            | "square km"
            | "cubic m"
    )
}

fn ratio(one: &Figure, other: &Figure) -> f64 {
    one.value.max(other.value) / one.value.min(other.value).max(f64::MIN_POSITIVE)
}

/// The content words of a measure or a sentence in lower case, in order.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3 && !word.starts_with(|c: char| c.is_ascii_digit()))
        .map(|word| word.trim_end_matches('s'))
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

/// Words that two sentences share without speaking of one thing.
static COMMON: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows::<1>(include_str!("../../assets/en/common_words.tsv"))
        .map(|[word]| word)
        .collect()
});

/// Equal values agree; a hedged one agrees with all that its hedge allows. Others differ where they are said of
/// one time, or both of none.
fn verdict(mine: &Claim<'_>, theirs: &Claim<'_>) -> Verdict {
    let (one, other) = (mine.figure, theirs.figure);
    let near = |tolerance: f64| {
        (one.value - other.value).abs() <= tolerance * one.value.abs().max(other.value.abs())
    };
    let allows = |hedged: &Figure, value: f64| match hedged.qualifier {
        Qualifier::Over | Qualifier::AtLeast => {
            value >= hedged.value && value <= hedged.value * 1.2
        }
        Qualifier::Under | Qualifier::UpTo => value <= hedged.value && value >= hedged.value * 0.8,
        Qualifier::About => (value - hedged.value).abs() <= 0.1 * hedged.value.abs(),
        _ => false,
    };
    if near(0.001) || allows(one, other.value) || allows(other, one.value) {
        Verdict::Agree
    } else if one.period == other.period && mine.measure.last() == theirs.measure.last() {
        Verdict::Differ
    } else {
        Verdict::Unclear
    }
}

fn because(group: &[&Figure], verdict: Verdict, ids: &[String]) -> String {
    let mut sayings: Vec<String> = Vec::new();
    for figure in group.iter().take(MOST_NAMED) {
        let id = article_of(figure).and_then(|index| ids.get(index));
        let name = id.map_or("?", String::as_str);
        sayings.push(format!(
            "{name} says {}{}",
            hedge_words(figure.qualifier),
            amount(figure)
        ));
    }
    let judged = match verdict {
        Verdict::Agree => "they agree",
        Verdict::Differ => "they differ",
        Verdict::Unclear => "the periods are not known to be the same",
    };
    format!("{}; {judged}", sayings.join("; "))
}

/// Notes the events for which articles give dates that cannot both be right.
pub(super) fn dates(events: &[Event]) -> Vec<Comparison> {
    let mut by_title: FxHashMap<String, Vec<&Event>> = FxHashMap::default();
    let mut comparisons = Vec::new();
    for event in events {
        let known = matches!(event.basis, WhenBasis::Stated | WhenBasis::Relative);
        let Some(when) = event.when.filter(|_| known) else {
            continue;
        };
        let namesakes = by_title.entry(event.title.to_lowercase()).or_default();
        for other in namesakes.iter() {
            let close = when
                .first_day()
                .zip(other.when.and_then(Edtf::first_day))
                .is_some_and(|(a, b)| (a - b).num_days().abs() <= 7);
            if close && other.when.is_some_and(|theirs| !theirs.meets(when)) {
                comparisons.push(Comparison {
                    kind: ComparisonKind::Date,
                    items: vec![other.id.clone(), event.id.clone()],
                    verdict: Verdict::Differ,
                    because: format!("{}; {}", other.because, event.because),
                });
            }
        }
        namesakes.push(event);
    }
    comparisons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotating::Annotations;
    use crate::annotating::testing::sentence;

    /// The verdicts on the figures of articles of one sentence each.
    fn verdicts(texts: &[&str]) -> Vec<Verdict> {
        let articles: Vec<Article> = texts.iter().map(|text| sentence(text)).collect();
        let found = articles.iter().enumerate().flat_map(|(at, article)| {
            crate::dossier::figures::of_article(at, &Annotations::of(article), &[])
        });
        let told = Told {
            articles: &articles,
            ids: &[],
            sources: &[0, 1],
        };
        figures(&found.collect::<Vec<_>>(), told)
            .into_iter()
            .map(|comparison| comparison.verdict)
            .collect()
    }

    #[test]
    fn compares_what_is_of_one_thing() {
        for (texts, wanted) in [
            // Counts: one head noun, no other group of the same kind.
            (
                [
                    "The pact has 21 island members.",
                    "The pact of 21 island members met.",
                ],
                vec![Verdict::Agree],
            ),
            (
                [
                    "The forum gathers 35 Asian countries.",
                    "The forum owes it to 12 island countries.",
                ],
                vec![],
            ),
            (
                [
                    "The bloc took in 6 new states.",
                    "The bloc has 20 member states.",
                ],
                vec![],
            ),
            (
                [
                    "At least 60 people were killed in the flood.",
                    "Police said 25 people were arrested.",
                ],
                vec![],
            ),
            // Money: one amount in other words, or one measure.
            (
                [
                    "The reserve was doubled to some $72 billion.",
                    "They doubled the reserve, around 72 billion dollars.",
                ],
                vec![Verdict::Agree],
            ),
            (
                [
                    "The fund is $740 million.",
                    "The fund is 1.9 billion dollars.",
                ],
                vec![Verdict::Differ],
            ),
        ] {
            assert_eq!(verdicts(&texts), wanted, "{texts:?}");
        }
    }

    #[test]
    fn keeps_two_values_of_one_article_apart() {
        let texts = ["The budget is $900 million, and the old budget was $800 million."];
        assert_eq!(verdicts(&texts), []);
    }
}
