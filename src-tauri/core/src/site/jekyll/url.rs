//! The path of a page on the site. Sources: `lib/jekyll/url.rb`, `lib/jekyll/drops/url_drop.rb`,
//! `lib/jekyll/page.rb`.

use chrono::DateTime;
use chrono_tz::Tz;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::date::in_zone;
use super::document::{Document, Moment};
use super::place::Place;
use super::settings::Settings;
use super::slug::{lower, pretty, slugify};
use crate::front_matter::Value;
use crate::site::rules::Url;

/// The path of a file on the site as if it were published.
pub(super) fn url(document: &Document<'_>) -> Url {
    let found = match document.place {
        Place::Nowhere | Place::Undated => return Url::None,
        Place::Member(collection) if !collection.output => return Url::None,
        Place::Page => of_page(document),
        Place::Post | Place::Draft | Place::Member(_) => of_document(document),
    };
    found.map_or_else(Url::Unknown, |path| Url::Known(sanitized(&path)))
}

fn of_document(document: &Document<'_>) -> Result<String, String> {
    let settings = document.settings;
    let own = permalink(document)?;
    let collection = match document.place {
        Place::Member(collection) => Some(collection),
        _ => settings.posts(),
    };
    let template = match (&own, collection.and_then(|collection| collection.permalink.as_deref())) {
        (Some(own), _) => own.clone(),
        (None, Some(template)) => template.to_owned(),
        (None, None) => with_ending("/:collection/:path", &settings.permalink),
    };
    expand(&template, |key| placeholder(document, key, own.as_deref()))
}

/// A page knows three placeholders and leaves any other as it is.
fn of_page(document: &Document<'_>) -> Result<String, String> {
    let own = permalink(document)?;
    if own.as_deref() == Some("") {
        return Err("its permalink is empty, on which Jekyll stops".into());
    }
    let folder = document.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if folder.is_empty() { String::new() } else { format!("/{folder}") };
    let base = document.source.stem().trim_end_matches('.');
    let extension = output_extension(document, own.as_deref());
    let is_html = [".html", ".xhtml", ".htm"].contains(&extension.as_str());
    let template = match own {
        Some(own) => own,
        None if !is_html => "/:path/:basename:output_ext".into(),
        None if base == "index" => "/:path/".into(),
        None => with_ending("/:path/:basename", &document.settings.permalink),
    };
    let values = [(":path", folder.as_str()), (":basename", base), (":output_ext", extension.as_str())];
    Ok(values.iter().fold(template, |text, (key, value)| text.replace(key, &escaped(value))))
}

/// The permalink that its header or the configuration gives to this file alone.
fn permalink(document: &Document<'_>) -> Result<Option<String>, String> {
    match document.value("permalink") {
        None | Some(Value::Null | Value::Bool(false)) => Ok(None),
        Some(Value::String(template)) => Ok(Some(template)),
        Some(_) => Err("its permalink is no text, on which Jekyll stops; quotes make it one".into()),
    }
}

/// A template that ends as the site's permalinks do. Source: `add_permalink_suffix` of
/// `lib/jekyll/utils.rb`.
fn with_ending(template: &str, style: &str) -> String {
    let ending = match style {
        "pretty" => "/",
        "date" | "ordinal" | "none" => ":output_ext",
        _ if style.ends_with('/') => "/",
        _ if style.ends_with(":output_ext") => ":output_ext",
        _ => "",
    };
    format!("{template}{ending}")
}

/// Fills the placeholders of a template. A final `_` of a name may be text behind it.
fn expand(template: &str, value: impl Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(':') {
        let is_name = |at: char| at.is_ascii_lowercase() || at == '_';
        let length = after.find(|at| !is_name(at)).unwrap_or(after.len());
        let (name, behind) = after.split_at(length);
        text.push_str(before);
        if name.is_empty() {
            text.push(':');
        } else {
            let known = name.strip_suffix('_').unwrap_or(name);
            text.push_str(&escaped(&value(known)?));
            text.push_str(&name[known.len()..]);
        }
        rest = behind;
    }
    text.push_str(rest);
    Ok(text)
}

fn placeholder(document: &Document<'_>, key: &str, own: Option<&str>) -> Result<String, String> {
    let format = match key {
        "collection" => return Ok(document.collection().to_owned()),
        "output_ext" => return Ok(output_extension(document, own)),
        "path" => return Ok(cleaned_path(document)),
        "name" => return Ok(slugify(document.source.stem())),
        "title" => return document.slug().map(|slug| pretty(&slug)),
        "slug" => return document.slug().map(|slug| slugify(&slug)),
        "categories" => return joined(document, lower),
        "slugified_categories" => return joined(document, slugify),
        "year" => "%Y",
        "short_year" => "%y",
        "month" => "%m",
        "i_month" => "%-m",
        "short_month" => "%b",
        "long_month" => "%B",
        "day" => "%d",
        "i_day" => "%-d",
        "y_day" => "%j",
        "w_year" => "%G",
        "week" => "%V",
        "w_day" => "%u",
        "short_day" => "%a",
        "long_day" => "%A",
        "hour" => "%H",
        "minute" => "%M",
        "second" => "%S",
        _ => return Err(format!("its permalink has :{key}, which Jekyll itself does not know")),
    };
    Ok(moment(document)?.format(format).to_string())
}

fn moment(document: &Document<'_>) -> Result<DateTime<Tz>, String> {
    let Settings { zone, .. } = document.settings;
    match document.moment() {
        Moment::Known(date) => in_zone(date.seconds, *zone).ok_or_else(|| "its date is out of range".into()),
        Moment::OfBuild => Err("it has no date, so its path is made from the day of the build".into()),
        Moment::Unreadable(why) => Err(why),
    }
}

fn joined(document: &Document<'_>, spell: fn(&str) -> String) -> Result<String, String> {
    let mut spelt: Vec<String> = Vec::new();
    for category in document.categories()? {
        let category = spell(&category);
        if !spelt.contains(&category) {
            spelt.push(category);
        }
    }
    Ok(spelt.join("/"))
}

/// Its path without extension and the collection's folder. Source: `cleaned_relative_path`.
fn cleaned_path(document: &Document<'_>) -> String {
    let path = document.path();
    let stem = path.strip_suffix(extension_of(path)).unwrap_or(path);
    stem.replacen(&format!("_{}", document.collection()), "", 1).trim_end_matches('.').to_owned()
}

/// The extension of a permalink wins over that of the converter. Source: `permalink_ext` of
/// `lib/jekyll/renderer.rb`.
fn output_extension(document: &Document<'_>, own: Option<&str>) -> String {
    let own = own.filter(|own| !own.ends_with('/')).map(extension_of).filter(|own| !own.is_empty());
    own.unwrap_or_else(|| document.settings.output_extension(extension_of(document.source.name()))).to_owned()
}

/// The extension with its dot, as Ruby's `File.extname` finds it.
fn extension_of(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let stem = name.trim_start_matches('.');
    stem.rfind('.').map_or("", |at| &stem[at..])
}

/// What stays as it is when a value is put into a path; the slash and the rest of RFC 3986.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'?');

fn escaped(value: &str) -> String {
    utf8_percent_encode(value, KEPT).to_string()
}

/// Source: `sanitize_url`.
fn sanitized(path: &str) -> String {
    let path = format!("/{path}").replace("..", "/").replace("./", "");
    let mut squeezed = String::with_capacity(path.len());
    for character in path.chars() {
        if character != '/' || !squeezed.ends_with('/') {
            squeezed.push(character);
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_name_by_name() {
        let fill = |template| expand(template, |key| Ok(format!("<{key}>").replace(['<', '>'], "~")));
        assert_eq!(fill("/:a/:b_:c:d.html").as_deref(), Ok("/~a~/~b~_~c~~d~.html"));
        assert_eq!(fill("/a:/:1/é:b2").as_deref(), Ok("/a:/:1/é~b~2"));
    }

    #[test]
    fn a_path_is_made_safe_as_jekyll_does() {
        assert_eq!(sanitized("//a//b.html"), "/a/b.html");
        assert_eq!(sanitized("a/../b./c"), "/a/bc");
        assert_eq!(escaped("a b#c?d[e]%é"), "a%20b%23c?d%5Be%5D%25%C3%A9");
    }

    #[test]
    fn an_extension_is_found_as_ruby_does() {
        for (path, extension) in [("/a/b.html", ".html"), ("/a.b/c", ""), ("/.a", ""), ("a.tar.gz", ".gz")] {
            assert_eq!(extension_of(path), extension, "{path}");
        }
    }
}
