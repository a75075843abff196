//! The part of a YAML header that can be read: entries that are broken are set aside, so that one
//! bad line costs itself and not the header.

use std::borrow::Cow;
use std::ops::Range;

use super::parse::{Parsed, SyntaxError, parse};
use super::tree::Node;
use crate::front_matter::lines::{line_at, line_start, next_line};

/// How many broken entries are set aside. Each costs a run of the parser.
const MAX_BROKEN: usize = 16;

/// A header without its broken entries.
pub(crate) struct Readable<'t> {
    /// The text with `#` for each byte of a broken entry, so that all places stay.
    masked: Cow<'t, str>,
    /// Where a tab indents a line, the same with spaces for such tabs.
    spaced: Option<String>,
    pub broken: Vec<Broken>,
    /// Where a tab first indents a line that only Hexo reads.
    pub tab: Option<usize>,
    /// What could be read. Its error is one that setting entries aside did not cure.
    pub parsed: Parsed,
}

/// An entry that was set aside.
pub(crate) struct Broken {
    pub error: SyntaxError,
    /// Its key, where the parser came so far.
    pub key: Option<Node>,
    /// Its lines.
    pub lines: Range<usize>,
}

impl<'t> Readable<'t> {
    /// A text without a header.
    pub fn whole(text: &'t str) -> Readable<'t> {
        Readable {
            masked: Cow::Borrowed(text),
            spaced: None,
            broken: Vec::new(),
            tab: None,
            parsed: Parsed::default(),
        }
    }

    /// The header in `content`, a range of `text`.
    pub fn of(text: &'t str, content: &Range<usize>) -> Readable<'t> {
        let mut readable = Readable::whole(text);
        readable.parsed = parse(text, content.clone());
        if readable.parsed.error.is_some()
            && let Some(tab) = indenting_tab(&text[content.clone()])
        {
            readable.tab = Some(content.start + tab);
            readable.reparse(content);
        }
        while readable.broken.len() < MAX_BROKEN && readable.set_aside(content) {}
        readable
    }

    /// The text to parse.
    pub fn text(&self) -> &str {
        self.spaced.as_deref().unwrap_or(&self.masked)
    }

    /// The text without the broken entries, its tabs as they are.
    pub fn masked(&self) -> &str {
        &self.masked
    }

    /// Sets the entry aside that the parser stopped in; whether there was one.
    fn set_aside(&mut self, content: &Range<usize>) -> bool {
        let Some(error) = self.parsed.error.take() else { return false };
        let key = self.parsed.broken.take();
        let at = key.as_ref().map_or(error.offset, |key| key.range.start).min(content.end);
        let start = line_start(self.text(), at).max(content.start);
        let end = next_entry(self.text(), at, content.end);
        let lines = &self.text()[start..end];
        let is_bare = lines.bytes().all(|byte| matches!(byte, b'#' | b'\n' | b'\r' | b' ' | b'\t'));
        if is_bare {
            self.parsed.error = Some(error);
            self.parsed.broken = key;
            return false;
        }
        let hidden = hidden(&self.masked[start..end]);
        self.masked.to_mut().replace_range(start..end, &hidden);
        self.broken.push(Broken { error, key, lines: start..end });
        self.reparse(content);
        true
    }

    fn reparse(&mut self, content: &Range<usize>) {
        if self.tab.is_some() {
            let mut spaced = self.masked[..content.start].to_owned();
            spaced.push_str(&tabs_replaced(&self.masked[content.clone()], " "));
            spaced.push_str(&self.masked[content.end..]);
            self.spaced = Some(spaced);
        }
        self.parsed = parse(self.text(), content.clone());
    }
}

/// The YAML in the way Hexo's reader gets it: each tab that indents a line is two spaces.
///
/// Source: `hexo-front-matter`, `lib/front_matter.ts`, `escapeYAML`.
pub(crate) fn with_spaces_for_tabs(source: &str) -> Cow<'_, str> {
    match indenting_tab(source) {
        Some(_) => Cow::Owned(tabs_replaced(source, "  ")),
        None => Cow::Borrowed(source),
    }
}

fn indenting_tab(source: &str) -> Option<usize> {
    let mut at = 0;
    while at < source.len() {
        let (line, next) = line_at(source, at);
        let has_content = !source[line].trim().is_empty();
        if source.as_bytes()[at] == b'\t' && has_content {
            return Some(at);
        }
        at = next;
    }
    None
}

fn tabs_replaced(source: &str, with: &str) -> String {
    let mut replaced = String::with_capacity(source.len() + 16);
    let mut at = 0;
    while at < source.len() {
        let (_, next) = line_at(source, at);
        let line = &source[at..next];
        let rest = line.trim_start_matches('\t');
        for _ in 0..line.len() - rest.len() {
            replaced.push_str(with);
        }
        replaced.push_str(rest);
        at = next;
    }
    replaced
}

fn hidden(lines: &str) -> String {
    lines.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { '#' }).collect()
}

/// The start of the next line that opens a top-level entry, or `end`.
fn next_entry(text: &str, offset: usize, end: usize) -> usize {
    let mut at = next_line(text, offset);
    while at < end {
        let (line, next) = line_at(text, at);
        if opens_entry(&text[line]) {
            return at;
        }
        at = next;
    }
    end
}

fn opens_entry(line: &str) -> bool {
    let starts_word =
        line.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '_' | '"' | '\''));
    starts_word && (line.contains(": ") || line.trim_end().ends_with(':'))
}
