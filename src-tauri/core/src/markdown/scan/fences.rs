//! Lines that are blocks of their own, whatever stands around them.

use super::{AttributeList, Attributes, ListLine, Scan, is_pair};
use crate::markdown::containers::{self, Fence, FenceKind};
use crate::markdown::mask::Meaning;
use crate::markdown::shortcode;

impl Scan<'_> {
    /// Reads a line that opens or closes a container or ends a pair of tags; true when it is one.
    pub(super) fn fence_line(&mut self, line: &str) -> bool {
        let text = after_markers(line, true);
        let kind = containers::read(text, self.dialect);
        let is_below_quotes = after_markers(line, false) == text;
        let kind =
            kind.or_else(|| shortcode::fence(text, self.dialect.templates).filter(|_| is_below_quotes));
        kind.is_some_and(|kind| self.push_fence(line, text, kind))
    }

    /// Reads a line that is an attribute list; true when it is one.
    pub(super) fn list_line(&mut self, line: &str) -> bool {
        let text = after_markers(line, false);
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let list = match self.dialect.attributes {
            Attributes::None => None,
            Attributes::Lines => inner.filter(|inner| inner.starts_with(['.', '#']) || is_pair(inner)),
            Attributes::Inline => inner.and_then(|inner| inner.strip_prefix(':')),
        };
        let Some(list) = list else { return false };
        if self.dialect.attributes == Attributes::Inline && is_definition(list) {
            let nothing = Meaning::Inline { html: String::new(), text: String::new() };
            return self.push_fence(line, text, FenceKind::Shows(nothing));
        }
        let before = self.body[..self.at].strip_suffix('\n').unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default();
        let is_after = !last.trim_matches([' ', '\t', '>']).is_empty();
        let list = AttributeList::parse(list.trim_start_matches(':'));
        let start = self.at - self.part.start;
        // Goldmark's belong to nothing below a blank line.
        let belongs = is_after || self.dialect.attributes == Attributes::Inline;
        if belongs {
            self.found.lists.push(ListLine { start, is_after, list: list.clone() });
        }
        if line.starts_with('{') {
            self.found.blanks.push(start..start + line.trim_end().len());
            self.at += line.len();
            return true;
        }
        // It may be within a list or a quote, which only a block of its own tells.
        let nothing = Meaning::Inline { html: String::new(), text: String::new() };
        let described = FenceKind::Describes { list, is_after };
        self.push_fence(line, text, if belongs { described } else { FenceKind::Shows(nothing) })
    }

    fn push_fence(&mut self, line: &str, text: &str, kind: FenceKind) -> bool {
        let start = self.at - self.part.start + (text.as_ptr() as usize - line.as_ptr() as usize);
        self.found.fences.push(Fence { line: start..start + text.len(), kind });
        self.at += line.len();
        true
    }
}

/// `name: .class`, which gives a list of attributes a name: what it stands for shows nothing.
fn is_definition(list: &str) -> bool {
    let name = list.split(char::is_whitespace).next().unwrap_or_default();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    name.strip_suffix(':').is_some_and(|name| !name.is_empty() && name.bytes().all(is_word))
}

/// Whether nothing but the signs of quotes and of a list's item is before the end of a text in its last
/// line.
pub(super) fn begins_item(text: &str) -> bool {
    /// Bytes of the signs: a long line must not be looked through for each of its braces.
    const MOST: usize = 100;
    let near = text.len().saturating_sub(MOST);
    let start = match memchr::memrchr(b'\n', &text.as_bytes()[near..]) {
        Some(end) => near + end + 1,
        None if near == 0 => 0,
        None => return false,
    };
    let line = &text[start..];
    let Some(signs) = line.strip_suffix([' ', '\t']) else { return false };
    let signs = signs.trim_end_matches([' ', '\t']);
    let before = match signs.strip_suffix(['-', '*', '+']) {
        Some(before) => before,
        None => {
            let number = signs.strip_suffix('.').unwrap_or_default();
            let before = number.trim_end_matches(|c: char| c.is_ascii_digit());
            if before.len() == number.len() {
                return false;
            }
            before
        }
    };
    before.is_empty() || before.trim_matches([' ', '\t', '>']).is_empty() || begins_item(before)
}

/// A line without its end and without the signs of the quotes, and of the lists, that it starts in.
fn after_markers(line: &str, has_lists: bool) -> &str {
    let mut rest = line.trim_end();
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let sign = match rest.len() - number.len() {
            _ if !has_lists => None,
            0 => rest.strip_prefix(['-', '*', '+']),
            1..=9 => number.strip_prefix(['.', ')']),
            _ => None,
        };
        match sign.filter(|after| after.starts_with([' ', '\t'])) {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}
