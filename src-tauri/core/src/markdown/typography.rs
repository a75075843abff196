//! What renderers make of plain signs in text, beyond what the parser does.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::dialect::{Dialect, Typography};

/// Sets dashes, guillemets and emoji in text that is neither code nor part of a link. `source` is
/// what the parser read.
pub fn set(texts: &mut Vec<(CowStr<'_>, Range<usize>)>, dialect: &Dialect, source: &str) {
    if dialect.emoji && texts.iter().any(|(text, _)| text.contains(':')) {
        join(texts, source);
        for (text, _) in texts.iter_mut() {
            if let Some(with_emoji) = emoji(text) {
                *text = with_emoji.into();
            }
        }
    }
    match dialect.typography {
        Typography::EmDash => {
            for (text, range) in texts.iter_mut() {
                match (&**text, &source[range.clone()]) {
                    ("–", "--") => *text = "—".into(),
                    ("—", "---") => *text = "---".into(),
                    _ => {}
                }
            }
        }
        Typography::Guillemets if texts.iter().any(|(text, _)| text.contains(['<', '>'])) => {
            join(texts, source);
            for (text, range) in texts.iter_mut() {
                let is_plain = source[range.clone()] == **text;
                if is_plain && (text.contains("<<") || text.contains(">>")) {
                    *text = text.replace("<<", "«").replace(">>", "»").into();
                }
            }
        }
        _ => {}
    }
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

/// A text with its `:names:` as emoji; `None` when there is none.
fn emoji(text: &str) -> Option<String> {
    let mut set = String::new();
    let mut copied = 0;
    let mut open: Option<usize> = None;
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        let name = open.map(|open| &text[open + 1..colon]).filter(|name| is_name(name));
        match name.and_then(emojis::get_by_shortcode) {
            Some(emoji) => {
                set.push_str(&text[copied..open.unwrap_or(colon)]);
                set.push_str(emoji.as_str());
                copied = colon + 1;
                open = None;
            }
            None => open = Some(colon),
        }
    }
    set.push_str(&text[copied..]);
    (copied > 0).then_some(set)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
}
