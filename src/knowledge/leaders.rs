//! Who held which office when.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::knowledge::table::{list, rows};

/// One term of an office-holder.
#[derive(Clone, Debug)]
pub struct Leader {
    /// ISO code; "EU" for officers of the European Union; empty for other organisations.
    pub country: &'static str,
    /// The organisation, where it is not a state.
    pub organisation: &'static str,
    /// The plain words for the office.
    pub office: &'static str,
    /// The name in full.
    pub name: &'static str,
    /// The name used alone.
    pub family: &'static str,
    leads: bool,
    from: &'static str,
    to: &'static str,
}

static LEADERS: LazyLock<(Vec<Leader>, FxHashMap<String, Vec<usize>>)> = LazyLock::new(|| {
    let mut leaders = Vec::new();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let table = include_str!("../../assets/leaders.tsv");
    for [country, organisation, office, _, leads, name, family, aliases, from, to] in rows::<10>(table) {
        for form in std::iter::once(name).chain(list(aliases).filter(|alias| alias.contains(' '))) {
            by_name.entry(fold(form)).or_default().push(leaders.len());
        }
        let leads = leads == "yes";
        leaders.push(Leader { country, organisation, office, name, family, leads, from, to });
    }
    (leaders, by_name)
});

fn fold(name: &str) -> String {
    any_ascii::any_ascii(name)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

impl Leader {
    fn holds_on(&self, date: NaiveDate) -> bool {
        let day = date.to_string();
        let from = self.from <= day.as_str();
        from && (self.to.is_empty() || day.as_str() < self.to)
    }
}

/// Who held an office ("leader": whom the press means by the leader of the country) on a day.
pub fn holder(country: &str, office: &str, date: NaiveDate) -> Option<&'static Leader> {
    LEADERS.0.iter().find(|leader| {
        let fits = if office == "leader" { leader.leads } else { leader.office == office };
        leader.country == country && fits && leader.holds_on(date)
    })
}

/// The term of a person by full name, that of the day where there is one, else the last before it.
pub fn by_name(name: &str, date: Option<NaiveDate>) -> Option<&'static Leader> {
    let (leaders, by_name) = &*LEADERS;
    let terms: Vec<_> = by_name.get(&fold(name))?.iter().filter_map(|&at| leaders.get(at)).collect();
    terms
        .iter()
        .find(|term| date.is_some_and(|date| term.holds_on(date)))
        .or_else(|| terms.last())
        .copied()
}
