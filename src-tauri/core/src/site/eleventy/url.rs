//! At which path a post is.

use serde_json::Value;

use super::super::fields::Source;
use super::super::rules::Url;
use super::Eleventy;
use super::script::Said;

const TEMPLATE: &str = "its permalink is a template that only Eleventy can run";
const COMPUTED: &str = "its permalink is computed by the site's own code";
const CHANGED: &str = "the site's configuration changes paths in a way that only Eleventy can run";
const PAGINATED: &str = "it makes several pages of the site's data";

/// The path of a post. Sources: @11ty/eleventy, Template.js, `_getLink`; TemplatePermalink.js.
pub(super) fn of(rules: &Eleventy, source: &Source<'_>) -> Url {
    let unknown = |reason: &str| Url::Unknown(reason.to_owned());
    if rules.settings.hides_urls {
        return unknown(CHANGED);
    }
    if rules.cascade.get(source, "pagination") != Said::Nothing {
        return unknown(PAGINATED);
    }
    if rules.cascade.computes(source, "permalink") {
        return unknown(COMPUTED);
    }
    let mut said = rules.cascade.get(source, "permalink");
    if let Said::Value(Value::Object(map)) = &said
        && !map.is_empty()
    {
        let Some(build) = map.get("build") else { return Url::None };
        said = Said::Value(build.clone());
    }
    match said {
        Said::Nothing | Said::Value(Value::Null | Value::Object(_)) => Url::Known(by_place(rules, source)),
        Said::Value(Value::Bool(false)) => Url::None,
        Said::Value(Value::String(text)) if text.is_empty() => Url::Known(by_place(rules, source)),
        Said::Value(Value::String(text)) => match filled(rules, source, &text) {
            Some(path) => Url::Known(href(&path)),
            None => unknown(TEMPLATE),
        },
        Said::Value(_) | Said::Unknown => unknown(COMPUTED),
    }
}

/// The path below the folder of content, without the extension.
pub(super) fn stem<'s>(rules: &Eleventy, source: &Source<'s>) -> &'s str {
    let input = rules.settings.input.as_str();
    let below = source.path.strip_prefix(input).unwrap_or(source.path).trim_start_matches('/');
    below.strip_suffix(".md").unwrap_or(below)
}

/// The name without the day that stands in it. Source: @11ty/eleventy, TemplateFileSlug.js.
pub(super) fn without_day(name: &str) -> &str {
    (0..name.len())
        .find_map(|at| {
            name.get(at..at + 10).filter(|day| is_day(day)).and(name.get(at + 10..)?.strip_prefix('-'))
        })
        .unwrap_or(name)
}

/// The first day in a text.
pub(super) fn day(text: &str) -> Option<&str> {
    (0..text.len()).find_map(|at| text.get(at..at + 10).filter(|day| is_day(day)))
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// Without a permalink, the day in the name stays.
fn by_place(rules: &Eleventy, source: &Source<'_>) -> String {
    let stem = stem(rules, source);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let is_folders = folder.rsplit('/').next() == Some(name) && !folder.is_empty();
    match (folder, name == "index" || is_folders) {
        ("", true) => "/".to_owned(),
        ("", false) => format!("/{name}/"),
        (_, true) => format!("/{folder}/"),
        (_, false) => format!("/{folder}/{name}/"),
    }
}

/// A permalink with the values of the plainest templates; `None` for all others.
fn filled(rules: &Eleventy, source: &Source<'_>, permalink: &str) -> Option<String> {
    let is_template = ["{{", "{%", "{#"].iter().any(|sign| permalink.contains(sign));
    if !is_template {
        return Some(permalink.to_owned());
    }
    if !rules.settings.has_templates || permalink.contains("{%") || permalink.contains("{#") {
        return None;
    }
    let mut path = String::new();
    let mut rest = permalink;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, after) = after.split_once("}}")?;
        let value = match inside.split_once('|') {
            Some((name, filter)) if filter.trim() == "slugify" => {
                slugified(&value(rules, source, name.trim())?)?
            }
            Some(_) => return None,
            None => value(rules, source, inside.trim())?,
        };
        // Nunjucks would escape them.
        if value.contains(['&', '<', '>', '"', '\'', '`', '\\']) {
            return None;
        }
        path.push_str(before);
        path.push_str(&value);
        rest = after;
    }
    path.push_str(rest);
    Some(path)
}

fn value(rules: &Eleventy, source: &Source<'_>, name: &str) -> Option<String> {
    let stem = stem(rules, source);
    let (folder, file) = stem.rsplit_once('/').unwrap_or(("", stem));
    let plain = without_day(file);
    match name {
        "page.fileSlug" if plain == "index" => {
            Some(without_day(folder.rsplit('/').next().unwrap_or_default()).to_owned())
        }
        "page.fileSlug" => Some(plain.to_owned()),
        "page.filePathStem" if folder.is_empty() => Some(format!("/{plain}")),
        "page.filePathStem" => Some(format!("/{folder}/{plain}")),
        "title" | "slug" if !rules.cascade.computes(source, name) => match rules.cascade.get(source, name) {
            Said::Value(Value::String(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// What the filter `slugify` makes of plain words; `None` for a text with any other letter. Source:
/// @sindresorhus/slugify, index.js.
fn slugified(text: &str) -> Option<String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-');
    let words = text.split([' ', '-']).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    text.chars().all(is_plain).then(|| words.join("-"))
}

/// The path by which a file is asked for. Source: @11ty/eleventy, TemplatePermalink.js, `toHref`.
fn href(permalink: &str) -> String {
    let file = if permalink.ends_with('/') { format!("{permalink}index.html") } else { permalink.to_owned() };
    let mut parts: Vec<&str> = Vec::new();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let path = format!("/{}", parts.join("/"));
    let folder = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/index"));
    folder.map_or(path.clone(), |folder| format!("{folder}/"))
}
