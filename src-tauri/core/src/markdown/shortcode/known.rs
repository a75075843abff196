//! The tags that generators bring along, and what each makes.

use super::arguments::Arguments;
use super::{card, text};
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
        (_, "vimeo") => {
            Some(card::frame(&format!("https://player.vimeo.com/video/{}", first("id")?), "Vimeo"))
        }
        (_, "gist") => {
            let words = arguments.words().join("/");
            Some(card::named("gist", arguments.named("url").unwrap_or(&words)))
        }
        (Templates::Hugo, "qr") => Some(card::named("QR code", first("text").unwrap_or_default())),
        (Templates::Hugo, "instagram" | "x" | "tweet" | "twitter") => {
            let words = arguments.words().join(" ");
            Some(card::named(name, first("id").unwrap_or(&words)))
        }
        (Templates::Hugo | Templates::Zola, "figure") => figure(arguments),
        (Templates::Hugo, "ref" | "relref") => {
            let path = first("path")?;
            Some(Meaning::Inline { html: link_html(path, path), text: path.to_owned() })
        }
        (Templates::Hugo, "param") => Some(super::variable(first("name")?)),
        (Templates::Hugo, "details") => opening(name, arguments),
        (Templates::Hexo, "asset_img" | "img") => asset_image(arguments),
        (Templates::Hexo, "post_link" | "asset_link") => {
            let target = arguments.word(0)?;
            let words = arguments.words().get(1..).unwrap_or_default();
            let words: Vec<&str> =
                words.iter().map(String::as_str).filter(|w| !matches!(*w, "true" | "false")).collect();
            let title = words.join(" ");
            Some(card::link(target, if title.is_empty() { target } else { &title }))
        }
        (Templates::Hexo, "post_path" | "asset_path") => arguments.word(0).map(text),
        (Templates::Hexo, "blockquote" | "quote" | "pullquote") => {
            Some(Meaning::Block("<blockquote>".into()))
        }
        (Templates::Hexo, "endblockquote" | "endquote" | "endpullquote") => {
            Some(Meaning::Block("</blockquote>".into()))
        }
        (Templates::Liquid, "post_url" | "link") => {
            let path = arguments.word(0)?;
            Some(Meaning::Inline { html: link_html(path, path), text: path.to_owned() })
        }
        (Templates::Liquid | Templates::Eleventy, "include" | "include_relative" | "render") => {
            Some(card::named(name, &arguments.words().join(" ")))
        }
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
            card::code(word.unwrap_or_default(), body)
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

fn figure(arguments: &Arguments) -> Option<Meaning> {
    let mut html = String::from("<figure>");
    let link = arguments.named("link");
    if let Some(link) = link {
        html.push_str("<a href=\"");
        tags::escape(link, &mut html);
        html.push_str("\">");
    }
    html.push_str("<img");
    let alt = arguments.named("alt").or_else(|| arguments.named("caption"));
    let source = arguments.get("src", 0)?;
    let own = [("src", Some(source)), ("alt", Some(alt.unwrap_or_default()))];
    let sized =
        ["width", "height", "title"].map(|name| (name, arguments.named(name).filter(|_| name != "title")));
    write(own.into_iter().chain(sized), &mut html);
    html.push('>');
    if link.is_some() {
        html.push_str("</a>");
    }
    let (title, caption) = (arguments.named("title"), arguments.named("caption"));
    if title.is_some() || caption.is_some() {
        html.push_str("<figcaption>");
        if let Some(title) = title {
            html.push_str("<h4>");
            tags::escape(title, &mut html);
            html.push_str("</h4>");
        }
        tags::escape(caption.unwrap_or_default(), &mut html);
        html.push_str("</figcaption>");
    }
    html.push_str("</figure>");
    Some(Meaning::Block(html))
}

/// `asset_img [class names] slug [width] [height] [title text [alt text]]`, with `img` in the same
/// order. Source: hexo, plugins/tag/img.ts.
fn asset_image(arguments: &Arguments) -> Option<Meaning> {
    let words = arguments.words();
    let at = words.iter().position(|word| word.contains(['.', '/']))?;
    let mut rest = &words[at + 1..];
    let mut sizes = [None, None];
    for size in &mut sizes {
        if let Some((first, after)) = rest.split_first().filter(|(first, _)| first.parse::<u32>().is_ok()) {
            (*size, rest) = (Some(first.as_str()), after);
        }
    }
    let joined = rest.join(" ");
    let title = joined.split(['"', '\'']).next().filter(|title| !title.trim().is_empty());
    let mut html = String::from("<img");
    let alt = rest.last().map(String::as_str).unwrap_or_default();
    let pairs = [("src", Some(words[at].as_str())), ("width", sizes[0]), ("height", sizes[1])];
    write(pairs.into_iter().chain([("title", title), ("alt", Some(alt))]), &mut html);
    html.push('>');
    Some(Meaning::Inline { html, text: words[at].clone() })
}

fn write<'a>(pairs: impl IntoIterator<Item = (&'static str, Option<&'a str>)>, html: &mut String) {
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

fn link_html(address: &str, title: &str) -> String {
    match card::link(address, title) {
        Meaning::Inline { html, .. } => html,
        _ => String::new(),
    }
}
