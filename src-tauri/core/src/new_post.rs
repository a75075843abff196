//! The text of a new post, in the style of the blog's other posts.

use chrono::{DateTime, FixedOffset};

use crate::Generator;
use crate::front_matter::{self, Conventions, Edit, Format, Value};

/// How a blog writes the headers of its posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderStyle {
    /// The five keys of a new post in the blog's order.
    order: Vec<&'static str>,
    title: Quote,
    slug: Quote,
    date: Quote,
    line_ending: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    Plain,
    Single,
    Double,
}

const KEYS: [&str; 5] = ["title", "date", "draft", "slug", "tags"];

impl Default for HeaderStyle {
    fn default() -> HeaderStyle {
        HeaderStyle {
            order: KEYS.to_vec(),
            title: Quote::Double,
            slug: Quote::Double,
            date: Quote::Plain,
            line_ending: "\n",
        }
    }
}

impl HeaderStyle {
    /// The style of these posts, the newest first: the order and line ending of the newest with a
    /// YAML header, and of each value the quotes that most of them use.
    pub fn of(posts: &[String], generator: Generator) -> HeaderStyle {
        let mut style = HeaderStyle::default();
        let headers: Vec<_> = posts
            .iter()
            .map(|text| (text, front_matter::read(text, generator)))
            .filter(|(_, header)| {
                header.problems.is_empty()
                    && header.split.as_ref().is_some_and(|split| split.format == Format::Yaml)
            })
            .collect();
        let Some((newest, first)) = headers.first() else { return style };
        style.order = order(first.fields.iter().map(|field| field.key.as_str()));
        style.line_ending = if newest.contains("\r\n") { "\r\n" } else { "\n" };
        let written = |key: &str| {
            let of_key = |(_, header): &(_, front_matter::FrontMatter)| {
                let field = header.fields.iter().find(|field| field.key == key)?;
                Some(Quote::of(&field.written))
            };
            headers.iter().filter_map(of_key).collect::<Vec<_>>()
        };
        style.title = most(&written("title")).unwrap_or(style.title);
        style.slug = most(&written("slug")).unwrap_or(style.title);
        style.date = most(&written("date")).unwrap_or(style.date);
        style
    }
}

/// A post with this title and slug, no tags and no body. The date is `now` in RFC 3339.
pub fn text(style: &HeaderStyle, title: &str, slug: &str, draft: bool, now: DateTime<FixedOffset>) -> String {
    let date = now.to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
    let mut text = String::from("---\n");
    for key in &style.order {
        let line = match *key {
            "title" => format!("title: {}\n", style.title.around("x")),
            "slug" => format!("slug: {}\n", style.slug.around("x")),
            "date" => format!("date: {}\n", style.date.around(&date)),
            "draft" => format!("draft: {draft}\n"),
            _ => format!("{key}: []\n"),
        };
        text.push_str(&line);
    }
    text.push_str("---\n\n");
    // The engine that edits real headers puts the values in: it knows what must be quoted.
    for (key, value) in [("title", title), ("slug", slug)] {
        let edit = Edit::Set { path: &[key], value: Value::String(value.to_owned()) };
        if let Ok(replacements) = front_matter::edit(&text, &edit, &Conventions::default()) {
            text = front_matter::apply(&text, &replacements);
        }
    }
    text.replace('\n', style.line_ending)
}

/// The five keys, those that the blog uses in its order and the others after their neighbours.
fn order<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<&'static str> {
    let mut order: Vec<&'static str> =
        keys.filter_map(|key| KEYS.into_iter().find(|known| *known == key)).collect();
    for (at, key) in KEYS.into_iter().enumerate() {
        if !order.contains(&key) {
            let before = KEYS[..at].iter().rev().find_map(|known| order.iter().position(|key| key == known));
            order.insert(before.map_or(0, |position| position + 1), key);
        }
    }
    order
}

fn most(quotes: &[Quote]) -> Option<Quote> {
    let count = |quote: &Quote| quotes.iter().filter(|other| *other == quote).count();
    // `max_by_key` takes the last of equals; reversed, that is the newest post's.
    quotes.iter().rev().max_by_key(|quote| count(quote)).copied()
}

impl Quote {
    fn of(written: &str) -> Quote {
        match written.as_bytes().first() {
            Some(b'"') => Quote::Double,
            Some(b'\'') => Quote::Single,
            _ => Quote::Plain,
        }
    }

    fn around(self, text: &str) -> String {
        match self {
            Quote::Plain => text.to_owned(),
            Quote::Single => format!("'{text}'"),
            Quote::Double => format!("\"{text}\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-22T10:00:00+01:00").expect("a date")
    }

    #[track_caller]
    fn check(posts: &[&str], title: &str, expected: &str) {
        let posts: Vec<String> = posts.iter().map(|&post| post.to_owned()).collect();
        assert_eq!(text(&HeaderStyle::of(&posts, Generator::Plain), title, "a-b", true, now()), expected);
    }

    #[test]
    fn the_first_post_of_a_blog_has_the_usual_header() {
        let expected = "---\ntitle: \"A \\\"b\\\"\"\ndate: 2026-11-22T10:00:00+01:00\ndraft: true\nslug: \"a-b\"\ntags: []\n---\n\n";
        check(&[], "A \"b\"", expected);
    }

    #[test]
    fn order_quotes_and_line_ending_follow_the_other_posts() {
        let post = "---\r\ndate: '2020-01-01'\r\ntitle: Plain\r\ntags: [a]\r\n---\r\nbody\r\n";
        let expected = "---\r\ndate: '2026-11-22T10:00:00+01:00'\r\ndraft: true\r\nslug: a-b\r\n\
                        title: A b\r\ntags: []\r\n---\r\n\r\n";
        check(&[post], "A b", expected);
    }

    #[test]
    fn a_plain_title_is_quoted_where_it_must_be() {
        let post = "---\ntitle: Plain\n---\n";
        let written =
            text(&HeaderStyle::of(&[post.to_owned()], Generator::Plain), "A: b", "a-b", true, now());
        let header = front_matter::read(&written, Generator::Plain);
        assert_eq!(header.fields[0].value, Value::String("A: b".into()));
    }
}
