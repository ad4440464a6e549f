//! Who held an office on a day, from the table of leaders.

use chrono::NaiveDate;

use crate::annotating::people::Mention;
use crate::knowledge::leaders::{Asked, Leader, Role, leaders};
use crate::knowledge::offices::Office;

/// Who held an office of a state on a day.
pub(super) fn holder(country: &str, office: Office, day: NaiveDate) -> Option<&'static Leader> {
    leaders()
        .holder(country, Asked::Office(office.name), day)
        .or_else(|| {
            let asked = office.class.asked()?;
            leaders().holder(country, asked, day)
        })
}

/// How many days before a term begins its holder may already be known for it.
pub(super) const INCOMING: i64 = 100;

/// The term of a person by full name: that of the day, else one about to begin, else the last one before it.
/// Nobody holds an office long before the first term.
pub(super) fn term_of(name: &str, day: Option<NaiveDate>) -> Option<&'static Leader> {
    let full = |leader: &&Leader| name.contains(' ') || leader.name == name;
    let terms = || leaders().by_name(name).filter(full);
    let Some(day) = day else {
        return terms().last();
    };
    terms().find(|term| term.serves(day)).or_else(|| {
        let known = |term: &&Leader| (term.from - day).num_days() <= INCOMING;
        terms().filter(known).max_by_key(|term| term.from)
    })
}

/// The one head of a state or government of that day whom a title and a family name alone can mean.
pub(super) fn head_by_family(mention: &Mention, day: NaiveDate) -> Option<&'static Leader> {
    let office = mention.office?;
    let asked = office.class.asked()?;
    let mut terms = leaders().by_family(&mention.name).filter(|leader| {
        leader.serves(day)
            && mention.country.is_none_or(|country| leader.iso2 == country)
            && (leader.office == office.name || heads(leader, asked))
    });
    let only = terms.next()?;
    terms.all(|other| other.name == only.name).then_some(only)
}

fn heads(leader: &Leader, asked: Asked<'_>) -> bool {
    match asked {
        Asked::Leader => leader.leader,
        Asked::HeadOfState => matches!(leader.role, Role::HeadOfState | Role::Both),
        Asked::HeadOfGovernment => matches!(leader.role, Role::HeadOfGovernment | Role::Both),
        Asked::Office(name) => leader.office == name,
    }
}
