//! Hexo's own tags. Sources: `lib/plugins/tag` of hexo, and hexo-tag-embed for what older ones had.

use super::arguments::Arguments;
use super::{card, text};
use crate::markdown::containers::{By, FenceKind};
use crate::markdown::mask::Meaning;
use crate::markdown::tags;

/// A tag that stands alone, or one of a pair of them.
pub fn tag(name: &str, arguments: &Arguments) -> Option<Meaning> {
    match name {
        "asset_img" | "asset_image" | "img" | "image" => image(arguments),
        "a" | "link" | "anchor" => link(arguments),
        "post_link" | "asset_link" => {
            let (target, title) = arguments.words().split_first()?;
            let title =
                title.iter().filter(|word| !is_truth(word)).map(String::as_str).collect::<Vec<_>>().join(" ");
            Some(card::link(target, if title.is_empty() { target } else { &title }))
        }
        "post_path" | "asset_path" | "url_for" | "full_url_for" => arguments.word(0).map(text),
        "iframe" => Some(card::frame(arguments.word(0)?, "")),
        "jsfiddle" => Some(card::frame(&format!("https://jsfiddle.net/{}", arguments.word(0)?), "JSFiddle")),
        "include_code" | "include-code" => Some(card::named(name, arguments.text())),
        "blockquote" | "quote" => Some(Meaning::Block("<blockquote>".into())),
        "pullquote" => Some(Meaning::Block(pull_quote(arguments))),
        "endblockquote" | "endquote" | "endpullquote" => Some(Meaning::Block("</blockquote>".into())),
        _ => None,
    }
}

/// A pair's start or end on a line of its own.
pub fn fence(name: &str, arguments: &Arguments) -> Option<FenceKind> {
    let (html, end) = match name {
        "blockquote" | "quote" => {
            let footer = footer(&arguments.text().split_whitespace().collect::<Vec<_>>());
            ("<blockquote>\n".into(), format!("{footer}</blockquote>\n"))
        }
        "pullquote" => (pull_quote(arguments), "</blockquote>\n".into()),
        "endblockquote" | "endquote" | "endpullquote" => {
            return Some(FenceKind::Closes(By::Tag, Some(super::chip(name, ""))));
        }
        _ => return None,
    };
    Some(FenceKind::Opens { by: By::Tag, html, end: end.into() })
}

fn pull_quote(arguments: &Arguments) -> String {
    let mut html = String::from("<blockquote class=\"pullquote");
    for class in arguments.words() {
        html.push(' ');
        tags::escape(class, &mut html);
    }
    html.push_str("\">\n");
    html
}

/// `author[, source] [link] [title]`.
fn footer(words: &[&str]) -> String {
    let address = words.iter().position(|word| word.starts_with("http://") || word.starts_with("https://"));
    let address = address.filter(|at| *at > 0);
    let author = words[..address.unwrap_or(words.len())].join(" ");
    let title = address.map_or(String::new(), |at| words[at + 1..].join(" "));
    let (author, source) = match (address, author.split_once(',')) {
        (None, Some((author, source))) if !source.contains(',') => (author, source.trim()),
        _ => (&*author, &*title),
    };
    if author.is_empty() {
        return String::new();
    }
    let mut html = String::from("<footer><strong>");
    tags::escape(author, &mut html);
    html.push_str("</strong>");
    if let Some(at) = address {
        let shown = words[at].split_once("://").map_or("", |(_, rest)| rest.trim_end_matches('/'));
        let shown = if source.is_empty() { shown } else { source };
        html.push_str("<cite>");
        html.push_str(&card::link_html(words[at], shown));
        html.push_str("</cite>");
    } else if !source.is_empty() {
        html.push_str("<cite>");
        tags::escape(source, &mut html);
        html.push_str("</cite>");
    }
    html.push_str("</footer>\n");
    html
}

/// `link text url [external] [title]`.
fn link(arguments: &Arguments) -> Option<Meaning> {
    let words = arguments.words();
    let at = words.iter().position(|word| word.contains("://") || word.starts_with("www."))?;
    let shown = words[..at].join(" ");
    let title: Vec<&str> =
        words[at + 1..].iter().filter(|word| !is_truth(word)).map(String::as_str).collect();
    let mut html = String::from("<a");
    let title = title.join(" ");
    let title = Some(&*title).filter(|title| !title.is_empty());
    super::known::write([("href", Some(&*words[at])), ("title", title)], &mut html);
    html.push('>');
    tags::escape(&shown, &mut html);
    html.push_str("</a>");
    Some(Meaning::Inline { html, text: words[at].clone() })
}

/// `[class names] slug [width] [height] [title text ['alt text']]`.
fn image(arguments: &Arguments) -> Option<Meaning> {
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
    let mut parts = joined.split(['"', '\'']).filter(|part| !part.trim().is_empty());
    let (title, alt) = (parts.next(), parts.next());
    let classes = words[..at].join(" ");
    let class = Some(&*classes).filter(|classes| !classes.is_empty());
    let mut html = String::from("<img");
    let pairs =
        [("src", Some(words[at].as_str())), ("class", class), ("width", sizes[0]), ("height", sizes[1])];
    super::known::write(pairs.into_iter().chain([("title", title.map(str::trim)), ("alt", alt)]), &mut html);
    html.push('>');
    Some(Meaning::Inline { html, text: words[at].clone() })
}

fn is_truth(word: &str) -> bool {
    matches!(word, "true" | "false")
}
