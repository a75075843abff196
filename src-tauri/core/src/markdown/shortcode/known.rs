//! The tags that generators bring along, and what each makes.

use super::arguments::Arguments;
use super::{card, hexo, text};
use crate::markdown::dialect::Templates;
use crate::markdown::mask::{self, Meaning};
use crate::markdown::tags;

/// A tag that stands alone; `None` for one that is not known.
pub fn tag(templates: Templates, name: &str, arguments: &Arguments) -> Option<Meaning> {
    let first = |key: &str| arguments.get(key, 0);
    match (templates, name) {
        (Templates::Hugo | Templates::Zola, "youtube" | "youtubeLite")
        | (Templates::Hexo | Templates::Liquid | Templates::Eleventy, "youtube") => {
            Some(card::frame(&format!("https://www.youtube.com/embed/{}", first("id")?), "YouTube"))
        }
        (_, "vimeo") | (Templates::Hugo, "vimeo_simple") => {
            Some(card::frame(&format!("https://player.vimeo.com/video/{}", first("id")?), "Vimeo"))
        }
        (Templates::Zola, "streamable") => {
            Some(card::frame(&format!("https://streamable.com/e/{}", first("id")?), "Streamable"))
        }
        (_, "gist") => {
            let words = arguments.words().join("/");
            Some(card::named("gist", arguments.named("url").unwrap_or(&words)))
        }
        (Templates::Hugo, "qr") => Some(card::named("QR code", first("text").unwrap_or_default())),
        (
            Templates::Hugo,
            "instagram" | "instagram_simple" | "x" | "x_simple" | "tweet" | "tweet_simple" | "twitter"
            | "twitter_simple",
        ) => {
            let words = arguments.words().join("/");
            let id = first("id").unwrap_or(&words);
            let owned = arguments.named("user").map(|user| format!("{user}/{id}"));
            Some(card::named(name.trim_end_matches("_simple"), owned.as_deref().unwrap_or(id)))
        }
        (Templates::Hugo | Templates::Zola, "figure") => figure(arguments),
        (Templates::Hugo, "ref" | "relref") => {
            let path = first("path")?;
            Some(Meaning::Inline { html: card::link_html(path, path), text: path.to_owned() })
        }
        (Templates::Hugo, "param") => Some(super::variable(first("name")?)),
        (Templates::Hugo, "details") => opening(name, arguments),
        (Templates::Hexo, name) => hexo::tag(name, arguments),
        (Templates::Liquid, "post_url" | "link") => {
            let path = arguments.word(0)?;
            Some(Meaning::Inline { html: card::link_html(path, path), text: path.to_owned() })
        }
        (
            Templates::Liquid | Templates::Eleventy,
            "include" | "include_relative" | "include_cached" | "render",
        ) => Some(card::named(name, arguments.text())),
        _ => None,
    }
}

/// A tag that opens something; `None` for one that is not known.
pub fn opening(name: &str, arguments: &Arguments) -> Option<Meaning> {
    if name != "details" {
        return None;
    }
    let is_open = arguments.named("open").is_some_and(|open| open != "false");
    let mut html = String::from(if is_open { "<details open>" } else { "<details>" });
    html.push_str("<summary>");
    tags::escape(arguments.get("summary", 0).unwrap_or("Details"), &mut html);
    html.push_str("</summary>\n");
    Some(Meaning::Block(html))
}

/// The tag that closes such a one.
pub fn closing(name: &str) -> Option<Meaning> {
    (name == "details").then(|| Meaning::Block("</details>".into()))
}

/// A tag around text that is not Markdown.
pub fn with_code(name: &str, arguments: &Arguments, body: &str) -> Meaning {
    match name {
        "comment" => Meaning::Inline { html: String::new(), text: String::new() },
        "math" | "katex" => mask::math(body, true),
        "mermaid" => card::code("mermaid", body),
        "codeblock" | "code" => {
            let word = arguments.words().iter().find_map(|word| word.strip_prefix("lang:"));
            let is_option = |word: &str| word.contains(':') && !word.contains("://");
            let caption: Vec<_> =
                arguments.words().iter().map(String::as_str).filter(|w| !is_option(w)).collect();
            card::captioned(card::code(word.unwrap_or_default(), body), &caption.join(" "))
        }
        _ => card::code(arguments.get("lang", 0).unwrap_or_default(), body),
    }
}

/// A Liquid or Nunjucks output that is known without the site: a text, an address by a filter.
pub fn output(inner: &str) -> Option<Meaning> {
    let (value, filters) = inner.split_once('|').unwrap_or((inner, ""));
    let value = value.trim();
    let unquoted = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    let literal = unquoted('"').or_else(|| unquoted('\''))?;
    let is_address = filters.split('|').all(|filter| {
        matches!(filter.trim(), "" | "relative_url" | "absolute_url" | "url" | "uri_escape" | "url_encode")
    });
    is_address.then(|| text(literal))
}

/// Source: `figure.html` of Hugo's embedded shortcodes.
fn figure(arguments: &Arguments) -> Option<Meaning> {
    let named = |name: &str| arguments.named(name).filter(|value| !value.is_empty());
    let mut html = String::from("<figure");
    write([("class", named("class"))], &mut html);
    html.push('>');
    if let Some(link) = named("link") {
        html.push_str("<a");
        write([("href", Some(link))], &mut html);
        html.push('>');
    }
    let caption = named("caption").map(card::markdown);
    let plain = caption.as_deref().map(card::plain);
    let alt = named("alt").or(plain.as_deref());
    html.push_str("<img");
    let sizes = ["width", "height"].map(|name| (name, named(name)));
    write([("src", Some(arguments.get("src", 0)?)), ("alt", alt)].into_iter().chain(sizes), &mut html);
    html.push('>');
    html.push_str(if named("link").is_some() { "</a>" } else { "" });
    let (title, by) = (named("title"), named("attr").map(card::markdown));
    if title.is_some() || caption.is_some() || by.is_some() {
        html.push_str("<figcaption>");
        if let Some(title) = title {
            html.push_str("<h4>");
            tags::escape(title, &mut html);
            html.push_str("</h4>");
        }
        if caption.is_some() || by.is_some() {
            html.push_str("<p>");
            html.push_str(caption.as_deref().unwrap_or_default());
            if let Some(link) = named("attrlink") {
                html.push_str("<a");
                write([("href", Some(link))], &mut html);
                html.push('>');
            }
            html.push_str(by.as_deref().unwrap_or_default());
            html.push_str(if named("attrlink").is_some() { "</a>" } else { "" });
            html.push_str("</p>");
        }
        html.push_str("</figcaption>");
    }
    html.push_str("</figure>");
    Some(Meaning::Block(html))
}

/// Writes attributes.
pub fn write<'a>(pairs: impl IntoIterator<Item = (&'static str, Option<&'a str>)>, html: &mut String) {
    for (name, value) in pairs {
        if let Some(value) = value {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            tags::escape(value, html);
            html.push('"');
        }
    }
}
