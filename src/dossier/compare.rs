//! Figures and events in, comparisons out: what several articles say of one thing, and whether they agree.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::dossier::wording::{amount, hedge_words};
use crate::dossier::{
    Comparison, ComparisonKind, DatedArticle, Event, Figure, Qualifier, Verdict, WhenBasis,
};

/// The most articles that a reason names.
const MOST_NAMED: usize = 6;

/// Compares the figures of different articles that measure one thing: each group of them once.
pub(super) fn figures(figures: &[Figure], articles: &[DatedArticle]) -> Vec<Comparison> {
    let mut groups: Vec<Vec<&Figure>> = Vec::new();
    let mut by_unit: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for figure in figures {
        let same_unit = by_unit.entry(&figure.unit).or_default();
        let home = same_unit.iter().copied().find(|&index| {
            let lead = groups.get(index).and_then(|group| group.first());
            lead.is_some_and(|lead| is_comparable(lead, figure))
        });
        if let Some(group) = home.and_then(|index| groups.get_mut(index)) {
            group.push(figure)
        } else {
            same_unit.push(groups.len());
            groups.push(vec![figure]);
        }
    }
    groups
        .iter()
        .filter_map(|group| comparison(group, articles))
        .collect()
}

/// What the articles of a group say; `None` where only one speaks.
fn comparison(group: &[&Figure], articles: &[DatedArticle]) -> Option<Comparison> {
    let (lead, others) = group.split_first()?;
    if others
        .iter()
        .all(|other| article_of(other) == article_of(lead))
    {
        return None;
    }
    let verdicts: Vec<Verdict> = others.iter().map(|other| verdict(lead, other)).collect();
    let verdict = [Verdict::Differ, Verdict::Unclear]
        .into_iter()
        .find(|wanted| verdicts.contains(wanted))
        .unwrap_or(Verdict::Agree);
    Some(Comparison {
        kind: ComparisonKind::Figure,
        items: group.iter().map(|figure| figure.id.clone()).collect(),
        verdict,
        because: because(group, verdict, articles),
    })
}

fn article_of(figure: &Figure) -> Option<usize> {
    figure.evidence.first().map(|evidence| evidence.article)
}

/// Two figures measure one thing where unit, measure and parties agree and the periods can be one.
fn is_comparable(one: &Figure, other: &Figure) -> bool {
    if one.unit != other.unit || one.direction != other.direction {
        return false;
    }
    let (mine, theirs) = (words(&one.measure), words(&other.measure));
    let measures = !mine.is_empty() && mine.intersection(&theirs).next().is_some();
    let same = (one.value - other.value).abs() <= f64::EPSILON * one.value.abs();
    let counts = same && (mine.is_empty() || theirs.is_empty());
    let periods = match (one.period, other.period) {
        (Some(mine), Some(theirs)) => mine.covers(theirs) || theirs.covers(mine),
        _ => true,
    };
    let parties = one.between.is_empty()
        || other.between.is_empty()
        || one
            .between
            .iter()
            .any(|party| other.between.contains(party));
    let ratio = one.value.max(other.value) / one.value.min(other.value).max(f64::MIN_POSITIVE);
    (measures || counts) && periods && parties && ratio < 3.0
}

/// The content words of a measure.
fn words(measure: &str) -> BTreeSet<String> {
    measure
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3)
        .map(|word| word.trim_end_matches('s').to_owned())
        .collect()
}

/// Equal values agree; a hedged one agrees with all that its hedge allows.
fn verdict(one: &Figure, other: &Figure) -> Verdict {
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
    } else if one.period.is_some() && one.period == other.period {
        Verdict::Differ
    } else {
        Verdict::Unclear
    }
}

fn because(group: &[&Figure], verdict: Verdict, articles: &[DatedArticle]) -> String {
    let mut sayings: Vec<String> = Vec::new();
    for figure in group {
        let article = article_of(figure).and_then(|index| articles.get(index));
        let name = article.map_or("?", |dated| dated.id.as_str());
        sayings.push(format!(
            "{name} says {}{}",
            hedge_words(figure.qualifier),
            amount(figure)
        ));
    }
    let judged = match verdict {
        Verdict::Agree => "they agree",
        Verdict::Differ => "they differ for the same period",
        Verdict::Unclear => "the periods are not known to be the same",
    };
    sayings.truncate(MOST_NAMED);
    format!("{}; {judged}", sayings.join("; "))
}

/// Notes the events for which articles give dates that cannot both be right.
pub(super) fn dates(events: &[Event]) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for (index, one) in events.iter().enumerate() {
        for other in events.iter().skip(index + 1) {
            let known =
                |event: &Event| matches!(event.basis, WhenBasis::Stated | WhenBasis::Relative);
            let (Some(mine), Some(theirs)) = (one.when, other.when) else {
                continue;
            };
            let same_title = one.title.eq_ignore_ascii_case(&other.title);
            let close = mine
                .first_day()
                .zip(theirs.first_day())
                .is_some_and(|(a, b)| (a - b).num_days().abs() <= 7);
            if known(one) && known(other) && same_title && close && !mine.meets(theirs) {
                comparisons.push(Comparison {
                    kind: ComparisonKind::Date,
                    items: vec![one.id.clone(), other.id.clone()],
                    verdict: Verdict::Differ,
                    because: format!("{}; {}", one.because, other.because),
                });
            }
        }
    }
    comparisons
}
