//! A fast reader of the headers that most posts have: keys with a text on one line or a flat list.
//! It gives nothing at any doubt, and the parser reads the header then.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::ScalarStyle;

use super::scalar::{Schema, must_be_escaped};
use crate::front_matter::lines::{LineCounter, line_at};
use crate::front_matter::value::{Field, Style, Value};

/// More fields are left to the parser: each key is compared with all before it.
const MOST_FIELDS: usize = 64;
/// Far below what the parser takes for a key, in bytes.
const LONGEST_KEY: usize = 128;

/// The fields of the YAML in `content`, a range of `text`; `None` where anything in it is not simple.
/// What is simple has no problems.
pub(super) fn read(text: &str, content: &Range<usize>, schema: Schema) -> Option<Vec<Field>> {
    if has_doubtful_sign(&text[content.clone()]) {
        return None;
    }
    let number = LineCounter::new(text).line_of(content.start);
    let lines = Lines { text: &text[..content.end], next: content.start, number };
    let mut reader = Reader { text, schema, lines, fields: Vec::with_capacity(8) };
    while let Some((line, number)) = reader.lines.take() {
        reader.entry(&line, number)?;
    }
    Some(reader.fields)
}

/// The lines of a header, one after another.
struct Lines<'t> {
    text: &'t str,
    next: usize,
    /// Of the next line, from 1.
    number: u32,
}

impl Lines<'_> {
    /// The next line, without its break.
    fn look(&self) -> Option<Range<usize>> {
        (self.next < self.text.len()).then(|| line_at(self.text, self.next).0)
    }

    /// The next line and its number, which are then behind.
    fn take(&mut self) -> Option<(Range<usize>, u32)> {
        let (line, next) = (self.next < self.text.len()).then(|| line_at(self.text, self.next))?;
        let number = self.number;
        self.next = next;
        self.number = number.saturating_add(1);
        Some((line, number))
    }
}

struct Reader<'t> {
    text: &'t str,
    schema: Schema,
    lines: Lines<'t>,
    fields: Vec<Field>,
}

impl Reader<'_> {
    /// Reads the entry that starts on this line, or passes over a comment or blank line.
    fn entry(&mut self, line: &Range<usize>, number: u32) -> Option<()> {
        let written = &self.text[line.clone()];
        if written.starts_with('#') || is_blank(written) {
            return Some(());
        }
        let length = written.bytes().take_while(|byte| is_in_key(*byte)).count();
        let (key, rest) = written.split_at(length);
        let is_key = key.starts_with(|first: char| first.is_ascii_alphabetic()) && length <= LONGEST_KEY;
        let value = rest.strip_prefix(':').filter(|value| value.is_empty() || value.starts_with(' '))?;
        let is_new = self.fields.len() < MOST_FIELDS && self.fields.iter().all(|field| field.key != key);
        if !is_key || !is_new {
            return None;
        }
        let colon = line.start + length + 1;
        let range = trimmed(value, colon);
        let (value, style, range) = if !range.is_empty() {
            let (value, style) = self.value(range.clone())?;
            (value, style, range)
        } else if self.is_item_next() {
            let (items, range) = self.block_list()?;
            (Value::List(items), Style::Block, range)
        } else {
            (Value::Null, Style::Empty, colon..colon)
        };
        let written = self.text[range.clone()].to_owned();
        self.fields.push(Field { key: key.to_owned(), value, written, line: number, range, style });
        Some(())
    }

    /// The value behind a key.
    fn value(&self, range: Range<usize>) -> Option<(Value, Style)> {
        let written = &self.text[range];
        match written.strip_prefix('[') {
            Some(rest) => Some((Value::List(self.flow_items(rest.strip_suffix(']')?)?), Style::Flow)),
            None => self.scalar(written),
        }
    }

    /// A text that ends with its line.
    fn scalar(&self, written: &str) -> Option<(Value, Style)> {
        match written.as_bytes().first()? {
            b'\'' => {
                let inner = written[1..].strip_suffix('\'')?;
                Some((Value::String(single_quoted(inner)?.into_owned()), Style::SingleQuoted))
            }
            b'"' => {
                let inner = written[1..].strip_suffix('"').filter(|inner| !inner.contains(['"', '\\']))?;
                Some((Value::String(inner.to_owned()), Style::DoubleQuoted))
            }
            _ => {
                let is_plain = starts_plain(written)
                    && !written.ends_with(':')
                    && !written.contains(": ")
                    && !written.contains(" #");
                is_plain.then(|| (self.plain(written), Style::Plain))
            }
        }
    }

    fn plain(&self, written: &str) -> Value {
        self.schema.read(written, ScalarStyle::Plain, None)
    }

    /// The items between two brackets.
    fn flow_items(&self, inner: &str) -> Option<Vec<Value>> {
        let mut items = Vec::new();
        let mut rest = inner.trim_matches(' ');
        while !rest.is_empty() {
            let (item, behind) = match rest.as_bytes()[0] {
                quote @ (b'"' | b'\'') => {
                    let length = memchr::memchr(quote, &rest.as_bytes()[1..])?;
                    let inner = &rest[1..=length];
                    let behind = rest[length + 2..].trim_start_matches(' ');
                    if inner.contains('\\') && quote == b'"' {
                        return None;
                    }
                    (Value::String(inner.to_owned()), behind)
                }
                _ => {
                    let length = memchr::memchr(b',', rest.as_bytes()).unwrap_or(rest.len());
                    let (item, behind) = rest.split_at(length);
                    let item = item.trim_end_matches(' ');
                    if !starts_plain(item) || item.contains(['[', ']', '{', '}', ':', '#', '"', '?']) {
                        return None;
                    }
                    (self.plain(item), behind)
                }
            };
            items.push(item);
            rest = match behind.strip_prefix(',') {
                // A comma with nothing behind it is for the parser to judge.
                Some(more) => Some(more.trim_start_matches(' ')).filter(|more| !more.is_empty())?,
                None if behind.is_empty() => behind,
                None => return None,
            };
        }
        Some(items)
    }

    /// Whether an item of a list comes next.
    fn is_item_next(&self) -> bool {
        let next = self.lines.look().map(|line| self.text[line].trim_start_matches(' '));
        next.is_some_and(|line| line.starts_with("- "))
    }

    /// The items that follow, each on a line of its own, and the range from the first dash on.
    fn block_list(&mut self) -> Option<(Vec<Value>, Range<usize>)> {
        let (mut items, mut range) = (Vec::new(), None::<Range<usize>>);
        let mut indent = None;
        while let Some(line) = self.lines.look() {
            let written = &self.text[line.clone()];
            let found = written.len() - written.trim_start_matches(' ').len();
            let Some(item) = written[found..].strip_prefix("- ") else { break };
            if *indent.get_or_insert(found) != found {
                return None;
            }
            let at = trimmed(item, line.start + found + 2);
            items.push(self.scalar(&self.text[at.clone()])?.0);
            range = Some(range.map_or(line.start + found, |range| range.start)..at.end);
            self.lines.take();
        }
        Some((items, range?))
    }
}

/// Whether there is a sign that some reader may take for a break, refuse or leave out, or a tab.
fn has_doubtful_sign(yaml: &str) -> bool {
    let is_control = |byte| matches!(byte, 0..b' ' | 0x7f) && !matches!(byte, b'\n' | b'\r');
    let is_doubtful = |char: char| !char.is_ascii() && must_be_escaped(char);
    let mut returns = memchr::memchr_iter(b'\r', yaml.as_bytes());
    yaml.bytes().any(is_control)
        || !yaml.is_ascii() && yaml.chars().any(is_doubtful)
        || returns.any(|at| !yaml[at..].starts_with("\r\n"))
}

/// The text between two single quotes; `None` when one of them ends it.
fn single_quoted(inner: &str) -> Option<Cow<'_, str>> {
    if !inner.contains('\'') {
        return Some(Cow::Borrowed(inner));
    }
    let is_whole = !inner.replace("''", "").contains('\'');
    is_whole.then(|| Cow::Owned(inner.replace("''", "'")))
}

/// Where `value`, which starts at `start`, has something between its spaces.
fn trimmed(value: &str, start: usize) -> Range<usize> {
    let rest = value.trim_start_matches(' ');
    let start = start + value.len() - rest.len();
    start..start + rest.trim_end_matches(' ').len()
}

fn is_in_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| byte == b' ')
}

/// Whether a text without quotes can start so: by none of YAML's indicators.
fn starts_plain(written: &str) -> bool {
    const INDICATORS: [char; 19] =
        ['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`'];
    !written.is_empty() && !written.starts_with(INDICATORS)
}

#[cfg(test)]
mod tests;
