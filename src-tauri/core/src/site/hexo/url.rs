//! At which path a post is.

use sha1_smol::Sha1;

use super::super::fields::Source;
use super::super::rules::Url;
use super::settings::split_extension;
use super::slugize::slugize;
use super::{Hexo, moment};
use crate::front_matter::Value;

const MANY_CATEGORIES: &str =
    "its path holds a category, and of several Hexo takes the one that it happened to read last";
const OWN_NUMBER: &str = "its path holds a number that Hexo gives at random";
const NO_DATE: &str = "its path holds the day, and without a date Hexo takes that of the file";
const NO_TEXT: &str = "its permalink is no text";
const COMPUTED: &str = "its path holds a value that only Hexo itself can tell";

/// The path of a post. Source: hexo, plugins/filter/post_permalink.ts.
pub(super) fn of_post(hexo: &Hexo, source: &Source<'_>) -> Url {
    match post(hexo, source) {
        Ok(path) => Url::Known(routed(hexo, &path)),
        Err(reason) => Url::Unknown(reason.to_owned()),
    }
}

/// The path of a page. Source: hexo, plugins/processor/asset.ts, `processPage`.
pub(super) fn of_page(hexo: &Hexo, source: &Source<'_>, below: &str) -> Url {
    let path = match source.fields.get("permalink") {
        Some(Value::String(path)) if !path.is_empty() => {
            let index = if path.ends_with('/') { "index" } else { "" };
            let path = format!("{path}{index}");
            let html = if split_extension(&path).1.is_empty() { ".html" } else { "" };
            format!("{path}{html}")
        }
        None | Some(Value::Null | Value::String(_)) => format!("{}.html", split_extension(below).0),
        Some(_) => return Url::Unknown(NO_TEXT.to_owned()),
    };
    Url::Known(routed(hexo, &path))
}

fn post(hexo: &Hexo, source: &Source<'_>) -> Result<String, &'static str> {
    let settings = &hexo.settings;
    let mut path = match source.fields.get("permalink") {
        Some(Value::String(path)) if !path.is_empty() => path.clone(),
        None | Some(Value::Null | Value::String(_)) => {
            settings.permalink.print(|name| value(hexo, source, name))?
        }
        Some(_) => return Err(NO_TEXT),
    };
    if settings.asset_folders && !path.ends_with('/') && !path.ends_with(".html") {
        path.push('/');
    }
    Ok(path)
}

/// The path by which the file is asked for. Sources: hexo, hexo/router.ts, `format`; hexo-util,
/// pretty_urls.ts. `index.html` is left out always: the same page is meant.
fn routed(hexo: &Hexo, path: &str) -> String {
    let path = path.trim_start_matches('/').replace('\\', "/");
    let path = path.split('?').next().unwrap_or_default();
    let mut url = String::from("/");
    for letter in path.chars() {
        if letter != '/' || !url.ends_with('/') {
            url.push(letter);
        }
    }
    if let Some(folder) = url.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) {
        return folder.to_owned();
    }
    match url.strip_suffix(".html") {
        Some(plain) if !hexo.settings.keeps_html => plain.to_owned(),
        _ => url,
    }
}

fn value(hexo: &Hexo, source: &Source<'_>, name: &str) -> Result<String, &'static str> {
    let slug = hexo.slug_of(source);
    let date = |format: &str| {
        let seconds = hexo.written(source).ok_or(NO_DATE)?;
        let clock = moment::clock(seconds, hexo.machine).ok_or(NO_DATE)?;
        Ok(clock.format(format).to_string())
    };
    match name {
        "id" => source.fields.text("id").ok_or(OWN_NUMBER),
        "title" | "slug" => Ok(slug),
        "name" => {
            let name = slug.trim_end_matches('/');
            Ok(name.rsplit_once('/').map_or(name, |(_, name)| name).to_owned())
        }
        "post_title" => Ok(slugize(&title(hexo, source, &slug)?, 1)),
        "year" => date("%Y"),
        "month" => date("%m"),
        "day" => date("%d"),
        "hour" => date("%H"),
        "minute" => date("%M"),
        "second" => date("%S"),
        "i_month" => date("%-m"),
        "i_day" => date("%-d"),
        "timestamp" => Ok(hexo.written(source).ok_or(NO_DATE)?.to_string()),
        "hash" => {
            let seconds = hexo.written(source).ok_or(NO_DATE)?;
            let hash = Sha1::from(format!("{slug}{seconds}")).digest().to_string();
            Ok(hash.chars().take(12).collect())
        }
        "category" => category(hexo, source),
        _ => other(hexo, source, name),
    }
}

fn title(hexo: &Hexo, source: &Source<'_>, slug: &str) -> Result<String, &'static str> {
    match source.fields.get("title") {
        None if hexo.settings.title_is_slug => Ok(slug.to_owned()),
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(title)) => Ok(title.clone()),
        Some(Value::Int(number)) => Ok(number.to_string()),
        Some(_) => Err(COMPUTED),
    }
}

/// A value from the file's name, else the header, else the configuration; a missing one is spelt
/// out as JavaScript does.
fn other(hexo: &Hexo, source: &Source<'_>, name: &str) -> Result<String, &'static str> {
    if let Some(found) = hexo.named(source).into_iter().find(|(key, _)| key == name) {
        return Ok(found.1);
    }
    match source.fields.get(name) {
        Some(Value::String(text)) => return Ok(text.clone()),
        Some(Value::Int(number)) => return Ok(number.to_string()),
        Some(Value::Bool(truth)) => return Ok(truth.to_string()),
        Some(_) => return Err(COMPUTED),
        None => {}
    }
    match name {
        "layout" => return Ok("post".into()),
        "comments" | "published" => return Ok("true".into()),
        "source" | "raw" | "content" | "more" | "excerpt" | "updated" | "photos" | "tags" | "path"
        | "categories" | "permalink" => return Err(COMPUTED),
        _ => {}
    }
    let default = hexo.settings.permalink_defaults.iter().find(|(key, _)| key == name);
    Ok(default.map_or_else(|| "undefined".to_owned(), |(_, value)| value.clone()))
}

/// The categories of a post's path, from the outermost in. Sources: hexo, models/post.ts,
/// `setCategories`; models/category.ts, `slug`.
fn category(hexo: &Hexo, source: &Source<'_>) -> Result<String, &'static str> {
    let named = hexo.named(source).into_iter().find(|(key, _)| key == "category");
    let named = named.map(|(_, value)| Value::String(value));
    let single = named.as_ref().or(source.fields.get("category"));
    let is_said = |value: &&Value| match value {
        Value::Null | Value::Bool(false) | Value::Int(0) => false,
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    let written = source.fields.get("categories").filter(is_said).or(single.filter(is_said));
    let items = match written {
        Some(Value::List(items)) => items.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    let has_lists = items.iter().any(|item| matches!(item, Value::List(_)));
    let chain = match items {
        [Value::List(chain)] => chain.as_slice(),
        _ if has_lists => return Err(MANY_CATEGORIES),
        _ => items,
    };
    if chain.iter().any(|item| matches!(item, Value::List(_) | Value::Map(_) | Value::Float(_))) {
        return Err(COMPUTED);
    }
    let names = chain.iter().filter_map(Value::as_text).filter(|name| !name.is_empty());
    let slugs: Vec<String> = names
        .map(|name| {
            let mapped = hexo.settings.category_map.iter().find(|(from, _)| *from == name);
            slugize(mapped.map_or(&name, |(_, to)| to), hexo.settings.filename_case)
        })
        .collect();
    Ok(if slugs.is_empty() { hexo.settings.default_category.clone() } else { slugs.join("/") })
}
