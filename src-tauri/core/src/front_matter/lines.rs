//! Lines of a text whose breaks may be LF, CRLF, a lone CR, or any mixture of them.

use std::ops::Range;

/// The line that starts at `start`: its text, and where the next line starts.
///
/// At the end of the text the next line starts where the text ends.
pub(crate) fn line_at(text: &str, start: usize) -> (Range<usize>, usize) {
    let rest = &text.as_bytes()[start..];
    match memchr::memchr2(b'\n', b'\r', rest) {
        None => (start..text.len(), text.len()),
        Some(length) => {
            let end = start + length;
            let width = if rest[length..].starts_with(b"\r\n") { 2 } else { 1 };
            (start..end, end + width)
        }
    }
}

/// Where the line that holds the byte at `offset` starts: the first one behind a byte order mark.
pub(crate) fn line_start(text: &str, offset: usize) -> usize {
    match memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..offset]) {
        Some(found) => found + 1,
        None => after_mark(text).min(offset),
    }
}

/// Just behind a byte order mark. Every generator that reads UTF-8 drops it.
pub(crate) fn after_mark(text: &str) -> usize {
    text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8())
}

/// Where the text of the line that holds the byte at `offset` ends, its break not included.
pub(crate) fn line_end(text: &str, offset: usize) -> usize {
    line_at(text, offset).0.end
}

/// Where the line after the one that holds the byte at `offset` starts.
pub(crate) fn next_line(text: &str, offset: usize) -> usize {
    line_at(text, offset).1
}

/// Where the line before the one that starts at `start` starts.
pub(crate) fn line_before(text: &str, start: usize) -> usize {
    let width = if text[..start].ends_with("\r\n") { 2 } else { start.min(1) };
    line_start(text, start - width)
}

/// The line break that ends the line holding `offset`, or that of the line before when it has
/// none: what a line inserted there ends with.
pub(crate) fn break_near(text: &str, offset: usize) -> &str {
    // Between CR and LF the line has not ended yet.
    let inside = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
    let (line, next) = line_at(text, offset - usize::from(inside));
    if line.end < next {
        return &text[line.end..next];
    }
    break_before(text, line_start(text, offset))
}

/// The line break that ends just before `start`, the start of a line. At the top of the text it is
/// the first one of the text; LF where there is none.
pub(crate) fn break_before(text: &str, start: usize) -> &str {
    match &text.as_bytes()[..start] {
        [.., b'\r', b'\n'] => "\r\n",
        [.., b'\r'] => "\r",
        [.., b'\n'] => "\n",
        _ => match line_at(text, 0) {
            (line, next) if line.end < next => &text[line.end..next],
            _ => "\n",
        },
    }
}

/// Line and column of a byte offset, both from 1, the column in characters.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let offset = text.floor_char_boundary(offset);
    let start = line_start(text, offset);
    let column = text[start..offset].chars().count() + 1;
    (LineCounter::new(text).line_of(offset), u32::try_from(column).unwrap_or(u32::MAX))
}

/// Line numbers for offsets asked in rising order, in one pass over the text.
pub(crate) struct LineCounter<'t> {
    text: &'t str,
    start: usize,
    line: u32,
}

impl<'t> LineCounter<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        LineCounter { text, start: 0, line: 1 }
    }

    /// The line, from 1, that holds `offset`.
    pub(crate) fn line_of(&mut self, offset: usize) -> u32 {
        loop {
            let (line, next) = line_at(self.text, self.start);
            if offset < next || line.end == next {
                return self.line;
            }
            self.start = next;
            self.line = self.line.saturating_add(1);
        }
    }
}

/// Whether a line holds nothing but spaces and tabs.
pub(crate) fn is_blank(line: &str) -> bool {
    line.trim_matches([' ', '\t']).is_empty()
}
