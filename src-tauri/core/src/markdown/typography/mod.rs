//! What renderers make of plain signs in text, beyond what the parser does: each has a rule of its
//! own for quotes.

mod emoji;
mod goldmark;
mod kramdown;
mod marked;
mod retext;

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, Tag};
use regex::Regex;

use super::dialect::{Dialect, Typography};
pub use goldmark::Unclosed;

/// A text that is as it was written.
struct Run<'a> {
    /// What the parser read.
    source: &'a str,
    /// Where the text is in it.
    range: Range<usize>,
    /// The character of the text before it, in whatever markup.
    before: Option<char>,
    /// Whether a text that was written as an entity is right before it.
    is_after_entity: bool,
    /// Where the last sign that was set ends.
    set: usize,
    /// Whether its first sign is escaped, and so stays.
    is_escaped: bool,
}

/// What a sign becomes: how many bytes of the source, and what stands for them.
type Set = Option<(usize, &'static str)>;

/// What a renderer makes of the sign at a place.
type Rule<'r> = Box<dyn FnMut(&Run<'_>, usize) -> Set + 'r>;

/// Sets quotes, dashes, guillemets and emoji in text that is neither code nor in the description of
/// an image. `source` is what the parser read, `before` the character before the text.
pub fn set<'a>(
    texts: &mut Vec<(CowStr<'a>, Range<usize>)>,
    dialect: &Dialect,
    source: &str,
    before: Option<char>,
    unclosed: &mut Unclosed,
) {
    // In Astro they are text like any other.
    let is_retext = dialect.typography == Typography::Retext;
    if !is_retext && is_address(texts, source) {
        return;
    }
    if dialect.emoji || !matches!(dialect.typography, Typography::Plain | Typography::Dashes) {
        join(texts, source);
    }
    if dialect.emoji {
        emoji::set(texts, source, dialect.smileys);
    }
    let mut rule: Rule<'_> = match dialect.typography {
        Typography::Plain | Typography::Dashes => return,
        Typography::Goldmark => Box::new(|run, at| goldmark::set(run, at, unclosed)),
        Typography::Kramdown => Box::new(kramdown::set),
        Typography::Marked => Box::new(marked::set),
        Typography::Retext => Box::new(retext::set),
    };
    let mut before = before;
    let mut last: Option<(usize, bool)> = None;
    for (text, range) in texts.iter_mut() {
        let is_plain = source[range.clone()] == **text;
        let last_char = text.chars().next_back();
        if is_plain {
            let touches = last.is_some_and(|(end, _)| end == range.start);
            let run = Run {
                source,
                range: range.clone(),
                before,
                is_after_entity: touches && last.is_some_and(|(_, is_plain)| !is_plain),
                set: range.start,
                is_escaped: !is_retext
                    && source[..range.start].ends_with('\\')
                    && text.starts_with(|c: char| c.is_ascii_punctuation()),
            };
            if let Some(set) = run.written(&mut *rule) {
                *text = set.into();
            }
        }
        last = Some((range.end, is_plain));
        before = last_char.or(before);
    }
}

/// The character of the text before the next one, of what is written of a block; code counts as a
/// letter.
pub fn before(events: &[Event<'_>]) -> Option<char> {
    // Far more markup than between two words would take too long.
    for event in events.iter().rev().take(100) {
        match event {
            Event::Text(text) => return text.chars().next_back(),
            Event::Code(_) => return Some('A'),
            Event::SoftBreak | Event::HardBreak => return Some('\n'),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(_)
            | Event::InlineHtml(_) => {}
            _ => return None,
        }
    }
    None
}

impl Run<'_> {
    /// The text with its signs set; `None` when none is.
    fn written(mut self, rule: &mut dyn FnMut(&Run<'_>, usize) -> Set) -> Option<String> {
        let mut html: Option<String> = None;
        let mut at = self.range.start + usize::from(self.is_escaped);
        let is_sign = |byte: &u8| matches!(byte, b'"' | b'\'' | b'-' | b'.' | b'<' | b'>' | b' ' | b'`');
        while let Some(skip) = self.source.as_bytes()[at..self.range.end].iter().position(is_sign) {
            at += skip;
            match rule(&self, at).filter(|(length, _)| at + length <= self.range.end) {
                Some((length, sign)) => {
                    let html = html.get_or_insert_default();
                    html.push_str(&self.source[self.set.min(at)..at]);
                    html.push_str(sign);
                    at += length;
                    self.set = at;
                }
                None => at += 1,
            }
        }
        let mut html = html?;
        html.push_str(&self.source[self.set..self.range.end]);
        Some(html)
    }

    fn after(&self, at: usize) -> &str {
        self.source.get(at..).unwrap_or_default()
    }

    /// The character of the source before a place.
    fn source_before(&self, at: usize) -> Option<char> {
        self.source[..at].chars().next_back()
    }
}

/// Cuts texts after so many bytes of them; what follows is handed back.
pub fn cut<'a>(
    texts: &mut Vec<(CowStr<'a>, Range<usize>)>,
    mut length: usize,
) -> Vec<(CowStr<'a>, Range<usize>)> {
    let Some(at) = texts.iter().position(|(text, _)| match length.checked_sub(text.len()) {
        Some(left) => {
            length = left;
            false
        }
        None => true,
    }) else {
        return Vec::new();
    };
    let mut rest = texts.split_off(at);
    if length > 0
        && let Some((text, range)) = rest.first_mut()
    {
        let middle = range.end.min(range.start + length);
        texts.push((text[..length].to_owned().into(), range.start..middle));
        *text = text[length..].to_owned().into();
        range.start = middle;
    }
    rest
}

/// Joins what the parser cut where markup could have been, such as at `_`.
fn join(texts: &mut Vec<(CowStr<'_>, Range<usize>)>, source: &str) {
    let mut joined: Vec<(CowStr<'_>, Range<usize>)> = Vec::with_capacity(texts.len());
    let mut whole = String::new();
    for (text, range) in texts.drain(..) {
        let is_plain = source[range.clone()] == *text;
        match joined.last_mut() {
            Some((_, last)) if is_plain && !whole.is_empty() && last.end == range.start => {
                whole.push_str(&text);
                last.end = range.end;
                continue;
            }
            Some((last, _)) if !whole.is_empty() => *last = std::mem::take(&mut whole).into(),
            _ => {}
        }
        if is_plain {
            whole.push_str(&text);
        }
        joined.push((text, range));
    }
    if let (Some((last, _)), false) = (joined.last_mut(), whole.is_empty()) {
        *last = whole.into();
    }
    *texts = joined;
}

/// Whether the texts are those of `<address>`.
fn is_address(texts: &[(CowStr<'_>, Range<usize>)], source: &str) -> bool {
    let [(text, range)] = texts else { return false };
    let is_enclosed = source[..range.start].ends_with('<') && source[range.end..].starts_with('>');
    is_enclosed && text.contains([':', '@']) && !text.contains(char::is_whitespace)
}

/// `---`, `--` and `...` as most renderers set them.
fn dashes(rest: &str) -> Set {
    match () {
        () if rest.starts_with("---") => Some((3, "—")),
        () if rest.starts_with("--") => Some((2, "–")),
        () if rest.starts_with("...") => Some((3, "…")),
        () => None,
    }
}

/// Unicode's punctuation, and its symbols.
fn is_punctuation_or_symbol(c: char) -> bool {
    static SIGNS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{P}\p{S}]$").ok());
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    !c.is_alphanumeric() && SIGNS.as_ref().is_some_and(|signs| signs.is_match(c.encode_utf8(&mut [0; 4])))
}
