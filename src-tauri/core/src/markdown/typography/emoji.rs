//! `:smile:`.

use std::ops::Range;

use pulldown_cmark::CowStr;

/// Sets the emoji of texts.
pub fn set<'a>(texts: &mut Vec<(CowStr<'a>, Range<usize>)>, source: &str) {
    if !texts.iter().any(|(text, _)| text.contains(':')) {
        return;
    }
    let mut set = Vec::with_capacity(texts.len());
    for (text, range) in texts.drain(..) {
        if source[range.clone()] != *text {
            set.push((text, range));
            continue;
        }
        let mut at = 0;
        for (place, emoji) in find(&text) {
            if at < place.start {
                set.push((
                    text[at..place.start].to_owned().into(),
                    range.start + at..range.start + place.start,
                ));
            }
            set.push((emoji.into(), range.start + place.start..range.start + place.end));
            at = place.end;
        }
        match at {
            0 => set.push((text, range)),
            _ if at < text.len() => set.push((text[at..].to_owned().into(), range.start + at..range.end)),
            _ => {}
        }
    }
    *texts = set;
}

/// The `:names:` of a text that are emoji.
fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        let name = open.map(|open| (open, &text[open + 1..colon])).filter(|(_, name)| is_name(name));
        match name.and_then(|(open, name)| Some((open, emojis::get_by_shortcode(name)?))) {
            Some((start, emoji)) => {
                found.push((start..colon + 1, emoji.as_str()));
                open = None;
            }
            None => open = Some(colon),
        }
    }
    found
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
}
