//! Reading headers of `Key: value` lines.

use std::collections::HashMap;
use std::ops::Range;

use super::lines::{LineCounter, is_blank, line_at};
use super::unfenced::mmd_key;
use super::value::{Field, Problem, Style, Value};

/// An entry: its key, and the value's lines, those that continue it included.
pub(crate) struct Entry {
    pub key: String,
    pub name: Range<usize>,
    /// The lines of the whole entry.
    pub lines: Range<usize>,
    /// From the value's first byte to its last.
    pub range: Range<usize>,
    /// The value; lines that continue it follow a line break.
    pub value: String,
}

/// The fields in `content`, a range of `text`. Every value is text: what it means is said by the
/// generator's configuration.
pub(crate) fn read(text: &str, content: &Range<usize>) -> (Vec<Field>, Vec<Problem>) {
    let mut lines = LineCounter::new(text);
    let mut fields: Vec<Field> = Vec::new();
    let mut problems = Vec::new();
    let mut first_lines: HashMap<String, u32> = HashMap::new();
    for entry in entries(text, content) {
        let line = lines.line_of(entry.name.start);
        let first = *first_lines.entry(entry.key.to_lowercase()).or_insert(line);
        if first != line {
            let message = format!("`{}` is given twice, first in line {first}", entry.key);
            problems.push(Problem { line, column: 1, message });
        }
        let style = if entry.value.is_empty() { Style::Empty } else { Style::Plain };
        let value = if entry.value.is_empty() { Value::Null } else { Value::String(entry.value) };
        let written = text[entry.range.clone()].to_owned();
        fields.push(Field { key: entry.key, value, written, line, range: entry.range, style });
    }
    (fields, problems)
}

/// The entries in `content`, a range of `text`.
pub(crate) fn entries(text: &str, content: &Range<usize>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = content.start;
    while at < content.end {
        let (line, next) = line_at(text, at);
        let written = &text[line.clone()];
        match mmd_key(written).filter(|_| !written.starts_with("    ")) {
            Some(key) => {
                let colon = line.start + written.find(':').unwrap_or(0) + 1;
                let name = line.start + written.find(key).unwrap_or(0);
                let value = text[colon..line.end].trim();
                let start = if value.is_empty() {
                    (colon + 1).min(line.end)
                } else {
                    line.end - text[colon..line.end].trim_start().len()
                };
                entries.push(Entry {
                    key: key.to_owned(),
                    name: name..name + key.len(),
                    lines: at..next,
                    range: start..start + value.len(),
                    value: value.to_owned(),
                });
            }
            None => {
                if let Some(last) = entries.last_mut().filter(|_| !is_blank(written)) {
                    let end = line.start + written.trim_end().len();
                    last.range.end = end;
                    last.lines.end = next;
                    last.value.push('\n');
                    last.value.push_str(written.trim());
                }
            }
        }
        at = next;
    }
    entries
}
