//! Folders made up with known truths: one fact in three wordings and one deviant, copies, wrong weekdays, two
//! meetings mixed. What the dossier makes of them is counted in pairs.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "what goes wrong here fails the test"
)]

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use serde_json::Value;
use summitry::dossier;
use summitry::export::json;
use summitry::reading::{Reading, read_bytes};

#[path = "common/random.rs"]
mod random;
use random::Random;

/// How many folders are made.
const FOLDERS: u64 = 200;

/// The least F1 of each kind of pair, and the least share of articles dated right.
const FLOOR: f64 = 0.95;

/// City, country, adjective, and the guest's country and adjective.
const PLACES: [[&str; 5]; 8] = [
    ["Lima", "Peru", "Peruvian", "Chile", "Chilean"],
    ["Oslo", "Norway", "Norwegian", "Finland", "Finnish"],
    ["Accra", "Ghana", "Ghanaian", "Mali", "Malian"],
    ["Hanoi", "Vietnam", "Vietnamese", "Laos", "Laotian"],
    ["Tbilisi", "Georgia", "Georgian", "Armenia", "Armenian"],
    ["Nairobi", "Kenya", "Kenyan", "Uganda", "Ugandan"],
    ["Lisbon", "Portugal", "Portuguese", "Spain", "Spanish"],
    ["Dhaka", "Bangladesh", "Bangladeshi", "Nepal", "Nepalese"],
];
const FAMILIES: [&str; 10] = [
    "Orlo", "Talin", "Brevik", "Danso", "Marau", "Quist", "Selim", "Vardan", "Wokasi", "Zelaya",
];
const GIVEN: [&str; 10] = [
    "Ana", "Ivo", "Mara", "Josef", "Lena", "Samuel", "Nadia", "Tomas", "Ruth", "Viktor",
];
const TOPICS: [&str; 6] = [
    "water",
    "trade",
    "energy",
    "transport",
    "fisheries",
    "border",
];

/// What is true in a folder.
struct World {
    place: [&'static str; 5],
    host: String,
    guest: String,
    topic: &'static str,
    /// The first day of two.
    first: NaiveDate,
    billions: usize,
}

fn name(day: NaiveDate) -> String {
    day.format("%A").to_string()
}

impl World {
    fn new(random: &mut Random) -> Self {
        let full =
            |random: &mut Random| format!("{} {}", random.pick(&GIVEN), random.pick(&FAMILIES));
        let host = full(random);
        let mut guest = full(random);
        while guest.split(' ').next_back() == host.split(' ').next_back() {
            guest = full(random);
        }
        let year = 1995 + i32::try_from(random.below(28)).unwrap();
        let first =
            NaiveDate::from_yo_opt(year, 20 + u32::try_from(random.below(320)).unwrap()).unwrap();
        Self {
            place: *random.pick(&PLACES),
            host,
            guest,
            topic: *random.pick(&TOPICS),
            first,
            billions: 3 + random.below(60),
        }
    }

    fn last(&self) -> NaiveDate {
        self.first + Days::new(1)
    }

    /// The story in one of three wordings, with an amount of trade.
    fn story(&self, wording: usize, billions: usize) -> String {
        let [city, country, adjective, other, others] = self.place;
        let (host, guest, topic) = (&self.host, &self.guest, self.topic);
        let (one, two) = (name(self.first), name(self.last()));
        let year = self.first.year() - 1;
        let (host_family, guest_family) = (
            host.split(' ').next_back().unwrap(),
            guest.split(' ').next_back().unwrap(),
        );
        match wording {
            0 => format!(
                "{others} President {guest} arrived in {city} on {one} for a summit with {adjective} President {host}.\n\n\
                 {host_family} and {guest_family} signed a {topic} agreement in {city} on {two}.\n\n\
                 Trade between {country} and {other} reached {billions} billion dollars in {year}, officials said."
            ),
            1 => format!(
                "President {guest} of {other} flew into {city} on {one}, where President {host} of {country} received the guest at the airport.\n\n\
                 On {two} the two presidents, {host_family} and {guest_family}, put their names to an agreement on {topic}.\n\n\
                 In {year} trade between {country} and {other} came to ${billions} billion."
            ),
            _ => format!(
                "The summit of {country} and {other} began on {one} when {guest}, the {others} president, landed in {city}.\n\n\
                 A {topic} agreement was signed on {two} by {guest_family} and his host, {host}, the president of {country}.\n\n\
                 The {year} volume of trade between {country} and {other} was {billions}bn dollars, according to the {adjective} side."
            ),
        }
    }
}

/// Pairs found and pairs true.
#[derive(Default)]
struct Pairs {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Pairs {
    fn count(&mut self, found: &BTreeSet<(usize, usize)>, wanted: &BTreeSet<(usize, usize)>) {
        self.right += found.intersection(wanted).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }

    fn check(&self, what: &str) {
        let f1 = 2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64;
        println!(
            "{what}: F1 {f1:.3} ({} right, {} found, {} wanted)",
            self.right, self.found, self.wanted
        );
        assert!(f1 >= FLOOR, "{what}: {f1:.3}");
    }
}

/// Every two of a list, in order.
fn pairs(list: impl IntoIterator<Item = usize>) -> BTreeSet<(usize, usize)> {
    let list: BTreeSet<usize> = list.into_iter().collect();
    let later = |one: usize| list.range(one + 1..).map(move |&other| (one, other));
    list.iter().flat_map(|&one| later(one)).collect()
}

fn dossier_of(files: &[String]) -> Value {
    let articles = files
        .iter()
        .enumerate()
        .map(|(number, text)| read_bytes(&format!("{number}.txt"), text.as_bytes()).unwrap());
    let dossier = dossier::build(Reading {
        articles: articles.collect(),
        problems: Vec::new(),
    });
    serde_json::from_str(&json(&dossier).unwrap()).unwrap()
}

fn list<'v>(of: &'v Value, field: &str) -> &'v [Value] {
    of[field].as_array().map_or(&[], Vec::as_slice)
}

/// The number of the article that a piece of evidence is of.
fn article(evidence: &Value) -> usize {
    evidence["file"]
        .as_str()
        .unwrap()
        .trim_end_matches(".txt")
        .parse()
        .unwrap()
}

/// The articles of the rows whose sentences hold one of the words, in pairs of one row.
fn told_together(dossier: &Value, words: &[&str]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for event in list(dossier, "events") {
        let telling = list(event, "evidence").iter().filter(|evidence| {
            words
                .iter()
                .any(|word| evidence["quote"].as_str().unwrap().contains(word))
        });
        found.extend(pairs(telling.map(article)));
    }
    found
}

fn dated(text: &str, day: NaiveDate) -> String {
    format!("Presidents meet\n\nPublished: {day}\n\n{text}\n")
}

#[test]
fn folders_come_to_one_account() {
    let mut random = Random(7);
    let (mut arrivals, mut signings, mut agree, mut differ, mut copies) = (
        Pairs::default(),
        Pairs::default(),
        Pairs::default(),
        Pairs::default(),
        Pairs::default(),
    );
    let (mut dates, mut undated) = (0_usize, 0_usize);
    for _ in 0..FOLDERS {
        let world = World::new(&mut random);
        let deviant = world.billions * 2;
        let mut files: Vec<String> = (0..3)
            .map(|wording| dated(&world.story(wording, world.billions), world.last()))
            .collect();
        // The deviant tells another amount.
        files.push(dated(&world.story(random.below(3), deviant), world.last()));
        // A copy of the first, cut short, from a page without a date.
        let story = world.story(0, world.billions);
        let cut = story.rsplit_once("\n\n").unwrap().0;
        files.push(format!("Guest comes and signs\n\n{cut}\n"));
        // A story without a date whose weekdays place it.
        files.push(format!(
            "Morning after\n\nPresidents {} and {} signed their agreement in {} on {} and parted without a word to the press. \
             The summit had begun on {}.\n",
            world.host, world.guest, world.place[0], name(world.last()), name(world.first)
        ));
        let dossier = dossier_of(&files);
        // The copy takes its story's place beside the others; the deviant may be in any wording.
        arrivals.count(
            &told_together(&dossier, &["arrived in", "flew into", "landed in"]),
            &pairs(0..5),
        );
        signings.count(
            &told_together(
                &dossier,
                &["signed a", "put their names", "was signed", "signed their"],
            ),
            &pairs(0..6),
        );
        let of_figure = |id: &str| {
            let figure = list(&dossier, "figures")
                .iter()
                .find(|figure| figure["id"] == id)
                .unwrap();
            (figure["unit"] == "USD").then(|| article(&figure["evidence"][0]))
        };
        let (mut same, mut other) = (BTreeSet::new(), BTreeSet::new());
        for comparison in list(&dossier, "comparisons")
            .iter()
            .filter(|one| one["kind"] == "figure")
        {
            let items = list(comparison, "items")
                .iter()
                .filter_map(|id| of_figure(id.as_str().unwrap()));
            let amount = |article: usize| {
                if article == 3 {
                    deviant
                } else {
                    world.billions
                }
            };
            for (one, two) in pairs(items) {
                // Equal amounts of a group that differs as a whole agree all the same.
                if amount(one) == amount(two) {
                    same.insert((one, two));
                } else if comparison["verdict"] == "differ" {
                    other.insert((one, two));
                }
            }
        }
        agree.count(&same, &pairs(0..3));
        differ.count(&other, &BTreeSet::from([(0, 3), (1, 3), (2, 3)]));
        let articles = list(&dossier, "articles");
        let number = |id: &Value| articles.iter().position(|article| article["id"] == *id);
        let found = articles
            .iter()
            .enumerate()
            .filter_map(|(index, article)| Some((number(&article["copy_of"])?, index)));
        // The deviant is a copy of one wording but for its amount.
        let found = found.filter(|(one, two)| *one != 3 && *two != 3).collect();
        copies.count(&found, &BTreeSet::from([(0, 4)]));
        for (index, day) in [(4, world.last()), (5, world.last())] {
            undated += 1;
            let published = articles[index]["published"].as_str().unwrap_or_default();
            let right = [day, day + Days::new(1)]
                .iter()
                .any(|day| published == day.to_string());
            dates += usize::from(right);
        }
    }
    arrivals.check("arrivals told together");
    signings.check("signings told together");
    agree.check("amounts that agree");
    differ.check("amounts that differ");
    copies.check("copies");
    let share = dates as f64 / undated as f64;
    println!("dated {share:.3}");
    assert!(share >= FLOOR, "dated {share:.3}");
}

#[test]
fn two_meetings_are_not_forced_into_one() {
    let mut random = Random(11);
    for _ in 0..40 {
        let (one, mut other) = (World::new(&mut random), World::new(&mut random));
        other.first = one.first + Days::new(200);
        if one.place == other.place {
            continue;
        }
        let tells = |world: &World, wording| world.story(wording, world.billions);
        let files = vec![
            dated(&tells(&one, 0), one.last()),
            dated(&tells(&one, 1), one.last()),
            dated(&tells(&other, 1), other.last()),
            dated(&tells(&other, 2), other.last()),
        ];
        let dossier = dossier_of(&files);
        for event in list(&dossier, "events") {
            let articles: BTreeSet<usize> = list(event, "evidence").iter().map(article).collect();
            let mixed = articles.iter().any(|&at| at < 2) && articles.iter().any(|&at| at >= 2);
            assert!(!mixed, "{event}");
        }
    }
}
