//! JSON in, an item an object out: JSON Lines, objects one after another, a list of objects, or one object, with
//! the fields that scrapers and databases give articles.

use std::sync::LazyLock;

use serde_json::{Deserializer, Map, Value};

use super::html;
use super::page::{Item, Says};
use super::vocabulary::{Field, field, folded, words_of};

/// What came of a file: each article with its place in it, and what is wrong with the rest.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// The articles, each with what tells it apart in the file: `:LINE`, `#NUMBER`, or nothing.
    pub(super) articles: Vec<(String, Object)>,
    /// Lines that are no JSON.
    pub(super) broken: Vec<usize>,
    /// Objects without text.
    pub(super) textless: usize,
}

/// The fields of an article.
pub(super) type Object = Map<String, Value>;

/// Finds every object that has a text.
pub(super) fn read(text: &str) -> Items {
    let mut items = Items::default();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(object)) if own_text(&object).is_some() => {
            items.articles.push((String::new(), object));
        }
        Ok(value) => {
            let list = list(&value);
            if list.is_empty()
                && let Value::Object(object) = value
            {
                items.add(String::new(), Value::Object(object));
                return items;
            }
            for (index, item) in list.iter().enumerate() {
                items.add(format!("#{}", index + 1), item.clone());
            }
        }
        Err(_) if is_lines(text) => {
            for (index, line) in text.lines().enumerate() {
                if line.trim().is_empty() {
                    continue;
                }
                match serde_json::from_str(line) {
                    Ok(value) => items.add(format!(":{}", index + 1), value),
                    Err(_) => items.broken.push(index + 1),
                }
            }
        }
        Err(_) => items.add_stream(text),
    }
    items
}

/// Whether one of the first lines is an object by itself.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(2);
    lines.any(|line| serde_json::from_str::<Object>(line).is_ok())
}

/// So many places in one file that are no JSON are enough.
const BROKEN: usize = 20;

impl Items {
    fn add(&mut self, place: String, value: Value) {
        match value {
            Value::Object(object) if text_of(&object).is_some() => {
                self.articles.push((place, object));
            }
            _ => self.textless += 1,
        }
    }

    /// Objects one after another, each over several lines; what is broken is passed over up to the next one.
    fn add_stream(&mut self, text: &str) {
        let (mut at, mut line) = (0, 1);
        let breaks = |part: &str| part.bytes().filter(|&byte| byte == b'\n').count();
        while let Some(rest) = text.get(at..).filter(|_| self.broken.len() < BROKEN) {
            let (blank, rest) = rest
                .split_at_checked(rest.len() - rest.trim_start().len())
                .unwrap_or(("", rest));
            at += blank.len();
            line += breaks(blank);
            let mut stream = Deserializer::from_str(rest).into_iter::<Value>();
            match stream.next() {
                None => break,
                Some(Ok(value)) => {
                    let end = stream.byte_offset();
                    self.add(format!(":{line}"), value);
                    at += end;
                    line += breaks(rest.get(..end).unwrap_or_default());
                }
                Some(Err(error)) => {
                    let failed = error.line().max(1);
                    self.broken.push(line - 1 + failed);
                    // What broke off may have done so at the beginning of the next.
                    let mut ends = rest.match_indices('\n').map(|(end, _)| end);
                    let from = failed.checked_sub(2).map_or(Some(0), |end| ends.nth(end));
                    let next = from.and_then(|from| Some(from + rest.get(from..)?.find("\n{")?));
                    let Some(next) = next else { break };
                    at += next;
                    line += breaks(rest.get(..next).unwrap_or_default());
                }
            }
        }
    }
}

/// How deep the list of articles may lie.
const LEVELS: usize = 4;

/// The list of a value that holds the most articles, itself or under its keys.
fn list(value: &Value) -> &[Value] {
    fn search<'a>(value: &'a Value, level: usize, best: &mut (usize, &'a [Value])) {
        if level > LEVELS {
            return;
        }
        match value {
            Value::Array(items) => {
                let objects = items.iter().filter_map(Value::as_object);
                let articles = objects.filter(|object| text_of(object).is_some()).count();
                if articles > best.0 {
                    *best = (articles, items);
                }
                for item in items {
                    search(item, level + 1, best);
                }
            }
            Value::Object(object) => {
                for item in object.values() {
                    search(item, level + 1, best);
                }
            }
            _ => {}
        }
    }
    let mut best = (0, &[][..]);
    search(value, 0, &mut best);
    best.1
}

/// The keys of the text, the best first.
static TEXT: LazyLock<Vec<&str>> =
    LazyLock::new(|| words_of(include_str!("../../assets/en/headers.tsv"), "text").collect());

/// The text of an object, or of one inside it.
fn text_of(object: &Object) -> Option<String> {
    let inner = || object.values().filter_map(Value::as_object);
    own_text(object).or_else(|| inner().find_map(own_text))
}

fn own_text(object: &Object) -> Option<String> {
    let keys = object.iter();
    let mut keys: Vec<(usize, &Value)> = keys
        .filter_map(|(name, value)| Some((rank(name)?, value)))
        .collect();
    keys.sort_by_key(|&(rank, _)| rank);
    keys.into_iter().find_map(|(_, value)| {
        let text = strings(value).join("\n\n");
        (!text.trim().is_empty()).then_some(text)
    })
}

/// No key of a text is longer, in bytes.
const LONGEST_KEY: usize = 32;

/// The place of a name among the keys of the text.
fn rank(name: &str) -> Option<usize> {
    let place = |name: &str| {
        let name = folded(name);
        TEXT.iter().position(|key| *key == name)
    };
    if name.len() > LONGEST_KEY {
        return None;
    }
    place(name).or_else(|| place(&parted(name)))
}

/// A name in camel case with its words parted: "publishedAt", "published At".
fn parted(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars() {
        if small && c.is_uppercase() {
            out.push(' ');
        }
        small = c.is_lowercase();
        out.push(c);
    }
    out
}

/// Reads an article.
pub(super) fn item(object: &Object) -> Item {
    let mut text = text_of(object).unwrap_or_default();
    let cut = cut_mark(&text);
    if let Some(at) = cut {
        text.truncate(at);
    }
    let mut item: Item = if is_markup(&text) {
        html::read(&text).into()
    } else {
        text.into()
    };
    let mut says = Says::default();
    add_fields(object, &mut says);
    // What an object inside says fills what the outer one leaves open.
    for inner in object.values().filter_map(Value::as_object) {
        if own_text(inner).is_some() {
            let mut more = Says::default();
            add_fields(inner, &mut more);
            says = says.or(more);
        }
    }
    item.says = says.or(item.says);
    item.cut = cut.is_some();
    item
}

fn add_fields(object: &Object, says: &mut Says) {
    for (key, value) in object {
        let slot = match field(key).or_else(|| field(&parted(key))) {
            Some(Field::Title) => {
                let title = strings(value).into_iter().next();
                let title = title.map(|title| html::text(&title));
                says.title = says.title.take().or(title);
                continue;
            }
            Some(Field::Outlet) => &mut says.outlet,
            Some(Field::Url) => &mut says.url,
            Some(Field::Language) => &mut says.language,
            Some(Field::Published) => {
                says.published = says.published.take().or_else(|| date(value));
                continue;
            }
            Some(Field::Updated) => {
                says.updated = says.updated.take().or_else(|| date(value));
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
}

/// Where a text breaks off that a service gave only the beginning of ("… [+2300 chars]").
fn cut_mark(text: &str) -> Option<usize> {
    let rest = text.trim_end().strip_suffix("chars]")?.trim_end();
    let rest = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_suffix("[+")?.trim_end();
    let mark = ["…", "..."].iter().find_map(|mark| rest.strip_suffix(mark));
    Some(mark.unwrap_or(rest).trim_end().len())
}

/// The strings of a value: its own, those of its items, or the name or the text of an object.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(object) => {
            let own = object.get("name").or_else(|| object.get("rendered"));
            own.map(strings).unwrap_or_default()
        }
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

    fn first(text: &str) -> Item {
        item(&read(text).articles[0].1)
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
            (
                format!(
                    "{{\"tags\": [\"a\", \"b\"], \"hits\": {{\"hits\": [{{\"_source\": {one}}}]}}}}"
                ),
                vec!["#1"],
            ),
            (format!("{{\"_source\": {one}}}"), vec![""]),
            (
                format!("{}{}", one.replace(", ", ",\n"), one.replace(", ", ",\n")),
                vec![":1", ":2"],
            ),
            (
                format!("{{\n\"title\": ,\n}}\n{}", one.replace(", ", ",\n")),
                vec![":4"],
            ),
            ("{\"name\": \"package\"}".to_owned(), vec![]),
            ("7".to_owned(), vec![]),
        ] {
            assert_eq!(places(&text), wanted, "{text}");
        }
        let items = read(&format!("{one}\n{{\"title\"\n{{\"title\": \"No text\"}}"));
        assert_eq!((items.broken, items.textless), (vec![2], 1));
        assert_eq!(read("[\n{\"title\": \"A\",\n\"text\"\n]").broken, [4]);
    }

    #[test]
    fn reads_what_services_give() {
        for (text, title, outlet, day, body) in [
            (
                r#"{"webTitle": "Lake states meet", "webPublicationDate": "2014-03-03",
                    "fields": {"bodyText": "They met.", "publication": "The Courier"}}"#,
                "Lake states meet",
                Some("The Courier"),
                "2014-03-03",
                "They met.",
            ),
            (
                r#"{"title": {"rendered": "Lake &amp; river"}, "date": "2014-03-03T09:00:00",
                    "content": {"rendered": "They met."}}"#,
                "Lake & river",
                None,
                "2014-03-03T09:00:00",
                "They met.",
            ),
            (
                r#"{"title": "Talks", "media_name": "The Courier", "publishedAt": "2014-03-03",
                    "story_text": "They met."}"#,
                "Talks",
                Some("The Courier"),
                "2014-03-03",
                "They met.",
            ),
        ] {
            let page = first(text);
            assert_eq!(page.says.title.as_deref(), Some(title));
            assert_eq!(page.says.outlet.as_deref(), outlet);
            assert_eq!(page.says.published.as_deref(), Some(day));
            assert_eq!(page.body, Body::Text(body.to_owned()));
        }
    }

    #[test]
    fn knows_a_text_that_breaks_off() {
        for (text, body, cut) in [
            ("They met,… [+2300 chars]", "They met,", true),
            ("They met... [+7 chars]\n", "They met", true),
            ("They met.… [+7 chars]", "They met.", true),
            ("They counted 7 chars]", "They counted 7 chars]", false),
        ] {
            let page = first(&serde_json::json!({ "text": text }).to_string());
            assert_eq!((page.body, page.cut), (Body::Text(body.to_owned()), cut));
        }
    }

    #[test]
    fn reads_fields() {
        let text = r#"{"headline": "Lake states meet", "articleBody": ["They met.", "They left."],
            "authors": [{"name": "Ana Silva"}, "Ben Okoro"], "publish_date": 1393833600000,
            "source": "The Courier", "url": "https://courier.example/a"}"#;
        let page = first(text);
        assert_eq!(page.body, Body::Text("They met.\n\nThey left.".to_owned()));
        assert_eq!(page.says.title.as_deref(), Some("Lake states meet"));
        assert_eq!(page.says.authors, ["Ana Silva", "Ben Okoro"]);
        assert_eq!(page.says.published.as_deref(), Some("2014-03-03"));
        assert_eq!(page.says.outlet.as_deref(), Some("The Courier"));
    }
}
