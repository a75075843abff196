//! A header taken apart into its top-level entries, so that the parts are all of its bytes.

use crate::Generator;
use crate::front_matter::{self, Field, Format, Style, Value};

/// A header whose entries are known for sure.
pub(super) struct Entries<'t> {
    /// The opening fence, and what comes before it.
    pub opening: &'t str,
    pub entries: Vec<Entry<'t>>,
    /// Comments and blank lines after the last entry.
    pub tail: &'t str,
    /// The closing fence.
    pub closing: &'t str,
}

/// One top-level entry: whole lines.
#[derive(Clone)]
pub(super) struct Entry<'t> {
    pub key: String,
    /// Comments and blank lines above it.
    pub lead: &'t str,
    /// From the line of its key to that of its value's end.
    pub body: &'t str,
    pub value: Value,
}

impl<'t> Entries<'t> {
    /// The entries of a text that is a header and nothing else. `None` when there is any doubt: in
    /// a format that needs marks between its entries, beside a problem, where two entries share a
    /// line or a name, and where one entry can refer to another.
    pub fn of(header: &'t str, generator: Generator) -> Option<Entries<'t>> {
        let read = front_matter::read(header, generator);
        let split = read.split.filter(|split| split.closed && split.block.end == header.len())?;
        let content = &header[split.content.clone()];
        let formats = [Format::Yaml, Format::Toml];
        let whole_lines = content.is_empty() || content.ends_with('\n');
        if !formats.contains(&split.format) || !whole_lines || !read.problems.is_empty() {
            return None;
        }
        if read.fields.iter().any(|field| field.style == Style::Opaque) || !all_differ(&read.fields) {
            return None;
        }
        let mut entries = Vec::with_capacity(read.fields.len());
        let mut done = split.content.start;
        for field in read.fields {
            let start = line_of(header, field.line);
            let end = line_after(header, field.range.end);
            let in_order = done <= start && start < end && end <= split.content.end;
            let starts_its_line = in_order && !header[start..].starts_with([' ', '\t', '{', '}']);
            if !starts_its_line || field.range.start < start {
                return None;
            }
            let (lead, body) = (&header[done..start], &header[start..end]);
            entries.push(Entry { key: field.key, lead, body, value: field.value });
            done = end;
        }
        let (opening, closing) = (&header[..split.content.start], &header[split.content.end..]);
        Some(Entries { opening, entries, tail: &header[done..split.content.end], closing })
    }

    /// The entry of that key.
    pub fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The keys in their order.
    pub fn keys(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.key.as_str()).collect()
    }
}

/// Names that differ in case only are one name to some generators.
pub(super) fn all_differ(fields: &[Field]) -> bool {
    let names = fields.iter().map(|field| field.key.to_lowercase());
    names.collect::<std::collections::HashSet<_>>().len() == fields.len()
}

/// Where a line starts that is counted from 1.
fn line_of(text: &str, line: u32) -> usize {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    match line.checked_sub(2) {
        Some(before) => breaks.nth(before as usize).map_or(text.len(), |at| at + 1),
        None => 0,
    }
}

/// The start of the line after the one that a value ends in. A value that takes its own line break
/// ends where the next line starts.
fn line_after(text: &str, end: usize) -> usize {
    if text[..end].ends_with('\n') {
        return end;
    }
    memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |at| end + at + 1)
}
