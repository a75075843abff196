//! Giving a key a value.

use granit_parser::ScalarStyle;

use super::gate::Expected;
use super::header::Header;
use super::{Plan, Refusal, Replacement, encode, entry, list, replace};
use crate::front_matter::lines::{break_near, line_end, next_line};
use crate::front_matter::value::Value;
use crate::front_matter::yaml::{Entry, Kind, Node};

pub(super) fn set(header: &Header<'_>, key: &str, value: &Value) -> Result<Option<Plan>, Refusal> {
    let expected = Expected::Value(value.clone());
    let Some(found) = header.entry(key) else {
        let written = list::new_value(header, value);
        return Ok(Plan::new(vec![entry::insert(header, key, &written)], key, expected));
    };
    if is_same(&header.value(&found.value), value, &found.value) {
        return Ok(None);
    }
    header.refuse_shared(found)?;
    let replacements = match (&found.value.kind, value) {
        (Kind::Sequence { .. }, Value::List(items)) => list::replace_items(header, found, items)?,
        _ => replace_value(header, found, value)?,
    };
    Ok(Plan::new(replacements, header.key(found), expected))
}

/// Puts a value where another stands, in the other's style.
pub(super) fn replace_value(
    header: &Header<'_>,
    entry: &Entry,
    value: &Value,
) -> Result<Vec<Replacement>, Refusal> {
    let written = write_like(header, &entry.value, value);
    replace_written(header, entry, &written)
}

/// Puts `written` where a value stands. The comment on the key's line stays.
pub(super) fn replace_written(
    header: &Header<'_>,
    entry: &Entry,
    written: &str,
) -> Result<Vec<Replacement>, Refusal> {
    let text = header.text;
    let node = &entry.value;
    if !node.is_empty() && !node.is_block_collection() {
        return Ok(vec![replace(node.range.clone(), written)]);
    }
    let Some(colon) = entry.after_colon.filter(|_| node.start == node.range.start) else {
        let reason =
            format!("the value of `{}` is written in a way that only the text can show", header.key(entry));
        return Err(Refusal::at(text, entry.key.start, reason));
    };
    let rest = &text[colon..line_end(text, colon)];
    let open_space = node.is_empty() && rest.starts_with(' ') && rest.trim().is_empty();
    let value = if open_space {
        replace(colon + 1..colon + 1, written)
    } else {
        replace(colon..colon, format!(" {written}"))
    };
    Ok(if node.is_block_collection() {
        vec![value, replace(line_end(text, colon)..node.range.end, "")]
    } else {
        vec![value]
    })
}

/// Equal, or a date in quotes that is the text of the date to be written.
fn is_same(old: &Value, new: &Value, node: &Node) -> bool {
    match (old, new) {
        (Value::String(old), Value::Date(new)) => {
            old == new && Header::scalar_style(node) != ScalarStyle::Plain
        }
        (Value::Null, Value::Null) => node.is_empty(),
        _ => old == new,
    }
}

fn write_like(header: &Header<'_>, node: &Node, value: &Value) -> String {
    let style = Header::scalar_style(node);
    match value {
        Value::Bool(truth) => like_case(*truth, &header.text[node.range.clone()]),
        Value::String(text) if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) => {
            write_block(header, node, text, style).unwrap_or_else(|| encode::inline(value, style, false))
        }
        _ => encode::inline(value, style, header.braces.is_some()),
    }
}

/// `True` gives `False`.
fn like_case(truth: bool, old: &str) -> String {
    let word = truth.to_string();
    match old {
        "True" | "False" => word[..1].to_uppercase() + &word[1..],
        "TRUE" | "FALSE" => word.to_uppercase(),
        _ => word,
    }
}

/// A block scalar with the old one's indent and line breaks; `None` where that cannot hold it.
fn write_block(header: &Header<'_>, node: &Node, new: &str, style: ScalarStyle) -> Option<String> {
    let text = header.text;
    let content = &text[next_line(text, node.range.start).min(node.range.end)..node.range.end];
    let first = content.split(['\n', '\r']).find(|line| !line.trim().is_empty())?;
    let indent = &first[..first.len() - first.trim_start().len()];
    encode::block(new, style, indent, break_near(text, node.range.start))
}
