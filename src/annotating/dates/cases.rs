//! Expressions and what they must come to: (article's date, text, "expression = value; …"), `-` for no value.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Resolution, attach, parse_date, recognise, resolve};
use crate::annotating::testing::article;
use crate::annotating::tokens::Tokens;
use crate::edtf::{Edtf, Partial};

fn day(text: &str) -> Partial {
    Partial::day(text.parse::<NaiveDate>().unwrap()).unwrap()
}

fn published(text: &str) -> Option<Edtf> {
    match text.split_once('/') {
        Some((first, last)) => Some(Edtf::interval(day(first), day(last))),
        None if text.is_empty() => None,
        None => Some(Edtf::date(day(text))),
    }
}

fn told(date: &str, text: &str) -> String {
    let article = article(text);
    let tokens = Tokens::of(&article);
    let timexes = recognise(&tokens);
    let found: Vec<String> = timexes
        .iter()
        .zip(resolve(&timexes, &tokens, published(date)))
        .map(|(timex, Resolution { when, .. })| {
            let when = when.map_or("-".to_owned(), |when| when.to_string());
            format!("{} = {when}", timex.span.of(text))
        })
        .collect();
    found.join("; ")
}

fn check(date: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let got = told(date, text);
            (got != *wanted).then(|| format!("{text}\n  wanted {wanted}\n  got    {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A Wednesday.
const DAY: &str = "2019-05-15";

#[test]
fn weekdays() {
    check(
        DAY,
        &[
            ("She arrived on Wednesday.", "Wednesday = 2019-05-15"),
            ("She arrived on Thursday.", "Thursday = 2019-05-09"),
            ("They will meet on Thursday.", "Thursday = 2019-05-16"),
            ("They will meet on Wednesday.", "Wednesday = 2019-05-15"),
            ("Talks are scheduled for Monday.", "Monday = 2019-05-20"),
            ("Ministers to meet on Saturday", "Saturday = 2019-05-18"),
            (
                "The accord is expected to be signed on Friday.",
                "Friday = 2019-05-17",
            ),
            (
                "They gathered to discuss trade on Friday.",
                "Friday = 2019-05-10",
            ),
            (
                "They agreed to meet again on Friday.",
                "Friday = 2019-05-17",
            ),
            ("The minister was to fly out Sunday.", "Sunday = 2019-05-19"),
            ("On Friday, ministers will vote.", "Friday = 2019-05-17"),
            ("On Friday, ministers voted.", "Friday = 2019-05-10"),
            (
                "The vote would take place Friday, the clerk said Monday.",
                "Friday = 2019-05-17; Monday = 2019-05-13",
            ),
            ("Talks broke off late Tuesday.", "late Tuesday = 2019-05-14"),
            ("Later Monday the two signed.", "Later Monday = 2019-05-13"),
            (
                "He landed on Friday morning.",
                "Friday morning = 2019-05-10",
            ),
            ("Sunday's session ended early.", "Sunday = 2019-05-12"),
            ("He spoke last Wednesday.", "last Wednesday = 2019-05-08"),
            ("He speaks next Wednesday.", "next Wednesday = 2019-05-22"),
            (
                "He spoke on Monday last week.",
                "Monday last week = 2019-05-06",
            ),
            (
                "They will sit from Monday to Wednesday.",
                "Monday to Wednesday = 2019-05-20/2019-05-22",
            ),
            (
                "They sat on Thursday and Friday.",
                "Thursday and Friday = 2019-05-09/2019-05-10",
            ),
            ("Shops close on Sundays.", "Sundays = -"),
            ("Wed, May 8 was quiet.", "Wed, May 8 = 2019-05-08"),
            ("The sun shone; he sat down and we wed.", ""),
            ("The Sun said so.", ""),
        ],
    );
}

#[test]
fn days_of_a_month() {
    check(
        DAY,
        &[
            ("It opens on 6 June 2024.", "6 June 2024 = 2024-06-06"),
            ("It opens on June 6, 2024.", "June 6, 2024 = 2024-06-06"),
            ("OSLO, Apr 18 , 2011", "Apr 18 , 2011 = 2011-04-18"),
            ("Aug. 31, 2024", "Aug. 31, 2024 = 2024-08-31"),
            (
                "Monday, July 22, 2024",
                "Monday, July 22, 2024 = 2024-07-22",
            ),
            (
                "Thursday 6th of June 2024",
                "Thursday 6th of June 2024 = 2024-06-06",
            ),
            ("2024-03-02", "2024-03-02 = 2024-03-02"),
            ("2024-03-02T05:37:48Z", "2024-03-02T05:37:48Z = 2024-03-02"),
            ("31/08/2024", "31/08/2024 = 2024-08-31"),
            ("08/31/2024", "08/31/2024 = 2024-08-31"),
            ("31.08.2024", "31.08.2024 = 2024-08-31"),
            ("6.12.2024", "6.12.2024 = 2024-12-06"),
            ("31-08-2024", "31-08-2024 = 2024-08-31"),
            ("05/06/2025", ""),
            ("20240302T053700Z", "20240302T053700Z = 2024-03-02"),
            ("2024/03/02 05:37", "2024/03/02 = 2024-03-02"),
            ("June 6,2024", "June 6,2024 = 2024-06-06"),
            (
                "Sat, 02 Mar 2024 05:37:48 GMT",
                "Sat, 02 Mar 2024 05:37:48 GMT = 2024-03-02",
            ),
            ("PARIS — 14 JULY 1989 (XYZ)", "14 JULY 1989 = 1989-07-14"),
            ("06-Jun-2024", "06-Jun-2024 = 2024-06-06"),
            ("They met on May 8.", "May 8 = 2019-05-08"),
            ("They met on 8th May.", "8th May = 2019-05-08"),
            ("They met on the 8th of May.", "the 8th of May = 2019-05-08"),
            ("They meet on June 3.", "June 3 = 2019-06-03"),
            ("They met on December 31.", "December 31 = 2018-12-31"),
            ("They will meet on December 31.", "December 31 = 2019-12-31"),
            (
                "From September 4 to 9, the port will host talks.",
                "September 4 to 9 = 2019-09-04/2019-09-09",
            ),
            (
                "A forum slated for Oct. 6-7.",
                "Oct. 6-7 = 2019-10-06/2019-10-07",
            ),
            (
                "held on 6–9 June 2024",
                "6–9 June 2024 = 2024-06-06/2024-06-09",
            ),
            (
                "held from the 8th to the 12th of May",
                "the 8th to the 12th of May = 2019-05-08/2019-05-12",
            ),
            (
                "held between 3 and 5 May",
                "3 and 5 May = 2019-05-03/2019-05-05",
            ),
            (
                "held between May 3 and May 5",
                "May 3 and May 5 = 2019-05-03/2019-05-05",
            ),
            ("held on May 4 and 5", "May 4 and 5 = 2019-05-04/2019-05-05"),
            (
                "It will be held from May 30 to June 2",
                "May 30 to June 2 = 2019-05-30/2019-06-02",
            ),
            (
                "from Dec. 28, 2018 to Jan. 3, 2019",
                "Dec. 28, 2018 to Jan. 3, 2019 = 2018-12-28/2019-01-03",
            ),
            (
                "from Dec. 28 to Jan. 3",
                "Dec. 28 to Jan. 3 = 2018-12-28/2019-01-03",
            ),
            ("On May 5, 2000 soldiers marched.", "May 5 = 2019-05-05"),
            ("It begins on Oct. 3.", "Oct. 3 = 2019-10-03"),
            ("It began on Oct. 3.", "Oct. 3 = 2018-10-03"),
            ("30 February 2025", "30 February 2025 = -"),
            ("open until May 20", "May 20 = ../2019-05-20"),
            (
                "chair from February 1, 2020",
                "February 1, 2020 = 2020-02-01/..",
            ),
        ],
    );
}

#[test]
fn months_and_years() {
    check(
        DAY,
        &[
            ("It opened in January 2004.", "January 2004 = 2004-01"),
            ("He was elected in August.", "August = 2018-08"),
            ("He was elected in June.", "June = 2018-06"),
            ("It will open in August.", "August = 2019-08"),
            (
                "A strike in November last year",
                "November last year = 2018-11",
            ),
            ("An attack last June", "last June = 2018-06"),
            ("An attack last April", "last April = 2019-04"),
            ("An election next May", "next May = 2020-05"),
            ("since early February", "early February = 2019-02/.."),
            (
                "between March and April 1918",
                "March and April 1918 = 1918-03/1918-04",
            ),
            (
                "from March to May 2018",
                "March to May 2018 = 2018-03/2018-05",
            ),
            (
                "in April and June 2018",
                "April = 2018-04; June 2018 = 2018-06",
            ),
            ("the war of 1861-1865", "1861-1865 = 1861/1865"),
            ("in mid-March", "mid-March = 2019-03"),
            ("in the middle of 2018", "the middle of 2018 = 2018"),
            ("in late 2011", "late 2011 = 2011"),
            ("built around 1900", "around 1900 = 1900~"),
            (
                "about two weeks after the vote on May 8",
                "about two weeks after = 2019-05-20~/2019-05-26~; May 8 = 2019-05-08",
            ),
            ("in 480 BC", "480 BC = -"),
            ("by the end of 2024", "the end of 2024 = ../2024"),
            (
                "from January to March 2018",
                "January to March 2018 = 2018-01/2018-03",
            ),
            ("in office since 1987", "1987 = 1987/.."),
            ("the plan runs through 2027", "2027 = ../2027"),
            ("by 2030", "2030 = ../2030"),
            ("In 1992 it joined.", "1992 = 1992"),
            ("the 2015-2018 scheme", "2015-2018 = 2015/2018"),
            ("in 1996-99", "1996-99 = 1996/1999"),
            ("They rowed twice in 2016-17.", "2016-17 = 2016/2017"),
            ("between 1995 and 1998", "1995 and 1998 = 1995/1998"),
            ("from 2011 to 2014", "2011 to 2014 = 2011/2014"),
            ("a revision in 2012 or 2013", "2012 or 2013 = 2012/2013"),
            ("in the 1990s", "the 1990s = 1990/1999"),
            ("in the early 1990s", "the early 1990s = 1990/1999"),
            ("in the 19th century", "the 19th century = 1801/1900"),
            ("in 2025-10", "2025-10 = 2025-10"),
            ("in fiscal 2018", "fiscal 2018 = 2018"),
            (
                "In the summer of 2018",
                "the summer of 2018 = 2018-06/2018-08",
            ),
            ("It met last winter.", "last winter = 2018-12/2019-02"),
            ("the 1974 collapse", "1974 = 1974"),
            ("agreements (2023)", "2023 = 2023"),
            ("He may go; they march on; a second man.", ""),
            ("May I come?", ""),
            ("Mrs May arrived.", ""),
            ("They sent 1992 soldiers.", ""),
            ("They sent 2,010 troops and 2010 km of wire.", ""),
            ("Some 2000 people came.", ""),
            ("They paid $2024 and 1,999 euros.", ""),
            ("At COP26 and G20 and under Agenda 2030", ""),
            ("Jan Peter and Dec Martin met April Brown.", ""),
            ("A ratio of 39.7, or 15%.", ""),
        ],
    );
}

const RELATIVE_PERIODS: &[(&str, &str)] = &[
    ("Trade grew last year.", "last year = 2018"),
    ("It will close next year.", "next year = 2020"),
    ("This year's forum", "This year = 2019"),
    ("Trade grew this month.", "this month = 2019-05"),
    ("Trade grew last month.", "last month = 2019-04"),
    ("He came this week.", "this week = 2019-05-13/2019-05-19"),
    (
        "Earlier this week he came.",
        "Earlier this week = 2019-05-13/2019-05-15",
    ),
    (
        "Later this week he flies.",
        "Later this week = 2019-05-15/2019-05-19",
    ),
    ("He came last week.", "last week = 2019-05-06/2019-05-12"),
    ("A vote next week", "next week = 2019-05-20/2019-05-26"),
    ("Earlier this year", "Earlier this year = 2019"),
    ("late last year", "late last year = 2018"),
    (
        "In barely the last week, he signed.",
        "the last week = 2019-05-08/2019-05-15",
    ),
    ("in the past year", "the past year = 2018"),
    ("over the past six years", "the past six years = 2013/2019"),
    (
        "in the last two months",
        "the last two months = 2019-03/2019-05",
    ),
    ("in the next four years", "the next four years = 2019/2023"),
    (
        "within the coming 10 days",
        "the coming 10 days = 2019-05-15/2019-05-25",
    ),
    ("in recent months", "recent months = -"),
    ("over the past few years", "the past few years = -"),
    ("this fiscal year", "this fiscal year = 2019"),
    ("last quarter", "last quarter = 2019-01/2019-03"),
    (
        "They met last weekend.",
        "last weekend = 2019-05-11/2019-05-12",
    ),
    (
        "They will meet over the weekend.",
        "the weekend = 2019-05-18/2019-05-19",
    ),
    (
        "They met over the weekend.",
        "the weekend = 2019-05-11/2019-05-12",
    ),
    (
        "shut until the end of the month",
        "the end of the month = ../2019-05-31",
    ),
    (
        "since the start of the year",
        "the start of the year = 2019/..",
    ),
    (
        "in the first half of 2018",
        "the first half of 2018 = 2018-01/2018-06",
    ),
    (
        "in the third quarter of last year",
        "the third quarter of last year = 2018-07/2018-09",
    ),
    (
        "Growth in the fourth quarter was slow.",
        "the fourth quarter = 2018-10/2018-12",
    ),
    ("Q3 2018", "Q3 2018 = 2018-07/2018-09"),
    (
        "in the first five months of 2018",
        "the first five months of 2018 = 2018-01/2018-05",
    ),
    (
        "in the first four months of this year",
        "the first four months of this year = 2019-01/2019-04",
    ),
    (
        "today and yesterday, not tomorrow",
        "today = 2019-05-15; yesterday = 2019-05-14; tomorrow = 2019-05-16",
    ),
    (
        "He met her tonight after talks this morning.",
        "tonight = 2019-05-15; this morning = 2019-05-15",
    ),
    ("They dined last night.", "last night = 2019-05-14"),
    ("A year ago they met.", "A year ago = 2018"),
    ("They were rivals over a year ago.", "a year ago = 2018"),
    ("six years ago", "six years ago = 2013"),
    ("three days ago", "three days ago = 2019-05-12"),
    ("two weeks ago", "two weeks ago = 2019-04-29/2019-05-05"),
    ("six months ago", "six months ago = 2018-11"),
    ("years ago", "years ago = -"),
    ("two years from now", "two years from now = 2021"),
    ("two days after the vote", "two days after = -"),
];

#[test]
fn relative_periods() {
    check(DAY, RELATIVE_PERIODS);
}

#[test]
fn counted_from_the_date_mentioned_last() {
    check(
        DAY,
        &[
            (
                "He left on Monday; she left a day earlier.",
                "Monday = 2019-05-13; a day earlier = 2019-05-12",
            ),
            (
                "It fell in 1992. Two years later it rose.",
                "1992 = 1992; Two years later = 1994",
            ),
            (
                "On May 2 he dined, having sung the night before.",
                "May 2 = 2019-05-02; the night before = 2019-05-01",
            ),
            (
                "On May 2 he spoke and left the same day.",
                "May 2 = 2019-05-02; the same day = 2019-05-02",
            ),
            (
                "On May 2 he spoke. He left the following day.",
                "May 2 = 2019-05-02; the following day = 2019-05-03",
            ),
            (
                "Sales in 2010 doubled from the previous year.",
                "2010 = 2010; the previous year = 2009",
            ),
            (
                "Sales in 2010 doubled from a year earlier.",
                "2010 = 2010; a year earlier = 2009",
            ),
            (
                "Sales doubled from a year earlier.",
                "a year earlier = 2018",
            ),
            (
                "He spoke on Monday. \"I agreed today,\" he said.",
                "Monday = 2019-05-13; today = 2019-05-13",
            ),
            ("He left a day earlier.", "a day earlier = 2019-05-14"),
        ],
    );
}

#[test]
fn lengths_and_repetitions_have_no_date() {
    check(
        DAY,
        &[
            ("a five-year war", "five-year = -"),
            ("the two-day forum", "two-day = -"),
            (
                "It took five years and six months.",
                "five years and six months = -",
            ),
            ("They pay $3 a year.", "a year = -"),
            ("They meet every two years.", "every two years = -"),
            ("an annual forum, daily talks", "annual = -; daily = -"),
            ("He recently left and is now home.", "recently = -; now = -"),
            ("the 58-year-old singer, who is 19 years old", ""),
            ("to this day", ""),
            ("for the second time in 14 years", "14 years = -"),
        ],
    );
}

#[test]
fn without_the_articles_date() {
    check(
        "",
        &[
            ("In 1992 and on Friday", "1992 = 1992; Friday = -"),
            (
                "It fell in 1992. Two years later it rose last week.",
                "1992 = 1992; Two years later = 1994; last week = -",
            ),
            ("September 4", "September 4 = -"),
        ],
    );
}

#[test]
fn where_only_the_interval_of_publication_is_known() {
    check(
        "2019-10-09/2019-11-10",
        &[
            ("last year", "last year = 2018"),
            ("the past year", "the past year = 2018"),
            ("over the past six years", "the past six years = 2013/2019"),
            ("on Wednesday", "Wednesday = -"),
            ("last month", "last month = 2019"),
            (
                "September 4 to 9",
                "September 4 to 9 = 2019-09-04/2019-09-09",
            ),
            ("November last year", "November last year = 2018-11"),
        ],
    );
    check(
        "2019-10-08/2019-10-12",
        &[
            ("He arrived on Tuesday.", "Tuesday = 2019-10-08"),
            ("He arrived on Friday.", "Friday = 2019-10"),
        ],
    );
}

#[test]
fn says_why() {
    let text = "They met on Friday, as in 1992, and soon will again next year.";
    let article = article(text);
    let tokens = Tokens::of(&article);
    let timexes = recognise(&tokens);
    let because = |date| -> Vec<String> {
        resolve(&timexes, &tokens, published(date))
            .into_iter()
            .map(|resolution| resolution.because)
            .collect()
    };
    assert_eq!(
        because(DAY),
        [
            "“Friday” in an article of 15 May 2019",
            "the text says “1992”",
            "“soon” gives no date",
            "“next year” in an article of 15 May 2019",
        ]
    );
    assert_eq!(
        because("").first().map(String::as_str),
        Some("“Friday” needs the article's date, which is not known")
    );
}

#[test]
fn the_present_and_the_clause_tell_the_time() {
    check(
        DAY,
        &[
            (
                "The summit, the third, ends on Saturday.",
                "Saturday = 2019-05-18",
            ),
            (
                "The queen meets the envoy on Thursday.",
                "Thursday = 2019-05-16",
            ),
            (
                "The queen meets the envoy on Tuesday.",
                "Tuesday = 2019-05-14",
            ),
            (
                "When the leaders gather Sunday in Lima, talks will be brief.",
                "Sunday = 2019-05-19",
            ),
            (
                "Ministers will sit down with the Arcadian prime minister, Anna Lund, and others, on the \
                 sidelines of the forum, on Tuesday.",
                "Tuesday = 2019-05-21",
            ),
            (
                "The mayor, who leaves the council in September, smiled.",
                "September = 2019-09",
            ),
            (
                "The palace said in a statement that on Thursday the queen will take part.",
                "Thursday = 2019-05-16",
            ),
            (
                "She was criticised for announcing on Monday that tests would resume.",
                "Monday = 2019-05-13",
            ),
            ("Friday's session", "Friday = 2019-05-10"),
            ("Monday's session", "Monday = 2019-05-13"),
        ],
    );
}

#[test]
fn days_counted_from_others() {
    check(
        DAY,
        &[
            (
                "They met on the eve of Monday's vote.",
                "the eve = 2019-05-12; Monday = 2019-05-13",
            ),
            ("They met on the eve of the vote.", "the eve = -"),
            (
                "She quit on Monday after the concert the night before.",
                "Monday = 2019-05-13; the night before = 2019-05-12",
            ),
            (
                "She quit on Monday, having dined the previous evening.",
                "Monday = 2019-05-13; the previous evening = 2019-05-12",
            ),
            (
                "She is due to fly within ten days.",
                "ten days = 2019-05-15/2019-05-25",
            ),
            (
                "Next year's forum takes place in Lima, from July 2 to 4.",
                "Next year = 2020; July 2 to 4 = 2020-07-02/2020-07-04",
            ),
            (
                "The summit will be in Lima next year, on June 3.",
                "next year = 2020; June 3 = 2020-06-03",
            ),
            (
                "Last year's summit was held on June 3.",
                "Last year = 2018; June 3 = 2018-06-03",
            ),
            (
                "Trade, which fell last year, will be discussed on June 3.",
                "last year = 2018; June 3 = 2019-06-03",
            ),
            ("Last week's forum", "Last week = 2019-05-06/2019-05-12"),
            ("in 1990s", "1990s = 1990/1999"),
            (
                "He said so a fortnight ago.",
                "a fortnight ago = 2019-04-29/2019-05-05",
            ),
            ("Last Tuesday they voted.", "Last Tuesday = 2019-05-14"),
            ("They will vote on Oct 3rd.", "Oct 3rd = 2019-10-03"),
            (
                "They will vote a week on Friday.",
                "a week on Friday = 2019-05-24",
            ),
            ("She lands on Friday night.", "Friday night = 2019-05-17"),
            ("A deal was sealed overnight.", "overnight = 2019-05-15"),
            (
                "He spoke earlier on Monday.",
                "earlier on Monday = 2019-05-13",
            ),
        ],
    );
}

/// Pieces that the grammar knows, so that random texts reach its corners.
const PIECES: [&str; 40] = [
    "the", "last", "May", "8", "12", "2025", "to", "-", "–", "and", "between", "of", "Friday",
    "’s", "week", "years", "five", "a", "ago", ",", ".", "early", "end", "1990", "s", "th",
    "October", "this", "(", ")", "first", "quarter", "before", "T", ":", "/", "é", "9999", "0",
    "99",
];

proptest! {
    #[test]
    fn survives_any_text(text in ".{0,80}", pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..40)) {
        let mixed: String = pieces
            .iter()
            .flat_map(|(index, space)| [PIECES[*index], if *space { " " } else { "" }])
            .collect();
        for text in [text, mixed] {
            let _ = parse_date(&text);
            let article = article(&text);
            let tokens = Tokens::of(&article);
            let timexes = recognise(&tokens);
            let mut end = 0;
            for timex in &timexes {
                prop_assert!(text.get(timex.span.start..timex.span.end).is_some_and(|text| !text.is_empty()));
                prop_assert!(timex.span.start >= end);
                prop_assert!(article.sentences[timex.sentence].span.contains(timex.span));
                end = timex.span.end;
            }
            for date in ["", DAY, "2019-10-09/2020-11-10", "0001-01-01", "9999-12-31"] {
                prop_assert_eq!(resolve(&timexes, &tokens, published(date)).len(), timexes.len());
            }
            for index in 0..tokens.len() {
                let _ = attach(&tokens, &timexes, 0, index..index + 1);
            }
        }
    }
}
