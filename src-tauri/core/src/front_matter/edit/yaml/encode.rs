//! Writing YAML scalars so that every reader takes them for what they are.

use granit_parser::ScalarStyle;

use crate::front_matter::value::{Value, float_text};
use crate::front_matter::yaml::{must_be_escaped, read_scalar, reads_plain};

/// A value on one line: a scalar in the wished style, a list or map in brackets.
///
/// The style gives way where it cannot hold the value: plain to quotes, `'` to `"` for characters
/// that need an escape.
pub(super) fn inline(value: &Value, wish: ScalarStyle, flow: bool) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => float_text(*number),
        Value::String(text) => string(text, wish, flow),
        Value::Date(text) => date(text, wish, flow),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, wish, true)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entry =
                |(key, value): &(String, Value)| format!("{}: {}", self::key(key), inline(value, wish, true));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A key, in quotes where it needs them.
pub(super) fn key(key: &str) -> String {
    string(key, ScalarStyle::Plain, true)
}

/// A key in the quotes of another.
pub(super) fn key_like(key: &str, style: ScalarStyle) -> String {
    string(key, style, true)
}

/// Text in the wished style of one line. Block styles, which [`block`] writes, count as plain.
fn string(text: &str, wish: ScalarStyle, flow: bool) -> String {
    let escaped = text.chars().any(must_be_escaped);
    match wish {
        _ if escaped => double_quoted(text),
        ScalarStyle::DoubleQuoted => double_quoted(text),
        ScalarStyle::SingleQuoted => single_quoted(text),
        _ if reads_plain(text, flow) => text.to_owned(),
        // The quotes that leave the text legible.
        _ if text.contains(['"', '\\']) => single_quoted(text),
        _ => double_quoted(text),
    }
}

/// A date keeps the quotes it has; without any it is plain, so that YAML 1.1 reads a date.
fn date(text: &str, wish: ScalarStyle, flow: bool) -> String {
    match wish {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => string(text, wish, flow),
        _ if read_scalar(text, ScalarStyle::Plain, None) == Value::Date(text.to_owned()) => text.to_owned(),
        _ => string(text, wish, flow),
    }
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\0' => quoted.push_str("\\0"),
            _ if !must_be_escaped(character) => quoted.push(character),
            _ => match u32::from(character) {
                code @ 0..=0xff => quoted.push_str(&format!("\\x{code:02x}")),
                code => quoted.push_str(&format!("\\u{code:04x}")),
            },
        }
    }
    quoted.push('"');
    quoted
}

/// Text as a block scalar, its first line after `|` or `>`, or `None` when that cannot hold it.
///
/// `indent` stands before each line of content, `line_break` after each but the last.
pub(super) fn block(text: &str, style: ScalarStyle, indent: &str, line_break: &str) -> Option<String> {
    let (body, chomping) = match text.strip_suffix('\n') {
        Some(body) => (body, ""),
        None => (text, "-"),
    };
    // Some readers take such a line for the end of the header, whatever its indent.
    let ends_header =
        |line: &str| ["---", "...", "+++"].iter().any(|fence| line.trim_start().starts_with(fence));
    let holds = !body.is_empty()
        && !body.split('\n').any(ends_header)
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with([' ', '\t', '\n'])
        && !body.chars().any(|character| character != '\n' && must_be_escaped(character))
        && !body.contains("\n\t");
    let indicator = match style {
        // Folding several lines would ask for care with every indented line among them.
        ScalarStyle::Folded if !body.contains('\n') => '>',
        _ => '|',
    };
    if !holds {
        return None;
    }
    let mut written = format!("{indicator}{chomping}");
    for line in body.split('\n') {
        written.push_str(line_break);
        if !line.is_empty() {
            written.push_str(indent);
            written.push_str(line);
        }
    }
    Some(written)
}
