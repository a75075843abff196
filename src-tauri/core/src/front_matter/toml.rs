//! Reading TOML headers.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike};

use super::lines::{LineCounter, line_and_column};
use super::value::{Field, Problem, Style, Value};

/// The fields of the TOML in `content`, a range of `text`. A table is one field that holds its
/// lines up to the end of its last value.
pub(crate) fn read(text: &str, content: &Range<usize>) -> (Vec<Field>, Vec<Problem>) {
    let source = &text[content.clone()];
    let document = match Document::parse(source) {
        Ok(document) => document,
        Err(error) => {
            let offset = content.start + error.span().map_or(0, |span| span.start);
            let (line, column) = line_and_column(text, offset);
            let message = format!("not valid TOML: {}", error.message());
            return (Vec::new(), vec![Problem { line, column, message }]);
        }
    };
    let mut entries: Vec<(usize, &str, Range<usize>, &Item)> = document
        .iter()
        .filter_map(|(key, item)| {
            let range = range(item)?;
            let key_start =
                document.key(key).and_then(|key| key.span()).map_or(range.start, |span| span.start);
            Some((key_start, key, range, item))
        })
        .collect();
    entries.sort_by_key(|(start, ..)| *start);
    let mut lines = LineCounter::new(text);
    let fields = entries
        .into_iter()
        .map(|(start, key, range, item)| {
            let range = content.start + range.start..content.start + range.end;
            Field {
                key: key.to_owned(),
                value: value(item, source),
                written: text[range.clone()].to_owned(),
                line: lines.line_of(content.start + start),
                style: style(item, &text[range.clone()]),
                range,
            }
        })
        .collect();
    (fields, Vec::new())
}

/// The bytes of a value; of a table its header and everything below it.
pub(crate) fn range(item: &Item) -> Option<Range<usize>> {
    match item {
        Item::None => None,
        Item::Value(value) => value.span(),
        Item::Table(table) => table_range(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(table_range).reduce(union),
    }
}

fn table_range(table: &Table) -> Option<Range<usize>> {
    let below = table.iter().filter_map(|(_, item)| range(item));
    below.chain(table.span()).reduce(union)
}

fn union(a: Range<usize>, b: Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

pub(crate) fn value(item: &Item, source: &str) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Value(found) => scalar_or_list(found, source),
        Item::Table(table) => map(table, source),
        Item::ArrayOfTables(tables) => Value::List(tables.iter().map(|table| map(table, source)).collect()),
    }
}

pub(crate) fn scalar_or_list(value: &toml_edit::Value, source: &str) -> Value {
    match value {
        toml_edit::Value::String(text) => Value::String(text.value().clone()),
        toml_edit::Value::Integer(number) => Value::Int(*number.value()),
        toml_edit::Value::Float(number) => Value::Float(*number.value()),
        toml_edit::Value::Boolean(truth) => Value::Bool(*truth.value()),
        toml_edit::Value::Datetime(date) => {
            let written = date.span().and_then(|span| source.get(span)).map(str::to_owned);
            Value::Date(written.unwrap_or_else(|| date.value().to_string()))
        }
        toml_edit::Value::Array(items) => {
            Value::List(items.iter().map(|item| scalar_or_list(item, source)).collect())
        }
        toml_edit::Value::InlineTable(table) => map(table, source),
    }
}

fn map(table: &dyn TableLike, source: &str) -> Value {
    Value::Map(table.iter().map(|(key, item)| (key.to_owned(), value(item, source))).collect())
}

pub(crate) fn style(item: &Item, written: &str) -> Style {
    match item {
        Item::Value(value) if value.is_array() || value.is_inline_table() => Style::Flow,
        Item::Value(_) if written.starts_with("\"\"\"") || written.starts_with("'''") => Style::Literal,
        Item::Value(_) if written.starts_with('"') => Style::DoubleQuoted,
        Item::Value(_) if written.starts_with('\'') => Style::SingleQuoted,
        Item::Value(_) => Style::Plain,
        _ => Style::Block,
    }
}
