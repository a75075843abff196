//! The tags of HTML text, found as the HTML tokenizer finds them but without building a tree.

use std::ops::Range;

/// A piece of markup.
pub enum Piece<'a> {
    /// A start or end tag.
    Tag(Tag<'a>),
    /// A comment, a declaration, a cut-off tag, or a `<` that starts none of them.
    Other,
}

/// A tag as it is written.
pub struct Tag<'a> {
    /// Its name, in the case it is written in.
    pub name: &'a str,
    /// Whether it is an end tag.
    pub closing: bool,
    /// What stands between the name and the `>`.
    pub attributes: &'a str,
    /// Where it is, `<` and `>` included.
    pub range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// Whether this is the tag of `name`, which is in lower case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, not unescaped.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut at = 0;
        while let Some((found, value)) = next_attribute(self.attributes, &mut at) {
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
        }
        None
    }

    /// How many attributes are written, repeated ones included.
    pub fn attribute_count(&self) -> usize {
        let mut at = 0;
        std::iter::from_fn(|| next_attribute(self.attributes, &mut at)).count()
    }

    /// The attributes, when they are written in the one form that leaves nothing to interpretation:
    /// lower-case names, double quotes, and no `<` or `>` in a value. Values are not unescaped.
    pub fn plain_attributes(&self) -> Option<Vec<(&'a str, &'a str)>> {
        let mut found = Vec::new();
        let mut rest = self.attributes;
        loop {
            if matches!(rest, "" | "/" | " /") {
                return Some(found);
            }
            let (name, after) = rest.strip_prefix(' ')?.split_once("=\"")?;
            let (value, after) = after.split_once('"')?;
            let named = !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-'));
            if !named || value.contains(['<', '>']) {
                return None;
            }
            found.push((name, value));
            rest = after;
        }
    }
}

/// Elements that have neither content nor an end tag.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Writes text for use between tags or in an attribute.
pub fn escape(text: &str, html: &mut String) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[start..at]);
        html.push_str(entity);
        start = at + 1;
    }
    html.push_str(&text[start..]);
}

/// The value of an attribute that the sanitiser wrote: only these references occur in it.
pub fn unescape(value: &str) -> String {
    let plain =
        value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    plain.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")
}

/// All markup of `html` in order. The content of `script`, `style` and their like is passed over.
pub fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0 }
}

/// The iterator of [`pieces`].
pub struct Pieces<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let start = self.at + memchr::memchr(b'<', &self.html.as_bytes()[self.at..])?;
        let after = &self.html[start + 1..];
        if after.starts_with(['!', '?']) {
            let (opening, end) = if after.starts_with("!--") { (3, "-->") } else { (1, ">") };
            self.at = after[opening..]
                .find(end)
                .map_or(self.html.len(), |found| start + 1 + opening + found + end.len());
            return Some(Piece::Other);
        }
        let closing = after.starts_with('/');
        let name_start = start + 1 + usize::from(closing);
        let name_length =
            self.html[name_start..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<'));
        let name = &self.html[name_start..name_length.map_or(self.html.len(), |length| name_start + length)];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.at = start + 1;
            return Some(Piece::Other);
        }
        let attributes_start = name_start + name.len();
        let Some(length) = attributes_length(&self.html[attributes_start..]) else {
            self.at = self.html.len();
            return Some(Piece::Other);
        };
        let end = attributes_start + length;
        self.at = end + 1;
        if !closing && is_raw_text(name) {
            self.at = raw_text_end(self.html, self.at, name);
        }
        let attributes = &self.html[attributes_start..end];
        Some(Piece::Tag(Tag { name, closing, attributes, range: start..end + 1 }))
    }
}

/// How far the `>` is that ends a tag.
fn attributes_length(text: &str) -> Option<usize> {
    let mut at = 0;
    while next_attribute(text, &mut at).is_some() {}
    (text.as_bytes().get(at) == Some(&b'>')).then_some(at)
}

/// Reads the name and the value of the attribute at `at`, by the states of the HTML tokenizer, and
/// moves `at` behind it: to the `>` or the end of the text when no attribute is left.
fn next_attribute<'a>(text: &'a str, at: &mut usize) -> Option<(&'a str, &'a str)> {
    let bytes = text.as_bytes();
    let skip = |from: usize, over: fn(u8) -> bool| {
        bytes[from..].iter().take_while(|byte| over(**byte)).count() + from
    };
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    *at = skip(*at, |byte| byte.is_ascii_whitespace() || byte == b'/');
    if bytes.get(*at).is_none_or(|byte| *byte == b'>') {
        return None;
    }
    let start = *at;
    // Even an equals sign, when it comes first, is part of the name.
    *at = skip(start + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
    let name = &text[start..*at];
    let equals = skip(*at, is_space);
    if bytes.get(equals) != Some(&b'=') {
        return Some((name, ""));
    }
    let value = skip(equals + 1, is_space);
    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(value) {
        let length = memchr::memchr(quote, &bytes[value + 1..]);
        let end = length.map_or(text.len(), |length| value + 1 + length);
        *at = text.len().min(end + 1);
        return Some((name, &text[value + 1..end]));
    }
    *at = skip(value, |byte| !byte.is_ascii_whitespace() && byte != b'>');
    Some((name, &text[value..*at]))
}

fn is_raw_text(name: &str) -> bool {
    const RAW_TEXT: [&str; 9] =
        ["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];
    RAW_TEXT.iter().any(|raw| name.eq_ignore_ascii_case(raw))
}

fn raw_text_end(html: &str, from: usize, name: &str) -> usize {
    let closes = |at: usize| {
        let found = html.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    memchr::memmem::find_iter(&html.as_bytes()[from..], b"</")
        .map(|at| from + at)
        .find(|&at| closes(at))
        .unwrap_or(html.len())
}
