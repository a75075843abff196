//! One pass over a body, which finds what is not Markdown and passes code over.

mod fences;
mod kramdown;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::attributes::AttributeList;
use super::containers::Fence;
use super::dialect::{Attributes, Dialect, Templates};
use super::mask::{ListLine, Meaning, Passage, math};
use super::shortcode;

/// What was found in a part of a body; places are counted from the part's start.
#[derive(Default)]
pub struct Found {
    /// What is not Markdown. Rise.
    pub passages: Vec<Passage>,
    /// Attribute lists on lines of their own.
    pub lists: Vec<ListLine>,
    /// Lines that are blocks of their own. Rise.
    pub fences: Vec<Fence>,
    /// What is read as spaces: those lines, and ends of lines that are none.
    pub blanks: Vec<Range<usize>>,
    /// What goes on over the end of a line. Rise.
    pub crossings: Vec<Range<usize>>,
    /// Where something opens whose end was looked for in vain. Rise.
    pub open_ended: Vec<usize>,
}

/// One pass over a part of a body.
pub struct Scan<'a> {
    /// The body.
    pub body: &'a str,
    dialect: &'a Dialect,
    at: usize,
    part: Range<usize>,
    /// Where the end of the last tag was found.
    farthest: usize,
    /// Up to where each closing sign was looked for in vain.
    seen: HashMap<Cow<'static, str>, usize>,
    found: Found,
    /// How many bytes may still be looked at for the ends of nested braces.
    budget: usize,
    /// Where `<p markdown="1">` are open.
    open_paragraphs: Vec<usize>,
    /// Where some were that are closed.
    paragraphs: Vec<Range<usize>>,
    /// Where the HTML ends that blank lines do not end.
    raw_until: usize,
}

/// How far the end of a code span or formula is looked for.
const FAR: usize = 10_000;

impl<'a> Scan<'a> {
    /// Reads a part of a body, which starts a line at which nothing goes on. What starts in it may end
    /// after it.
    pub fn run(body: &'a str, part: Range<usize>, dialect: &'a Dialect) -> Found {
        let mut scan = Scan {
            body,
            dialect,
            at: part.start,
            farthest: part.start,
            seen: HashMap::new(),
            found: Found::default(),
            budget: part.len().max(FAR).saturating_mul(8),
            open_paragraphs: Vec::new(),
            paragraphs: Vec::new(),
            raw_until: 0,
            part,
        };
        scan.all();
        scan.note_paragraphs();
        scan.found
    }

    fn all(&mut self) {
        while self.at < self.part.end {
            let start = self.at;
            let starts_line = start == 0 || self.body.as_bytes()[start - 1] == b'\n';
            if !(starts_line && (self.fence() || self.line())) {
                let rest = &self.body.as_bytes()[start..self.part.end];
                let stop = |byte: &u8| matches!(byte, b'\n' | b'`' | b'\\' | b'{' | b'$' | b'<');
                let Some(skip) = rest.iter().position(stop) else { return };
                self.at += skip;
                if rest[skip] == b'\n' {
                    self.at += 1;
                    continue;
                }
                let next = self.sign(rest[skip]);
                self.at = next.unwrap_or(self.at + 1);
            }
            self.cross(start, self.at);
        }
    }

    fn sign(&mut self, sign: u8) -> Option<usize> {
        match sign {
            b'`' => Some(self.code_span()),
            b'\\' => Some(self.bracket_math().unwrap_or_else(|| self.escape())),
            b'$' => self.dollar_math(),
            sign => self.tag(sign),
        }
    }

    /// Notes when what was read from `start` to `end` goes on over the end of a line.
    fn cross(&mut self, start: usize, end: usize) {
        let before_last = end.saturating_sub(1).max(start);
        if memchr::memchr(b'\n', &self.body.as_bytes()[start..before_last]).is_some() {
            let base = self.part.start;
            // One may be within another.
            let reached = self.found.crossings.last().map_or(0, |last| last.end);
            self.found.crossings.push(start - base..reached.max(end - base));
        }
    }

    fn escape(&self) -> usize {
        // `\{%` and the like are no way to escape a template's tag.
        let next = self.body.as_bytes().get(self.at + 1);
        self.at + if matches!(next, Some(b'`' | b'\\' | b'$')) { 2 } else { 1 }
    }

    /// Passes a fenced code block.
    fn fence(&mut self) -> bool {
        let rest = &self.body[self.at..];
        let line = &rest[..line_length(rest)];
        let opening = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        let sign = match opening.as_bytes() {
            [b'`', b'`', b'`', ..] => '`',
            [b'~', b'~', b'~', ..] => '~',
            _ => return false,
        };
        let length = opening.len() - opening.trim_start_matches(sign).len();
        if sign == '`' && opening[length..].contains('`') {
            return false;
        }
        self.at += line.len();
        while self.at < self.body.len() {
            let rest = &self.body[self.at..];
            let line = &rest[..line_length(rest)];
            self.at += line.len();
            let closing = line.trim_start_matches([' ', '\t', '>']).trim_end();
            if closing.len() >= length && closing.chars().all(|c| c == sign) {
                break;
            }
        }
        true
    }

    fn code_span(&mut self) -> usize {
        let rest = &self.body[self.at..];
        let length = rest.len() - rest.trim_start_matches('`').len();
        let start = self.at + length;
        let run = "`".repeat(length.min(64));
        let mut from = start;
        while let Some(found) = self.search(run.clone(), from, FAR) {
            let after = &self.body[found..];
            let count = after.len() - after.trim_start_matches('`').len();
            if count == length {
                let crosses = memchr::memmem::find(&self.body.as_bytes()[start..found], b"\n\n").is_some();
                return if crosses { start } else { found + count };
            }
            from = found + count;
            if from > start + FAR {
                break;
            }
        }
        start
    }

    /// Where the end of what opens here is found from `from` on, at most `far` bytes on.
    pub fn find(&mut self, sign: &'static str, from: usize, far: usize) -> Option<usize> {
        let found = self.search(sign, from, far);
        match found {
            Some(found) => self.farthest = found,
            None => self.leave_open(),
        }
        found
    }

    /// As [`Scan::find`], of the first of several ends, however far.
    pub fn find_any(&mut self, signs: Vec<String>, from: usize) -> Option<Range<usize>> {
        let places = signs.into_iter().filter_map(|sign| {
            let length = sign.len();
            self.search(sign, from, usize::MAX).map(|at| at..at + length)
        });
        let found = places.min_by_key(|place| place.start);
        if found.is_none() {
            self.leave_open();
        }
        found
    }

    /// What opens here has no end so far.
    pub fn leave_open(&mut self) {
        let at = self.at - self.part.start;
        if self.found.open_ended.last() != Some(&at) {
            self.found.open_ended.push(at);
        }
    }

    /// Where `sign` is found from `from` on, at most `far` bytes on. A search in vain is not made
    /// twice.
    fn search(&mut self, sign: impl Into<Cow<'static, str>>, from: usize, far: usize) -> Option<usize> {
        let sign = sign.into();
        let end = self.body.len().min(from.saturating_add(far));
        let start = from.max(self.seen.get(&sign).copied().unwrap_or(0));
        let bytes = self.body.as_bytes();
        let found = bytes.get(start..end).and_then(|bytes| memchr::memmem::find(bytes, sign.as_bytes()));
        match found {
            Some(found) => {
                // Nothing lies between; so the next search may start here.
                if from <= start {
                    self.seen.insert(sign, start + found);
                }
                Some(start + found)
            }
            None => {
                self.seen.insert(sign.clone(), end.saturating_sub(sign.len()).max(start));
                None
            }
        }
    }

    /// Takes that many bytes off what may still be looked at; false when nothing is left.
    pub fn spend(&mut self, bytes: usize) -> bool {
        self.budget = self.budget.saturating_sub(bytes);
        self.budget > 0
    }

    fn bracket_math(&mut self) -> Option<usize> {
        if !self.dialect.math.brackets {
            return None;
        }
        let (close, is_display) = match self.body.as_bytes().get(self.at + 1)? {
            b'(' => ("\\)", false),
            b'[' => ("\\]", true),
            _ => return None,
        };
        self.formula(self.at + 2, close, is_display)
    }

    fn dollar_math(&mut self) -> Option<usize> {
        let is_open = self.dialect.math.double_dollars && self.body[self.at..].starts_with("$$");
        if !is_open {
            return None;
        }
        let end = self.search("$$", self.at + 2, FAR)?;
        // kramdown's are within the line when text stands around them.
        let is_space = [' ', '\t'];
        let before = self.body[..self.at].trim_end_matches(is_space);
        let after = self.body[end + 2..].trim_start_matches(is_space);
        let is_display =
            (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
        self.formula(self.at + 2, "$$", is_display)
    }

    fn formula(&mut self, start: usize, close: &'static str, is_display: bool) -> Option<usize> {
        let end = self.search(close, start, FAR)?;
        let tex = &self.body[start..end];
        if tex.contains("\n\n") || tex.trim().is_empty() {
            return None;
        }
        Some(self.push(end + close.len(), math(tex, is_display)))
    }

    fn line(&mut self) -> bool {
        let rest = &self.body[self.at..];
        let line = &rest[..line_length(rest)];
        if self.dialect.templates == Templates::Mdx
            && let Some(length) = shortcode::mdx::module(self.body, self.at)
        {
            let meaning = Meaning::Block(String::new());
            self.at = self.push(self.at + length, meaning);
            return true;
        }
        if self.dialect.kramdown && self.kramdown_line(line) {
            return true;
        }
        self.fence_line(line) || self.list_line(line)
    }

    fn tag(&mut self, sign: u8) -> Option<usize> {
        if sign == b'{' && self.dialect.attributes == Attributes::Inline {
            let before = self.body[..self.at].chars().next_back();
            let closes = matches!(before, Some('*' | '_' | '`' | ')' | ']' | '~'));
            let rest = &self.body[self.at..];
            let is_list = rest.starts_with("{:") && !rest.starts_with("{::") && !rest.starts_with("{:/");
            if is_list && (closes || fences::begins_item(&self.body[..self.at])) {
                let end = self.find("}", self.at, FAR)?;
                let list = AttributeList::parse(&self.body[self.at + 2..end]);
                return Some(self.push(end + 1, Meaning::Attributes(list)));
            }
        }
        self.farthest = self.at;
        let Some((end, meaning)) = shortcode::read(self, self.at, self.dialect.templates) else {
            let looked_at = &self.body.as_bytes()[self.at..self.farthest];
            if memchr::memmem::find(looked_at, b"\n\n").is_some() {
                self.leave_open();
            }
            return None;
        };
        Some(self.push(end, meaning))
    }

    fn push(&mut self, end: usize, meaning: Meaning) -> usize {
        let base = self.part.start;
        let source = self.at - base..end - base;
        self.found.passages.push(Passage { source, meaning, ends_line: false });
        end
    }
}

fn is_pair(inner: &str) -> bool {
    let name = inner.split('=').next().unwrap_or_default();
    inner.contains('=') && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The length of the first line, its end included.
fn line_length(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1)
}
