//! Adding and removing entries of tables.

use toml_edit::{Item, Table, TableLike};

use super::super::elements::Elements;
use super::super::frame;
use super::super::language::Hand;
use super::super::{Refusal, Replacement, replace};
use super::{Header, encode};
use crate::front_matter::conventions::Place;
use crate::front_matter::lines::{break_before, line_before, line_start, next_line};
use crate::front_matter::toml;
use crate::front_matter::value::Value;

const FENCE: &str = "+++";

/// Adds an entry, and the tables above it and a header where they are missing.
pub(super) fn add(
    header: &Header<'_>,
    path: &[&str],
    value: &Value,
    hand: Hand,
) -> Result<Vec<Replacement>, Refusal> {
    let Some((last, above)) = path.split_last() else { return Ok(Vec::new()) };
    let written =
        format!("{} = {}", encode::key(last), encode::like(value, model(header), hand, header.eol()));
    let Some(split) = &header.split else {
        let keys: Vec<String> = path.iter().map(|key| encode::key(key)).collect();
        let value = encode::like(value, None, hand, header.eol());
        return Ok(vec![frame::add(header.text, FENCE, &format!("{} = {value}", keys.join(".")))]);
    };
    match header.table(above)? {
        Some(table) if above.is_empty() => Ok(vec![in_lines(header, table, None, last, &written, hand)]),
        Some(table) => match header.entry(above)?.map(|entry| (entry.item, entry.range)) {
            Some((Item::Table(inner), range)) if !inner.is_dotted() && !inner.is_implicit() => {
                let head = header_end(header, inner).unwrap_or(range.end);
                Ok(vec![in_lines(header, table, Some(head), last, &written, hand)])
            }
            Some((Item::Value(_), range)) => Ok(in_braces(header, table, range, &written)),
            _ => Err(Refusal::new(format!(
                "the table `{}` is written in a way that only the text can show",
                above.join(".")
            ))),
        },
        None => {
            let eol = break_before(header.text, split.content.end);
            let keys: Vec<String> = above.iter().map(|key| encode::key(key)).collect();
            let at = split.content.end;
            Ok(vec![replace(at..at, format!("{eol}[{}]{eol}{written}{eol}", keys.join(".")))])
        }
    }
}

/// Removes an entry's lines, or a whole table with the blank line above it.
pub(super) fn unset(header: &Header<'_>, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
    let entry = header.existing(path)?;
    let text = header.text;
    let Some(split) = &header.split else { return Ok(Vec::new()) };
    let above = &path[..path.len() - 1];
    if let Some(parent) = header.entry(above).ok().flatten().filter(|_| !above.is_empty())
        && let Item::Value(inline) = parent.item
        && let Some(table) = inline.as_inline_table()
    {
        let ranges = ranges(header, table);
        let at = ranges.iter().position(|range| range.end == entry.range.end).unwrap_or(0);
        return Ok(Elements { text, ranges: &ranges, brackets: parent.range }.delete(at, at + 1));
    }
    let start = line_start(text, entry.name.start.min(entry.range.start));
    let end = next_line(text, entry.range.end).min(split.content.end);
    if matches!(entry.item, Item::Table(_) | Item::ArrayOfTables(_)) {
        let before = line_before(text, start).max(split.content.start);
        let start = if text[before..start].trim().is_empty() { before } else { start };
        return Ok(vec![replace(start..end, "")]);
    }
    let lines = start..end;
    let lines = frame::around(text, split, FENCE, &lines).unwrap_or(lines);
    Ok(vec![replace(lines, "")])
}

/// The line of a new entry, among those of its table and above the next one.
fn in_lines(
    header: &Header<'_>,
    table: &dyn TableLike,
    head: Option<usize>,
    key: &str,
    written: &str,
    hand: Hand,
) -> Replacement {
    let text = header.text;
    let top = head.unwrap_or(header.base());
    let mut entries: Vec<(&str, usize, usize)> = table
        .iter()
        .filter(|(_, item)| matches!(item, Item::Value(_)) || item.as_table().is_some_and(Table::is_dotted))
        .filter_map(|(key, item)| {
            let range = header.shifted(toml::range(item)?);
            let name = table.key(key)?.span().map_or(range.start, |span| header.shifted(span).start);
            Some((key, line_start(text, name), next_line(text, range.end)))
        })
        .collect();
    entries.sort_by_key(|&(_, start, _)| start);
    let keys: Vec<&str> = entries.iter().map(|&(key, ..)| key).collect();
    let place = if hand.first { Place::First } else { header.conventions.place(&keys, key) };
    let at = match place {
        Place::After(at) => entries.get(at).map(|&(_, _, end)| end),
        Place::Before(at) => entries.get(at).map(|&(_, start, _)| start),
        Place::First => Some(top),
        Place::Last => None,
    };
    let end = header.split.as_ref().map_or(text.len(), |split| split.content.end);
    let last = entries.last().copied();
    let at = at.or(last.map(|(_, _, end)| end)).unwrap_or(top);
    // A closing fence at the end of the last entry's line leaves no line below it.
    let at = if at <= end { at } else { last.map_or(top, |(_, start, _)| start) };
    let eol = break_before(text, at);
    let guard = header.split.as_ref().map_or("", |split| frame::guard(text, split, FENCE, eol));
    replace(at..at, format!("{guard}{written}{eol}"))
}

fn in_braces(
    header: &Header<'_>,
    table: &dyn TableLike,
    brackets: std::ops::Range<usize>,
    written: &str,
) -> Vec<Replacement> {
    let Some(inline) = table.iter().next().map(|_| ranges(header, table)) else {
        let inside = brackets.start + 1;
        return vec![replace(inside..inside, written)];
    };
    Elements { text: header.text, ranges: &inline, brackets }.insert(inline.len(), &[written.to_owned()])
}

/// Keys with their values.
fn ranges(header: &Header<'_>, table: &dyn TableLike) -> Vec<std::ops::Range<usize>> {
    let entry = |(key, item): (&str, &Item)| {
        let value = header.shifted(toml::range(item)?);
        let name = table.key(key)?.span().map_or(value.start, |span| header.shifted(span).start);
        Some(name..value.end)
    };
    table.iter().filter_map(entry).collect()
}

/// Where the line after a table's `[header]` starts.
fn header_end(header: &Header<'_>, table: &Table) -> Option<usize> {
    let start = header.shifted(table.span()?).start;
    Some(next_line(header.text, start))
}

/// A string of the header, for the quotes of a new one.
fn model<'t>(header: &Header<'t>) -> Option<&'t str> {
    let strings = header.document.iter().filter(|(_, item)| item.is_str());
    let spans = strings.filter_map(|(_, item)| toml::range(item)).map(|span| header.shifted(span));
    let written = spans
        .map(|range| &header.text[range])
        .find(|written| !written.starts_with("\"\"\"") && !written.starts_with("'''"));
    written.filter(|written| written.starts_with('\''))
}
