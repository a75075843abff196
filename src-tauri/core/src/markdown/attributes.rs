//! `{: .class #id key="value"}` of kramdown and `{.class #id key=value}` of Goldmark.

use super::tags::{self, Piece};

/// The attributes of one such list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeList {
    id: Option<String>,
    classes: Vec<String>,
    others: Vec<(String, String)>,
    /// kramdown's `{:toc}`: the list before it becomes a table of contents.
    pub is_toc: bool,
}

impl AttributeList {
    /// Reads what stands between the braces, without the colon. Names alone, which stand for lists
    /// that are defined elsewhere, are passed over.
    pub fn parse(text: &str) -> AttributeList {
        let mut list = AttributeList::default();
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = word_length(rest);
            let (word, after) = rest.split_at(length.max(first.len_utf8()));
            match (first, word.split_once('=')) {
                ('.', _) => list.classes.extend(word.split('.').filter(|w| !w.is_empty()).map(str::to_owned)),
                ('#', _) => list.id = Some(word[1..].to_owned()),
                (_, Some(("id", value))) => list.id = Some(unquoted(value).to_owned()),
                (_, Some(("class", value))) => {
                    list.classes.extend(unquoted(value).split_whitespace().map(str::to_owned));
                }
                (_, Some((name, value))) => list.others.push((name.to_owned(), unquoted(value).to_owned())),
                _ => list.is_toc |= word == "toc",
            }
            rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        }
        list
    }

    /// Writes the attributes into the first tag of `html`, in place of those it has.
    pub fn add_to(&self, html: &str) -> String {
        let tag = tags::pieces(html).find_map(|piece| match piece {
            Piece::Tag(tag) if !tag.closing => Some(tag),
            _ => None,
        });
        let Some(tag) = tag else { return html.to_owned() };
        let end = tag.range.start + 1 + tag.name.len();
        let mut added = html[..end].to_owned();
        let mut write = |name: &str, value: &str| {
            added.push(' ');
            added.push_str(name);
            added.push_str("=\"");
            tags::escape(value, &mut added);
            added.push('"');
        };
        if let Some(id) = &self.id {
            write("id", id);
        }
        let had = tag.attribute("class").map(tags::unescape);
        let classes: Vec<&str> = had.iter().chain(&self.classes).map(String::as_str).collect();
        if !self.classes.is_empty() {
            write("class", &classes.join(" "));
        }
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        for (name, value) in self.others.iter().filter(|(name, _)| is_name(name)) {
            write(name, value);
        }
        let mut kept = tag.attributes.to_owned();
        for (name, is_replaced) in [("id", self.id.is_some()), ("class", !self.classes.is_empty())] {
            if let (Some(value), true) = (tag.attribute(name), is_replaced) {
                kept = kept.replacen(&format!(" {name}=\"{value}\""), "", 1);
            }
        }
        added.push_str(&kept);
        added.push_str(&html[end + tag.attributes.len()..]);
        added
    }
}

/// The length of the word at the start of `text`; quotes hold spaces together.
fn word_length(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c.is_whitespace() || c == ',' => return at,
            None => {}
        }
    }
    text.len()
}

fn unquoted(value: &str) -> &str {
    let of = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    of('"').or_else(|| of('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::AttributeList;

    #[test]
    fn attributes_join_those_of_the_tag() {
        for (list, html, expected) in [
            (".a #b k=\"v w\"", "<p>x</p>", "<p id=\"b\" class=\"a\" k=\"v w\">x</p>"),
            (".a.b", "<h1 id=\"x\">y</h1>", "<h1 class=\"a b\" id=\"x\">y</h1>"),
            ("#n", "<h1 id=\"x\">y</h1>", "<h1 id=\"n\">y</h1>"),
            (".b", "<code class=\"a\">y", "<code class=\"a b\">y"),
            ("style='color: red' on\"x=1", "<em>", "<em style=\"color: red\">"),
            ("name", "<em>", "<em>"),
        ] {
            assert_eq!(AttributeList::parse(list).add_to(html), expected, "{list}");
        }
        assert!(AttributeList::parse("toc .x").is_toc);
    }
}
