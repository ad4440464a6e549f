//! Countries: a phrase of the text in, the country it means out, and how it means it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::is_acronym;
use super::phrases::{Phrases, plural};
use super::table::{list, rows};

/// A state, another polity that meets at summits, or the European Union.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2, "XK" for Kosovo, "EU" for the European Union.
    pub iso2: &'static str,
    /// As news writes it ("Ivory Coast").
    pub name: &'static str,
    /// The usual adjective ("Ivorian").
    pub adjective: &'static str,
    /// The capital, first in today's usual spelling; also seats of government and former capitals.
    pub capitals: Vec<&'static str>,
}

/// How a phrase means a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// The name or an alias.
    Name,
    /// "Tajik"; where the two are one word, also the people.
    Adjective,
    /// "Briton".
    People,
    /// "Moscow".
    Capital,
    /// "Kremlin".
    Metonym,
    /// A longer name that holds a country's name and does not mean it ("Indian Ocean").
    Other,
}

/// What a phrase of the text says of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The country; empty for [`FormKind::Other`].
    pub iso2: &'static str,
    /// How it is meant.
    pub kind: FormKind,
    /// Whether it often means something else ("Georgia", "Jordan").
    pub ambiguous: bool,
    /// Whether it must stand in capitals ("US"); every other form begins with a capital.
    pub acronym: bool,
}

/// All countries, with the forms by which news names them.
#[derive(Debug)]
pub struct Countries {
    all: Vec<Country>,
    by_iso2: FxHashMap<&'static str, usize>,
    forms: Phrases<Form>,
}

/// The table of countries.
pub fn countries() -> &'static Countries {
    static COUNTRIES: LazyLock<Countries> = LazyLock::new(parse);
    &COUNTRIES
}

impl Countries {
    /// The longest form that begins at `index`, and how many words it takes. `word_at` as in
    /// [`Phrases::longest`]. Text in lower case matches too ("turkey"): look at the capitals.
    pub fn find<'w>(
        &self,
        word_at: impl Fn(usize) -> &'w str,
        index: usize,
    ) -> Option<(usize, Form)> {
        let (taken, form) = self.forms.longest(word_at, index)?;
        Some((taken, *form))
    }

    /// What a phrase, given whole, says of a country.
    pub fn form(&self, phrase: &str) -> Option<Form> {
        self.forms.get(phrase).copied()
    }

    /// The country with this code.
    pub fn get(&self, iso2: &str) -> Option<&Country> {
        self.all.get(*self.by_iso2.get(iso2)?)
    }

    /// The country's name as news writes it; the code itself where it is not known.
    pub fn name<'a>(&self, iso2: &'a str) -> &'a str {
        self.get(iso2).map_or(iso2, |country| country.name)
    }

    /// The country's usual adjective; the code itself where it is not known.
    pub fn adjective<'a>(&self, iso2: &'a str) -> &'a str {
        self.get(iso2).map_or(iso2, |country| country.adjective)
    }

    /// All countries, in the order of their codes.
    pub fn all(&self) -> &[Country] {
        &self.all
    }
}

const TABLE: &str = include_str!("../../assets/en/countries.tsv");

/// The row of phrases that do not mean a country.
const NO_COUNTRY: &str = "-";

fn parse() -> Countries {
    let mut all = Vec::with_capacity(210);
    let mut forms = Phrases::with_capacity(2000);
    for [
        iso2,
        name,
        aliases,
        adjectives,
        people,
        capitals,
        metonyms,
        doubtful,
    ] in rows(TABLE)
    {
        let doubtful: Vec<&str> = list(doubtful).collect();
        let mut add = |phrase: &'static str, kind| {
            let form = if iso2 == NO_COUNTRY {
                Form {
                    iso2: "",
                    kind: FormKind::Other,
                    ambiguous: false,
                    acronym: false,
                }
            } else {
                Form {
                    iso2,
                    kind,
                    ambiguous: doubtful.contains(&phrase),
                    acronym: is_acronym(phrase),
                }
            };
            put(&mut forms, phrase, form);
            let takes_plural = matches!(kind, FormKind::Adjective | FormKind::People)
                && !["ch", "sh"].iter().any(|end| phrase.ends_with(end))
                && !form.acronym;
            if takes_plural && let Some(many) = plural(phrase) {
                put(&mut forms, &many, form);
            }
        };
        if iso2 != NO_COUNTRY {
            add(name, FormKind::Name);
        }
        for (cell, kind) in [
            (aliases, FormKind::Name),
            (adjectives, FormKind::Adjective),
            (people, FormKind::People),
            (capitals, FormKind::Capital),
            (metonyms, FormKind::Metonym),
        ] {
            list(cell).for_each(|phrase| add(phrase, kind));
        }
        if iso2 != NO_COUNTRY {
            all.push(Country {
                iso2,
                name,
                adjective: list(adjectives).next().unwrap_or(name),
                capitals: list(capitals).collect(),
            });
        }
    }
    let by_iso2 = all
        .iter()
        .enumerate()
        .map(|(index, country)| (country.iso2, index))
        .collect();
    Countries {
        all,
        by_iso2,
        forms,
    }
}

/// A form that two rows share belongs to the row that does not call it ambiguous, else to the first.
fn put(forms: &mut Phrases<Form>, phrase: &str, form: Form) {
    match forms.slot(phrase) {
        Some(Some(held)) if held.ambiguous && !form.ambiguous && held.iso2 != form.iso2 => {
            // Both read the same, so the reader is warned whichever row wins.
            *held = Form {
                ambiguous: true,
                ..form
            };
        }
        Some(Some(held)) => held.ambiguous |= held.iso2 != form.iso2,
        _ => forms.insert(phrase, form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_each_country_once() {
        let countries = countries();
        assert!(countries.all().len() > 190);
        assert_eq!(countries.by_iso2.len(), countries.all().len());
        for country in countries.all() {
            assert!(
                country.iso2.len() == 2 && country.iso2.chars().all(|c| c.is_ascii_uppercase()),
                "{}",
                country.iso2
            );
            let form = countries.form(country.name).unwrap();
            assert_eq!(form.iso2, country.iso2, "{}", country.name);
        }
    }

    #[test]
    fn gives_each_form_to_one_country() {
        let mut owners: FxHashMap<String, &str> = FxHashMap::default();
        for [iso2, name, a, b, c, d, e, doubtful] in rows(TABLE) {
            let doubtful: Vec<&str> = list(doubtful).collect();
            let forms: Vec<&str> = std::iter::once(name)
                .chain([a, b, c, d, e].into_iter().flat_map(list))
                .collect();
            for form in &doubtful {
                assert!(forms.contains(form), "{iso2}: {form} is no form of the row");
            }
            for form in forms.into_iter().filter(|form| !doubtful.contains(form)) {
                let owner = owners.entry(form.to_lowercase()).or_insert(iso2);
                assert_eq!(*owner, iso2, "{form}");
            }
        }
    }

    #[test]
    fn knows_what_the_press_writes() {
        use FormKind::{Adjective, Capital, Metonym, Name, Other, People};
        for (phrase, iso2, kind) in [
            ("U.S.", "US", Name),
            ("UAE", "AE", Name),
            ("Republic of Congo", "CG", Name),
            ("DR Congo", "CD", Name),
            ("Congo", "CD", Name),
            ("Côte d’Ivoire", "CI", Name),
            ("Türkiye", "TR", Name),
            ("Burma", "MM", Name),
            ("Swaziland", "SZ", Name),
            ("Czechia", "CZ", Name),
            ("Timor-Leste", "TL", Name),
            ("Tajiks", "TJ", Adjective),
            ("South Koreans", "KR", Adjective),
            ("Nigerian", "NG", Adjective),
            ("Dominican", "DO", Adjective),
            ("Britons", "GB", People),
            ("Kiev", "UA", Capital),
            ("Washington, D.C.", "US", Capital),
            ("Kremlin", "RU", Metonym),
            ("Cheong Wa Dae", "KR", Metonym),
            ("Indian Ocean", "", Other),
        ] {
            let form = countries().form(phrase).unwrap();
            assert_eq!((form.iso2, form.kind), (iso2, kind), "{phrase}");
        }
        assert!(countries().form("Georgia").unwrap().ambiguous);
        assert!(countries().form("US").unwrap().acronym);
        assert_eq!(countries().adjective("KG"), "Kyrgyz");
        assert_eq!(countries().name("CI"), "Ivory Coast");
        assert_eq!(countries().name("??"), "??");
    }
}
