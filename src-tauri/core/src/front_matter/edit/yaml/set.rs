//! Giving a key a value.

use granit_parser::ScalarStyle;

use super::super::language::{Hand, Quotes};
use super::super::{Refusal, Replacement, replace};
use super::{Header, encode, entry, list};
use crate::front_matter::lines::{break_near, line_end, next_line};
use crate::front_matter::value::Value;
use crate::front_matter::yaml::{Entry, Kind, Node};

pub(super) fn set(
    header: &Header<'_>,
    path: &[&str],
    value: &Value,
    hand: Hand,
) -> Result<Vec<Replacement>, Refusal> {
    if let Some(broken) = header.broken(path) {
        let style = quotes(hand).unwrap_or(ScalarStyle::Plain);
        let space = if header.text[..broken.value.start].ends_with(':') { " " } else { "" };
        return Ok(vec![replace(broken.value, format!("{space}{}", encode::inline(value, style, false)))]);
    }
    let Some(found) = header.entry(path)? else { return entry::add(header, path, value, hand) };
    match (&found.value.kind, value) {
        (Kind::Sequence { items: old, .. }, Value::List(items)) if !old.is_empty() || !hand.other_layout => {
            list::replace_items(header, found, items, hand)
        }
        _ => {
            let written = write_like(header, &found.value, value, hand);
            if let Some(colon) = found.after_colon.filter(|_| written.starts_with(['\n', '\r'])) {
                let end = line_end(header.text, found.value.range.end);
                return Ok(vec![
                    replace(colon..found.value.range.end.max(colon), ""),
                    replace(end..end, written),
                ]);
            }
            let is_list = matches!(value, Value::List(_));
            if let Some(colon) = found.after_colon.filter(|_| is_list && found.value.is_empty()) {
                // Spaces behind the colon stay, so that a list that goes again leaves them.
                return Ok(vec![replace(colon..colon, format!(" {written}"))]);
            }
            replace_written(header, found, &written)
        }
    }
}

/// Leaves a key without a value, or with a word for none.
pub(super) fn clear(header: &Header<'_>, found: &Entry, written: &str) -> Result<Vec<Replacement>, Refusal> {
    let replacements = replace_written(header, found, written)?;
    if !written.is_empty() || found.value.is_empty() {
        return Ok(replacements);
    }
    let Some(colon) = found.after_colon else { return Ok(replacements) };
    let end = found.value.range.end;
    let gap = &header.text[colon..found.value.range.start.max(colon)];
    if found.value.is_block_collection() || !gap.trim().is_empty() {
        return Ok(replacements
            .into_iter()
            .filter(|new| !new.text.trim().is_empty() || !new.range.is_empty())
            .collect());
    }
    Ok(vec![replace(colon..end, "")])
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
    } else if written.is_empty() || written.starts_with(['\n', '\r']) {
        replace(colon..colon, written)
    } else {
        replace(colon..colon, format!(" {written}"))
    };
    Ok(if node.is_block_collection() {
        vec![value, replace(line_end(text, colon)..node.range.end, "")]
    } else {
        vec![value]
    })
}

fn write_like(header: &Header<'_>, node: &Node, value: &Value, hand: Hand) -> String {
    let style = quotes(hand).unwrap_or(Header::scalar_style(node));
    match value {
        Value::Bool(truth) => like_case(*truth, &header.text[node.range.clone()]),
        Value::String(text) if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) => {
            write_block(header, node, text, style).unwrap_or_else(|| encode::inline(value, style, false))
        }
        Value::List(items) if hand.other_layout && !items.is_empty() => {
            list::in_lines(header, node, items, style)
        }
        _ => hand.spaced(encode::inline(value, style, header.root_map().braces.is_some())),
    }
}

/// The scalar style that a hand asks for.
pub(super) fn quotes(hand: Hand) -> Option<ScalarStyle> {
    hand.quotes.map(|quotes| match quotes {
        Quotes::Single => ScalarStyle::SingleQuoted,
        Quotes::Double => ScalarStyle::DoubleQuoted,
    })
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
