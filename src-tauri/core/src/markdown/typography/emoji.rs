//! `:smile:`, and `:)` where the site has it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::CowStr;
use regex::Regex;

use crate::markdown::mask;

/// Sets the emoji of texts.
pub fn set<'a>(texts: &mut Vec<(CowStr<'a>, Range<usize>)>, source: &str, has_smileys: bool) {
    if !has_smileys && !texts.iter().any(|(text, _)| mask::with_colons(text).contains(':')) {
        return;
    }
    let mut set = Vec::with_capacity(texts.len());
    for (text, range) in texts.drain(..) {
        if source[range.clone()] != *text {
            set.push((text, range));
            continue;
        }
        let mut at = 0;
        let plain = mask::with_colons(&text);
        let mut found = find(&plain);
        if has_smileys {
            add_smileys(&plain, &mut found);
        }
        for (place, emoji) in found {
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

/// Source: `lib/data/shortcuts.mjs` of markdown-it-emoji.
const SMILEYS: [(&str, &str); 25] = [
    ("angry", ">:( >:-("),
    ("blush", ":\") :-\")"),
    ("broken_heart", "</3 <\\3"),
    ("confused", ":/ :-/"),
    ("cry", ":'( :'-( :,( :,-("),
    ("frowning", ":( :-("),
    ("heart", "<3"),
    ("imp", "]:( ]:-("),
    ("innocent", "o:) O:) o:-) O:-) 0:) 0:-)"),
    ("joy", ":') :'-) :,) :,-) :'D :'-D :,D :,-D"),
    ("kissing", ":* :-*"),
    ("laughing", "x-) X-)"),
    ("neutral_face", ":| :-|"),
    ("open_mouth", ":o :-o :O :-O"),
    ("rage", ":@ :-@"),
    ("smile", ":D :-D"),
    ("smiley", ":) :-)"),
    ("smiling_imp", "]:) ]:-)"),
    ("sob", ":,'( :,'-( ;( ;-("),
    ("stuck_out_tongue", ":P :-P"),
    ("sunglasses", "8-) B-)"),
    ("sweat", ",:( ,:-("),
    ("sweat_smile", ",:) ,:-)"),
    ("unamused", ":s :-S :z :-Z :$ :-$"),
    ("wink", ";) ;-)"),
];

/// Adds the smileys between the emoji of a text: those that neither letters nor symbols touch.
fn add_smileys(text: &str, found: &mut Vec<(Range<usize>, &'static str)>) {
    static KNOWN: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let known = SMILEYS.iter().filter_map(|(name, written)| {
            let emoji = emojis::get_by_shortcode(name)?.as_str();
            Some(written.split_whitespace().map(move |smiley| (smiley, emoji)))
        });
        known.flatten().collect()
    });
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let mut smileys: Vec<String> = KNOWN.keys().map(|smiley| regex::escape(smiley)).collect();
        smileys.sort_by(|one, other| other.cmp(one));
        Regex::new(&smileys.join("|")).ok()
    });
    static APART: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{Z}\p{P}\p{Cc}]$").ok());
    let is_apart = |c: Option<char>| {
        let apart = APART.as_ref();
        c.is_none_or(|c| apart.is_some_and(|apart| apart.is_match(c.encode_utf8(&mut [0; 4]))))
    };
    let Some(pattern) = PATTERN.as_ref() else { return };
    let mut names = found.iter().map(|(place, _)| place.clone()).peekable();
    let mut smileys = Vec::new();
    for smiley in pattern.find_iter(text) {
        let place = smiley.range();
        while names.next_if(|name| name.end <= place.start).is_some() {}
        let is_free = names.peek().is_none_or(|name| name.start >= place.end);
        let before = text[..place.start].chars().next_back();
        if is_free && is_apart(before) && is_apart(text[place.end..].chars().next()) {
            smileys.extend(KNOWN.get(smiley.as_str()).map(|emoji| (place, *emoji)));
        }
    }
    found.append(&mut smileys);
    found.sort_by_key(|(place, _)| place.start);
}
