//! The top-level blocks of a body.

use std::ops::{ControlFlow, Range};

use pulldown_cmark::{BrokenLink, Event, Parser, Tag};

use super::anchors::{Anchors, Heading};
use super::definitions::Definitions;
use super::render::{self, Writer};
use super::tags::{self, Piece, Tag as HtmlTag};
use super::words::WordCounter;

/// A top-level block.
pub struct Raw<'r> {
    /// Not sanitised.
    pub html: &'r str,
    /// Where it is in the body. Places rise and do not overlap.
    pub place: Range<usize>,
    /// The start of its first line in the body.
    pub start: usize,
    /// Whether the parser, starting there, would find the same blocks from here on.
    pub is_fresh: bool,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its words.
    pub words: u32,
    /// Words between the block before it and this one, in what makes no block.
    pub before: u32,
}

/// What is read of a body.
pub struct Part<'a> {
    /// The whole body.
    pub body: &'a str,
    /// The bytes to read: all, or from the start of a block on.
    pub range: Range<usize>,
    /// The link definitions in the rest of the body.
    pub definitions: &'a Definitions,
    /// Where headings get their ids from.
    pub anchors: Anchors,
}

/// What a part told beside its blocks.
pub struct Told {
    /// The link definitions in it.
    pub definitions: Definitions,
    /// Words after its last block.
    pub words: u32,
    /// Whether a block in it depends on places outside of it that only the whole body tells.
    pub has_footnotes: bool,
}

/// Calls `receive` with each top-level block until it breaks off.
///
/// HTML that opens an element and closes it in a later block, as `<details>` around Markdown does,
/// makes one block of all between: the sanitiser balances each block by itself. The footnotes are the
/// last block; its place is empty when their definitions stand between other blocks.
pub fn each(part: Part<'_>, mut receive: impl FnMut(Raw<'_>) -> ControlFlow<()>) -> Told {
    let Part { body, range, definitions, anchors } = part;
    let (text, base) = (&body[range.clone()], range.start);
    let mut writer = Writer::new(text, anchors);
    let mut words = WordCounter::default();
    let mut html = String::new();
    let mut open = OpenElements::default();
    let (mut block, mut element) = (0..0, 0..0);
    let (mut depth, mut is_html, mut before) = (0, false, 0);
    let missing = |link: BrokenLink<'_>| definitions.resolve(&link);
    let parser = Parser::new_with_broken_link_callback(text, render::options(), Some(missing));
    let mut told = Told {
        definitions: Definitions::of(parser.reference_definitions(), base),
        words: 0,
        has_footnotes: false,
    };
    for (event, range) in parser.into_offset_iter() {
        if depth == 0 {
            element = range.clone();
            is_html = matches!(event, Event::Start(Tag::HtmlBlock));
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        words.event(&event);
        writer.event(event, range);
        if depth > 0 {
            continue;
        }
        let length = html.len();
        writer.finish_block(&mut html);
        if html.len() == length {
            before += if open.is_empty() { words.take() } else { 0 };
            continue;
        }
        block = if open.is_empty() { element.start } else { block.start }..element.end;
        if is_html {
            open.read(&html[length..]);
        }
        if open.is_empty() {
            let before = std::mem::take(&mut before);
            let raw = Raw { before, words: words.take(), ..raw(&html, (text, base), &block, &mut writer) };
            if receive(raw).is_break() {
                return told;
            }
            html.clear();
        }
    }
    if !html.is_empty() {
        let before = std::mem::take(&mut before);
        let raw = Raw { before, words: words.take(), ..raw(&html, (text, base), &block, &mut writer) };
        if receive(raw).is_break() {
            return told;
        }
        html.clear();
    }
    told.words = before + words.take();
    if let Some(source) = writer.finish(&mut html) {
        let place = if source.start >= block.end { trimmed(text, source) } else { block.end..block.end };
        let place = base + place.start..base + place.end;
        told.has_footnotes = true;
        let start = place.start;
        let _ = receive(Raw {
            html: &html,
            place,
            start,
            is_fresh: false,
            headings: Vec::new(),
            words: 0,
            before: 0,
        });
    }
    told
}

fn raw<'r>(
    html: &'r str,
    (text, base): (&str, usize),
    block: &Range<usize>,
    writer: &mut Writer<'_>,
) -> Raw<'r> {
    let place = trimmed(text, block.clone());
    let line_start = |at: usize| memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    let start = line_start(block.start);
    // Definitions right above are the start of a paragraph whose other lines may look like another
    // kind of block, so only a blank line ends all that is before.
    let above = start.checked_sub(1).map(|end| &text[line_start(end)..end]);
    Raw {
        html,
        place: base + place.start..base + place.end,
        start: base + start,
        is_fresh: above.is_none_or(|line| line.trim().is_empty()),
        headings: writer.take_headings(),
        words: 0,
        before: 0,
    }
}

fn trimmed(body: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + body[range].trim_end().len()
}

/// The HTML elements that are open at the end of a block. Only those that hold other blocks and
/// that the sanitiser keeps: an unknown element or an unclosed `<b>` must not swallow the rest of
/// the post.
#[derive(Default)]
struct OpenElements(Vec<&'static str>);

impl OpenElements {
    const CONTAINERS: [&str; 25] = [
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ];

    /// Deeper elements are not counted; the sanitiser refuses such a block anyway.
    const MOST: usize = 256;

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn read(&mut self, html: &str) {
        for piece in tags::pieces(html) {
            if let Piece::Tag(tag) = piece {
                self.tag(&tag);
            }
        }
    }

    fn tag(&mut self, tag: &HtmlTag<'_>) {
        let Some(name) = Self::CONTAINERS.iter().find(|name| tag.is(name)) else { return };
        if !tag.closing {
            if self.0.len() < Self::MOST {
                self.0.push(name);
            }
        } else if let Some(at) = self.0.iter().rposition(|open| open == name) {
            self.0.truncate(at);
        }
    }
}
