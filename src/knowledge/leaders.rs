//! Leaders: a country, an office and a day in, who held it out; or a name in, its holders out.

use std::sync::LazyLock;

use chrono::{Days, Months, NaiveDate};
use rustc_hash::FxHashMap;

use super::table::{list, rows};
use super::{fold, offices::Class};

/// What a holder is to the state or organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Head of state only.
    HeadOfState,
    /// Head of government only.
    HeadOfGovernment,
    /// Head of state and of government.
    Both,
    /// Deputies, ministers, party leaders, heads of organisations.
    Other,
}

/// One term of one person in one office.
#[derive(Clone, Debug)]
pub struct Leader {
    /// The state; "EU" for officers of the European Union, empty for other organisations.
    pub iso2: &'static str,
    /// The organisation; empty for states.
    pub organisation: &'static str,
    /// The office in plain words ("prime minister").
    pub office: &'static str,
    /// What the holder is to the state.
    pub role: Role,
    /// Whether the press means this person by "the leader of X".
    pub leader: bool,
    /// The name as the international press spells it, accents left out.
    pub name: &'static str,
    /// The name used alone; in some countries the given name.
    pub family: &'static str,
    /// Other spellings and short forms.
    pub aliases: Vec<&'static str>,
    /// The first day; the earliest possible one where the table gives a month or year.
    pub from: NaiveDate,
    /// The last day; the latest possible one; `None` while in office.
    pub to: Option<NaiveDate>,
}

/// Whom a text asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// The holder of an office in plain words ("prime minister").
    Office(&'a str),
    /// "the leader of X".
    Leader,
    /// "the head of state of X".
    HeadOfState,
    /// "the head of government of X".
    HeadOfGovernment,
}

/// All terms, in the order of the table.
#[derive(Debug)]
pub struct Leaders {
    all: Vec<Leader>,
    by_state: FxHashMap<&'static str, Vec<usize>>,
    by_name: FxHashMap<String, Vec<usize>>,
    by_family: FxHashMap<String, Vec<usize>>,
}

/// The table of leaders.
pub fn leaders() -> &'static Leaders {
    static LEADERS: LazyLock<Leaders> = LazyLock::new(parse);
    &LEADERS
}

impl Leader {
    /// Whether the term holds the day; a handover day belongs to both terms.
    pub fn serves(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Offices that lead a government, whatever the state calls them.
const HEADS_OF_GOVERNMENT: [&str; 4] = ["prime minister", "premier", "chancellor", "taoiseach"];

impl Leaders {
    /// Who was asked for in a state on a day; the incoming holder on the day of a handover.
    /// A head of government is found by any of the usual titles ("prime minister" of Germany).
    pub fn holder(&self, iso2: &str, asked: Asked<'_>, day: NaiveDate) -> Option<&Leader> {
        let latest = |wanted: &dyn Fn(&Leader) -> bool| {
            self.terms(self.by_state.get(iso2))
                .filter(|leader| leader.serves(day) && wanted(leader))
                .max_by_key(|leader| leader.from)
        };
        let leads_government =
            |leader: &Leader| matches!(leader.role, Role::HeadOfGovernment | Role::Both);
        match asked {
            Asked::Leader => latest(&|leader| leader.leader),
            Asked::HeadOfState => {
                latest(&|leader| matches!(leader.role, Role::HeadOfState | Role::Both))
            }
            Asked::HeadOfGovernment => latest(&leads_government),
            Asked::Office(office) => latest(&|leader| leader.office == office).or_else(|| {
                HEADS_OF_GOVERNMENT
                    .contains(&office)
                    .then(|| {
                        latest(&|leader| {
                            leads_government(leader) && HEADS_OF_GOVERNMENT.contains(&leader.office)
                        })
                    })
                    .flatten()
            }),
        }
    }

    /// Who headed an organisation ("United Nations") on a day.
    pub fn head_of(&self, organisation: &str, day: NaiveDate) -> Option<&Leader> {
        self.all
            .iter()
            .filter(|leader| leader.organisation == organisation && leader.serves(day))
            .max_by_key(|leader| leader.from)
    }

    /// All terms of whoever bears this name or alias, folded or not.
    pub fn by_name(&self, name: &str) -> impl Iterator<Item = &Leader> {
        self.terms(self.by_name.get(&fold(name)))
    }

    /// All terms of whoever is called by this family name alone, folded or not.
    pub fn by_family(&self, family: &str) -> impl Iterator<Item = &Leader> {
        self.terms(self.by_family.get(&fold(family)))
    }

    /// All terms in a state, in the order of the table.
    pub fn of(&self, iso2: &str) -> impl Iterator<Item = &Leader> {
        self.terms(self.by_state.get(iso2))
    }

    fn terms<'a>(&'a self, indices: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Leader> {
        indices
            .into_iter()
            .flatten()
            .filter_map(|&index| self.all.get(index))
    }
}

impl Class {
    /// Whom an office of this class asks for where the state has no office of that name.
    pub fn asked(self) -> Option<Asked<'static>> {
        match self {
            Self::HeadOfState => Some(Asked::HeadOfState),
            Self::HeadOfGovernment => Some(Asked::HeadOfGovernment),
            Self::Leader => Some(Asked::Leader),
            _ => None,
        }
    }
}

const TABLE: &str = include_str!("../../assets/leaders.tsv");

fn parse() -> Leaders {
    let mut all = Vec::with_capacity(1800);
    let mut by_state: FxHashMap<&'static str, Vec<usize>> = FxHashMap::default();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut by_family: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    by_name.reserve(3000);
    by_family.reserve(1500);
    for row in rows(TABLE) {
        let Some(leader) = leader(row) else { continue };
        let index = all.len();
        if !leader.iso2.is_empty() {
            by_state.entry(leader.iso2).or_default().push(index);
        }
        push_once(by_name.entry(fold(leader.name)).or_default(), index);
        for alias in &leader.aliases {
            let names = if alias.contains(' ') {
                &mut by_name
            } else {
                &mut by_family
            };
            push_once(names.entry(fold(alias)).or_default(), index);
        }
        push_once(by_family.entry(fold(leader.family)).or_default(), index);
        all.push(leader);
    }
    Leaders {
        all,
        by_state,
        by_name,
        by_family,
    }
}

fn push_once(indices: &mut Vec<usize>, index: usize) {
    if indices.last() != Some(&index) {
        indices.push(index);
    }
}

fn leader(row: [&'static str; 10]) -> Option<Leader> {
    let [
        iso2,
        organisation,
        office,
        role,
        leader,
        name,
        family,
        aliases,
        from,
        to,
    ] = row;
    Some(Leader {
        iso2,
        organisation,
        office,
        role: role_of(role),
        leader: leader == "yes",
        name,
        family,
        aliases: list(aliases).collect(),
        from: first_day(from)?,
        to: if to.is_empty() {
            None
        } else {
            Some(last_day(to)?)
        },
    })
}

fn role_of(word: &str) -> Role {
    match word {
        "HoS" => Role::HeadOfState,
        "HoG" => Role::HeadOfGovernment,
        "both" => Role::Both,
        _ => Role::Other,
    }
}

/// The first day of "2011", "2011-03" or "2011-03-30".
fn first_day(date: &str) -> Option<NaiveDate> {
    let mut parts = date.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(1), |part| part.parse().ok());
    NaiveDate::from_ymd_opt(year, part()?, part()?)
}

/// The last day of "2011", "2011-03" or "2011-03-30".
fn last_day(date: &str) -> Option<NaiveDate> {
    let first = first_day(date)?;
    let months = match date.len() {
        4 => 12,
        7 => 1,
        _ => return Some(first),
    };
    first
        .checked_add_months(Months::new(months))?
        .checked_sub_days(Days::new(1))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::knowledge::{countries::countries, offices::offices};

    fn day(date: &str) -> NaiveDate {
        date.parse().unwrap()
    }

    #[test]
    fn reads_every_row() {
        assert_eq!(rows::<10>(TABLE).count(), leaders().all.len());
        let mut keys = HashSet::new();
        for [
            iso2,
            organisation,
            office,
            role,
            leader,
            name,
            family,
            _,
            from,
            to,
        ] in rows(TABLE)
        {
            let row = format!("{iso2}{organisation} {office} {name} {from}");
            assert!(iso2.is_empty() || countries().get(iso2).is_some(), "{row}");
            assert!(!iso2.is_empty() || !organisation.is_empty(), "{row}");
            assert!(offices().title(office).is_some(), "{row}");
            assert!(
                matches!(
                    role,
                    "HoS"
                        | "HoG"
                        | "both"
                        | "deputy"
                        | "minister"
                        | "leader"
                        | "other"
                        | "organisation-head"
                ),
                "{row}: {role}"
            );
            assert!(matches!(leader, "yes" | "no"), "{row}: {leader}");
            assert!(!name.is_empty() && !family.is_empty(), "{row}");
            assert!(to.is_empty() || last_day(to) >= first_day(from), "{row}");
            assert!(keys.insert(row), "{name} {from}");
        }
    }

    /// Two terms overlap when the earlier one ends after the later one begins, as precisely as
    /// both are known.
    fn assert_apart(mut terms: Vec<&Leader>, what: &str) {
        terms.sort_by_key(|leader| leader.from);
        for pair in terms.windows(2) {
            let [earlier, later] = pair else { continue };
            assert!(
                earlier.to.is_some_and(|to| to <= later.from),
                "{what}: {} ({}) and {} ({})",
                earlier.name,
                earlier.from,
                later.name,
                later.from
            );
        }
    }

    #[test]
    fn gives_each_office_and_state_one_holder_at_a_time() {
        let all = &leaders().all;
        let offices: HashSet<_> = all
            .iter()
            .map(|leader| (leader.iso2, leader.organisation, leader.office))
            .collect();
        for key in offices {
            let terms = all
                .iter()
                .filter(|leader| (leader.iso2, leader.organisation, leader.office) == key);
            assert_apart(terms.collect(), &format!("{key:?}"));
        }
        for iso2 in leaders().by_state.keys() {
            let terms = leaders().of(iso2).filter(|leader| leader.leader);
            assert_apart(terms.collect(), iso2);
        }
    }

    #[test]
    fn knows_who_was_in_office() {
        use Asked::{HeadOfGovernment, HeadOfState, Leader, Office};
        for (iso2, asked, date, family) in [
            ("US", Office("president"), "2003-05-01", "Bush"),
            ("US", Office("president"), "2025-01-20", "Trump"),
            ("GB", Office("prime minister"), "1985-01-01", "Thatcher"),
            ("GB", HeadOfState, "2022-09-09", "Charles"),
            ("DE", Leader, "2010-01-01", "Merkel"),
            ("DE", Office("prime minister"), "2010-01-01", "Merkel"),
            ("DE", Office("president"), "2020-01-01", "Steinmeier"),
            ("IE", Office("prime minister"), "2000-01-01", "Ahern"),
            ("IR", Leader, "2015-01-01", "Rouhani"),
            ("KP", Leader, "2018-06-12", "Kim"),
            ("TR", Leader, "2010-01-01", "Erdogan"),
            ("TR", Leader, "2020-01-01", "Erdogan"),
            ("UZ", Office("president"), "2010-01-01", "Karimov"),
            ("CN", HeadOfGovernment, "2024-01-01", "Li"),
            ("EU", Leader, "2021-01-01", "Von der Leyen"),
        ] {
            let holder = leaders().holder(iso2, asked, day(date));
            assert_eq!(
                holder.map(|leader| leader.family),
                Some(family),
                "{iso2} {asked:?} {date}"
            );
        }
        let president = leaders().holder("US", Office("prime minister"), day("2020-01-01"));
        assert!(president.is_none());
        let un = leaders().head_of("United Nations", day("2005-06-01"));
        assert_eq!(un.map(|leader| leader.name), Some("Kofi Annan"));
    }

    #[test]
    fn finds_people_by_any_spelling() {
        for (name, iso2) in [
            ("Recep Tayyip Erdoğan", "TR"),
            ("Alyaksandr Lukashenka", "BY"),
            ("George W. Bush", "US"),
        ] {
            assert!(leaders().by_name(name).all(|leader| leader.iso2 == iso2));
            assert!(leaders().by_name(name).next().is_some(), "{name}");
        }
        for family in ["Zelenskiy", "Von der Leyen", "lukashenka", "MBS"] {
            assert!(leaders().by_family(family).next().is_some(), "{family}");
        }
    }

    #[test]
    fn reads_dates_of_any_precision() {
        for (date, first, last) in [
            ("2011", "2011-01-01", "2011-12-31"),
            ("2012-02", "2012-02-01", "2012-02-29"),
            ("2012-02-03", "2012-02-03", "2012-02-03"),
        ] {
            assert_eq!(first_day(date), Some(day(first)), "{date}");
            assert_eq!(last_day(date), Some(day(last)), "{date}");
        }
        assert_eq!(first_day("2012-13"), None);
    }
}
