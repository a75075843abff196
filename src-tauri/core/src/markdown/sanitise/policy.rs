//! What may stay: the elements, their attributes, and the values of these.

use std::borrow::Cow;

use super::style;
use crate::markdown::players;

/// Elements that stay. None of them loads, runs, submits or changes how text after it is parsed.
pub const TAGS: [&str; 73] = [
    "p",
    "a",
    "em",
    "strong",
    "code",
    "li",
    "ul",
    "ol",
    "pre",
    "img",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "caption",
    "col",
    "colgroup",
    "del",
    "input",
    "sup",
    "sub",
    "section",
    "div",
    "span",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "center",
    "cite",
    "dd",
    "details",
    "dfn",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "header",
    "i",
    "ins",
    "kbd",
    "main",
    "mark",
    "nav",
    "picture",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "source",
    "summary",
    "video",
];

/// Elements that go with all that is in them. Other unknown elements leave their content behind.
pub const DROPPED_WITH_CONTENT: [&str; 21] = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "textarea",
    "select",
    "datalist",
    "button",
    "option",
    "title",
    "xmp",
    "plaintext",
    "head",
];

/// Attributes that every element may have.
pub const EVERYWHERE: [&str; 9] =
    ["align", "aria-hidden", "aria-label", "class", "dir", "id", "lang", "role", "style"];

/// Schemes that some address may have; [`value`] decides which one where.
pub const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "data"];

/// Attributes that an element may have besides those of [`EVERYWHERE`].
pub fn attributes(tag: &str) -> &'static [&'static str] {
    match tag {
        "a" => &["href", "hreflang", "name", "title"],
        "audio" => &["controls", "loop", "muted", "preload", "src", "title"],
        "col" | "colgroup" => &["span", "width"],
        "del" | "ins" => &["datetime", "title"],
        "details" => &["open"],
        "div" => &["data-player", "data-src", "height", "title", "width"],
        "img" => &["alt", "decoding", "height", "loading", "sizes", "src", "srcset", "title", "width"],
        "input" => &["checked", "disabled", "type"],
        "li" => &["value"],
        "ol" => &["reversed", "start", "type"],
        "source" => &["height", "media", "sizes", "src", "srcset", "type", "width"],
        "table" => &["border", "cellpadding", "cellspacing", "height", "summary", "title", "width"],
        "td" | "th" => {
            &["abbr", "colspan", "headers", "height", "rowspan", "scope", "title", "valign", "width"]
        }
        "thead" | "tbody" | "tfoot" | "tr" => &["valign"],
        "video" => &[
            "controls",
            "height",
            "loop",
            "muted",
            "playsinline",
            "poster",
            "preload",
            "src",
            "title",
            "width",
        ],
        _ => &["title"],
    }
}

/// Whether [`value`] looks at an attribute: the rest holds text that does nothing.
pub fn is_judged(attribute: &str) -> bool {
    matches!(
        attribute,
        "style" | "href" | "src" | "srcset" | "poster" | "data-src" | "data-player" | "width" | "height"
    )
}

/// The value an attribute keeps, if it keeps one.
pub fn value<'v>(tag: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = |kept: bool| kept.then_some(Cow::Borrowed(value));
    match attribute {
        "style" => style::filter(value),
        "href" => {
            keep(scheme(value).is_none_or(|scheme| matches!(&*scheme, "http" | "https" | "mailto" | "tel")))
        }
        "srcset" => {
            let is_web = |scheme: String| matches!(&*scheme, "http" | "https");
            keep(value.split(',').all(|candidate| scheme(candidate).is_none_or(is_web)))
        }
        "src" | "poster" => keep(scheme(value).is_none_or(|scheme| match &*scheme {
            "http" | "https" => true,
            "data" => tag == "img" && is_data_image(value),
            _ => false,
        })),
        "data-src" => keep(scheme(value).is_some_and(|scheme| matches!(&*scheme, "http" | "https"))),
        // A post may write the card itself, and gets no other player that way.
        "data-player" => keep(players::player(value).is_some()),
        "width" | "height" => keep(is_modest(value)),
        _ => keep(true),
    }
}

/// The scheme of an address in lower case, as a browser finds it: control characters and spaces
/// before it, and line breaks and tabs within, are not there.
fn scheme(address: &str) -> Option<String> {
    let seen =
        address.trim_start_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    let mut scheme = String::new();
    for c in seen {
        match c {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            _ => return None,
        }
    }
    None
}

/// Raster images only: an SVG image could carry anything.
fn is_data_image(address: &str) -> bool {
    let kinds = ["png", "jpeg", "jpg", "gif", "webp", "avif"];
    let kind =
        address.trim_start().strip_prefix("data:image/").and_then(|rest| rest.split([';', ',']).next());
    kind.is_some_and(|kind| kinds.contains(&kind))
}

/// A length that cannot make the page absurdly large.
fn is_modest(length: &str) -> bool {
    let number = length.trim().trim_end_matches("px").trim_end_matches('%');
    number == "auto" || number.parse::<f32>().is_ok_and(|number| (0.0..=10_000.0).contains(&number))
}
