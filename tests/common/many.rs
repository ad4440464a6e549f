//! A collection of any size made up about one meeting, for what grows with the number of articles: a four-day
//! summit in Accra, told over two weeks by fifty outlets.
//!
//! Countries are real, names and happenings are invented. Several hundred happenings, few of them told by many
//! articles and many by few, each in several wordings; statements, figures and background between them; a share
//! of the articles are copies of agency stories, cut short and under other headlines; most pages carry lines
//! that are not of the article. The same articles come out on every machine.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails the test"
)]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

#[path = "random.rs"]
mod random;
use random::Random;

/// One article in so many is a copy of an agency story.
const COPIES: usize = 8;
/// How many stories the agencies give.
const AGENCY_STORIES: usize = 160;
/// How many different things happen.
const HAPPENINGS: usize = 900;
/// The days that articles are published on, from the first.
const DAYS: usize = 15;

impl Random {
    /// One of the list, rather one of the first.
    fn prefer<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let limit = 1 + self.below(list.len());
        &list[self.below(limit)]
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// The words of the collection, by kind; each a row of columns.
struct Words(BTreeMap<&'static str, Vec<Vec<&'static str>>>);

impl Words {
    fn new() -> Self {
        let mut rows: BTreeMap<_, Vec<Vec<&str>>> = BTreeMap::new();
        let lines = include_str!("many.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (kind, row) = line.split_once('\t').unwrap();
            let row = row.split('\t').collect();
            rows.entry(kind).or_default().push(row);
        }
        Self(rows)
    }

    fn all(&self, kind: &str) -> &[Vec<&'static str>] {
        &self.0[kind]
    }

    /// The first column of any row.
    fn any(&self, kind: &str, random: &mut Random) -> &'static str {
        random.pick(self.all(kind))[0]
    }
}

/// Somebody who leads a country or its diplomacy.
struct Person {
    given: &'static str,
    family: String,
    country: &'static str,
    adjective: &'static str,
    office: &'static str,
}

/// Something that happens on a day.
struct Happening {
    /// Told as past, and as to come.
    act: Vec<&'static str>,
    persons: [usize; 2],
    day: NaiveDate,
    topic: &'static str,
    town: &'static str,
    country: &'static str,
    number: usize,
}

/// What is true in the collection.
struct World {
    words: Words,
    cast: Vec<Person>,
    happenings: Vec<Happening>,
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 11, 6).unwrap()
}

impl World {
    fn new(random: &mut Random) -> Self {
        let words = Words::new();
        let (heads, tails) = (words.all("family-head"), words.all("family-tail"));
        let mut cast = Vec::new();
        for row in words.all("country") {
            for office in [row[2], "Foreign Minister"] {
                let number = cast.len();
                let head = heads[number % heads.len()][0];
                let tail = tails[number / heads.len() % tails.len()][0];
                cast.push(Person {
                    given: words.any("given", random),
                    family: format!("{head}{tail}"),
                    country: row[0],
                    adjective: row[1],
                    office,
                });
            }
        }
        let people: Vec<usize> = (0..cast.len()).collect();
        let happenings = (0..HAPPENINGS).map(|_| {
            let first = *random.prefer(&people);
            let other = (first + 1 + random.below(cast.len() - 1)) % cast.len();
            Happening {
                act: random.pick(words.all("act")).clone(),
                persons: [first, other],
                day: first_day() + Days::new(random.below(DAYS + 3) as u64),
                topic: words.any("topic", random),
                town: words.any("town", random),
                country: words.any("country", random),
                number: 20 + random.below(900),
            }
        });
        let happenings = happenings.collect();
        Self {
            words,
            cast,
            happenings,
        }
    }

    /// What an article of that day may tell: the days before it and a few to come, the talked-of first.
    fn news(&self, day: NaiveDate) -> Vec<&Happening> {
        let is_news = |happening: &&Happening| (-3..=2).contains(&(happening.day - day).num_days());
        self.happenings.iter().filter(is_news).collect()
    }
}

/// One article as it is written: who was named in it already.
struct Writer<'w> {
    world: &'w World,
    random: &'w mut Random,
    day: NaiveDate,
    outlet: &'static str,
    named: Vec<usize>,
}

impl Writer<'_> {
    /// A person, in full at first, then mostly by the family name.
    fn person(&mut self, index: usize) -> String {
        let person = &self.world.cast[index];
        let Person {
            given,
            family,
            country,
            adjective,
            office,
        } = person;
        if self.named.contains(&index) {
            return match self.random.below(4) {
                0 => format!("{office} {family}"),
                1 => format!("the {adjective} {}", office.to_lowercase()),
                _ => family.clone(),
            };
        }
        self.named.push(index);
        match self.random.below(3) {
            0 => format!("{office} {given} {family} of {country}"),
            1 => format!(
                "{given} {family}, the {} of {country},",
                office.to_lowercase()
            ),
            _ => format!("{adjective} {office} {given} {family}"),
        }
    }

    fn any(&mut self, kind: &str) -> &'static str {
        self.world.words.any(kind, self.random)
    }

    fn date(&mut self, day: NaiveDate) -> String {
        match self.random.below(6) {
            0 => day.format("on %-d %B").to_string(),
            1 => day.format("on %A, %-d %B %Y").to_string(),
            2 => day.format("on %B %-d").to_string(),
            3 if day + Days::new(1) == self.day => "yesterday".to_owned(),
            _ => day.format("on %A").to_string(),
        }
    }

    /// A template with its gaps filled: those of a happening as it has them, the others by chance.
    fn fill(&mut self, template: &str, of: Option<&Happening>) -> String {
        let mut text = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some((before, gap)) = rest.split_once('{') {
            let (gap, after) = gap.split_once('}').unwrap();
            text.push_str(before);
            text.push_str(&self.gap(gap, of));
            rest = after;
        }
        text + rest
    }

    fn gap(&mut self, gap: &str, of: Option<&Happening>) -> String {
        let people: Vec<usize> = (0..self.world.cast.len()).collect();
        match gap {
            "a" | "b" => {
                let chance = *self.random.prefer(&people);
                let index = of.map_or(chance, |of| of.persons[usize::from(gap == "b")]);
                self.person(index)
            }
            "when" => {
                let near = self.day - Days::new(self.random.below(3) as u64);
                self.date(of.map_or(near, |of| of.day))
            }
            "number" => of
                .map_or(20 + self.random.below(900), |of| of.number)
                .to_string(),
            "percent" => (5 + self.random.below(60)).to_string(),
            "small" => (2 + self.random.below(7)).to_string(),
            "year" => (1975 + self.random.below(44)).to_string(),
            "later" => {
                let later = self.day + Days::new(20 + self.random.below(90) as u64);
                later.format("%-d %B").to_string()
            }
            "family" => self.world.cast[*self.random.prefer(&people)].family.clone(),
            "outlet" => self.outlet.to_owned(),
            kind => {
                let chance = self.any(kind);
                let own = of.map(|of| match kind {
                    "topic" => of.topic,
                    "town" => of.town,
                    _ => of.country,
                });
                own.unwrap_or(chance).to_owned()
            }
        }
    }

    /// The sentences of an article, in paragraphs of one to three.
    fn body(&mut self) -> Vec<String> {
        let news = self.world.news(self.day);
        let mut paragraphs = Vec::new();
        let mut left = 16 + self.random.below(21);
        while left > 0 {
            let take = (1 + self.random.below(3)).min(left);
            let sentences: Vec<String> = (0..take).map(|_| self.sentence(&news)).collect();
            paragraphs.push(sentences.join(" "));
            left -= take;
        }
        paragraphs
    }

    fn sentence(&mut self, news: &[&Happening]) -> String {
        if !self.random.one_in(4) {
            let template = self.any("between");
            return capital(&self.fill(template, None));
        }
        let happening = *self.random.prefer(news);
        let told = happening.act[usize::from(happening.day > self.day)];
        let told = self.fill(told, Some(happening));
        match self.random.below(4) {
            0 => capital(&format!("{told}, officials said.")),
            1 => {
                let theme = self.any("topic");
                capital(&format!("{told}, in a week full of talk about {theme}."))
            }
            _ => capital(&format!("{told}.")),
        }
    }

    /// The page: what stands above the article, its date, its paragraphs, and what stands below.
    fn page(&mut self, paragraphs: &[String], agency: Option<&str>) -> String {
        let mut parts = Vec::new();
        if !self.random.one_in(3) {
            parts.push(self.any("above").replace("\\n", "\n"));
        }
        let headline = self.any("headline");
        parts.push(capital(&self.fill(headline, None)));
        let dateline = match self.random.below(4) {
            0 => {
                parts.push(format!("Published: {}", self.day));
                String::new()
            }
            1 => {
                parts.push(self.day.format("%A, %-d %B %Y").to_string());
                String::new()
            }
            2 => {
                parts.push(format!(
                    "{}, {}",
                    self.outlet,
                    self.day.format("%B %-d, %Y")
                ));
                String::new()
            }
            _ => {
                let month = self.day.format("%b %-d");
                format!("ACCRA, {month} ({}) - ", agency.unwrap_or(self.outlet))
            }
        };
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let opening = if index == 0 { dateline.as_str() } else { "" };
            parts.push(format!("{opening}{paragraph}"));
        }
        for _ in 0..self.random.below(4) {
            let line = self.any("below").replace("\\n", "\n");
            parts.push(self.fill(&line, None));
        }
        parts.join("\n\n") + "\n"
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// A story of an agency: its day and its paragraphs.
struct Story {
    agency: &'static str,
    day: NaiveDate,
    paragraphs: Vec<String>,
}

/// The articles, about 3 kB each, as pairs of a file's name and its text.
pub fn articles(count: usize) -> Vec<(String, String)> {
    let mut random = Random(2019);
    let world = World::new(&mut random);
    let stories: Vec<Story> = (0..AGENCY_STORIES)
        .map(|_| {
            let agency = world.words.any("agency", &mut random);
            let day = first_day() + Days::new(random.below(DAYS) as u64);
            let paragraphs = writer(&world, &mut random, day, agency).body();
            Story {
                agency,
                day,
                paragraphs,
            }
        })
        .collect();
    let article = |number: usize| {
        let outlet = world.words.any("outlet", &mut random);
        let text = if random.one_in(COPIES) {
            let story = random.prefer(&stories);
            // Who copies a story cuts it from the end.
            let kept = story.paragraphs.len() - random.below(story.paragraphs.len() / 3 + 1);
            let mut writer = writer(&world, &mut random, story.day, outlet);
            writer.page(&story.paragraphs[..kept], Some(story.agency))
        } else {
            let day = first_day() + Days::new(random.below(DAYS) as u64);
            let mut writer = writer(&world, &mut random, day, outlet);
            let paragraphs = writer.body();
            writer.page(&paragraphs, None)
        };
        let folder = outlet.to_lowercase().replace(' ', "-");
        (format!("{folder}/{number:05}.txt"), text)
    };
    (0..count).map(article).collect()
}

fn writer<'w>(
    world: &'w World,
    random: &'w mut Random,
    day: NaiveDate,
    outlet: &'static str,
) -> Writer<'w> {
    Writer {
        world,
        random,
        day,
        outlet,
        named: Vec::new(),
    }
}
