//! What in a body is not Markdown, put out of the parser's sight.
//!
//! Each such passage is replaced by as many bytes that are a word for the parser: a character that
//! no text has, and the passage's number. So offsets stay, and what is written of the word tells
//! what belongs there. Code is passed over.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::attributes::AttributeList;
use super::containers::{Fence, FenceKind};
use super::dialect::{Attributes, Containers, Dialect, Templates};
use super::scan::{Found, Scan};
use super::stand_in::{self, StandIns};
use super::tags;

/// A body without what is not Markdown.
pub struct Masked<'a> {
    /// As long as the body.
    pub text: Cow<'a, str>,
    passages: Vec<Passage>,
    /// The words that stand for them.
    words: StandIns,
    /// Attribute lists on lines of their own, with where they start.
    pub lists: Vec<ListLine>,
    /// Lines that are blocks of their own. Rise.
    fences: Vec<Fence>,
    /// Whether there may be anything to hide.
    pub is_scanned: bool,
    /// Where something opens whose end was looked for in vain; rises.
    pub open_ended: Vec<usize>,
    /// What goes on over the end of a line: code, template tags, formulas. Rise.
    crossings: Vec<Range<usize>>,
    /// Whether signs are disguised.
    is_disguised: bool,
}

/// What starts a tag of which the rest is the number of a line with attributes, before the element that
/// gets them; not a character, by Unicode's definition, and in no HTML that is written.
pub const ATTRIBUTES: &str = "<\u{fdd1}";

/// What the parser reads for each byte of a line that is a block of its own.
const RULE: u8 = b'_';

/// Signs that the parser would take for the start of a block and the renderer does not, with what
/// stands in for them.
const DISGUISES: [(u8, u8); 2] = [(b':', 0x11), (b')', 0x12)];

/// A text with the colons that were disguised.
pub fn with_colons(text: &str) -> Cow<'_, str> {
    let [(_, sign), _] = DISGUISES;
    match memchr::memchr(sign, text.as_bytes()) {
        Some(_) => text.replace(char::from(sign), ":").into(),
        None => text.into(),
    }
}

/// A passage that is not Markdown.
pub struct Passage {
    pub source: Range<usize>,
    /// What it is.
    pub meaning: Meaning,
    /// Whether the byte after it is read as the end of its line.
    pub ends_line: bool,
}

/// What a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// HTML within a paragraph, and the text that stands for it in an address.
    Inline { html: String, text: String },
    /// HTML that is a block, when it stands alone.
    Block(String),
    /// The attributes of the span before it.
    Attributes(AttributeList),
}

/// An attribute list on a line of its own.
pub struct ListLine {
    /// Where its line starts.
    pub start: usize,
    /// Whether it belongs to the block before it, without a blank line between.
    pub is_after: bool,
    /// The list.
    pub list: AttributeList,
}

impl Masked<'_> {
    /// Whether nothing was hidden.
    pub fn is_plain(&self) -> bool {
        self.passages.is_empty()
    }

    /// Whether what comes from `start` of a line on is found without what is before it; the block
    /// before ends at `last_end`.
    pub fn is_between(&self, start: usize, last_end: usize) -> bool {
        let at = self.crossings.partition_point(|crossing| crossing.start < start);
        let is_crossed = at.checked_sub(1).is_some_and(|at| self.crossings[at].end > start);
        // A list may be meant for the block below it.
        let list = self.lists.partition_point(|list| list.start < last_end);
        let is_listed = self.lists.get(list).is_some_and(|list| list.start < start);
        !is_crossed && !is_listed
    }

    /// The line that is a block of its own and that the parser read as a thematic break at `range`, with
    /// its number.
    pub fn fence(&self, range: &Range<usize>) -> Option<(usize, &Fence)> {
        let at = self.fences.partition_point(|fence| fence.line.start < range.start);
        let fence = self.fences.get(at).filter(|fence| fence.line.start < range.end)?;
        Some((at, fence))
    }

    /// An event where such a line turned out to be text or HTML: what it shows. Where it is code, or opens
    /// or closes something, as it was written.
    pub fn with_fences<'e>(
        &self,
        event: Event<'e>,
        range: &Range<usize>,
        body: &'e str,
        is_code: bool,
    ) -> Event<'e> {
        let next = self.fences.partition_point(|fence| fence.line.start < range.end);
        let fence = next.checked_sub(1).map(|at| &self.fences[at]).filter(|at| at.line.end > range.start);
        let (Some(fence), Event::Text(text) | Event::Html(text) | Event::InlineHtml(text)) = (fence, &event)
        else {
            return event;
        };
        if self.text.get(range.clone()) != Some(&**text) {
            return event;
        }
        let is_inside = range.start <= fence.line.start && fence.line.end <= range.end;
        let shown = match &fence.kind {
            FenceKind::Shows(Meaning::Inline { html, .. } | Meaning::Block(html))
            | FenceKind::Closes(_, Some(Meaning::Inline { html, .. }))
                if is_inside && !is_code =>
            {
                let (before, after) = (range.start..fence.line.start, fence.line.end..range.end);
                [&body[before], html, &body[after]].concat().into()
            }
            _ => match stand_in::without_signs(&body[range.clone()]) {
                Cow::Owned(text) => text.into(),
                Cow::Borrowed(text) => text.into(),
            },
        };
        match event {
            Event::Html(_) => Event::Html(shown),
            Event::Text(_) if matches!(shown, CowStr::Borrowed(_)) => Event::Text(shown),
            _ => Event::InlineHtml(shown),
        }
    }

    /// A text without what is hidden in it.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_plain() || !stand_in::may_contain(text) {
            return Cow::Borrowed(text);
        }
        let pieces = self.pieces(text).into_iter();
        pieces.map(|piece| if let Piece::Text(text) = piece { text } else { " " }).collect::<String>().into()
    }

    /// Cuts a text at the words that stand for passages.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t, '_>> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut from = 0;
        while let Some((start, number)) = self.words.find(text, from) {
            let length = self.passages.get(number).map(|passage| (passage, passage.source.len()));
            match length.filter(|(_, length)| text.len() >= start + length) {
                Some((passage, length)) => {
                    pieces.push(Piece::Text(&text[at..start]));
                    pieces.push(Piece::Passage(passage));
                    at = start + length;
                    from = at;
                }
                // Cut off.
                None => from = text.len(),
            }
        }
        pieces.push(Piece::Text(&text[at..]));
        pieces
    }

    /// A text as it was written.
    pub fn unmask<'t>(&self, text: &'t str, body: &str) -> Cow<'t, str> {
        if self.is_plain() || !stand_in::may_contain(text) {
            return Cow::Borrowed(text);
        }
        let pieces = self.pieces(text).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Passage(passage) => &body[passage.source.clone()],
            })
            .collect::<String>()
            .into()
    }

    /// A text for use in an attribute: what stands for each passage there.
    pub fn value(&self, text: &str) -> String {
        let pieces = self.pieces(text).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Passage(Passage { meaning: Meaning::Inline { text, .. }, .. }) => text,
                Piece::Passage(_) => "",
            })
            .collect()
    }
}

/// A part of a text.
pub enum Piece<'t, 'm> {
    Text(&'t str),
    Passage(&'m Passage),
}

/// Hides what the dialect has beside Markdown in a part of a body, which starts where nothing goes on.
pub fn mask<'a>(body: &'a str, part: Range<usize>, dialect: &Dialect) -> Masked<'a> {
    let math = &dialect.math;
    let is_needed = dialect.templates != Templates::None
        || dialect.attributes != Attributes::None
        || dialect.containers != Containers::None
        || math.brackets
        || math.double_dollars;
    let text = &body[part.clone()];
    let mut masked = Masked {
        text: Cow::Borrowed(text),
        passages: Vec::new(),
        words: StandIns::default(),
        lists: Vec::new(),
        fences: Vec::new(),
        is_scanned: is_needed,
        open_ended: Vec::new(),
        crossings: Vec::new(),
        is_disguised: false,
    };
    if is_needed {
        masked.text = stand_in::without_signs(text);
        let Found { passages, lists, fences, blanks, crossings, open_ended } = Scan::run(body, part, dialect);
        masked.hide(passages, &blanks, &fences);
        (masked.lists, masked.fences) = (lists, fences);
        (masked.crossings, masked.open_ended) = (crossings, open_ended);
    }
    let colons = dialect.definitions && dialect.spaced_definitions;
    masked.disguise(body, |sign| if sign == b':' { colons } else { dialect.kramdown });
    masked
}

impl Masked<'_> {
    /// Disguises a `:` at the start of a line without a space behind it, and a `)` behind the number
    /// there.
    fn disguise(&mut self, body: &str, is_wanted: impl Fn(u8) -> bool) {
        let bytes = self.text.as_bytes();
        let wanted: Vec<_> = DISGUISES.into_iter().filter(|(sign, _)| is_wanted(*sign)).collect();
        let others = memchr::memchr2(DISGUISES[0].1, DISGUISES[1].1, body.as_bytes());
        if wanted.is_empty() || others.is_some() {
            return;
        }
        let mut found = Vec::new();
        for (sign, other) in wanted {
            for at in memchr::memchr_iter(sign, bytes) {
                let is_spaced = matches!(bytes.get(at + 1), Some(b' ' | b'\t' | b'\n') | None);
                let before = match sign {
                    b':' if is_spaced => continue,
                    b':' => &bytes[..at],
                    // No number of a list is longer.
                    _ => {
                        let digits = bytes[..at].iter().rev().take(9);
                        let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
                        if digits == 0 {
                            continue;
                        }
                        &bytes[..at - digits]
                    }
                };
                let indent = before.iter().rev().take(100);
                let indent = indent.take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
                if before.len() == indent || before[before.len() - indent - 1] == b'\n' {
                    found.push((at, other));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        let mut text = self.text.as_bytes().to_vec();
        for (at, other) in found {
            text[at] = other;
        }
        self.is_disguised = true;
        self.text = Cow::Owned(String::from_utf8_lossy(&text).into_owned());
    }

    /// Puts the signs that were disguised back into HTML, from `start` on, and attributes into the
    /// elements that they belong to.
    pub fn reveal(&self, html: &mut String, start: usize) {
        if !self.fences.is_empty() && html[start..].contains(ATTRIBUTES) {
            let described = self.described(&html[start..]);
            html.truncate(start);
            html.push_str(&described);
        }
        if self.is_disguised && html.as_bytes()[start..].iter().any(|byte| matches!(byte, 0x11 | 0x12)) {
            let shown = html[start..].replace('\u{11}', ":").replace('\u{12}', ")");
            html.truncate(start);
            html.push_str(&shown);
        }
    }

    fn described(&self, html: &str) -> String {
        let mut parts = html.split(ATTRIBUTES);
        let mut described = parts.next().unwrap_or_default().to_owned();
        let mut lists: Vec<&AttributeList> = Vec::new();
        for part in parts {
            let Some((number, rest)) = part.split_once('>') else { continue };
            let fence = number.parse().ok().and_then(|number: usize| self.fences.get(number));
            if let Some(FenceKind::Describes { list, .. }) = fence.map(|fence| &fence.kind) {
                lists.push(list);
            }
            let rest = if described.ends_with('\n') { rest.trim_start_matches('\n') } else { rest };
            if rest.is_empty() {
                continue;
            }
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let tag = lists.drain(..).fold(rest[..end].to_owned(), |tag, list| list.add_to(&tag));
            described.push_str(&tag);
            described.push_str(&rest[end..]);
        }
        described
    }

    fn hide(&mut self, found: Vec<Passage>, blanks: &[Range<usize>], fences: &[Fence]) {
        if found.is_empty() && blanks.is_empty() && fences.is_empty() {
            return;
        }
        let mut words = stand_in::Writer::default();
        let mut text = std::mem::take(&mut self.text).into_owned().into_bytes();
        let whole = text.len();
        // What goes on after the part is cut.
        for range in blanks.iter().filter(|range| range.start < whole) {
            text[range.start..range.end.min(whole)].fill(b' ');
        }
        for Fence { line, .. } in fences {
            text[line.clone()].fill(RULE);
        }
        for mut passage in found {
            passage.source.end = passage.source.end.min(text.len());
            let is_block = matches!(passage.meaning, Meaning::Block(_));
            if !words.write(&mut text[passage.source.clone()], self.passages.len(), is_block) {
                continue;
            }
            if passage.ends_line {
                text[passage.source.end.min(whole - 1)] = b'\n';
            }
            self.passages.push(passage);
        }
        self.words = words.words;
        // Passages start and end at whole characters.
        self.text = Cow::Owned(String::from_utf8_lossy(&text).into_owned());
    }
}

/// A formula, for the frame to set.
pub fn math(tex: &str, is_display: bool) -> Meaning {
    let mut html = String::from(if is_display {
        "<div class=\"math display\">"
    } else {
        "<span class=\"math inline\">"
    });
    tags::escape(tex.trim(), &mut html);
    html.push_str(if is_display { "</div>" } else { "</span>" });
    if is_display { Meaning::Block(html) } else { Meaning::Inline { html, text: tex.to_owned() } }
}
