//! The temporal tagger against a table of expressions: document date and text in, TIMEX3 out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what goes wrong here fails the test"
)]

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;
use proptest::prelude::*;
use summitry::annotating::dates::{DocumentKind, TimexAnchor, TimexType, tag};
use summitry::edtf::Edtf;

/// class, document date ("-" unknown, "!" behind it a narrative), text, "span = TYPE value ; …"
const CASES: &str = include_str!("timex.tsv");

fn found(date: &str, text: &str) -> String {
    let kind = if date.ends_with('!') {
        DocumentKind::Narrative
    } else {
        DocumentKind::News
    };
    let created = date.trim_end_matches('!').parse::<NaiveDate>().ok();
    let found: Vec<String> = tag(text, created.and_then(Edtf::day), Some(kind))
        .into_iter()
        .map(|timex| {
            format!(
                "{} = {} {}",
                timex.span.of(text),
                timex.kind.name(),
                timex.value
            )
        })
        .collect();
    found.join(" ; ")
}

#[test]
fn expressions_come_to_their_values() {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = String::new();
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (class, date, text, wanted) = (next(), next(), next(), next());
        *classes.entry(class).or_default() += 1;
        let got = found(date, text);
        if got != wanted {
            writeln!(
                wrong,
                "{class} {date} {text}\n  wanted {wanted}\n  got    {got}"
            )
            .unwrap();
        }
    }
    assert!(classes.values().sum::<usize>() >= 400, "{classes:?}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Whether a value has a form of TIMEX3; `0` stands for a digit or an X, other signs for themselves.
fn is_well_formed(kind: TimexType, value: &str) -> bool {
    const DATES: [&str; 17] = [
        "00",
        "000",
        "0000",
        "0000-00",
        "0000-00-00",
        "0000-W00",
        "0000-W00-0",
        "0000-W00-WE",
        "0000-Q0",
        "0000-H0",
        "0000-SP",
        "0000-SU",
        "0000-FA",
        "0000-WI",
        "PAST_REF",
        "PRESENT_REF",
        "FUTURE_REF",
    ];
    const TIMES: [&str; 12] = [
        "XX",
        "MO",
        "MI",
        "AF",
        "EV",
        "NI",
        "00:00",
        "00:00Z",
        "00:00+00:00",
        "00:00-00:00",
        "00:00:00",
        "00:00:00Z",
    ];
    const UNITS: [&str; 12] = [
        "S", "M", "H", "D", "W", "WE", "M", "Q", "Y", "DE", "CE", "FY",
    ];
    let fits = |form: &str, text: &str| {
        form.len() == text.len()
            && form.bytes().zip(text.bytes()).all(|(wanted, got)| {
                wanted == got || (wanted == b'0' && (got.is_ascii_digit() || got == b'X'))
            })
    };
    let one_of = |forms: &[&str], text: &str| forms.iter().any(|form| fits(form, text));
    let is_date = |text: &str| one_of(&DATES, text.strip_prefix("BC").unwrap_or(text));
    // One number and its unit, and what is left.
    let part = |text: &str| -> Option<String> {
        let rest = text.strip_prefix('T').unwrap_or(text);
        let digits = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        let (number, unit) = rest.split_at(if digits == 0 {
            1.min(rest.len())
        } else {
            digits
        });
        let end = unit
            .find(|c: char| !c.is_ascii_uppercase() || c == 'T')
            .unwrap_or(unit.len());
        let known = UNITS.contains(&&unit[..end]);
        (known && (number == "X" || number.parse::<f64>().is_ok())).then(|| unit[end..].to_owned())
    };
    // "P2Y", "PXW", and sums: "P17Y4D", "PT1H45M".
    let is_length = |text: &str| {
        let rest = text.strip_prefix('P').and_then(part);
        rest.is_some_and(|rest| rest.is_empty() || part(&rest).is_some_and(|rest| rest.is_empty()))
    };
    let is_time = |text: &str| {
        text.split_once('T')
            .is_some_and(|(date, time)| is_date(date) && one_of(&TIMES, time))
    };
    match kind {
        TimexType::Date => is_date(value),
        TimexType::Time => is_time(value),
        TimexType::Duration => is_length(value),
        TimexType::Set => is_date(value) || is_length(value) || is_time(value),
    }
}

/// Words that the grammar knows, so that random texts reach its corners.
const WORDS: &str = "the|last|May|8|12|2025|to|-|–|and|between|of|Friday|’s|week|years|five|a|ago|,|.|early|end|1990|s|th|\
    October|this|(|)|first|quarter|before|after|T|:|/|é|9999|0|99|half|twenty|GMT|BC|480|Christmas|Eve|p.m.|'|morning|\
    later|in|at|for|hours|day|month|that|same|next|past|few|every|fiscal|century|summer|now|soon|24|noon|midnight|\
    year|-ago|2.5|will|met|\"|31|February|29|decades|1,000,000,000|4294967295|until|eve|tomorrow|minutes|o|clock";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn tags_any_text(
        text in ".{0,80}",
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..40),
        date in prop::sample::select(vec!["", "2019-05-15", "0001-01-01", "9999-12-31", "2019-10-09/2020-11-10", "2020-02"]),
    ) {
        let words: Vec<&str> = WORDS.split('|').collect();
        let mixed: String = picks
            .iter()
            .flat_map(|(pick, space)| [words[pick.index(words.len())], if *space { " " } else { "" }])
            .collect();
        for text in [text, mixed] {
            for kind in [None, Some(DocumentKind::News), Some(DocumentKind::Narrative)] {
                let tagged = tag(&text, date.parse::<Edtf>().ok(), kind);
                prop_assert_eq!(&tagged, &tag(&text, date.parse::<Edtf>().ok(), kind));
                let mut end = 0;
                for (index, timex) in tagged.iter().enumerate() {
                    let span = timex.span;
                    prop_assert!(span.start >= end, "{:?} in {}", timex, text);
                    prop_assert!(text.get(span.start..span.end).is_some_and(|text| !text.is_empty()));
                    prop_assert!(is_well_formed(timex.kind, &timex.value), "{:?} in {}", timex, text);
                    if let Some(TimexAnchor::Expression(anchor)) = timex.anchor {
                        prop_assert!(anchor < tagged.len() && anchor != index, "{:?} in {}", timex, text);
                    }
                    end = span.end;
                }
            }
        }
    }
}
