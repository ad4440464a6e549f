//! In: the text of the page's JSON-LD scripts. Out: the object that describes the article, if one does.

use serde_json::Value;

/// The objects of all scripts that stand for something, `@graph`s and lists opened.
#[derive(Debug, Default)]
pub struct LinkedData {
    objects: Vec<Value>,
}

impl LinkedData {
    /// Reads the scripts; one that is no JSON even after mending is left out.
    pub fn read<'s>(scripts: impl IntoIterator<Item = &'s str>) -> Self {
        // Far more objects than any page needs to describe itself.
        const MOST: usize = 5_000;
        let mut objects = Vec::new();
        for script in scripts {
            let Some(value) = parse(script) else { continue };
            let mut waiting = vec![value];
            while let Some(value) = waiting.pop() {
                match value {
                    Value::Array(items) => waiting.extend(items.into_iter().rev()),
                    Value::Object(mut fields) if objects.len() < MOST => {
                        for key in ["@graph", "mainEntity"] {
                            if let Some(inner) = fields
                                .get_mut(key)
                                .filter(|v| v.is_array() || v.is_object())
                            {
                                waiting.push(inner.take());
                            }
                        }
                        objects.push(Value::Object(fields));
                    }
                    _ => {}
                }
            }
        }
        Self { objects }
    }

    /// The object of the article: the one whose headline is among the page's `titles`, else the first that is an
    /// article proper, else the first that may be one.
    pub fn article(&self, titles: &[&str]) -> Option<&Value> {
        let articles = || {
            self.objects
                .iter()
                .filter(|object| has_type(object, is_article))
        };
        articles()
            .find(|object| {
                object
                    .get("headline")
                    .and_then(Value::as_str)
                    .map(str::trim)
                    .is_some_and(|line| {
                        line.len() >= 8 && titles.iter().any(|title| title.contains(line))
                    })
            })
            .or_else(|| articles().find(|object| object.get("datePublished").is_some()))
            .or_else(|| articles().next())
    }

    /// An object of the list by its `@id`.
    pub fn by_id(&self, id: &str) -> Option<&Value> {
        self.objects.iter().find(|object| {
            object.get("@id").and_then(Value::as_str) == Some(id) && object.get("name").is_some()
        })
    }

    /// The article's text, where a script carries it.
    pub fn article_body(&self) -> Option<&str> {
        self.objects
            .iter()
            .filter(|object| has_type(object, is_article))
            .filter_map(|object| object.get("articleBody").and_then(Value::as_str))
            .max_by_key(|text| text.len())
    }
}

fn has_type(object: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(name)) => wanted(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

/// Whether an object is a page of news as they come in.
pub fn is_live(object: &Value) -> bool {
    has_type(object, |name| name.ends_with("LiveBlogPosting"))
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || matches!(
            name.rsplit('/').next().unwrap_or(name),
            "BlogPosting"
                | "Report"
                | "LiveBlogPosting"
                | "Review"
                | "SocialMediaPosting"
                | "CreativeWork"
                | "Blog"
                | "Interview"
        )
}

fn parse(script: &str) -> Option<Value> {
    let text = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&mend(text)).ok())
}

/// Mends what pages most often get wrong: raw line ends inside strings, commas before a closing bracket.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            out.push(if c.is_control() { ' ' } else { c });
            continue;
        }
        match c {
            '"' => in_string = true,
            '}' | ']' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
            _ => {}
        }
        out.push(c);
    }
    out
}
