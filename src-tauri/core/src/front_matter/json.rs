//! Reading JSON headers: serde_json for the values, a scanner for the places.

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

/// The fields of the object in `content`, a range of `text`.
pub(crate) fn read(text: &str, content: &Range<usize>) -> (Vec<Field>, Vec<Problem>) {
    let source = &text[content.clone()];
    let problem = |offset: usize, message: String| {
        let (line, column) = line_and_column(text, offset);
        Problem { line, column, message }
    };
    if source.trim().is_empty() {
        return (Vec::new(), Vec::new());
    }
    match serde_json::from_str(source) {
        Ok(serde_json::Value::Object(_)) => {}
        Ok(_) => return (Vec::new(), vec![problem(content.start, "the header is not a JSON object".into())]),
        Err(error) => {
            let offset = offset_of(source, error.line(), error.column());
            let message = format!("not valid JSON: {}", without_place(&error.to_string()));
            return (Vec::new(), vec![problem(content.start + offset, message)]);
        }
    }
    let mut problems = Vec::new();
    let mut lines = LineCounter::new(text);
    let mut fields: Vec<Field> = Vec::new();
    let mut first_lines: HashMap<String, u32> = HashMap::new();
    for (key_range, range) in members(text, content) {
        let Ok(key) = serde_json::from_str::<String>(&text[key_range.clone()]) else { continue };
        let line = lines.line_of(key_range.start);
        if let Some(first) = first_lines.get(&key).filter(|_| problems.len() < MAX_PROBLEMS) {
            let message = format!("`{key}` is given twice, first in line {first}");
            problems.push(problem(key_range.start, message));
        }
        let written = &text[range.clone()];
        let value = serde_json::from_str(written).map_or(Value::Null, value);
        let style = match &value {
            Value::String(_) => Style::DoubleQuoted,
            Value::List(_) | Value::Map(_) => Style::Flow,
            _ => Style::Plain,
        };
        first_lines.entry(key.clone()).or_insert(line);
        fields.push(Field { key, value, written: written.to_owned(), line, range, style });
    }
    (fields, problems)
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

/// Key and value ranges of the members of a valid object.
fn members(text: &str, content: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut members = Vec::new();
    let mut scanner = Scanner { text: &text[..content.end], at: content.start };
    scanner.skip_space();
    scanner.at += 1;
    loop {
        scanner.skip_space();
        let key = scanner.at;
        if scanner.peek() != Some(b'"') || scanner.string().is_none() {
            return members;
        }
        let key = key..scanner.at;
        scanner.skip_space();
        scanner.at += 1;
        scanner.skip_space();
        let start = scanner.at;
        if scanner.value().is_none() {
            return members;
        }
        members.push((key, start..scanner.at));
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
                    .is_some_and(|byte| !matches!(byte, b',' | b'}') && !byte.is_ascii_whitespace())
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
