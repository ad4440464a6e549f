//! JSON in, an item an object out: JSON Lines, a list of objects, or one object, with the fields that
//! scrapers and databases give articles.

use serde_json::{Map, Value};

use super::html;
use super::page::{Item, Says};
use super::vocabulary::{Field, field, folded};

/// What came of a file: each article with its place in it, and what is wrong with the rest.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// The articles, each with what tells it apart in the file: `:LINE`, `#NUMBER`, or nothing.
    pub(super) articles: Vec<(String, Item)>,
    /// Lines that are no JSON.
    pub(super) broken: Vec<usize>,
    /// Objects without text.
    pub(super) textless: usize,
}

/// Reads every object that has a text.
pub(super) fn read(text: &str) -> Items {
    let mut items = Items::default();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(object)) if text_of(&object).is_some() => {
            items.add(String::new(), &Value::Object(object));
        }
        Ok(value) => {
            for (index, item) in list(&value).iter().enumerate() {
                items.add(format!("#{}", index + 1), item);
            }
        }
        Err(_) => {
            for (index, line) in text.lines().enumerate() {
                if line.trim().is_empty() {
                    continue;
                }
                match serde_json::from_str(line) {
                    Ok(value) => items.add(format!(":{}", index + 1), &value),
                    Err(_) => items.broken.push(index + 1),
                }
            }
        }
    }
    items
}

impl Items {
    fn add(&mut self, place: String, value: &Value) {
        let page = value.as_object().and_then(item);
        match page {
            Some(page) => self.articles.push((place, page)),
            None => self.textless += 1,
        }
    }
}

/// The list of a value, itself or under one of its keys.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Object(object) => object
            .values()
            .filter_map(Value::as_array)
            .max_by_key(|items| items.len())
            .map_or(&[], Vec::as_slice),
        _ => &[],
    }
}

/// The keys of the text, the best first; letters fold to lower case, marks to spaces.
const TEXT: [&str; 11] = [
    "text",
    "body",
    "articlebody",
    "article body",
    "content",
    "maintext",
    "full text",
    "fulltext",
    "content text",
    "article",
    "content html",
];

fn text_of(object: &Map<String, Value>) -> Option<String> {
    let of_key = |key: &&str| {
        object
            .iter()
            .filter(|(name, _)| folded(name) == *key)
            .find_map(|(_, value)| {
                let text = strings(value).join("\n\n");
                (!text.trim().is_empty()).then_some(text)
            })
    };
    TEXT.iter().find_map(of_key)
}

fn item(object: &Map<String, Value>) -> Option<Item> {
    let text = text_of(object)?;
    let mut item: Item = if is_markup(&text) {
        html::read(&text).into()
    } else {
        text.into()
    };
    let mut says = Says::default();
    for (key, value) in object {
        let slot = match field(key) {
            Some(Field::Title) => &mut says.title,
            Some(Field::Outlet) => &mut says.outlet,
            Some(Field::Url) => &mut says.url,
            Some(Field::Language) => &mut says.language,
            Some(Field::Published) => {
                says.published = says.published.or_else(|| date(value));
                continue;
            }
            Some(Field::Updated) => {
                says.updated = says.updated.or_else(|| date(value));
                continue;
            }
            Some(Field::Author) => {
                says.authors.extend(strings(value));
                continue;
            }
            _ => continue,
        };
        if slot.is_none() {
            *slot = strings(value).into_iter().next();
        }
    }
    item.says = says.or(item.says);
    Some(item)
}

/// The strings of a value: its own, those of its items, or the name of an object.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(object) => object.get("name").map(strings).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// Seconds beyond this are thousandths of seconds.
const LAST_SECOND: i64 = 100_000_000_000;

/// A date as written; a number counts the seconds, or their thousandths, since 1970.
fn date(value: &Value) -> Option<String> {
    let Some(count) = value.as_i64() else {
        return strings(value).into_iter().next();
    };
    let seconds = if count.abs() > LAST_SECOND {
        count / 1000
    } else {
        count
    };
    let date = chrono::DateTime::from_timestamp(seconds, 0)?;
    Some(date.format("%Y-%m-%d").to_string())
}

fn is_markup(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or(text);
    let head = head.to_ascii_lowercase();
    [
        "<html", "<body", "<p>", "<p ", "</p>", "<div", "<br", "</a>",
    ]
    .iter()
    .any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::page::Body;

    fn places(text: &str) -> Vec<String> {
        let items = read(text);
        items.articles.into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn reads_objects_lists_and_lines() {
        let one = r#"{"title": "Lake states meet", "text": "They met."}"#;
        for (text, wanted) in [
            (one.to_owned(), vec![""]),
            (format!("[{one}, {one}]"), vec!["#1", "#2"]),
            (
                format!("{{\"total\": 2, \"articles\": [{one}, {one}]}}"),
                vec!["#1", "#2"],
            ),
            (format!("{one}\n\n{one}\n"), vec![":1", ":3"]),
            ("{\"name\": \"package\"}".to_owned(), vec![]),
            ("7".to_owned(), vec![]),
        ] {
            assert_eq!(places(&text), wanted, "{text}");
        }
        let items = read(&format!("{one}\n{{\"title\"\n{{\"title\": \"No text\"}}"));
        assert_eq!((items.broken, items.textless), (vec![2], 1));
    }

    #[test]
    fn reads_fields() {
        let text = r#"{"headline": "Lake states meet", "articleBody": ["They met.", "They left."],
            "authors": [{"name": "Ana Silva"}, "Ben Okoro"], "publish_date": 1393833600000,
            "source": "The Courier", "url": "https://courier.example/a"}"#;
        let (_, page) = read(text).articles.remove(0);
        assert_eq!(page.body, Body::Text("They met.\n\nThey left.".to_owned()));
        assert_eq!(page.says.title.as_deref(), Some("Lake states meet"));
        assert_eq!(page.says.authors, ["Ana Silva", "Ben Okoro"]);
        assert_eq!(page.says.published.as_deref(), Some("2014-03-03"));
        assert_eq!(page.says.outlet.as_deref(), Some("The Courier"));
    }
}
