//! Writing TOML values.

use super::super::language::{Hand, Quotes};
use crate::front_matter::value::{Value, float_text};

/// A value, in the quotes and layout of the one that stands there or beside it. `eol` is the line
/// break there.
pub(super) fn like(value: &Value, old: Option<&str>, hand: Hand, eol: &str) -> String {
    match value {
        Value::Null => "\"\"".into(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => float(*number),
        Value::Date(text) if is_date(text) && !old.is_some_and(is_quoted) => text.clone(),
        Value::String(text) | Value::Date(text) => string(text, old, hand),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| like(item, None, hand, eol)).collect();
            let old_lines = old.is_some_and(|old| old.contains('\n'));
            match () {
                () if items.is_empty() => "[]".into(),
                () if hand.other_layout && !old_lines => {
                    format!("[{eol}  {},{eol}]", items.join(&format!(",{eol}  ")))
                }
                () => hand.spaced(format!("[{}]", items.join(", "))),
            }
        }
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| {
                format!("{} = {}", self::key(key), like(value, None, hand, eol))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            if entries.is_empty() { "{}".into() } else { format!("{{ {} }}", entries.join(", ")) }
        }
    }
}

/// A key, in quotes where it needs them.
pub(super) fn key(key: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !key.is_empty() && key.bytes().all(is_bare) { key.to_owned() } else { basic(key) }
}

/// Whether TOML has this date without quotes.
pub(super) fn is_date(text: &str) -> bool {
    text.parse::<toml_edit::Datetime>().is_ok()
}

fn is_quoted(written: &str) -> bool {
    written.starts_with(['"', '\''])
}

fn float(number: f64) -> String {
    match number {
        _ if number.is_nan() => "nan".into(),
        f64::INFINITY => "inf".into(),
        f64::NEG_INFINITY => "-inf".into(),
        _ => float_text(number),
    }
}

fn string(text: &str, old: Option<&str>, hand: Hand) -> String {
    let old = old.unwrap_or_default();
    if hand.quotes.is_none() && text.contains('\n') && old.starts_with("\"\"\"") {
        return lines(text, old);
    }
    let single = match hand.quotes {
        Some(quotes) => quotes == Quotes::Single,
        None => old.starts_with('\''),
    };
    let fits =
        !text.contains('\'') && !text.chars().any(|character| character.is_control() && character != '\t');
    if single && fits { format!("'{text}'") } else { basic(text) }
}

/// A text on one line between `"`.
pub(super) fn basic(text: &str) -> String {
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A text of several lines between three `"`, with the old one's break after the first three.
fn lines(text: &str, old: &str) -> String {
    let eol = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let first = if old.starts_with("\"\"\"\n") || old.starts_with("\"\"\"\r\n") { eol } else { "" };
    let body: Vec<String> = text.split('\n').map(|line| line.chars().map(escaped).collect()).collect();
    format!("\"\"\"{first}{}\"\"\"", body.join(eol))
}

fn escaped(character: char) -> String {
    match character {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        _ if character.is_control() => format!("\\u{:04X}", u32::from(character)),
        _ => character.to_string(),
    }
}
