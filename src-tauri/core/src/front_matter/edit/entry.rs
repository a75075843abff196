//! Adding and removing whole entries.

use std::ops::Range;

use super::elements::Elements;
use super::gate::Expected;
use super::header::Header;
use super::{Plan, Refusal, Replacement, encode, replace};
use crate::front_matter::lines::{break_before, break_near, line_at, line_start, next_line};
use crate::front_matter::split::Split;
use crate::front_matter::yaml::Entry;

/// The order in which these keys follow each other in the headers that people write.
const ORDER: [&str; 5] = ["title", "date", "draft", "slug", "tags"];

/// The replacement that adds an entry. `value` is what follows the colon, its space included.
pub(super) fn insert(header: &Header<'_>, key: &str, value: &str) -> Replacement {
    let text = header.text;
    let entry = format!("{}:{value}", encode::key(key));
    let Some(split) = &header.split else {
        let top = text.len() - text.trim_start_matches('\u{feff}').len();
        let eol = break_near(text, top);
        let blank = if text[top..].is_empty() { "" } else { eol };
        return replace(top..top, format!("---{eol}{entry}{eol}---{eol}{blank}"));
    };
    if let Some(braces) = &header.braces {
        return match header.entries.last() {
            None => replace(braces.start + 1..braces.start + 1, entry),
            Some(last) => replace(end(last)..end(last), format!(", {entry}")),
        };
    }
    let at = place(header, split, key);
    let eol = break_before(text, at);
    // Told from a header that was added as a whole by a blank line; see `has_added_frame`.
    let guard = if split.content.is_empty() && has_added_frame(text, split) { eol } else { "" };
    replace(at..at, format!("{guard}{}{entry}{eol}", indent(header)))
}

/// Removes the lines of a key.
pub(super) fn unset(header: &Header<'_>, key: &str) -> Result<Option<Plan>, Refusal> {
    let Some(entry) = header.entry(key) else { return Ok(None) };
    header.refuse_aliased(entry)?;
    let name = header.key(entry);
    let plan = |range: Range<usize>| Ok(Plan::new(vec![replace(range, "")], name.clone(), Expected::Absent));
    let (Some(split), None) = (&header.split, &header.braces) else {
        let at = header.entries.iter().position(|other| std::ptr::eq(other, entry)).unwrap_or(0);
        let ranges: Vec<_> = header.entries.iter().map(|entry| entry.key.start..end(entry)).collect();
        let brackets = header.braces.clone().unwrap_or_default();
        let removed = Elements { text: header.text, ranges: &ranges, brackets }.delete(at, at + 1);
        return Ok(Plan::new(removed, name, Expected::Absent));
    };
    let lines = line_start(header.text, entry.key.start)..next_line(header.text, end(entry));
    let before = &header.text[split.content.start..lines.start];
    if lines.end == split.content.end && has_added_frame(header.text, split) {
        if before.is_empty() {
            let body = &header.text[split.block.end..];
            let blank = if body.starts_with(['\n', '\r']) { line_at(body, 0).1 } else { 0 };
            return plan(split.block.start..split.block.end + blank);
        }
        if matches!(before, "\n" | "\r\n" | "\r") {
            return plan(split.content.clone());
        }
    }
    plan(lines)
}

/// Where an entry's last byte of content ends.
pub(super) fn end(entry: &Entry) -> usize {
    entry.value.range.end.max(entry.key.range.end).max(entry.after_colon.unwrap_or(0))
}

/// Whether the fences are those that adding a header to a text without one writes: at the very
/// top, bare, and before a blank line or the end of the text.
///
/// A header that holds one entry between such fences was added as a whole, as far as anyone can
/// tell, and goes as a whole. So that an empty header (which Jekyll tells from none) is not lost,
/// an entry added to one between such fences comes after a blank line.
fn has_added_frame(text: &str, split: &Split) -> bool {
    let bare = |fence: &str| matches!(fence, "---\n" | "---\r\n" | "---\r");
    let body = &text[split.block.end..];
    text[..split.block.start].trim_start_matches('\u{feff}').is_empty()
        && bare(&text[split.block.start..split.content.start])
        && bare(&text[split.content.end..split.block.end])
        && (body.is_empty() || body.starts_with(['\n', '\r']))
}

/// The start of the line that a new key takes.
fn place(header: &Header<'_>, split: &Split, key: &str) -> usize {
    let text = header.text;
    let position = ORDER.iter().position(|known| known.eq_ignore_ascii_case(key));
    let before = position.and_then(|at| ORDER[..at].iter().rev().find_map(|known| header.entry(known)));
    match before {
        Some(entry) => after(text, split, entry),
        None if position == Some(0) => split.content.start,
        None => {
            let last = header.entries.last().map_or(split.content.start, |last| after(text, split, last));
            after_comments(text, split, last)
        }
    }
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

/// What stands before the keys of the header.
fn indent<'t>(header: &Header<'t>) -> &'t str {
    header
        .entries
        .first()
        .map_or("", |first| &header.text[line_start(header.text, first.key.start)..first.key.start])
}
