//! `==marked==`, `++inserted++`, lowered `H~2~O` and raised `1^st^` text, which the parser does not know, or
//! not within words.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::dialect::Extras;

/// A mark around text.
struct Mark {
    sign: u8,
    /// How many of the sign there are on each side.
    length: usize,
    /// Whether spaces may be between.
    has_spaces: bool,
    name: &'static str,
}

/// Where signs are: in which of the events, and at which byte of its text.
type Place = (usize, usize);

/// Puts elements in place of the pairs of signs in the events of a block.
pub fn apply(events: &mut Vec<Event<'_>>, extras: Extras) {
    let double = |sign, name| Mark { sign, length: 2, has_spaces: true, name };
    let single = |sign, name| Mark { sign, length: 1, has_spaces: false, name };
    for (is_on, mark) in [
        (extras.mark, double(b'=', "mark")),
        (extras.insert, double(b'+', "ins")),
        (extras.subscript, single(b'~', "sub")),
        (extras.superscript, single(b'^', "sup")),
    ] {
        let has_sign = |event: &Event<'_>| match event {
            Event::Text(text) => memchr::memchr(mark.sign, text.as_bytes()).is_some(),
            _ => false,
        };
        if is_on && events.iter().any(has_sign) {
            let pairs = mark.pairs(events);
            mark.write(events, pairs);
        }
    }
}

/// What may be closed in an element.
#[derive(Clone, Copy, Default)]
struct Open {
    at: Option<Place>,
    /// A space came since.
    is_spaced: bool,
}

impl Mark {
    /// The pairs in each span or paragraph, its inner ones left out: where each sign is, and whether it
    /// opens.
    fn pairs(&self, events: &[Event<'_>]) -> Vec<(Place, bool)> {
        let mut found = Vec::new();
        // One for each element around.
        let mut all = vec![Open::default()];
        let mut is_code = false;
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    is_code |= matches!(tag, Tag::CodeBlock(_));
                    if !is_within_text(tag) {
                        all.fill(Open::default());
                    }
                    all.push(Open::default());
                }
                Event::End(tag) => {
                    is_code &= !matches!(tag, TagEnd::CodeBlock);
                    all.pop();
                }
                Event::SoftBreak | Event::HardBreak => all.iter_mut().for_each(|open| open.is_spaced = true),
                Event::Text(text) if !is_code => {
                    if let Some(open) = all.last_mut() {
                        self.read(text, at, open, &mut found);
                    }
                }
                _ => {}
            }
        }
        found.sort_unstable();
        found
    }

    fn read(&self, text: &str, at: usize, open: &mut Open, found: &mut Vec<(Place, bool)>) {
        let bytes = text.as_bytes();
        let is_space = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
        let mut from = 0;
        while let Some(next) = memchr::memchr(self.sign, &bytes[from..]) {
            let start = from + next;
            let length = bytes[start..].iter().take_while(|byte| **byte == self.sign).count();
            open.is_spaced |= bytes[from..start].iter().any(u8::is_ascii_whitespace);
            let is_empty = open.at == start.checked_sub(self.length).map(|before| (at, before));
            from = start + length;
            if length != self.length {
                continue;
            }
            let closes = !is_space(start.checked_sub(1).and_then(|before| bytes.get(before)));
            match open.at {
                Some(opening) if closes && !is_empty && (self.has_spaces || !open.is_spaced) => {
                    found.extend([(opening, true), ((at, start), false)]);
                    *open = Open::default();
                }
                Some(_) if self.has_spaces => {}
                _ if !is_space(bytes.get(from)) => *open = Open { at: Some((at, start)), is_spaced: false },
                _ => {}
            }
        }
        open.is_spaced |= bytes[from..].iter().any(u8::is_ascii_whitespace);
    }

    fn write(&self, events: &mut Vec<Event<'_>>, pairs: Vec<(Place, bool)>) {
        for ((at, place), opens) in pairs.into_iter().rev() {
            let Some(Event::Text(text)) = events.get(at) else { continue };
            let texts = [text[..place].to_owned(), text[place + self.length..].to_owned()];
            let [before, after] = texts.map(|text| Event::Text(CowStr::from(text)));
            let slash = if opens { "" } else { "/" };
            let tag = Event::InlineHtml(format!("<{slash}{}>", self.name).into());
            events.splice(at..=at, [before, tag, after]);
        }
    }
}

fn is_within_text(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
