//! The text of a new post, in the style of the blog's other posts.

use chrono::{DateTime, FixedOffset};

use crate::Generator;
use crate::date::{WrittenDate, rfc3339_now};
use crate::front_matter::{self, Conventions, Edit, Field, Format, FrontMatter, Value};

/// How a blog writes the headers of its posts.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderStyle {
    generator: Generator,
    format: Format,
    lines: Vec<Line>,
    line_ending: &'static str,
}

/// A line of a new header: its key, and where its value comes from.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    key: String,
    content: Content,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    Title(Quote),
    Slug(Quote),
    Date(Quote, Option<WrittenDate>),
    Draft,
    Empty,
    /// The same in every post, such as a layout.
    Copied(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    Plain,
    Single,
    Double,
}

/// Keys whose value a new post takes over when all the posts before it have the same.
const CONSTANTS: [&str; 6] = ["layout", "author", "authors", "lang", "type", "template"];

impl HeaderStyle {
    /// The style of these posts, the newest first: the format, order and line ending of the newest,
    /// of each value the quotes that most of them use.
    pub fn of(posts: &[String], generator: Generator) -> HeaderStyle {
        let headers: Vec<(&String, FrontMatter)> = posts
            .iter()
            .map(|text| (text, front_matter::read(text, generator)))
            .filter(|(_, header)| header.problems.is_empty() && format(header).is_some())
            .collect();
        let newest = headers.first();
        let own = if generator == Generator::Zola { Format::Toml } else { Format::Yaml };
        let found = newest.and_then(|(_, header)| format(header)).unwrap_or(own);
        let models: Vec<&FrontMatter> =
            headers.iter().map(|(_, header)| header).filter(|header| format(header) == Some(found)).collect();
        let is_crlf = newest.is_some_and(|(text, _)| text.contains("\r\n"));
        HeaderStyle {
            generator,
            format: found,
            lines: lines(&models, generator),
            line_ending: if is_crlf { "\r\n" } else { "\n" },
        }
    }
}

/// A post with this title and slug, no tags and no body, dated now.
pub fn text(style: &HeaderStyle, title: &str, slug: &str, draft: bool, now: DateTime<FixedOffset>) -> String {
    let (fence, equals) = if style.format == Format::Toml { ("+++", " = ") } else { ("---", ": ") };
    let mut text = format!("{fence}\n");
    for Line { key, content } in &style.lines {
        let value = match content {
            Content::Title(quote) | Content::Slug(quote) => quote.around("x"),
            Content::Date(quote, shape) => quote.around(&match shape {
                Some(shape) => shape.now_like(now),
                None => usual_date(style.generator, now),
            }),
            Content::Draft => draft.to_string(),
            Content::Empty => "[]".into(),
            Content::Copied(written) => written.clone(),
        };
        text.push_str(&format!("{key}{equals}{value}\n"));
    }
    text.push_str(&format!("{fence}\n\n"));
    // The engine that edits real headers puts the values in: it knows what must be quoted.
    for Line { key, content } in &style.lines {
        let value = match content {
            Content::Title(_) => title,
            Content::Slug(_) => slug,
            _ => continue,
        };
        let edit = Edit::Set { path: &[key], value: Value::String(value.to_owned()) };
        if let Ok(replacements) = front_matter::edit(&text, &edit, &Conventions::of(style.generator)) {
            text = front_matter::apply(&text, &replacements);
        }
    }
    text.replace('\n', style.line_ending)
}

/// The formats that a new header is written in.
fn format(header: &FrontMatter) -> Option<Format> {
    let format = header.split.as_ref()?.format;
    matches!(format, Format::Yaml | Format::Toml).then_some(format)
}

/// The lines that the newest post has and a new one needs, in its order; then what every post of
/// the generator has, each behind its neighbour.
fn lines(models: &[&FrontMatter], generator: Generator) -> Vec<Line> {
    let newest = models.first().map(|header| header.fields.as_slice()).unwrap_or_default();
    let mut lines: Vec<Line> = newest
        .iter()
        .filter_map(|field| Some(Line { key: field.key.clone(), content: content(models, field)? }))
        .collect();
    let needed = needed(generator, models.is_empty());
    for (at, (key, content)) in needed.iter().enumerate() {
        if lines.iter().any(|line| is_same(&line.content, content)) {
            continue;
        }
        let before = needed[..at].iter().rev().find_map(|(_, other)| {
            lines.iter().position(|line| is_same(&line.content, other)).map(|position| position + 1)
        });
        let content = like_the_title(content, &lines);
        lines.insert(before.unwrap_or(0), Line { key: (*key).to_owned(), content });
    }
    lines
}

/// What every post of a generator's sites has.
fn needed(generator: Generator, is_first: bool) -> Vec<(&'static str, Content)> {
    let title = ("title", Content::Title(Quote::Double));
    let date = ("date", Content::Date(Quote::Plain, None));
    let draft = ("draft", Content::Draft);
    match generator {
        Generator::Jekyll if is_first => vec![("layout", Content::Copied("post".into())), title, date],
        Generator::Jekyll | Generator::Hexo => vec![title, date],
        Generator::Astro if is_first => vec![title, ("pubDate", Content::Date(Quote::Plain, None))],
        Generator::Astro | Generator::Eleventy => vec![title, date],
        Generator::Hugo | Generator::Zola => vec![title, date, draft],
        Generator::Plain | Generator::Pelican => {
            vec![title, date, draft, ("slug", Content::Slug(Quote::Double)), ("tags", Content::Empty)]
        }
    }
}

fn content(models: &[&FrontMatter], field: &Field) -> Option<Content> {
    let key = field.key.to_lowercase();
    let same: Vec<&Field> = models.iter().filter_map(|header| header.field(&field.key)).collect();
    let quote = || most(&same.iter().map(|field| Quote::of(&field.written)).collect::<Vec<_>>());
    match key.as_str() {
        "title" => Some(Content::Title(quote()?)),
        "slug" => Some(Content::Slug(quote()?)),
        "date" | "pubdate" | "publishdate" | "pubdatetime" => {
            let shape = field.value.as_text().and_then(|text| WrittenDate::parse(&text));
            Some(Content::Date(quote()?, shape))
        }
        "draft" => Some(Content::Draft),
        "tags" | "categories" => matches!(field.value, Value::List(_)).then_some(Content::Empty),
        constant if CONSTANTS.contains(&constant) => {
            let is_constant =
                same.len() == models.len() && same.iter().all(|other| other.written == field.written);
            (is_constant && !field.written.contains('\n')).then(|| Content::Copied(field.written.clone()))
        }
        _ => None,
    }
}

fn is_same(a: &Content, b: &Content) -> bool {
    matches!(
        (a, b),
        (Content::Title(_), Content::Title(_))
            | (Content::Slug(_), Content::Slug(_))
            | (Content::Date(..), Content::Date(..))
            | (Content::Draft, Content::Draft)
            | (Content::Empty, Content::Empty)
            | (Content::Copied(_), Content::Copied(_))
    )
}

/// A slug that no post has yet gets the quotes of the titles.
fn like_the_title(content: &Content, lines: &[Line]) -> Content {
    let title = lines.iter().find_map(|line| match line.content {
        Content::Title(quote) => Some(quote),
        _ => None,
    });
    match (content, title) {
        (Content::Slug(_), Some(quote)) => Content::Slug(quote),
        _ => content.clone(),
    }
}

/// The shape in which a generator's own new posts are dated.
fn usual_date(generator: Generator, now: DateTime<FixedOffset>) -> String {
    match generator {
        // `lib/jekyll-compose/file_info.rb`
        Generator::Jekyll => now.format("%Y-%m-%d %H:%M:%S %z").to_string(),
        // `lib/hexo/post.ts`
        Generator::Hexo => now.format("%Y-%m-%d %H:%M:%S").to_string(),
        Generator::Astro | Generator::Eleventy => now.format("%Y-%m-%d").to_string(),
        _ => rfc3339_now(now),
    }
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
    fn check(generator: Generator, posts: &[&str], title: &str, expected: &str) {
        let posts: Vec<String> = posts.iter().map(|&post| post.to_owned()).collect();
        assert_eq!(text(&HeaderStyle::of(&posts, generator), title, "a-b", true, now()), expected);
    }

    #[test]
    fn the_first_post_of_a_blog_has_the_usual_header() {
        let expected = "---\ntitle: \"A \\\"b\\\"\"\ndate: 2026-11-22T10:00:00+01:00\ndraft: true\nslug: \"a-b\"\ntags: []\n---\n\n";
        check(Generator::Plain, &[], "A \"b\"", expected);
    }

    #[test]
    fn the_first_post_of_a_site_has_what_its_generator_needs() {
        let date = "2026-11-22T10:00:00+01:00";
        let zola = format!("+++\ntitle = \"A\"\ndate = {date}\ndraft = true\n+++\n\n");
        check(Generator::Zola, &[], "A", &zola);
        let jekyll = "---\nlayout: post\ntitle: \"A\"\ndate: 2026-11-22 10:00:00 +0100\n---\n\n";
        check(Generator::Jekyll, &[], "A", jekyll);
        check(Generator::Hexo, &[], "A", "---\ntitle: \"A\"\ndate: 2026-11-22 10:00:00\n---\n\n");
    }

    #[test]
    fn order_quotes_shapes_and_line_ending_follow_the_other_posts() {
        let post = "---\r\ndate: '2020-01-01'\r\ntitle: Plain\r\ntags: [a]\r\n---\r\nbody\r\n";
        let expected = "---\r\ndate: '2026-11-22'\r\ndraft: true\r\nslug: a-b\r\ntitle: A b\r\n\
                        tags: []\r\n---\r\n\r\n";
        check(Generator::Plain, &[post], "A b", expected);
    }

    #[test]
    fn what_is_the_same_in_every_post_is_taken_over() {
        let posts = ["a", "b"].map(|title| {
            format!("---\nlayout: essay\ntitle: '{title}'\nauthor: Me\nsummary: {title}\ndate: 2020-01-01 10:00\n---\n")
        });
        let expected = "---\nlayout: essay\ntitle: 'A'\nauthor: Me\ndate: 2026-11-22 10:00\n---\n\n";
        check(Generator::Jekyll, &[&posts[0], &posts[1]], "A", expected);
    }

    #[test]
    fn a_plain_title_is_quoted_where_it_must_be() {
        let post = "---\ntitle: Plain\n---\n".to_owned();
        let written = text(&HeaderStyle::of(&[post], Generator::Plain), "A: b", "a-b", true, now());
        let header = front_matter::read(&written, Generator::Plain);
        assert_eq!(header.fields[0].value, Value::String("A: b".into()));
    }
}
