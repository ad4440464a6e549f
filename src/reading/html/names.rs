//! In: names and titles as pages write them. Out: the same without what does not belong to them.

use std::sync::LazyLock;

use super::cues::group;

/// What stands before and between the names of a byline.
struct Words {
    by: Vec<&'static str>,
    /// The same, where some names begin so, too.
    von: Vec<&'static str>,
    and: Vec<String>,
    /// Programs that name themselves as the publisher of whatever is written with them.
    platforms: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    by: group("by").collect(),
    von: group("von").collect(),
    and: group("and")
        .map(|word| format!(" {word} "))
        .chain([";".to_owned()])
        .collect(),
    platforms: group("platform").collect(),
});

/// No article has more authors than these.
const MOST_PEOPLE: usize = 100;
/// Signs between a headline and a site's name.
const SEPARATORS: [&str; 9] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ",
];
/// Most words of a site's name at the end of a title.
const SITE_WORDS: usize = 5;

/// The names of people in bylines; no addresses, no organisation called like the outlet, none twice.
pub fn people(bylines: &[String], outlet: Option<&str>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for byline in bylines {
        for name in split(without_by(byline.trim())) {
            let name = name
                .trim()
                .trim_matches([',', '.', '|', '-', '–', ' '])
                .trim();
            if people.len() < MOST_PEOPLE
                && is_person(name, outlet)
                && !people.iter().any(|known| known.eq_ignore_ascii_case(name))
            {
                people.push(name.to_owned());
            }
        }
    }
    people
}

/// A byline without the words before the name. Some of these begin names as well ("Von Storch"): they go only
/// from before two words.
fn without_by(text: &str) -> &str {
    let behind = |word: &&str| {
        let (begin, rest) = (text.get(..word.len())?, text.get(word.len()..)?);
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        (begin.to_lowercase() == *word && rest.starts_with(char::is_whitespace))
            .then(|| rest.trim())
    };
    let foreign = WORDS
        .von
        .iter()
        .find_map(behind)
        .filter(|rest| rest.split_whitespace().count() >= 2);
    WORDS.by.iter().find_map(behind).or(foreign).unwrap_or(text)
}

/// Cuts a list of names; commas part names only where whole names stand on both sides.
fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for word in &WORDS.and {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(word.as_str()))
            .collect();
    }
    let mut names = Vec::new();
    for part in parts {
        let by_comma: Vec<&str> = part
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        match by_comma.as_slice() {
            [_] | [] => names.push(part),
            all if all.iter().all(|name| name.contains(' ')) => names.extend(all),
            // "John Smith, Reuters": what has no second word is no name.
            [first, ..] if first.contains(' ') => names.push(first),
            _ => names.push(part),
        }
    }
    names
}

fn is_person(name: &str, outlet: Option<&str>) -> bool {
    let lower = name.to_lowercase();
    let like_outlet = outlet.is_some_and(|outlet| {
        let outlet = outlet.to_lowercase();
        lower == outlet || lower.trim_start_matches("the ") == outlet.trim_start_matches("the ")
    });
    name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && name.len() <= 80
        && name.split_whitespace().count() <= 7
        && !like_outlet
        && !name.contains(['@', '/', '<', '{', '='])
        && !lower.contains("www.")
        && !lower.contains("http")
}

/// Whether a text can be an outlet's name: no handle, no address.
pub fn is_outlet(name: &str) -> bool {
    !WORDS.platforms.contains(&name)
        && name.len() <= 100
        && !name.starts_with(['@', '#'])
        && !name.contains("://")
        && name.chars().any(char::is_alphabetic)
}

/// The site's name in a `<title>`: what follows the headline, where one of `headlines` is all that stands before it.
pub fn site_of(page_title: &str, headlines: &[Option<&str>]) -> Option<String> {
    let known = |rest: &str| {
        headlines
            .iter()
            .flatten()
            .any(|headline| same(headline, rest))
    };
    let site = SEPARATORS
        .iter()
        .filter_map(|separator| page_title.rsplit_once(separator))
        .find(|(rest, _)| known(rest))
        .map(|(_, site)| site.trim())?;
    (is_outlet(site) && site.split_whitespace().count() <= SITE_WORDS).then(|| site.to_owned())
}

/// A title without the outlet's name at its end or begin.
pub fn without_site(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet else {
        return title.to_owned();
    };
    for separator in SEPARATORS {
        let behind = title
            .rsplit_once(separator)
            .filter(|(_, last)| same(last, outlet));
        let before = title
            .split_once(separator)
            .filter(|(first, _)| same(first, outlet));
        if let Some(rest) = behind
            .map(|(rest, _)| rest)
            .or(before.map(|(_, rest)| rest))
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The title of a page: what it shows as the headline, else what stands in `<title>` before a short last part.
pub fn page_title(title: &str, outlet: Option<&str>, headline: Option<&str>) -> String {
    const SHORTEST: usize = 8;
    if let Some(headline) = headline.filter(|headline| headline.len() >= SHORTEST) {
        return headline.to_owned();
    }
    let cut = without_site(title, outlet);
    if cut != title {
        return cut;
    }
    let last = SEPARATORS
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .max_by_key(|(rest, _)| rest.len());
    match last {
        Some((rest, site))
            if site.split_whitespace().count() <= SITE_WORDS
                && rest.split_whitespace().count() >= 3 =>
        {
            rest.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let (one, other) = (bare(one), bare(other));
    one == other || one.strip_suffix("com").is_some_and(|one| one == other)
}
