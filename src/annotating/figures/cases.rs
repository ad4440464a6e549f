//! Small cases: a sentence and the figures in it, written `value unit [qualifier] [up|down]`.

use proptest::prelude::*;

use super::*;
use crate::annotating::testing::sentence;
use crate::knowledge::table::rows;

fn figures(text: &str) -> Vec<Figure> {
    recognise(&Tokens::of(&sentence(text)), &[])
}

fn shown(figure: &Figure) -> String {
    let qualifier = match figure.qualifier {
        Qualifier::Exact => "",
        Qualifier::About => " about",
        Qualifier::Over => " over",
        Qualifier::Under => " under",
        Qualifier::UpTo => " up to",
        Qualifier::AtLeast => " at least",
        Qualifier::TensOf => " tens of",
        Qualifier::HundredsOf => " hundreds of",
        Qualifier::ThousandsOf => " thousands of",
        Qualifier::MillionsOf => " millions of",
    };
    let direction = match figure.direction {
        None => "",
        Some(Direction::Up) => " up",
        Some(Direction::Down) => " down",
    };
    let value = (figure.value * 1000.0).round() / 1000.0;
    format!("{value} {}{qualifier}{direction}", figure.unit)
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let found: Vec<String> = figures(text).iter().map(shown).collect();
            let found = found.join("; ");
            (found != *wanted).then(|| format!("{text}\n  wanted {wanted}\n  found  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reads_money() {
    check(&[
        ("The fund holds $64 billion.", "64000000000 USD"),
        ("a loan of R4.5 billion", "4500000000 ZAR"),
        ("They closed the R21 motorway.", ""),
        ("It cost Sh7 billion a year.", "7000000000 KES"),
        ("a bridge for 2.5 billion reais", "2500000000 BRL"),
        ("There is 1 real obstacle.", ""),
        ("The bill is $90 million Australian.", "90000000 AUD"),
        ("They earn under a dollar a day.", "1 USD under"),
        ("It was worth 64 billion USD.", "64000000000 USD"),
        ("A loan of US$3.5bn was agreed.", "3500000000 USD"),
        (
            "They sought 18.4 billion yuan (2. 71 billion U.S. dollars).",
            "18400000000 CNY; 2710000000 USD",
        ),
        (
            "The deal was worth dollars 12bn (pounds 6.5bn).",
            "12000000000 USD; 6500000000 GBP",
        ),
        ("The bank lent nine billion euros.", "9000000000 EUR"),
        (
            "Chile would earn some 90 million reais more a year.",
            "90000000 BRL about up",
        ),
        (
            "It pays 250 million euros now and 3.4 billion in all.",
            "250000000 EUR; 3400000000 EUR",
        ),
        ("a six billion pound hole", "6000000000 GBP"),
        (
            "Donors promised billions of euros.",
            "1000000000 EUR millions of",
        ),
        (
            "hundreds of millions of dollars in aid",
            "100000000 USD hundreds of",
        ),
        ("an economy of 13 trillion yuan", "13000000000000 CNY"),
        ("The ministry paid 300 Canadian dollars.", "300 CAD"),
        ("a grant of 20 million Hong Kong dollars", "20000000 HKD"),
        ("HK$250m was set aside", "250000000 HKD"),
        ("A$1.2 billion for the islands", "1200000000 AUD"),
        ("It cost Rs 500 crore.", "5000000000 INR"),
        ("a Rs. 2 lakh crore package", "2000000000000 INR"),
        ("€2m and £3m", "2000000 EUR; 3000000 GBP"),
        ("USD 40 million was pledged", "40000000 USD"),
        (
            "pledges of $10-15 billion",
            "10000000000 USD; 15000000000 USD",
        ),
        (
            "between $2 billion and $3 billion",
            "2000000000 USD; 3000000000 USD",
        ),
        (
            "from 5 to 7 billion roubles",
            "5000000000 RUB; 7000000000 RUB",
        ),
        ("a 90-million-dollar bridge", "90000000 USD"),
        ("the $10-billion fund", "10000000000 USD"),
        ("600 billion won for the yards", "600000000000 KRW"),
        ("10,000 tenge and 5,000 Kyrgyz soms", "10000 KZT; 5000 KGS"),
        ("half a million euros", "500000 EUR"),
        ("a quarter of a million pounds", "250000 GBP"),
        ("half a billion usd", "500000000 USD"),
        ("a billion dollars", "1000000000 USD"),
        ("two and a half billion dollars", "2500000000 USD"),
        ("It rose to 3.5 million Swiss francs.", "3500000 CHF up"),
        ("bread costs 50 cents", "0.5 USD"),
        ("1,00,000 rupees a head", "100000 INR"),
        ("10 000 euros per child", "10000 EUR"),
        ("$5 million-plus", "5000000 USD over"),
        ("45 €", "45 EUR"),
    ]);
}

#[test]
fn reads_shares() {
    check(&[
        ("Prices rose by 19%.", "19 % up"),
        ("Output fell 3.2 percent in May.", "3.2 % down"),
        ("between 4 and 9 per cent of output", "4 %; 9 %"),
        ("5-7% growth", "5 % up; 7 % up"),
        ("from 5% to 7%", "5 %; 7 %"),
        (
            "a rate higher by 0.5 percentage points",
            "0.5 percentage point",
        ),
        ("raised by 25 basis points", "25 basis point up"),
        ("two percent of output", "2 %"),
        ("a quarter of a point", "0.25 percentage point"),
        ("a quarter of a percentage point", "0.25 percentage point"),
        ("more than one third of voters", "33.333 % over"),
        ("two-thirds of the members", "66.667 %"),
        ("a two-thirds majority", "66.667 %"),
        ("three quarters of exports", "75 %"),
        ("Half of the delegates left.", "50 %"),
        ("about half of its exports", "50 % about"),
        ("one in five families", "20 %"),
        ("nine out of ten voters", "90 %"),
        ("a 10 percent rise in fees", "10 % up"),
        ("a tariff of 100 percent", "100 %"),
        ("They cut the duty by 10%.", "10 % down"),
        ("a 25% levy on steel", "25 %"),
        ("unemployment was up 2%", "2 % up"),
        ("Ports take up 17 percent of exports.", "17 %"),
        ("wages are 8 pct lower", "8 % down"),
        ("growth of over six percent yearly", "6 % over up"),
    ]);
}

#[test]
fn counts_people_and_countries() {
    check(&[
        ("The union has some 9,000 members.", "9000 people about"),
        ("The pact has 12 members.", "12 member"),
        ("14 Asian leaders arrived on Monday.", "14 people"),
        ("About 300 Asian reporters came.", "300 people about"),
        (
            "over 1,200 local and foreign journalists",
            "1200 people over",
        ),
        ("24 heads of state or government", "24 people"),
        ("Twenty-four heads of state attended.", "24 people"),
        (
            "a flood that drove out tens of thousands of people",
            "10000 people tens of",
        ),
        (
            "Millions of Peruvian workers live abroad.",
            "1000000 people millions of",
        ),
        ("thousands of Turkish troops", "1000 people thousands of"),
        ("Dozens of protesters were held.", "12 people tens of"),
        ("nine others had left", "9 people"),
        ("50,000 Norwegian military personnel", "50000 people"),
        ("all 27 EU leaders", "27 people"),
        ("three ministers resigned", "3 people"),
        (
            "killing at least 14 and wounding 30",
            "14 people at least; 30 people",
        ),
        ("40 people were killed", "40 people"),
        (
            "Hundreds were arrested in the capital.",
            "100 people hundreds of",
        ),
        ("Thousands have marched.", "1000 people thousands of"),
        ("200 Belgians and 300 Iraqis", "200 people; 300 people"),
        ("several hundred refugees", "100 people hundreds of"),
        ("a dozen diplomats", "12 people"),
        ("5m people", "5000000 people"),
        ("a 20-person delegation", "20 people"),
        ("44 Asian countries", "44 country"),
        ("Forty six countries signed.", "46 country"),
        ("26 member states", "26 country"),
        ("leaders of 21 Pacific Rim nations", "21 country"),
        ("a four-nation tour", "4 country"),
        ("12 of the 27 member states", "12 country; 27 country"),
        ("the five countries", "5 country"),
        ("12 small mostly ex-colonial states", "12 country"),
        ("33,000 troops, up from 9,000", "33000 people; 9000 people"),
        ("The death toll rose to 43.", "43 people up"),
        ("one in every six refugees", "16.667 %"),
        ("12 of 18 delegates", "12 people; 18 people"),
        (
            "two million pilgrims and more than 100 guides",
            "2000000 people; 100 people over",
        ),
        ("1 lakh farmers", "100000 people"),
        ("from 500 to 300 soldiers", "500 people; 300 people"),
    ]);
}

#[test]
fn reads_durations_and_measures() {
    check(&[
        ("a four-year sea trial", "4 year"),
        ("the two-day summit", "2 day"),
        ("a seven-year term", "7 year"),
        ("for 18 months", "18 month"),
        ("the fourth in six weeks", "6 week"),
        ("more than 20 years", "20 year over"),
        ("over the past four decades and more", "40 year over"),
        ("in the next four years", "4 year"),
        ("a loan over three years", "3 year"),
        ("for over three years", "3 year over"),
        ("half an hour of talks", "0.5 hour"),
        ("They rowed for a day and a half.", "1.5 day"),
        ("a week-long session", "1 week"),
        ("a two-hour-long session", "2 hour"),
        ("It rained all day long.", ""),
        ("two or three days", "2 day; 3 day"),
        ("four-to-six years", "4 year; 6 year"),
        ("one and a half years", "1.5 year"),
        ("six weeks ahead of time", "6 week"),
        ("a half-century of war", "50 year"),
        ("six plants of 45 MW", "6 plant; 45 MW"),
        ("80 kilometers east of the port", "80 km"),
        ("about 2,300-km-long", "2300 km about"),
        ("roughly 70 miles south", "70 mile about"),
        ("75,000 barrels a day", "75000 barrel"),
        ("3 million tonnes of grain", "3000000 tonne"),
        ("a rise of 1.5 degrees Celsius", "1.5 degree up"),
        ("12 sq km of land", "12 square km"),
        ("30 billion cubic metres of gas", "30000000000 cubic m"),
        ("a 500kV line", "500 kV"),
        ("up to 20 hectares", "20 hectare up to"),
    ]);
}

#[test]
fn counts_things() {
    check(&[
        (
            "The chamber voted by 310 to 42 for it.",
            "310 vote; 42 vote",
        ),
        ("The motion fell in a 90-10 vote.", "90 vote; 10 vote"),
        ("Growth passed by 5 to 7 per cent.", "5 % up; 7 % up"),
        ("an 8-page statement", "8 page"),
        ("nearly 650 projects", "650 project about"),
        ("more than 1,700 small deals were due", "1700 deal over"),
        ("three to five industrial zones", "3 zone; 5 zone"),
        ("6.5 million units", "6500000 unit"),
        ("a six-point proposal", "6 point"),
        ("the 18-member council", "18 member"),
        ("five U.K.-owned plants", "5 plant"),
        ("three ministerial conferences", "3 conference"),
        ("They met three times.", "3 time"),
        ("100 or more projects", "100 project over"),
        ("100+ projects", "100 project over"),
        ("no more than 10 aircraft", "10 aircraft up to"),
        ("no fewer than 40 agreements", "40 agreement at least"),
        ("20 agreements or so", "20 agreement about"),
        ("fewer than 200 houses", "200 house under"),
        ("as many as 70 cities", "70 city up to"),
        ("just over 60 schools", "60 school over"),
        ("some 25 bilateral meetings", "25 meeting about"),
        ("She served two five-year terms.", "5 year"),
        ("24 F-16 jets", "24 jet"),
        ("12 NGOs", "12 NGO"),
        ("five speeches", "5 speech"),
        ("two hundred and fifty schools", "250 school"),
        ("a six-party talks venue", "6 party"),
    ]);
}

#[test]
fn leaves_out_what_measures_nothing() {
    let cases: Vec<(&str, &str)> = [
        "The G7 and G20 leaders met.",
        "the 10+3 countries format",
        "the 5+1 countries",
        "an Il-76 landed",
        "COP29 delegates",
        "Boeing 737 jets were grounded.",
        "under Article 5 allies help",
        "Resolution 1701 demands calm.",
        "the Group of Seven leaders",
        "the Two Sessions opened",
        "Highway 1 was closed.",
        "They won 2-1.",
        "the 71-year-old president",
        "aged 71 years",
        "He is 71 years old.",
        "two years ago",
        "16 months after that vote",
        "a year later",
        "one day earlier",
        "two weeks from now",
        "the two leaders",
        "both sides signed two documents",
        "two countries agreed",
        "one of the ministers",
        "no one came",
        "one European official",
        "the three leaders",
        "its four members",
        "the first five months of 2024",
        "in 1998 leaders met",
        "the 1990s leaders",
        "the 19th delegates meeting",
        "the forty-first session",
        "at 10:30 ministers met",
        "a two-digit growth",
        "a double-track line",
        "a zero-tariff deal",
        "open 24/7 services",
        "the 2016-17 talks",
        "call +49 30 1234567",
        "see https://example.org/2025/10/news?id=30%2520pages",
        "a two-state policy",
        "the Five-Year Plan",
        "5G networks",
        "the second half of the year",
        "No. 10 officials",
        "a four-way deal",
        "one-on-one talks",
        "version 192.168.1.2 users",
        "multi-billion euro",
        "The third of the ministers spoke.",
        "In Room 12 guests waited.",
    ]
    .into_iter()
    .map(|text| (text, ""))
    .collect();
    check(&cases);
}

#[test]
fn reads_parts_signs_and_scales() {
    check(&[
        ("It lies half a mile from the port.", "0.5 mile"),
        ("They spoke for three quarters of an hour.", "0.75 hour"),
        ("a border of 2½ miles", "2.5 mile"),
        ("a cut of 1/4 percent", "0.25 % down"),
        ("3 million and a half pilgrims", "3500000 people"),
        ("five and a quarter million tonnes", "5250000 tonne"),
        ("two point five percent", "2.5 %"),
        ("Output was minus 3 per cent.", "-3 %"),
        ("growth of -0.4%", "-0.4 % down"),
        ("a rise of .5 percent", "0.5 % up"),
        ("3 hundred and 21 delegates", "321 people"),
        ("Rs 2 crore 50 lakh", "25000000 INR"),
        ("2 million and 300,000 refugees", "300000 people"),
        ("5 millions of refugees", "5000000 people"),
        ("It cost 1.234.567,50 euros.", "1234567.5 EUR"),
        ("a fee of two dollars and fifty cents", "2.5 USD"),
        ("the 9/11 deaths", ""),
        ("the forty-fifth delegates", ""),
    ]);
}

#[test]
fn tells_direction() {
    check(&[
        (
            "Trade rose 35 percent to 11 million units.",
            "35 % up; 11000000 unit",
        ),
        ("The duty was raised to 20%.", "20 % up"),
        ("It will give up 6 billion euros.", "6000000000 EUR down"),
        ("Exports declined sharply, by 4 percent", "4 % down"),
        (
            "Aid grew from 5 to 7 billion dollars.",
            "5000000000 USD; 7000000000 USD up",
        ),
        ("spending of 4 percent while wages rose", "4 %"),
        ("Sales jumped an average of 6 percent.", "6 % up"),
        ("a drop of 12%", "12 % down"),
        ("Oil fell $2 to $64.30 a barrel.", "2 USD down; 64.3 USD"),
    ]);
}

#[test]
fn finds_what_is_measured() {
    for (text, wanted) in [
        ("Peru reckoned on $90 million.", ""),
        (
            "It ends duties on 80 per cent of exports and saves small firms more.",
            "exports",
        ),
        (
            "Bilateral trade between Peru and Chile had risen by 19%.",
            "Bilateral trade",
        ),
        (
            "They want more of the lumber trade, which topped 64 billion USD.",
            "lumber trade",
        ),
        (
            "The grant, worth almost 480 million reais, passed.",
            "grant",
        ),
        (
            "It drew 90 billion dollars in new foreign loans.",
            "new foreign loans",
        ),
        ("a debt of 6 billion reais", "debt"),
        (
            "Peru's coastal freight has increased by six percent.",
            "coastal freight",
        ),
        (
            "Ports eat up 17 percent of private lending.",
            "private lending",
        ),
        ("a 15% steel tariff", "steel tariff"),
        ("a four-year sea trial", "sea trial"),
        ("They cut the fuel duty by 10%.", "fuel duty"),
        ("14 Asian leaders arrived", "Asian leaders"),
        ("In May it paid 10 euros.", ""),
    ] {
        let found = figures(text);
        let measure = found.first().map(|figure| figure.measure_text.as_str());
        assert_eq!(measure, Some(wanted), "{text}");
    }
}

#[test]
fn takes_the_whole_phrase() {
    for (text, wanted) in [
        (
            "It came to just over 64 billion USD last year.",
            "just over 64 billion USD",
        ),
        ("about US$3.5bn in all", "about US$3.5bn"),
        ("over more than 20 years", "more than 20 years"),
        ("four decades and more", "four decades and more"),
        ("a five-year war", "five-year"),
        ("between 4 and 9 percent", "4 and 9 percent"),
    ] {
        let found = figures(text);
        let phrase = found.first().map(|figure| figure.span.of(text));
        assert_eq!(phrase, Some(wanted), "{text}");
    }
}

#[test]
fn begins_no_figure_in_a_date() {
    let article = sentence("On 5 May 300 delegates met for two days in 1998 countries.");
    let tokens = Tokens::of(&article);
    let dates = [1..3, 9..10];
    let found: Vec<String> = recognise(&tokens, &dates).iter().map(shown).collect();
    assert_eq!(found, ["300 people", "2 day"]);
}

#[test]
fn reads_a_sentence_that_never_ends() {
    for words in [
        "one thousand ",
        "hundreds and ",
        "5 to ",
        "million ",
        "12 of ",
        "$1,",
    ] {
        let text = words.repeat(20_000);
        assert!(figures(&text).iter().all(|figure| figure.value.is_finite()));
    }
}

#[test]
fn keeps_its_tables_sound() {
    let mut codes = Vec::new();
    for [code] in rows::<1>(include_str!("../../../assets/currencies.tsv")) {
        assert!(code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
        codes.push(code);
    }
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count, "a code stands twice");
    for [phrase, place, qualifier] in rows(include_str!("../../../assets/en/qualifiers.tsv")) {
        assert!(matches!(place, "before" | "after"), "{phrase}");
        assert!(
            qualifier.is_empty() || hedges::named(qualifier).is_some(),
            "{phrase}"
        );
    }
    for [phrase, direction, place] in rows(include_str!("../../../assets/en/directions.tsv")) {
        assert!(matches!(direction, "up" | "down" | "none"), "{phrase}");
        assert!(matches!(place, "before" | "after"), "{phrase}");
    }
    for [phrases, unit, dimension, factor] in rows(include_str!("../../../assets/en/units.tsv")) {
        assert!(!phrases.is_empty() && !unit.is_empty() && !dimension.is_empty());
        assert!(
            factor.is_empty() || factor.parse::<f64>().is_ok(),
            "{phrases}"
        );
    }
    for [word, _, value] in rows(include_str!("../../../assets/en/numbers.tsv")) {
        assert!(value.parse::<f64>().is_ok(), "{word}");
    }
}

proptest! {
    #[test]
    fn reads_any_text_without_panic(
        words in prop::collection::vec(
            prop_oneof![
                "\\PC{0,6}",
                "[0-9]{1,4}([.,][0-9]{1,3}){0,2}",
                "(\\$|€|%|-|–|US|over|more|than|of|million|billions|and|a|half|third|point|to|from|in|five|years|ago|leaders|dollars|per|cent|\\(|\\.|\\+|/)",
            ],
            0..24,
        ),
        gap in prop_oneof!["", " ", "\u{a0}"],
    ) {
        let text = words.join(&gap);
        for figure in figures(&text) {
            prop_assert!(figure.value.is_finite());
            prop_assert!(figure.span.end <= text.len());
            prop_assert!(!figure.span.of(&text).is_empty());
            if let Some(measure) = figure.measure {
                prop_assert!(!measure.of(&text).is_empty());
            }
        }
    }
}
