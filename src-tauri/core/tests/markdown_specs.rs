//! Every example of the CommonMark and GFM specifications, without source map and sanitiser.
//!
//! HTML is compared as the specification's own test program does it: white space between blocks,
//! the order of attributes and the ways of writing one character do not count.

use galley_core::markdown::{Dialect, render_plain};
use serde_json::Value;

/// The examples of GFM that pulldown-cmark answers otherwise, and why.
const EXCEPTIONS: [(u64, &str); 3] = [
    (205, "a table without rows has an empty <tbody>, which shows nothing"),
    (645, "two hyphens within a comment: allowed since CommonMark 0.31, which is followed"),
    (646, "comments that end early: HTML since CommonMark 0.31, which is followed"),
];

fn examples(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    file["examples"].as_array().unwrap().clone()
}

/// The examples that differ, by number.
fn failing(examples: &[Value], dialect: impl Fn(&Value) -> Dialect) -> Vec<u64> {
    let mut failing = Vec::new();
    for example in examples {
        let markdown = example["markdown"].as_str().unwrap();
        let html = render_plain(markdown, &dialect(example));
        let expected = example["html"].as_str().unwrap();
        if normal(&html) != normal(expected) {
            println!("{}\n{markdown:?}\n{:?}\n{:?}", example["example"], normal(&html), normal(expected));
            failing.push(example["example"].as_u64().unwrap());
        }
    }
    failing
}

#[test]
fn every_example_of_commonmark_passes() {
    let all = examples(include_str!("spec/commonmark.json"));
    assert_eq!(all.len(), 652);
    assert_eq!(failing(&all, |_| Dialect::commonmark()), [0; 0]);
}

#[test]
fn every_example_of_gfm_passes() {
    let all = examples(include_str!("spec/gfm.json"));
    assert_eq!(all.len(), 673);
    let dialect = |example: &Value| match example["extensions"].as_array().unwrap().is_empty() {
        true => Dialect::commonmark(),
        false => Dialect::gfm(),
    };
    assert_eq!(failing(&all, dialect), EXCEPTIONS.map(|(number, _)| number));
}

/// One way of writing what the specifications take for equal.
fn normal(html: &str) -> String {
    let html = html.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    let mut normal = String::new();
    let mut rest = html.as_str();
    let mut is_pre = false;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], is_pre, &mut normal);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        rest = &rest[end..];
        is_pre = if tag.starts_with("<pre") { true } else { is_pre && tag != "</pre>" };
        if is_block(tag) && !is_pre {
            normal.truncate(normal.trim_end().len());
            rest = rest.trim_start();
        }
        normal.push_str(&one_form(tag));
    }
    text(rest, is_pre, &mut normal);
    normal.trim().to_owned()
}

fn text(text: &str, is_pre: bool, normal: &mut String) {
    if is_pre {
        normal.push_str(text);
        return;
    }
    for part in text.split_inclusive(char::is_whitespace) {
        normal.push_str(part.trim_end());
        if part.ends_with(char::is_whitespace) && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
}

fn is_block(tag: &str) -> bool {
    const BLOCKS: [&str; 20] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
    ];
    let name = tag.trim_start_matches('<').trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    BLOCKS.contains(&name)
}

/// A tag with its attributes in order, `/` left out, and alignment as an attribute.
fn one_form(tag: &str) -> String {
    let aligned = |tag: &str, side: &str| {
        tag.replace(&format!("style=\"text-align: {side}\""), &format!("align=\"{side}\""))
    };
    let tag = ["left", "center", "right"].iter().fold(tag.to_owned(), |tag, side| aligned(&tag, side));
    let is_own = ["<td", "<th", "<img", "<input", "<br", "<hr"].iter().any(|start| tag.starts_with(start));
    if !is_own {
        return tag;
    }
    let inner = tag.trim_matches(['<', '>']).trim_end_matches('/').trim();
    let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut attributes: Vec<&str> = attributes.split_inclusive('"').collect();
    let joined: Vec<String> = attributes.chunks(2).map(|pair| pair.concat().trim().to_owned()).collect();
    attributes = joined.iter().map(String::as_str).collect();
    attributes.sort_unstable();
    format!("<{name} {}>", attributes.join(" "))
}
