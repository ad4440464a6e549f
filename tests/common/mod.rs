//! A small dossier made by hand: three invented articles about an invented meeting, with page
//! furniture, a table, a caption, a long paragraph, wide characters and combining marks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a fixture that does not hold together fails its tests"
)]
#![allow(clippy::too_many_lines, reason = "lists of items")]

use chrono::NaiveDate;
use summitry::dossier::{
    AgendaItem, Comparison, ComparisonKind, DatedArticle, DatingBasis, Direction, Dossier, Event,
    Evidence, Figure, Mark, MarkKind, Mention, Named, Participant, Presence, Qualifier, Status,
    Verdict, WhenBasis,
};
use summitry::edtf::{Edtf, Partial};
use summitry::reading::{Article, Block, BlockKind, Furniture, Metadata, Sentence};
use summitry::span::Span;

use BlockKind::{Caption, Headline, ListItem, Paragraph, Subhead, TableHeader, TableRow};

const FIRST: &[(BlockKind, &[&str])] = &[
    (
        BlockKind::Furniture(Furniture::Navigation),
        &["Home | World | Business | Sport"],
    ),
    (
        BlockKind::Furniture(Furniture::Navigation),
        &["Skip to content"],
    ),
    (
        Headline,
        &["Leaders gather in Visby for Baltic rail summit"],
    ),
    (
        BlockKind::Furniture(Furniture::Metadata),
        &["By Nora Lind, The Northern Courier, 4 June 2031"],
    ),
    (
        Paragraph,
        &[
            "Latvian President Ilze Kalvāne arrived in Visby on Tuesday for three days of talks on a railway under the Baltic Sea.",
            "She was met at the harbour by Swedish Prime Minister Karin Ström.",
        ],
    ),
    (
        Caption,
        &["Karin Ström welcomes Ilze Kalvāne at the harbour of Visby."],
    ),
    (
        Paragraph,
        &[
            "The two will on Wednesday open the Baltic Rail Summit together with the leaders of Estonia and Finland, and officials said that a declaration on security at sea, on the border regime of the ferries and on the financing of the eastern tunnel would be on the table before the closing session, although nobody close to the talks was ready to say how the remaining quarrel about the toll on freight might end.",
            "The summit runs from 3 to 5 June 2031.",
        ],
    ),
    (
        BlockKind::Furniture(Furniture::RelatedLink),
        &["Also read: Ferry strike enters its third week"],
    ),
    (
        Paragraph,
        &[
            "Trade between the shores came to more than 45 billion euros in 2030, up 17 % in a year.",
            "Norway’s Prime Minister Lars Hegge will not attend.",
            "The first plan for a tunnel was drawn up in 1994.",
        ],
    ),
    (Subhead, &["What the tunnel would carry"]),
    (TableHeader, &["Line | Length | Cost"]),
    (TableRow, &["Visby–Ventspils | 158 km | 21 bn euros"]),
    (TableRow, &["Nynäshamn–Visby | 92 km | 12.5 bn euros"]),
    (
        BlockKind::Furniture(Furniture::Disclaimer),
        &["© 2031 The Northern Courier. All rights reserved."],
    ),
];

const SECOND: &[(BlockKind, &[&str])] = &[
    (Headline, &["Visby summit opens: “A tunnel, not a moat”"]),
    (
        Paragraph,
        &[
            "Prime Minister Karin Ström opened the Baltic Rail Summit on Wednesday with a plea for what she called a tunnel, not a moat.",
            "Finnish Prime Minister Aino Räty said that work could begin in 2033.",
            "Tens of thousands of ferry workers fear for their jobs.",
        ],
    ),
    (
        Paragraph,
        &[
            "Japan’s envoy 田中美咲 (Misaki Tanaka) told the session that drilling crews from 北海道 would share what the Seikan tunnel had taught them.",
            "Trade across the sea reached 45 billion euros last year, the organisers said.",
        ],
    ),
    (ListItem, &["• Security: joint patrols along the cables"]),
    (
        ListItem,
        &["• Migration: one asylum office for the islands"],
    ),
    (
        Paragraph,
        &[
            "A tunnel was first proposed in the 1990s.",
            "The eastern section alone would cost about 24 billion euros, a Latvian negotiator said.",
        ],
    ),
    (
        BlockKind::Furniture(Furniture::Credit),
        &["Photo: Per Öhman/Pressbild"],
    ),
];

const THIRD: &[(BlockKind, &[&str])] = &[
    (Headline, &["Declaration of Visby: trains by 2041"]),
    (
        Paragraph,
        &[
            "The heads of government signed the Declaration of Visby on Thursday evening.",
            "It commits the signatories to trains under the sea by 2041 and to a common patrol of cables and pipelines.",
            "Ilze Kalva\u{304}ne spoke of “the end of the island”.",
        ],
    ),
    (
        Paragraph,
        &[
            "At least 1,400 police officers guarded the old town.",
            "A further meeting is expected in Ventspils at a date still to be set.",
        ],
    ),
    (
        BlockKind::Furniture(Furniture::Assistant),
        &["Would you like me to shorten this text?"],
    ),
];

/// Joins blocks to an article whose spans fit.
fn article(file: &str, outlet: &str, parts: &[(BlockKind, &[&str])]) -> Article {
    let mut article = Article {
        file: file.to_owned(),
        metadata: Metadata {
            outlet: Some(outlet.to_owned()),
            ..Metadata::default()
        },
        ..Article::default()
    };
    for (kind, sentences) in parts {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        for sentence in *sentences {
            if article.text.len() > start {
                article.text.push(' ');
            }
            let from = article.text.len();
            article.text.push_str(sentence);
            if kind.is_article() {
                let span = Span::new(from, article.text.len());
                article.sentences.push(Sentence {
                    span,
                    block: article.blocks.len(),
                    kind: *kind,
                });
            }
        }
        let span = Span::new(start, article.text.len());
        let cells = if matches!(kind, TableHeader | TableRow) {
            cells(&article.text, span)
        } else {
            Vec::new()
        };
        article.blocks.push(Block {
            span,
            kind: *kind,
            cells,
        });
        if *kind == Headline {
            article.metadata.title = Some(sentences.concat());
        }
    }
    article
}

fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut at = row.start;
    let cell = |part: &str| {
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        Span::new(start, start + part.trim().len())
    };
    row.of(text).split('|').map(cell).collect()
}

fn day(day: u32) -> Partial {
    Partial::day(NaiveDate::from_ymd_opt(2031, 6, day).unwrap()).unwrap()
}

fn year(year: i32) -> Edtf {
    Edtf::date(Partial::year(year).unwrap())
}

/// The whole dossier.
pub fn dossier() -> Dossier {
    let articles = vec![
        DatedArticle {
            source: 0,
            id: "001".to_owned(),
            article: article("001_courier.txt", "The Northern Courier", FIRST),
            published: Some(Edtf::date(day(4))),
            basis: DatingBasis::Stated,
            because: "the by-line says 4 June 2031".to_owned(),
        },
        DatedArticle {
            source: 1,
            id: "002".to_owned(),
            article: article("002_gazette.txt", "Island Gazette", SECOND),
            published: Some(Edtf::date(day(4))),
            basis: DatingBasis::Inferred,
            because: "says “on Wednesday”; 001 puts the opening on 4 June 2031, a Wednesday"
                .to_owned(),
        },
        DatedArticle {
            source: 2,
            id: "003".to_owned(),
            article: article("003_wire.txt", "Sound Wire", THIRD),
            published: None,
            basis: DatingBasis::Unknown,
            because: "names a weekday only".to_owned(),
        },
    ];
    let seen = |article: usize, sentence: &str, marks: &[(&str, MarkKind)]| {
        seen(&articles, article, sentence, marks)
    };
    let mut events = events(&seen);
    let mut participants = participants(&seen);
    let mut agenda = agenda(&seen);
    let figures = figures(&seen);
    for person in &mut participants {
        person.mentions = mentions(&articles, &person.name, &person.evidence);
    }
    for theme in &mut agenda {
        theme.mentions = mentions(&articles, "", &theme.evidence);
    }
    for event in &mut events {
        let said = |one: &Evidence| one.span.of(&articles[one.article].article.text);
        let said: String = event.evidence.iter().map(said).collect();
        let here = participants.iter().filter(|person| {
            said.contains(surname(&person.name)) || event.title.contains(surname(&person.name))
        });
        event.participants = here.map(|person| person.id.clone()).collect();
        event.places = ["Visby", "Ventspils"]
            .into_iter()
            .filter(|place| said.contains(place) || event.title.contains(place))
            .map(str::to_owned)
            .collect();
    }
    Dossier {
        title: "Visby, 3–5 June 2031".to_owned(),
        events,
        participants,
        agenda,
        figures,
        comparisons: comparisons(),
        problems: Vec::new(),
        articles,
    }
}

fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// What the evidence marks, and every sentence that has the name.
fn mentions(articles: &[DatedArticle], name: &str, evidence: &[Evidence]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (article, dated) in articles.iter().enumerate() {
        for (sentence, place) in dated.article.sentences.iter().enumerate() {
            let own = evidence
                .iter()
                .filter(|one| one.article == article && one.span == place.span);
            let marks = own.flat_map(|one| one.marks.iter().map(|mark| mark.span));
            let text = place.span.of(&dated.article.text);
            let named = text
                .match_indices(surname(name))
                .filter(|_| !name.is_empty());
            let named = named.map(|(at, found)| {
                Span::new(place.span.start + at, place.span.start + at + found.len())
            });
            let mut spans: Vec<Span> = marks.collect();
            for span in named {
                if !spans.iter().any(|known| known.contains(span)) {
                    spans.push(span);
                }
            }
            spans.sort_unstable();
            mentions.extend(spans.into_iter().map(|span| Mention {
                article,
                sentence,
                span,
            }));
        }
    }
    mentions
}

/// The sentence that holds the words, with the phrases marked in it.
fn seen(
    articles: &[DatedArticle],
    index: usize,
    words: &str,
    marks: &[(&str, MarkKind)],
) -> Evidence {
    let article = &articles[index].article;
    let at = article
        .text
        .find(words)
        .unwrap_or_else(|| panic!("{words}"));
    let holding = article
        .sentences
        .iter()
        .find(|sentence| sentence.span.contains(Span::new(at, at)));
    let span = holding.unwrap_or_else(|| panic!("{words}")).span;
    let marks = marks.iter().map(|(phrase, kind)| {
        let start = span.start
            + span
                .of(&article.text)
                .find(phrase)
                .unwrap_or_else(|| panic!("{phrase}"));
        Mark {
            span: Span::new(start, start + phrase.len()),
            kind: *kind,
        }
    });
    Evidence {
        article: index,
        span,
        marks: marks.collect(),
    }
}

type Seen<'a> = &'a dyn Fn(usize, &str, &[(&str, MarkKind)]) -> Evidence;

fn events(seen: Seen) -> Vec<Event> {
    use MarkKind::{Date, Event as Happening};

    let event = |title: &str, when, basis, kind, status, because: &str, evidence| Event {
        id: format!("e-{}", title.replace(' ', "-").to_lowercase()),
        title: title.to_owned(),
        when,
        basis,
        because: because.to_owned(),
        kind,
        status,
        participants: Vec::new(),
        places: Vec::new(),
        evidence,
    };
    vec![
        event(
            "First plan for a tunnel drawn up",
            Some(year(1994)),
            WhenBasis::Stated,
            "background",
            Status::Background,
            "“in 1994”",
            vec![
                seen(0, "first plan", &[("drawn up", Happening), ("1994", Date)]),
                seen(
                    1,
                    "first proposed",
                    &[("proposed", Happening), ("the 1990s", Date)],
                ),
            ],
        ),
        event(
            "Kalvāne arrives in Visby",
            Some(Edtf::date(day(3))),
            WhenBasis::Relative,
            "arrival",
            Status::Happened,
            "“on Tuesday” in an article dated 4 June 2031",
            vec![seen(
                0,
                "arrived in Visby",
                &[("arrived", Happening), ("Tuesday", Date)],
            )],
        ),
        event(
            "Ström welcomes Kalvāne at the harbour",
            Some(Edtf::date(day(3))),
            WhenBasis::Inferred,
            "meeting",
            Status::Happened,
            "follows the arrival in the same paragraph",
            vec![seen(0, "She was met", &[("met", Happening)])],
        ),
        event(
            "Baltic Rail Summit",
            Some(Edtf::interval(day(3), day(5))),
            WhenBasis::Stated,
            "summit",
            Status::Happened,
            "“from 3 to 5 June 2031”",
            vec![seen(
                0,
                "The summit runs",
                &[("summit", Happening), ("3 to 5 June 2031", Date)],
            )],
        ),
        event(
            "Ström opens the Baltic Rail Summit",
            Some(Edtf::date(day(4))),
            WhenBasis::Relative,
            "opening",
            Status::Happened,
            "“on Wednesday” in an article dated 4 June 2031",
            vec![
                seen(
                    0,
                    "open the Baltic Rail Summit",
                    &[("Wednesday", Date), ("open", Happening)],
                ),
                seen(
                    1,
                    "opened the Baltic",
                    &[("opened", Happening), ("Wednesday", Date)],
                ),
            ],
        ),
        event(
            "Heads of government sign the Declaration of Visby",
            Some(Edtf::date(day(5)).uncertain()),
            WhenBasis::Inferred,
            "signing",
            Status::Happened,
            "“on Thursday evening”; the summit ends on Thursday 5 June 2031",
            vec![seen(
                2,
                "signed the Declaration",
                &[("signed", Happening), ("Thursday", Date)],
            )],
        ),
        event(
            "Work on the tunnel begins",
            Some(year(2033).approximate()),
            WhenBasis::Stated,
            "launch",
            Status::Planned,
            "“could begin in 2033”",
            vec![seen(
                1,
                "begin in 2033",
                &[("begin", Happening), ("2033", Date)],
            )],
        ),
        event(
            "Trains run under the sea",
            Some(Edtf::until(Partial::year(2041).unwrap())),
            WhenBasis::Stated,
            "deadline",
            Status::Planned,
            "“by 2041”",
            vec![seen(
                2,
                "trains under",
                &[("trains", Happening), ("by 2041", Date)],
            )],
        ),
        event(
            "Further meeting in Ventspils",
            None,
            WhenBasis::Unknown,
            "meeting",
            Status::Planned,
            "“at a date still to be set”",
            vec![seen(2, "further meeting", &[("meeting", Happening)])],
        ),
    ]
}

fn participants(seen: Seen) -> Vec<Participant> {
    let person =
        |name: &str, office: &str, country: Option<&str>, evidence: Vec<Evidence>| Participant {
            id: format!("p-{}", name.replace(' ', "-").to_lowercase()),
            name: name.to_owned(),
            aliases: Vec::new(),
            office: office.to_owned(),
            country: country.map(str::to_owned),
            organisation: None,
            named: Named::Stated,
            presence: Presence::Attends,
            mentions: Vec::new(),
            because: String::new(),
            evidence,
        };
    let who = |name| [(name, MarkKind::Person)];
    let implied = |name: &str, country: &str| Participant {
        named: Named::Implied,
        because: format!(
            "“the leaders of Estonia and Finland”: {name} held the office on 4 June 2031"
        ),
        ..person(
            name,
            "prime minister",
            Some(country),
            vec![seen(
                0,
                "leaders of Estonia",
                &who("the leaders of Estonia and Finland"),
            )],
        )
    };
    vec![
        Participant {
            aliases: vec!["Kalvane".to_owned()],
            ..person(
                "Ilze Kalvāne",
                "president",
                Some("LV"),
                vec![
                    seen(0, "Kalvāne arrived", &who("Ilze Kalvāne")),
                    seen(2, "spoke of", &who("Ilze Kalva\u{304}ne")),
                ],
            )
        },
        person(
            "Karin Ström",
            "prime minister",
            Some("SE"),
            vec![
                seen(0, "She was met", &who("Karin Ström")),
                seen(1, "Karin Ström opened", &who("Karin Ström")),
            ],
        ),
        person(
            "Aino Räty",
            "prime minister",
            Some("FI"),
            vec![seen(1, "Aino Räty", &who("Aino Räty"))],
        ),
        implied("Mart Saar", "EE"),
        person(
            "田中美咲 (Misaki Tanaka)",
            "special envoy for infrastructure",
            Some("JP"),
            vec![seen(1, "田中美咲", &who("田中美咲 (Misaki Tanaka)"))],
        ),
        Participant {
            presence: Presence::Absent,
            because: "“will not attend”".to_owned(),
            ..person(
                "Lars Hegge",
                "prime minister",
                Some("NO"),
                vec![seen(0, "Lars Hegge", &who("Lars Hegge"))],
            )
        },
        Participant {
            organisation: Some("Baltic Ferry Union".to_owned()),
            presence: Presence::Mentioned,
            ..person(
                "a spokesperson",
                "spokesperson",
                None,
                vec![seen(1, "ferry workers", &who("ferry workers"))],
            )
        },
    ]
}

fn agenda(seen: Seen) -> Vec<AgendaItem> {
    let theme = |phrase| [(phrase, MarkKind::Theme)];
    let item = |theme: &'static str, label: &str, evidence| AgendaItem {
        id: format!("a-{theme}"),
        theme,
        label: label.to_owned(),
        mentions: Vec::new(),
        evidence,
    };
    vec![
        item(
            "security",
            "joint patrols, cables and pipelines, security at sea",
            vec![
                seen(0, "security at sea", &theme("security at sea")),
                seen(1, "joint patrols", &theme("joint patrols")),
                seen(2, "common patrol", &theme("common patrol")),
            ],
        ),
        item(
            "transport",
            "railway under the Baltic Sea, ferries",
            vec![
                seen(0, "railway under", &theme("railway under the Baltic Sea")),
                seen(2, "trains under", &theme("trains under the sea")),
            ],
        ),
        item(
            "trade",
            "trade between the shores, toll on freight",
            vec![
                seen(0, "Trade between", &theme("Trade")),
                seen(1, "Trade across", &theme("Trade")),
            ],
        ),
        item(
            "finance",
            "financing of the eastern tunnel",
            vec![seen(0, "financing", &theme("financing"))],
        ),
        item(
            "border",
            "border regime of the ferries",
            vec![seen(0, "border regime", &theme("border regime"))],
        ),
        item(
            "migration",
            "one asylum office for the islands",
            vec![seen(1, "asylum", &theme("asylum office"))],
        ),
    ]
}

fn figures(seen: Seen) -> Vec<Figure> {
    use Qualifier::{About, AtLeast, Exact, Over, TensOf};

    let figure = |id: &str,
                  text: &str,
                  value,
                  unit: &str,
                  qualifier,
                  measure: &str,
                  article,
                  words: &str| Figure {
        id: id.to_owned(),
        text: text.to_owned(),
        value,
        unit: unit.to_owned(),
        qualifier,
        direction: None,
        measure: measure.to_owned(),
        period: None,
        between: Vec::new(),
        evidence: vec![seen(article, words, &[(text, MarkKind::Figure)])],
    };
    vec![
        Figure {
            period: Some(year(2030)),
            ..figure(
                "f-1",
                "more than 45 billion euros",
                45e9,
                "EUR",
                Over,
                "trade between the shores",
                0,
                "Trade between",
            )
        },
        Figure {
            period: Some(year(2030)),
            ..figure(
                "f-2",
                "45 billion euros",
                45e9,
                "EUR",
                Exact,
                "trade across the sea",
                1,
                "Trade across",
            )
        },
        figure(
            "f-3",
            "21 bn euros",
            21e9,
            "EUR",
            Exact,
            "cost of Visby–Ventspils",
            0,
            "Visby–Ventspils",
        ),
        figure(
            "f-4",
            "about 24 billion euros",
            24e9,
            "EUR",
            About,
            "cost of the eastern section",
            1,
            "eastern section",
        ),
        Figure {
            direction: Some(Direction::Up),
            period: Some(year(2030)),
            ..figure("f-5", "17 %", 17.0, "%", Exact, "trade", 0, "Trade between")
        },
        figure(
            "f-6",
            "Tens of thousands of ferry workers",
            10_000.0,
            "people",
            TensOf,
            "ferry workers",
            1,
            "ferry workers",
        ),
        figure(
            "f-7",
            "At least 1,400 police officers",
            1_400.0,
            "people",
            AtLeast,
            "police officers",
            2,
            "police officers",
        ),
        figure(
            "f-8",
            "158 km",
            158.0,
            "km",
            Exact,
            "length of Visby–Ventspils",
            0,
            "Visby–Ventspils",
        ),
    ]
}

fn comparisons() -> Vec<Comparison> {
    let compare = |items: [&str; 2], verdict, because: &str| Comparison {
        kind: ComparisonKind::Figure,
        items: items.map(str::to_owned).to_vec(),
        verdict,
        because: because.to_owned(),
    };
    vec![
        compare(
            ["f-1", "f-2"],
            Verdict::Agree,
            "both give 45 bn EUR of trade for 2030",
        ),
        compare(
            ["f-3", "f-4"],
            Verdict::Differ,
            "001 gives 21 bn EUR for the eastern section, 002 about 24 bn EUR",
        ),
    ]
}
