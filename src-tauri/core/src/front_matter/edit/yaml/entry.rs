//! Adding, renaming and removing whole entries.

use super::super::elements::Elements;
use super::super::frame;
use super::super::language::Hand;
use super::super::{Refusal, Replacement, replace};
use super::map::Map;
use super::{Header, encode, list, set};
use crate::front_matter::conventions::Place;
use crate::front_matter::lines::{break_before, break_near, line_at, line_start, next_line};
use crate::front_matter::split::Split;
use crate::front_matter::value::Value;
use crate::front_matter::yaml::Entry;

const FENCE: &str = "---";

/// Adds an entry, and the maps above it and a header where they are missing.
pub(super) fn add(
    header: &Header<'_>,
    path: &[&str],
    value: &Value,
    hand: Hand,
) -> Result<Vec<Replacement>, Refusal> {
    let Some((last, above)) = path.split_last() else { return Ok(Vec::new()) };
    if let Some(map) = header.map(above)? {
        let written = list::new_value(header, &map, value, hand);
        return Ok(insert(header, &map, last, &written, hand));
    }
    let nested = Value::Map(vec![((*last).to_owned(), value.clone())]);
    let Some(found) = header.entry(above)? else { return add(header, above, &nested, hand) };
    let line = line_start(header.text, found.key.start);
    let indent = format!("{}  ", &header.text[line..found.key.start]);
    let inside = header.root_map().braces.is_some() || !indent.trim().is_empty();
    let written = if inside {
        encode::inline(&nested, granit_parser::ScalarStyle::Plain, true)
    } else {
        let eol = break_near(header.text, found.key.start);
        let value = encode::inline(value, granit_parser::ScalarStyle::Plain, false);
        format!("{eol}{indent}{}: {value}", encode::key(last))
    };
    set::replace_written(header, found, &written)
}

/// The replacement that adds an entry. `value` is what follows the colon, its space included.
fn insert(header: &Header<'_>, map: &Map<'_>, key: &str, value: &str, hand: Hand) -> Vec<Replacement> {
    let text = header.text;
    let entry = format!("{}:{value}", encode::key(key));
    if let Some(braces) = &map.braces {
        let ranges: Vec<_> = map.entries.iter().map(|entry| entry.key.start..end(entry)).collect();
        let elements = Elements { text, ranges: &ranges, brackets: braces.clone() };
        return elements.insert(if hand.first { 0 } else { ranges.len() }, &[entry]);
    }
    let Some(split) = &header.split else { return vec![frame::add(text, FENCE, &entry)] };
    let at = place(header, map, split, key, hand);
    let eol = break_before(text, at);
    let guard = frame::guard(text, split, FENCE, eol);
    vec![replace(at..at, format!("{guard}{}{entry}{eol}", map.indent))]
}

/// Renames an entry; quotes stay where the new name can be written in them.
pub(super) fn rename(header: &Header<'_>, entry: &Entry, to: &str) -> Result<Vec<Replacement>, Refusal> {
    if entry.key.start != entry.key.range.start || entry.key.text().is_none() {
        let reason =
            format!("the key `{}` is written in a way that only the text can show", header.key(entry));
        return Err(Refusal::at(header.text, entry.key.start, reason));
    }
    let written = encode::key_like(to, Header::scalar_style(&entry.key));
    Ok(vec![replace(entry.key.range.clone(), written)])
}

/// Removes the lines of an entry.
pub(super) fn unset(header: &Header<'_>, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
    if let Some(broken) = header.broken(path) {
        return Ok(vec![replace(broken.lines, "")]);
    }
    let entry = header.existing(path)?;
    header.refuse_aliased(entry)?;
    let above = &path[..path.len() - 1];
    let Some(map) = header.map(above)? else { return Ok(Vec::new()) };
    if let Some(braces) = &map.braces {
        let at = map.entries.iter().position(|other| std::ptr::eq(other, entry)).unwrap_or(0);
        let ranges: Vec<_> = map.entries.iter().map(|entry| entry.key.start..end(entry)).collect();
        let elements = Elements { text: header.text, ranges: &ranges, brackets: braces.clone() };
        return Ok(elements.delete(at, at + 1));
    }
    if !map.is_root && map.entries.len() == 1 {
        // Without its last key the map is an empty one, not nothing.
        return set::replace_written(header, header.existing(above)?, "{}");
    }
    let Some(split) = &header.split else { return Ok(Vec::new()) };
    let text = header.text;
    let lines = line_start(text, entry.key.start)..next_line(text, end(entry)).min(split.content.end);
    let lines = frame::around(text, split, FENCE, &lines).unwrap_or(lines);
    Ok(vec![replace(lines, "")])
}

/// Where an entry's last byte of content ends.
pub(super) fn end(entry: &Entry) -> usize {
    entry.value.range.end.max(entry.key.range.end).max(entry.after_colon.unwrap_or(0))
}

/// The start of the line that a new key takes.
fn place(header: &Header<'_>, map: &Map<'_>, split: &Split, key: &str, hand: Hand) -> usize {
    let text = header.text;
    let keys: Vec<&str> = map.entries.iter().map(|entry| entry.key.text().unwrap_or_default()).collect();
    let place = if hand.first { Place::First } else { header.conventions.place(&keys, key) };
    let entry = |at: usize| map.entries.get(at);
    let found = match place {
        Place::After(at) => entry(at).map(|entry| after(text, split, entry)),
        Place::Before(at) => entry(at).map(|entry| line_start(text, entry.key.start)),
        Place::First if map.is_root => Some(first_line(text, split)),
        Place::First => map.entries.first().map(|first| line_start(text, first.key.start)),
        Place::Last => None,
    };
    let found = found.unwrap_or_else(|| {
        let last = map.entries.last().map_or(split.content.start, |last| after(text, split, last));
        if map.is_root { after_comments(text, split, last) } else { last }
    });
    if found <= split.content.end {
        return found;
    }
    // The closing fence stands at the end of the last entry's line.
    map.entries.last().map_or(split.content.start, |last| line_start(text, last.key.start))
}

/// The start of the first line that may hold a key; a `%YAML` or `---` of the document's own stays
/// above it.
fn first_line(text: &str, split: &Split) -> usize {
    let mut at = split.content.start;
    while at < split.content.end {
        let (line, next) = line_at(text, at);
        if !text[line.clone()].starts_with('%') && text[line].trim_end() != "---" {
            break;
        }
        at = next;
    }
    at
}

/// The start of the line after an entry; the blank lines that `|+` keeps belong to it.
fn after(text: &str, split: &Split, entry: &Entry) -> usize {
    let mut at = next_line(text, end(entry));
    let value = &text[entry.value.range.clone()];
    let keeps = value.starts_with(['|', '>']) && value[..line_at(value, 0).0.end].contains('+');
    while keeps && at < split.content.end && text[line_at(text, at).0].trim().is_empty() {
        at = next_line(text, at);
    }
    at
}

/// The end of the header's last comment line from `at` on; blank lines after it stay below.
fn after_comments(text: &str, split: &Split, at: usize) -> usize {
    let (mut found, mut line) = (at, at);
    while line < split.content.end {
        let (range, next) = line_at(text, line);
        if !text[range].trim().is_empty() {
            found = next;
        }
        line = next;
    }
    found
}
