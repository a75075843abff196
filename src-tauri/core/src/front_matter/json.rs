//! Reading JSON headers: serde_json for the values, a scanner for the places.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::lines::{LineCounter, line_and_column};
use super::value::{Field, Problem, Style, Value};

/// Each costs a walk from the top of the text to count its line.
const MAX_PROBLEMS: usize = 50;

/// Where the object that opens at `start` ends, its `}` included; `None` when it never does.
pub(crate) fn object_end(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut scanner = Scanner { text, at: start };
    while let Some(byte) = scanner.peek() {
        match byte {
            b'"' => scanner.string()?,
            b'{' | b'[' => {
                depth += 1;
                scanner.at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                scanner.at += 1;
                if depth == 0 {
                    return Some(scanner.at);
                }
            }
            _ => scanner.at += 1,
        }
    }
    None
}

/// The object in `content`, a range of `text`, with its braces: Hexo's header has none.
pub(crate) fn source(text: &str) -> Cow<'_, str> {
    let is_object = text.trim_start().starts_with(['{', '[']);
    if is_object || text.trim().is_empty() { Cow::Borrowed(text) } else { Cow::Owned(format!("{{{text}}}")) }
}

/// The fields of the object in `content`, a range of `text`.
pub(crate) fn read(text: &str, content: &Range<usize>) -> (Vec<Field>, Vec<Problem>) {
    let source = source(&text[content.clone()]);
    let added = source.len().saturating_sub(content.len()) / 2;
    let problem = |offset: usize, message: String| {
        let (line, column) = line_and_column(text, offset);
        Problem { line, column, message }
    };
    if source.trim().is_empty() {
        return (Vec::new(), Vec::new());
    }
    match serde_json::from_str(&source) {
        Ok(serde_json::Value::Object(_)) => {}
        Ok(_) => return (Vec::new(), vec![problem(content.start, "the header is not a JSON object".into())]),
        Err(error) => {
            let offset = offset_of(&source, error.line(), error.column()).saturating_sub(added);
            let message = format!("not valid JSON: {}", without_place(&error.to_string()));
            return (Vec::new(), vec![problem(content.start + offset, message)]);
        }
    }
    let mut problems = Vec::new();
    let mut lines = LineCounter::new(text);
    let mut fields: Vec<Field> = Vec::new();
    let mut first_lines: HashMap<String, u32> = HashMap::new();
    for Member { key, name, range } in members(text, content) {
        let line = lines.line_of(name.start);
        if let Some(first) = first_lines.get(&key).filter(|_| problems.len() < MAX_PROBLEMS) {
            let message = format!("`{key}` is given twice, first in line {first}");
            problems.push(problem(name.start, message));
        }
        let written = &text[range.clone()];
        let value = read_value(written);
        let style = style(&value);
        first_lines.entry(key.clone()).or_insert(line);
        fields.push(Field { key, value, written: written.to_owned(), line, range, style });
    }
    (fields, problems)
}

/// The value of valid JSON.
pub(crate) fn read_value(written: &str) -> Value {
    serde_json::from_str(written).map_or(Value::Null, value)
}

/// How JSON writes a value.
pub(crate) fn style(value: &Value) -> Style {
    match value {
        Value::String(_) => Style::DoubleQuoted,
        Value::List(_) | Value::Map(_) => Style::Flow,
        _ => Style::Plain,
    }
}

fn value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(value),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(value) => Value::Int(value),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::String(text) => Value::String(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(value).collect()),
        serde_json::Value::Object(entries) => {
            Value::Map(entries.into_iter().map(|(key, item)| (key, value(item))).collect())
        }
    }
}

/// A member of an object.
pub(crate) struct Member {
    /// The key without quotes and escapes.
    pub key: String,
    /// The key's bytes, quotes included.
    pub name: Range<usize>,
    /// The value's bytes.
    pub range: Range<usize>,
}

/// The members of the valid object at `object`, with or without its braces.
pub(crate) fn members(text: &str, object: &Range<usize>) -> Vec<Member> {
    let mut members = Vec::new();
    let mut scanner = Scanner { text: &text[..object.end], at: object.start };
    scanner.skip_space();
    if scanner.peek() == Some(b'{') {
        scanner.at += 1;
    }
    loop {
        scanner.skip_space();
        let name = scanner.at;
        if scanner.peek() != Some(b'"') || scanner.string().is_none() {
            return members;
        }
        let name = name..scanner.at;
        scanner.skip_space();
        scanner.at += 1;
        scanner.skip_space();
        let start = scanner.at;
        if scanner.value().is_none() {
            return members;
        }
        let range = start..scanner.at;
        if let Ok(key) = serde_json::from_str(&text[name.clone()]) {
            members.push(Member { key, name, range });
        }
        scanner.skip_space();
        scanner.at += 1;
    }
}

/// The items of the valid array at `array`.
pub(crate) fn items(text: &str, array: &Range<usize>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut scanner = Scanner { text: &text[..array.end], at: array.start + 1 };
    loop {
        scanner.skip_space();
        let start = scanner.at;
        if matches!(scanner.peek(), None | Some(b']')) || scanner.value().is_none() {
            return items;
        }
        items.push(start..scanner.at);
        scanner.skip_space();
        scanner.at += 1;
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Moves past the string that starts here.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// Moves past the value that starts here.
    fn value(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.string(),
            b'{' | b'[' => object_end(self.text, self.at).map(|end| self.at = end),
            _ => {
                while self
                    .peek()
                    .is_some_and(|byte| !matches!(byte, b',' | b'}' | b']') && !byte.is_ascii_whitespace())
                {
                    self.at += 1;
                }
                Some(())
            }
        }
    }
}

/// serde_json counts lines by LF and columns in bytes, both from 1.
fn offset_of(source: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(nth) => memchr::memchr_iter(b'\n', source.as_bytes()).nth(nth).map_or(source.len(), |at| at + 1),
    };
    (start + column.saturating_sub(1)).min(source.len())
}

fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |end| &message[..end])
}
