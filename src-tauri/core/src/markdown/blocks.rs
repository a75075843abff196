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
    /// The start of its first line in the body: the parser, starting there, would find the same blocks
    /// from here on. `None` of the footnotes, which are gathered from all over the body.
    pub start: Option<usize>,
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
    // The end of the last element, and where the parser can start to find the block.
    let (mut last_end, mut from) = (0, 0);
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
        let above = std::mem::replace(&mut last_end, element.end);
        let length = html.len();
        writer.finish_block(&mut html);
        if html.len() == length {
            before += if open.is_empty() { words.take() } else { 0 };
            continue;
        }
        if open.is_empty() {
            (block, from) = (element.clone(), start(text, element.start, above));
        }
        block.end = element.end;
        if is_html {
            open.read(&html[length..]);
        }
        if open.is_empty() {
            let before = std::mem::take(&mut before);
            let raw =
                Raw { before, words: words.take(), ..raw(&html, (text, base), &block, from, &mut writer) };
            if receive(raw).is_break() {
                return told;
            }
            html.clear();
        }
    }
    if !html.is_empty() {
        let before = std::mem::take(&mut before);
        let raw = Raw { before, words: words.take(), ..raw(&html, (text, base), &block, from, &mut writer) };
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
        let _ = receive(Raw { html: &html, place, start: None, headings: Vec::new(), words: 0, before: 0 });
    }
    told
}

fn raw<'r>(
    html: &'r str,
    (text, base): (&str, usize),
    block: &Range<usize>,
    from: usize,
    writer: &mut Writer<'_>,
) -> Raw<'r> {
    let place = trimmed(text, block.clone());
    Raw {
        html,
        place: base + place.start..base + place.end,
        start: Some(base + from),
        headings: writer.take_headings(),
        words: 0,
        before: 0,
    }
}

/// Where the parser can start and find the block at `at`; `above` is the end of what is before it.
/// Lines between that are no element are link definitions: they were the start of the block's
/// paragraph, whose other lines may look like a block of another kind.
fn start(text: &str, at: usize, above: usize) -> usize {
    let mut start = line_start(text, at);
    while start > above {
        let line = line_start(text, start - 1);
        if line < above || text[line..start].trim().is_empty() {
            break;
        }
        start = line;
    }
    start
}

fn line_start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
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
